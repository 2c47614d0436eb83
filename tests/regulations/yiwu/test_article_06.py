"""Article 6: what the head answers for, signs, reads, proposes and is asked to do."""

from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, ended, entered

clause = pytest.mark.clause


# ---------------------------------------------------------------------------- matters that wait for the head


@clause("yiwu-6-3", effect="tracked")
def test_a_matter_put_to_the_head_is_considered_promptly() -> None:
    city = (
        entered().ask("head_matter", by="team/member", to="team").ask("leave", by="team/member", to="office")
    )
    assert city.owed("head_considers") == [Owed("team/head", "及时")]
    city.answer("leave")
    assert len(city.owed("head_considers")) == 1, "an answer to something else is none to this"
    city.answer("head_matter", by="team/head")
    assert city.owed("head_considers") == []


def test_asking_upwards_keeps_addressee_time_and_answer() -> None:
    city = entered().ask("instructions", title="是否延伸到下属公司")
    held = city.held("instructions")
    assert (held["to"], held["_"]["on"], held["_"]["seat"]) == (
        str(city.keys["office"]),
        "2015-10-12",
        "head",
    )
    city.answer("instructions")
    assert city.held("instructions", "request.answered")["_"]["seat"] == "director"


@clause("yiwu-6-6", effect="tracked")
def test_any_other_major_problem_is_the_head_s_to_report_promptly() -> None:
    city = entered().find().find("minor")
    city.do("team/member", "matter.classified", {"scale": "major", "value": "other"}, subject="finding")
    assert city.owed("report_other_major") == [Owed("team/head", "及时")], "to whom, the text leaves open"
    report = {"kind": "major_report", "to": "@office", "text": "有关情况"}
    city.meet("minor", "finding")
    city.do("team/head", "report.submitted", report | {"of": ["@minor"]}, within="inspection")
    assert len(city.owed("report_other_major")) == 1, "a report of another problem is none of this one"
    city.do("team/head", "report.submitted", report | {"of": ["@finding"]}, within="inspection")
    assert city.owed("report_other_major") == []


@clause("yiwu-6-6", effect="tracked")
def test_a_direct_report_answers_for_any_other_major_problem_too() -> None:
    city = entered().find()
    city.do("team/head", "matter.classified", {"scale": "major", "value": "other"}, subject="finding")
    direct = {"kind": "direct_report", "to": "@group", "sealed_to": "leader", "of": ["@finding"], "text": "情况",
              "special_reason": "涉及多个部门"}  # fmt: skip
    assert len(city.owed("report_other_major")) == 1
    city.do("team/head", "report.submitted", direct, within="inspection")
    assert city.owed("report_other_major") == []


@clause("yiwu-6-11", effect="tracked")
def test_a_comment_on_what_was_published_is_read_by_the_head_too() -> None:
    city = entered()
    comment = {"kind": "comment", "channel": "letter", "subject": "公开太简单", "addressee": "team"}
    city.do("team/registrar", "complaint.received", comment, within="inspection", name="comment")
    assert city.owed("read_letter") == [Owed("team/head", "未定")]
    city.do("team/head", "matter.annotated", {"text": "请补充"}, subject="comment")
    assert city.owed("read_letter") == []


@clause("yiwu-6-11", effect="tracked")
def test_a_letter_waits_on_the_head_s_reading_list_until_annotated() -> None:
    city = entered().complain()
    assert city.owed("read_letter") == [Owed("team/head", "未定")]
    city.do("team/head", "complaint.accepted", {"within_remit": True}, subject="complaint")
    assert len(city.owed("read_letter")) == 1, "taking it in hand is not reading it"
    city.do("team/head", "matter.annotated", {"text": "请许知微核"}, subject="complaint")
    assert city.owed("read_letter") == []
    assert city.held("complaint", "matter.annotated")["text"] == "请许知微核"


# ---------------------------------------------------------------------------- what the head signs


@clause("yiwu-6-7", effect="enforced")
def test_the_report_does_not_go_up_unsigned() -> None:
    city = ended().draft("inspection_report", by="team/head", name="report", **REPORT).meet("report")
    send = (
        "team/head",
        "report.submitted",
        {"kind": "inspection_report", "to": ["@office"], "document": "@report"},
    )
    said = "yiwu-16-2 yiwu-6-7 巡查报告经组长签批才能报送：组长还没有签这一稿"
    assert city.why("report_signed", *send, within="inspection") == said
    city.sign("report")
    city.do("team/head", "document.drafted", {"kind": "inspection_report", **REPORT}, subject="report")
    assert city.why("report_signed", *send, within="inspection") == said, "the signature was on another text"
    city.sign("report").do(*send, within="inspection")


