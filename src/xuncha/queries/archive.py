"""How much of each archive kind the record holds, so that no volume's figures are ever typed."""

from __future__ import annotations

from uuid import UUID

from xuncha.core.scheme import Scheme
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer


def counts_for_volume(viewer: Viewer, scheme: Scheme, inspection: UUID | None) -> dict[str, int]:
    """By archive kind, how many things of an inspection stand in the register it counts (`check:talk`)."""
    kinds = scheme.lists["archive_kinds"].values if "archive_kinds" in scheme.lists else {}
    wanted = {code: str(one.extra["counts"]) for code, one in kinds.items() if one.extra.get("counts")}
    if inspection is None or not wanted:
        return {}
    sql = f"SELECT kind, code, count(*) FROM subject WHERE inspection = %(key)s AND {SEES} GROUP BY 1, 2"
    rows = run([(sql, {**viewer.params, "key": inspection})])[0]
    found = {}
    for code, counted in wanted.items():
        kind, _, value = counted.partition(":")
        found[code] = sum(n for one, of, n in rows if one == kind and value in ("", of))
    return found
