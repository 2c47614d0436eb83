"""What a report counts from the record, so that nobody types a number: a line for each unit of a round, and the sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from xuncha.core.dates.standing import Light
from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import INSIDERS, Duty, Subject
from xuncha.core.names.case_words import state_name
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.names.nouns import worded
from xuncha.core.scheme.rules import Form, Scheme
from xuncha.core.words import Text
from xuncha.queries.rounds import OfUnits, RoundBoard, counts_of_units, keeper_of_ledgers, round_board
from xuncha.queries.subjects import (
    Tally,
    names_of,
)
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.papers.assessments import each_by_name
from xuncha.web.pages.papers.problems import named_at
from xuncha.web.pages.papers.until import until
from xuncha.web.pages.papers.work import DUTY, of_one_unit
from xuncha.web.pages.pieces.due import chip

TITLE = Text("各单位进展", "How each unit stands")


HEADS = (Text("单位", "Unit"), Text("{team}", "{Team}"), Text("走到哪一步", "Where it is"))


OWED = Text("未办待办（其中逾期）", "Open duties (late)")


def figures(viewer: Viewer, scheme: Scheme, row: Subject, form: Form) -> tuple[PaperTable, ...]:
    """The table under a report on a round; a report on nothing in particular has none, and a unit reads none but its own.

    A unit's own report counts what the unit may know of, whoever reads it.
    """
    told = {key for field in form.fields.values() for key in named_at(field, row)}
    keeper = scheme.roles.get(str(scheme.about.get("supervisor", "")))
    if row.campaign is None or keeper is None:
        return ()
    if row.unit is not None and row.inspection is not None and is_units_own(row):
        eyes = replace(viewer, tokens=(row.unit, INSIDERS))
        return tuple(of_one_unit(eyes, scheme, row.inspection, form, told))
    if viewer.seat.party_kind == "unit":
        return ()
    viewer = keeper_of_ledgers(viewer, keeper.body)
    by_name = tuple(one for one in form.counted if ":" in one)
    kinds = tuple(one for one in form.counted if ":" not in one)
    if row.inspection is not None:
        named = tuple(each_by_name(viewer, scheme, row.inspection, by_name))
        form = replace(form, counted=kinds)
        return (*named, *of_one_unit(viewer, scheme, row.inspection, form, told))
    return (_by_unit(viewer, scheme, row.campaign, kinds),)


def _by_unit(viewer: Viewer, scheme: Scheme, campaign: UUID, kinds: tuple[str, ...]) -> PaperTable:
    """A line for each unit of a round, and the sum."""
    counted = [kind for kind in kinds if kind != DUTY]
    board = round_board(viewer, campaign, counted)
    units = counts_of_units(viewer, campaign, counted)
    names = names_of([one.body for one in board.inspections])
    lines: list[tuple[Words, ...]] = [
        (
            one.title,
            names.get(one.body, "") if one.body else "",
            state_name(one.state),
            *_cells(viewer, board, kinds, one.id, units),
        )
        for one in board.inspections
    ]
    whole: tuple[Words, ...] = (Text("合计", "Total"), "", "", *_cells(viewer, board, kinds, None, units))
    heads = (
        *(worded(scheme, one) for one in HEADS),
        *(OWED if kind == DUTY else _head(kind) for kind in kinds),
    )
    return PaperTable(TITLE, heads, (*lines, whole), total=until())


def is_units_own(row: Subject) -> bool:
    """Whether a paper was drafted by the unit that it is about."""
    return row.unit is not None and row.facts.get("_", {}).get("party") == str(row.unit)


def _head(kind: str) -> Text:
    words = KIND_NAMES[kind]
    return Text(f"{words.zh}（其中办结）", f"{words.en} (closed)")


def _cells(
    viewer: Viewer, board: RoundBoard, kinds: tuple[str, ...], inspection: UUID | None, units: OfUnits
) -> tuple[str, ...]:
    """The counts of one unit, or of the whole round."""
    owed = [one for one in board.duties if inspection in (None, one.inspection)]
    plus = "+" if board.is_owed_more else ""
    return tuple(
        f"{len(owed)}{plus}（{_late(viewer, owed)}{plus}）"
        if kind == DUTY
        else _counted(board, kind, inspection, units)
        for kind in kinds
    )


def _counted(board: RoundBoard, kind: str, inspection: UUID | None, units: OfUnits) -> str:
    if inspection is None:
        return f"{board.counts.of(kind)}（{board.counts.of(kind, *FINAL)}）"
    n, closed = units.get((inspection, kind), (Tally(), Tally()))
    return f"{n}（{closed}）"


def _late(viewer: Viewer, duties: Iterable[Duty]) -> int:
    now = timezone.localtime()
    return sum(1 for duty in duties if chip(duty, viewer, now).light is Light.LATE)
