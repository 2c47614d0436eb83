"""What a report counts from the record, so that nobody types a number: one line for each unit of the round, and the sum."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from xuncha.core.book import FINAL
from xuncha.core.labels import KIND_NAMES
from xuncha.core.predicates import state_name
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.standing import Light
from xuncha.core.words import Text
from xuncha.queries.rounds import RoundBoard, keeper_of_ledgers, round_board
from xuncha.queries.subjects import names_of
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.due import chip

DUTY = "duty"
"""What is owed is counted beside the things of the round."""

TITLE = Text("各单位进展", "How each unit stands")
HEADS: tuple[Words, ...] = (Text("单位", "Unit"), Text("巡查组", "Team"), Text("走到哪一步", "Where it is"))
OWED = Text("未办待办（其中逾期）", "Open duties (late)")


def figures(viewer: Viewer, scheme: Scheme, row: Subject, kinds: tuple[str, ...]) -> tuple[PaperTable, ...]:
    """The table under a report on a round; a report on nothing in particular has none, and a unit reads none."""
    keeper = scheme.roles.get(str(scheme.about.get("supervisor", "")))
    if row.campaign is None or keeper is None or viewer.seat.party_kind == "unit":
        return ()
    viewer = keeper_of_ledgers(viewer, keeper.body)
    board = round_board(viewer, row.campaign)
    names = names_of([one.body for one in board.inspections])
    lines: list[tuple[Words, ...]] = [
        (
            one.title,
            names.get(one.body, "") if one.body else "",
            state_name(one.state),
            *_cells(viewer, board, kinds, one.id),
        )
        for one in board.inspections
    ]
    whole: tuple[Words, ...] = (Text("合计", "Total"), "", "", *_cells(viewer, board, kinds, None))
    now = timezone.localtime()
    until = Text(
        f"统计截至 {now:%Y-%m-%d %H:%M}，由日志生成", f"Counted from the record at {now:%Y-%m-%d %H:%M}"
    )
    heads = (*HEADS, *(OWED if kind == DUTY else _head(kind) for kind in kinds))
    return (PaperTable(TITLE, heads, (*lines, whole), total=until),)


def _head(kind: str) -> Text:
    words = KIND_NAMES[kind]
    return Text(f"{words.zh}（其中办结）", f"{words.en} (closed)")


def _cells(
    viewer: Viewer, board: RoundBoard, kinds: tuple[str, ...], inspection: UUID | None
) -> tuple[str, ...]:
    """The counts of one unit, or of the whole round."""
    owed = [one for one in board.duties if inspection in (None, one.inspection)]
    return tuple(
        f"{len(owed)}（{_late(viewer, owed)}）" if kind == DUTY else _counted(board, kind, inspection)
        for kind in kinds
    )


def _counted(board: RoundBoard, kind: str, inspection: UUID | None) -> str:
    n = board.counts.of(kind, inspection=inspection)
    return f"{n}（{board.counts.of(kind, *FINAL, inspection=inspection)}）"


def _late(viewer: Viewer, duties: Iterable[Duty]) -> int:
    now = timezone.localtime()
    return sum(1 for duty in duties if chip(duty, viewer, now).light is Light.LATE)
