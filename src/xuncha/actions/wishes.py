"""What a reporter asks for with the code: protection, and a second look at an answer.

Leak, retaliation and recusal become a matter of their own kind, registered by no office: it lies in the round, names no unit
and no report, and stands in no register of complaints.  Those alone read it who protect (`core.readers.audience.SET_APART`),
and of these nobody whom the report is kept from: neither who sits in what it is about, nor who is tied to that.  Nothing of it
is said on the report itself, so that whoever handles that learns nothing.  A rating of the answer stands on the report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.core.facts.rows import BY_CODE, NOBODY, Subject
from xuncha.core.facts.values import listed
from xuncha.core.protection.standing import disagreeing
from xuncha.core.readers.audience import SET_APART
from xuncha.core.scheme.rules import Scheme
from xuncha.store.append import run
from xuncha.store.portal import Envelope
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import Viewer
from xuncha.vault.report import ADDED, OF, Addition

DISAGREES = "dissatisfied"
RATING = "satisfaction.given"
MOST = 12
"""Codes of one list that one wish may name."""


def is_about(sent: Addition, what: str) -> bool:
    """Whether this is what the reporter asks for."""
    return sent.wish.get("kind") == what


def asks_for_protection(sent: Addition, scheme: Scheme) -> bool:
    """Whether the reporter asks for a protection that the regulation, or the base, knows."""
    return scheme.value("protections", str(sent.wish.get("kind", ""))) is not None


def protect(envelope: Envelope, sent: Addition, report: Subject, scheme: Scheme, now: datetime) -> None:
    """Begin the matter of its own; raises Refused or NotThere."""
    if report.campaign is None:
        raise NotThere
    closed_to = whom_it_concerns(report)
    if not _readers_left(sent.wish, report.campaign, scheme, closed_to):
        raise NotThere  # it waits for the level above
    within = SUBJECT.read(run([(f"{SUBJECT.select()} WHERE id = %s", [report.campaign])])[0][0])
    entry = Entry(
        SET_APART, asked_for(sent.wish, alias_of(envelope), scheme), within=within.id, occurred_on=envelope.day,
        apart=((OF, str(report.id)),), closed_to=closed_to,
    )  # fmt: skip
    perform(_by_code(within), [entry], key=uuid5(envelope.id, SET_APART), now=now)


def rate(envelope: Envelope, sent: Addition, report: Subject, scheme: Scheme, now: datetime) -> None:
    """Say on the report that the answer does not satisfy, with the words sealed as others are; raises Refused or NotThere."""
    words = ((ADDED, json.dumps({"n": sent.n, "words": sent.words.decode()})),) if sent.words else ()
    entry = Entry(
        RATING, {"answer": disagreeing(scheme)}, subject=report.id, occurred_on=envelope.day, apart=words
    )
    perform(_by_code(report), [entry], key=uuid5(envelope.id, RATING), now=now)


def whom_it_concerns(report: Subject) -> frozenset[UUID]:
    """The unit, and whatever bodies, that a report is about and is kept from."""
    return report.barred | ({report.unit} if report.unit else set())


def _readers_left(
    wish: Mapping[str, Any], campaign: UUID, scheme: Scheme, closed_to: frozenset[UUID]
) -> set[UUID]:
    """The bodies that protect, without those it is about: none where a post of theirs is to recuse itself."""
    asked = scheme.value("protections", str(wish.get("kind", "")))
    protects = scheme.roles.get(str(asked.extra.get("to"))) if asked else None
    recused = scheme.roles.get(str(wish.get("role", "")))
    if protects is None or (recused and recused.body == protects.body):
        return set()
    return {key for (key,) in run([(_FORMED, [protects.body, campaign])])[0]} - closed_to


_FORMED = (
    "SELECT id FROM subject WHERE kind = 'body' AND code = %s AND state = 'formed'"
    " AND (campaign IS NULL OR campaign = %s)"
)


def alias_of(envelope: Envelope) -> str:
    """What such a matter is called among those who protect: six figures that say nothing of the report."""
    return uuid5(envelope.id, SET_APART).hex[:6].upper()


def asked_for(wish: Mapping[str, Any], alias: str, scheme: Scheme) -> dict[str, Any]:
    """The fields of the matter: nothing but codes of lists that are there, so that no words of anybody stand in it."""
    role = scheme.roles.get(str(wish.get("role", "")))
    return {
        "kind": str(wish["kind"]),
        "alias": alias,
        "ways": _known(scheme, "retaliations", wish.get("ways")),
        "noticed": _known(scheme, "leak_signs", wish.get("noticed")),
        "role": role.id if role else "",
    }


def _known(scheme: Scheme, name: str, codes: Any) -> list[str]:
    return [code for code in map(str, listed(codes)[:MOST]) if scheme.value(name, code)]


def _by_code(row: Subject) -> Viewer:
    """The reporter, of whom nothing is known, who reads just what is acted on."""
    return Viewer(NOBODY, "", BY_CODE, (BY_CODE,), tuple(row.readers), (), (), ())


def report_of(told: Mapping[str, str]) -> UUID | None:
    """The report that such a matter is about, from what is sealed apart with it."""
    return UUID(told[OF]) if OF in told else None
