"""A report as it is sealed: who can open which part of it, and that its length tells nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from xuncha.vault.envelope import Context, Envelope, Group, open_layer
from xuncha.vault.mailbox import open_mailbox, read_by_office
from xuncha.vault.profile import INTERNATIONAL, Unreadable
from xuncha.vault.receipt import keys_of
from xuncha.vault.report import (
    ANONYMOUS,
    CONFIDENTIAL,
    OPEN,
    Addition,
    Report,
    SealsTo,
    Sent,
    as_told,
    from_told,
    open_body,
    open_name,
    open_sent,
    seal_addition,
    seal_report,
)

MACHINE, INTAKE, FIRST, SECOND = (INTERNATIONAL.new_keys() for _ in range(4))
TO = SealsTo(
    MACHINE.public,
    Group("intake", (INTAKE.public,)),
    (Group("identity.1", (FIRST.public,)), Group("identity.2", (SECOND.public,))),
    b"salt of a jurisdiction",
)
UNIT, TODAY = uuid4(), date(2026, 9, 29)
SAID = Report(str(UNIT), "柳塘镇", "补贴没有到户", ANONYMOUS)
NAMED = replace(SAID, mode=OPEN, name="甲某", contact="村口")


def opened(sealed: bytes, place: UUID) -> Sent:
    sent = open_sent(sealed, place, MACHINE.private)
    assert isinstance(sent, Sent)
    return sent


def test_the_machine_learns_unit_and_mode_and_the_intake_office_alone_the_words() -> None:
    place = uuid4()
    _, sealed = seal_report(SAID, place, TO, TODAY)
    sent = opened(sealed, place)
    assert (sent.unit, sent.mode, sent.identity) == (UNIT, ANONYMOUS, b"")
    assert open_body(sent.body, sent.case, INTAKE.private) == ("柳塘镇", "补贴没有到户")
    for other in (MACHINE, FIRST, SECOND):
        with pytest.raises(Unreadable):
            open_body(sent.body, sent.case, other.private)


def test_a_confidential_name_needs_both_groups_one_after_the_other() -> None:
    place = uuid4()
    _, sealed = seal_report(replace(NAMED, mode=CONFIDENTIAL), place, TO, TODAY)
    sent = opened(sealed, place)
    context = Context(sent.case, "identity")
    for key in (SECOND, INTAKE, MACHINE):
        with pytest.raises(Unreadable):
            open_layer(sent.identity, key.private, context)
    inner = open_layer(sent.identity, FIRST.private, context)
    assert Envelope.read(inner).to == "identity.2"
    assert open_name(inner, sent.case, SECOND.private) == ("甲某", "村口")


def test_who_reports_under_the_own_name_is_known_to_the_intake_office() -> None:
    place = uuid4()
    _, sealed = seal_report(NAMED, place, TO, TODAY)
    sent = opened(sealed, place)
    assert open_name(sent.identity, sent.case, INTAKE.private) == ("甲某", "村口")


def test_the_length_of_what_lies_in_the_inbox_tells_neither_mode_nor_words() -> None:
    said = (SAID, NAMED, replace(NAMED, mode=CONFIDENTIAL), replace(SAID, happened="长" * 4_000))
    assert len({len(seal_report(one, uuid4(), TO, TODAY)[1]) for one in said}) == 1


def test_an_envelope_opens_at_its_place_alone() -> None:
    place = uuid4()
    _, sealed = seal_report(SAID, place, TO, TODAY)
    with pytest.raises(Unreadable):
        open_sent(sealed, uuid4(), MACHINE.private)
    with pytest.raises(Unreadable):
        open_sent(sealed[:-1], place, MACHINE.private)


def test_what_is_added_later_opens_for_the_intake_office_under_its_number() -> None:
    case, place = uuid4(), uuid4()
    found = open_sent(seal_addition(case, "还有一家", place, TO), place, MACHINE.private)
    assert isinstance(found, Addition)
    assert found.case == case
    assert read_by_office(found.words, INTAKE.private, case, found.n) == "还有一家"
    with pytest.raises(Unreadable):
        read_by_office(found.words, INTAKE.private, case, found.n + 1)


def test_the_code_opens_the_mailbox_that_came_along() -> None:
    place = uuid4()
    code, sealed = seal_report(SAID, place, TO, TODAY)
    sent = opened(sealed, place)
    kept = from_told(as_told(sent.mailbox), sent.case)
    assert open_mailbox(keys_of(code, TO.salt), kept, TODAY).case == sent.case
