"""Whoever has a post or a home in a unit, or below it, reads no complaint about it: from the act on, on every path."""

from __future__ import annotations

import re
from random import Random
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from tests.web.conftest import Visitor
from tests.web.test_awaiting import does
from xuncha.core.facts.rows import CLOSED_BY_TIES, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.parties.own_units import own_units
from xuncha.store.append import run
from xuncha.store.table import SEAT, SUBJECT
from xuncha.store.viewer import SEES, viewer_of

pytestmark = pytest.mark.demo_city

UNIT = "青屏街道"


def key(kind: str, title: str) -> str:
    return str(run([("SELECT id FROM subject WHERE kind = %s AND title = %s", [kind, title])])[0][0][0])


def complaint_about(unit: str) -> str:
    sql = "SELECT id FROM subject WHERE kind = 'complaint' AND unit = %s LIMIT 1"
    return str(run([(sql, [unit])])[0][0][0])


PATHS = ("", "/paper", ".csv", "/do/complaint.answered", "/do/matter.annotated", "/original")


def answers(who: Visitor, letter: str) -> list[int]:
    return [who.client.get(f"/complaints/{letter}{path}").status_code for path in PATHS]


def test_who_gets_a_post_in_the_unit_loses_its_complaints_at_once_on_every_path(database: str) -> None:
    member, unit, person = Visitor("member"), key("unit", UNIT), key("person", "许知微")
    letter = complaint_about(unit)
    assert answers(member, letter)[0] == 200
    open_before = member.sees("/complaints")
    assert UNIT in open_before
    does("office", "seat.filled", {"seat": "contact", "person": person}, subject=unit)
    assert set(answers(member, letter)) == {404}
    assert len(re.findall(r"<tr class=\"stick\"", member.sees(f"/complaints?unit={unit}"))) == 0
    assert letter not in member.sees("/search?q=公交")
    assert answers(Visitor("head"), letter)[0] == 200


def test_who_comes_from_the_unit_or_from_one_below_it_reads_nothing_about_it(database: str) -> None:
    unit, person = key("unit", UNIT), key("person", "许知微")
    letter = complaint_about(unit)
    with transaction.atomic():
        station = "UPDATE subject SET facts = facts || jsonb_build_object('parent', %s::text) WHERE kind = 'unit' AND title = %s"
        run([(station, [unit, "市民政局"])])
        found = viewer_of(UUID(person), None, timezone.localdate())
        assert found is not None
        assert UUID(unit) in found.tied_units, "the crew has its home in the bureau, which now lies below"
        assert set(answers(Visitor("member"), letter)) == {404}
        transaction.set_rollback(True)


def as_reckoned(person: UUID) -> frozenset[UUID]:
    """The own units of a person, by the pure rule, out of all rows."""
    rows = {
        kind: [SUBJECT.read(one) for one in run([(f"{SUBJECT.select()} WHERE kind = %s", [kind])])[0]]
        for kind in ("unit", "inspection", "person")
    }
    seats = [SEAT.read(one) for one in run([(SEAT.select(), [])])[0]]
    parents = {one.id: above for one in rows["unit"] if (above := id_of(one.facts.get("parent")))}
    known: dict[UUID, Subject] = {one.id: one for one in rows["person"]}
    home = id_of(known[person].facts.get("home_unit"))
    return own_units(person, seats, home, parents, rows["inspection"], timezone.localdate())


@pytest.mark.parametrize("seed", range(6))
def test_what_the_database_finds_is_what_the_rule_says_and_no_query_yields_a_case_of_it(
    database: str, seed: int
) -> None:
    """Posts, homes and units above one another by chance; for everybody with a post inside."""
    chance = Random(seed)
    units, people = (
        [one for (one,) in run([("SELECT id FROM subject WHERE kind = %s ORDER BY id", [kind])])[0]]
        for kind in ("unit", "person")
    )
    inside = [
        one
        for (one,) in run([("SELECT DISTINCT person FROM seat WHERE part <> '' AND ended_on IS NULL", [])])[0]
    ]
    with transaction.atomic():
        for unit in units:
            if chance.random() < 0.5:
                above = str(chance.choice(units))
                sql = (
                    "UPDATE subject SET facts = facts || jsonb_build_object('parent', %s::text) WHERE id = %s"
                )
                run([(sql, [above, unit])])
        for person in people:
            if chance.random() < 0.4:
                sql = "UPDATE subject SET facts = facts || jsonb_build_object('home_unit', %s::text) WHERE id = %s"
                run([(sql, [str(chance.choice(units)), person])])
        for seat in chance.sample(inside, min(8, len(inside))):
            sql = "UPDATE seat SET home_unit = %s WHERE person = %s AND part <> ''"
            run([(sql, [chance.choice(units), seat])])
        near = 0
        for person in inside:
            viewer = viewer_of(person, None, timezone.localdate())
            if viewer is None:
                continue
            assert as_reckoned(person) <= set(viewer.tied_units)
            kinds = sorted(CLOSED_BY_TIES)
            sql = (
                f"SELECT count(*) FROM subject WHERE kind = ANY(%(kinds)s) AND unit = ANY(%(own)s) AND {SEES}"
            )
            own = list(as_reckoned(person))
            near += len(own)
            [[seen]] = run([(sql, {**viewer.params, "kinds": kinds, "own": own})])[0]
            assert seen == 0
        assert near, "somebody has a unit of an inspection near"
        transaction.set_rollback(True)
