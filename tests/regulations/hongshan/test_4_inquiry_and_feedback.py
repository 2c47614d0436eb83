"""Part four (2) and (3): the unit's inquiry and its head's signature, second handling, direct accountability, feedback three ways."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.hongshan.district import District, running, scheme
from tests.regulations.hongshan.test_1_aims_and_education import case
from tests.regulations.office import Owed
from xuncha.core.refusal import Refused

clause = pytest.mark.clause


# ---------------------------------------------------------------------------- （二） the unit's inquiry


@clause("hongshan-4-2-1", effect="tracked")
def test_a_unit_starts_an_inquiry_into_what_it_found_itself() -> None:
    assert running().find().owed("start_own_inquiry") == [], "nobody tells the unit before it is told"
    city = running().find("own", "parks/clerk")
    assert city.owed("start_own_inquiry") == [Owed("parks", "及时")]
    city.inquire("double", name="other")
    assert len(city.owed("start_own_inquiry")) == 1, "the office's inquiry is not the unit's"
    assert city.inquire().owed("start_own_inquiry") == []


@clause("hongshan-4-2-1", effect="tracked")
def test_a_unit_starts_an_inquiry_into_what_is_handed_over() -> None:
    city = running().find().hand_over()
    assert city.owed("start_inquiry") == [Owed("parks", "及时", "office")]
    assert len(city.plan().owed("start_inquiry")) == 1
    assert city.inquire().owed("start_inquiry") == []
    inquired = running().find("own", "parks/clerk").inquire().hand_over()
    assert inquired.owed("start_inquiry") == [], "it was started before"
    assert running().find("superior_unannounced").hand_over().owed("start_inquiry") == []


@clause("hongshan-4-2-2", effect="enforced")
def test_an_inquiry_ends_with_a_proposal() -> None:
    city = running().find().hand_over().inquire()
    ended = ("parks/clerk", "inquiry.concluded", {"found": "值班没有落实", "proposals": ["增派人员"]})
    said = "hongshan-4-2-2 调查要提出整改建议或者问责建议：请填写：建议类别"
    assert city.why("proposal_made", *ended, subject="inquiry") == said
    for kind in ("rectify", "account"):
        proposed = (*ended[:2], ended[2] | {"proposal_kinds": [kind]})
        assert city.why("proposal_made", *proposed, subject="inquiry") == ""
    assert list(city.faults(*ended[:2], {"found": "值班没有落实"}, subject="inquiry")) == ["proposals"]


def concluded() -> District:
    return running().find().hand_over().inquire().conclude()


FILING = {"kind": "handling_result", "to": "@office", "document": "@result", "about": "@inquiry"}


@clause("hongshan-4-2-3", effect="enforced")
def test_a_result_is_filed_only_with_the_signature_of_the_head() -> None:
    city = concluded()
    city.do(
        "parks/clerk",
        "document.drafted",
        {"kind": "handling_result", "text": "已查清"},
        within="parks_in",
        name="result",
    )
    said = "hongshan-4-2-3 主要领导签字以后才能报备案：单位主要领导还没有签这一稿"
    filed = ("parks/clerk", "report.submitted", FILING)
    assert city.why("filed_once_signed", *filed, within="parks_in") == said
    city.do("parks/principal", "document.signed", {}, subject="result")
    assert city.why("filed_once_signed", *filed, within="parks_in") == ""
    city.do(
        "parks/clerk", "document.drafted", {"kind": "handling_result", "text": "改过一稿"}, subject="result"
    )
    assert city.why("filed_once_signed", *filed, within="parks_in") == said, (
        "the text was changed after the signature"
    )


@clause("hongshan-4-2-3", effect="enforced")
def test_another_signed_paper_does_not_stand_for_the_result() -> None:
    city = concluded()
    city.do(
        "parks/clerk",
        "document.drafted",
        {"kind": "powers_list", "title": "权力清单"},
        within="parks_in",
        name="result",
    )
    city.do("parks/principal", "document.signed", {}, subject="result")
    said = "hongshan-4-2-3 主要领导签字以后才能报备案：还没有写明依据哪一件"
    assert city.why("filed_once_signed", "parks/clerk", "report.submitted", FILING, within="parks_in") == said


@clause("hongshan-4-2-3", effect="enforced")
def test_nobody_signs_for_the_head() -> None:
    city = concluded()
    city.do(
        "parks/clerk",
        "document.drafted",
        {"kind": "handling_result", "text": "已查清"},
        within="parks_in",
        name="result",
    )
    rule = "hongshan-4-2-3 处理结果由单位主要领导本人签字："
    assert city.why("head_signs_in_person", "office/director", "document.signed", {}, subject="result") == (
        f"{rule}这件事由单位主要领导办理"
    )
    assert city.why("head_signs_in_person", "parks/principal", "document.signed", {}, subject="result") == ""
    stands_in = {
        "seat": "principal",
        "person": "@方竹青",
        "to": "@严明礼",
        "from_on": "2015-06-01",
        "until": "2015-06-30",
    }
    city.do("office/clerk", "post.deputised", stands_in, subject="parks")
    [deputy] = [seat for seat in city.play.book.rows["seat"].values() if seat.acting_for]
    [refusal] = city.play.refusals("document.signed", {}, subject=city.keys["result"], by=deputy)
    assert refusal.rule == "head_signs_in_person"
    assert [one.text.zh for one in refusal.missing] == ["这一步要本人办，代理的人不能办"]


@clause("hongshan-4-2-4", effect="tracked")
def test_the_signed_result_is_filed_with_the_office() -> None:
    city = concluded()
    assert city.owed("file_result") == [Owed("parks", "未定", "office")]
    assert len(city.sign_result().owed("file_result")) == 1
    city.do("parks/clerk", "report.submitted", FILING | {"to": "@government"}, within="parks_in")
    assert len(city.owed("file_result")) == 1, "filed with somebody else"
    assert city.file_result().owed("file_result") == []
    assert running().find().inquire("double").conclude("office/clerk").owed("file_result") == []


@clause("hongshan-4-2-5", effect="tracked")
def test_the_office_reviews_each_result_that_is_filed() -> None:
    city = concluded().inquire(name="other").conclude(name="other").sign_result().file_result()
    assert city.owed("review_result") == [Owed("office", "未定")]
    review = ("office/clerk", "inquiry.reviewed", {"fits": True, "text": "适当"})
    city.do(*review, subject="other")
    assert len(city.owed("review_result")) == 1, "of another inquiry"
    city.do(*review, subject="inquiry")
    assert city.owed("review_result") == []


# ---------------------------------------------------------------------------- second handling

AGAIN = ("office/director", "matter.rehandled", {"owner": "@discipline", "due": "2015-07-31"})


@clause("hongshan-4-2-6", effect="enforced")
def test_a_second_handling_rests_on_a_person_finding_poor_handling_and_saying_why() -> None:
    city = running().dissatisfied()
    rule = "hongshan-4-2-6 二次办理由治庸问责办认定处理不力、写明理由后启动："
    said = f"{rule}请填写：理由；还没有作出定性：办理质量"
    assert city.why("second_handling_by_office", *AGAIN, subject="complaint") == said
    city.classify("quality", "proper", "complaint")
    assert "办理质量定的是“处理得当”" in city.why("second_handling_by_office", *AGAIN, subject="complaint")
    city.classify("quality", "poor", "complaint")
    assert city.why("second_handling_by_office", *AGAIN, subject="complaint") == f"{rule}请填写：理由"
    assert city.why("second_handling_by_office", *AGAIN, subject="complaint", reason="只答不办") == ""
    other = ("organ/clerk", *AGAIN[1:])
    assert "这件事由区治庸问责办办理" in city.why(
        "second_handling_by_office", *other, subject="complaint", reason="只答不办"
    )


@clause("hongshan-4-2-6", effect="enforced")
def test_a_complaint_is_not_handled_again_while_nobody_is_dissatisfied() -> None:
    said = "hongshan-4-2-6 投诉件的二次办理，要有群众不满意："
    for answer in ("satisfied", "none"):
        city = (
            running()
            .complain()
            .accept()
            .assign()
            .answer()
            .rate(answer)
            .classify("quality", "poor", "complaint")
        )
        assert city.why(
            "second_handling_on_dissatisfaction", *AGAIN, subject="complaint", reason="复查"
        ).startswith(said)
    city = running().dissatisfied()
    assert city.why("second_handling_on_dissatisfaction", *AGAIN, subject="complaint", reason="复查") == ""
    closed = running().find().settled().close()
    assert closed.why("second_handling_on_dissatisfaction", *AGAIN, subject="finding", reason="复查") == ""


@clause("hongshan-4-2-6", effect="enforced")
def test_it_has_a_new_owner_and_day_and_the_first_record_stays() -> None:
    city = running().dissatisfied().handle_again()
    assert city.owed("handle_again") == [Owed("discipline", "2015-07-31", "office")]
    assert (city.subject("complaint").state, city.subject("complaint").cycle) == ("rehandled", 2)
    assert city.held("complaint", "complaint.answered")["remedy"] == "当日补办"
    city.do("centre/clerk", "complaint.extracted", {"extract": "办证超时"}, subject="complaint")
    assert len(city.owed("handle_again")) == 1
    assert city.answer("discipline/clerk").owed("handle_again") == []


@clause("hongshan-4-2-6", effect="enforced")
def test_a_problem_handled_again_is_planned_and_reported_once_more() -> None:
    city = running().find().settled().classify("quality", "poor").close()
    city.do(
        "office/director", "matter.rehandled", {"owner": "@parks"}, subject="finding", reason="群众不满意"
    )
    assert city.owed("handle_again") == [Owed("parks", "未定", "office")]
    assert "evidence.added" not in city.held("finding"), (
        "what was brought for the first handling counts for no other"
    )
    assert city.plan().report().owed("handle_again") == []


CLOSED = ("office/clerk", "complaint.closed", {"result": "handled", "text": "已补办"})
LACKING = "还没有办：问责决定（直接责任人）；还没有办：问责决定（“一把手”）；还没有办：问责决定（分管领导）"


@clause("hongshan-4-2-7", effect="enforced")
def test_a_second_handling_is_closed_once_the_double_inquiry_decided_on_each() -> None:
    city = running().dissatisfied()
    assert city.why("second_needs_double", *CLOSED, subject="complaint") == "", (
        "the first handling needs none"
    )
    city.handle_again().answer("discipline/clerk")
    rule = "hongshan-4-2-7 二次办理的件，“一案双查”对每一责任对象都有决定，才能办结："
    assert city.why("second_needs_double", *CLOSED, subject="complaint") == rule + LACKING
    assert city.owed("open_double_on_second") == [Owed("office", "未定")]
    city.inquire("leaders", about="complaint", name="other")
    assert len(city.owed("open_double_on_second")) == 1
    assert city.inquire("double", about="complaint").owed("open_double_on_second") == []
    city.decide("actor", "principal", about="complaint")
    assert (
        city.why("second_needs_double", *CLOSED, subject="complaint")
        == f"{rule}还没有办：问责决定（分管领导）"
    )
    city.decide("in_charge", about="complaint")
    assert city.why("second_needs_double", *CLOSED, subject="complaint") == ""


@clause("hongshan-4-2-7", effect="enforced")
def test_nor_is_a_problem_handled_again_struck_off_without_it() -> None:
    city = running().find().settled().classify("quality", "poor").close()
    city.do(
        "office/director", "matter.rehandled", {"owner": "@parks"}, subject="finding", reason="群众不满意"
    )
    city.plan().report().verify()
    close = ("office/director", "finding.closed", {"text": "已整改"})
    assert LACKING in city.why("second_needs_double", *close, subject="finding")
    city.inquire("double").decide()
    assert city.why("second_needs_double", *close, subject="finding") == ""


@clause("hongshan-4-2-8", effect="enforced")
def test_a_dissatisfied_answer_is_reviewed_and_the_unit_cannot_stop_it() -> None:
    city = running().complain().accept().assign().answer().rate("satisfied")
    assert city.owed("review_dissatisfaction") == []
    city = running().dissatisfied()
    assert city.owed("review_dissatisfaction") == [Owed("office", "直接", "centre")]
    assert city.keys["parks"] not in city.duty("review_dissatisfaction").readers
    for act, fields in (
        ("duty.lapsed", {"duty": str(city.duty("review_dissatisfaction").id), "text": "不必"}),
        CLOSED[1:],
    ):
        [refusal] = city.refused("parks/principal", act, fields, subject="complaint")
        assert refusal.rule == "may"
    said = "hongshan-4-2-8 不满意的件，复核以前不能办结：还有待办：复核群众不满意的件"
    assert city.why("review_stands", *CLOSED, subject="complaint") == said
    assert city.handle_again().owed("review_dissatisfaction") == []
    assert city.why("review_stands", *CLOSED, subject="complaint") == ""


REFUSE = ("office/director", "decision.made", {"question": "no_second_handling", "conclusion": "已依法答复"})


@clause("hongshan-4-2-8", effect="enforced")
def test_leaving_the_second_handling_out_needs_a_reason_and_a_second_body() -> None:
    city = running().dissatisfied()
    said = "hongshan-4-2-8 不启动二次办理，要区纪委监察局同意：这一稿还没有经区纪委监察局批准"
    assert city.why("no_second_with_consent", *REFUSE, subject="complaint") == said
    city.approve("no_second_handling", "complaint")
    assert city.why("no_second_with_consent", *REFUSE, subject="complaint") == ""
    city.do(
        "office/director", "decision.made", {"question": "theme", "conclusion": "转作风"}, subject="complaint"
    )
    assert len(city.owed("review_dissatisfaction")) == 1, "another question"
    city.do(*REFUSE, subject="complaint")
    assert city.owed("review_dissatisfaction") == []
    assert list(city.faults(*REFUSE[:2], {"question": "no_second_handling"}, subject="complaint")) == [
        "conclusion"
    ]


@clause("hongshan-4-2-8", effect="enforced")
def test_nor_does_the_review_lapse_without_that_consent() -> None:
    city = running().complain().accept().assign()
    city.classify("difficulty", "difficult", "complaint").answer().rate()
    said = "hongshan-4-2-8 复核群众不满意的待办，区纪委监察局同意不启动二次办理的，才能失效：这一稿还没有经区纪委监察局批准"

    def lapsing(rule: str) -> tuple[str, str, dict[str, str]]:
        return "committee", "duty.lapsed", {"duty": str(city.duty(rule).id), "text": "不必再办"}

    review = lapsing("review_dissatisfaction")
    assert city.why("review_not_lapsed", *review, subject="complaint") == said
    assert city.why("review_not_lapsed", *lapsing("push_difficult"), subject="complaint") == ""
    city.approve("no_second_handling", "complaint")
    assert city.why("review_not_lapsed", *review, subject="complaint") == ""


# ---------------------------------------------------------------------------- exposed from above


@clause("hongshan-4-2-9", effect="enforced")
def test_what_superiors_expose_goes_straight_to_the_office() -> None:
    assert running().find("unannounced").owed("start_accountability") == []
    city = running().find("superior_unannounced")
    assert city.owed("start_accountability") == [Owed("office", "直接")]
    opened = {
        "kind": "direct",
        "title": "空岗",
        "about": ["窗口负责人"],
        "grounds": ["c7"],
        "from_ref": ["@finding"],
        "text": "查明",
    }
    rule = "hongshan-4-2-9 上级暗访发现、曝光的，由治庸问责办直接启动问责："
    assert city.why("direct_by_office", "organ/clerk", "inquiry.opened", opened, within="parks_in") == (
        f"{rule}这件事由区治庸问责办办理"
    )
    city.find(name="other")
    about_other = opened | {"from_ref": ["@other"]}
    assert city.why("direct_by_office", "office/clerk", "inquiry.opened", about_other, within="parks_in") == (
        f"{rule}还没有写明依据哪一件"
    )
    assert city.why("direct_by_office", "office/clerk", "inquiry.opened", opened, within="parks_in") == ""
    city.inquire("leaders", name="leaders")
    assert len(city.owed("start_accountability")) == 1
    assert city.inquire("direct").owed("start_accountability") == []


@clause("hongshan-4-2-9", effect="enforced")
def test_the_unit_does_not_inquire_first_into_what_superiors_expose() -> None:
    city = running().find("superior_unannounced").hand_over()
    opened = {
        "kind": "unit",
        "title": "空岗",
        "about": ["窗口负责人"],
        "grounds": ["c7"],
        "from_ref": ["@finding"],
        "text": "查明",
    }
    said = "hongshan-4-2-9 上级暗访发现、曝光的，不由单位先查：不能是这样：写明依据的上级暗访发现、曝光"
    assert (
        city.why("no_unit_inquiry_when_exposed", "parks/clerk", "inquiry.opened", opened, within="parks_in")
        == said
    )
    assert city.why(
        "no_unit_inquiry_when_exposed", "parks/clerk", "inquiry.opened", opened, within="parks_in"
    ).startswith(said)
    city.find(name="other").hand_over(name="other")
    other = opened | {"from_ref": ["@other"]}
    assert (
        city.why("no_unit_inquiry_when_exposed", "parks/clerk", "inquiry.opened", other, within="parks_in")
        == ""
    )


@clause("hongshan-4-2-10", effect="tracked")
def test_the_result_is_reported_back_to_the_superior() -> None:
    assert running().find().inquire("double").decide("actor").owed("report_back_to_superior") == []
    city = running().find("superior_unannounced").inquire("direct").decide("actor")
    assert city.owed("report_back_to_superior") == [Owed("office", "未定", "superior")]
    told = {"kind": "superior_report", "about": "@inquiry", "text": "已问责"}
    city.do("office/clerk", "report.submitted", told | {"to": "@committee"}, within="parks_in")
    assert len(city.owed("report_back_to_superior")) == 1
    city.do("office/clerk", "report.submitted", told | {"to": "@superior"}, within="parks_in")
    assert city.owed("report_back_to_superior") == []


# ---------------------------------------------------------------------------- （三） feedback three ways


@clause("hongshan-4-3-1", effect="recorded-core")
@pytest.mark.parametrize("answer", ["satisfied", "not", "none"])
def test_the_complainants_answer_is_kept_as_it_was_and_silence_as_none(answer: str) -> None:
    city = running().complain().accept().assign().answer().rate(answer)
    assert city.held("complaint", "satisfaction.given")["answer"] == answer


ONLINE = [
    case("4-3-2", "conduct", effect="tracked"), case("4-3-3", "city_mayor", effect="tracked"),
    case("4-3-4", "district_mayor", effect="tracked"), case("4-3-5", "online", effect="tracked"),
]  # fmt: skip


def publish(city: District, medium: str) -> District:
    told = {"kind": "public_result", "items": ["@finding"], "text": "窗口已满员"}
    city.do("parks/clerk", "document.drafted", told, within="parks_in", name="public")
    city.do("parks/principal", "document.signed", {}, subject="public")
    city.do("parks/clerk", "document.published", {"medium": medium}, subject="public")
    return city


@pytest.mark.parametrize("channel", ONLINE)
def test_results_of_online_channels_are_published_online(channel: str) -> None:
    assert running().find(channel="direct").settled().close().owed("publish_result") == []
    city = running().find(channel=channel).settled().close()
    assert city.owed("publish_result") == [Owed("parks", "未定", "office")]
    assert len(publish(city, "board").owed("publish_result")) == 1, "a notice board is not online"
    assert publish(city, "website").owed("publish_result") == []


@clause("hongshan-4-3-6", effect="enforced")
def test_answers_go_to_the_media_through_the_publicity_department_alone() -> None:
    city = running()
    city.do(
        "parks/clerk",
        "document.drafted",
        {"kind": "media_answer", "text": "已整改"},
        within="parks_in",
        name="answer",
    )
    city.do("parks/principal", "document.signed", {}, subject="answer")
    published = ("document.published", {"medium": "press"})
    said = "hongshan-4-3-6 对媒体的回应只由区委宣传部发出：这件事由区委宣传部办理"
    assert city.why("media_through_publicity", "parks/clerk", *published, subject="answer") == said
    issued = ("parks/clerk", "document.issued")
    assert city.why("media_draft_to_publicity", *issued, {"to": ["@committee"]}, subject="answer") == (
        "hongshan-4-3-6 单位拟的媒体回应送区委宣传部：这一件不送区委，应送：区委宣传部"
    )
    assert city.why("media_draft_to_publicity", *issued, {"to": ["@publicity"]}, subject="answer") == ""
    city.do(*issued, {"to": ["@publicity"]}, subject="answer")
    assert city.why("media_through_publicity", "publicity/clerk", *published, subject="answer") == ""


TOLD = [
    case("4-3-7", "leader_note", "tell_on_leaders_note", effect="tracked"),
    case("4-3-8", "direct", "tell_complainant", effect="tracked"),
    case("4-3-8", "accountability", "tell_complainant", effect="tracked"),
    case("4-3-8", "reception", "tell_complainant", effect="tracked"),
]


@pytest.mark.parametrize(("channel", "rule"), TOLD)
def test_the_result_is_told_to_whoever_complained(channel: str, rule: str) -> None:
    assert running().complain("online").accept().owed(rule) == []
    city = running().complain(channel).accept()
    assert city.owed(rule) == [Owed("office", "未定")]
    assert len(city.assign().owed(rule)) == 1
    assert city.answer().owed(rule) == []
    assert city.why("told_before_closing", *CLOSED, subject="complaint") == ""


@pytest.mark.parametrize(("channel", "rule"), TOLD)
def test_who_cannot_be_told_is_named_as_such_with_the_reason(channel: str, rule: str) -> None:
    city = running().complain(channel).accept()
    for duty in city.play.duties(stream=city.keys["complaint"], state="open"):
        lapse = ("duty.lapsed", {"duty": str(duty.id), "text": "匿名，没有查询码"})
        with pytest.raises(Refused, match="The body that owes it"):
            city.do("office/director", *lapse, subject="complaint")
        city.do("committee", *lapse, subject="complaint", paper="区委批示1号")
    said = "hongshan-4-3-7 hongshan-4-3-8 告知本人结果以后才能办结，无法告知的写明原因：还没有办：答复"
    assert city.why("told_before_closing", *CLOSED, subject="complaint") == said
    undelivered = (*CLOSED[:2], {"result": "undelivered", "text": "匿名，没有查询码"})
    assert city.refused(*undelivered, subject="complaint") == ()
    assert city.duties(rule, "lapsed") != ()


def evaluated() -> District:
    city = running()
    fields = {"kind": "third_party", "questions": ["办件是否满意"], "from_on": "2015-06-01"}
    city.do("evaluators/reviewer", "evaluation.opened", fields, within="parks_in", name="evaluation")
    result = {"sample": 30, "method": "抽取办件", "results": [{"满意": 24}]}
    city.do("evaluators/reviewer", "evaluation.concluded", result, subject="evaluation")
    return city


@clause("hongshan-4-3-16", effect="produced-core")
def test_the_evaluation_is_published_with_sample_and_method() -> None:
    form = scheme().form("document.drafted", "public_evaluation")
    assert form is not None
    assert (form.paper, [*form.fields]) == ("public_notice", ["sample", "method", "ratings"])
    city = evaluated()
    fields: dict[str, Any] = {"kind": "public_evaluation", "sample": 30, "method": "抽取办件"}
    assert list(city.faults("office/clerk", "document.drafted", fields, within="round")) == ["ratings"]
    fields |= {"ratings": [{"what": "区园林局", "n": 30, "text": "满意 24"}]}
    city.do("office/clerk", "document.drafted", fields, within="round", name="public")
    city.do("office/director", "document.signed", {}, subject="public")
    assert city.owed("publish_evaluation") == [Owed("office", "未定", "evaluators")]
    city.do("office/clerk", "document.published", {"medium": "board"}, subject="public")
    assert len(city.owed("publish_evaluation")) == 1, "a notice board is not online"
    city.do("office/clerk", "document.published", {"medium": "website"}, subject="public")
    assert (city.subject("public").state, city.owed("publish_evaluation")) == ("public", [])


@clause("hongshan-4-3-17", effect="tracked")
def test_the_evaluation_counts_in_the_units_score_of_the_year() -> None:
    city = evaluated()
    assert city.owed("count_evaluation") == [Owed("office", "2015-12-31", "evaluators")]
    city.do("office/clerk", "result.used", {"use": "appraisal", "extract": "参考"}, subject="evaluation")
    assert len(city.owed("count_evaluation")) == 1
    city.do("office/clerk", "result.used", {"use": "year_end", "extract": "计 4 分"}, subject="evaluation")
    assert city.owed("count_evaluation") == []


def test_a_limit_of_a_second_handling_that_lapsed_shows_as_open() -> None:
    city = running().dissatisfied().handle_again(due="2015-06-05")
    city.play.on(date(2015, 6, 8))
    assert [owed.when for owed in city.owed("handle_again")] == ["2015-06-05"]


@clause("base-13", effect="enforced")
def test_a_problem_that_came_of_a_complaint_is_given_to_the_unit_it_is_about_and_the_complaint_is_not() -> (
    None
):
    city = running().complain().accept().find("complaints", from_ref="@complaint").hand_over()
    assert city.keys["parks"] in city.subject("complaint").barred
    give = ("given_to_nobody_concerned", "office/clerk", "matter.assigned", {"owner": "@parks"})
    assert city.why(*give, subject="complaint").startswith("base-13 ")
    assert city.why(*give, subject="finding") == ""
    city.do("office/clerk", "matter.assigned", {"owner": "@parks"}, subject="finding")
