"""Article 17: the office hears and proposes, the leading group decides, three routes lead out, answers come back."""

from datetime import date

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, reported

clause = pytest.mark.clause


def received(
    route: str, receiver: str, kind: str, of: str = "clue", managed_by: str = "unit_managed"
) -> City:
    """A matter disposed of, sent and received on 20 November 2015."""
    more = {"text": "由人判断"}
    city = reported().decide(of, kind, **more).draft_referral(route, of, receiver, managed_by)
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    city.do(f"{receiver}/contact", "referral.received", {"received_on": city.today}, subject="referral")
    return city


@clause("yiwu-17-1", effect="tracked")
def test_the_office_hears_the_team_promptly() -> None:
    city = reported()
    assert city.owed("hear_team") == [Owed("office", "及时", "team")]
    items = [{"text": "议题"}]
    meeting = {"at": city.today, "items": items}
    city.do("office/director", "meeting.held", {"kind": "group", **meeting}, within="inspection")
    assert len(city.owed("hear_team")) == 1
    city.do("office/director", "meeting.held", {"kind": "hearing", **meeting}, within="inspection")
    assert city.owed("hear_team") == []


@clause("yiwu-17-2", effect="tracked")
def test_the_office_proposes_a_class_for_each_clue() -> None:
    city = reported()
    assert [(owed.by, owed.when) for owed in city.owed("propose_class")] == [("office", "未定")]
    city.do("office/clerk", "disposition.proposed", {"class": "other"}, subject="finding")
    [duty] = city.duties("propose_class")
    assert duty.stream == city.keys["clue"], "a class for a finding is none for the clue"
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    assert city.owed("propose_class") == []


@clause("yiwu-17-3", effect="tracked")
def test_the_office_puts_its_proposal_to_the_leading_group() -> None:
    city = reported()
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    assert city.owed("ask_group") == [Owed("office", "未定", "team")]
    city.do(
        "office/clerk", "approval.requested", {"for_act": "feedback", "to": "leading_group"}, subject="clue"
    )
    assert len(city.owed("ask_group")) == 1
    city.do(
        "office/clerk",
        "approval.requested",
        {"for_act": "disposition", "to": "leading_group"},
        subject="clue",
    )
    assert city.owed("ask_group") == []


def test_a_matter_goes_to_the_leading_group_with_a_proposed_class_only() -> None:
    city = reported()
    asked = ("office/clerk", "approval.requested", {"for_act": "disposition", "to": "leading_group"})
    said = "yiwu-17-3 有了分类处理意见，才报请领导小组决定：还没有办：提出处置意见"
    assert city.why("put_up_after_proposal", *asked, subject="clue") == said
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    assert city.why("put_up_after_proposal", *asked, subject="clue") == ""


@clause("yiwu-17-3", effect="tracked")
def test_a_receiver_s_opinion_is_not_the_office_s_to_put_up() -> None:
    city = received("discipline", "discipline", "cadre_breach")
    city.do(
        "discipline/contact",
        "disposition.proposed",
        {"class": "preliminary", "text": "先作初步核实"},
        subject="referral",
    )
    assert city.owed("ask_group") == []


@clause("yiwu-17-4", effect="enforced")
def test_nothing_is_handed_over_before_the_leading_group_decided_its_class() -> None:
    city = reported().draft_referral("discipline", "clue", "discipline")
    sent = ("office/clerk", "referral.sent", {})
    assert (
        city.why("group_decides_first", *sent, subject="referral")
        == "yiwu-17-4 领导小组决定以后才能移交：“挪用补贴”还没有：决定处置"
    )
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    assert city.why("group_decides_first", *sent, subject="referral") != "", "a proposal is no decision"
    city.decide("clue", "cadre_breach").do(*sent, subject="referral")


@clause("yiwu-17-5", effect="enforced")
def test_a_receiver_that_does_not_manage_the_cadre_is_refused() -> None:
    city = reported().decide("clue", "cadre_breach")
    fields = {"route": "discipline", "of": ["@clue"], "receiver": "@organisation", "managed_by": "unit_managed",
              "extract": "摘要", "basis": "依据"}  # fmt: skip
    asked = ("office/clerk", "referral.drafted", fields)
    assert (
        city.why("right_receiver", *asked, within="inspection")
        == "yiwu-17-5 按管理权限和职责选定接收单位：市委组织部与干部管理权限或者移交途径不符"
    )
    assert city.why("right_receiver", *asked, within="inspection", reason="已在核查同一人") != "", (
        "no reason lifts it"
    )
    city.do(*asked[:2], {**fields, "receiver": "@discipline"}, within="inspection")


