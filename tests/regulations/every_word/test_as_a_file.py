"""A sixth regulation is a file: every command takes the invented one as it lies there, beside its clauses and its case."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.regulations.every_word.town import FILE, SCHEMES
from xuncha.cli import command

CASE = SCHEMES / "cases" / FILE.name


def run(*words: str) -> Result:
    return CliRunner().invoke(command, ["scheme", *words])


def test_the_check_finds_nothing() -> None:
    done = run("check", str(FILE), "--lang", "en")
    assert (done.exit_code, done.output) == (0, "1 read, 0 to mend.\n")


def test_its_worked_case_gives_every_date_counted_by_hand() -> None:
    done = run("simulate", str(FILE), "--case", str(CASE), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "by silence" in done.output
    assert done.output.count("Refused by ") == 13


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "办“进驻”，要至少提前3个工作日已办：签收（核查通知书）。否则不能办。"),
        ("zh", "在“反馈问题或者制定整改”以后（从先发生的起算）1个月内，应办：报请销号，报核办。"),
        ("zh", "在“签收或者公布：核查意见书”以后（从前一件起算，没有的从后一件起算）10日内"),
        ("zh", "协办的各方在“交办”以后5个工作日内，应办：提供协办意见，报主办的一方；各办各的。"),
        ("zh", "；各办各的；到期没有办的，视为已办“接办”。"),
        ("zh", "办“申请复查、复核”，要申请日期在“答复”以后30日内。否则不能办。"),
        ("zh", "办“二次办理”，要承办是办“答复”的一方的上一级。否则不能办。"),
        ("zh", "办“答复”，要由主办的一方办理。否则不能办。"),
        ("zh", "要不是“已办：延期（同一待办）”。否则不能办。"),
        ("zh", "办“制发、送达”，要抄送只有领导小组、核办。否则不能办。"),
        ("en", "Refuses 'Enter the unit' unless at least 3 working days before there was: receive (notice)."),
        ("en", "Whoever helps with it owes: Give one's part, within 5 working days after 'assign', to whoever leads on it; done by whoever owes it."),
        ("en", "Refuses 'Handle a second time' unless Owner is the next level above whoever did 'answer'."),
    ],
)  # fmt: skip
def test_it_reads_in_both_languages(lang: str, said: str) -> None:
    done = run("show", str(FILE), "--lang", lang)
    assert done.exit_code == 0
    assert said in done.output


def test_the_difference_of_a_changed_file_is_told_in_words(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    text = FILE.read_text(encoding="utf-8")
    text = (
        text.replace('silence = "matter.taken"\n', "")
        .replace('counts_from = "earliest"\n', "")
        .replace('lead = "P3WD"', 'lead = "P5WD"')
    )
    other.write_text(text, encoding="utf-8")
    done = run("diff", str(FILE), str(other), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "Silence counts as: take on an assignment → none" in done.output.replace(
        "Take on an assignment", "take on an assignment"
    )
    assert "counted from whichever comes first" in done.output
    assert "5 working days before" in done.output


def test_a_round_is_reckoned_from_its_case() -> None:
    done = run(
        "forecast",
        str(FILE),
        "--units",
        "4",
        "--teams",
        "1",
        "--people",
        "4",
        "--case",
        str(CASE),
        "--start",
        "2026-09-07",
    )
    assert done.exit_code == 0, done.output


def test_what_asks_less_than_it_is_named(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    strict, loose = (f'within = "P{n}WD"\ndone_by = "matter.contributed"' for n in (5, 9))
    text = FILE.read_text(encoding="utf-8").replace(strict, loose)
    other.write_text(text, encoding="utf-8")
    done = run("check", str(other), "--under", str(FILE), "--lang", "en")
    assert "duty give_part" in done.output or "give_part" in done.output
    assert "due later than above" in done.output
