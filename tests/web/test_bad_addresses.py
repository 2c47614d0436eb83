"""Addresses bent by hand, filters of another page, and the pages with forms of their own: answered, never broken."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client

from tests.web.hostile import (
    MARKUP,
    REDIRECTS,
    ROLES,
    SURROGATE,
    TEXTS,
    browser,
    fresh,
    hidden_of,
    is_found_back,
    key_of,
    n_acts,
)
from xuncha.core.words import Text
from xuncha.web import addresses
from xuncha.web.pages.decisions import page as decided
from xuncha.web.pages.decisions import sent

ODD = (
    "", "x", "\x00", "-1", "9" * 30, "9" * 5_000, "１２", "1_x", "1_" + "g" * 36, "_", "1_00000000-0000-0000-0000-000000000000",
    "9" * 30 + "_00000000-0000-0000-0000-000000000000", MARKUP, "' OR 1=1 --", "𬭸喆", "null", "[]", "2015-02-30",
)  # fmt: skip
PLACES = ("campaign", "inspection", "unit", "body", "parent")
LISTS = tuple(f"/{plural}" for plural in addresses.PLURALS)
NAMES = (
    "after",
    "sort",
    "state",
    "code",
    "unit",
    "body",
    "campaign",
    "inspection",
    "parent",
    "view",
    "kind",
    "lang",
    "late",
    "x",
)


@pytest.fixture(scope="module")
def module_database(city: str) -> str:
    return city


@pytest.fixture
def office(database: str) -> Client:
    return browser("office")


@pytest.mark.parametrize("name", NAMES)
def test_a_list_with_any_filter_sort_or_page_key_is_answered(office: Client, name: str) -> None:
    for page in ("/findings", "/complaints", "/rounds"):
        for odd in ODD:
            answer = office.get(page, {name: odd})
            assert answer.status_code in {200, 404}, (page, name, odd[:40], answer.status_code)
            assert "<script>alert" not in answer.content.decode()
    office.get("/desk?lang=zh")


@pytest.mark.parametrize(
    "page", [*LISTS, "/duties", "/search", "/desk", "/scheme", "/scheme/coverage", "/me"]
)
def test_every_page_is_answered_whatever_stands_behind_its_question_mark(office: Client, page: str) -> None:
    for odd in ("x", "\x00", MARKUP, "9" * 5_000):
        asked = {name: odd for name in (*NAMES, "from", "q", "before") if name not in PLACES}
        assert office.get(page, asked).status_code in {200, 404}, (page, odd[:20])
        assert office.get(page, dict.fromkeys(PLACES, odd)).status_code in {200, 404}, (page, odd[:20])


@pytest.mark.parametrize("login", ROLES)
def test_every_role_may_send_odd_filters(database: str, login: str) -> None:
    client = browser(login)
    for page in ("/findings", "/documents", "/duties", "/search"):
        for odd in ODD[1::3]:
            asked = dict.fromkeys(("after", "code", "state", "q", "before", "view"), odd)
            assert client.get(page, asked).status_code in {200, 404}, (page, odd[:40])
            assert client.get(page, {"unit": odd}).status_code in {200, 404}, (page, odd[:40])


@pytest.mark.parametrize(
    "words", [*TEXTS, SURROGATE, "信〔2026〕3号\x00", "巡" * 5_000, "", "  ", "％＿", "a b " * 2_000]
)
def test_any_words_can_be_searched_for(office: Client, words: str) -> None:
    answer = office.get(f"/search?q={quote(words, errors='surrogatepass')}&before=x&kind=%00")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "/scheme/yiwu-99",
        "/scheme/articles/999",
        "/scheme/articles/x",
        "/scheme/%00",
        "/duties/x",
        "/findings/%00",
        "/rounds/1",
    ],
)
def test_an_address_that_is_nowhere_is_not_found(office: Client, page: str) -> None:
    assert office.get(page).status_code == 404


def test_a_duty_that_is_not_there_has_no_date_to_explain(office: Client) -> None:
    assert office.get(f"/duties/{fresh()}").status_code == 404
    assert office.get(f"/duties/{key_of('finding')}").status_code == 404


def test_papers_are_asked_for_in_odd_ways(office: Client) -> None:
    for kind in ("finding", "document", "complaint", "campaign", "unit", "person"):
        place = addresses.of_subject(kind, key_of(kind))
        for odd in ODD[:8]:
            assert office.get(f"{place}/paper", {"kind": odd, "as": odd}).status_code in {200, 404}, (
                kind,
                odd[:20],
            )


@pytest.mark.parametrize("way", ["put", "patch", "delete", "options", "head"])
def test_a_page_asked_for_in_another_way_does_nothing(office: Client, way: str) -> None:
    before = n_acts()
    for page in (
        "/desk",
        "/findings",
        "/decisions/new",
        "/complaints/register",
        f"/findings/{key_of('finding')}/do/matter.annotated",
    ):
        assert getattr(office, way)(page).status_code in {200, 404, 405, 422}, (way, page)
    assert n_acts() == before


# ------------------------------------------------------------------------------------------ the door and oneself


@pytest.mark.parametrize("text", [*TEXTS[:8], SURROGATE, "x" * 100_000])
def test_anything_can_be_typed_at_the_door(client: Client, text: str) -> None:
    if text == SURROGATE:
        text = "半个字\ufffd"
    answer = client.post("/login", {"login": text, "password": text, "next": text})
    assert answer.status_code in {200, 302, 429}
    assert "<script>alert" not in answer.content.decode()
    assert client.get("/desk").status_code == 302


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00", "/desk\r\nX: y"]
)
def test_after_logging_in_one_is_never_led_elsewhere(client: Client, to: str) -> None:
    answer = client.post("/login", {"login": "office", "password": "xuncha-demo", "next": to})
    assert answer.status_code in {200, 302}
    assert "evil" not in answer.headers.get("Location", "")
    assert "javascript" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("post", ["x", "\x00", "9" * 5_000, "00000000-0000-0000-0000-000000000000"])
def test_a_post_one_does_not_hold_is_refused_in_words(office: Client, post: str) -> None:
    answer = office.post("/me", {"post": post})
    assert answer.status_code == 422
    assert "您没有这个岗位，请重新选" in answer.content.decode()
    assert office.get("/desk").status_code == 200


# ------------------------------------------------------------------------------------------ registering letters


def letter(client: Client, **typed: str) -> dict[str, str]:
    html = client.get("/complaints/register").content.decode()
    place = re.search(r'<option value="([0-9a-f-]{36})"', html)
    assert place
    return {
        **hidden_of(html),
        "in": place[1],
        "channel": "letter",
        "occurred_on": date.today().isoformat(),  # noqa: DTZ011 - the office's own day
        "subject": "路灯不亮",
        "extract": "两行字",
        "do": "act",
        **typed,
    }


@pytest.mark.parametrize("place", ["", "x", "\x00", "00000000-0000-0000-0000-000000000000"])
def test_a_letter_about_no_unit_keeps_everything_that_was_typed(database: str, place: str) -> None:
    registrar = browser("registrar")
    before = n_acts()
    answer = registrar.post(
        "/complaints/register", letter(registrar, **{"in": place}, extract=f"夜里很黑 {MARKUP}")
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "请选反映的是哪个单位" in html
    assert is_found_back(f"夜里很黑 {MARKUP}", html)
    assert "路灯不亮" in html
    assert n_acts() == before


def test_a_letter_about_a_unit_of_another_team_is_refused_like_one_about_no_unit(database: str) -> None:
    registrar = browser("registrar")
    theirs = key_of("inspection", "title LIKE '市住房%%'")
    for place in (theirs, fresh()):
        assert registrar.post("/complaints/register", letter(registrar, **{"in": place})).status_code == 422


def test_a_letter_with_an_impossible_day_says_so_at_the_day(database: str) -> None:
    registrar = browser("registrar")
    answer = registrar.post("/complaints/register", letter(registrar, occurred_on="2015-02-30"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="2015-02-30"' in html
    assert "没有这一天" in html


def test_a_letter_sent_again_with_another_text_is_refused_and_kept(database: str) -> None:
    registrar = browser("registrar")
    typed = letter(registrar, subject="第一封")
    assert registrar.post("/complaints/register", typed).status_code in REDIRECTS
    answer = registrar.post("/complaints/register", {**typed, "subject": "第二封"})
    assert answer.status_code == 422
    assert "这次写的和那次不一样，没有记" in answer.content.decode()
    assert "第二封" in answer.content.decode()
    again = {**typed, **hidden_of(answer.content.decode()), "subject": "第二封"}
    assert registrar.post("/complaints/register", again).status_code in REDIRECTS


@pytest.mark.parametrize("odd", ODD)
def test_the_register_can_be_opened_with_anything_kept_from_the_last_letter(database: str, odd: str) -> None:
    answer = browser("registrar").get(
        "/complaints/register", dict.fromkeys(("in", "on", "channel", "concerns", "retry_key"), odd)
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


# ------------------------------------------------------------------------------------------ decisions from paper


def paper(client: Client, **typed: str) -> dict[str, str]:
    """A decision with nothing chosen yet, by the leading group."""
    html = client.get("/decisions/new").content.decode()
    group = re.search(r'<option value="([0-9a-f-]+)"[^>]*>市委巡查工作领导小组</option>', html)
    assert group
    return {**hidden_of(html), "by": group[1], "paper": "澜巡领〔2026〕20号", "do": "act", **typed}


def test_a_decision_without_its_matter_is_not_dropped_in_silence(office: Client) -> None:
    before = n_acts()
    answer = office.post("/decisions/new", paper(office, **{"decisions-0-conclusion": "十二月底前完成反馈"}))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "每一行要写全：议题、结论、关于哪个轮次或哪个机构" in html
    assert "十二月底前完成反馈" in html
    assert n_acts() == before


def test_a_decision_by_a_post_that_is_not_there_is_not_taken_for_ones_own(office: Client) -> None:
    about, before = key_of("campaign"), n_acts()
    lines = {"decisions-0-question": "stage", "decisions-0-conclusion": "完成", "decisions-0-about": about}
    answer = office.post("/decisions/new", {**paper(office, **lines), "by": fresh()})
    assert answer.status_code == 422
    assert "没有找到作决定的机构或领导，请重新选" in answer.content.decode()
    assert n_acts() == before


def test_an_answer_that_the_page_does_not_offer_is_refused_and_no_other_act_is_done(office: Client) -> None:
    """The approval's answer names the act; only the two on the page are acts of this page."""
    html = office.get("/decisions/new").content.decode()
    asked = re.findall(r'name="(m-[0-9a-f-]{36}-\w+)"', html)
    name = asked[0] if asked else f"m-{key_of('document')}-feedback"
    before = n_acts()
    for odd in ("finding.closed", "nothing.at_all", "\x00", MARKUP):
        answer = office.post("/decisions/new", {**paper(office), name: odd})
        assert answer.status_code == 422
    assert n_acts() == before


