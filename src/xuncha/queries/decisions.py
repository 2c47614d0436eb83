"""What waits for a decision: clues and findings with a proposed class, and papers put up for approval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha.core.book import FINAL
from xuncha.core.rows import Subject
from xuncha.queries.subjects import EXACT
from xuncha.store.append import Statement, run
from xuncha.store.look import is_met
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

MOST = 50
"""Matters that one paper decides at most."""

BOARD = 300
PUT_UP = ("document", "referral", "check", "campaign", "inspection", "body", "finding", "clue")


def matters_for_board(viewer: Viewer) -> tuple[tuple[Subject, ...], bool]:
    """Clues the viewer may open and findings with a proposal or decision, the undecided first; and whether there are more."""
    seen = f"state <> 'withdrawn' AND {SEES}"
    disposed_of = "facts ?| ARRAY['disposition.proposed', 'disposition.decided']"  # as the index of the same name has it
    sql = (
        f"SELECT * FROM ({SUBJECT.select()} WHERE kind = 'clue' AND {seen} UNION ALL"
        f" {SUBJECT.select()} WHERE kind = 'finding' AND {disposed_of} AND {seen}) matter"
        f" ORDER BY facts ? 'disposition.decided', NOT facts ? 'disposition.proposed', version LIMIT {BOARD + 1}"
    )
    rows = run([(sql, viewer.params)])[0]
    return tuple(_met(SUBJECT.read(values)) for values in rows[:BOARD]), len(rows) > BOARD


def _met(row: Subject) -> Subject:
    is_met(row.id, row.kind)
    return row


def waiting_for_disposition(viewer: Viewer) -> tuple[Subject, ...]:
    """Clues and findings with a proposal and no decision yet."""
    return tuple(row for row in matters_for_board(viewer)[0] if proposal(row) and not decision(row))


PutUp = tuple[tuple[Subject, str], ...]
"""Matters put up for approval, each with what the approval is for."""


def waiting_for_approval(viewer: Viewer) -> PutUp:
    """What was put up for approval and neither approved nor refused since."""
    return _read_put_up(run([_put_up(viewer)])[0])


def _put_up(viewer: Viewer) -> Statement:
    sql = (
        f"{SUBJECT.select()} WHERE kind = ANY(%(kinds)s) AND state <> ALL(%(final)s)"
        f" AND facts ? 'approval.requested' AND {SEES} ORDER BY version DESC LIMIT {BOARD}"
    )
    return sql, {**viewer.params, "kinds": list(PUT_UP), "final": sorted(FINAL)}


def _read_put_up(found: Sequence[Sequence[Any]]) -> PutUp:
    """The oldest first; read newest first, so that what was answered long ago crowds out nothing."""
    rows = [_met(SUBJECT.read(values)) for values in reversed(found)]
    return tuple((row, what) for row in rows for what in _unanswered(row))


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What waits for an answer: matters put up for approval, the latest problems reported as rectified, how many these are."""

    put_up: PutUp
    problems: tuple[Subject, ...]
    n_problems: int


def awaiting(viewer: Viewer, states: Iterable[str], most: int) -> Awaiting:
    """For a desk, in one round trip; problems in these states, the longest waiting first."""
    in_state = f"FROM subject WHERE kind = 'finding' AND state = ANY(%(states)s) AND {SEES}"
    params = {**viewer.params, "states": list(states)}
    put_up, problems, [[n]] = run(
        [
            _put_up(viewer),
            (f"SELECT {SUBJECT.listed()} {in_state} ORDER BY version LIMIT {most}", params),
            (f"SELECT count(*) FROM (SELECT 1 {in_state} LIMIT {EXACT + 1}) counted", params),
        ]
    )
    return Awaiting(_read_put_up(put_up), tuple(map(SUBJECT.read, problems)), n)


def _unanswered(row: Subject) -> list[str]:
    """What approval was last asked for and not answered since; a class is decided on its own, not approved."""
    asked: dict[str, int] = {}
    for entry in row.facts.get("approval.requested", ()):
        asked[str(entry.get("for_act"))] = entry["_"]["position"]
    for act in ("approval.given", "approval.refused"):
        for entry in row.facts.get(act, ()):
            what = str(entry.get("for_act"))
            if entry["_"]["position"] > asked.get(what, 1 << 60):
                del asked[what]
    return [what for what in asked if what != "disposition"]


def proposal(row: Subject) -> Mapping[str, Any]:
    """The class proposed for a matter."""
    found = row.facts.get("disposition.proposed")
    return found if isinstance(found, Mapping) else {}


def decision(row: Subject) -> Mapping[str, Any]:
    """The class decided for a matter."""
    found = row.facts.get("disposition.decided")
    return found if isinstance(found, Mapping) else {}
