"""What a regulation has pointed out from the record for a person to judge; nothing is decided here, and nobody is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xuncha.core.acts.competence import is_for_post
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.duties.recurring import setting
from xuncha.core.facts.rows import Subject
from xuncha.core.office.signs import noticed_from
from xuncha.core.scheme.rules import Scheme, Sign, View
from xuncha.core.wording.rule_words import readable
from xuncha.core.words import Text
from xuncha.queries.posts import may_open
from xuncha.queries.views.noticed import Noticed, how_many, noticed_in
from xuncha.shipped import calendar
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.views.formality import formality
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    UNIT,
    Cells,
    figure,
    joined,
    link_to,
    onward,
    short,
    table,
    words,
)

NAMED = 8
"""So many matters of each sign stand on the page of all of them."""
PAGE = 50
"""So many stand on a page of one sign."""

TITLE = Text("由人认定", "For a person to judge")
ONLY_NOTICED = Text(
    "下面是从记录里看出来的：该有的下一步没有记录，或者与登记的不一致。是不是这么回事，由人看了认定；认定以前什么也不作数。",
    "This is what the record shows: a step that should follow is not on record, or differs from what is registered. Whether it"
    " is a failure is for a person to say, and until then it counts as nothing.",
)
NONE = Text("没有。", "None.")
HEADS = (
    words("事项", "Matter"),
    words("认定", "Judge"),
    UNIT,
    short("从哪天起", "Since"),
    figure("已等天数", "Days waiting"),
)


def signs(sight: Sight, view: View) -> Iterator[Block]:
    """The signs that the regulation names, for those who judge them; signs of a formality where it names none, or has
    numbers for these.
    """
    if view.signs:
        yield from pointed_out(sight, view)
    if view.limits or not view.signs:
        yield from formality(sight, view)


def pointed_out(sight: Sight, view: View) -> Iterator[Block]:
    """Each sign with its first matters, or one of them page by page."""
    mine = [sign for sign in view.signs.values() if judging(sight, sign)]
    yield Block("judge", TITLE, (Prose(ONLY_NOTICED if mine else _whose(sight.scheme, view)),))
    asked = [sign for sign in mine if sign.id == sight.asked.get("sign")]
    after = sight.asked.get("after", "") if asked else ""
    shown = asked or mine
    found = noticed_in(
        sight.viewer,
        sight.row.id,
        [(one, until(sight, one)) for one in shown],
        PAGE if asked else NAMED,
        after,
    )
    for sign, noticed in zip(shown, found, strict=True):
        yield _block(sight, view, sign, noticed, is_alone=bool(asked))


def until(sight: Sight, sign: Sign) -> date:
    """The last day on which what a sign begins with can have been said, for its time to be over."""
    return noticed_from(sign, sight.scheme, sight.row, sight.today, calendar())


def judging(sight: Sight, sign: Sign) -> tuple[str, ...]:
    """The acts by which the viewer may judge a sign; it is put before nobody who may not."""
    return tuple(
        word
        for word in sign.judged_by
        for act, _, value in (word.partition(":"),)
        if may_open(sight.viewer, sight.scheme, CATALOGUE[act], value)
    )


def _whose(scheme: Scheme, view: View) -> Text:
    """Before whom the signs are put, said to others."""
    acts = {word.partition(":") for sign in view.signs.values() for word in sign.judged_by}
    able = joined(
        role.text
        for role in scheme.roles.values()
        if any(is_for_post(scheme, frozenset({role.id}), act, value) for act, _, value in acts)
    )
    return Text(
        f"这些迹象由{able.zh}看，由他们认定。", f"These signs are put before those who judge them: {able.en}."
    )


def _block(sight: Sight, view: View, sign: Sign, noticed: Noticed, *, is_alone: bool) -> Block:
    """One sign: the matters it points out, the longest waiting first, each with the acts by which it is judged."""
    names = sight.names(one.row.unit for one in noticed.rows)
    acts = judging(sight, sign)
    lines: Iterator[Cells] = (
        (link_to(one.row), _ways(sight.scheme, one.row, acts), names.get(one.row.unit, ""), one.since,
         (sight.today - one.since).days)
        for one in noticed.rows
    )  # fmt: skip
    below = _pages(sight, view, sign, noticed) if is_alone else _rest(sight, view, sign, noticed)
    note = _note(sight, sign, noticed.n)
    found = table(sign.id, sign.text, HEADS, lines, note=note, empty=NONE, below=below)
    return replace(found, cites=cites(sign.cite))


def _rest(sight: Sight, view: View, sign: Sign, noticed: Noticed) -> Iterator[Shown]:
    """Among all signs: that only the first stand here, and where all of them do."""
    if noticed.after:
        cut = Text(f"只列出等得最久的 {NAMED} 件。", f"The {NAMED} longest waiting stand here.")
        every = Text(f"看全部 {noticed.n} 件", f"See all {noticed.n}")
        yield Prose(cut, (Link(every, f"{sight.view(view.page)}?sign={sign.id}"),), is_quiet=True)


def _pages(sight: Sight, view: View, sign: Sign, noticed: Noticed) -> Iterator[Shown]:
    """On the page of one sign: the way on, and back to all of them."""
    yield from onward(sight, "after", noticed.after, at=sign.id)
    yield Prose("", (Link(Text("回全部迹象", "Back to all signs"), sight.view(view.page)),))


def _note(sight: Sight, sign: Sign, n: int) -> Text:
    """How many there are, and from when on a matter is one of them."""
    written = setting(sight.scheme, sight.row, sign.within)
    if not written:
        return Text(f"{n} 件", str(n))
    time = readable(written)
    return Text(f"{n} 件，过了{time.zh}还没有的", f"{n}, nothing having followed within {time.en}")


def _ways(scheme: Scheme, row: Subject, acts: tuple[str, ...]) -> Value | tuple[Value, ...]:
    """The acts by which a matter is judged, each in the words of its kind."""
    parts = [(CATALOGUE[word.partition(":")[0]], word.partition(":")[2]) for word in acts]
    return tuple(
        Link(
            scheme.words(field.of, value) if (field := act.field(act.deciding)) and value else act.name,
            addresses.of_act(row.kind, row.id, act.code, value),
        )
        for act, value in parts
        if act.fits(row.kind)
    )


def to_judge(sight: Sight, view: View) -> Iterator[Block]:
    """On the page of the round: how much waits to be judged, before those who judge it."""
    mine = [sign for sign in view.signs.values() if judging(sight, sign)]
    n = how_many(sight.viewer, sight.row.id, [(one, until(sight, one)) for one in mine]) if mine else 0
    if n:
        words = Text(f"有 {n} 处迹象等着认定。", f"{n} signs wait to be judged.")
        yield Block(
            "to-judge", TITLE, (Prose(words, (Link(Text("去看", "See them"), sight.view(view.page)),)),)
        )