@pytest.mark.parametrize("odd", ["2015-02-30", "9999-12-31", "0001-01-01"])
def test_a_decision_on_an_impossible_day_is_refused_at_the_day(office: Client, odd: str) -> None:
    lines = {
        "decisions-0-question": "stage",
        "decisions-0-conclusion": "完成",
        "decisions-0-about": key_of("campaign"),
    }
    answer = office.post("/decisions/new", paper(office, occurred_on=odd, **lines))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{odd}"' in html
    assert 'id="e-occurred_on"' in html


def test_a_paper_with_more_than_fifty_matters_is_refused_and_nothing_of_it_recorded(office: Client) -> None:
    about, before = key_of("campaign"), n_acts()
    lines = {}
    for n in range(51):
        lines |= {
            f"decisions-{n}-question": "stage",
            f"decisions-{n}-conclusion": f"第{n}项",
            f"decisions-{n}-about": about,
        }
    answer = office.post("/decisions/new", paper(office, **lines))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "一张纸一次最多记 50 件，现在选了 51 件，一件也没有记" in html
    assert "先把 1 件改成不选" in html
    assert "第50项" in html
    assert n_acts() == before
    english = office.post("/decisions/new?lang=en", paper(office, **lines)).content.decode()
    assert "One paper takes 50 matters at most; 51 are chosen, and none is recorded" in english
    office.get("/desk?lang=zh")


