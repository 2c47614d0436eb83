"""One unit in one round: the preparations as a checklist, the methods used, talks with the leadership, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from xuncha.core.dates.standing import Light
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.case_words import role_words
from xuncha.core.names.naming import Naming
from xuncha.core.scheme.rules import DutyRule, Guard, Scheme
from xuncha.core.wording.rule_words import owner_words
from xuncha.core.words import Text
from xuncha.queries.preparation import Step, steps_before
from xuncha.queries.rounds import InspectionBoard, inspection_board
from xuncha.queries.subjects import names_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Figures, Fold, Item, Items, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Button, Link, Tag, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.matters.round import counted_figures, late_block
from xuncha.web.pages.pieces.clauses import cites, clause_of
from xuncha.web.pages.pieces.due import chip, duty_words

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
            blocks.append(checklist(viewer, scheme, row, guard, steps, under, openable, board.duties))
    else:
        figures = tuple(counted_figures(viewer, "inspection", row.id, board.counts, board, len(late)))
        blocks += [Figures(figures), methods_block(scheme, row, board), talks_block(scheme, row, board)]
    if late:
        blocks.append(late_block(viewer, row.id, late, board.matters, now, place="inspection"))
    return blocks


def checklist(
    viewer: Viewer, scheme: Scheme, row: Subject, guard: Guard, steps: tuple[Step, ...], under: tuple[Subject, ...],
    openable: frozenset[str], duties: Iterable[Duty],
) -> Block:  # fmt: skip
    """Each step of the text with done or what is missing, who owes it, the paper that proves it, and its button where it is
    mine; what one paragraph asks for stands together.
    """
    papers = {one.code: one for one in under if one.kind in ("document", "return", "meeting")}
    owed: dict[str, list[Duty]] = {}
    for duty in duties:
        owed.setdefault(_paragraph(scheme.duties.get(duty.rule)), []).append(duty)
    names = names_of([duty.owner for lot in owed.values() for duty in lot])
    numbers, paragraphs = _numbers(scheme, steps)
    lines = []
    for n in dict.fromkeys(numbers):
        lot = [step for step, its in zip(steps, numbers, strict=True) if its == n]
        place = paragraphs[numbers.index(n)]
        lines.append(
            _step_line(scheme, row, lot, n, owed.get(place, ()) if place else (), names, papers, openable)
        )
    left = sum(
        1
        for n in set(numbers)
        if not all(step.is_done for step, its in zip(steps, numbers, strict=True) if its == n)
    )
    heads = (
        Head(Text("序", "No."), is_short=True),
        Head(Text("准备", "Preparation")),
        Head(Text("谁来办", "Whose")),
        Head(Text("办了没有", "Done?"), is_short=True),
        Head(Text("文书", "Paper")),
    )
    done = Text("都齐了，可以进驻", "All are there; entry is possible")
    note = Text(f"还差 {left} 项", f"{left} missing") if left else done
    return Block(
        "preparation",
        guard.text,
        (Table(guard.text, heads, tuple(lines)),),
        note=note,
        cites=cites(guard.cite),
    )


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


def _paragraph(rule: DutyRule | None) -> str:
    """The paragraph of the text that a duty comes from."""
    return clause.article if rule and (clause := clause_of(rule.cite[0])) else ""


def _numbers(scheme: Scheme, steps: tuple[Step, ...]) -> tuple[list[int], list[str]]:
    """The number of the step of the text that each condition belongs to, and its paragraph: conditions that one paragraph
    asks for share them.

    A condition that nobody owes by a rule of its own belongs with what is owed next.
    """
    places = [_paragraph(_rule_of(scheme, step)) for step in steps]
    for n in range(len(places) - 2, -1, -1):
        places[n] = places[n] or places[n + 1]
    numbers: list[int] = []
    last = ""
    for place in places:
        is_same = bool(numbers) and place == last != ""
        numbers.append(numbers[-1] if is_same else len({*numbers}) + 1)
        last = place
    return numbers, places


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
    scheme: Scheme, row: Subject, lot: list[Step], n: int, owed: Iterable[Duty], names: Mapping[UUID, str],
    papers: Mapping[str, Subject], openable: frozenset[str],
) -> Line:  # fmt: skip
    """One step: its conditions together, who owes what of it, whether all of it is there and else what lacks."""
    words = joined_by(dict.fromkeys(step.words for step in lot))
    by_rule = next((said for step in lot if (said := _whose(scheme, step))), "")
    owed = tuple(owed)
    owing = tuple(Link(_owed_words(duty, names), addresses.of_duty(duty.id)) for duty in owed)
    shown = tuple(
        Link(paper.title or paper.number, addresses.of_subject(paper.kind, paper.id))
        for step in lot
        if (paper := papers.get(step.act.partition(":")[2])) is not None
    )
    whose: Value | tuple[Value, ...] = owing or by_rule
    lacking = [step for step in lot if not step.is_done]
    if not lacking:
        return Line((str(n), words, whose, Text("✓ 已办", "✓ done"), shown or ""))
    named = joined_by(one.text for step in lacking for one in step.missing if not step.act and one.act)
    still = Tag(Text("还没有", "missing"))
    state = (still, named) if named.zh else still
    return Line((str(n), words, whose, state, shown or ""), _ways_to(row, lacking, papers, openable))


def _owed_words(duty: Duty, names: Mapping[UUID, str]) -> Text:
    """`第二巡查组：制定工作计划`."""
    words, who = duty_words(duty), names.get(duty.owner, "") if duty.owner else ""
    return Text(f"{who}：{words.zh}", f"{who}: {words.en}") if who else words


def joined_by(texts: Iterable[Text]) -> Text:
    """Several sentences in one cell."""
    found = list(texts)
    return Text("；".join(one.zh for one in found), "; ".join(one.en for one in found))


def _ways_to(
    row: Subject, lacking: Iterable[Step], papers: Mapping[str, Subject], openable: frozenset[str]
) -> tuple[Button, ...]:
    """The button of what lacks, on the paper that is there already, or by beginning one, where it is mine."""
    ways = (_way_to(row, step, papers.get(step.act.partition(":")[2]), openable) for step in lacking)
    return tuple(way for way in ways if way is not None)[:1]


def _way_to(row: Subject, step: Step, paper: Subject | None, openable: frozenset[str]) -> Button | None:
    code, _, kind = step.act.partition(":")
    drafts = "document.drafted" if code.startswith("document.") and paper is None else code
    if paper is not None and f"{code}:{kind}" in openable:
        return Button(Text("去办", "Do it"), addresses.of_subject(paper.kind, paper.id), about=step.words)
    if paper is None and f"{drafts}:{kind}" in openable:
        href = addresses.of_act(row.kind, row.id, drafts, kind, begins=True)
        return Button(Text("去办", "Do it"), href, about=step.words)
    return None


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
