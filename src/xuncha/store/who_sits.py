"""Who sits where on a day, out of the rows: what the computing of a report's recipients looks at (`core.protection`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from xuncha.core.protection.addressing import Desks, Posts
from xuncha.core.protection.posts_on_a_day import ground_on, receivers_on
from xuncha.core.scheme.rules import Scheme
from xuncha.store.append import run
from xuncha.store.custody import desk
from xuncha.store.table import BAR, SEAT, SUBJECT, TIE
from xuncha.vault.report import ABOVE, INTAKE


def who_sits_where(scheme: Scheme, on: date) -> Posts | None:
    """The bodies that may receive, and what is known of units and people; None where no keys were made.

    Once for a batch: it reads the whole office.
    """
    intake, above, things, seats, ties, bars = run(
        [
            desk(INTAKE),
            desk(ABOVE),
            (f"{SUBJECT.select()} WHERE kind IN ('body', 'unit', 'person') ORDER BY version", []),
            (SEAT.select(), []),
            (TIE.select(), []),
            (BAR.select(), []),
        ]
    )
    if not intake:
        return None
    rows = [SUBJECT.read(values) for values in things]
    posts = [SEAT.read(values) for values in seats]
    units, people = ([row for row in rows if row.kind == kind] for kind in ("unit", "person"))
    ground = ground_on(units, posts, people, map(TIE.read, ties), map(BAR.read, bars), on)
    desks = Desks(intake[0][0], above[0][0] if above else None)
    return Posts(desks, receivers_on(rows, posts, scheme, on), ground)


def teams_of(units: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each of these units the team that inspects it now, or did last."""
    sql = (
        "SELECT DISTINCT ON (unit) unit, body FROM subject WHERE kind = 'inspection' AND unit = ANY(%s)"
        " AND body IS NOT NULL ORDER BY unit, version DESC"
    )
    return dict(run([(sql, [list(units)])])[0])
