"""An office for practice says so on every page and in every file, also on pages outside its frame."""

import csv
import io
from datetime import datetime

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from xuncha.actions.first_hour import found_office
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.first_hour.people import PersonLine
from xuncha.core.words import Text
from xuncha.store.account import Account

pytestmark = pytest.mark.fresh_database

FIRST = (
    PersonLine(1, "林若舟", "巡查办", "director", True, "lin", ""),
    PersonLine(2, "周敬川", "领导小组", "leader", True, "zhou", ""),
)
STRANGERS = ("/login", "/nothing", "/login?lang=en")
MEMBERS = (
    "/desk", "/people", "/me", "/public", "/logout", "/account/password", "/account/again", "/account/second-factor/",
)  # fmt: skip


@pytest.fixture(params=[True, False])
def practice(database: str, request: pytest.FixtureRequest) -> bool:
    name = Text("澜汀市巡查办", "Lanting Inspection Office")
    found_office(name, "yiwu-2015", (), FIRST, datetime.now(SHANGHAI), is_practice=request.param)
    Account.objects.create_account("new", "许知微", "x" * 20)
    return bool(request.param)


def inside(login: str) -> Client:
    browser = Client()
    Account.objects.filter(login_name=login).update(
        is_from_slip=False
    )  # somebody who chose a password already
    browser.force_login(Account.objects.get(login_name=login))
    return browser


def test_every_page_of_an_office_for_practice_says_so_and_no_page_of_another(practice: bool) -> None:
    stranger, clerk, without_post = Client(), inside("lin"), inside("new")
    pages = (
        [(stranger, page) for page in STRANGERS]
        + [(clerk, page) for page in MEMBERS]
        + [(without_post, "/desk")]
    )
    said = {}
    for who, page in pages:
        answer = who.get(page, follow=True)
        html = answer.content.decode()
        said[page, answer.status_code] = "演练" in html or "PRACTICE" in html
    assert set(said.values()) == {practice}, said


def test_a_form_sent_after_the_log_in_ended_is_answered_on_a_marked_page(practice: bool) -> None:
    answer = Client().post("/first-hour", {"table": "x"}, follow=True)
    assert ("演练" in answer.content.decode()) is practice


def test_a_table_taken_out_of_an_office_for_practice_is_marked_in_every_row(practice: bool) -> None:
    clerk = inside("lin")
    text = b"".join(clerk.get("/teams.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > 1
    assert [row[0] == word for row, word in zip(rows, ["演练", *["不作数"] * len(rows)], strict=False)] == [
        practice
    ] * len(rows)
    data = b"".join(clerk.get("/teams.xlsx").streaming_content)  # type: ignore[attr-defined]
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == (["演练 xuncha"] if practice else ["xuncha"])
