"""A refusal counts and names only what the post that acts may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from tests.core.demo_scheme import whole
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.book import Ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import INSIDERS, Duty, Seat, Subject, seat_token
from xuncha.core.names.nouns import worded
from xuncha.core.predicates import PREDICATES
from xuncha.core.refusal import Missing

TEAM, OFFICE, ROUND = uuid4(), uuid4(), uuid4()
SEAT = Seat(
    uuid4(), TEAM, "team", "", "head", uuid4(), None, False, date(2026, 1, 1), None, None, 1, "inspects"
)


def thing(kind: str, *readers: UUID, barred: frozenset[UUID] = frozenset()) -> Subject:
    return Subject(
        uuid4(), kind, "", "open", "标题不外露", ROUND, None, None, TEAM, None, "", 0, 1, date(2026, 3, 2), None,
        frozenset(readers), barred, {}, 7,
    )  # fmt: skip


CASE = Case(
    CATALOGUE["campaign.closed"], replace(thing("campaign", TEAM), id=ROUND), {}, SEAT, SEAT.person, date(2026, 3, 3),
    datetime(2026, 3, 3, tzinfo=UTC), whole(), frozenset(),
)  # fmt: skip


def said(name: str, args: dict[str, object], *rows: Subject | Duty) -> tuple[Missing, ...]:
    condition = PREDICATES[name]
    asks = tuple(condition.asks(CASE, args))
    assert asks
    return condition.missing(CASE, args, {asks[0]: rows, **dict.fromkeys(asks[1:], ())})


COUNT = {"what": "finding", "min": 3, "scope": "campaign"}


def test_a_count_is_told_where_everything_counted_may_be_read() -> None:
    (missing,) = said("count_between", COUNT, thing("finding", TEAM), thing("finding", INSIDERS))
    assert "现在是 2" in missing.text.zh
    assert "2 now" in missing.text.en


def test_a_count_over_what_is_sealed_refuses_without_telling_the_number() -> None:
    (missing,) = said("count_between", COUNT, thing("finding", TEAM), thing("finding", OFFICE))
    assert "现在是" not in missing.text.zh
    assert "now" not in missing.text.en
    assert "应不少于 3" in missing.text.zh


def test_what_stands_in_the_way_is_named_to_the_seat_it_is_sealed_to_and_to_nobody_else() -> None:
    none = {"what": "finding", "max": 0, "scope": "campaign"}
    own = thing("finding", seat_token(TEAM, "head"))
    assert said("count_between", none, own)[0].subject == own.id
    assert said("count_between", none, thing("finding", OFFICE))[0].subject is None
    assert said("count_between", none, thing("finding", TEAM, barred=frozenset({TEAM})))[0].subject is None


def test_what_each_must_have_is_not_asked_of_what_is_sealed() -> None:
    args = {"items": "finding", "field": "evidence", "scope": "campaign"}
    read, sealed = thing("finding", TEAM), thing("finding", OFFICE)
    assert [one.subject for one in said("each_has", args, read, sealed)] == [read.id]


def test_evidence_that_a_unit_is_not_told_of_is_judged_and_not_counted_to_it() -> None:
    unit = replace(SEAT, party=uuid4(), party_kind="unit", part="")
    mark = {"party": str(TEAM), "kind": "team", "position": 7}
    undated = replace(thing("finding", unit.party), facts={"evidence.added": [{"what": "记录", "_": mark}]})
    args = {"at_least": 1, "dated": True}

    def missing(actor: Seat, row: Subject) -> list[str]:
        case = replace(CASE, subject=row, actor=actor)
        return [one.text.zh for one in PREDICATES["evidence_held"].missing(case, args, {})]

    none = replace(undated, facts={})
    assert missing(unit, undated) == missing(unit, none) == ["还差 1 份有形成日期的佐证"]
    assert missing(SEAT, undated) == ["还差 1 份有形成日期的佐证（已有 1 份没有日期）"]
    dated = replace(undated, facts={"evidence.added": [{"dated": "2026-03-01", "_": mark}]})
    assert missing(unit, dated) == [], "the act is judged by all there is"


# ---------------------------------------------------------------------------- ties

TOWN, VILLAGE = uuid4(), uuid4()
HAND_OVER = "请交给没有回避情形的人办理"
ENDING = replace(CASE, subject=replace(thing("inspection", TEAM), unit=TOWN, inspection=uuid4()))
TIED = replace(ENDING, tied_units=frozenset({TOWN}))


def told(case: Case, name: str, args: dict[str, object], *rows: Subject | Duty) -> list[str]:
    """What a condition says in a case, of these rows; the team lies in nothing else, so its own scope holds none of them."""
    condition = PREDICATES[name]
    found = {
        wanted: () if "body" in dict(wanted.where) else _of_kind(wanted, rows)
        for wanted in condition.asks(case, args)
    }
    return [worded(case.scheme, missing.text).zh for missing in condition.missing(case, args, found)]


def _of_kind(wanted: Ask, rows: Iterable[Subject | Duty]) -> tuple[Subject | Duty, ...]:
    return tuple(row for row in rows if dict(wanted.where).get("kind", row.kind) == row.kind)


def letter() -> Subject:
    return replace(thing("complaint", TEAM), unit=TOWN)


@pytest.mark.parametrize(("name", "args", "said"), [
    ("none_open", {"kinds": ["complaint"], "scope": "inspection"}, ["还有没办结的：信访件 2 件"]),
    ("count_between", {"what": "complaint", "min": 3}, ["信访件：现在是 2，应不少于 3"]),
    ("each_has", {"items": "complaint", "act": "complaint.closed"}, ["“标题不外露”还没有：办结"] * 2),
])  # fmt: skip
def test_whoever_has_a_tie_is_told_the_same_whether_there_are_complaints_or_not(
    name: str, args: dict[str, object], said: list[str]
) -> None:
    letters = letter(), letter()
    assert told(ENDING, name, args, *letters) == said
    assert told(TIED, name, args, *letters) == told(TIED, name, args) == [HAND_OVER]


def test_a_tie_closes_no_findings_and_a_recusal_closes_them() -> None:
    args: dict[str, object] = {"kinds": ["finding"], "scope": "inspection"}
    one = replace(thing("finding", TEAM), unit=TOWN)
    assert told(TIED, "none_open", args, one) == ["还有没办结的：问题 1 件"]
    off = replace(ENDING, hidden_units=frozenset({TOWN}))
    assert told(off, "none_open", args, one) == told(off, "none_open", args) == [HAND_OVER]


def test_a_round_with_a_unit_one_is_kept_off_is_left_to_others() -> None:
    args: dict[str, object] = {"kinds": ["inspection"], "scope": "campaign"}
    closing = replace(CASE, hidden_units=frozenset({TOWN}))
    mine = replace(thing("inspection", TEAM), unit=TOWN)
    assert told(closing, "none_open", args, mine) == [HAND_OVER]
    assert told(closing, "none_open", args) == []
    tied = replace(CASE, tied_units=frozenset({TOWN}))
    assert told(tied, "none_open", args, mine) == ["还有没办结的：单位巡查 1 件"]
    letters: dict[str, object] = {"kinds": ["complaint"], "scope": "campaign"}
    assert told(tied, "none_open", letters, mine) == [HAND_OVER]


def test_what_one_points_at_and_may_not_know_is_left_to_others() -> None:
    clue = replace(thing("clue", TEAM), unit=TOWN)
    case = replace(TIED, subject=replace(TIED.subject, unit=VILLAGE), fields={"of": [str(clue.id)]})
    args: dict[str, object] = {"items": "of", "act": "disposition.decided"}
    assert told(case, "each_has", args, clue) == [HAND_OVER]
    free = replace(case, tied_units=frozenset())
    assert told(free, "each_has", args, clue) == ["“标题不外露”还没有：决定处置"]


def owed_on(kind: str) -> Duty:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Duty(
        uuid4(), "rule", "demo", TEAM, "", (), None, uuid4(), kind, ROUND, None, TOWN, TEAM, "", (), {}, "", "open", 1,
        now.date(), now, None, "", "", {}, 0, None, None, frozenset({TEAM}), frozenset(), 1,
    )  # fmt: skip


def test_what_is_owed_on_a_complaint_is_not_named_to_whoever_has_a_tie() -> None:
    args: dict[str, object] = {"scope": "inspection"}
    condition, duty = PREDICATES["no_duty_open"], owed_on("complaint")
    for rows in ((duty,), ()):
        found = dict.fromkeys(condition.asks(TIED, args), rows)
        assert [one.text.zh for one in condition.missing(TIED, args, found)] == [HAND_OVER]
    found = dict.fromkeys(condition.asks(ENDING, args), (duty,))
    assert [one.text.zh for one in condition.missing(ENDING, args, found)] == ["还有待办：rule"]
