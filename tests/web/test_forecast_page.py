"""The page on which somebody asks what a round will bring: its months, the heaviest weeks, who has too much."""

import pytest

from tests.web.through_pages import person, words_of

pytestmark = pytest.mark.demo_city


def test_the_measures_lead_to_the_forecast_and_it_answers_at_once() -> None:
    clerk = person("江予白")
    assert 'href="/scheme/forecast"' in clerk.html("/scheme")
    said = clerk.reads("/scheme/forecast?start=2026-03-02")
    for words in (
        "每月到期",
        "2026年3月",
        "合计",
        "最忙的一周",
        "第1个巡查组",
        "各方一共",
        "按案例估",
        "没有日子",
    ):
        assert words in said


def test_a_round_too_large_for_its_people_says_for_whom() -> None:
    said = person("江予白").reads("/scheme/forecast?units=60&teams=2&people=2&at_once=30&start=2026-03-02")
    assert "第1个巡查组" in said.partition("办不过来的：")[2].partition("\n")[0]


def test_what_cannot_be_read_is_said_at_its_place_and_kept() -> None:
    answer = person("方竹青").client.get("/scheme/forecast?units=many&start=2026-02-30&people=１８")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="many"' in html
    said = words_of(html)
    assert "请填 1 到 5000 的整数" in said
    assert "每月到期" not in said
    assert "单位数\n请填 1 到" in said
    assert "各组一共多少人\n请填" not in said, "full-width digits are read"


def test_it_is_said_in_english() -> None:
    said = person("江予白").reads("/scheme/forecast?lang=en&start=2026-03-02")
    for words in ("What a round will ask", "March 2026", "The heaviest week", "Inspection team 1"):
        assert words in said
