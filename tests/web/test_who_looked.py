"""Who read, was shown, or asked in vain for a complaint or a clue stands in the access record, without a word of it."""

import re
from uuid import UUID, uuid4

import psycopg
import pytest
from django.utils import timezone

from tests.web.conftest import Visitor
from xuncha.store.account import Account
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def noted(login: str) -> list[tuple[str, str, UUID | None, list[UUID]]]:
    """What was noted of somebody since the last time one asked, oldest first."""
    person = Account.objects.get(login_name=login).person
    sql = "SELECT what, kind, subject, shown FROM access_record WHERE person = %s AND at > %s ORDER BY at"
    found = [tuple(row) for row in run([(sql, [person, _since.get(login, timezone.now())])])[0]]
    begin(login)
    return found


_since: dict[str, object] = {}


def begin(login: str) -> None:
    [[now]] = run([("SELECT clock_timestamp()", [])])[0]
    _since[login] = now


def keys(kind: str, limit: int = 1) -> list[UUID]:
    sql = "SELECT id FROM subject WHERE kind = %s ORDER BY version LIMIT %s"
    return [row[0] for row in run([(sql, [kind, limit])])[0]]


def test_a_page_of_the_register_notes_every_complaint_on_it_in_one_line(database: str) -> None:
    office = Visitor("office")
    begin("office")
    html = office.sees("/complaints")
    [(what, kind, subject, shown)] = noted("office")
    assert (what, kind, subject) == ("shown in register", "complaint", None)
    linked = set(map(UUID, re.findall(r'href="/complaints/([0-9a-f-]{36})"', html)))
    assert len(linked) > 10
    assert linked <= set(shown)


def test_what_a_search_finds_is_noted_and_what_was_typed_is_not(database: str) -> None:
    office = Visitor("office")
    [(subject,)] = run(
        [("SELECT title FROM subject WHERE kind = 'complaint' AND title <> '' ORDER BY version LIMIT 1", [])]
    )[0]
    begin("office")
    office.sees(f"/search?q={subject[:4]}")
    [(what, _, _, shown)] = noted("office")
    assert what == "shown in search"
    assert shown
    [[told]] = run([("SELECT string_agg(row_to_json(access_record)::text, '') FROM access_record", [])])[0]
    assert subject[:4] not in told


def test_the_disposition_board_notes_its_clues(database: str) -> None:
    group = Visitor("group")
    begin("group")
    html = group.sees("/dispositions")
    if not any(str(key) in html for key in keys("clue", 50)):
        pytest.skip("the demo city has no clue on the board")
    assert any(what == "shown in dispositions" and "clue" in kind for what, kind, _, _ in noted("group"))


def test_an_export_notes_which_complaints_went_out(database: str) -> None:
    office = Visitor("office")
    begin("office")
    assert office.client.get("/complaints.csv").status_code == 200
    lines = noted("office")
    n = int(next(iter(run([("SELECT count(*) FROM subject WHERE kind = 'complaint'", [])])[0]))[0])
    assert [line[0] for line in lines] == ["exported csv", "shown in list_out"]
    assert 0 < len(lines[1][3]) <= n


def test_opening_a_complaint_is_one_line_and_a_page_without_any_is_none(database: str) -> None:
    office, key = Visitor("office"), keys("complaint")[0]
    begin("office")
    office.sees(f"/complaints/{key}")
    assert [line[:3] for line in noted("office") if line[0] == "read"] == [("read", "complaint", key)]
    office.sees("/findings")
    office.sees("/scheme")
    assert noted("office") == []


@pytest.mark.parametrize(
    "address",
    ["/complaints/{}", "/complaints/{}/paper", "/complaints/{}/do/matter.annotated", "/complaints/{}.csv"],
)
def test_who_asks_for_a_complaint_that_is_not_for_them_is_noted(database: str, address: str) -> None:
    unit, key = Visitor("unit"), keys("complaint")[0]
    begin("unit")
    assert unit.status(address.format(key)) == 404
    [(what, kind, subject, shown)] = noted("unit")
    assert what.startswith("not there: ")
    assert (kind, subject, shown) == ("complaint", key, [])


def test_asking_for_what_exists_and_what_does_not_costs_the_same(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, asked = Visitor("unit"), []
    execute = psycopg.Cursor.execute

    def counted(cursor: object, query: object, *args: object, **more: object) -> object:
        asked[-1].append(str(query)[:60])
        return execute(cursor, query, *args, **more)  # type: ignore[call-overload]

    asked.append([])
    unit.status(f"/complaints/{uuid4()}")
    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    answers = []
    for key in (uuid4(), keys("complaint")[0], keys("clue")[0] if keys("clue") else uuid4(), uuid4()):
        asked.append([])
        answers.append(unit.client.get(f"/complaints/{key}"))
    monkeypatch.undo()
    assert len({tuple(one) for one in asked[1:]}) == 1
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
