"""What a witness answers to a log, case by case of c2sp.org/tlog-witness."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.log.example import AT, LOG, ORIGIN, WITNESSES
from tests.log.published_vectors import C2SP_REQUEST
from xuncha.core.log.checkpoint import NOTHING, Checkpoint, Head
from xuncha.core.log.cosignature import opened
from xuncha.core.log.note import Kind, Note, Signature, read_signature
from xuncha.core.log.proofs import consistency, nodes_of
from xuncha.core.log.tree import Tree, leaf_hash
from xuncha.core.log.witness import SIZE, Answer, Request, answer, objection, read_request
from xuncha.core.unreadable import UnreadableError
from xuncha.vault.log_keys import Signer, check

HASHES = [leaf_hash(n.to_bytes(4, "big")) for n in range(300)]
WITNESS = WITNESSES["archive"]
LOGS = {ORIGIN: [LOG.key]}


def head(size: int) -> Head:
    return Head.of(Tree().grown_by_hashes(HASHES[:size]))


def note(found: Head, by: Signer = LOG, origin: str = ORIGIN) -> Note:
    text = Checkpoint(origin, found).text
    return Note(text, (by.sign(text),))


def request(old: int, new: int) -> Request:
    return Request(old, consistency(old, new, nodes_of(HASHES)), note(head(new)))


@dataclass
class Kept:
    """A keeper in memory; `events` says in which order it kept and the witness signed."""

    heads: dict[str, Head] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    overtaken_by: Head | None = None

    def latest(self, origin: str) -> Head:
        return self.heads.get(origin, NOTHING)

    def keep(self, origin: str, old: Head, new: Head) -> bool:
        if self.overtaken_by is not None:
            self.heads[origin] = self.overtaken_by
        if self.latest(origin) != old:
            return False
        self.heads[origin] = new
        self.events.append(f"kept {new.size}")
        return True

    def ask(self, asked: Request | bytes) -> Answer:
        body = asked if isinstance(asked, bytes) else asked.written.encode()
        return answer(body, LOGS, self, check, self._cosign)

    def _cosign(self, text: str) -> list[Signature]:
        self.events.append("signed")
        return [WITNESS.sign(text, AT)]


def test_the_request_of_the_specification_is_read_and_written() -> None:
    asked = read_request(C2SP_REQUEST.encode())
    assert (asked.old_size, len(asked.path), len(asked.note.signatures)) == (20852014, 4, 2)
    assert asked.written == C2SP_REQUEST


def test_heads_that_grow_are_signed_one_after_another() -> None:
    kept = Kept()
    for old, new in ((0, 1), (1, 64), (64, 64), (64, 300)):
        asked = request(old, new)
        given = kept.ask(asked)
        assert given.status == 200
        signature = read_signature(given.body.removesuffix("\n"))
        [signed] = opened(Note(asked.note.text, (signature,)), [WITNESS.key], check)
        assert (signed.at, kept.latest(ORIGIN)) == (AT, head(new))


def test_a_head_is_kept_before_it_is_signed() -> None:
    kept = Kept()
    kept.ask(request(0, 64))
    assert kept.events == ["kept 64", "signed"]


def test_another_old_size_is_answered_with_the_size_that_is_known() -> None:
    kept = Kept({ORIGIN: head(64)})
    for old, new in ((0, 300), (63, 300), (65, 300), (0, 10)):
        assert kept.ask(request(old, new)) == Answer(409, "64\n", SIZE)
    assert Kept().ask(request(1, 64)) == Answer(409, "0\n", SIZE)
    assert kept.latest(ORIGIN) == head(64)


def test_two_requests_at_once_do_not_lead_back() -> None:
    kept = Kept({ORIGIN: head(1)}, overtaken_by=head(200))
    assert kept.ask(request(1, 64)) == Answer(409, "200\n", SIZE)
    assert (kept.latest(ORIGIN), kept.events) == (head(200), [])


def test_a_proof_that_does_not_hold_is_not_signed() -> None:
    kept = Kept({ORIGIN: head(64)})
    good = request(64, 300)
    others = Tree().grown_by_hashes([HASHES[1], *HASHES[1:]])
    for path, found in (
        (good.path[1:], head(300)),
        (good.path[::-1], head(300)),
        ((*good.path, HASHES[0]), head(300)),
        (good.path, Head.of(others)),
        ((), head(300)),
    ):
        assert kept.ask(Request(64, path, note(found))).status == 422
    assert Kept().ask(Request(0, (HASHES[0],), note(head(64)))).status == 422
    assert kept.events == []


def test_a_second_root_for_the_same_size_is_a_split_view() -> None:
    kept = Kept({ORIGIN: head(64)})
    other = Head(64, HASHES[0])
    assert kept.ask(Request(64, (), note(other))) == Answer(409, "64\n", SIZE)
    assert kept.latest(ORIGIN) == head(64)


def test_an_unknown_log_and_a_log_that_did_not_sign_are_told_apart() -> None:
    path = consistency(0, 64, nodes_of(HASHES))
    unknown = note(head(64), origin="other.example/log")
    assert Kept().ask(Request(0, path, unknown)).status == 404
    stranger = Signer(ORIGIN, Kind.ED25519, bytes(32))
    assert Kept().ask(Request(0, path, note(head(64), stranger))).status == 403
    good = note(head(64))
    forged = Note(good.text, (Signature(ORIGIN, LOG.key.id, bytes(64)),))
    assert Kept().ask(Request(0, path, forged)).status == 403


def test_an_empty_log_can_be_signed_with_the_empty_root_only() -> None:
    assert Kept().ask(Request(0, (), note(NOTHING))).status == 200
    assert Kept().ask(Request(0, (), note(Head(0, HASHES[0])))).status == 409


def test_an_old_size_beyond_the_checkpoint_is_no_request() -> None:
    assert Kept({ORIGIN: head(65)}).ask(Request(65, (), note(head(64)))).status == 400


@pytest.mark.parametrize(
    "broken",
    [b"", b"old 0", b"old 0\n\n", b"old -1\n\n{}", b"old 00\n\n{}", b"new 0\n\n{}", b"old 0\nAAAA\n\n{}", b"old 0\n{}",
     b"old 0\n\nnonsense", b"old 0\n" + b"A" * 43 + b"=\n" * 64 + b"\n{}", b"\xff\n\n{}", b"old 9223372036854775808\n\n{}"],
)  # fmt: skip
def test_what_is_no_request_is_answered_so(broken: bytes) -> None:
    body = broken.replace(b"{}", note(head(64)).written.encode())
    with pytest.raises(UnreadableError):
        read_request(body)
    assert Kept().ask(body).status == 400


def test_more_steps_than_any_proof_has_are_refused() -> None:
    assert len(read_request(Request(1, (HASHES[0],) * 63, note(head(64))).written.encode()).path) == 63
    with pytest.raises(UnreadableError, match="no add-checkpoint request"):
        read_request(Request(1, (HASHES[0],) * 64, note(head(64))).written.encode())


def test_the_logs_own_signer_objects_to_what_a_witness_would() -> None:
    good = request(64, 300)
    found = Checkpoint(ORIGIN, head(300))
    assert objection(good, found, head(64)) is None
    refused = objection(good, found, head(65))
    assert refused is not None
    assert refused.status == 409
