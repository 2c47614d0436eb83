"""Whose post may bring in tables: for the command line, where nobody has signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.scheme.rules import Scheme
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.table import SEAT
from xuncha.store.viewer import Viewer, viewer_of


@dataclass(frozen=True, slots=True)
class Importer:
    """An account whose person holds a post that may do these acts."""

    login_name: str
    name: str
    person: UUID
    seat: UUID


def importers(acts: Iterable[str], on: date, login_name: str = "") -> tuple[Importer, ...]:
    """The accounts that may do every one of these acts, in the order of their posts; or just this one, if it may."""
    wanted = tuple(acts)
    version = scheme_version(None)
    if not version:
        return ()
    scheme = scheme_of(version)
    rows = run(
        [
            (f"SELECT a.login_name, a.display_name, {SEAT.listed('s')} FROM seat s"
             " JOIN store_account a ON a.person = s.person"
             " WHERE a.is_active AND s.since <= %(on)s AND (s.until IS NULL OR s.until >= %(on)s) AND s.ended_on IS NULL"
             " AND (%(login)s = '' OR a.login_name = %(login)s) ORDER BY s.version, s.id",
             {"on": on, "login": login_name.strip().lower()})
        ]
    )[0]  # fmt: skip
    found: dict[str, Importer] = {}
    for login, name, *values in rows:
        seat = SEAT.read(values)
        if _may(scheme, wanted, roles_for(scheme, seat)):
            found.setdefault(login, Importer(login, name, seat.person, seat.id))
    return tuple(found.values())


def _may(scheme: Scheme, acts: Iterable[str], roles: frozenset[str]) -> bool:
    return all(is_for_post(scheme, roles, act, "") for act in acts)


def as_viewer(importer: Importer, on: date) -> Viewer | None:
    """The person in that post."""
    return viewer_of(importer.person, importer.seat, on)
