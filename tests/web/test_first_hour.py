"""The page of an office's first hour: what is pasted is registered, what is wrong is named by its line."""

import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import authenticate
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory, override_settings

from xuncha.actions.first_hour import accounts_taken, found_office, known_parties
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.first_hour.people import PersonLine
from xuncha.core.words import Text
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.payloads import content_of, opened_key
from xuncha.web.pages.people.first_hour import AT_ONCE

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


def test_the_scan_of_the_paper_has_a_field_is_sealed_with_the_seat_and_need_not_be_chosen_again(
    clerk: Client,
) -> None:
    paste(clerk, "units", TOWNS)
    assert 'name="scan"' in clerk.get("/first-hour?step=people").content.decode()
    assert 'name="scan"' not in clerk.get("/first-hour?step=units").content.decode()
    scan = SimpleUploadedFile("任免.pdf", b"%PDF-1.4 appointed", "application/pdf")
    wrong = {"table": "许知微,领导小组,村长,是,xu\n", "scan": scan, "do": "act"}
    refused = clerk.post("/first-hour?step=people", wrong)
    kept = re.search(r'name="scan-kept" value="([0-9a-f-]{36})"', refused.content.decode())
    assert refused.status_code == 422
    assert kept is not None
    table = "许知微,领导小组,领导小组副组长,是,xu\n方竹青,柳塘镇,主要负责人,是,fang\n"
    assert (
        clerk.post("/first-hour?step=people", {"table": table, "scan-kept": kept[1], "do": "act"}).status_code
        == 200
    )
    sql = (
        "SELECT a.id, a.kind, a.subject, p.body, k.sealed FROM act a JOIN payload p USING (position) LEFT JOIN subject_key k USING (subject)"
        " WHERE a.type = 'seat.filled' ORDER BY position DESC LIMIT 2"
    )
    (_, _, _, of_unit, _), (act, _, subject, of_group, key) = run([(sql, [])])[0]
    assert "任免.pdf" not in bytes(of_group).decode()
    assert content_of(act, bytes(of_group), opened_key(subject, key))[0]["scan"]["name"] == "任免.pdf"
    assert '"sealed"' not in bytes(of_unit).decode(), "a unit's seat does not carry it"


def test_what_is_no_file_the_office_takes_is_said_at_its_field_and_nothing_is_entered(clerk: Client) -> None:
    paste(clerk, "units", TOWNS)
    wrong = {
        "table": "方竹青,柳塘镇,主要负责人,是,fang\n",
        "scan": SimpleUploadedFile("a.txt", b"x"),
        "do": "act",
    }
    answer = clerk.post("/first-hour?step=people", wrong)
    assert answer.status_code == 422
    assert "不是 PDF、图片" in answer.content.decode()
    assert "方竹青,柳塘镇" in answer.content.decode()
    assert accounts_taken() == {"lin", "zhou"}


ONE = "方竹青,柳塘镇,主要负责人,是,fang\n"


@pytest.mark.parametrize(
    ("host", "is_warned"), [("127.0.0.1", True), ("localhost", True), ("testserver", False)]
)
def test_slips_that_only_this_machine_can_follow_say_so(clerk: Client, host: str, is_warned: bool) -> None:
    paste(clerk, "units", TOWNS)
    said = {"table": ONE, "do": "act"}
    html = clerk.post("/first-hour?step=people", said, headers={"host": host}).content.decode()
    assert f"http://{host}/" in html
    assert ("只有这台机器能打开" in html) is is_warned


def test_the_address_that_people_use_stands_on_the_slips_and_is_known_the_next_time(clerk: Client) -> None:
    paste(clerk, "units", TOWNS)
    asked = {"table": ONE, "slips_say": "https://xuncha.lanting.example", "do": "act"}
    html = clerk.post("/first-hour?step=people", asked, headers={"host": "127.0.0.1"}).content.decode()
    assert "https://xuncha.lanting.example" in html
    assert "只有这台机器能打开" not in html
    assert 'value="https://xuncha.lanting.example"' in clerk.get("/first-hour?step=people").content.decode()


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "https://xuncha.lanting.example"])
def test_how_long_the_address_on_the_slips_is_kept_is_said_where_the_settings_do_not_keep_it(
    clerk: Client, url: str
) -> None:
    paste(clerk, "units", TOWNS)
    with override_settings(PUBLIC_URL=urlsplit(url)):
        html = clerk.get("/first-hour?step=people").content.decode()
    assert ("只记到您退出登录为止" in html) is ("127.0.0.1" in url)
    assert ("与设置里的 XUNCHA_URL 一致" in html) is ("127.0.0.1" not in url)


@pytest.mark.parametrize(
    "wrong", ["xuncha", "ftp://xuncha.example", "http://", "http://a b.example", "http://[x"]
)
def test_what_is_no_address_is_said_at_its_field_and_what_was_typed_stays(clerk: Client, wrong: str) -> None:
    paste(clerk, "units", TOWNS)
    answer = clerk.post("/first-hour?step=people", {"table": ONE, "slips_say": wrong, "do": "act"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "网址不对，应像 https://xuncha.example.cn" in html
    assert f'value="{wrong}"' in html
    assert accounts_taken() == {"lin", "zhou"}


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
