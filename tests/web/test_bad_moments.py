"""The form was right when the page was opened; then somebody was faster, the round closed, or the reader was recused."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.web.hostile import MARKUP, REDIRECTS, browser, fresh, hidden_of, key_of, liutang, n_acts, note
from xuncha.actions.perform import Entry, perform
from xuncha.settings import LOCK_TIMEOUT
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import Viewer, viewer_of

HERE = "http://testserver"


@pytest.fixture(scope="module")
def module_database(city: str) -> str:
    return city


@pytest.fixture
def head(database: str) -> Client:
    return browser("head")


def viewer(login: str) -> Viewer:
    person = Account.objects.get(login_name=login).person
    assert person is not None
    found = viewer_of(person, None, timezone.localdate())
    assert found is not None
    return found


def act(login: str, code: str, fields: dict[str, object], subject: str) -> None:
    perform(viewer(login), [Entry(code, fields, UUID(subject))], now=timezone.now())


def at_once(clients: list[Client], address: str, forms: list[dict[str, str]]) -> list[HttpResponse]:
    """Several people press the button in the same moment."""
    together = Barrier(len(clients))

    def one(place: int) -> HttpResponse:
        try:
            together.wait(10)
            return clients[place].post(address, forms[place])  # type: ignore[return-value]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(one, range(len(clients))))


# ------------------------------------------------------------------------------------------ at once


def test_of_two_people_who_act_at_once_one_is_told_who_was_faster_and_keeps_the_text(database: str) -> None:
    clients = [browser("office"), browser("director")]
    address = f"/findings/{key_of('finding')}/do/matter.annotated"
    pages = [client.get(address).content.decode() for client in clients]
    forms = [{**hidden_of(page), "text": f"第{n}人写的", "do": "act"} for n, page in enumerate(pages)]
    before = n_acts()
    answers = at_once(clients, address, forms)
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    late = next(n for n, answer in enumerate(answers) if answer.status_code == 422)
    html = answers[late].content.decode()
    name = ("江予白", "林若舟")[1 - late]
    assert (
        re.search(rf"您打开以后，{name}办了“批注”（\d+月\d+日 \S+ \d\d:\d\d）", html)
        or f"您打开以后，{name}办了" in html
    )
    assert f"第{late}人写的" in html
    assert n_acts() == before + 1
    again = {**hidden_of(html), "text": f"第{late}人写的", "do": "act"}
    assert clients[late].post(address, again).status_code in REDIRECTS


def test_a_button_pressed_four_times_records_once_and_says_so(head: Client) -> None:
    address, typed = note(head)
    clients = [browser("head") for _ in range(4)]
    before = n_acts()
    answers = at_once(clients, address, [{**typed, "text": "请核实"}] * 4)
    assert {answer.status_code for answer in answers} <= REDIRECTS
    assert n_acts() == before + 1
    said = [
        client.get(address.partition("/do/")[0]).content.decode().count("没有重复记") for client in clients
    ]
    assert sum(1 for n in said if n) == 3


def test_an_answer_lost_on_the_way_is_asked_for_again_with_the_same_key(head: Client) -> None:
    address, typed = note(head)
    assert head.post(address, {**typed, "text": "请核实"}).status_code in REDIRECTS
    head.get(address.partition("/do/")[0])  # the browser never saw it
    before = n_acts()
    assert head.post(address, {**typed, "text": "请核实"}).status_code in REDIRECTS
    assert "这一次已经记过了，没有重复记" in head.get(address.partition("/do/")[0]).content.decode()
    assert n_acts() == before


def test_who_meets_a_long_act_of_somebody_else_is_asked_to_press_again_and_keeps_the_text(
    head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, typed = note(head)
    key, before = address.split("/")[2], n_acts()
    held, answered = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            run([("SELECT id FROM subject WHERE id = %s FOR UPDATE", [key])])
            held.set()
            answered.wait(10)
        connection.close()

    waits = connection.settings_dict["OPTIONS"]["options"].replace(LOCK_TIMEOUT, "50ms")
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", waits)
    connection.close()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(hold)
        held.wait(10)
        answer = head.post(address, {**typed, "text": "写了半小时的意见"})
        answered.set()
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "同时有人在办同一件事，请再按一次" in html
    assert "写了半小时的意见" in html
    assert n_acts() == before
    assert (
        head.post(address, {**hidden_of(html), "text": "写了半小时的意见", "do": "act"}).status_code
        in REDIRECTS
    )
    assert n_acts() == before + 1


# ------------------------------------------------------------------------------------------ the door


def test_who_was_logged_out_while_writing_is_told_and_sees_what_was_written(head: Client) -> None:
    address, typed = note(head)
    head.logout()
    before = n_acts()
    answer = head.post(address, {**typed, "text": f"写了半小时的意见 {MARKUP}"}, HTTP_ORIGIN=HERE)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "您已经退出，这一次没有提交" in html
    assert "You are logged out, so nothing was sent" in html
    assert "写了半小时的意见 &lt;script&gt;" in html
    assert "<script>alert" not in html
    assert typed["retry_key"] not in html
    assert f"/login?next={address}" in html
    assert n_acts() == before


def test_a_session_that_ran_out_is_told_the_same(head: Client) -> None:
    address, typed = note(head)
    run([("DELETE FROM django_session WHERE true", [])]) if _has_sessions() else head.cookies.clear()
    answer = head.post(address, {**typed, "text": "写了半小时的意见"}, HTTP_ORIGIN=HERE)
    assert answer.status_code == 403
    assert "写了半小时的意见" in answer.content.decode()


def test_who_was_vacated_while_writing_does_nothing_in_another_post_and_sees_what_was_written(
    database: str,
) -> None:
    """The head also sits in the office: what was written as the head is not done as the office's clerk."""
    [[person]] = run(
        [("SELECT person FROM seat WHERE seat = 'head' AND until IS NULL AND party ="
          " (SELECT id FROM subject WHERE kind = 'body' AND title = '第二巡查组')", [])]
    )[0]  # fmt: skip
    [[body]] = run([("SELECT id FROM subject WHERE kind = 'body' AND code = 'office'", [])])[0]
    if not Account.objects.filter(login_name="head2").exists():
        account = Account.objects.create_account("head2", "head2", "word-on-a-slip")
        account.person = person
        account.save()
    act("director", "seat.filled", {"seat": "clerk", "person": str(person)}, str(body))
    head2 = browser("head2")
    address, typed = note(head2)
    own = viewer("head2").seat
    act("office", "seat.vacated", {"seat": own.seat, "person": str(person)}, str(own.party))
    before = n_acts()
    answer = head2.post(address, {**typed, "text": "写了半小时的意见"}, HTTP_ORIGIN=HERE)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "您已经不在写这张表时的岗位，没有提交" in html
    assert "You no longer hold the post in which you wrote this" in html
    assert "写了半小时的意见" in html
    assert n_acts() == before
    assert head2.get("/desk").status_code == 200  # as the office's clerk from now on
    again, typed = note(head2)
    assert head2.post(again, {**typed, "text": "另一件事"}).status_code in REDIRECTS


