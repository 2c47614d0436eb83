"""Part four (1): problems are classed by people, each class has its way and its supervisor, and a ledger is struck off item by item."""

from typing import Any

import pytest

from tests.regulations.hongshan.district import District, running
from tests.regulations.hongshan.test_1_aims_and_education import case
from tests.regulations.office import Owed

clause = pytest.mark.clause

URGENCY = [case("4-0-2", "everyday"), case("4-0-3", "sudden"), case("4-0-4", "emergency")]


@pytest.mark.parametrize("value", URGENCY)
def test_people_say_how_urgent_a_problem_is(value: str) -> None:
    city = running().find().classify("urgency", value)
    held = city.held("finding", "matter.classified")
    assert (held["scale"], held["value"], held["text"]) == ("urgency", value, "经研究")
    assert city.subject("finding").facts["classes"] == {"urgency": value}


DISPOSED: list[Any] = [
    pytest.param(lambda city: city.assign("finding"), id="assigned"),
    pytest.param(lambda city: city.hand_over(), id="handed over"),
    pytest.param(lambda city: city.plan(), id="planned"),
    pytest.param(lambda city: city.inquire("double"), id="inquired into"),
]


@clause("hongshan-4-0-5", effect="tracked")
@pytest.mark.parametrize("step", DISPOSED)
def test_a_problem_found_is_dealt_with_promptly(step: Any) -> None:
    city = running().find("own", "parks/clerk")
    assert city.owed("dispose") == [Owed("office", "及时")]
    assert len(city.classify("urgency", "sudden").owed("dispose")) == 1, "to class it is not to deal with it"
    assert step(city).owed("dispose") == []


@clause("hongshan-4-0-5", effect="tracked")
def test_what_waits_may_be_escalated_to_the_next_level() -> None:
    city = running().find()
    duty = city.duty("dispose")
    city.do(
        "office/director", "duty.escalated", {"duty": str(duty.id), "to": "@discipline"}, subject="finding"
    )
    assert str(city.keys["discipline"]) in city.duty("dispose").co_owners


@clause("hongshan-4-1-1", effect="tracked")
def test_each_unit_sorts_what_it_collected_every_month() -> None:
    city = running().enrol("street").tick("sort_intake", "2015-06")
    assert sorted(city.owed("sort_intake")) == [Owed("parks", "2015-06-30"), Owed("street", "2015-06-30")]
    sorting = {"kind": "sorting", "on": "2015-06-01", "sorted": 12}
    city.do("parks/clerk", "activity.logged", {"kind": "powers_review", "on": "2015-06-01"}, subject="parks")
    assert len(city.owed("sort_intake")) == 2
    assert list(city.faults("parks/clerk", "activity.logged", sorting | {"sorted": ""}, subject="parks")) == [
        "sorted"
    ]
    city.do("parks/clerk", "activity.logged", sorting, subject="parks")
    assert city.owed("sort_intake") == [Owed("street", "2015-06-30")]


@clause("hongshan-4-1-2", effect="recorded-core")
def test_each_unit_has_a_ledger_of_its_own_numbers() -> None:
    city = running().find(name="first").find(name="second")
    city.hand_over(name="second").plan("second").hand_over("handing_over", "first").plan("first")
    assert [city.held(name)["told_as"] for name in ("second", "first")] == ["台账第1号", "台账第2号"]


# ---------------------------------------------------------------------------- striking off

CLOSE = ("office/director", "finding.closed", {"text": "已整改"})


@clause("hongshan-4-1-3", effect="enforced")
def test_only_what_is_verified_and_has_its_result_is_struck_off() -> None:
    city = running().find().hand_over().plan().report().verify("revisit")
    said = "hongshan-4-1-3 办结、核验、有佐证的问题才能销号：还没有办：销号核验（核验）（通过：是）"
    assert city.why("struck_off_when_settled", *CLOSE, subject="finding") == said
    city.verify()
    assert city.why(
        "struck_off_when_settled", "office/director", "finding.closed", {}, subject="finding"
    ) == ("hongshan-4-1-3 办结、核验、有佐证的问题才能销号：请填写：办理结果")
    assert city.why("struck_off_when_settled", *CLOSE, subject="finding") == ""


