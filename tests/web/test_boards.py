"""The round and the inspections in it: figures that open to their rows, checklists, who is late."""

import re

import pytest

from tests.conftest import connect_django
from tests.web.conftest import Visitor
from xuncha.store.append import run


@pytest.fixture
def database(city: str) -> str:
    connect_django(city)
    return city


def key_of(kind: str, title: str = "%") -> str:
    rows = run(
        [("SELECT id FROM subject WHERE kind = %s AND title LIKE %s ORDER BY version LIMIT 1", [kind, title])]
    )[0]
    return str(rows[0][0])


@pytest.fixture
def office(database: str) -> Visitor:
    return Visitor("office")


def test_every_figure_of_the_round_opens_to_as_many_rows(office: Visitor) -> None:
    html = office.sees(f"/rounds/{key_of('campaign')}")
    figures = re.findall(r'<dd><a href="(/[^"]+)">([\d,]+)<span', html)
    assert len(figures) >= 5
    for href, n in figures:
        listed = office.sees(href.replace("&amp;", "&"))
        assert re.search(rf"(共|>){{0,1}}\s*(<a[^>]*>)?{n}(</a>)?\s*(条|件)", listed), (href, n)


def test_the_round_names_each_unit_its_team_and_where_it_is(office: Visitor) -> None:
    html = office.sees(f"/rounds/{key_of('campaign')}")
    for words in ("柳塘镇", "第一巡查组", "巡查中", "下一个期限", "逾期的"):
        assert words in html


def test_a_late_duty_says_whose_it_is_and_the_office_may_urge(office: Visitor) -> None:
    html = office.sees("/duties?late=1")
    assert "逾期" in html
    assert "duty.urged?duty=" in html


def test_before_entry_the_inspection_is_a_checklist(office: Visitor) -> None:
    html = office.sees(f"/inspections/{key_of('inspection', '石埠街道')}")
    assert "七项准备做齐才能进驻" in html
    assert "7 项里还差 2 项" in html
    assert html.count("✓ 已办") == 5


def test_after_entry_methods_and_talks_are_counted(office: Visitor) -> None:
    html = office.sees(f"/inspections/{key_of('inspection', '市住房保障中心')}")
    assert "12 种里用过 2 种" in html
    assert "还有 1 人没有谈" in html


def test_a_unit_learns_nothing_of_complaints_talks_or_methods_from_its_inspection(database: str) -> None:
    unit = Visitor("unit")
    html = unit.sees(f"/inspections/{key_of('inspection', '柳塘镇')}")
    for words in ("信访件", "用过的方式", "与班子成员谈话", "七项准备"):
        assert words not in html


def test_duties_of_others_are_not_there_for_a_unit(database: str) -> None:
    assert "第一巡查组" not in Visitor("unit").sees("/duties")


def test_a_key_that_is_none_is_no_page(office: Visitor) -> None:
    assert office.status("/duties?campaign=x") == 404
