"""Tables of complaints come in through the one write path: each row once, numbered without a gap, or not at all."""

import base64
import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings

from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.actions.import_complaints import NothingImported, Order, Tally, import_complaints, survey
from xuncha.actions.perform import NotThere
from xuncha.core.refusal import Refused
from xuncha.core.tables.cell import SourceRow
from xuncha.core.tables.columns import find_heading, suggested
from xuncha.core.tables.letter import source_of
from xuncha.papers.tables import open_table
from xuncha.queries.search import found
from xuncha.queries.subjects import listed, subject_for_page
from xuncha.store.append import run
from xuncha.store.payloads import content_of, opened_key
from xuncha.store.replay import replay
from xuncha.vault.seal import key_apart, unseal

pytestmark = pytest.mark.fresh_database

LETTER = {"kind": "report", "channel": "letter"}
HEADING = ("编号", "标题", "内容", "单位", "来信日期", "姓名", "电话")
LIGHT = ("H1", "路灯不亮", "柳塘镇东街路灯三个月不亮", "柳塘镇", "2015/9/1 9:05:07", "无名", "000")
WATER = ("H2", "停水", "自来水每天停三小时，\n没有通知", "", "2015年9月3日", "无名", "000")


def table(*lines: tuple[Any, ...]) -> list[SourceRow]:
    return [SourceRow("", n, tuple(line)) for n, line in enumerate((HEADING, *lines), 1)]


def order(office: Office, rows: Iterable[SourceRow], digest: str = "f1", **more: Any) -> Order:
    heading = find_heading(list(rows)[:5])
    assert heading is not None
    return Order(office.round, suggested(heading), digest, LETTER, **more)


def bring(office: Office, rows: list[SourceRow], digest: str = "f1", **more: Any) -> Tally:
    return import_complaints(office.clerk, order(office, rows, digest, **more), rows, NOW)


def n_acts(act: str) -> int:
    return int(run([("SELECT count(*) FROM act WHERE type = %s", [act])])[0][0][0])


def n_open_duties() -> int:
    return int(
        run([("SELECT count(*) FROM duty WHERE rule = 'each_complaint' AND state = 'open'", [])])[0][0][0]
    )


def test_each_row_becomes_a_complaint_with_a_number_and_a_duty(office: Office) -> None:
    tally = bring(office, table(LIGHT, WATER))
    assert (tally.n_new, tally.n_bad, tally.first_number, tally.last_number) == (
        2,
        0,
        "信〔2015〕1号",
        "信〔2015〕2号",
    )
    first, second = listed(office.clerk, "complaint", {"campaign": office.round}, sort="number").rows
    assert (first.title, first.inspection, first.unit) == ("路灯不亮", office.inspection, office.unit)
    assert (second.title, second.inspection, second.unit) == ("停水", None, None)
    assert second.facts["extract"] == "自来水每天停三小时，\n没有通知"
    assert (n_acts("complaint.received"), n_acts("import.completed"), n_open_duties()) == (2, 1, 2)


def test_what_is_brought_in_is_replayed_exactly(office: Office) -> None:
    bring(office, table(LIGHT, WATER))
    bring(office, table(("H9", "旧件", "多年以前的事", "柳塘镇", "2011/1/1", "", "")), "f2", is_history=True)
    assert replay().differences == []


def test_nothing_of_the_petitioner_is_stored(office: Office) -> None:
    bring(office, table(LIGHT))
    payloads = run([("SELECT string_agg(convert_from(body, 'UTF8'), ' ') FROM payload", [])])[0][0][0]
    rows = run([("SELECT string_agg(row_to_json(subject)::text, ' ') FROM subject", [])])[0][0][0]
    assert "无名" not in payloads + rows
    assert "路灯" not in payloads  # the register's own words are sealed in the record


WHO, WHERE = "欧阳澄溪", "13912345678"


def sealing(office: Office, rows: list[SourceRow]) -> Order:
    """An order by which the columns of the petitioner are sealed."""
    wanted = order(office, rows)
    return replace(wanted, columns=wanted.columns.all_sealed())


def brought_sealed(office: Office) -> None:
    """Two letters whose petitioners are sealed, and one that is faulty and says who wrote it."""
    rows = table(
        (*LIGHT[:5], WHO, WHERE), (*WATER[:5], WHO, WHERE), ("H3", "噪声", "夜间", "", "上个月", WHO, WHERE)
    )
    wanted = sealing(office, rows)
    seen = survey(office.clerk, wanted, rows, NOW)
    tally = import_complaints(office.clerk, wanted, rows, NOW)
    assert (seen.n_new, tally.n_new, tally.n_bad) == (2, 2, 1)
    assert WHO not in repr((seen, tally))
    assert WHERE not in repr((seen, tally))


