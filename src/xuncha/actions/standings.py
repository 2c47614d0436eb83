"""Lays anew, at the fixed hours, how each report stands, for whoever has its code; and asks reporters about retaliation.

Every mailbox gets a fresh envelope of one size at each hour, whether anything changed or not: who watches the portal's
table does not see which report moved.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID, uuid5

from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.rows import CLOCK, NOBODY, Duty, Subject
from xuncha.core.protection.standing import ASKED, Around, occasions, standing
from xuncha.core.record.canonical import canonical
from xuncha.core.refusal import Refused
from xuncha.store.append import run
from xuncha.store.portal import Box, open_boxes, stands
from xuncha.store.schemes import UnknownScheme, scheme_for
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import Viewer
from xuncha.vault.mailbox import to_stand

LOG = logging.getLogger("xuncha.intake")
LOT = 200
"""So many mailboxes are looked at together."""

Proof = Callable[[UUID], str]
"""The proof file of an act by its id, empty where there is none yet."""


def lay_standings(now: datetime, proof: Proof | None = None) -> int:
    """Lay how each report stands that still has an open mailbox; how many there were."""
    today = day_in_shanghai(now)
    boxes = open_boxes(today)
    kinds = _kinds_of_bodies()
    for lot in _lots(boxes):
        rows = _reports(lot)
        duties, passed_on = _owed(rows), _passed_on(rows)
        run(
            [
                _laid(box, rows[box.case], duties[box.case], Around(kinds, passed_on[box.case], box.until), today, proof)
                for box in lot
                if box.case in rows
            ]
        )  # fmt: skip
    return len(boxes)


def ask_about_retaliation(now: datetime) -> int:
    """Ask each reporter whose day has come, once for each occasion; how many were asked.  The answer is the reporter's alone."""
    today, asked = day_in_shanghai(now), 0
    for lot in _lots(open_boxes(today)):
        for row in _reports(lot).values():
            come = occasions(row, today)
            asked += bool(come) and _asked(row, come, today, now)
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


def _laid(
    box: Box, row: Subject, duties: list[Duty], around: Around, today: date, proof: Proof | None
) -> tuple[str, list[object]]:
    told = standing(row, duties, scheme_for(row), around, today)
    received = str(row.facts.get("_", {}).get("act", ""))
    told["proof"] = proof(UUID(received)) if proof and received else ""
    statement, values = stands(box.place, today, to_stand(box.public, canonical(told).decode(), box.case))
    return statement, list(values)


def _lots(boxes: tuple[Box, ...]) -> Iterator[tuple[Box, ...]]:
    yield from (boxes[start : start + LOT] for start in range(0, len(boxes), LOT))


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