REPORT = {
    "course": "经过",
    "problems": "补贴滞留",
    "causes": "监管不力",
    "advice": "补发",
    "clue_annex": ["@clue"],
}


@clause("yiwu-6-8", effect="enforced")
def test_a_special_report_does_not_go_up_unsigned() -> None:
    city = entered().draft("special_report", **SPECIAL).meet("special_report")
    send = (
        "team/head",
        "report.submitted",
        {"kind": "special_report", "to": "@office", "document": "@special_report"},
    )
    assert (
        city.why("special_signed", *send, within="inspection")
        == "yiwu-6-8 专题报告由组长签批：组长还没有签这一稿"
    )
    city.sign("special_report").do(*send, within="inspection")


SPECIAL: dict[str, Any] = {"text": "惠农补贴专题"}


@clause("yiwu-6-9", effect="enforced")
def test_feedback_is_not_released_without_the_head_s_signature() -> None:
    city = ended().draft("feedback", items=["@finding"], state="巡查情况")
    give = ("team/head", "document.issued", {"to": ["@town"], "addressed": ["leadership", "principal"]})
    assert (
        city.why("feedback_signed", *give, subject="feedback")
        == "yiwu-6-9 反馈材料由组长签批：组长还没有签这一稿"
    )
    city.sign("feedback")
    assert city.why("feedback_signed", *give, subject="feedback") == ""


IMPORTANT: list[tuple[str, dict[str, Any]]] = [
    ("other_material", {"text": "情况"}),
    ("information_letter", {"text": "有关情况"}),
    (
        "handling_advice",
        {"strongly_voiced": "三十件", "plainly_wrong": "违规", "soon_solvable": "当月", "proposal": "补发"},
    ),
]


@clause("yiwu-6-10", effect="enforced")
@pytest.mark.parametrize(("kind", "fields"), IMPORTANT)
def test_other_important_material_bears_the_head_s_signature(kind: str, fields: dict[str, Any]) -> None:
    city = entered().draft(kind, **fields)
    issue = ("team/member", "document.issued", {"to": ["@office"]})
    assert (
        city.why("important_signed", *issue, subject=kind)
        == "yiwu-6-10 其他重要材料由组长签批：组长还没有签这一稿"
    )
    city.sign(kind)
    assert city.why("important_signed", *issue, subject=kind) == ""


# ---------------------------------------------------------------------------- what the head sets up and proposes


def test_the_head_sets_up_a_rule_of_the_team() -> None:
    city = entered()
    rule = {"kind": "team_rule", "title": "请销假制度", "from_on": "2015-10-12"}
    city.do("team/head", "rule.adopted", rule, within="team", name="rule")
    assert (city.held("rule")["kind"], city.subject("rule").body) == ("team_rule", city.keys["team"])


PROPOSALS = [
    pytest.param(
        "answer_staff_change", "staff_change", marks=clause("yiwu-6-14", effect="tracked"), id="staff-change"
    ),
    pytest.param("answer_reward", "reward", marks=clause("yiwu-6-17", effect="tracked"), id="reward"),
]


@pytest.mark.parametrize(("rule", "kind"), PROPOSALS)
def test_a_proposal_of_the_head_waits_for_the_office_s_answer(rule: str, kind: str) -> None:
    city = entered().ask(kind, person="@许知微").ask("assessment", person="@许知微")
    assert city.owed(rule) == [Owed("office", "未定", "team")]
    city.answer("assessment")
    assert len(city.owed(rule)) == 1, "the answer to another proposal"
    city.answer(kind)
    assert city.owed(rule) == []


@pytest.mark.parametrize("kind", ["staff_change", "reward"])
def test_a_proposal_is_not_answered_by_the_team_itself(kind: str) -> None:
    city = entered().ask(kind)
    assert [
        one.rule for one in city.refused("team/head", "request.answered", {"text": "同意"}, subject=kind)
    ] == ["asked_only"]


@clause("yiwu-6-15", effect="tracked")
def test_the_head_s_recusal_proposal_waits_for_the_office_s_answer() -> None:
    city = entered().ask("reward", person="@许知微")
    proposal = {"person": "@许知微", "unit": "@town", "ground": "near_relative"}
    city.ask("recusal", **proposal)
    assert city.owed("answer_recusal") == [Owed("office", "未定", "team")]
    assert not kept_off(city)
    asked = {"unit": "@town", "ground": "near_relative", "who_asks": "head"}
    city.do("office/clerk", "recusal.requested", asked, subject="许知微")
    assert kept_off(city)
    city.answer("reward")
    assert len(city.owed("answer_recusal")) == 1, "the answer to another proposal"
    city.answer("recusal")
    assert city.owed("answer_recusal") == []


