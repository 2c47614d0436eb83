"""What everybody reads on the public portal: in both languages, in large letters, without leaving a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from tests.portal.conftest import Portal
from xuncha.portal.team import code_of
from xuncha.store.portal import Page, publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAPER = UUID("7b3f6f0e-7a31-4d7e-9a53-1f7d4e3a9c55")


@pytest.fixture(autouse=True)
def published(portal: Portal) -> None:
    publish(
        [
            OFFICE,
            page(PAPER, "巡查公告：柳塘镇", "Announcement: Liutang", n=0),
            unit(HERE, "柳塘镇", 0),
            team(HERE),
        ]
    )


OFFICE = Page(UUID(int=0), "office", 0, {
    "name": {"zh": "澜汀市巡查", "en": "Lanting inspection"}, "is_practice": False,
    "modes": {"zh": "来信、来电", "en": "letter, call"}, "reached": [["第一巡查组", "0000-5550133"]], "on_duty": [],
})  # fmt: skip


def page(key: UUID, zh: str, en: str, *, n: int) -> Page:
    facts = [[{"zh": "单位", "en": "Unit"}, {"zh": "柳塘镇", "en": "柳塘镇"}]]
    said = [[{"zh": "内容", "en": "Says"}, {"zh": "一行<b>\n二行", "en": "一行<b>\n二行"}]]
    title = {"zh": zh, "en": en}
    return Page(key, "announcement", n, {"title": title, "org": "第一巡查组", "facts": facts, "said": said})


TEAM, HERE, ELSEWHERE = (UUID(int=n) for n in (71, 72, 73))


def unit(key: UUID, name: str, n: int) -> Page:
    return Page(key, "unit", n, {"title": {"zh": name, "en": name}})


def team(*units: UUID) -> Page:
    return Page(
        TEAM,
        "team",
        0,
        {"title": {"zh": "第一巡查组", "en": "第一巡查组"}, "units": [str(one) for one in units]},
    )


def test_the_first_page_shows_what_is_announced_and_leads_on(portal: Portal) -> None:
    first = portal.get("/")
    assert first.status == 200
    assert f'<a href="/announcements/{PAPER}">巡查公告：柳塘镇</a>' in first.text
    assert '<a class="btn" href="/how">怎样反映</a>' in first.text


def test_the_address_says_language_and_size_and_every_link_keeps_them(portal: Portal) -> None:
    read = portal.get("/en/large/announcements")
    assert '<html lang="en" id="top" class="large">' in read.text
    assert f'<a href="/en/large/announcements/{PAPER}">Announcement: Liutang</a>' in read.text
    assert '<a href="/large/announcements" lang="zh-CN">中文</a>' in read.text
    assert '<a href="/en/announcements">Usual letters</a>' in read.text


def test_a_paper_says_its_text_and_nothing_in_it_is_code(portal: Portal) -> None:
    read = portal.get(f"/announcements/{PAPER}")
    assert "一行&lt;b&gt;\n二行" in read.text
    assert '<p class="org">第一巡查组</p><h1>巡查公告：柳塘镇</h1>' in read.text


def test_ways_to_reach_the_office_stand_with_how_to_report(portal: Portal) -> None:
    read = portal.get("/how")
    assert "<dt>第一巡查组</dt><dd>0000-5550133</dd>" in read.text
    assert "来信、来电" in read.text


def test_nothing_is_kept_in_the_browser_and_nothing_comes_from_elsewhere(portal: Portal) -> None:
    for path in ("/", "/how", "/announcements", f"/announcements/{PAPER}", "/nothing"):
        answer = portal.get(path)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "<script" not in answer.text
        assert "http://" not in answer.text
        assert "https://" not in answer.text


def test_what_is_withdrawn_and_what_never_was_are_the_same(portal: Portal) -> None:
    publish([OFFICE])
    other = uuid4()
    gone, never = portal.get(f"/announcements/{PAPER}"), portal.get(f"/announcements/{other}")
    assert gone.status == never.status == 404
    assert gone.text.replace(str(PAPER), "") == never.text.replace(str(other), "")
    assert "现在没有公告。" in portal.get("/").text


def test_publishing_the_same_again_writes_nothing(portal: Portal) -> None:
    pages = [OFFICE, page(PAPER, "巡查公告：柳塘镇", "Announcement: Liutang", n=0)]
    publish(pages)
    assert not publish(pages)
    assert publish([OFFICE])
    assert publish(pages)


def test_everybody_can_read_every_page(portal: Portal, chromium: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context, wrong = chromium.new_context(base_url=portal.site, bypass_csp=True), []
    tab = context.new_page()
    for way in ("", "/en", "/large", "/en/large"):
        for path in ("/", "/how", "/announcements", f"/announcements/{PAPER}", f"/teams/{TEAM}", "/nothing"):
            tab.goto(f"{way}{path}")
            tab.evaluate(Axe().axe_script)
            for width in (1280, 360):
                tab.set_viewport_size({"width": width, "height": 800})
                found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
                wrong += [f"{way}{path} at {width}: {fault['id']}" for fault in found]
                if tab.evaluate(
                    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                ):
                    wrong.append(f"{way}{path} at {width}: wider than the screen")
    context.close()
    assert wrong == []


def test_a_team_has_a_page_to_put_up_with_a_code_that_leads_to_it(portal: Portal) -> None:
    paper = page(PAPER, "巡查公告：柳塘镇", "Announcement: Liutang", n=0)
    paper.told["team"] = str(TEAM)
    publish([OFFICE, paper, unit(HERE, "柳塘镇", 0), unit(ELSEWHERE, "苇岸街道", 1), team(HERE)])
    assert f'href="/teams/{TEAM}"' in portal.get(f"/announcements/{PAPER}").text
    read = portal.get(f"/en/teams/{TEAM}")
    assert "<h1>第一巡查组: report a problem here</h1>" in read.text
    assert "<dd>0000-5550133</dd>" in read.text
    assert "柳塘镇" in read.text
    assert "苇岸街道" not in read.text
    assert f'<span class="typed">{portal.site}/en/teams/{TEAM}</span>' in read.text
    assert f'href="/en/announcements/{PAPER}"' in read.text
    assert code_of(f"{portal.site}/en/teams/{TEAM}") in read.text
    assert "Set-Cookie" not in read.headers
    assert portal.get(f"/teams/{uuid4()}").status == 404
