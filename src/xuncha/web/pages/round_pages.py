"""The views of a round that a regulation asks for beside the round's own page, each a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.case_words import state_name
from xuncha.core.day_words import day_in_shanghai, say_short
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.standing import Light
from xuncha.core.values import day_of, id_of
from xuncha.core.words import Text
from xuncha.queries.round_pages import (
    begun_at_once,
    holders_in,
    issued_long_ago,
    parents_of,
    responsible_in,
    said_alike,
    undecided,
    weeks_with_acts,
)
from xuncha.queries.rounds import RoundBoard, counts_of_units, round_board
from xuncha.queries.subjects import Tally, names_of, subject_for_page
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Item, Items, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.boards import BOARDS
from xuncha.web.pages.due import chip
from xuncha.web.pages.frame import show
from xuncha.web.pages.round import DUTY_HEADS, duty_cells

Blocks = Iterator[Shown]


@seated
def round_view(request: Asked, plural: str, key: UUID, name: str) -> HttpResponse:
    """One view of a round, for those who inspect, run or lead."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or row.kind != "campaign" or plural != addresses.KINDS["campaign"] or not viewer.is_inside:
        raise Http404
    scheme = scheme_for(row)
    if name not in views_of(scheme):
        raise Http404
    title, blocks = VIEWS[name]
    crumbs = (Link(row.title, addresses.of_subject("campaign", row.id)),)
    heading = Heading(title, crumbs=crumbs, here=title, can_print=True)
    found = tuple(blocks(viewer, scheme, row, timezone.localtime()))
    return show(request, "subject.html", SubjectPage(heading, found))


def views_of(scheme: Scheme) -> tuple[str, ...]:
    """The views a regulation asks for, in its order."""
    return tuple(dict.fromkeys(view.page for view in scheme.views if view.page in VIEWS))


def views_block(scheme: Scheme, row: Subject) -> tuple[Block, ...]:
    """The ways to the views, on the page of the round."""
    items = tuple(
        Item(Link(VIEWS[name][0], f"{addresses.of_subject('campaign', row.id)}/views/{name}"))
        for name in views_of(scheme)
    )
    return (Block("views", Text("一览", "Views"), (Items(items),)),) if items else ()


# ---------------------------------------------------------------------- who answers for what


