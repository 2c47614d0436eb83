"""Every page of the gallery, in a browser: readable by all, at every width, within its weight, with and without scripts."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web_kit.gallery import LANGUAGES, STATIC, pages, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KB = 1000
NAMES = [f"{page.name}.{lang}.html" for lang in LANGUAGES for page in pages()]
WIDE, PHONE, NARROWEST = 1440, 390, 320


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        from xuncha.web.headers import POLICY

        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("gallery")
    write(place)
    return place


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def opened(chromium: "Browser", address: str) -> Iterator["Page"]:
    """One browser page for many looks; what its console complained of fails the test that made it."""
    context = chromium.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def complaints(opened: "Page") -> Iterator[list[str]]:
    heard: list[str] = []

    def console(message: object) -> None:
        if getattr(message, "type", "") == "error":
            heard.append(getattr(message, "text", ""))

    opened.on("console", console)
    yield heard
    opened.remove_listener("console", console)
    assert heard == []


@pytest.mark.parametrize("name", NAMES)
def test_everybody_can_read_the_page(opened: "Page", complaints: list[str], name: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for width in (WIDE, PHONE):
        opened.set_viewport_size({"width": width, "height": 900})
        opened.goto(name)
        found = Axe().run(opened).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], width


@pytest.mark.parametrize("name", NAMES)
def test_the_page_never_scrolls_sideways(opened: "Page", complaints: list[str], name: str) -> None:
    opened.set_viewport_size({"width": NARROWEST, "height": 800})
    opened.goto(name)
    assert opened.evaluate("document.documentElement.scrollWidth") <= NARROWEST


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_light_and_carries_no_script_of_its_own(folder: Path, name: str) -> None:
    html = (folder / name).read_text(encoding="utf-8")
    assert len(html.encode()) <= 60 * KB
    assert "<style" not in html
    assert " style=" not in html
    assert "<script>" not in html
    assert " onclick" not in html


def test_style_sheet_and_scripts_keep_their_weight(folder: Path) -> None:
    weight = {name: (folder / "static" / name).stat().st_size for name in STATIC}
    assert weight["xuncha/xuncha.css"] <= 40 * KB
    assert weight["xuncha/xuncha.js"] <= 12 * KB
    assert weight["xuncha/xuncha.js"] + weight["django_htmx/htmx-2.min.js"] <= 60 * KB


@pytest.mark.parametrize("name", ["desk.zh.html", "register.zh.html", "act-refused.zh.html"])
def test_the_page_works_without_scripts(chromium: "Browser", address: str, name: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(name)
    assert page.locator("main h1").is_visible()
    assert page.locator(".js-only:visible").count() == 0
    assert page.locator("main :is(a.btn, button):visible").count() > 0
    context.close()


def test_ticked_rows_are_counted_and_can_be_let_go(opened: "Page", complaints: list[str]) -> None:
    opened.set_viewport_size({"width": WIDE, "height": 900})
    opened.goto("register.zh.html")
    assert opened.locator(".bulk b").inner_text() == "已选 2 条"
    opened.locator("[name=pick]").nth(0).check()
    assert opened.locator(".bulk b").inner_text() == "已选 3 条"
    opened.get_by_role("button", name="全部不选").click()
    opened.get_by_text("勾选几行").wait_for()
    assert not opened.get_by_role("button", name="指派核验人").is_visible()
    opened.get_by_role("button", name="全选本页").click()
    assert opened.locator(".bulk b").inner_text() == "已选 18 条"


def test_an_act_opens_in_a_dialog_and_escape_leads_back(opened: "Page", complaints: list[str]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened.set_viewport_size({"width": WIDE, "height": 900})
    opened.goto("subject.zh.html")
    act = opened.locator("#can a[data-dialog]")
    act.evaluate("link => { link.href = 'act.zh.html'; }")
    act.click()
    dialog = opened.locator("dialog")
    dialog.wait_for()
    assert dialog.get_attribute("aria-label") == "批准反馈"
    assert dialog.get_by_role("button", name="批准反馈").is_visible()
    assert opened.evaluate("document.activeElement.name") == "note"
    assert Axe().run(opened, context="dialog").response["violations"] == []
    opened.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert act.evaluate("link => link === document.activeElement")


def test_a_second_press_sends_nothing_more(opened: "Page", complaints: list[str]) -> None:
    opened.goto("act.zh.html")
    opened.evaluate(
        """() => { window.sent = 0; addEventListener("submit", (event) => {
               if (!event.defaultPrevented) window.sent += 1; event.preventDefault(); }); }"""
    )
    button = opened.get_by_role("button", name="批准反馈")
    button.click()
    opened.get_by_text("正在办理…").click(force=True)
    assert opened.evaluate("window.sent") == 1


def test_keys_walk_the_rows_and_find_the_search(opened: "Page", complaints: list[str]) -> None:
    opened.set_viewport_size({"width": WIDE, "height": 900})
    opened.goto("register.zh.html")
    opened.keyboard.press("j")
    opened.keyboard.press("j")
    assert opened.evaluate("document.activeElement.textContent") == "3-003"
    opened.keyboard.press("x")
    assert opened.locator("[name=pick]").nth(1).is_checked()
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.id") == "q"
    opened.keyboard.press("Escape")
    opened.locator("h1").click()
    opened.keyboard.press("?")
    assert "下一行" in opened.locator("dialog").inner_text()


def test_a_draft_is_kept_quietly(chromium: "Browser", address: str) -> None:
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.clock.install()
    kept: list[str] = []

    def keep(route: object) -> None:
        kept.append(route.request.post_data)  # type: ignore[attr-defined]
        route.fulfill(body="草稿 10:25 已存", content_type="text/plain; charset=utf-8")  # type: ignore[attr-defined]

    page.route("**/drafts/d1", keep)
    page.goto("act-refused.zh.html")
    page.fill("[name=text]", "改了一句")
    page.clock.run_for(10_500)
    page.get_by_text("草稿 10:25 已存").wait_for()
    assert "改了一句" in kept[0]
    context.close()


def test_a_long_list_is_narrowed_by_typing(opened: "Page", complaints: list[str]) -> None:
    opened.goto("act-refused.zh.html")
    opened.get_by_label("在 涉及单位 里找").fill("柳塘")
    assert opened.locator("#o-units .choice:visible").all_inner_texts() == ["柳塘镇"]


SCROLLS = """() => [...document.querySelectorAll('.scroll')].map(one => ({
    name: one.getAttribute('aria-label'), role: one.getAttribute('role'), focus: one.tabIndex,
    shadow: getComputedStyle(one).backgroundImage.includes('gradient'),
    columns: Math.max(0, ...[...one.querySelectorAll('tr')].map(row => row.children.length)),
    cut: one.scrollWidth > one.clientWidth,
}))"""


@pytest.mark.parametrize("name", NAMES)
def test_what_scrolls_sideways_on_a_phone_shows_it_and_is_reached_by_the_keyboard(
    chromium: "Browser", address: str, name: str
) -> None:
    page = chromium.new_page(base_url=address, viewport={"width": 390, "height": 800})
    page.goto(name)
    for one in page.evaluate(SCROLLS):
        assert one["name"], one
        assert (one["role"], one["focus"], one["shadow"]) == ("region", 0, True), one
    page.close()