def test_what_waits_beyond_fifty_is_counted_on_the_page(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [(one, "feedback") for one in _documents()]
    monkeypatch.setattr(
        "xuncha.web.pages.decisions.form.waiting_for_decision", lambda viewer: ((), tuple((some * 60)[:53]))
    )
    assert "还有 3 件没有列出" in office.get("/decisions/new").content.decode()


def _documents() -> list[object]:
    from tests.web.test_bad_moments import viewer
    from xuncha.queries.subjects import listed

    return list(listed(viewer("office"), "document", {}).rows)


def test_a_paper_of_decisions_sent_again_with_another_word_is_refused(office: Client) -> None:
    lines = {
        "decisions-0-question": "stage",
        "decisions-0-conclusion": "一月完成",
        "decisions-0-about": key_of("campaign"),
    }
    typed = paper(office, **lines)
    assert office.post("/decisions/new", typed).status_code in REDIRECTS
    before = n_acts()
    assert office.post("/decisions/new", typed).status_code in REDIRECTS
    answer = office.post("/decisions/new", {**typed, "decisions-0-conclusion": "二月完成"})
    assert answer.status_code == 422
    assert "二月完成" in answer.content.decode()
    assert n_acts() == before


def test_messages_of_these_pages_are_in_both_languages() -> None:
    said = (
        sent.NOT_WHOLE,
        sent.NO_SUCH_DECIDER,
        sent.NO_SUCH_ANSWER,
        sent.NOTHING_CHOSEN,
        decided.AGAIN,
    )
    assert all(isinstance(one, Text) and one.zh and one.en and one.en.isascii() for one in said)