def duty_tree(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """From each leader in charge down to the units and those under them: who answers, how far it is, what is owed."""
    board = round_board(viewer, row.id)
    leaders: dict[UUID | None, list[Subject]] = {}
    for one in board.inspections:
        leaders.setdefault(id_of(one.facts.get("leader_in_charge")), []).append(one)
    names = names_of([*leaders, *(one.body for one in board.inspections)])
    tree = Tree(viewer, scheme, row, board, names, now)
    own_first = sorted(
        leaders.items(),
        key=lambda lot: (lot[0] != viewer.person, names.get(lot[0], "～") if lot[0] else "～"),
    )
    for leader, lot in own_first:
        yield tree.block(leader, lot)


class Tree:
    """The units of a round under those who answer for them."""

    def __init__(
        self, viewer: Viewer, scheme: Scheme, row: Subject, board: RoundBoard, names: Mapping[UUID, str], now: datetime
    ) -> None:  # fmt: skip
        self.viewer, self.board, self.names, self.now = viewer, board, names, now
        units = [one.unit for one in board.inspections if one.unit]
        self.parents = parents_of(units)
        self.heads = holders_in(units, principal_seats(scheme))
        self.responsible = responsible_in(viewer, row.id)
        self.counts = counts_of_units(viewer, row.id, ("finding",))

    def block(self, leader: UUID | None, lot: list[Subject]) -> Block:
        """The units of one leader, those under a unit after it."""
        name = self.names.get(leader) if leader else None
        title = Text(f"分管领导：{name}", f"Leader in charge: {name}") if name else NO_LEADER
        keys = {one.id for one in lot}
        owed = [duty for duty in self.board.duties if duty.inspection in keys]
        late = self._late(owed)
        note = Text(f"未办 {len(owed)}，逾期 {late}", f"{len(owed)} open, {late} late")
        lines = tuple(self._line(one, depth) for one, depth in self._down(lot))
        return Block(f"leader-{leader or 'none'}", title, (Table(title, TREE_HEADS, lines),), note=note)

    def _late(self, owed: list[Duty]) -> int:
        return sum(chip(duty, self.viewer, self.now).light is Light.LATE for duty in owed)

    def _down(
        self, lot: list[Subject], above: UUID | None = None, depth: int = 0
    ) -> Iterator[tuple[Subject, int]]:
        """Each unit, then those under it; a unit whose superior is not among them stands at the top."""
        units = {one.unit for one in lot}
        for one in lot:
            over = self.parents.get(one.unit) if one.unit else None
            if (over if over in units else None) == above:
                yield one, depth
                if one.unit is not None:
                    yield from self._down(lot, one.unit, depth + 1)

    def _line(self, one: Subject, depth: int) -> Line:
        problems, closed = self.counts.get((one.id, "finding"), (Tally(), Tally()))
        owed = (duty for duty in self.board.duties if duty.inspection == one.id)
        return Line((
            Link(f"{'└ ' * depth}{one.title}", addresses.of_subject("inspection", one.id)),
            self.heads.get(one.unit, "") if one.unit else "",
            "、".join(self.responsible.get(one.id, ())),
            self.names.get(one.body, "") if one.body else "",
            state_name(one.state),
            f"{problems}（{closed}）",
            *duty_cells(owed, self.viewer, self.now, f"inspection={one.id}"),
        ))  # fmt: skip


NO_LEADER = Text("没有写明分管领导", "No leader in charge is named")
TREE_HEADS = (
    Head(Text("单位", "Unit")),
    Head(Text("主要负责人", "Principal head"), is_short=True),
    Head(Text("整改责任人", "Responsible for rectification")),
    Head(Text("督查的一级", "Checked by")),
    Head(Text("走到哪一步", "Where it is"), is_short=True),
    Head(Text("问题（已销号）", "Problems (closed)"), is_figure=True),
    *DUTY_HEADS,
)


def principal_seats(scheme: Scheme) -> frozenset[str]:
    """The seats of a unit that one person holds and that answer for it."""
    return frozenset(
        role.seat for role in scheme.roles.values() if role.body == "unit" and role.seat and role.max == 1
    )


# ---------------------------------------------------------------------- weeks without anything done


def activity_view(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """For each unit the weeks in which it did something in the round, and those in which it did nothing."""
    board, active = round_board(viewer, row.id), weeks_with_acts(viewer, row.id)
    lines = tuple(_weeks(one, active, row, now.date()) for one in board.inspections)
    title = Text("各单位每周有没有动作", "Weeks in which each unit was active")
    yield Block("weeks", title, (Prose(WHOSE_ACTS, is_quiet=True), Table(title, WEEK_HEADS, lines)))


WHOSE_ACTS = Text(
    "只看单位自己办的，从纳入的那一周数到这一周；写的是没有动作的各周从哪个周一开始。",
    "Only what the unit did itself counts, from the week it was enrolled in to this one; idle weeks are named by their Monday.",
)
WEEK_HEADS = (
    Head(Text("单位", "Unit")),
    Head(Text("有动作的周", "Active weeks"), is_figure=True),
    Head(Text("没有动作的周", "Idle weeks"), is_figure=True),
    Head(Text("哪几周没有动作", "Which were idle")),
)


def _weeks(one: Subject, active: Mapping[UUID, frozenset[date]], row: Subject, today: date) -> Line:
    last = min(today, day_of(row.facts.get("ends_on")) or today)
    weeks = list(_mondays(one.opened_on, last))
    did = active.get(one.unit, frozenset()) if one.unit else frozenset()
    idle = [week for week in weeks if week not in did]
    said = [say_short(week) for week in idle]
    words = Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))
    page = Link(one.title, addresses.of_subject("inspection", one.id))
    return Line((page, len(weeks) - len(idle), len(idle), words))


def _mondays(first: date, last: date) -> Iterator[date]:
    week = first - timedelta(days=first.weekday())
    while week <= last:
        yield week
        week += timedelta(days=7)


# ---------------------------------------------------------------------- signs that the work is for show


UNCHANGED_DAYS = 30
"""So many days after its issue a list that was never drawn up anew is pointed out."""


