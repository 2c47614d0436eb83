"""Part 5 (2), the three receivers of a disruptive act: one act with evidence, by people, and the demand stays open."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import City, at_work, entered, scheme
from xuncha.core.catalogue import CATALOGUE

clause = pytest.mark.clause

RECEIVERS = {
    "conduct_political": "political_legal",
    "conduct_police": "police",
    "conduct_petitions": "petitions",
}

ROUTES = [
    pytest.param(route, marks=clause(f"wuhan-5-{n}", effect="enforced"), id=route)
    for n, route in enumerate(RECEIVERS, start=27)
]

CITES = "wuhan-5-27 wuhan-5-28 wuhan-5-29"

ACT: Mapping[str, Any] = {
    "act_kind": "blocking", "act_on": "2017-03-06", "act_place": "街道办事处大门", "act_evidence": ["监控录像0306"],
    "legal_clause": "治安管理处罚法第二十三条", "dissuaded_on": "2017-03-06", "dissuasion": "三次当面劝阻，说明复核途径",
    "why": "堵门两小时，办事群众不能进出", "why_receiver": "由其说服教育，最为缓和", "extract": "堵门的经过", "basis": "方案五（二）",
    "told": "当面告知可以陈述、申请复核、起诉",
}  # fmt: skip


def classed() -> City:
    """The reasonable demand is open; a second person approved the class of the act that went with it."""
    city = at_work().approve("demand", "case")
    return city.class_demand("disruptive", point="补发过渡费")


def drafting(city: City, route: str, **more: Any) -> tuple[str, str, dict[str, Any]]:
    fields = {"route": route, "of": ["@case"], "receiver": f"@{RECEIVERS[route]}", **ACT} | more
    return (
        "team1/staff",
        "referral.drafted",
        {name: value for name, value in fields.items() if value is not None},
    )


def drafted(route: str) -> City:
    city = classed()
    city.do(*drafting(city, route), within="inspection", name="referral")
    return city


def why(city: City, rule: str, route: str, **more: Any) -> str:
    return city.why(rule, *drafting(city, route, **more), within="inspection")


@pytest.mark.parametrize("route", ROUTES)
def test_an_act_is_referred_only_after_a_second_person_of_another_body_approved(route: str) -> None:
    city = drafted(route)
    send: tuple[str, str, dict[str, Any]] = ("team1/head", "referral.sent", {})
    said = f"{CITES} base-2 移交具体行为，先经另一机构的另一人批准：这一稿还没有经市作风巡查办批准"
    assert city.why("conduct_approved", *send, subject="referral") == said
    city.approve("conduct", "referral")
    assert city.why("conduct_approved", *send, subject="referral") == ""
    assert city.refused(*send, subject="referral") == ()
    city.do(*drafting(city, route, why="改过的理由"), subject="referral")
    assert city.why("conduct_approved", *send, subject="referral") == said, "a changed draft is approved anew"


@pytest.mark.parametrize("route", ROUTES)
def test_the_act_has_its_kind_day_place_and_evidence(route: str) -> None:
    city = classed()
    words = {
        "act_kind": "哪一种行为",
        "act_on": "行为发生的日期",
        "act_place": "行为发生的地点",
        "act_evidence": "行为的证据",
    }
    for name, word in words.items():
        said = f"{CITES} 只移交一个具体行为：哪一种、何时、何地、有何证据；信访本身不是理由：请填写：{word}"
        assert why(city, "conduct_concrete", route, **{name: None}) == said
    assert why(city, "conduct_concrete", route) == ""


@pytest.mark.parametrize("route", ROUTES)
def test_the_law_that_was_broken_is_named(route: str) -> None:
    city = classed()
    said = f"{CITES} 写明触犯的法律条款：请填写：触犯的法律条款"
    assert why(city, "conduct_lawful", route, legal_clause=None) == said
    assert why(city, "conduct_lawful", route) == ""


@pytest.mark.parametrize("route", ROUTES)
def test_dissuasion_came_first(route: str) -> None:
    city = classed()
    said = f"{CITES} 先劝阻、批评、教育过：请填写：劝阻、批评、教育的日期"
    assert why(city, "conduct_dissuaded", route, dissuaded_on=None) == said
    assert "怎样劝阻" in why(city, "conduct_dissuaded", route, dissuasion=None)
    to_come = why(city, "conduct_dissuaded", route, dissuaded_on="2017-03-07")
    assert "劝阻、批评、教育的日期应在……至2017年3月6日之间" in to_come, "dissuasion is not promised but done"
    assert why(city, "conduct_dissuaded", route) == ""


@pytest.mark.parametrize("route", ROUTES)
def test_why_and_why_to_this_receiver_are_written(route: str) -> None:
    city = classed()
    said = f"{CITES} 写明为什么移交、为什么移交这一家：请填写：为什么移交这一家"
    assert why(city, "conduct_reasoned", route, why_receiver=None) == said
    assert "为什么要移交" in why(city, "conduct_reasoned", route, why=None)
    assert why(city, "conduct_reasoned", route) == ""


@pytest.mark.parametrize("route", ROUTES)
def test_the_person_was_told_the_ways_the_law_gives_or_the_police_wrote_why_not(route: str) -> None:
    city = classed()
    said = why(city, "conduct_told", route, told=None)
    assert said.startswith(
        f"{CITES} 移交前告知本人陈述、复核、诉讼的途径；公安机关书面说明告知有妨碍的除外："
    )
    assert "怎样告知本人陈述、复核、诉讼的途径" in said
    assert why(city, "conduct_told", route, told=None, untold="云公函〔2017〕3号") == ""
    assert why(city, "conduct_told", route) == ""


def test_who_approves_it_has_no_tie_to_the_unit() -> None:
    city = drafted("conduct_police")
    city.do("team1/head", "approval.requested", {"for_act": "conduct", "to": "office"}, subject="referral")
    given = ("office/director", "approval.given", {"for_act": "conduct"})
    assert city.why("conduct_approver_untied", *given, subject="referral") == ""
    director = city.holder("office", "director")
    tie = {"towards": "@town", "ground": "near_relative"}
    city.do("office/clerk", "tie.declared", tie, subject=director)
    said = city.why("conduct_approver_untied", *given, subject="referral")
    assert said.startswith(f"{CITES} base-15 批准移交具体行为的人没有回避情形：")


DANGER = {"danger": True, "danger_why": "点燃汽油瓶，人已经受伤", "dissuaded_on": None, "dissuasion": None}


@pytest.mark.parametrize("route", ROUTES)
def test_danger_to_life_waits_for_no_dissuasion_and_is_described(route: str) -> None:
    city = classed()
    assert why(city, "conduct_dissuaded", route, dissuaded_on=None, dissuasion=None) != ""
    assert why(city, "conduct_dissuaded", route, **DANGER) == ""
    said = why(city, "conduct_danger_described", route, **DANGER | {"danger_why": None})
    assert said.startswith(f"{CITES} 来不及劝阻、报批的，写明是什么危险：")
    assert "什么危险，为什么来不及" in said
    assert why(city, "conduct_danger_described", route, **DANGER) == ""
    assert why(city, "conduct_danger_described", route) == "", "nobody is asked for a danger there is not"


DECIDED = {
    "approval.given": {"for_act": "conduct"},
    "approval.refused": {"for_act": "conduct", "text": "不是现实的危险"},
}


@pytest.mark.parametrize("route", ROUTES)
def test_what_is_referred_at_once_for_danger_is_put_up_first_and_decided_on_within_a_day(route: str) -> None:
    city = classed()
    city.do(*drafting(city, route, **DANGER), within="inspection", name="referral")
    sending = ("team1/head", "referral.sent", {})
    assert city.why("conduct_approved", *sending, subject="referral") == ""
    said = city.why("conduct_asked", *sending, subject="referral")
    assert said.startswith(f"{CITES} base-2 因危险先移交的，同时报批，二十四小时内补批：")
    city.do("team1/head", "approval.requested", {"for_act": "conduct", "to": "office"}, subject="referral")
    assert city.why("conduct_asked", *sending, subject="referral") == ""
    city.do(*sending, subject="referral")
    assert city.owed("decide_on_conduct") == [Owed("office", "2017-03-07", "team1")]
    assert city.duties("look_again_at_conduct") != ()
    city.do("office/director", "approval.given", {"for_act": "conduct"}, subject="referral")
    assert city.duties("decide_on_conduct") == ()
    assert city.duties("call_conduct_back") == ()


@pytest.mark.parametrize("route", ROUTES)
def test_what_was_referred_at_once_and_is_not_approved_is_called_back(route: str) -> None:
    city = classed()
    city.do(*drafting(city, route, **DANGER), within="inspection", name="referral")
    city.do("team1/head", "approval.requested", {"for_act": "conduct", "to": "office"}, subject="referral")
    city.do("team1/head", "referral.sent", {}, subject="referral")
    city.do("office/director", "approval.refused", DECIDED["approval.refused"], subject="referral")
    assert city.owed("call_conduct_back") == [Owed("team1/head", "立即", "office")]
    note = {"kind": "work", "on": city.today, "text": "工作"}
    city.do("team1/head", "activity.logged", note, subject="inspection")
    assert len(city.duties("call_conduct_back")) == 1, "another note calls nothing back"
    note |= {"kind": "conduct_called_back", "text": "已函告，材料已退回"}
    city.do("team1/head", "activity.logged", note, subject="inspection")
    assert city.duties("call_conduct_back") == ()


@pytest.mark.parametrize("decision", DECIDED)
@pytest.mark.parametrize("route", ROUTES)
def test_without_danger_the_approval_comes_first_and_within_a_day(route: str, decision: str) -> None:
    city = drafted(route)
    assert city.why("conduct_approved", "team1/head", "referral.sent", {}, subject="referral") != ""
    city.do("team1/head", "approval.requested", {"for_act": "conduct", "to": "office"}, subject="referral")
    assert city.owed("decide_on_conduct") == [Owed("office", "2017-03-07", "team1")]
    city.do("office/director", decision, DECIDED[decision], subject="referral")
    assert city.duties("decide_on_conduct") == ()
    if decision == "approval.given":
        city.do("team1/head", "referral.sent", {}, subject="referral")
    assert city.duties("call_conduct_back") == (), "nothing was sent before it was decided"


@pytest.mark.parametrize("route", ROUTES)
def test_somebody_looks_again_within_thirty_days(route: str) -> None:
    city = drafted(route).approve("conduct", "referral")
    city.do("team1/head", "referral.sent", {}, subject="referral")
    assert city.owed("look_again_at_conduct") == [Owed("supervision", "2017-04-05", "team1")]
    note = {"kind": "work", "on": city.today, "text": "工作"}
    city.do("supervision", "activity.logged", note, subject="inspection")
    assert len(city.duties("look_again_at_conduct")) == 1, "another note is no review"
    city.do("supervision", "activity.logged", note | {"kind": "conduct_review"}, subject="inspection")
    assert city.duties("look_again_at_conduct") == ()


@pytest.mark.parametrize("route", ROUTES)
def test_it_belongs_to_one_open_demand_that_a_person_classed_so(route: str) -> None:
    city = at_work()
    said = f"{CITES} 先由人对诉求定性，写明另有缠访闹访的具体行为：“拆迁过渡费积案”还没有：诉求定性"
    assert why(city, "conduct_classed", route) == said, "a reasonable demand says nothing of an act"
    assert why(classed(), "conduct_classed", route) == ""
    about_none = why(classed(), "conduct_of_a_demand", route, of=["@problem"])
    assert about_none == f"{CITES} 移交的行为要指明一件仍在办理的诉求：还没有写明依据哪一件"
    city = classed().gather_case(name="second")
    assert "不多于 1" in why(city, "conduct_of_a_demand", route, of=["@case", "@second"])
    assert why(classed(), "conduct_of_a_demand", route) == ""


@pytest.mark.parametrize("route", ROUTES)
def test_no_paper_of_the_case_goes_along(route: str) -> None:
    said = f"{CITES} 只写行为，不附信访材料：已经有附送材料"
    assert why(classed(), "conduct_bare", route, papers=["来信原件"]) == said
    assert why(classed(), "conduct_bare", route) == ""


@pytest.mark.parametrize("route", ROUTES)
def test_the_receiver_is_the_one_the_route_names(route: str) -> None:
    other = "accountability" if route != "accountability" else "police"
    assert "与干部管理权限或者移交途径不符" in why(classed(), "right_receiver", route, receiver=f"@{other}")
    assert why(classed(), "right_receiver", route) == ""


@pytest.mark.parametrize("route", ROUTES)
def test_the_demand_stays_open_and_its_clock_runs_on(route: str) -> None:
    city = drafted(route)
    rules = ("settle_demand", "solve_backlog", "conclude_case")
    before = {rule: [(duty.id, duty.due_at, duty.state) for duty in city.duties(rule)] for rule in rules}
    city.approve("conduct", "referral").do("team1/head", "referral.sent", {}, subject="referral")
    city.do(RECEIVERS[route], "referral.received", {"received_on": city.today}, subject="referral")
    city.do(
        RECEIVERS[route], "referral.answered", {"outcome": "handled", "text": "已教育"}, subject="referral"
    )
    assert {
        rule: [(duty.id, duty.due_at, duty.state) for duty in city.duties(rule)] for rule in rules
    } == before
    assert city.subject("case").state == "accepted"
    assert city.owed("settle_demand") == [Owed("team1", "未定")]
    assert city.keys[RECEIVERS[route]] not in city.subject("case").readers, (
        "it reads the act and not the case"
    )


def test_the_class_alone_sends_nothing_anywhere() -> None:
    city = classed()
    owed_before = at_work().play.duties(state="open")
    assert len(city.play.duties(state="open")) == len(owed_before), "no duty follows from the class"


def test_the_mildest_receiver_is_shown_first() -> None:
    routes = [route for route in scheme().routes if route.startswith("conduct")]
    assert routes[0] == "conduct_petitions"


@pytest.mark.parametrize(
    ("route", "receiver"), [("discipline", "discipline"), ("accountability", "accountability")]
)
def test_no_case_is_referred_past_these_conditions(route: str, receiver: str) -> None:
    city = classed()
    fields = {"route": route, "of": ["@case"], "receiver": f"@{receiver}", "extract": "摘要", "basis": "方案"}
    asked = ("team1/staff", "referral.drafted", fields)
    assert city.why("conduct_only_so", *asked, within="inspection").startswith(
        f"{CITES} 别的途径不移交信访件"
    )
    of_problem = ("team1/staff", "referral.drafted", fields | {"of": ["@problem"]})
    assert city.why("conduct_only_so", *of_problem, within="inspection") == ""


def test_nothing_lists_counts_or_searches_petitioners() -> None:
    conduct = [
        form
        for form in scheme().forms
        if form.act in ("referral.drafted", "demand.classified", "complaint.received")
    ]
    types = {field.type for form in conduct for field in form.fields.values()}
    assert not types & {"person", "people"}, "no form of these asks for a person by name"
    on_case = [
        act
        for act in CATALOGUE.values()
        if "complaint" in act.on and act.code.startswith(("complaint", "demand"))
    ]
    assert not [field.name for act in on_case for field in act.fields if field.type == "person"]
    assert not [series for series in scheme().series if "person" in series.per]
    assert entered().held("case").get("reporter") is None
