"""The tables of what the other regulations ask: one norm a row, in the order of the text, in our own words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.core.test_clause_table import COLUMNS, EFFECTS, HAN, KINDS, ROOT, TOO_LIKE, Norm, han, paper, table

TABLES = ROOT / "src/xuncha/schemes/clauses"
COUNTED = {
    "wuqing-2017": (
        205,
        {"recorded": 140, "tracked": 24, "shown": 16, "enforced": 12, "produced": 2, "context": 11},
    )
}
"""How many norms each has, and of which effect."""

each = pytest.mark.parametrize("scheme", COUNTED)


def file_of(scheme: str) -> Path:
    return TABLES / f"{scheme}.tsv"


def norms(scheme: str) -> list[Norm]:
    return [Norm(**row) for row in table(file_of(scheme))]


def place(norm: Norm) -> tuple[int, ...]:
    """Part, section and row, as the id says them."""
    return tuple(int(part) for part in norm.id.split("-")[1:])


@each
def test_the_table_has_these_columns_and_every_line_ends(scheme: str) -> None:
    text = file_of(scheme).read_bytes().decode("utf-8")
    assert text.splitlines()[0].split("\t") == list(COLUMNS)
    assert text.endswith("\n")
    assert "\r" not in text
    assert {line.count("\t") for line in text.splitlines()} == {len(COLUMNS) - 1}


@each
def test_its_norms_are_counted_by_effect(scheme: str) -> None:
    n, effects = COUNTED[scheme]
    found = norms(scheme)
    assert len(found) == n
    assert Counter(norm.effect for norm in found) == effects
    assert set(effects) <= {*EFFECTS, "context"}


@each
def test_the_kinds_are_known_and_nothing_stands_around_a_value(scheme: str) -> None:
    for norm in norms(scheme):
        assert norm.kind in KINDS, norm
        values = (norm.id, norm.article, norm.kind, norm.zh, norm.en, norm.effect)
        assert all(values), norm
        assert all(value == value.strip() for value in values), norm


@each
def test_ids_run_in_the_order_of_the_text_without_a_gap(scheme: str) -> None:
    places = [place(norm) for norm in norms(scheme)]
    assert places == sorted(set(places))
    last_rows = {where[:-1]: where[-1] for where in places}
    assert len(places) == sum(last_rows.values())


@each
def test_each_norm_is_one_sentence_in_each_language(scheme: str) -> None:
    for norm in norms(scheme):
        assert norm.zh.endswith("。"), norm
        assert norm.zh.count("。") == 1, norm
        assert len(norm.zh) <= 50, norm
        assert not set(norm.zh) & set(",.;:!?()\"'"), norm
        assert norm.en.endswith("."), norm
        assert norm.en[0].isupper(), norm
        assert norm.en.isascii(), norm
        assert not HAN.search(norm.en), norm


@each
def test_no_two_norms_say_the_same_in_chinese(scheme: str) -> None:
    assert [zh for zh, times in Counter(norm.zh for norm in norms(scheme)).items() if times > 1] == []


@each
def test_english_uses_the_glossary_words(scheme: str) -> None:
    outgrown = re.compile(r"\b(scheme|petition|lead on|leads on|undercover|transfer)\b", re.IGNORECASE)
    assert [norm for norm in norms(scheme) if outgrown.search(norm.en)] == []


@each
@pytest.mark.parametrize("column", ["id", "kind", "effect"])
def test_the_table_agrees_with_the_source_table(scheme: str, column: str) -> None:
    theirs = table(paper(f"clauses/{scheme}.tsv"))
    said = [row[column] or "context" for row in theirs]
    assert [getattr(norm, column) for norm in norms(scheme)] == said


@each
def test_the_articles_agree_with_the_source_table(scheme: str) -> None:
    theirs = table(paper(f"clauses/{scheme}.tsv"))
    full_width = str.maketrans("()", "（）")
    assert [norm.article for norm in norms(scheme)] == [row["place"].translate(full_width) for row in theirs]


@each
def test_no_sentence_is_copied_from_the_regulation(scheme: str) -> None:
    regulation = han(paper(f"sources/{scheme}.txt").read_text(encoding="utf-8"))
    for norm in norms(scheme):
        ours = han(norm.zh)
        runs = (ours[start : start + TOO_LIKE] for start in range(len(ours) - TOO_LIKE + 1))
        assert not [run for run in runs if run in regulation], norm
