"""The table of what the Yiwu measures ask: one norm a row, in the order of the text, in our own words."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "src/xuncha/schemes/clauses/yiwu-2015.tsv"
PAPERS = ROOT.parent / "shared"  # the source table and the regulation's text are never part of the project

COLUMNS = ("id", "article", "kind", "zh", "en", "effect", "later")
EFFECTS = ("enforced", "tracked", "recorded", "produced", "shown")
KINDS = (
    "category", "channel", "duty", "form", "guard", "measure", "method",
    "phase", "principle", "publicity", "report", "right", "role", "route",
)  # fmt: skip
DEEPENED_LATER = (
    "yiwu-11-40", "yiwu-21-1", "yiwu-21-2", "yiwu-21-3", "yiwu-21-4",
    "yiwu-24-8", "yiwu-24-14", "yiwu-24-15", "yiwu-25-11", "yiwu-28-7",
)  # fmt: skip

NUMERAL = "[一二三四五六七八九十]+"
ARTICLE = re.compile(f"标题|第(?P<number>{NUMERAL})条(（{NUMERAL}）)?")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
TOO_LIKE = 22  # so many Han characters in a row would be the regulation's sentence, no longer ours


@dataclass(frozen=True)
class Norm:
    """One row of the table: where it stands, what kind it is, what it asks, what the software does about it."""

    id: str
    article: str
    kind: str
    zh: str
    en: str
    effect: str
    later: str


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file, with nothing quoted."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


NORMS = tuple(Norm(**row) for row in table(TABLE))


def paper(name: str) -> Path:
    """A paper beside the project; without it the comparison cannot be made and is skipped by its name."""
    path = PAPERS / name
    if not path.exists():
        pytest.skip(f"../shared/{name} is not beside the project")
    return path


def han(text: str) -> str:
    """Only the Han characters of a text, so that a comma does not hide a copied sentence."""
    return "".join(HAN.findall(text))


def number(numeral: str) -> int:
    """The number that a Chinese numeral up to ninety-nine stands for: 三十二 is 32."""
    digits = "零一二三四五六七八九"
    tens, ten, ones = numeral.rpartition("十")
    return (digits.index(tens or "一") * 10 if ten else 0) + (digits.index(ones) if ones else 0)


def place(norm: Norm) -> tuple[int, int]:
    """Article and place within it, as the row's id says them."""
    _, article, row = norm.id.split("-")
    return int(article), int(row)


def test_the_table_has_these_columns_and_every_line_ends() -> None:
    text = TABLE.read_bytes().decode("utf-8")
    assert text.splitlines()[0].split("\t") == list(COLUMNS)
    assert text.endswith("\n")
    assert "\r" not in text
    assert {line.count("\t") for line in text.splitlines()} == {len(COLUMNS) - 1}


def test_the_measures_have_346_norms_of_which_325_have_an_effect() -> None:
    assert len(NORMS) == 346
    assert sum(norm.effect != "context" for norm in NORMS) == 325


def test_the_effects_are_known_and_counted() -> None:
    assert Counter(norm.effect for norm in NORMS) == {
        "recorded": 140, "enforced": 81, "tracked": 62, "produced": 26, "shown": 16, "context": 21,
    }  # fmt: skip
    assert {norm.effect for norm in NORMS} == {*EFFECTS, "context"}


def test_the_kinds_are_known() -> None:
    assert {norm.kind for norm in NORMS} == set(KINDS)


def test_ids_are_unique_and_run_in_the_order_of_the_text_without_a_gap() -> None:
    places = [place(norm) for norm in NORMS]
    assert all(re.fullmatch(r"yiwu-\d+-\d+", norm.id) for norm in NORMS)
    assert places == sorted(set(places))
    last_rows = dict(places)
    assert len(places) == sum(last_rows.values())
    assert sorted(last_rows) == list(range(33))


def test_each_article_is_written_as_the_text_writes_it_and_agrees_with_the_id() -> None:
    for norm in NORMS:
        written = ARTICLE.fullmatch(norm.article)
        assert written, norm
        article = number(written["number"]) if written["number"] else 0
        assert article == place(norm)[0], norm


def test_no_column_but_the_last_is_empty_and_nothing_stands_around_a_value() -> None:
    for norm in NORMS:
        values = (norm.id, norm.article, norm.kind, norm.zh, norm.en, norm.effect)
        assert all(values), norm
        assert all(value == value.strip() for value in values), norm


def test_rows_deepened_later_are_marked_and_have_an_effect_now() -> None:
    assert {norm.later for norm in NORMS} == {"", "yes"}
    marked = [norm for norm in NORMS if norm.later]
    assert [norm.id for norm in marked] == list(DEEPENED_LATER)
    assert all(norm.effect in EFFECTS for norm in marked)


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


def test_english_uses_the_glossary_words_for_work_plan_complaint_and_clue() -> None:
    outgrown = re.compile(r"\b(scheme|petition|lead on|leads on|undercover|transfer)\b", re.IGNORECASE)
    assert [norm for norm in NORMS if outgrown.search(norm.en)] == []


@pytest.mark.parametrize("column", ["id", "kind", "effect"])
def test_the_table_agrees_with_the_source_table(column: str) -> None:
    theirs = table(paper("clauses/yiwu-2015.tsv"))
    assert [getattr(norm, column) for norm in NORMS] == [row[column] for row in theirs]


def test_the_articles_agree_with_the_source_table() -> None:
    theirs = table(paper("clauses/yiwu-2015.tsv"))
    full_width = str.maketrans("()", "（）")
    assert [norm.article for norm in NORMS] == [row["place"].translate(full_width) for row in theirs]


def test_no_sentence_is_copied_from_the_regulation() -> None:
    regulation = han(paper("sources/yiwu-2015.txt").read_text(encoding="utf-8"))
    assert len(regulation) > 3000
    for norm in NORMS:
        ours = han(norm.zh)
        runs = (ours[start : start + TOO_LIKE] for start in range(len(ours) - TOO_LIKE + 1))
        assert not [run for run in runs if run in regulation], norm
