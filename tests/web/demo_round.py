"""The tests that every demo's city runs on its own round, its views, its fixed papers and what a round will ask.

DEMO = "wuhan"
VIEWS = {"coverage"}
globals().update(DEMO_ROUND)
"""

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests.conftest import connect_django
from tests.web.budget import PHONE, Opened, hard_to_read, of_the_round, once, too_dear
from tests.web.conftest import Visitor
from tests.web.through_pages import FormReader, words_of
from xuncha.actions.clock import keep_up
from xuncha.core.acts.competence import is_somebodys
from xuncha.core.names.nouns import NOUNS, noun
from xuncha.core.scheme.rules import Scheme
from xuncha.demo import demo_of
from xuncha.store.append import run
from xuncha.store.kept import clauses_of
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.web import addresses

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, city: str) -> list[Opened]:
    """What each account reads of the round, its views and its fixed papers."""
    connect_django(city)
    return of_the_round(one.login_name for one in demo_of(request.module.DEMO).accounts)


def test_most_is_done_a_little_is_late_and_something_is_due(city: str) -> None:
    connect_django(city)
    now = timezone.now()
    keep_up(now)  # as in a demo that is served
    [[late, due, done]] = run([(COUNTED, {"now": now})])[0]
    assert 1 <= late <= MOST_LATE, late
    assert due, "nothing is due in the weeks to come"
    assert done >= 2 * late, (done, late)


MOST_LATE = 40
"""So much may be late in a whole city: no desk is a wall of red."""

COUNTED = (
    "SELECT count(*) FILTER (WHERE state = 'open' AND due_at <= %(now)s),"
    " count(*) FILTER (WHERE state = 'open' AND due_at > %(now)s), count(*) FILTER (WHERE state = 'discharged') FROM duty"
)


def test_the_round_its_views_and_its_papers_cost_little(
    request: pytest.FixtureRequest, opened: list[Opened]
) -> None:
    views = {page.address.partition("/views/")[2] for page in opened}
    assert views >= request.module.VIEWS
    wrong = too_dear(opened)
    assert not wrong, wrong


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everybody_can_read_the_round_its_views_and_its_papers(
    chromium: "Browser", live_server: str, opened: list[Opened], lang: str
) -> None:
    widths = (PHONE,) if lang == "zh" else ()  # in English it is only asked whether it fits the screen
    wrong = hard_to_read(chromium, live_server, once(opened), lang, widths)
    assert not wrong, wrong


OF_AN_INSPECTION = ("被巡查单位", "巡查组", "单位巡查", "进驻")


def test_pages_speak_of_an_inspection_only_where_units_are_entered(
    request: pytest.FixtureRequest, city: str
) -> None:
    connect_django(city)
    said: dict[str, str] = {}
    for login in (one.login_name for one in demo_of(request.module.DEMO).accounts):
        visitor = Visitor(login)
        for address in ("/desk", "/inspections", "/documents", _first("campaign"), _first("inspection")):
            if visitor.status(address) == 200:
                html = visitor.sees(address)
                said |= {words: f"{login} {address}" for words in OF_AN_INSPECTION if words in html}
    enters = is_somebodys(scheme_of(scheme_version(None)), "inspection.started")
    assert set(said) == (set(OF_AN_INSPECTION) if enters else set()), said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_says_a_noun_that_the_regulation_has_another_for(
    request: pytest.FixtureRequest, city: str, lang: str
) -> None:
    connect_django(city)
    scheme = scheme_of(scheme_version(None))
    nouns = {noun: own_words(scheme, lang, noun) for noun in replaced(scheme, lang)}
    wrong: dict[str, str] = {}
    for login in (one.login_name for one in demo_of(request.module.DEMO).accounts):
        visitor = Visitor(login)
        for address in main_pages(visitor):
            answer = visitor.client.get(address, {"lang": lang})
            if answer.status_code != 200:
                continue
            lines = words_of(answer.content.decode()).split("\n")
            for line in lines:
                said = [noun for noun, own in nouns.items() if noun in line and noun in without(line, own)]
                if said or UNFILLED.search(line):
                    wrong[line] = f"{login} {address}: {said}"
    assert not wrong, wrong


