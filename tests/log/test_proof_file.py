"""The proof file: as c2sp.org/tlog-proof has it, small, and worth nothing once anything in it is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.log.example import AT, LOG, POLICY, WITNESSES, Example
from xuncha.core.log.checkpoint import Checkpoint
from xuncha.core.log.cosignature import ForgedError
from xuncha.core.log.note import Kind
from xuncha.core.log.policy import read_policy
from xuncha.core.log.proof_file import USUAL_BYTES, LogProof, read_proof
from xuncha.core.unreadable import UnreadableError
from xuncha.vault.log_keys import Signer, check

RULE = read_policy(POLICY.encode())


@pytest.mark.parametrize("n", range(3))
def test_each_event_is_proved(n: int) -> None:
    proof = Example().proof(n)
    assert read_proof(proof.written.encode()) == proof
    is_included, verdict = proof.judge(RULE, check)
    assert (is_included, verdict.is_valid, verdict.at_latest) == (True, True, AT + 9)
    assert proof.event == Example().events[n]


def test_it_begins_as_the_specification_says() -> None:
    first, extra, index, *rest = Example().proof().written.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    assert extra.startswith("extra ")
    assert index == f"index {Example().proof().index}"
    assert rest[6:10] == ["", "county.example/log", "64", Example().note.text.split("\n")[2]]


def test_a_proof_in_a_log_of_a_thousand_million_is_at_most_four_kilobytes() -> None:
    proof = replace(Example().proof(), index=10**9, path=(bytes(32),) * 30)
    assert len(proof.written.encode()) <= USUAL_BYTES


def test_signatures_with_ml_dsa_44_stay_out_of_the_file() -> None:
    note = Example().note
    strong = Signer("county.example/archive", Kind.COSIGNED_ML_DSA_44, bytes(32))
    proof = Example().with_note(note.with_signatures(strong.sign(note.text, AT)))
    assert len(proof.written.encode()) > USUAL_BYTES
    small = proof.signed_only_by(LOG.key, *(one.key for one in WITNESSES.values()))
    assert small.note == note


def test_another_event_at_the_same_place_is_not_included() -> None:
    first, second = Example().proof(0), Example().proof(1)
    for changed in (
        replace(first, extra=second.extra),
        replace(first, extra=first.extra.replace(b"complaint.received", b"complaint.accepted")),
        replace(first, index=first.index ^ 1),
        replace(first, path=first.path[:-1]),
        replace(first, path=second.path),
    ):
        assert not changed.judge(RULE, check)[0]


def test_the_proof_of_another_root_needs_another_signature() -> None:
    example, other = Example(), Example(4)
    text = Checkpoint(LOG.name, other.head).text
    with pytest.raises(ForgedError):
        replace(other.proof(), note=replace(example.note, text=text)).judge(RULE, check)


def test_a_path_has_as_many_steps_as_any_log_can_need() -> None:
    longest = replace(Example().proof(), path=(bytes(32),) * 63)
    assert read_proof(longest.written.encode()) == longest
    only = replace(longest, path=())  # in a log of one leaf there is nothing beside it
    assert read_proof(only.written.encode()) == only
    with pytest.raises(UnreadableError, match="not whole"):
        read_proof(replace(only, extra=only.extra[:32]).written.encode())
    with pytest.raises(UnreadableError, match="not whole"):
        read_proof(replace(longest, path=(bytes(32),) * 64).written.encode())


@pytest.mark.parametrize("size", [1, 40, 64])
def test_the_smallest_log_has_proofs_too(size: int) -> None:
    proof: LogProof = Example(size).proof(size - 1)
    assert proof.judge(RULE, check)[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "", lambda text: text.replace("@v1", "@v2"), lambda text: text.replace("extra ", ""),
        lambda text: text.replace("index ", "index 0"), lambda text: text.replace("index ", "index -"),
        lambda text: text.replace("\n\n", "\n", 1), lambda text: text[:-1], lambda text: text + "\n",
        lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("extra ", "extra  "),
        lambda text: text + "x" * 70_000, lambda text: text.replace("\n\n", "\n" + f"{'A' * 43}=\n" * 64 + "\n", 1),
        lambda text: "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n" + text.split("\n\n", 1)[1],
        lambda text: "\n".join([text.split("\n")[0], *text.split("\n")[2:]]),
    ],
)  # fmt: skip
def test_what_is_not_exactly_a_proof_is_refused(change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnreadableError):
        read_proof(change(Example().proof().written).encode())