def everything_stored() -> str:
    """Every row of every table as text, where bytes stand as figures, and every file of the folder."""
    names = run(
        [
            (
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
                [],
            )
        ]
    )[0]
    rows = [run([(f'SELECT one::text FROM "{name}" one', [])])[0] for (name,) in names]
    files = [
        place.read_bytes().decode("utf-8", "replace") for place in settings.DATA.rglob("*") if place.is_file()
    ]
    return "\n".join([*(text for lot in rows for (text,) in lot), *files])


def test_what_is_sealed_of_the_petitioner_stands_nowhere_in_clear_and_is_replayed(office: Office) -> None:
    brought_sealed(office)
    stored = everything_stored()
    assert "路灯不亮" in stored, "what is looked through is what is stored"
    assert "路灯不亮".encode().hex() not in stored
    for said in (WHO, WHERE):
        forms = (
            said,
            said.encode().hex(),
            json.dumps(said).strip('"'),
            base64.b64encode(said.encode()).decode(),
        )
        assert [form for form in forms if form in stored] == []
    assert replay().differences == []
    for said in (WHO, WHERE):
        seen = found(office.clerk, said)
        assert seen.by_number + seen.by_words == ()


def test_it_opens_with_a_key_of_that_complaint_alone_that_opens_nothing_else(office: Office) -> None:
    brought_sealed(office)
    kept = run(
        [("SELECT a.id, a.subject, p.body, k.sealed FROM act a JOIN payload p USING (position) JOIN subject_key k USING (subject)"
          " WHERE a.type = 'complaint.received' ORDER BY a.position", [])]
    )[0]  # fmt: skip
    (act, subject, body, wrapped), (_, other, _, others) = kept
    key = opened_key(subject, wrapped)
    fields, effects = content_of(act, bytes(body), key)
    assert fields["subject"] == "路灯不亮"
    assert WHO not in str((fields, effects))
    sealed = base64.b64decode(json.loads(bytes(body))["apart"])
    said = json.loads(unseal(key_apart(key), sealed, act.bytes))["said"]
    assert said == [{"as": "姓名", "text": WHO}, {"as": "电话", "text": WHERE}]
    for wrong in (key, key_apart(opened_key(other, others))):
        with pytest.raises(InvalidTag):
            unseal(wrong, sealed, act.bytes)


def test_what_became_of_the_columns_stands_in_the_act_and_not_which_they_were(office: Office) -> None:
    brought_sealed(office)
    [(act, body)] = run(
        [
            (
                "SELECT a.id, p.body FROM act a JOIN payload p USING (position) WHERE a.type = 'import.completed'",
                [],
            )
        ]
    )[0]
    fields, _ = content_of(act, bytes(body), None)
    assert fields["mapping"]["petitioner"] == "sealed"
    assert "姓名" not in str(fields)


def test_a_table_sent_again_doubles_nothing_and_shows_new_same_and_changed_rows(office: Office) -> None:
    bring(office, table(LIGHT, WATER))
    changed = ("H2", "停水", "自来水每天停五小时", "", "2015年9月3日", "", "")
    again = table(LIGHT, changed, ("H3", "噪声", "夜间施工", "", "", "", ""))
    seen = survey(office.clerk, order(office, again, "f2"), again, NOW)
    assert (seen.n_new, seen.n_same, seen.n_changed) == (1, 1, 1)
    assert seen.changed[0][0].of("zh") == "第 3 行：与上次导入的不一样，原来登记的没有改动"
    bring(office, again, "f2")
    assert n_acts("complaint.received") == 3
    assert bring(office, again, "f2").n_new == 0
    assert n_acts("import.completed") == 2


