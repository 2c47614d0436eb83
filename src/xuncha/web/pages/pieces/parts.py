"""The parts subject pages share: facts, time line, what can I do here, duties, and what lies under a subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from xuncha.core.acts.reaching import next_steps
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.dates.day_words import day_in_shanghai, say_short
from xuncha.core.facts.rows import Act, Duty, Subject
from xuncha.core.names.case_words import role_words
from xuncha.core.names.labels import KIND_NAMES, several
from xuncha.core.names.nouns import kind_words
from xuncha.core.office.held_lines import FIELD, MADE_FOR
from xuncha.core.readers.told import is_by_the_calendar
from xuncha.core.record.fold import MERGING
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import Missing
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.choices import Choice, act_words
from xuncha.store.viewer import Viewer, reads_in_full
from xuncha.web import addresses
from xuncha.web.kit.act_choice import ActChoice, OpenAct, RefusedAct
from xuncha.web.kit.block import Block, Fold, Prose
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.link import Button, Link, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.kit.time_line import Dot, Event, TimeLine
from xuncha.web.outcomes import at_field, with_outcome
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.pieces.columns import state_words, told_day
from xuncha.web.pages.pieces.corrections import corrections, with_corrections
from xuncha.web.pages.pieces.due import chip, duty_cites, duty_words, owes
from xuncha.web.pages.pieces.ways import CHOOSE, TOWARDS, Way, Ways, roles_able
from xuncha.web.shown import details_of, facts_of, headline_of, known_words, value_words

QUIET = frozenset({"version", "kind", "home_unit_kind", SCAN.name, FIELD, MADE_FOR})
"""Fields that a page shows elsewhere."""


def is_quiet(subject: Subject, name: str) -> bool:
    """Whether a field stands elsewhere on the page; of what kind a body or a unit is, nothing else says."""
    return name in QUIET and not (name == "kind" and subject.kind in ("body", "unit"))


def facts_block(
    scheme: Scheme, subject: Subject, opened_by: str, names: Mapping[UUID, str], acts: Iterable[Act]
) -> Block:  # fmt: skip
    """What is known of the subject, in the order of its form, and beside it what was corrected."""
    known = corrections(acts)
    facts = [
        with_corrections(Fact(slot.text, tuple(words), cites(slot.cite)), slot, scheme, subject, known, names)
        for slot, value in facts_of(scheme, subject, opened_by)
        if not is_quiet(subject, slot.name)
        and (words := known_words(value_words(scheme, slot, value, names)))
    ]
    return Block("facts", kind_words(scheme, subject.kind), (Facts(tuple(facts)),))


def choice_card(
    viewer: Viewer,
    scheme: Scheme,
    subject: Subject,
    choices: Iterable[Choice],
    mine: Iterable[Duty] = (),
    under: Iterable[Subject] | None = None,
) -> ActChoice:
    """What can I do here: first what discharges my duty, then the rest, then what must wait.

    `under` is what lies in the matter, where the page has read it already.
    """
    choices = tuple(choices)
    ways = Ways(viewer, scheme, [subject], under)
    mine = tuple(mine)
    opened, refused = list(ways_elsewhere(ways, subject, choices, mine)), []
    filled, served = any(one.button.is_filled for one in opened), served_here(ways, subject, choices, mine)
    for choice in choices:
        href = way_of(choice, subject)
        if choice.refusals:
            refused.append(refused_act(viewer, scheme, choice, subject, ways))
            continue
        duty = choice.duty or served.get((choice.act, choice.value))
        is_first = duty is not None and not filled
        filled = filled or is_first
        button = Button(choice.name, href, is_filled=is_first)
        opened.append(open_act(button, duty, choice.act) if duty else OpenAct(button))
    opened.sort(key=lambda one: not one.button.is_filled)
    return ActChoice(tuple(opened), tuple(refused))


def ways_elsewhere(
    ways: Ways, subject: Subject, choices: tuple[Choice, ...], mine: Iterable[Duty]
) -> Iterator[OpenAct]:
    """The ways to what I owe on this matter and do on another thing: on a paper begun for it, or by beginning one."""
    here = {choice.duty.id for choice in choices if choice.duty}
    told, led = set[str](), False
    for duty in mine:
        way = ways.of_duty(duty, subject) if duty.id not in here else None
        if way is None or way.href in told or choice_of(way, choices, subject):
            continue
        leads = way.words is not CHOOSE and not led  # a list to choose from is not what one does first
        yield open_act(Button(way.words, way.href, is_filled=leads), duty, way.act)
        told.add(way.href)
        led = led or leads


def open_act(button: Button, duty: Duty, act: str) -> OpenAct:
    """An act that ends a duty, or is done on the way there, with what is owed and its clause."""
    words = duty_words(duty)
    note = (
        Text(f"办了这一项，待办“{words.zh}”即办结", f"Discharges: {words.en}")
        if act in duty.awaits
        else Text(f"{TOWARDS.zh}“{words.zh}”", f"{TOWARDS.en}: {words.en}")
    )
    return OpenAct(button, note, duty_cites(duty))


def choice_of(way: Way, choices: Iterable[Choice], subject: Subject) -> Choice | None:
    """The choice on the matter itself that leads to the same form, so that it is not offered twice."""
    able = [one for one in choices if not one.refusals]
    there = (one for one in able if way_of(one, subject) == way.href)
    same = (one for one in able if way.is_here and one.act == way.act and not (way.value and one.value))
    return next(there, None) or next(same, None)


def way_of(choice: Choice, subject: Subject) -> str:
    """The form of a choice."""
    return addresses.of_act(subject.kind, subject.id, choice.act, choice.value, begins=choice.opens)


def served_here(
    ways: Ways, subject: Subject, choices: tuple[Choice, ...], mine: Iterable[Duty]
) -> Mapping[tuple[str, str], Duty]:
    """What else is owed and done by a choice that has no duty of its own yet, by its act and kind."""
    here = {choice.duty.id for choice in choices if choice.duty}
    found: dict[tuple[str, str], Duty] = {}
    for duty in mine:
        way = ways.of_duty(duty, subject) if duty.id not in here else None
        choice = choice_of(way, choices, subject) if way else None
        if choice:
            found.setdefault((choice.act, choice.value), duty)
    return found


def refused_act(
    viewer: Viewer, scheme: Scheme, choice: Choice, subject: Subject, ways: Ways | None = None
) -> RefusedAct:
    """An act that must wait: what is missing, where each is supplied, which step comes first, and who takes it under which
    clause, where the rule that refuses names nobody.
    """
    ways = ways or Ways(viewer, scheme, [subject])
    missing = [one for refusal in choice.refusals for one in refusal.missing]
    whom = {one.role: role_words(scheme, one.role) for one in missing if one.role}
    steps = steps_before(scheme, choice, subject, missing)
    able = () if whom else roles_able(scheme, viewer.seat.party_kind, [step.code for step in steps])
    whom |= {role.id: role.text for role in able}
    under = [key for refusal in choice.refusals for key in refusal.cite]
    under = under or [key for role in able for key in role.cite]
    return RefusedAct(
        words=choice.name,
        missing=tuple(dict.fromkeys(missing_words(ways, one, subject) for one in missing))
        or tuple(refusal.what for refusal in choice.refusals),
        way_out=first_words(steps) if not any(one.act for one in missing) else "",
        cites=cites(under),
        whom=join(whom.values()),
        is_open=choice.duty is not None and choice.act in choice.duty.awaits,
    )


def steps_before(
    scheme: Scheme, choice: Choice, subject: Subject, missing: Iterable[Missing]
) -> tuple[ActType, ...]:
    """The acts that an act waits for: those that supply what it lacks, else those that bring the thing to where it is in turn."""
    named = (CATALOGUE.get(one.act.partition(":")[0]) for one in missing)
    supply = tuple(dict.fromkeys(act for act in named if act is not None))
    act = CATALOGUE[choice.act]
    if not supply and not choice.opens and act.fits(subject.kind):
        supply = next_steps(act, subject.kind, subject.state)
    return tuple(step for step in supply if roles_able(scheme, "", [step.code]))


def first_words(steps: Iterable[ActType]) -> Words:
    """`先办“签批”`."""
    names = [step.name for step in steps]
    zh, en = "、".join(f"“{one.zh}”" for one in names), ", ".join(one.en for one in names)
    return Text(f"先办{zh}", f"First: {en}") if names else ""


def missing_words(ways: Ways, one: Missing, subject: Subject) -> Link | Words:
    """A missing thing, as a link to where it is supplied when that is here and the post's to do."""
    text, (code, _, value) = at_field(one), one.act.partition(":")
    entry = CATALOGUE.get(code)
    if entry is None or one.subject is not None:
        return text
    way = ways.of_act(entry, (value,) if value else (), subject, "inspection")
    return Link(text, way.href) if way else text


