"""What comes back is owed again: by whoever owed it, until the day given with the return, and returned by whom it was for."""

from datetime import date

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered, fed_back, rectified, reported
from tests.regulations.yiwu.test_article_17 import received
from tests.regulations.yiwu.test_safeguards import may_do

clause = pytest.mark.clause

BACK = {"missing": "写得不清楚"}
ANSWER = {"outcome": "preliminary", "text": "已初核", "document": "复函1号"}
REPORT = {"kind": "rectification_report", "to": ["@office"], "text": "整改情况"}


# ------------------------------------------------------------------------------------------ reports


def sent_in() -> City:
    """The town reports on its rectification in time, on 20 November 2015; the month ends on 21 December."""
    city = fed_back()
    city.do("town/contact", "report.submitted", REPORT, within="inspection", name="return")
    assert city.owed("rectification_report") == []
    return city


def test_a_report_sent_back_is_owed_again_until_the_day_of_the_clause() -> None:
    city = sent_in()
    city.do("office/clerk", "work.returned", BACK, subject="return")
    assert city.owed("rectification_report") == [Owed("town", "2015-12-21", "office")]
    assert len(city.duties("rectification_report", "discharged")) == 1, "that it came in time stays as it was"
    city.do("town/contact", "report.submitted", REPORT, subject="return")
    assert city.owed("rectification_report") == []


def test_a_report_sent_back_with_a_limit_is_owed_until_then() -> None:
    city = sent_in()
    city.do("office/clerk", "work.returned", BACK | {"due": "2015-12-04"}, subject="return")
    assert city.owed("rectification_report") == [Owed("town", "2015-12-04", "office")]


def test_a_report_sent_back_after_its_day_is_owed_without_one_until_a_limit_is_set() -> None:
    city = sent_in()
    city.play.on(date(2016, 1, 5))
    city.do("office/clerk", "work.returned", BACK, subject="return")
    assert city.owed("rectification_report") == [Owed("town", "未定", "office")]


def test_what_is_sent_back_twice_is_owed_once_each_time() -> None:
    city = sent_in()
    for _ in range(2):
        city.do("office/clerk", "work.returned", BACK, subject="return")
        assert len(city.owed("rectification_report")) == 1
        city.do("town/contact", "report.submitted", REPORT, subject="return")
    assert city.owed("rectification_report") == []
    assert len(city.duties("rectification_report", "discharged")) == 3


def test_a_report_that_nobody_owed_is_owed_by_nobody_when_it_comes_back() -> None:
    city = sent_in()
    city.do("town/contact", "report.submitted", REPORT, within="inspection", name="unasked")
    before = len(city.play.duties(state="open"))
    city.do("office/clerk", "work.returned", BACK, subject="unasked")
    assert len(city.play.duties(state="open")) == before


@clause("base-20", effect="enforced")
def test_a_report_is_returned_by_whom_it_was_sent_to_alone() -> None:
    city = sent_in()
    back = ("work.returned", BACK)
    assert city.why("returned_by_addressee", "team/head", *back, subject="return") == (
        "base-20 报送的材料由收件的一方退回：只有收件单位能办这一步"
    )
    assert city.why("returned_by_addressee", "office/clerk", *back, subject="return") == ""


def test_a_paper_is_not_returned_but_withdrawn_by_whoever_sent_it() -> None:
    [refusal] = fed_back().refused("team/head", "work.returned", BACK, subject="feedback")
    assert refusal.what.zh == "文稿上没有“退回重办”"


# ------------------------------------------------------------------------------------------ requests


def asked() -> City:
    city = entered()
    fields = {"kind": "explanation", "to": "@town", "title": "补贴", "text": "请说明", "due": "2015-10-15"}
    city.do("team/member", "request.made", fields, within="inspection", name="request")
    city.do("town/contact", "request.answered", {"text": "已说明"}, subject="request")
    assert city.owed("answer_request") == []
    return city


def test_an_answer_sent_back_is_owed_again() -> None:
    city = asked()
    city.do("team/head", "work.returned", BACK, subject="request")
    assert city.owed("answer_request") == [Owed("town", "2015-10-15", "team")]
    city.do("town/contact", "request.answered", {"text": "补充说明"}, subject="request")
    assert city.owed("answer_request") == []


def test_an_answer_sent_back_may_be_let_go_by_whoever_asked() -> None:
    city = asked()
    city.do("team/head", "work.returned", BACK, subject="request")
    closed = ("request.closed", {"text": "不再需要"})
    assert city.why("owed", "office/clerk", *closed, subject="request").startswith("yiwu-25-1 ")
    city.do("team/head", *closed, subject="request")
    assert city.owed("answer_request") == []


