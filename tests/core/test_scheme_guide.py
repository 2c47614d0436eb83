"""docs/writing-a-scheme.md describes every word a scheme may use."""

from __future__ import annotations

import pytest

from tests.core.demo_scheme import GUIDE
from xuncha.core.predicates import PREDICATES
from xuncha.core.scheme_check.duty_rules import OWNERS
from xuncha.core.scheme_check.forms_and_views import TYPES
from xuncha.core.scheme_check.known import DUTY_SCOPES, PAPERS, SCOPES, VIEWS
from xuncha.core.scheme_reader import KEYS
from xuncha.core.scheme_shape import ABOUT_SHAPES


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
