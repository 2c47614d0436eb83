"""Whom one believes: groups and quorums as c2sp.org/tlog-policy has them, and the moment from which enough had seen."""

from __future__ import annotations

import pytest

from tests.log.example import AT, LOG, POLICY, WITNESSES, Example
from tests.log.published_vectors import PUBLIC_CHECKPOINT, PUBLIC_POLICY, SEEN_AT
from xuncha.core.log.cosignature import ForgedError
from xuncha.core.log.note import Kind, Note, read_note
from xuncha.core.log.policy import Seen, read_policy
from xuncha.core.unreadable import UnreadableError
from xuncha.vault.log_keys import Signer, check

X1, X2, X3, Y1, Y2 = (Signer(f"w.example/{n}", Kind.COSIGNED, bytes([n]) * 32).key.text for n in range(5))


def test_the_checkpoint_of_a_public_log_is_worth_what_its_witnesses_are() -> None:
    verdict = read_policy(PUBLIC_POLICY.encode()).judge(read_note(PUBLIC_CHECKPOINT.encode()), check)
    assert verdict.is_valid
    assert verdict.at_latest == SEEN_AT
    assert [one.witness for one in verdict.seen] == ["little-garden", "remora", "smartit", "stagemole"]
    strict = read_policy(PUBLIC_POLICY.replace("four 4", "four all").encode())
    assert not strict.judge(read_note(PUBLIC_CHECKPOINT.encode()), check).is_enough


@pytest.mark.parametrize(
    ("seen", "is_enough", "at_latest"),
    [
        ((("discipline", 5), ("congress", 9), ("archive", 61)), True, AT + 9),
        ((("archive", 61), ("congress", 9)), True, AT + 61),
        ((("archive", 1),), False, None),
        ((("archive", 1), ("archive", 2)), False, None),
        ((), False, None),
    ],
)
def test_the_second_of_three_witnesses_says_the_moment(
    seen: tuple[tuple[str, int], ...], is_enough: bool, at_latest: int | None
) -> None:
    verdict = read_policy(POLICY.encode()).judge(Example(seen=seen).note, check)
    assert (verdict.is_signed, verdict.is_enough, verdict.at_latest) == (True, is_enough, at_latest)
    assert [one.witness for one in verdict.seen] == list(
        dict.fromkeys(name for name, _ in sorted(seen, key=lambda one: one[1]))
    )


def test_a_witness_that_vouches_for_no_moment_counts_and_gives_none() -> None:
    quiet = Signer("w.example/quiet", Kind.COSIGNED_ML_DSA_44, bytes(32))
    note = Example(seen=(("discipline", 5),)).note
    note = note.with_signatures(quiet.sign(note.text, 0))
    policy = POLICY.replace("group", f"witness quiet {quiet.key.text}\ngroup").replace(
        "archive\nq", "quiet\nq"
    )
    verdict = read_policy(policy.encode()).judge(note, check)
    assert (verdict.is_enough, verdict.at_latest) == (True, None)
    assert verdict.seen == (Seen("discipline", AT + 5), Seen("quiet", None))


def test_a_checkpoint_of_another_log_or_signed_by_witnesses_alone_is_not_valid() -> None:
    note = Example().note
    other = POLICY.replace(LOG.key.text, Signer("other.example/log", Kind.ED25519, bytes(32)).key.text)
    assert not read_policy(other.encode()).judge(note, check).is_valid
    alone = Note(note.text, note.signatures[1:])
    assert not read_policy(POLICY.encode()).judge(alone, check).is_valid
    renamed = read_policy(POLICY.encode())
    with pytest.raises(ForgedError):
        renamed.judge(Note(note.text.replace("\n64\n", "\n65\n"), note.signatures), check)