CLASSES = [
    pytest.param("discipline", "cadre_breach", "clue", marks=clause("yiwu-17-6", effect="tracked")),
    pytest.param("discipline", "pronounced_style", "finding", marks=clause("yiwu-17-7", effect="tracked")),
    pytest.param("organisation", "centralism", "finding", marks=clause("yiwu-17-8", effect="tracked")),
    pytest.param("organisation", "appointment", "finding", marks=clause("yiwu-17-9", effect="tracked")),
    pytest.param("organisation", "style", "finding", marks=clause("yiwu-17-10", effect="tracked")),
    pytest.param(
        "organisation", "leadership_advice", "finding", marks=clause("yiwu-17-11", effect="tracked")
    ),
    pytest.param("unit", "other", "finding", marks=clause("yiwu-17-12", effect="tracked")),
]


@pytest.mark.parametrize(("route", "kind", "of"), CLASSES)
def test_each_class_is_transferred_by_the_office_on_its_route(route: str, kind: str, of: str) -> None:
    rule, receiver = f"transfer_{route}", {"unit": "town"}.get(route, route)
    other = "organisation" if route == "discipline" else "discipline"
    city = reported().decide(of, kind, text="由人判断")
    assert [(owed.by, owed.when) for owed in city.owed(rule)] == [("office", "未定")]
    city.draft_referral(other, of, other)
    sent = ("office/clerk", "referral.sent", {})
    named, ways = city.play.scheme.lists["dispositions"].values[kind].text, city.play.scheme.routes
    title = city.subject(of).title
    assert city.why(other, *sent, subject="referral") == (
        f"{' '.join(ways[other].cite)} 决定的类别不走“{ways[other].text.zh}”这条途径："
        f"“{title}”定的是“{named.zh}”，应当{ways[route].text.zh}"
    ), "another route does not do"
    city.draft_referral(route, of, receiver).do(*sent, subject="referral")
    assert city.owed(rule) == []


@pytest.mark.parametrize("kind", ["pronounced_style", "style"])
def test_whether_a_style_problem_is_pronounced_is_said_with_the_reason(kind: str) -> None:
    assert (
        reported().why("style_by_person", "group", "disposition.decided", {"class": kind}, subject="finding")
        == "yiwu-17-7 yiwu-17-10 作风问题是否突出，由人判断并写明理由：请填写：内容"
    )


@clause("yiwu-17-12", effect="tracked")
def test_the_text_gives_other_units_no_time_to_answer() -> None:
    city = received("unit", "town", "other", "finding")
    assert city.owed("receiver_reply") == []
    assert city.owed("receiver_opinion") == []


@clause("yiwu-17-13", effect="tracked")
@pytest.mark.parametrize(("route", "kind"), [("discipline", "cadre_breach"), ("organisation", "appointment")])
def test_the_receiver_works_out_an_opinion_promptly(route: str, kind: str) -> None:
    city = received(route, route, kind)
    assert city.owed("receiver_opinion") == [Owed(route, "及时", "team")]
    city.do("office/clerk", "disposition.proposed", {"class": "other"}, subject="finding")
    assert len(city.owed("receiver_opinion")) == 1
    city.do(
        f"{route}/contact",
        "disposition.proposed",
        {"class": "preliminary", "text": "先作初步核实"},
        subject="referral",
    )
    assert city.owed("receiver_opinion") == []


@clause("yiwu-17-13", effect="tracked")
def test_the_receivers_opinion_is_put_in_words_and_the_offices_sorting_is_its_class() -> None:
    city = received("discipline", "discipline", "cadre_breach")
    rule, by, act = "receiver_opinion_in_words", "discipline/contact", "disposition.proposed"
    said = "yiwu-17-13 接收单位的办理意见要写出来：请填写：说明"
    assert city.why(rule, by, act, {"class": "preliminary"}, subject="referral").startswith(
        said.partition("：")[0]
    )
    assert city.why(rule, by, act, {"class": "preliminary", "text": " "}, subject="referral") != ""
    assert city.why(rule, by, act, {"class": "preliminary", "text": "先作初步核实"}, subject="referral") == ""
    assert city.why(rule, "office/clerk", act, {"class": "other"}, subject="finding") == ""


