"""Section 3, (3): rectification, strike-off and the three that are not let go."""

from typing import Any

import pytest

from tests.regulations.jinniu.district import (
    PLAN,
    SCAN,
    SEED,
    District,
    checking,
    found,
    handed_over,
    planned,
    reported,
    verified,
)
from tests.regulations.office import Owed
from xuncha.core.facts.draw import digest_of
from xuncha.core.refusal import BadFields

clause = pytest.mark.clause

VERIFIED = {"stage": "solved", "passed": True, "seen_on": "2017-07-14", "text": "看过"}


def rectifying() -> District:
    return checking().phase("rectification", "2017-07-03")


@clause("jinniu-3-3-2", effect="recorded-core")
def test_a_problem_is_analysed() -> None:
    district = found()
    district.do("street/clerk", "matter.analysed", {"cause": "无人复核"}, subject="finding")
    assert district.held("finding", "matter.analysed")["cause"] == "无人复核"


RECTIFICATION_PLAN = {"kind": "rectification_plan", "group_findings": "无", "measures_text": "逐项改"}


def summed_up() -> District:
    """The street has its summary of self-examination."""
    texts = {"work_done": "查了三处", "problems": "一个", "shortcomings": "慢", "next_phase": "改"}
    return checking().draft("street/clerk", "self_check_summary", "street_inspection", **texts)


@clause("jinniu-3-3-7", effect="tracked")
@clause("jinniu-3-3-26", effect="tracked")
def test_every_unit_draws_up_its_rectification_plan_and_sends_it_by_10_july() -> None:
    district = summed_up().phase("rectification", "2017-07-03")
    for rule in ("rectification_plan", "send_rectification_plan"):
        assert district.owing(rule) == ["bureau", "street"]
        assert district.by_when(rule) == {"2017-07-10"}
    district.draft(
        "street/clerk", **RECTIFICATION_PLAN, summary="@self_check_summary", within="street_inspection"
    )
    assert district.owing("rectification_plan") == ["bureau"]
    assert district.owing("send_rectification_plan") == ["bureau", "street"]
    sent = {"kind": "rectification_plan", "to": ["@publicity"]}
    asked = ("street/clerk", "report.submitted")
    assert "jinniu-3-3-26" in district.why(
        "sent_is_the_rectification_plan", *asked, sent, within="street_inspection"
    )
    assert (
        district.why(
            "plans_to_publicity_section", *asked, sent | {"to": ["@office"]}, within="street_inspection"
        )
        != ""
    )
    district.do(*asked, sent | {"document": "@rectification_plan"}, within="street_inspection")
    assert district.owing("send_rectification_plan") == ["bureau"]


@clause("jinniu-3-3-24", effect="enforced")
def test_the_plan_builds_on_the_units_own_summary() -> None:
    district = summed_up()
    asked = ("street/clerk", "document.drafted")
    assert district.why("plan_builds_on_summary", *asked, RECTIFICATION_PLAN, within="street_inspection") == (
        "jinniu-3-3-24 整改方案写明依据的自查自纠阶段小结：还没有写明依据哪一件"
    )
    with_it = RECTIFICATION_PLAN | {"summary": "@self_check_summary"}
    assert district.why("plan_builds_on_summary", *asked, with_it, within="street_inspection") == ""


@clause("jinniu-3-3-25", effect="enforced")
def test_the_plan_says_how_the_groups_findings_are_taken_up() -> None:
    district = summed_up()
    without = {"kind": "rectification_plan", "measures_text": "改", "summary": "@self_check_summary"}
    asked = ("street/clerk", "document.drafted")
    assert district.why("plan_builds_on_group_findings", *asked, without, within="street_inspection") == (
        "jinniu-3-3-25 整改方案写明小组检查情况怎样采纳：请填写：区专项治理小组检查发现及怎样采纳"
    )
    asked_with = without | {"group_findings": "第一组两项，全部采纳"}
    assert district.why("plan_builds_on_group_findings", *asked, asked_with, within="street_inspection") == ""


def item(**more: Any) -> tuple[str, str, dict[str, Any]]:
    return ("community/clerk", "rectification.planned", PLAN | more)


@pytest.mark.parametrize(
    ("rule", "field", "said"),
    [
        pytest.param("responsible_unit_named", "responsible_unit", "jinniu-3-3-8 每个问题明确责任单位：请填写：责任单位",
                     marks=clause("jinniu-3-3-8", effect="enforced")),
        pytest.param("responsible_person_named", "first_responsible", "jinniu-3-3-9 每个问题明确责任人：请填写：整改责任人",
                     marks=clause("jinniu-3-3-9", effect="enforced")),
    ],
)  # fmt: skip
def test_each_problem_has_a_unit_and_a_person_responsible(rule: str, field: str, said: str) -> None:
    district = handed_over().classify("general")
    by, act, fields = item()
    lacking = {name: value for name, value in fields.items() if name != field}
    assert district.why(rule, by, act, lacking, subject="finding") == said
    assert district.why(rule, by, act, fields, subject="finding") == ""


