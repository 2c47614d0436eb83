"""What the Wuhan regulation wants to be seen: teams, places, goals and publicity of the round, what a problem lacks."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.wuhan.city import City, entered, gathered, handed_over, solved
from tests.web.through_pages import Through

pytestmark = pytest.mark.usefixtures("pages")

clause = pytest.mark.clause


def round_of(city: City) -> str:
    return f"/rounds/{city.keys['round']}"


def table(who: Through, address: str, title: str) -> list[list[str]]:
    """The rows of the table under a heading, as somebody reads them."""
    from tests.web.tables import rows_under

    return rows_under(who.html(address), title)


@clause("wuhan-1-5", effect="shown")
def test_open_problems_stand_by_place_and_unit_and_open_to_their_list() -> None:
    city = handed_over().find()
    city.enrol("village", "second", area="@district1")
    with city.desk("office/clerk") as clerk:
        rows = table(clerk, round_of(city), "各地各单位没有解决的问题")
        assert rows == [["第1区委", "云溪街道", "2", "2"], ["第1区委", "柳塘社区", "0", "0"]]
        listed = clerk.lists(
            "findings", campaign=str(city.keys["round"]), inspection=str(city.keys["inspection"])
        )
        assert "过渡费没有发放" in listed
        assert "窗口推诿" in listed
    city.rectify().close_out()
    with city.desk("office/clerk") as clerk:
        assert table(clerk, round_of(city), "各地各单位没有解决的问题")[0] == [
            "第1区委",
            "云溪街道",
            "1",
            "2",
        ]


@clause("wuhan-1-13", effect="shown")
@clause("wuhan-1-14", effect="shown")
def test_the_half_years_show_what_was_resolved_and_what_was_gone_back_to() -> None:
    city = solved()
    city.play.on(date(2017, 9, 4))
    city.evaluate().revisit("problem").revisit("case", passed=False)
    city.do("office/clerk", "matter.rehandled", {"owner": "@team1"}, subject="case")
    with city.desk("office/clerk") as clerk:
        page = clerk.reads(round_of(city))
        first = table(clerk, round_of(city), "前半年登记和化解的积案")
        second = table(clerk, round_of(city), "后半年重启的和回访过的")
    assert "2017年2月27日至2017年8月27日，目标期" in page
    assert "2017年8月28日至2018年2月28日，目标期" in page
    assert [row[1] for row in first] == ["1", "0", "1"]
    assert "拆迁过渡费积案" in first[2][2]
    assert [row[1] for row in second] == ["1", "0", "2"]
    assert "过渡费没有发放" in second[2][2]


@clause("wuhan-3-15", effect="shown")
@clause("wuhan-6-1", effect="shown")
def test_the_office_sees_all_fifteen_teams_by_stage_problems_and_what_is_owed() -> None:
    city = handed_over().find().dispose("inaction", "found")
    city.draft_referral("accountability", "accountability", of="found")
    city.do("team1/head", "referral.sent", {}, subject="referral")
    city.ask("follow_up", by="supervision/clerk", to="team1", within="round", due="2017-03-07")
    city.play.on(date(2017, 3, 9))
    with city.desk("office/clerk") as clerk:
        rows = table(clerk, round_of(city), "15 个组走到哪一步")
        page = clerk.reads(round_of(city))
        owed = clerk.reads(f"/duties?campaign={city.keys['round']}&owner={city.keys['team1']}&late=1")
        office = clerk.reads(f"/duties?campaign={city.keys['round']}&owner={city.keys['accountability']}")
    assert [row[0] for row in rows] == [f"第{n}巡查组" for n in range(1, 16)]
    first, second = rows[:2]
    assert first[1] == "第1区委"
    assert "云溪街道：" in first[2]
    assert first[3:5] == ["2", "2"]
    assert first[6] == "1"
    assert "答复督办" in owed
    assert second[1:5] == ["第2区委", "还没有分派单位", "0", "0"]
    below = page.partition("各组和各单位手上的事")[2]
    for body in ("市作风巡查办", "第2区委", "云溪街道", "看全部待办"):
        assert body in below, body
    assert "市治庸问责办" in office, "what the page cut off stands in the list it leads to"


@clause("wuhan-5-15", effect="shown")
def test_a_problem_shows_whether_it_has_its_field_evidence_cause_and_way_out() -> None:
    city = entered()
    address = f"/findings/{city.keys['problem']}"
    title = "这个问题齐不齐"
    with city.desk("team1/staff") as member:
        rows = dict(tuple(row) for row in table(member, address, title))
    assert rows == {"领域": "征地补偿不到位", "证据": "还没有", "原因": "还没有", "去向": "还没有"}
    city.analyse("problem").dispose("work")
    paper = {
        "what": "补偿协议",
        "dated": "2014-05-20",
        "file": {"number": "协议3号", "place": "街道", "keeper": "何其安"},
    }
    city.do("team1/staff", "evidence.added", paper, subject="problem")
    with city.desk("office/clerk") as clerk:
        rows = dict(tuple(row) for row in table(clerk, address, title))
    assert "还没有" not in rows.values()


@clause("wuhan-6-22", effect="shown")
def test_publicity_stands_by_district_and_districts_without_any_are_seen() -> None:
    city = gathered()
    told: dict[str, Any] = {
        "medium": "press",
        "outlet": "江城日报",
        "on": city.today,
        "district": "@district1",
    }
    city.do("office/clerk", "publicity.recorded", told, subject="round")
    city.do("office/clerk", "publicity.recorded", told | {"medium": "broadcast"}, subject="round")
    with city.desk("office/clerk") as clerk:
        rows = table(clerk, round_of(city), "各区宣传报道一览，没有的看得出")
    assert len(rows) == 15
    assert rows[0][:3] == ["第1区委", "2", "报刊、广播电视"]
    assert rows[1][:3] == ["第2区委", "0", "还没有"]


def test_a_team_finds_the_way_to_check_the_round_of_its_district() -> None:
    city = entered()
    opened = {"kind": "district_round", "title": "第1区巡查", "starts_on": city.today}
    city.do("district1/clerk", "campaign.opened", opened, name="own")
    with city.desk("team1/head") as head:
        way = "begin/check.recorded"
        assert way in head.html(f"/rounds/{city.keys['own']}")
        assert way not in head.html(round_of(city))
        assert "指导检查区里的巡查" in head.reads(f"/rounds/{city.keys['own']}/{way}")
