"""准备会议: the agenda filled from the log, ordered and added to by a person, printed, and gone on with as the record of the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import day_in_shanghai, say_short
from xuncha.core.dates.due import shown_on
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import day_of, id_of
from xuncha.core.names.nouns import kind_words, noun, worded
from xuncha.core.record.payload import COUNT, NOT_A_COUNT, TOOK_PART, Slot, half_width, known_slots
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.agenda import Agenda, Happened, agenda_for, day_held, last_meeting
from xuncha.queries.choices import act_words
from xuncha.queries.shared_reading import MOST, shared_by
from xuncha.queries.sitting import kinds_of_bodies, who_may_sit
from xuncha.queries.subjects import names_of, subject_for_page, subjects_by_id
from xuncha.store import drafts
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.drafting import address
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Block, Buttons, Card, Prose, Shown
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option, line_name
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Words
from xuncha.web.kit.pages import ActPage, SubjectPage
from xuncha.web.kit.paper import Paper, PaperTable, PrintedBy
from xuncha.web.kit.posted import asks_more_lines, lines_posted
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import brand, jurisdiction, show
from xuncha.web.pages.pieces.matter_links import matter_link
from xuncha.web.pages.supervision.supervising import HELD_MEETING, meeting_kinds, with_cut

TITLE = Text("准备会议", "Prepare a meeting")
LINES, LOG, SITTING = "agenda", "meeting.log", "meeting.bodies"
FILLED = 30
"""Lines that are filled in; of more, the rest is said and may be chosen by its name."""


@seated
def prepare(request: Asked, plural: str, key: UUID) -> HttpResponse:
    """Which meeting and who sits there; then the agenda to tick, order and add to; then the agenda as it was kept."""
    viewer = request.viewer
    place = subject_for_page(viewer, key)
    if place is None or addresses.PLURALS.get(plural) != place.kind:
        raise Http404
    scheme = scheme_for(place)
    kinds = meeting_kinds(scheme, viewer, place)
    if not kinds:
        raise Http404
    plan = Plan.read(viewer, place, scheme, kinds, request)
    if request.GET.get("kept"):
        return (
            plan.printed(request)
            if request.GET["kept"] == "paper"
            else show(request, "subject.html", plan.kept_page())
        )
    if not plan.is_chosen:
        return show(request, "act_form.html", plan.first_page())
    if request.method != "POST":
        return show(request, "act_form.html", plan.page(plan.rows))
    return _sent(request, plan)


def _sent(request: Asked, plan: Plan) -> HttpResponse:
    """The agenda is kept as the draft of the meeting's record, for whoever prepares it alone."""
    rows = [dict(row) for row in lines_posted(plan.field(()), request.POST)]
    wrong = {
        line_name(LINES, n, COUNT): NOT_A_COUNT
        for n, row in enumerate(rows)
        if row.get(COUNT) and not half_width(row[COUNT]).isdecimal()
    }
    chosen = (
        sorted((row for row in rows if row.get(COUNT)), key=lambda row: int(half_width(row[COUNT])))
        if not wrong
        else []
    )
    if asks_more_lines(request.POST) or wrong or not chosen:
        error = "" if asks_more_lines(request.POST) or wrong else NOTHING_CHOSEN
        page = plan.page(rows, error=error, cells=wrong)
        return show(request, "act_form.html", page, status=422 if wrong or error else 200)
    drafts.keep(request.viewer, plan.record, plan.place.id, tuple(plan.said(chosen)))
    say_on_next_page(
        request, Said(Text(f"议程已存，共 {len(chosen)} 项", f"The agenda is kept: {len(chosen)} items"))
    )
    return lead_to(request, plan.address(kept="1"))


NOTHING_CHOSEN = Text("至少有一项要写顺序", "Give one item at least its place")


