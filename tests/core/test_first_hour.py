"""Tables of units and people as they are pasted in an office's first hour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.first_hour.parties import Party, may_go_on, seats_in, standing_bodies
from xuncha.core.first_hour.people import PersonLine, read_people
from xuncha.core.first_hour.table import TableFaults
from xuncha.core.first_hour.units import UnitLine, read_units
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme

SCHEME = read_scheme(
    """
[scheme]
id = "small"
zh = "小办法"
en = "Small measures"
[roles.office]
zh = "巡查办"
en = "Office"
body = "office"
may = ["person.registered", "seat.filled"]
[roles.director]
zh = "巡查办主任"
en = "Director of the office"
body = "office"
seat = "director"
max = 1
[roles.head]
zh = "巡查组组长"
en = "Team head"
body = "team"
seat = "head"
[roles.unit]
zh = "被巡查单位"
en = "Unit"
body = "unit"
[roles.principal]
zh = "单位一把手"
en = "Principal"
body = "unit"
seat = "principal"
max = 1
[roles.police]
zh = "市公安局"
en = "Police"
body = "receiver"
function = "police"
[roles.concerned]
zh = "相关单位"
en = "Unit concerned"
body = "receiver"
[roles.founder]
zh = "筹建人"
en = "Founder"
body = "founder"
[lists.body_kinds]
zh = "机构"
en = "Bodies"
[lists.body_kinds.values]
office = { zh = "巡查办", en = "Office", part = "runs" }
team = { zh = "巡查组", en = "Team", part = "inspects" }
receiver = { zh = "受理移交单位", en = "Receiver" }
[lists.seats]
zh = "岗位"
en = "Seats"
[lists.seats.values]
director = { zh = "主任", en = "Director" }
clerk = { zh = "经办", en = "Clerk" }
head = { zh = "组长", en = "Head" }
principal = { zh = "主要负责人", en = "Principal head" }
contact = { zh = "联络员", en = "Contact" }
[lists.unit_kinds]
zh = "单位类别"
en = "Kinds of units"
[lists.unit_kinds.values]
town = { zh = "镇（街道）", en = "Town" }
village = { zh = "村（居）", en = "Village" }
""",
    "small.toml",
)
PARTIES = (*standing_bodies(SCHEME), Party("柳塘镇", "unit"), Party("柳塘村", "unit"))
CLERK = "林若舟,巡查办,经办\n"


def unit_faults(text: str, **more: tuple[str, ...]) -> list[str]:
    with pytest.raises(TableFaults) as raised:
        read_units(text, SCHEME, **more)
    return [fault.of("zh") for fault in raised.value.faults]


def people_faults(text: str, **more: object) -> list[str]:
    with pytest.raises(TableFaults) as raised:
        read_people(text, SCHEME, PARTIES, **more)  # type: ignore[arg-type]
    return [fault.of("zh") for fault in raised.value.faults]


# ---------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    "text",
    [
        "柳塘镇\ttown\n柳塘村\tvillage\t柳塘镇\n",
        "柳塘镇,镇（街道）\r\n柳塘村,村（居）,柳塘镇\r\n",
        "\ufeff名称,类型,上级\n柳塘镇,镇(街道),\n柳塘村,Village,柳塘镇",
        "上级单位\t单位名称\t类别\n\t柳塘镇\tＴｏｗｎ\n\n柳塘镇\t 柳塘村 \tvillage\n",
        '名称，类型，上级\n柳塘镇，镇（街道）\n"柳塘村"，村（居），柳塘镇',
    ],
)
def test_units_are_read_from_tabs_commas_headings_and_full_width(text: str) -> None:
    rows = read_units(text, SCHEME).rows
    assert [(row.title, row.kind, row.parent) for row in rows] == [
        ("柳塘镇", "town", ""), ("柳塘村", "village", "柳塘镇"),
    ]  # fmt: skip


def test_a_parent_named_further_down_comes_first() -> None:
    rows = read_units("柳塘村,village,柳塘镇\n柳塘镇,town\n", SCHEME).rows
    assert rows == (UnitLine(2, "柳塘镇", "town", ""), UnitLine(1, "柳塘村", "village", "柳塘镇"))


def test_a_unit_registered_earlier_may_stand_above() -> None:
    assert read_units("柳塘村,village,柳塘镇", SCHEME, ("柳塘镇",)).rows[0].parent == "柳塘镇"


def test_a_column_of_another_name_is_left_out_and_named() -> None:
    table = read_units("名称,类型,电话\n柳塘镇,town,1", SCHEME)
    assert (len(table.rows), table.ignored) == (1, ("电话",))


def test_an_empty_table_has_no_units() -> None:
    assert read_units(" \n\t\n", SCHEME).rows == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("柳塘镇,镇街", "第 1 行：没有“镇街”这一类单位，可写：镇（街道）"),
        ("名称,类型\n柳塘镇,", "第 2 行：没有写类型"),
        ("名称,上级\n柳塘镇,", "第 1 行：表头缺“类型”一栏"),
        ("名称,类型,单位\n柳塘镇,town,x", "第 1 行：表头有两栏“名称”"),
        ("柳塘镇,town,,1", "第 1 行：有 4 栏，最多 3 栏，依次是：名称、类型、上级"),
        ("柳塘镇,town\n柳塘镇,town", "第 2 行：“柳塘镇”与第 1 行同名，请写全称加以区别"),
        ("柳塘村,village,柳堂镇\n柳塘镇,town", "第 1 行：没有上级单位“柳堂镇”，可写：柳塘镇"),
        ("甲村,village,甲村", "第 1 行：“甲村”的上级绕了一圈，又回到它自己"),
        ("x" * 301 + ",town", "第 1 行：有一格超过 300 字"),
        ("柳塘镇,town\n" * 5_001, "一共 5,002 行，最多 5,000 行；是不是选错了文件？"),
    ],
)
def test_a_wrong_line_of_units_is_named_with_what_would_be_right(text: str, said: str) -> None:
    assert unit_faults(text) == [said]


def test_a_unit_has_neither_the_name_of_a_registered_one_nor_of_a_body() -> None:
    assert unit_faults("柳塘镇,town\n巡查办,town", known=("柳塘镇",), bodies=("巡查办",)) == [
        "第 1 行：“柳塘镇”已经登记过", "第 2 行：“巡查办”已经登记过",
    ]  # fmt: skip


def test_every_wrong_line_is_told_at_once_in_both_languages() -> None:
    with pytest.raises(TableFaults) as raised:
        read_units("甲,city\n乙,town,丙", SCHEME)
    assert [fault.of("en") for fault in raised.value.faults] == [
        "line 1: there is no kind of unit “city”; write for example: Town, Village",
        "line 2: there is no unit “丙” above it; write for example: 甲",
    ]


@given(st.text(max_size=200))
def test_whatever_is_pasted_gives_units_or_faults(text: str) -> None:
    try:
        rows = read_units(text, SCHEME).rows
    except TableFaults:
        return
    assert all(row.title and row.kind in ("town", "village") for row in rows)


# ---------------------------------------------------------------------------------------------- people


def test_people_are_read_with_their_posts() -> None:
    text = (
        "姓名\t岗位\t单位\t班子成员\t账号\n林若舟\t主任\t巡查办\t是\t\n方竹青\t单位一把手\t柳塘镇\t否\tFang\n"
    )
    assert read_people(text, SCHEME, PARTIES).rows == (
        PersonLine(2, "林若舟", "巡查办", "director", True, "林若舟", ""),
        PersonLine(3, "方竹青", "柳塘镇", "principal", False, "fang", ""),
    )


def test_one_account_in_two_lines_is_one_person_with_two_posts() -> None:
    rows = read_people("许知微,巡查办,经办,,xu\n许知微,柳塘村,联络员,,xu", SCHEME, PARTIES).rows
    assert [row.account for row in rows] == ["xu", "xu"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("方竹青,柳糖镇,联络员", "第 2 行：没有“柳糖镇”这个机构或者单位，可写：柳塘镇"),
        ("方竹青,柳塘镇,组长", "第 2 行：柳塘镇没有“组长”这个岗位，可写：经办、主要负责人、联络员"),
        ("方竹青,柳塘镇,", "第 2 行：没有写岗位"),
        ("方竹青,柳塘镇,联络员,也许", "第 2 行：“班子成员”一栏写着“也许”，请写“是”或者“否”"),
        ("方,柳塘镇,联络员", "第 2 行：“方”不能作账号，请在账号栏写一个 2 到 60 字的"),
        ("方竹青,柳塘镇,联络员,,林若舟", "第 2 行：账号“林若舟”在第 1 行是林若舟的，请另写一个"),
        (
            "林若舟,柳塘镇,联络员",
            "第 2 行：“林若舟”在第 1 行也有。同一个人兼两职，两行写同一个账号；同名的两个人，各写一个账号",
        ),
        (
            "方竹青,柳塘镇,主要负责人\n高望岚,柳塘镇,主要负责人",
            "第 3 行：柳塘镇的“主要负责人”只有 1 个，前面已经有人",
        ),
        ("方竹青,柳塘镇,联络员,,,外地", "第 2 行：没有原单位“外地”，可写：柳塘镇、柳塘村"),
        ("方竹青,柳塘镇,联络员,,,市公安局", "第 2 行：没有原单位“市公安局”，可写：柳塘镇、柳塘村"),
    ],
)
def test_a_wrong_line_of_people_is_named_with_what_would_be_right(text: str, said: str) -> None:
    assert people_faults(CLERK + text) == [said]


def test_an_account_given_earlier_is_taken() -> None:
    assert people_faults(CLERK, taken=("林若舟",)) == ["第 1 行：账号“林若舟”已经有人用，请在账号栏另写一个"]


def test_someone_must_be_able_to_register_the_others() -> None:
    said = "还没有人能往下办：请至少写一个在“巡查办”任职的人，由他登记其他人员"
    assert people_faults("方竹青,柳塘镇,联络员") == [said]
    assert people_faults("") == [said]
    assert read_people("方竹青,柳塘镇,联络员", SCHEME, PARTIES, must_go_on=False).rows


@given(st.text(alphabet='林若舟巡查办经柳塘镇,\t\n是"一 x', max_size=80))
def test_whatever_is_pasted_gives_people_or_faults(text: str) -> None:
    try:
        rows = read_people(text, SCHEME, PARTIES).rows
    except TableFaults:
        return
    assert any(may_go_on(SCHEME, Party(row.place, "office"), row.seat) for row in rows)


# ---------------------------------------------------------------------------------------------- bodies


def test_the_bodies_of_the_first_hour_are_those_the_regulation_names() -> None:
    assert standing_bodies(SCHEME) == (Party("巡查办", "office"), Party("市公安局", "receiver", "police"))


def test_a_unit_has_no_seat_that_belongs_to_a_team() -> None:
    assert list(seats_in(SCHEME, Party("柳塘镇", "unit"))) == ["clerk", "principal", "contact"]


def test_where_roles_name_every_seat_there_are_no_others() -> None:
    assert list(seats_in(SCHEME, Party("一组", "team"))) == ["head"]


def test_a_scheme_without_lists_takes_kinds_and_seats_as_typed() -> None:
    bare = Scheme("bare", SCHEME.text, {}, "", SCHEME.roles, {}, (), {}, {}, {}, {}, {}, (), ())
    assert read_units("柳塘镇,任意", bare).rows[0].kind == "任意"
    assert read_people("林若舟,巡查办,值班员", bare, standing_bodies(bare)).rows[0].seat == "值班员"