@clause("hongshan-4-1-3", effect="enforced")
def test_nothing_is_struck_off_without_dated_evidence() -> None:
    city = running().find().hand_over().plan()
    city.do("parks/principal", "rectification.reported", {"result": "窗口已满员"}, subject="finding")
    city.verify()
    said = "hongshan-4-1-3 办结、核验、有佐证的问题才能销号：还差 1 份有形成日期的佐证"
    assert city.why("struck_off_when_settled", *CLOSE, subject="finding") == said


@clause("hongshan-4-1-3", effect="enforced")
def test_a_number_struck_off_is_kept_when_the_problem_is_reopened() -> None:
    city = running().find().settled().close()
    number = city.held("finding")["told_as"]
    city.do("office/clerk", "finding.reopened", {"text": "又空岗"}, subject="finding")
    city.plan()
    assert (city.held("finding")["told_as"], city.subject("finding").cycle) == (number, 2)
    assert city.find(name="next").hand_over(name="next").plan("next").held("next")["told_as"] == "台账第2号"


@clause("hongshan-4-1-3", effect="enforced")
def test_what_was_verified_before_the_problem_was_reopened_closes_it_no_more() -> None:
    city = running().find().settled().close()
    city.do("office/clerk", "finding.reopened", {"text": "又空岗"}, subject="finding")
    city.plan().report().verify("revisit")
    said = "hongshan-4-1-3 办结、核验、有佐证的问题才能销号：还没有办：销号核验（核验）（通过：是）"
    assert city.why("struck_off_when_settled", *CLOSE, subject="finding") == said
    assert city.verify().why("struck_off_when_settled", *CLOSE, subject="finding") == ""


# ---------------------------------------------------------------------------- general and budding problems

GENERAL = ["general", "budding"]


@clause("hongshan-4-1-4", effect="enforced")
@pytest.mark.parametrize("value", GENERAL)
def test_a_general_problem_goes_to_the_unit_by_an_order_and_no_other_paper(value: str) -> None:
    city = running().find().classify("nature", value)
    city.do(
        "office/clerk",
        "document.drafted",
        {"kind": "handing_over", "items": ["@finding"]},
        within="parks_in",
        name="slip",
    )
    city.do(
        "office/clerk",
        "document.drafted",
        {"kind": "order", "items": ["@finding"]},
        within="parks_in",
        name="order",
    )
    fed_back = ("office/clerk", "finding.fed_back")
    said = "hongshan-4-1-4 普遍性、苗头性问题用责令整改通知书交单位：还没有写明依据哪一件"
    assert city.why("order_and_no_slip", *fed_back, {"document": "@slip"}, subject="finding").startswith(said)
    assert city.why("order_and_no_slip", *fed_back, {"document": "@order"}, subject="finding") == ""
    ordinary = running().find().classify("nature", "ordinary").hand_over()
    assert ordinary.subject("finding").state == "fed_back"


@clause("hongshan-4-1-4", effect="enforced")
@pytest.mark.parametrize("value", GENERAL)
def test_a_general_problem_is_not_put_right_before_the_office_orders_it(value: str) -> None:
    city = running().find("own", "parks/clerk").classify("nature", value)
    plan = (
        "parks/principal",
        "rectification.planned",
        {"responsible_post": "局长", "measures": [{"what": "增派"}]},
    )
    said = "hongshan-4-1-4 普遍性、苗头性问题要先由治庸问责办责令整改，才能定整改：还没有办：反馈问题"
    assert city.why("ordered_by_office", *plan, subject="finding").startswith(said)
    assert city.owed("order_rectification") == [Owed("office", "未定")]
    city.order()
    assert city.owed("order_rectification") == []
    assert city.why("ordered_by_office", *plan, subject="finding") == ""
    assert running().find("own", "parks/clerk").plan().subject("finding").state == "planned"


@clause("hongshan-4-1-4", effect="enforced")
def test_other_classes_open_no_order() -> None:
    assert running().find().classify("nature", "ordinary").owed("order_rectification") == []
    assert running().find().classify("urgency", "sudden").owed("order_rectification") == []


def ordered() -> District:
    return running().find().classify("nature", "general").order()


@clause("hongshan-4-1-5", effect="tracked")
def test_the_body_ordered_gives_its_opinion() -> None:
    city = ordered()
    assert city.owed("give_opinion") == [Owed("parks", "未定", "office")]
    city.do("parks/clerk", "rectification.disputed", {"text": "人手不足"}, subject="finding")
    assert len(city.owed("give_opinion")) == 1
    assert city.plan().owed("give_opinion") == []
    assert running().find().hand_over().owed("give_opinion") == []