def test_a_row_of_which_only_the_sealed_cells_say_something_else_is_shown_as_changed(office: Office) -> None:
    first, second = (*LIGHT[:5], WHO, WHERE), (*WATER[:5], WHO, WHERE)
    sent = sealing(office, table(first, second))
    assert survey(office.clerk, sent, table(first, second), NOW).n_new == 2
    import_complaints(office.clerk, sent, table(first, second), NOW)
    assert survey(office.clerk, sent, table(first, second), NOW).n_same == 2
    again = table(first, (*WATER[:5], "别人", WHERE))
    seen = survey(office.clerk, sent, again, NOW)
    assert (seen.n_new, seen.n_same, seen.n_changed) == (0, 1, 1)
    said = seen.changed[0][0].of("zh")
    assert said == "第 3 行：只有封存的反映人信息与上次导入的不一样，原来封存的没有改动"
    assert "别人" not in repr(seen)
    assert "别人" not in everything_stored()
    import_complaints(office.clerk, sent, again, NOW)
    assert n_acts("complaint.received") == 2
    assert survey(office.clerk, sent, table(first, second), NOW).n_same == 2, "what was sealed stays"


def test_trying_names_against_what_is_sealed_stands_in_the_access_record(office: Office) -> None:
    row = (*LIGHT[:5], WHO, WHERE)
    import_complaints(office.clerk, sealing(office, table(row)), table(row), NOW)
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'complaint'", [])])[0]
    noted = ("SELECT person, shown FROM access_record WHERE what LIKE 'shown in an import%%'", [])
    assert run([noted])[0] == [], "what is new is compared with nothing"
    survey(office.clerk, sealing(office, table(row)), table((*LIGHT[:5], "别人", WHERE)), NOW)
    assert run([noted])[0] == [(office.clerk.person, [key])], "a name that is not the one"
    survey(office.clerk, sealing(office, table(row)), table(row), NOW)
    assert run([noted])[0] == [(office.clerk.person, [key])] * 2, "and the one that is"
    survey(office.clerk, order(office, table(row)), table(row), NOW)
    assert len(run([noted])[0]) == 2, "where no sealed column is read nothing is compared"


def test_what_is_dropped_is_not_compared_with_what_was_sealed(office: Office) -> None:
    row, other = (*LIGHT[:5], WHO, WHERE), (*LIGHT[:5], "别人", WHERE)
    import_complaints(office.clerk, sealing(office, table(row)), table(row), NOW)
    assert survey(office.clerk, order(office, table(other)), table(other), NOW).n_same == 1
    dropped = (*WATER[:5], WHO, WHERE)
    bring(office, table(dropped))
    assert survey(office.clerk, sealing(office, table(dropped)), table(dropped), NOW).n_same == 1


def test_rows_without_a_number_are_known_by_their_file_and_place(office: Office) -> None:
    rows = table(("", *LIGHT[1:]), ("", *LIGHT[1:]))
    assert bring(office, rows).n_new == 2  # equal letters of different people stay apart
    assert bring(office, rows).n_same == 2


def test_a_letter_in_a_file_that_has_grown_by_a_row_is_not_registered_twice(office: Office) -> None:
    source = source_of("letters.csv")
    first, more = ("", *LIGHT[1:]), ("", *WATER[1:])
    assert bring(office, table(first), "f1", source=source).n_new == 1
    grown = bring(office, table(first, more), "f2", source=source)
    assert (grown.n_new, grown.n_same) == (1, 1)
    assert n_acts("complaint.received") == 2


def test_another_table_that_numbers_its_rows_alike_loses_no_letter(office: Office) -> None:
    letters, hotline = source_of("来信.csv"), source_of("热线.csv")
    assert bring(office, table(("1", *LIGHT[1:])), source=letters).n_new == 1
    assert bring(office, table(("1", *WATER[1:])), source=hotline).n_new == 1


def test_nothing_comes_in_while_a_row_differs_and_nobody_said_which_letter_it_is(office: Office) -> None:
    bring(office, table(("1", *LIGHT[1:])))
    other = table(("1", *WATER[1:]), ("2", *WATER[1:]))
    with pytest.raises(NothingImported) as nothing:
        bring(office, other, leaves_changed=False)
    assert (nothing.value.tally.n_changed, n_acts("complaint.received")) == (1, 1)


def test_a_number_that_stands_twice_in_a_table_is_taken_once(office: Office) -> None:
    tally = bring(office, table(LIGHT, ("H1", "别的事", "另一件", "", "", "", "")))
    assert (tally.n_new, tally.n_bad) == (1, 1)
    assert tally.problems[0].of("zh") == "第 3 行，编号：这个编号在表里出现了不止一次"


