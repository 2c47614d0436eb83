"""`xuncha due` answers the question an office asks most."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from xuncha.cli import command


def asked(*words: str) -> Result:
    return CliRunner().invoke(command, ["due", *words])


def test_it_prints_the_day_first_and_then_each_day_with_its_reason() -> None:
    answer = asked("P5WD", "--from", "2015-09-28")
    lines = answer.output.splitlines()
    assert answer.exit_code == 0
    assert lines[0] == "2015-10-10  2015年10月10日 周六（国庆节调休上班）"
    assert lines[2] == "5个工作日内"
    assert lines[3] == "  2015-09-28  周一  起算日，当天不算"
    assert lines[6] == "  2015-10-01  周四  国庆节放假，不算"
    assert len(lines) == 3 + 13


def test_it_answers_in_english_too() -> None:
    lines = asked("P1M", "--from", "2026-09-07", "--lang", "en").output.splitlines()
    assert lines[0] == "2026-10-08  Thu 8 Oct 2026"
    assert lines[-1] == "  2026-10-08  Thu  moved to this working day"


def test_small_and_full_width_letters_are_meant_as_they_look() -> None:
    assert asked("ｐ５ｗｄ", "--from", "２０１５年９月２８日").output.startswith("2015-10-10")


def test_an_end_may_be_told_to_stay_on_a_rest_day() -> None:
    assert asked("P1M", "--from", "2026-09-07", "--no-roll").output.startswith("2026-10-07")


def test_it_counts_back_from_a_day() -> None:
    assert asked("P3WD", "--before", "2015-10-10").output.startswith("2015-09-30")


def test_hours_print_the_minute() -> None:
    assert asked("PT24H", "--from", "2015-09-28 10:26").output.startswith("2015-09-29 10:26")


def test_without_a_start_it_counts_from_today() -> None:
    assert asked("P1D").exit_code == 0
    assert asked("PT1H").exit_code == 0


def test_a_provisional_year_is_said() -> None:
    answer = asked("P5WD", "--from", "2027-02-01").output
    assert answer.splitlines()[-1] == "2027 年放假通知还没有录入，这一天可能改变。"


def test_json_holds_what_the_record_keeps_and_the_reasons_in_both_languages() -> None:
    told = json.loads(asked("P5WD", "--from", "2015-09-28", "--json").output)
    assert (told["on"], told["at"]) == ("2015-10-10", "2015-10-11T00:00:00+08:00")
    assert told["steps"][3] == ["2015-10-01", "holiday", "国庆节", "National Day"]
    assert told["days"][1] == {"on": "2015-09-29", "zh": "第 1 个工作日", "en": "working day 1"}
    assert told["calendar"].startswith("cn-2014-2027-")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("P5WX",), "看不懂期限“P5WX”"),
        (("P5WD", "--from", "2015-02-30"), "看不懂日期“2015-02-30”"),
        (("PT24H", "--from", "2015-09-28"), "期限 PT24H 按小时算"),
        (("P5WD", "--from", "2015-09-28", "--before", "2015-10-10"), "--from 和 --before 只能写一个。"),
    ],
)
def test_bad_input_is_one_clear_sentence_and_exit_code_two(words: tuple[str, ...], said: str) -> None:
    answer = asked(*words)
    assert answer.exit_code == 2
    assert answer.output.startswith(said)
    assert len(answer.output.splitlines()) == 1
