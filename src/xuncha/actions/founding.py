"""The first hour of an office: its bodies, units and people are entered before anyone has a post.

They are ordinary acts by the ordinary write path; only the actor is special: the founder, a role of the base
document, who may found and nothing else, and only from the machine's own command or the first-hour page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from xuncha.actions.perform import Entry, perform
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.rows import INSIDERS, NOBODY, Seat
from xuncha.core.words import Text
from xuncha.shipped import scheme_text
from xuncha.store.append import run
from xuncha.store.schemes import adopt, digest_of, scheme_of
from xuncha.store.viewer import Viewer

FOUNDER_SEAT = Seat(NOBODY, NOBODY, "founder", "", "", NOBODY, None, False, date(2000, 1, 1), None, None, 0)
FOUNDER = Viewer(NOBODY, "", FOUNDER_SEAT, (FOUNDER_SEAT,), (NOBODY, INSIDERS), (NOBODY,), (), ())


class AlreadyFounded(RuntimeError):
    """The jurisdiction has a name already; founding happens once."""


def founded_name() -> Text | None:
    """The office's name, or None where nothing is founded yet."""
    rows = run([("SELECT zh, en FROM jurisdiction", [])])[0]
    return Text(*rows[0]) if rows else None


def found(
    zh: str, en: str, scheme: str, *, is_practice: bool = False, source: str = "", now: datetime | None = None
) -> str:
    """Name the office and adopt its regulation, which is the first act of the record; the version of the regulation.

    `source` is the text of a regulation that does not ship with this version.
    """
    if founded_name() is not None:
        raise AlreadyFounded
    moment = now or timezone.now()
    with transaction.atomic():
        version = adopt(scheme, source or scheme_text(scheme))
        run(
            [
                ("INSERT INTO jurisdiction (one, zh, en, is_practice, scheme) VALUES (true, %s, %s, %s, %s)",
                 [zh, en, is_practice, version])
            ]
        )  # fmt: skip
        adopted = scheme_of(version)
        starts_on = adopted.starts_on or day_in_shanghai(moment)
        fields = {
            "scheme": scheme, "version": version, "digest": digest_of(version), "starts_on": starts_on.isoformat(),
        }  # fmt: skip
        enter("scheme.adopted", fields, moment)
    return version


def enter(
    act: str,
    fields: Mapping[str, Any],
    now: datetime,
    *,
    subject: UUID | None = None,
    kind: str = "",
    by: Viewer = FOUNDER,
    paper: str = "",
) -> UUID:
    """One founding act, by the founder, or by whoever goes on with founding on a page; the subject it is about."""
    entry = Entry(
        act, fields, subject, kind=kind, occurred_on=day_in_shanghai(now), paper=paper,
        new_id=None if subject else uuid4(),
    )  # fmt: skip
    done = perform(by, [entry], now=now)
    assert done.subject is not None
    return done.subject


def body(kind: str, title: str, now: datetime, **more: Any) -> UUID:
    """Form a body: leading group, office, receiver, city committee ..."""
    return enter("body.formed", {"kind": kind, "title": title, **more}, now)


def unit(
    title: str, kind: str, now: datetime, parent: UUID | None = None, *, by: Viewer = FOUNDER, **more: Any
) -> UUID:
    """Register a unit in the tree."""
    fields = {"title": title, "kind": kind, "parent": str(parent) if parent else "", **more}
    return enter("unit.registered", fields, now, by=by)


def person(title: str, now: datetime, home_unit: UUID | None = None, *, by: Viewer = FOUNDER) -> UUID:
    """Register a person."""
    fields = {"title": title, "home_unit": str(home_unit) if home_unit else ""}
    return enter("person.registered", fields, now, by=by)


def seat(
    party: UUID, name: str, holder: UUID, now: datetime, *, by: Viewer = FOUNDER, paper: str = "", **more: Any
) -> UUID:
    """Fill a seat of a body or unit; `paper` is the number of the paper of appointment, where there is one."""
    fields = {"seat": name, "person": str(holder), **more}
    return enter("seat.filled", fields, now, subject=party, by=by, paper=paper)
