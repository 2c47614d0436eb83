"""My desk: what I owe, by when, why, and the one button that does it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, islice
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_day, say_short, say_weekday
from xuncha.core.dates.due import shown_on
from xuncha.core.dates.standing import Light, standing
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.names.nouns import worded
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.deciders import may_decide
from xuncha.queries.desk import Desk, desk_for
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import EXACT, listed, names_of
from xuncha.queries.together import Weighed, weigh
from xuncha.queries.unit_home import unit_home
from xuncha.shipped import calendar
from xuncha.store.schemes import scheme_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.duty_line import DoneLine, DutyGroup, DutyLine, OwedLine
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Words, both
from xuncha.web.kit.pages import DeskPage
from xuncha.web.kit.strip import Strip, StripDay
from xuncha.web.pages.acting.asker import IN_TURN, is_in_place
from xuncha.web.pages.acting.registering import ADDRESS as REGISTER
from xuncha.web.pages.acting.registering import TITLE as REGISTERING
from xuncha.web.pages.acting.registering import may_register
from xuncha.web.pages.desk.awaiting import awaiting, waits_for
from xuncha.web.pages.desk.owed import urge_button, whole_list, with_unit
from xuncha.web.pages.desk.receiving import receiving
from xuncha.web.pages.desk.recusals import recusals_to_decide
from xuncha.web.pages.desk.signs import reported_block, sign_of
from xuncha.web.pages.desk.told_apart import Marks, marked, marks_of
from xuncha.web.pages.desk.unfinished import unfinished_lines
from xuncha.web.pages.desk.unit_home import contact_card, problems_block, way_of_unit
from xuncha.web.pages.frame import is_in_menu, scheme_in_force, show
from xuncha.web.pages.intake.inbox import TITLE as INBOX
from xuncha.web.pages.people.first_hour import may_found
from xuncha.web.pages.pieces.due import chip, day_words, duty_cites, duty_words
from xuncha.web.pages.pieces.ways import LACKS, Ways

FORTNIGHT = 14
LINES = 12
"""Lines a group shows before the rest is folded behind a link."""

GROUPS = (
    ("late", Light.LATE, Text("逾期", "Late")),
    ("soon", Light.SOON, Text("三个工作日以内", "Within three working days")),
    ("later", Light.OK, Text("以后", "Later")),
    ("undated", Light.NONE, Text("条款没有定天数", "No period in the text")),
)


@seated
def desk(request: Asked) -> HttpResponse:
    """The first page after logging in."""
    now = timezone.localtime()
    found = desk_for(request.viewer)
    scheme = scheme_in_force()
    names = names_of(
        [
            *(duty.owner for duty in (*found.waiting, *found.reported)),
            *(one.unit for one in (*found.subjects.values(), *found.to_receive)),
        ]
    )
    theirs = owed_lines(request.viewer, found, names, now)
    apart = {key: scheme_of(version) for key, version in found.apart.items()}
    answers = None if request.viewer.is_inspected else waits_for(request.viewer, scheme, apart)
    ways, lots = ways_of(found, request.viewer), lots_of(found, now)
    refused = weigh_all(request.viewer, ways, lots, found, answers.steps if answers else (), now)
    page = DeskPage(
        heading=Heading(
            Text("我的工作台", "My desk"),
            today_words(now),
            buttons=begins(request.viewer, scheme, takes_in=found.takes_in),
            can_print=True,
        ),
        strip=fortnight(found, now),
        n_mine=min(found.n_mine, EXACT),
        is_more=found.n_mine > EXACT,
        groups=groups(found, request.viewer, ways, lots, now),
        theirs=theirs,
        theirs_all=all_theirs(found.n_waiting) if found.n_waiting > len(theirs) else None,
        done=done_lines(request.viewer, found, now),
        unfinished=unfinished_lines(request.viewer, found.drafts),
        draft_days=settings.DRAFT_DAYS,
        empty=ONLY_WAITS if found.mine else nothing_to_do(request.viewer, scheme),
    )
    waits = receiving(request.viewer, found, lambda row: apart.get(row.campaign or row.id, scheme), names)
    if not request.viewer.is_inspected:
        waits = (*waits, *(awaiting(answers, refused) if answers else ()))
        waits = (*waits, *recusals_to_decide(request.viewer, scheme, found))
    if waits and not page.groups:
        page = replace(page, empty=ONLY_WAITS)
    if request.viewer.is_inspected:
        page = at_home(request.viewer, scheme, page)
        return show(request, "desk.html", replace(page, below=(*waits, *page.below)))
    late = reported_block(request.viewer, found, names, now)
    return show(request, "desk.html", replace(page, below=(*late, *waits)))


def begins(viewer: Viewer, scheme: Scheme, *, takes_in: bool = False) -> tuple[Button, ...]:
    """What the post does all day without being asked to."""
    waiting = (Button(INBOX, "/inbox"),) if takes_in else ()
    if may_register(viewer, scheme):
        return (Button(REGISTERING, REGISTER, key="n"), *waiting)
    if may_decide(viewer, scheme):
        return (Button(Text("记录决定", "Record decisions"), "/decisions/new"), *waiting)
    return waiting


def at_home(viewer: Viewer, scheme: Scheme, page: DeskPage) -> DeskPage:
    """The desk of an inspected unit: its own way through the round, and what is left on each problem."""
    home = unit_home(viewer)
    if home is None:
        return page

    def may_do(act: str) -> bool:
        return may_open(viewer, scheme, CATALOGUE[act], "")

    heading = replace(page.heading, title=home.inspection.title)
    below, card = problems_block(home, may_do), contact_card(scheme, home)
    return replace(
        page, heading=heading, way=way_of_unit(scheme, home), below=(below,) if below else (), cards=(card,) if card else (),
    )  # fmt: skip


def nothing_to_do(viewer: Viewer, scheme: Scheme) -> Empty:
    """What stands where nothing is owed; in an office without units, the way to its first hour."""
    if may_found(viewer, scheme) and not listed(viewer, "unit", {}, size=1).rows:
        return Empty(
            Text(
                "这个办公室刚刚建立，还没有单位和人员",
                "This office has just been founded; it has no units and people yet",
            ),
            Text(
                "把单位表和人员表粘贴进来，打印账号条，就可以开始。",
                "Paste the tables of units and people, print the slips, and begin.",
            ),
            button=Button(Text("开始第一小时", "Begin the first hour"), "/first-hour", is_filled=True),
        )
    return Empty(
        Text("没有要办的事", "Nothing to do"),
        Text("{round}里有新的待办时，会出现在这里。", "New duties of the {round} appear here."),
        link=Link(Text("看{round}", "See the {round}s"), "/rounds")
        if is_in_menu(viewer, "/rounds")
        else None,
    )


ONLY_WAITS = Empty(
    Text("条款没有给您定别的待办", "No clause sets you another duty"),
    Text("下面这些在等您答复。", "What stands below waits for your answer."),
)

WAITING = 8
"""Lines of what others owe; the rest stands on the round's page."""


