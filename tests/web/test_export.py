"""Lists and matters go out as tables: what each may read, in words, and nothing a spreadsheet would run."""

import csv
import io
from urllib.parse import unquote
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from tests.web.conftest import Visitor
from xuncha.papers.exports import FORMS, Heading, Spool, written
from xuncha.store import append
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

Table = list[list[str]]


def fetched(who: Visitor, address: str) -> tuple[bytes, dict[str, str]]:
    answer = who.client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer.streaming_content), dict(answer.headers)  # type: ignore[attr-defined]


def table(who: Visitor, address: str) -> Table:
    """The rows of a file, the heading first, read back as an office program reads them."""
    data, _ = fetched(who, address)
    path = address.partition("?")[0]
    if path.endswith(".csv"):
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]


def column(rows: Table, name: str) -> list[str]:
    return [row[rows[0].index(name)] for row in rows[1:]]


def one(sql: str, *values: object) -> str:
    return str(run([(sql, list(values))])[0][0][0])


# ------------------------------------------------------------------------------------------- lists


@pytest.mark.parametrize("form", FORMS)
def test_the_office_takes_out_every_finding_it_may_read_in_the_words_of_the_measures(
    database: str, form: str
) -> None:
    office = Visitor("office")
    rows = table(office, f"/findings.{form}?sort=number")
    assert rows[0][:9] == ["编号", "事项", "类别", "单位", "机构", "状态", "日期", "期限", "谁来办"]
    assert len(rows) - 1 == int(one("SELECT count(*) FROM subject WHERE kind = 'finding'")) > 50
    numbers = [int(number) for number in column(rows, "编号")]
    assert numbers == sorted(numbers)
    assert "柳塘镇" in column(rows, "单位")
    assert "已销号" in column(rows, "状态")
    assert any("整改方案" in heading or "整改" in heading for heading in rows[0][9:])
    assert not any("_" in heading for heading in rows[0])  # no code where the office has a word


def test_csv_and_xlsx_hold_the_same_cells(database: str) -> None:
    office = Visitor("office")
    for plural in ("findings", "complaints", "documents", "inspections", "rounds", "teams"):
        assert table(office, f"/{plural}.csv") == table(office, f"/{plural}.xlsx"), plural


def test_a_file_holds_what_the_list_holds_under_the_same_conditions(database: str) -> None:
    office = Visitor("office")
    unit = one("SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇'")
    rows = table(office, f"/findings.csv?unit={unit}")
    assert set(column(rows, "单位")) == {"柳塘镇"}
    closed = table(office, f"/findings.csv?unit={unit}&state=closed")
    assert set(column(closed, "状态")) == {"已销号"}
    assert 0 < len(closed) < len(rows)


def test_a_view_and_an_order_of_the_list_are_those_of_its_file(database: str) -> None:
    office = Visitor("office")
    issued = table(office, "/documents.csv?view=issued")
    assert "" not in column(issued, "编号")
    assert len(issued) < len(table(office, "/documents.csv"))
    due = column(table(office, "/findings.csv?sort=due"), "期限")
    assert due == sorted(due)
    assert "" not in due


def test_the_list_leads_to_its_file_with_its_conditions(database: str) -> None:
    html = Visitor("office").sees("/findings?state=closed&sort=number")
    assert 'href="/findings.xlsx?state=closed&amp;sort=number"' in html
    assert 'href="/findings.csv?state=closed&amp;sort=number"' in html


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_gets_its_own_rows_without_the_registers_number_source_or_kind(
    database: str, form: str
) -> None:
    unit = Visitor("unit")
    rows = table(unit, f"/findings.{form}")
    assert len(rows) > 1
    assert set(column(rows, "单位")) == {"柳塘镇"}
    assert not {"编号", "类别", "日期", "来源"} & set(rows[0])
    assert column(rows, "反馈编号")[0] == "反馈第1号"
    everything = fetched(unit, "/findings.csv?sort=number&code=complaint")[0].decode()
    assert len(list(csv.reader(io.StringIO(everything)))) == len(
        rows
    )  # neither order nor source can be asked
    for words in ("信访", "谈话", "分管领导意见"):
        assert words not in "".join(rows[0]), words


def test_a_unit_learns_from_the_file_nothing_that_was_done_before_the_finding_was_told(database: str) -> None:
    told = table(Visitor("unit"), "/findings.csv")[0]
    office = table(Visitor("office"), "/findings.csv")[0]
    assert set(told) < set(office) | {"事项"}


def test_what_the_viewer_may_not_read_is_in_no_file(database: str) -> None:
    assert Visitor("unit").status("/complaints.csv") == 404  # as its page: there is no such list
    assert Visitor("unit").status("/clues.xlsx") == 404
    assert len(table(Visitor("receiver"), "/requests.csv")) == 1


def test_an_empty_list_still_has_its_headings(database: str) -> None:
    for form in FORMS:
        rows = table(Visitor("receiver"), f"/requests.{form}")
        assert rows[0][:2] == ["编号", "事项"]


