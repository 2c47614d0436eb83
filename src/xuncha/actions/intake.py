"""Takes in what the portal put into its inbox: at fixed hours, shuffled, each report one act on its day, by the one write path.

The machine opens the outer envelope alone.  It learns whom it is about and the mode, and registers the report for the desk
that it is sealed to: the body that takes reports in, or the level above it, in whose register nobody below reads.  The words and
the name stay sealed, apart in the payload of the act, and go with the key of the matter, with all files (`enclosures.py`).
Who may read is computed anew (`core.protection.addressing`).  What cannot be registered now waits in a lane of its own, is tried again each time,
and is said in the log; its code finds a mailbox all the same.  What is for a level above outside this office is kept sealed until
it is carried there (`xuncha portal up`), and nothing of it is entered here.  One bad envelope keeps no other from its way.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from xuncha.actions.enclosures import keep_enclosed
from xuncha.actions.intake_keys import register_key
from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.actions.wishes import DISAGREES, asks_for_protection, is_about, protect, rate
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import NOBODY, Seat, Subject, post_on_paper
from xuncha.core.protection.addressing import Posts, Reader, Whom, about, kind_for, who_reads
from xuncha.core.protection.standing import disagreeing
from xuncha.core.refusal import Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.store.append import Statement, run
from xuncha.store.custody import desk_of
from xuncha.store.portal import (
    UP,
    WAITS,
    Envelope,
    box_of,
    mailbox_opened,
    put_aside,
    taken_in,
    waiting_envelopes,
)
from xuncha.store.portal_files import let_go
from xuncha.store.schemes import scheme_for, scheme_to_decide_by, scheme_version
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import Viewer
from xuncha.store.who_sits import who_sits_where
from xuncha.vault.profile import Unreadable
from xuncha.vault.report import (
    ABOVE,
    ADDED,
    BODY,
    FILES,
    IDENTITY,
    INTAKE,
    MAILBOX,
    Addition,
    Sent,
    as_told,
    open_sent,
)

LOG = logging.getLogger("xuncha.intake")

ACT, ADDING = "complaint.received", "complaint.added_to"
NOT_READ_YET = "网上反映（还没有摘录）"
"""What the register says of a report until somebody has read it and made an extract."""

ON_ITS_WAY = "从公开网页收到，按收到的那一天登记"
"""The reason given where a clause lets a report in with one, as after the end of an inspection."""


def is_hour(now: datetime) -> bool:
    """Whether this is one of the hours at which the office takes in what came."""
    return timezone.localtime(now).hour in settings.INTAKE_HOURS


def take_in(now: datetime) -> int:
    """Register every report that waits; how many there were."""
    waiting = list(waiting_envelopes())
    if not waiting or not desk_of(INTAKE):
        return 0
    SystemRandom().shuffle(waiting)
    desk = _Desk(now)
    return sum(desk.take(one) for one in waiting)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a report lies, and under which regulation."""

    within: Subject
    scheme: Scheme


