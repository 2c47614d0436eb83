"""The lists: one for each kind of subject, filtered by the address, page after page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from xuncha.core.acts.competence import is_for_post, is_somebodys, roles_for
from xuncha.core.catalogue import CATALOGUE, NEW
from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.labels import KIND_NAMES, STATES
from xuncha.core.names.nouns import kind_words, worded
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.papers.exports import FORMS
from xuncha.queries.choices import act_words
from xuncha.queries.people import posts_held
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import (
    CODED_FACTS,
    EXACT,
    FILTERS,
    IN_ROUND,
    PAGE,
    SORTS,
    Listed,
    Tally,
    listed,
    names_of,
    next_duties,
    summed,
    titles_of,
)
from xuncha.queries.together import acts_together, fits, possible_together
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, rows_before, seated
from xuncha.web.kit.due_chip import Whose
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.form_page import Field, FieldType, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.ledger import (
    BulkAct,
    Column,
    Condition,
    Count,
    Ledger,
    Paging,
    Row,
    SavedFilter,
    Side,
    Tab,
)
from xuncha.web.kit.link import Button, Link, Words, both
from xuncha.web.kit.pages import RegisterPage
from xuncha.web.pages.acting.act import ALONE
from xuncha.web.pages.acting.registering import ADDRESS, may_register, when_it_opens
from xuncha.web.pages.acting.registering import TITLE as REGISTERING
from xuncha.web.pages.frame import is_in_menu, scheme_in_force, show
from xuncha.web.pages.people.first_hour import may_found
from xuncha.web.pages.people.recusals import ADDRESS as RECUSALS
from xuncha.web.pages.pieces.columns import (
    DUE,
    NUMBERED,
    RECTIFICATION_DUE,
    VIEWS,
    Around,
    fields_of,
    issuing,
    sides_of,
    state_words,
    view_of,
)
from xuncha.web.pages.pieces.columns import Field as LedgerField
from xuncha.web.pages.pieces.due import chip
from xuncha.web.pages.pieces.ways import TO_DO

TITLES: Mapping[str, Text] = {
    "campaign": Text("{round}", "{Round}s"),
    "complaint": Text("{complaint}登记", "{Complaint}s"),
    "finding": Text("问题台账", "Findings"),
    "protection": Text("保护请求", "Requests for protection"),
    "clue": Text("{clue}", "{Clue}s"),
    "referral": Text("移交", "Referrals"),
    "volume": Text("归档", "Archive"),
    "body": Text("机构与人员", "Bodies and people"),
    "person": Text("人员与回避", "People"),
}
EMPTY: Mapping[str, tuple[Text, Text]] = {
    "campaign": (
        Text("还没有开过{round}", "No {round} yet"),
        Text(
            "第一步：立项。还差什么（如{leaders}的负责人还没有登记），立项的表单上写明。{leaders}的决定在立项以后录入，写在{round}的页面上。",
            "First open the {round}; its form says what is missing yet, such as a leader of the {leaders}. What the {leaders}"
            " decides is entered on the page of the {round} afterwards.",
        ),
    ),
    "complaint": (
        Text("还没有登记{complaint}", "Nothing is registered yet"),
        Text(
            "已有的登记簿由管理机器的人用命令 xuncha import 导入。",
            "A register kept so far is brought in with the command xuncha import, by whoever runs the machine.",
        ),
    ),
    "finding": (
        Text("还没有记入问题", "No finding yet"),
        Text("在{inspection}页上登记。", "Findings are recorded on the page of the unit's {inspection}."),
    ),
    "referral": (
        Text("还没有移交", "Nothing is handed over yet"),
        Text(
            "{leaders}决定分类处置以后，由{office}移交；提前移交先报{office}批准。",
            "The {office} hands over what the {leaders} has decided; earlier only with its approval.",
        ),
    ),
    "volume": (
        Text("还没有立卷", "No volume yet"),
        Text(
            "{work}结束后，在{inspection}页上立卷，按类核对件数。",
            "After the {work} ends, its volume is begun on the page of the unit's {inspection} and counted kind by kind.",
        ),
    ),
    "document": (
        Text("还没有文稿", "No papers yet"),
        Text(
            "文稿在{round}和{inspection}页上起草。",
            "Papers are drafted on the pages of the {round} and of units in it.",
        ),
    ),
    "check": (
        Text("还没有登记谈话和检查", "No talk or check is recorded yet"),
        Text("在{inspection}页上登记。", "They are recorded on the page of the unit's {inspection}."),
    ),
    "request": (
        Text("还没有请求", "No requests yet"),
        Text(
            "{team}要材料、问情况、请假都在{inspection}页上提出，提出以后列在这里。",
            "What the {team} asks for (papers, answers, leave) is asked on the page of the unit's {inspection} and then listed here.",
        ),
    ),
    "meeting": (
        Text("还没有会议记录", "No meetings yet"),
        Text(
            "会议在{round}和{inspection}页上登记。",
            "Meetings are recorded on the pages of the {round} and of units in it.",
        ),
    ),
    "clue": (
        Text(
            "您能看到的线索为零。这不说明没有线索。", "You can see no clue. That does not say there is none."
        ),
        Text("", ""),
    ),
}
NOTHING_DUE = (
    Text("没有带期限的待办", "Nothing here is owed by a day"),
    Text(
        "没有期限的事项，去掉上面的条件就能看到。", "Remove the condition above to see what has no due date."
    ),
)


@seated
def register(request: Asked, plural: str) -> HttpResponse:
    """A list of one kind."""
    kind = addresses.PLURALS.get(plural)
    if kind is None:
        raise Http404
    viewer, scheme = request.viewer, scheme_in_force()
    filters, sort = asked_of(request, kind)
    try:
        view = view_of(kind, request.GET.get("view", ""), viewer)
        page = listed(
            viewer, kind, narrowed(scheme, kind, filters, view), sort=sort, after=request.GET.get("after", "")
        )
    except ValueError:
        raise Http404 from None
    if not page.rows and not has_list(viewer, plural, kind):
        raise Http404
    ledger = ledger_of(request, plural, kind, page, filters, scheme, view)
    buttons = begin_buttons(viewer, scheme, plural, kind)
    menu = kinds_menu(kind, buttons)
    heading = Heading(
        title_of(scheme, kind),
        buttons=() if menu else buttons,
        menu=menu,
        menu_words=Text(f"新建{KIND_NAMES[kind].zh}…", f"New {KIND_NAMES[kind].en.lower()}…") if menu else "",
        can_print=True,
        downloads=downloads(plural, {**filters, **chosen_of(request, sort)}) if page.rows else (),
    )
    return show(request, "register.html", RegisterPage(heading, ledger))


def title_of(scheme: Scheme, kind: str) -> Text:
    """What a list of things of a kind is headed."""
    return TITLES.get(kind) or kind_words(scheme, kind)


def narrowed(scheme: Scheme, kind: str, filters: Mapping[str, str], view: str) -> dict[str, Any]:
    """The conditions as the list is read by: a field of problems with those under it; issued papers have a number; what is
    open is in any state but the last ones.
    """
    fields = {
        name: _with_those_under(scheme, of, filters[name])
        for name, of in CODED_FACTS.get(kind, {}).items()
        if name in filters
    }
    is_open = {"state": STILL_OPEN} if filters.get("state") == OPEN else {}
    return {**filters, **fields, **is_open, **({"numbered": "yes"} if view == "issued" else {})}


OPEN = "open"
"""In an address, every state in which something of a matter is still open."""
STILL_OPEN = tuple(state for state in STATES if state not in FINAL)


def open_words(kind: str) -> Text:
    """What is still open of a kind, as the boards call it."""
    return Text("没有解决", "Not solved") if kind == "finding" else Text("没有办结", "Still open")


def _with_those_under(scheme: Scheme, of: str, code: str) -> list[str]:
    found = scheme.lists.get(of)
    if found is None or code not in found.values:
        raise Http404
    return [code, *(value.code for value in found.values.values() if value.under == code)]


def has_list(viewer: Viewer, plural: str, kind: str) -> bool:
    """Whether there is such a list for the viewer; one they could never read anything in is no page and no file."""
    return is_in_menu(viewer, f"/{plural}") or bool(listed(viewer, kind, {}, size=1).rows)


def asked_of(request: Asked, kind: str) -> tuple[dict[str, str], str]:
    """The conditions and the order in the address, as far as the viewer may use them."""
    coded = CODED_FACTS.get(kind, {})
    within = IN_ROUND.get(kind, {}) if request.GET.get("campaign") else {}
    filters = {name: request.GET[name] for name in (*FILTERS, *within, *coded) if request.GET.get(name)}
    if any(id_of(value) is None for name, value in filters.items() if name not in ("code", "state", *coded)):
        raise Http404
    sort = request.GET.get("sort", "-number" if kind in NUMBERED else "name" if kind == "body" else "newest")
    if not hides_numbers(request.viewer, kind):
        return filters, sort if sort in SORTS and sort != "told" else "newest"
    filters.pop("code", None)  # the kind of a finding is its source, which a unit never learns
    return filters, "due" if sort == "due" else "told"


def chosen_of(request: Asked, sort: str) -> dict[str, str]:
    """The order and the view, where the reader chose them."""
    chosen = {"sort": sort if request.GET.get("sort") == sort else "", "view": request.GET.get("view", "")}
    return {name: value for name, value in chosen.items() if value}


def downloads(plural: str, asked: Mapping[str, str]) -> tuple[Link, ...]:
    """The list as a table, with the same conditions and order."""
    return tuple(Link(form.upper(), _with(f"{plural}.{form}", asked)) for form in FORMS)


PASTED = Text("成批登记：粘贴表格", "Many at once: paste a table")


def begin_buttons(viewer: Viewer, scheme: Scheme, plural: str, kind: str) -> tuple[Button, ...]:
    """What of this kind the post may begin: what lies in nothing else, and complaints one after another."""
    if kind == "complaint" and may_register(viewer, scheme):
        return (Button(REGISTERING, ADDRESS, is_filled=True, key="n"),)
    if kind == "check":
        return checks_begun(viewer, scheme)
    all_recusals = (Button(Text("回避一览", "All recusals"), RECUSALS),)
    more = all_recusals if kind == "person" and viewer.is_inside else ()
    if kind not in ALONE:
        return more
    roles = roles_for(scheme, viewer.seat)
    many = (
        (Button(PASTED, "/first-hour"),) if kind in ("unit", "person") and may_found(viewer, scheme) else ()
    )
    acts = [act for act in CATALOGUE.values() if act.on == (kind,) and act.needs == (NEW,)]
    return (
        more
        + many
        + tuple(
            Button(
                act_words(scheme, act.code, value),
                f"/{plural}/begin/{act.code}" + (f"?kind={value}" if value else ""),
            )
            for act in acts
            for value in _values(scheme, act.code)
            if is_for_post(scheme, roles, act.code, value)
        )[:8]
    )


FEW_KINDS = 3
"""So many kinds of one act stand beside each other in the head of a list; more are one menu."""


def kinds_menu(kind: str, buttons: tuple[Button, ...]) -> tuple[Link, ...]:
    """The many kinds of what is begun in a list, each in a word."""
    if kind == "check" or len(buttons) <= FEW_KINDS:
        return ()
    return tuple(Link(_after_colon(both(one.words)), one.href) for one in buttons)


def _after_colon(words: Text) -> Text:
    return Text(words.zh.rpartition("：")[2], words.en.rpartition(": ")[2])


MOST_PLACES = 4


def checks_begun(viewer: Viewer, scheme: Scheme) -> tuple[Button, ...]:
    """The way to record a talk or check at each unit where the viewer's team is at work."""
    act = CATALOGUE["check.recorded"]
    if not may_open(viewer, scheme, act, ""):
        return ()
    running = listed(
        viewer, "inspection", {"body": str(viewer.seat.party), "state": "under_way"}, size=MOST_PLACES
    ).rows
    return tuple(
        Button(
            Text(f"{act.name.zh}：{row.title}", f"{act.name.en}: {row.title}"),
            addresses.of_act("inspection", row.id, act.code, begins=True),
        )
        for row in running
    )


