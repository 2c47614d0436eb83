"""What waits for a decision: clues and findings with a proposed class, and papers put up for approval."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Subject
from xuncha.core.record.fold import AWAITED
from xuncha.queries.answers import Answers
from xuncha.queries.subjects import EXACT
from xuncha.store.append import Statement, run
from xuncha.store.look import is_met, look
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

MOST = 50
"""Matters that one paper decides at most."""

BOARD = 300
PUT_UP = ("document", "referral", "check", "campaign", "inspection", "body", "finding", "clue")


def matters_for_board(viewer: Viewer) -> tuple[tuple[Subject, ...], bool]:
    """Clues the viewer may open and findings with a proposal or decision, the undecided first; and whether there are more."""
    return _read_board(run([_board(viewer)])[0])


def _board(viewer: Viewer) -> Statement:
    seen = f"state <> 'withdrawn' AND {SEES}"
    disposed_of = "facts ?| ARRAY['disposition.proposed', 'disposition.decided']"  # as the index of the same name has it
    sql = (
        f"SELECT * FROM ({SUBJECT.select()} WHERE kind = 'clue' AND {seen} UNION ALL"
        f" {SUBJECT.select()} WHERE kind = 'finding' AND {disposed_of} AND {seen}) matter"
        f" ORDER BY facts ? 'disposition.decided', NOT facts ? 'disposition.proposed', version LIMIT {BOARD + 1}"
    )
    return sql, viewer.params


def _read_board(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Subject, ...], bool]:
    return tuple(_met(SUBJECT.read(values)) for values in rows[:BOARD]), len(rows) > BOARD


def _met(row: Subject) -> Subject:
    is_met(row.id, row.kind)
    return row


PutUp = tuple[tuple[Subject, str], ...]
"""Matters put up for approval, each with what the approval is for."""


def waiting_for_decision(viewer: Viewer) -> tuple[tuple[Subject, ...], PutUp]:
    """Clues and findings with a proposal and no decision yet; and what was put up for approval and neither approved nor refused
    since, the longest untouched first; of each so many at most as a board shows.
    """
    board, put_up = run([_board(viewer), _put_up(viewer)])
    rows, _ = _read_board(board)
    return tuple(row for row in rows if proposal(row) and not decision(row)), _read_put_up(put_up)


def _put_up(viewer: Viewer, answers: Answers | None = None) -> Statement:
    """What waits for an approval; with answers only what was asked of one of the roles.  The limit counts nothing else."""
    asked_of = (
        f" AND EXISTS (SELECT FROM jsonb_each_text(facts->'{AWAITED}') asked WHERE {answers.among('roles', 'asked.value')})"
        if answers is not None
        else ""
    )
    sql = (
        f"{SUBJECT.select()} WHERE kind = ANY(%(kinds)s) AND state <> ALL(%(final)s)"
        f" AND facts ? '{AWAITED}'{asked_of} AND {SEES} ORDER BY version LIMIT {BOARD}"
    )
    named = {"kinds": list(PUT_UP), "final": sorted(FINAL), **(answers.params if answers is not None else {})}
    return sql, {**viewer.params, **named}


def _read_put_up(found: Sequence[Sequence[Any]], answers: Answers | None = None) -> PutUp:
    rows = [_met(SUBJECT.read(values)) for values in found]
    return tuple(
        (row, what)
        for row in rows
        for what, role in row.facts[AWAITED].items()
        if answers is None or role in answers.on(row).roles
    )


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What waits for an answer: matters put up for approval, the latest problems reported as rectified, how many these are in
    each state.
    """

    put_up: PutUp
    problems: tuple[Subject, ...]
    in_states: Mapping[str, int]
    to_clear: tuple[Subject, ...] = ()
    """Papers of others that are checked before they are published."""

    @property
    def n_problems(self) -> int:
        """How many problems wait in all."""
        return sum(self.in_states.values())


def awaiting(viewer: Viewer, answers: Answers, most: int) -> Awaiting:
    """For a desk, in one round trip: what the post is asked to approve; problems that wait for it, the longest waiting
    first; papers that another has drafted and nobody checked.
    """
    in_state = f"FROM subject WHERE kind = 'finding' AND {answers.among('states', 'state')} AND {SEES}"
    papers = (
        f"SELECT {SUBJECT.listed()} FROM subject WHERE kind = 'document' AND state IN ('draft', 'signed')"
        f" AND {answers.among('cleared', 'code')} AND facts->'_'->>'person' IS DISTINCT FROM %(drafter)s"
        f" AND {SEES} ORDER BY version LIMIT {most}"
    )
    params = {**viewer.params, **answers.params, "drafter": str(viewer.person)}
    few = f"SELECT id, inspection, campaign, unit, body, parent {in_state} ORDER BY version LIMIT {most}"
    around = f"SELECT unnest(ARRAY[inspection, campaign, unit, body, parent]) FROM ({few}) few"
    put_up, problems, counted, to_clear, near = run(
        [
            _put_up(viewer, answers),
            (f"SELECT {SUBJECT.listed()} {in_state} ORDER BY version LIMIT {most}", params),
            (
                f"SELECT state, count(*) FROM (SELECT state {in_state} LIMIT {EXACT + 1}) counted GROUP BY state",
                params,
            ),
            (papers, params),
            (f"{SUBJECT.select()} WHERE id IN ({around})", params),
        ]
    )
    reported = tuple(map(SUBJECT.read, problems))
    judged = (*map(SUBJECT.read, near), *reported)  # by which their next step is judged
    look().judged |= {row.id: row for row in judged}
    waiting = tuple(map(SUBJECT.read, to_clear))
    return Awaiting(_read_put_up(put_up, answers), reported, dict(counted), waiting)


DECIDED_ON = ("campaign", "inspection", "body")
"""On what a decision is recorded that is none on a matter: a round, a unit's inspection, a body."""

SHOWN = 50
"""So many matters of one paper are found by its number, the newest first; one paper decides no more at a time."""


def decided_by(viewer: Viewer, number: str) -> tuple[Statement, Statement]:
    """To be read together: of what the viewer may open, where a paper of this number was recorded as a decision, and the matters
    whose disposition it decided.  A unit is told of neither.
    """
    told = "false" if viewer.is_inspected else SEES
    named = {
        **viewer.params,
        "on": list(DECIDED_ON),
        "said": json.dumps([{"number": number}]),
        "number": number,
    }
    on = f"{SUBJECT.select()} WHERE kind = ANY(%(on)s) AND facts->'decision.made' @> %(said)s::jsonb"
    disposed = f"{SUBJECT.select()} WHERE {BY_PAPER} = %(number)s AND facts ? 'disposition.decided'"
    return (
        (f"{on} AND {told} ORDER BY version DESC LIMIT {SHOWN}", named),
        (f"{disposed} AND {told} ORDER BY version DESC LIMIT {SHOWN}", named),
    )


BY_PAPER = "(facts->'disposition.decided'->>'number')"
"""As the index `subject_by_paper` has it."""


def proposal(row: Subject) -> Mapping[str, Any]:
    """The class proposed for a matter."""
    found = row.facts.get("disposition.proposed")
    return found if isinstance(found, Mapping) else {}


def decision(row: Subject) -> Mapping[str, Any]:
    """The class decided for a matter."""
    found = row.facts.get("disposition.decided")
    return found if isinstance(found, Mapping) else {}
