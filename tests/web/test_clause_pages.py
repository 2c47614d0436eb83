"""A clause shows where it is seen at work: the pages of its rules, and examples that the reader may open."""

import re

import pytest

from tests.web.conftest import Visitor
from tests.web.through_pages import words_of
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def examples_on(who: Visitor, clause: str) -> list[str]:
    """The addresses of the examples folded away on a clause's page."""
    folds = re.findall(
        r'<details class="fold"><summary>实例.*?</details>', who.sees(f"/scheme/{clause}"), re.S
    )
    return [href for fold in folds for href in re.findall(r'href="([^"]+)"', fold)]


def test_a_rule_of_what_is_owed_shows_the_newest_duties_under_it_and_how_they_stand() -> None:
    office = Visitor("office")
    html = office.sees("/scheme/yiwu-11-32")
    owed = run([("SELECT id FROM duty WHERE rule = 'publish_notice' ORDER BY opened_by DESC LIMIT 5", [])])[0]
    assert owed
    assert set(examples_on(office, "yiwu-11-32")) >= {f"/duties/{key}" for (key,) in owed}
    assert "已办" in words_of(html)
    assert 'href="/duties"' in html


def test_a_rule_on_an_act_shows_matters_on_which_it_was_done() -> None:
    found = examples_on(Visitor("office"), "yiwu-12-8")
    assert found
    kinds = {kind for href in found for kind in [href.split("/")[1]]}
    assert kinds <= {"checks", "duties"}


def test_examples_are_those_the_reader_may_open() -> None:
    unit = Visitor("unit")
    rules = {row[0] for row in run([("SELECT DISTINCT rule FROM duty", [])])[0]}
    assert rules
    pages = re.findall(
        r'href="(/scheme/yiwu-[\w-]+)"', unit.sees("/scheme/coverage") + unit.sees("/scheme/articles/21")
    )
    for page in dict.fromkeys(pages):
        for href in examples_on(unit, page.removeprefix("/scheme/")):
            assert unit.status(href) == 200, (page, href)
    assert not [href for href in examples_on(unit, "yiwu-11-38") if href.startswith("/complaints")]


def test_the_table_of_clauses_says_where_each_is_seen_and_leads_a_unit_to_no_list_it_has_not() -> None:
    office, unit = Visitor("office"), Visitor("unit")
    assert "在哪里看" in words_of(office.sees("/scheme/coverage"))
    ways = {
        href
        for who, part in ((unit, "/scheme/coverage"), (unit, "/scheme/coverage?from=11"))
        for href in re.findall(r'href="(/[a-z]+)"', who.sees(part))
    }
    assert all(unit.status(href) in (200, 302) for href in ways), ways
    assert "/complaints" not in ways
    assert 'href="/complaints"' in office.sees("/scheme/coverage?from=11")


def test_in_english_a_clause_and_what_stands_before_the_first_article_have_english_names() -> None:
    office = Visitor("office")
    assert "Art. 28" in words_of(office.sees("/scheme/yiwu-28-6?lang=en")).split("Skip to the page")[0]
    articles = words_of(office.sees("/scheme?lang=en"))
    assert "Title" in articles.split("\n")
    assert "Art. 0" not in articles
    assert "第二十八条" not in words_of(office.sees("/scheme/articles/28?lang=en"))
    office.sees("/scheme?lang=zh")


def test_sentences_of_the_measures_wrap_on_a_phone(database: str) -> None:
    office = Visitor("office")
    assert 'class="reads"' in office.sees("/scheme")
    assert 'class="reads"' in office.sees("/scheme/articles/28")
