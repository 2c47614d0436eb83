"""The posts for which a clerk may enter acts from paper."""

from __future__ import annotations

from operator import itemgetter
from typing import Any
from uuid import UUID

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.catalogue import ActType
from xuncha.core.facts.rows import Seat, Subject, post_on_paper
from xuncha.core.names.numbered import in_order
from xuncha.core.scheme.rules import Role, Scheme
from xuncha.core.words import Text
from xuncha.store.append import run
from xuncha.store.look import look
from xuncha.store.viewer import Viewer


def may_open(viewer: Viewer, scheme: Scheme, entry: ActType, value: str) -> bool:
    """Whether the post, or one it enters for, may do the act at all: else there is no such page."""
    roles = roles_for(scheme, viewer.seat)
    others = entered_for(viewer, scheme, entry.code, value)
    may = {one for role in (*roles, *others) if role in scheme.roles for one in scheme.roles[role].may}
    if not value:
        return any(one.partition(":")[0] == entry.code for one in may)
    return bool(may & {entry.code, f"{entry.code}:{value}"})


def posts_entered_for(
    viewer: Viewer, scheme: Scheme, act: str, value: str, near: Subject | None
) -> dict[Seat, Text]:
    """The bodies (or the unit at hand) that may do the act and for which the viewer's post may enter it."""
    entered = entered_for(viewer, scheme, act, value)
    others = [role for name, role in scheme.roles.items() if name in entered]
    able = [role for role in others if is_for_post(scheme, frozenset({role.id}), act, value)]
    if not able:
        return {}
    rows = _bodies(frozenset(role.body for role in others), near.unit if near else None)
    found: dict[Seat, Text] = {}
    for key, kind, code, title, function in rows:
        party_kind = code if kind == "body" else "unit"
        for role in able:
            if role.holds(party_kind, function or "", role.seat):
                seat = post_on_paper(key, party_kind, function or "", role.seat, scheme.part_of(party_kind))
                found.setdefault(seat, _post(role, title))
    return found


def _post(role: Role, title: str) -> Text:
    """A body by its name, with the post in it that a paper comes from where there is one."""
    return Text(f"{title} {role.text.zh}", f"{title} {role.text.en}") if role.seat else Text(title, title)


def entered_for(viewer: Viewer, scheme: Scheme, act: str, value: str) -> frozenset[str]:
    """The roles for which the post may enter an act from paper; who stands in does so for the acts that were named."""
    if viewer.seat.acting_for is not None and not viewer.seat.is_deputised_for(act, value):
        return frozenset()
    mine = roles_for(scheme, viewer.seat)
    return frozenset(name for role in mine for name in scheme.roles[role].enters_for)


def _bodies(codes: frozenset[str], unit: UUID | None) -> list[tuple[Any, ...]]:
    """The bodies of these kinds and the unit at hand, read once for all acts that a page asks about."""
    known = look().posts
    if (codes, unit) not in known:
        sql = (
            "SELECT id, kind, code, title, facts->>'function' FROM subject WHERE state IN ('formed', 'current')"
            " AND (kind = 'body' AND code = ANY(%s) OR id = %s) ORDER BY version"
        )
        known[codes, unit] = list(in_order(run([(sql, [sorted(codes), unit])])[0], itemgetter(3)))
    return known[codes, unit]
