"""Ties and recusals: what is declared, what waits for whose decision, who is kept off which unit since when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_short
from xuncha.core.facts.rows import Authority, Bar, Subject, Tie
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries import recusals as asked
from xuncha.queries.posts import may_open
from xuncha.queries.recusals import Clear, OfTeam, Recusals
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Figure, Figures, Prose
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Tag, Words
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.pieces.due import chip
from xuncha.web.pages.pieces.parts import join

ADDRESS = "/recusals"
DECIDING = CATALOGUE["recusal.decided"]
PERSON, UNIT = Text("姓名", "Name"), Text("单位", "Unit")
GROUND, SINCE = Text("情形", "Ground"), Text("自", "Since")


@seated
def recusals(request: Asked) -> HttpResponse:
    """Every tie and recusal of the people whose pages one may open; those outside the inspection have no such page."""
    viewer, scheme = request.viewer, scheme_in_force()
    if not viewer.is_inside:
        raise Http404
    found, clear = asked.recusals(viewer)
    now = timezone.localtime()
    waiting = tuple(bar for bar in found.bars if not bar.decided)
    decided = tuple(bar for bar in found.bars if bar.decided)
    figures = (
        Figure(Text("等决定", "Waiting"), len(waiting), "#waiting"),
        Figure(Text("已决定", "Decided"), len(decided), "#decided"),
        Figure(Text("声明有关系", "Ties declared"), len(found.ties), "#ties"),
        Figure(Text("声明没有关系的人", "People who declared no tie"), len(clear), "#clear"),
    )
    heading = Heading(
        Text("回避", "Recusal"),
        Text(
            f"只列您能看到的人，每张表最近的 {asked.MOST} 行以内",
            f"Only people whose page you may open; up to {asked.MOST} lines a table",
        ),
        crumbs=(Link(Text("人员与回避", "People and recusal"), "/people"),),
        can_print=True,
    )
    blocks = (
        Figures(figures),
        waiting_block(viewer, scheme, found, waiting, now),
        bars_block(viewer, scheme, found, decided),
        ties_block(viewer, scheme, found, found.ties),
        clear_block(found, clear),
    )
    return show(request, "subject.html", SubjectPage(heading, blocks))


def waiting_block(
    viewer: Viewer, scheme: Scheme, found: Recusals, bars: Iterable[Bar], now: datetime
) -> Block:
    """Who asked, about which unit, who decides; from the asking on the person is kept off."""
    may = may_open(viewer, scheme, DECIDING, "")
    lines = tuple(_waiting_line(viewer, scheme, found, bar, now, may=may) for bar in bars)
    heads = (Head(PERSON), Head(UNIT), Head(GROUND), Head(Text("提出", "Asked on"), is_short=True),
             Head(Text("谁来决定", "Who decides")), Head(Text("期限", "Due"), is_short=True))  # fmt: skip
    title = Text("等决定的回避", "Recusals waiting for a decision")
    how = Text(
        "提出申请的，从提出之时起先回避，再等决定。",
        "Whoever asks is kept off from then on, and it is decided after.",
    )
    empty = Empty(Text("没有等决定的回避", "No recusal waits for a decision"), how)
    note = Text("从提出之时起先回避", "Kept off from the asking on")
    return Block("waiting", title, (Table(title, heads, lines, empty=empty),), note=note)


def _waiting_line(
    viewer: Viewer, scheme: Scheme, found: Recusals, bar: Bar, now: datetime, *, may: bool
) -> Line:
    duty = found.duty_for(bar)
    values: tuple[Value, ...] = (
        person_link(found, bar.person), unit_link(viewer, found, bar.unit), ground_words(scheme, bar.ground), bar.since,
        found.called(duty.owner) if duty else "", chip(duty, viewer, now) if duty else "",
    )  # fmt: skip
    return Line(values, decide_button(found, bar) if may and bar.person != viewer.person else ())


def decide_button(found: Recusals, bar: Bar) -> tuple[Button, ...]:
    """The way to the decision, named for whom it is."""
    href = addresses.of_act("person", bar.person, DECIDING.code)
    return (Button(Text("去决定", "Decide"), href, about=found.called(bar.person)),)


def bars_block(viewer: Viewer, scheme: Scheme, found: Recusals, bars: Iterable[Bar]) -> Block:
    """What was decided: kept off, or not."""
    lines = tuple(
        Line((person_link(found, bar.person), unit_link(viewer, found, bar.unit), ground_words(scheme, bar.ground),
              bar.since, state_of(bar)))
        for bar in bars
    )  # fmt: skip
    heads = (Head(PERSON), Head(UNIT), Head(GROUND), Head(SINCE, is_short=True),
             Head(Text("决定", "Decision"), is_short=True))  # fmt: skip
    title = Text("已决定的回避", "Recusals decided")
    empty = Empty(Text("还没有决定过回避", "No recusal was decided yet"))
    return Block("decided", title, (Table(title, heads, lines, empty=empty),))


def state_of(bar: Bar) -> Tag:
    """Where a recusal stands."""
    if not bar.decided:
        return Tag(Text("等决定，已先回避", "waiting, kept off"), is_main=True)
    if bar.kept_off:
        return Tag(Text("已回避", "kept off"), is_main=True)
    return Tag(Text("不用回避", "not kept off"))


def ties_block(viewer: Viewer, scheme: Scheme, found: Recusals, ties: Iterable[Tie]) -> Block:
    """The ties that give a ground, and whether recusal was asked for."""
    asked_for = {(bar.person, bar.unit): bar for bar in found.bars}
    lines = tuple(
        Line((person_link(found, tie.person), unit_link(viewer, found, tie.unit), ground_words(scheme, tie.ground),
              tie.declared_on, _followed(asked_for.get((tie.person, tie.unit)))))
        for tie in ties
    )  # fmt: skip
    heads = (Head(PERSON), Head(UNIT), Head(GROUND), Head(Text("声明", "Declared"), is_short=True),
             Head(Text("回避", "Recusal"), is_short=True))  # fmt: skip
    title = Text("声明的关系", "Ties declared")
    empty = Empty(Text("没有人声明有关系", "Nobody declared a tie"))
    listed = scheme.lists.get("ties")
    return Block(
        "ties",
        title,
        (Table(title, heads, lines, empty=empty),),
        cites=cites(listed.cite) if listed else (),
    )


def _followed(bar: Bar | None) -> Value:
    return state_of(bar) if bar else Tag(Text("还没有申请", "not asked for"), is_main=True)


def clear_block(found: Recusals, clear: Iterable[Clear]) -> Block:
    """Who declared to have no tie, towards how many units."""
    lines = tuple(Line((person_link(found, one.person), one.units, one.last)) for one in clear)
    heads = (Head(PERSON), Head(Text("单位数", "Units"), is_figure=True),
             Head(Text("最近一次", "Last"), is_short=True))  # fmt: skip
    title = Text("声明没有关系", "Declared no tie")
    empty = Empty(Text("还没有人作过声明", "Nobody declared yet"))
    return Block("clear", title, (Table(title, heads, lines, empty=empty),))


def ground_words(scheme: Scheme, ground: str) -> Words:
    """A ground by the regulation's words."""
    if not ground:
        return Text("没有关系", "No tie")
    found = scheme.value("ties", ground)
    return found.text if found else ground.removeprefix("other:")


