"""Article 25: the unit cooperates, hands papers over, rectifies as required and strikes at nobody."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered, fed_back, rectified

clause = pytest.mark.clause

ASKED = {"to": "@town", "title": "补贴台账", "text": "请说明"}


@clause("yiwu-25-1", effect="tracked")
@pytest.mark.parametrize(("due", "when"), [({"due": "2015-10-15"}, "2015-10-15"), ({}, "按要求")])
def test_the_unit_answers_what_the_team_asks(due: dict[str, str], when: str) -> None:
    city = entered()
    city.do(
        "team/member",
        "request.made",
        {"kind": "explanation", **ASKED, **due},
        within="inspection",
        name="request",
    )
    assert city.owed("answer_request") == [Owed("town", when, "team")]
    city.do(
        "team/member", "request.made", {"kind": "explanation", **ASKED}, within="inspection", name="other"
    )
    city.do("town/contact", "request.answered", {"text": "答复"}, subject="other")
    assert len(city.owed("answer_request")) == 1, "an answer to another question is none to this one"
    city.do("town/contact", "request.answered", {"text": "答复"}, subject="request")
    assert city.owed("answer_request") == []


def test_a_body_that_the_team_enquires_of_answers_too() -> None:
    city = entered().ask("enquiry", to="discipline", source="discipline")
    [rule] = {duty.rule for duty in city.play.duties(stream=city.keys["enquiry"])}
    assert [(owed.by, owed.to) for owed in city.owed(rule)] == [("discipline", "team")]
    city.answer("enquiry", by="discipline/contact")
    assert city.owed(rule) == []


@clause("yiwu-25-6", effect="tracked")
@pytest.mark.parametrize(("due", "when"), [({"due": "2015-10-15"}, "2015-10-15"), ({}, "按要求")])
def test_the_unit_hands_over_the_papers_asked_for(due: dict[str, str], when: str) -> None:
    city = entered()
    fields = {"kind": "papers", "material": "accounts", **ASKED, **due}
    city.do("team/member", "request.made", fields, within="inspection", name="request")
    assert city.owed("hand_papers") == [Owed("town", when, "team")]
    assert city.owed("answer_request") == []
    city.do(
        "team/member", "request.made", {"kind": "explanation", **ASKED}, within="inspection", name="other"
    )
    city.do("town/contact", "request.answered", {"text": "答复"}, subject="other")
    assert len(city.owed("hand_papers")) == 1, "an explanation hands no papers over"
    city.do("town/contact", "request.answered", {"text": "已交账册"}, subject="request")
    assert city.owed("hand_papers") == []


def test_a_request_taken_back_is_owed_nothing_any_more() -> None:
    city = entered()
    city.do(
        "team/member", "request.made", {"kind": "explanation", **ASKED}, within="inspection", name="request"
    )
    city.do("team/member", "request.closed", {"text": "已从别处了解"}, subject="request")
    assert [duty.state for duty in city.duties("answer_request", "lapsed")] == ["lapsed"]


@pytest.mark.parametrize("form", ["criticism", "organisational", "disciplinary"])
def test_accountability_of_a_unit_names_person_ground_outcome_and_body(form: str) -> None:
    city = entered()
    inquiry = {
        "kind": "unit",
        "title": "对柳塘镇的调查",
        "about": ["镇长"],
        "grounds": ["unit_refusing"],
        "text": "拒交账册",
    }
    city.do("discipline/contact", "inquiry.opened", inquiry, within="inspection", name="inquiry")
    outcome = {"whom": "镇长", "pursue": True, "form": form, "text": "理由"}
    by = "organisation" if form == "organisational" else "discipline"
    city.do(f"{by}/contact", "accountability.decided", outcome, subject="inquiry")
    said = city.held("inquiry", "accountability.decided")
    assert (said["whom"], said["form"], said["_"]["party"]) == ("镇长", form, str(city.keys[by]))


GROUNDS = [
    "unit_hiding",
    "unit_false",
    "unit_blocking",
    "unit_framing",
    "unit_other",
]


@pytest.mark.parametrize("ground", GROUNDS)
def test_an_inquiry_into_a_unit_names_its_ground(ground: str) -> None:
    city = entered()
    fields = {"kind": "unit", "title": "调查", "about": ["镇长"], "grounds": [ground], "text": "情况"}
    city.do("office/clerk", "inquiry.opened", fields, within="inspection", name="inquiry")
    assert city.held("inquiry")["grounds"] == [ground]
    wrong = fields | {"grounds": ["unit_slow"]}
    assert list(city.faults("office/clerk", "inquiry.opened", wrong, within="inspection")) == ["grounds"]


def test_false_accusation_is_never_offered_as_a_reason_to_close_a_letter() -> None:
    results = entered().play.scheme.lists["complaint_results"].values
    assert not any("诬告" in value.text.zh for value in results.values())


@clause("yiwu-25-9", effect="tracked")
def test_a_refusal_to_correct_gives_its_reason_and_the_office_looks_at_it() -> None:
    city = fed_back()
    dispute = ("town/principal", "rectification.disputed")
    city.do("town/contact", "rectification.disputed", {"text": "资金已由县级收回"}, subject="finding")
    assert city.faults(*dispute, {}, subject="finding") == {"text": "请填写：内容"}
    assert city.owed("look_at_dispute") == [Owed("office", "未定", "team")]
    city.do("team/head", "matter.annotated", {"text": "已阅"}, subject="finding")
    assert len(city.owed("look_at_dispute")) == 1, "the head's note is not the office's"
    city.do("office/clerk", "matter.annotated", {"text": "理由不成立，继续整改"}, subject="finding")
    assert city.owed("look_at_dispute") == []


@clause("yiwu-25-9", effect="tracked")
def test_a_rectification_that_the_office_sends_back_answers_the_dispute_too() -> None:
    city = fed_back()
    city.do("town/contact", "rectification.disputed", {"text": "资金已由县级收回"}, subject="finding")
    plan = {"responsible_post": "主任", "measures": [{"what": "补发", "done_on": "2015-11-20"}]}
    city.do("town/principal", "rectification.planned", plan, subject="finding")
    city.do("town/principal", "rectification.reported", {"result": "无法补发"}, subject="finding")
    assert city.owed("look_at_dispute") == [Owed("office", "未定", "team")]
    city.do("office/clerk", "work.returned", {"missing": "理由不成立，继续补发"}, subject="finding")
    assert city.owed("look_at_dispute") == []


def planned() -> City:
    city = fed_back()
    plan = {
        "responsible_post": "主任",
        "measures": [{"what": "补发", "done_on": "2015-11-20"}],
        "due": "2015-12-18",
    }
    city.do("town/principal", "rectification.planned", plan, subject="finding")
    return city


@clause("yiwu-25-10", effect="tracked")
def test_the_unit_carries_out_what_it_planned_by_its_own_date() -> None:
    city = planned()
    assert city.owed("carry_out") == [Owed("town", "2015-12-18", "team")]
    city.do("town/contact", "rectification.progressed", {"text": "已补发一半"}, subject="finding")
    assert len(city.owed("carry_out")) == 1, "progress is not the end"
    city.do("town/principal", "rectification.reported", {"result": "全部补发"}, subject="finding")
    assert city.owed("carry_out") == []


@clause("yiwu-25-10", effect="tracked")
def test_a_rectification_that_does_not_stand_is_owed_again() -> None:
    city = rectified()
    assert city.owed("carry_out") == []
    seen = {"stage": "close_out", "passed": False, "seen_on": city.today, "text": "三户没有领到"}
    city.do("office/clerk", "rectification.verified", seen, subject="finding")
    assert city.subject("finding").state == "planned"
    assert city.owed("carry_out") == [Owed("town", "按计划", "office")]
    city.do("town/principal", "rectification.reported", {"result": "已补齐"}, subject="finding")
    assert city.owed("carry_out") == []


@clause("yiwu-25-10", effect="tracked")
def test_a_rectification_sent_back_is_owed_by_the_date_given() -> None:
    city = rectified()
    back = {"missing": "缺签收表", "due": "2015-12-10"}
    city.do("office/clerk", "work.returned", back, subject="finding")
    assert city.owed("carry_out") == [Owed("town", "2015-12-10", "team")]


def test_a_verified_rectification_is_owed_nothing_more() -> None:
    city = rectified().close_out()
    assert city.owed("carry_out") == []


RETALIATION = {"kind": "retaliation", "channel": "letter", "subject": "反映人被调离", "addressee": "office"}


@clause("yiwu-25-11", effect="enforced")
@pytest.mark.parametrize("addressee", ["team", "leading_group", ""])
def test_retaliation_goes_straight_to_the_office(addressee: str) -> None:
    city = entered()
    fields = RETALIATION | {"addressee": addressee}
    assert (
        city.why("retaliation_to_office", "office/clerk", "complaint.received", fields, within="inspection")
        == "yiwu-25-11 打击报复的反映直接交巡查办，单位看不到：“收件机构”不符合要求"
    )
    city.do("office/clerk", "complaint.received", RETALIATION, within="inspection")


@clause("yiwu-25-11", effect="enforced")
def test_the_unit_never_reads_who_reported_retaliation() -> None:
    city = entered()
    city.do("office/clerk", "complaint.received", RETALIATION, within="inspection", name="retaliation")
    found = city.subject("retaliation")
    assert found.readers == {city.keys["office"]}
    assert city.keys["town"] in found.barred


@clause("yiwu-25-11", effect="enforced")
def test_a_report_of_retaliation_entered_by_mistake_is_voided_by_the_office_alone() -> None:
    city = entered()
    city.do("office/clerk", "complaint.received", RETALIATION, within="inspection", name="retaliation")
    void = ("matter.withdrawn", {"text": "重复登记"})
    said = "yiwu-24-15 yiwu-25-11 向巡查办反映巡查人员和打击报复的，误登由巡查办作废，巡查组不经手：这件事由巡查办办理"
    for by in ("team/head", "team/registrar", "group/leader"):
        assert city.why("register_of_office", by, *void, subject="retaliation") == said, by
    city.do("office/clerk", *void, subject="retaliation")
    assert city.subject("retaliation").state == "withdrawn"
    assert city.subject("retaliation").number.endswith("1号"), "its number stays"
