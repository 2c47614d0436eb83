"""Whom a thing is sent to: each kind goes to those its clause names, and what is owed to one is not sent to another."""

from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, assigned, ended, entered, fed_back, opened, reported

clause = pytest.mark.clause


def sent(city: City, by: str, kind: str, to: str, rule: str, **more: Any) -> str:
    """What is said against submitting a report of this kind to this party."""
    fields = {"kind": kind, "to": f"@{to}", **more}
    return city.why(rule, by, "report.submitted", fields, within="inspection")


def issued(city: City, to: str, rule: str, subject: str, **more: Any) -> str:
    return city.why(rule, "team/head", "document.issued", {"to": [f"@{to}"], **more}, subject=subject)


@pytest.mark.parametrize(
    ("by", "kind", "right", "wrong", "rule", "said"),
    [
        ("team/head", "team_plan", "office", "town", "plan_to_office",
         "yiwu-11-26 工作计划报巡查办备案：这一件不送柳塘镇，应送：巡查办"),
        ("town/contact", "publication_report", "team", "office", "publication_to_team",
         "yiwu-11-33 公布情况反馈给巡查组：这一件不送巡查办，应送：负责这个单位的机构"),
        ("team/head", "inspection_report", "office", "town", "report_to_office",
         "yiwu-16-3 巡查报告报巡查办：这一件不送柳塘镇，应送：巡查办"),
        ("team/head", "special_report", "group", "town", "special_upwards",
         "yiwu-6-8 专题报告报巡查办、领导小组或者市委：这一件不送柳塘镇，应送：巡查办、领导小组、市委"),
        ("town/contact", "rectification_report", "office", "team", "rectification_to_office",
         "yiwu-19-2 yiwu-19-3 整改情况报告和组织落实情况报告报送巡查办：这一件不送第一组，应送：巡查办"),
        ("town/principal", "principal_report", "office", "police", "rectification_to_office",
         "yiwu-19-2 yiwu-19-3 整改情况报告和组织落实情况报告报送巡查办：这一件不送市公安局，应送：巡查办"),
        ("town/contact", "advice_answer", "team", "police", "advice_answer_to_team",
         "yiwu-15-5 处理建议的答复送巡查组：这一件不送市公安局，应送：负责这个单位的机构"),
    ],
)  # fmt: skip
def test_a_report_goes_where_its_clause_says(
    by: str, kind: str, right: str, wrong: str, rule: str, said: str
) -> None:
    more = {
        "team_plan": {"document": "@report"},
        "inspection_report": {"document": "@report"},
        "special_report": {"document": "@report"},
        "publication_report": {"place": "公告栏", "on": "2015-09-25"},
        "rectification_report": {"text": "整改情况"},
        "principal_report": {"text": "组织落实"},
    }.get(kind, {})
    city = fed_back()
    assert sent(city, by, kind, wrong, rule, **more) == said
    assert sent(city, by, kind, right, rule, **more) == ""


@pytest.mark.parametrize(
    ("kind", "rule", "said"),
    [
        ("major_report", "major_to_office",
         "yiwu-14-2 yiwu-14-3 yiwu-14-4 yiwu-14-5 重大问题向巡查办报告：这一件不送柳塘镇，应送：巡查办"),
        ("liaison_report", "periodic_to_office", "yiwu-28-2 工作情况报送巡查办：这一件不送柳塘镇，应送：巡查办"),
    ],
)  # fmt: skip
def test_a_team_reports_to_the_office(kind: str, rule: str, said: str) -> None:
    more = {"major_report": {"of": ["@finding"], "text": "情况"}}.get(
        kind, {"important_work": "谈话", "experience": "无", "about_unit": "无"}
    )
    city = entered().find()
    assert sent(city, "team/head", kind, "town", rule, **more) == said
    assert sent(city, "team/head", kind, "office", rule, **more) == ""


