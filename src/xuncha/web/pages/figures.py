"""What a report counts and lists from the record, so that nobody types a number or a problem again.

A report on a round has one line for each unit, and the sum; a report on one unit says what was done there, and each problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from xuncha.core.book import FINAL
from xuncha.core.case_words import state_name
from xuncha.core.day_words import say_plain
from xuncha.core.labels import KIND_NAMES
from xuncha.core.nouns import worded
from xuncha.core.rows import INSIDERS, Duty, Subject
from xuncha.core.scheme import Form, Scheme
from xuncha.core.standing import Light
from xuncha.core.values import day_of, id_of, listed
from xuncha.core.words import Text
from xuncha.queries.rounds import OfUnits, RoundBoard, counts_of_units, keeper_of_ledgers, round_board
from xuncha.queries.subjects import Tally, children, lying_in, names_of, subjects_by_id
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.columns import state_words
from xuncha.web.pages.due import chip

DUTY = "duty"
"""What is owed is counted beside the things of the round."""

TITLE = Text("各单位进展", "How each unit stands")
HEADS = (Text("单位", "Unit"), Text("{team}", "{Team}"), Text("走到哪一步", "Where it is"))
OWED = Text("未办待办（其中逾期）", "Open duties (late)")


def figures(viewer: Viewer, scheme: Scheme, row: Subject, form: Form) -> tuple[PaperTable, ...]:
    """The table under a report on a round; a report on nothing in particular has none, and a unit reads none but its own.

    A unit's own report counts what the unit may know of, whoever reads it.
    """
    kinds = form.counted
    keeper = scheme.roles.get(str(scheme.about.get("supervisor", "")))
    if row.campaign is None or keeper is None:
        return ()
    if row.unit is not None and row.inspection is not None and is_units_own(row):
        return tuple(_of_one_unit(replace(viewer, tokens=(row.unit, INSIDERS)), scheme, row.inspection, form))
    if viewer.seat.party_kind == "unit":
        return ()
    viewer = keeper_of_ledgers(viewer, keeper.body)
    by_name, kinds = tuple(one for one in kinds if ":" in one), tuple(one for one in kinds if ":" not in one)
    if row.inspection is not None:
        named = tuple(_each_by_name(viewer, scheme, row.inspection, by_name))
        return (*named, *_of_one_unit(viewer, scheme, row.inspection, replace(form, counted=kinds)))
    counted = [kind for kind in kinds if kind != DUTY]
    board = round_board(viewer, row.campaign, counted)
    units = counts_of_units(viewer, row.campaign, counted)
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
    return (PaperTable(TITLE, heads, (*lines, whole), total=_until()),)


def is_units_own(row: Subject) -> bool:
    """Whether a paper was drafted by the unit that it is about."""
    return row.unit is not None and row.facts.get("_", {}).get("party") == str(row.unit)


DONE = Text("办了多少", "What was done")
PROBLEMS = Text("问题清单", "List of problems")
PROBLEM_HEADS: tuple[Words, ...] = (
    Text("序", "No."),
    Text("问题", "Problem"),
    Text("情况", "What was found"),
    Text("整改意见", "Advice"),
)
STATE = Text("状态", "State")


def _of_one_unit(viewer: Viewer, scheme: Scheme, inspection: UUID, form: Form) -> Iterator[PaperTable]:
    """What was done at one unit, each way of working by itself, and the problems with how they stand."""
    kinds = form.counted
    rows = lying_in(viewer, "inspection", inspection, {*kinds} - {DUTY})
    lines: list[tuple[Words, ...]] = []
    for kind in (one for one in kinds if one != DUTY):
        found = [row for row in rows if row.kind == kind]
        if kind in WAYS:
            ways = Counter(row.code for row in found)
            lines += [(_way(scheme, kind, code), str(n)) for code, n in ways.items()]
        else:
            closed = sum(row.state in FINAL for row in found)
            lines.append((KIND_NAMES[kind], f"{len(found)}（{closed}）"))
    heads = (Text("事项", "Matter"), Text("数量（其中办结）", "Number (closed)"))
    yield PaperTable(DONE, heads, tuple(lines), total=_until())
    if "finding" in kinds:
        found = [row for row in rows if row.kind == "finding"]
        yield problems(found, with_state=True)
        yield PaperTable(
            STEPS, tuple(words for words, _ in steps(found)), (tuple(str(n) for _, n in steps(found)),)
        )
        yield from (counted_by(viewer, scheme, found, path) for path in form.counted_by)


def counted_by(viewer: Viewer, scheme: Scheme, rows: list[Subject], path: str) -> PaperTable:
    """Problems by what they say of themselves (`fields`), or by the kind of the unit where they were found."""
    above, _, name = path.rpartition(".")
    parents = subjects_by_id(viewer, [row.parent for row in rows if row.parent]) if above else {}
    holders = [parents.get(row.parent) if above and row.parent else row for row in rows]
    values = [str(one) for row in holders if row for one in listed(row.facts.get(name))]
    if units := subjects_by_id(viewer, [key for one in values if (key := id_of(one))]):
        values = [units[key].code for one in values if (key := id_of(one)) in units]
    named = "unit_kinds" if units else name
    words = [found.text if (found := scheme.value(named, one)) else Text(one, one) for one in values]
    counted = Counter((one.zh, one.en) for one in words)
    listing = scheme.lists.get(named)
    title = listing.text if listing else Text(name, name)
    lines = tuple((Text(zh, en), str(n)) for (zh, en), n in counted.items())
    return PaperTable(
        Text(f"按{title.zh}统计", f"By {title.en.lower()}"), (title, Text("问题数", "Problems")), lines
    )


BY_NAME = Text("依据的各项", "What it rests on")
LACKING = Text("没有", "none")


def _each_by_name(
    viewer: Viewer, scheme: Scheme, inspection: UUID, kinds: tuple[str, ...]
) -> Iterator[PaperTable]:
    """Of each kind that the report must rest on, every one with its result; a kind of which there is none is named too."""
    rows = children(viewer, inspection, {one.partition(":")[0] for one in kinds}) if kinds else ()
    lines: list[tuple[Words, ...]] = []
    for kind, _, code in (one.partition(":") for one in kinds):
        found = [row for row in rows if (row.kind, row.code) == (kind, code) and row.state != "withdrawn"]
        words = _named(scheme, kind, code)
        lines += [(words, *_result_of(row)) for row in found] or [(words, LACKING, "", "")]
    if lines:
        heads = (
            Text("事项", "Matter"),
            Text("样本数", "Sample"),
            Text("方法", "Method"),
            Text("结果", "Result"),
        )
        yield PaperTable(BY_NAME, heads, tuple(lines), total=_until())


def _named(scheme: Scheme, kind: str, code: str) -> Text:
    """A kind of a thing by the word of the list it was chosen from."""
    found = scheme.value(f"{kind}s", code)
    return found.text if found else KIND_NAMES[kind]


def _result_of(row: Subject) -> tuple[str, str, str]:
    """Sample, method and result of an assessment; of what has none, only how it stands."""
    said: Mapping[str, Any] = next(iter(listed(row.facts.get("evaluation.concluded"))[-1:]), {})
    result = "；".join(
        f"{line.get('what', '')} {line.get('n', '')}".strip() for line in listed(said.get("results"))
    )
    return (
        str(said.get("sample", "")),
        str(said.get("method", "")),
        result or state_words(row.kind, row.state).zh,
    )


def problems(rows: Iterable[Subject], title: Words = PROBLEMS, *, with_state: bool = False) -> PaperTable:
    """Problems with what was found and what is advised, from the ledger."""
    rows = tuple(rows)
    more = [one for one in MORE if any(row.facts.get(one) for row in rows)]
    lines = tuple(
        (
            str(n),
            row.title,
            str(row.facts.get("text") or ""),
            str(row.facts.get("advice") or ""),
            *(_written(row.facts.get(one)) for one in more),
            *((state_words(row.kind, row.state),) if with_state else ()),
        )
        for n, row in enumerate(rows, start=1)
    )
    heads = (*PROBLEM_HEADS, *(MORE[one] for one in more), *((STATE,) if with_state else ()))
    return PaperTable(title, heads, lines, is_numbered=True)


MORE: Mapping[str, Text] = {
    "told_as": Text("编号", "Number"),
    "limit": Text("解决期限", "To be solved by"),
}
"""What stands beside problems that have it: the number under which the unit knows them, and their own limit."""


def _written(value: Any) -> Words:
    day = day_of(value)
    return say_plain(day) if day else str(value or "")


STEPS = Text("问题走到哪一步", "How far the problems are")


def steps(rows: Iterable[Subject]) -> tuple[tuple[Text, int], ...]:
    """How many problems were found, handed over, solved, and how many were found solved by whoever looked."""
    found = [row for row in rows if row.state != "withdrawn"]
    return (
        (Text("发现", "Found"), len(found)),
        (Text("移交反馈", "Handed over"), sum("finding.fed_back" in row.facts for row in found)),
        (Text("解决销号", "Solved and closed out"), sum(row.state == "closed" for row in found)),
        (Text("核验通过", "Seen to be solved"), sum(_was_seen(row) for row in found)),
    )


def _was_seen(row: Subject) -> bool:
    seen = [one for one in listed(row.facts.get("rectification.verified")) if isinstance(one, Mapping)]
    return bool(seen) and bool(seen[-1].get("passed"))


WAYS = {"check": "methods", "meeting": "meetings"}
"""Kinds of which each way is counted by itself, and the list of their ways."""


def _way(scheme: Scheme, kind: str, code: str) -> Text:
    found = scheme.value(WAYS[kind], code)
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
