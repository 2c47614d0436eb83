"""Whatever is typed into a form, the office answers at the place, keeps what was typed, and records nothing by half."""

from __future__ import annotations

import re
from itertools import islice

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.hostile import (
    CONTROLS,
    DATES,
    FORMULA,
    MARKUP,
    RARE,
    REDIRECTS,
    ROLES,
    SURROGATE,
    browser,
    controls,
    forms,
    fresh,
    garbage,
    hidden_of,
    is_found_back,
    key_of,
    liutang,
    n_acts,
    note,
    urlencoded,
)
from xuncha.store.append import run
from xuncha.web.pages.acting import asker

FORM = "application/x-www-form-urlencoded"
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.fixture(scope="module")
def module_database(city: str) -> str:
    return city


@pytest.fixture
def office(database: str) -> Client:
    return browser("office")


@pytest.fixture
def head(database: str) -> Client:
    return browser("head")


# ------------------------------------------------------------------------------------------ every form


@pytest.mark.parametrize("login", ROLES)
def test_garbage_in_every_field_of_every_act_is_refused_where_it_was_typed_and_kept(
    database: str, login: str
) -> None:
    """Every form this person may open, with garbage of the kind of each field; nothing is recorded."""
    client, before, n = browser(login), n_acts(), 0
    for turn, (address, html) in enumerate(forms(client)):
        asked = controls(html)
        typed = {
            **hidden_of(html),
            **{one.name: garbage(one, turn) for one in asked},
            "nonsense": "x",
            "do": "act",
        }
        typed["occurred_on"] = DATES[turn % 7]
        answer = client.post(address, typed)
        assert answer.status_code == 422, (address, answer.status_code)
        back = answer.content.decode()
        lost = [one.name for one in asked if one.is_typed and not is_found_back(typed[one.name], back)]
        assert lost == [], (address, lost)
        assert "tabindex=" in back.partition('<form id="act"')[2]  # the box that says why takes the focus
        n += 1
    met[login] = n
    assert n > 0
    assert n_acts() == before


