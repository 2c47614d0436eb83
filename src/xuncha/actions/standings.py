"""Lays anew, at the fixed hours, how each report stands, for whoever has its code; and asks reporters about retaliation.

Every mailbox gets a fresh envelope of one size at each hour, whether anything changed or not, and also where the report stands in no
register here, as it waits or is kept for a level above: who watches the portal's table does not see which report moved or went past.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.rows import CLOCK, NOBODY, Duty, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.protection.standing import ASKED, Around, occasions, standing, standing_before
from xuncha.core.record.canonical import canonical
from xuncha.core.refusal import Refused
from xuncha.store.append import Statement, run
from xuncha.store.portal import Box, open_boxes, stands
from xuncha.store.schemes import UnknownScheme, scheme_for, scheme_of, scheme_version
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import Viewer
from xuncha.vault.mailbox import to_stand

LOG = logging.getLogger("xuncha.intake")

Proofs = Callable[[Iterable[UUID]], Mapping[UUID, str]]
"""The proof files of acts by their ids; of what has none yet there is none."""


def lay_standings(now: datetime, proofs: Proofs | None = None) -> int:
    """Lay how each report stands that still has an open mailbox; how many there were."""
    today, laid = day_in_shanghai(now), 0
    kinds = _kinds_of_bodies()
    for lot in open_boxes(today):
        rows = _reports(lot)
        duties, passed_on = _owed(rows), _passed_on(rows)
        proved = proofs(filter(None, map(_received, rows.values()))) if proofs else {}
        statements = []
        for box in lot:
            try:
                told = _told(
                    box, rows.get(box.case), duties, Around(kinds, passed_on[box.case], box.until), today
                )
                received = _received(rows[box.case]) if box.case in rows else None
                told["proof"] = proved.get(received, "") if received else ""
                statements.append(_laid(box, told, today))
            except Exception as error:  # its words may hold what somebody typed
                LOG.error("how %s stands was not laid: %s", box.case, type(error).__name__)
        run(statements)
        laid += len(statements)
    return laid


def _received(row: Subject) -> UUID | None:
    """The act by which a report was received."""
    return id_of(row.facts.get("_", {}).get("act"))


def ask_about_retaliation(now: datetime) -> int:
    """Ask each reporter whose day has come, once for each occasion; how many were asked.  The answer is the reporter's alone."""
    today, asked = day_in_shanghai(now), 0
    for lot in open_boxes(today):
        for row in _reports(lot).values():
            try:
                come = occasions(row, today)
                asked += bool(come) and _asked(row, come, today, now)
            except Exception as error:  # its words may hold what somebody typed
                LOG.error("nobody was asked about retaliation on %s: %s", row.id, type(error).__name__)
    return asked


def _asked(row: Subject, come: tuple[str, ...], today: date, now: datetime) -> bool:
    viewer = Viewer(NOBODY, "", CLOCK, (CLOCK,), tuple(row.readers), (), (), ())
    entry = Entry(ASKED, {"asked_after": list(come)}, subject=row.id, occurred_on=today)
    try:
        perform(viewer, [entry], key=uuid5(row.id, f"{ASKED}/{','.join(come)}"), now=now)
    except (Refused, NotThere, UnknownScheme) as error:
        LOG.warning("nobody was asked about retaliation on %s: %s", row.id, type(error).__name__)
        return False
    return True


def _told(
    box: Box, row: Subject | None, duties: Mapping[UUID, list[Duty]], around: Around, today: date
) -> dict[str, Any]:
    if row is None:
        return standing_before(scheme_of(scheme_version(None)), box.until, today)
    return standing(row, duties[row.id], scheme_for(row), around, today)


def _laid(box: Box, told: Mapping[str, Any], today: date) -> Statement:
    return stands(box.place, today, to_stand(box.public, canonical(told).decode(), box.case))


def _reports(lot: Iterable[Box]) -> dict[UUID, Subject]:
    sql = f"{SUBJECT.select()} WHERE id = ANY(%s) AND NOT facts ? 'shredded'"
    rows = run([(sql, [[box.case for box in lot]])])[0]
    return {row.id: row for row in map(SUBJECT.read, rows)}


def _owed(rows: Iterable[UUID]) -> Mapping[UUID, list[Duty]]:
    found: dict[UUID, list[Duty]] = defaultdict(list)
    sql = f"{DUTY.select()} WHERE stream = ANY(%s) AND state = 'open'"
    for duty in map(DUTY.read, run([(sql, [list(rows)])])[0]):
        found[duty.stream].append(duty)
    return found


def _passed_on(rows: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """The kinds of the bodies that each report was referred to."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for key, kind in run([(_REFERRED, [list(map(str, rows))])])[0]:
        found[UUID(key)].append(str(kind))
    return found


_REFERRED = (
    "SELECT one.value, receiver.code FROM subject referral"
    " JOIN subject receiver ON receiver.id::text = referral.facts->>'receiver'"
    " CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(referral.facts->'of') WHEN 'array'"
    " THEN referral.facts->'of' ELSE '[]' END) one"
    " WHERE referral.kind = 'referral' AND referral.state IN ('sent', 'received', 'answered', 'closed')"
    " AND one.value = ANY(%s)"
)


def _kinds_of_bodies() -> dict[UUID, str]:
    return dict(run([("SELECT id, code FROM subject WHERE kind = 'body'", [])])[0])
