"""Article 27: attendance and leave in the team."""

import pytest

from tests.regulations.yiwu.city import entered

clause = pytest.mark.clause


def test_attendance_is_noted_day_by_day() -> None:
    city = entered()
    day = {"kind": "attendance", "on": "2015-10-12", "who": ["@高望岚", "@许知微"]}
    city.do("team/reporter", "activity.logged", day, subject="team")
    said = city.held("team", "activity.logged")
    assert (said["kind"], said["on"], len(said["who"])) == ("attendance", "2015-10-12", 2)
    assert list(city.faults("team/reporter", "activity.logged", day | {"kind": "nap"}, subject="team")) == [
        "kind"
    ]


def test_leave_is_asked_for_granted_and_reported_back_from() -> None:
    city = entered()
    asked = {"kind": "leave", "to": "@team", "title": "请假一天", "text": "家中有事", "person": "@许知微"}
    city.do("team/member", "request.made", asked, within="team", name="leave")
    city.do("team/head", "request.answered", {"text": "同意", "granted": True}, subject="leave")
    city.do("team/member", "request.closed", {"text": "10月14日回组"}, subject="leave")
    assert city.subject("leave").state == "closed"
    assert city.held("leave", "request.answered")["granted"] is True
    assert city.held("leave", "request.closed")["text"] == "10月14日回组"
