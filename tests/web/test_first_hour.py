"""The page of an office's first hour: what is pasted is registered, what is wrong is named by its line."""

from datetime import datetime

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from xuncha.actions.first_hour import accounts_taken, found_office, known_parties
from xuncha.core.day_words import SHANGHAI
from xuncha.core.first_hour.people import PersonLine
from xuncha.core.words import Text
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.web.pages.first_hour import AT_ONCE

pytestmark = pytest.mark.fresh_database
NAME = Text("澜汀市巡查办", "Lanting Inspection Office")
FIRST = (
    PersonLine(1, "林若舟", "巡查办", "director", True, "lin", ""),
    PersonLine(2, "周敬川", "领导小组", "leader", True, "zhou", ""),
)
TOWNS = "名称,类型,上级\n柳塘村,村（居）,柳塘镇\n柳塘镇,镇（街道）,\n城建集团,国有企业,\n"


@pytest.fixture(params=[False])
def clerk(database: str, request: pytest.FixtureRequest) -> Client:
    """Somebody of the office, in a browser, before there is any unit."""
    found_office(NAME, "yiwu-2015", (), FIRST, datetime.now(SHANGHAI), is_practice=request.param)
    return client("lin")


def client(login: str) -> Client:
    browser = Client()
    browser.force_login(Account.objects.get(login_name=login))
    return browser


def paste(browser: Client, step: str, table: str, paper: str = "") -> tuple[int, str]:
    answer = browser.post(f"/first-hour?step={step}", {"table": table, "paper": paper, "do": "act"})
    return answer.status_code, answer.content.decode()


def units() -> set[str]:
    return {known.party.title for known in known_parties() if known.party.kind == "unit"}


def test_units_pasted_in_any_order_are_registered_by_the_clerks_own_post(clerk: Client) -> None:
    assert "/first-hour" in clerk.get("/desk").content.decode()
    assert paste(clerk, "units", TOWNS)[0] in (302, 303)
    assert units() == {"柳塘镇", "柳塘村", "城建集团"}
    statement = "SELECT DISTINCT entered_by FROM act WHERE type = 'unit.registered'"
    assert run([(statement, [])])[0] == [(Account.objects.get(login_name="lin").person,)]


def test_a_wrong_line_is_named_what_was_pasted_stays_and_nothing_is_entered(clerk: Client) -> None:
    status, page = paste(clerk, "units", "柳塘镇,镇（街道）,\n东陂镇,小镇,\n")
    assert status == 422
    assert "第 2 行：没有“小镇”这一类单位" in page
    assert "东陂镇,小镇," in page
    assert units() == set()


def test_units_sent_twice_are_there_once(clerk: Client) -> None:
    paste(clerk, "units", TOWNS)
    assert paste(clerk, "units", TOWNS)[0] == 422
    assert len(units()) == 3


def test_an_empty_table_and_too_many_people_are_refused(clerk: Client) -> None:
    assert "请粘贴至少一行" in paste(clerk, "units", " \n")[1]
    many = "\n".join(f"第{n}人,巡查办,经办" for n in range(AT_ONCE + 1))
    assert "请分几次粘贴" in paste(clerk, "people", many)[1]
    assert accounts_taken() == {"lin", "zhou"}


def test_each_person_gets_a_slip_whose_password_lets_in_and_is_shown_once(clerk: Client) -> None:
    paste(clerk, "units", TOWNS)
    status, page = paste(clerk, "people", "方竹青,柳塘镇,主要负责人,是,fang\n")
    assert status == 200
    word = page.split("密码</dt><dd><span>")[1].split("<")[0]
    assert authenticate(RequestFactory().post("/login"), username="fang", password=word)
    again, page = paste(clerk, "people", "方竹青,柳塘镇,主要负责人,是,fang\n")
    assert again == 422
    assert "已经有人用" in page
    assert word not in page


def test_a_seat_that_is_held_is_refused_and_no_account_is_left_behind(clerk: Client) -> None:
    paste(clerk, "units", TOWNS)
    paste(clerk, "people", "方竹青,柳塘镇,主要负责人,是,fang\n")
    table = "许知微,城建集团,主要负责人,是,xu\n高望岚,柳塘镇,主要负责人,是,gao\n"
    assert paste(clerk, "people", table)[0] == 422
    assert accounts_taken() == {"lin", "zhou", "fang"}


def test_the_office_fills_the_seats_of_every_body_and_of_leading_ones_from_a_paper(clerk: Client) -> None:
    table = "许知微,领导小组,领导小组副组长,是,xu\n"
    status, page = paste(clerk, "people", table)
    assert status == 422
    assert "领导机构和巡查以外机构的任免，凭文件办理" in page
    assert paste(clerk, "people", table, "巡领〔2015〕3号")[0] == 200


def test_a_post_that_may_not_register_people_finds_no_such_page(clerk: Client) -> None:
    assert client("zhou").get("/first-hour").status_code == 404
    assert client("zhou").post("/first-hour", {"table": TOWNS}).status_code == 404
    assert units() == set()


@pytest.mark.parametrize("clerk", [True], indirect=True)
def test_a_practice_office_says_so_on_its_pages_and_its_slips(clerk: Client) -> None:
    paste(clerk, "units", TOWNS)
    pages = [clerk.get(one).content.decode() for one in ("/desk", "/first-hour", "/rounds", "/people")]
    pages.append(paste(clerk, "people", "方竹青,柳塘镇,主要负责人,是,fang\n")[1])
    for page in pages:
        assert '<p class="practice"><b>演练</b>' in page