def _has_sessions() -> bool:
    return bool(run([("SELECT to_regclass('django_session') IS NOT NULL", [])])[0][0][0])


def test_a_page_opened_before_logging_in_again_shows_what_was_written(database: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(login_name="head"))
    address, typed = note(strict)
    typed["csrfmiddlewaretoken"] = "x" * 64
    html = strict.post(address, {**typed, "text": "写了半小时的意见"}, HTTP_ORIGIN=HERE).content.decode()
    assert "这一页放得太久了，没有提交" in html
    assert "写了半小时的意见" in html
    assert "What you wrote" in html


def test_another_site_cannot_put_its_words_into_our_page(database: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = f"/findings/{fresh()}/do/matter.annotated"
    for origin in ("https://evil.example", "null", ""):
        answer = strict.post(address, {"text": "请拨打这个电话"}, HTTP_ORIGIN=origin)
        assert answer.status_code == 403
        assert "请拨打这个电话" not in answer.content.decode()


def test_nothing_typed_at_the_door_is_ever_shown_again(database: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/login", {"login": "head", "password": "my-own-secret"}, HTTP_ORIGIN=HERE)
    assert answer.status_code == 403
    assert "my-own-secret" not in answer.content.decode()


def test_who_is_logged_out_learns_nothing_about_what_is_there(database: str) -> None:
    there, absent = f"/findings/{key_of('finding')}", f"/findings/{fresh()}"
    answers = [
        Client().post(f"{place}/do/matter.annotated", {"text": "x"}).content.decode().replace(place, "")
        for place in (there, absent)
    ]
    assert answers[0] == answers[1]


# ------------------------------------------------------------------------------------------ recused meanwhile


def test_a_member_recused_while_a_page_is_open_is_told_and_nothing_is_sent(database: str) -> None:
    member = browser("member")
    key = key_of("finding", f"inspection = '{liutang()}' AND state NOT IN ('closed', 'withdrawn')")
    address = f"/findings/{key}/do/matter.annotated"
    page = member.get(address)
    if page.status_code == 404:
        address = f"/findings/{key}/do/finding.amended"
        page = member.get(address)
    assert page.status_code == 200
    unit, person = key_of("unit", "title = '柳塘镇'"), str(viewer("member").person)
    act("office", "recusal.requested", {"unit": unit, "ground": "own_interest"}, person)
    before = n_acts()
    typed = {**hidden_of(page.content.decode()), "text": "我了解的情况", "title": "我了解的情况", "do": "act"}
    answer = member.post(address, typed, HTTP_ORIGIN=HERE)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "您已回避柳塘镇，这一页从现在起打不开" in html
    assert "您写的内容没有提交，这里也没有保存" in html
    assert "我了解的情况" in html
    assert "第二十三条" in html
    assert "封好" not in html  # nothing is kept, so nothing is promised
    assert n_acts() == before
    english = member.post(f"{address}?lang=en", typed, HTTP_ORIGIN=HERE).content.decode()
    assert "You are recused from 柳塘镇; this page is closed to you" in english
    member.get("/desk?lang=zh")
    assert member.get(address).status_code == 404


def test_what_came_after_the_recusal_is_not_found_like_anything_that_is_not_there(database: str) -> None:
    """Runs after the recusal above: a finding recorded later in that unit does not show that it is there."""
    finding = {"title": "后来记的问题", "text": "事实", "fields": ["field2_gain"], "source": "check"}
    done = perform(
        viewer("head"), [Entry("finding.recorded", finding, within=UUID(liutang()))], now=timezone.now()
    )
    member = browser("member")
    later = member.post(f"/findings/{done.subject}/do/matter.annotated", {"text": "x"})
    absent = member.post(f"/findings/{fresh()}/do/matter.annotated", {"text": "x"})
    assert (later.status_code, later.content) == (404, absent.content)


# ------------------------------------------------------------------------------------------ what is closed


def test_an_act_on_what_was_withdrawn_meanwhile_is_refused_with_its_state_and_the_text_kept(
    head: Client,
) -> None:
    key = key_of("finding", f"inspection = '{liutang()}' AND state = 'recorded'")
    address = f"/findings/{key}/do/finding.amended"
    page = head.get(address)
    assert page.status_code == 200
    act("head", "matter.withdrawn", {"text": "重复记录"}, key)
    typed = {**hidden_of(page.content.decode()), "title": "改后的题目", "text": "改后的事实", "do": "act"}
    typed["seen_version"] = ""  # an old page that does not say what it saw
    before = n_acts()
    answer = head.post(address, typed)
    assert answer.status_code == 422
    assert "改后的题目" in answer.content.decode()
    assert re.search(r"现在是“[^”]+”，不能办", answer.content.decode())
    assert n_acts() == before


def test_a_round_with_work_left_is_not_closed_and_the_summary_is_kept(database: str) -> None:
    office = browser("office")
    address = f"/rounds/{key_of('campaign')}/do/campaign.closed"
    page = office.get(address)
    assert page.status_code == 200
    before = n_acts()
    answer = office.post(address, {**hidden_of(page.content.decode()), "summary": "本轮总结", "do": "act"})
    assert answer.status_code == 422
    assert "note--no" in answer.content.decode()
    assert "本轮总结" in answer.content.decode()
    assert n_acts() == before


def test_after_all_of_it_the_record_still_folds_into_the_same_tables(database: str) -> None:
    assert replay().differences == []


def test_tomorrow_has_not_come_yet(head: Client) -> None:
    address, typed = note(head)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = head.post(address, {**typed, "text": "批示", "occurred_on": tomorrow})
    assert answer.status_code == 422
    assert "日期还没有到" in answer.content.decode()