class _Desk:
    """One going through of the inbox."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._posts: dict[str, Posts | None] = {}
        self._bodies: dict[UUID, Subject] = {}

    def take(self, envelope: Envelope) -> bool:
        """Whether this one is in the register now; what goes wrong with it stays with it."""
        try:
            sent = open_sent(envelope.sealed, envelope.id, register_key())
        except Unreadable:
            return self._aside(envelope, "does not open")
        try:
            return self._add(envelope, sent) if isinstance(sent, Addition) else self._enter(envelope, sent)
        except (OperationalError, InterfaceError):
            raise  # the database is gone for all of them
        except Exception as error:  # its words may hold what somebody typed
            return self._wait(envelope, sent, type(error).__name__)

    def _aside(self, envelope: Envelope, why: str) -> bool:
        run([put_aside(envelope)])
        LOG.warning("envelope %s %s; it is put aside", envelope.id, why)
        return False

    def _wait(self, envelope: Envelope, sent: Sent | Addition, why: str) -> bool:
        """Keep it in a lane of its own; the code of a report finds a mailbox from now on."""
        statements = [put_aside(envelope, WAITS)]
        if isinstance(sent, Sent):
            statements.append(_opened_for(sent, envelope))
        run(statements)
        LOG.warning("envelope %s waits: %s", envelope.id, why)
        return False

    def _enter(self, envelope: Envelope, sent: Sent) -> bool:
        if run([("SELECT 1 FROM subject WHERE id = %s", [sent.case])])[0]:
            if box_of(sent.case) != sent.mailbox.lookup:
                return self._aside(envelope, "names a case that is there")
            # the same report, sent again as its answer was lost
            run([taken_in([envelope]), let_go([one.id for one in sent.files])])
            return False
        if sent.reader == Reader.ABOVE and not desk_of(ABOVE):
            self._keep_for_above(envelope, sent)
            return False
        place = _place_of(sent.unit if sent.about != Whom.INTAKE else None)
        if place is None:
            return self._wait(envelope, sent, "no round is open in which it could lie")
        return self._register(envelope, sent, place)

    def _keep_for_above(self, envelope: Envelope, sent: Sent) -> None:
        """Keep it sealed until it is carried up: its code finds a mailbox, and nothing is entered, nor said in the log."""
        run([put_aside(envelope, UP), _opened_for(sent, envelope)])

    def _register(self, envelope: Envelope, sent: Sent, place: _Place) -> bool:
        desk = self._read_by(sent, place)
        if desk is None:
            return self._wait(envelope, sent, "nobody may read it at the desk it is sealed to")
        entry = Entry(
            ACT, _fields(place, sent, desk), within=place.within.id, new_id=sent.case,
            occurred_on=envelope.day, apart=_apart(sent),
        )  # fmt: skip
        try:
            with transaction.atomic():
                self._perform(place, entry, envelope.id, desk)
                keep_enclosed(sent.files, sent.case)
                run([taken_in([envelope]), _opened_for(sent, envelope)])
        except (Refused, NotThere) as refused:
            return self._wait(envelope, sent, f"refused by {_rules(refused)}")
        return True

    def _perform(self, place: _Place, entry: Entry, envelope: UUID, desk: Subject) -> None:
        """Register it for a desk; where a clause wants a reason in writing, the one there is: it was on its way."""
        viewer, key = _nobody_at(desk, place.scheme), uuid5(envelope, entry.act)
        try:
            perform(viewer, [entry], key=key, now=self.now)
        except Refused:
            perform(viewer, [replace(entry, reason=ON_ITS_WAY)], key=key, now=self.now)

    def _add(self, envelope: Envelope, sent: Addition) -> bool:
        """Whether what a reporter added stands on its report now."""
        body = desk_of(sent.reader)
        if body is None:
            run([put_aside(envelope, UP)])
            return False
        rows = run([(f"{SUBJECT.select()} WHERE id = %s AND kind = 'complaint'", [sent.case])])[0]
        if not rows and box_of(sent.case):  # its report waits too
            return self._wait(envelope, sent, "its report is not registered yet")
        if not rows or not (sent.words or sent.wish):
            return self._aside(envelope, "adds to no report that is here")
        row = SUBJECT.read(rows[0])
        try:
            with transaction.atomic():
                self._say(envelope, sent, row, scheme_for(row), self._body(body))
                keep_enclosed(sent.files, row.id)
                run([taken_in([envelope])])
        except (Refused, NotThere) as refused:
            return self._wait(envelope, sent, f"refused by {_rules(refused)}")
        return True

    def _say(self, envelope: Envelope, sent: Addition, row: Subject, scheme: Scheme, desk: Subject) -> None:
        """Record what a reporter asks for or adds; a rating that is not to be had now is an addition like others."""
        if asks_for_protection(sent, scheme):
            protect(envelope, sent, row, scheme, self.now)
            return
        if is_about(sent, DISAGREES) and disagreeing(scheme):
            try:
                rate(envelope, sent, row, scheme, self.now)
                return
            except Refused:
                LOG.info("envelope %s rates an answer where none can be rated now; it is added", envelope.id)
        told = json.dumps({"n": sent.n, "words": sent.words.decode(), "enclosed": sent.enclosed.decode()})
        entry = Entry(
            ADDING, {"channel": _portal_channel(scheme)}, subject=row.id, occurred_on=envelope.day,
            apart=((ADDED, told), _kept(sent)),
        )  # fmt: skip
        self._perform(_Place(row, scheme), entry, envelope.id, desk)

    def _read_by(self, sent: Sent, place: _Place) -> Subject | None:
        """The body at whose desk it is read, as people sit today; None where nobody there may."""
        scheme = place.scheme
        if scheme.id not in self._posts:
            self._posts[scheme.id] = who_sits_where(scheme, day_in_shanghai(self.now))
        posts = self._posts[scheme.id]
        body = posts.desks.body(sent.reader) if posts else None
        if posts is None or body is None:
            return None
        team = place.within.body if place.within.kind == "inspection" else None
        of = about(sent.about, sent.unit, team, posts)
        return self._body(body) if who_reads(of, sent.reader, posts) else None

    def _body(self, key: UUID) -> Subject:
        if key not in self._bodies:
            self._bodies[key] = SUBJECT.read(run([(f"{SUBJECT.select()} WHERE id = %s", [key])])[0][0])
        return self._bodies[key]


def _nobody_at(body: Subject, scheme: Scheme) -> Viewer:
    """A body that takes in what came, nobody sitting at its desk."""
    return Viewer(NOBODY, "", *_nobody_of(body, scheme), (body.id,), (), ())


def _rules(refused: Refused | NotThere) -> str:
    """The rules that refused, without a word that somebody typed."""
    if isinstance(refused, NotThere):
        return "its place, which is closed to who takes reports in"
    return ", ".join(sorted({refusal.rule or "fields" for refusal in refused.refusals}))


def _nobody_of(body: Subject, scheme: Scheme) -> tuple[Seat, tuple[Seat, ...], tuple[UUID, ...]]:
    """A seat of a body that nobody holds, as a viewer has it."""
    part = scheme.part_of(body.code)
    seat = post_on_paper(body.id, body.code, str(body.facts.get("function", "")), "", part)
    seat = replace(seat, id=NOBODY)
    return seat, (seat,), seat.tokens


def _place_of(unit: UUID | None) -> _Place | None:
    """The newest open inspection of a unit, else the newest round under way."""
    inspections, rounds = run(
        [
            (f"{SUBJECT.select()} WHERE kind = 'inspection' AND unit = %s AND state <> ALL(%s)"
             " ORDER BY version DESC LIMIT 1", [unit, sorted(FINAL)]),
            (f"{SUBJECT.select()} WHERE kind = 'campaign' AND state IN ('preparing', 'running')"
             " ORDER BY version DESC LIMIT 1", []),
        ]
    )  # fmt: skip
    if not (found := inspections or rounds):
        return None
    within = SUBJECT.read(found[0])
    campaign = within.campaign or within.id
    row = SUBJECT.read(run([(f"{SUBJECT.select()} WHERE id = %s", [campaign])])[0][0])
    return _Place(within, scheme_to_decide_by(scheme_version(row)))


def _fields(place: _Place, sent: Sent, to: Subject) -> dict[str, Any]:
    """What the register says of it: nothing of the words."""
    scheme = place.scheme
    kind = kind_for(scheme, sent.about, sent.reader, is_inspected=place.within.kind == "inspection")
    form = scheme.form(ACT, kind)
    fields = {
        "kind": kind,
        "channel": _portal_channel(scheme),
        "mode": sent.mode,
        "subject": NOT_READ_YET,
        "extract": NOT_READ_YET if form and "extract" in form.fields else "",
        "addressee": to.code if scheme.value("addressees", to.code) else "",
    }
    return {name: value for name, value in fields.items() if value}


def _portal_channel(scheme: Scheme) -> str:
    """The channel that is meant for what comes through the portal (its trait `portal`)."""
    found = scheme.lists.get("channels")
    values = found.values.values() if found else ()
    return next((one.code for one in values if one.extra.get("portal")), "")


def _opened_for(sent: Sent, envelope: Envelope) -> Statement:
    """Lets the code of a report find its mailbox, once."""
    told = as_told(sent.mailbox) | {"desk": sent.desk}
    return mailbox_opened(sent.mailbox.lookup, sent.case, envelope.day, told)


def _kept(sent: Sent | Addition) -> tuple[str, str]:
    """Where the files that came with it are kept, as the machine knows it."""
    return FILES, json.dumps([one.as_told() for one in sent.files])


def _apart(sent: Sent) -> tuple[tuple[str, str], ...]:
    mailbox: Mapping[str, str] = as_told(sent.mailbox)
    return (
        (BODY, sent.body.decode()), (IDENTITY, sent.identity.decode()), (MAILBOX, json.dumps(mailbox)),
        _kept(sent),
    )  # fmt: skip
