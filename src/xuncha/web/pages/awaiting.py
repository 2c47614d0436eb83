"""What waits for a post without a clause that sets it a day: approvals asked for, problems reported as rectified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.engine import roles_for
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.core.values import listed
from xuncha.core.words import Text
from xuncha.queries.decisions import Awaiting
from xuncha.queries.decisions import awaiting as what_waits
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import EXACT, names_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Item, Items, Prose
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.columns import state_words

ANSWERS = {"reported": "rectification.verified", "verified": "finding.closed"}
"""What a problem waits for once the unit has done its part; no clause sets a day for it, so nobody owes it."""

FEW = 5


def awaiting(viewer: Viewer, scheme: Scheme) -> tuple[Block, ...]:
    """The blocks of a desk with what waits for the post's answer."""
    able = {state: act for state, act in ANSWERS.items() if may_open(viewer, scheme, CATALOGUE[act], "")}
    approves = may_open(viewer, scheme, APPROVE, "")
    if not able and not approves:
        return ()
    found = what_waits(viewer, able, FEW)
    roles = roles_for(scheme, viewer.seat) if approves else frozenset()
    put_up = [row for row, what in found.put_up if asked_of(row, what) in roles]
    names = names_of([row.unit for row in (*put_up[:FEW], *found.problems)])
    return (*approvals(put_up, names), *reported_problems(found, able, names))


APPROVE = CATALOGUE["approval.given"]


def approvals(put_up: Sequence[Subject], names: Mapping[UUID, str]) -> tuple[Block, ...]:
    """What was put up for the approval of the post's body and has no answer yet."""
    if not put_up:
        return ()
    lines = tuple(Line(_matter(row, names), (_button(row, APPROVE.code),)) for row in put_up[:FEW])
    heads = (Head(Text("报批的事项", "Put up for approval")), Head(Text("单位", "Unit")))
    title = Text(f"等您审批 {len(put_up)} 件", f"{len(put_up)} wait for your approval")
    left = Text(f"这里是最早的 {FEW} 件，办了以后接着列出", f"These are the first {FEW}; the next follow")
    return (
        Block(
            "approvals", title, (Table(title, heads, lines), *((Prose(left),) if len(put_up) > FEW else ()))
        ),
    )


def asked_of(row: Subject, what: str) -> str:
    """The role whose approval was last asked for."""
    said = [one for one in listed(row.facts.get("approval.requested")) if str(one.get("for_act")) == what]
    return str(said[-1].get("to", "")) if said else ""


def reported_problems(
    found: Awaiting, able: Mapping[str, str], names: Mapping[UUID, str]
) -> tuple[Block, ...]:
    """Problems that units have reported as rectified, for those who verify them or close them out."""
    if not found.problems:
        return ()
    lines = tuple(
        Line((*_matter(row, names), state_words(row.kind, row.state)), (_button(row, able[row.state]),))
        for row in found.problems
    )
    heads = (
        Head(Text("问题", "Problem")),
        Head(Text("单位", "Unit")),
        Head(Text("状态", "State"), is_short=True),
    )
    n = f"{min(found.n_problems, EXACT):,}{'+' if found.n_problems > EXACT else ''}"
    title = Text(f"等核验、销号的问题 {n} 个", f"{n} problems wait for verification or close-out")
    lists = Items(tuple(Item(_list_of(state)) for state in able))
    more = (lists,) if found.n_problems > len(lines) else ()
    return (Block("reported", title, (Table(title, heads, lines), *more)),)


def _list_of(state: str) -> Link:
    words = state_words("finding", state)
    return Link(Text(f"看全部：{words.zh}", f"See all: {words.en}"), f"/findings?state={state}")


def _matter(row: Subject, names: Mapping[UUID, str]) -> tuple[Link, str]:
    page = addresses.of_subject(row.kind, row.id)
    return Link(f"{row.number} {row.title}".strip(), page), names.get(row.unit, "") if row.unit else ""


def _button(row: Subject, act: str) -> Button:
    return Button(CATALOGUE[act].name, addresses.of_act(row.kind, row.id, act), label=row.title)
