"""The parts subject pages share: facts, time line, what can I do here, duties, and what lies under a subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from xuncha.core.case_words import role_words, state_name
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.day_words import day_in_shanghai
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import SCAN
from xuncha.core.refusal import Missing
from xuncha.core.rows import Act, Duty, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.words import Text
from xuncha.queries.choices import Choice, act_words
from xuncha.queries.posts import may_open
from xuncha.store.viewer import Viewer, reads_in_full
from xuncha.web import addresses
from xuncha.web.kit.act_choice import ActChoice, OpenAct, RefusedAct
from xuncha.web.kit.block import Block
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.link import Button, Link, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.kit.time_line import Dot, Event, TimeLine
from xuncha.web.pages.clauses import cites
from xuncha.web.pages.corrections import corrections, with_corrections
from xuncha.web.pages.due import chip, owes, rule_of
from xuncha.web.shown import details_of, facts_of, headline_of, value_words

QUIET = frozenset({"version", "kind", "home_unit_kind", SCAN.name})
"""Fields that a page shows elsewhere."""


def facts_block(
    scheme: Scheme, subject: Subject, opened_by: str, names: Mapping[UUID, str], acts: Iterable[Act]
) -> Block:  # fmt: skip
    """What is known of the subject, in the order of its form, and beside it what was corrected."""
    known = corrections(acts)
    facts = [
        with_corrections(
            Fact(slot.text, tuple(value_words(scheme, slot, value, names)), cites(slot.cite)), slot, scheme, subject, known, names
        )
        for slot, value in facts_of(scheme, subject, opened_by)
        if slot.name not in QUIET
    ]  # fmt: skip
    return Block("facts", KIND_NAMES[subject.kind], (Facts(tuple(facts)),))


def choice_card(viewer: Viewer, scheme: Scheme, subject: Subject, choices: Iterable[Choice]) -> ActChoice:
    """What can I do here: first what discharges my duty, then the rest, then what must wait."""
    opened, refused = [], []
    filled = False
    for choice in choices:
        href = addresses.of_act(subject.kind, subject.id, choice.act, choice.value, begins=choice.opens)
        if choice.refusals:
            refused.append(refused_act(viewer, scheme, choice, subject))
            continue
        is_first = choice.duty is not None and not filled
        filled = filled or is_first
        rule = rule_of(scheme, choice.duty) if choice.duty else None
        note: Words = (
            Text(f"办了这一项，待办“{rule.text.zh}”即办结", f"Discharges: {rule.text.en}") if rule else ""
        )
        opened.append(
            OpenAct(Button(choice.name, href, is_filled=is_first), note, cites(rule.cite) if rule else ())
        )
    return ActChoice(tuple(opened), tuple(refused))


def refused_act(viewer: Viewer, scheme: Scheme, choice: Choice, subject: Subject) -> RefusedAct:
    """An act that must wait: what is missing, where each is supplied, and who can."""
    missing = [one for refusal in choice.refusals for one in refusal.missing]
    whom = {one.role: role_words(scheme, one.role) for one in missing if one.role}
    return RefusedAct(
        words=choice.name,
        missing=tuple(missing_words(viewer, scheme, one, subject) for one in missing)
        or tuple(refusal.what for refusal in choice.refusals),
        cites=cites(key for refusal in choice.refusals for key in refusal.cite),
        whom=join(whom.values()),
        is_open=choice.duty is not None,
    )


def missing_words(viewer: Viewer, scheme: Scheme, one: Missing, subject: Subject) -> Link | Words:
    """A missing thing, as a link to where it is supplied when that is here and the post's to do."""
    text, (code, _, value) = one.text, one.act.partition(":")
    entry = CATALOGUE.get(code)
    if entry is None or one.subject is not None or not may_open(viewer, scheme, entry, value):
        return text
    if entry.fits(subject.kind):
        return Link(text, addresses.of_act(subject.kind, subject.id, code, value))
    if subject.kind == "inspection" and entry.opens:
        return Link(text, addresses.of_act(subject.kind, subject.id, code, value, begins=True))
    return text


def join(texts: Iterable[Text]) -> Words:
    """Several words as one: 巡查办、组长."""
    found = list(texts)
    return Text("、".join(one.zh for one in found), ", ".join(one.en for one in found)) if found else ""


