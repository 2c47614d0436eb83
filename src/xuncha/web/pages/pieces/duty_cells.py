"""What is owed somewhere, as the last cells of a row: the next date, how many are open, how many late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from xuncha.core.dates.standing import Light
from xuncha.core.facts.rows import Duty
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head
from xuncha.web.pages.pieces.due import chip


def late_of(duties: Iterable[Duty], viewer: Viewer, now: datetime) -> list[Duty]:
    """Those of some duties that are late."""
    return [duty for duty in duties if chip(duty, viewer, now).light is Light.LATE]


def duty_cells(
    duties: Iterable[Duty], viewer: Viewer, now: datetime, where: str, plus: str = ""
) -> tuple[Value, Value, Value]:
    """The first date, which may be over already, how many are open and how many late, each as a link to its rows.

    The duties come in the order of their dates.
    """
    found = list(duties)
    late = late_of(found, viewer, now)
    first = next((duty for duty in found if duty.due_at), None)
    return (
        chip(first, viewer, now) if first else "",
        Link(f"{len(found)}{plus}", f"/duties?{where}") if found or plus else 0,
        Link(f"{len(late)}{plus}", f"/duties?{where}&late=1") if late else 0,
    )


NEXT = Head(Text("下一个期限", "Next date"), is_short=True)

ABOUT_HEADS = (
    NEXT,
    Head(Text("关于它的未办", "Open about it"), is_figure=True),
    Head(Text("其中逾期", "Of these late"), is_figure=True),
)
"""Over what is owed about a unit, whoever owes it."""

OWED_HEADS = (
    NEXT,
    Head(Text("由它办、会同办的未办", "Owed by it, or with others"), is_figure=True),
    Head(Text("其中逾期", "Of these late"), is_figure=True),
)
"""Over what a body or unit owes itself, about whomever."""
