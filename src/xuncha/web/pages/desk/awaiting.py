"""What waits for a post without a clause that sets it a day: approvals asked for, problems reported as rectified."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from uuid import UUID

from xuncha.core.acts.competence import roles_for
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.evidence import has_dated_evidence, has_evidence
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.nouns import worded
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.rules import Scheme, calls
from xuncha.core.words import Text
from xuncha.queries.answers import Able, Answers
from xuncha.queries.decisions import BOARD, Awaiting
from xuncha.queries.decisions import awaiting as what_waits
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import EXACT, names_of
from xuncha.queries.together import Weighed
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Item, Items, Prose
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.acting.asker import kinds_for_post
from xuncha.web.pages.pieces.columns import state_words

ANSWERS = {"reported": "rectification.verified", "verified": "finding.closed"}
"""What a problem waits for once the unit has done its part; no clause sets a day for it, so nobody owes it."""

FEW = 5

NONE: Mapping[UUID, Scheme] = MappingProxyType({})

SchemeOn = Callable[[Subject], Scheme]
"""The regulation of the round that a matter lies in."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for the post's answer, by the regulation of its round; `steps` are the next ones on the problems among it."""

    found: Awaiting
    scheme_on: SchemeOn
    steps: tuple[Weighed, ...]


def waits_for(viewer: Viewer, scheme: Scheme, apart: Mapping[UUID, Scheme] = NONE) -> Waits | None:
    """What waits for the post's answer, or None where it answers nothing: `apart` are the rounds that began under another
    regulation than the office's.
    """
    answers = Answers(
        able_under(viewer, scheme), {key: able_under(viewer, other) for key, other in apart.items()}
    )
    if not answers:
        return None

    def scheme_on(row: Subject) -> Scheme:
        return apart.get(row.campaign or row.id, scheme)

    found = what_waits(viewer, answers, FEW)
    return Waits(found, scheme_on, tuple(next_steps(viewer, scheme_on, found.problems)))


def awaiting(waits: Waits, refused: Sequence[tuple[Refusal, ...]]) -> tuple[Block, ...]:
    """The blocks of a desk with what waits; `refused` says what refuses each of its steps now."""
    found = waits.found
    put_up = [row for row, _ in found.put_up]
    names = names_of([row.unit for row in (*put_up[:FEW], *found.problems, *found.to_clear)])
    return (
        *approvals(put_up, names),
        *papers_to_clear(found, names),
        *reported_problems(waits, refused, names),
    )


def able_under(viewer: Viewer, scheme: Scheme) -> Able:
    """What a post may answer under a regulation; problems only by itself, and not what it may enter for others."""
    mine = roles_for(scheme, viewer.seat)
    roles = mine if may_open(viewer, scheme, APPROVE, "") else frozenset()
    states = (state for state, act in ANSWERS.items() if _is_own(scheme, mine, act))
    cleared = (kind for kind in kinds_to_clear(scheme) if may_open(viewer, scheme, CLEAR, kind))
    return Able(roles, frozenset(states), frozenset(cleared))


def _is_own(scheme: Scheme, roles: frozenset[str], act: str) -> bool:
    """Whether one of these roles does an act, of whatever kind."""
    return any(one.partition(":")[0] == act for role in roles for one in scheme.roles[role].may)


APPROVE = CATALOGUE["approval.given"]
CLEAR = CATALOGUE["document.cleared"]


def kinds_to_clear(scheme: Scheme) -> tuple[str, ...]:
    """The kinds of paper that the regulation has a second person check before they are published."""
    found = (
        listed(guard.of.get("kind"))
        for guard in scheme.guards_on.get("document.published", ())
        for call in calls(guard.needs)
        if call.name == "done" and CLEAR.code in listed(call.args.get("acts"))
    )
    return tuple(dict.fromkeys(str(kind) for kinds in found for kind in kinds))


def papers_to_clear(found: Awaiting, names: Mapping[UUID, str]) -> tuple[Block, ...]:
    """Papers that somebody else drafted and that are published only once they were checked."""
    if not found.to_clear:
        return ()
    lines = tuple(Line(_matter(row, names), (_button(row, CLEAR.code),)) for row in found.to_clear)
    heads = (Head(Text("文稿", "Paper")), Head(Text("单位", "Unit")))
    title = Text("等发布审核的文稿", "Papers to be cleared for publication")
    return (Block("to-clear", title, (Table(title, heads, lines),)),)