def _values(scheme: Scheme, act: str) -> tuple[str, ...]:
    entry = CATALOGUE[act]
    field = entry.field(entry.deciding) if entry.deciding else None
    if field is None or entry.on[0] in ("unit", "person"):
        return ("",)
    return tuple(scheme.lists[field.of].values) if field.of in scheme.lists else ("",)


@dataclass(frozen=True, slots=True)
class Asking:
    """How a list is asked for by its address: its conditions, the view and order chosen, how many rows stand before."""

    plural: str
    kind: str
    filters: Mapping[str, str]
    ways: Mapping[str, str]
    seen: int
    is_later: bool

    @classmethod
    def of(cls, request: HttpRequest, plural: str, kind: str, filters: Mapping[str, str]) -> Asking:
        """What the address of a request asks."""
        ways = {name: request.GET[name] for name in ("view", "sort", TO_DO) if request.GET.get(name)}
        return cls(plural, kind, filters, ways, rows_before(request), bool(request.GET.get("after")))

    @property
    def here(self) -> dict[str, str]:
        return {**self.filters, **self.ways}

    @property
    def is_by_due(self) -> bool:
        return self.ways.get("sort") == "due"

    def href(self, **changes: str) -> str:
        """The same list with something of it changed."""
        return _with(self.plural, self.here, **changes)

    def count(self, page: Listed) -> Count | None:
        """Which rows these are, of how many."""
        if not page.rows:
            return None
        last = self.seen + len(page.rows)
        return Count(self.seen + 1, last, page.total.n, self.href(), is_more=page.total.is_more)

    def paging(self, page: Listed) -> Paging:
        """The ways to the pages before and after."""
        return Paging(
            on_href=self.href(after=page.after, seen=str(self.seen + len(page.rows))) if page.after else "",
            back_href=self.href() if self.is_later else "",
            n=self.seen // PAGE + 1,
        )

    def hidden(self, asked_for: Iterable[Field]) -> tuple[tuple[str, str], ...]:
        """What goes on holding when a condition is added."""
        names = {one.name for one in asked_for}
        return tuple((name, value) for name, value in self.here.items() if name not in names)


