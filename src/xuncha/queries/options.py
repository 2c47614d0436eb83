"""What a field of a form may be filled with: people, units, bodies and other subjects near the matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from xuncha.core.payload import Slot
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.store.append import run
from xuncha.store.look import is_met
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.viewer import SEES, Viewer

MOST = 400
"""Choices offered in one list; what lies beyond is found by its full name or number."""

Option = tuple[str, str]


def options_for(viewer: Viewer, slot: Slot, near: Subject, called: Sequence[str] = ()) -> tuple[Option, ...]:
    """The ids and names a reference field offers, for a matter that lies where `near` lies; or those called by these words."""
    if slot.type == "person":
        return people(viewer, near, inside=slot.of == "inside", called=called)
    if slot.type == "unit":
        return _named(("unit",), None, called)
    if slot.type == "party":
        return _named(("body", "unit"), near.campaign, called)
    if slot.type == "ref" and slot.of == "decision":
        return decisions(viewer, near)
    if slot.type == "ref":
        return things(viewer, slot.of, near, called)
    return ()


def people(
    viewer: Viewer, near: Subject, *, inside: bool = False, called: Sequence[str] = ()
) -> tuple[Option, ...]:
    """People by post: first those of one's own body, then those of the team and the unit at hand, then everyone; `inside`
    leaves only those who inspect, run or lead.

    A unit chooses among its own people: who works in teams, the office and other units is not told to it.
    """
    parties = [key for key in (near.body, near.unit) if key]
    own = " AND s.party = %(own)s" if viewer.is_inspected else " AND s.part <> ''" if inside else ""
    own += " AND p.title = ANY(%(called)s)" if called else ""
    rows = run(
        [
            (
                "SELECT p.id, p.title,"
                " min(CASE WHEN s.party = %(own)s THEN 0 WHEN s.party = ANY(%(near)s) THEN 1 ELSE 2 END) AS far, min(b.title)"
                " FROM subject p LEFT JOIN seat s ON s.person = p.id AND s.until IS NULL"
                " LEFT JOIN subject b ON b.id = s.party"
                f" WHERE p.kind = 'person'{own} GROUP BY p.id, p.title ORDER BY far, min(b.title), p.title LIMIT %(most)s",
                {
                    "own": viewer.seat.party,
                    "near": parties,
                    "most": MOST,
                    "called": [one.partition("（")[0] for one in called],
                },
            )
        ]
    )[0]
    return tuple((str(key), f"{title}（{party}）" if party else title) for key, title, _, party in rows)


def _named(kinds: Iterable[str], campaign: UUID | None, called: Sequence[str]) -> tuple[Option, ...]:
    """Units and bodies by name; a team only within its own round."""
    named = " AND title = ANY(%(called)s)" if called else ""
    rows = run(
        [
            (
                "SELECT id, title FROM subject WHERE kind = ANY(%(kinds)s) AND state IN ('formed', 'current')"
                f" AND (kind = 'unit' OR campaign IS NULL OR campaign = %(campaign)s){named}"
                " ORDER BY kind, version LIMIT %(most)s",
                {"kinds": list(kinds), "campaign": campaign, "most": MOST, "called": list(called)},
            )
        ]
    )[0]
    return tuple((str(key), title) for key, title in rows)


def things(viewer: Viewer, kind: str, near: Subject, called: Sequence[str] = ()) -> tuple[Option, ...]:
    """Subjects of a kind near the matter that the viewer may read, newest first."""
    place, key = ("inspection", near.inspection) if near.inspection else ("campaign", near.campaign)
    conditions = [SEES, "kind = ANY(%(kinds)s)"]
    params: dict[str, Any] = {
        **viewer.params,
        "kinds": [kind]
        if kind
        else ["check", "complaint", "finding", "clue", "document", "request", "meeting", "inquiry"],
        "key": key,
        "most": MOST,
    }
    if key is not None:
        conditions.append(f'"{place}" = %(key)s')
    if called:
        conditions.append(
            "(number = ANY(%(called)s) OR title = ANY(%(called)s) OR trim(number || ' ' || title) = ANY(%(called)s))"
        )
        params["called"] = list(called)
    sql = "SELECT id, kind, number, title FROM subject WHERE {} ORDER BY version DESC LIMIT %(most)s"
    rows = run([(sql.format(" AND ".join(conditions)), params)])[0]
    for found, its_kind, _, _ in rows:
        is_met(found, its_kind)
    return tuple((str(found), f"{number} {title}".strip()) for found, _, number, title in rows)


def decisions(viewer: Viewer, near: Subject) -> tuple[Option, ...]:
    """Decisions on record about the round or a standing body, newest first; a decision is an act, not a thing."""
    params = {**viewer.params, "campaign": near.campaign, "most": MOST}
    rows = run(
        [
            (
                "SELECT a.id, a.occurred_on, a.value, s.title FROM act a"
                f" JOIN (SELECT id, title FROM subject WHERE {SEES}) s ON s.id = a.subject"
                " WHERE a.type = 'decision.made' AND (a.campaign IS NULL OR a.campaign = %(campaign)s::uuid)"
                " ORDER BY a.position DESC LIMIT %(most)s",
                params,
            )
        ]
    )[0]
    scheme = scheme_of(scheme_version(None))
    return tuple((str(key), f"{on} {_question(scheme, value)}（{title}）") for key, on, value, title in rows)


def _question(scheme: Scheme, code: str) -> str:
    found = scheme.value("questions", code)
    return found.text.zh if found else code


def kinds_known(viewer: Viewer, keys: Iterable[UUID]) -> dict[UUID, str]:
    """Of these ids, those the viewer may know of and what each is: a kind of subject, `act` or `duty`.

    What does not exist and what the viewer may not know of are left out alike.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    params = {"ids": wanted, "own": viewer.seat.party, "is_inspected": viewer.is_inspected}
    rows = run([(_KNOWN, {**viewer.params, **params})])[0]
    return dict(rows)


_KNOWN = f"""
    SELECT id, kind FROM subject WHERE id = ANY(%(ids)s) AND (kind IN ('unit', 'body') OR {SEES} OR (kind = 'person'
        AND (NOT %(is_inspected)s OR EXISTS (SELECT FROM seat WHERE person = subject.id AND party = %(own)s))))
    UNION ALL
    SELECT id, 'duty' FROM duty WHERE id = ANY(%(ids)s) AND {SEES}
    UNION ALL
    SELECT a.id, 'act' FROM act a JOIN (SELECT id AS seen FROM subject WHERE {SEES}) s ON s.seen = a.subject
    WHERE a.id = ANY(%(ids)s)
"""
