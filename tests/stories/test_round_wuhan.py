"""A round of the Wuhan plan through real pages in Chromium: from the plan to the close, each person in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.stories.test_round import ON_PAPER, PASSWORD, City, day, person_page
from xuncha.actions import founding
from xuncha.demo.office import Office
from xuncha.store.account import Account

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.fresh_database

PEOPLE = {
    "drafter": "卓青禾", "committee": "甄远山", "clerk": "江予白", "director": "林若舟", "nominator": "乔木森",
    "district": "白景行", "head": "高望岚", "deputy": "陆闻笙", "staff": "许知微", "principal": "方竹青", "contact": "何其安",
    "receiver": "沈知秋",
}  # fmt: skip
SEATS = {
    "general_office/clerk": "drafter", "committee/clerk": "committee", "office/clerk": "clerk", "office/director": "director",
    "organisation/clerk": "nominator", "district1/clerk": "district", "town/contact": "contact", "accountability/clerk": "receiver",
}  # fmt: skip
DEPUTIES = ("deputy_discipline", "deputy_mayor", "deputy_police", "deputy_organisation", "deputy_secretary")
CREW = ("沐云帆", "沐一舟", "沐疏影", "沐清越")


class Now(Office):
    """The office at this moment: what the story does not click through is entered here, by the same write path."""

    @property
    def now(self) -> datetime:
        return timezone.now()


@pytest.fixture
def city(chromium: Browser, live_server: str) -> Iterator[City]:
    made = City(chromium, live_server)
    office = Now().on(timezone.localdate())
    found(office)
    for who, name in PEOPLE.items():
        office.person(name)
        Account.objects.create_account(who, name, PASSWORD, person=office.keys[name])
    made.places |= {name: f"/teams/{key}" for name, key in office.keys.items()}
    made.office = office  # type: ignore[attr-defined]
    yield made
    for context in made.contexts.values():
        context.close()


def found(office: Office) -> None:
    """The bodies, fifteen districts, and whoever holds a post before the round."""
    founding.found("澜汀市", "Lanting", "wuhan-2017")
    for name, kind, title, function in (
        ("office", "office", "市作风巡查办", ""), ("group", "leading_group", "领导小组", ""),
        ("committee", "city_committee", "澜汀市委", ""), ("general_office", "general_office", "市委办公厅", ""),
        ("organisation", "receiver", "市委组织部", "organisation"), ("accountability", "receiver", "市治庸问责办", "accountability"),
        *((f"district{n}", "district", f"第{n}区委", "") for n in range(1, 16)),
    ):  # fmt: skip
        office.body(name, kind, title, function)
    office.unit("town", "云溪街道", "town")
    office.unit("bureau", "市民政局", "organ")
    for seat in ("leader", *DEPUTIES):
        office.seat("group", seat, f"领导{seat}")
    for post, who in SEATS.items():
        party, _, seat = post.partition("/")
        office.seat(party, seat, PEOPLE[who])
    office.seat("town", "principal", PEOPLE["principal"], leadership=True)
    for name in CREW:
        office.person(name)


def test_a_round_is_worked_from_the_plan_to_its_close(city: City) -> None:
    plan(city)
    form_teams(city)
    prepare(city)
    inspect(city)
    solve(city)
    evaluate_and_leave(city)
    page = city.as_("clerk")
    page.goto(city.places["round"])
    assert "办结" in page.locator("main h1").locator("..").inner_text()
    assert "2" in page.locator("#goal-first_half").inner_text()


def plan(city: City) -> None:
    """The plan is agreed to and issued; a district signs for it; the office opens the round."""
    do = city.do
    text = {"paper_number": "澜办文7号", "paper_date": day(), "text": "方案全文"}
    do("drafter", "general_office", "document.drafted", text, kind="plan", name="plan")
    do("drafter", "plan", "approval.requested", {"to": "市委"})
    do("committee", "plan", "approval.given", {})
    do("drafter", "plan", "document.issued", {"to": ["第1区委"], "addressed": ["各区委", "市委各部委"]})
    do("district", "plan", "document.received", {"received_on": day(), "shown_by": "收文单1号"})
    opened = {"title": "全市一轮", "starts_on": day()}
    do("clerk", "/rounds", "campaign.opened", opened, kind="city_round", name="round")


def form_teams(city: City) -> None:
    """The first team by clicks: head and deputy nominated, seven seated, ties declared; fourteen more are formed."""
    do = city.do
    do("clerk", "round", "body.formed", {"title": "第1巡查组", "area": "第1区委"}, kind="team", name="team")
    office: Any = city.office  # type: ignore[attr-defined]
    office.keys["round"] = city.places["round"].rpartition("/")[2]
    for n in range(2, 16):
        fields = {"kind": "team", "title": f"第{n}巡查组", "area": f"@district{n}"}
        office.do("office/clerk", "body.formed", fields, within="round")
    judged = {"knows_policy": "做过政策研究", "experience": "任过主要领导", "takes_on": "处理过积案"}
    for seat, traits in (("head", ["正局级", "免职"]), ("deputy", ["副局级", "现职"])):
        nominated = {"person": PEOPLE[seat], "traits": traits, **judged}
        do("nominator", "team", "person.nominated", nominated, kind=seat)
    do("district", "team", "person.nominated", {"person": CREW[0]}, kind="staff")
    do(
        "clerk",
        "round",
        "unit.enrolled",
        {"unit": "云溪街道", "area": "第1区委"},
        kind="listed",
        name="inspection",
    )
    crew = [
        ("head", PEOPLE["head"]),
        ("deputy", PEOPLE["deputy"]),
        *(("staff", one) for one in (PEOPLE["staff"], *CREW)),
    ]
    for seat, name in crew:
        filled = {"person": name, "home_unit": "市民政局", "staff_source": "纪检干部"}
        do("nominator", "team", "seat.filled", filled, kind=seat)
        city.places[name] = person_page(city, name)
        do("clerk", name, "tie.declared", {"towards": "云溪街道", "none": True})
    do("clerk", "inspection", "inspection.assigned", {"body": "第1巡查组"})


def prepare(city: City) -> None:
    """A case and a problem are gathered and given out; meeting and training; then the inspection stage."""
    do = city.do
    case = {"channel": "汇集", "subject": "过渡费积案", "demand": "补发过渡费", "place": "柳塘社区", "since": "2016-06-01",
            "why_delayed": "互相推诿", "responsible_body": "云溪街道"}  # fmt: skip
    do("clerk", "inspection", "complaint.received", case, kind="backlog_key", name="case")
    problem = {
        "title": "过渡费没有发放",
        "fields": ["征地补偿不到位"],
        "text": "两年没有发放",
        "voiced": True,
        "tags": ["工作不落实"],
    }
    do("clerk", "inspection", "finding.recorded", problem, kind="gathered", name="problem")
    for one in ("case", "problem"):
        do("clerk", one, "matter.assigned", {"owner": "第1巡查组"})
    held = {"at": day(), "items-0-text": "部署"}
    do("clerk", "round", "meeting.held", held, kind="mobilisation")
    do(
        "clerk",
        "round",
        "meeting.held",
        held | {"present": [PEOPLE["head"], PEOPLE["staff"]]},
        kind="training",
    )
    begun = {"starts_on": day(), "reason": "其余人员分批到位"}
    do("clerk", "round", "phase.started", begun, kind="inspect")


def inspect(city: City) -> None:
    """The team enters, visits, classes the demand, looks behind the problem and hands the list over."""
    do = city.do
    do("head", "inspection", "inspection.started", {"place": "街道三楼"})
    visit = {"staff": [PEOPLE["staff"]], "content": "到现场了解", "about": ["过渡费积案", "过渡费没有发放"]}
    do("staff", "inspection", "check.recorded", visit, kind="open_visit")
    do("head", "case", "complaint.accepted", {"within_remit": True})
    do("head", "case", "demand.classified", {"point": "补发", "basis": "条例"}, kind="reasonable")
    analysed = {"cause": "互相推诿", "corruption": "没有发现", "conduct": "有疑点"}
    do("staff", "problem", "matter.analysed", analysed)
    do("staff", "problem", "finding.amended", {"limit": day(30)})
    do("head", "problem", "disposition.decided", {}, kind="inaction")
    listed = {"items": ["过渡费没有发放"], "state": "巡查情况"}
    do("staff", "inspection", "document.drafted", listed, kind="problem_list", name="list")
    do("head", "list", "document.signed", {})
    do("head", "list", "document.issued", {"to": ["云溪街道"]})
    do("contact", "list", "document.received", {"received_on": day()})
    force = {"title": "工作专班", "led_by": PEOPLE["principal"]}
    do("contact", "list", "body.formed", force, kind="task_force", name="force")
    referral = {
        "of": ["过渡费没有发放"],
        "receiver": "市治庸问责办",
        "extract": "推诿两年",
        "basis": "方案五",
    }
    do("staff", "inspection", "referral.drafted", referral, kind="accountability", name="referral")
    do("head", "referral", "referral.sent", {})
    do("receiver", "referral", "referral.received", {"received_on": day()})


def solve(city: City) -> None:
    """Measures, evidence, close-out; the demand is met and the case concluded, answered and closed."""
    do = city.do
    measures = {"responsible_post": "街道主任", "measures-0-what": "补发到户", "measures-0-done_on": day(),
                "worked_out_on": day(), "team_side": "组长", "unit_side": "主任"}  # fmt: skip
    do("principal", "problem", "rectification.planned", measures)
    do("contact", "problem", "evidence.added", {"what": "签收表", "dated": day(), **ON_PAPER})
    do("contact", "problem", "rectification.reported", {"result": "已补发"})
    seen = {"passed": True, "seen_on": day(), "text": "已到户"}
    do("staff", "problem", "rectification.verified", seen, kind="close_out")
    do("head", "problem", "finding.closed", {})
    do("staff", "case", "demand.settled", {"point": "补发", "how": "补发到户", "checked": "核对过，已经落实"})
    do("head", "case", "matter.concluded", {"text": "已补发"}, kind="resolved")
    do("head", "case", "complaint.answered", {"found": "属实", "basis": "协议", "remedy": "补发"})
    do("head", "case", "complaint.closed", {"text": "已化解"}, kind="resolved")


def evaluate_and_leave(city: City) -> None:
    """The effect is evaluated and everything gone back to; the team leaves, the round is closed."""
    do = city.do
    do("clerk", "round", "phase.started", {"starts_on": day()}, kind="evaluate")
    evaluated = {"questions": "问题是否真解决", "from_on": day()}
    do("clerk", "round", "evaluation.opened", evaluated, kind="visit", name="evaluation")
    seen = {"passed": True, "seen_on": day(), "way": "到现场看", "text": "已到户"}
    for one in ("case", "problem"):
        do("clerk", one, "rectification.verified", seen, kind="revisit")
    result = {
        "sample": "30",
        "method": "入户",
        "results-0-what": "真的解决了",
        "results-0-n": "28",
        "source": "巡查办",
    }
    do("clerk", "evaluation", "evaluation.concluded", result)
    do("head", "inspection", "inspection.ended", {})
    do("head", "force", "body.stood_down", {"on": day()})
    do("clerk", "team", "body.stood_down", {"on": day()})
    do("clerk", "round", "campaign.closed", {})