def test_faulty_rows_are_named_without_their_content_and_the_rest_comes_in(office: Office) -> None:
    bad_day = ("H5", "秘密标题", "秘密内容", "", "上个月某天", "", "")
    bad_unit = ("H6", "秘密标题", "秘密内容", "不存在的单位", "", "", "")
    tally = bring(office, table(LIGHT, bad_day, bad_unit, ("H7", "", "", "", "", "", "")))
    assert [problem.of("zh") for problem in tally.problems] == [
        "第 3 行，来信日期：日期看不懂，请写成 2026-09-29",
        "第 4 行，单位：没有登记这个单位（名称要与登记的一致）",
        "第 5 行，标题：没有主题，也没有内容",
    ]
    assert (tally.n_new, tally.n_bad) == (1, 3)


def test_nothing_comes_in_when_faulty_rows_are_not_to_be_left_out(office: Office) -> None:
    rows = table(LIGHT, ("H5", "标题", "内容", "", "上个月某天", "", ""))
    with pytest.raises(NothingImported) as nothing:
        bring(office, rows, leaves_bad_out=False)
    assert nothing.value.tally.n_bad == 1
    assert (n_acts("complaint.received"), n_acts("import.completed")) == (0, 0)
    assert bring(office, table(LIGHT)).first_number == "信〔2015〕1号"  # no number was lost


def test_an_old_round_opens_no_duty_and_is_archived_at_once(office: Office) -> None:
    old = ("H8", "旧件", "多年以前的事", "柳塘镇", "2011/12/7 9:36:58", "", "")
    tally = bring(office, table(old), is_history=True)
    assert (tally.first_number, n_open_duties()) == ("信〔2011〕1号", 0)
    [row] = listed(office.clerk, "complaint", {}).rows
    assert (row.state, row.opened_on.isoformat(), row.facts["history"]) == ("kept", "2011-12-07", True)


def test_a_confidential_row_is_registered_and_never_found(office: Office) -> None:
    heading = ("编号", "标题", "反映方式")
    rows = [SourceRow("", 1, heading), SourceRow("", 2, ("H1", "路灯不亮", "confidential"))]
    assert bring(office, rows).n_new == 1
    assert found(office.clerk, "路灯").by_words == ()


def test_the_unit_a_complaint_is_about_neither_finds_nor_opens_it(office: Office) -> None:
    bring(office, table(LIGHT))
    [row] = listed(office.clerk, "complaint", {}).rows
    assert [hit.id for hit in found(office.clerk, "路灯").by_words] == [row.id]
    assert found(office.principal, "路灯").by_words == ()
    assert subject_for_page(office.principal, row.id) is None


def test_a_round_one_may_not_open_is_not_there(office: Office) -> None:
    rows = table(LIGHT)
    with pytest.raises(NotThere):
        import_complaints(office.principal, order(office, rows), rows, NOW)


def test_a_post_that_may_not_import_is_refused_before_a_row_is_read_and_that_is_noted(office: Office) -> None:
    member = replace(office.clerk, seat=replace(office.clerk.seat, party_kind="team", seat="member"))
    rows = table(LIGHT)
    with pytest.raises(Refused) as refused:
        import_complaints(member, order(office, rows), rows, NOW)
    assert refused.value.refusals[0].what.zh == "“导入”不由您现在的岗位办理"
    noted = run([("SELECT what, rules FROM access_record", [])])[0]
    assert noted == [("refused import.completed", ["may"])]
    assert n_acts("complaint.received") == 0


@pytest.mark.parametrize("name", ["messages.csv", "messages_with_replies.csv"])
def test_the_real_messages_come_in_whole_are_found_and_are_replayed(office: Office, name: str) -> None:
    place = next((folder / name for folder in _PETITIONS if (folder / name).is_file()), None)
    if place is None:
        pytest.skip(f"{name} is not kept with the product")
    file = open_table(place)
    n = sum(1 for _ in file.rows()) - 1
    heading = find_heading(list(islice(file.rows(), 5)))
    assert heading is not None
    old = Order(office.round, suggested(heading), file.digest, LETTER, is_history=True)
    later = NOW.replace(year=2021)
    tally = import_complaints(office.clerk, old, file.rows(), later)
    assert (tally.n_rows, tally.n_new, tally.n_bad) == (n, n, 0)
    assert survey(office.clerk, old, file.rows(), later).n_same == n
    assert any(
        "学校" in row.title + row.facts.get("extract", "") for row in found(office.clerk, "学校").by_words
    )
    assert replay().differences == []


_PETITIONS = [parent / "shared" / "data" / "petitions" for parent in Path(__file__).parents]
