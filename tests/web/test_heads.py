"""The head of every page in English: one row for the office and its regulation, one for the menu."""

from typing import TYPE_CHECKING

import pytest

from tests.web.budget import logged_in
from xuncha.demo import demo_names

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.demo_city, pytest.mark.browser]

ROW = 44
"""As high as one row of the menu may be."""

HEADS = """() => {
    const high = (what) => document.querySelector(what).getBoundingClientRect().height;
    const tops = [...document.querySelectorAll('.mast-in > *')].map((one) => one.getBoundingClientRect());
    return {
        menu: high('.menu'),
        rows: tops.some((one) => tops.some((other) => other.height && one.height && other.top >= one.bottom)),
        wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        mast: high('.mast'),
    };
}"""


@pytest.mark.parametrize("city", demo_names(), indirect=True, scope="module")
def test_the_head_in_english_takes_one_row_each_on_a_small_screen(
    chromium: "Browser", live_server: str, city: str
) -> None:
    browser = logged_in(chromium, live_server, "office", "en")
    page = browser.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/desk")
    found = page.evaluate(HEADS)
    assert found["menu"] <= ROW
    assert not found["rows"]
    assert not found["wide"]
    page.set_viewport_size({"width": 390, "height": 800})
    narrow = page.evaluate(HEADS)
    assert narrow["mast"] <= 3 * ROW, "brand beside the menu's link, the search below"
    assert not narrow["wide"]
    browser.close()
