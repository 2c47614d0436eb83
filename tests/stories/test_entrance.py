"""A person with a browser comes in."""

from django.utils import timezone
from playwright.sync_api import Page

from xuncha.store.account import Account


def test_a_clerk_comes_in_and_meets_the_desk(page: Page) -> None:
    Account.objects.create_account("clerk", "许知微", "word-on-a-slip", last_login=timezone.now())
    page.goto("/")
    page.locator("input[name=login]").fill("clerk")
    page.locator("input[name=password]").fill("word-on-a-slip")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/desk")
    assert "许知微" in page.inner_text("body")
