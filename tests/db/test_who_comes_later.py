"""Duties that an act opens or moves elsewhere than on its own thing: of a unit that joins later, of a post that changes hands."""

from __future__ import annotations

import pytest

from tests.db.small_office import MINI, NOW, Office, office, viewer  # noqa: F401 - a fixture
from tests.db.test_seats import second_clerk
from xuncha.actions.founding import person, unit
from xuncha.core.facts.rows import Duty
from xuncha.store import schemes
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.table import DUTY

pytestmark = pytest.mark.fresh_database

MORE = (
    MINI.replace('"unit.enrolled", ', '"unit.enrolled", "phase.started", ', 1)
    + """
[[phase]]
id = "self_check"
zh = "自查"
en = "Self-check"
[[duty]]
id = "own_check"
cite = ["yiwu-11-1"]
zh = "自查"
en = "Look into itself"
owner = "each:unit"
after = "phase.started"
of = { phase = "self_check" }
within = "P5WD"
done_by = "document.published"
scope = "unit"
[[duty]]
id = "by_name"
cite = ["yiwu-13-5"]
zh = "学习条款"
en = "Learn the clauses"
owner = "each:seat(clerk)"
after = "campaign.opened"
done_by = "complaint.received"
scope = "owner"
"""
)


def duties(rule: str) -> list[Duty]:
    [rows] = run([(f"{DUTY.select()} WHERE rule = %s ORDER BY opened_by, id", [rule])])
    return list(map(DUTY.read, rows))


def second_round(office: Office) -> None:
    """A round under a regulation with phases and duties by name."""
    run([("UPDATE jurisdiction SET scheme = %s", [schemes.adopt("mini", MORE)])])
    fields = {"kind": "round", "title": "第二轮", "starts_on": "2015-09-24"}
    office.round = office.do("campaign.opened", fields)


def test_a_unit_enrolled_while_a_phase_runs_owes_what_it_asks_and_replay_says_the_same(
    office: Office,
) -> None:
    second_round(office)
    office.do("unit.enrolled", {"unit": str(office.unit), "ground": "listed"}, within=office.round)
    office.do("phase.started", {"phase": "self_check", "starts_on": "2015-09-24"}, subject=office.round)
    village = unit("柳下村", "town", NOW)
    office.do("unit.enrolled", {"unit": str(village), "ground": "listed"}, within=office.round)
    first, later = duties("own_check")
    assert (first.owner, later.owner) == (office.unit, village)
    assert (later.stream, later.campaign, later.unit) == (office.round, office.round, village)
    assert office.unit not in later.readers
    assert replay().differences == []


def test_what_is_owed_by_name_goes_over_with_the_post_and_replay_says_the_same(office: Office) -> None:
    gu, lu = second_clerk(office), person("陆闻笙", NOW)
    second_round(office)
    assert [duty.item for duty in duties("by_name")] == [str(gu.person)]
    clerk = {"seat": "clerk", "person": str(gu.person), "successor": str(lu), "accepted": True}
    office.do("post.handed_over", clerk, subject=gu.seat.party)
    assert [(duty.item, duty.state) for duty in duties("by_name")] == [(str(lu), "open")]
    office.do("seat.vacated", {"seat": "clerk", "person": str(lu)}, subject=gu.seat.party)
    assert [(duty.item, duty.state) for duty in duties("by_name")] == [(str(lu), "lapsed")]
    assert replay().differences == []
