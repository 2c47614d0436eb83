"""A campaign under the Wuqing plan through real pages in Chromium: from its opening to the closing report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests.stories.test_round import ON_PAPER, PASSWORD, City, day
from xuncha.actions import founding
from xuncha.store.account import Account

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.fresh_database

PEOPLE = {
    "clerk": "江予白", "director": "林若舟", "leader": "顾行远", "checker": "陆闻笙", "bureau": "高望岚", "principal": "方竹青",
    "town": "何其安", "contact": "严明礼", "receiver": "程远道",
}  # fmt: skip

FOUR = ("political_discipline", "orders", "service", "own_office")


@pytest.fixture
def city(chromium: Browser, live_server: str) -> Iterator[City]:
    now = timezone.now()
    founding.found("澜汀区", "Lanting district", "wuqing-2017")
    office = founding.body("office", "区政府办公室", now)
    government = founding.body("government", "区政府", now)
    bureau = founding.body("bureau", "区监察局", now)
    checkers = founding.body("supervision_office", "区政府督查室", now)
    discipline = founding.body("receiver", "区纪委", now, function="discipline")
    town = founding.unit("柳塘镇", "town", now)
    keys = {who: founding.person(name, now) for who, name in PEOPLE.items()}
    seats = (
        (office, "clerk", "clerk"), (office, "director", "director"), (government, "leader_in_charge", "leader"),
        (checkers, "clerk", "checker"), (bureau, "clerk", "bureau"), (town, "clerk", "town"), (town, "contact", "contact"),
        (discipline, "contact", "receiver"),
    )  # fmt: skip
    for party, seat, who in seats:
        founding.seat(party, seat, keys[who], now)
    founding.seat(town, "principal", keys["principal"], now, leadership=True)
    for who, name in PEOPLE.items():
        Account.objects.create_account(who, name, PASSWORD, person=keys[who])
    made = City(chromium, live_server)
    yield made
    for context in made.contexts.values():
        context.close()


def test_a_campaign_is_worked_from_its_opening_to_the_closing_report(city: City) -> None:
    mobilise(city)
    examine(city)
    supervise(city)
    pursue(city)
    sum_up(city)
    page = city.as_("clerk")
    page.goto(city.places["round"])
    said = page.locator("main").inner_text()
    for words in ("窗口没有一次告知", "已销号", "一次告知已经张贴"):
        assert words in said, words
    city.as_("town").goto("/rules")
    assert "一次告知制度" in city.as_("town").locator("main").inner_text()


def mobilise(city: City) -> None:
    """The campaign opens, the town is enrolled and gets the plan; it does what the first step asks."""
    do = city.do
    campaign = {
        "title": "作风纪律专项整治",
        "starts_on": day(),
        "ends_on": day(280),
        "reason": "比照方案演练",
    }
    do("clerk", "/rounds", "campaign.opened", campaign, kind="treatment", name="round")
    step = {"starts_on": day(), "ends_on": day(10)}
    do("clerk", "round", "phase.started", step, kind="mobilise")
    enrolled = {"unit": "柳塘镇", "leader_in_charge": "顾行远"}
    do("clerk", "round", "unit.enrolled", enrolled, kind="listed", name="inspection")
    do("clerk", "inspection", "inspection.assigned", {"body": "区政府督查室"})
    do("clerk", "inspection", "document.drafted", {"text": "方案附后"}, kind="notice", name="notice")
    do("clerk", "notice", "document.issued", {"to": ["柳塘镇"]})
    do("town", "notice", "document.received", {"received_on": day()})
    do("town", "inspection", "document.drafted", {"text": "四步走"}, kind="unit_plan", name="plan")
    do("town", "plan", "document.issued", {"to": ["区政府办公室"]})
    group = {"title": "镇整治领导小组", "group_head": "方竹青", "group_members": ["严明礼"]}
    do("town", "inspection", "body.formed", group, kind="unit_group")
    meeting = {"at": day(), "items-0-text": "部署整治"}
    do("town", "inspection", "meeting.held", meeting, kind="mobilisation")


def examine(city: City) -> None:
    """The four checks, a problem, the three lists, and the problem put right."""
    do = city.do
    for method in FOUR:
        form = city.open_form("town", "inspection", "check.recorded", method)
        fields = [
            one.inner_text().strip()
            for one in form.locator("#act .choice:has(input[name='looked_at'][value^='field'])").all()
        ]
        check = {
            "staff": ["何其安"],
            "looked_at": fields,
            "outcome": "未发现问题",
            "question": "总的较好",
        }
        do("town", "inspection", "check.recorded", check, kind=method)
    finding = {"title": "窗口没有一次告知", "fields": ["事难办"], "text": "三名群众跑了两趟"}
    do("town", "inspection", "finding.recorded", finding, kind="self_check", name="finding")
    do("town", "inspection", "document.drafted", {}, kind="problem_list", name="problem list")
    do("town", "problem list", "document.issued", {"to": ["区政府办公室"]})
    plan = {
        "duty_text": "窗口一次告知",
        "responsible_post": "主任",
        "first_responsible": "严明礼",
        "measures-0-what": "张贴告知单",
        "measures-0-owner": "窗口",
        "measures-0-by": day(20),
    }
    do("principal", "finding", "rectification.planned", plan)
    do("town", "inspection", "document.drafted", {}, kind="rectification_list", name="rectification list")
    do("town", "rectification list", "document.issued", {"to": ["区政府办公室"]})
    line = {"title": "一次告知制度", "type": "制度"}
    do("town", "inspection", "rule.proposed", line, kind="set_up", name="rule")
    do("town", "inspection", "document.drafted", {}, kind="rules_list", name="rules list")
    do("town", "rules list", "document.issued", {"to": ["区政府办公室"]})
    do("town", "finding", "rectification.progressed", {"measure": "1", "done_on": day(), "text": "已张贴"})
    do("town", "finding", "evidence.added", {"dated": day(), **ON_PAPER})
    do("town", "finding", "rectification.reported", {"result": "一次告知已经张贴"})


def supervise(city: City) -> None:
    """An unannounced visit, its report to the government, and the problem struck off by the level above."""
    do = city.do
    visit = {"mode": "暗访", "staff": ["陆闻笙"], "outcome": "发现问题", "place": "办事大厅"}
    do("checker", "inspection", "check.recorded", visit, kind="supervision", name="visit")
    report = {"to": "区政府", "text": "窗口已经改好"}
    do("checker", "inspection", "report.submitted", report, kind="supervision_report")
    seen = {"passed": "通过", "seen_on": day(), "text": "现场看过"}
    do("checker", "finding", "rectification.verified", seen, kind="close_out")
    do("checker", "finding", "finding.closed", {})


def pursue(city: City) -> None:
    """A clue, taken as serious once a second person agrees, goes to the discipline body, which answers."""
    do = city.do
    clue = {"title": "窗口收费去向不明", "about_posts": "窗口负责人", "text": "账实不符"}
    do("bureau", "inspection", "clue.recorded", clue, kind="unit", name="clue")
    do("bureau", "clue", "approval.requested", {"to": "区政府办公室主任"})
    do("director", "clue", "approval.given", {})
    do("bureau", "clue", "disposition.decided", {"text": "数额较大"}, kind="serious")
    referral = {"of": ["窗口收费去向不明"], "receiver": "区纪委", "extract": "摘要", "basis": "方案三（三）"}
    do("bureau", "inspection", "referral.drafted", referral, kind="discipline", name="referral")
    do("bureau", "referral", "referral.sent", {})
    do("receiver", "referral", "referral.received", {"received_on": day()})
    answer = {"text": "给予警告", "document_number": "澜纪〔2026〕12号", "final": True}
    do("receiver", "referral", "referral.answered", answer, kind="held_to_account")
    do("bureau", "referral", "referral.closed", {})


def sum_up(city: City) -> None:
    """The rule is carried out, the closing report drafted from the lists, sent and received."""
    do = city.do
    text = {name.replace("file-", "text-"): value for name, value in ON_PAPER.items()}
    do("town", "rule", "rule.adopted", {"from_on": day(), **text}, kind="rule")
    parts = {"experience": "一次告知", "effect": "投诉减半", "demands": "长期坚持"}
    do("town", "inspection", "document.drafted", parts, kind="closing_report", name="closing")
    sent = {"to": "区政府办公室", "document": "专项整治总结报告：柳塘镇"}
    do("town", "inspection", "report.submitted", sent, kind="closing_report", name="sent")
    do("clerk", "sent", "report.received", {})
