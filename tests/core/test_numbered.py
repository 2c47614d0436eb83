"""Things numbered in their names stand as people read them."""

import pytest

from xuncha.core.names.numbered import in_order, number_said


@pytest.mark.parametrize(
    ("written", "number"),
    [("3", 3), ("012", 12), ("三", 3), ("十", 10), ("十一", 11), ("二十", 20), ("三十九", 39), ("一百", 100), ("一百零八", 108),
     ("两百一十", 210), ("两千", 2000), ("一万二千", 12_000), ("二〇一五", 2015), ("○", 0), ("百", 100)],
)  # fmt: skip
def test_a_number_is_read_in_figures_and_in_words(written: str, number: int) -> None:
    assert number_said(written) == number


def test_the_tenth_team_follows_the_ninth_however_they_were_formed() -> None:
    figures = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "二十"]
    teams = [f"第{one}巡查组" for one in figures]
    assert in_order(reversed(teams), str) == tuple(teams)
    assert in_order(["第10组", "第9组", "第1组"], str) == ("第1组", "第9组", "第10组")


def test_figures_and_words_make_one_order() -> None:
    assert in_order(["第3组", "第二组", "第1组"], str) == ("第1组", "第二组", "第3组")


def test_the_second_number_decides_where_the_first_is_the_same() -> None:
    assert in_order(["第二片第十组", "第二片第三组", "第一片第四组"], str) == ("第一片第四组", "第二片第三组", "第二片第十组")  # fmt: skip


def test_what_has_other_names_stays_where_it_stood() -> None:
    found = in_order(["领导小组", "第二组", "办公室", "第一组"], str)
    assert found == ("领导小组", "第一组", "第二组", "办公室")