def test_a_problem_is_off_the_weekly_list_once_it_is_handed_over_voided_or_transferred() -> None:
    district = found().find(name="second", title="误登").find(name="third", title="收卡")
    assert district.owing("hand_over") == ["street/clerk"] * 3
    district.do("street/clerk", "matter.withdrawn", {"text": "误登"}, subject="second")
    assert len(district.owed("hand_over")) == 2
    letter = {
        "route": "to_discipline",
        "of": ["@third"],
        "receiver": "@street_discipline",
        "extract": "摘要",
        "basis": "性质",
    }
    district.do("street/clerk", "referral.drafted", letter, within="street_inspection", name="referral")
    district.do("street/clerk", "referral.sent", {}, subject="referral")
    assert [duty.stream for duty in district.duties("hand_over")] == [district.keys["finding"]]


@clause("jinniu-3-3-10", effect="recorded-core")
def test_a_task_is_broken_down_into_measures_with_their_owners() -> None:
    lines = planned().held("finding")["measures"]
    assert lines == [{"what": "补公示", "owner": "沈知秋", "by": "2017-07-15"}]


@clause("jinniu-3-3-11", effect="enforced")
def test_no_milestone_lies_after_the_end() -> None:
    district = handed_over().classify("general")
    late = [{"what": "补公示", "by": "2017-07-10"}, {"what": "回访", "by": "2017-07-21"}]
    assert district.why("milestones_before_end", *item(measures=late), subject="finding") == (
        "jinniu-3-3-11 时间节点从完成日往前排，不晚于完成日：整改措施应在……至2017年7月20日之间"
    )
    assert district.why("milestones_before_end", *item(measures=late[:1]), subject="finding") == ""


@clause("jinniu-3-3-12", effect="tracked")
@clause("jinniu-6-1-12", effect="tracked")
def test_each_item_is_settled_by_itself_and_in_its_own_time() -> None:
    district = found().find(name="other", title="台账不全").discuss().hand_over()
    district.discuss("other").hand_over(name="other", due="2017-08-01")
    assert district.owing("settle_item") == ["street", "street"]
    assert district.by_when("settle_item") == {"2017-07-20", "2017-08-01"}
    district.classify("general").phase("rectification", "2017-07-03").plan_item()
    district.on("2017-07-14").carry_out().verify(passed=False)
    assert len(district.owed("settle_item")) == 2, "it was not solved"
    district.do("community/clerk", "rectification.reported", {"result": "再报"}, subject="finding")
    district.verify()
    assert district.by_when("settle_item") == {"2017-08-01"}


@clause("jinniu-3-3-29", effect="produced")
def test_the_rectification_ledger_is_owed_from_the_hand_over() -> None:
    district = handed_over()
    assert district.owed("plan_item") == [Owed("street", "未定", "g1")]
    district.classify("general").plan_item()
    assert district.owed("plan_item") == []


NOT_CLASSED = "jinniu-3-3-13 先由人定下问题性质，再定措施：还没有作出定性：问题性质"


@clause("jinniu-3-3-13", effect="enforced")
@pytest.mark.parametrize(
    ("by", "act", "fields"),
    [
        ("community/clerk", "rectification.planned", PLAN),
        ("street/clerk", "measure.taken", {"kind": "education"}),
        ("street_discipline", "disposition.decided", {"class": "education", "text": "理由"}),
    ],
)
def test_a_person_says_what_nature_a_problem_has_before_anything_is_done(
    by: str, act: str, fields: dict[str, Any]
) -> None:
    district = handed_over()
    assert district.why("nature_first", by, act, fields, subject="finding") == NOT_CLASSED
    district.classify("hidden_risk")
    assert district.why("nature_first", by, act, fields, subject="finding") == ""
    with pytest.raises(BadFields):
        district.classify("trifle")