def ledger_of(
    request: HttpRequest,
    plural: str,
    kind: str,
    page: Listed,
    filters: Mapping[str, str],
    scheme: Scheme,
    view: str,
) -> Ledger:
    """The list as a ledger with its views, conditions and columns."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asking, rows = Asking.of(request, plural, kind, filters), page.rows
    around = around_rows(viewer, scheme, kind, rows, filters, view)
    fields, by_number = fields_of(kind, view, viewer, rows), view == "issued" or kind in NUMBERED
    sides, turn = sides_of(kind, view, viewer)
    doing = done_here(viewer, scheme, kind, asking.ways.get(TO_DO, ""))
    fields = (*fields, *doing)
    sides = (*sides, *(Side("", 1) for _ in doing if sides))
    more_columns = columns(scheme, fields, turn, asking.href(sort="due"), asking.is_by_due)
    may_be_asked = asked(viewer, scheme, kind, filters)
    return Ledger(
        label=title_of(scheme, kind),
        href=f"/{plural}",
        columns=(first_column(viewer, kind, asking.here, by_number), *more_columns),
        rows=tuple(row_of(row, kind, fields, around, by_number=by_number) for row in rows),
        count=asking.count(page),
        sides=sides,
        tabs=view_tabs(plural, kind, filters, view) if view and not viewer.is_inspected else (),
        saved=state_chips(plural, kind, asking.here, filters, page.states),
        conditions=(
            *conditions(scheme, plural, filters, asking.here, around.names),
            *by_due(plural, asking.here),
            *(Condition(TO_CHOOSE, asking.href(**{TO_DO: ""})) for _ in doing),
        ),
        asked=may_be_asked,
        hidden=asking.hidden(may_be_asked),
        paging=asking.paging(page),
        bulk=bulk_acts(viewer, scheme, plural, kind, rows),
        empty=empty_list(viewer, scheme, asking) if not rows else None,
    )


TO_CHOOSE = Text("选一件，按最后一栏办理", "Choose one, and do it in the last column")


def done_here(viewer: Viewer, scheme: Scheme, kind: str, asked: str) -> tuple[LedgerField, ...]:
    """The column with the way to an act on each row, where the list was come to in order to do it on one of them."""
    code, _, value = asked.partition(":")
    act = CATALOGUE.get(code)
    if act is None or act.opens or not act.fits(kind) or not may_open(viewer, scheme, act, value):
        return ()
    words = act_words(scheme, act.code, value)

    def way(row: Subject, around: Around) -> Value:
        return Link(words, addresses.of_act(kind, row.id, act.code, value)) if fits(act, row) else ""

    return (LedgerField(Text("办理", "Do"), way),)


def how_it_fills(scheme: Scheme, kind: str, how: Text) -> Text:
    """The next step where a list is empty, as far as the regulation has it."""
    if kind == "complaint":
        opens = when_it_opens(scheme)
        return Text(f"{opens.zh}{how.zh}", f"{opens.en} {how.en}")
    if kind == "referral" and not is_somebodys(scheme, "disposition.decided"):
        return Text("由{office}移交的列在这里。", "What the {office} hands over stands here.")
    return how


def around_rows(
    viewer: Viewer, scheme: Scheme, kind: str, rows: Sequence[Subject], filters: Mapping[str, str], view: str
) -> Around:
    """What the cells of these rows name: units, bodies, the places that are filtered by, what is owed, posts held."""
    duties = next_duties(viewer, [row.id for row in rows]) if kind in WITH_DUTIES else {}
    named_here = [key for row in rows for key in (row.unit, row.body, *parties_named(row, view))]
    filtered = [UUID(filters[name]) for name in ("unit", "body", *IN_ROUND.get(kind, ())) if name in filters]
    names = names_of([*named_here, *(one.owner for one in duties.values()), *filtered])
    places = [UUID(filters[name]) for name in ("campaign", "inspection", "parent") if name in filters]
    posts = posts_in_words(viewer, scheme, rows) if kind == "person" else {}
    return Around(viewer, scheme, names | titles_of(viewer, places), duties, timezone.localtime(), posts)


NOTHING_HERE = (Text("这里还没有内容", "Nothing stands here yet"), Text("", ""))


def empty_list(viewer: Viewer, scheme: Scheme, asking: Asking) -> Empty:
    """What an empty list says, and the first step where it is the post's."""
    what, how = NOTHING_DUE if asking.is_by_due else EMPTY.get(asking.kind, NOTHING_HERE)
    begun = begin_buttons(viewer, scheme, asking.plural, asking.kind) if asking.kind == "campaign" else ()
    how = worded(scheme, how_it_fills(scheme, asking.kind, how))
    return Empty(what, how, button=next(iter(begun), None))


