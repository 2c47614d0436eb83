"""The small regulation of docs/writing-a-scheme.md: what the guide shows is what the tests check and play."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xuncha.core.faults import Fault
from xuncha.core.review.check import faults_in
from xuncha.core.scheme.clause import Clause, read_clauses
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text

GUIDE = (Path(__file__).parents[2] / "docs/writing-a-scheme.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """The fenced block of the guide with this name."""
    found = re.search(rf"^```\w+ {name}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None, name
    return found[1]


DEMO = block("scheme")
CLAUSES: tuple[Clause, ...] = read_clauses(block("clauses"), "demo.tsv")


@cache
def base() -> Scheme:
    """The product's own safeguards."""
    return read_scheme(base_text(), "base.toml")


def whole(text: str = DEMO) -> Scheme:
    """The small regulation over the safeguards."""
    return read_scheme(text, "demo.toml").over(base())


def faults(text: str, clauses: tuple[Clause, ...] = CLAUSES) -> tuple[Fault, ...]:
    """What is wrong with a text that should be the small regulation."""
    return faults_in(text, "demo.toml", base(), clauses)


def changed(old: str, new: str) -> str:
    """The small regulation with its first `old` replaced."""
    assert old in DEMO, old
    return DEMO.replace(old, new, 1)