@clause("hongshan-4-1-6", effect="tracked")
@pytest.mark.parametrize(("rule", "to", "other"), [
    ("submit_opinion_to_committee", "committee", "government"), ("submit_opinion_to_government", "government", "committee"),
])  # fmt: skip
def test_the_opinion_is_submitted_to_the_committee_and_to_the_government(
    rule: str, to: str, other: str
) -> None:
    assert running().find().hand_over().plan().owed(rule) == []
    city = ordered().plan()
    assert city.owed(rule) == [Owed("office", "及时", to)]
    up = {"kind": "rectification_opinion", "about": "@finding", "text": "增派人员"}
    city.do("office/clerk", "report.submitted", up | {"to": f"@{other}"}, within="parks_in")
    assert len(city.owed(rule)) == 1, "the other body"
    city.do("office/clerk", "report.submitted", up | {"to": f"@{to}"}, within="parks_in")
    assert city.owed(rule) == []


@clause("hongshan-4-1-7", effect="tracked")
def test_an_order_says_by_when_its_effect_is_assessed() -> None:
    city = running().find().classify("nature", "general")
    city.do(
        "office/clerk",
        "document.drafted",
        {"kind": "order", "items": ["@finding"]},
        within="parks_in",
        name="order",
    )
    city.do("office/director", "document.signed", {}, subject="order")
    issue = ("office/clerk", "document.issued")
    said = "hongshan-4-1-7 责令整改时写明整改效果评估的期限：请填写：整改效果评估的期限"
    assert city.why("order_sets_limit", *issue, {"to": ["@parks"]}, subject="order") == said
    assert (
        city.why("order_sets_limit", *issue, {"to": ["@parks"], "due": "2015-07-20"}, subject="order") == ""
    )


@clause("hongshan-4-1-7", effect="tracked")
def test_the_effect_is_assessed_by_the_day_set_and_before_close_out() -> None:
    city = ordered()
    assert city.owed("assess_effect") == [Owed("office", "2015-07-20")]
    city.plan().report().verify()
    assert len(city.owed("assess_effect")) == 1, "close-out is another stage"
    said = "hongshan-4-1-7 普遍性、苗头性问题评估过效果才能销号：还没有办：整改效果评估（核验）"
    assert city.why("effect_assessed", *CLOSE, subject="finding").startswith(said)
    city.verify("effect")
    assert city.owed("assess_effect") == []
    assert city.why("effect_assessed", *CLOSE, subject="finding") == ""
    assert running().find().settled().close().subject("finding").state == "closed"


@clause("hongshan-4-1-7", effect="tracked")
def test_the_effect_is_assessed_anew_once_the_problem_was_reopened() -> None:
    city = ordered().plan().report().verify().verify("effect").close()
    city.do("office/clerk", "finding.reopened", {"text": "又空岗"}, subject="finding")
    city.plan().report().verify()
    assert "还没有办：整改效果评估" in city.why("effect_assessed", *CLOSE, subject="finding")
    assert city.verify("effect").why("effect_assessed", *CLOSE, subject="finding") == ""


@clause("hongshan-4-1-7", effect="tracked")
def test_an_assessment_that_was_not_passed_closes_nothing() -> None:
    city = ordered().plan().report().verify("effect", passed=False)
    assert city.subject("finding").state == "planned"
    city.report().verify()
    assert "还没有办：整改效果评估" in city.why("effect_assessed", *CLOSE, subject="finding")
    assert city.verify("effect").why("effect_assessed", *CLOSE, subject="finding") == ""


# ---------------------------------------------------------------------------- key problems of the year

UNDERTAKING = {
    "kind": "rectification", "text": "两个月内窗口满员", "lead": "@parks", "goal": "窗口满员", "steps": "招录、轮训",
    "due": "2015-08-31", "safeguards": "经费列入预算",
}  # fmt: skip