@clause("yiwu-14-6", effect="recorded")
def test_a_direct_report_is_for_the_leader_or_the_secretary_alone() -> None:
    city = entered().lead()
    direct = {"kind": "direct_report", "of": ["@clue"], "text": "情况", "special_reason": "特殊"}
    asked = ("team/head", "report.submitted")
    for seat, body, wrong, rule in (
        ("leader", "group", "committee", "direct_to_leader"),
        ("secretary", "committee", "group", "direct_to_secretary"),
    ):
        told = direct | {"sealed_to": seat}
        assert city.why(rule, *asked, told | {"to": f"@{body}"}, within="inspection") == ""
        assert city.why(rule, *asked, told | {"to": f"@{wrong}"}, within="inspection").startswith(
            "yiwu-14-6 "
        )
    deputy = direct | {"to": "@group", "sealed_to": "deputy_leader"}
    assert city.faults(*asked, deputy, within="inspection") == {
        "sealed_to": "没有这个选项，可选：领导小组组长、市委书记"
    }


@clause("yiwu-18-3", effect="tracked")
def test_feedback_goes_to_the_unit_it_is_about_and_no_other() -> None:
    city = reported().dispose().refer().draft("feedback", items=["@finding"], state="情况").sign("feedback")
    city.approve("feedback", "feedback")
    to = {"addressed": ["leadership", "principal"]}
    for party, name in (("bureau", "市住房保障中心"), ("office", "巡查办")):
        said = issued(city, party, "feedback_to_unit", "feedback", **to)
        assert said == f"yiwu-18-2 yiwu-18-3 反馈意见只给所反馈的单位：这一件不送{name}，应送：被巡查单位"
    assert issued(city, "town", "feedback_to_unit", "feedback", **to) == ""
    both = {"to": ["@town", "@bureau"], **to}
    asked = ("feedback_to_unit", "team/head", "document.issued")
    assert city.why(*asked, both, subject="feedback").endswith("：这一件不送市住房保障中心，应送：被巡查单位")


@pytest.mark.parametrize(
    ("kind", "right", "rule", "cited"),
    [
        ("notice", "town", "notice_to_unit", "yiwu-11-28 "),
        ("information_letter", "leaders", "leaders_informed", "yiwu-18-6 "),
        ("liaison_release", "liaison", "release_to_liaison", "yiwu-29-5 "),
        ("handling_advice", "town", "advice_to_unit", "yiwu-15-5 "),
    ],
)
def test_a_paper_goes_to_whom_it_is_for(kind: str, right: str, rule: str, cited: str) -> None:
    more: dict[str, dict[str, Any]] = {
        "notice": {"content": "补贴", "timetable": "10月", "ways": ["talk"]},
        "information_letter": {"text": "情况"},
        "liaison_release": {"items": ["@finding"]},
        "handling_advice": {"strongly_voiced": "多人", "plainly_wrong": "办法", "soon_solvable": "可以", "proposal": "补发"},
    }  # fmt: skip
    city = entered().find().draft(kind, name="paper", **more[kind])
    assert issued(city, "office", rule, "paper").startswith(cited)
    assert issued(city, right, rule, "paper") == ""


@clause("yiwu-11-12", effect="tracked")
def test_the_information_pack_goes_to_the_team() -> None:
    city = assigned()
    fields = {"kind": "information_pack", "information": ["audit"], "content": "审计情况"}
    city.do("office/clerk", "document.drafted", fields, within="inspection", name="pack")
    asked = ("information_to_team", "office/clerk", "document.issued")
    said = "yiwu-11-12 情况通报抄送负责这个单位的巡查组：这一件不送柳塘镇，应送：巡查组"
    assert city.why(*asked, {"to": ["@town"]}, subject="pack") == said
    assert city.why(*asked, {"to": ["@team"]}, subject="pack") == ""


@clause("yiwu-3-2", effect="tracked")
def test_reports_of_group_and_office_go_upwards() -> None:
    city = opened()
    fields = {"kind": "committee_report", "to": "@town", "text": "情况"}
    said = city.why("committee_is_told", "group", "report.submitted", fields, within="round")
    assert said == "yiwu-3-2 yiwu-3-22 向市委的报告送市委：这一件不送柳塘镇，应送：市委"
    fields = {"kind": "group_report", "to": "@committee", "text": "情况"}
    said = city.why("group_is_told", "office/clerk", "report.submitted", fields, within="round")
    assert said == "yiwu-4-4 向领导小组的报告送领导小组：这一件不送市委，应送：领导小组"


