"""A standing mechanism through real pages in Chromium: a call handled twice, a general problem put right, the year's evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests.stories.following import follow
from tests.stories.test_round import PASSWORD, City, day
from xuncha.actions import founding
from xuncha.store.account import Account

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.fresh_database

BODIES = (
    ("committee", "district_committee", "澜汀区委", ""), ("government", "district_government", "澜汀区政府", ""),
    ("office", "office", "区治庸问责办", ""), ("centre", "complaint_centre", "区行政投诉中心", ""),
    ("organ", "discipline_organ", "派驻纪检组", ""), ("discipline", "discipline_organ", "区纪委监察局", "district"),
    ("evaluators", "evaluators", "第三方评价", ""),
)  # fmt: skip
PEOPLE = {
    "clerk": ("江予白", "office", "clerk"), "director": ("林若舟", "office", "director"), "centre": ("沈知秋", "centre", "clerk"),
    "organ": ("乔木森", "organ", "clerk"), "discipline": ("程远道", "discipline", "clerk"), "principal": ("方竹青", "parks", "principal"),
    "contact": ("杜若溪", "parks", "clerk"), "reviewer": ("秦怀远", "evaluators", "reviewer"),
}  # fmt: skip


@pytest.fixture
def city(chromium: Browser, live_server: str) -> Iterator[City]:
    now = timezone.now()
    founding.found("澜汀区", "Lanting District", "hongshan-2015")
    parties = {
        name: founding.body(kind, title, now, function=function) for name, kind, title, function in BODIES
    }
    parties["parks"] = founding.unit("区园林局", "department", now)
    for who, (name, party, seat) in PEOPLE.items():
        person = founding.person(name, now)
        founding.seat(parties[party], seat, person, now, leadership=seat == "principal")
        Account.objects.create_account(who, name, PASSWORD, person=person)
    made = City(chromium, live_server)
    yield made
    for context in made.contexts.values():
        context.close()


def test_a_mechanism_is_worked_from_its_opening_to_what_is_counted_at_the_end(city: City) -> None:
    city.do(
        "clerk",
        "/rounds",
        "campaign.opened",
        {"title": "干部作风长效机制", "starts_on": day()},
        kind="standing",
        name="round",
    )
    city.do("clerk", "round", "unit.enrolled", {"unit": "区园林局"}, kind="listed", name="parks")
    city.do("clerk", "round", "decision.made", {"conclusion": "转作风、优服务"}, kind="theme")
    a_call_is_handled_twice(city)
    a_general_problem_is_put_right(city)
    the_evaluation_is_published(city)
    page = city.as_("clerk")
    for view, words in (
        ("问卷和评价", ("满意 24（80%）",)),
        ("各渠道来件", ("行风连线",)),
        ("查处和整改的数字", ("100%", "不追究")),
    ):
        page.goto(city.places["round"])
        follow(page, page.get_by_role("link", name=view))
        said = page.locator("main").inner_text()
        assert [one for one in words if one not in said] == [], said


def a_call_is_handled_twice(city: City) -> None:
    """A caller is not satisfied with the answer: handled again, a double inquiry, answered again."""
    do = city.do
    told = {"channel": "行风连线", "subject": "办证拖了两个月"}
    do("centre", "parks", "complaint.received", told, kind="report", name="call")
    do("clerk", "call", "complaint.accepted", {"within_remit": "属于"})
    do("clerk", "call", "matter.assigned", {"owner": "派驻纪检组"})
    answer = {"found": "情况属实", "basis": "首问负责制", "remedy": "当日补办"}
    do("organ", "call", "complaint.answered", answer)
    do("centre", "call", "satisfaction.given", {}, kind="not")
    do("clerk", "call", "matter.classified", {"value": "处理不力", "text": "只答复没有办"}, kind="quality")
    do(
        "director",
        "call",
        "matter.rehandled",
        {"owner": "区纪委监察局", "due": day(30), "reason": "只答复没有办"},
    )
    inquire(city, "double", "call", "办证拖了两个月")
    for slot in ("直接责任人", "“一把手”", "分管领导"):
        decide(city, slot, "办证拖了两个月")
    do("discipline", "call", "complaint.answered", answer)
    do("centre", "call", "satisfaction.given", {}, kind="satisfied")
    do("clerk", "call", "complaint.closed", {"text": "已补办"}, kind="handled")


def inquire(city: City, kind: str, name: str, about: str) -> None:
    opened = {
        "title": "责任调查",
        "about": "经办人",
        "from_ref": [about],
        "grounds": ["第3种"],
        "text": "查明责任",
    }
    city.do("clerk", "parks", "inquiry.opened", opened, kind=kind, name=f"inquiry {name}")


def decide(city: City, slot: str, about: str) -> None:
    decided = {
        "slot": slot,
        "matter": about,
        "pursue": "不追究",
        "whom": "经办人",
        "text": "已当场纠正",
        "responsible": "主任",
    }
    city.do("director", "inquiry call", "accountability.decided", decided)


def a_general_problem_is_put_right(city: City) -> None:
    """Ordered by the office, planned and reported by the head, verified, its effect assessed, struck off, published."""
    do = city.do
    found = {"title": "窗口空岗", "fields": ["庸懒散奢"], "text": "两个窗口无人", "channel": "行风连线"}
    do("clerk", "parks", "finding.recorded", found, kind="complaints", name="finding")
    do("clerk", "finding", "matter.classified", {"value": "普遍性", "text": "多处有"}, kind="nature")
    do("clerk", "parks", "document.drafted", {"items": ["窗口空岗"]}, kind="order", name="order")
    do("director", "order", "document.signed", {})
    do("clerk", "order", "document.issued", {"to": ["区园林局"], "due": day(40)})
    plan = {"responsible_post": "局长", "measures-0-what": "增派窗口人员", "measures-0-done_on": day()}
    do("principal", "finding", "rectification.planned", plan)
    proof = {"file-number": "值班表1号", "file-place": "局办公室", "file-keeper": "杜若溪", "dated": day()}
    do("contact", "finding", "evidence.added", proof)
    do("principal", "finding", "rectification.reported", {"result": "窗口已满员"})
    for stage in ("close_out", "effect"):
        do("clerk", "finding", "rectification.verified", {"passed": "通过", "text": "现场看过"}, kind=stage)
    do("director", "finding", "finding.closed", {"text": "窗口已满员"})
    do(
        "contact",
        "parks",
        "document.drafted",
        {"items": ["窗口空岗"], "text": "窗口已满员"},
        kind="public_result",
        name="public",
    )
    do("principal", "public", "document.signed", {})
    do("contact", "public", "document.published", {"medium": "网站"})


def the_evaluation_is_published(city: City) -> None:
    """The third party concludes its evaluation; it is public, and counts at the year's end."""
    do = city.do
    do(
        "reviewer",
        "parks",
        "evaluation.opened",
        {"questions": "办件是否满意", "from_on": day()},
        kind="third_party",
        name="evaluation",
    )
    result = {"sample": "30", "method": "抽取办件", "results-0-what": "满意", "results-0-n": "24"}
    do("reviewer", "evaluation", "evaluation.concluded", result)
    paper = {
        "sample": "30",
        "method": "抽取办件",
        "ratings-0-what": "区园林局",
        "ratings-0-n": "30",
        "ratings-0-text": "满意 24",
    }
    do("clerk", "round", "document.drafted", paper, kind="public_evaluation", name="evaluated")
    do("director", "evaluated", "document.signed", {})
    do("clerk", "evaluated", "document.published", {"medium": "网站"})
    do("clerk", "evaluation", "result.used", {"extract": "计 4 分"}, kind="year_end")
    page = city.as_("clerk")
    page.goto("/public")
    assert "满意 24" in page.locator("main").inner_text()