@clause("hongshan-4-1-8", effect="tracked")
def test_a_key_problem_is_tied_to_the_undertaking_of_the_year() -> None:
    assert running().find().classify("nature", "general").owed("link_commitment") == []
    city = running().find().find(name="other").classify("nature", "yearly_key")
    city.do("parks/clerk", "undertaking.given", UNDERTAKING, within="parks_in", name="undertaking")
    assert city.owed("link_commitment") == [Owed("parks", "未定", "office")]
    linked = ("office/clerk", "matter.linked")
    city.do(*linked, {"to": "@other", "as": "same"}, subject="finding")
    assert len(city.owed("link_commitment")) == 1, "linked to something else"
    city.do(*linked, {"to": "@undertaking", "as": "same"}, subject="finding")
    assert city.owed("link_commitment") == []


@clause("hongshan-4-1-9", effect="tracked")
def test_a_key_problem_is_supervised_by_the_office() -> None:
    assert running().find().classify("nature", "budding").owed("supervise_key_problem") == []
    city = running().find().classify("nature", "yearly_key")
    assert city.owed("supervise_key_problem") == [Owed("office", "未定")]
    city.hand_over()
    assert len(city.assign("finding", "parks").owed("supervise_key_problem")) == 1, "nobody supervises yet"
    assert city.assign("finding", "parks", supervisor="@office").owed("supervise_key_problem") == []


# ---------------------------------------------------------------------------- from above, exposed, noted

SUPERVISED = [
    case(
        "4-1-12", "superior", "supervised_from_above", "上级转（督）办的问题先纳入督查整改", effect="enforced"
    ),
    case(
        "4-1-13",
        "media_city",
        "supervised_when_exposed",
        "市以上媒体曝光的问题先纳入督查整改",
        effect="enforced",
    ),
    case(
        "4-1-14",
        "televised",
        "supervised_when_noted",
        "电视问政曝光、领导签批的问题先纳入督查整改",
        effect="enforced",
    ),
    case(
        "4-1-14",
        "leader_note",
        "supervised_when_noted",
        "电视问政曝光、领导签批的问题先纳入督查整改",
        effect="enforced",
    ),
]


@pytest.mark.parametrize(("source", "rule", "words"), SUPERVISED)
def test_such_a_problem_enters_supervised_rectification_first(source: str, rule: str, words: str) -> None:
    city = running().find(source).hand_over()
    [cite] = city.play.scheme.guards[rule].cite
    said = f"{cite} {words}：还没有办：交办"
    plan = (
        "parks/principal",
        "rectification.planned",
        {"responsible_post": "局长", "measures": [{"what": "增派"}]},
    )
    assert city.why(rule, *plan, subject="finding") == said
    unnamed = ("office/clerk", "matter.assigned", {"owner": "@parks"})
    assert city.why("supervisor_named", *unnamed, subject="finding").endswith(
        "交办时写明由谁督查：请填写：督办的一方"
    )
    named = (*unnamed[:2], {"owner": "@parks", "supervisor": "@office"})
    assert city.why("supervisor_named", *named, subject="finding") == ""
    city.do(*named, subject="finding")
    assert city.why(rule, *plan, subject="finding") == ""


def test_other_problems_need_no_supervisor() -> None:
    assert running().find().hand_over().plan().subject("finding").state == "planned"
    city = running().find().hand_over().assign("finding", "parks")
    assert city.held("finding", "matter.assigned")["owner"] == str(city.keys["parks"])


@clause("hongshan-4-1-15", effect="tracked")
@pytest.mark.parametrize("source", ["superior", "media_city", "televised", "leader_note"])
def test_such_a_problem_is_investigated_and_dealt_with(source: str) -> None:
    assert running().find().assign("finding").owed("investigate_exposed") == []
    city = running().find(source).assign("finding", "organ", supervisor="@office")
    assert city.owed("investigate_exposed") == [Owed("office", "未定")]
    assert city.duty("investigate_exposed").co_owners == (str(city.keys["organ"]),)
    city.inquire("leaders", "organ/clerk")
    assert len(city.owed("investigate_exposed")) == 1, "begun is not done"
    assert city.conclude("organ/clerk").owed("investigate_exposed") == []


@clause("base-44", effect="enforced")
def test_what_was_passed_is_not_verified_again() -> None:
    city, asked = running().find().hand_over().plan().report(), ("office/clerk", "rectification.verified")
    seen = {"stage": "close_out", "passed": True, "seen_on": city.today, "text": "现场看过"}
    assert city.why("verified_once", *asked, seen, subject="finding") == ""
    city.verify()
    assert city.why("verified_once", *asked, seen, subject="finding").startswith("base-44 ")
