"""What a paper carries to whoever it is issued to: the matters it names, in the columns it prints, as they were that day.

A matter stays closed to the addressee; its name and what the paper prints of it stand in the paper, fixed with the act of
issue.  What is sealed apart (a complaint, a clue, a referral) is carried by no paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.readers.told import UNTOLD_FIELDS
from xuncha.core.record.fold import CARRIED
from xuncha.core.record.payload import MEETING, known_slots
from xuncha.core.scheme.rules import Scheme

DRAFT, ISSUE = "document.drafted", "document.issued"

NOT_CARRIED = frozenset({"complaint", "protection", "clue", "referral"})
"""What goes its own sealed way: no paper tells of it, by name, by number or by how many there are."""

TO_UNITS = frozenset({"finding", "document", "rule", "entry", "inquiry", "undertaking", "return", "decision"})
"""Of what a paper names, the kinds that an inspected unit is told of; of checks, talks and meetings it is told by none."""

PRINTED = ("text", "advice", "limit", "told_as", "told_n")
"""The columns of a table of problems, where the form names no others."""


def asks_for_carried(case: Case) -> Iterator[Ask]:
    """The matters and decisions that a paper names, at its first issue."""
    if case.act.code == ISSUE and CARRIED not in case.subject.facts:
        yield from _asks(case)


def _asks(case: Case) -> Iterator[Ask]:
    matters, decisions = named_by(case.scheme, case.subject)
    if matters:
        yield ask("subject", id=matters)
    if decisions:
        yield ask("act", id=decisions, with_fields=True)


def named_by(scheme: Scheme, paper: Subject) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """The matters and the decisions that a paper names in what it says, each once; the meeting it came from is not said."""
    matters: dict[UUID, None] = {}
    decisions: dict[UUID, None] = {}
    for slot in known_slots(scheme, CATALOGUE[DRAFT], paper.code).values():
        if slot.type == "ref" and slot.name != MEETING.name:
            found = decisions if slot.of == "decision" else matters
            found |= {key: None for one in listed(paper.facts.get(slot.name)) if (key := id_of(one))}
    return tuple(matters), tuple(decisions)


def carried(case: Case, facts: Facts) -> list[dict[str, Any]]:
    """What a paper carries from its first issue on; empty where it names nothing."""
    rows = [row for wanted in asks_for_carried(case) for row in facts[wanted]]
    columns = _columns(case.scheme, case.subject)
    return [
        _decision(case.scheme, row) if isinstance(row, Act) else _matter(row, columns.get(row.id, ()))
        for row in rows
        if isinstance(row, Act) or row.kind not in NOT_CARRIED
    ]


def _columns(scheme: Scheme, paper: Subject) -> Mapping[UUID, tuple[str, ...]]:
    """Of each matter that stands in a table of the paper, what its columns are filled with."""
    form = scheme.form(DRAFT, paper.code)
    if form is None:
        return {}
    if form.lines:
        tables = [form.lines_of]
        columns = tuple(path for box in form.lines for path in box.of)
    else:
        tables = [one.name for one in form.fields.values() if (one.type, one.of) == ("refs", "finding")]
        columns = PRINTED
    keys = (id_of(one) for name in tables for one in listed(paper.facts.get(name)))
    return {key: columns for key in keys if key}


def _matter(row: Subject, columns: tuple[str, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": str(row.id), "kind": row.kind, "title": row.title, "number": row.number}
    told |= {
        name: str(value)
        for name in ("unit", "inspection", "parent")
        if (value := getattr(row, name)) is not None
    }
    if row.barred:
        told["barred"] = sorted(map(str, row.barred))
    if "state" in columns:
        told["state"] = row.state
    said = _said(row, columns)
    return told | ({"said": said} if said else {})


def _said(row: Subject, columns: tuple[str, ...]) -> dict[str, Any]:
    """What the columns are filled with, from the matter itself or from what an act last said on it."""
    said: dict[str, Any] = {}
    untold = UNTOLD_FIELDS.get(row.kind, frozenset())
    for path in columns:
        act, _, name = path.rpartition(".")
        if name in untold:
            continue
        if not act and row.facts.get(name) not in (None, ""):
            said[name] = row.facts[name]
        elif act in CATALOGUE and (last := listed(row.facts.get(act))[-1:]) and name in last[0]:
            said[act] = {**said.get(act, {}), name: last[0][name]}
    return said


def _decision(scheme: Scheme, act: Act) -> dict[str, Any]:
    return {"id": str(act.id), "kind": "decision", "title": decision_words(scheme, act)}


def decision_words(scheme: Scheme, act: Act) -> str:
    """A decision as a paper names it: its day, the question, and its paper.

    `2015年10月10日 开展本轮巡查（义巡领〔2015〕1号）`.
    """
    question = scheme.words("questions", act.value).zh
    number = str(act.fields.get("number") or act.effects.get("paper") or "")
    return f"{say_plain(act.occurred_on).zh} {question}" + (f"（{number}）" if number else "")


def matters_of(paper: Subject) -> tuple[Subject, ...]:
    """The matters that an issued paper carries, each as a row that holds what the paper tells of it and no more."""
    return tuple(_row(paper, told) for told in listed(paper.facts.get(CARRIED)) if isinstance(told, Mapping))


def _row(paper: Subject, told: Mapping[str, Any]) -> Subject:
    key = id_of(told.get("id"))
    assert key is not None
    return Subject(
        id=key, kind=str(told["kind"]), code="", state=str(told.get("state", "")), title=str(told.get("title", "")),
        campaign=paper.campaign, inspection=id_of(told.get("inspection")), unit=id_of(told.get("unit")), body=None,
        parent=id_of(told.get("parent")), number=str(told.get("number", "")), n=0, cycle=1, opened_on=paper.opened_on,
        closed_on=None, readers=paper.readers, barred=frozenset(key for one in listed(told.get("barred")) if (key := id_of(one))),
        facts=told.get("said", {}), version=0,
    )  # fmt: skip
