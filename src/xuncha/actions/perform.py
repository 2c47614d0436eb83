"""The one write path.  A command is one transaction, holds one or more entries, and is done once however often sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from xuncha.actions.seen import as_seen_now
from xuncha.core.case import Case
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.consequences import consequences
from xuncha.core.counted import counted
from xuncha.core.day_words import day_in_shanghai
from xuncha.core.engine import asks_for, cleaned, decide, roles_for
from xuncha.core.entering import not_enterable
from xuncha.core.refusal import FieldFault, Refusal, Refused
from xuncha.core.rows import Act, Row, Seat, Subject
from xuncha.core.setting import begun
from xuncha.core.words import Text
from xuncha.shipped import calendar
from xuncha.store import access
from xuncha.store.append import (
    Earlier,
    Found,
    Place,
    Statement,
    Versions,
    append,
    load,
    lock,
    look_up,
    run_again,
)
from xuncha.store.cases import case_of
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.viewer import Viewer


class NotThere(LookupError):
    """There is no such thing, or the viewer may not know of it: the two look the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act to be done: on a subject, or opening one `within` another.

    `by` is the post that did it where a clerk enters from paper (`paper` then names the document); `seen` is the
    position the page showed, so that a page gone stale is noticed.
    """

    act: str
    fields: Mapping[str, Any]
    subject: UUID | None = None
    within: UUID | None = None
    occurred_on: date | None = None
    kind: str = ""
    by: Seat | None = None
    paper: str = ""
    reason: str = ""
    seen: str = ""
    new_id: UUID | None = None
    unread: tuple[FieldFault, ...] = ()
    """What the page could not make anything of; it stands with the other faults, and nothing is done."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: its acts, the rows that changed, and whether it had been done before."""

    acts: tuple[Act, ...] = ()
    rows: tuple[Row, ...] = ()
    subject: UUID | None = None
    was_done: bool = False
    first: int = 0


@dataclass(slots=True)
class _Work:
    """What a running command has gathered."""

    command: UUID
    now: datetime
    acts: list[Act] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    unwritten: list[Statement] = field(default_factory=list)

    def write(self, *more: Statement) -> None:
        """Write what the last act brought, before the next one looks at it or the command ends."""
        run_again([*self.unwritten, *more])
        self.unwritten = []


def perform(
    viewer: Viewer, entries: Sequence[Entry], *, key: UUID | None = None, told: bytes = b"", now: datetime
) -> Done:
    """Do every entry or none.  Raises Refused (with all reasons) or NotThere; a refusal stands in the access record.

    `told` is a digest of the form as it was sent; with it, a form sent again with other words is refused, where the
    same form sent again is only said to be done.
    """
    command = key or uuid4()
    digest = told or _digest(entries)
    try:
        with transaction.atomic():
            found = look_up(entries[0].subject or entries[0].within, key)
            if found.earlier:
                return _as_before(viewer, found.earlier, told)
            work = _Work(command, now)
            for place, entry in enumerate(entries):
                try:
                    _do(viewer, entry, work, found if entry is entries[0] else None)
                except Refused as refused:
                    refused.place = place
                    raise
            done = Done(
                tuple(work.acts), tuple(work.rows), work.acts[0].subject, False, work.acts[0].position
            )
            work.write(_remembered(viewer, done, command, digest, now))
            return done
    except IntegrityError:
        if key and (earlier := look_up(None, key).earlier):
            return _as_before(viewer, earlier, told)
        raise
    except Refused as refused:
        # A second press of the button waits for the first, and then meets what the first has changed.
        if key and (earlier := look_up(None, key).earlier):
            return _as_before(viewer, earlier, told)
        note_refusal(viewer, entries[min(refused.place, len(entries) - 1)], refused)
        raise


def _do(viewer: Viewer, entry: Entry, work: _Work, found: Found | None = None) -> None:
    if work.unwritten:
        work.write()
    case, before, scheme_version = prepared(viewer, entry, work.now, found)
    facts = load(asks_for(case), counts=counted(case))
    on = calendar()
    outcome = decide(case, facts, on)
    act, rows, work.unwritten = append(
        outcome, work.command, Versions(scheme_version, on.version), before, facts
    )
    work.acts.append(act)
    work.rows += rows
    after = next(row for row in rows if isinstance(row, Subject) and row.id == act.subject)
    for follow in consequences(case.scheme, act, after):
        _do(
            viewer,
            Entry(
                follow.act,
                follow.fields,
                follow.subject,
                occurred_on=act.occurred_on,
                by=entry.by,
                paper=entry.paper,
            ),
            work,
        )


