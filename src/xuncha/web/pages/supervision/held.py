"""各单位用时: how long matters lay with each body and unit; every figure opens to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.office.held import LEAST, Figures, Held, days_held, figures
from xuncha.core.words import Text
from xuncha.queries.held import MOST, Steps, sees_everybody, steps_in
from xuncha.queries.subjects import names_of, subject_for_page, subjects_by_id
from xuncha.shipped import calendar
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Fold, Item, Items, Prose, Shown
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Words
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import show
from xuncha.web.pages.pieces.frozen_figures import frozen_rows
from xuncha.web.pages.pieces.matter_links import matter_link
from xuncha.web.pages.supervision.supervising import ways_on

PAGE = 40
"""Bodies, and matters of one body, that one page shows."""

TITLE = Text("各单位用时", "Days held")
OWN = Text("本单位用时", "Days held by us")

WITHHELD = Text(f"不足{LEAST}件，不显示", f"fewer than {LEAST}, not shown")

HOW = Text(
    "事项交到谁手上，从第二天算起，办出的当天也算，按自然日；括号里是工作日。又交给别人办一步、还没有办回来的，等的那些天不算在前一家头上。"
    "计时中止的不算。退回重办的，另外算。",
    "Days are counted from the day after a matter came to a body to the day it passed it on, in natural days; working days stand"
    " in brackets. While another owes a step on it, the days of waiting are not those of whoever waits. Nor are days on which the"
    " clock stood. What is sent back counts anew.",
)
WHOSE = Text(
    f"只算您能打开的事项。按名称排列，不排名次；不设合计；不足{LEAST}件的，各项数字都不显示。",
    f"Only matters that you may open are counted. Bodies stand by name and not by rank; there is no total; of fewer than {LEAST}"
    " matters no figure is shown.",
)


@seated
def held(request: Asked, plural: str, key: UUID) -> HttpResponse:
    """The days held in a round or at one unit of it; of a circular, the rows behind its figures."""
    viewer = request.viewer
    place = subject_for_page(viewer, key)
    if place is None or addresses.PLURALS.get(plural) != place.kind:
        raise Http404
    of = id_of(request.GET.get("of", ""))
    if place.kind == "document":
        return show(request, "subject.html", frozen_rows(viewer, place, of))
    if place.kind not in ("campaign", "inspection"):
        raise Http404
    days, after = Days(viewer, place), request.GET.get("after", "")
    page = days.page(after) if of is None else days.rows(of, request.GET.get("state", ""), after)
    return show(request, "subject.html", page)


@dataclass(frozen=True, slots=True)
class Days:
    """The days held in one place, as one viewer may know them."""

    viewer: Viewer
    place: Subject

    @property
    def address(self) -> str:
        return f"{addresses.of_subject(self.place.kind, self.place.id)}/held"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (Link(self.place.title, addresses.of_subject(self.place.kind, self.place.id)),)

    def read(self) -> tuple[tuple[Held, ...], Steps]:
        """Everything held that the viewer is shown: by everybody for who supervises, else by the own body alone."""
        steps = steps_in(self.viewer, self.place)
        found = days_held(steps.steps, timezone.localdate())
        if not sees_everybody(self.viewer):
            found = tuple(one for one in found if one.party == self.viewer.seat.party)
        return found, steps

    # ------------------------------------------------------------------ by body

    def page(self, after: str) -> SubjectPage:
        """The figures of each body, by its name."""
        found, steps = self.read()
        told, working = figures(found), figures(found, lambda one: one.working_days(calendar()))
        names = names_of(told)
        known = sorted((names[party], party) for party in told if party in names)
        here = [one for one in known if one[0] > after]
        lines = tuple(self.line(name, told[party], working[party]) for name, party in here[:PAGE])
        title = TITLE if sees_everybody(self.viewer) else OWN
        none = Empty(
            Text("还没有交到谁手上的事项", "No matter has come to anybody yet"),
            Text(
                "有了要办的事项，这里就有用时。",
                "As soon as something is owed on a matter, its days stand here.",
            ),
        )
        parts: list[Shown] = [
            Prose(WHOSE, is_quiet=True),
            Table(title, HEADS, lines, empty=none),
            Fold(HOW_WORDS, (Prose(HOW),)),
        ]
        if len(here) > PAGE:
            parts.append(self._more({"after": here[PAGE - 1][0]}, len(here) - PAGE))
        if steps.is_cut:
            parts.append(Prose(CUT))
        buttons = tuple(
            Button(one.words, one.href)
            for one in ways_on(self.viewer, self.place)
            if one.href != self.address
        )
        heading = Heading(title, crumbs=self.crumbs, here=title, can_print=True, buttons=buttons)
        return SubjectPage(heading, (Block("held", title, tuple(parts)),))

    def line(self, name: str, told: Figures, working: Figures) -> Line:
        """One body; of too few matters, its name and that they are too few."""
        if told.is_withheld:
            return Line((name, WITHHELD, *("—",) * (len(HEADS) - 2)))
        here = {"of": str(told.party)}

        def to(words: Words, state: str = "") -> Link:
            return Link(words, f"{self.address}?{urlencode(here | ({'state': state} if state else {}))}")

        return Line((
            name,
            to(f"{told.n}"),
            to(f"{told.finished}", "done") if told.finished else 0,
            to(f"{told.open}", "open") if told.open else 0,
            to(both_days(told.median, working.median)),
            to(both_days(told.longest, working.longest)),
            told.open_since or "—",
        ))  # fmt: skip

    def _more(self, where: Mapping[str, str], left: int) -> Prose:
        words = Text(f"下一页（还有 {left}）", f"Next page ({left} more)")
        return Prose("", (Link(words, f"{self.address}?{urlencode(where)}"),))

    # ------------------------------------------------------------------ the rows of one body

    def rows(self, party: UUID, state: str, after: str) -> SubjectPage:
        """The matters that one body held, the longest first; the page of a body with too few says no more than the table."""
        found, _ = self.read()
        lot = [one for one in found if one.party == party]
        if not lot:
            raise Http404
        name = names_of([party]).get(party, "")
        title = Text(f"{name}：各件用时", f"{name}: days of each matter")
        heading = Heading(title, crumbs=(*self.crumbs, Link(TITLE, self.address)), here=name, can_print=True)
        if len(lot) < LEAST:
            return SubjectPage(heading, (Block("rows", title, (Prose(WITHHELD),)),))
        chosen = [one for one in lot if state not in STATES or one.is_open == STATES[state]]
        ordered = sorted(chosen, key=lambda one: (-one.days, one.since, str(one.matter)))
        start = int(after) if after.isdecimal() and len(after) < 7 else 0
        here = ordered[start : start + PAGE]
        parts: list[Shown] = [rows_table(self.viewer, title, here)]
        if (left := len(ordered) - start - PAGE) > 0:
            where = {"of": str(party), "after": str(start + PAGE)} | ({"state": state} if state else {})
            parts.append(self._more(where, left))
        return SubjectPage(
            heading,
            (
                Block(
                    "rows", title, tuple(parts), note=Text(f"共 {len(ordered)} 件", f"{len(ordered)} matters")
                ),
            ),
        )


STATES = {"open": True, "done": False}

HOW_WORDS = Text("用时怎么算", "How days are counted")

CUT = Text(f"太多，只看了最近的 {MOST} 步。", f"Too many: only the latest {MOST} steps were looked at.")

HEADS = (
    Head(Text("单位、机构", "Unit or body")),
    Head(Text("件数", "Matters"), is_figure=True),
    Head(Text("已办出", "Passed on"), is_figure=True),
    Head(Text("在手", "In hand"), is_figure=True),
    Head(Text("中位天数", "Middle"), is_figure=True),
    Head(Text("最长天数", "Longest"), is_figure=True),
    Head(Text("在手最早从", "In hand since"), is_short=True),
)


def both_days(days: int, working: int) -> Text:
    """`12（9）`: natural days, and working days in brackets."""
    return Text(f"{days}（{working}）", f"{days} ({working})")


def rows_table(viewer: Viewer, title: Words, rows: Sequence[Held]) -> Table:
    """Each matter with its days, and whose time was taken out."""
    matters = subjects_by_id(viewer, [one.matter for one in rows])
    names = names_of({key for one in rows for stretch in one.waited for key in stretch.waits_for})
    known = calendar()
    lines = tuple(
        Line((
            matter_link(matters[one.matter]),
            both_days(one.days, one.working_days(known)),
            one.days_waited or 0,
            one.since,
            one.until or Text("还在手", "still"),
            waits_words(one, names),
        ))
        for one in rows
        if one.matter in matters
    )  # fmt: skip
    return Table(title, ROW_HEADS, lines)


ROW_HEADS = (
    Head(Text("事项", "Matter")),
    Head(Text("用时", "Days"), is_figure=True),
    Head(Text("扣除", "Taken out"), is_figure=True),
    Head(Text("到手", "From"), is_short=True),
    Head(Text("办出", "To"), is_short=True),
    Head(Text("等谁", "Waited for")),
)


def waits_words(one: Held, names: Mapping[UUID, str]) -> Value:
    """Whose time was taken out."""
    whom = dict.fromkeys(names.get(key, "") for stretch in one.waited for key in stretch.waits_for)
    said = [name for name in whom if name]
    stood = any(not stretch.waits_for for stretch in one.waited)
    zh, en = [*said, *(["计时中止"] if stood else [])], [*said, *(["clock stood"] if stood else [])]
    return Text("、".join(zh), ", ".join(en)) if zh else "—"


def supervision_block(viewer: Viewer, place: Subject) -> tuple[Block, ...]:
    """The ways to these pages, on the page of a round or an inspection."""
    items = tuple(Item(one) for one in ways_on(viewer, place))
    return (Block("supervision", Text("督办", "Supervision"), (Items(items),)),) if items else ()
