"""The steps of a round: which days each runs, which one it is in, and what the same part of the regulation asks in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from xuncha.core.day_words import say_plain
from xuncha.core.phases import span_of_phase
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Phase, Scheme
from xuncha.core.standing import Light
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Block, Fold, Prose, Shown, Stage, Stages
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.clauses import cites, clause_of
from xuncha.web.pages.due import chip

PAGE = "phase_line"
"""The view by which a regulation asks for it."""

TITLE = Text("步骤和各步的待办", "The steps, and what is owed in each")


def phases_block(
    viewer: Viewer, scheme: Scheme, row: Subject, duties: Iterable[Duty], now: datetime
) -> Block | None:
    """The steps with their days, the present one marked, and under each what is open of what its part asks."""
    if not any(view.page == PAGE for view in scheme.views):
        return None
    owed = list(duties)
    stages = tuple(_stage(scheme, row, phase, now) for phase in scheme.phases.values())
    folds = [_owed_in(viewer, scheme, phase, owed, now) for phase in scheme.phases.values()]
    notes = [note for phase in scheme.phases.values() for note in _notes(phase)]
    return Block("phases", TITLE, (Stages(TITLE, stages), *folds, *notes))


def _stage(scheme: Scheme, row: Subject, phase: Phase, now: datetime) -> Stage:
    span = span_of_phase(scheme, row, phase.id)
    if span is None:
        return Stage(phase.text, (Text("日期未定", "no days set"),))
    first, last = say_plain(span[0]), say_plain(span[1])
    days = Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
    return Stage(phase.text, (days,), span[0] <= now.date() <= span[1])


def _owed_in(viewer: Viewer, scheme: Scheme, phase: Phase, duties: list[Duty], now: datetime) -> Shown:
    """What the part of the regulation that sets up a step asks, with what of it is open and late."""
    parts = {_part(key) for key in phase.cite}
    rules = [rule for rule in scheme.duties.values() if parts & {_part(key) for key in rule.cite}]
    lines, n = [], 0
    for rule in rules:
        still = [duty for duty in duties if duty.rule == rule.id]
        late = sum(chip(duty, viewer, now).light is Light.LATE for duty in still)
        soonest = next((duty for duty in still if duty.due_at), None)  # they come in the order of their dates
        n += len(still)
        under = tuple(Link(one.words, one.href) for one in cites(rule.cite))
        lines.append(
            Line((rule.text, len(still), late, chip(soonest, viewer, now) if soonest else "", under))
        )
    words = Text(f"{phase.text.zh}：待办 {n} 件没有办完", f"{phase.text.en}: {n} open")
    return Fold(words, (Table(words, HEADS, tuple(lines)),))


HEADS = (
    Head(Text("要做什么", "What")),
    Head(Text("未办", "Open"), is_figure=True),
    Head(Text("逾期", "Late"), is_figure=True),
    Head(Text("最近的期限", "Next date"), is_short=True),
    Head(Text("依据", "Under")),
)


def _part(key: str) -> str:
    """The part of the regulation a clause stands in, as the text names it."""
    clause = clause_of(key)
    return clause.article if clause else key


def _notes(phase: Phase) -> Iterator[Prose]:
    """What the text says wrongly of the days of a step, and how it is read here."""
    for label, said in ((SLIP, phase.defect), (READING, phase.reading)):
        if said:
            yield Prose(_labelled(phase, label, said), is_quiet=True)


SLIP, READING = Text("原文的疏漏", "slip of the text"), Text("口径", "read here as")


def _labelled(phase: Phase, label: Text, said: Text) -> Words:
    return Text(f"{phase.text.zh}（{label.zh}）：{said.zh}", f"{phase.text.en} ({label.en}): {said.en}")
