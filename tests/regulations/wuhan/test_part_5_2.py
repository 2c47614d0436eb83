"""Part 5 (2): the team takes its cases to the unit, finds what lies behind, and hands over a list with limits."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import (
    City,
    at_work,
    demand,
    entered,
    gathered,
    handed_over,
    listed,
    prepared,
    scheme,
    solved,
)  # fmt: skip
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.record.received import receipts

clause = pytest.mark.clause

ISSUE = ("team1/head", "document.issued", {"to": ["@town"]})
ENTER = ("team1/head", "inspection.started", {"place": "街道办事处"})
METHODS = ("discussion", "papers", "talk", "open_visit", "undercover")


def check(method: str) -> tuple[str, str, dict[str, Any]]:
    fields: dict[str, Any] = {"method": method, "staff": ["@1组3"], "content": "记录", "about": ["@case"]}
    return ("team1/staff", "check.recorded", fields)


# ---------------------------------------------------------------------- in the unit


@clause("wuhan-6-32", effect="enforced")
def test_a_team_enters_once_the_inspection_stage_has_begun() -> None:
    city = prepared()
    said = "wuhan-6-32 转入巡查实施以后才进驻：还没有办：巡查实施（进入阶段）"
    assert city.why("enter_in_phase", *ENTER, subject="inspection") == said
    assert city.begin().why("enter_in_phase", *ENTER, subject="inspection") == ""


@pytest.mark.parametrize("method", METHODS)
@clause("wuhan-6-32", effect="enforced")
def test_methods_are_used_after_entry(method: str) -> None:
    city = prepared().begin()
    said = "wuhan-6-32 进驻以后才使用各种方法：还没有办：进驻"
    assert city.why("methods_after_entry", *check(method), within="inspection") == said
    assert city.enter().why("methods_after_entry", *check(method), within="inspection") == ""


@clause("wuhan-5-8", effect="tracked")
def test_each_case_and_problem_is_taken_to_its_place() -> None:
    city = gathered()
    assert city.owed("take_up") == []
    city.give_out().mobilise().train().begin().enter()
    assert city.owed("take_up") == [Owed("team1", "未定", "office")] * 2
    city.visit(name="elsewhere")
    assert len(city.owed("take_up")) == 2, "a visit for neither takes up neither"
    assert len(city.visit("case").owed("take_up")) == 1
    assert city.visit("problem").owed("take_up") == []


WAYS = [
    pytest.param("discussion", marks=clause("wuhan-5-9", effect="recorded-core")),
    pytest.param("papers", marks=clause("wuhan-5-10", effect="recorded-core")),
    pytest.param("talk", marks=clause("wuhan-5-11", effect="recorded-core")),
    pytest.param("open_visit", marks=clause("wuhan-5-12", effect="recorded-core")),
    pytest.param("undercover", marks=clause("wuhan-5-12", effect="recorded-core")),
]


@pytest.mark.parametrize("method", WAYS)
def test_each_method_is_recorded_and_the_unit_reads_none_of_it(method: str) -> None:
    city = entered().visit("case", method=method, name="check", materials="补偿协议12份")
    assert (city.subject("check").code, city.held("check")["materials"]) == (method, "补偿协议12份")
    assert city.keys["town"] not in city.subject("check").readers


def test_another_method_may_be_written_in() -> None:
    assert entered().visit(method="other:听庭审", name="check").subject("check").code == "other:听庭审"


@clause("wuhan-5-13", effect="recorded-core")
def test_opinions_are_kept_by_group_and_without_names() -> None:
    city = entered()
    fields = {"group": "residents", "topic": "other:过渡费", "text": "盼早日补发"}
    city.do("team1/staff", "opinion.recorded", fields, subject="inspection")
    assert city.held("inspection", "opinion.recorded")["group"] == "residents"
    assert not {"person", "name", "reporter"} & set(city.held("inspection", "opinion.recorded"))


@clause("wuhan-5-14", effect="recorded-core")
def test_a_problem_has_its_evidence_and_keeps_what_stood_before() -> None:
    city = entered()
    paper = {
        "what": "补偿协议",
        "dated": "2014-05-20",
        "file": {"number": "协议3号", "place": "街道", "keeper": "何其安"},
    }
    city.do("team1/staff", "evidence.added", paper, subject="problem")
    assert city.held("problem", "evidence.added")["what"] == "补偿协议"
    city.do("team1/staff", "finding.amended", {"text": "三年过渡费没有发放"}, subject="problem")
    assert city.began("problem")["text"] == "两年过渡费没有发放"
    assert city.held("problem")["text"] == "三年过渡费没有发放"


@clause("wuhan-5-15", effect="shown-core")
def test_what_a_problem_lacks_has_its_page() -> None:
    assert ("finding_page", ("wuhan-5-15",)) in [(view.page, view.cite) for view in scheme().views]


BEHIND = [
    pytest.param("cause", marks=clause("wuhan-5-16", effect="enforced")),
    pytest.param("corruption", marks=clause("wuhan-5-17", effect="enforced")),
    pytest.param("conduct", marks=clause("wuhan-5-18", effect="enforced")),
]


@pytest.mark.parametrize("field", BEHIND)
def test_a_problem_goes_on_the_list_once_what_lies_behind_is_found_out(field: str) -> None:
    found = {"cause": "互相推诿", "corruption": "none", "conduct": "suspected"}
    bare = {name: value for name, value in found.items() if name != field}
    city = at_work().set_limit().list_problems()
    assert field in city.faults("team1/staff", "matter.analysed", bare, subject="problem")
    said = "wuhan-5-16 wuhan-5-17 wuhan-5-18 原因和背后的问题查清了，才列入移交的清单：“过渡费没有发放”还没有：剖析原因"
    assert city.why("cause_found", *ISSUE, subject="list") == said
    assert city.analyse().why("cause_found", *ISSUE, subject="list") == ""
    assert city.held("problem", "matter.analysed")[field] == {**found, "cause": "责任单位互相推诿"}[field]


# ---------------------------------------------------------------------- the list


@clause("wuhan-5-19", effect="produced-core")
def test_the_list_is_a_numbered_paper_and_each_problem_has_its_number_on_it() -> None:
    city = handed_over()
    form = scheme().form("document.drafted", "problem_list")
    assert form is not None
    assert (form.paper, form.signer) == ("list_sheet", "head")
    assert city.subject("list").number.startswith("第1巡查组〔2017〕1号")
    assert city.held("problem")["told_as"] == "清单第1号"
    assert city.held("list")["items"] == [str(city.keys["problem"])]


@clause("wuhan-5-20", effect="tracked")
def test_the_signed_list_is_handed_over_to_the_unit_and_signed_for() -> None:
    city = at_work().analyse().set_limit()
    assert city.owed("hand_over_list") == []
    city.list_problems()
    assert city.owed("hand_over_list") == [Owed("team1/head", "未定")]
    assert city.owed("sign_for_list") == []
    city.hand_over()
    assert city.owed("hand_over_list") == []
    assert city.owed("sign_for_list") == [Owed("town", "未定", "team1")]
    assert city.subject("problem").state == "fed_back"
    assert city.receive_list().owed("sign_for_list") == []


def test_the_unit_puts_the_day_of_its_receipt_right_by_two() -> None:
    city = listed().hand_over()
    city.play.on(date(2017, 3, 8))
    city.receive_list()
    [(field, _)] = receipts(city.subject("list").facts)
    about = str(city.subject("list").facts["_"]["act"])
    right = {"act": about, "field": field, "right": "2017-03-07", "why": "签收单上是七日"}
    city.do("town/contact", "act.corrected", right, subject="list")
    agree: tuple[str, dict[str, Any]] = ("act.confirmed", {"granted": True})
    assert city.refused("town/contact", *agree, subject="list")[0].cite == ("base-9",)
    assert city.refused("team1/head", *agree, subject="list") != ()
    city.do("town/principal", *agree, subject="list")
    assert city.subject("list").facts["document.received"][-1]["received_on"] == "2017-03-07"


@clause("wuhan-5-20", effect="tracked")
def test_the_sender_may_prove_the_delivery() -> None:
    city = listed().hand_over()
    assert city.owed("sign_for_list") == [Owed("town", "未定", "team1")]
    city.do("team1/staff", "document.delivered", {"to": "@town", "received_on": city.today}, subject="list")
    assert city.owed("sign_for_list") == []
    assert city.owed("form_task_force") == [Owed("town", "未定", "team1")]


def test_a_list_signed_again_or_issued_again_owes_nothing_twice() -> None:
    city = listed()
    fields = {"kind": "problem_list", "items": ["@problem"], "state": "改过的情况"}
    city.do("team1/staff", "document.drafted", fields, subject="list")
    city.do("team1/head", "document.signed", {}, subject="list")
    assert len(city.owed("hand_over_list")) == 1
    assert handed_over().hand_over().owed("sign_for_list") == []


@clause("wuhan-5-20", effect="tracked")
def test_the_list_goes_to_no_other_unit() -> None:
    city = listed()
    said = "wuhan-5-20 问题清单移交给所涉的地方和单位：这一件不送市民政局，应送：有关地方和单位"
    elsewhere = ("team1/head", "document.issued", {"to": ["@bureau"]})
    assert city.why("list_to_unit", *elsewhere, subject="list") == said
    assert city.why("list_to_unit", *ISSUE, subject="list") == ""


@clause("wuhan-5-21", effect="tracked")
def test_the_unit_owes_a_task_force_once_it_has_the_list() -> None:
    city = listed().hand_over()
    assert city.owed("form_task_force") == []
    city.receive_list()
    assert city.owed("form_task_force") == [Owed("town", "未定", "team1")]
    bare = {"kind": "task_force", "title": "工作专班"}
    assert "led_by" in city.faults("town/contact", "body.formed", bare, within="inspection")
    assert city.form_task_force().owed("form_task_force") == []
    assert city.held("force")["led_by"] == str(city.keys["方竹青"])
    assert city.keys["team1"] in city.subject("force").readers, "the team follows it"


@clause("wuhan-5-21", effect="tracked")
def test_a_second_list_owes_no_second_task_force() -> None:
    city = handed_over().find().analyse("found").set_limit("found").list_problems("found", name="second")
    city.hand_over("second").receive_list("second")
    assert city.owed("form_task_force") == []


@clause("wuhan-5-22", effect="tracked")
def test_no_list_without_a_limit_for_each_problem() -> None:
    city = at_work().analyse().list_problems()
    said = "wuhan-5-22 每个问题都定了解决期限，才移交清单：“过渡费没有发放”还没有：解决期限"
    assert city.why("limit_set", *ISSUE, subject="list") == said
    assert city.set_limit().why("limit_set", *ISSUE, subject="list") == ""


@clause("wuhan-5-22", effect="tracked")
def test_each_problem_is_owed_by_the_limit_that_was_entered_for_it() -> None:
    city = at_work().find(limit="2017-04-30").analyse("problem", "found").set_limit()
    city.list_problems("problem", "found").hand_over()
    assert sorted(city.owed("solve")) == [
        Owed("town", "2017-04-30", "team1"),
        Owed("town", "2017-05-31", "team1"),
    ]
    city.receive_list().form_task_force().rectify()
    assert city.owed("solve") == [Owed("town", "2017-04-30", "team1")], "the other one is still owed"


@clause("wuhan-5-22", effect="tracked")
def test_what_did_not_pass_is_owed_on_by_the_same_limit() -> None:
    city = handed_over().rectify()
    assert city.owed("solve_on") == []
    fields = {"stage": "close_out", "passed": False, "seen_on": city.today, "text": "还有三户没有到"}
    city.do("team1/staff", "rectification.verified", fields, subject="problem")
    assert city.owed("solve_on") == [Owed("town", "2017-05-31", "team1")]
    city.do("town/contact", "rectification.reported", {"result": "三户已补发"}, subject="problem")
    assert city.owed("solve_on") == []
    city.do("team1/staff", "work.returned", {"missing": "缺收据"}, subject="problem")
    assert city.owed("solve_on") == [Owed("town", "2017-05-31", "team1")], "sent back, it is owed anew"
    assert city.owed("solve") == [], "and once only"


def test_what_passed_is_owed_no_more() -> None:
    assert solved().owed("solve_on") == []


@clause("wuhan-5-23", effect="recorded-core")
def test_measures_worked_out_together_name_both_sides_and_the_day() -> None:
    city = handed_over().rectify()
    held = city.held("problem", "rectification.planned")
    assert (held["worked_out_on"], held["team_side"], held["unit_side"]) == (
        city.today,
        "第1巡查组组长",
        "街道主任",
    )
    assert city.find().dispose("work", "found").held("found", "disposition.decided")["class"] == "work"


# ---------------------------------------------------------------------- demands


@clause("wuhan-5-24", effect="tracked")
def test_a_reasonable_demand_is_pressed_until_it_is_met() -> None:
    city = entered().accept()
    assert city.owed("settle_demand") == []
    city.class_demand(due="2017-05-17").class_demand(point="恢复供水")
    assert sorted(city.owed("settle_demand")) == [Owed("team1", "2017-05-17"), Owed("team1", "未定")]
    city.settle(checked="unmet")
    assert len(city.owed("settle_demand")) == 2, "checked, and not met"
    said_elsewhere = {"point": "另一件事", "how": "恢复供水", "checked": "met"}
    city.do("team1/staff", "demand.settled", said_elsewhere, subject="case")
    assert len(city.owed("settle_demand")) == 2, "only the field of the demand names it"
    assert city.settle().owed("settle_demand") == [Owed("team1", "未定")], "the other demand is still open"
    assert city.settle(point="恢复供水", checked="unreachable").owed("settle_demand") == []


@clause("wuhan-5-24", effect="tracked")
def test_whether_the_person_was_asked_is_always_entered() -> None:
    bare = {"point": "补发过渡费", "how": "补发到户"}
    assert at_work().faults("team1/staff", "demand.settled", bare, subject="case") == {
        "checked": "请填写：同当事人核对"
    }


UNREASONABLE = ("team1/head", "demand.classified", demand("unreasonable"))


@clause("wuhan-5-25", effect="recorded-core")
def test_a_demand_is_classed_unreasonable_with_basis_reason_and_a_second_person() -> None:
    city = entered().accept()
    said = (
        "wuhan-5-25 wuhan-5-40 base-2 定为无理诉求、缠访闹访行为的，先经另一机构的另一人批准，一次批准只用一次："
        "这一稿还没有经市作风巡查办批准"
    )
    assert city.why("classing_approved", *UNREASONABLE, subject="case") == said
    disruptive = ("team1/head", "demand.classified", demand("disruptive"))
    assert city.why("classing_approved", *disruptive, subject="case") == said
    city.approve("demand", "case")
    assert city.why("classing_approved", *UNREASONABLE, subject="case") == ""
    city.class_demand("unreasonable")
    held = city.held("case", "demand.classified")
    assert (held["class"], held["why"], held["told"]) == (
        "unreasonable",
        "协议已经履行",
        "书面告知理由和复核途径",
    )
    assert held["basis"] == "征收补偿条例第二十二条"
    assert city.subject("case").state == "accepted", "the case stays open"
    for name in ("basis", "why", "told"):
        bare = {key: value for key, value in demand("unreasonable").items() if key != name}
        assert name in city.faults("team1/head", "demand.classified", bare, subject="case")


@clause("wuhan-5-25", effect="recorded-core")
def test_one_approval_serves_for_one_classing_only() -> None:
    city = entered().accept().approve("demand", "case").class_demand("unreasonable")
    again = ("team1/head", "demand.classified", demand("unreasonable", "恢复供水"))
    assert city.why("classing_approved", *again, subject="case") != ""
    assert city.approve("demand", "case").why("classing_approved", *again, subject="case") == ""
    city.class_demand("unreasonable", "恢复供水")
    assert city.held("case", "demand.classified")["point"] == "恢复供水"


@pytest.mark.parametrize("kind", ["backlog_other", "voice"])
@clause("wuhan-5-25", effect="recorded-core")
def test_whatever_kind_of_case_it_is_a_second_person_approves(kind: str) -> None:
    city = entered().gather_case(kind, "other")
    city.do("office/clerk", "matter.assigned", {"owner": "@team1"}, subject="other")
    city.accept("other")
    assert city.why("classing_approved", *UNREASONABLE, subject="other") != ""
    city.approve("demand", "other")
    assert city.why("classing_approved", *UNREASONABLE, subject="other") == ""
    city.class_demand("unreasonable", subject="other")
    assert city.held("other", "demand.classified")["class"] == "unreasonable"


def test_whoever_asked_does_not_approve_and_no_approval_of_the_own_body_counts() -> None:
    city = entered().accept()
    city.do("team1/head", "approval.requested", {"for_act": "demand", "to": "office"}, subject="case")
    refused = city.refused("team1/head", "approval.given", {"for_act": "demand"}, subject="case")
    assert refused != ()
    city.do("office/clerk", "approval.requested", {"for_act": "demand", "to": "office"}, subject="case")
    city.do("office/director", "approval.given", {"for_act": "demand"}, subject="case")
    assert city.why("classing_approved", *UNREASONABLE, subject="case") != "", (
        "one of the requests is the office's own"
    )


def test_a_class_stands_on_the_case_and_nowhere_on_a_person() -> None:
    city = entered().accept().approve("demand", "case").class_demand("unreasonable")
    people = [row for row in city.play.book.rows["subject"].values() if row.kind == "person"]
    assert all("demand.classified" not in row.facts for row in people)
    assert CATALOGUE["demand.classified"].on == ("complaint",)
    assert not any(field.type == "person" for field in CATALOGUE["demand.classified"].fields)


@clause("wuhan-5-25", effect="recorded-core")
def test_the_unit_is_pressed_to_explain_and_nobody_is_named_to_it() -> None:
    city = entered().ask("education", text="过渡费诉求，请依协议释明")
    assert city.held("education")["text"] == "过渡费诉求，请依协议释明"
    assert city.keys["town"] not in city.subject("case").readers


def test_the_unit_never_reads_a_case_about_it() -> None:
    city: City = solved()
    assert city.keys["town"] not in city.subject("case").readers
    assert city.keys["town"] in city.subject("case").barred


@clause("base-44", effect="enforced")
def test_what_was_passed_is_not_verified_again() -> None:
    city, asked = handed_over().rectify(), ("team1/staff", "rectification.verified")
    seen = {"stage": "close_out", "passed": True, "seen_on": city.today, "text": "已到户"}
    assert city.why("verified_once", *asked, seen, subject="problem") == ""
    city.do(*asked, seen, subject="problem")
    assert city.why("verified_once", *asked, seen, subject="problem").startswith("base-44 ")
