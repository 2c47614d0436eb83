"""Article 15: what may leave the team while the inspection still runs."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, ended, entered, scheme
from xuncha.core.names.naming import Naming
from xuncha.core.wording.rule_words import rule_words

clause = pytest.mark.clause

ROUTES = [
    pytest.param(
        "early_discipline", "discipline", marks=clause("yiwu-15-3", effect="tracked"), id="discipline"
    ),
    pytest.param(
        "early_political", "police", marks=clause("yiwu-15-4", effect="tracked"), id="political-legal"
    ),
]


def drafted(route: str = "early_discipline", receiver: str = "discipline") -> City:
    return entered().lead().draft_referral(route, "clue", receiver, by="team/head")


@clause("yiwu-15-1", effect="enforced")
@pytest.mark.parametrize(
    ("route", "receiver"), [("early_discipline", "discipline"), ("early_political", "police")]
)
def test_a_clue_leaves_early_only_with_the_office_s_approval(route: str, receiver: str) -> None:
    city = drafted(route, receiver)
    said = "yiwu-15-1 巡查期间移交线索，须经巡查办批准：这一稿还没有经巡查办批准"
    assert city.why("early_approved", "team/head", "referral.sent", {}, subject="referral") == said
    city.approve("early_transfer", "referral")
    city.do("team/head", "referral.sent", {}, subject="referral")
    assert city.subject("referral").state == "sent"


@clause("yiwu-15-1", effect="enforced")
def test_an_approval_of_an_earlier_draft_does_not_let_a_later_one_out() -> None:
    city = drafted().approve("early_transfer", "referral")
    again = {"route": "early_discipline", "of": ["@clue"], "receiver": "@discipline", "managed_by": "unit_managed",
             "extract": "改过的摘要", "basis": "依据"}  # fmt: skip
    city.do("team/head", "referral.drafted", again, subject="referral")
    assert city.why("early_approved", "team/head", "referral.sent", {}, subject="referral") != ""


@clause("yiwu-15-1", effect="enforced")
def test_an_approval_for_something_else_is_not_the_one_needed() -> None:
    city = drafted().approve("judicial", "referral")
    assert city.why("early_approved", "team/head", "referral.sent", {}, subject="referral") != ""


EARLY = [("early_discipline", "discipline"), ("early_political", "police")]


@clause("yiwu-15-1", effect="enforced")
@pytest.mark.parametrize(("route", "receiver"), EARLY)
def test_an_early_transfer_is_the_team_s_to_draft_and_send(route: str, receiver: str) -> None:
    city = drafted(route, receiver).approve("early_transfer", "referral")
    said = "yiwu-15-1 提前移交由巡查组拟办、移交：这件事由巡查组办理"
    assert city.why("early_by_team", "office/clerk", "referral.sent", {}, subject="referral") == said
    fields = {"route": route, "of": ["@clue"], "receiver": f"@{receiver}", "managed_by": "unit_managed",
              "extract": "摘要", "basis": "依据"}  # fmt: skip
    asked = ("office/clerk", "referral.drafted", fields)
    assert city.why("early_by_team", *asked, within="inspection") == said
    city.do("team/head", "referral.sent", {}, subject="referral")


@clause("yiwu-15-1", effect="enforced")
@pytest.mark.parametrize(("route", "receiver"), EARLY)
def test_after_the_end_nothing_leaves_early_any_more(route: str, receiver: str) -> None:
    fields = {"route": route, "of": ["@clue"], "receiver": f"@{receiver}", "managed_by": "unit_managed",
              "extract": "摘要", "basis": "依据"}  # fmt: skip
    assert (
        ended().why("early_during_inspection", "team/head", "referral.drafted", fields, within="inspection")
        == "yiwu-15-1 只有巡查期间才能提前移交：现在是“已结束”，要到“巡查中”才能办"
    )


@clause("yiwu-15-1", effect="enforced")
def test_what_was_drafted_during_the_inspection_is_not_sent_early_after_its_end() -> None:
    city = drafted()
    sent = ("team/head", "referral.sent", {})
    assert city.why("early_during_inspection", *sent, subject="referral") == ""
    city.end()
    assert (
        city.why("early_during_inspection", *sent, subject="referral")
        == "yiwu-15-1 只有巡查期间才能提前移交：现在是“已结束”，要到“巡查中”才能办"
    )


@clause("yiwu-15-1", effect="enforced")
def test_who_asked_for_an_early_transfer_is_not_who_approved_it() -> None:
    city = drafted().lift("base-2")
    sent = ("team/head", "referral.sent", {})
    request = {"for_act": "early_transfer", "to": "office"}
    city.do("office/director", "approval.requested", request, subject="referral")
    city.do("office/director", "approval.given", {"for_act": "early_transfer"}, subject="referral")
    assert (
        city.why("early_approved", *sent, subject="referral")
        == "yiwu-15-1 巡查期间移交线索，须经巡查办批准：这一稿还没有经巡查办批准"
    )
    city.do("office/clerk", "approval.given", {"for_act": "early_transfer"}, subject="referral")
    city.do(*sent, subject="referral")


def test_a_referral_keeps_the_route_it_was_drafted_for() -> None:
    fields = {"route": "discipline", "of": ["@clue"], "receiver": "@discipline", "managed_by": "unit_managed",
              "extract": "摘要", "basis": "依据"}  # fmt: skip
    assert drafted().faults("team/head", "referral.drafted", fields, subject="referral") == {
        "route": "这一件已经是“提前移交纪检监察组织”，不能改成别的；要改请另开一件"
    }


@clause("yiwu-15-2", effect="enforced")
def test_a_city_managed_cadre_s_clue_does_not_leave_early() -> None:
    city = entered().lead()
    city.do(
        "team/member",
        "clue.recorded",
        {"title": "市管干部", "about_posts": ["镇长"], "managed_by": "city_managed", "text": "涉嫌"},
        within="inspection",
        name="city_clue",
    )
    fields = {"route": "early_discipline", "of": ["@city_clue"], "receiver": "@discipline", "managed_by": "unit_managed",
              "extract": "摘要", "basis": "依据"}  # fmt: skip
    assert (
        city.why("early_unit_cadres", "team/head", "referral.drafted", fields, within="inspection")
        == "yiwu-15-2 提前移交的只限单位管理干部的具体线索：市管干部的线索不走这条路"
    ), "the clue itself says who manages the cadre"
    city.do("team/head", "referral.drafted", fields | {"of": ["@clue"]}, within="inspection")


@clause("yiwu-15-2", effect="enforced")
@pytest.mark.parametrize(("route", "receiver"), EARLY)
def test_only_a_concrete_clue_leaves_early(route: str, receiver: str) -> None:
    city = entered().find()
    fields = {
        "route": route,
        "of": ["@finding"],
        "receiver": f"@{receiver}",
        "extract": "摘要",
        "basis": "依据",
    }
    assert (
        city.why("early_unit_cadres", "team/head", "referral.drafted", fields, within="inspection")
        == "yiwu-15-2 提前移交的只限单位管理干部的具体线索：请写明干部由谁管理；还没有写明依据哪一件"
    )


@pytest.mark.parametrize(("route", "receiver"), ROUTES)
def test_an_approved_early_transfer_is_the_head_s_to_send(route: str, receiver: str) -> None:
    city = drafted(route, receiver).approve("early_transfer", "referral")
    assert city.owed("send_early") == [Owed("team/head", "未定", "office")]
    first = city.keys["referral"]
    city.draft_referral(route, "clue", receiver, by="team/head").approve("early_transfer", "referral")
    assert len(city.owed("send_early")) == 2
    city.do("team/head", "referral.sent", {}, subject="referral")
    assert [duty.stream for duty in city.duties("send_early")] == [first], (
        "sending another does not send this one"
    )


@clause("yiwu-15-3", effect="tracked")
def test_a_discipline_body_answers_an_early_transfer_within_a_month() -> None:
    city = drafted().approve("early_transfer", "referral")
    city.do("team/head", "referral.sent", {}, subject="referral")
    city.do("discipline/contact", "referral.received", {"received_on": "2015-10-12"}, subject="referral")
    assert city.owed("receiver_reply") == [Owed("discipline", "2015-11-12", "office")]


@clause("yiwu-15-3", effect="tracked")
def test_a_discipline_body_works_out_an_opinion_on_an_early_transfer_too() -> None:
    city = drafted().approve("early_transfer", "referral")
    city.do("team/head", "referral.sent", {}, subject="referral")
    city.do("discipline/contact", "referral.received", {"received_on": "2015-10-12"}, subject="referral")
    assert city.owed("receiver_opinion") == [Owed("discipline", "及时", "team")]
    city.do(
        "discipline/contact",
        "disposition.proposed",
        {"class": "preliminary", "text": "先作初步核实"},
        subject="referral",
    )
    assert city.owed("receiver_opinion") == []


@clause("yiwu-15-4", effect="tracked")
def test_the_text_gives_a_political_legal_body_no_time_to_answer() -> None:
    city = drafted("early_political", "police").approve("early_transfer", "referral")
    city.do("team/head", "referral.sent", {}, subject="referral")
    city.do("police", "referral.received", {"received_on": "2015-10-12"}, subject="referral")
    assert city.owed("receiver_reply") == []


ADVICE = {
    "strongly_voiced": "来信三十件",
    "plainly_wrong": "违反公示规定",
    "soon_solvable": "当月可改",
    "proposal": "补发并公示",
}


@clause("yiwu-15-5", effect="tracked")
def test_the_unit_owes_an_answer_to_advice_the_office_approved() -> None:
    city = entered().draft("handling_advice", **ADVICE).sign("handling_advice")
    issue = ("team/head", "document.issued", {"to": ["@town"]})
    assert (
        city.why("advice_approved", *issue, subject="handling_advice")
        == "yiwu-15-5 巡查期间提出处理建议，须经巡查办批准：这一稿还没有经巡查办批准"
    )
    city.approve("handling_advice", "handling_advice").do(*issue, subject="handling_advice")
    city.do("town/principal", "document.received", {"received_on": "2015-10-12"}, subject="handling_advice")
    assert city.owed("answer_advice") == [Owed("town", "未定", "team")]
    place = {"kind": "publication_report", "to": "@team", "place": "公告栏", "on": "2015-10-12"}
    city.do("town/contact", "report.submitted", place, within="inspection")
    assert len(city.owed("answer_advice")) == 1
    city.play.on(date(2015, 10, 15))
    city.do(
        "town/contact",
        "report.submitted",
        {"kind": "advice_answer", "to": "@team", "text": "已补发"},
        within="inspection",
    )
    assert city.owed("answer_advice") == []


def test_advice_is_for_the_time_of_the_inspection_and_approved_as_such() -> None:
    city = entered().draft("handling_advice", **ADVICE).sign("handling_advice")
    city.approve("feedback", "handling_advice")
    issue = ("team/head", "document.issued", {"to": ["@town"]})
    assert city.why("advice_approved", *issue, subject="handling_advice") != "", "approved for something else"
    city.approve("handling_advice", "handling_advice")
    assert city.refused(*issue, subject="handling_advice") == ()
    city.end()
    assert (
        city.why("advice_during_inspection", *issue, subject="handling_advice")
        == "yiwu-15-5 只有巡查期间才提出处理建议：现在是“已结束”，要到“巡查中”才能办"
    )


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("handling_advice", ADVICE),
        ("notice", {"content": "补贴", "timetable": "10月起", "ways": ["talk"]}),
        (
            "announcement",
            {"time": "10月", "content": "补贴", "requirements": "如实反映", "phone": "1", "box": "信箱"},
        ),
    ],
)
def test_after_the_end_of_an_inspection_no_paper_to_the_unit_is_drafted_or_put_up(
    kind: str, fields: dict[str, Any]
) -> None:
    draft = ("team/member", "document.drafted", {"kind": kind, **fields})
    ask = ("team/head", "approval.requested", {"to": "office", "for_act": kind})
    city = entered()
    assert city.why("unit_papers_until_the_end", *draft, within="inspection") == ""
    city.do(*draft, within="inspection", name="late")
    assert city.why("unit_papers_until_the_end", *ask, subject="late") == ""
    city.end()
    said = "巡查结束以后，不再起草、报批给单位的通知、公告和处理建议："
    assert said in city.why("unit_papers_until_the_end", *draft, within="inspection")
    assert said in city.why("unit_papers_until_the_end", *ask, subject="late")


@clause("yiwu-15-5", effect="tracked")
def test_the_measures_say_that_advice_is_answered_to_the_team_that_covers_the_unit() -> None:
    measures = scheme()
    said = rule_words(measures.duties["answer_advice"], Naming(measures)).zh
    assert said.startswith("被巡查单位在“签收")
    assert "应办：报送（处理建议答复），报负责这个单位的机构" in said


@clause("yiwu-15-5", effect="tracked")
@pytest.mark.parametrize("condition", ["strongly_voiced", "plainly_wrong", "soon_solvable"])
def test_advice_gives_a_reason_for_each_of_the_three_conditions(condition: str) -> None:
    fields = {"kind": "handling_advice", **ADVICE}
    del fields[condition]
    assert list(entered().faults("team/member", "document.drafted", fields, within="inspection")) == [
        condition
    ]
