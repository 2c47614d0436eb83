"""Complaints are registered one after another; number, unit, channel and day are never typed twice."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.web.conftest import Visitor
from tests.web.through_pages import words_of
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def hidden_of(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', html))


def letter(html: str, subject: str) -> dict[str, str]:
    place = re.search(r'<option value="([0-9a-f-]{36})"', html)
    assert place
    return {
        **hidden_of(html),
        "in": place[1],
        "channel": "letter",
        "subject": subject,
        "extract": "两行字",
        "occurred_on": timezone.localdate().isoformat(),
        "do": "act",
    }


def test_the_number_is_said_and_the_rest_kept_for_the_next(database: str) -> None:
    registrar = Visitor("registrar")
    answer = registrar.client.post(
        "/complaints/register", letter(registrar.sees("/complaints/register"), "路灯不亮")
    )
    assert answer.status_code in (302, 303)
    html = registrar.sees(answer.headers["Location"])
    assert re.search(r"已登记：澜巡一信〔\d{4}〕\d+号", html)
    assert re.search(r'value="letter"[^>]*(checked|selected)', html)
    assert "路灯不亮" not in html


def test_a_letter_without_a_subject_stays_as_it_was_typed(database: str) -> None:
    registrar = Visitor("registrar")
    answer = registrar.client.post("/complaints/register", letter(registrar.sees("/complaints/register"), ""))
    assert answer.status_code == 422
    assert "两行字" in answer.content.decode()


def test_sending_the_same_letter_twice_gives_one_number(database: str) -> None:
    registrar = Visitor("registrar")
    typed = letter(registrar.sees("/complaints/register"), "同一封信")
    first, second = (registrar.client.post("/complaints/register", typed) for _ in range(2))
    numbers = [
        re.search(r"信〔\d{4}〕\d+号", registrar.sees(one.headers["Location"])) for one in (first, second)
    ]
    assert numbers[0]
    assert registrar.sees("/complaints").count("同一封信") == 1


def test_the_same_letter_on_a_new_form_is_asked_about_once_and_can_be_registered_again(database: str) -> None:
    registrar, address = Visitor("registrar"), "/complaints/register"
    first = registrar.client.post(address, letter(registrar.sees(address), "退回去又按了一次"))
    number = re.search(r"已登记：(\S+号)", registrar.sees(first.headers["Location"]))
    assert number
    typed = letter(registrar.sees(address), "退回去又按了一次")
    asked = registrar.client.post(address, typed)
    html = asked.content.decode()
    assert asked.status_code == 422
    assert re.search(rf"同样的内容 \d\d:\d\d 已经登记过：{number[1]}", html)
    assert "两行字" in html, "what was typed stays"
    assert registrar.sees("/complaints").count("退回去又按了一次") == 1
    sure = {**typed, **hidden_of(html), "again": "yes"}
    assert registrar.client.post(address, sure).status_code == 303
    assert registrar.sees("/complaints").count("退回去又按了一次") == 2


@pytest.mark.parametrize(
    "change",
    [
        {"extract": "另外两行字"},
        {"channel": "phone"},
        {"occurred_on": (timezone.localdate() - timedelta(days=5)).isoformat()},
    ],
)
def test_a_letter_that_differs_in_a_word_a_channel_or_a_day_is_not_asked_about(
    database: str, change: dict[str, str]
) -> None:
    registrar, address, name = Visitor("registrar"), "/complaints/register", f"差一点{sorted(change)[0]}"
    for more in ({}, change):
        answer = registrar.client.post(address, {**letter(registrar.sees(address), name), **more})
        assert answer.status_code == 303, answer.content.decode()


def test_equal_letters_that_two_people_register_are_two_letters_without_a_question(database: str) -> None:
    for login in ("registrar", "office"):
        who = Visitor(login)
        page = who.sees("/complaints/register")
        place = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>[^<]*青屏', page)
        assert place
        typed = letter(page, "两个人各收一封") | {"in": place[1]}
        assert who.client.post("/complaints/register", typed).status_code == 303


def test_a_number_that_was_confirmed_stays_confirmed_when_the_letter_is_known(database: str) -> None:
    registrar, address = Visitor("registrar"), "/complaints/register"
    said = {"extract": "公示的电话 13800138000 打不通", "sure": "yes"}
    for n in range(2):
        typed = letter(registrar.sees(address), "电话打不通") | said
        answer = registrar.client.post(address, typed)
        assert answer.status_code == (422 if n else 303)
    html = answer.content.decode()
    assert re.search(r'name="sure"[^>]* checked', html)
    assert registrar.client.post(address, {**typed, **hidden_of(html), "again": "yes"}).status_code == 303


def test_who_does_not_register_finds_no_such_page(database: str) -> None:
    assert Visitor("unit").status("/complaints/register") == 404
    assert Visitor("receiver").status("/complaints/register") == 404


def test_a_letter_without_the_day_it_came_in_is_asked_for_it(database: str) -> None:
    registrar = Visitor("registrar")
    typed = letter(registrar.sees("/complaints/register"), "没写日期的信") | {"occurred_on": ""}
    answer = registrar.client.post("/complaints/register", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写：收到日期" in html
    assert re.search(r'name="occurred_on" type="date" value=""', html), "today is not put in its place"
    assert "没写日期的信" not in registrar.sees("/complaints")


@pytest.mark.parametrize("with_unit", [False, True])
def test_an_empty_letter_is_told_all_it_lacks_at_once_each_at_its_field(
    database: str, with_unit: bool
) -> None:
    registrar = Visitor("registrar")
    empty = {"channel": "", "subject": "", "extract": "", "occurred_on": ""} | (
        {} if with_unit else {"in": ""}
    )
    typed = letter(registrar.sees("/complaints/register"), "") | empty
    answer = registrar.client.post("/complaints/register", typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    lacking = {
        "in": "请选反映的是哪个单位",
        "subject": "请填写：事由",
        "channel": "请填写：渠道",
        "occurred_on": "请填写：收到日期",
    }
    for name, said in lacking.items():
        at_it = re.search(rf'id="e-{name}"[^>]*>[^<]*{said}', html)
        assert bool(at_it) == (name != "in" or not with_unit), name


def test_who_registers_for_all_teams_is_told_of_all_teams(database: str) -> None:
    assert "已分派给巡查组" in Visitor("office").sees("/complaints/register")
    assert "已分派给本组" in Visitor("registrar").sees("/complaints/register")


def kinds_offered(html: str) -> list[str]:
    choice = re.search(r'name="kind".*?</(?:select|fieldset)>', html, re.S)
    return re.findall(r'value="(\w+)"', choice[0]) if choice else []


def test_a_letter_is_registered_as_the_kind_that_was_chosen_and_the_kind_stays_for_the_next(
    database: str,
) -> None:
    registrar = Visitor("registrar")
    typed = letter(registrar.sees("/complaints/register"), "说了以后被调岗")
    answer = registrar.client.post("/complaints/register", typed | {"kind": "retaliation"})
    assert answer.status_code == 303, words_of(answer.content.decode())
    html = registrar.sees(answer.headers["Location"])
    assert re.search(r'value="retaliation"[^>]*(checked|selected)', html)
    there = re.search(r'href="(/complaints/[0-9a-f-]{36})"', html)
    assert there
    assert "打击报复的反映" in registrar.sees(there[1])


def test_what_is_about_those_who_inspect_is_neither_offered_nor_taken_here(database: str) -> None:
    registrar = Visitor("registrar")
    html = registrar.sees("/complaints/register")
    offered = kinds_offered(html)
    assert "report" in offered
    assert not {one for one in offered if one.startswith("about_")}
    assert "反映巡查组人员的，不在这里登记" in html
    typed = letter(html, "反映巡查组的信") | {"kind": "about_team_group"}
    answer = registrar.client.post("/complaints/register", typed)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "请从列出的类别里选一种" in said
    assert "反映巡查组的信" in said, "what was typed stays"
    assert "反映巡查组的信" not in registrar.sees("/complaints")


def test_where_there_are_many_units_one_that_is_not_listed_is_found_by_its_full_name(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuncha.web.pages.acting.registering.MOST_PLACES", 1)
    office, address = Visitor("office"), "/complaints/register"
    whole = office.sees(address)
    assert "单位多" in whole
    listed = re.findall(r'<option value="[0-9a-f-]{36}"[^>]*>([^<]+)', whole)
    assert len(listed) == 1
    sql = "SELECT title FROM subject WHERE kind = 'inspection' AND state = 'under_way' ORDER BY version"
    other = next(title for (title,) in run([(sql, [])])[0] if title not in listed)
    typed = letter(whole, "没有列出的单位的一封信") | {"in": other}
    sent = office.client.post(address, typed)
    assert sent.status_code == 303, re.sub(r"<[^>]+>", " ", sent.content.decode().partition("<main")[2])[:900]
    assert other in office.sees("/complaints")
    none = office.client.post(address, letter(whole, "哪里都没有的一封信") | {"in": "没有这个镇"})
    assert none.status_code == 422
    words = none.content.decode()
    assert "没有列出的写全称" in words
    assert "已经结束或者不归本组" not in words, "it is not said of a unit that may be there"