@clause("jinniu-3-3-14", effect="enforced")
@clause("jinniu-3-3-31", effect="enforced")
def test_nothing_is_struck_off_without_evidence_and_the_number_stays() -> None:
    district = planned().on("2017-07-14").lift("base-4")
    district.do("street/clerk", "measure.taken", {"kind": "education"}, subject="finding")
    district.do(
        "community/clerk",
        "rectification.progressed",
        {"measure": 1, "done_on": "2017-07-14", "text": "办"},
        subject="finding",
    )
    district.do("community/clerk", "rectification.reported", {"result": "已公示"}, subject="finding")
    district.do("community/clerk", "evidence.added", {"file": SCAN, "what": "没有日期"}, subject="finding")
    district.verify().verify(stage="measures").adopt("problem_rule", of=["@finding"])
    asked = ("street/principal", "finding.closed", {})
    assert district.why("struck_off_on_evidence", *asked, subject="finding") == (
        "jinniu-3-3-14 jinniu-3-3-31 核验通过、有佐证，才能销号：还差 1 份有形成日期的佐证（已有 1 份没有日期）"
    )
    evidence = {"file": {"number": "1号", "place": "柜", "keeper": "何其安"}, "dated": "2017-07-14"}
    district.do("community/clerk", "evidence.added", evidence, subject="finding")
    district.do(*asked, subject="finding")
    assert (district.subject("finding").state, district.subject("finding").number) == ("closed", "自检1号-1")


@clause("jinniu-3-3-15", effect="recorded-core")
def test_what_is_corrected_on_the_spot_is_entered_while_checks_go_on() -> None:
    district = handed_over().assign_item()
    done = {"on_the_spot": True, "done_on": "2017-06-01", "text": "当场张贴"}
    district.do("community/clerk", "rectification.progressed", done, subject="finding")
    assert district.held("finding", "rectification.progressed")["on_the_spot"] is True


CLOSE = ("street/principal", "finding.closed", {})


@clause("jinniu-3-3-16", effect="enforced")
def test_what_is_not_verified_as_solved_is_not_struck_off() -> None:
    district = reported().verify(stage="measures")
    assert district.why("solved_first", *CLOSE, subject="finding") == (
        "jinniu-3-3-16 问题没有核验解决的，不能销号：还没有办：问题是否解决（核验）（通过：是）"
    )
    district.verify(passed=False)
    assert district.why("solved_first", *CLOSE, subject="finding") != "", "it was looked at and is not solved"
    district.verify()
    assert district.why("solved_first", *CLOSE, subject="finding") == ""


@clause("jinniu-3-3-17", effect="enforced")
def test_what_has_a_measure_not_carried_out_is_not_struck_off() -> None:
    district = reported().verify()
    assert district.why("measures_carried_out", *CLOSE, subject="finding") == (
        "jinniu-3-3-17 措施没有核验落实的，不能销号：还没有办：措施是否落实（核验）（通过：是）"
    )
    district.verify(stage="measures")
    assert district.why("measures_carried_out", *CLOSE, subject="finding") == ""


def test_a_measure_without_its_day_is_not_verified_as_carried_out() -> None:
    district = planned().on("2017-07-14").lift("base-4")
    district.do("street/clerk", "measure.taken", {"kind": "education"}, subject="finding")
    district.do("community/clerk", "rectification.reported", {"result": "说是办了"}, subject="finding")
    asked = ("street/principal", "rectification.verified", VERIFIED | {"stage": "measures"})
    assert district.why("each_measure_done", *asked, subject="finding") == (
        "jinniu-3-3-17 措施逐项写明完成日期，才能核验落实：1 项没有填：完成日期（补公示）"
    )
    assert reported().why("each_measure_done", *asked, subject="finding") == ""


def test_a_problem_that_was_reopened_passes_its_tests_anew() -> None:
    district = closed()
    district.do("street/principal", "finding.reopened", {"text": "又缺一户"}, subject="finding")
    done = {"measure": 1, "done_on": "2017-07-14", "text": "再补"}
    district.do("community/clerk", "rectification.progressed", done, subject="finding")
    district.do("community/clerk", "rectification.reported", {"result": "已补"}, subject="finding")
    district.verify(stage="measures")
    assert district.why("solved_first", *CLOSE, subject="finding") != "", (
        "it was solved in the turn before, not in this"
    )
    assert district.owing("settle_item") == ["street"], "it is owed once more"
    assert district.verify().why("solved_first", *CLOSE, subject="finding") == ""
    assert district.owed("settle_item") == []
    assert district.why("mechanism_first", *CLOSE, subject="finding") == "", "what was built stands"


