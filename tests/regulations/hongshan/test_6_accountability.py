"""Part six: the accountability list, nothing left out, unfiled or too light, double inquiries, and what lies behind."""

import re

import pytest

from tests.regulations.hongshan.district import running, scheme
from tests.regulations.hongshan.test_1_aims_and_education import case
from tests.regulations.office import Owed

clause = pytest.mark.clause

CLOSE = ("office/director", "finding.closed", {"text": "已整改"})


# ---------------------------------------------------------------------------- （一） what is pursued


def under(group: str) -> list[str]:
    return [code for code, value in scheme().lists["grounds"].values.items() if value.under == group]


ENTRIES = [case("6-1-2", "provincial", 15), case("6-1-3", "city", 25), case("6-1-4", "six", 6)]


@pytest.mark.parametrize(("group", "n"), ENTRIES)
def test_an_inquiry_names_entries_of_the_list_by_number(group: str, n: int) -> None:
    codes = under(group)
    assert len(codes) == n
    city = running().find()
    fields = {
        "kind": "double",
        "title": "空岗",
        "about": ["窗口负责人"],
        "grounds": codes,
        "from_ref": ["@finding"],
        "text": "查明",
    }
    city.do("office/clerk", "inquiry.opened", fields, within="parks_in", name="inquiry")
    assert city.held("inquiry")["grounds"] == codes
    assert list(
        city.faults("office/clerk", "inquiry.opened", fields | {"grounds": ["p16"]}, within="parks_in")
    ) == ["grounds"]


@clause("hongshan-6-1-1", effect="recorded-core")
def test_the_office_fills_in_the_wording_of_an_entry() -> None:
    city = running()
    fields = {
        "register": "catalogue",
        "title": "省办法第3种",
        "ground": "p3",
        "wording": "照省办法第三种情形抄录",
    }
    city.do("office/clerk", "entry.registered", fields, within="round", name="entry")
    assert (city.held("entry")["ground"], city.held("entry")["wording"]) == ("p3", "照省办法第三种情形抄录")
    assert all(
        re.search(r"第\d+[种项]", scheme().lists["grounds"].values[code].text.zh)
        for code in under("provincial")
    )


@clause("hongshan-6-1-6", effect="enforced")
def test_what_is_due_is_not_left_out() -> None:
    rule = "hongshan-6-1-6 属于问责事项的问题，有问责决定才能销号；不问的要区纪委监察局同意："
    city = running().find().settled().classify("accountability", "listed")
    assert city.why("due_is_pursued", *CLOSE, subject="finding") == f"{rule}还没有办：问责决定"
    decided = city.again().inquire("double").decide("actor")
    assert decided.why("due_is_pursued", *CLOSE, subject="finding") == ""
    other = city.again().find(name="other").inquire("double", about="other").decide("actor", about="other")
    assert other.why("due_is_pursued", *CLOSE, subject="finding") == f"{rule}还没有办：问责决定", (
        "about another problem"
    )
    city.approve("no_accountability", "finding")
    assert city.why("due_is_pursued", *CLOSE, subject="finding") == ""
    unlisted = running().find().settled().classify("accountability", "not_listed")
    assert unlisted.why("due_is_pursued", *CLOSE, subject="finding") == ""


@clause("hongshan-6-1-7", effect="enforced")
def test_what_was_decided_is_not_left_unfiled() -> None:
    city = running().find().hand_over().inquire().conclude().sign_result().file_result()
    close = ("parks/clerk", "inquiry.closed", {})
    assert city.why("decision_is_filed", *close, subject="inquiry") == "", "nothing was decided"
    city.decide("actor", by="parks/clerk")
    said = "hongshan-6-1-7 问责结果备案以后，调查才能办结：还没有办：问责结果备案（报送）"
    assert city.why("decision_is_filed", *close, subject="inquiry") == said
    filing = {"kind": "accountability_filing", "to": "@office", "about": "@inquiry"}
    city.do("parks/clerk", "report.submitted", filing, within="parks_in")
    assert city.why("decision_is_filed", *close, subject="inquiry") == ""


@clause("hongshan-6-1-8", effect="recorded-core")
@pytest.mark.parametrize("fits", [True, False])
def test_a_person_says_whether_a_decision_is_too_light(fits: bool) -> None:
    city = running().find().inquire("double").decide("actor")
    city.do("office/clerk", "inquiry.reviewed", {"fits": fits, "text": "对照同类"}, subject="inquiry")
    held = city.held("inquiry", "inquiry.reviewed")
    assert (held["fits"], held["text"]) == (fits, "对照同类")
    assert city.owed("hold_leaders") == [], "nothing follows from a review by itself"


