"""Who works at a unit is told to its own people and to those who lead, run and inspect."""

import pytest

from tests.web.conftest import Visitor
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

LEADERS = ("白景行", "纪云舒")
"""The principal head of 青屏街道 and another of its leadership."""


def unit(title: str) -> str:
    return str(run([("SELECT id FROM subject WHERE kind = 'unit' AND title = %s", [title])])[0][0][0])


def named(login: str, title: str) -> list[str]:
    """Which of the leaders of 青屏街道 the page, paper or table of a unit names."""
    who, page = Visitor(login), f"/units/{unit(title)}"
    table = b"".join(who.client.get(f"{page}.csv")).decode()
    told = who.sees(page) + who.sees(f"{page}/paper") + table
    return [leader for leader in LEADERS if leader in told]


@pytest.mark.parametrize("login", ["unit", "contact", "receiver"])
def test_no_outsider_is_told_who_works_at_another_unit(login: str) -> None:
    assert named(login, "青屏街道") == []


@pytest.mark.parametrize("login", ["office", "director", "group", "head", "member"])
def test_those_who_lead_run_and_inspect_are_told_who_works_at_a_unit(login: str) -> None:
    assert named(login, "青屏街道") == list(LEADERS)


def test_a_unit_is_told_who_works_there() -> None:
    page = Visitor("contact").sees(f"/units/{unit('柳塘镇')}")
    assert [one for one in ("方竹青", "严明礼", "何其安") if one not in page] == []


def test_the_principal_of_a_unit_takes_no_seat_in_another() -> None:
    principal, other = Visitor("unit"), unit("青屏街道")
    [[person]] = run([("SELECT id FROM subject WHERE kind = 'person' AND title = '方竹青'", [])])[0]
    answer = principal.client.post(
        f"/units/{other}/do/seat.filled?kind=contact", {"seat": "contact", "person": str(person)}
    )
    said = answer.content.decode()
    assert "单位的岗位由本单位或者主持巡查的机构任免" in said
    assert "任职的人不能是办理人自己" in said
