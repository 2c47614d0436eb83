"""Days held: counted by hand in small cases, and what holds for whatever steps there are."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.office.held import (
    LEAST,
    Held,
    Step,
    Stretch,
    days_held,
    figures,
    in_month,
    last_of_month,
    whole_months,
)
from xuncha.shipped import calendar

MATTER, OTHER = UUID(int=1), UUID(int=2)
UNIT, OFFICE, TEAM = UUID(int=11), UUID(int=12), UUID(int=13)


def day(n: int) -> date:
    """The n-th of September 2026; the 1st is a Tuesday."""
    return date(2026, 9, 1) + timedelta(days=n - 1)


def step(party: UUID, opened: int, closed: int | None, order: int = 0, **more: object) -> Step:
    return Step(MATTER, party, day(opened), day(closed) if closed else None, order or opened, **more)  # type: ignore[arg-type]


def held_by(party: UUID, *steps: Step, on: int = 30) -> Held:
    return next(one for one in days_held(steps, day(on)) if one.party == party)


def test_the_day_it_came_is_not_counted_and_the_day_it_was_done_is() -> None:
    assert held_by(UNIT, step(UNIT, 1, 11)).days == 10
    assert held_by(UNIT, step(UNIT, 4, 4)).days == 0


def test_what_is_still_open_is_held_to_the_day_asked_about() -> None:
    one = held_by(UNIT, step(UNIT, 1, None), on=21)
    assert (one.days, one.is_open, one.open_since) == (20, True, day(1))
    earlier = held_by(UNIT, step(UNIT, 1, 25), on=21)
    assert (earlier.days, earlier.is_open) == (20, True), "what was done later was open then"
    assert days_held([step(UNIT, 22, None)], day(21)) == ()


def test_the_time_in_which_another_s_step_came_first_is_taken_out() -> None:
    """The unit has it from the 1st; on the 6th it asks the office, which answers on the 13th; the unit is done on the 20th."""
    steps = step(UNIT, 1, 20), step(OFFICE, 6, 13)
    unit, office = held_by(UNIT, *steps), held_by(OFFICE, *steps)
    assert unit.days == 5 + 7
    assert unit.waited == (Stretch(day(6), day(13), (OFFICE,)),)
    assert office.days == 7
    assert office.waited == ()
    assert unit.days + office.days == 19, "together the matter's life"


def test_a_matter_that_was_sent_back_is_not_held_while_others_looked_at_the_answer() -> None:
    """Reported on the 10th, returned on the 18th, reported again on the 22nd."""
    steps = step(UNIT, 1, 10), step(OFFICE, 10, 18), step(UNIT, 18, 22)
    assert held_by(UNIT, *steps).days == 9 + 4
    assert held_by(OFFICE, *steps).days == 8


def test_overlapping_steps_of_one_body_count_once() -> None:
    assert held_by(UNIT, step(UNIT, 1, 11), step(UNIT, 5, 21)).days == 20


def test_while_the_clock_stands_the_matter_lies_with_nobody() -> None:
    stood = ((day(5), day(9)),)
    one = held_by(UNIT, step(UNIT, 1, 21, stood=stood))
    assert one.days == 16
    assert one.waited == (Stretch(day(5), day(9)),)
    waiting = held_by(UNIT, step(UNIT, 1, 21, order=1), step(OFFICE, 3, 12, stood=((day(5), None),)))
    assert waiting.days == 2 + 9, "whoever waits for a step whose clock stands waits all the same"


def test_what_one_act_brought_to_several_lies_with_each() -> None:
    steps = step(UNIT, 1, 6, order=7), step(TEAM, 1, 11, order=7)
    assert (held_by(UNIT, *steps).days, held_by(TEAM, *steps).days) == (5, 10)


def test_working_days_stand_beside_natural_days() -> None:
    """Received on Thursday 24 September, done on Friday 9 October: over the Mid-Autumn day and the National Day."""
    one = held_by(UNIT, step(UNIT, 24, 39), on=60)
    assert one.days == 15
    assert one.working_days(calendar()) == calendar().working_days_between(day(24), day(39)) < 15


def test_figures_of_fewer_than_five_matters_are_withheld() -> None:
    def lot(n: int) -> list[Step]:
        return [replace(step(UNIT, 1, 1 + k), matter=UUID(int=100 + k)) for k in range(1, n + 1)]

    assert LEAST == 5
    assert figures(days_held(lot(4), day(30)))[UNIT].is_withheld
    five = figures(days_held(lot(5), day(30)))[UNIT]
    assert (five.is_withheld, five.n, five.finished, five.open) == (False, 5, 5, 0)
    assert (five.median, five.longest, five.open_since) == (3, 5, None)
    six = figures(days_held(lot(6), day(4)))[UNIT]
    assert (six.finished, six.open, six.open_since) == (3, 3, day(1))
    assert (six.median, six.longest) == (3, 3)


def test_a_month_has_what_was_open_on_its_last_day_or_finished_in_it() -> None:
    august, september = step(UNIT, 1, 1), step(UNIT, 1, 12)
    august = replace(august, opened_on=date(2026, 8, 1), closed_on=date(2026, 8, 31), matter=OTHER)
    found = in_month(days_held([august, september], last_of_month(day(1))), day(1))
    assert [one.matter for one in found] == [MATTER]


def test_a_matter_that_came_back_is_not_charged_in_a_month_with_what_was_passed_on_before_it() -> None:
    """Held from the 1st to the 20th of September, reopened on the 5th of November."""
    steps = [step(UNIT, 1, 20), replace(step(UNIT, 1, None, order=70), opened_on=date(2026, 11, 5))]
    september = in_month(days_held(steps, date(2026, 9, 30)), day(1))
    assert [(one.since, one.days) for one in september] == [(day(1), 19)]
    assert in_month(days_held(steps, date(2026, 10, 31)), date(2026, 10, 1)) == ()
    (november,) = in_month(days_held(steps, date(2026, 11, 30)), date(2026, 11, 1))
    assert (november.since, november.days, november.is_open) == (date(2026, 11, 5), 25, True)
    assert figures([november])[UNIT].longest == 25
    assert held_by(UNIT, *steps, on=91).days == 19 + 25, "over its whole life it is charged with both"


def test_a_stay_counts_in_a_month_from_its_first_day_and_what_came_back_within_it_counts_too() -> None:
    steps = [step(UNIT, 1, 40), step(UNIT, 45, 50), step(OFFICE, 20, 25)]
    (october,) = (one for one in in_month(days_held(steps, day(61)), day(31)) if one.party == UNIT)
    assert (october.since, october.days, october.days_waited) == (day(1), 39 - 5 + 5, 5)


def test_what_came_and_went_on_one_day_of_a_month_is_in_it_with_no_day() -> None:
    steps = [step(UNIT, 1, 20), step(UNIT, 40, 40)]
    (october,) = in_month(days_held(steps, day(61)), day(31))
    assert (october.since, october.until, october.days) == (day(40), day(40), 0)


def test_periods_are_the_whole_months_since_the_round_began() -> None:
    assert whole_months(date(2026, 7, 20), date(2026, 10, 1)) == (
        date(2026, 9, 1),
        date(2026, 8, 1),
        date(2026, 7, 1),
    )
    assert whole_months(date(2026, 10, 3), date(2026, 10, 30)) == ()
    assert whole_months(date(2020, 1, 1), date(2026, 1, 2), most=2) == (date(2025, 12, 1), date(2025, 11, 1))
    assert whole_months(None, date(2026, 1, 2)) == ()


# ---------------------------------------------------------------------- whatever the steps are

PARTIES = st.sampled_from([UNIT, OFFICE, TEAM])


@st.composite
def steps_drawn(draw: st.DrawFn, *, one_act_each: bool = False) -> list[Step]:
    found = []
    orders = (
        draw(st.permutations(range(8)))
        if one_act_each
        else draw(st.lists(st.integers(0, 4), min_size=8, max_size=8))
    )
    for order in orders[: draw(st.integers(1, 8))]:
        opened, length = draw(st.integers(1, 40)), draw(st.one_of(st.none(), st.integers(0, 40)))
        since, stood = draw(st.integers(0, 40)), draw(st.one_of(st.none(), st.integers(0, 20)))
        stretches = ((day(opened + since), None if stood is None else day(opened + since + stood)),)
        found.append(
            Step(
                draw(st.sampled_from([MATTER, OTHER])), draw(PARTIES), day(opened),
                None if length is None else day(opened + length), order,
                stretches if draw(st.booleans()) else (),
            )
        )  # fmt: skip
    return found


ON = day(60)


def life_of(matter: UUID, steps: list[Step]) -> int:
    own = [one for one in steps if one.matter == matter and one.opened_on <= ON]
    ends = [min(one.closed_on or ON, ON) for one in own]
    return (max(ends) - min(one.opened_on for one in own)).days


@given(steps_drawn(one_act_each=True))
def test_the_days_of_all_parties_together_are_never_more_than_the_life_of_the_matter(
    steps: list[Step],
) -> None:
    found = days_held(steps, ON)
    for matter in {one.matter for one in found}:
        assert sum(one.days for one in found if one.matter == matter) <= life_of(matter, steps)


@given(steps_drawn())
def test_no_party_holds_a_matter_longer_than_it_lived_or_than_its_own_steps_ran(steps: list[Step]) -> None:
    for one in days_held(steps, ON):
        assert 0 <= one.days <= life_of(one.matter, steps)
        assert one.days + one.days_waited <= ((one.until or ON) - one.since).days
        own = {
            day
            for step in steps
            if (step.matter, step.party) == (one.matter, one.party)
            for day in range(step.opened_on.toordinal() + 1, min(step.closed_on or ON, ON).toordinal() + 1)
        }
        assert [stay.days for stay in one.stays if stay.days] == _runs(own)
        assert one.days + one.days_waited == len(own), "each day of its own steps is held or taken out, once"


def _runs(days: set[int]) -> list[int]:
    """How long each run of days without a break is."""
    ends = sorted(day for day in days if day + 1 not in days)
    firsts = sorted(day for day in days if day - 1 not in days)
    return [end - first + 1 for first, end in zip(firsts, ends, strict=True)]


@given(steps_drawn(), st.randoms())
def test_the_order_in_which_steps_are_given_changes_nothing(steps: list[Step], chance: object) -> None:
    other = list(steps)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert days_held(steps, ON) == days_held(other, ON)


@given(steps_drawn())
def test_another_matter_changes_nothing(steps: list[Step]) -> None:
    own = [one for one in steps if one.matter == MATTER]
    found = [one for one in days_held(steps, ON) if one.matter == MATTER]
    assert found == list(days_held(own, ON))


def test_every_order_of_three_steps_counts_alike() -> None:
    steps = [step(UNIT, 1, 20), step(OFFICE, 6, 13), step(TEAM, 8, None)]
    assert len({days_held(one, day(30)) for one in permutations(steps)}) == 1


@pytest.mark.parametrize("order", [1, 9])
def test_the_latest_step_is_the_one_that_came_last_and_not_the_one_with_the_latest_day(order: int) -> None:
    """Two steps of one day: whose act stands later in the record comes first."""
    steps = step(UNIT, 1, 11, order=5), step(OFFICE, 1, 11, order=order)
    assert held_by(OFFICE, *steps).days == (0 if order == 1 else 10)
