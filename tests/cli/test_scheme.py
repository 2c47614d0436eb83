"""`xuncha scheme` answers an author at the keyboard: faults by line, the regulation in words, the worked case."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.core.demo_scheme import DEMO, block
from xuncha.cli import command
from xuncha.shipped import scheme_text


def asked(*words: str | Path | int) -> Result:
    return CliRunner().invoke(command, ["scheme", *(str(word) for word in words)])


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The guide's regulation as three files in a folder of one's own."""
    (tmp_path / "clauses").mkdir()
    (tmp_path / "clauses/demo.tsv").write_text(block("clauses"), encoding="utf-8")
    (tmp_path / "case.toml").write_text(block("case"), encoding="utf-8")
    file = tmp_path / "demo.toml"
    file.write_text(DEMO, encoding="utf-8")
    return file


def test_all_shipped_regulations_are_checked_when_none_is_named() -> None:
    answer = asked("check")
    assert (answer.exit_code, answer.output.endswith("0 处要改。\n")) == (0, True)


def test_a_file_without_fault_is_said_to_be_so(demo: Path) -> None:
    assert asked("check", demo).output == "看了 1 份，0 处要改。\n"
    assert asked("check", demo, "--lang", "en").output == "1 read, 0 to mend.\n"


def test_a_fault_names_file_line_rule_and_the_nearest_words(demo: Path) -> None:
    demo.write_text(DEMO.replace('owner = "unit"', 'owner = "role:offise"'), encoding="utf-8")
    answer = asked("check", demo, "--lang", "en")
    number = DEMO[: DEMO.index('owner = "unit"')].count("\n") + 1
    assert answer.exit_code == 1
    assert answer.output.splitlines()[0] == (
        f"{demo}:{number}: duty publish_notice: unknown role 'offise'. Nearest: office, founder, by_code"
    )
    assert (
        f"{demo}:{number}：duty publish_notice：没有这个职责：“offise”。最接近的是：office"
        in asked("check", demo).output
    )


def test_a_file_without_a_table_of_clauses_is_told_what_was_not_looked_at(demo: Path) -> None:
    (demo.parent / "clauses/demo.tsv").unlink()
    answer = asked("check", demo, "--lang", "en")
    assert answer.exit_code == 1
    assert answer.output.splitlines()[0] == (
        f"{demo}: clauses: no table of clauses, so 9 citations were not checked. "
        f"Write it to {demo.parent}/clauses/demo.tsv"
    )


def test_a_writing_of_a_shipped_regulation_is_checked_against_its_clauses(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        scheme_text("yiwu-2015").replace('cite = ["yiwu-11-32"]', 'cite = ["yiwu-11-99"]', 1),
        encoding="utf-8",
    )
    assert "unknown clause 'yiwu-11-99'. Nearest: yiwu-11-9" in asked("check", file, "--lang", "en").output


def test_a_file_that_is_not_there_names_what_is() -> None:
    answer = asked("check", "yiwu-2016", "--lang", "en")
    assert (answer.exit_code, "there is no such file or regulation. Nearest: yiwu-2015" in answer.output) == (
        1,
        True,
    )


def test_a_file_in_another_encoding_is_told_how_to_be_saved(demo: Path) -> None:
    demo.write_bytes(DEMO.encode("gb18030"))
    answer = asked("check", demo, "--lang", "en")
    assert answer.output.splitlines()[0] == f"{demo}:3: file: not UTF-8. Save the file as UTF-8"


def test_a_regulation_is_printed_in_the_order_of_its_text(demo: Path) -> None:
    lines = asked("show", demo, "--lang", "en").output.splitlines()
    assert lines[0] == "Lanting inspection measures  (demo)"
    assert lines[3] == "  demo-1-1  Inspection serves to put things right"
    assert lines[5] == (
        "    [Duty] Inspected unit owes: Publish (Notice), within 3 working days after 'receive: notice'. (publish_notice)"
    )
    assert "      Read as: Counted from the day the unit sees the problem" in lines


def test_the_shipped_regulation_is_printed_in_both_languages() -> None:
    for lang, expected in (("zh", "否则不能办"), ("en", "Refuses")):
        answer = asked("show", "yiwu-2015", "--lang", lang)
        assert answer.exit_code == 0
        assert expected in answer.output


def test_a_regulation_that_cannot_be_read_is_not_printed(demo: Path) -> None:
    demo.write_text("[scheme", encoding="utf-8")
    assert asked("show", demo).exit_code == 1


def test_the_worked_case_lists_each_duty_with_its_due_day(demo: Path) -> None:
    answer = asked("simulate", demo, "--case", demo.parent / "case.toml")
    assert answer.exit_code == 0
    assert "demo-1-2  柳塘镇  公布检查通知  签收（检查通知书）  2026-09-28  2026-10-08  已办" in answer.output
    assert "按 notice_first 拒绝：inspection.started" in answer.output