FAILURES = ["not_pursued", "not_reported", "too_light"]


@clause("hongshan-6-1-9", effect="tracked")
@pytest.mark.parametrize("question", FAILURES)
def test_a_failure_that_people_confirm_is_laid_to_the_leaders(question: str) -> None:
    city = running().find()
    found = {"conclusion": "经核实成立"}
    city.do("office/director", "decision.made", found | {"question": "theme"}, subject="parks_in")
    assert city.owed("hold_leaders") == []
    city.do("office/director", "decision.made", found | {"question": question}, subject="parks_in")
    assert city.owed("hold_leaders") == [Owed("office", "未定")]
    assert len(city.inquire("double").owed("hold_leaders")) == 1
    assert city.inquire("leaders").owed("hold_leaders") == []


# ---------------------------------------------------------------------------- （二） double inquiries

LACKING = "还没有办：问责决定（直接责任人）；还没有办：问责决定（“一把手”）；还没有办：问责决定（分管领导）"


@clause("hongshan-6-2-1", effect="enforced")
def test_what_an_unannounced_visit_found_goes_to_a_double_inquiry() -> None:
    assert running().find("visit").owed("open_double_on_visit") == []
    city = running().find("unannounced")
    assert city.owed("open_double_on_visit") == [Owed("office", "未定")]
    city.settled()
    rule = "hongshan-6-2-1 暗访发现的问题，“一案双查”对每一责任对象都有决定，才能销号："
    assert city.why("unannounced_needs_double", *CLOSE, subject="finding") == rule + LACKING
    city.inquire("leaders", name="other")
    assert len(city.owed("open_double_on_visit")) == 1
    assert city.inquire("double").owed("open_double_on_visit") == []
    city.decide()
    assert city.why("unannounced_needs_double", *CLOSE, subject="finding") == ""


@clause("hongshan-6-2-2", effect="enforced")
def test_what_grew_over_a_long_time_goes_to_a_double_inquiry() -> None:
    recent = running().find().settled().classify("duration", "recent")
    assert recent.why("long_lasting_needs_double", *CLOSE, subject="finding") == ""
    assert recent.owed("open_double_on_duration") == []
    city = running().find().settled().classify("duration", "long_lasting")
    assert city.owed("open_double_on_duration") == [Owed("office", "未定")]
    rule = "hongshan-6-2-2 长期滋生蔓延的问题，“一案双查”对每一责任对象都有决定，才能销号："
    assert city.why("long_lasting_needs_double", *CLOSE, subject="finding") == rule + LACKING
    assert len(city.inquire("leaders", name="other").owed("open_double_on_duration")) == 1
    assert city.inquire("double").owed("open_double_on_duration") == []
    for slot in ("actor", "principal"):
        assert city.decide(slot).why("long_lasting_needs_double", *CLOSE, subject="finding") != ""
    assert city.decide("in_charge").why("long_lasting_needs_double", *CLOSE, subject="finding") == ""


SLOTS = [
    case("6-2-3", "actor"), case("6-2-4", "principal"), case("6-2-5", "in_charge"), case("6-3-7", "department"),
    case("6-3-8", "person"), case("6-3-9", "leaders"),
]  # fmt: skip


@pytest.mark.parametrize("slot", SLOTS)
@pytest.mark.parametrize("pursue", [True, False])
def test_whether_to_pursue_each_of_them_is_decided_with_a_reason(slot: str, pursue: bool) -> None:
    city = running().find().inquire("double").decide(slot, pursue=pursue)
    held = city.held("inquiry", "accountability.decided")
    assert (held["slot"], held["pursue"], held["text"]) == (slot, pursue, "情节轻微，已当场纠正")


# ---------------------------------------------------------------------------- （三） ways of pursuing


@clause("hongshan-6-3-1", effect="recorded-core")
def test_an_approval_handled_for_an_enterprise_is_entered_with_its_days_and_consent() -> None:
    city = running()
    fields = {
        "method": "proxy",
        "staff": ["@江予白"],
        "item": "门头招牌审批",
        "days": 9,
        "consent": True,
        "enterprise": "甲公司",
    }
    city.do("office/clerk", "check.recorded", fields, within="parks_in", name="check")
    held = city.held("check")
    assert (held["item"], held["days"], held["consent"]) == ("门头招牌审批", 9, True)
    form = scheme().form("check.recorded", "proxy")
    assert form is not None
    assert form.fields["enterprise"].personal, "the enterprise is sealed"


