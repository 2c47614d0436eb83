"""A matter is judged under the regulation of its round, whoever looks at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.db.small_office import MINI, NOW, TODAY, Office, office
from xuncha.actions.perform import Entry, perform
from xuncha.queries.choices import every_choice
from xuncha.queries.desk import desk_for
from xuncha.queries.subjects import subject_for_page, subjects_by_id
from xuncha.queries.together import refused_now, weigh
from xuncha.store import schemes
from xuncha.store.append import run
from xuncha.store.cases import judged_by
from xuncha.store.drafts import keep
from xuncha.store.schemes import scheme_for, scheme_of, scheme_version
from xuncha.web.kit.table import Table
from xuncha.web.pages.desk.awaiting import awaiting, waits_for
from xuncha.web.pages.desk.page import groups, lots_of, ways_of
from xuncha.web.pages.desk.unfinished import unfinished_lines
from xuncha.web.pages.pieces.duty_cells import duty_cells

__all__ = ["office"]

pytestmark = pytest.mark.fresh_database


def other_regulation(text: str = MINI + "\n# a later edition\n") -> str:
    """The office has gone on to another regulation since the round began."""
    version = schemes.adopt("mini", text)
    run([("UPDATE jurisdiction SET scheme = %s", [version])])
    return version


def test_a_unit_that_may_not_open_the_round_is_shown_the_regulation_of_the_round(office: Office) -> None:
    began = scheme_version(None)
    notice = subject_for_page(office.principal, office.notice())
    assert notice is not None
    assert subjects_by_id(office.principal, [office.round]) == {}
    later = other_regulation()
    assert scheme_for(notice) is scheme_of(began)
    assert scheme_for(None) is scheme_of(later)


def test_what_is_possible_on_a_page_is_judged_with_the_rows_the_act_itself_would_be_judged_with(
    office: Office,
) -> None:
    key = office.notice()
    notice = subject_for_page(office.principal, key)
    assert notice is not None
    cases = every_choice(office.principal, notice, (), NOW + timedelta(hours=1))
    assert any(choice.act == "document.received" and not choice.refusals for choice in cases), (TODAY, cases)


def test_several_matters_are_judged_with_their_round_though_the_unit_may_not_open_it(office: Office) -> None:
    first, second = (subject_for_page(office.principal, office.notice()) for _ in range(2))
    assert first is not None
    assert second is not None
    assert subjects_by_id(office.principal, [office.round]) == {}
    rows = judged_by(first, second)
    assert {office.round, first.id, second.id} <= rows.keys()
    assert refused_now(office.principal, "document.received", (first, second), NOW) == {}


# ---------------------------------------------------------------- two regulations on one desk

STRICTER = (
    MINI.replace('zh = "公布通知"', 'zh = "张贴通知"')
    .replace('cite = ["yiwu-11-32"]', 'cite = ["yiwu-13-5"]')
    .replace('"document.published"]', '"request.answered"]')
)
"""The same duty under another clause and in other words; the unit does it no longer by itself."""


def under_two(office: Office) -> None:
    """The unit has received the notice of a round under each of two regulations, the later one a day later."""
    received(office)
    other_regulation(STRICTER)
    office.round = office.do(
        "campaign.opened", {"kind": "round", "title": "第二轮", "starts_on": "2015-09-24"}
    )
    office.inspection = office.do(
        "unit.enrolled", {"unit": str(office.unit), "ground": "listed"}, within=office.round
    )
    received(office)


def received(office: Office) -> None:
    entry = Entry("document.received", {"received_on": TODAY.isoformat()}, subject=office.notice())
    perform(office.principal, [entry], now=NOW)


def test_a_line_of_the_desk_has_the_words_the_clause_and_the_button_of_its_own_round(office: Office) -> None:
    assert STRICTER.count("张贴通知") == STRICTER.count("yiwu-11-32") + 1
    under_two(office)
    found = desk_for(office.principal)
    made = groups(found, office.principal, ways_of(found, office.principal), lots_of(found, NOW), NOW)
    lines = [line for one in made for line in one.lines]
    told = {
        str(line.matter.words): (
            [str(one.words) for one in line.cites],
            "/do/document.published" in (line.button.href if line.button else ""),
        )
        for line in lines
    }
    assert told == {"公布通知": (["第十一条（六）"], True), "张贴通知": (["第十三条"], False)}


# ---------------------------------------------------------------- what waits, and what is not finished

VERIFIES = (
    MINI.replace('"finding.recorded"', '"finding.recorded", "rectification.verified", "approval.given"')
    .replace('zh = "巡查通知书"', 'zh = "进驻告知书"')
    .replace('may = ["document.received"', 'may = ["approval.requested", "document.received"')
)
"""The office verifies what is rectified and approves, and the notice has another name."""


def waiting_in(office: Office, title: str) -> None:
    """A problem that its unit has reported as rectified, and one that was put up for the office's approval."""
    for name in ("整改", "报批"):
        fields = {"title": f"{title}{name}", "text": "票据缺页", "fields": ["field2"], "source": "check"}
        key = office.do("finding.recorded", fields, within=office.inspection)
        changed = {
            "整改": "state = 'reported'",
            "报批": 'facts = facts || \'{"approval.awaited": {"*": "office"}}\'',
        }[name]
        run([(f"UPDATE subject SET {changed} WHERE id = %s", [key])])


