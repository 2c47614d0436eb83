"""Days held by each body and unit: who sees whose, what is withheld, and that every figure opens to its rows."""

import re
from html import unescape

import pytest

from tests.web.conftest import Visitor
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

WITHHELD = "不足5件，不显示"


def key_of(kind: str, title: str = "%") -> str:
    sql = "SELECT id FROM subject WHERE kind = %s AND title LIKE %s ORDER BY version LIMIT 1"
    return str(run([(sql, [kind, title])])[0][0][0])


def lines_of(html: str) -> dict[str, list[str]]:
    """The rows of the tables on a page, by the words of their first cell."""
    found = {}
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL):
        name, *cells = (
            unescape(re.sub(r"<[^>]+>", "", cell)).strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        )
        found.setdefault(name, cells)
    return found


def test_the_office_sees_every_body_by_name_and_fewer_than_five_matters_are_withheld(database: str) -> None:
    html = Visitor("office").sees(f"/rounds/{key_of('campaign')}/held")
    lines = lines_of(html)
    names = [name for name, cells in lines.items() if name != "单位、机构"]
    assert names == sorted(names), "by name: not a ranking"
    assert lines["柳塘镇"][:3] == ["14", "7", "7"]
    assert lines["东陂镇"] == [WITHHELD, "—", "—", "—", "—", "—"]
    assert "合计</" not in html, "with a sum, what is withheld could be reckoned"


def test_every_figure_opens_to_as_many_rows(database: str) -> None:
    office = Visitor("office")
    html = office.sees(f"/rounds/{key_of('campaign')}/held")
    links = re.findall(r'<a href="(/rounds/[^"]+/held\?of=[^"]+)">(\d+)</a>', html)
    assert len(links) >= 6
    for href, n in links:
        rows = office.sees(unescape(href))
        assert f"共 {n} 件" in rows, (href, n)


def test_a_row_says_its_matter_its_days_and_whose_time_was_taken_out(database: str) -> None:
    office = Visitor("office")
    unit = key_of("unit", "柳塘镇")
    lines = lines_of(office.sees(f"/rounds/{key_of('campaign')}/held?of={unit}"))
    assert {"到手", "办出", "用时", "扣除", "等谁"} <= set(lines["事项"])
    assert all(
        re.fullmatch(r"\d+（\d+）", cells[0]) for name, cells in lines.items() if name.startswith("问题")
    )
    assert sum(name.startswith("问题") for name in lines) == 12


def test_a_body_with_too_few_matters_opens_to_no_rows(database: str) -> None:
    office = Visitor("office")
    html = office.sees(f"/rounds/{key_of('campaign')}/held?of={key_of('unit', '东陂镇')}")
    assert WITHHELD in html
    assert "/documents/" not in html


def test_a_unit_sees_its_own_days_alone_and_no_complaint_enters_them(database: str) -> None:
    unit = Visitor("unit")
    place = key_of("inspection", "柳塘镇")
    html = unit.sees(f"/inspections/{place}/held")
    lines = lines_of(html)
    assert set(lines) == {"单位、机构", "柳塘镇"}
    assert lines["柳塘镇"][0] == "14"
    assert "第一巡查组" not in html
    assert unit.status(f"/inspections/{place}/held?of={key_of('body', '第一巡查组')}") == 404
    own = unit.sees(f"/inspections/{place}/held?of={key_of('unit', '柳塘镇')}")
    assert "/complaints/" not in own
    assert unit.status(f"/rounds/{key_of('campaign')}/held") == 404, (
        "of a round it does not read nothing is there"
    )


def test_a_team_sees_its_own_days_and_not_those_of_another(database: str) -> None:
    html = Visitor("head").sees(f"/rounds/{key_of('campaign')}/held")
    assert set(lines_of(html)) == {"单位、机构", "第一巡查组"}


def test_the_leading_group_counts_what_it_may_open_and_no_more(database: str) -> None:
    lines = lines_of(Visitor("group").sees(f"/rounds/{key_of('campaign')}/held"))
    assert lines["柳塘镇"][0] == "12", (
        "the problems fed back; the papers between team and unit are not its own"
    )
    assert "第一巡查组" not in lines


def test_the_pages_of_the_round_and_of_the_inspection_lead_there(database: str) -> None:
    for login, kind, title in (
        ("office", "campaign", "%"),
        ("group", "campaign", "%"),
        ("unit", "inspection", "柳塘镇"),
    ):
        plural, key = {"campaign": "rounds", "inspection": "inspections"}[kind], key_of(kind, title)
        assert f'href="/{plural}/{key}/held"' in Visitor(login).sees(f"/{plural}/{key}")


@pytest.mark.parametrize("asked", ["?of=x", "?after=9999999&of=", "?state=none", "?after=%00"])
def test_a_garbled_address_is_no_fault_of_the_product(database: str, asked: str) -> None:
    assert Visitor("office").status(f"/rounds/{key_of('campaign')}/held{asked}") in (200, 404)
