"""How a round runs as a whole: a block for each view that the regulation asks for, counted from the record.

No block ranks anybody, and none tells who reported or answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.book import FINAL
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Scheme, View
from xuncha.core.values import day_of, id_of, listed
from xuncha.core.words import Text
from xuncha.queries.mechanism import duties_of, lying_in
from xuncha.queries.subjects import names_of, subject_for_page
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.outcomes import OUTCOMES
from xuncha.web.pages.clauses import cites
from xuncha.web.pages.due import chip
from xuncha.web.pages.frame import show

TITLE = Text("运行情况", "How it runs")
KINDS = ("finding", "complaint", "inquiry", "evaluation", "undertaking", "body")

FIRST_STEPS = ("matter.assigned", "finding.fed_back", "disposition.decided", "rectification.planned", "complaint.answered",
               "complaint.declined", "matter.concluded")  # fmt: skip
"""What somebody does with a matter first, beyond classing it."""

PASSED_ON = (*FIRST_STEPS, "complaint.accepted")
"""What shows that somebody has a matter that came in by a channel."""


def address(key: UUID) -> str:
    """The page of one round."""
    return f"{addresses.of_subject('campaign', key)}/standing"


def way_here(viewer: Viewer, scheme: Scheme, row: Subject) -> tuple[Button, ...]:
    """The way to it from the page of a round, for those who lead, run and inspect."""
    has_views = any(view.page in BLOCKS and view.page not in ELSEWHERE for view in scheme.views)
    is_told = row.kind == "campaign" and viewer.is_inside and has_views
    return (Button(TITLE, address(row.id)),) if is_told else ()


@seated
def standing(request: Asked, key: UUID) -> HttpResponse:
    """The page: what the regulation wants to be seen of a round as a whole."""
    viewer, row = request.viewer, subject_for_page(request.viewer, key)
    scheme = scheme_for(row)
    if row is None or not way_here(viewer, scheme, row):
        raise Http404
    whole = Whole(viewer, scheme, row)
    views = [view for view in scheme.views if view.page in BLOCKS]
    blocks = tuple(block for view in views for block in blocks_of(whole, view))
    crumbs = (Link(row.title, addresses.of_subject("campaign", row.id)),)
    return show(
        request,
        "subject.html",
        SubjectPage(Heading(TITLE, crumbs=crumbs, here=TITLE, can_print=True), blocks),
    )


def blocks_of(whole: Whole, view: View) -> Iterator[Block]:
    """The tables of one view, each under its own heading; what is said beside a table stands above it."""
    said: list[Shown] = []
    for n, part in enumerate(BLOCKS[view.page](whole)):
        if not isinstance(part, Table):
            said.append(part)
            continue
        parts = (*said, part if part.lines else Prose(NOTHING, is_quiet=True))
        yield Block(f"{view.page}-{n}", part.label, parts, cites=cites(view.cite))
        said = []


NOTHING = Text("眼下没有。", "Nothing at present.")


class Whole:
    """A round with everything in it that the viewer reads."""

    def __init__(self, viewer: Viewer, scheme: Scheme, row: Subject) -> None:
        self.viewer, self.scheme, self.row = viewer, scheme, row
        self.rows = lying_in(viewer, row.id, KINDS)
        self.today = timezone.localdate()

    def of(self, *kinds: str) -> list[Subject]:
        """The things of these kinds."""
        found = [row for row in self.rows if row.kind in kinds and row.state != "withdrawn"]
        return sorted(found, key=lambda row: (row.opened_on, row.n))

    def names(self, keys: Iterable[UUID | None]) -> Mapping[UUID, str]:
        return names_of(keys)

    def words(self, of: str, code: object) -> Text:
        """A code of a list in words; without one, a dash."""
        found = self.scheme.value(of, str(code or ""))
        return (
            found.text
            if found
            else Text(str(code).removeprefix("other:"), str(code))
            if code
            else Text("—", "-")
        )

    @cached_property
    def units(self) -> Mapping[UUID, str]:
        return names_of([row.unit for row in self.rows])

    def unit(self, row: Subject) -> str:
        return self.units.get(row.unit, "") if row.unit else ""


def link(row: Subject) -> Link:
    """A matter by its number and title."""
    return Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id))


def table(
    words: Text, heads: tuple[Text, ...], lines: Iterable[tuple[Value, ...]], *, text: int = 1
) -> Table:
    """A table whose first columns are words and whose others are figures."""
    columns = tuple(Head(one, is_figure=place >= text) for place, one in enumerate(heads))
    return Table(words, columns, tuple(Line(line) for line in lines))


# ---------------------------------------------------------------------- found, handled, put right, answered for


@dataclass(frozen=True, slots=True)
class Steps:
    """The days of one matter: when it happened, was registered, and was first dealt with."""

    row: Subject
    happened: date | None
    registered: date
    dealt_with: date | None

    @classmethod
    def of(cls, row: Subject) -> Steps:
        told = (row.facts.get(name) for name in ("since", "found_on", "written_on"))
        happened = next((day for one in told if (day := day_of(one))), None)
        return cls(row, happened, row.opened_on, first_on(row, FIRST_STEPS))

    @property
    def is_open(self) -> bool:
        return self.dealt_with is None and self.row.state not in FINAL


def first_on(row: Subject, acts: Iterable[str]) -> date | None:
    """The first day on which one of these acts was done on a matter."""
    entries = (entry for act in acts for entry in listed(row.facts.get(act)) if isinstance(entry, Mapping))
    return min((day for entry in entries if (day := day_of(entry.get("_", {}).get("on")))), default=None)


DAYS = Text("天数（中位数）", "Days (median)")
N = Text("件数", "Number")
UNIT = Text("单位", "Unit")


def figures(whole: Whole) -> Iterator[Shown]:
    """Found early, handled fast, really put right, strictly answered for; and what waits."""
    steps = [Steps.of(row) for row in whole.of("finding", "complaint")]
    yield found_early(whole, steps)
    yield handled_fast(whole, steps)
    yield waiting(whole, [one for one in steps if one.is_open])
    yield put_right(whole)
    yield answered_for(whole)


def in_groups(steps: Iterable[Steps], by: Callable[[Subject], Any]) -> dict[Any, list[Steps]]:
    found: dict[Any, list[Steps]] = {}
    for one in steps:
        found.setdefault(by(one.row), []).append(one)
    return found


def mid(days: Iterable[int]) -> Value:
    """The median of some numbers of days; a dash where there is none."""
    found = sorted(days)
    return f"{median(found):g}" if found else None


def found_early(whole: Whole, steps: Iterable[Steps]) -> Table:
    """From the day it happened to its registration, by channel."""
    lots = in_groups(steps, lambda row: row.facts.get("channel") or "")
    lines = []
    for channel, lot in lots.items():
        known = [(one.registered - one.happened).days for one in lot if one.happened]
        lines.append((whole.words("channels", channel), len(lot), len(known), mid(known)))
    heads = (Text("渠道", "Channel"), N, Text("发生日期已知", "Day known"), DAYS)
    return table(Text("从发生到登记", "From the event to its registration"), heads, lines)


def handled_fast(whole: Whole, steps: Iterable[Steps]) -> Table:
    """From registration to the first step, by unit."""
    lots = in_groups(steps, whole.unit)
    lines = []
    for unit, lot in lots.items():
        days = [(one.dealt_with - one.registered).days for one in lot if one.dealt_with]
        lines.append((unit, len(lot), len(days), mid(days), sum(one.is_open for one in lot)))
    heads = (UNIT, N, Text("已处置", "Dealt with"), DAYS, Text("没有处置", "Not yet"))
    return table(Text("从登记到处置", "From registration to the first step"), heads, lines)


def waiting(whole: Whole, steps: list[Steps]) -> Table:
    """What nobody has dealt with, the oldest first."""
    lines = [
        (link(one.row), whole.unit(one.row), one.registered, (whole.today - one.registered).days)
        for one in sorted(steps, key=lambda one: one.registered)
    ]
    heads = (Text("事项", "Matter"), UNIT, Text("登记", "Registered"), Text("已等天数", "Days waiting"))
    return table(Text("还没有处置的", "Not dealt with yet"), heads, lines, text=3)


def put_right(whole: Whole) -> Table:
    """Of what is closed, how much was verified, and what was reopened."""
    lines = []
    for unit, lot in in_groups(map(Steps.of, whole.of("finding")), whole.unit).items():
        closed = [one.row for one in lot if one.row.state == "closed"]
        seen = sum(
            any(entry.get("passed") for entry in listed(row.facts.get("rectification.verified")))
            for row in closed
        )
        share = f"{seen * 100 // len(closed)}%" if closed else None
        lines.append((unit, len(lot), len(closed), seen, share, sum(one.row.cycle > 1 for one in lot)))
    heads = (UNIT, N, Text("已销号", "Closed out"), Text("其中核验过", "Verified"), Text("占比", "Share"),
             Text("重新打开", "Reopened"))  # fmt: skip
    return table(Text("整改是不是真的", "Whether it was put right"), heads, lines)


def answered_for(whole: Whole) -> Table:
    """Each problem, and each call that came to it, with what was decided on accountability and why, or that nothing was."""
    decided: dict[str, list[Mapping[str, Any]]] = {}
    for inquiry in whole.of("inquiry"):
        for entry in listed(inquiry.facts.get("accountability.decided")):
            decided.setdefault(str(entry.get("matter", "")), []).append(entry)
    lines: list[tuple[Value, ...]] = []
    calls = [row for row in whole.of("complaint") if str(row.id) in decided]
    for row in (*whole.of("finding"), *calls):
        for entry in decided.get(str(row.id), [{}]):
            said = OUTCOMES["pursue"].words(entry.get("pursue")) if entry else Text("没有决定", "not decided")
            whom = whole.words("slots", entry.get("slot")) if entry else ""
            lines.append((link(row), whole.unit(row), whom, said, str(entry.get("text", ""))))
    heads = (Text("问题", "Problem"), UNIT, Text("责任对象", "Who answers"), Text("问责", "Accountability"),
             Text("理由", "Reason"))  # fmt: skip
    return table(Text("问责决定", "Decisions on accountability"), heads, lines, text=len(heads))


# ---------------------------------------------------------------------- channels, points, windows, undertakings, returns


def channels(whole: Whole) -> Iterator[Shown]:
    """What came in by each channel, also by those with nothing, and what was passed on to nobody yet."""
    rows = whole.of("complaint")
    stuck = [row for row in rows if first_on(row, PASSED_ON) is None and row.state not in FINAL]
    known = whole.scheme.lists.get("channels")
    codes = [*(known.values if known else ()), *(str(row.facts.get("channel", "")) for row in rows)]
    heads = (Text("渠道", "Channel"), N, Text("没有转出", "Not passed on"))
    lines = [
        (whole.words("channels", code), _by(rows, code), _by(stuck, code)) for code in dict.fromkeys(codes)
    ]
    yield table(Text("各渠道来件", "What came in by each channel"), heads, lines)
    yield not_passed_on(whole, stuck)


def _by(rows: Iterable[Subject], channel: str) -> int:
    return sum(row.facts.get("channel") == channel for row in rows)


def not_passed_on(whole: Whole, stuck: Iterable[Subject]) -> Table:
    """What came in and was accepted or assigned by nobody yet, with its age."""
    lines = [
        (link(row), whole.words("channels", row.facts.get("channel")), row.opened_on, (whole.today - row.opened_on).days)
        for row in stuck
    ]  # fmt: skip
    heads = (
        Text("来件", "Matter"),
        Text("渠道", "Channel"),
        Text("登记", "Registered"),
        Text("已等天数", "Days waiting"),
    )
    return table(Text("还没有转出的件", "Not passed on yet"), heads, lines, text=3)


def wanted_bodies(whole: Whole) -> Iterator[Shown]:
    """Of which kinds of bodies the regulation wants a number: how many there are, how many lack, and which they are."""
    kinds = whole.scheme.lists.get("body_kinds")
    for kind in kinds.values.values() if kinds else ():
        if wanted := int(kind.extra.get("wanted", 0)):
            rows = [row for row in whole.of("body") if row.code == kind.code and row.state == "formed"]
            left = wanted - len(rows)
            yield Prose(Text(
                f"{kind.text.zh}：应有 {wanted} 个，现有 {len(rows)} 个，" + (f"还差 {left} 个" if left > 0 else "已经设齐"),
                f"{kind.text.en}: {wanted} wanted, {len(rows)} there, " + (f"{left} lacking" if left > 0 else "complete"),
            ))  # fmt: skip
            hosts = names_of([id_of(row.facts.get("host")) for row in rows])
            lines = [(Link(row.title, addresses.of_subject("body", row.id)),
                      hosts.get(host, "") if (host := id_of(row.facts.get("host"))) else "", str(row.facts.get("phone", "")))
                     for row in rows]  # fmt: skip
            yield table(
                kind.text,
                (Text("名称", "Name"), Text("设在", "Based on"), Text("电话", "Telephone")),
                lines,
                text=3,
            )


def trend(whole: Whole) -> Iterator[Shown]:
    """Results of every assessment in the order of their days, with the size of the sample and nobody who answered."""
    rows = [
        (row, entry)
        for row in whole.of("evaluation")
        for entry in listed(row.facts.get("evaluation.concluded"))
    ]
    lines = [
        (whole.unit(row), whole.words("evaluations", row.code), day_of(entry["_"]["on"]), str(entry.get("sample", "")),
         "、".join(f"{line.get('what', '')} {line.get('n', '')}{_share(line, entry)}" for line in listed(entry.get("results"))))
        for row, entry in sorted(rows, key=lambda one: (whole.unit(one[0]), str(one[1]["_"]["on"])))
    ]  # fmt: skip
    heads = (
        UNIT,
        Text("评估", "Assessment"),
        Text("日期", "Day"),
        Text("样本数", "Sample"),
        Text("结果", "Result"),
    )
    yield table(Text("历次结果", "Results over time"), heads, lines, text=len(heads))


def _share(line: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    sample, n = str(entry.get("sample", "")), str(line.get("n", ""))
    return f"（{int(n) * 100 // int(sample)}%）" if n.isdigit() and sample.isdigit() and int(sample) else ""


def undertakings(whole: Whole) -> Iterator[Shown]:
    """Each undertaking with its lead department: kept as was found, late, or still running."""
    rows = sorted(whole.of("undertaking"), key=lambda row: str(row.facts.get("due", "")))
    leads = names_of([id_of(row.facts.get("lead")) for row in rows])
    lines = [
        (Link(str(row.facts.get("goal") or row.facts.get("text") or row.title), addresses.of_subject(row.kind, row.id)),
         leads.get(lead, "") if (lead := id_of(row.facts.get("lead"))) else whole.unit(row),
         day_of(row.facts.get("due")), _kept(whole, row))
        for row in rows
    ]  # fmt: skip
    heads = (
        Text("承诺", "Undertaking"),
        Text("牵头部门", "Lead department"),
        Text("完成时限", "By"),
        Text("兑现情况", "Kept or not"),
    )
    yield table(Text("承诺兑现", "Undertakings"), heads, lines, text=len(heads))


def _kept(whole: Whole, row: Subject) -> Text:
    checked = listed(row.facts.get("undertaking.checked"))
    if checked:
        said = str(checked[-1].get("kept", ""))
        return Text(said, said)
    due = day_of(row.facts.get("due"))
    if due and due < whole.today:
        return Text(
            f"逾期 {(whole.today - due).days} 天，没有核过",
            f"{(whole.today - due).days} days late, not checked",
        )
    return Text("还没有到期", "not due yet")


def shifts(whole: Whole) -> Iterator[Shown]:
    """Who is on duty on which days, the coming days first."""
    lines = [
        (whole.words("rosters", entry.get("roster")), names.get(person, "") if (person := id_of(entry.get("person"))) else "",
         day_of(entry.get("from_on")), day_of(entry.get("to_on")))
        for entry, names in shifts_of(whole.of("body"))
    ]  # fmt: skip
    heads = (Text("排班", "Roster"), Text("谁", "Who"), Text("从", "From"), Text("到", "To"))
    yield table(Text("排班表", "Roster"), heads, lines, text=len(heads))


def shifts_of(rows: Iterable[Subject]) -> list[tuple[Mapping[str, Any], Mapping[UUID, str]]]:
    """The turns on the rosters of bodies in the order of their days, and the names of those on duty."""
    entries = [entry for row in rows for entry in listed(row.facts.get("shift.assigned"))]
    names = names_of([id_of(entry.get("person")) for entry in entries])
    return [(entry, names) for entry in sorted(entries, key=lambda one: str(one.get("from_on")))]


def returns(whole: Whole) -> Iterator[Shown]:
    """Of every report that comes again and again, who has sent it and who has not."""
    rules = {
        rule.id: rule
        for rule in whole.scheme.duties.values()
        if rule.every and any(act.partition(":")[0] == "report.submitted" for act in rule.done_by)
    }
    duties = duties_of(whole.viewer, whole.row.id, rules)
    names = names_of([duty.owner for duty in duties])
    now = timezone.localtime()
    lines: list[tuple[Value, ...]] = [
        (
            rules[duty.rule].text,
            names.get(duty.owner, "") if duty.owner else "",
            chip(duty, whole.viewer, now),
            _sent(duty),
        )
        for duty in duties
    ]
    heads = (
        Text("报送", "Return"),
        Text("谁报", "From"),
        Text("期限", "Due"),
        Text("报了没有", "Sent or not"),
    )
    yield table(Text("报送情况", "Returns"), heads, lines, text=len(heads))


def _sent(duty: Duty) -> Text:
    return Text("已报", "sent") if duty.state == "discharged" else Text("没有报", "not sent")


ELSEWHERE = frozenset({"org_chart", "complaint_register"})
"""Views with a page of their own; here they stand beside others."""

BLOCKS: Mapping[str, Callable[[Whole], Iterator[Shown]]] = {
    "figures": figures,
    "complaint_register": channels,
    "org_chart": wanted_bodies,
    "trend": trend,
    "undertaking_board": undertakings,
    "calendar": shifts,
    "returns_board": returns,
}
"""By the view that a regulation names."""
