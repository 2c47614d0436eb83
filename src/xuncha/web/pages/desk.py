"""My desk: what I owe, by when, why, and the one button that does it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.day_words import say_day, say_weekday
from xuncha.core.due import shown_on
from xuncha.core.engine import is_for_post, roles_for
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.standing import Light, standing
from xuncha.core.words import Text
from xuncha.queries.desk import Desk, desk_for
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import EXACT, listed, names_of
from xuncha.queries.unit_home import unit_home
from xuncha.shipped import calendar
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.duty_line import DoneLine, DutyGroup, DutyLine, OwedLine
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, both
from xuncha.web.kit.pages import DeskPage
from xuncha.web.kit.strip import Strip, StripDay
from xuncha.web.pages.asker import IN_TURN, is_in_place
from xuncha.web.pages.awaiting import awaiting
from xuncha.web.pages.clauses import cites
from xuncha.web.pages.decisions import may_decide
from xuncha.web.pages.due import chip, rule_of
from xuncha.web.pages.first_hour import may_found
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.registering import ADDRESS as REGISTER
from xuncha.web.pages.registering import TITLE as REGISTERING
from xuncha.web.pages.registering import may_register
from xuncha.web.pages.unfinished import unfinished_lines
from xuncha.web.pages.unit_home import contact_card, problems_block, way_of_unit

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
    names = names_of([duty.owner for duty in found.waiting])
    page = DeskPage(
        heading=Heading(
            Text("我的工作台", "My desk"),
            today_words(now),
            buttons=begins(request.viewer, scheme),
            can_print=True,
        ),
        strip=fortnight(found, now),
        n_mine=min(found.n_mine, EXACT),
        is_more=found.n_mine > EXACT,
        groups=groups(found, request.viewer, scheme, now),
        theirs=owed_lines(request.viewer, scheme, found, names, now),
        done=tuple(done_line(scheme, duty, found) for duty in found.done),
        unfinished=unfinished_lines(request.viewer, scheme),
        draft_days=settings.DRAFT_DAYS,
        empty=nothing_to_do(request.viewer, scheme),
    )
    if request.viewer.is_inspected:
        return show(request, "desk.html", at_home(request.viewer, scheme, page, found))
    return show(request, "desk.html", replace(page, below=awaiting(request.viewer, scheme)))


def begins(viewer: Viewer, scheme: Scheme) -> tuple[Button, ...]:
    """What the post does all day without being asked to."""
    if may_register(viewer, scheme):
        return (Button(REGISTERING, REGISTER, is_filled=True, key="n"),)
    if may_decide(viewer, scheme):
        return (Button(Text("记录会议决定", "Record decisions"), "/decisions/new"),)
    return ()


def at_home(viewer: Viewer, scheme: Scheme, page: DeskPage, found: Desk) -> DeskPage:
    """The desk of an inspected unit: its own way through the round, and what is left on each problem."""
    home = unit_home(viewer)
    if home is None:
        return page

    def may_do(act: str) -> bool:
        return may_open(viewer, scheme, CATALOGUE[act], "")

    heading = replace(page.heading, title=home.inspection.title)
    below, card = problems_block(home, may_do), contact_card(home)
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
        Text("轮次里有新的待办时，会出现在这里。", "New duties of the round appear here."),
        link=Link(Text("看轮次", "See the rounds"), "/rounds"),
    )


WAITING = 8
"""Lines of what others owe; the rest stands on the round's page."""


def owed_lines(
    viewer: Viewer, scheme: Scheme, found: Desk, names: Mapping[UUID, str], now: datetime
) -> tuple[OwedLine, ...]:
    """What others owe me, the same duty of the same body as one line."""
    first: dict[tuple[str, UUID | None], Duty] = {}
    for duty in found.waiting:
        first.setdefault((duty.rule, duty.owner), duty)
    lot = [duty for duty in first.values() if duty.owner][:WAITING]
    return tuple(owed_line(viewer, scheme, duty, names, now) for duty in lot)


def owed_line(
    viewer: Viewer, scheme: Scheme, duty: Duty, names: Mapping[UUID, str], now: datetime
) -> OwedLine:
    """One thing I wait for, with the way to urge where my post may."""
    words = duty_words(scheme, duty)
    who = names.get(duty.owner, "") if duty.owner else ""
    urge = None
    if is_for_post(scheme, roles_for(scheme, viewer.seat), "duty.urged", ""):
        href = f"{addresses.of_act(duty.kind, duty.stream, 'duty.urged')}?duty={duty.id}"
        urge = Button(
            Text("催办", "Urge"), href, label=Text(f"催办：{who} {words.zh}", f"Urge: {who} {words.en}")
        )
    return OwedLine(chip(duty, viewer, now), who, words, cites(_cite(scheme, duty)), urge)


def today_words(now: datetime) -> Text:
    """Today, and the next holiday within the fortnight."""
    today = now.date()
    day, weekday = say_day(today), say_weekday(today)
    coming = calendar().holidays(today, today + timedelta(days=FORTNIGHT))
    zh = "".join(
        f"。{one.name.zh}放假 {one.days[0].month}月{one.days[0].day}日至{one.days[-1].day}日"
        for one in coming
    )
    en = "".join(f". {one.name.en}: off from {one.days[0]:%d %b} to {one.days[-1]:%d %b}" for one in coming)
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


