"""Periods of what comes again and again: each begins once, and each is discharged by a report of its own."""

from datetime import date

import pytest

from tests.regulations.yiwu.city import City, entered
from xuncha.core.refusal import BadFields

REPORT = {"kind": "liaison_report", "to": "@office", "important_work": "谈话二十人",
          "experience": "无", "about_unit": "无"}  # fmt: skip
NOT_RECURRING = (
    "这不是按期要办的事，可选：report_to_committee（向市委报告工作）、annual_plan（研究决定年度计划）、"
    "liaison_report（定期报送工作情况）"
)
WEEKS = ("2015-W41", "2015-W42", "2015-W43")


def owing_three_weeks() -> City:
    """A team that owes its report for three weeks; it is 23 October 2015, in the last of them."""
    city = entered()
    city.play.on(date(2015, 10, 23))
    for week in WEEKS:
        city.tick("liaison_report", week)
    return city


def report(city: City, **more: str) -> list[str]:
    """The team reports; the periods still owed."""
    city.do("team/reporter", "report.submitted", REPORT | more, within="inspection")
    return [duty.where["@"] for duty in city.duties("liaison_report")]


def test_a_report_that_names_no_period_is_that_of_the_oldest_still_owed() -> None:
    city = owing_three_weeks()
    assert report(city) == ["2015-W42", "2015-W43"]
    assert report(city, period="本周情况") == ["2015-W43"]


def test_a_report_is_that_of_the_period_it_names() -> None:
    city = owing_three_weeks()
    assert report(city, period="2015-W42") == ["2015-W41", "2015-W43"]
    assert report(city, period="2015-W42") == ["2015-W41", "2015-W43"], "a second one discharges no other"


def test_an_extended_period_is_still_the_same_period() -> None:
    city = owing_three_weeks()
    later = city.duties("liaison_report")[1]
    told = {"duty": str(later.id), "due": "2015-11-30", "text": "巡查组在外"}
    city.do("office/director", "duty.extended", told, subject="round")
    assert report(city, period="2015-W42") == ["2015-W41", "2015-W43"]


def begun_as(city: City, rule: str, period: str) -> dict[str, str]:
    """What is said against the office's beginning a period."""
    try:
        city.do("office/clerk", "period.begun", {"rule": rule, "period": period}, subject="round")
    except BadFields as bad:
        return {fault.name: fault.text.zh for fault in bad.faults}
    return {}


@pytest.mark.parametrize(
    ("rule", "period", "said"),
    [
        ("write_report", "2015-W42", {"rule": NOT_RECURRING}),
        ("liaison_report", "2015-10", {"period": "到这一天没有“2015-10”这一期，最近一期是 2015-W43"}),
        ("liaison_report", "2015-W44", {"period": "到这一天没有“2015-W44”这一期，最近一期是 2015-W43"}),
        ("liaison_report", "2015-W38", {"period": "到这一天没有“2015-W38”这一期，最近一期是 2015-W43"}),
        ("liaison_report", "2015-W42", {"period": "这一期已经开始过了"}),
    ],
)  # fmt: skip
def test_only_a_period_of_a_duty_that_comes_again_begins_and_only_once(
    rule: str, period: str, said: dict[str, str]
) -> None:
    city = owing_three_weeks()
    before = len(city.play.duties(state="open"))
    assert begun_as(city, rule, period) == said
    assert len(city.play.duties(state="open")) == before


def test_the_office_may_begin_a_period_that_has_come_itself() -> None:
    city = owing_three_weeks()
    assert begun_as(city, "liaison_report", "2015-W40") == {}
    assert len(city.duties("liaison_report")) == 4