def test_the_dates_of_2015_09_24_are_those_counted_by_hand() -> None:
    # Mid-Autumn is Sunday the 27th: working days 25, 28, 29 September.  The inspection ends on Monday the 28th: working
    # days 29, 30, 8, 9 and, made up for the National Day, Saturday 10 October.  A month from Thursday 15 October ends on a
    # Sunday, so on Monday 16 November; from the 28th of September, on Wednesday 28 October.
    told = json.loads(asked("simulate", "yiwu-2015", "--start", "2015-09-24", "--json").output)
    dates = {duty["rule"]: duty["due"] for duty in told["duties"] if duty["due"]}
    assert dates == {
        "publish_notice": "2015-09-29",
        "publication_report": "2015-09-29",
        "write_report": "2015-10-10",
        "send_report": "2015-10-10",
        "hand_over_archive": "2015-10-28",
        "receiver_reply": "2015-11-16",
        "rectification_report": "2015-11-16",
        "principal_report": "2015-11-16",
    }
    [notice] = [duty for duty in told["duties"] if duty["rule"] == "publish_notice"]
    assert notice["skipped"] == ["2015-09-26", "2015-09-27"]
    assert (notice["cite"], notice["owner"]["zh"], notice["opened_by"]["zh"]) == (
        ["yiwu-11-32"],
        "柳塘镇",
        "签收（巡查通知书）",
    )


def test_a_date_that_differs_from_the_one_counted_by_hand_ends_with_exit_code_one(demo: Path) -> None:
    case = demo.parent / "case.toml"
    case.write_text(block("case").replace("2026-10-08", "2026-10-09"), encoding="utf-8")
    answer = asked("simulate", demo, "--case", case, "--lang", "en")
    assert (answer.exit_code, "expected 2026-10-09" in answer.output) == (1, True)


def test_a_case_that_cannot_go_on_is_one_sentence(demo: Path) -> None:
    case = demo.parent / "case.toml"
    case.write_text(block("case").replace('refused_by = "notice_first"', ""), encoding="utf-8")
    answer = asked("simulate", demo, "--case", case)
    assert answer.exit_code == 1
    assert answer.output.startswith(
        "第 6 步 inspection.started（office）：被拒绝。单位收到通知书以后才能进驻：还没有办：检查通知书（签收）"
    )


def test_a_day_that_is_none_and_a_regulation_without_a_case_are_said() -> None:
    assert asked("simulate", "yiwu-2015", "--start", "soon", "--lang", "en").exit_code == 1


def test_a_file_of_ones_own_needs_a_case_named(demo: Path) -> None:
    answer = asked("simulate", demo, "--lang", "en")
    assert (answer.exit_code, answer.output) == (1, f"{demo} has no worked case; name one with --case\n")


def test_a_changed_period_stands_in_the_difference_of_two_files(demo: Path) -> None:
    later = demo.with_name("later.toml")
    later.write_text(DEMO.replace('within = "P3WD"', 'within = "P7WD"', 1), encoding="utf-8")
    said = asked("diff", demo, later).output
    assert said.startswith("~ [待办] ")
    assert "    期限: 3个工作日内 → 7个工作日内\n" in said
    assert said.endswith("新增 0 条，取消 0 条，变动 1 条。\n")
    told = json.loads(asked("diff", demo, later, "--json").output)["differences"]
    assert told[0]["aspects"][0]["after"] == {"zh": "7个工作日内", "en": "within 7 working days"}
    assert asked("diff", demo, demo, "--lang", "en").output == "0 new, 0 gone, 0 changed.\n"
    assert asked("diff", demo, "nothing").exit_code == 1


def test_a_local_rule_that_asks_less_is_named_with_both_clauses(demo: Path) -> None:
    later = demo.with_name("later.toml")
    later.write_text(DEMO.replace('within = "P3WD"', 'within = "P7WD"', 1), encoding="utf-8")
    answer = asked("check", later, "--under", demo)
    assert answer.exit_code == 1
    assert "期限比上级宽：3个工作日内 → 7个工作日内（上级 " in answer.output
    assert asked("check", demo, "--under", later).exit_code == 0


def test_a_forecast_says_what_is_due_when_and_who_has_too_much() -> None:
    said = asked("forecast", "yiwu-2015", "--units", 40, "--teams", 2, "--people", 4, "--at-once", 20).output
    assert said.startswith("月份  ")
    assert "最忙的一周" in said
    assert "第1个巡查组" in said.rpartition("办不过来的：")[2]
    told = json.loads(asked("forecast", "yiwu-2015", "--start", "2026-03-02", "--json").output)
    assert told["start"].startswith("2026-03")
    assert told["too_much"] == [one for one in told["too_much"] if one["each"] > 5]
    assert asked("forecast", "yiwu-2015", "--start", "bad").exit_code == 1


def test_checking_a_regulation_waits_for_no_library_of_the_database() -> None:
    asked_for = (
        "import sys, xuncha.cli.scheme, xuncha.cli; print(sorted({'psycopg', 'django'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", asked_for], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_table_of_like_rules_belongs_to_another_regulation(tmp_path: Path) -> None:
    table = tmp_path / "like.toml"
    table.write_text('[like]\nown_plan = "unit_plan"\n', encoding="utf-8")
    answer = CliRunner().invoke(command, ["replay", "--like", str(table)])
    assert answer.exit_code == 2
    assert "give --under as well" in answer.output
