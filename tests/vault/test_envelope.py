"""Envelopes open for their group, where they belong, and nowhere else."""

from __future__ import annotations

import doctest
import json
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.vault import envelope as envelopes
from xuncha.vault.envelope import (
    SIZES,
    Context,
    Envelope,
    Group,
    TooLong,
    open_layer,
    padded,
    seal_for,
    seal_nested,
    shared_anew,
    unpadded,
)
from xuncha.vault.profile import INTERNATIONAL, Unreadable

CASE, OTHER = UUID(int=1), UUID(int=2)
ANNA, BO, CAI, DING = (INTERNATIONAL.new_keys() for _ in range(4))
INTAKE = Group("intake", (ANNA.public, BO.public))
REPORT = Context(CASE, "report")
NAME = Context(CASE, "identity")


def test_the_examples_hold() -> None:
    assert doctest.testmod(envelopes).failed == 0


def test_each_of_a_group_opens_and_nobody_else() -> None:
    sealed = seal_for("补贴没有发到户".encode(), INTAKE, REPORT)
    for one in (ANNA, BO):
        assert open_layer(sealed, one.private, REPORT).decode() == "补贴没有发到户"
    with pytest.raises(Unreadable):
        open_layer(sealed, CAI.private, REPORT)


@pytest.mark.parametrize(
    "elsewhere",
    [Context(OTHER, "report"), Context(CASE, "message"), Context(CASE, "report", 2)],
    ids=["another case", "another field", "another version"],
)
def test_an_envelope_that_was_moved_does_not_open(elsewhere: Context) -> None:
    sealed = seal_for(b"x", INTAKE, REPORT)
    with pytest.raises(Unreadable):
        open_layer(sealed, ANNA.private, elsewhere)


def test_an_envelope_said_to_be_for_another_group_does_not_open() -> None:
    told = json.loads(seal_for(b"x", INTAKE, REPORT))
    with pytest.raises(Unreadable):
        open_layer(json.dumps(told | {"to": "office"}).encode(), ANNA.private, REPORT)


@settings(max_examples=60)
@given(st.data())
def test_one_changed_byte_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(seal_for(b"x", INTAKE, REPORT))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    try:
        assert open_layer(bytes(sealed), ANNA.private, REPORT) == b"x", "nothing else may ever come out"
    except Unreadable:
        return
    assert Envelope.read(bytes(sealed)).keys.keys() != {}, (
        "only what is of another's copy of the key may change"
    )


@settings(max_examples=40)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_what_is_no_envelope_is_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(Unreadable):
        open_layer(data, ANNA.private, REPORT)


@pytest.mark.parametrize(
    "told",
    [{"v": 2}, {"profile": "none"}, {"keys": 3}, {"keys": [["a"]]}, {"body": 7}, {"body": "?"}, {"body": ""}],
)
def test_an_envelope_of_another_make_is_refused(told: dict[str, object]) -> None:
    whole = json.loads(seal_for(b"x", INTAKE, REPORT)) | told
    with pytest.raises(Unreadable):
        open_layer(json.dumps(whole).encode(), ANNA.private, REPORT)


# ---------------------------------------------------------------------------------------------- both groups


GROUPS = (Group("custodians-a", (ANNA.public, BO.public)), Group("custodians-b", (CAI.public, DING.public)))


def test_a_name_opens_when_somebody_of_each_group_opens_a_layer() -> None:
    sealed = seal_nested("方竹青".encode(), GROUPS, NAME)
    for first in (ANNA, BO):
        within = open_layer(sealed, first.private, NAME)
        assert b"\xe6\x96\xb9" not in within
        for second in (CAI, DING):
            assert open_layer(within, second.private, NAME).decode() == "方竹青"


def test_no_group_opens_a_name_alone_nor_in_the_other_order() -> None:
    sealed = seal_nested("方竹青".encode(), GROUPS, NAME)
    with pytest.raises(Unreadable):
        open_layer(sealed, CAI.private, NAME)
    within = open_layer(sealed, ANNA.private, NAME)
    for one in (ANNA, BO):
        with pytest.raises(Unreadable):
            open_layer(within, one.private, NAME)


def test_nobody_stands_in_both_groups() -> None:
    with pytest.raises(ValueError, match="share"):
        seal_nested(b"x", (GROUPS[0], Group("custodians-b", (ANNA.public,))), NAME)
    with pytest.raises(ValueError, match="share"):
        seal_nested(b"x", (GROUPS[0], Group("custodians-a", (CAI.public,))), NAME)


def test_an_envelope_for_nobody_is_not_made() -> None:
    with pytest.raises(ValueError, match="nobody"):
        seal_for(b"x", Group("intake", ()), REPORT)


def test_who_can_open_lets_a_successor_in_and_whoever_left_out() -> None:
    sealed = seal_for(b"x", Group("intake", (ANNA.public,)), REPORT)
    after = shared_anew(sealed, ANNA.private, Group("intake", (BO.public,)), REPORT)
    assert open_layer(after, BO.private, REPORT) == b"x"
    with pytest.raises(Unreadable):
        open_layer(after, ANNA.private, REPORT)
    with pytest.raises(Unreadable):
        shared_anew(sealed, BO.private, INTAKE, REPORT)
    with pytest.raises(ValueError, match="intake"):
        shared_anew(sealed, ANNA.private, Group("office", (BO.public,)), REPORT)


# ---------------------------------------------------------------------------------------------- lengths


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(["identity", "message", "answer"]))
def test_the_length_of_a_name_or_message_tells_nothing(text: bytes, field: str) -> None:
    context = Context(CASE, field)
    assert len(seal_for(text, INTAKE, context)) == len(seal_for(b"", INTAKE, context))
    assert unpadded(padded(text, SIZES[field])) == text


def test_a_nested_name_has_one_length() -> None:
    lengths = {len(seal_nested(text, GROUPS, NAME)) for text in (b"", b"x" * 40, b"x" * 2_000)}
    assert len(lengths) == 1


def test_a_report_has_one_of_three_lengths() -> None:
    lengths = {
        len(seal_for(b"x" * n, INTAKE, REPORT)) for n in (0, 1, 16_000, 17_000, 65_000, 66_000, 200_000)
    }
    assert len(lengths) == 3


def test_what_is_longer_than_there_is_room_for_is_refused_with_the_room() -> None:
    with pytest.raises(TooLong) as refused:
        seal_for(b"x" * 2_045, INTAKE, NAME)
    assert refused.value.most == 2_044
    assert open_layer(seal_for(b"x" * 2_044, INTAKE, NAME), ANNA.private, NAME) == b"x" * 2_044
