"""The one write path.  A command is one transaction, holds one or more entries, and is done once however often sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from xuncha.actions.again import again_when_in_the_way
from xuncha.actions.seen import as_seen_now
from xuncha.core.acts.consequences import Consequence, consequences, may_follow
from xuncha.core.acts.engine import asks_for, cleaned, decide
from xuncha.core.acts.entering import not_enterable
from xuncha.core.acts.naming_others import badly_named
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.book import Ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import NOBODY, Act, Row, Seat, Subject
from xuncha.core.facts.setting import begun
from xuncha.core.facts.values import id_of
from xuncha.core.guards.counted import counted
from xuncha.core.record.payload import known_slots, references
from xuncha.core.refusal import BadFields, FieldFault, Refusal, Refused
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
    lock_ahead,
    lock_rows,
    look_up,
    run_again,
    seat_now,
    strengths,
    subjects_as_they_are,
)
from xuncha.store.cases import case_of
from xuncha.store.digests import keyed
from xuncha.store.drafts import ONE_AT_A_TIME, forgotten_after, sent
from xuncha.store.known import things_known
from xuncha.store.payloads import Apart
from xuncha.store.schemes import scheme_to_decide_by, scheme_version
from xuncha.store.table import SEAT
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
    apart: Apart = ()
    """What is kept sealed apart with the act: no rule judges it, and no row, count or search holds it."""
    closed_to: frozenset[UUID] = frozenset()
    """Bodies and units that what begins is kept from without naming them: a matter of its own about a report."""
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
    cautions: tuple[Refusal, ...] = ()
    """What a clause only points out, once the act is done all the same."""


@dataclass(slots=True)
class _Work:
    """What a running command has gathered."""

    command: UUID
    now: datetime
    acts: list[Act] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cautions: list[Refusal] = field(default_factory=list)
    unwritten: list[Statement] = field(default_factory=list)

    def write(self, *more: Statement) -> None:
        """Write what the last act brought, before the next one looks at it or the command ends."""
        run_again([*self.unwritten, *more])
        self.unwritten = []


def perform(
    viewer: Viewer,
    entries: Sequence[Entry],
    *,
    key: UUID | None = None,
    told: bytes = b"",
    draft: str = "",
    now: datetime,
) -> Done:
    """Do every entry or none.  Raises Refused (with all reasons) or NotThere; a refusal stands in the access record.

    `told` is a digest of the form as it was sent, else that of the entries: a command sent again with other words, or
    by somebody else, is refused, where the same one sent again is only said to be done.
    `draft` is the address of the form: what was kept there goes with it.
    """
    told = told or _digest(entries)
    try:
        return again_when_in_the_way(lambda: _performed(viewer, entries, key, told, draft, now))
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


def _performed(
    viewer: Viewer, entries: Sequence[Entry], key: UUID | None, told: bytes, draft: str, now: datetime
) -> Done:
    """Every entry, in one transaction."""
    with transaction.atomic():
        found = look_up(entries[0].subject or entries[0].within, key)
        if found.earlier:
            done = _as_before(viewer, found.earlier, told)
            if draft:
                run_again([sent(viewer, draft)])
            return done
        work = _Work(key or uuid4(), now)
        if _is_of_many(entries, found):
            _lock_all_ahead(viewer, entries, found.scheme, now)
        for place, entry in enumerate(entries):
            try:
                _do(viewer, entry, work, found if entry is entries[0] else None)
            except Refused as refused:
                refused.place = place
                raise
        first = work.acts[0]
        done = Done(
            tuple(work.acts), tuple(work.rows), first.subject, False, first.position, tuple(work.cautions)
        )
        gone = [*forgotten_after(work.rows, day_in_shanghai(now)), *([sent(viewer, draft)] if draft else [])]
        work.write(_remembered(viewer, done, work.command, told, now), *gone)
        return done


def _do(
    viewer: Viewer, entry: Entry, work: _Work, found: Found | None = None, *, follows: bool = False
) -> None:
    if work.unwritten:
        work.write()
    case, before, scheme_version = prepared(viewer, entry, work.now, found, follows=follows)
    facts = load(asks_for(case), counts=counted(case))
    on = calendar()
    outcome = decide(case, facts, on)
    act, rows, work.unwritten = append(
        outcome, work.command, Versions(scheme_version, on.version), before, facts, entry.apart
    )
    work.acts.append(act)
    work.rows += rows
    work.cautions += outcome.shown
    after = next(row for row in rows if isinstance(row, Subject) and row.id == act.subject)
    for follow in consequences(case.scheme, act, after):
        _do(viewer, _following(entry, follow, act.occurred_on), work, follows=True)


def _following(entry: Entry, follow: Consequence, on: date | None) -> Entry:
    """What an entry brings along, by the same post and from the same paper."""
    return Entry(follow.act, follow.fields, follow.subject, occurred_on=on, by=entry.by, paper=entry.paper)


def prepared(
    viewer: Viewer, entry: Entry, now: datetime, found: Found | None = None, *, follows: bool = False
) -> tuple[Case, dict[UUID, Subject], str]:
    """The cleaned case of an entry with its rows locked, those rows, and the version of the scheme it is under.

    `found` is what was looked up already, when it was.  What follows from another act names what that act is about.
    """
    found = found or look_up(entry.subject or entry.within, None)
    place, blank = _place(viewer, entry, now, found.subject)
    before, answers = lock_rows(_strengths(viewer, entry, place), seat_now(viewer.seat.id))
    refuse_vacated(viewer, answers[0], now)
    case, before, version = _judged(viewer, entry, place, blank, before, found.scheme, now)
    if not follows:
        _refuse_what_is_badly_named(viewer, case)
    return case, before, version


def _refuse_what_is_badly_named(viewer: Viewer, case: Case) -> None:
    """What an act names must be there for whoever types it; what does not exist and what is hidden are refused alike."""
    named = references(case.fields, known_slots(case.scheme, case.act, case.value))
    if not named or viewer.seat.id == NOBODY:  # the founder and the clock name what they have just looked up
        return
    if faults := tuple(badly_named(case, things_known(viewer, named))):
        raise BadFields(faults, case.fields)


def refuse_vacated(viewer: Viewer, rows: Sequence[Sequence[Any]], now: datetime) -> None:
    """Whoever lost the post, or does not have it today, does nothing by it: also when that came about a moment ago.

    `rows` were read with the post's body locked, so a vacating act has ended before, or begins after this one.
    """
    if viewer.seat.id == NOBODY:
        return
    seat = SEAT.read(rows[0]) if rows else None
    if seat is None or seat.person != viewer.person or not seat.is_in_force(day_in_shanghai(now)):
        raise NotThere


def _strengths(viewer: Viewer, entry: Entry, place: Place) -> dict[UUID, bool]:
    """What an entry locks: its place, and shared the body and the person that act, for they say who may."""
    exclusive = frozenset({"parent"}) if entry.subject is None else _exclusive(entry.act)
    shared = [viewer.seat.party, viewer.person] + ([entry.by.party] if entry.by else [])
    found = strengths(place, exclusive, (key for key in shared if key != NOBODY))
    person = id_of(entry.fields.get("person")) if entry.act == "seat.filled" else None
    return (
        found | {person: True} if person else found
    )  # who gets a post may be opened to those who work there


def _judged(
    viewer: Viewer, entry: Entry, place: Place, blank: Subject | None, before: dict[UUID, Subject], office: str, now: datetime
) -> tuple[Case, dict[UUID, Subject], str]:  # fmt: skip
    subject = before.get(place.subject) or blank
    if subject is None or (blank is None and not viewer.may_read(subject)):
        raise NotThere
    if entry.seen and subject.version and entry.seen != as_seen_now(subject):
        raise Refused((_stale(subject),), entry.fields)
    version = scheme_version(before.get(subject.campaign) if subject.campaign else None, office)
    case = case_of(
        viewer, entry.act, entry.fields, subject, before, scheme_to_decide_by(version), now,
        by=entry.by, occurred_on=entry.occurred_on, paper=entry.paper, reason=entry.reason,
    )  # fmt: skip
    case = replace(case, closed_to=entry.closed_to) if entry.closed_to else case
    return cleaned(_allowed(viewer, entry, case), entry.unread), before, version


# ---------------------------------------------------------------------------------------------- many acts


def _is_of_many(entries: Sequence[Entry], found: Found) -> bool:
    """Whether a command has several acts, or one that brings others along."""
    first = entries[0]
    return len(entries) > 1 or bool(first.subject and found.subject and may_follow(first.act, found.subject))


def _lock_all_ahead(viewer: Viewer, entries: Sequence[Entry], office: str, now: datetime) -> None:
    """Lock what all acts of a command need before the first is done, in the order everybody locks in.

    Acts that cannot be done are left to be refused when their turn comes.
    """
    wanted = {key for entry in entries if (key := entry.subject or entry.within)}
    found = subjects_as_they_are(wanted)
    follows = [
        _following(entry, follow, entry.occurred_on)
        for entry in entries
        if entry.subject in found
        for follow in may_follow(entry.act, found[entry.subject])
    ]
    found |= subjects_as_they_are({entry.subject for entry in follows if entry.subject} - found.keys())
    places: list[tuple[Entry, Place, Subject | None]] = []
    locks: dict[UUID, bool] = {}
    for entry in (*entries, *follows):
        try:
            place, blank = _place(viewer, entry, now, found.get(entry.subject or entry.within or NOBODY))
        except NotThere:
            continue
        places.append((entry, place, blank))
        for key, alone in _strengths(viewer, entry, place).items():
            locks[key] = locks.get(key, False) or alone
    before, _ = lock_rows(locks)
    asks: set[Ask] = set()
    counts: set[str] = set()
    for entry, place, blank in places:
        try:
            case, _, _ = _judged(viewer, entry, place, blank, before, office, now)
        except (Refused, NotThere):
            continue
        asks |= asks_for(case)
        counts |= set(counted(case))
    lock_ahead(asks, counts)


def _exclusive(act: str) -> frozenset[str]:
    """Which rows above the subject an act changes or opens and closes things in."""
    if act in ("authority.granted", "inspection.assigned"):
        return frozenset({"campaign"})
    if act == "document.issued":
        return frozenset({"inspection"})
    return frozenset({"parent"}) if CATALOGUE[act].to in _CLOSING else frozenset()


_CLOSING = frozenset({"closed", "final", "withdrawn", "declined", "stood_down"})


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
    """A clerk enters for another post only where the scheme says so, and only from a paper; a deputy only the acts that
    were named."""
    if entry.by is None or entry.by.id == viewer.seat.id:
        return case
    if (refusal := not_enterable(case, viewer.seat)) is not None:
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
    """A digest of what a command says, for callers that have no form: what it does, to what, on which day, for whom."""
    told = [
        [entry.act, str(entry.subject), str(entry.within), dict(entry.fields), str(entry.occurred_on), entry.paper,
         entry.reason, str(entry.by.id) if entry.by else ""]
        for entry in entries
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).digest()


def done_before(viewer: Viewer, key: UUID | None, told: bytes) -> Done | None:
    """What a command with this key did, when it was sent before: for pages whose matters are gone once decided.

    Raises Refused where it said something else then.
    """
    found = look_up(None, key) if key else None
    return _as_before(viewer, found.earlier, told) if found and found.earlier else None


def _as_before(viewer: Viewer, earlier: Earlier, told: bytes) -> Done:
    """What was done before, for whoever sent it then and says the same now; nobody learns it by the key alone."""
    if bytes(earlier.digest) != keyed(told) or earlier.entered_by != viewer.person:
        raise Refused((_other_words(viewer, earlier),))
    return Done(subject=earlier.subject, was_done=True, first=earlier.first)


OTHER_WORDS = "resent"


def _other_words(viewer: Viewer, earlier: Earlier) -> Refusal:
    mine = earlier.entered_by == viewer.person and viewer.is_told_places
    which = (f"（日志第 {earlier.first:,} 条）", f" (log entry {earlier.first:,})") if mine else ("", "")
    return Refusal(
        Text(f"这张表已经交过一次{which[0]}，这次写的和那次不一样，没有记。要另记一次，核对后再提交",
             f"This form was sent before{which[1]}; what it says now differs and was not recorded. To record it as well, check and send again"),
        OTHER_WORDS,
    )  # fmt: skip


def _remembered(viewer: Viewer, done: Done, command: UUID, digest: bytes, now: datetime) -> Statement:
    return (
        "INSERT INTO command (key, entered_by, digest, first, last, subject, at)"
        f" SELECT %s, %s, %s, %s, %s, %s::uuid, %s FROM (SELECT {ONE_AT_A_TIME}) AS alone",
        [
            command,
            viewer.person,
            keyed(digest),
            done.first,
            done.acts[-1].position,
            done.subject,
            now,
            command,
        ],
    )


def note_refusal(viewer: Viewer, entry: Entry, refused: Refused) -> None:
    """One line in the access record: who was refused what by which rule, never what was typed."""
    rules = [refusal.rule or "fields" for refusal in refused.refusals]
    with transaction.atomic():
        access.note(viewer, f"refused {entry.act}", entry.subject or entry.within, "", rules)
