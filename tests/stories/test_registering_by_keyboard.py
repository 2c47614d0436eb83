"""The registrar has twenty letters on the desk and no mouse."""

import re
import time

import pytest
from playwright.sync_api import Page

from xuncha.demo import PASSWORD

pytestmark = pytest.mark.demo_city

LETTERS = 20
MOST_TABS = 40


def tab_to(page: Page, name: str) -> None:
    """Go on with the tab key until the question is reached."""
    for _ in range(MOST_TABS):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached with the keyboard")


def test_twenty_letters_of_two_lines_are_registered_without_a_mouse(page: Page) -> None:
    page.goto("/login")
    page.locator("input[name=login]").focus()
    page.keyboard.type("registrar")
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    page.goto("/complaints/register")
    began = time.monotonic()
    numbers = []
    for n in range(1, LETTERS + 1):
        tab_to(page, "subject")
        page.keyboard.type(f"村道路灯第{n}处不亮")
        tab_to(page, "extract")
        page.keyboard.type(f"第{n}封信：路灯坏了两个月，晚上看不清路。\n希望早点修好。")
        if n == 1:
            tab_to(page, "in")
            if page.evaluate("document.activeElement.value") == "":
                page.keyboard.press("ArrowDown")
            tab_to(page, "channel")
            page.keyboard.press(
                "ArrowDown" if page.evaluate("document.activeElement.tagName") == "SELECT" else "Space"
            )
        page.keyboard.press("Control+Enter")
        page.wait_for_function("n => document.querySelector('#said').innerText.includes('已登记')"
                               " && document.querySelector('[name=subject]').value === ''", arg=n)  # fmt: skip
        found = re.search(r"信〔\d{4}〕(\d+)号", page.inner_text("#said"))
        assert found
        if n > 1:
            page.wait_for_function(
                "last => !document.querySelector('#said').innerText.includes(last)", arg=f"〕{numbers[-1]}号"
            )
            found = re.search(r"信〔\d{4}〕(\d+)号", page.inner_text("#said"))
            assert found
        numbers.append(int(found[1]))
    assert numbers == list(range(numbers[0], numbers[0] + LETTERS))
    assert time.monotonic() - began < 600
