"""Where the rules of a regulation are at work: what is owed under them, and the matters on which their acts were done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE, KINDS
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import DutyRule, Form, Guard, Route, Rule
from xuncha.queries.subjects import BY_INDEX, LOOKED_AT, PAGE, as_seen, subjects_by_id
from xuncha.store.append import Statement, run
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer

MOST = 5
"""So many examples of one rule are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class Example:
    """A matter the viewer may read, and what is or was owed on it under the rule, where it is a rule of what is owed."""

    subject: Subject
    duty: Duty | None = None


def examples(viewer: Viewer, rules: Sequence[Rule]) -> dict[str, tuple[Example, ...]]:
    """Of each rule the newest examples among what the viewer may read; of acts, among the newest fifty of each kind."""
    of_duties = [rule for rule in rules if isinstance(rule, DutyRule)]
    kinds = sorted({kind for rule in rules for kind in kinds_of(rule)})
    if not (of_duties or kinds):
        return {}
    owed = {
        rule.id: tuple(map(DUTY.read, found))
        for rule, found in zip(of_duties, run([_owed(viewer, rule) for rule in of_duties]), strict=True)
    }
    found = run([*BY_INDEX, *(_newest(viewer, kind) for kind in kinds)])[len(BY_INDEX) :]
    newest = {
        kind: tuple(as_seen(viewer, SUBJECT.read(values)) for values in rows)
        for kind, rows in zip(kinds, found, strict=True)
    }
    matters = subjects_by_id(viewer, [duty.stream for found in owed.values() for duty in found])
    return {rule.id: tuple(_of_rule(rule, owed.get(rule.id, ()), matters, newest))[:MOST] for rule in rules}


def acts_of(rule: Rule) -> tuple[str, ...]:
    """The acts a rule is about, some with the kind of it: `document.issued:notice`."""
    if isinstance(rule, Guard):
        return rule.on
    if isinstance(rule, Form):
        return (f"{rule.act}:{rule.value}" if rule.value else rule.act,)
    return (rule.act,) if isinstance(rule, Route) else ()


def kinds_of(rule: Rule) -> frozenset[str]:
    """The kinds of things that the acts of a rule are done on; none where they may be done on anything."""
    acts = [CATALOGUE[code.partition(":")[0]] for code in acts_of(rule)]
    return frozenset(kind for act in acts for kind in act.on if kind in KINDS)


def kinds_read(viewer: Viewer) -> frozenset[str]:
    """The kinds of things of which the viewer may read one, among the thousand of each that stand first."""
    first = f"SELECT * FROM subject WHERE kind = wanted LIMIT {LOOKED_AT}"
    sql = f"""SELECT wanted FROM unnest(%(kinds)s::text[]) wanted
              WHERE EXISTS (SELECT 1 FROM ({first}) looked_at WHERE {SEES})"""
    *_, found = run([*BY_INDEX, (sql, {**viewer.params, "kinds": list(KINDS)})])
    return frozenset(kind for (kind,) in found)


def _newest(viewer: Viewer, kind: str) -> Statement:
    """The newest things of a kind that the viewer may read; a unit has them by the day on which they began."""
    looked_at, order = "subject", "opened_on"
    if not viewer.is_inspected:
        looked_at = (
            f"(SELECT * FROM subject WHERE kind = %(kind)s ORDER BY version DESC LIMIT {LOOKED_AT}) subject"
        )
        order = "version"
    sql = (
        f"SELECT {SUBJECT.listed('subject')} FROM {looked_at} WHERE kind = %(kind)s AND {SEES}"
        f" ORDER BY {order} DESC, id DESC LIMIT {PAGE}"
    )
    return sql, {**viewer.params, "kind": kind}


def _owed(viewer: Viewer, rule: DutyRule) -> Statement:
    """Of what lately came to be owed under the rule, the newest that the viewer may know of."""
    newest = f"SELECT * FROM duty WHERE rule = %(rule)s ORDER BY opened_by DESC LIMIT {LOOKED_AT}"
    sql = f"SELECT {DUTY.listed()} FROM ({newest}) duty WHERE {SEES} ORDER BY opened_by DESC LIMIT {MOST}"
    return sql, {**viewer.params, "rule": rule.id}


def _of_rule(
    rule: Rule,
    owed: Sequence[Duty],
    matters: Mapping[UUID, Subject],
    newest: Mapping[str, tuple[Subject, ...]],
) -> Iterator[Example]:
    for duty in owed:
        if (subject := matters.get(duty.stream)) is not None:
            yield Example(subject, duty)
    for kind in sorted(kinds_of(rule)):
        yield from (
            Example(row)
            for row in newest[kind]
            if _is_meant(rule, row) and any(_was_done(code, row) for code in acts_of(rule))
        )


def _is_meant(rule: Rule, row: Subject) -> bool:
    """Whether a thing is of the kind that a rule on acts is for, and as the rule says it must be."""
    if not isinstance(rule, Guard):
        return True
    told = {**row.facts, "kind": row.code}
    wanted = {name: {str(one) for one in listed(values)} for name, values in rule.of.items()}
    return all(
        {str(one) for one in listed(told[name])} & codes for name, codes in wanted.items() if name in told
    )


def _was_done(code: str, row: Subject) -> bool:
    """Whether the viewer is told that an act, of this kind, was done on the thing, or that the thing began with it."""
    name, _, value = code.partition(":")
    act = CATALOGUE[name]
    if act.opens and act.fits(row.kind):
        return not value or value == row.code
    told: Any = row.facts.get(name)
    entries = told if isinstance(told, list) else [told] if told else []
    return any(not value or value in (row.code, one.get(act.deciding)) for one in entries)
