"""The day of an act: late entry from paper is ordinary, a day before the thing or its duty was there is not."""

from datetime import date
from typing import Any

from tests.regulations.yiwu.city import CREW, City, assigned, entered
from xuncha.core.refusal import BadFields


def said(city: City, by: str, act: str, fields: dict[str, Any], **where: Any) -> str:
    """What stands at the date field; nothing when the act was done."""
    try:
        city.again().do(by, act, fields, **where)
    except BadFields as bad:
        return {fault.name: fault.text.zh for fault in bad.faults}["occurred_on"]
    return ""


def test_what_is_done_on_a_thing_lies_not_before_it_began() -> None:
    city = entered()
    city.complain()
    note = ("team/head", "matter.annotated", {"text": "请许知微核"})
    assert (
        said(city, *note, subject="complaint", occurred_on=date(2015, 10, 11))
        == "这一件2015年10月12日才开始，不能早于那一天"
    )
    city.play.wait(5)
    assert said(city, *note, subject="complaint", occurred_on=date(2015, 10, 12)) == "", (
        "entered late from paper"
    )
    assert said(city, *note, subject="complaint", occurred_on=date(2015, 10, 18)) == "日期还没有到"


def test_an_old_letter_may_be_older_than_the_round_it_is_registered_in() -> None:
    letter = {
        "kind": "report",
        "channel": "letter",
        "subject": "旧信",
        "addressee": "team",
        "concerns": ["leadership"],
    }
    city = entered()
    assert city.subject("inspection").opened_on == date(2015, 9, 24)
    old = {"within": "inspection", "occurred_on": date(2014, 3, 1)}
    refused = city.refused("team/registrar", "complaint.received", letter, **old)
    assert [one.rule for one in refused if one.rule in ("fields", "occurred_on")] == []


def test_people_units_and_standing_bodies_were_there_before_they_were_registered() -> None:
    city = entered()
    declared = {"towards": "@bureau", "none": True}
    long_ago = date(2013, 5, 6)
    assert said(city, "office/clerk", "tie.declared", declared, subject="许知微", occurred_on=long_ago) == ""
    hosted = {"host": "@party"}
    assert said(city, "office/director", "body.changed", hosted, subject="office", occurred_on=long_ago) == ""
    moved = {"title": "第一组"}
    assert said(city, "office/director", "body.changed", moved, subject="team", occurred_on=long_ago) != ""


def with_report(city: City) -> City:
    """A report that was drafted while the inspection went on, and signed after its end."""
    text = {
        "kind": "inspection_report",
        "course": "经过",
        "problems": "滞留",
        "causes": "不力",
        "advice": "补发",
    }
    while_inside = {"within": "inspection", "name": "report", "occurred_on": date(2015, 11, 1)}
    city.do("team/head", "document.drafted", text, **while_inside)
    return city


def test_what_was_begun_before_a_duty_does_not_answer_it() -> None:
    city = entered().find().lead().end()
    owed = city.owed("write_report")
    assert owed
    with_report(city)
    assert city.owed("write_report") == owed, "drafted in November, owed since the end"
    text = {
        "kind": "inspection_report",
        "course": "经过",
        "problems": "滞留",
        "causes": "不力",
        "advice": "补发",
    }
    city.do("team/head", "document.drafted", text, subject="report")
    assert city.owed("write_report") == []


def test_an_act_on_something_there_does_not_answer_a_duty_from_before_it_was_owed() -> None:
    """The notice is received on the 24th; it was not put up in the unit on the 23rd."""
    city = with_notice()
    city.play.wait(4)
    put_up = ("town/principal", "document.published", {"medium": "board"})
    said_then = said(city, *put_up, subject="notice", occurred_on=date(2015, 9, 24))
    assert said_then == "这件事2015年9月25日才要办，不能早于那一天"
    city.do(*put_up, subject="notice", occurred_on=date(2015, 9, 26))
    assert city.owed("publish_notice") == []
    [duty] = city.duties("publish_notice", "discharged")
    assert duty.closed_on == date(2015, 9, 26), "on time by paper, though entered later"


def with_notice() -> City:
    """The notice was delivered on the 24th and received on the 25th."""
    city = assigned().prepare()
    city.play.wait(1)
    city.do("town/principal", "document.received", {"received_on": "2015-09-25"}, subject="notice")
    return city


def test_a_period_runs_from_the_day_on_the_paper_also_where_the_receipt_is_entered_later() -> None:
    city = assigned().prepare()
    city.play.wait(4)
    city.do("town/principal", "document.received", {"received_on": "2015-09-24"}, subject="notice")
    assert city.duty("publish_notice").opened_on == date(2015, 9, 28)
    put_up = ("town/principal", "document.published", {"medium": "board"})
    city.do(*put_up, subject="notice", occurred_on=date(2015, 9, 25))
    assert city.owed("publish_notice") == []


def test_preparation_made_before_the_team_was_assigned_is_made() -> None:
    city = assigned()
    assert len(city.owed("train")) == 1
    crew = [f"@{name}" for name in CREW]
    fields = {"kind": "training", "at": "2015-09-23", "present": crew, "items": [{"text": "业务培训"}]}
    city.do("office/clerk", "meeting.held", fields, within="team", occurred_on=date(2015, 9, 23))
    assert city.owed("train") == []