def duties_block(
    scheme: Scheme, duties: Iterable[Duty], viewer: Viewer, names: Mapping[UUID, str], now: datetime
) -> Block:
    """Who owes what here, open first."""
    lines = []
    for duty in duties:
        rule = rule_of(scheme, duty)
        words = rule.text if rule else Text(duty.rule, duty.rule)
        owner = names.get(duty.owner, "") if duty.owner else ""
        lines.append(
            Line((chip(duty, viewer, now), owner, Link(words, addresses.of_duty(duty.id))), id=f"d-{duty.id}")
        )
    heads = (
        Head(Text("期限或已等", "Due or waiting"), is_short=True),
        Head(Text("谁", "Who")),
        Head(Text("要做什么", "What")),
    )
    table = Table(
        Text("谁还欠什么", "Who owes what"), heads, tuple(lines),
        empty=Empty(Text("这里没有待办", "Nothing is owed here")),
    )  # fmt: skip
    note = Text("每一项都有责任人、条款和期限", "Each has its owner, clause and date")
    return Block("duties", Text("谁还欠什么", "Who owes what"), (table,), note=note)


def time_line(scheme: Scheme, acts: Iterable[Act], names: Mapping[UUID, str], viewer: Viewer) -> Block:
    """What happened, newest first; what the first act said stands above as the facts of the matter."""
    events = tuple(
        event(scheme, act, names, viewer, is_first=n == 0) for n, act in reversed(list(enumerate(acts)))
    )
    return Block(
        "acts",
        Text("办理经过", "What happened"),
        (TimeLine(events),),
        note=Text("只增加，不修改", "Only added to"),
    )


def event(
    scheme: Scheme, act: Act, names: Mapping[UUID, str], viewer: Viewer, *, is_first: bool = False
) -> Event:
    """One act as a line of the time line."""
    by = names.get(act.by_person) if act.by_person else None
    party = names.get(act.by_party, "") if act.by_party else ""
    who = f"{party} {by}".strip() if by else party
    slot = headline_of(scheme, act)
    said = value_words(scheme, slot, act.fields[slot.name], names) if slot else []
    tells = not is_first and may_read_in_full(viewer, act)
    details = details_of(scheme, act, names, but=slot.name if slot else "") if tells else ""
    recorded = day_in_shanghai(act.recorded_at)
    late = recorded > act.occurred_on
    return Event(
        on=act.occurred_on,
        who=who,
        act=act_words(scheme, act.type, act.value),
        what=said[0] if said else "",
        details=details,
        note=str(act.effects.get("reason", "")) or str(act.effects.get("paper", "")),
        n=0 if viewer.is_inspected else act.position,
        dot=_dot(act),
        late_entry=Text(f"{recorded:%m月%d日}补记", f"entered {recorded:%d %b}") if late else "",
    )


def may_read_in_full(viewer: Viewer, act: Act) -> bool:
    """Those who inspect read everything that an act said, others what they said themselves; the clock says nothing."""
    return act.by_party is not None and reads_in_full(viewer, act.by_party)


def _dot(act: Act) -> Dot:
    if act.type in (
        "work.returned",
        "approval.refused",
        "referral.objected",
        "rectification.disputed",
        "matter.withdrawn",
    ):
        return Dot.BACK
    return Dot.TURN if act.effects.get("opens") or act.effects.get("closes") else Dot.ACT


def under_block(kind: str, rows: Iterable[Subject]) -> Block:
    """The subjects of one kind that lie under this one."""
    lines = tuple(
        Line(
            (
                Link(row.title or KIND_NAMES[kind], addresses.of_subject(row.kind, row.id)),
                row.number,
                state_name(row.state),
                row.opened_on,
            )
        )
        for row in rows
    )
    heads = (Head(KIND_NAMES[kind]), Head(Text("编号", "Number"), is_short=True), Head(Text("状态", "State"), is_short=True),
             Head(Text("日期", "Date"), is_short=True))  # fmt: skip
    return Block(f"under-{kind}", KIND_NAMES[kind], (Table(KIND_NAMES[kind], heads, lines),))


def is_mine(duty: Duty, viewer: Viewer) -> bool:
    """Whether an open duty is of the post acted in."""
    return duty.state == "open" and owes(duty, viewer)
