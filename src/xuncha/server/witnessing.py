"""Asks the witnesses of a log for their signatures on a new checkpoint (c2sp.org/tlog-witness)."""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
from http.client import HTTPException

from xuncha.core.log.checkpoint import Head, read_checkpoint
from xuncha.core.log.cosignature import ForgedError, opened
from xuncha.core.log.lines import number
from xuncha.core.log.note import Key, Note, read_signature
from xuncha.core.log.policy import Policy
from xuncha.core.log.proofs import Node, consistency
from xuncha.core.log.witness import Answer, Request
from xuncha.server.trouble import Trouble
from xuncha.vault.log_keys import check

LOG = logging.getLogger("xuncha.log")
PATIENCE = 10.0
MOST_BYTES = 100_000
UNREACHED = (OSError, HTTPException, ValueError)
"""Nobody answers, or what answers is no witness."""


def cosigned(note: Note, head: Head, before: int, node: Node, policy: Policy) -> Note:
    """The checkpoint with the signatures of those witnesses that gave one; `before` is the size they probably know."""
    for name, address in policy.addresses.items():
        try:
            note = note.with_signatures(
                *_asked(note, head, before, node, policy.witnesses[name], address).signatures
            )
        except UNREACHED as error:
            LOG.warning("the witness %s did not sign %s leaves: %s", name, head.size, error)
    return note


def refuse_forgotten(
    note: Note | None, policy: Policy, patience: float = 3.0, *, must_answer: bool = False
) -> None:
    """Refuse a log that enough witnesses have seen further, or otherwise, than it is here; `note` is its checkpoint.

    Each is asked to sign that very checkpoint once more, which changes nothing.  Who does not answer is passed over, and one
    alone holds nobody up where the policy asks for more; of a record that was restored enough of them `must_answer`.
    """
    if note is None:
        return
    head = read_checkpoint(note.text).head
    seen: dict[str, int] = {}
    answered: set[str] = set()
    for name, address in policy.addresses.items():
        try:
            told = _post(address, Request(head.size, (), note), patience)
            if told.status in (200, 409):
                answered.add(name)
            if told.status == 409 and (size := number(told.body.strip())) >= head.size:
                seen[name] = size
        except UNREACHED as error:
            LOG.info("the witness %s was not asked how far it has seen: %s", name, error)
    if seen and policy.is_met_by(set(seen)):
        _refuse(", ".join(seen), max(seen.values()), head, _side(note))
    if must_answer and policy.addresses and not policy.is_met_by(answered):
        silent = ", ".join(name for name in policy.addresses if name not in answered)
        raise Trouble(
            f"this office was restored, and nothing is added to it before enough witnesses say that they have seen no more: "
            f"{silent} do not answer. Have them started, and try again"
        )


def _side(note: Note) -> str:
    """Which of the two logs a checkpoint is of."""
    return "inner log" if read_checkpoint(note.text).origin.endswith("/inner") else "public log"


def _refuse(names: str, seen: int, here: Head, side: str) -> None:
    if seen > here.size:
        raise Trouble(
            f"{names} have witnessed {seen} leaves of the {side}, and there are {here.size} here: leaves "
            f"{here.size} to {seen - 1} are missing. It was restored from a copy that is too old, or led back; nothing is "
            "added to it. Restore a newer copy; where there is none, say in a new log that they are lost: "
            "xuncha log init NAME --after-loss"
        )
    raise Trouble(
        f"{names} have witnessed another {side} of {seen} leaves than the one here: it was rewritten. "
        "Nothing is added to it; look with xuncha log verify"
    )


def _asked(note: Note, head: Head, before: int, node: Node, key: Key, address: str) -> Note:
    """The signatures of one witness.  One that knows another size says so, and is asked once more from there on."""
    told = _post(address, Request(before, consistency(before, head.size, node), note))
    if told.status == 409 and before != (size := number(told.body.strip())) <= head.size:
        told = _post(address, Request(size, consistency(size, head.size, node), note))
    if told.status != 200:
        raise OSError(f"it answered {told.status} {told.body.strip()[:100]}")
    given = Note(note.text, tuple(read_signature(line) for line in told.body.splitlines()))
    if not opened(given, [key], check):
        raise ForgedError("签名不是该见证人的。", "it is signed by another key than the policy names.")
    return given.signed_only_by(key)


def _post(address: str, asked: Request, patience: float = PATIENCE) -> Answer:
    request = urllib.request.Request(
        f"{address.rstrip('/')}/add-checkpoint", asked.written.encode(), {"Content-Type": "text/plain"}
    )
    try:
        with urllib.request.urlopen(request, timeout=patience) as answer:
            return Answer(answer.status, answer.read(MOST_BYTES).decode())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.read(MOST_BYTES).decode(errors="replace"))
