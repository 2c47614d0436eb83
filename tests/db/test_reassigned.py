"""A unit given to another team before entry: the former reads its inspection no more and has no authority over it."""

from uuid import UUID

import pytest

from tests.db.small_office import NOW, Office, office, viewer  # noqa: F401 - a fixture
from xuncha.actions.founding import person
from xuncha.queries.subjects import subject_for_page
from xuncha.store.append import run
from xuncha.store.replay import replay

pytestmark = pytest.mark.fresh_database


def team(office: Office, title: str, head: str, *, is_granted: bool = True) -> tuple[UUID, UUID]:
    """A team of the round with its head; the two ids."""
    key = office.do("body.formed", {"kind": "team", "title": title}, within=office.round)
    who = person(head, NOW)
    office.do("seat.filled", {"seat": "head", "person": str(who)}, subject=key)
    if is_granted:
        grant(office, key)
    return key, who


def grant(office: Office, body: UUID) -> None:
    office.do("authority.granted", {"units": [str(office.unit)], "matter": "本轮"}, subject=body)


def assign(office: Office, body: UUID) -> None:
    office.do("inspection.assigned", {"body": str(body)}, subject=office.inspection)


def reads(who: UUID, office: Office) -> bool:
    return subject_for_page(viewer(who), office.inspection) is not None


def in_force(body: UUID) -> int:
    return int(
        run([("SELECT count(*) FROM authority WHERE body = %s AND ended_on IS NULL", [body])])[0][0][0]
    )


def test_the_former_team_loses_authority_and_sight_of_the_unit(office: Office) -> None:
    (first, gao), (second, lu) = team(office, "第一组", "高望岚"), team(office, "第二组", "陆闻笙")
    assign(office, first)
    assert (reads(gao, office), reads(lu, office)) == (True, False)
    assign(office, second)
    assert (reads(gao, office), reads(lu, office)) == (False, True)
    assert (in_force(first), in_force(second)) == (0, 1)
    assert reads(office.clerk.person, office), "the office had it first and oversees it"
    assert replay().differences == []


def test_a_team_without_a_written_authority_loses_sight_of_it_all_the_same(office: Office) -> None:
    (first, gao), (second, _) = (
        team(office, "第一组", "高望岚", is_granted=False),
        team(office, "第二组", "陆闻笙"),
    )
    assign(office, first)
    assign(office, second)
    assert not reads(gao, office)


def test_a_team_empowered_anew_and_given_the_unit_again_reads_it_again(office: Office) -> None:
    (first, gao), (second, lu) = team(office, "第一组", "高望岚"), team(office, "第二组", "陆闻笙")
    for body in (first, second):
        assign(office, body)
    grant(office, first)
    assert not reads(gao, office), "authority alone does not give it back"
    assign(office, first)
    assert (reads(gao, office), reads(lu, office)) == (True, False)
    assert replay().differences == []
