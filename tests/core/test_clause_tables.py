"""The tables of what the regulations ask: one norm a row, in the order of the text, in our own words."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from xuncha.shipped import scheme_ids

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "src/xuncha/schemes/clauses"
PAPERS = ROOT.parent / "shared"  # the source tables and the regulations' texts are never part of the project

COLUMNS = ("id", "article", "kind", "zh", "en", "effect", "later")
EFFECTS = ("enforced", "tracked", "recorded", "produced", "shown", "context")
KINDS = (
    "category", "channel", "duty", "form", "guard", "measure", "method",
    "phase", "principle", "publicity", "report", "right", "role", "route",
)  # fmt: skip
DEEPENED_LATER = (
    "yiwu-11-40", "yiwu-21-1", "yiwu-21-2", "yiwu-21-3", "yiwu-21-4",
    "yiwu-24-8", "yiwu-24-14", "yiwu-24-15", "yiwu-25-11", "yiwu-28-7",
)  # fmt: skip

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
TOO_LIKE = 22  # so many Han characters in a row would be the regulation's sentence, no longer ours

EFFECTS_OF: Mapping[str, tuple[int, ...]] = {
    "yiwu-2015": (81, 62, 140, 26, 16, 21),
    "wuhan-2017": (36, 26, 108, 10, 7, 13),
    "hongshan-2015": (29, 68, 132, 5, 20, 11),
    "jinniu-2017": (53, 56, 232, 33, 28, 8),
    "wuqing-2017": (12, 24, 140, 2, 16, 11),
}
"""How many norms of each effect each regulation has, in the order of `EFFECTS`."""

NUMERAL = "[一二三四五六七八九十]+"
ARTICLES = {
    "yiwu-2015": re.compile(f"标题|第(?P<number>{NUMERAL})条(（{NUMERAL}）)?"),
    "wuhan-2017": re.compile("印发通知|前言|(?P<number>[一二三四五六])(（[1-8]）)?"),
    "hongshan-2015": re.compile("序|(?P<number>[一二三四五六])(（[一二三四五六]）|·[一二三四]是)?"),
}
"""How the text writes its places; what stands before the first has the number 0 in the ids."""

OUTGROWN = {
    "yiwu-2015": r"scheme|petition|lead on|leads on|undercover|transfer",
    "wuhan-2017": r"scheme",
    "hongshan-2015": r"scheme|petition|petitioners?|undercover|transfer",
    "jinniu-2017": r"scheme|commitment|petitions",
    "wuqing-2017": r"scheme|petition|lead on|leads on|undercover|transfer",
}
"""English words for which the glossary has better ones."""


@dataclass(frozen=True)
class Norm:
    """One row of a table: where it stands, what kind it is, what it asks, what the software does about it."""

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


def norms(scheme: str) -> list[Norm]:
    return [Norm(**row) for row in table(TABLES / f"{scheme}.tsv")]


def place(norm: Norm) -> tuple[int, ...]:
    """Part, section and row, as the id says them."""
    return tuple(int(part) for part in norm.id.split("-")[1:])


each = pytest.mark.parametrize("scheme", EFFECTS_OF)


def test_every_shipped_regulation_has_its_table_looked_at() -> None:
    assert EFFECTS_OF.keys() == set(scheme_ids()) - {"base"}


@each
def test_the_table_has_these_columns_and_every_line_ends(scheme: str) -> None:
    text = (TABLES / f"{scheme}.tsv").read_bytes().decode("utf-8")
    assert text.splitlines()[0].split("\t") == list(COLUMNS)
    assert text.endswith("\n")
    assert "\r" not in text
    assert {line.count("\t") for line in text.splitlines()} == {len(COLUMNS) - 1}


@each
def test_its_norms_are_counted_by_effect(scheme: str) -> None:
    found = Counter(norm.effect for norm in norms(scheme))
    assert found == dict(zip(EFFECTS, EFFECTS_OF[scheme], strict=True))


@each
def test_the_kinds_are_known_and_nothing_stands_around_a_value(scheme: str) -> None:
    for norm in norms(scheme):
        assert norm.kind in KINDS, norm
        values = (norm.id, norm.article, norm.kind, norm.zh, norm.en, norm.effect)
        assert all(values), norm
        assert all(value == value.strip() for value in values), norm


def test_every_kind_is_found_in_some_regulation() -> None:
    assert {norm.kind for scheme in EFFECTS_OF for norm in norms(scheme)} == set(KINDS)


@pytest.mark.parametrize("scheme", ["yiwu-2015", "wuhan-2017", "wuqing-2017"])
def test_ids_run_in_the_order_of_the_text(scheme: str) -> None:
    places = [place(norm) for norm in norms(scheme)]
    assert places == sorted(set(places))


def test_ids_of_hongshan_run_in_the_order_of_the_text_whose_sections_have_heads_of_their_own() -> None:
    places = [place(norm) for norm in norms("hongshan-2015")]
    assert places == sorted(set(places), key=lambda where: (where[0], len(where) > 2 and where[1], where[-1]))


@pytest.mark.parametrize("scheme", sorted(EFFECTS_OF.keys() - {"jinniu-2017"}))
def test_ids_are_numbered_without_a_gap(scheme: str) -> None:
    places = [place(norm) for norm in norms(scheme)]
    last_rows = {where[:-1]: where[-1] for where in places}
    assert len(places) == sum(last_rows.values())
    assert sorted({where[0] for where in places}) == list(range(max(places)[0] + 1))


@pytest.mark.parametrize("scheme", ARTICLES)
def test_each_article_is_written_as_the_text_writes_it_and_agrees_with_the_id(scheme: str) -> None:
    for norm in norms(scheme):
        written = ARTICLES[scheme].fullmatch(norm.article)
        assert written, norm
        assert (number(written["number"]) if written["number"] else 0) == place(norm)[0], norm


def test_rows_deepened_later_are_marked_and_have_an_effect_now() -> None:
    marked = [norm for scheme in EFFECTS_OF for norm in norms(scheme) if norm.later]
    assert [norm.id for norm in marked] == list(DEEPENED_LATER)
    assert {norm.later for norm in marked} == {"yes"}
    assert all(norm.effect != "context" for norm in marked)


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


@each
def test_no_two_norms_say_the_same_in_chinese(scheme: str) -> None:
    assert [zh for zh, times in Counter(norm.zh for norm in norms(scheme)).items() if times > 1] == []


@each
def test_english_uses_the_words_of_the_glossary(scheme: str) -> None:
    outgrown = re.compile(rf"\b({OUTGROWN[scheme]})\b", re.IGNORECASE)
    assert [norm for norm in norms(scheme) if outgrown.search(norm.en)] == []


@each
@pytest.mark.parametrize("column", ["id", "kind", "effect"])
def test_the_table_agrees_with_the_source_table(scheme: str, column: str) -> None:
    theirs = table(paper(f"clauses/{scheme}.tsv"))
    said = [row[column] or "context" for row in theirs]
    assert [getattr(norm, column) for norm in norms(scheme)] == said


@pytest.mark.parametrize("scheme", sorted(EFFECTS_OF.keys() - {"hongshan-2015"}))
def test_the_articles_agree_with_the_source_table(scheme: str) -> None:
    theirs = table(paper(f"clauses/{scheme}.tsv"))
    full_width = str.maketrans("()", "（）")
    assert [norm.article for norm in norms(scheme)] == [row["place"].translate(full_width) for row in theirs]


@each
def test_no_sentence_is_copied_from_the_regulation(scheme: str) -> None:
    regulation = han(paper(f"sources/{scheme}.txt").read_text(encoding="utf-8"))
    assert len(regulation) > 1500
    for norm in norms(scheme):
        ours = han(norm.zh)
        runs = (ours[start : start + TOO_LIKE] for start in range(len(ours) - TOO_LIKE + 1))
        assert not [run for run in runs if run in regulation], norm
