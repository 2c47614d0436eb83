"""What a report counts and lists from the record, so that nobody types a number or a problem again.

A report on a round has one line for each unit, and the sum; a report on one unit says what was done there, and each problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils import timezone

from xuncha.core.book import FINAL
from xuncha.core.case_words import state_name
from xuncha.core.labels import KIND_NAMES
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.standing import Light
from xuncha.core.words import Text
from xuncha.queries.rounds import RoundBoard, keeper_of_ledgers, round_board
from xuncha.queries.subjects import children, names_of
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.columns import state_words
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
    if row.inspection is not None:
        return tuple(_of_one_unit(viewer, scheme, row.inspection, kinds))
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
    heads = (*HEADS, *(OWED if kind == DUTY else _head(kind) for kind in kinds))
    return (PaperTable(TITLE, heads, (*lines, whole), total=_until()),)


DONE = Text("办了多少", "What was done")
PROBLEMS = Text("问题清单", "List of problems")
PROBLEM_HEADS: tuple[Words, ...] = (
    Text("序", "No."),
    Text("问题", "Problem"),
    Text("情况", "What was found"),
    Text("整改意见", "Advice"),
)
STATE = Text("状态", "State")


def _of_one_unit(
    viewer: Viewer, scheme: Scheme, inspection: UUID, kinds: tuple[str, ...]
) -> Iterator[PaperTable]:
    """What was done at one unit, each way of working by itself, and the problems with how they stand."""
    rows = children(viewer, inspection, {*kinds} - {DUTY})
    lines: list[tuple[Words, ...]] = []
    for kind in (one for one in kinds if one != DUTY):
        found = [row for row in rows if row.kind == kind]
        if kind == "check":
            ways = Counter(row.code for row in found)
            lines += [(_way(scheme, code), str(n)) for code, n in ways.items()]
        else:
            closed = sum(row.state in FINAL for row in found)
            lines.append((KIND_NAMES[kind], f"{len(found)}（{closed}）"))
    heads = (Text("事项", "Matter"), Text("数量（其中办结）", "Number (closed)"))
    yield PaperTable(DONE, heads, tuple(lines), total=_until())
    if "finding" in kinds:
        yield problems([row for row in rows if row.kind == "finding"], with_state=True)


def problems(rows: Iterable[Subject], title: Words = PROBLEMS, *, with_state: bool = False) -> PaperTable:
    """Problems with what was found and what is advised, from the ledger."""
    lines = tuple(
        (
            str(n),
            row.title,
            str(row.facts.get("text") or ""),
            str(row.facts.get("advice") or ""),
            *((state_words(row.kind, row.state),) if with_state else ()),
        )
        for n, row in enumerate(rows, start=1)
    )
    return PaperTable(title, (*PROBLEM_HEADS, *((STATE,) if with_state else ())), lines)


def _way(scheme: Scheme, code: str) -> Text:
    found = scheme.value("methods", code)
    return found.text if found else Text(code, code)


def _until() -> Text:
    now = timezone.localtime()
    return Text(
        f"统计截至 {now:%Y-%m-%d %H:%M}，由日志生成", f"Counted from the record at {now:%Y-%m-%d %H:%M}"
    )


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
