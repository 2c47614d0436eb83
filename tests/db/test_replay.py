"""A replay finds whatever was done to the record or to the rows behind its back, and names it."""

from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.conftest import Template, name_in
from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.actions.perform import Entry, perform
from xuncha.store.append import run
from xuncha.store.duties_of_record import entered_at
from xuncha.store.replay import replay
from xuncha.store.table import DUTY, SUBJECT

pytestmark = pytest.mark.fresh_database

FINDING = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
Behind = Callable[..., None]


@pytest.fixture
def behind(office: Office, template: Template, database: str) -> Behind:
    """Statements on the record by whoever owns its tables and takes the triggers off."""

    def change(*statements: tuple[str, list[object]]) -> None:
        with psycopg.connect(template.owner(name_in(database)), options="-c search_path=xuncha") as link:
            for table in ("act", "payload"):
                link.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement, values in statements:
                link.execute(statement, values)

    return change


def positions(subject: UUID) -> list[int]:
    rows = run([('SELECT "position" FROM act WHERE subject = %s ORDER BY 1', [subject])])[0]
    return [position for [position] in rows]


def test_rows_that_were_changed_taken_away_or_put_in_are_named(office: Office) -> None:
    first, second, third = (
        office.do("finding.recorded", FINDING, within=office.inspection) for _ in range(3)
    )
    stranger = uuid4()
    told = ", ".join("%s" if name == "id" else f'"{name}"' for name in SUBJECT.columns)
    run(
        [
            ("UPDATE subject SET unit = %s, barred = %s WHERE id = %s", [uuid4(), [uuid4()], first]),
            ("DELETE FROM subject WHERE id = %s", [second]),
            (f"INSERT INTO subject ({SUBJECT.listed()}) SELECT {told} FROM subject WHERE id = %s", [stranger, third]),
        ]
    )  # fmt: skip
    assert sorted(replay().differences) == sorted(
        [
            f"subject {first}: differs in unit, barred",
            f"subject {second}: missing from the table",
            f"subject {stranger}: no act makes it",
        ]
    )


def test_every_column_of_a_duty_is_compared(office: Office) -> None:
    notice = office.notice()
    perform(
        office.principal, [Entry("document.received", {"received_on": "2015-09-24"}, subject=notice)], now=NOW
    )
    [[duty]] = run([("SELECT id FROM duty WHERE stream = %s AND state = 'open'", [notice])])[0]
    assert replay().differences == []
    for name in DUTY.columns:
        if name == "id":
            continue
        [[kind, before]] = run(
            [(f'SELECT pg_typeof("{name}")::text, "{name}"::text FROM duty WHERE id = %s', [duty])]
        )[0]
        other = OTHERS[kind] if before != OTHERS[kind] else "[]"
        run([(f'UPDATE duty SET "{name}" = %s::{kind} WHERE id = %s', [other, duty])])
        assert replay().differences == [f"duty {duty}: differs in {name}"]
        run([(f'UPDATE duty SET "{name}" = %s::{kind} WHERE id = %s', [before, duty])])
    assert replay().differences == []


OTHERS = {
    "text": "别的",
    "text[]": "{a,b}",
    "uuid": str(uuid4()),
    "uuid[]": f"{{{uuid4()}}}",
    "jsonb": '{"a": 1}',
    "bigint": "7",
    "integer": "7",
    "date": "2001-02-03",
    "timestamp with time zone": "2001-02-03 00:00+08",
}


def annotated_twice(office: Office, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A finding with two annotations, by a post that the small regulation lets do it for this once."""
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
    for text in ("第一件", "第二件"):
        office.do("matter.annotated", {"text": text}, subject=finding)
    return finding


def test_what_was_said_twice_is_compared_in_its_order(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = annotated_twice(office, monkeypatch)
    turned = (
        "UPDATE subject SET facts = jsonb_set(facts, '{matter.annotated}',"
        " jsonb_build_array(facts->'matter.annotated'->1, facts->'matter.annotated'->0)) WHERE id = %s"
    )
    run([(turned, [finding])])
    assert replay().differences == [f"subject {finding}: differs in facts"]


def test_a_payload_that_was_changed_or_taken_away_is_named(office: Office, behind: Behind) -> None:
    changed, gone = (office.do("document.drafted", {"kind": "notice", "text": "第一稿"}, within=office.inspection)
                     for _ in range(2))  # fmt: skip
    [[of_changed], [of_gone]] = positions(changed), positions(gone)
    behind(
        ("UPDATE payload SET body = convert_to(replace(convert_from(body, 'UTF8'), '第一稿', '第二稿'), 'UTF8')"
         " WHERE \"position\" = %s", [of_changed]),
        ('DELETE FROM payload WHERE "position" = %s', [of_gone]),
    )  # fmt: skip
    assert replay().differences == [
        f"act {of_changed}: its payload is not what its header commits to",
        f"act {of_gone}: its payload is missing",
        f"subject {changed}: differs in facts",
        f"subject {gone}: no act makes it",
    ]


def test_acts_whose_places_were_exchanged_are_named(
    office: Office, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = annotated_twice(office, monkeypatch)
    _, one, other = positions(finding)
    behind(
        *(('UPDATE act SET "position" = %s WHERE "position" = %s', [to, at])
          for at, to in ((one, -1), (other, one), (-1, other)))
    )  # fmt: skip
    assert replay().differences == [
        f"act {one}: its payload is not what its header commits to",
        f"act {other}: its payload is not what its header commits to",
        f"subject {finding}: differs in facts",
    ]


def test_a_record_held_against_another_regulation_knows_when_acts_were_entered(office: Office) -> None:
    """Of a duty in hours a day is not enough: the minute of the closing act is read from its header."""
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    [position] = positions(finding)
    assert entered_at([position, 10**9]) == {position: NOW}
    assert entered_at([]) == {}
