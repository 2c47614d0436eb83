"""The access record: refusals, and reads and exports of what is protected, and what was asked for in vain; never what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from xuncha.core.facts.rows import Subject
from xuncha.store.append import Statement, run
from xuncha.store.viewer import SEES, Viewer


def note(viewer: Viewer, what: str, subject: UUID | None, kind: str, rules: Iterable[str] = ()) -> None:
    """Write one line, in whatever transaction is open; callers give it one of its own."""
    run([noted(viewer, what, subject, kind, rules)])


def noted(viewer: Viewer, what: str, subject: UUID | None, kind: str, rules: Iterable[str] = ()) -> Statement:
    """The line itself, to be written together with what else a page asks."""
    return (
        "INSERT INTO access_record (id, at, person, party, seat, what, subject, kind, rules)"
        " VALUES (%s, now(), %s, %s, %s, %s, %s, %s, %s)",
        [uuid4(), viewer.person, viewer.seat.party, viewer.seat.seat, what, subject, kind, list(rules)],
    )


READ = "read"


def note_read(viewer: Viewer, row: Subject) -> None:
    """The opening of a protected subject's page."""
    note(viewer, READ, row.id, row.kind)


AT_ONCE = 1_000
"""So many ids stand in one line; a long table that goes out has several."""

_SOON: Statement = ("SELECT set_config('synchronous_commit', 'off', true)", [])
"""For this transaction only: a page need not wait for the disk because its reader is noted."""


def note_shown(viewer: Viewer, where: str, met: Mapping[UUID, str]) -> None:
    """Protected matters stood on a page or in a table: one line with all of them, no words."""
    ids = list(met)
    lots = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    run(
        [
            _SOON,
            *(
                ("INSERT INTO access_record (id, at, person, party, seat, what, kind, rules, shown)"
                 " VALUES (%s, now(), %s, %s, %s, %s, %s, ARRAY[]::text[], %s)",
                 [uuid4(), viewer.person, viewer.seat.party, viewer.seat.seat, f"shown in {where}",
                  " ".join(sorted({met[key] for key in lot})), lot])
                for lot in lots
            ),
        ]
    )  # fmt: skip


def note_asked_in_vain(viewer: Viewer, where: str, key: UUID) -> None:
    """Somebody asked for an address that is not there for them.

    What exists and what does not cost the same: a line is written for both, in the same statement, so that neither
    the answer nor its time tells them apart.  What the viewer may read, but not in this way, is not noted.
    """
    run(
        [
            _SOON,
            ("INSERT INTO access_record (id, at, person, party, seat, what, subject, kind, rules)"
             " SELECT %(row)s, now(), %(person)s, %(party)s, %(seat)s, %(what)s, %(key)s, coalesce("
             "  (SELECT kind FROM subject WHERE id = %(key)s), (SELECT kind FROM duty WHERE id = %(key)s), ''), ARRAY[]::text[]"
             f" WHERE NOT EXISTS (SELECT FROM subject WHERE id = %(key)s AND {SEES})",
             {**viewer.params, "row": uuid4(), "person": viewer.person, "party": viewer.seat.party,
              "seat": viewer.seat.seat, "what": f"not there: {where}", "key": key}),
        ]
    )  # fmt: skip
