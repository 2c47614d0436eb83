"""A refusal counts and names only what the post that acts may read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from tests.core.demo_scheme import whole
from xuncha.core.case import Case
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.predicates import PREDICATES
from xuncha.core.refusal import Missing
from xuncha.core.rows import INSIDERS, Duty, Seat, Subject, seat_token

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