def groups(found: Desk, viewer: Viewer, scheme: Scheme, now: datetime) -> tuple[DutyGroup, ...]:
    """My duties by urgency; the same duty on several things is one line."""
    by_light: dict[Light, list[Duty]] = defaultdict(list)
    for duty in found.mine:
        by_light[standing(duty.due_at, now, calendar()).light].append(duty)
    made = []
    for key, light, words in GROUPS:
        duties = by_light.get(light, [])
        if not duties:
            continue
        lines = tuple(islice(_lines(duties, found, viewer, scheme, now), LINES))
        made.append(DutyGroup(key, words, light, lines, len(duties)))
    return tuple(made)


def _lines(
    duties: Iterable[Duty], found: Desk, viewer: Viewer, scheme: Scheme, now: datetime
) -> Iterable[DutyLine]:
    same: dict[tuple[str, object], list[Duty]] = defaultdict(list)
    for duty in duties:
        same[duty.rule, duty.due_at].append(duty)
    for lot in same.values():
        yield duty_line(lot, found, viewer, scheme, now)


def duty_line(lot: list[Duty], found: Desk, viewer: Viewer, scheme: Scheme, now: datetime) -> DutyLine:
    """One line of the desk: one duty, or the same duty on several subjects."""
    duty = lot[0]
    subject = found.subjects.get(duty.stream)
    words = duty_words(scheme, duty)
    href = addresses.of_subject(subject.kind, subject.id) if subject else "/desk"
    parts: tuple[Link, ...] = ()
    if len(lot) > 1:
        subjects = [found.subjects[one.stream] for one in lot if one.stream in found.subjects]
        parts = tuple(Link(_title(one), addresses.of_subject(one.kind, one.id)) for one in subjects)
        words = Text(f"{words.zh}（{len(lot)} 件）", f"{words.en} ({len(lot)})")
    return DutyLine(
        due=chip(duty, viewer, now),
        matter=Link(words, href),
        note=_title(subject) if subject and len(lot) == 1 else "",
        cites=cites(_cite(scheme, duty)),
        button=first_of(act_button(viewer, duty, subject, scheme, len(lot)), len(lot)),
        parts=parts,
    )


def first_of(button: Button | None, n: int) -> Button | None:
    """The button of a line; of a line that stands for several things, it begins with the first."""
    if button is None or n == 1:
        return button
    words = both(button.words)
    return replace(button, words=Text(f"{words.zh}（第 1 件）", f"{words.en} (first)"))


def act_button(viewer: Viewer, duty: Duty, subject: Subject | None, scheme: Scheme, n: int) -> Button | None:
    """The button of the act that discharges a duty, where it is the post's and is done on what the duty is about.

    What is done on the page of the matter itself is led to there; the first of `n`, so that the next follows.
    """
    if subject is None or not duty.awaits:
        return None
    act = CATALOGUE[duty.awaits[0]]
    value = duty.where.get("*") or duty.where.get(act.deciding or "kind") or ""
    value = value[0] if isinstance(value, list) and value else value
    begins = not act.fits(subject.kind) or (act.opens and act.on[0] != subject.kind)
    known = act.field(act.deciding) if act.deciding else None
    kind = str(value) if known else ""
    if (begins and not act.opens) or not may_open(viewer, scheme, act, kind):
        return None
    href = addresses.of_act(subject.kind, subject.id, act.code, kind, begins=begins)
    if not begins and is_in_place(scheme, subject.kind, act.code, kind):
        href = addresses.of_subject(subject.kind, subject.id) + (f"?{IN_TURN}=1" if n > 1 else "#now")
    return Button(act.name, href, label=duty_words(scheme, duty))


def duty_words(scheme: Scheme, duty: Duty) -> Text:
    """What is owed, in the words of the rule."""
    rule = rule_of(scheme, duty)
    return rule.text if rule else Text(duty.rule, duty.rule)


def _cite(scheme: Scheme, duty: Duty) -> tuple[str, ...]:
    rule = rule_of(scheme, duty)
    return rule.cite if rule else ()


def _title(subject: Subject) -> str:
    return f"{subject.number} {subject.title}".strip()


def done_line(scheme: Scheme, duty: Duty, found: Desk) -> DoneLine:
    """One thing lately done, and whether in time."""
    subject = found.subjects.get(duty.stream)
    href = addresses.of_subject(subject.kind, subject.id) if subject else "/desk"
    late = duty.due_at is not None and duty.closed_on is not None and duty.closed_on > shown_on(duty.due_at)
    on = duty.closed_on
    when = Text(f"{on.month}月{on.day}日", f"{on:%d %b}") if on else Text("", "")
    how = (
        Text("逾期办结", "late") if late else Text("按期", "in time") if duty.due_at else Text("已办", "done")
    )
    return DoneLine(Link(duty_words(scheme, duty), href), when, how, late)
