"""How much of each archive kind the record holds, so that no volume's figures are ever typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.scheme.rules import Scheme
from xuncha.store.append import Statement, run
from xuncha.store.table import DUTY
from xuncha.store.viewer import SEES, Viewer


def counts_for_volume(
    viewer: Viewer, scheme: Scheme, inspection: UUID | None, *, with_known: bool = True
) -> dict[str, int]:
    """By archive kind, how many things of an inspection stand in the register it counts, or has it from (`check:talk`)."""
    wanted = {**(registers_of(scheme, "known") if with_known else {}), **registers_of(scheme)}
    if inspection is None or not wanted:
        return {}
    return _by_kind(wanted, run([_counted(viewer, inspection)])[0])


def registers_of(scheme: Scheme, trait: str = "counts") -> dict[str, str]:
    """By archive kind, the register whose entries it must be as many as: `complaint`, `check:talk`; or is filled in from."""
    kinds = scheme.lists["archive_kinds"].values if "archive_kinds" in scheme.lists else {}
    return {code: str(one.extra[trait]) for code, one in kinds.items() if one.extra.get(trait)}


@dataclass(frozen=True, slots=True)
class VolumeFacts:
    """What stands in the record beside a volume: the registers it counts, and the open duty to hand it over."""

    counts: Mapping[str, int]
    duty: Duty | None


def facts_for_volume(viewer: Viewer, scheme: Scheme, volume: Subject) -> VolumeFacts:
    """The counts of the record for a volume and the hand-over still owed, in one round trip."""
    if volume.inspection is None:
        return VolumeFacts({}, None)
    owed = (
        f"{DUTY.select()} WHERE inspection = %(key)s AND state = 'open'"
        f" AND awaits @> ARRAY['volume.handed_over']::text[] AND {SEES} ORDER BY due_at NULLS LAST, id LIMIT 1"
    )
    counted, duties = run(
        [_counted(viewer, volume.inspection), (owed, {**viewer.params, "key": volume.inspection})]
    )
    return VolumeFacts(_by_kind(registers_of(scheme), counted), DUTY.read(duties[0]) if duties else None)


def _counted(viewer: Viewer, inspection: UUID) -> Statement:
    sql = f"SELECT kind, code, count(*) FROM subject WHERE inspection = %(key)s AND {SEES} GROUP BY 1, 2"
    return sql, {**viewer.params, "key": inspection}


def _by_kind(wanted: Mapping[str, str], rows: list[tuple[str, str, int]]) -> dict[str, int]:
    found = {}
    for code, counted in wanted.items():
        kind, _, value = counted.partition(":")
        found[code] = sum(n for one, of, n in rows if one == kind and value in ("", of))
    return found
