"""Makes the case for an act among rows already loaded: what the engine judges, in a command or on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.core.acts.competence import roles_for
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.case import Case, deciding_value
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.facts.setting import around
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import calendar
from xuncha.store.append import run_again
from xuncha.store.look import look
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import Viewer


def judged_by(*subjects: Subject) -> dict[UUID, Subject]:
    """Matters and the rows around them as a rule judges them, whoever asks and however little of them is told to who asks:
    a page finds possible what the act itself will find so.

    They are for judging alone, never for showing.
    """
    known = look().judged
    wanted = dict.fromkeys(key for subject in subjects for key in (subject.id, *around(subject)))
    if missing := [key for key in wanted if key not in known]:
        found = run_again([(f"{SUBJECT.select()} WHERE id = ANY(%s)", [missing])])[0]
        known |= {row.id: row for row in map(SUBJECT.read, found)}
    return {row.id: row for row in subjects} | {key: known[key] for key in wanted if key in known}


def case_of(
    viewer: Viewer, act: str, fields: Mapping[str, Any], subject: Subject, rows: Mapping[UUID, Subject], scheme: Scheme,
    now: datetime, *, by: Seat | None = None, occurred_on: date | None = None, paper: str = "", reason: str = "",
    is_asked: bool = False,
) -> Case:  # fmt: skip
    """The case of an act by a viewer, or by the post the viewer enters it for."""
    entry = CATALOGUE[act]
    actor = by or viewer.seat

    def near(key: UUID | None) -> Subject | None:
        return subject if key == subject.id else rows.get(key) if key else None

    if subject.state == "new" and entry.deciding and not subject.code:
        subject = replace(subject, code=deciding_value(entry, fields, subject))
    return Case(
        act=entry, subject=subject, fields=fields, actor=actor, entered_by=viewer.person,
        occurred_on=occurred_on or day_in_shanghai(now), now=now, scheme=scheme, roles=roles_for(scheme, actor),
        parent=near(subject.parent), inspection=near(subject.inspection), campaign=near(subject.campaign),
        unit=near(subject.unit), body=near(subject.body), paper=paper, reason=reason, is_asked=is_asked,
        tied_units=frozenset(viewer.tied_units), hidden_units=frozenset(viewer.hidden_units),
        calendar=calendar(),
    )  # fmt: skip