def owed_lines(viewer: Viewer, found: Desk, names: Mapping[UUID, str], now: datetime) -> tuple[OwedLine, ...]:
    """What others owe me, the same duty of the same body as one line."""
    first: dict[tuple[str, str, UUID | None], Duty] = {}
    reported = {duty.id for duty in found.reported}  # they stand by themselves
    for duty in found.waiting:
        if duty.id not in reported:
            first.setdefault((duty.scheme, duty.rule, duty.owner), duty)
    lot = [duty for duty in first.values() if duty.owner][:WAITING]
    return tuple(owed_line(viewer, duty, found, names, now) for duty in lot)


def all_theirs(n: int) -> Link:
    """The way to all that others owe me."""
    said = f"{min(n, EXACT):,}{'+' if n > EXACT else ''}"
    return whole_list("owed", Text(f"看全部 {said} 件", f"See all {said}"))


def owed_line(viewer: Viewer, duty: Duty, found: Desk, names: Mapping[UUID, str], now: datetime) -> OwedLine:
    """One thing I wait for, with the way to urge where my post may."""
    words, who = duty_words(duty), names.get(duty.owner, "") if duty.owner else ""
    urge = urge_button(viewer, duty, Text(f"{who} {words.zh}", f"{who} {words.en}"), found.subjects)
    return OwedLine(chip(duty, viewer, now), who, words, duty_cites(duty), urge)


