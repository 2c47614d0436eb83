"""What may go with a referral, and to whom: what the guards on its route would refuse is not offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.predicates.sending import taken_by
from xuncha.core.scheme.rules import Call, Condition, Not, Scheme
from xuncha.queries.options import AS_FORMED, MOST, Option
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

REFERRED = "referral.drafted"
MATTERS = ("finding", "clue", "complaint", "inquiry")
"""What is referred: a matter, and never a paper, a check or a meeting about it."""


def may_go(viewer: Viewer, scheme: Scheme, route: str, near: Subject) -> tuple[Option, ...]:
    """The open matters near that may go this way, the newest first; and those a draft names already."""
    kinds = [kind for kind in MATTERS if _goes(scheme, route, kind)]
    place, key = _place(near)
    sql = (
        f'{SUBJECT.select()} WHERE "{place}" = %(place)s AND kind = ANY(%(kinds)s)'
        f" AND (state <> ALL(%(final)s) AND {_CLASSED} OR id = ANY(%(named)s::uuid[])) AND {SEES}"
        f" ORDER BY version DESC LIMIT {MOST}"
    )
    named = list(map(str, listed(near.facts.get("of")))) if near.kind == "referral" else []
    params: dict[str, Any] = {
        "place": key, "kinds": kinds, "final": sorted(FINAL), "named": named, "classes": _classes(scheme, route),
    }  # fmt: skip
    rows = [as_seen(viewer, SUBJECT.read(one)) for one in run([(sql, {**viewer.params, **params})])[0]]
    return tuple((str(row.id), f"{row.number} {row.title}".strip()) for row in rows)


_CLASSED = "(%(classes)s::text[] = '{}' OR coalesce(facts->'disposition.decided'->>'class', '') = ANY(%(classes)s || ARRAY['']))"
"""Whether its class, where one was decided, goes this way."""


def _classes(scheme: Scheme, route: str) -> list[str]:
    """The classes of matters that go by a route; none where any do."""
    way = scheme.routes.get(route)
    return list(way.classes) if way and way.act == REFERRED_BY else []


def _place(near: Subject) -> tuple[str, UUID | None]:
    """Where the matters lie that are near: at the unit, else in the round."""
    if near.kind in ("inspection", "campaign"):
        return near.kind, near.id
    return ("inspection", near.inspection) if near.inspection else ("campaign", near.campaign)


def may_receive(viewer: Viewer, scheme: Scheme, route: str, near: Subject) -> tuple[Option, ...]:
    """The bodies and units that take matters by this route, but for units that the viewer is kept off."""
    sql = (
        "SELECT id, title FROM subject WHERE kind IN ('body', 'unit') AND state IN ('formed', 'current')"
        " AND (kind = 'unit' OR campaign IS NULL OR campaign = %(campaign)s) AND id <> ALL(%(hidden_units)s::uuid[])"
    )
    params: dict[str, Any] = {**viewer.params, "campaign": near.campaign}
    for n, call in enumerate(_asked(scheme, route)):
        if isinstance(call, Call) and call.name == "receiver_fits":
            wanted, units_too = taken_by(scheme, route, call.args)
            if wanted:
                sql += (
                    f" AND (facts->>'function' = ANY(%(wanted_{n})s) OR kind = 'unit' AND %(units_too_{n})s)"
                )
                params |= {f"wanted_{n}": sorted(wanted), f"units_too_{n}": units_too}
    rows = run([(f"{sql} ORDER BY kind, {AS_FORMED} LIMIT {MOST}", params)])[0]
    return tuple((str(key), str(title)) for key, title in rows)


def _asked(scheme: Scheme, route: str) -> Iterator[Condition]:
    """What the guards on drafting a referral ask on this route, of whoever drafts it."""
    for guard in scheme.guards_on.get(REFERRED, ()):
        if not guard.of or (guard.of.keys() == {"route"} and route in listed(guard.of["route"])):
            yield from guard.needs


def _goes(scheme: Scheme, route: str, kind: str) -> bool:
    """Whether things of a kind are referred by this route: what it asks to be linked, and what it asks not to be."""
    for one in _asked(scheme, route):
        call = one.condition if isinstance(one, Not) else one
        if isinstance(call, Call) and call.name == "linked" and call.args.get("field") == "of":
            is_named = kind in {str(named).partition(":")[0] for named in listed(call.args.get("kind"))}
            if is_named == isinstance(one, Not):
                return False
    return True


REFERRED_BY = "referral.sent"
"""The act by which a class of matters goes its way."""
