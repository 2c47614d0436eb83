"""Long lists read the same whichever way PostgreSQL finds them: few rows by who reads them, many by their order."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from xuncha.actions import founding
from xuncha.queries import subjects
from xuncha.queries.subjects import Tally, listed
from xuncha.store.append import run
from xuncha.store.viewer import Viewer, viewer_of

pytestmark = pytest.mark.fresh_database

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TOWNS = ("柳塘镇", "青屏街道", "石埠街道", "东陂镇", "云岭乡")


@pytest.fixture
def clerk(database: str) -> Viewer:
    """江予白 of the office, who may read five towns."""
    founding.found("澜汀市", "Lanting", "yiwu-2015")
    office, person = founding.body("office", "巡查办", NOW), founding.person("江予白", NOW)
    founding.seat(office, "clerk", person, NOW)
    for town in TOWNS:
        founding.unit(town, "town", NOW)
    found = viewer_of(person, None, date(2026, 3, 2))
    assert found is not None
    return found


def read_through(clerk: Viewer) -> list[str]:
    """Every title, two to a page."""
    titles, after = [], ""
    while True:
        page = listed(clerk, "unit", {}, sort="newest", after=after, size=2)
        titles += [row.title for row in page.rows]
        if not page.after:
            return titles
        after = page.after


@pytest.mark.parametrize("exact", [1_000, 3])
def test_pages_follow_each_other_without_a_gap_or_a_double(
    clerk: Viewer, exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects, "EXACT", exact)
    assert read_through(clerk) == list(reversed(TOWNS))


def test_a_total_is_exact_up_to_its_bound_and_says_when_there_are_more(
    clerk: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = listed(clerk, "unit", {})
    assert (page.total, page.states) == (Tally(5), {"current": Tally(5)})
    monkeypatch.setattr(subjects, "EXACT", 3)
    page = listed(clerk, "unit", {}, size=2)
    assert (page.total, page.states) == (Tally(3, is_more=True), {"current": Tally(3, is_more=True)})


def test_of_a_state_that_is_not_looked_through_the_number_is_the_least_it_can_be(
    clerk: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects, "EXACT", 4)
    monkeypatch.setattr(subjects, "LOOKED_AT", 2)
    page = listed(clerk, "unit", {"state": "current"}, size=2)
    assert (page.total, len(page.rows)) == (Tally(4, is_more=True), 2)
    assert listed(clerk, "unit", {"state": "closed"}).total == Tally(0)


@pytest.mark.parametrize("closed", [1, 3])
def test_who_reads_some_of_very_many_is_told_of_each_state_exactly_or_at_least(
    clerk: Viewer, closed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a state has more than are counted, its rows need not be looked at for that."""
    monkeypatch.setattr(subjects, "EXACT", 2)
    monkeypatch.setattr(subjects, "LOOKED_AT", 3)
    some = "UPDATE subject SET state = 'closed' WHERE id IN (SELECT id FROM subject WHERE kind = 'unit' LIMIT %s)"
    run([(some, [closed])])
    reach = subjects._reach_after(clerk, "unit", {}, [("current", 1, 3)], in_states=True)
    assert (reach.by_reader, reach.is_few) == (True, False)
    few, many = ("closed", "current") if closed == 1 else ("current", "closed")
    assert reach.states[few] == Tally(min(closed, 2))
    assert reach.states[many].is_more
    assert 1 <= reach.states[many].n <= 2


def test_a_list_by_due_date_counts_what_is_owed(clerk: Viewer) -> None:
    page = listed(clerk, "unit", {}, sort="due")
    assert (page.rows, page.total, page.states) == ((), Tally(0), {"current": Tally(5)})


def test_who_reads_a_few_of_very_many_gets_exact_numbers(
    clerk: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects, "EXACT", 3)
    town = clerk_of_one_town()
    page = listed(town, "unit", {})
    assert [row.title for row in page.rows] == ["云岭乡"]
    assert (page.total, page.states) == (Tally(1), {"current": Tally(1)})
    assert listed(town, "unit", {"state": "closed"}).rows == ()
    assert listed(clerk, "unit", {}, size=2).total == Tally(3, is_more=True)


def clerk_of_one_town() -> Viewer:
    """Somebody who may read one of the five towns and nothing else."""
    [[town]] = run([("SELECT id FROM subject WHERE kind = 'unit' AND title = '云岭乡'", [])])[0]
    person = founding.person("方竹青", NOW)
    founding.seat(town, "principal", person, NOW)
    found = viewer_of(person, None, date(2026, 3, 2))
    assert found is not None
    run([("UPDATE subject SET readers = ARRAY[%s]::uuid[] || readers WHERE id = %s", [person, town])])
    return replace(found, tokens=(person,))
