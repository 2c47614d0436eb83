"""What a log's own signer answers: it signs heads that only grow, and keeps each before it answers.

The request is that of a witness, with the text of the checkpoint in place of a signed note.  Whoever holds the record cannot
have a second history signed: the signer is another process with a memory of its own, and so the first witness.
"""

from __future__ import annotations

from collections.abc import Mapping

from xuncha.core.log.checkpoint import Checkpoint, read_checkpoint
from xuncha.core.log.note import Note
from xuncha.core.log.witness import SIZE, Answer, Cosign, Keeper, Request, objection, read_following
from xuncha.core.unreadable import UnreadableError

LAST = b"last "
"""Before an origin: which size was signed last, and nothing is signed."""


def request(old_size: int, path: tuple[bytes, ...], found: Checkpoint) -> bytes:
    """The request to sign a checkpoint that follows the head of the old size."""
    return Request(old_size, path, Note(found.text, ())).written.removesuffix("\n").encode()


def answer(body: bytes, signers: Mapping[str, Cosign], keeper: Keeper) -> Answer:
    """Answer one request; `signers` sign for the logs of this signer, by their origin."""
    if body.startswith(LAST):
        origin = body.removeprefix(LAST).decode(errors="replace").strip()
        known = origin in signers
        return Answer(200, f"{keeper.latest(origin).size}\n", SIZE) if known else Answer(404, "unknown log\n")
    try:
        old_size, path, below = read_following(body)
        found = read_checkpoint(below.decode())
    except (UnreadableError, UnicodeDecodeError) as error:
        return Answer(400, f"{error}\n")
    if found.origin not in signers:
        return Answer(404, "unknown log\n")
    latest = keeper.latest(found.origin)
    refused = objection(Request(old_size, path, Note(found.text, ())), found, latest)
    if refused is not None:
        return refused
    if found.more or not keeper.keep(found.origin, latest, found.head):
        return Answer(409, f"{keeper.latest(found.origin).size}\n", SIZE)
    return Answer(200, "".join(one.line for one in signers[found.origin](found.text)))
