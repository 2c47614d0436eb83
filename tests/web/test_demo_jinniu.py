"""The demo's treatment under the Jinniu plan: whoever logs in finds work, done, due and late."""

import re
from html import unescape

import pytest
from django.db import transaction

from tests.portal.taking_in import each_is_read_where_it_should_be, reports_taken_in
from tests.web.conftest import Visitor
from tests.web.demo_round import DEMO_ROUND
from tests.web.through_pages import person
from xuncha.demo import demo_of

pytestmark = pytest.mark.demo_city

DEMO = "jinniu"
VIEWS = {"figures", "coverage", "returns_board", "duty_tree"}

globals().update(DEMO_ROUND)


def test_every_account_of_the_demo_finds_its_work() -> None:
    demo = demo_of("jinniu")
    desks = {account.display_name: person(account.display_name).reads("/desk") for account in demo.accounts}
    for name, words in {
        "江予白": "我的工作台",
        "林若舟": "我的工作台",
        "高望岚": "柳塘街道",
        "叶知返": "我的工作台",
        "邵临川": "我的工作台",
        "顾行远": "微权力",
        "何其安": "微权力",
        "沈知秋": "榆荫社区",
        "丁砚农": "我的工作台",
    }.items():
        assert words in desks[name], f"{name}: {desks[name][:1500]}"
    clerk = person("江予白")
    board = clerk.reads(clerk.finds("rounds", "专项治理"))
    for words in ("建章立制", "柳塘街道", "青屏街道", "区市政局", "逾期", "覆盖情况"):
        assert words in board, words


def test_its_portal_takes_in_what_is_about_each_and_each_is_read_where_it_should_be() -> None:
    with transaction.atomic():
        taken = reports_taken_in()
        transaction.set_rollback(True)
    assert {whom: kind for whom, (kind, _) in taken.items()} == {
        "unit": "report",
        "team": "about_group",
        "intake": "about_intake",
    }
    each_is_read_where_it_should_be(taken)


def test_a_figure_of_checks_opens_to_the_checks_it_counts(database: str) -> None:
    office, met = Visitor("office"), dict[str, int]()
    [place] = set(re.findall(r'href="(/rounds/[0-9a-f-]{36})"', office.sees("/rounds")))
    pages = {place, *re.findall(rf'href="({place}/views/\w+)"', office.sees(place))}
    for html in map(office.sees, sorted(pages)):
        for href, n in re.findall(r'<a href="(/checks\?campaign=[^"]+(?:by|at)=[^"]+)">(\d+)</a>', html):
            listed = office.sees(unescape(href))
            assert len(set(re.findall(r'href="/checks/([0-9a-f-]{36})"', listed))) == int(n), href
            assert ("谁查的：" in listed) == ("by=" in href)
            met["by" if "by=" in href else "at"] = int(n)
    assert met.keys() == {"by", "at"}
    assert office.status(f"/checks?campaign={place.rpartition('/')[2]}&by=nobody") == 404