def test_groups_may_stand_in_groups() -> None:
    policy = read_policy(
        f"""
        # two of the one, one of the other
        witness X1 {X1}
        witness X2 {X2}\thttps://w.example/
        witness X3 {X3}
        group X 2 X1 X2 X3
        witness Y1 {Y1}
        witness Y2 {Y2}
        group Y any Y1 Y2
        group both all X Y
        quorum both
        """.encode()
    )
    assert policy.is_met_by({"X1", "X3", "Y2"})
    assert not policy.is_met_by({"X1", "X2", "X3"})
    assert not policy.is_met_by({"X1", "Y1", "Y2"})


def test_so_many_of_so_many_may_be_all() -> None:
    policy = read_policy(f"witness X1 {X1}\nwitness X2 {X2}\ngroup both 2 X1 X2\nquorum both\n".encode())
    assert policy.is_met_by({"X1", "X2"})
    assert not policy.is_met_by({"X1"})
    assert read_policy(f"witness X1 {X1}\nquorum X1\n".encode()).is_met_by({"X1"})


def test_a_policy_may_ask_for_nobody() -> None:
    verdict = read_policy(f"log {LOG.key.text}\nquorum none\n".encode()).judge(Example().note, check)
    assert (verdict.is_valid, verdict.at_latest) == (True, None)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "There is no line for the quorum."),
        ("quorum none\nquorum none", "Line 2: There is one quorum"),
        ("quorum X", "Line 1: Nothing above is called “X”"),
        ("witness none {X1}\nquorum none", "Line 1: The name “none” is taken"),
        ("witness X {X1}\nwitness X {X2}\nquorum X", "Line 2: The name “X” is taken"),
        ("witness X {X1}\nwitness Y {X1}\nquorum X", "Line 2: The key w.example/0 is there already"),
        ("log {LOG}\nlog {LOG}\nquorum none", "Line 2: The key county.example/log is there already"),
        ("log {X1}\nquorum none", "Line 1: The key w.example/0 is of a kind not for this"),
        ("witness X {LOG}\nquorum X", "Line 1: The key county.example/log is of a kind not for this"),
        ("group G any X\nwitness X {X1}\nquorum G", "Line 1: Nothing above is called “X”"),
        ("witness X {X1}\ngroup G 2 X\nquorum G", "Line 2: The number is 1 to 1, all or any"),
        ("witness X {X1}\ngroup G 0 X\nquorum G", "Line 2: The number is 1 to 1, all or any"),
        ("witness X {X1}\ngroup G all X X\nquorum G", "Line 2: “X” is in a group already"),
        ("witness X {X1}\ngroup G all X\ngroup H all X\nquorum G", "Line 3: “X” is in a group already"),
        ("witness X {X1}\ngroup G all\nquorum X", "Line 2: A group is: group NAME NUMBER MEMBER"),
        ("witness X\nquorum none", "Line 1: A witness is: witness NAME KEY"),
        ("log\nquorum none", "Line 1: A log is: log KEY"),
        ("trust everybody\nquorum none", "Line 1: “trust” is no word of a policy"),
        ("log nonsense\nquorum none", "Line 1: “” is not plain base64"),
        ("quorum none\x00", "This is not a policy file"),
        ("quorum none\r\n", "This is not a policy file"),
    ],
)
def test_what_is_wrong_in_a_policy_is_named_by_its_line(lines: str, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_policy(lines.format(X1=X1, X2=X2, LOG=LOG.key.text).encode())
    assert said in refused.value.text.en


def test_a_thousand_groups_are_read_one_after_another() -> None:
    groups = "\n".join(f"group g{n} any {f'g{n - 1}' if n else 'discipline'}" for n in range(900))
    policy = f"witness discipline {WITNESSES['discipline'].key.text}\n{groups}\nquorum g899\n"
    assert read_policy(policy.encode()).is_met_by({"discipline"})
    with pytest.raises(UnreadableError, match="not a policy file"):
        read_policy(policy.encode() + b"\n" * 1_000)
    with pytest.raises(UnreadableError, match="not a policy file"):
        read_policy(b"\xff")