def person_link(found: Recusals, key: UUID) -> Link:
    """A person by name, leading to the own page."""
    return Link(found.called(key), addresses.of_subject("person", key))


def unit_link(viewer: Viewer, found: Recusals, key: UUID) -> Value:
    """A unit by name, leading to its page unless the viewer is kept off it."""
    name = found.called(key)
    return name if key in viewer.hidden_units else Link(name, addresses.of_subject("unit", key))


# ------------------------------------------------------------------ on the page of a person


def person_blocks(viewer: Viewer, scheme: Scheme, row: Subject) -> tuple[Block, ...]:
    """The posts of a person, what was declared about which unit, and what the person is kept off."""
    of = asked.recusals_of(viewer, row.id)
    blocks = []
    if of.posts:
        lines = []
        for seat in of.posts:
            kind, name = of.parties[seat.party]
            words = scheme.value("seats", seat.seat)
            until: Value = seat.until or Text("在任", "in office")
            place, post = (
                Link(name, addresses.of_subject(kind, seat.party)),
                words.text if words else seat.seat,
            )
            lines.append(Line((place, post, seat.since, until)))
        title = Text("岗位", "Posts")
        heads = (Head(Text("机构", "Body")), Head(title), Head(SINCE, is_short=True),
                 Head(Text("至", "Until"), is_short=True))  # fmt: skip
        blocks.append(Block("posts", title, (Table(title, heads, tuple(lines)),)))
    if not viewer.is_inspected:
        blocks.append(own_block(viewer, scheme, of.recusals))
    return tuple(blocks)


