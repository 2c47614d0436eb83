"""Why this date?  The reckoning of one duty, as a page that can be printed and kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import counted_from
from xuncha.core.duties.duty_acts import NOT_FOR_ONESELF, stands
from xuncha.core.facts.rows import Duty
from xuncha.core.names.naming import Naming
from xuncha.core.record.payload import NO_DAY, fault_of_day, read_day, too_far
from xuncha.core.scheme.rules import DutyRule, Scheme
from xuncha.core.words import Text
from xuncha.queries.desk import duty_for_page
from xuncha.queries.subjects import names_of, subject_for_page
from xuncha.shipped import calendar
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.form_page import Field, FieldType, FormPage
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Words
from xuncha.web.kit.pages import SubjectPage, WhyPage
from xuncha.web.kit.why_date import WhyDate
from xuncha.web.pages.frame import show
from xuncha.web.pages.pieces.due import chip, duty_cites, duty_words, rule_of, scheme_under, why

STANDS = Text(
    "计时已经中止，恢复以后接着算剩下的天数。", "The clock stands; what was left runs on once it is resumed."
)
NO_NUMBER = Text(
    "条款没有定天数，只显示已等待的时间；可以另定期限，写明是谁定的。",
    "The text gives no number of days: waiting time is shown; a limit may be set, and is shown as whose it is.",
)


@seated
def duty(request: Asked, key: UUID) -> HttpResponse:
    """The page of one duty: what it is, and how its day was reckoned, or why it has none."""
    found = duty_for_page(request.viewer, key)
    if found is None:
        raise Http404
    now = timezone.localtime()
    heading = _heading(request.viewer, found, now)
    block = Block("duty", Text("这一项待办", "This duty"), (Facts(_facts(found)),))
    reckoning = why(found, now)
    if reckoning is None:
        none = Prose(STANDS if stands(found) else NO_NUMBER)
        blocks = (block, Block("none", Text("为什么没有日期", "Why no date"), (none,)))
        return show(request, "subject.html", SubjectPage(heading, blocks))
    again, trial, status = try_another_day(request, found, now)
    page = WhyPage(heading, reckoning, again, trial, blocks=(block,))
    return show(request, "why_date.html", page, status=status)


def _heading(viewer: Viewer, found: Duty, now: datetime) -> Heading:
    words = duty_words(found)
    about = subject_for_page(viewer, found.stream)
    return Heading(
        words,
        crumbs=(Link(about.title, addresses.of_subject(about.kind, about.id)),) if about else (),
        here=words,
        due=chip(found, viewer, now),
        can_print=True,
        buttons=duty_acts(viewer, scheme_under(found), found),
    )


def _facts(found: Duty) -> tuple[Fact, ...]:
    scheme, rule = scheme_under(found), rule_of(found)
    owner = names_of([found.owner]).get(found.owner, "—") if found.owner else "—"
    under = tuple(Link(one.words, one.href) for one in duty_cites(found))
    facts = [
        Fact.of(Text("谁来办", "Owner"), owner),
        Fact(Text("依据", "Clause"), under),
        Fact.of(Text("开始", "Opened on"), found.opened_on),
    ]
    if found.before:
        facts.append(Fact.of(Text("期限", "Due"), before_words(scheme, found.before)))
    if rule and rule.silence:
        facts.append(Fact.of(Text("到期没有办的", "If not done by then"), silence_words(scheme, rule)))
    if rule and rule.reading:
        facts.append(Fact.of(Text("口径", "Reading"), rule.reading))
    return tuple(facts)


def silence_words(scheme: Scheme, rule: DutyRule) -> Text:
    """What silence until the day counts as; that nobody is said to have done it."""
    name = Naming(scheme).act(rule.silence)
    return Text(
        f"视为已办“{name.zh}”，由系统时钟记录，不记为任何人办过",
        f"counts as '{name.en.lower()}'; the clock records it, and nobody is said to have done it",
    )


def before_words(scheme: Scheme, act: str) -> Text:
    """`进驻以前`: an act before which something is owed."""
    name = Naming(scheme).act(act)
    return Text(f"{name.zh}以前", f"before: {name.en.lower()}")


TRIED = "from"
"""The day to count from, in the address."""


def try_another_day(request: Asked, duty: Duty, now: datetime) -> tuple[FormPage | None, WhyDate | None, int]:
    """The question, its answer where one was asked for, and the status of the page; nothing of it is kept."""
    due, typed = Due.from_json(duty.due), request.GET.get(TRIED, "").strip()
    if counted_from(due, now.date(), calendar()) is None:
        return None, None, 200  # the text names the day itself, whatever comes before
    if not typed:
        return day_asked(duty, now.date().isoformat(), ""), None, 200
    day = read_day(typed, now.date())
    fault = fault_of_day(typed, now.date()) if day is None else too_far(day, now.date())
    if day is None or fault is not None:
        return day_asked(duty, typed, fault or NO_DAY), None, 422
    counted = counted_from(due, day, calendar())
    trial = WhyDate.of(counted, calendar(), now.date()) if counted else None
    return day_asked(duty, day.isoformat(), ""), trial, 200


def day_asked(duty: Duty, value: str, error: Words) -> FormPage:
    """The form that asks for the day; it writes nothing."""
    label = Text("如果从这一天起算", "If it were counted from")
    field = Field(TRIED, FieldType.DATE, label, value=value, error=error)
    return FormPage(addresses.of_duty(duty.id) + "#trial", Text("算一算", "Count"), (field,), only_asks=True)


DUTY_ACTS = (
    "duty.urged",
    "duty.escalated",
    "limit.set",
    "duty.extended",
    "duty.suspended",
    "duty.resumed",
    "duty.lapsed",
)
"""What can be done about an open duty by whoever may: urge, escalate, set a limit, extend, stop its clock, let it lapse."""


NOT_FOR_WHO_OWES = NOT_FOR_ONESELF | {"duty.extended"}
"""What a body does about the duties of others only."""


def duty_acts(viewer: Viewer, scheme: Scheme, duty: Duty) -> tuple[Button, ...]:
    """The acts on a duty that the post may do."""
    roles = roles_for(scheme, viewer.seat)
    able = [act for act in DUTY_ACTS if is_for_post(scheme, roles, act, "")]
    owing = str(viewer.seat.party) in (str(duty.owner), *duty.co_owners)
    able = [
        act
        for act in able
        if (act != "limit.set" or (duty.due_at is None and not stands(duty)))
        and (act not in ("duty.extended", "duty.suspended") or duty.due_at)
        and not (owing and act in NOT_FOR_WHO_OWES)
        and (act != "duty.resumed" or stands(duty))
    ]
    if duty.state != "open" or not able:
        return ()
    return tuple(
        Button(CATALOGUE[act].name, f"{addresses.of_act(duty.kind, duty.stream, act)}?duty={duty.id}")
        for act in able
    )
