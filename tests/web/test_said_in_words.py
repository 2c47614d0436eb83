"""What somebody meets at the edges of the pages is in words: a password that is refused, a form after the login has ended."""

import pytest
from django.test import Client

from tests.web.conftest import Visitor
from tests.web.through_pages import words_of
from xuncha.demo import PASSWORD

pytestmark = pytest.mark.demo_city


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short", "密码太短，至少要 10 个字符"),
        ("password123", "这个密码太常见"),
        ("memberxyz1", "和您的用户名或者姓名太像"),
    ],
)
def test_a_refused_password_is_told_why_in_chinese(new: str, said: str) -> None:
    who = Visitor("member")
    answer = who.client.post(
        "/account/password", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    html = answer.content.decode()
    assert said in html
    assert "This password" not in html


def test_what_was_written_before_the_login_ended_is_shown_in_the_words_of_the_form() -> None:
    gone = Client(headers={"referer": "http://testserver/complaints/register"})
    written = {"subject": "路灯不亮", "channel": "letter", "occurred_on": "2026-11-01",
               "in": "0b6f0c2e-7a3b-4f58-9a53-3a53a4b8f001"}  # fmt: skip
    said = words_of(gone.post("/complaints/register", written).content.decode())
    assert "路灯不亮" in said
    assert "来信" in said
    assert "从名单里选的，请重新选" in said
    assert "occurred_on" not in said


def test_everybody_who_inspects_finds_the_way_to_ask_for_recusal_in_the_own_settings() -> None:
    member = Visitor("member")
    html = member.sees("/me")
    assert "申请回避" in html
    person = html.partition('href="/people/')[2].partition('"')[0]
    assert "/do/recusal.requested" in member.sees(f"/people/{person}")