@clause("base-20", effect="enforced")
def test_an_answer_is_returned_by_whoever_asked_alone() -> None:
    city = asked()
    assert city.why("answer_returned_by_asker", "office/clerk", "work.returned", BACK, subject="request") == (
        "base-20 答复由提出的一方退回：请由办“请求、请示”、“移交”的一方办理"
    )
    assert city.why("answer_returned_by_asker", "team/member", "work.returned", BACK, subject="request") == ""


# ------------------------------------------------------------------------------------------ referrals


def taken() -> City:
    """A referral received by the discipline commission on 20 November 2015."""
    city = received("discipline", "discipline", "cadre_breach")
    city.do(
        "discipline/contact",
        "disposition.proposed",
        {"class": "preliminary", "text": "先作初步核实"},
        subject="referral",
    )
    return city


def test_the_answer_to_a_referral_sent_back_is_owed_again() -> None:
    city = taken()
    [before] = city.owed("receiver_reply")
    city.do("discipline/contact", "referral.answered", ANSWER, subject="referral")
    assert city.owed("receiver_reply") == []
    city.do("office/clerk", "work.returned", BACK, subject="referral")
    assert city.owed("receiver_reply") == [before]
    assert city.why("owed", "office/clerk", "referral.closed", {}, subject="referral").startswith(
        "yiwu-17-18 "
    )
    city.do("discipline/contact", "referral.answered", ANSWER, subject="referral")
    assert city.owed("receiver_reply") == []


@clause("base-20", effect="enforced")
def test_a_referral_is_sent_back_only_once_it_was_answered() -> None:
    city = taken()
    back = ("answered_before_returned", "office/clerk", "work.returned", BACK)
    assert city.why(*back, subject="referral") == (
        "base-20 移交件有了答复才能退回重办：现在是“已收到”，要到“已答复”才能办"
    )
    city.do("discipline/contact", "referral.answered", ANSWER, subject="referral")
    assert city.why(*back, subject="referral") == ""


def objected() -> City:
    """The discipline commission objects to a referral of the office."""
    city = reported().dispose()
    assert city.owed("transfer_discipline") == [Owed("office", "未定", "group")]
    city.draft_referral("discipline", "clue", "discipline")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    assert city.owed("transfer_discipline") == []
    city.do(
        "discipline/contact",
        "referral.objected",
        {"text": "不属职责", "proper": "市纪委"},
        subject="referral",
    )
    return city


@clause("yiwu-17-6", effect="tracked")
def test_a_transfer_that_was_objected_to_is_owed_again_and_goes_to_the_proper_receiver() -> None:
    city = objected()
    assert city.owed("transfer_discipline") == [Owed("office", "未定", "group")]
    city.body("other", "receiver", "市纪委第一纪检监察室", function="discipline")
    fields = {"route": "discipline", "of": ["@clue"], "receiver": "@other", "managed_by": "unit_managed",
              "extract": "摘要", "basis": "依据"}  # fmt: skip
    city.do("office/clerk", "referral.drafted", fields, subject="referral")
    assert (city.subject("referral").state, city.held("referral")["version"]) == ("drafted", 2)
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    assert city.owed("transfer_discipline") == []
    assert city.owed("take_referral") == [Owed("other", "未定", "office")]


@clause("base-21", effect="enforced")
def test_a_mistaken_referral_is_voided_by_whoever_drafted_it_and_its_number_stays() -> None:
    city = reported().dispose().draft_referral("discipline", "clue", "discipline")
    number = city.subject("referral").number
    void = ("referral.withdrawn", {"text": "接收单位写错"})
    assert city.why("own_referral", "team/head", *void, subject="referral") == (
        "base-21 移交稿由拟稿的一方写明理由作废，号码保留：请由办“拟移交”的一方办理"
    )
    assert city.faults("office/clerk", "referral.withdrawn", {}, subject="referral") == {
        "text": "请填写：内容"
    }
    city.do("office/clerk", *void, subject="referral")
    assert (city.subject("referral").state, city.subject("referral").number) == ("withdrawn", number)
    assert len(city.owed("transfer_discipline")) == 1, "the clue is still to be handed over"


def test_what_was_objected_to_is_voided_and_what_was_received_is_not() -> None:
    city = objected()
    city.do("office/clerk", "referral.withdrawn", {"text": "改走组织部门"}, subject="referral")
    assert len(city.owed("transfer_discipline")) == 1
    [refusal] = taken().refused("office/clerk", "referral.withdrawn", {"text": "误"}, subject="referral")
    assert refusal.rule == "state"


