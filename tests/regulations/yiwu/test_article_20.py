"""Article 20: office and team follow the rectification up; the leading group may hear the unit itself."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import fed_back

clause = pytest.mark.clause


@clause("yiwu-20-1", effect="tracked")
def test_the_office_follows_the_rectification_up_together_with_the_team() -> None:
    city = fed_back()
    assert city.owed("follow_up") == [Owed("office", "未定", "team")]
    assert city.duty("follow_up").co_owners == (str(city.keys["team"]),)
    talk = {"method": "talk", "staff": ["@高望岚", "@许知微"], "partner": "staff", "content": "记录"}
    city.do("team/member", "check.recorded", talk, within="inspection")
    assert len(city.owed("follow_up")) == 1
    follow = {"method": "follow_up", "staff": ["@江予白"], "content": "实地了解"}
    city.do("office/clerk", "check.recorded", follow, within="inspection")
    assert len(city.owed("follow_up")) == 1, "there is no plan to follow up yet"
    city.rectify()
    city.do("office/clerk", "check.recorded", follow, within="inspection")
    assert city.owed("follow_up") == []


@clause("yiwu-20-1", effect="tracked")
def test_a_second_receipt_of_the_feedback_asks_for_no_second_follow_up() -> None:
    city = fed_back()
    city.do("town/contact", "document.received", {"received_on": "2015-11-20"}, subject="feedback")
    assert city.owed("follow_up") == [Owed("office", "未定", "team")]


def test_the_leading_group_may_hear_the_unit_itself() -> None:
    city = fed_back()
    fields = {"kind": "hear_unit", "at": "2015-11-20", "items": [{"text": "听取柳塘镇整改汇报"}]}
    city.do("group/leader", "meeting.held", fields, within="inspection", name="hearing")
    assert city.subject("hearing").code == "hear_unit"
    assert city.held("hearing")["items"] == [{"text": "听取柳塘镇整改汇报"}]
    assert "kind" in city.faults(
        "group/leader", "meeting.held", fields | {"kind": "tea"}, within="inspection"
    )
