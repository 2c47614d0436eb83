"""Article 7: what goes through the team meeting before it goes any further."""

import pytest

from tests.regulations.yiwu.city import ended, entered

clause = pytest.mark.clause


def test_a_team_s_meetings_stand_in_its_register() -> None:
    city = entered()
    fields = {
        "kind": "team",
        "at": "2015-10-12",
        "present": ["@高望岚"],
        "items": [{"kind": "stage", "text": "分工"}],
    }
    city.do("team/head", "meeting.held", fields, within="team", name="meeting")
    assert (city.subject("meeting").body, city.held("meeting")["kind"]) == (city.keys["team"], "team")


def test_the_minutes_hold_who_was_there_the_views_and_the_dissent() -> None:
    city = entered()
    items = [{"kind": "deeper", "text": "补贴滞留", "conclusion": "逐户核实"}]
    fields = {
        "kind": "team",
        "at": "2015-10-12",
        "present": ["@高望岚", "@陆闻笙"],
        "items": items,
        "dissent": "陆闻笙主张先听镇里说明",
    }
    city.do("team/head", "meeting.held", fields, within="inspection", name="meeting")
    held = city.held("meeting")
    assert (held["items"], held["dissent"]) == (items, "陆闻笙主张先听镇里说明")
    assert held["present"] == [str(city.keys["高望岚"]), str(city.keys["陆闻笙"])]


def test_whoever_took_part_in_a_meeting_reads_its_record_and_a_unit_does_not() -> None:
    city = entered()
    fields = {"kind": "team", "at": "2015-10-12", "present": ["@高望岚"], "items": [{"text": "分工"}]}
    city.do("team/head", "meeting.held", fields, within="inspection", name="alone")
    kept = city.subject("alone").readers
    assert kept.isdisjoint({city.keys["group"], city.keys["discipline"], city.keys["town"]})
    asked = fields | {"took_part": ["@group", "@discipline", "@town"]}
    city.do("team/head", "meeting.held", asked, within="inspection", name="together")
    assert city.subject("together").readers - kept == {city.keys["group"], city.keys["discipline"]}


def test_the_body_of_whoever_was_present_reads_the_record_of_the_meeting() -> None:
    city = entered()
    fields = {"kind": "group", "at": "2015-10-12", "items": [{"text": "听取汇报"}]}
    city.do("office/clerk", "meeting.held", fields, within="round", name="nobody")
    assert city.keys["team"] not in city.subject("nobody").readers
    city.do("office/clerk", "meeting.held", fields | {"present": ["@高望岚"]}, within="round", name="heard")
    assert city.keys["team"] in city.subject("heard").readers


@pytest.mark.parametrize(("field", "said"), [("present", "出席"), ("items", "议题、意见、结论")])
def test_minutes_without_attendance_or_items_are_not_taken(field: str, said: str) -> None:
    fields = {
        "kind": "team",
        "at": "2015-10-12",
        "present": ["@高望岚"],
        "items": [{"kind": "stage", "text": "分工"}],
    }
    del fields[field]
    assert entered().faults("team/head", "meeting.held", fields, within="inspection") == {
        field: f"请填写：{said}"
    }


AGENDA = [
    "measures",
    "stage",
    "staff",
]


@pytest.mark.parametrize("kind", AGENDA)
def test_the_meeting_considers_matters_of_this_kind(kind: str) -> None:
    city = entered()
    items = [{"kind": kind, "text": "研究", "conclusion": "同意"}]
    fields = {"kind": "team", "at": "2015-10-12", "present": ["@高望岚"], "items": items}
    city.do("team/head", "meeting.held", fields, within="inspection", name="meeting")
    assert city.held("meeting")["items"] == items
    assert city.keys["town"] not in city.subject("meeting").readers


def test_an_item_that_no_team_meeting_deals_with_is_refused() -> None:
    items = [{"kind": "promotion", "text": "研究"}]
    fields = {"kind": "team", "at": "2015-10-12", "present": ["@高望岚"], "items": items}
    assert entered().faults("team/head", "meeting.held", fields, within="inspection") == {
        "items": "没有这个选项，可选：落实要求的具体措施、阶段性安排、拟深入了解的问题、拟报告的事项、组内人员管理"
    }