def next_round(office: Office) -> None:
    office.round = office.do(
        "campaign.opened", {"kind": "round", "title": "第二轮", "starts_on": "2015-09-24"}
    )
    office.inspection = office.do(
        "unit.enrolled", {"unit": str(office.unit), "ground": "listed"}, within=office.round
    )


def waits(office: Office) -> dict[str, list[str]]:
    """What stands in the blocks of what waits, by the name of the block."""
    found = desk_for(office.clerk)
    apart = {key: scheme_of(version) for key, version in found.apart.items()}
    found_waiting = waits_for(office.clerk, scheme_of(scheme_version(None)), apart)
    if found_waiting is None:
        return {}
    blocks = awaiting(found_waiting, weigh(office.clerk, found_waiting.steps, NOW))
    tables = {block.id: part for block in blocks for part in block.parts if isinstance(part, Table)}
    return {
        name: [str(line.values[0].words) for line in table.lines]  # type: ignore[union-attr]
        for name, table in tables.items()
    }


def test_what_waits_under_an_earlier_regulation_does_not_wait_for_whom_that_names_no_answer(
    office: Office,
) -> None:
    waiting_in(office, "第一轮")
    assert waits(office) == {}
    other_regulation(VERIFIES)
    assert waits(office) == {}, (
        "the first round began under a regulation by which the office verifies nothing"
    )
    next_round(office)
    waiting_in(office, "第二轮")
    told = waits(office)
    assert {name: [one.split()[-1] for one in lines] for name, lines in told.items()} == {
        "approvals": ["第二轮报批"], "reported": ["第二轮整改"],
    }  # fmt: skip


def test_what_waits_under_an_earlier_regulation_waits_on_though_the_office_has_another(
    office: Office,
) -> None:
    other_regulation(VERIFIES)
    next_round(office)
    waiting_in(office, "第二轮")
    other_regulation()
    told = waits(office)
    assert {name: [one.split()[-1] for one in lines] for name, lines in told.items()} == {
        "approvals": ["第二轮报批"], "reported": ["第二轮整改"],
    }  # fmt: skip


def test_a_draft_is_named_in_the_words_of_its_round(office: Office) -> None:
    place = "/inspections/{}/begin/document.drafted?kind=notice"
    keep(office.clerk, place.format(1), office.inspection, (("text", "本轮"),))
    other_regulation(VERIFIES)
    next_round(office)
    keep(office.clerk, place.format(2), office.inspection, (("text", "本轮"),))
    named = {str(line.matter.words) for line in unfinished_lines(office.clerk, desk_for(office.clerk).drafts)}
    assert named == {"拟稿：巡查通知书", "拟稿：进驻告知书"}


# ---------------------------------------------------------------- the first date


def test_the_next_day_in_a_row_of_a_board_is_the_one_that_is_late(office: Office) -> None:
    received(office)
    [owed] = desk_for(office.principal).mine
    assert owed.due_at is not None
    now, later = owed.due_at + timedelta(days=2), replace(owed, due_at=owed.due_at + timedelta(days=9))
    due, n_open, n_late = duty_cells([owed, later], office.clerk, now, "")
    assert due.on.isoformat() == owed.due["on"]  # type: ignore[union-attr]
    assert [str(one.words) for one in (n_open, n_late)] == ["2", "1"]  # type: ignore[union-attr]
    assert duty_cells([later], office.clerk, now, "")[2] == 0