@dataclass(frozen=True)
class Plan:
    """A meeting that is being prepared: its kind, its place, and who will sit there."""

    viewer: Viewer
    place: Subject
    scheme: Scheme
    kinds: Mapping[str, Text]
    kind: str
    sitting: tuple[UUID, ...]
    known: Mapping[UUID, str]
    is_cut: bool

    @classmethod
    def read(
        cls, viewer: Viewer, place: Subject, scheme: Scheme, kinds: Mapping[str, Text], request: Asked
    ) -> Plan:
        """What the address asks for; the own body always sits there."""
        own = viewer.seat.party
        may = who_may_sit(viewer, place)
        known = may.names
        asked = [key for one in request.GET.getlist("with") if (key := id_of(one)) in known]
        kind = next((one for one in kinds if one == request.GET.get("kind")), "")
        return cls(
            viewer,
            place,
            scheme,
            kinds,
            kind,
            tuple(dict.fromkeys([own, *filter(None, asked)]))[:MOST],
            known,
            may.is_cut,
        )

    @property
    def is_chosen(self) -> bool:
        return bool(self.kind)

    @property
    def here(self) -> str:
        return addresses.of_subject(self.place.kind, self.place.id)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (Link(self.place.title, self.here),)

    @property
    def record(self) -> str:
        """The form in which the meeting is recorded."""
        return addresses.of_act(self.place.kind, self.place.id, HELD_MEETING, self.kind, begins=True)

    def address(self, **more: str) -> str:
        """This page for the same meeting."""
        asked: dict[str, Any] = {"kind": self.kind, "with": [str(one) for one in self.sitting], **more}
        return f"{self.here}/meeting?{urlencode(asked, doseq=True)}"

    # ------------------------------------------------------------------ first

    def first_page(self) -> ActPage:
        """Which meeting, and who will sit there."""
        others = {key: name for key, name in self.known.items() if key != self.viewer.seat.party}
        kinds = tuple(Option(code, words) for code, words in self.kinds.items())
        only = kinds[0].value if len(kinds) == 1 else ""
        fields = [
            Field("kind", FieldType.CHOICE, Text("哪一种会议", "Which meeting"), options=kinds, value=only)
        ]
        if others:
            words = Text("除了本方，还有谁参加", "Who sits there beside ourselves")
            options = tuple(Option(str(key), name) for key, name in others.items())
            fields.append(
                Field(
                    "with",
                    FieldType.CHOICES,
                    words,
                    options=options,
                    is_needed=False,
                    help=with_cut(ALL_MAY_READ, self.is_cut),
                )
            )
        form = FormPage(
            "",
            Text("填议程", "Fill the agenda"),
            tuple(fields),
            only_asks=True,
            back=Link(Text("返回", "Back"), self.here),
        )
        return ActPage(Heading(TITLE, crumbs=self.crumbs, here=TITLE), form)

    # ------------------------------------------------------------------ then

    @cached_property
    def last(self) -> Subject | None:
        return last_meeting(self.viewer, self.place, self.kind)

    @cached_property
    def since(self) -> date:
        """From when on the log is read: the last such meeting, else the beginning of the round or whatever it is held in."""
        if self.last is not None:
            return day_held(self.last)
        return day_of(self.place.facts.get("starts_on")) or self.place.opened_on

    @cached_property
    def agenda(self) -> Agenda:
        return agenda_for(self.viewer, self.place, self.since, self.last, shared_by(self.sitting), self.now)

    @cached_property
    def now(self) -> datetime:
        return timezone.localtime()

    @cached_property
    def items(self) -> tuple[tuple[str, Subject], ...]:
        """Every line that is offered with its matter, each matter once: what has to be decided first, what was found last."""
        names = names_of(duty.owner for duty, _ in self.agenda.late)
        found: dict[UUID, tuple[str, Subject]] = {}
        for text, row in _items(self.scheme, self.agenda, names, self.now):
            found.setdefault(row.id, (text, row))
        return tuple(found.values())

    @property
    def rows(self) -> list[dict[str, str]]:
        return [
            {COUNT: str(n), "text": text, "refs": str(row.id)}
            for n, (text, row) in enumerate(self.items[:FILLED], 1)
        ]

    def field(
        self, rows: Iterable[Mapping[str, str]], error: Words = "", cells: Mapping[str, Words] | None = None
    ) -> Field:
        """The lines: a place, the words, the matter."""
        matters = {row.id: row for _, row in self.items}
        options = tuple(Option(str(key), matter_link(row).words) for key, row in matters.items())
        columns = (
            Field(COUNT, FieldType.NUMBER, Text("顺序", "Place"), is_needed=False),
            Field("text", FieldType.TEXT, Text("议题", "Item"), is_needed=False),
            Field(
                "refs", FieldType.REF, Text("涉及", "About"), options=options, is_needed=False, is_fixed=True
            ),
        )
        return Field(LINES, FieldType.LINES, Text("议程", "Agenda"), columns=columns, rows=tuple(rows), is_needed=False,
                     help=NO_PLACE, error=error, row_errors=cells or {})  # fmt: skip

    def page(
        self, rows: list[dict[str, str]], *, error: Words = "", cells: Mapping[str, Words] | None = None
    ) -> ActPage:
        """The agenda to be ticked, ordered and added to."""
        form = FormPage(
            "",
            Text("存议程", "Keep the agenda"),
            (self.field(rows, error, cells),),
            will=self.will,
            back=Link(Text("返回", "Back"), self.here),
        )
        sitting = "、".join(name for key in self.sitting if (name := self.known.get(key)))
        card = Card(Text("怎样填的", "How it was filled"), (
            Prose(Text(f"参加的：{sitting}", f"Who sits there: {sitting}")),
            Prose(ALL_MAY_READ),
        ))  # fmt: skip
        words = self.kinds[self.kind]
        return ActPage(
            Heading(Text(f"准备：{words.zh}", f"Prepare: {words.en}"), crumbs=self.crumbs, here=words),
            form,
            (card,),
        )

    @property
    def will(self) -> Text:
        """Since when the log was read, and what did not fit."""
        on, left = say_short(self.since), len(self.items) - FILLED
        what = (
            Text(
                f"上次是{on.zh}，从那以后发生和补记的都在下面",
                f"The last one was on {on.en}; what happened or was entered since stands below",
            )
            if self.last
            else Text(
                f"还没有开过；从{on.zh}起的都在下面",
                f"None was held yet; what came since {on.en} stands below",
            )
        )
        if left <= 0:
            return what
        return Text(
            f"{what.zh}；还有 {left} 项没有填上，可以在空行里选",
            f"{what.en}; {left} more are not filled in and may be chosen in an empty line",
        )

    def said(self, chosen: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
        """The answers of the form of the meeting's record, as if they had been typed there."""
        for n, row in enumerate(chosen):
            for name in ("text", "refs"):
                if row.get(name):
                    yield line_name("items", n, name), self._key(row[name]) if name == "refs" else row[name]
        yield "at", timezone.localdate().isoformat()
        for party in self.sitting:
            yield TOOK_PART, str(party)
        for slot in known_slots(self.scheme, CATALOGUE[HELD_MEETING], self.kind).values():
            if slot.source == SITTING:
                yield from ((slot.name, code) for code in self._listed(slot))
            if slot.source == LOG:
                yield slot.name, self.log_words()

    def _listed(self, slot: Slot) -> Iterator[str]:
        """Who sits there, of those that the regulation lists for a field by the kind of the body."""
        kinds = {*kinds_of_bodies(self.viewer, self.sitting).values()}
        listed = self.scheme.listed(slot.of)
        yield from (code for code in (listed.values if listed else ()) if code in kinds)

    def _key(self, typed: str) -> str:
        """The matter that a line is about, also where it was written by its words."""
        known = {str(matter_link(row).words): str(row.id) for _, row in self.items}
        return known.get(typed, typed)

    def log_words(self) -> str:
        """What happened since the last meeting, in one line each."""
        lots = (
            (FOUND_WORDS, self.agenda.found),
            (DECIDED_WORDS, self.agenda.decided),
            (CLOSED_WORDS, self.agenda.closed),
        )
        lines = [
            f"{words.zh} {len(lot)} 件：{'；'.join(row.title for _, row in lot[:10])}"
            for words, lot in lots
            if lot
        ]
        return "\n".join([*lines, *([f"逾期 {len(self.agenda.late)} 项"] if self.agenda.late else [])])

    # ------------------------------------------------------------------ kept

    @cached_property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The lines of the agenda that is kept, each with its words and the id of its matter."""
        lines: dict[int, dict[str, str]] = {}
        for name, value in drafts.said_in(self.viewer, self.record) if self.kind else ():
            field, _, rest = name.partition("-")
            n, _, column = rest.partition("-")
            if field == "items" and n.isdecimal():
                lines.setdefault(int(n), {})[column] = value
        return tuple((lines[n].get("text", ""), lines[n].get("refs", "")) for n in sorted(lines))

    def _kept_lines(self) -> Iterator[tuple[str, Subject | None]]:
        matters = subjects_by_id(self.viewer, [key for _, one in self.kept if (key := id_of(one))])
        for text, one in self.kept:
            key = id_of(one)
            yield text, matters.get(key) if key else None

    def kept_page(self) -> SubjectPage:
        """The agenda as it was kept: to be printed, changed, and gone on with after the meeting."""
        if not self.kept:
            raise Http404
        words = self.kinds[self.kind]
        title = Text(f"{words.zh}议程", f"Agenda: {words.en}")
        lines = tuple(
            Line((str(n), text, matter_link(row) if row else "—"))
            for n, (text, row) in enumerate(self._kept_lines(), 1)
        )
        heads = (
            Head(Text("序", "No."), is_short=True),
            Head(Text("议题", "Item")),
            Head(Text("涉及", "About")),
        )
        buttons = (
            Button(
                Text("会后：记录会议", "After it: record the meeting"),
                address(self.record, "on"),
                is_filled=True,
            ),
            Button(Text("看打印稿", "See the paper"), self.address(kept="paper")),
            Button(Text("重新填", "Fill it again"), self.address()),
        )
        parts: tuple[Shown, ...] = (Table(title, heads, lines), Prose(KEPT, is_quiet=True), Buttons(buttons))
        return SubjectPage(Heading(title, crumbs=self.crumbs, here=title), (Block("agenda", title, parts),))

    def printed(self, request: Asked) -> HttpResponse:
        """The agenda on paper."""
        if not self.kept:
            raise Http404
        office, is_practice = jurisdiction()
        words = self.kinds[self.kind]
        rows = tuple(
            (str(n), text, matter_link(row).words if row else "")
            for n, (text, row) in enumerate(self._kept_lines(), 1)
        )
        heads = (Text("序", "No."), Text("议题", "Item"), Text("涉及", "About"))
        sitting = "、".join(name for key in self.sitting if (name := self.known.get(key)))
        table = PaperTable(Text("议程", "Agenda"), heads, rows, is_numbered=True)
        paper = Paper(
            title=Text(f"{words.zh}议程", f"Agenda: {words.en}"),
            parts=(Prose(Text(f"参加：{sitting}", f"Present: {sitting}")), table),
            office=brand(office, noun(self.scheme, "work")),
            printed_by=PrintedBy(self.viewer.name, self.now, 0),
            is_practice=is_practice,
            back=Link(Text("返回", "Back"), self.address(kept="1")),
        )
        return render(request, "paper.html", {"paper": paper})


ALL_MAY_READ = Text(
    "议程里只有参加的每一方都能打开、也都会被告知的事；{complaint}件、线索、移交、调查不上议程。要讲别的，自己加一行。",
    "The agenda holds only what everybody who sits there may open and is told of; complaints, clues, referrals and inquiries stand"
    " on none. Anything else is a line of your own.",
)
NO_PLACE = Text(
    "不写顺序的不上议程；要添的写在空行里",
    "What has no place is left out; write what you add in the empty lines",
)
KEPT = Text(
    "议程只有您自己看得到，开会以前可以再改；会后从这里记录会议，议题不用再写一遍。",
    "Only you see the agenda, and may change it until the meeting; afterwards record the meeting from here, and nothing is typed twice.",
)
FOUND_WORDS, DECIDED_WORDS, CLOSED_WORDS = (
    Text("发现", "Found"),
    Text("决定", "Decided"),
    Text("办结", "Closed"),
)


def _items(
    scheme: Scheme, agenda: Agenda, names: Mapping[UUID, str], now: datetime
) -> Iterator[tuple[str, Subject]]:
    for row in agenda.waiting:
        yield f"请决定：{row.title}", row
    for row in agenda.requests:
        yield f"请求：{row.title}", row
    for duty, row in agenda.late:
        yield _late(scheme, duty, names, now), row
    for words, lot in (
        (FOUND_WORDS, agenda.found),
        (DECIDED_WORDS, agenda.decided),
        (CLOSED_WORDS, agenda.closed),
    ):
        for happened in lot:
            yield _said(scheme, words, happened), happened[1]


def _late(scheme: Scheme, duty: Duty, names: Mapping[UUID, str], now: datetime) -> str:
    rule = scheme.duties.get(duty.rule)
    whose = names.get(duty.owner, "") if duty.owner else ""
    days = (day_in_shanghai(now) - shown_on(duty.due_at)).days if duty.due_at else 0
    return f"逾期 {days} 天：{rule.text.zh if rule else duty.rule}（{whose}）"


def _said(scheme: Scheme, words: Text, happened: Happened) -> str:
    """`发现：补贴滞留（反馈问题，10月29日）`: the matter first, then what was done on it."""
    act, row = happened
    done = worded(scheme, act_words(scheme, act.type, act.value)).zh
    kind = done.partition("：")[2] or done
    return f"{words.zh}：{row.title or kind_words(scheme, row.kind).zh}（{kind}，{say_short(act.occurred_on).zh}）"