@clause("yiwu-17-18", effect="tracked")
@pytest.mark.parametrize(("route", "kind"), [("discipline", "cadre_breach"), ("organisation", "appointment")])
def test_the_receiver_answers_in_writing_within_a_month(route: str, kind: str) -> None:
    city = received(route, route, kind)
    # 20 December 2015 is a Sunday.
    assert city.owed("receiver_reply") == [Owed(route, "2015-12-21", "office")]
    answer = {"outcome": "preliminary", "text": "已初核"}
    city.do(f"{route}/contact", "referral.answered", answer, subject="referral")
    assert len(city.owed("receiver_reply")) == 1, "an answer without a paper is none"
    city.do(f"{route}/contact", "referral.answered", answer | {"document": "复函1号"}, subject="referral")
    assert city.owed("receiver_reply") == []


@clause("yiwu-17-18", effect="tracked")
def test_only_the_two_receivers_that_the_text_names_are_bound_to_the_month() -> None:
    city = received("unit", "organisation", "other", "finding", "none")
    assert city.owed("receiver_reply") == [Owed("organisation", "2015-12-21", "office")], "by whatever route"
    assert received("unit", "town", "other", "finding").owed("receiver_reply") == []


@clause("yiwu-17-18", effect="tracked")
def test_a_month_is_counted_from_the_day_the_slip_bears() -> None:
    city = reported().decide("clue", "cadre_breach").draft_referral("discipline", "clue", "discipline")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    city.play.on(date(2015, 11, 25))
    city.do("discipline/contact", "referral.received", {"received_on": "2015-11-23"}, subject="referral")
    assert city.owed("receiver_reply") == [Owed("discipline", "2015-12-23", "office")]


OUTCOMES = [
    "talk_letter",
    "preliminary",
    "case",
    "organisational",
]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_answer_says_how_the_matter_was_handled(outcome: str) -> None:
    city = received("discipline", "discipline", "cadre_breach")
    fields = {"outcome": outcome, "text": "办理情况", "document": "复函1号"}
    city.do("discipline/contact", "referral.answered", fields, subject="referral")
    assert city.held("referral", "referral.answered")["outcome"] == outcome
    assert city.faults(
        "discipline/contact", "referral.answered", fields | {"outcome": "shelved"}, subject="referral"
    ) == {"outcome": "没有这个选项，可选：谈话函询、初核、立案、组织处理"}


ANSWERED = {"outcome": "preliminary", "text": "已初核"}
BY_THE_RECEIVER = "base-7 移交件只由接收单位办理：只有收件单位能办这一步"


def test_a_referral_is_answered_by_its_receiver_alone() -> None:
    city = received("discipline", "discipline", "cadre_breach")
    answer = ("referral.answered", ANSWERED)
    assert city.why("receiver_only", "organisation/contact", *answer, subject="referral") == BY_THE_RECEIVER
    city.do("discipline/contact", *answer, subject="referral")


def test_a_referral_is_objected_to_by_its_receiver_alone() -> None:
    city = reported().decide("clue", "cadre_breach").draft_referral("discipline", "clue", "discipline")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    objection = ("referral.objected", {"text": "不属于本单位职责"})
    assert (
        city.why("receiver_only", "organisation/contact", *objection, subject="referral") == BY_THE_RECEIVER
    )
    city.do("discipline/contact", *objection, subject="referral")


def test_a_disposition_decided_without_being_put_up_leaves_nothing_to_put_up() -> None:
    city = reported()
    items = [{"text": "听取第一组汇报"}]
    city.do(
        "office/director",
        "meeting.held",
        {"kind": "hearing", "at": city.today, "items": items},
        within="inspection",
    )
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    assert [one.by for one in city.owed("ask_group")] == ["office"]
    city.do(
        "group", "disposition.decided", {"class": "cadre_breach", "number": "巡领〔2015〕1号"}, subject="clue"
    )
    assert city.owed("ask_group") == []


def test_two_opinions_on_one_clue_are_put_to_the_leading_group_once() -> None:
    city = reported()
    for kind in ("cadre_breach", "other"):
        city.do("office/clerk", "disposition.proposed", {"class": kind}, subject="clue")
    assert len(city.owed("ask_group")) == 1
