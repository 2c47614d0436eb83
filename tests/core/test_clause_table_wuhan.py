"""The table of what the Wuhan plan asks: one norm a row, in the order of the text, in our own words."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.core.test_clause_table import COLUMNS, EFFECTS, KINDS, ROOT, TOO_LIKE, Norm, han, paper, table

TABLE = ROOT / "src/xuncha/schemes/clauses/wuhan-2017.tsv"
NORMS = tuple(Norm(**row) for row in table(TABLE))

PARTS = {"印发通知": 0, "前言": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
ARTICLE = re.compile("(?P<part>印发通知|前言|[一二三四五六])(（[1-8]）)?")


def place(norm: Norm) -> tuple[int, int]:
    """Part of the plan and place within it, as the row's id says them."""
    _, part, row = norm.id.split("-")
    return int(part), int(row)


def test_the_table_has_these_columns_and_every_line_ends() -> None:
    text = TABLE.read_bytes().decode("utf-8")
    assert text.splitlines()[0].split("\t") == list(COLUMNS)
    assert text.endswith("\n")
    assert "\r" not in text
    assert {line.count("\t") for line in text.splitlines()} == {len(COLUMNS) - 1}


def test_the_plan_has_200_norms_of_which_187_have_an_effect() -> None:
    assert len(NORMS) == 200
    assert Counter(norm.effect for norm in NORMS) == {
        "recorded": 108, "enforced": 36, "tracked": 26, "produced": 10, "shown": 7, "context": 13,
    }  # fmt: skip
    assert {norm.effect for norm in NORMS} == {*EFFECTS, "context"}


def test_the_kinds_are_known() -> None:
    assert {norm.kind for norm in NORMS} <= set(KINDS)


def test_ids_are_unique_and_run_in_the_order_of_the_text_without_a_gap() -> None:
    places = [place(norm) for norm in NORMS]
    assert all(re.fullmatch(r"wuhan-\d+-\d+", norm.id) for norm in NORMS)
    assert places == sorted(set(places))
    last_rows = dict(places)
    assert len(places) == sum(last_rows.values())
    assert sorted(last_rows) == list(range(7))


def test_each_article_is_written_as_the_text_writes_it_and_agrees_with_the_id() -> None:
    for norm in NORMS:
        written = ARTICLE.fullmatch(norm.article)
        assert written, norm
        assert PARTS[written["part"]] == place(norm)[0], norm


def test_no_column_but_the_last_is_empty_and_nothing_stands_around_a_value() -> None:
    for norm in NORMS:
        values = (norm.id, norm.article, norm.kind, norm.zh, norm.en, norm.effect)
        assert all(values), norm
        assert all(value == value.strip() for value in values), norm
        assert norm.later == "", norm


def test_each_norm_is_one_chinese_sentence_short_enough_for_one_line() -> None:
    for norm in NORMS:
        assert norm.zh.endswith("。"), norm
        assert norm.zh.count("。") == 1, norm
        assert len(norm.zh) <= 50, norm
        assert not set(norm.zh) & set(",.;:!?()\"'"), norm


def test_each_norm_is_one_english_sentence_without_chinese() -> None:
    for norm in NORMS:
        assert norm.en.endswith("."), norm
        assert norm.en[0].isupper(), norm
        assert norm.en.isascii(), norm


def test_no_two_norms_say_the_same_in_chinese() -> None:
    assert [zh for zh, times in Counter(norm.zh for norm in NORMS).items() if times > 1] == []


@pytest.mark.parametrize("column", ["id", "kind", "effect"])
def test_the_table_agrees_with_the_source_table(column: str) -> None:
    theirs = table(paper("clauses/wuhan-2017.tsv"))
    assert [getattr(norm, column) for norm in NORMS] == [row[column] or "context" for row in theirs]


def test_the_articles_agree_with_the_source_table() -> None:
    theirs = table(paper("clauses/wuhan-2017.tsv"))
    full_width = str.maketrans("()", "（）")
    assert [norm.article for norm in NORMS] == [row["place"].translate(full_width) for row in theirs]


def test_no_sentence_is_copied_from_the_plan() -> None:
    plan = han(paper("sources/wuhan-2017.txt").read_text(encoding="utf-8"))
    assert len(plan) > 1500
    for norm in NORMS:
        ours = han(norm.zh)
        runs = (ours[start : start + TOO_LIKE] for start in range(len(ours) - TOO_LIKE + 1))
        assert not [run for run in runs if run in plan], norm
