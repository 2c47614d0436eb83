"""A reporter's mailbox: messages both ways, opened by the code alone, and codes that cannot be told apart."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from xuncha.core.protection.receipt_code import read_code, written
from xuncha.vault.envelope import Group, TooLong
from xuncha.vault.mailbox import (
    Mailbox,
    NoMailbox,
    by_hand,
    forwarded,
    new_mailbox,
    open_mailbox,
    read_back,
    read_by_office,
    to_office,
    to_reporter,
    to_stand,
)
from xuncha.vault.profile import INTERNATIONAL, Cost, Unreadable
from xuncha.vault.receipt import ReceiptKeys, keys_of, new_code

CHEAP = Cost(memory=64, passes=1, lanes=1)
SALT = b"of this office.."
CASE, OTHER = UUID(int=7), UUID(int=8)
UNTIL, TODAY, LATER = date(2027, 12, 31), date(2026, 12, 1), date(2028, 1, 1)
INTAKE = INTERNATIONAL.new_keys()
OFFICE = Group("intake", (INTAKE.public,))


def keys(digits: str) -> ReceiptKeys:
    return keys_of(digits, SALT, cost=CHEAP)


CODE = new_code()
BOX = new_mailbox(keys(CODE), CASE, UNTIL)


def test_a_code_has_eighty_bits_and_is_never_twice_the_same() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 24 and code.isdigit() for code in codes)
    assert read_code(written(CODE)) == CODE


def test_the_two_keys_of_a_code_say_nothing_of_each_other_and_differ_between_offices() -> None:
    mine, elsewhere = keys(CODE), keys_of(CODE, b"of another office", cost=CHEAP)
    assert len({mine.lookup, mine.unwrap, elsewhere.lookup, elsewhere.unwrap}) == 4
    assert keys(CODE) == mine


def test_one_slow_step_is_taken_and_at_its_full_cost_where_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    costs: list[Cost] = []

    def noting(secret: bytes, salt: bytes, cost: Cost) -> bytes:
        costs.append(cost)
        return bytes(32)

    monkeypatch.setattr(INTERNATIONAL, "stretched", noting)
    keys_of(CODE, SALT)
    assert costs == [Cost(memory=64 * 1024, passes=1, lanes=4)]


def test_messages_go_both_ways_and_only_who_they_are_for_reads_them() -> None:
    mailbox = open_mailbox(keys(CODE), BOX, TODAY)
    there = to_reporter(BOX.public, "请补充是哪一年的补贴", CASE, 1)
    back = to_office(OFFICE, "2025年的", CASE, 1)
    assert mailbox.read(there, 1) == "请补充是哪一年的补贴"
    assert read_by_office(back, INTAKE.private, CASE, 1) == "2025年的"
    for envelope in (there, back):
        assert "补贴".encode() not in envelope
    with pytest.raises(Unreadable):
        read_by_office(there, INTAKE.private, CASE, 1)


def test_a_message_is_not_moved_to_another_place_or_way() -> None:
    mailbox = open_mailbox(keys(CODE), BOX, TODAY)
    there, back = to_reporter(BOX.public, "一", CASE, 1), to_office(OFFICE, "一", CASE, 1)
    with pytest.raises(Unreadable):
        mailbox.read(there, 2)
    with pytest.raises(Unreadable):
        mailbox.read(to_reporter(BOX.public, "一", OTHER, 1), 1)
    with pytest.raises(Unreadable):
        read_by_office(back, INTAKE.private, OTHER, 1)
    with pytest.raises(Unreadable):
        mailbox.read(to_office(Group("reporter", (BOX.public,)), "一", CASE, 1), 1)


def test_a_message_longer_than_there_is_room_for_is_refused() -> None:
    with pytest.raises(TooLong):
        to_office(OFFICE, "长" * 6_000, CASE, 1)


def refused(found: Mailbox | None, code: str, on: date) -> tuple[str, str]:
    with pytest.raises(NoMailbox) as said:
        open_mailbox(keys(code), found, on)
    return said.value.text.zh, str(said.value)


def test_wrong_unknown_and_expired_codes_are_refused_in_the_same_words() -> None:
    another = new_code()
    wrong, unknown, expired = (
        refused(BOX, another, TODAY),
        refused(None, another, TODAY),
        refused(BOX, CODE, LATER),
    )
    assert wrong == unknown == expired
    assert open_mailbox(keys(CODE), BOX, UNTIL).case == CASE, "the last day counts"


def test_the_same_work_is_done_for_a_code_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    real = INTERNATIONAL.unseal

    def counting(key: bytes, sealed: bytes, about: bytes) -> bytes:
        lengths.append(len(sealed))
        return real(key, sealed, about)

    monkeypatch.setattr(INTERNATIONAL, "unseal", counting)
    refused(None, new_code(), TODAY)
    refused(BOX, CODE, LATER)
    open_mailbox(keys(CODE), BOX, TODAY)
    assert len(lengths) == 3
    assert len(set(lengths)) == 1


def test_what_the_server_keeps_opens_nothing() -> None:
    private = open_mailbox(keys(CODE), BOX, TODAY).private
    assert private not in BOX.sealed + BOX.lookup + BOX.public
    with pytest.raises(NoMailbox):
        open_mailbox(ReceiptKeys(BOX.lookup, BOX.lookup), BOX, TODAY)


def test_what_is_written_by_hand_is_laid_in_by_who_cannot_read_it() -> None:
    reporter, copy = by_hand(BOX.public, OFFICE, "请问是哪一天", CASE, 77)
    letter = forwarded(BOX.public, reporter, 77, CASE, 3)
    mine = open_mailbox(keys(CODE), BOX, TODAY)
    assert mine.read(letter, 3) == "请问是哪一天"
    assert read_back(copy, INTAKE.private, CASE, 77) == "请问是哪一天"
    assert len(letter) == len(to_reporter(BOX.public, "已经受理", CASE, 3)), (
        "no length tells a message from a step"
    )
    with pytest.raises(Unreadable):
        mine.read(letter, 4)
    with pytest.raises(Unreadable):
        mine.read(forwarded(BOX.public, reporter, 78, CASE, 3), 3)
    with pytest.raises(Unreadable):
        read_back(reporter, INTAKE.private, CASE, 77)


def test_how_a_report_stands_is_read_with_the_code_and_is_no_letter() -> None:
    mine, told = open_mailbox(keys(CODE), BOX, TODAY), to_stand(BOX.public, '{"state":{}}', CASE)
    assert mine.read_standing(told) == '{"state":{}}'
    with pytest.raises(Unreadable):
        mine.read(told, 0)
    with pytest.raises(Unreadable):
        mine.read_standing(to_stand(BOX.public, "{}", OTHER))
