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
from xuncha.web.pages.due import chip


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


DUTY_HEADS = (
    Head(Text("下一个期限", "Next date"), is_short=True),
    Head(Text("未办", "Open"), is_figure=True),
    Head(Text("逾期", "Late"), is_figure=True),
)
