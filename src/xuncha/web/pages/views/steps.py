"""The steps of a round: which days each runs, which one it is in, and what the same part of the regulation asks in it."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.phases import span_of_phase
from xuncha.core.facts.rows import Duty
from xuncha.core.scheme.rules import DutyRule, Phase, View
from xuncha.core.words import Text
from xuncha.web.kit.block import Block, Fold, Prose, Shown, Stage, Stages
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.clauses import cites, clause_of
from xuncha.web.pages.pieces.due import chip
from xuncha.web.pages.pieces.duty_cells import late_of
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import counted, joined

TITLE = Text("步骤和各步的待办", "The steps, and what is owed in each")


def steps(sight: Sight, view: View) -> Iterator[Block]:
    """The steps with their days, the present one marked, and under each what is open of what its part asks."""
    scheme = sight.scheme
    stages = tuple(_stage(sight, phase) for phase in scheme.phases.values())
    folds = [_owed_in(sight, phase) for phase in scheme.phases.values()]
    notes = [note for phase in scheme.phases.values() for note in _notes(phase)]
    yield Block("phases", TITLE, (Stages(TITLE, stages), *folds, *notes))


def _stage(sight: Sight, phase: Phase) -> Stage:
    span = span_of_phase(sight.scheme, sight.row, phase.id)
    if span is None:
        return Stage(phase.text, (Text("日期未定", "no days set"),))
    first, last = say_plain(span[0]), say_plain(span[1])
    days = Text(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")
    return Stage(phase.text, (days,), span[0] <= sight.today <= span[1])


def _owed_in(sight: Sight, phase: Phase) -> Shown:
    """What the part of the regulation that sets up a step asks: what of it is open and late, and of what nothing is open."""
    parts = {_part(key) for key in phase.cite}
    asked = [rule for rule in sight.scheme.duties.values() if parts & {_part(key) for key in rule.cite}]
    open_under = {rule.id: [duty for duty in sight.board.duties if duty.rule == rule.id] for rule in asked}
    lines = tuple(_owed_under(sight, rule, still) for rule in asked if (still := open_under[rule.id]))
    rest = joined(rule.text for rule in asked if not open_under[rule.id])
    n = sum(map(len, open_under.values()))
    words = Text(f"{phase.text.zh}：待办 {n} 件没有办完", f"{phase.text.en}: {n} open")
    nothing = Prose(Text(f"眼下没有未办的：{rest.zh}", f"Nothing is open of: {rest.en}"), is_quiet=True)
    return Fold(words, (Table(words, HEADS, lines), *((nothing,) if rest.zh else ())))


def _owed_under(sight: Sight, rule: DutyRule, still: list[Duty]) -> Line:
    late = len(late_of(still, sight.viewer, sight.now))
    soonest = next((duty for duty in still if duty.due_at), None)  # they come in the order of their dates
    next_date = chip(soonest, sight.viewer, sight.now) if soonest else ""
    under = tuple(Link(one.words, one.href) for one in cites(rule.cite))
    every = f"/duties?campaign={sight.row.id}&rule={rule.id}"
    return Line((rule.text, counted(len(still), every), counted(late, f"{every}&late=1"), next_date, under))


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
