"""The pages of one's own account wear the same clothes as the rest, in both languages."""

import re

import pytest
from django.test import Client

from xuncha.store.account import Account

SIMPLE = ["/account/password", "/account/second-factor/", "/logout"]
SECOND_FACTOR = [
    "/account/second-factor/totp/activate/",
    "/account/second-factor/webauthn/",
    "/account/second-factor/webauthn/add/",
]


@pytest.fixture
def clerk(database: str, client: Client) -> Client:
    if not Account.objects.filter(login_name="clerk").exists():
        Account.objects.create_account("clerk", "许知微", "word-on-a-slip")
    client.post("/login", {"login": "clerk", "password": "word-on-a-slip"})
    return client


@pytest.mark.parametrize("page", [*SIMPLE, *SECOND_FACTOR])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_in_the_chosen_language_with_our_style_sheet(clerk: Client, page: str, lang: str) -> None:
    if page in SECOND_FACTOR:
        clerk.post("/account/again", {"password": "word-on-a-slip"})
    answer = clerk.get(f"{page}?lang={lang}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}"' in html
    assert "xuncha/xuncha.css" in html
    assert not re.search(r"<script>|<style| style=", html)


def test_what_touches_the_account_asks_for_the_password_once_more(clerk: Client) -> None:
    answer = clerk.get(SECOND_FACTOR[0], follow=True)
    assert "请再输一次密码" in answer.content.decode()


def test_the_language_chosen_once_stays_for_the_visit(clerk: Client) -> None:
    clerk.get("/logout?lang=en")
    assert "Log out?" in clerk.get("/logout").content.decode()


def test_the_account_says_the_language_where_nothing_was_chosen(clerk: Client) -> None:
    Account.objects.filter(login_name="clerk").update(language="en")
    assert '<html lang="en"' in clerk.get("/logout").content.decode()
    Account.objects.filter(login_name="clerk").update(language="zh")


def test_choosing_a_language_at_the_door_leaves_no_cookie(client: Client) -> None:
    answer = client.get("/login?lang=en")
    assert "Login name" in answer.content.decode()
    assert "xuncha_session" not in answer.cookies


def test_a_wrong_password_is_said_in_place_and_the_name_kept(client: Client) -> None:
    html = client.post("/login", {"login": "nobody", "password": "x"}).content.decode()
    assert "没有登录上" in html
    assert 'value="nobody"' in html


def test_a_page_that_does_not_exist_looks_the_same_to_everybody(clerk: Client) -> None:
    mine, theirs = clerk.get("/findings/x?lang=en"), Client().get("/complaints/y")
    assert (mine.status_code, mine.content) == (theirs.status_code, theirs.content)


def test_a_form_that_lay_open_too_long_is_explained(database: str) -> None:
    answer = Client(enforce_csrf_checks=True).post("/login", {"login": "clerk", "password": "x"})
    assert answer.status_code == 403
    assert "这一页放得太久了" in answer.content.decode()


def test_with_the_password_of_a_slip_every_page_leads_to_choosing_another(database: str) -> None:
    Account.objects.create_account("newcomer", "方竹青", "word-on-a-slip", is_from_slip=True)
    said = {"login": "newcomer", "password": "word-on-a-slip"}
    here = Client()
    first = here.post("/login?next=/desk", said, follow=True)
    assert first.redirect_chain[-1][0] == "/account/password"
    assert "换成自己的" in first.content.decode()
    for page in ("/desk", "/me", "/public", "/findings", "/account/second-factor/", "/no-such-page"):
        assert (answer := here.get(page)).status_code == 302, page
        assert answer.headers["Location"] == "/account/password"
    assert here.post("/first-hour", {}).headers["Location"] == "/account/password"
    asked = {"oldpassword": "word-on-a-slip", "password1": "a sentence of my own"}
    refused = here.post("/account/password", asked | {"password2": "another"})
    assert refused.status_code == 200
    assert here.get("/me").status_code == 302
    here.post("/account/password", asked | {"password2": "a sentence of my own"})
    assert here.get("/desk").status_code == 200
    said["password"] = "a sentence of my own"
    assert Client().post("/login?next=/desk", said).headers["Location"] == "/desk"


def test_with_the_password_of_a_slip_one_may_log_out(database: str) -> None:
    Account.objects.create_account("leaver", "方竹青", "word-on-a-slip", is_from_slip=True)
    here = Client()
    here.post("/login", {"login": "leaver", "password": "word-on-a-slip"})
    assert here.get("/logout").status_code == 200
    here.post("/logout")
    assert here.get("/desk").headers["Location"].startswith("/login")


def test_a_changed_password_ends_every_other_visit_and_not_this_one(database: str) -> None:
    Account.objects.create_account("changer", "许知微", "word-on-a-slip")
    here, elsewhere = Client(), Client()
    for visit in (here, elsewhere):
        visit.post("/login", {"login": "changer", "password": "word-on-a-slip"})
    own = "a sentence of my own"
    asked = {"oldpassword": "word-on-a-slip", "password1": own, "password2": own}
    assert here.post("/account/password", asked).headers["Location"] == "/me"
    assert here.get("/account/password").status_code == 200
    assert elsewhere.get("/account/password").status_code == 302
    assert "请再输一次" not in here.get("/account/password").content.decode()
