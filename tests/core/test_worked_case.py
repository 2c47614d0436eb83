"""A worked case plays its steps, lists the duties they open, and stops where the office would be stopped."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.demo_scheme import base, block, whole
from xuncha.core.review.worked_case import CaseFault, Played, differences, played, read_case
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import calendar, case_text, scheme_ids, scheme_text

CASE = block("case")


def play(text: str = CASE, start: date | None = None) -> Played:
    return played(read_case(text), whole(), calendar(), start)


def test_the_guides_case_gives_the_date_counted_by_hand() -> None:
    result = play()
    [duty] = result.duties
    assert (duty.rule, duty.cite, duty.owner.zh) == ("publish_notice", ("demo-1-2",), "柳塘镇")
    assert duty.owner.en == "Inspected unit (柳塘镇)"
    assert (duty.opened_by.zh, duty.opened_on, duty.due_on) == (
        "签收（检查通知书）",
        date(2026, 9, 28),
        date(2026, 10, 8),
    )
    assert [day.isoformat() for day in duty.skipped] == [f"2026-10-0{n}" for n in range(1, 8)]
    assert (duty.state, duty.closed_on) == ("discharged", date(2026, 9, 30))
    assert result.refused == (("inspection.started", "notice_first"),)
    assert differences(result) == ()


def test_another_start_moves_every_day() -> None:
    [duty] = play(start=date(2026, 9, 7)).duties
    assert (duty.opened_on, duty.due_on) == (date(2026, 9, 7), date(2026, 9, 10))


def test_a_date_that_differs_from_the_one_counted_by_hand_is_told() -> None:
    [found] = differences(play(CASE.replace('due = "2026-10-08"', 'due = "2026-10-09"')))
    assert found.en == "publish_notice: expected 2026-10-09 discharged, got 2026-10-08 discharged"
    assert found.zh == "publish_notice：应为 2026-10-09 discharged，实为 2026-10-08 discharged"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'refused_by = "notice_first"',
            "",
            "Step 6, inspection.started by office: refused by notice_first: No entry before",
        ),
        (
            "refused_by = ",
            'refused_by = "other" #',
            "Step 6, inspection.started by office: refused by notice_first",
        ),
        (
            'medium = "board" }\n',
            'medium = "board" }\nrefused_by = "x"\n',
            "Step 8, document.published by town/principal: x should have refused it",
        ),
        (
            'act = "unit.enrolled"',
            'act = "unit.enroled"',
            "Step 2, unit.enroled by office: there is no such act. Nearest: unit.enrolled",
        ),
        ('unit = "$town"', 'unit = "$twon"', "unit.enrolled: nothing is called 'twon' before this"),
        (
            'by = "town/principal"',
            'by = "village"',
            "document.received: nothing is called 'village' before this",
        ),
        (
            'medium = "board"',
            'medium = "radio"',
            "Step 8, document.published by town/principal: refused by : Some fields need",
        ),
        ('start = "2026-09-28"', 'start = "soon"', "The case cannot be read"),
        ("[case]", "[cases]", "The case cannot be read"),
        ('kind = "unit"\n', "", "The case cannot be read"),
    ],
)
def test_a_case_that_goes_otherwise_stops_at_its_step(old: str, new: str, said: str) -> None:
    assert old in CASE
    with pytest.raises(CaseFault) as found:
        play(CASE.replace(old, new, 1))
    assert str(found.value).startswith(said)
    assert found.value.text.zh


def shipped(scheme: str) -> Scheme:
    return read_scheme(scheme_text(scheme), scheme).over(base())


@pytest.mark.parametrize("scheme", [scheme for scheme in scheme_ids() if case_text(scheme)])
def test_every_shipped_case_gives_the_dates_counted_by_hand(scheme: str) -> None:
    result = played(read_case(case_text(scheme)), shipped(scheme), calendar())
    assert differences(result) == ()
    assert result.case.expected
    assert all(duty.cite and duty.owner.zh for duty in result.duties)


@pytest.mark.parametrize("scheme", [scheme for scheme in scheme_ids() if case_text(scheme)])
@pytest.mark.parametrize("start", [date(2016, 1, 29), date(2026, 9, 7)])
def test_a_shipped_case_may_start_on_another_day(scheme: str, start: date) -> None:
    result = played(read_case(case_text(scheme)), shipped(scheme), calendar(), start)
    assert result.start == start
