"""The table of what the Hongshan opinions ask: one norm a row, in the order of the text, in our own words."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.core.test_clause_table import COLUMNS, EFFECTS, KINDS, ROOT, TOO_LIKE, Norm, han, paper, table

TABLE = ROOT / "src/xuncha/schemes/clauses/hongshan-2015.tsv"
NORMS = tuple(Norm(**row) for row in table(TABLE))
PLACE = re.compile("序|[一二三四五六](（[一二三四五六]）|·[一二三四]是)?")


def test_the_table_has_these_columns_and_every_line_ends() -> None:
    text = TABLE.read_bytes().decode("utf-8")
    assert text.splitlines()[0].split("\t") == list(COLUMNS)
    assert text.endswith("\n")
    assert {line.count("\t") for line in text.splitlines()} == {len(COLUMNS) - 1}


def test_the_opinions_have_265_norms_of_which_254_have_an_effect() -> None:
    assert len(NORMS) == 265
    assert Counter(norm.effect for norm in NORMS) == {
        "recorded": 132, "tracked": 68, "enforced": 29, "shown": 20, "produced": 5, "context": 11,
    }  # fmt: skip
    assert {norm.effect for norm in NORMS} == {*EFFECTS, "context"}
    assert {norm.kind for norm in NORMS} <= set(KINDS)


def test_ids_are_unique_and_numbered_without_a_gap_in_the_order_of_the_text() -> None:
    places = [tuple(int(part) for part in norm.id.split("-")[1:]) for norm in NORMS]
    assert places == sorted(set(places), key=lambda place: (place[0], len(place) > 2 and place[1], place[-1]))
    last = {place[:-1]: place[-1] for place in places}
    assert sum(last.values()) == len(places)


def test_each_place_is_written_as_the_text_writes_it() -> None:
    assert [norm for norm in NORMS if not PLACE.fullmatch(norm.article)] == []


def test_no_column_but_the_last_is_empty_and_nothing_stands_around_a_value() -> None:
    for norm in NORMS:
        values = (norm.id, norm.article, norm.kind, norm.zh, norm.en, norm.effect)
        assert all(values), norm
        assert all(value == value.strip() for value in values), norm


def test_each_norm_is_one_sentence_in_each_language() -> None:
    for norm in NORMS:
        assert norm.zh.endswith("。"), norm
        assert norm.zh.count("。") == 1, norm
        assert len(norm.zh) <= 50, norm
        assert not set(norm.zh) & set(",.;:!?()\"'"), norm
        assert norm.en.endswith("."), norm
        assert norm.en.isascii(), norm
    assert [zh for zh, times in Counter(norm.zh for norm in NORMS).items() if times > 1] == []


def test_english_uses_the_glossary_words() -> None:
    outgrown = re.compile(r"\b(scheme|petition|petitioners?|undercover|transfer)\b", re.IGNORECASE)
    assert [norm.en for norm in NORMS if outgrown.search(norm.en)] == []


@pytest.mark.parametrize("column", ["id", "kind", "effect"])
def test_the_table_agrees_with_the_source_table(column: str) -> None:
    theirs = table(paper("clauses/hongshan-2015.tsv"))
    assert [getattr(norm, column) for norm in NORMS] == [row[column] for row in theirs]


def test_no_sentence_is_copied_from_the_opinions() -> None:
    opinions = han(paper("sources/hongshan-2015.txt").read_text(encoding="utf-8"))
    assert len(opinions) > 3000
    for norm in NORMS:
        ours = han(norm.zh)
        runs = (ours[start : start + TOO_LIKE] for start in range(len(ours) - TOO_LIKE + 1))
        assert not [run for run in runs if run in opinions], norm
