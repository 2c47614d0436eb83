"""Whoever reads in English meets the words of a regulation in English; names and what people typed stay as they are."""

import re

import pytest

from tests.web.conftest import Visitor
from tests.web.demo_round import main_pages
from tests.web.test_dead_links import of_every_demo
from tests.web.through_pages import words_of
from xuncha.core.scheme.rules import Scheme
from xuncha.demo import demo_of
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version

pytestmark = pytest.mark.demo_city

BETWEEN = re.compile(r"[\s,;；、:()（）]+")
HAN = re.compile(r"[\u4e00-\u9fff]")


def chinese_of(scheme: Scheme) -> set[str]:
    """What the regulation says in Chinese and has an English for: posts, bodies, values, forms."""
    texts = [one.text for lot in scheme.lists.values() for one in lot.values.values()]
    texts += [one.text for one in (*scheme.roles.values(), *scheme.forms, *scheme.duties.values())]
    return {one.zh for one in texts if one.zh != one.en and HAN.search(one.zh)}


def names_and_typed_words() -> set[str]:
    """The pieces of whatever stands in the record as a name, or was typed."""
    rows = run(
        [("SELECT title FROM subject UNION SELECT e.value FROM subject, jsonb_each_text(facts) e", [])]
    )
    return {piece for [title] in rows[0] for piece in [str(title), *BETWEEN.split(str(title))]}


@of_every_demo
def test_an_english_page_says_no_word_of_the_regulation_in_chinese(city: str, demo: str) -> None:
    chinese = chinese_of(scheme_of(scheme_version(None))) - names_and_typed_words()
    found: dict[str, str] = {}
    for login in (one.login_name for one in demo_of(demo).accounts):
        visitor = Visitor(login)
        for address in (*main_pages(visitor), "/me", "/scheme", "/decisions/new"):
            answer = visitor.client.get(address, {"lang": "en"})
            if answer.status_code == 200:
                for line in words_of(answer.content.decode()).split("\n"):
                    said = BETWEEN.split(line.partition("paper: ")[0])  # what a paper is called was typed
                    found |= {one: f"{login} {address}" for one in said if one in chinese}
    assert not found