@clause("jinniu-3-3-18", effect="enforced")
def test_what_has_no_mechanism_is_not_struck_off_but_may_wait_for_it() -> None:
    district = verified()
    asked = ("street/principal", "finding.closed", {})
    assert district.why("mechanism_first", *asked, subject="finding") == (
        "jinniu-3-3-18 长效机制没有建立的，不能销号：还没有办：制度出台"
    )
    district.adopt("problem_rule", name="elsewhere")
    assert district.why("mechanism_first", *asked, subject="finding") != "", (
        "a rule that answers something else is none"
    )
    assert district.owed("close_item") == [Owed("street", "2017-12-10", "g1")]
    district.phase("institution", "2017-09-21").adopt("problem_rule", of=["@finding"])
    assert district.why("mechanism_first", *asked, subject="finding") == ""
    district.close()
    assert district.owed("close_item") == []


@pytest.mark.parametrize("form", ["first", "second", "third", "fourth"])
@clause("jinniu-3-3-19", effect="recorded-core")
@clause("jinniu-6-1-10", effect="recorded-core")
def test_a_person_chooses_among_the_four_forms_with_a_reason(form: str) -> None:
    district = handed_over().classify("general")
    fields = {"class": "education", "four_forms": form, "text": "初次，情节轻"}
    district.do("street_discipline", "disposition.decided", fields, subject="finding")
    assert district.held("finding", "disposition.decided")["four_forms"] == form


@clause("jinniu-3-3-20", effect="recorded-core")
def test_an_early_sign_is_noted_without_a_case() -> None:
    district = checking()
    sign = {"register": "early_sign", "title": "窗口常拖件", "sign_source": "assessment", "sign": "三次超时"}
    district.do("street/clerk", "entry.registered", sign, within="street_inspection", name="sign")
    assert district.held("sign")["sign"] == "三次超时"


@clause("jinniu-3-3-21", effect="enforced")
def test_a_violation_is_neither_called_a_general_problem_nor_closed_by_the_unit() -> None:
    district = handed_over().classify("violation")
    assert district.owed("transfer_violation") == [Owed("street/clerk", "及时", "g1")]
    decided = {"class": "education", "text": "谈话了事"}
    asked = ("street_discipline", "disposition.decided")
    for one in ("education", "prevention"):
        assert district.why(
            "violation_investigated", *asked, decided | {"class": one}, subject="finding"
        ).startswith("jinniu-3-3-21 违纪违法的不能作一般问题处置：问题性质定的是“违纪违法案件”")
    district.do(*asked, {"class": "investigate", "text": "查处"}, subject="finding")
    general = handed_over().classify("general")
    for one in ("education", "prevention"):
        assert (
            general.why("violation_investigated", *asked, decided | {"class": one}, subject="finding") == ""
        )


def test_only_the_discipline_body_strikes_a_violation_off() -> None:
    district = handed_over().classify("violation").phase("rectification", "2017-07-03").plan_item()
    district.on("2017-07-14").carry_out().verify("street_discipline").verify(
        "street_discipline", stage="measures"
    ).adopt("problem_rule", of=["@finding"])
    assert district.why(
        "violation_not_closed_by_unit", "street/principal", "finding.closed", {}, subject="finding"
    ) == (
        "jinniu-3-3-21 违纪违法的由纪检监察机构查处后销号：这件事由街道纪工委、区级部门纪检监察机构、纪检监察室办理"
    )
    assert district.close("street_discipline").subject("finding").state == "closed"


@clause("jinniu-6-1-11", effect="tracked")
def test_a_violation_is_transferred_promptly_to_the_discipline_body() -> None:
    district = handed_over().classify("violation", by="street/clerk")
    letter = {
        "route": "to_discipline",
        "of": ["@finding"],
        "receiver": "@street_discipline",
        "extract": "摘要",
        "basis": "性质",
    }
    district.do("street/clerk", "referral.drafted", letter, within="street_inspection", name="referral")
    assert len(district.owed("transfer_violation")) == 1
    voided = district.again()
    voided.do("street/clerk", "referral.withdrawn", {"text": "接收单位写错"}, subject="referral")
    assert len(voided.owed("transfer_violation")) == 1, "the violation is still to be handed over"
    district.do("street/clerk", "referral.sent", {}, subject="referral")
    assert district.owed("transfer_violation") == []
    assert handed_over().classify("violation", by="g1/head").owing("transfer_violation") == ["g1/head"]
    own = handed_over().classify("violation", by="street_discipline")
    assert own.owed("transfer_violation") == [], "the discipline body has it already"