def posts_in_words(viewer: Viewer, scheme: Scheme, people: Sequence[Subject]) -> dict[UUID, Text]:
    """Of each of these people every post held today: `第一巡查组 组长、柳塘镇 联络员`."""
    held = posts_held(viewer, [one.id for one in people], timezone.localdate())
    words = {
        key: [(body, scheme.words("seats", seat.seat)) for seat, body in posts] for key, posts in held.items()
    }
    return {
        key: Text(
            "、".join(f"{body} {seat.zh}" for body, seat in posts),
            "; ".join(f"{body} {seat.en}" for body, seat in posts),
        )
        for key, posts in words.items()
    }


def bulk_acts(
    viewer: Viewer, scheme: Scheme, plural: str, kind: str, rows: Sequence[Subject]
) -> tuple[BulkAct, ...]:
    """What may be done on several rows at once, as far as it may be done on some of those that are listed."""
    able = possible_together(viewer, acts_together(viewer, scheme, kind), rows, timezone.now())
    return tuple(BulkAct(act.name, f"/{plural}/together/{act.code}") for act in able)


def conditions(
    scheme: Scheme,
    plural: str,
    filters: Mapping[str, str],
    here: Mapping[str, str],
    names: Mapping[UUID, str],
) -> tuple[Condition, ...]:
    """What is filtered, each with the list as it is without it."""
    return tuple(
        Condition(_condition(scheme, name, value, names), _with(plural, here, **{name: ""}))
        for name, value in filters.items()
        if name != "state"
    )


