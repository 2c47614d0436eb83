"""What a witness answers to `add-checkpoint` (c2sp.org/tlog-witness): it vouches for heads that only grow.

A witness keeps the last head of each log that it signed.  It keeps the next one before it answers, and only while the
last is still the one it compared with, or two requests at once could lead it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from xuncha.core.log.checkpoint import Checkpoint, Head, read_checkpoint
from xuncha.core.log.cosignature import Check, ForgedError, opened
from xuncha.core.log.lines import hash_in, number, written
from xuncha.core.log.note import MOST_BYTES, Key, Note, Signature, read_note
from xuncha.core.log.proofs import is_consistent
from xuncha.core.unreadable import UnreadableError

MOST_STEPS = 63
"""So many hashes are enough for a proof between any two sizes."""

PLAIN, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"


@dataclass(frozen=True, slots=True)
class Request:
    """What a log asks: it says from which size on, and shows that the head it sends follows."""

    old_size: int
    path: tuple[bytes, ...]
    note: Note

    @property
    def written(self) -> str:
        """The body of the request."""
        lines = [f"old {self.old_size}\n", *(f"{written(one)}\n" for one in self.path)]
        return f"{''.join(lines)}\n{self.note.written}"


def read_request(body: bytes) -> Request:
    """The request in a body; raises UnreadableError when it is none."""
    old_size, path, below = read_following(body)
    return Request(old_size, path, read_note(below))


def read_following(body: bytes) -> tuple[int, tuple[bytes, ...], bytes]:
    """What stands above the checkpoint of a request: the old size and the proof; and the bytes of the checkpoint."""
    above, gap, below = body.partition(b"\n\n")
    first, *lines = above.decode(errors="replace").split("\n") if len(body) <= MOST_BYTES else [""]
    if not gap or not first.startswith("old ") or len(lines) > MOST_STEPS:
        raise UnreadableError(
            "不是 add-checkpoint 请求：old 一行、证明、空行、检查点。",
            "This is no add-checkpoint request: old size, proof, empty line, checkpoint.",
        )
    return number(first.removeprefix("old ")), tuple(map(hash_in, lines)), below


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a status of HTTP, a body, and what kind of text it is."""

    status: int
    body: str = ""
    kind: str = PLAIN


class Keeper(Protocol):
    """Keeps the last head that was signed of each log, for ever."""

    def latest(self, origin: str) -> Head:
        """The last head; `NOTHING` of a log that was never signed."""

    def keep(self, origin: str, old: Head, new: Head) -> bool:
        """Put the new head in the place of the old one, on disk before this returns; False when another is there by now."""


Cosign = Callable[[str], Iterable[Signature]]
"""The witness's signatures on the text of a checkpoint, with the moment of now in them."""


def answer(
    body: bytes, logs: Mapping[str, Sequence[Key]], keeper: Keeper, check: Check, cosign: Cosign
) -> Answer:
    """Answer one request; `logs` are the keys of each log that this witness knows, by its origin."""
    try:
        asked = read_request(body)
        found = read_checkpoint(asked.note.text)
    except UnreadableError as error:
        return Answer(400, f"{error}\n")
    if found.origin not in logs:
        return Answer(404, "unknown log\n")
    if not _is_signed(asked.note, logs[found.origin], check):
        return Answer(403, "no signature by a key of this log\n")
    latest = keeper.latest(found.origin)
    refused = objection(asked, found, latest)
    if refused is not None:
        return refused
    if not keeper.keep(found.origin, latest, found.head):
        return _conflict(keeper.latest(found.origin))
    return Answer(200, "".join(one.line for one in cosign(asked.note.text)))


def objection(asked: Request, found: Checkpoint, latest: Head) -> Answer | None:
    """Why a head must not be signed after the latest one; nothing when it follows.  A log's own signer asks the same."""
    new = found.head
    if asked.old_size > new.size:
        return Answer(400, "the old size is beyond the checkpoint\n")
    if asked.old_size != latest.size or (new.size == latest.size and new.root != latest.root):
        return _conflict(latest)
    if not is_consistent(latest.size, new.size, asked.path, latest.root, new.root):
        return Answer(422, "the proof does not hold\n")
    return None


def _conflict(latest: Head) -> Answer:
    return Answer(409, f"{latest.size}\n", SIZE)


def _is_signed(note: Note, keys: Sequence[Key], check: Check) -> bool:
    try:
        return bool(opened(note, keys, check))
    except ForgedError:
        return False
