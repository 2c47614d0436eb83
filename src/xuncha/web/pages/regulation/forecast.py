"""What a round will ask of whom and when: a calendar of duties, and everybody's heaviest week."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.record.payload import fault_of_day, half_width, read_day
from xuncha.core.review.forecast import Forecast, Size, forecast
from xuncha.core.review.worked_case import CaseFault, played_out, read_case
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.shipped import calendar
from xuncha.store.kept import case_of
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Meter, Prose, Shown
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
    return show(request, "subject.html", SubjectPage(heading, (asked, *answer(found, size))))


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


def answer(found: Forecast, size: Size) -> tuple[Block, ...]:
    """The months, the heaviest weeks, and who has more than one can do."""
    over = list(dict.fromkeys(load.who for load in found.too_much))
    said: Shown = Prose(
        Text(
            f"办不过来的：{'、'.join(one.zh for one in over[:MOST_SHOWN])}{'等' if len(over) > MOST_SHOWN else ''}。按每人一周 {ENOUGH} 项算。",
            f"Too much for: {', '.join(one.en for one in over[:MOST_SHOWN])}{' and others' if len(over) > MOST_SHOWN else ''},"
            f" at {ENOUGH} duties a week for one person.",
        )
        if over
        else Text(f"没有人一周超过 {ENOUGH} 项。", f"Nobody has more than {ENOUGH} duties in a week.")
    )
    counted = Text(
        f"有期限的 {found.n} 项；没有具体期限的 {found.undated} 项不在表里。按案例推算，{say_plain(found.start).zh}到{say_plain(found.end).zh}。",
        f"{found.n} duties with a day; {found.undated} without are not in the table. Reckoned from the worked case,"
        f" {say_plain(found.start).en} to {say_plain(found.end).en}.",
    )
    whole = max((load.n for load in found.peaks), default=1)
    bars = tuple(
        Meter(
            Text(
                f"{load.who.zh}：{say_plain(load.week).zh}起的一周 {load.n} 项，每人 {load.each:.1f} 项",
                f"{load.who.en}: {load.n} in the week from {say_plain(load.week).en}, {load.each:.1f} each",
            ),
            load.n,
            whole,
        )
        for load in found.peaks[:MOST_SHOWN]
    )
    return (
        Block(
            "months",
            Text("每月到期", "Due in each month"),
            (months_table(found), Prose(counted, is_quiet=True)),
        ),
        Block("peaks", Text("最忙的一周", "The heaviest week"), (said, *bars)),
    )


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
