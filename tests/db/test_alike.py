"""Which complaints are named as alike: by index, by the register's own words, and only what the viewer may open."""

import importlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection

from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from tests.db.test_desk_by_index import indexes
from xuncha.core.facts.rows import Subject
from xuncha.queries import alike
from xuncha.queries.alike import others_alike
from xuncha.store.append import run, subjects_as_they_are
from xuncha.store.findable import make_findable
from xuncha.store.replay import replay
from xuncha.store.viewer import Viewer

pytestmark = pytest.mark.fresh_database

SAID = {"subject": "种粮补贴没有发到户", "extract": "反映镇财政所三月种粮补贴未发到农户，涉及两个村"}
OTHERWISE = {
    "subject": "种粮补贴没有发到户",
    "extract": "反映镇财政所三月份种粮补贴没有发到农户，涉及上河等两个村",
}
FAR = {"subject": "窗口人员态度差", "extract": "反映办事大厅窗口推诿，跑了三趟没有办成"}


def letter(office: Office, words: dict[str, str] = SAID, mode: str = "open") -> UUID:
    fields = {"kind": "report", "channel": "letter", "mode": mode, **words}
    return office.do("complaint.received", fields, within=office.inspection)


def row_of(key: UUID) -> Subject:
    return subjects_as_they_are([key])[key]


def named(viewer: Viewer, key: UUID) -> list[UUID]:
    return [one.id for one in others_alike(viewer, row_of(key))]


def kept(key: UUID) -> list[list[int] | None]:
    return [row[0] for row in run([("SELECT bands FROM search WHERE subject = %s", [key])])[0]]


def closed(keys: Iterable[UUID], column: str, value: list[UUID]) -> None:
    run([(f"UPDATE subject SET {column} = %s WHERE id = ANY(%s)", [value, list(keys)])])


def test_another_letter_about_the_same_is_named_and_one_about_something_else_is_not(office: Office) -> None:
    first, equal, near, far = (letter(office, words) for words in (SAID, SAID, OTHERWISE, FAR))
    assert named(office.clerk, first) == [equal, near], "the most alike first"
    assert set(named(office.clerk, near)) == {first, equal}
    assert named(office.clerk, far) == []


def test_at_most_five_are_named(office: Office) -> None:
    first, *others = [letter(office) for _ in range(8)]
    found = named(office.clerk, first)
    assert len(found) == 5
    assert set(found) < set(others)


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_a_report_in_confidence_or_without_a_name_has_no_bands_and_is_on_neither_side(
    office: Office, mode: str
) -> None:
    sealed, free = letter(office, mode=mode), letter(office)
    assert (kept(sealed), named(office.clerk, sealed), named(office.clerk, free)) == ([], [], [])


@pytest.mark.parametrize("column", ["readers", "barred"])
def test_what_one_may_not_open_is_not_named_and_takes_no_place_of_what_one_may(
    office: Office, column: str
) -> None:
    first, there = letter(office), letter(office, OTHERWISE)
    hidden = [letter(office) for _ in range(alike.MOST_COMPARED + 1)]
    assert there not in named(office.clerk, first), "five newer ones are more alike"
    closed(hidden, column, [uuid4()] if column == "readers" else list(office.clerk.bodies))
    assert named(office.clerk, first) == [there]
    assert named(office.clerk, hidden[0]) == [], "nor is anything named on one that may not be opened"


def test_whoever_has_a_tie_to_the_unit_is_told_of_none(office: Office) -> None:

    first, second = letter(office), letter(office)
    assert named(office.clerk, first) == [second]
    assert named(replace(office.clerk, tied_units=(office.unit,)), first) == []


def test_a_unit_is_told_of_none_whatever_it_may_read(office: Office) -> None:
    both = [letter(office), letter(office)]
    closed(both, "readers", [*office.clerk.tokens, *office.principal.tokens])
    closed(both, "barred", [])
    assert office.principal.may_read(row_of(both[0]))
    assert named(office.principal, both[0]) == []
    assert named(office.clerk, both[0]) == [both[1]]


def test_they_are_found_by_index_and_the_register_is_not_read_through(office: Office) -> None:
    first = letter(office)
    for _ in range(3):
        letter(office)
    explained = (f"EXPLAIN (FORMAT JSON) {alike._MET}", {**office.clerk.params, "id": first})
    [[plan]] = run([alike._BY_INDEX, explained])[1]
    plan = plan if isinstance(plan, list) else json.loads(plan)
    assert "search_by_band" in indexes(plan[0]["Plan"])
    assert "Seq Scan" not in nodes(plan[0]["Plan"])


def nodes(plan: dict[str, Any]) -> set[str]:
    return {plan["Node Type"]}.union(*(nodes(part) for part in plan.get("Plans", ())))


def test_bands_brought_in_by_the_thousand_or_by_the_migration_are_those_an_act_writes(office: Office) -> None:
    first, far = letter(office), letter(office, FAR)
    finding = office.do("finding.recorded", {"title": SAID["subject"], "text": SAID["extract"], "fields": ["field2"],
                                             "source": "check"}, within=office.inspection)  # fmt: skip
    written = [kept(key) for key in (first, far, finding)]
    assert [len(bands or ()) for [bands] in written] == [21, 21, 0]
    run([("DELETE FROM search", [])])
    make_findable()
    assert [kept(key) for key in (first, far, finding)] == written
    run([("UPDATE search SET bands = NULL", [])])
    with connection.schema_editor() as editor:
        importlib.import_module("xuncha.store.migrations.0027_bands").make_bands(apps, editor)
    assert [kept(key) for key in (first, far, finding)] == written


def test_with_the_key_of_a_matter_its_bands_go(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
    first, second = letter(office), letter(office)
    office.do("key.destroyed", {"text": "保存期满"}, subject=second)
    assert (kept(second), named(office.clerk, first), named(office.clerk, second)) == ([], [], [])
    assert replay().differences == []


def test_what_somebody_has_linked_is_not_named_again_on_either_of_the_two(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
    first, second, third = letter(office), letter(office), letter(office)
    owed = "SELECT count(*) FROM duty WHERE stream = ANY(%s) AND rule = 'each_complaint' AND state = 'open'"
    [[before]] = run([(owed, [[first, second, third]])])[0]
    assert before == 3
    office.do("matter.linked", {"to": str(first), "as": "same"}, subject=second)
    assert (named(office.clerk, first), named(office.clerk, second)) == ([third], [third])
    assert set(named(office.clerk, third)) == {first, second}
    assert run([(owed, [[first, second, third]])])[0] == [(3,)], "each is still to be dealt with by itself"