def by_due(plural: str, here: Mapping[str, str]) -> tuple[Condition, ...]:
    """A list read by due date leaves out what has none, and says so."""
    if here.get("sort") != "due":
        return ()
    return (
        Condition(
            Text("只列有期限的，最急的在前", "Only what has a due date, most pressing first"),
            _with(plural, here, sort=""),
        ),
    )


WITH_DUTIES = frozenset(
    {"finding", "complaint", "protection", "clue", "referral", "inspection", "document", "request", "volume"}
)
"""Kinds whose rows can owe something."""


def view_tabs(plural: str, kind: str, filters: Mapping[str, str], view: str) -> tuple[Tab, ...]:
    """The same rows read in another way: findings from either side or from both, papers as the seal's register."""
    views = VIEWS.get(kind, {}).items()
    return tuple(Tab(words, _with(plural, filters, view=name), name == view) for name, words in views)


def state_chips(
    plural: str, kind: str, here: Mapping[str, str], filters: Mapping[str, str], states: Mapping[str, Tally]
) -> tuple[SavedFilter, ...]:
    """Each state with the number of its rows, as a filter."""
    if len(states) < 2 and "state" not in filters:
        return ()
    n = sum(one.n for one in states.values())
    every = Tally(min(n, EXACT), n > EXACT or any(one.is_more for one in states.values()))
    still = [one for state, one in states.items() if state not in FINAL]
    is_open = filters.get("state") == OPEN
    return (
        _chip(Text("全部", "All"), every, _with(plural, here, state=""), "state" not in filters),
        *(
            (_chip(open_words(kind), summed(still), _with(plural, here, state=OPEN), is_open),)
            if is_open or 1 < len(still) < len(states)
            else ()
        ),
        *(
            _chip(
                state_words(kind, state), one, _with(plural, here, state=state), filters.get("state") == state
            )
            for state, one in sorted(states.items(), key=lambda one: STATE_ORDER.get(one[0], 0))
        ),
    )


