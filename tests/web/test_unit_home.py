"""The first page of an inspected unit: where it stands, what is left on each problem, whom to call; nothing of others."""

from __future__ import annotations

import re

import pytest

from tests.conftest import connect_django
from tests.web.conftest import Visitor


@pytest.fixture
def database(city: str) -> str:
    connect_django(city)
    return city


@pytest.fixture
def home(database: str) -> str:
    return Visitor("unit").sees("/desk")


def test_a_unit_in_rectification_sees_the_six_steps_with_their_days(home: str) -> None:
    steps = re.findall(r"<li[^>]*><b>([^<]+)</b>", home)
    assert steps == ["通知", "进驻", "反馈", "整改", "核验", "公开"]
    assert re.search(r'<li aria-current="step"><b>整改</b>', home)
    for words in ("收到</span>", "已公布</span>", "结束</span>", "12 个问题，已报 6", "已销号 3"):
        assert words in home


def test_every_problem_stands_with_what_is_left_and_the_button_that_does_it(home: str) -> None:
    assert "反馈第1号" in home
    assert home.count("没有订措施，没有佐证") == 3
    assert home.count("已报，等核验") == 3
    rows = home[home.index('id="problems"') :]
    assert len(re.findall(r'href="/findings/[^"]+/rectification\.planned', rows)) == 3
    assert len(re.findall(r'href="/findings/[^"]+/rectification\.reported', rows)) == 3


def test_it_names_no_complaint_and_no_other_unit(home: str) -> None:
    for words in ("信访", "线索", "青屏", "qingping", "登记号"):
        assert words not in home


def test_the_registrar_begins_with_registering(database: str) -> None:
    head = Visitor("registrar").sees("/desk").split("要我办的")[0]
    assert 'href="/complaints/register"' in head


def test_a_line_for_several_things_begins_with_the_first(home: str) -> None:
    assert "报请销号（第 1 件）" in home