def test_whoever_registers_what_people_report_has_units_to_choose_from(
    request: pytest.FixtureRequest, city: str
) -> None:
    connect_django(city)
    visitors = [Visitor(one.login_name) for one in demo_of(request.module.DEMO).accounts]
    registering = [one for one in visitors if one.status("/complaints/register") == 200]
    assert registering
    for visitor in registering:
        asked = FormReader(visitor.sees("/complaints/register")).controls
        assert asked["in"].options
        assert asked["channel"].options


UNFILLED = re.compile(r"\{[A-Za-z]+\}")
"""A noun in braces that nobody filled in."""

SAID_IN_ENGLISH = ("leaders", "unit")
"""Of these the English is no word that may stand for something else."""


def replaced(scheme: Scheme, lang: str) -> list[str]:
    """The nouns of an inspection that a regulation has no use for, as it has its own."""
    names = NOUNS if lang == "zh" else SAID_IN_ENGLISH
    pairs = [(NOUNS[name].of(lang), noun(scheme, name).of(lang)) for name in names]
    return [ours for ours, own in pairs if ours not in own]


def own_words(scheme: Scheme, lang: str, noun: str) -> list[str]:
    """What the regulation itself, or whoever typed something, calls by a word that holds the noun; the longest first."""
    rules = [rule.text for rule in scheme.rules()] + [rule.reading for rule in scheme.rules() if rule.reading]
    rules += [rule.defect for rule in scheme.rules() if rule.defect] + [
        one.text for one in clauses_of(scheme)
    ]
    values = [one.text for lot in scheme.lists.values() for one in lot.values.values()]
    titles = [str(title) for (title,) in run([("SELECT DISTINCT title FROM subject", [])])[0]]
    about = [str(one[lang]) for one in scheme.about.values() if isinstance(one, dict) and lang in one]
    said = {
        *(one.of(lang) for one in (*rules, *values, scheme.text)),
        *titles,
        *about,
        str(scheme.about.get("source", "")),
    }
    return sorted((one for one in said if noun in one), key=lambda one: -len(one))


def without(line: str, words: list[str]) -> str:
    """A line without these words."""
    for one in words:
        line = line.replace(one, "")
    return line


def main_pages(visitor: Visitor) -> list[str]:
    """What a post comes to from its menu and from its desk, and the first thing of each kind that is listed there."""
    menu = re.findall(r'<a href="(/[a-z/]+)"[^>]*>', visitor.sees("/desk"))
    found = dict.fromkeys(one for one in menu if one not in ("/logout",))
    for address in (*found,):
        answer = visitor.client.get(address)
        first = re.search(r'href="(/[a-z]+/[0-9a-f-]{36})"', answer.content.decode())
        if answer.status_code == 200 and first:
            found[first[1]] = None
    return [
        *found,
        _first("campaign"),
        _first("inspection"),
        "/complaints/register",
        "/referrals",
        "/archive",
        "/clues",
    ]


def _first(kind: str) -> str:
    [[key]] = run([("SELECT id FROM subject WHERE kind = %s ORDER BY version LIMIT 1", [kind])])[0]
    return addresses.of_subject(kind, key)


DEMO_ROUND = {one.__name__: one for one in (
    test_most_is_done_a_little_is_late_and_something_is_due,
    test_the_round_its_views_and_its_papers_cost_little, test_everybody_can_read_the_round_its_views_and_its_papers,
    test_pages_speak_of_an_inspection_only_where_units_are_entered,
    test_no_page_says_a_noun_that_the_regulation_has_another_for,
    test_whoever_registers_what_people_report_has_units_to_choose_from,
)} | {"opened": opened}  # fmt: skip
"""For the names of a test module of a city, which says `DEMO` and which `VIEWS` the round has."""