def test_garbage_is_no_name_where_more_is_on_record_than_is_offered(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an office of any size what is not offered is looked for by what was written."""
    client, before, looked_for = browser("office"), n_acts(), []
    monkeypatch.setattr(asker, "MOST", 0)
    offered = asker.options_for
    monkeypatch.setattr(asker, "options_for", lambda *asked: looked_for.append(asked[3:]) or offered(*asked))
    for address, html in islice(forms(client), 60):
        asked = controls(html)
        typed = {
            **hidden_of(html),
            **{one.name: CONTROLS for one in asked},
            "do": "act",
            "occurred_on": DATES[0],
        }
        assert client.post(address, typed).status_code == 422, address
        typed |= {one.name: MARKUP for one in asked}
        assert client.post(address, typed).status_code == 422, address
    assert ((MARKUP,),) in looked_for
    assert n_acts() == before


met: dict[str, int] = {}
"""How many forms each person was asked; opened once more only by whoever runs the next test alone."""


def test_forms_are_found_for_all_kinds_of_work(database: str) -> None:
    """The test above would be idle if it found no forms."""
    counted = {
        login: met[login] if login in met else sum(1 for _ in forms(browser(login)))
        for login in ("office", "head", "unit", "receiver")
    }
    assert counted["office"] > 100
    assert counted["head"] > 60
    assert counted["unit"] > 5
    assert counted["receiver"] > 0


@pytest.mark.parametrize("text", [MARKUP, FORMULA, RARE, "%s %(x)s {0} \\", "' OR 1=1 --"])
def test_whatever_can_be_read_as_text_is_kept_as_text(head: Client, text: str) -> None:
    address, typed = note(head)
    assert head.post(address, {**typed, "text": text}).status_code in REDIRECTS
    html = head.get(address.partition("/do/")[0]).content.decode()
    assert is_found_back(text, html)
    assert "<script>alert" not in html


def test_characters_nobody_can_see_are_left_out_and_the_rest_is_kept(head: Client) -> None:
    address, typed = note(head)
    assert head.post(address, {**typed, "text": CONTROLS}).status_code in REDIRECTS
    assert "前中后" in head.get(address.partition("/do/")[0]).content.decode()


def test_half_a_character_does_no_harm(head: Client) -> None:
    address, typed = note(head)
    answer = head.post(address, urlencoded({**typed, "text": SURROGATE}), content_type=FORM)
    assert answer.status_code in REDIRECTS
    assert "半个字" in head.get(address.partition("/do/")[0]).content.decode()


def test_a_text_of_ten_megabytes_is_refused_with_its_length_and_kept(head: Client) -> None:
    address, typed = note(head)
    text = "巡" * (10 * 1024 * 1024 // 3)
    answer = head.post(address, {**typed, "text": text})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "太长：现有 3,495,253 字，最多 50,000 字" in html
    assert text in html


def test_forms_send_text_as_it_is_so_that_ten_megabytes_of_chinese_arrive_as_ten(head: Client) -> None:
    """A form sent the other way writes each character as nine, and comes to thirty."""
    address, _ = note(head)
    assert 'enctype="multipart/form-data"' in head.get(address).content.decode()
    assert 'enctype="multipart/form-data"' in browser("office").get("/decisions/new").content.decode()


def test_more_than_a_form_can_hold_meets_a_page_that_says_the_limit_in_both_languages(head: Client) -> None:
    address, _ = note(head)
    before = n_acts()
    for body in (b"text=" + b"x" * (13 * 1024 * 1024), b"&".join(b"f%d=1" % n for n in range(1001))):
        answer = head.post(address, body, content_type=FORM)
        html = answer.content.decode()
        assert answer.status_code == 400
        assert "一次交得太多" in html
        assert "10 MB" in html
        assert "Press your browser's Back button" in html
    assert n_acts() == before


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"text": "\\ud800"}'),
        ("text/plain", b"text=x"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        (f"{FORM}; charset=gb18030", "text=批示".encode("gb18030")),
        (FORM, b"\xff\xfe\x00&&=&text=%zz%e5%b7"),
    ],
)
def test_what_is_no_form_is_answered_with_the_form_or_a_clear_page(
    head: Client, content_type: str, body: bytes
) -> None:
    address, _ = note(head)
    before = n_acts()
    answer = head.generic("POST", address, body, content_type=content_type)
    assert answer.status_code in {303, 400, 422}
    assert n_acts() == before or answer.status_code == 303


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_text_whatever_breaks_a_page(head: Client, data: st.DataObject) -> None:
    """Any text in every field of a form with days, numbers, choices, people and a table."""
    address = f"/inspections/{liutang()}/begin/finding.recorded?kind=check"
    names = [one.name for one in controls(head.get(address).content.decode())]
    assert names
    typed = {name: data.draw(ANY_TEXT, label=name) for name in names} | {"occurred_on": "9999-12-31"}
    answer = head.post(address, typed)
    assert answer.status_code == 422
    assert "太远" in answer.content.decode() or "还没有到" in answer.content.decode()


# ------------------------------------------------------------------------------------------ days


@pytest.mark.parametrize(
    "day", ["2015-02-30", "2015年13月1日", "明天", "24/09/2015", "\x00", "２０１５－０２－３０"]
)
def test_a_day_that_cannot_be_read_is_never_taken_for_today(head: Client, day: str) -> None:
    address, typed = note(head)
    before = n_acts()
    html = head.post(address, {**typed, "text": "批示", "occurred_on": day})
    assert html.status_code == 422
    said = html.content.decode()
    assert "日期看不懂，请写成 2026-09-29" in said or "没有这一天，请核对" in said
    assert re.search(
        rf'name="occurred_on" type="text" value="{re.escape(day.strip())}"', html.content.decode()
    )
    assert n_acts() == before


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("0001-01-01", "1 年太远，请核对"),
        ("1989-12-31", "1989 年太远，请核对"),
        ("9999-12-31", "日期还没有到"),
    ],
)
def test_a_day_far_away_is_refused(head: Client, day: str, said: str) -> None:
    address, typed = note(head)
    answer = head.post(address, {**typed, "text": "批示", "occurred_on": day})
    assert answer.status_code == 422
    assert said in answer.content.decode()


FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


@pytest.mark.parametrize(
    "written",
    [
        "{0:%Y-%m-%d} full",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}.{0.month}.{0.day}",
        "{0:%Y/%m/%d}",
        " {0:%Y-%m-%d} ",
    ],
)
def test_a_day_is_read_in_all_the_ways_people_write_it(head: Client, written: str) -> None:
    address, typed = note(head)
    [began] = run([("SELECT opened_on FROM subject WHERE id = %s", [address.split("/")[2]])])[0][0]
    day = written.format(began)
    day = day.removesuffix(" full").translate(FULL_WIDTH) if day.endswith("full") else day
    assert head.post(address, {**typed, "text": f"批示 {day}", "occurred_on": day}).status_code in REDIRECTS
    latest = run([("SELECT occurred_on FROM act ORDER BY position DESC LIMIT 1", [])])[0][0][0]
    assert latest == began


def test_the_refusal_of_a_day_is_complete_in_english(head: Client) -> None:
    address, typed = note(head)
    html = head.post(
        f"{address}?lang=en", {**typed, "text": "x", "occurred_on": "2015-02-30"}
    ).content.decode()
    assert "There is no such day; please check" in html
    assert "1 to change; what you wrote is still here" in html
    head.get("/desk?lang=zh")


# ------------------------------------------------------------------------------------------ things that are not there


def test_something_that_is_not_there_and_something_one_may_not_know_of_are_refused_alike(
    database: str,
) -> None:
    """A head names a finding of another team as the ground of a report, then one that does not exist."""
    head = browser("head")
    theirs = key_of(
        "finding", "title <> '' AND body IS DISTINCT FROM (SELECT id FROM subject WHERE title = '第一巡查组')"
    )
    assert head.get(f"/findings/{theirs}").status_code == 404
    place = liutang()
    address = f"/inspections/{place}/begin/document.drafted?kind=feedback"
    page = head.get(address)
    assert page.status_code == 200
    answers = []
    for key in (theirs, fresh()):
        typed = {**hidden_of(page.content.decode()), "items": key, "state": "总体", "do": "act"}
        answer = head.post(address, typed)
        assert answer.status_code == 422
        answers.append(re.sub(r'value="[^"]*"', "", answer.content.decode().partition("<main")[2]))
    assert "没有找到所选的" in answers[0]
    assert answers[0] == answers[1]


def test_a_post_that_is_not_there_is_never_taken_for_ones_own(office: Client) -> None:
    address = f"/findings/{key_of('finding')}/do/matter.annotated"
    typed = {**hidden_of(office.get(address).content.decode()), "text": "批示", "paper": "9号", "do": "act"}
    before = n_acts()
    answer = office.post(address, {**typed, "by": fresh()})
    assert answer.status_code == 422
    assert "没有找到要替录的岗位" in answer.content.decode()
    assert n_acts() == before


def test_approval_is_asked_of_somebody_who_gives_it(office: Client) -> None:
    address = f"/findings/{key_of('finding')}/do/approval.requested"
    page = office.get(address)
    assert page.status_code == 200
    typed = {**hidden_of(page.content.decode()), "do": "act"}
    answer = office.post(address, {**typed, "to": "nobody"})
    assert answer.status_code == 422
    assert "没有这个审批岗位，可选：" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/findings/{unknown}/do/matter.annotated",
        "/findings/{finding}/do/finding.flown",
        "/findings/{finding}/do/inspection.started",
        "/complaints/{finding}/do/matter.annotated",
        "/findings/{finding}/begin/matter.annotated",
        "/findings/not-a-uuid/do/matter.annotated",
        "/planets/{finding}/do/matter.annotated",
        "/rounds/begin/finding.recorded?kind=check",
        "/people/begin/nothing",
    ],
)
def test_an_act_that_is_not_there_is_not_found_whatever_is_sent(head: Client, address: str) -> None:
    where = address.format(unknown=fresh(), finding=key_of("finding", "title LIKE '%%补贴%%'"))
    sent, absent = head.post(where, {"text": "x"}), head.get(f"/findings/{fresh()}")
    assert (sent.status_code, sent.content) == (404, absent.content)


@pytest.mark.parametrize("kind", ["", "nonsense", "\x00", "x" * 5_000, "<script>"])
def test_a_kind_that_is_not_there_is_not_found(head: Client, kind: str) -> None:
    place = liutang()
    answer = head.post(
        f"/inspections/{place}/begin/document.drafted", {"text": "x"}, QUERY_STRING=f"kind={kind}"
    )
    assert answer.status_code in {404, 422}


def test_an_act_of_another_post_is_not_found(database: str) -> None:
    place = liutang()
    for login in ("unit", "receiver", "registrar", "contact"):
        answer = browser(login).post(f"/inspections/{place}/do/inspection.ended", {"text": "x", "do": "act"})
        assert answer.status_code == 404, login


# ------------------------------------------------------------------------------------------ fields sent oddly


def test_fields_sent_twice_left_out_or_unknown_do_no_harm(head: Client) -> None:
    address, typed = note(head)
    before = n_acts()
    assert head.post(address, {"text": ["", ""], "occurred_on": ["", ""]}).status_code == 422
    assert head.post(address, {}).status_code == 422
    answer = head.post(address, {**typed, "text": "", "planet": "Mars", "measures-99999999999-what": "x"})
    assert answer.status_code == 422
    assert "请填写：" in answer.content.decode()
    assert n_acts() == before


@pytest.mark.parametrize("row", ["9" * 5_000, "٣", "-1", "0x1", "1e3"])
def test_a_row_of_a_table_with_an_odd_number_does_no_harm(head: Client, row: str) -> None:
    place = liutang()
    answer = head.post(f"/inspections/{place}/begin/meeting.held", {f"items-{row}-text": "x", "do": "act"})
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("seen", ["x", "-3", "9" * 40, "1.5", "１", "1"])
def test_a_page_that_says_an_odd_version_counts_as_stale(head: Client, seen: str) -> None:
    address, typed = note(head)
    answer = head.post(address, {**typed, "text": "批示请尽快", "seen_version": seen})
    assert answer.status_code == 422
    assert re.search(r"您打开以后，.+办了“.+”（\d+月\d+日 .+）", answer.content.decode())
    assert "批示请尽快" in answer.content.decode()


def test_a_stale_page_sent_again_after_reading_what_changed_is_taken(head: Client) -> None:
    address, typed = note(head)
    refused = head.post(address, {**typed, "text": "批示", "seen_version": "1"}).content.decode()
    again = head.post(address, {**hidden_of(refused), "text": "看过以后的批示", "do": "act"})
    assert again.status_code in REDIRECTS


@pytest.mark.parametrize("key", ["", "x", "\x00", "9" * 5_000])
def test_a_form_with_an_odd_retry_key_is_recorded_once_under_a_new_one(head: Client, key: str) -> None:
    address, typed = note(head)
    before = n_acts()
    assert head.post(address, {**typed, "text": "批示", "retry_key": key}).status_code in REDIRECTS
    assert n_acts() == before + 1


def test_a_form_sent_again_with_other_words_is_refused_and_the_words_are_kept(head: Client) -> None:
    """After the browser's Back button the old key comes with a new text: it was not recorded, and the page says so."""
    address, typed = note(head)
    assert head.post(address, {**typed, "text": "第一次写的"}).status_code in REDIRECTS
    before = n_acts()
    answer = head.post(address, {**typed, "text": "第二次写的"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "这次写的和那次不一样，没有记" in html
    assert "第二次写的" in html
    assert n_acts() == before
    assert hidden_of(html)["retry_key"] != typed["retry_key"]
    assert head.post(address, {**hidden_of(html), "text": "第二次写的", "do": "act"}).status_code in REDIRECTS
    assert n_acts() == before + 1


def test_a_form_sent_again_by_somebody_else_is_not_taken_for_theirs(head: Client) -> None:
    address, typed = note(head)
    assert head.post(address, {**typed, "text": "组长写的"}).status_code in REDIRECTS
    member = browser("office")
    answer = member.post(address, {**typed, "text": "组长写的"})
    assert answer.status_code == 422
    assert "日志第" not in answer.content.decode().partition("还在下面")[0].rpartition("<form")[2]