def _chip(words: Text, tally: Tally, href: str, is_on: bool) -> SavedFilter:
    return SavedFilter(words, tally.n, href, is_on, is_more=tally.is_more)


STATE_ORDER = {state: place + 100 * (state in FINAL) for place, state in enumerate(STATES)}
"""In the order of the work, what is finished last."""


def hides_numbers(viewer: Viewer, kind: str) -> bool:
    """A unit sees neither the running numbers of the register nor their order."""
    return kind == "finding" and viewer.is_inspected


def parties_named(row: Subject, view: str) -> tuple[UUID, ...]:
    """Bodies and people that the cells of a row name beside its unit and team."""
    named = [row.facts.get("receiver")] if row.kind == "referral" else []
    return tuple(key for one in (*named, *(issuing(row) if view == "issued" else ())) if (key := id_of(one)))


def first_column(viewer: Viewer, kind: str, here: Mapping[str, str], by_number: bool) -> Column:
    """The number, by which the list can be read from either end; without numbers, the name or the matter itself."""
    if hides_numbers(viewer, kind):
        return Column(Text("反馈编号", "Number in the feedback"))
    if not by_number:
        name = Text("姓名", "Name") if kind == "person" else Text("名称", "Name")
        return Column(name, is_text=True)
    plural, sort = addresses.KINDS[kind], here.get("sort", "")
    way = "number" if sort != "number" else "-number"
    is_sorted = {"number": "ascending", "-number": "descending"}.get(sort, "")
    return Column(Text("编号", "Number"), sort_href=_with(plural, here, sort=way), sorted=is_sorted)