def approvals(put_up: Sequence[Subject], names: Mapping[UUID, str]) -> tuple[Block, ...]:
    """What was put up for the approval of the post's body and has no answer yet."""
    if not put_up:
        return ()
    lines = tuple(Line(_matter(row, names), (_button(row, APPROVE.code),)) for row in put_up[:FEW])
    heads = (Head(Text("报批的事项", "Put up for approval")), Head(Text("单位", "Unit")))
    n = f"{len(put_up)}{'+' if len(put_up) >= BOARD else ''}"
    title = Text(f"等您审批 {n} 件", f"{n} wait for your approval")
    left = Text(f"这里是最早的 {FEW} 件，办了以后接着列出", f"These are the first {FEW}; the next follow")
    return (
        Block(
            "approvals", title, (Table(title, heads, lines), *((Prose(left),) if len(put_up) > FEW else ()))
        ),
    )


def reported_problems(
    waits: Waits, refused: Sequence[tuple[Refusal, ...]], names: Mapping[UUID, str]
) -> tuple[Block, ...]:
    """Problems that units have reported as rectified, for those who verify them or close them out."""
    found = waits.found
    if not found.problems:
        return ()
    lines = tuple(
        Line(
            (*_matter(step.row, names), _state(waits.scheme_on(step.row), step.row, refusals)),
            () if refusals else (_button(step.row, step.act, step.kind),),
        )
        for step, refusals in chosen_steps(waits.steps, refused)
    )
    heads = (
        Head(Text("问题", "Problem")),
        Head(Text("单位", "Unit")),
        Head(Text("状态", "State"), is_short=True),
    )
    n = f"{min(found.n_problems, EXACT):,}{'+' if found.n_problems > EXACT else ''}"
    title = Text(f"等核验、销号的问题 {n} 个", f"{n} problems wait for verification or close-out")
    lists = Items(tuple(Item(_list_of(state)) for state in ANSWERS if found.in_states.get(state)))
    more = (lists,) if found.n_problems > len(lines) else ()
    return (Block("reported", title, (Table(title, heads, lines), *more)),)


def next_steps(viewer: Viewer, scheme_on: SchemeOn, problems: Sequence[Subject]) -> Iterator[Weighed]:
    """The next step on each problem, once for each kind of it that is the post's, to be judged as its form judges it."""
    for row in problems:
        act = CATALOGUE[ANSWERS[row.state]]
        for kind in kinds_for_post(viewer, scheme_on(row), act) or ("",):
            yield Weighed(act.code, row, kind)


def chosen_steps(
    steps: Iterable[Weighed], refused: Iterable[tuple[Refusal, ...]]
) -> Iterator[tuple[Weighed, tuple[Refusal, ...]]]:
    """Of each problem the first kind of step that nothing refuses, else the one that is usual for the post."""
    for _, lot in groupby(zip(steps, refused, strict=True), key=lambda one: one[0].row.id):
        kinds = list(lot)
        yield next((one for one in kinds if not one[1]), kinds[0])


def _state(scheme: Scheme, row: Subject, refusals: Sequence[Refusal]) -> Text:
    """How a problem stands: that it waits for the unit where its evidence has no date, else what refuses the next step."""
    words = state_words(row.kind, row.state)
    if not has_evidence(row):
        return Text(f"{words.zh}，没有佐证", f"{words.en}; without evidence")
    if not has_dated_evidence(row):
        return Text(f"{words.zh}，佐证缺形成日期", f"{words.en}; its evidence has no date")
    why = next((one.text for refusal in refusals for one in refusal.missing), None)
    why = why or next((refusal.what for refusal in refusals), None)
    if why is None:
        return words
    said = worded(scheme, why)
    return Text(f"{words.zh}；{said.zh}", f"{words.en}; {said.en}")


def _list_of(state: str) -> Link:
    words = state_words("finding", state)
    return Link(Text(f"看全部：{words.zh}", f"See all: {words.en}"), f"/findings?state={state}")


def _matter(row: Subject, names: Mapping[UUID, str]) -> tuple[Link, str]:
    page = addresses.of_subject(row.kind, row.id)
    return Link(f"{row.number} {row.title}".strip(), page), names.get(row.unit, "") if row.unit else ""


def _button(row: Subject, act: str, kind: str = "") -> Button:
    return Button(CATALOGUE[act].name, addresses.of_act(row.kind, row.id, act, kind), about=row.title)
