"""One unit in one round: the preparations as a checklist, the methods used, talks with the leadership, what is open."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from xuncha.core.dates.standing import Light
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.case_words import role_words
from xuncha.core.names.naming import Naming
from xuncha.core.scheme.rules import DutyRule, Scheme
from xuncha.core.wording.rule_words import owner_words
from xuncha.core.words import Text
from xuncha.queries.preparation import Step, steps_before
from xuncha.queries.rounds import InspectionBoard, inspection_board
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Figures, Fold, Item, Items, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Button, Link, Tag, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.matters.round import counted_figures, late_block
from xuncha.web.pages.pieces.clauses import cites, clause_of
from xuncha.web.pages.pieces.due import chip

ENTRY = "inspection.started"
NOT_ENTERED = frozenset({"enrolled", "assigned"})
BESIDE = frozenset(
    {"document", "request", "return", "meeting", "referral", "evaluation", "volume", "inquiry"}
)
"""What is listed under an inspection by its rows; the rest stands in figures that open to them."""


def inspection_blocks(
    viewer: Viewer,
    scheme: Scheme,
    row: Subject,
    under: tuple[Subject, ...],
    openable: frozenset[str],
    now: datetime,
) -> list[Shown]:
    """How the inspection of one unit stands, for those who inspect; a unit sees none of it."""
    if not viewer.is_inside:
        return []
    board = inspection_board(viewer, row)
    late = [duty for duty in board.duties if chip(duty, viewer, now).light is Light.LATE]
    blocks: list[Shown] = []
    if row.state in NOT_ENTERED:
        guard, steps = steps_before(viewer, row, ENTRY, now)
        if guard and steps:
            blocks.append(checklist(scheme, row, guard.text, guard.cite, steps, under, openable))
    else:
        figures = tuple(counted_figures(viewer, "inspection", row.id, board.counts, board, len(late)))
        blocks += [Figures(figures), methods_block(scheme, row, board), talks_block(scheme, row, board)]
    if late:
        blocks.append(late_block(viewer, row.id, late, board.matters, now, place="inspection"))
    return blocks


def checklist(
    scheme: Scheme, row: Subject, words: Text, cite: tuple[str, ...], steps: tuple[Step, ...],
    under: tuple[Subject, ...], openable: frozenset[str],
) -> Block:  # fmt: skip
    """Each step with done or missing, the paper that proves it, and its button where it is mine."""
    papers = {one.code: one for one in under if one.kind in ("document", "return", "meeting")}
    numbers = _numbers(scheme, steps)
    whose = {n: found for n, step in zip(numbers, steps, strict=True) if (found := _whose(scheme, step))}
    lines = tuple(
        _step_line(row, step, n, _whose(scheme, step) or whose.get(n, ""), papers, openable)
        for step, n in zip(steps, numbers, strict=True)
    )
    left = sum(1 for step in steps if not step.is_done)
    heads = (
        Head(Text("序", "No."), is_short=True),
        Head(Text("准备", "Preparation")),
        Head(Text("谁来办", "Whose")),
        Head(Text("办了没有", "Done?"), is_short=True),
        Head(Text("文书", "Paper")),
    )
    done = Text("都齐了，可以进驻", "All are there; entry is possible")
    note = Text(f"还差 {left} 项", f"{left} missing") if left else done
    return Block("preparation", words, (Table(words, heads, lines),), note=note, cites=cites(cite))


def _rule_of(scheme: Scheme, step: Step) -> DutyRule | None:
    """The rule under which somebody owes a step: the one for just this kind before one for any."""
    code, _, kind = step.act.partition(":")
    rules = [rule for rule in scheme.duties.values() if code in rule.done_by or step.paper in _kinds(rule)]
    just = (rule for rule in rules if (kind or step.paper) in _kinds(rule))
    any_kind = (rule for rule in rules if not _kinds(rule))
    on_the_way = (rule for rule in scheme.duties.values() if kind in _kinds(rule))
    return next(just, None) or next(any_kind, None) or next(on_the_way, None)


def _kinds(rule: DutyRule) -> tuple[str, ...]:
    return tuple(str(kind) for name in ("kind", "*") for kind in listed(rule.where.get(name)))


def _numbers(scheme: Scheme, steps: tuple[Step, ...]) -> list[int]:
    """The number of the step of the text that each condition belongs to: conditions that one paragraph asks for share it.

    A condition that nobody owes by a rule of its own belongs with what is owed next.
    """
    rules = [_rule_of(scheme, step) for step in steps]
    places = [clause.article if rule and (clause := clause_of(rule.cite[0])) else "" for rule in rules]
    for n in range(len(places) - 2, -1, -1):
        places[n] = places[n] or places[n + 1]
    numbers: list[int] = []
    last = ""
    for place in places:
        is_same = bool(numbers) and place == last != ""
        numbers.append(numbers[-1] if is_same else len({*numbers}) + 1)
        last = place
    return numbers


def _whose(scheme: Scheme, step: Step) -> Words:
    """Who does a step: by the rule under which it is owed, by what is missing, or who may make the paper."""
    rule = _rule_of(scheme, step)
    code, _, kind = step.act.partition(":")
    may = {step.act, f"document.drafted:{kind}"} if code.startswith("document.") else {step.act}
    asked = [one.role for one in step.missing if one.role]
    makes = [name for name, role in scheme.roles.items() if may & {*role.may}]
    if asked or rule is None:
        role = next((name for name in (*asked, *makes) if name in scheme.roles), "")
        return role_words(scheme, role) if role else ""
    return owner_words(rule.owner, Naming(scheme))


def _step_line(
    row: Subject, step: Step, n: int, whose: Words, papers: dict[str, Subject], openable: frozenset[str]
) -> Line:
    paper = papers.get(step.act.partition(":")[2])
    shown: Value = (
        Link(paper.title or paper.number, addresses.of_subject(paper.kind, paper.id)) if paper else ""
    )
    if step.is_done:
        return Line((str(n), step.words, whose, Text("✓ 已办", "✓ done"), shown))
    code, _, kind = step.act.partition(":")
    drafts = "document.drafted" if code.startswith("document.") and paper is None else code
    key = f"{drafts}:{kind}"
    buttons: tuple[Button, ...] = ()
    if paper is not None and f"{code}:{kind}" in openable:
        buttons = (
            Button(Text("去办", "Do it"), addresses.of_subject(paper.kind, paper.id), about=step.words),
        )
    elif key in openable:
        href = addresses.of_act(row.kind, row.id, drafts, kind, begins=True)
        buttons = (Button(Text("去办", "Do it"), href, about=step.words),)
    return Line((str(n), step.words, whose, Tag(Text("还没有", "missing")), shown), buttons)


def methods_block(scheme: Scheme, row: Subject, board: InspectionBoard) -> Block:
    """Every method of the regulation with how often it was used; those not used yet are folded, none is left out."""
    used = Counter(check.code for check in board.checks)
    last = {check.code: check for check in board.checks}
    values = scheme.lists["methods"].values if "methods" in scheme.lists else {}
    lines = tuple(
        Line((value.text, Link(str(used[code]), f"/checks?inspection={row.id}&code={code}"), last[code].opened_on))
        for code, value in values.items()
        if used[code]
    )  # fmt: skip
    unused = tuple(Item(value.text) for code, value in values.items() if not used[code])
    rest = Text(f"还没有用过的 {len(unused)} 种", f"Not used yet: {len(unused)}")
    heads = (
        Head(Text("方式", "Method")),
        Head(Text("次数", "Times"), is_figure=True),
        Head(Text("最近一次", "Last"), is_short=True),
    )
    title = Text("用过的方式", "Methods used")
    n = sum(1 for code in values if used[code])
    note = Text(f"{len(values)} 种里用过 {n} 种", f"{n} of {len(values)} used")
    folded = (Fold(rest, (Items(unused),)),) if unused else ()
    return Block("methods", title, (*((Table(title, heads, lines),) if lines else ()), *folded), note=note)


def talks_block(scheme: Scheme, row: Subject, board: InspectionBoard) -> Block:
    """Who of the leadership has been talked to, and who has not."""
    talked: dict[UUID, Subject] = {}
    for check in board.checks:
        member = str(check.facts.get("with_member") or "")
        if member:
            talked[UUID(member)] = check
    lines = tuple(
        Line((name, value.text if (value := scheme.value("seats", seat.seat)) else seat.seat, _talk(talked.get(seat.person))))
        for seat, name in board.leadership
    )  # fmt: skip
    missing = sum(1 for seat, _ in board.leadership if seat.person not in talked)
    heads = (
        Head(Text("班子成员", "Leadership")),
        Head(Text("岗位", "Seat"), is_short=True),
        Head(Text("谈话", "Talk"), is_short=True),
    )
    title = Text("与班子成员谈话", "Talks with the leadership")
    everyone = Text("都谈过了", "All have been talked to")
    note = Text(f"还有 {missing} 人没有谈", f"{missing} not yet talked to") if missing else everyone
    if not lines:
        none = Text("这个单位还没有登记班子成员。", "No member of the leadership is registered at this unit.")
        return Block(
            "talks", title, (Prose(none, (Link(Text("去登记", "Register them"), f"/units/{row.unit}"),)),)
        )
    return Block("talks", title, (Table(title, heads, lines),), note=note)


def _talk(check: Subject | None) -> Value:
    if check is None:
        return Tag(Text("还没有谈", "not yet"))
    return Link(check.number or check.title, addresses.of_subject("check", check.id))
