"""The problems that units have reported as rectified, for those who verify them or close them out."""

from __future__ import annotations

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.scheme import Scheme
from xuncha.core.words import Text
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import listed, names_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Item, Items
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.columns import state_words

ANSWERS = {"reported": "rectification.verified", "verified": "finding.closed"}
"""What a problem waits for once the unit has done its part; no clause sets a day for it, so nobody owes it."""

FEW = 5


def reported_problems(viewer: Viewer, scheme: Scheme) -> tuple[Block, ...]:
    """Problems that units have reported as rectified, for those who verify them or close them out."""
    able = {state: act for state, act in ANSWERS.items() if may_open(viewer, scheme, CATALOGUE[act], "")}
    if not able:
        return ()
    page = listed(viewer, "finding", {"state": list(able)}, sort="newest", size=FEW)
    if not page.rows:
        return ()
    names = names_of([row.unit for row in page.rows])
    lines = tuple(
        Line(
            (
                Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id)),
                names.get(row.unit, "") if row.unit else "",
                state_words(row.kind, row.state),
            ),
            (
                Button(
                    CATALOGUE[able[row.state]].name,
                    addresses.of_act(row.kind, row.id, able[row.state]),
                    label=row.title,
                ),
            ),
        )
        for row in page.rows
    )
    heads = (
        Head(Text("问题", "Problem")),
        Head(Text("单位", "Unit")),
        Head(Text("状态", "State"), is_short=True),
    )
    n = f"{page.total.n}{'+' if page.total.is_more else ''}"
    title = Text(f"等核验、销号的问题 {n} 个", f"{n} problems wait for verification or close-out")
    every = tuple(Item(Link(Text(f"看全部：{state_words('finding', state).zh}", f"See all: {state_words('finding', state).en}"),
                            f"/findings?state={state}")) for state in able if page.states.get(state))  # fmt: skip
    more = (Items(every),) if page.total.n > len(lines) or page.total.is_more else ()
    return (Block("reported", title, (Table(title, heads, lines), *more)),)