def warning_view(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """What may be a sign that the work is for show; a person judges."""
    yield Block("judge", Text("由人判断", "For a person to judge"), (Prose(ONLY_SIGNS),))
    alike = tuple(
        Line((one.words, len(one.matters), tuple(_page_of(row) for row in one.matters)))
        for one in said_alike(viewer, row.id)
    )
    yield _sign("alike", Text("雷同的文字", "Identical texts"), alike, ("文字", "Text"), ("几处", "Times"), ("在哪里", "Where"))  # fmt: skip
    at_once = tuple(
        Line((name, n, f"{timezone.localtime(hour):%Y-%m-%d %H:00}"))
        for name, hour, n in begun_at_once(viewer, row.id)
    )
    yield _sign("bulk", Text("一小时内成批录入", "Entered in bulk within an hour"), at_once, ("录入人", "Entered by"), ("件数", "Number"),
                ("哪个小时", "Hour"))  # fmt: skip
    kinds = {
        form.value for form in scheme.forms if form.act == "document.drafted" and form.paper == "list_sheet"
    }
    before = now.date() - timedelta(days=UNCHANGED_DAYS)
    papers = issued_long_ago(viewer, row.id, kinds, before)
    names = names_of([paper.unit for paper in papers])
    unchanged = tuple(
        Line((names.get(paper.unit, "") if paper.unit else "", _days_since(paper, now), _page_of(paper))) for paper in papers
    )  # fmt: skip
    yield _sign("unchanged", Text("一直不变的清单", "Lists that never change"), unchanged, ("单位", "Unit"), ("多少天没有变", "Days unchanged"),
                ("清单", "List"))  # fmt: skip


ONLY_SIGNS = Text(
    "下面只是迹象：同样的文字、一次录入很多、清单一直不变，都可能有正当的缘由。是不是走过场，由人看了以后判断。",
    "These are signs only: equal texts, much entered at once, a list that never changes may each have a good reason. Whether it"
    " is for show is for a person to judge.",
)

Pair = tuple[str, str]


def _sign(key: str, title: Text, lines: tuple[Line, ...], what: Pair, n: Pair, where: Pair) -> Block:
    heads = (Head(Text(*what)), Head(Text(*n), is_figure=True), Head(Text(*where)))
    none = Prose(Text("没有发现。", "None."), is_quiet=True)
    return Block(key, title, (Table(title, heads, lines),) if lines else (none,))


def _page_of(row: Subject) -> Link:
    return Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id))


def _days_since(paper: Subject, now: datetime) -> Value:
    on = day_of(paper.facts["document.issued"][-1]["_"]["on"])
    return (day_in_shanghai(now) - on).days if on else ""


# ---------------------------------------------------------------------- failures nobody has decided on


def accountability_view(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """Inquiries that came to a conclusion, with no decision on accountability yet."""
    found = undecided(viewer, row.id)
    names = names_of([key for one in found for key in (one.unit, one.body)])
    lines = tuple(
        Line((
            _page_of(one),
            names.get(one.unit, "") if one.unit else "",
            str(one.facts["inquiry.concluded"].get("found", "")),
            "、".join(map(str, one.facts["inquiry.concluded"].get("proposals", ()))),
            day_of(one.facts["inquiry.concluded"]["_"]["on"]) or "",
        ))
        for one in found
    )  # fmt: skip
    heads = (Head(Text("调查", "Inquiry")), Head(Text("单位", "Unit")), Head(Text("查明的情况", "What was found")),
             Head(Text("建议", "Proposed")), Head(Text("结论日期", "Concluded on"), is_short=True))  # fmt: skip
    title = VIEWS["accountability_view"][0]
    none = Prose(
        Text("没有。查实的都已经作出决定。", "None: every failure proved was decided on."), is_quiet=True
    )
    yield Block("undecided", title, (Table(title, heads, lines),) if lines else (none,))


VIEWS: Mapping[str, tuple[Text, Callable[[Viewer, Scheme, Subject, datetime], Blocks]]] = {
    "duty_tree": (Text("责任和进度，逐级往下", "Responsibility and progress, level by level"), duty_tree),
    "activity_view": (Text("各单位每周的动作", "What each unit did week by week"), activity_view),
    "warning_view": (Text("走过场的迹象", "Signs that the work is for show"), warning_view),
    "accountability_view": (
        Text("查实了还没有问责决定的", "Proved, with no decision on accountability yet"),
        accountability_view,
    ),
    **BOARDS,
}
"""The views by the names that regulations use: what each is called, and what stands on it."""
