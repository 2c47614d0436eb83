"""The pages of supervision at their fullest: what they weigh, how often they ask the database, and that all can read them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests.web.budget import AXE_RUN, HEAVIEST, MOST_QUERIES, PHONE, Counted, logged_in
from tests.web.conftest import Visitor
from tests.web.test_circular import asked, sent
from tests.web.test_held import key_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.demo_city


@pytest.fixture
def addresses(database: str) -> Iterator[list[tuple[str, str]]]:
    """Who opens which page, with a circular drafted, an agenda kept and a meeting held."""
    group, unit = key_of("body", "%领导小组"), key_of("unit", "柳塘镇")
    around, place = f"/rounds/{key_of('campaign')}", f"/inspections/{key_of('inspection', '柳塘镇')}"
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    _, paper, _ = sent("office", asked([group, unit]), named=[unit], answer_by=due, text="请抓紧")
    held = {"at": timezone.localdate().isoformat(), "items-0-text": "听取整改进度"}
    _, meeting, _ = sent("office", f"{around}/begin/meeting.held?kind=group", **held)
    plan = f"{around}/meeting?kind=group"
    _, kept, _ = sent("office", plan)
    return [
        ("office", f"{around}/held"), ("group", f"{around}/held"), ("head", f"{around}/held"), ("unit", f"{place}/held"),
        ("office", f"{around}/held?of={key_of('body', '第一巡查组')}"), ("unit", f"{place}/held?of={unit}"),
        ("office", f"{around}/circular"), ("office", asked([group, unit])), ("office", paper), ("office", f"{paper}/held?of={unit}"),
        ("office", f"{paper}/paper"), ("office", f"{around}/meeting"), ("office", plan), ("office", f"{plan}&with={unit}"),
        ("office", kept), ("office", kept.replace("kept=1", "kept=paper")), ("member", f"{place}/meeting?kind=team"),
        ("office", meeting), ("office", f"/decisions/new?meeting={meeting.split('/')[2]}&item=1"), ("office", around), ("unit", place),
    ]  # fmt: skip


def test_none_is_too_heavy_or_asks_too_often(addresses: list[tuple[str, str]]) -> None:
    counted, wrong = Counted(), []
    with counted.listening():
        for login, address in addresses:
            visitor = Visitor(login)
            counted.queries = 0
            answer = visitor.client.get(address)
            told = f"{login} {address}: {answer.status_code}, {len(answer.content):,} bytes, {counted.queries} queries"
            if answer.status_code != 200 or len(answer.content) > HEAVIEST or counted.queries > MOST_QUERIES:
                wrong.append(told)
    assert wrong == []


@pytest.mark.browser
def test_all_can_read_them(chromium: "Browser", live_server: str, addresses: list[tuple[str, str]]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, wrong = Axe(), []
    for lang in ("zh", "en"):
        browsers = {login: logged_in(chromium, live_server, login, lang) for login, _ in addresses}
        for login, address in addresses:
            context = browsers[login]
            page = context.pages[0] if context.pages else context.new_page()
            page.goto(address)
            page.evaluate(axe.axe_script)
            for width in (1280, PHONE):
                page.set_viewport_size({"width": width, "height": 900})
                found = page.evaluate(AXE_RUN, lang == "zh")  # colours speak no language
                wrong += [
                    f"{login} {address} {lang} {width}: {one['id']} {one['nodes'][0]['html'][:200]}"
                    for one in found
                ]
        for context in browsers.values():
            context.close()
    assert wrong == []
