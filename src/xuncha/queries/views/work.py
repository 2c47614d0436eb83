"""What was done at one unit of a round: of each kind how much, by the ways of working where they are told apart, and its problems."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.queries.subjects import lying_in, subjects_by_id
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer


class Amount(NamedTuple):
    """How many things of one kind begun in one way there are, and how many of them have come to their end."""

    kind: str
    code: str
    n: int
    n_final: int


@dataclass(frozen=True, slots=True)
class Work:
    """What was done at a unit, in the order in which each way was first used, and the problems found there."""

    amounts: tuple[Amount, ...]
    problems: tuple[Subject, ...]

    def of(self, kind: str) -> tuple[Amount, ...]:
        """The amounts of one kind, way by way."""
        return tuple(one for one in self.amounts if one.kind == kind)


def work_at(viewer: Viewer, inspection: UUID, kinds: Collection[str]) -> Work:
    """What of these kinds lies in an inspection and the viewer reads."""
    params = {**viewer.params, "id": inspection, "kinds": list(kinds), "final": sorted(FINAL)}
    [rows] = run([(_AMOUNTS, params)])
    problems = lying_in(viewer, "inspection", inspection, ["finding"]) if "finding" in kinds else ()
    return Work(
        tuple(Amount(str(kind), str(code), n, final) for kind, code, n, final in rows), tuple(problems)
    )


_AMOUNTS = f"""
    SELECT kind, code, count(*), count(*) FILTER (WHERE state = ANY(%(final)s)) FROM subject
    WHERE inspection = %(id)s AND kind = ANY(%(kinds)s) AND {SEES} GROUP BY 1, 2 ORDER BY min(version)
"""


class Sorted(NamedTuple):
    """What problems say of themselves, word by word, and whether these are the kinds of units that they name."""

    values: tuple[str, ...]
    are_units: bool


def sorted_by(viewer: Viewer, rows: Sequence[Subject], path: str) -> Sorted:
    """Each value of a field (`fields`, `parent.FIELD` of what a problem was found in) as often as it is said; of units their kind."""
    above, _, name = path.rpartition(".")
    parents = subjects_by_id(viewer, [row.parent for row in rows if row.parent]) if above else {}
    holders = [parents.get(row.parent) if above and row.parent else row for row in rows]
    values = [str(one) for row in holders if row for one in listed(row.facts.get(name))]
    units = subjects_by_id(viewer, [key for one in values if (key := id_of(one))])
    if not units:
        return Sorted(tuple(values), are_units=False)
    kinds = (units[key].code for one in values if (key := id_of(one)) in units)
    return Sorted(tuple(kinds), are_units=True)
