"""Reads the table of people: name, body or unit, seat, whether of the leadership; and how each will log in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from xuncha.core.first_hour.parties import Party, may_go_on, most_in, seat_words, seats_in, takes_any_seat
from xuncha.core.first_hour.table import Column, Line, Reading, Table, among, read_lines, same
from xuncha.core.scheme.rules import Scheme

COLUMNS = (
    Column("name", ("姓名", "人员", "person"), is_required=True),
    Column(
        "place",
        ("单位", "机构", "所在单位", "所在机构", "部门", "body", "unit", "body or unit"),
        is_required=True,
    ),
    Column("seat", ("岗位", "职务", "post"), is_required=True),
    Column("leadership", ("班子成员", "领导班子", "领导班子成员")),
    Column("account", ("账号", "登录名", "帐号", "login", "login name")),
    Column("home", ("原单位", "派出单位", "编制单位", "home unit")),
)

YES = frozenset({"是", "y", "yes", "1", "true", "√", "✓"})
NO = frozenset({"", "否", "n", "no", "0", "false", "×", "-"})
LOGIN_NAME = re.compile(r"[^\sA-Z]{2,60}")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in one post as typed; the same account in two lines is one person with two posts."""

    line: int
    name: str
    place: str
    seat: str
    leadership: bool
    account: str
    home: str


def read_people(
    text: str,
    scheme: Scheme,
    parties: Iterable[Party],
    *,
    taken: Collection[str] = (),
    must_go_on: bool = True,
) -> Table[PersonLine]:
    """The people of a pasted table.  `taken` are accounts already given.  Raises TableFaults.

    With `must_go_on`, someone must hold a post that can register further people.
    """
    reading = Reading()
    table = read_lines(text, COLUMNS, reading)
    known = {same(party.title): party for party in parties}
    people = [person for line in table.rows if (person := _person(line, known, scheme, reading))]
    typed = {line.number for line in table.rows if line.cells["account"]}
    _refuse_unclear_accounts(people, typed, taken, reading)
    _refuse_full_seats(people, known, scheme, reading)
    reading.stop_at_faults()
    if must_go_on and not any(may_go_on(scheme, known[same(one.place)], one.seat) for one in people):
        _say_nobody_can_go_on(known, scheme, reading)
    reading.stop_at_faults()
    return Table(tuple(people), table.ignored)


def _person(line: Line, known: Mapping[str, Party], scheme: Scheme, reading: Reading) -> PersonLine | None:
    cells = line.cells
    party = known.get(same(cells["place"]))
    if party is None:
        near = among(cells["place"], [one.title for one in known.values()])
        reading.fault(
            line.number,
            f"没有“{cells['place']}”这个机构或者单位{near.zh}",
            f"there is no body or unit “{cells['place']}”{near.en}",
        )
        return None
    seat = _seat(line, party, scheme, reading)
    leads = _yes(line, reading)
    account = _account(line, reading)
    if cells["home"] and _is_no_unit(known.get(same(cells["home"]))):
        near = among(cells["home"], [one.title for one in known.values() if one.kind == "unit"])
        reading.fault(
            line.number,
            f"没有原单位“{cells['home']}”{near.zh}",
            f"there is no unit “{cells['home']}”{near.en}",
        )
    return PersonLine(line.number, cells["name"], party.title, seat, leads, account, cells["home"])


def _is_no_unit(party: Party | None) -> bool:
    return party is None or party.kind != "unit"


def _seat(line: Line, party: Party, scheme: Scheme, reading: Reading) -> str:
    typed = line.cells["seat"]
    code = seat_words(scheme, party).get(same(typed))
    if code is None and not takes_any_seat(scheme, party):
        texts = seats_in(scheme, party).values()
        near, english = among(typed, [text.zh for text in texts]), among(typed, [text.en for text in texts])
        reading.fault(
            line.number,
            f"{party.title}没有“{typed}”这个岗位{near.zh}",
            f"{party.title} has no seat “{typed}”{english.en}",
        )
    return code or typed


def _yes(line: Line, reading: Reading) -> bool:
    typed = line.cells["leadership"]
    if same(typed) not in YES | NO:
        reading.fault(
            line.number,
            f"“班子成员”一栏写着“{typed}”，请写“是”或者“否”",
            f"leadership is “{typed}”; write yes or no",
        )
    return same(typed) in YES


def _account(line: Line, reading: Reading) -> str:
    """The account as typed, else the person's own name: Chinese names are accounts as they are."""
    account = same(line.cells["account"] or line.cells["name"])
    if not LOGIN_NAME.fullmatch(account):
        reading.fault(
            line.number,
            f"“{account}”不能作账号，请在账号栏写一个 2 到 60 字的",
            f"“{account}” cannot be an account; write one of 2 to 60 characters in the column account",
        )
    return account


def _refuse_unclear_accounts(
    people: list[PersonLine], typed: Collection[int], taken: Collection[str], reading: Reading
) -> None:
    """Two lines of one account are one person; two people of one name must have said which account is whose."""
    first: dict[str, PersonLine] = {}
    for person in people:
        if person.account in taken:
            reading.fault(
                person.line,
                f"账号“{person.account}”已经有人用，请在账号栏另写一个",
                f"the account “{person.account}” is taken; write another in the column account",
            )
        earlier = first.setdefault(person.account, person)
        if earlier is person:
            continue
        if same(earlier.name) != same(person.name):
            reading.fault(
                person.line,
                f"账号“{person.account}”在第 {earlier.line} 行是{earlier.name}的，请另写一个",
                f"the account “{person.account}” is that of {earlier.name} in line {earlier.line}; write another",
            )
        elif not {earlier.line, person.line} <= set(typed):
            reading.fault(
                person.line,
                f"“{person.name}”在第 {earlier.line} 行也有。同一个人兼两职，两行写同一个账号；同名的两个人，各写一个账号",
                f"“{person.name}” stands in line {earlier.line} too. One person with two posts: give both lines the same "
                "account; two people of one name: an account each",
            )


def _refuse_full_seats(
    people: list[PersonLine], known: Mapping[str, Party], scheme: Scheme, reading: Reading
) -> None:
    held: Counter[tuple[str, str]] = Counter()
    for person in people:
        party = known[same(person.place)]
        held[party.title, person.seat] += 1
        most = most_in(scheme, party, person.seat)
        if most and held[party.title, person.seat] > most:
            seat = seats_in(scheme, party).get(person.seat)
            zh, en = (seat.zh, seat.en) if seat else (person.seat, person.seat)
            reading.fault(
                person.line,
                f"{party.title}的“{zh}”只有 {most} 个，前面已经有人",
                f"{party.title} has only {most} seat “{en}”, and it is held by someone above",
            )


def _say_nobody_can_go_on(known: Mapping[str, Party], scheme: Scheme, reading: Reading) -> None:
    places = [
        party.title
        for party in known.values()
        if any(may_go_on(scheme, party, seat) for seat in ("", *seats_in(scheme, party)))
    ]
    if places:
        reading.fault(
            0,
            f"还没有人能往下办：请至少写一个在“{places[0]}”任职的人，由他登记其他人员",
            f"nobody could go on from here: add at least one person with a post in “{places[0]}”, "
            "who can register the others",
        )