def today_words(now: datetime) -> Text:
    """Today, and the next holiday within the fortnight."""
    today = now.date()
    day, weekday = say_day(today), say_weekday(today)
    coming = calendar().holidays(today, today + timedelta(days=FORTNIGHT))
    zh = "".join(
        f"。{one.name.zh}放假 {one.days[0].month}月{one.days[0].day}日至{one.days[-1].day}日"
        for one in coming
    )
    en = "".join(
        f". {one.name.en}: off from {say_short(one.days[0]).en} to {say_short(one.days[-1]).en}"
        for one in coming
    )
    return Text(
        f"{day.zh} {weekday.zh}{zh}" if weekday.zh not in day.zh else f"{day.zh}{zh}", f"{day.en}{en}"
    )


def fortnight(found: Desk, now: datetime) -> Strip:
    """Two weeks, with what falls on each day."""
    mine: dict[object, int] = defaultdict(int)
    theirs: dict[object, int] = defaultdict(int)
    for duties, count in ((found.mine, mine), (found.waiting, theirs)):
        for duty in duties:
            if duty.due_at:
                count[shown_on(duty.due_at)] += 1
    days = []
    for n in range(FORTNIGHT):
        on = now.date() + timedelta(days=n)
        works = calendar().is_working(on)
        weekend = on.weekday() > 4
        days.append(
            StripDay(on, is_rest=not works, is_made_up=works and weekend, is_today=n == 0, n_mine=mine[on],
                     mine_href="#soon" if mine[on] else "", n_theirs=theirs[on])
        )  # fmt: skip
    return Strip(tuple(days))


Lots = Mapping[Light, list[list[Duty]]]
"""What I owe by urgency: the same duty on several things is one lot, which is one line."""


def lots_of(found: Desk, now: datetime) -> Lots:
    """My duties by urgency."""
    by_light: dict[Light, list[Duty]] = defaultdict(list)
    for duty in found.mine:
        by_light[standing(duty.due_at, now, calendar()).light].append(duty)
    return {light: _lots(duties, found) for light, duties in by_light.items()}


def groups(
    found: Desk, viewer: Viewer, ways: Mapping[str, Ways], lots: Lots, now: datetime
) -> tuple[DutyGroup, ...]:
    """My duties by urgency; the same duty on several things is one line."""
    marks = marks_of(viewer, found.mine, found.subjects, now)
    made = []
    for key, light, words in GROUPS:
        same = lots.get(light, [])
        if not same:
            continue
        duties = [duty for lot in same for duty in lot]
        lines = tuple(duty_line(lot, found, ways[lot[0].scheme], marks, now) for lot in same[:LINES])
        is_cut = len(same) > LINES or (found.n_mine > len(found.mine) and found.mine[-1] in duties)
        more = all_mine(is_late=light is Light.LATE) if is_cut else None
        made.append(DutyGroup(key, words, light, lines, len(duties), more=more))
    return tuple(made)


WEIGHED = 10
"""Of so many things that a line stands for it is looked up beforehand whether what is owed can be done on them."""


def weigh_all(
    viewer: Viewer, ways: Mapping[str, Ways], lots: Lots, found: Desk, steps: Sequence[Weighed], now: datetime
) -> list[tuple[Refusal, ...]]:
    """Looks up in one go what refuses what is owed, which the ways are told, and these steps, of which it is given back."""
    owed: dict[str, list[tuple[Duty, Subject | None]]] = defaultdict(list)
    for lot in (lot for same in lots.values() for lot in same[:LINES]):
        owed[lot[0].scheme] += [(one, found.subjects.get(one.stream)) for one in lot[:WEIGHED]]
    asked = {key: ways[key].to_weigh(some) for key, some in owed.items()}
    refused = iter(weigh(viewer, [*chain.from_iterable(asked.values()), *steps], now))
    for key, some in asked.items():
        ways[key].weighed(zip(some, islice(refused, len(some)), strict=True))
    return list(refused)


