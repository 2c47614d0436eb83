"""docs/writing-a-scheme.md describes every word a scheme may use."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.core.demo_scheme import GUIDE
from xuncha.core.predicates import PREDICATES
from xuncha.core.review.check.duty_rules import OWNERS
from xuncha.core.review.check.forms_and_views import TYPES
from xuncha.core.review.check.known import DUTY_SCOPES, PAPERS, SCOPES, VIEWS
from xuncha.core.scheme.reader import KEYS
from xuncha.core.scheme.shape import ABOUT_SHAPES


@pytest.mark.parametrize("name", sorted(PREDICATES))
def test_every_predicate_is_described_with_its_parameters(name: str) -> None:
    [row] = [line for line in GUIDE.split("\n") if line.startswith(f"| `{name}` |")]
    assert [part for part in PREDICATES[name].params if f"`{part}`" not in row] == []


PLAIN_TYPES = {"n", "code"}  # the catalogue's words for `number` and `choice`
WORDS = {
    *OWNERS,
    *SCOPES,
    *DUTY_SCOPES,
    *PAPERS,
    *VIEWS,
    *(kind for kind in TYPES if kind not in PLAIN_TYPES),
}


def test_every_owner_scope_paper_page_and_type_is_named() -> None:
    assert sorted(word for word in WORDS if f"`{word}`" not in GUIDE) == []


NOT_YET = {"goal", "from", "sealed", "act", "counted"}
"""Keys that later regulations need; each is described when an office first meets it."""


def test_every_key_of_a_rule_is_named() -> None:
    keys = {key for section in KEYS.values() for key in section} - NOT_YET
    assert sorted(key for key in keys if f"`{key}" not in GUIDE) == []


def test_every_key_of_the_scheme_table_is_described() -> None:
    [row] = [line for line in GUIDE.split("\n") if line.startswith("| `[scheme]` |")]
    assert sorted(key for key in ABOUT_SHAPES if f"`{key}" not in row) == []


# ------------------------------------------------------------------ each word by an example

SCHEMES = Path(__file__).parents[1] / "schemes"
PARTS = GUIDE.split("```toml word\n")
EXAMPLES = [
    (before.rpartition("```\n")[2], after.partition("```\n")[0])
    for before, after in itertools.pairwise(PARTS)
]
"""Each example of the chapter: what is said of it, and its fragment."""


@cache
def every_word() -> dict[str, Any]:
    return tomllib.loads((SCHEMES / "every-word.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fragment", [one for _, one in EXAMPLES])
def test_every_example_stands_in_the_regulation_that_is_tested(fragment: str) -> None:
    told = tomllib.loads(fragment)
    for section in ("duty", "guard"):
        for rule in told.pop(section, ()):
            [found] = [one for one in every_word()[section] if one["id"] == rule["id"]]
            assert {key: found.get(key) for key in rule} == rule
    for name, one in told.pop("lists", {}).items():
        held = every_word()["lists"][name]["values"]
        assert {code: held[code] for code in one["values"]} == one["values"]
    assert told == {}


def test_every_date_of_an_example_is_one_that_its_worked_case_expects() -> None:
    case = tomllib.loads((SCHEMES / "cases" / "every-word.toml").read_text(encoding="utf-8"))
    due = defaultdict(set)
    for one in case["expect"]:
        due[one["duty"]].add(one.get("due"))
    everywhere = set().union(*due.values())
    shown = 0
    for said, fragment in EXAMPLES:
        rules = [rule["id"] for rule in tomllib.loads(fragment).get("duty", ())]
        days = set(re.findall(r"`(\d{4}-\d\d-\d\d)`", said))
        assert days <= (set().union(*(due[rule] for rule in rules)) if rules else everywhere), (rules, days)
        shown += len(days)
    assert shown > 15


def test_the_examples_name_every_way_to_open_close_and_count_that_the_regulation_uses() -> None:
    shown = {rule["id"] for _, fragment in EXAMPLES for rule in tomllib.loads(fragment).get("duty", ())}
    used = {key for rule in every_word()["duty"] for key in rule} - {
        "cite",
        "zh",
        "en",
        "reading",
        "replaces",
    }
    told = {
        key for _, fragment in EXAMPLES for rule in tomllib.loads(fragment).get("duty", ()) for key in rule
    }
    assert (used - told, len(shown) > 15) == (set(), True)