def prepared(
    viewer: Viewer, entry: Entry, now: datetime, found: Found | None = None
) -> tuple[Case, dict[UUID, Subject], str]:
    """The cleaned case of an entry with its rows locked, those rows, and the version of the scheme it is under.

    `found` is what was looked up already, when it was.
    """
    found = found or look_up(entry.subject or entry.within, None)
    place, blank = _place(viewer, entry, now, found.subject)
    exclusive = frozenset({"parent"}) if blank else _exclusive(entry.act)
    before = lock(place, exclusive)
    subject = before.get(place.subject) or blank
    if subject is None or (blank is None and not viewer.may_read(subject)):
        raise NotThere
    if entry.seen and subject.version and entry.seen != as_seen_now(subject):
        raise Refused((_stale(subject),), entry.fields)
    version = scheme_version(before.get(subject.campaign) if subject.campaign else None, found.scheme)
    case = case_of(
        viewer, entry.act, entry.fields, subject, before, scheme_of(version), now,
        by=entry.by, occurred_on=entry.occurred_on, paper=entry.paper, reason=entry.reason,
    )  # fmt: skip
    return cleaned(_allowed(viewer, entry, case), entry.unread), before, version


def _exclusive(act: str) -> frozenset[str]:
    """Which rows above the subject an act changes or opens and closes things in."""
    if act in ("authority.granted",):
        return frozenset({"campaign"})
    if act == "document.issued":
        return frozenset({"inspection"})
    return frozenset({"parent"}) if CATALOGUE[act].to in _CLOSING else frozenset()


_CLOSING = frozenset({"closed", "withdrawn", "declined", "stood_down"})


def _place(
    viewer: Viewer, entry: Entry, now: datetime, found: Subject | None
) -> tuple[Place, Subject | None]:
    if (entry.subject or entry.within) and (found is None or not viewer.may_read(found)):
        raise NotThere
    if entry.subject is not None and found is not None:
        return _place_of(found), None
    act = CATALOGUE[entry.act]
    within = found if entry.within else None
    kind = entry.kind or act.on[0]
    typed = entry.fields.get(act.deciding) if act.deciding else ""
    code = str(typed or "") if isinstance(typed, str) else ""
    blank = begun(
        entry.new_id or uuid4(), kind, code, within, entry.fields, entry.occurred_on or day_in_shanghai(now)
    )
    return _place_of(blank), blank


def _place_of(subject: Subject) -> Place:
    return Place(subject.id, subject.campaign, subject.unit, subject.body, subject.inspection, subject.parent)


def _allowed(viewer: Viewer, entry: Entry, case: Case) -> Case:
    """A clerk enters for another post only where the scheme says so, and only from a paper."""
    if entry.by is None or entry.by.id == viewer.seat.id:
        return case
    if (refusal := not_enterable(case, roles_for(case.scheme, viewer.seat))) is not None:
        raise Refused((refusal,), entry.fields)
    return case


STALE = "seen"


def _stale(subject: Subject) -> Refusal:
    return Refusal(
        Text("您打开以后，别人先办了一步。您写的还在下面，看过变动后可以再提交",
             "Someone else acted after you opened this. Your text is below; look at the change and send again"),
        STALE,
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- retry


def _digest(entries: Sequence[Entry]) -> bytes:
    told = [[entry.act, str(entry.subject), str(entry.within), dict(entry.fields)] for entry in entries]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).digest()


def done_before(viewer: Viewer, key: UUID | None, told: bytes) -> Done | None:
    """What a command with this key did, when it was sent before: for pages whose matters are gone once decided.

    Raises Refused where it said something else then.
    """
    found = look_up(None, key) if key else None
    return _as_before(viewer, found.earlier, told) if found and found.earlier else None


def _as_before(viewer: Viewer, earlier: Earlier, told: bytes) -> Done:
    if told and (bytes(earlier.digest) != told or earlier.entered_by != viewer.person):
        raise Refused((_other_words(viewer, earlier),))
    return Done(subject=earlier.subject, was_done=True, first=earlier.first)


OTHER_WORDS = "resent"


def _other_words(viewer: Viewer, earlier: Earlier) -> Refusal:
    mine = earlier.entered_by == viewer.person and not viewer.is_inspected
    which = (f"（日志第 {earlier.first:,} 条）", f" (log entry {earlier.first:,})") if mine else ("", "")
    return Refusal(
        Text(f"这张表已经交过一次{which[0]}，这次写的和那次不一样，没有记。要另记一次，核对后再提交",
             f"This form was sent before{which[1]}; what it says now differs and was not recorded. To record it as well, check and send again"),
        OTHER_WORDS,
    )  # fmt: skip


def _remembered(viewer: Viewer, done: Done, command: UUID, digest: bytes, now: datetime) -> Statement:
    return (
        "INSERT INTO command (key, entered_by, digest, first, last, subject, at) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [command, viewer.person, digest, done.first, done.acts[-1].position, done.subject, now],
    )


def note_refusal(viewer: Viewer, entry: Entry, refused: Refused) -> None:
    """One line in the access record: who was refused what by which rule, never what was typed."""
    rules = [refusal.rule or "fields" for refusal in refused.refusals]
    with transaction.atomic():
        access.note(viewer, f"refused {entry.act}", entry.subject or entry.within, "", rules)
