"""A problem on its way: found, analysed, solved, in this order, where the regulation wants it seen."""

from __future__ import annotations

from datetime import date

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Block, Stage, Stages
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.pieces.columns import told_day

PAGE = "finding_page"
"""The view by which a regulation asks for it."""

WAITS = Text("还没有", "not yet")


def steps_block(viewer: Viewer, scheme: Scheme, row: Subject) -> tuple[Block, ...]:
    """When a problem was found, analysed and solved; a unit is told when it was fed back, and not when it was found."""
    view = next((one for one in scheme.views if one.page == PAGE), None)
    if view is None or row.kind != "finding":
        return ()
    days = (row.opened_on, _said_on(row, "matter.analysed"), _solved_on(row))
    now = next((n for n, day in enumerate(days) if day is None), len(days) - 1)
    said = [say_plain(day) if day else WAITS for day in days]
    if told_day(viewer, row) is None:
        said[0] = _fed_back(row)
    stages = tuple(
        Stage(words, (on,), is_current=n == now)
        for n, (words, on) in enumerate(zip(STEPS, said, strict=True))
    )
    return (Block("steps", view.text, (Stages(view.text, stages),), cites=cites(view.cite)),)


STEPS = (Text("发现", "Found"), Text("剖析", "Analysed"), Text("解决", "Solved"))


def _fed_back(row: Subject) -> Text:
    """On what day the unit heard of it."""
    on = day_of(row.facts.get("finding.fed_back", {}).get("_", {}).get("on"))
    return Text(f"{say_plain(on).zh}反馈", f"fed back {say_plain(on).en}") if on else Text("已发现", "found")


def _said_on(row: Subject, act: str) -> date | None:
    entry = listed(row.facts.get(act))[-1:]
    return day_of(entry[0]["_"]["on"]) if entry else None


def _solved_on(row: Subject) -> date | None:
    """The day on which it was verified as solved, or struck off."""
    passed = [one for one in listed(row.facts.get("rectification.verified")) if one.get("passed")]
    return day_of(passed[-1]["_"]["on"]) if passed else row.closed_on
