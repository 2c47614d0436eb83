"""How a round stands for one unit: its own inspection, and everything of it that the unit has been told."""

from __future__ import annotations

from dataclasses import dataclass

from xuncha.core.facts.rows import Subject
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

_INSPECTION = f"SELECT id FROM subject WHERE kind = 'inspection' AND unit = %(unit)s AND {SEES} ORDER BY version DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class UnitHome:
    """The unit's inspection, the papers it was sent or made public, its problems by their numbers in the feedback, and the
    announcement that says how the team is reached.
    """

    inspection: Subject
    papers: tuple[Subject, ...]
    problems: tuple[Subject, ...]
    announcement: Subject | None


def unit_home(viewer: Viewer) -> UnitHome | None:
    """The latest inspection of the viewer's own unit, in one round trip; None before the unit has been told of one."""
    params = {**viewer.params, "unit": viewer.seat.party}
    of_it = f"inspection IN ({_INSPECTION})"
    found, said = run(
        [
            (
                f"{SUBJECT.select()} WHERE (id IN ({_INSPECTION})"
                f" OR {of_it} AND kind IN ('document', 'finding')) AND {SEES} ORDER BY version",
                params,
            ),
            (  # what everybody may read on the public page
                f"{SUBJECT.select()} WHERE kind = 'document' AND state = 'public' AND facts ?| ARRAY['phone', 'box']"
                f" AND ({of_it} OR inspection IS NULL AND body IN (SELECT body FROM subject WHERE id IN ({_INSPECTION})))"
                " ORDER BY inspection NULLS LAST, version DESC LIMIT 1",
                params,
            ),
        ]
    )
    rows = [as_seen(viewer, SUBJECT.read(values)) for values in found]
    inspection = next((row for row in rows if row.kind == "inspection"), None)
    if inspection is None:
        return None
    return UnitHome(
        inspection,
        tuple(row for row in rows if row.kind == "document"),
        tuple(sorted((row for row in rows if row.kind == "finding"), key=lambda row: row.n)),
        next(map(SUBJECT.read, said), None),
    )