# ---------------------------------------------------------------------------- requests


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "rule", "said"),
    [
        ("staffing", "office", "group", "staffing_to_office",
         "yiwu-4-16 yiwu-6-14 yiwu-6-15 yiwu-6-17 人员调配、调整、回避和奖惩的建议向巡查办提出：这一件不送领导小组，应送：巡查办"),
        ("explanation", "town", "bureau", "explained_by_unit",
         "yiwu-25-1 请单位说明的，只向被巡查单位提出：这一件不送市住房保障中心，应送：被巡查单位"),
        ("enquiry", "discipline", "town", "enquiry_elsewhere",
         "yiwu-11-17 yiwu-11-18 yiwu-11-19 yiwu-11-20 yiwu-11-21 进驻前向有关机关了解情况，不向被巡查单位了解："
         "这一件不送柳塘镇，应送：受理移交单位、巡查办、其他单位"),
    ],
)  # fmt: skip
def test_a_request_is_made_of_who_can_answer(kind: str, right: str, wrong: str, rule: str, said: str) -> None:
    city = entered()
    fields = {"kind": kind, "title": "事项", "text": "请研究", "source": "audit"}
    asked = (rule, "team/head", "request.made")
    assert city.why(*asked, fields | {"to": f"@{wrong}"}, within="inspection") == said
    assert city.why(*asked, fields | {"to": f"@{right}"}, within="inspection") == ""


@clause("yiwu-25-6", effect="tracked")
def test_only_the_inspected_unit_owes_its_cooperation() -> None:
    city = entered().ask("papers", to="bureau", material="accounts")
    assert city.owed("hand_papers") == []
    city.ask("papers", to="town", material="accounts")
    assert city.owed("hand_papers") == [Owed("town", "按要求", "team")]


@clause("yiwu-4-10", effect="tracked")
def test_a_reminder_to_anybody_but_the_team_owes_no_answer_under_article_four() -> None:
    city = entered().ask("reminder", by="office/director", to="town")
    assert city.owed("answer_reminder") == []
    city.ask("reminder", by="office/director", to="team")
    assert city.owed("answer_reminder") == [Owed("team", "未定", "office")]


# ---------------------------------------------------------------------------- what is kept from those it is about


@clause("base-13", effect="enforced")
def test_a_clue_is_not_referred_to_the_unit_it_is_about() -> None:
    city = ended()
    fields = {"route": "unit", "of": ["@clue"], "receiver": "@town", "managed_by": "unit_managed", "extract": "摘要",
              "basis": "依据"}  # fmt: skip
    asked = ("kept_from_those_concerned", "office/clerk", "referral.drafted")
    said = city.why(*asked, fields, within="inspection")
    assert said == (
        "base-13 信访件、线索和调查不送所反映的单位或者机构：信访件、线索和调查不能交给所反映的单位或者机构"
    )
    assert city.why(*asked, fields | {"receiver": "@bureau"}, within="inspection") == ""
    assert city.why(*asked, fields | {"of": ["@finding"]}, within="inspection") == ""


@clause("base-13", effect="enforced")
def test_a_request_to_the_unit_does_not_name_a_clue() -> None:
    city = entered().lead()
    fields = {"kind": "explanation", "to": "@town", "title": "说明", "text": "请说明", "about": "@clue"}
    asked = ("kept_from_those_concerned", "team/head", "request.made")
    assert city.why(*asked, fields, within="inspection").startswith("base-13 ")
    assert city.why(*asked, fields | {"about": ""}, within="inspection") == ""


KEPT = "base-13 信访件、线索和调查不送所反映的单位或者机构：信访件、线索和调查不能交给所反映的单位或者机构"


