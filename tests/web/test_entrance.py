"""Only people with an account come in, and every page says what a browser may run."""

import pytest
from django.test import Client
from django.utils import timezone

from xuncha.store.account import Account


@pytest.fixture
def clerk(database: str) -> Account:
    known = Account.objects.filter(login_name="clerk").first()
    return known or Account.objects.create_account(
        "clerk", "许知微", "word-on-a-slip", last_login=timezone.now()
    )


def test_a_stranger_is_led_to_the_login_page(client: Client) -> None:
    answer = client.get("/desk")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login?next=/desk")


def test_the_clerk_logs_in_by_login_name_and_meets_the_desk(client: Client, clerk: Account) -> None:
    answer = client.post("/login", {"login": "CLERK", "password": "word-on-a-slip"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk")
    assert client.get("/desk").status_code == 200


def test_a_closed_account_does_not_come_in(client: Client, clerk: Account) -> None:
    Account.objects.filter(pk=clerk.pk).update(is_active=False)
    client.post("/login", {"login": "clerk", "password": "word-on-a-slip"})
    assert client.get("/desk").status_code == 302
    Account.objects.filter(pk=clerk.pk).update(is_active=True)


@pytest.mark.parametrize(
    "page", ["/account/sign-up", "/account/e-mail", "/account/password/reset", "/nothing"]
)
def test_nobody_signs_up(client: Client, page: str) -> None:
    assert client.get(page).status_code == 404


def test_every_answer_carries_a_strict_policy(client: Client) -> None:
    for page in ("/login", "/nothing", "/"):
        policy = client.get(page).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_form_from_elsewhere_is_refused(clerk: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/login", {"login": "clerk", "password": "word-on-a-slip"}).status_code == 403