@pytest.mark.parametrize(
    ("nature", "kind", "rule", "said"),
    [
        pytest.param("general", "education", "general_educated", "jinniu-3-3-22 一般问题要有教育整顿措施：",
                     marks=clause("jinniu-3-3-22", effect="enforced")),
        pytest.param("hidden_risk", "prevention", "risk_prevented", "jinniu-3-3-23 隐患风险要有防控措施：",
                     marks=clause("jinniu-3-3-23", effect="enforced")),
    ],
)  # fmt: skip
def test_each_nature_has_its_own_measure(nature: str, kind: str, rule: str, said: str) -> None:
    district = handed_over().classify(nature).phase("rectification", "2017-07-03").plan_item()
    asked = ("community/clerk", "rectification.reported", {"result": "已改"})
    assert district.why(rule, *asked, subject="finding").startswith(said)
    district.do("street/clerk", "measure.taken", {"kind": "heart_talk"}, subject="finding")
    assert district.why(rule, *asked, subject="finding") != ""
    district.do("street/clerk", "measure.taken", {"kind": kind}, subject="finding")
    assert district.why(rule, *asked, subject="finding") == ""


@clause("jinniu-3-3-30", effect="enforced")
@clause("jinniu-a3-3", effect="enforced")
def test_the_two_ledgers_agree_line_by_line_under_one_number() -> None:
    district = checking().check().find().find(name="second", title="另一户")
    assert [district.subject(name).number for name in ("finding", "second")] == ["自检1号-1", "自检1号-2"]
    line = {"title": "无台账", "fields": ["field1"], "source": "self_check", "text": "没有检查"}
    assert district.why(
        "one_to_one", "street/clerk", "finding.recorded", line, within="street_inspection"
    ).startswith("jinniu-3-3-30 jinniu-3-3-31 问题登记在一次检查的台账里，两本台账一一对应")
    assert district.why("one_to_one", "street/clerk", "finding.recorded", line, within="check") == ""
    district.discuss().hand_over().classify("general").plan_item()
    before = district.subject("finding").number
    district.plan_item(duty_text="改派")
    assert (district.subject("finding").number, district.held("finding")["duty_text"]) == (before, "改派"), (
        "never a second one"
    )


@clause("jinniu-3-3-32", effect="tracked")
def test_the_summary_of_rectification_is_due_on_25_september() -> None:
    district = rectifying()
    assert district.owing("rectification_summary") == ["bureau", "street"]
    assert district.by_when("rectification_summary") == {"2017-09-25"}
    texts = {"work_done": "改完九成", "groundwork": "拟三项制度"}
    district.draft("street/clerk", "rectification_summary", "street_inspection", **texts)
    assert district.owing("rectification_summary") == ["bureau"]


# ------------------------------------------------------------------ a sample looked at from outside


def closed() -> District:
    return verified().adopt("problem_rule", of=["@finding"]).close()


def test_a_sample_of_what_units_closed_is_drawn_and_rechecked_from_outside() -> None:
    district = closed().tick("recheck_sample", "2017-07")
    assert district.owed("recheck_sample") == [Owed("coordination_group", "2017-07-31")]
    assert district.draw("recheck", "finding") == ["finding"]
    assert district.owed("recheck_sample") == []
    assert [owed.by for owed in district.owed("recheck_drawn")] == ["office"]
    asked = VERIFIED | {"stage": "recheck"}
    assert district.why(
        "rechecked_from_outside", "street/principal", "rectification.verified", asked, subject="finding"
    ).startswith("jinniu-3-3-14 base-3 抽样复核由单位以外的一方办，只复核已销号的：这件事由领导小组办公室")
    assert (
        district.why("rechecked_from_outside", "g1/head", "rectification.verified", asked, subject="finding")
        == ""
    )
    district.verify("office/clerk", stage="recheck")
    assert district.owed("recheck_drawn") == []


def test_what_is_not_closed_yet_is_not_rechecked() -> None:
    asked = VERIFIED | {"stage": "recheck"}
    said = reported().why(
        "rechecked_from_outside", "office/clerk", "rectification.verified", asked, subject="finding"
    )
    assert "现在是“报请销号”，要到“已办结”才能办" in said


def test_a_draw_for_units_is_no_sample() -> None:
    district = closed().tick("recheck_sample", "2017-07")
    district.draw("units", "street", "bureau")
    assert len(district.owed("recheck_sample")) == 1
    assert district.held("draw")["seed_hash"] == digest_of(SEED)


@clause("base-44", effect="enforced")
def test_a_stage_that_was_passed_is_verified_again_only_once_the_problem_is_reopened() -> None:
    district, asked = reported(), ("street/principal", "rectification.verified")
    for stage in ("measures", "solved"):
        seen = VERIFIED | {"stage": stage}
        assert district.why("verified_once", *asked, seen, subject="finding") == ""
        district.verify(stage=stage)
        assert district.why("verified_once", *asked, seen, subject="finding").startswith(
            "base-44 通过了的，不重复核验："
        )
