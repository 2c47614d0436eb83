"""The demo's campaign under the Wuqing plan: whoever logs in finds work, done, due and late."""

import re

import pytest
from django.db import transaction

from tests.portal.taking_in import each_is_read_where_it_should_be, reports_taken_in
from tests.web.conftest import Visitor
from tests.web.demo_round import DEMO_ROUND
from tests.web.through_pages import person, words_of
from xuncha.demo import demo_of
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

DEMO = "wuqing"
VIEWS = {"activity_view", "warning_view", "duty_tree"}

globals().update(DEMO_ROUND)


def test_every_account_of_the_demo_finds_its_work() -> None:
    demo = demo_of("wuqing")
    clerk = person("江予白")
    desks = {account.display_name: person(account.display_name).reads("/desk") for account in demo.accounts}
    for name, words in {
        "江予白": "初信初访",
        "林若舟": "报批",
        "高望岚": "线索",
        "陆闻笙": "督查",
        "方竹青": "总结报告",
        "何其安": "总结报告",
        "白景行": "抄表员下午不在岗",
        "程远道": "接收移交",
    }.items():
        assert words in desks[name], f"{name}: {desks[name][:1500]}"
    assert "逾期没办、报到这里的" in desks["江予白"]  # what its regulation has reported to the office
    assert [
        name for name, desk in desks.items() if "报到这里的" in desk and name not in ("江予白", "林若舟")
    ] == []
    board = clerk.reads(clerk.finds("rounds", "作风纪律专项整治"))
    for words in ("问题和结果", "一次告知，专人带班", "已销号", "逾期", "总结提高"):
        assert words in board, words


def test_a_unit_tells_its_own_problems_from_those_of_the_units_below_it() -> None:
    town = person("方竹青")
    desk, ledger = town.reads("/desk"), town.lists("findings")
    assert "本单位 4 个问题" in desk
    assert "抄表员下午不在岗（柳塘镇水务站）" in desk  # owed with the station
    assert "全部5" in re.sub(r"\s", "", ledger)
    assert "柳塘镇水务站" in ledger
    assert "单位" not in person("白景行").html("/findings").partition("<thead")[2].partition("</thead>")[0]


def test_its_portal_takes_in_what_is_about_each_and_each_is_read_where_it_should_be() -> None:
    with transaction.atomic():
        taken = reports_taken_in()
        transaction.set_rollback(True)
    assert {whom: kind for whom, (kind, _) in taken.items()} == {"unit": "report", "intake": "about_intake"}
    each_is_read_where_it_should_be(taken)


def test_a_list_of_problems_prints_each_problem_once_and_not_what_its_form_advises() -> None:
    unit = Visitor("unit")
    [[listed]] = run(
        [("SELECT id FROM subject WHERE code = 'problem_list' AND title = '问题清单：柳塘镇'", [])]
    )[0]
    paper = words_of(unit.sees(f"/documents/{listed}/paper"))
    titles = [title for (title,) in run([("SELECT title FROM subject WHERE kind = 'finding'", [])])[0]]
    counts = {paper.count(title) for title in titles}
    assert max(counts) == 1
    assert "列出的问题" in paper
    assert "不填" not in paper