def own_block(viewer: Viewer, scheme: Scheme, found: Recusals) -> Block:
    """One line for each unit: what was declared about it last, and where the recusal stands."""
    told: dict[UUID, Tie] = {}
    for tie in found.ties:  # the newest first
        told.setdefault(tie.unit, tie)
    bars = {bar.unit: bar for bar in found.bars}
    lines = []
    for unit in dict.fromkeys((*bars, *told)):
        bar, declared = bars.get(unit), told.get(unit)
        ground = bar.ground if bar else declared.ground if declared else ""
        standing: Value = state_of(bar) if bar else _followed(None) if ground else ""
        declared_on: Value = declared.declared_on if declared else Text("没有声明", "none")
        decider = found.called(duty.owner) if bar and (duty := found.duty_for(bar)) else ""
        lines.append(
            Line((unit_link(viewer, found, unit), ground_words(scheme, ground), declared_on, standing,
                  bar.since if bar else "", decider))
        )  # fmt: skip
    heads = (Head(UNIT), Head(GROUND), Head(Text("声明", "Declared"), is_short=True),
             Head(Text("回避", "Recusal"), is_short=True), Head(SINCE, is_short=True),
             Head(Text("谁来决定", "Who decides")))  # fmt: skip
    title = Text("关系和回避", "Ties and recusal")
    empty = Empty(Text("还没有作过声明", "Nothing is declared yet"))
    parts: tuple[Table | Prose, ...] = (Table(title, heads, tuple(lines), empty=empty),)
    if viewer.is_inside:
        parts += (Prose("", (Link(Text("回避一览", "All recusals"), ADDRESS),), is_quiet=True),)
    return Block("recusal", title, parts)


# ------------------------------------------------------------------ on the page of a team


def team_blocks(viewer: Viewer, scheme: Scheme, row: Subject) -> tuple[Block, ...]:
    """For which units the body is authorised until when, and which member is kept off or still has to declare."""
    if not viewer.is_inside:
        return ()
    found = asked.recusals_in(viewer, row.id)
    blocks = []
    if found.authorities:
        blocks.append(authorities_block(found))
    if found.members and (found.authorities or found.recusals.ties or found.recusals.bars):
        blocks.append(members_block(viewer, found))
    return tuple(blocks)


def authorities_block(found: OfTeam) -> Block:
    """One unit, one matter, one line: since when, until when, and whether it ended."""
    lines = tuple(
        Line((Link(found.recusals.called(one.unit), addresses.of_subject("unit", one.unit)), one.matter, one.since,
              one.until or Text("移交归档为止", "until the archive is handed over"), _ended(one)))
        for one in found.authorities
    )  # fmt: skip
    heads = (Head(UNIT), Head(Text("事项", "Matter")), Head(SINCE, is_short=True),
             Head(Text("至", "Until"), is_short=True), Head(Text("状态", "State"), is_short=True))  # fmt: skip
    title = Text("授权", "Authorisations")
    return Block("authorities", title, (Table(title, heads, lines),))


def _ended(one: Authority) -> Tag:
    if one.ended_on:
        on = one.ended_on
        return Tag(Text(f"{say_short(on).zh}结束", f"ended {say_short(on).en}"))
    return Tag(Text("有效", "in force"), is_main=True)


def members_block(viewer: Viewer, found: OfTeam) -> Block:
    """Each member: kept off which unit, declared no tie to which, still to declare about which."""
    open_units = tuple(dict.fromkeys(one.unit for one in found.authorities if one.ended_on is None))
    lines = tuple(_member_line(found, person, open_units) for person in found.members)
    heads = (Head(PERSON), Head(Text("回避或者有关系", "Kept off, or tied")), Head(Text("声明没有关系", "Declared no tie")),
             Head(Text("还没有声明", "Still to declare")))  # fmt: skip
    title = Text("组员回避", "Recusal of members")
    left = sum(1 for line in lines if line.values[3])
    done = Text("对授权的单位都作了声明", "All declared about the units authorised")
    note = Text(f"还有 {left} 人没有声明", f"{left} still to declare") if left else done
    parts = (
        Table(title, heads, lines),
        Prose("", (Link(Text("回避一览", "All recusals"), ADDRESS),), is_quiet=True),
    )
    return Block("recusal", title, parts, note=note)


def _member_line(found: OfTeam, person: UUID, open_units: tuple[UUID, ...]) -> Line:
    all_of = found.recusals
    tied = dict.fromkeys(bar.unit for bar in all_of.bars if bar.person == person and bar.kept_off)
    tied |= dict.fromkeys(tie.unit for tie in all_of.ties if tie.person == person and tie.ground)
    told = dict.fromkeys(tie.unit for tie in all_of.ties if tie.person == person)
    clear = [unit for unit in told if unit not in tied]
    left = [unit for unit in open_units if unit not in told and unit not in tied]
    return Line(
        (
            person_link(all_of, person),
            *(join(_named(all_of, units)) for units in (tied, clear, left)),
        )
    )


def _named(found: Recusals, units: Iterable[UUID]) -> list[Text]:
    return [Text(name, name) for unit in units if (name := found.called(unit))]
