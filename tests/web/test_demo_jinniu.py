"""The demo's treatment under the Jinniu plan: whoever logs in finds work, done, due and late."""

import re
from html import unescape

import pytest
from django.db import transaction

from tests.portal.taking_in import each_is_read_where_it_should_be, reports_taken_in
from tests.web.conftest import Visitor
from tests.web.demo_round import DEMO_ROUND
from tests.web.through_pages import Form, FormReader, person, words_of
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


def test_the_discipline_body_of_a_street_reads_its_own_street_and_tells_its_duties_apart() -> None:
    who = person("丁砚农")
    ledger = who.lists("findings")
    assert "低保公示缺三户" in ledger
    for of_others in ("两本台账文字雷同", "管网疏掏派单超期"):
        assert of_others not in ledger
        assert of_others in person("江予白").lists("findings")
    line = next(
        one for one in who.html("/desk").split("<li data-row") if "督促检查本街道专项治理（3 件）" in one
    )
    named = re.findall(r">(2026年专项治理[^<]*)</a>", line)
    assert len(named) == len(set(named)) == 3
    assert "自查自纠" in named[0]
    alike = who.html("/duties?whose=mine")
    assert all(f">{one}<" in alike for one in named)


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


@pytest.mark.parametrize(
    ("clerk", "own", "below"), [("何其安", "柳塘街道", "榆荫社区"), ("沈知秋", "榆荫社区", "排水站")]
)
def test_a_unit_registers_what_is_reported_of_another_and_reads_its_register(
    clerk: str, own: str, below: str
) -> None:
    who = person(clerk)
    form = Form("/complaints/register", FormReader(who.html("/complaints/register")).controls)
    assert below in form.offers("about_unit")
    assert own not in form.offers("about_unit"), "what is about itself goes to those who take reports in"
    assert form.offers("in")[1:] == ("2026年专项治理",)
    said = {
        "subject": "低保金少发",
        "extract": "三户少发两个月",
        "about_unit": below,
        "kind": "信访举报",
        "channel": "来信",
    }
    with transaction.atomic():
        after = who.html(who.sends(form, said))
        assert "已登记：低保金少发" in words_of(after), "the number counts the reports of everybody"
        there = next(one for one in re.findall(r'href="(/complaints/[^"]{36})"', after))
        assert "及时受理举报" in who.reads(there)
        assert "举〔" not in who.reads(there)
        assert "低保金少发" in who.reads("/complaints")
        transaction.set_rollback(True)
    for link in re.findall(r'href="(/complaints[^"?]*)["?]', who.html("/complaints/register")):
        assert who.status(link) == 200, link
    assert "举报登记" in who.reads("/desk")
    inspection = who.html(who.finds("inspections", "柳塘街道")) if own == "柳塘街道" else ""
    assert "complaint.received" not in inspection, "on its own page everything is about itself"


def test_a_unit_is_told_of_evidence_that_another_brought_to_the_problem_it_recorded_and_not_that_it_lacks() -> (
    None
):
    street = person("何其安")
    home = words_of(street.html("/desk").partition('id="problems"')[2])
    lines = {one.split("\n")[0]: one for one in home.split("自检1号-")[1:]}
    assert "1 / 1\n1 / 1" in lines["4"], "a community has brought it"
    assert not any(words in lines["4"] for words in ("没有附", "佐证的"))
    assert "本单位没有附佐证" in lines["6"], "nobody has brought any"
    assert "佐证 1 份" in street.reads(street.finds("findings", "便民服务点上班无人"))


def test_a_row_of_the_desk_has_the_button_that_the_form_of_its_unit_would_let_through() -> None:
    discipline = person("丁砚农")
    block = discipline.html("/desk").partition('id="reported"')[2].partition("</section>")[0]
    rows = [row for row in block.split("<tr") if "/findings/" in row]
    assert rows
    assert all("柳塘街道" in row for row in rows)
    for row in rows:
        page = re.findall(r'href="(/findings/[0-9a-f-]{36})"', row)[0]
        is_open = f"{page}/do/finding.closed" in discipline.html(page).partition("暂时不能办")[0]
        assert (f"{page}/do/" in row) == is_open, words_of(row)
    assert "已核验；还没有办：制度出台" in words_of(block)


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
