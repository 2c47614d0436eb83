"""What must be done before an act of the regulation can be done, step by step: done, or by whom it is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.guards.judging import asks_of, guards_for, lacking
from xuncha.core.names.case_words import act_name, role_words
from xuncha.core.predicates import PREDICATES
from xuncha.core.refusal import Missing
from xuncha.core.scheme.rules import AnyOf, Call, Condition, Guard, Scheme, calls
from xuncha.core.words import Text
from xuncha.store.append import load
from xuncha.store.cases import case_of, judged_by
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must be there first: its words, the act that brings it, and what of it is missing."""

    words: Text
    act: str
    missing: tuple[Missing, ...]
    paper: str = ""
    """The kind of paper that it is about, where it is no act by itself."""

    @property
    def is_done(self) -> bool:
        return not self.missing


def steps_before(
    viewer: Viewer, row: Subject, act: str, now: datetime
) -> tuple[Guard | None, tuple[Step, ...]]:
    """The checklist of an act: each condition of the guard that asks for most, with what is missing of it."""
    rows = judged_by(row)
    scheme = scheme_for(row)
    case = case_of(viewer, act, {}, rows[row.id], rows, scheme, now, is_asked=True)
    found = max(guards_for(case), key=lambda guard: len(tuple(_apart(guard))), default=None)
    if found is None:
        return None, ()
    conditions = tuple(_apart(found))
    facts = load(frozenset(asks_of(case, conditions)), locks_duties=False)
    return found, tuple(_step(case, one, lacking(case, one, facts)) for one in conditions)


def _step(case: Case, condition: Condition, missing: tuple[Missing, ...]) -> Step:
    """One condition as a step; of several ways the first one gives its name."""
    call = next(iter(calls((condition,))))
    return Step(_words(case, call), _act(call), missing, _paper_of(call.args.get("of")))


def _apart(guard: Guard) -> Iterable[Condition]:
    """Each condition by itself; a list of acts that must be done is one condition for each act."""
    for need in guard.needs:
        if isinstance(need, AnyOf):
            yield need
            continue
        if not isinstance(need, Call):
            continue
        acts = listed(need.args.get("acts")) if need.name == "done" else ()
        if len(acts) < 2:
            yield need
            continue
        for act in acts:
            yield Call(need.name, {**need.args, "acts": [act]})


def _act(call: Call) -> str:
    acts = listed(call.args.get("acts")) if call.name == "done" else ()
    return str(acts[0]) if acts else ""


def _words(case: Case, call: Call) -> Text:
    """What one condition asks for, said as a thing that can be ticked."""
    scheme, args = case.scheme, call.args
    if call.name == "done":
        return act_name(case, _act(call))
    if call.name == "seats_filled":
        seats = [
            value.text for seat in listed(args.get("seats")) if (value := scheme.value("seats", str(seat)))
        ]
        return Text(
            f"{'、'.join(seat.zh for seat in seats)}到位", f"In place: {', '.join(seat.en for seat in seats)}"
        )
    paper = _paper(scheme, args.get("of"))
    if call.name == "approved" and paper:
        by = role_words(scheme, str(args.get("by", "")))
        return Text(f"{paper.zh}经{by.zh}批准", f"{paper.en} approved by the {by.en}")
    return PREDICATES[call.name].says


def _paper_of(of: Any) -> str:
    return str(of.get("document") or "") if isinstance(of, Mapping) else ""


def _paper(scheme: Scheme, of: Any) -> Text | None:
    code = _paper_of(of)
    value = scheme.value("documents", code) if code else None
    return value.text if value else None