@clause("base-13", effect="enforced")
def test_a_paper_that_names_a_clue_is_not_issued_to_the_unit_it_is_about() -> None:
    city = reported()
    asked = ("kept_from_those_concerned", "team/head", "document.issued")
    assert city.why(*asked, {"to": ["@town"]}, subject="report") == KEPT
    assert city.why(*asked, {"to": ["@office", "@town"]}, subject="report") == KEPT, "nor among others"
    assert city.why(*asked, {"to": ["@office"]}, subject="report") == ""
    city.draft("other_material", text="不涉及线索的情况")
    assert city.why(*asked, {"to": ["@town"]}, subject="other_material") == ""


@clause("base-13", effect="enforced")
def test_a_report_of_a_letter_or_a_clue_does_not_go_to_the_unit_it_is_about() -> None:
    city = entered().find().lead().complain()
    asked = ("kept_from_those_concerned", "team/head", "report.submitted")
    for of in ("clue", "complaint"):
        report = {"kind": "major_report", "of": ["@finding", f"@{of}"], "text": "情况"}
        assert city.why(*asked, report | {"to": "@town"}, within="inspection") == KEPT
        assert city.why(*asked, report | {"to": "@office"}, within="inspection") == ""
    found = {"kind": "major_report", "of": ["@finding"], "text": "情况"}
    assert city.why(*asked, found | {"to": "@town"}, within="inspection") == "", (
        "a problem is the unit's to know"
    )


@clause("base-13", effect="enforced")
def test_a_referral_drafted_to_a_unit_that_took_the_inspected_one_over_is_not_sent() -> None:
    city = ended().draft_referral("unit", "clue", "bureau")
    send = ("kept_from_those_concerned", "office/clerk", "referral.sent", {})
    assert city.why(*send, subject="referral") == ""
    merged = {"how": "merged", "from_on": city.today, "successors": ["@bureau"]}
    city.do("office/clerk", "unit.changed", merged, subject="town")
    assert city.why(*send, subject="referral") == KEPT


# ---------------------------------------------------------------------------- what discharges


@clause("yiwu-17-3", effect="tracked")
def test_a_disposition_put_to_another_is_still_owed_to_the_group() -> None:
    city = reported()
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    asked = {"for_act": "disposition", "to": "office"}
    city.do("office/clerk", "approval.requested", asked, subject="clue")
    assert len(city.owed("ask_group")) == 1
    city.do("office/clerk", "approval.requested", asked | {"to": "leading_group"}, subject="clue")
    assert city.owed("ask_group") == []


@pytest.mark.parametrize(
    ("kind", "by", "wrong", "right", "rule"),
    [
        ("reward", "team/head", "group", "office", "staffing_to_office"),
        ("staff_change", "team/head", "group", "office", "staffing_to_office"),
        ("head_matter", "team/head", "office", "team", "matter_for_head"),
        ("head_task", "office/director", "town", "team", "matter_for_head"),
    ],
)
def test_other_requests_go_where_they_are_answered(
    kind: str, by: str, wrong: str, right: str, rule: str
) -> None:
    city = entered()
    fields = {"kind": kind, "title": "事项", "text": "请研究"}
    said = city.why(rule, by, "request.made", fields | {"to": f"@{wrong}"}, within="inspection")
    assert "：这一件不送" in said
    assert city.why(rule, by, "request.made", fields | {"to": f"@{right}"}, within="inspection") == ""


@pytest.mark.parametrize(
    ("kind", "by", "right", "rule"),
    [
        ("work_state_committee", "group", "committee", "committee_paper"),
        ("work_state_group", "office/clerk", "group", "group_paper"),
        ("rectification_state", "office/clerk", "group", "group_paper"),
    ],
)
def test_a_report_of_work_goes_upwards(kind: str, by: str, right: str, rule: str) -> None:
    city = opened()
    fields = {"kind": kind, "period": "半年", "state": "情况"}
    if kind == "rectification_state":
        fields.pop("period")
    city.do(by, "document.drafted", fields, within="round", name="paper")
    assert "：这一件不送柳塘镇，应送：" in city.why(
        rule, by, "document.issued", {"to": ["@town"]}, subject="paper"
    )
    assert city.why(rule, by, "document.issued", {"to": [f"@{right}"]}, subject="paper") == ""
