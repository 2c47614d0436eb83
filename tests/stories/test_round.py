"""One round through real pages in Chromium: from opening the round to the archive, each person in a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.stories.following import PATIENCE, follow
from tests.web.budget import logged_in
from xuncha.actions import founding
from xuncha.store.account import Account

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

pytestmark = pytest.mark.fresh_database

PASSWORD = "word-on-a-slip"
PEOPLE = {
    "clerk": "江予白", "director": "林若舟", "leader": "周敬川", "deputy leader": "顾行远", "head": "高望岚", "deputy": "陆闻笙",
    "member": "许知微", "registrar": "沈知秋", "reporter": "温如岚", "principal": "方竹青", "receiver": "程远道", "nominator": "乔木森",
}  # fmt: skip


UNFOLD = "selector => document.querySelectorAll(selector).forEach(one => one.open = true)"
KIND = """name => {
    const one = document.querySelector(`#act [name='${name}']`)
    return !one ? "" : one.tagName == "SELECT" ? "select" : one.hasAttribute("list") ? "lookup" : one.type
}"""
"""What kind of field of the form has this name."""


def _missing(page: Page, said: str) -> str:
    return f"{said} at {page.url}:\n{page.locator('main').inner_text()}"


@dataclass
class City:
    """The people of the story, each with a browser of their own, and the addresses of what they made."""

    browser: Browser
    base_url: str
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    slips: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Account and password, where they are not the person's part in the story and the password of all."""
    latest: str = ""
    """Who acted last."""

    def as_(self, who: str) -> Page:
        """The page of a person, logged in: the first of a story and whoever has a slip by the door, others as if they had been."""
        if who not in self.pages:
            is_by_the_door = who in self.slips or not self.pages
            context = (
                self.came_in(who) if is_by_the_door else logged_in(self.browser, self.base_url, who, "zh")
            )
            page = context.pages[0] if is_by_the_door else context.new_page()
            page.set_default_timeout(PATIENCE)
            self.contexts[who], self.pages[who] = context, page
        return self.pages[who]

    def came_in(self, who: str) -> BrowserContext:
        """A browser in which a person filled in the log-in page."""
        context = self.browser.new_context(
            base_url=self.base_url, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/login")
        account, password = self.slips.get(who, (who, PASSWORD))
        page.fill("input[name=login]", account)
        page.fill("input[name=password]", password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        if "/account/password" in page.url:  # whoever comes with a slip first has a password of their own
            own = f"{password} 我自己的"
            for name, value in (("oldpassword", password), ("password1", own), ("password2", own)):
                page.fill(f"input[name={name}]", value)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/account/password" not in url)
        page.goto("/desk")  # from a first log-in, which leads to choosing a password
        return context

    def do(
        self, who: str, place: str, act: str, fields: dict[str, Any], *, kind: str = "", name: str = ""
    ) -> None:
        """Open a matter, click the act among what can be done there, fill its form and send it."""
        page = self.open_form(who, place, act, kind)
        self.fill(page, fields)
        follow(page, page.locator("#act button[name=do][value=act]"))
        refusal = page.locator("#act [role=alert]")
        said = refusal.first.inner_text().strip() if refusal.count() else ""
        assert not said, f"{act} {kind}: {said}"
        assert "已办" in page.locator("#said").inner_text()
        self.latest = who
        if name:
            self.places[name] = page.url.removeprefix(self.base_url)

    def open_form(self, who: str, place: str, act: str, kind: str) -> Page:
        """The form of an act, reached by clicking; whoever acted last may still have the page that answered."""
        page, address = self.as_(who), self.places.get(place, place)
        if self.latest != who or page.url != self.base_url + address:
            page.goto(address)
        page.evaluate(UNFOLD, "main details")
        exact = f"a[href$='/{act}?kind={kind}']" if kind else f"a[href$='/{act}']"
        if not self.seen(page, exact).count():
            self.go_on(page, f"a[href$='/{act}']", f"{who} finds no {act}")
        if not page.url.split("?")[0].endswith(f"/{act}") or not page.locator("#act").count():
            self.go_on(page, exact, f"{who} finds no {act} {kind}")
        assert page.locator("#act").count(), _missing(page, f"{who} has no form for {act} {kind}")
        return page

    def go_on(self, page: Page, selector: str, said: str) -> None:
        """Follow what leads on; where there is no such thing, say what there is."""
        leading = self.seen(page, selector)
        assert leading.count(), _missing(page, said)
        follow(page, leading.first)

    def seen(self, page: Page, selector: str) -> Locator:
        """What of this is on the screen, and not folded away for a phone."""
        return page.locator(selector).locator("visible=true")

    def fill(self, page: Page, fields: dict[str, Any]) -> None:
        page.evaluate(UNFOLD, "#act details")
        for name, value in fields.items():
            if isinstance(value, list):
                for one in value:
                    choice = page.locator(f"#act .choice:has(input[name='{name}'])", has_text=one).first
                    if not choice.locator("input").is_checked():
                        choice.locator("label").click()
                continue
            field, kind = page.locator(f"#act [name='{name}']"), page.evaluate(KIND, name)
            if value is True:
                field.first.check()
            elif kind == "select":
                option = page.locator(f"#act select[name='{name}'] option", has_text=value).first
                field.select_option(option.get_attribute("value"))
            elif kind == "lookup":
                words = page.locator(f"#o-{name} option").evaluate_all("found => found.map(one => one.value)")
                field.fill(next(one for one in words if value in one))
            elif kind == "file":
                sent = {"name": f"{value}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
                field.set_input_files(sent)  # type: ignore[arg-type]
            elif kind == "radio":
                page.locator(f"#act .choice:has(input[name='{name}']) label", has_text=value).first.click()
            else:
                field.fill(value)


@pytest.fixture
def city(chromium: Browser, live_server: str) -> Iterator[City]:
    now = timezone.now()
    founding.found("澜汀市", "Lanting", "yiwu-2015")
    office = founding.body("office", "市委巡查办", now)
    group = founding.body("leading_group", "领导小组", now)
    founding.body("city_committee", "澜汀市委", now)
    discipline = founding.body("receiver", "驻镇街纪检监察组", now, function="discipline")
    organisation = founding.body("receiver", "市委组织部", now, function="organisation")
    founding.body("city_leaders", "分管市领导", now)
    town = founding.unit("柳塘镇", "town", now)
    founding.unit("市民政局", "organ", now)
    keys = {who: founding.person(name, now) for who, name in PEOPLE.items()}
    seats = (
        (office, "clerk", "clerk"), (office, "director", "director"), (group, "leader", "leader"),
        (group, "deputy_leader", "deputy leader"), (discipline, "contact", "receiver"), (organisation, "contact", "nominator"),
    )  # fmt: skip
    for party, seat, who in seats:
        founding.seat(party, seat, keys[who], now)
    founding.seat(town, "principal", keys["principal"], now, leadership=True)
    for who, name in PEOPLE.items():
        Account.objects.create_account(who.replace(" ", "."), name, PASSWORD, person=keys[who])
    made = City(chromium, live_server)
    yield made
    for context in made.contexts.values():
        context.close()


def day(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_round_is_worked_from_the_work_plan_to_the_archive(city: City) -> None:
    do = city.do
    paper = {"by": "领导小组", "paper": "澜巡领〔2026〕1号"}
    # The office opens the round, enrols the town, drafts the plan; the leading group's leader approves it.
    do(
        "clerk",
        "/rounds",
        "campaign.opened",
        {"title": "第三轮巡查", "starts_on": day()},
        kind="round",
        name="round",
    )
    do("clerk", "round", "unit.enrolled", {"unit": "柳塘镇"}, kind="listed", name="inspection")
    plan = {
        "task": "全面了解",
        "units": ["柳塘镇"],
        "ways": ["个别谈话"],
        "starts_on": day(),
        "ends_on": day(90),
    }
    do("clerk", "round", "document.drafted", plan, kind="work_plan", name="work plan")
    do("clerk", "work plan", "approval.requested", {"to": "领导小组"})
    do("leader", "work plan", "approval.given", {})
    # The team: formed, its head nominated and decided, its seats filled, ties declared, authority granted.
    do("clerk", "round", "body.formed", {"title": "第一组"}, kind="team", name="team")
    nomination = {
        "person": "高望岚",
        "traits": ["非领导职务"],
        "consulted_with": "市纪委（监察局）",
        "consulted_on": day(),
    }
    do("nominator", "team", "person.nominated", nomination, kind="head")
    do(
        "clerk",
        "team",
        "decision.made",
        {"question": "组长人选", "person": "高望岚", "conclusion": "同意", **paper, "by": "澜汀市委"},
    )
    do("clerk", "team", "decision.made", {"question": "组建巡查组", "conclusion": "组建", **paper})
    for seat in ("head", "deputy", "member", "registrar", "reporter"):
        do(
            "clerk",
            "team",
            "seat.filled",
            {"person": PEOPLE[seat], "home_unit": "市民政局", "task": "分工"},
            kind=seat,
        )
        city.places[seat] = person_page(city, PEOPLE[seat])
        do("clerk", seat, "tie.declared", {"towards": "柳塘镇", "none": True})
    do("clerk", "team", "authority.granted", {"units": ["柳塘镇"], "matter": "本轮巡查", **paper})
    do("clerk", "inspection", "inspection.assigned", {"body": "第一组"})
    prepare(city)
    work(city)
    finish(city)
    city.as_("clerk").goto(city.places["finding"])
    assert "已销号" in city.as_("clerk").locator("main").inner_text()
    city.as_("principal").goto("/desk")
    assert "没有要办的事" in city.as_("principal").locator("main").inner_text()


def person_page(city: City, name: str, by: str = "clerk") -> str:
    page = city.as_(by)
    page.goto("/people")
    return page.locator("main a", has_text=name).first.get_attribute("href") or ""


def prepare(city: City) -> None:
    """Article 11: arrival, training, information, team plan, notice, announcement; then entry."""
    do = city.do
    crew = [PEOPLE[who] for who in ("head", "deputy", "member", "registrar", "reporter")]
    do("clerk", "team", "activity.logged", {"on": day(), "who": crew}, kind="arrival")
    do(
        "clerk",
        "team",
        "meeting.held",
        {"at": day(), "present": crew, "items-0-text": "业务培训"},
        kind="training",
    )
    do(
        "clerk",
        "inspection",
        "document.drafted",
        {"information": ["审计报告"], "content": "审计情况"},
        kind="information_pack",
        name="pack",
    )
    do("clerk", "pack", "document.issued", {"to": ["第一组"]})
    plan = {"enter_on": day(7), "main_tasks": "补贴发放", "division": "各人分工"}
    do("head", "inspection", "document.drafted", plan, kind="team_plan", name="team plan")
    do(
        "head",
        "inspection",
        "report.submitted",
        {"to": "市委巡查办", "document": "工作计划：柳塘镇"},
        kind="team_plan",
    )
    page = city.open_form("member", "inspection", "document.drafted", "notice")
    assert page.locator("[name=content]").input_value() == "补贴发放"  # carried over from the team plan
    do(
        "member",
        "inspection",
        "document.drafted",
        {"timetable": "两个月", "ways": ["个别谈话"]},
        kind="notice",
        name="notice",
    )
    do("head", "notice", "document.signed", {})
    do("member", "notice", "document.issued", {"to": ["柳塘镇"], "talk_on": day(), "talk_with": "镇党委"})
    do("principal", "notice", "document.received", {"received_on": day()})
    do("principal", "notice", "document.published", {"medium": "公告栏"})
    report = {"to": "第一组", "place": "公告栏", "on": day()}
    do("principal", "inspection", "report.submitted", report, kind="publication_report")
    text = {
        "time": "两个月",
        "content": "补贴发放",
        "requirements": "如实反映",
        "phone": "0579",
        "box": "第一组信箱",
    }
    do("member", "inspection", "document.drafted", text, kind="announcement", name="announcement")
    do("head", "announcement", "document.signed", {})
    do("member", "announcement", "document.published", {"medium": "公告栏"})
    do("head", "inspection", "inspection.started", {"place": "镇政府二楼"})


ON_PAPER = {"file-number": "1号", "file-place": "镇财政所", "file-keeper": "何其安"}
"""Evidence that was not scanned."""


def work(city: City) -> None:
    """A talk, a letter dealt with, a finding and a clue."""
    do = city.do
    talk = {
        "partner": "班子成员",
        "staff": [PEOPLE["head"], PEOPLE["member"]],
        "with_member": "方竹青",
        "content": "谈话记录",
    }
    do("member", "inspection", "check.recorded", talk, kind="talk")
    do(
        "registrar",
        "inspection",
        "complaint.received",
        {"channel": "来信", "subject": "补贴没有到账", "addressee": "巡查组"},
        kind="report",
        name="letter",
    )
    do("head", "letter", "matter.annotated", {"text": "请核实"})
    do("head", "letter", "complaint.accepted", {"within_remit": True})
    do("head", "letter", "complaint.closed", {"text": "列为问题"}, kind="finding")
    finding = {"title": "补贴滞留", "fields": ["群众纪律"], "text": "三项资金滞留", "advice": "全部补发"}
    do("member", "inspection", "finding.recorded", finding, kind="complaint", name="finding")
    clue = {"title": "挪用补贴", "about_posts": "中心主任", "text": "涉嫌挪用", "basis": "条例"}
    do("member", "inspection", "clue.recorded", clue, kind="unit_managed", name="clue")
    do("head", "inspection", "inspection.ended", {})


def finish(city: City) -> None:
    """Report, disposition, referral, feedback, rectification, close-out, publicity, archive."""
    do = city.do
    report = {"course": "经过", "problems": "滞留", "causes": "监管不力", "advice": "补发"}
    do("head", "inspection", "document.drafted", report, kind="inspection_report", name="report")
    do("head", "report", "document.signed", {})
    minutes = {
        "at": day(),
        "present": [PEOPLE["head"]],
        "items-0-text": "讨论报告",
        "items-0-refs": "巡查报告：柳塘镇",
    }
    do("head", "inspection", "meeting.held", minutes, kind="team")
    do(
        "head",
        "inspection",
        "report.submitted",
        {"to": "市委巡查办", "document": "巡查报告：柳塘镇"},
        kind="inspection_report",
    )
    do("director", "inspection", "meeting.held", {"at": day(), "items-0-text": "听取汇报"}, kind="hearing")
    do("clerk", "clue", "disposition.proposed", {}, kind="cadre_breach")
    do("clerk", "clue", "approval.requested", {"to": "领导小组"})
    do("leader", "clue", "disposition.decided", {}, kind="cadre_breach")
    referral = {
        "of": ["挪用补贴"],
        "receiver": "驻镇街纪检监察组",
        "extract": "摘要",
        "basis": "领导小组决定",
    }
    do("clerk", "inspection", "referral.drafted", referral, kind="discipline", name="referral")
    do("clerk", "referral", "referral.sent", {})
    do("receiver", "referral", "referral.received", {"received_on": day()})
    do("receiver", "referral", "disposition.proposed", {"text": "初步核实"}, kind="preliminary")
    do(
        "receiver",
        "referral",
        "referral.answered",
        {"text": "已初核", "document": "复函1号"},
        kind="preliminary",
    )
    do("clerk", "referral", "referral.closed", {})
    do(
        "member",
        "inspection",
        "document.drafted",
        {"items": ["补贴滞留"], "state": "情况"},
        kind="feedback",
        name="feedback",
    )
    do("head", "feedback", "document.signed", {})
    do("head", "feedback", "approval.requested", {"to": "巡查办"})
    do("director", "feedback", "approval.given", {})
    do("head", "feedback", "document.issued", {"to": ["柳塘镇"], "addressed": ["领导班子", "主要负责人"]})
    do("principal", "feedback", "document.received", {"received_on": day()})
    plan = {"responsible_post": "分管副镇长", "measures-0-what": "补发到户", "measures-0-done_on": day()}
    do("principal", "finding", "rectification.planned", plan)
    do("principal", "finding", "evidence.added", {"what": "签收表", "dated": day(), **ON_PAPER})
    do("principal", "finding", "rectification.reported", {"result": "全部补发"})
    for kind in ("rectification_report", "principal_report"):
        do(
            "principal",
            "inspection",
            "report.submitted",
            {"to": "市委巡查办", "text": "整改情况"},
            kind=kind,
        )
    do(
        "clerk",
        "finding",
        "rectification.verified",
        {"passed": True, "seen_on": day(), "text": "已到户"},
        kind="close_out",
    )
    do("clerk", "finding", "finding.closed", {})
    page = city.open_form("reporter", "inspection", "volume.compiled", "")
    # What the records know stands in the lines already; of the rest it is said that there was none.
    for row in range(page.locator("input[name^='lines-'][name$='-kind']").count()):
        if not page.locator(f"[name='lines-{row}-n']").input_value():
            page.locator(f"[name='lines-{row}-absent']").fill("本轮没有")
    follow(page, page.locator("#act button[name=do][value=act]"))
    city.places["volume"] = page.url.removeprefix(city.base_url)
    do("head", "volume", "volume.handed_over", {"signed_by": "高望岚\n江予白"})