BY_DUE = (DUE, RECTIFICATION_DUE)


def columns(
    scheme: Scheme, fields: tuple[LedgerField, ...], turn: int, by_due: str, is_by_due: bool
) -> tuple[Column, ...]:
    """The headings of the columns; the rectification side begins with a line, and due dates can be read in order."""
    return tuple(
        Column(
            worded(scheme, one.words),
            sort_href=by_due if one in BY_DUE else "",
            sorted="ascending" if one in BY_DUE and is_by_due else "",
            is_text=one.is_text,
            is_figure=one.is_figure,
            turns=place == turn,
        )
        for place, one in enumerate(fields)
    )


def named(row: Subject, kind: str, by_number: bool) -> Words:
    """What a row begins with and is opened by."""
    first, second = (row.number, row.title) if by_number else (row.title, row.number)
    return first or second or KIND_NAMES[kind]


def row_of(
    row: Subject, kind: str, fields: tuple[LedgerField, ...], around: Around, *, by_number: bool
) -> Row:
    """One line of the list."""
    duty = around.duties.get(row.id)
    due = chip(duty, around.viewer, around.now) if duty else None
    return Row(
        id=str(row.id),
        number=Link(named(row, kind, by_number), addresses.of_subject(kind, row.id)),
        values=tuple(one.cell(row, around) for one in fields),
        light=due.light if due and due.whose is not Whose.NEITHER else None,
        is_theirs=bool(due and due.whose is Whose.THEIRS),
    )


def asked(viewer: Viewer, scheme: Scheme, kind: str, filters: Mapping[str, str]) -> tuple[Field, ...]:
    """The conditions one can add: the kinds of the matter, and what is coded in it."""
    own = {"finding": "sources", "document": "documents", "check": "methods", "request": "requests", "return": "returns",
           "complaint": "intakes", "meeting": "meetings", "body": "body_kinds",
           "inquiry": "inquiries", "evaluation": "evaluations", "undertaking": "undertakings", "referral": "routes"}.get(kind)  # fmt: skip
    lists = {} if own is None or hides_numbers(viewer, kind) else {"code": own}
    lists |= CODED_FACTS.get(kind, {})
    return tuple(
        Field(
            name,
            FieldType.CHOICE,
            found.text,
            value=filters.get(name, ""),
            options=tuple(Option(value.code, value.text) for value in found.values.values()),
            is_needed=False,
        )
        for name, of in lists.items()
        if (found := scheme.lists.get(of)) is not None
    )


CODES_OF = {name: of for facts in CODED_FACTS.values() for name, of in facts.items()}
"""Of which list the codes are that a condition names."""


def _condition(scheme: Scheme, name: str, value: str, names: Mapping[UUID, str]) -> Text:
    """A condition that holds, in words: what is filtered, and by which value."""
    said = {
        "code": Text("类别", "Kind"),
        "unit": Text("单位", "Unit"),
        "inspection": kind_words(scheme, "inspection"),
        "campaign": Text("{round}", "{Round}"),
        "body": Text("机构", "Body"),
        "by": Text("谁查的", "Checked by"),
        "at": Text("查的哪里", "Checked at"),
        "found_at": Text("在哪里查出", "Found at"),
        "own_at": Text("自己查出", "Found by itself"),
    }.get(name, Text(name, name))
    coded = scheme.lists.get(CODES_OF.get(name, ""))
    if name == "code" or coded is not None:
        found = next(
            (
                one.values[value].text
                for one in ([coded] if coded else scheme.lists.values())
                if value in one.values
            ),
            Text(value, value),
        )
        said = coded.text if coded else said
        return Text(f"{said.zh}：{found.zh}", f"{said.en}: {found.en}")
    title = names.get(UUID(value), "—")
    return Text(f"{said.zh}：{title}", f"{said.en}: {title}")


def _with(plural: str, filters: Mapping[str, str], **changes: str) -> str:
    asked = {name: value for name, value in {**filters, **changes}.items() if value}
    return f"/{plural}" + (f"?{urlencode(asked)}" if asked else "")
