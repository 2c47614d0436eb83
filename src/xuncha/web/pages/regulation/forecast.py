"""What a round will ask of whom and when: a calendar of duties, and everybody's heaviest week."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.record.payload import fault_of_day, half_width, read_day
from xuncha.core.review.forecast import Forecast, Size, forecast, verdict
from xuncha.core.review.worked_case import CaseFault, played_out, read_case
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.shipped import calendar
from xuncha.store.kept import case_of
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Meter, Prose
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.form_page import Field, FieldType, FormPage
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import scheme_in_force, show

ENOUGH = 5
"""So many duties a week are enough for one person."""

ASKED: dict[str, tuple[Text, int, int]] = {
    "units": (Text("单位数", "Units"), 20, 5000),
    "teams": (Text("组数", "Teams"), 3, 200),
    "people": (Text("各组一共多少人", "People in all teams"), 18, 5000),
    "office": (Text("办公室多少人", "People in the office"), 4, 500),
    "stay": (Text("一个单位待多少天", "Days in a unit"), 60, 365),
    "at_once": (Text("一个组同时进几个单位", "Units of a team at a time"), 1, 500),
}
"""What is asked: how it is called, what stands there at first, and the most that makes sense."""

TITLE = Text("整个{round}要办多少事", "What a {round} will ask")
MOST_SHOWN = 12


@seated
def forecast_page(request: Asked) -> HttpResponse:
    """The question, and the answer where it was asked and could be read."""
    scheme = scheme_in_force()
    crumbs = (Link(Text("办法条款", "The measures"), "/scheme"),)
    heading = Heading(TITLE, crumbs=crumbs, here=TITLE, can_print=True)
    if not case_of(scheme):
        none = Empty(
            Text("这部办法没有案例，估不出来", "This regulation has no worked case to reckon from"),
            Text("案例写在办法文件旁边", "A worked case stands beside the file of the regulation"),
        )
        return show(request, "subject.html", SubjectPage(heading, (Block("none", TITLE, (none,)),)))
    fields, size, start = read_size(request)
    form = FormPage("", Text("估一估", "Reckon"), fields, only_asks=True)
    asked = Block("size", Text("这一{round}多大", "How large the {round} is"), (form,))
    if size is None or start is None:
        return show(request, "subject.html", SubjectPage(heading, (asked,)), status=422)
    try:
        found = reckoned(scheme, size, start)
    except CaseFault as fault:
        page = SubjectPage(heading, (asked, not_from(start, fault.text)))
        return show(request, "subject.html", page, status=422)
    return show(request, "subject.html", SubjectPage(heading, (asked, *answer(found))))


def read_size(request: Asked) -> tuple[tuple[Field, ...], Size | None, date | None]:
    """The questions with what was typed, and the size of the round where all of it can be read."""
    today = timezone.localdate()
    fields: list[Field] = []
    numbers: dict[str, int] = {}
    for name, (label, usual, most) in ASKED.items():
        typed = request.GET.get(name, "").strip() or str(usual)
        plain = half_width(typed)
        n = int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 6 else 0
        error = "" if 1 <= n <= most else Text(f"请填 1 到 {most} 的整数", f"A whole number from 1 to {most}")
        numbers[name] = n
        fields.append(Field(name, FieldType.NUMBER, label, value=typed, error=error))
    typed = request.GET.get("start", "").strip() or today.isoformat()
    day = read_day(typed, today)
    wrong = fault_of_day(typed, today) if day is None else ""
    fields.append(Field("start", FieldType.DATE, Text("从哪一天开始", "First day"), value=typed, error=wrong))
    if any(field.error for field in fields):
        return tuple(fields), None, None
    return tuple(fields), Size(**numbers), day


def reckoned(scheme: Scheme, size: Size, start: date) -> Forecast:
    """The forecast, from the worked case played from this day."""
    play, _ = played_out(read_case(case_of(scheme)), scheme, calendar(), start)
    return forecast(play, scheme, calendar(), size, most=ENOUGH)


def not_from(start: date, why: Text) -> Block:
    """Where the worked case cannot be played from this day: why, and what to try."""
    day = say_plain(start)
    said = Text(
        f"从{day.zh}起排不出来：{why.zh}。请换一天再试。",
        f"It cannot be reckoned from {day.en}: {why.en}. Try another day.",
    )
    return Block("none", Text("排不出来", "It cannot be reckoned"), (Prose(said),))


def answer(found: Forecast) -> tuple[Block, ...]:
    """The months, what each body owes in all, the heaviest weeks, and who has more than one can do."""
    counted = Text(
        f"有期限的 {found.n} 项。按案例推算，{say_plain(found.start).zh}到{say_plain(found.end).zh}。",
        f"{found.n} duties with a day. Reckoned from the worked case, {say_plain(found.start).en} to {say_plain(found.end).en}.",
    )
    guessed = Text(
        f"没有期限的 {found.undated} 项里，{found.guessed} 项按案例里办了几天估在各周里；{found.without} 项案例里没有办结，哪一周也没有算。",
        f"Of the {found.undated} without a day, {found.guessed} are guessed into weeks by the days the case took;"
        f" {found.without} the case left open, and they stand in no week.",
    )
    shown = found.heaviest()[:MOST_SHOWN]
    whole = max((load.n for load in shown), default=1)
    bars = tuple(
        Meter(
            Text(
                f"{load.who.zh}：{say_plain(load.week).zh}起的一周 {load.n} 项，每人 {load.each:.1f} 项",
                f"{load.who.en}: {load.n} in the week from {say_plain(load.week).en}, {load.each:.1f} each",
            ),
            load.n,
            whole,
        )
        for load in shown
    )
    return (
        Block(
            "months",
            Text("每月到期", "Due in each month"),
            (months_table(found), Prose(counted, is_quiet=True)),
        ),
        Block(
            "bodies",
            Text("各方一共", "Each body in all"),
            (shares_table(found), Prose(guessed, is_quiet=True)),
        ),
        Block("peaks", Text("最忙的一周", "The heaviest week"), (Prose(verdict(found, ENOUGH)), *bars)),
    )


def shares_table(found: Forecast) -> Table:
    """A row for each body: what has a day, what is guessed, what has none."""
    heads = (
        Head(Text("谁", "Who")),
        Head(Text("有期限", "With a day"), is_figure=True),
        Head(Text("按案例估", "Guessed"), is_figure=True),
        Head(Text("没有日子", "Without a date"), is_figure=True),
    )
    lines = tuple(Line((one.who, one.dated, one.guessed, one.without)) for one in found.shares)
    total: tuple[Value, ...] = (Text("合计", "Total"), found.n, found.guessed, found.without)
    return Table(Text("各方一共要办的", "What each body owes in all"), heads, lines, total)


def months_table(found: Forecast) -> Table:
    """A row for each month, a column for each kind of owner."""
    heads = (
        Head(Text("月份", "Month"), is_short=True),
        *(Head(name, is_figure=True) for name in found.names.values()),
    )
    lines = tuple(
        Line(
            (
                Text(f"{year}年{month}月", f"{date(year, month, 1):%B %Y}"),
                *(due.get(kind, 0) or "" for kind in found.names),
            )
        )
        for (year, month), due in found.months.items()
    )
    total: tuple[Value, ...] = (
        Text("合计", "Total"),
        *(sum(due.get(kind, 0) for due in found.months.values()) for kind in found.names),
    )
    return Table(Text("每月到期的待办", "Duties due in each month"), heads, lines, total)
