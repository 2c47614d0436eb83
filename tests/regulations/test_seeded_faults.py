"""
A thousand slips of the pen in the five regulations, and as many of each in the invented one: each is refused, or the regulation runs all the same.

A refusal names the line; where a slip took a rule away there is none, and the clause that nobody carries is named.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from xuncha.core.faults import Fault, SchemeFaults
from xuncha.core.names.naming import Naming
from xuncha.core.review.check import check
from xuncha.core.review.worked_case import CaseFault, played_out, read_case
from xuncha.core.scheme.clause import Clause, read_clauses
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.core.wording.rule_words import rule_words
from xuncha.shipped import base_text, calendar, case_text, clauses, scheme_ids, scheme_text

SCHEMES = Path(__file__).parents[1] / "schemes"

EACH = 200
"""So many slips in each of the five."""

WORD = re.compile(r'"([^"\n]{2,})"')


@cache
def base() -> Scheme:
    return read_scheme(base_text(), "base")


def dropped(lines: list[str], at: int, chance: random.Random) -> None:
    del lines[at]


def doubled(lines: list[str], at: int, chance: random.Random) -> None:
    lines.insert(at, lines[at])


def moved(lines: list[str], at: int, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines)), lines.pop(at))


def misspelt(lines: list[str], at: int, chance: random.Random) -> None:
    """Two letters of a word in quotes change places."""
    if words := list(WORD.finditer(lines[at])):
        one = chance.choice(words)
        place = chance.randrange(len(one[1]) - 1)
        said = one[1][:place] + one[1][place + 1] + one[1][place] + one[1][place + 2 :]
        lines[at] = lines[at][: one.start(1)] + said + lines[at][one.end(1) :]


def another(lines: list[str], at: int, chance: random.Random) -> None:
    """A word in quotes is one that stands elsewhere in the file."""
    words = list(WORD.finditer(lines[at]))
    others = WORD.findall(lines[chance.randrange(len(lines))])
    if words and others:
        one = chance.choice(words)
        lines[at] = lines[at][: one.start(1)] + chance.choice(others) + lines[at][one.end(1) :]


def unquoted(lines: list[str], at: int, chance: random.Random) -> None:
    place = lines[at].rfind('"')
    lines[at] = lines[at][:place] + lines[at][place + 1 :] if place >= 0 else lines[at] + '"'


def other_kind(lines: list[str], at: int, chance: random.Random) -> None:
    """A value of a kind that does not belong there."""
    key, is_value, _ = lines[at].partition("=")
    if is_value:
        lines[at] = f"{key}= " + chance.choice(
            ["7", "true", "[]", "{}", '""', '["x"]', "2017-02-30", "[[1]]"]
        )


def other_key(lines: list[str], at: int, chance: random.Random) -> None:
    key, is_value, value = lines[at].partition("=")
    if is_value and len(key.strip()) > 2:
        lines[at] = f"{key.strip()[:-1]} ={value}"


def other_period(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at] = re.sub(r'"P\d+', f'"P{chance.choice(["", "-3", "0", "99999999"])}', lines[at])


SLIPS: tuple[Callable[[list[str], int, random.Random], None], ...] = (
    dropped, doubled, moved, misspelt, another, unquoted, other_kind, other_key, other_period,
)  # fmt: skip


def slipped(text: str, seed: int) -> str:
    """The text with one slip; the same seed gives the same."""
    chance = random.Random(seed)
    lines = text.split("\n")
    at = chance.choice([n for n, line in enumerate(lines) if line.strip()])
    chance.choice(SLIPS)(lines, at, chance)
    return "\n".join(lines)


def written(name: str) -> tuple[str, tuple[Clause, ...], str]:
    """The text of a regulation, its clauses and its worked case."""
    if name in scheme_ids():
        return scheme_text(name), clauses(name), case_text(name)
    table = SCHEMES / "clauses" / f"{name}.tsv"
    files = (SCHEMES / f"{name}.toml", SCHEMES / "cases" / f"{name}.toml")
    text, case = (file.read_text(encoding="utf-8") for file in files)
    return text, read_clauses(table.read_text(encoding="utf-8"), table.name), case


def told_of(text: str, file: str, norms: tuple[Clause, ...]) -> tuple[Scheme | None, tuple[Fault, ...]]:
    """What `faults_in` says of a text, and the regulation it read for that, which need not be read again."""
    try:
        scheme = read_scheme(text, file)
    except SchemeFaults as error:
        return None, error.faults
    return scheme, check(scheme, base(), norms, file, text)


@pytest.mark.parametrize("name", [*scheme_ids(), "every-word"])
def test_a_slip_is_refused_at_its_line_or_the_regulation_runs_without_a_traceback(name: str) -> None:
    text, norms, case_of = written(name)
    case = read_case(case_of)
    refused = 0
    for seed in range(EACH):
        changed = slipped(text, seed)
        scheme, found = told_of(changed, f"{name}.toml", norms)
        if scheme is None or found:
            refused += 1
            assert all(fault.wrong and fault.right for fault in found), (seed, found)
            placed = [fault for fault in found if fault.line or fault.rule.startswith("clause ")]
            assert placed, (seed, [str(fault) for fault in found[:3]])
            continue
        scheme = scheme.over(base())
        for rule in scheme.rules():
            assert rule_words(rule, Naming(scheme)).zh, (seed, rule.id)
        with suppress(CaseFault):  # the case no longer fits, and says at which step
            played_out(case, scheme, calendar())
    assert EACH * 0.3 < refused < EACH, "slips of both kinds were made"