@clause("hongshan-6-3-2", effect="tracked")
def test_a_difficult_matter_is_pushed_level_by_level_until_it_is_settled() -> None:
    city = running().complain().accept().assign()
    assert city.classify("difficulty", "plain", "complaint").owed("push_difficult") == []
    city.classify("difficulty", "difficult", "complaint")
    assert city.owed("push_difficult") == [Owed("office", "未定")]
    duty = city.duty("push_difficult")
    city.do(
        "office/director", "duty.escalated", {"duty": str(duty.id), "to": "@committee"}, subject="complaint"
    )
    assert city.duty("push_difficult").co_owners == (str(city.keys["committee"]),), (
        "the next level owes it too"
    )
    assert len(city.answer().owed("push_difficult")) == 1, "answered is not settled"
    closed = {"result": "handled", "text": "已办成"}
    city.do("office/clerk", "complaint.closed", closed, subject="complaint")
    assert city.owed("push_difficult") == []


@clause("hongshan-6-3-2", effect="tracked")
def test_a_difficult_problem_is_pushed_until_it_is_struck_off() -> None:
    city = running().find().classify("difficulty", "difficult").settled()
    assert city.owed("push_difficult") == [Owed("office", "未定")]
    assert city.close().owed("push_difficult") == []


@clause("hongshan-6-3-3", effect="tracked")
def test_a_typical_problem_is_handled_directly_within_fifteen_days() -> None:
    assert running().find().classify("handling", "ordinary").owed("handle_directly") == []
    city = running().find().classify("handling", "direct")
    # 1 June 2015 and fifteen days: Tuesday 16 June.
    assert city.owed("handle_directly") == [Owed("office", "2015-06-16")]
    assert len(city.hand_over().owed("handle_directly")) == 1
    city.do(
        "office/director", "matter.concluded", {"conclusion": "proved", "text": "查实"}, subject="finding"
    )
    assert city.owed("handle_directly") == []


CAUSES = [case("6-3-4", "inaction"), case("6-3-5", "misaction"), case("6-3-6", "slow_action")]


@pytest.mark.parametrize("cause", CAUSES)
def test_what_lies_behind_a_problem_is_entered(cause: str) -> None:
    city = running().find()
    city.do(
        "office/clerk", "matter.analysed", {"cause": "无人值班也无人管", "behind": [cause]}, subject="finding"
    )
    assert city.held("finding", "matter.analysed")["behind"] == [cause]


@clause("hongshan-6-2-4", effect="recorded-core")
@pytest.mark.parametrize("slot", ["principal", "in_charge"])
def test_a_unit_does_not_decide_on_its_own_leaders(slot: str) -> None:
    city = running().find().hand_over().assign("finding").inquire().conclude()
    told = {
        "slot": slot,
        "whom": "局长",
        "pursue": True,
        "text": "管理不严",
        "matter": "@finding",
        "responsible": "主任",
    }
    said = "hongshan-6-2-4 hongshan-6-2-5 对“一把手”和分管领导的问责，不由本单位自己决定：这件事由纪检组织、区治庸问责办办理"
    assert (
        city.why("heads_not_by_own_unit", "parks/clerk", "accountability.decided", told, subject="inquiry")
        == said
    )
    for by in ("organ/clerk", "office/clerk"):
        assert city.why("heads_not_by_own_unit", by, "accountability.decided", told, subject="inquiry") == ""
    city.decide("actor", by="parks/clerk")
    assert city.held("inquiry", "accountability.decided")["slot"] == "actor"


# ---------------------------------------------------------------------------- who is kept off


@clause("base-15", effect="enforced")
def test_the_office_decides_on_a_recusal_that_was_asked_for_as_the_text_names_nobody() -> None:
    city, person = running(), running().holder("review_team", "citizen")
    city.do(
        "review_team/citizen",
        "tie.declared",
        {"towards": "@parks", "ground": "near_relative"},
        subject=person,
    )
    asked = {"unit": "@parks", "ground": "near_relative", "who_asks": "self"}
    city.do("review_team/citizen", "recusal.requested", asked, subject=person)
    assert city.owed("decide_recusal") == [Owed("office", "未定", "review_team")]
    decided = {"unit": "@parks", "kept_off": True, "text": "是近亲属"}
    assert city.refused("discipline/clerk", "recusal.decided", decided, subject=person)
    city.do("office/director", "recusal.decided", decided, subject=person)
    assert city.owed("decide_recusal") == []
    assert "治庸问责办决定" in scheme().duties["decide_recusal"].reading.zh
