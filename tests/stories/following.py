"""Going from page to page as a browser does it: a click, and the page that answers, however long the machine takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE = 60_000
"""Milliseconds that anything may take: a story says what happens, and not how fast."""


def follow(page: Page, leading: Locator) -> None:
    """Click what leads to another page, a link or the button of a form, and wait until that page is there."""
    with page.expect_navigation(timeout=PATIENCE):
        leading.click()