@clause("yiwu-7-5", effect="enforced")
def test_a_problem_is_looked_into_more_deeply_once_the_meeting_named_it() -> None:
    city = entered().find().find("other")
    pursue = ("team/member", "matter.pursued", {"text": "逐户核实"})
    said = "yiwu-7-5 拟深入了解的重要问题，先经组务会研究：还没有办：组务会（会议、培训）"
    assert city.why("deeper_by_meeting", *pursue, subject="finding") == said
    city.meet("other")
    assert city.why("deeper_by_meeting", *pursue, subject="finding") == said, (
        "the meeting spoke of another problem"
    )
    city.meet("finding").do(*pursue, subject="finding")
    assert city.held("finding", "matter.pursued")["text"] == "逐户核实"


@clause("yiwu-7-5", effect="enforced")
def test_what_the_meeting_did_not_agree_to_is_not_looked_into() -> None:
    city = entered().find().meet("finding", agreed="no")
    pursue = ("team/member", "matter.pursued", {"text": "逐户核实"})
    assert city.why("deeper_by_meeting", *pursue, subject="finding") != ""
    city.meet("finding").do(*pursue, subject="finding")


@clause("yiwu-7-5", effect="enforced")
def test_nobody_else_holds_a_team_s_meeting() -> None:
    city = entered().find()
    items = [{"kind": "deeper", "text": "补贴滞留", "refs": ["@finding"]}]
    fields = {"kind": "team", "at": "2015-10-12", "present": ["@江予白"], "items": items}
    held = ("meeting.held", fields)
    assert (
        city.why("team_holds_its_meeting", "office/clerk", *held, within="inspection")
        == "yiwu-7-1 组务会由巡查组自己开：这件事由巡查组办理"
    )
    city.do("team/deputy", *held, within="inspection")


@clause("yiwu-7-6", effect="enforced")
@pytest.mark.parametrize("kind", ["special_report", "major_report"])
def test_a_matter_goes_up_once_the_meeting_named_it(kind: str) -> None:
    city = entered().find().draft("special_report", text="专题").sign("special_report")
    about = (
        {"document": "@special_report"} if kind == "special_report" else {"of": ["@finding"], "text": "情况"}
    )
    send = ("team/head", "report.submitted", {"kind": kind, "to": "@office", **about})
    said = "yiwu-7-6 拟报告的事项，先经组务会研究：还没有办：组务会（会议、培训）"
    assert city.why("report_by_meeting", *send, within="inspection") == said
    city.find("other").meet("other")
    assert city.why("report_by_meeting", *send, within="inspection") == said
    city.meet("special_report", "finding").do(*send, within="inspection")


@clause("yiwu-7-6", effect="enforced")
def test_the_inspection_report_goes_up_once_the_meeting_named_it() -> None:
    text = {"course": "经过", "problems": "补贴滞留", "causes": "监管不力", "advice": "补发"}
    city = ended().draft("inspection_report", "team/head", **text).sign("inspection_report")
    send = {"kind": "inspection_report", "to": "@office", "document": "@inspection_report"}
    asked = ("team/head", "report.submitted", send)
    said = "yiwu-7-6 拟报告的事项，先经组务会研究：还没有办：组务会（会议、培训）"
    assert city.why("report_by_meeting", *asked, within="inspection") == said
    city.meet("finding")
    assert city.why("report_by_meeting", *asked, within="inspection") == said, (
        "the meeting spoke of another matter"
    )
    city.meet("inspection_report").do(*asked, within="inspection")


@clause("yiwu-7-6", effect="enforced")
@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [("special_report", "document", "报送的文稿"), ("major_report", "of", "报告的问题")],
)
def test_a_report_names_what_the_meeting_considered(kind: str, field: str, said: str) -> None:
    send = ("team/head", "report.submitted", {"kind": kind, "to": "@office", "text": "情况"})
    assert entered().faults(*send, within="inspection") == {field: f"请填写：{said}"}


@clause("yiwu-7-6", effect="enforced")
def test_the_urgent_direct_report_waits_for_no_meeting() -> None:
    city = entered().find()
    direct = {"kind": "direct_report", "to": "@group", "sealed_to": "leader", "of": ["@finding"], "text": "情况",
              "special_reason": "涉及多个部门"}  # fmt: skip
    assert city.refused("team/head", "report.submitted", direct, within="inspection") == ()
