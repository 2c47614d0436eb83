"""A table of complaints is read by its headings; what cannot be read is named by its place, never repeated."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from xuncha.core.first_hour.table import TableFaults
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.core.tables.cell import Cell, CellFault, SourceRow, day_of
from xuncha.core.tables.columns import (
    ColumnMap,
    Heading,
    chosen,
    find_heading,
    is_petitioner,
    refuse_wordless,
    suggested,
    with_sealed,
)
from xuncha.core.tables.constants import read_constants
from xuncha.core.tables.letter import (
    Letter,
    RowProblem,
    Setting,
    Source,
    apart_digest,
    content_digest,
    first_sentence,
    read_letter,
    source_key,
    source_of,
    units_by_name,
)

TODAY = date(2026, 9, 29)
TOWN = UUID(int=7)
SCHEME = """
[scheme]
id = "s"
zh = "办法"
en = "Scheme"
[lists.channels]
zh = "渠道"
en = "Channels"
open = true
[lists.channels.values]
letter = { zh = "来信", en = "Letter" }
phone = { zh = "来电", en = "Call" }
[lists.modes_of_report]
zh = "反映方式"
en = "Modes"
[lists.modes_of_report.values]
open = { zh = "实名", en = "Named" }
confidential = { zh = "要求保密", en = "Confidential" }
[lists.intakes]
zh = "来件类别"
en = "Kinds"
[lists.intakes.values]
report = { zh = "信访举报", en = "Report" }
"""


def scheme() -> Scheme:
    return read_scheme(SCHEME, "s")


def heading(*names: str) -> Heading:
    found = find_heading([SourceRow("", 1, names)])
    assert found is not None
    return found


def read(names: str, *cells: Cell, **constants: str) -> tuple[Letter | None, tuple[RowProblem, ...]]:
    columns = suggested(heading(*names.split()))
    setting = Setting(columns, constants, scheme(), units_by_name({TOWN: "柳塘镇"}), TODAY)
    return read_letter(SourceRow("表一", 12, cells), setting)


def fields(names: str, *cells: Cell) -> dict[str, Any]:
    letter, problems = read(names, *cells)
    assert letter is not None, problems
    return dict(letter.fields)


def problem(names: str, *cells: Cell) -> str:
    letter, problems = read(names, *cells)
    assert letter is None
    return problems[0].of("zh") + "\n" + problems[0].of("en")


# ---------------------------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    "cell",
    [
        "2011-12-07", "2011/12/7 9:36:58", "2011.12.7", "2011年12月7日", "2011年12月7日 上午9时36分", "２０１１－１２－０７",
        "20111207", "2011-12-07T09:36:58+08:00", "2011-12-07 星期三", "2011\\12\\7", 40884, 40884.5, date(2011, 12, 7),
        datetime(2011, 12, 7, 9, 36),  # noqa: DTZ001 - a cell of a spreadsheet has no zone
        " 2011-12-7 ",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_it_is_written(cell: Cell) -> None:
    assert day_of(cell, TODAY) == date(2011, 12, 7)


@pytest.mark.parametrize("cell", ["", None, "  ", "\u3000"])
def test_an_empty_day_is_none(cell: Cell) -> None:
    assert day_of(cell, TODAY) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("去年冬天", "日期看不懂，请写成 2026-09-29"),
        ("7/12/2011", "日期看不懂，请写成 2026-09-29"),
        ("11-12-7", "日期看不懂，请写成 2026-09-29"),
        ("2011-12-7 及以后", "日期看不懂，请写成 2026-09-29"),
        ("2011-02-30", "没有这一天，请核对"),
        ("2026-09-30", "日期还没有到，请核对"),
        ("1911-10-10", "日期太早，请核对"),
        (12, "日期看不懂，请写成 2026-09-29"),
        (True, "日期看不懂，请写成 2026-09-29"),
    ],
)
def test_what_is_no_day_says_why(cell: Cell, reason: str) -> None:
    with pytest.raises(CellFault) as fault:
        day_of(cell, TODAY)
    assert fault.value.text.zh == reason


# ---------------------------------------------------------------------------------------------- columns


def test_the_headings_suggest_what_the_columns_hold() -> None:
    found = suggested(heading("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "一级标签", "备注"))
    assert found.places == {"source_id": 0, "subject": 2, "written_on": 3, "extract": 4, "category": 5}
    assert (found.petitioner_columns, found.unused) == (("留言用户",), ("备注",))


def test_a_title_above_the_heading_is_passed_over() -> None:
    rows = [
        SourceRow("", 1, ("2015年信访台账", None, None)),
        SourceRow("", 2, (None, None, None)),
        SourceRow("", 3, ("编号", "标题", "内容")),
        SourceRow("", 4, ("1", "路灯", "不亮")),
    ]
    found = find_heading(rows)
    assert found is not None
    assert (found.row, found.names) == (3, ("编号", "标题", "内容"))


def test_a_column_without_a_name_or_with_a_double_one_goes_by_its_letter() -> None:
    found = heading("标题", "内容", "内容", "")
    assert found.names == ("标题", "内容 B", "内容 C", "栏 D")
    assert chosen(found, ["C=extract", "标题=subject"]).places == {"extract": 2, "subject": 0}


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ("正文=extract", "表里没有“正文”这一栏，可写：标题、内容、姓名"),
        ("内容=body", "没有“body”这一项，可写："),
        ("姓名=subject", "“姓名”写的是来件人，不能作为“主题”导入；如果不是，请先改表头"),
    ],
)
def test_a_wrong_column_is_named_with_what_would_be_right(pair: str, reason: str) -> None:
    with pytest.raises(TableFaults) as faults:
        chosen(heading("标题", "内容", "姓名"), [pair])
    assert faults.value.faults[0].of("zh").startswith(reason)


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(TableFaults, match="two columns are given for extract"):
        chosen(heading("标题", "内容"), ["标题=extract", "内容=extract"])


def test_a_column_can_be_said_to_name_the_petitioner() -> None:
    assert chosen(heading("标题", "谁写的"), ["标题=subject", "谁写的=petitioner"]).petitioner_columns == (
        "谁写的",
    )


@pytest.mark.parametrize(
    "word",
    ["姓名", "投诉人姓名（必填）", "联系人电话", "身份证号", "家庭住址", "来信人地址", "ID Number", "Phone"],
)
def test_a_heading_that_names_somebody_or_says_how_to_reach_them_is_the_petitioners(word: str) -> None:
    assert is_petitioner(word)


@pytest.mark.parametrize(
    "word", ["被反映人姓名", "承办单位联系电话", "问题地址", "来访人数", "电话记录", "主题"]
)
def test_a_heading_of_somebody_else_or_of_the_matter_is_not(word: str) -> None:
    assert not is_petitioner(word)


def test_a_column_is_sealed_by_its_name_or_letter_whatever_its_heading_suggests() -> None:
    found = with_sealed(suggested(heading("标题", "姓名", "来源", "谁写的")), ["谁写的", "C"], is_said=False)
    assert found.places == {"subject": 0}
    assert found.sealed_columns == ("谁写的", "来源")
    assert found.dropped_columns == ("姓名",)
    assert found.as_told() == {"subject": "标题", "petitioner": "sealed, dropped"}
    assert found.all_sealed().as_told()["petitioner"] == "sealed"
    assert suggested(heading("标题")).as_told() == {"subject": "标题"}


def test_an_unknown_column_is_not_sealed_nor_one_that_was_said_to_be_read() -> None:
    said = chosen(heading("标题", "来源"), ["标题=subject", "来源=channel"])
    with pytest.raises(TableFaults) as faults:
        with_sealed(said, ["来源", "住址"], is_said=True)
    first, second = (fault.of("zh") for fault in faults.value.faults)
    assert first == "“来源”已经作为“渠道”导入，不能同时封存"
    assert second.startswith("表里没有“住址”这一栏")


def test_what_is_sealed_is_no_field_has_a_digest_of_its_own_and_is_not_shown_with_the_letter() -> None:
    columns = with_sealed(suggested(heading("标题", "姓名", "电话")), ["姓名", "电话"], is_said=False)
    first, problems = read_letter(SourceRow("", 2, ("路灯", "无名", 13800000000)), of(columns))
    assert problems == ()
    assert first is not None
    assert first.apart == (("姓名", "无名"), ("电话", "13800000000"))
    assert set(first.fields) == {"subject"}
    assert "无名" not in repr(first)
    other, _ = read_letter(SourceRow("", 2, ("路灯", "别人", "")), of(columns))
    assert other is not None
    assert content_digest(TOWN, first, {}) == content_digest(TOWN, other, {})
    assert apart_digest(TOWN, first) != apart_digest(TOWN, other)
    assert apart_digest(TOWN, first) != apart_digest(uuid4(), first), "equal petitioners are not known by it"
    assert read_letter(SourceRow("", 2, ("", "无名", "1")), of(columns)) == (None, ())


def test_what_is_too_long_to_be_sealed_is_named_by_its_column_and_not_repeated() -> None:
    columns = with_sealed(suggested(heading("标题", "姓名")), ["姓名"], is_said=False)
    letter, [problem] = read_letter(SourceRow("", 2, ("路灯", "名" * 301)), of(columns))
    assert letter is None
    assert problem.of("zh") == "第 2 行，姓名：太长：现有 301 字，最多 300 字"


def of(columns: ColumnMap) -> Setting:
    return Setting(columns, {}, scheme(), {}, TODAY)


def test_a_table_without_subject_and_text_is_refused_with_its_columns() -> None:
    with pytest.raises(TableFaults) as faults:
        refuse_wordless(suggested(heading("甲", "乙")))
    assert faults.value.faults[0].of("zh") == (
        "没有一栏对应“主题”或“内容”。请写明，例如 --map 栏名=extract。表里有：甲、乙"
    )


# ---------------------------------------------------------------------------------------------- rows


def test_a_row_becomes_the_fields_of_a_complaint() -> None:
    letter, _ = read(
        "编号 标题 内容 单位 来信日期 姓名",
        12.0,
        "路灯",
        "第一行\r\n第二行",
        " 柳 塘镇",
        42000,
        "无名",
        kind="report",
    )
    assert letter is not None
    assert letter.fields == {
        "kind": "report", "source_id": "12", "subject": "路灯", "extract": "第一行\n第二行", "written_on": "2014-12-27",
    }  # fmt: skip
    assert (letter.unit, letter.sheet, letter.row) == (TOWN, "表一", 12)


def test_a_row_that_says_nothing_is_neither_a_letter_nor_a_problem() -> None:
    assert read("编号 标题 姓名", "", None, "无名") == (None, ())


def test_a_short_row_lacks_its_last_cells() -> None:
    assert fields("标题 内容", "路灯") == {"subject": "路灯"}


def test_a_channel_is_read_by_its_word_or_kept_as_another() -> None:
    assert fields("标题 渠道", "路灯", "来电")["channel"] == "phone"
    assert fields("标题 渠道", "路灯", "12345热线")["channel"] == "other:12345热线"


def test_a_mode_that_is_in_no_list_is_a_problem() -> None:
    assert problem("标题 反映方式", "路灯", "保密吗") == (
        "表一 第 12 行，反映方式：没有这个选项，可写：实名、要求保密\n"
        "表一 row 12, 反映方式: No such choice; write one of: Named, Confidential"
    )


def test_a_subject_is_borrowed_from_the_text_where_there_is_none() -> None:
    letter, _ = read("标题 内容", "", "路灯三个月不亮。请修。")
    assert letter is not None
    assert (letter.fields["subject"], letter.has_borrowed_subject) == ("路灯三个月不亮", True)
    assert len(first_sentence("长" * 100)) == 40


def test_a_problem_never_repeats_the_cell() -> None:
    said = problem("标题 单位", "秘密", "某某某家") + problem("标题 内容", "秘" * 301, "")
    assert "某某某家" not in said
    assert "秘" not in said
    assert "太长：现有 301 字，最多 300 字" in said


def test_a_name_that_two_units_share_is_no_name() -> None:
    assert units_by_name({uuid4(): "卫生院", uuid4(): "卫 生院"}) == {}


# ---------------------------------------------------------------------------------------------- known again


def letter(**more: Any) -> Letter:
    told = {
        "sheet": "",
        "row": 2,
        "source_id": "",
        "fields": {"subject": "路灯"},
        "unit": None,
        "received_on": None,
    }
    return Letter(**(told | more))  # type: ignore[arg-type]


def test_a_row_is_known_by_its_number_wherever_it_stands() -> None:
    campaign = uuid4()
    one, other = letter(source_id="H1"), letter(source_id="H1", row=9)
    september, october = source_of("热线-2015-09.xlsx"), source_of("热线-2015-10.xlsx")
    assert source_key(campaign, one, september) == source_key(campaign, other, october)
    assert source_key(campaign, one, september) != source_key(uuid4(), one, september)


def test_a_number_is_one_only_within_its_source() -> None:
    campaign, one = uuid4(), letter(source_id="1")
    sources = (source_of("来信.xlsx"), source_of("热线.xlsx"), source_of("来信.xlsx", "信访局"))
    assert len({source_key(campaign, one, source) for source in sources}) == 3


def test_a_row_without_a_number_is_known_by_file_sheet_and_row() -> None:
    campaign = uuid4()
    files = (source_of("c1.csv"), source_of("c2.csv"))
    assert len({source_key(campaign, letter(row=row), file) for row in (2, 3) for file in files}) == 4


def test_a_source_is_named_or_taken_from_the_files_name() -> None:
    assert source_of("热线工单 2015年9月30日 副本.xlsx") == Source(
        "热线工单", "热线工单2015年9月30日副本.xlsx"
    )
    assert source_of("letters.csv", " 信访局 ") == Source("信访局", "信访局")
    assert source_of("20150930.csv").numbers == ""


def test_equal_letters_of_different_complaints_have_unequal_digests() -> None:
    assert content_digest(uuid4(), letter(), {}) != content_digest(uuid4(), letter(), {})


# ---------------------------------------------------------------------------------------------- constants


def columns(*names: str) -> ColumnMap:
    return suggested(heading(*names))


def test_what_is_the_same_in_every_row_is_said_by_word_or_code() -> None:
    assert read_constants(["channel=来信", "category=路政"], scheme(), columns("标题")) == {
        "channel": "letter", "category": "路政", "kind": "report",
    }  # fmt: skip
    assert read_constants(["channel=other:热线"], scheme(), columns("标题"))["channel"] == "other:热线"


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([], "表里没有一栏写明渠道，请用 --set channel=… 写明：来信、来电、other:其他名称"),
        (["channel=飞鸽"], "渠道没有“飞鸽”这个选项，可写：来信、来电、other:其他名称"),
        (["chanel=letter", "channel=letter"], "没有“chanel”这一项，可写：channel"),
    ],
)
def test_a_wrong_constant_is_refused_with_its_choices(pairs: list[str], reason: str) -> None:
    with pytest.raises(TableFaults) as faults:
        read_constants(pairs, scheme(), columns("标题"))
    assert faults.value.faults[0].of("zh").startswith(reason)


def test_a_channel_column_needs_no_constant() -> None:
    assert "channel" not in read_constants([], scheme(), columns("标题", "渠道"))
