"""On the page of a complaint stand others that may be about the same matter, for whoever may open both; a person links them."""

import re
from html import unescape
from uuid import UUID

import pytest

from tests.web.budget import HEAVIEST, MOST_QUERIES, MOST_STATEMENTS, Counted, opened_by
from tests.web.conftest import Visitor
from tests.web.test_awaiting import block, does
from tests.web.test_declared_ties import UNIT, key
from tests.web.through_pages import words_of
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

TITLE = "可能是同一件事"
POOL = ("反映文化广场地下车库积水三个月没有人抽，影响停车", "文化广场车库积水", "文化广场地下车库积水")
DUST = ("反映石料场夜里装车扬尘大，周围住户不敢开窗", "石料场夜间扬尘", "石料场夜里装车扬尘")
FEES = ("反映幼儿园收了两次伙食费，问了几次没有退", "幼儿园重复收伙食费", "幼儿园伙食费收了两次")
WELL = ("反映老街巷口水井盖板断了半年，孩子踩空过", "老街水井盖板断裂", "老街巷口井盖断了")
BUS = ("反映末班车提前一刻钟收班，工厂下晚班的人赶不上", "末班车提前收班", "末班车提前一刻钟收班")
SIGN = ("反映新装路牌字写错两处，外来货车走错了路", "路牌写错", "新装路牌字写错")
"""What is written about one thing: the extract, and two ways of heading it; each test has a thing of its own."""


def letter(about: tuple[str, str, str], title: str = "", **more: str) -> UUID:
    [[inspection]] = run([("SELECT id FROM subject WHERE kind = 'inspection' AND title = %s", [UNIT])])[0]
    fields = {"kind": "report", "channel": "letter", "subject": title or about[1], "extract": about[0], "addressee": "team",
              "concerns": ["leadership"], **more}  # fmt: skip
    return does("registrar", "complaint.received", fields, within=inspection)


def alike(login: str, one: UUID) -> str:
    return words_of(block(Visitor(login).sees(f"/complaints/{one}"), "alike"))


def ways_to_link(html: str) -> set[str]:
    """Where the buttons of the block lead, which stand in it for a wide screen and for a phone."""
    return {
        unescape(way) for way in re.findall(r'href="([^"]+do/matter\.linked[^"]+)"', block(html, "alike"))
    }


def test_two_letters_about_the_same_stand_on_each_others_page_and_a_lone_one_has_no_such_block(
    database: str,
) -> None:
    first = letter(POOL)
    assert alike("head", first) == ""
    second = letter(POOL, POOL[2])
    for one, other in ((first, second), (second, first)):
        html = block(Visitor("head").sees(f"/complaints/{one}"), "alike")
        assert f'href="/complaints/{other}"' in html
        assert f'href="/complaints/{one}"' not in html
    words = alike("head", first)
    assert TITLE in words
    assert POOL[2] in words
    assert "是不是同一件事由人判断" in words
    assert "%" not in words, "no score is shown"
    english = block(Visitor("head").sees(f"/complaints/{first}?lang=en"), "alike")
    assert "Possibly the same matter" in english


def test_a_person_links_them_on_the_form_and_each_is_still_to_be_answered(database: str) -> None:
    first, second = letter(DUST), letter(DUST, DUST[2])
    owed = "SELECT stream, rule, state FROM duty WHERE stream = ANY(%s) ORDER BY stream, rule, id"
    before = run([(owed, [[first, second]])])[0]
    assert {one[0] for one in before if one[2] == "open"} == {first, second}
    head = Visitor("head")
    [way] = ways_to_link(head.sees(f"/complaints/{second}"))
    form = head.sees(way)
    assert DUST[1] in words_of(form)
    assert 'name="to"' not in form, "what the way has named is said and not asked"
    assert run([("SELECT facts ? 'matter.linked' FROM subject WHERE id = %s", [second])])[0] == [(False,)]
    hidden = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', form))
    answer = head.client.post(way, hidden)
    assert answer.status_code in (302, 303), words_of(answer.content.decode())
    [[linked]] = run([("SELECT facts->'matter.linked'->0->>'to' FROM subject WHERE id = %s", [second])])[0]
    assert linked == str(first)
    assert (alike("head", first), alike("head", second)) == ("", "")
    assert run([(owed, [[first, second]])])[0] == before, "joined or not, each is owed its own answer"


def test_a_matter_one_may_not_open_is_asked_for_as_if_nothing_had_been_named(database: str) -> None:
    first = letter(FEES)
    [[hidden]] = run(
        [("SELECT id FROM subject WHERE kind = 'complaint' AND unit = %s LIMIT 1", [key("unit", "东陂镇")])]
    )[0]
    head, nowhere = Visitor("head"), UUID(int=7)
    pages = [
        head.sees(f"/complaints/{first}/do/matter.linked?kind=same&to={one}") for one in (hidden, nowhere)
    ]
    assert head.status(f"/complaints/{hidden}") == 404
    for page in pages:
        assert 'name="to"' in page
        assert str(hidden) not in page.replace(f"to={hidden}", "")


def test_whoever_has_a_tie_and_the_unit_itself_read_of_neither(database: str) -> None:
    first, second = letter(WELL), letter(WELL, WELL[2])
    assert TITLE in alike("member", first)
    does(
        "office",
        "tie.declared",
        {"towards": key("unit", UNIT), "ground": "near_relative"},
        subject=key("person", "许知微"),
    )
    for login in ("member", "unit", "contact", "receiver"):
        assert [Visitor(login).status(f"/complaints/{one}") for one in (first, second)] == [404, 404]
    assert TITLE in alike("head", first)


def test_a_report_in_confidence_is_named_on_no_page_and_names_none(database: str) -> None:
    sealed, first, second = letter(BUS, mode="confidential"), letter(BUS), letter(BUS)
    assert (alike("head", sealed), str(sealed) in Visitor("head").sees(f"/complaints/{first}")) == ("", False)
    assert TITLE in alike("head", second)


def test_a_page_with_five_of_them_is_within_what_a_page_may_cost(database: str) -> None:
    first, *_ = [letter(SIGN) for _ in range(7)]
    counted = Counted()
    with counted.listening():
        found = opened_by(Visitor("head"), "head", f"/complaints/{first}", counted)
    assert found is not None
    page, html = found
    assert len(ways_to_link(html)) == 5
    assert (page.queries <= MOST_QUERIES, page.weight <= HEAVIEST, page.statements <= MOST_STATEMENTS) == (
        True, True, True,
    ), page  # fmt: skip