def ways_of(found: Desk, viewer: Viewer) -> Mapping[str, Ways]:
    """The ways to what I owe, by the regulation it is owed under."""
    matters: dict[str, list[Subject]] = defaultdict(list)
    for duty in found.mine:
        matters[duty.scheme] += [found.subjects[duty.stream]] if duty.stream in found.subjects else []
    return {key: Ways(viewer, scheme_of(key), rows) for key, rows in matters.items()}


def all_mine(*, is_late: bool) -> Link:
    """The way to all that I owe, or to all of it that is late."""
    words = (
        Text("看全部逾期的", "See all that is late")
        if is_late
        else Text("看全部要我办的", "See all for me to do")
    )
    return whole_list("mine", words, is_late=is_late)


def _lots(duties: Iterable[Duty], found: Desk) -> list[list[Duty]]:
    """The same duty by the same day as one lot, its matters in turn."""
    same: dict[tuple[str, str, object], list[Duty]] = defaultdict(list)
    for duty in duties:
        same[duty.scheme, duty.rule, duty.due_at].append(duty)
    return [sorted(lot, key=lambda duty: in_turn(found, duty)) for lot in same.values()]


def in_turn(found: Desk, duty: Duty) -> tuple[list[int], int]:
    """Matters of one lot by the figures of their numbers, those without a number as they came up."""
    subject = found.subjects.get(duty.stream)
    figures = [int(one) for one in re.findall(r"[0-9]+", subject.number)] if subject else []
    return figures, subject.version if subject else 0


def duty_line(lot: list[Duty], found: Desk, ways: Ways, marks: Marks, now: datetime) -> DutyLine:
    """One line of the desk: one duty, or the same duty on several subjects."""
    duty = lot[0]
    subject = found.subjects.get(duty.stream)
    words = duty_words(duty)
    subjects = [found.subjects[one.stream] for one in lot if one.stream in found.subjects]
    href = addresses.of_subject(subject.kind, subject.id) if subject else addresses.of_duty(duty.id)
    parts: tuple[Link, ...] = ()
    names = units_named(ways.viewer, subjects)
    if len(lot) > 1:
        parts = tuple(
            Link(
                with_lack(marked(with_unit(one, names), marks.get(owed.id)), ways, owed, one),
                addresses.of_subject(one.kind, one.id),
            )
            for owed in lot
            if (one := found.subjects.get(owed.stream))
        )
        words = Text(f"{words.zh}（{len(lot)} 件）", f"{words.en} ({len(lot)})")
    title = with_unit(subject, names) if subject and len(lot) == 1 else ""
    note = with_lack(title, ways, duty, subject) if len(lot) == 1 else title
    button = act_button(ways, [(one, found.subjects.get(one.stream)) for one in lot])
    return DutyLine(
        due=chip(oldest(lot), ways.viewer, now),
        matter=Link(words, href),
        note=with_whose(note, ways.others_for(duty)),
        cites=duty_cites(duty),
        button=replace(button, about=about_words(duty_words(duty), title)),
        parts=parts,
        sign=sign_of(lot, ways.viewer, found.rounds.get(duty.campaign) if duty.campaign else None, now),
    )


def oldest(lot: Iterable[Duty]) -> Duty:
    """Of the same duty by the same day the one that waits longest, whose wait a line tells that stands for them all."""
    return min(lot, key=lambda duty: duty.opened_at)


def about_words(words: Text, title: str) -> Text:
    """What the button of a line is about: the duty, and the one thing it is owed on."""
    return Text(f"{words.zh}，{title}", f"{words.en}, {title}") if title else words