# ------------------------------------------------------------------------------------------ early transfers

SENT = ("team/head", "referral.sent", {})


def early(route: str = "early_discipline", receiver: str = "discipline") -> City:
    """An early transfer that the office approved."""
    city = entered().lead().draft_referral(route, "clue", receiver, by="team/head")
    return city.approve("early_transfer", "referral")


@clause("yiwu-15-3", effect="tracked")
def test_the_inspection_does_not_end_between_the_approval_of_an_early_transfer_and_its_sending() -> None:
    city = early()
    end = ("early_sent_before_end", "team/head", "inspection.ended", {})
    assert city.why(*end, subject="inspection") == (
        "yiwu-15-3 yiwu-15-4 已批准的提前移交，在结束巡查以前办完：还有待办：办理已批准的提前移交"
    )
    city.do(*SENT, subject="referral")
    assert city.why(*end, subject="inspection") == ""
    city.end()


def test_an_early_transfer_that_is_not_to_go_any_more_is_voided_and_the_inspection_ends() -> None:
    city = early()
    city.do("team/head", "referral.withdrawn", {"text": "改走分类处置"}, subject="referral")
    assert [duty.state for duty in city.duties("send_early", "lapsed")] == ["lapsed"]
    city.end().report()
    assert city.owed("propose_class") == [Owed("office", "未定", "team")], "it goes by article 17"


@clause("yiwu-15-1", effect="enforced")
@pytest.mark.parametrize(
    ("route", "receiver"), [("early_discipline", "discipline"), ("early_political", "police")]
)
def test_an_early_transfer_is_asked_for_and_approved_during_the_inspection_only(
    route: str, receiver: str
) -> None:
    city = entered().lead().draft_referral(route, "clue", receiver, by="team/head")
    request = {"for_act": "early_transfer", "to": "office"}
    asked = ("early_during_inspection", "team/head", "approval.requested", request)
    given = ("early_during_inspection", "office/director", "approval.given", {"for_act": "early_transfer"})
    assert city.why(*asked, subject="referral") == ""
    city.do("team/head", "approval.requested", request, subject="referral")
    assert city.why(*given, subject="referral") == ""
    said = "yiwu-15-1 只有巡查期间才能提前移交：现在是“已结束”，要到“巡查中”才能办"
    city.end()
    assert city.why(*asked, subject="referral") == said
    assert city.why(*given, subject="referral") == said


@clause("yiwu-17-2", effect="tracked")
@pytest.mark.parametrize(
    ("route", "receiver"), [("early_discipline", "discipline/contact"), ("early_political", "police")]
)
def test_a_lead_whose_early_transfer_is_objected_to_after_the_report_is_classed(
    route: str, receiver: str
) -> None:
    city = early(route, receiver.partition("/")[0])
    city.do(*SENT, subject="referral")
    city.lead("other").end().report()
    assert city.owed("propose_class_of_refused_lead") == []
    city.do(receiver, "referral.objected", {"text": "不属职责"}, subject="referral")
    assert city.owed("propose_class_of_refused_lead") == [Owed("office", "未定", "team")]
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="other")
    assert len(city.owed("propose_class_of_refused_lead")) == 1, "that was another clue"
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    assert city.owed("propose_class_of_refused_lead") == []


def test_an_early_transfer_objected_to_during_the_inspection_is_owed_again() -> None:
    city = early()
    city.do(*SENT, subject="referral")
    assert city.owed("send_early") == []
    city.do("discipline/contact", "referral.objected", {"text": "不属职责"}, subject="referral")
    assert city.owed("send_early") == [Owed("team/head", "未定", "office")]
    assert city.owed("propose_class_of_refused_lead") == [], "the report will see to it"


# ------------------------------------------------------------------------------------------ rectifications


@clause("base-20", effect="enforced")
def test_a_rectification_is_not_returned_by_whoever_reported_it() -> None:
    city = rectified()
    may_do(city, "work.returned", roles=("unit",))
    asked = ("rectification_returned_by_another", "town/contact", "work.returned", BACK)
    assert city.why(*asked, subject="finding") == (
        "base-20 整改不由整改的一方自己退回：办理人与前一环节是同一个，应当由另外的人办理"
    )
    assert (
        city.why(
            "rectification_returned_by_another", "office/clerk", "work.returned", BACK, subject="finding"
        )
        == ""
    )