def test_english_readers_get_english_headings(database: str) -> None:
    rows = table(Visitor("office"), "/findings.csv?lang=en")
    assert rows[0][:4] == ["Number", "Matter", "Kind", "Unit"]
    assert "Closed out" in column(rows, "State")
    Visitor("office").sees("/desk?lang=zh")


@pytest.mark.parametrize(
    "address", ["/findings.ods", "/nothings.csv", "/findings.csv/", "/findings.csv?unit=x"]
)
def test_an_address_that_names_no_list_is_no_page(database: str, address: str) -> None:
    assert Visitor("office").status(address) == 404


# ------------------------------------------------------------------------------------------- a matter


def test_a_matter_goes_out_whole_act_by_act_and_field_by_field(database: str) -> None:
    key = one("SELECT id FROM subject WHERE kind = 'finding' AND state = 'closed' ORDER BY version LIMIT 1")
    rows = table(Visitor("office"), f"/findings/{key}.csv")
    assert rows[0] == [
        "登记时间",
        "发生日期",
        "办理事项",
        "办理机构和岗位",
        "办理人",
        "录入人",
        "项目",
        "内容",
    ]
    kinds = int(one("SELECT count(DISTINCT type) FROM act WHERE subject = %s", key))
    assert len({words.partition("：")[0] for words in column(rows, "办理事项")}) == kinds
    assert column(rows, "登记时间") == sorted(column(rows, "登记时间"))
    assert table(Visitor("office"), f"/findings/{key}.xlsx") == rows
    html = Visitor("office").sees(f"/findings/{key}")
    assert f'href="/findings/{key}.csv"' in html


def test_the_body_that_leads_is_told_where_an_act_stands_in_the_log(database: str) -> None:
    """Anybody below could count by the gaps what goes past them."""
    key = one(
        "SELECT id FROM subject WHERE kind = 'finding' AND readers @> ARRAY(SELECT id FROM subject"
        " WHERE kind = 'body' AND code = 'leading_group') ORDER BY version LIMIT 1"
    )
    rows = table(Visitor("group"), f"/findings/{key}.csv")
    acts = int(one("SELECT count(*) FROM act WHERE subject = %s", key))
    assert len(set(column(rows, "日志号"))) == acts
    assert column(rows, "日志号") == sorted(column(rows, "日志号"), key=int)


def test_a_units_record_begins_where_it_was_told_and_has_no_place_in_the_log(database: str) -> None:
    unit = Visitor("unit")
    key = one(
        "SELECT s.id FROM subject s JOIN subject u ON u.id = s.unit WHERE s.kind = 'finding' AND u.title = '柳塘镇'"
        " AND s.readers @> ARRAY[u.id] ORDER BY s.version LIMIT 1"
    )
    rows = table(unit, f"/findings/{key}.csv")
    assert "日志号" not in rows[0]
    assert "记录问题" not in column(rows, "办理事项")
    assert "来源" not in column(rows, "项目")


def test_of_what_others_did_a_table_tells_a_unit_no_more_than_the_page(database: str) -> None:
    key = one("SELECT id FROM subject WHERE kind = 'finding' AND state = 'closed' ORDER BY version LIMIT 1")
    rows = table(Visitor("unit"), f"/findings/{key}.csv")
    whose, entered = column(rows, "办理机构和岗位"), column(rows, "录入人")
    office = [n for n, by in enumerate(whose) if by.startswith("市委巡查办")]
    own = [n for n, by in enumerate(whose) if by.startswith("柳塘镇")]
    assert office
    assert {entered[n] for n in office} == {""}
    assert "" not in {entered[n] for n in own}
    everything = table(Visitor("office"), f"/findings/{key}.csv")
    by_office = [
        row for row in everything[1:] if row[everything[0].index("办理机构和岗位")].startswith("市委巡查办")
    ]
    assert len(office) < len(by_office)


def test_a_unit_is_told_the_number_of_the_feedback_where_a_paper_names_the_finding(database: str) -> None:
    from datetime import date

    from xuncha.queries.subjects import titles_of
    from xuncha.store.viewer import viewer_of

    key, person = run(
        [
            ("SELECT f.id, s.person FROM subject f JOIN seat s ON s.party = f.unit WHERE f.kind = 'finding'"
             " AND f.readers @> ARRAY[f.unit] AND f.number <> '' LIMIT 1", [])
        ]
    )[0][0]  # fmt: skip
    viewer = viewer_of(person, None, date(2100, 1, 1))
    assert viewer is not None
    assert titles_of(viewer, [key])[key].startswith("反馈第")


def test_a_paper_issued_to_a_unit_goes_out_with_what_it_says(database: str) -> None:
    key = one(
        "SELECT d.id FROM subject d JOIN subject u ON u.id = d.unit WHERE d.kind = 'document' AND u.title = '柳塘镇'"
        " AND d.code = 'feedback' AND d.state IN ('issued', 'received') ORDER BY d.version LIMIT 1"
    )
    rows = table(Visitor("unit"), f"/documents/{key}.csv")
    said = dict(zip(column(rows, "项目"), column(rows, "内容"), strict=True))
    acts = dict(zip(column(rows, "项目"), column(rows, "办理事项"), strict=True))
    assert said["巡查情况"] == "总体情况和主要问题"
    assert acts["巡查情况"] == "制发、送达"
    found = {name: words for name, words in said.items() if name.endswith("：整改意见")}
    assert len(found) == 12
    assert found["反馈第1号 惠农补贴积压 3 个月未发到户，涉及溪口村 18 户：整改意见"].startswith(
        "全部补发到户"
    )
    assert "拟稿" not in "".join(column(rows, "办理事项"))


