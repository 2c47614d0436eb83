"""Tables are opened as offices save them: in the codes of editors here, and as workbooks."""

from datetime import datetime
from pathlib import Path

import pytest
from rustpy_xlsxwriter import write_worksheets

from xuncha.core.first_hour.table import TableFaults
from xuncha.papers.tables import open_table

LINES = '编号,内容\r\nH1,"第一行\r\n第二行，𬭸"\r\n\r\nH2,喆\r\n'


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_code_that_editors_save_here(tmp_path: Path, code: str) -> None:
    place = tmp_path / "letters.csv"
    place.write_bytes(LINES.encode(code))
    rows = list(open_table(place).rows())
    assert [(row.number, row.cells) for row in rows if not row.is_blank] == [
        (1, ("编号", "内容")),
        (2, ("H1", "第一行\r\n第二行，𬭸")),
        (4, ("H2", "喆")),
    ]


def test_cells_between_tabs_are_read_too(tmp_path: Path) -> None:
    place = tmp_path / "letters.txt"
    place.write_text("编号\t标题\nH1\t路灯, 东街\n", encoding="utf-8")
    assert list(open_table(place).rows())[1].cells == ("H1", "路灯, 东街")


def test_a_workbook_gives_its_sheets_and_the_numbers_shown_beside_the_rows(tmp_path: Path) -> None:
    place = tmp_path / "letters.xlsx"
    noon = datetime(2011, 12, 7, 12)  # noqa: DTZ001 - a cell of a spreadsheet has no zone
    write_worksheets([("来信", [{"编号": "H1", "日期": noon}]), ("来电", [{"编号": "C1"}])], str(place))
    file = open_table(place)
    assert file.sheets == ("来信", "来电")
    assert [(row.sheet, row.number, row.cells) for row in file.rows("来信")] == [
        ("来信", 1, ("编号", "日期")),
        ("来信", 2, ("H1", noon)),
    ]


def test_the_same_bytes_have_the_same_digest_under_any_name(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(LINES, encoding="utf-8")
    assert open_table(tmp_path / "a.csv").digest == open_table(tmp_path / "b.csv").digest


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04 no workbook at all", "表格打不开，可能已经损坏；请重新另存为 XLSX 或者 CSV"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xff", "这不是文字表格；请另存为 CSV（UTF-8）或者 XLSX"),
        (b"\xff\xff\xff,\x80", "这不是文字表格；请另存为 CSV（UTF-8）或者 XLSX"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    place = tmp_path / "letters.csv"
    place.write_bytes(content)
    with pytest.raises(TableFaults) as faults:
        open_table(place)
    assert [fault.of("zh") for fault in faults.value.faults] == [reason]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableFaults, match=r"there is no file .*none\.csv"):
        open_table(tmp_path / "none.csv")


def test_a_quote_left_open_is_found_by_its_row(tmp_path: Path) -> None:
    place = tmp_path / "letters.csv"
    place.write_text('编号,内容\nH1,"没有收尾\n' + "H2,长\n" * 400_000, encoding="utf-8")
    with pytest.raises(TableFaults, match="it cannot be read from row 2 on"):
        list(open_table(place).rows())