def join(texts: Iterable[Text]) -> Words:
    """Several words as one: 巡查办、组长."""
    found = list(texts)
    return Text("、".join(one.zh for one in found), ", ".join(one.en for one in found)) if found else ""


def duties_block(duties: Iterable[Duty], viewer: Viewer, names: Mapping[UUID, str], now: datetime) -> Block:
    """Who owes what here; what is done already is folded away under it."""
    still: list[Line] = []
    done: list[Line] = []
    for duty in duties:
        owner = names.get(duty.owner, "") if duty.owner else ""
        under = tuple(Link(one.words, one.href) for one in duty_cites(duty))
        cells = (chip(duty, viewer, now), owner, Link(duty_words(duty), addresses.of_duty(duty.id)), under)
        (still if duty.state == "open" else done).append(Line(cells, id=f"d-{duty.id}"))
    heads = (
        Head(Text("期限或已等", "Due or waiting"), is_short=True),
        Head(Text("谁", "Who")),
        Head(Text("要做什么", "What")),
        Head(Text("依据", "Under")),
    )
    title = Text("谁还欠什么", "Who owes what")
    owed = Table(title, heads, tuple(still)) if still else Prose(NOTHING_OWED, is_quiet=True)
    closed = Text(f"已经了结的 {len(done)} 项", f"Ended: {len(done)}")
    folded = (Fold(closed, (Table(closed, heads, tuple(done)),)),) if done else ()
    return Block("duties", title, (owed, *folded))


