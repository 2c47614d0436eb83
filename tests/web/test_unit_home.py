"""The first page of an inspected unit: where it stands, what is left on each problem, whom to call; nothing of others."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.web.conftest import Visitor
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.setting import begun
from xuncha.queries.posts import posts_entered_for
from xuncha.queries.unit_home import UnitHome
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.viewer import viewer_of
from xuncha.web.kit.block import Prose
from xuncha.web.kit.table import Table
from xuncha.web.pages.desk.unit_home import SHOWN, problems_block

pytestmark = pytest.mark.demo_city


@pytest.fixture
def home(database: str) -> str:
    return Visitor("unit").sees("/desk")


def test_a_unit_in_rectification_sees_the_six_steps_with_their_days(home: str) -> None:
    steps = re.findall(r"<li[^>]*><b>([^<]+)</b>", home)
    assert steps == ["巡查通知书", "进驻", "反馈意见", "整改", "核验", "公开"]
    assert re.search(r'<li aria-current="step"><b>整改</b>', home)
    for words in ("收到</span>", "已公布</span>", "结束</span>", "12 个问题，已报 6", "已销号 3"):
        assert words in home


def test_every_problem_stands_with_what_is_left_and_the_button_that_does_it(home: str) -> None:
    assert "反馈第1号" in home
    assert home.count("没有订措施，本单位没有附佐证") == 2 * 3, (
        "in its column, and under the name for a phone"
    )
    assert home.count("已报，等核验") == 3
    rows = home[home.index('id="problems"') :]
    assert len(re.findall(r'href="/findings/[^"]+/rectification\.planned', rows)) == 2 * 3
    assert len(re.findall(r'href="/findings/[^"]+/rectification\.progressed', rows)) == 2 * 2
    assert len(re.findall(r'href="/findings/[^"]+/evidence\.added', rows)) == 2 * 1


def test_it_names_no_complaint_and_no_other_unit(home: str) -> None:
    for words in ("信访", "线索", "青屏", "qingping", "登记号"):
        assert words not in home


def test_the_registrar_begins_with_registering(database: str) -> None:
    head = Visitor("registrar").sees("/desk").split("要我办的")[0]
    assert 'href="/complaints/register"' in head


def test_a_line_for_several_things_begins_with_the_first(home: str) -> None:
    assert "整改进展（第 1 件）" in home
    lines = home.split("<li data-row")
    for words, first in (("整改进展（第 1 件）", "反馈第7号"), ("制定整改（第 1 件）", "反馈第10号")):
        line = next(one for one in lines if words in one)
        button = re.search(r'href="(/findings/[^/"]+)/do/[^"]+"', line)
        parts = re.findall(r'href="(/findings/[^/"]+)"[^>]*>([^<]+)', line)
        assert button
        assert any(said.startswith(first) for href, said in parts if href == button[1]), words


def test_of_very_many_problems_the_first_stand_on_the_page_and_the_rest_behind_a_link() -> None:
    inspection = begun(uuid4(), "inspection", "", None, {}, date(2026, 9, 1))
    found = tuple(
        replace(inspection, id=uuid4(), kind="finding", title=f"问题 {n}", n=n) for n in range(SHOWN + 1)
    )
    block = problems_block(UnitHome(inspection, (), found, None), lambda key: None)
    assert block is not None
    table, more = block.parts
    assert isinstance(table, Table)
    assert isinstance(more, Prose)
    assert len(table.lines) == SHOWN
    assert [link.href for link in more.links] == [f"/findings?inspection={inspection.id}"]
    assert "61" in str(block.title)


def test_who_enters_from_paper_for_a_body_enters_for_the_part_it_plays(database: str) -> None:
    key = run(
        [
            (
                "SELECT p.id FROM store_account a JOIN subject p ON p.id = a.person WHERE a.login_name = 'office'",
                [],
            )
        ]
    )[0][0][0]
    viewer = viewer_of(key, None, day_in_shanghai(timezone.now()))
    assert viewer is not None
    posts = posts_entered_for(viewer, scheme_of(scheme_version(None)), "decision.made", "", None)
    assert {seat.party_kind: seat.part for seat in posts}["leading_group"] == "leads"
