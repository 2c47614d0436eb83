"""A day that there is not never leaves the browser as an empty one, and the back button leads to a page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from xuncha.demo import PASSWORD

pytestmark = pytest.mark.demo_city

REGISTER = "/complaints/register"


@pytest.fixture
def desk(chromium: Browser, live_server: str) -> Iterator[Page]:
    """The registrar's browser; a refusal, which it counts as an error, is what these stories are about."""
    context = chromium.new_context(base_url=live_server, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto("/login")
    page.fill("[name=login]", "registrar")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    yield page
    context.close()


def written(page: Page, subject: str) -> None:
    """A letter, whole but for its day."""
    page.goto(REGISTER)
    page.fill("[name=subject]", subject)
    page.fill("[name=extract]", "两行字")
    place = page.locator("[name=in]")
    if place.evaluate("field => field.tagName") == "SELECT":
        place.select_option(index=1)
    page.locator("[name=channel]").first.check()


def test_a_day_that_there_is_not_is_said_at_its_place_and_nothing_is_sent(desk: Page) -> None:
    written(desk, "没有这一天的信")
    day = desk.locator("[name=occurred_on]")
    day.evaluate("field => { field.value = ''; field.focus(); }")
    desk.keyboard.press("2")
    assert day.evaluate("field => field.validity.badInput")
    desk.click("#act .acts button")
    assert "日期不对" in desk.inner_text(".no-day")
    assert day.evaluate("field => document.activeElement === field")
    assert day.get_attribute("aria-invalid") == "true"
    assert "已登记" not in desk.inner_text("#said")
    day.fill("2026-11-05")
    desk.click("#act .acts button")
    desk.wait_for_function("document.querySelector('.note')")
    assert "日期不对" not in desk.inner_text("main")


def test_going_back_after_a_form_was_refused_and_mended_shows_the_form(desk: Page) -> None:
    written(desk, "")
    desk.click("#act .acts button")
    desk.wait_for_selector(".field--no")
    desk.fill("[name=subject]", "改好的信")
    desk.click("#act .acts button")
    desk.wait_for_function("document.querySelector('#said').innerText.includes('已登记')")
    answer = desk.go_back()
    assert answer is None or answer.ok
    assert desk.locator("[name=subject]").count() == 1, desk.inner_text("body")