NOTHING_OWED = Text("眼下没有没办完的。", "Nothing is open here at present.")


def time_line(scheme: Scheme, acts: Iterable[Act], names: Mapping[UUID, str], viewer: Viewer) -> Block:
    """What happened, newest first; what began the matter said stands above as its facts, and is not said again until it is
    amended."""
    acts = list(acts)
    stands = not _is_changed(acts)
    events = tuple(
        event(scheme, act, names, viewer, is_first=n == 0 and stands and CATALOGUE[act.type].opens)
        for n, act in reversed(list(enumerate(acts)))
    )
    return Block(
        "acts",
        Text("办理经过", "What happened"),
        (TimeLine(events),),
        note=Text("只增加，不修改", "Only added to"),
    )


def _is_changed(acts: list[Act]) -> bool:
    """Whether a later act says otherwise what the first one said: then what stood there is read nowhere else."""
    later = (act for act in acts[1:] if act.type in MERGING)
    return any(
        acts[0].fields.get(name, value) != value for act in later for name, value in act.fields.items()
    )


def done_words(scheme: Scheme, act: Act, viewer: Viewer) -> Text:
    """What was done and what it came to, as far as the viewer is told."""
    words = act_words(scheme, act.type, act.value)
    tells_outcome = may_read_in_full(viewer, act) or act.type == "rectification.verified"
    return with_outcome(words, act.type, act.fields) if tells_outcome else words


def event(
    scheme: Scheme, act: Act, names: Mapping[UUID, str], viewer: Viewer, *, is_first: bool = False
) -> Event:
    """One act as a line of the time line."""
    by = names.get(act.by_person) if act.by_person else None
    party = names.get(act.by_party, "") if act.by_party else ""
    who: Words = f"{party} {by}".strip() if by else party
    by_itself = is_by_the_calendar(act)
    if act.by_kind == "clock":
        who = BY_ITSELF if by_itself else THE_CLOCK
    if act.by_kind == "mailbox":
        who = THE_REPORTER
    slot = headline_of(scheme, act)
    said = known_words(value_words(scheme, slot, act.fields[slot.name], names)) if slot else []
    tells = may_read_in_full(viewer, act)
    is_routine = act.type == "period.begun" or by_itself
    is_detailed = is_routine or (tells and not is_first)
    details = details_of(scheme, act, names, but=slot.name if slot else "") if is_detailed else ""
    recorded = day_in_shanghai(act.recorded_at)
    late = recorded > act.occurred_on
    return Event(
        on=act.occurred_on,
        who=who,
        act=done_words(scheme, act, viewer),
        what=said[0] if said else "",
        details=details,
        note=str(act.effects.get("reason", "") or act.effects.get("paper", "")) if tells else "",
        n=act.position if viewer.is_told_places else 0,
        is_routine=is_routine,
        dot=_dot(act),
        late_entry=Text(f"{say_short(recorded).zh}补记", f"entered {say_short(recorded).en}") if late else "",
    )


THE_CLOCK = Text("系统时钟", "The clock")
"""Who acts where nobody does: a period begins, a silence is counted."""
THE_REPORTER = Text("反映人（凭回执码）", "The reporter, by the code")
"""Who comes with the code of a receipt; more is not known of them."""
BY_ITSELF = Text("按期限自动", "By the calendar")
"""Who did what the clock does about a duty; the rule by which it came stands beside it."""


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
        "referral.withdrawn",
    ):
        return Dot.BACK
    return Dot.TURN if act.effects.get("opens") or act.effects.get("closes") else Dot.ACT


def under_block(viewer: Viewer, kind: str, rows: Iterable[Subject]) -> Block:
    """The subjects of one kind that lie under this one."""
    lines = tuple(
        Line(
            (
                Link(row.title or KIND_NAMES[kind], addresses.of_subject(row.kind, row.id)),
                row.number,
                state_words(row.kind, row.state),
                told_day(viewer, row) or "",
            )
        )
        for row in rows
    )
    heads = (Head(KIND_NAMES[kind]), Head(Text("编号", "Number"), is_short=True), Head(Text("状态", "State"), is_short=True),
             Head(Text("日期", "Date"), is_short=True))  # fmt: skip
    title = several(kind)
    return Block(f"under-{kind}", title, (Table(title, heads, lines),))


def is_mine(duty: Duty, viewer: Viewer) -> bool:
    """Whether an open duty is of the post acted in."""
    return duty.state == "open" and owes(duty, viewer)
