"""A workbook that would fill the memory is refused in a sentence before anything opens it."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from rustpy_xlsxwriter import write_worksheets

from xuncha.core.first_hour.table import TableFaults
from xuncha.papers import tables, workbook_size
from xuncha.papers.tables import open_table

TOO_LARGE = "表格展开以后超过 512 MB，没有读；请拆成几个小表，或者另存为 CSV"
DAMAGED = "表格打不开，可能已经损坏；请重新另存为 XLSX 或者 CSV"
SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """An honest workbook."""
    place = tmp_path / "letters.xlsx"
    write_worksheets([("来信", [{"编号": "H1", "主题": "路灯不亮"}])], str(place))
    return place


@pytest.fixture(autouse=True)
def nobody_opens_it(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """What is refused never comes as far as the reader of workbooks."""
    if "refused" in request.node.name:
        monkeypatch.setattr(tables, "load_workbook", lambda _: pytest.fail("it was opened"))


def with_sheet(letters: Path, sheet: bytes, *, padding: int = 0) -> Path:
    """The workbook with another first sheet, and so many bytes of blanks after it."""
    made = letters.with_name("made.xlsx")
    with zipfile.ZipFile(letters) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != "xl/worksheets/sheet1.xml":
                new.writestr(one, old.read(one))
        with new.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(sheet)
            for _ in range(padding >> 20):
                part.write(b" " * (1 << 20))
    return made


def why(place: Path) -> str:
    with pytest.raises(TableFaults) as refused:
        open_table(place)
    return refused.value.faults[0].text.zh


def test_an_honest_workbook_is_read(letters: Path) -> None:
    assert [row.cells for row in open_table(letters).rows()][1] == ("H1", "路灯不亮")


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(letters: Path) -> None:
    bomb = with_sheet(letters, SHEET.format("").encode(), padding=600 << 20)
    assert bomb.stat().st_size < 2 << 20
    tracemalloc.start()
    assert why(bomb) == TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 64 << 20
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_refused(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_size, "MOST_UNPACKED", 8 << 20)
    bomb = with_sheet(letters, SHEET.format("").encode(), padding=9 << 20)
    data = bomb.read_bytes()
    with zipfile.ZipFile(bomb) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    assert data.count(size.to_bytes(4, "little")) >= 1
    bomb.write_bytes(data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with zipfile.ZipFile(bomb) as packed:
        assert sum(part.file_size for part in packed.infolist()) < 1 << 20
    assert why(bomb).startswith("表格展开以后超过")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "1,048,576 行 × 16,384 列"),
        ("<row r='1'>" + "<c/>" * 100 + "</row><row r='1000000'><c><v>1</v></c></row>", "1,000,000 行 × 100 列"),
    ],
)  # fmt: skip
def test_two_cells_in_far_corners_are_refused(letters: Path, cells: str, said: str) -> None:
    sheet = SHEET.format(cells).encode()
    assert (
        why(with_sheet(letters, sheet))
        == f"表格的范围太大（{said}），没有读；请删去数据以外的行和列，或者另存为 CSV"
    )


ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t"><office:body><office:spreadsheet>'
    '<table:table table:name="来信">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
REPEATED = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell {} table:number-columns-repeated="16384"/></table:table-row>'


def in_ods(tmp_path: Path, rows: str) -> Path:
    place = tmp_path / "letters.ods"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", ODS.format(rows))
    return place


def test_a_cell_repeated_over_the_whole_sheet_is_refused(tmp_path: Path) -> None:
    filled = REPEATED.format('office:value-type="float"')
    assert "1,048,576 行 × 16,384 列" in why(in_ods(tmp_path, filled))


def test_empty_rows_repeated_to_the_end_of_the_sheet_are_usual(tmp_path: Path) -> None:
    workbook_size.refuse_too_large(in_ods(tmp_path, REPEATED.format("")), is_packed=True)


def test_a_binary_sheet_with_far_corners_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "letters.xlsb"
    row, cell = b"\x00\x04" + (1_048_575).to_bytes(4, "little"), b"\x02\x04" + (16_383).to_bytes(4, "little")
    long_one = b"\x9f\x01\xff\x7f" + bytes(0x3FFF)
    sheet = b"\x81\x01\x00" + long_one + row + cell + b"\x82\x01\x00" + bytes(8)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.bin", sheet)
        packed.writestr("xl/printerSettings/printerSettings1.bin", b"\x00\x04\xff\xff\xff\x7f\x02\x04" * 9)
    assert "1,048,576 行 × 16,384 列" in why(place)
    harmless = sheet.replace(row, b"").replace(cell, b"")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.bin", harmless)
        packed.writestr("xl/printerSettings/printerSettings1.bin", b"\x00\x04\xff\xff\xff\x7f\x02\x04" * 9)
    workbook_size.refuse_too_large(place, is_packed=True)


def test_a_sheet_that_breaks_off_is_damaged(letters: Path) -> None:
    assert why(with_sheet(letters, b"<worksheet & ><row")) == DAMAGED


def test_a_part_packed_in_a_way_that_workbooks_are_not_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "letters.xlsx"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    assert why(place) == DAMAGED