def test_a_matter_one_may_not_read_is_not_there(database: str) -> None:
    key = one("SELECT id FROM subject WHERE kind = 'complaint' LIMIT 1")
    unit = Visitor("unit")
    absent, forbidden = (unit.client.get(f"/complaints/{one}.csv") for one in (uuid4(), key))
    assert (forbidden.status_code, forbidden.content) == (404, absent.content)
    assert Visitor("office").status(f"/findings/{key}.csv") == 404


# ------------------------------------------------------------------------------------------- the answer


def test_a_file_is_saved_under_a_chinese_name_and_runs_nothing(database: str) -> None:
    _, headers = fetched(Visitor("office"), "/findings.xlsx")
    assert headers["Content-Disposition"].startswith('attachment; filename="findings-')
    assert "问题台账" in unquote(headers["Content-Disposition"])
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "sandbox" in headers["Content-Security-Policy"]


def test_each_file_that_goes_out_is_noted_with_its_rows_and_without_its_words(database: str) -> None:
    office = Visitor("office")
    rows = table(office, "/complaints.xlsx")
    last = "SELECT what, kind, subject, rules FROM access_record WHERE what LIKE 'exported%%' ORDER BY at DESC LIMIT 1"
    assert run([(last, [])])[0][0] == ("exported xlsx", "complaint", None, [f"rows {len(rows) - 1}"])
    key = one("SELECT id FROM subject WHERE kind = 'complaint' ORDER BY version LIMIT 1")
    table(office, f"/complaints/{key}.csv")
    what, kind, subject, rules = run([(last, [])])[0][0]
    assert (what, kind, str(subject)) == ("exported csv", "complaint", key)
    assert rules[1].startswith("position ")


# ------------------------------------------------------------------------------------------- hostile cells

HOSTILE = (
    "=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "<b>&amp;</b>", "007", '"a",b;c',
    "一\n二", "_x0041_", "𬭸喆", "http://example.org/",
)  # fmt: skip


def out(cells: tuple[str, ...], form: str) -> bytes:
    with Spool({str(n): Heading((n,), f"栏{n}") for n in range(len(cells))}) as spool:
        spool.add({str(n): cell for n, cell in enumerate(cells)})
        with written(spool.table("xuncha"), form) as file:  # type: ignore[arg-type]
            return file.read()


def test_in_csv_what_looks_like_a_formula_is_marked_as_text() -> None:
    data = out(HOSTILE, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[1] == [f"'{cell}" if cell[0] in "=+-@\t\r＝" else cell for cell in HOSTILE]


def test_in_xlsx_every_cell_is_text_as_it_was_typed() -> None:
    import zipfile

    data = out(HOSTILE, "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.get_sheet_by_index(0).to_python()[1] == list(HOSTILE)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert 'state="frozen"' in sheet


def test_a_workbook_does_not_tell_the_second_it_was_written_in() -> None:
    import zipfile

    data = out(HOSTILE, "xlsx")
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert b"dcterms:created" not in parts.read("docProps/core.xml")
    assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert data == out(HOSTILE, "xlsx")


def test_a_text_longer_than_a_cell_of_a_workbook_says_that_it_is_cut() -> None:
    long = "问题𬭸" * 20_000
    book = CalamineWorkbook.from_filelike(io.BytesIO(out((long,), "xlsx")))
    cell = book.get_sheet_by_index(0).to_python()[1][0]
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.endswith("the whole is in the CSV）")
    assert long in out((long,), "csv").decode("utf-8-sig")


# ------------------------------------------------------------------------------------------- many rows


def test_three_thousand_rows_need_a_handful_of_queries_for_each_thousand(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Visitor("office")
    run(
        [
            ("INSERT INTO subject SELECT gen_random_uuid(), kind, code, state, title, campaign, inspection, unit, body, parent,"
             " number, n + 10000 + i, cycle, opened_on, closed_on, readers, barred, facts, version FROM subject,"
             " generate_series(1, 3000) i WHERE id = (SELECT id FROM subject WHERE kind = 'finding' AND state = 'closed' LIMIT 1)",
             [])
        ]
    )  # fmt: skip
    asked: list[int] = []
    before = append._run
    monkeypatch.setattr(append, "_run", lambda statements, kind: asked.append(1) or before(statements, kind))
    try:
        rows = table(office, "/findings.csv?sort=number")
    finally:
        run([("DELETE FROM subject WHERE kind = 'finding' AND n > 10000", [])])
    assert len(rows) > 3_050
    titles = column(rows, "事项")
    assert max(map(titles.count, set(titles))) >= 3_001
    assert len(asked) <= 12 + 6 * 4, len(asked)