@clause("yiwu-6-15", effect="tracked")
def test_an_application_for_recusal_is_decided_and_keeps_the_person_off_meanwhile() -> None:
    city = entered()
    asked = {"unit": "@town", "ground": "near_relative", "who_asks": "self"}
    city.do("team/member", "recusal.requested", asked, subject="许知微")
    assert city.owed("decide_recusal") == [Owed("office", "未定", "team")]
    assert kept_off(city)
    city.do(
        "office/director",
        "recusal.decided",
        {"unit": "@town", "kept_off": False, "text": "不属于"},
        subject="许知微",
    )
    assert city.owed("decide_recusal") == []
    assert not kept_off(city)


@clause("yiwu-6-15", effect="tracked")
def test_each_unit_of_an_application_is_decided_on_by_itself() -> None:
    city = entered()
    for unit in ("town", "bureau"):
        asked = {"unit": f"@{unit}", "ground": "near_relative", "who_asks": "self"}
        city.do("team/member", "recusal.requested", asked, subject="许知微")
    city.do(
        "office/director",
        "recusal.decided",
        {"unit": "@town", "kept_off": False, "text": "不属于"},
        subject="许知微",
    )
    [left] = city.duties("decide_recusal")
    assert left.item == str(city.keys["bureau"])


def kept_off(city: City) -> bool:
    """Whether 许知微 is refused a finding at the town."""
    finding = {"title": "欠租", "fields": ["field4_masses"], "source": "paper", "text": "情况"}
    return city.why("recused", "team/member", "finding.recorded", finding, within="inspection") != ""


def test_an_assessment_proposal_is_written_and_names_a_person() -> None:
    city = entered().ask("assessment", person="@许知微", text="工作认真，建议肯定")
    held = city.held("assessment")
    assert (held["person"], held["text"]) == (str(city.keys["许知微"]), "工作认真，建议肯定")


# ---------------------------------------------------------------------------- what the head is asked to do


@clause("yiwu-6-18", effect="tracked")
@pytest.mark.parametrize("by", ["committee", "group/leader", "office/director"])
def test_a_task_for_the_head_is_open_until_closed(by: str) -> None:
    city = entered().ask("head_task", by=by, to="team")
    assert city.owed("head_task") == [Owed("team/head", "未定", by.partition("/")[0])]
    city.answer("head_task", by="team/head")
    assert len(city.owed("head_task")) == 1, "an answer is not the end of it"
    city.do("team/head", "request.closed", {}, subject="head_task")
    assert city.owed("head_task") == []


@clause("yiwu-6-18", effect="tracked")
def test_of_two_teams_the_head_who_was_asked_owes_the_task() -> None:
    city = entered()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第二组"}, within="round", name="second")
    city.ask("head_task", by="office/director", to="second", within="round")
    assert city.owed("head_task") == [Owed("second/head", "未定", "office")]


@clause("yiwu-6-18", effect="tracked")
@pytest.mark.parametrize("by", ["team/member", "town/principal", "discipline/contact"])
def test_nobody_else_gives_the_head_a_task(by: str) -> None:
    fields = {"kind": "head_task", "to": "@team", "title": "任务", "text": "请办"}
    assert (
        entered().why("three_bodies_task", by, "request.made", fields, within="inspection")
        == "yiwu-6-18 只有市委、领导小组、巡查办能给组长交任务：这件事由市委、领导小组、巡查办办理"
    )


@clause("yiwu-6-3", effect="tracked")
@pytest.mark.parametrize(("kind", "by"), [("head_matter", "team/member"), ("head_task", "office/director")])
@pytest.mark.parametrize(("party", "name"), [("group", "领导小组"), ("town", "柳塘镇")])
def test_what_the_head_is_to_consider_or_do_goes_to_the_team(
    kind: str, by: str, party: str, name: str
) -> None:
    city = entered()
    asked = {"kind": kind, "title": "是否延伸", "text": "请研究"}
    assert city.why(
        "matter_for_head", by, "request.made", asked | {"to": f"@{party}"}, within="inspection"
    ) == (f"yiwu-6-3 yiwu-6-18 请组长研究、办理的事项送巡查组：这一件不送{name}，应送：巡查组")
    city.do(by, "request.made", asked | {"to": "@team"}, within="inspection", name="asked")
    assert city.held("asked")["to"] == str(city.keys["team"])
