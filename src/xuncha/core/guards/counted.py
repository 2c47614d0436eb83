"""Names the counts that an act adds to and is judged by: "one office", "no second decision on this matter".

Two such acts begun at once would each count the rows without the other's.  Whoever writes them takes the names below as
locks first, so that the second counts after the first.  Locking the rows themselves cannot do it: what matters is a row
that is not there yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.facts.book import Ask
from xuncha.core.facts.case import Case
from xuncha.core.guards.judging import asks_for_guards

LATER = frozenset({"state", "is_open", "refs", "with_fields", "n", "number"})
"""What a row is given only when it is written: a count that asks for it may well count the row then."""


def counted(case: Case) -> tuple[str, ...]:
    """The counts, in one fixed order, that the row or the act about to be written would change."""
    return tuple(sorted({_name(wanted) for wanted in asks_for_guards(case) if _adds_to(case, wanted)}))


def _adds_to(case: Case, wanted: Ask) -> bool:
    if wanted.table == "subject":
        is_new = case.subject.version == 0
        return is_new and all(_fits(_as_subject(case), name, value) for name, value in wanted.where)
    return wanted.table == "act" and all(_fits(_as_act(case), name, value) for name, value in wanted.where)


def _as_subject(case: Case) -> Mapping[str, Any]:
    row = case.subject
    names = ("id", "kind", "campaign", "inspection", "unit", "body", "parent")
    return {"code": case.value or row.code, **{name: getattr(row, name) for name in names}}


def _as_act(case: Case) -> Mapping[str, Any]:
    """Without its subject: acts on one subject need no name, as its row is locked already."""
    row = case.subject
    names = ("kind", "campaign", "inspection", "unit", "body", "parent")
    return {"type": case.act.code, "value": case.value, **{name: getattr(row, name) for name in names}}


def _fits(written: Mapping[str, Any], name: str, wanted: Any) -> bool:
    if name in LATER:
        return True
    if name not in written:
        return False
    return bool(written[name] in wanted if isinstance(wanted, tuple) else written[name] == wanted)


def _name(wanted: Ask) -> str:
    return f"{wanted.table}:" + ",".join(f"{name}={value}" for name, value in _plain(wanted))


def _plain(wanted: Ask) -> Iterator[tuple[str, str]]:
    """The conditions that say which rows are counted; what is only known later names no other count."""
    for name, value in wanted.where:
        if name not in LATER:
            yield name, "|".join(map(str, value)) if isinstance(value, tuple) else str(value)
