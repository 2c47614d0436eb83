"""The table of what the Jinniu plan asks: one norm a row, in the order of the text, in our own words."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.core.test_clause_table import COLUMNS, EFFECTS, KINDS, ROOT, TOO_LIKE, Norm, han, paper, table

TABLE = ROOT / "src/xuncha/schemes/clauses/jinniu-2017.tsv"
NORMS = tuple(Norm(**row) for row in table(TABLE))
FULL_WIDTH = str.maketrans("()", "（）")


def test_the_table_has_these_columns_and_every_line_ends() -> None:
    text = TABLE.read_bytes().decode("utf-8")
    assert text.splitlines()[0].split("\t") == list(COLUMNS)
    assert text.endswith("\n")
    assert {line.count("\t") for line in text.splitlines()} == {len(COLUMNS) - 1}


def test_the_plan_has_410_norms_of_which_402_have_an_effect() -> None:
    assert len(NORMS) == 410
    assert Counter(norm.effect for norm in NORMS) == {
        "recorded": 232, "tracked": 56, "enforced": 53, "produced": 33, "shown": 28, "context": 8,
    }  # fmt: skip
    assert {norm.effect for norm in NORMS} == {*EFFECTS, "context"}
    assert {norm.kind for norm in NORMS} <= set(KINDS)


def test_nothing_is_empty_and_no_two_norms_say_the_same_in_chinese() -> None:
    for norm in NORMS:
        values = (norm.id, norm.article, norm.kind, norm.zh, norm.en, norm.effect)
        assert all(values), norm
        assert all(value == value.strip() for value in values), norm
    assert [zh for zh, times in Counter(norm.zh for norm in NORMS).items() if times > 1] == []


def test_each_norm_is_one_sentence_in_either_language() -> None:
    for norm in NORMS:
        assert norm.zh.endswith("。"), norm
        assert norm.zh.count("。") == 1, norm
        assert len(norm.zh) <= 50, norm
        assert not set(norm.zh) & set(",.;:!?()\"'"), norm
        assert norm.en.endswith("."), norm
        assert norm.en[0].isupper(), norm
        assert norm.en.isascii(), norm


def test_english_uses_the_glossary_word_for_undertaking() -> None:
    outgrown = re.compile(r"\b(scheme|commitment|petitions)\b", re.IGNORECASE)
    assert [norm for norm in NORMS if outgrown.search(norm.en)] == []


@pytest.mark.parametrize("column", ["id", "kind", "effect"])
def test_the_table_agrees_with_the_source_table(column: str) -> None:
    theirs = table(paper("clauses/jinniu-2017.tsv"))
    assert [getattr(norm, column) for norm in NORMS] == [row[column] or "context" for row in theirs]


def test_the_places_agree_with_the_source_table() -> None:
    theirs = table(paper("clauses/jinniu-2017.tsv"))
    assert [norm.article for norm in NORMS] == [row["place"].translate(FULL_WIDTH) for row in theirs]


def test_no_sentence_is_copied_from_the_regulation() -> None:
    regulation = han(paper("sources/jinniu-2017.txt").read_text(encoding="utf-8"))
    assert len(regulation) > 6000
    for norm in NORMS:
        ours = han(norm.zh)
        runs = (ours[start : start + TOO_LIKE] for start in range(len(ours) - TOO_LIKE + 1))
        assert not [run for run in runs if run in regulation], norm