def with_lack(title: Words, ways: Ways, duty: Duty, subject: Subject | None) -> Words:
    """A matter, and what keeps that from being done on it which is owed."""
    lack = ways.lacking(duty, subject) if subject else None
    if lack is None:
        return title
    said, about = worded(ways.scheme, lack), both(title)
    return Text(f"{about.zh}；{said.zh}", f"{about.en}; {said.en}")


def with_whose(note: Words, others: Text | None) -> Words:
    """What a line is about, and who can do it where the post cannot."""
    if others is None:
        return note
    about = both(note)
    return Text(f"{about.zh}（由{others.zh}办）".strip(), f"{about.en} (for: {others.en})".strip())


def units_named(viewer: Viewer, subjects: Iterable[Subject]) -> Mapping[UUID, str]:
    """The units that these matters are about; nobody is told of the own unit that it is that."""
    return names_of(
        one.unit for one in subjects if one.kind != "inspection" and one.unit != viewer.seat.party
    )


def of_lot(button: Button, n: int, which: int) -> Button:
    """The button of a line that stands for several things: it says for how many, or with which of them it begins."""
    words = both(button.words)
    if n > 1:
        return replace(button, words=Text(f"{words.zh}（{n} 件）", f"{words.en} ({n})"))
    if which == 0:
        return button
    en = "first" if which == 1 else f"no. {which}"
    return replace(button, words=Text(f"{words.zh}（第 {which} 件）", f"{words.en} ({en})"))


def act_button(ways: Ways, lot: list[tuple[Duty, Subject | None]]) -> Button:
    """The button of the act that discharges a duty: on what the duty is about, or on what is begun for it; else to the
    page that says what is lacking.

    What is done on the page of the matter itself is led to there; of a lot the first on which something can be done, so
    that the next follows.
    """
    subjects = [subject for _, subject in lot if subject]
    for n, (duty, subject) in enumerate(lot, 1):
        way = ways.of_duty(duty, subject, subjects) if subject else None
        if subject is None or way is None or way.words is LACKS:
            continue
        href = way.href
        if way.is_here and is_in_place(ways.scheme, subject.kind, way.act, way.value):
            page = addresses.of_subject(subject.kind, subject.id)
            href = page + (f"?{IN_TURN}=1" if len(lot) > 1 else "#now")
        return of_lot(Button(way.words, href), way.n, n if len(lot) > 1 else 0)
    duty, subject = lot[0]
    page = addresses.of_subject(subject.kind, subject.id) if subject else addresses.of_duty(duty.id)
    return Button(LACKS, page)


def done_lines(viewer: Viewer, found: Desk, now: datetime) -> tuple[DoneLine, ...]:
    """What was lately done; the same on the same matter as one line, with its last day."""
    same: dict[tuple[str, UUID, object, bool], list[Duty]] = {}
    for duty in found.done:
        same.setdefault((duty.rule, duty.stream, duty.closed_on, was_late(duty)), []).append(duty)
    names = units_named(viewer, found.subjects.values())
    return tuple(done_line(lot, found, names, now) for lot in same.values())


def was_late(duty: Duty) -> bool:
    """Whether something that is done was done after its day."""
    return duty.due_at is not None and duty.closed_on is not None and duty.closed_on > shown_on(duty.due_at)


def done_line(lot: list[Duty], found: Desk, names: Mapping[UUID, str], now: datetime) -> DoneLine:
    """One thing lately done: what, on which matter, when, and whether in time."""
    duty = lot[0]
    subject = found.subjects.get(duty.stream)
    href = addresses.of_subject(subject.kind, subject.id) if subject else "/desk"
    late = was_late(duty)
    words, title = duty_words(duty), with_unit(subject, names) if subject else ""
    if len(lot) > 1:
        words = Text(f"{words.zh}（{len(lot)} 件）", f"{words.en} ({len(lot)})")
    when = day_words(duty.closed_on, now) if duty.closed_on else Text("", "")
    how = (
        Text("逾期办结", "late") if late else Text("按期", "in time") if duty.due_at else Text("已办", "done")
    )
    return DoneLine(Link(words, href), when, how, late, title)
