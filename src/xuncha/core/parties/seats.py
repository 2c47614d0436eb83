"""Who may be given a seat, who stands in for its holder, and what is kept of the party with every seat of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Seat
from xuncha.core.facts.values import day_of
from xuncha.core.refusal import Missing, Refusal, Refused
from xuncha.core.words import Text

NOT_IN_SEAT = Text("这个人现在不在这个岗位", "This person does not hold this seat now")


def holders(case: Case) -> Ask:
    """Who was given the seat that the act is about, and stands in for nobody."""
    seat = str(case.fields.get("seat"))
    return ask("seat", party=case.subject.id, seat=seat, ended_on=None, acting_for=None)


def asks_for_seats(case: Case) -> tuple[Ask, ...]:
    """The seats that an act gives, ends or lends."""
    code, party = case.act.code, case.subject.id
    if code == "seat.filled":
        return (holders(case),)
    if code in ("seat.vacated", "post.handed_over", "post.deputised"):
        return (ask("seat", party=party, seat=str(case.fields.get("seat")), ended_on=None),)
    return (ask("seat", party=party, ended_on=None),) if code == "body.stood_down" else ()


NEWCOMER = {"seat.filled": "person", "post.handed_over": "successor"}
"""Acts that give somebody a seat, and the field that names who gets it."""


def held_already(case: Case, facts: Facts) -> Refusal | None:
    """Nobody is given a seat that the same person holds already, and will hold until it is vacated."""
    field = NEWCOMER.get(case.act.code)
    if field is None or case.is_asked:
        return None
    rows = [row for wanted in asks_for_seats(case) for row in facts.get(wanted, ())]
    given = str(case.fields.get(field))
    if not any(str(row.person) == given and _holds(row, case.occurred_on) for row in rows):
        return None
    what = Text("这个人已经在这个岗位", "This person holds this seat already")
    way = Text("要改任期的，先办离任，再任职", "To change its days, let the holder leave the seat first")
    return Refusal(what, "state", (), (Missing(way, "seat.vacated", subject=case.subject.id),))


def _holds(row: Seat, on: date) -> bool:
    return row.acting_for is None and row.has_not_run_out(on)


def seat_taken(case: Case, facts: Facts) -> Refusal | None:
    """A seat that a scheme gives to one person is refused to a second."""
    if case.act.code != "seat.filled" or case.is_asked:
        return None
    seat = str(case.fields.get("seat"))
    body = case.subject.code if case.subject.kind == "body" else "unit"
    limits = [
        role for role in case.scheme.roles.values() if role.body == body and role.seat == seat and role.max
    ]
    held = [row for row in facts.get(holders(case), ()) if row.has_not_run_out(case.occurred_on)]
    for role in limits:
        if len(held) >= role.max:
            return Refusal(
                Text(f"{role.text.zh}只有 {role.max} 个岗位，已经有人", f"There is only {role.max} seat of {role.text.en}, and it is held"),
                role.id, role.cite,
                (Missing(Text("先办离任，再任新人", "Let the holder leave the seat first"), "seat.vacated", subject=case.subject.id),),
            )  # fmt: skip
    return None


def nobody_to_stand_in_for(case: Case, facts: Facts) -> Refusal | None:
    """One stands in for somebody who holds the seat oneself, and no longer than that person will hold it."""
    if case.act.code != "post.deputised" or case.is_asked:
        return None
    person, until = case.fields.get("person"), day_of(case.fields.get("until"))
    rows = [row for wanted in asks_for_seats(case) for row in facts[wanted]]
    held = [row for row in rows if str(row.person) == person and row.acting_for is None]
    first = day_of(case.fields.get("from_on")) or case.occurred_on
    last = next((row.until for row in held if row.has_not_run_out(first)), date.min)
    if last == date.min:
        return Refusal(NOT_IN_SEAT, "state", (), (Missing(NOT_IN_SEAT, field="person"),))
    if last and until and until > last:
        day = say_plain(last)
        what = Text(
            f"本人任到{day.zh}，代理不能更晚", f"The seat itself is held until {day.en} and no longer"
        )
        return Refusal(what, "state", (), (Missing(what, field="until"),))
    return None


def seats_left(case: Case, facts: Facts) -> list[Seat]:
    """The seats that end with this act: a person's own, or all of a body that is stood down."""
    rows: list[Seat] = [row for wanted in asks_for_seats(case) for row in facts[wanted]]
    if case.act.code == "body.stood_down":
        return rows
    is_handed_over = case.act.code == "post.handed_over"
    gone = _left_with(str(case.fields.get("person")), rows, is_handed_over=is_handed_over)
    if not gone:
        raise Refused((Refusal(NOT_IN_SEAT, "state"),), case.fields)
    return gone


def _left_with(person: str, rows: Sequence[Seat], *, is_handed_over: bool) -> list[Seat]:
    """The seat that a person leaves, and those of everybody who stands in for that person in it."""
    gone = [row for row in rows if str(row.person) == person and not (is_handed_over and row.acting_for)]
    leaving = {row.person for row in gone}
    while more := [row for row in rows if row.acting_for in leaving and row not in gone]:
        gone += more
        leaving |= {row.person for row in more}
    return gone


def seat_effects(case: Case) -> dict[str, Any]:
    """What is kept of the party with every seat of it: its kind, the part it plays and its function; and its last day."""
    subject = case.subject
    kind = subject.code if subject.kind == "body" else "unit"
    function = str(subject.facts.get("function", ""))
    effects = {"party_kind": kind, "part": case.scheme.part_of(kind), "function": function}
    if case.act.code == "seat.filled" and (until := case.fields.get("until")):
        effects["until"] = str(until)
    return effects
