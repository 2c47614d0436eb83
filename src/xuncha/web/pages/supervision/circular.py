"""A circular of the slowest: the product fills the table, a person chooses who is named, those named are heard, a person signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.actions.attach import used
from xuncha.actions.perform import Entry, NotThere, done_before, perform
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of
from xuncha.core.office.held import (
    LEAST,
    Figures,
    Held,
    days_held,
    figures,
    in_month,
    last_of_month,
    whole_months,
)
from xuncha.core.office.held_lines import FIELD, MADE_FOR, as_line
from xuncha.core.record.payload import read_day
from xuncha.core.refusal import BadFields, FieldFault, Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.circular import MayGet, may_get_it
from xuncha.queries.held import MOST as MOST_STEPS
from xuncha.queries.held import Steps, steps_in, steps_in_each
from xuncha.queries.shared_reading import MOST, shared_by, shared_by_each
from xuncha.queries.subjects import names_of, subject_for_page, subjects_by_id
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Card, Prose
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import ActPage
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.acting.act import DONE_BEFORE, read_form
from xuncha.web.pages.acting.asker import Asker, asked_slots
from xuncha.web.pages.frame import show
from xuncha.web.pages.pieces.frozen_figures import month_words
from xuncha.web.pages.supervision.supervising import ASKS, DRAFTED, HEARD, circular_kinds, with_cut
from xuncha.web.typed import Typed, told

TITLE = Text("用时通报", "Circular on days held")

DAYS_TO_ANSWER = 7
"""Days from today that the form proposes for the answers."""

LISTED = 30
"""Matters that a request names."""


@seated
def circular(request: Asked, key: UUID) -> HttpResponse:
    """First month and addressees, then the table with the form of the paper; what is sent is one command."""
    viewer = request.viewer
    place = subject_for_page(viewer, key)
    if place is None or place.kind != "campaign":
        raise Http404
    scheme = scheme_for(place)
    kinds = circular_kinds(scheme, viewer)
    if not kinds:
        raise Http404
    circle = Circle.read(viewer, place, scheme, kinds, request)
    if not circle.is_chosen:
        return show(request, "act_form.html", circle.first_page("month" in request.GET))
    if request.method != "POST":
        return show(request, "act_form.html", circle.page(None))
    return _sent(request, circle)


def _sent(request: Asked, circle: Circle) -> HttpResponse:
    """The draft with its figures, and a request to each that it names: all or nothing."""
    viewer = request.viewer
    typed, files = read_form(request, circle.asker)
    named = circle.named(request.POST.getlist(NAMED))
    answer_by = read_day(request.POST.get(ANSWER_BY, ""), timezone.localdate())
    faults = list(circle.faults(named, answer_by))
    try:
        if done_before(viewer, typed.key, told(request)):
            say_on_next_page(request, Said(DONE_BEFORE))
            return lead_to(request, addresses.of_subject("campaign", circle.place.id))
        if faults:
            raise BadFields((*typed.unread, *faults), typed.fields)
        assert answer_by is not None
        entries = circle.entries(typed, named, answer_by)
        done = perform(viewer, entries, key=typed.key, told=told(request), now=timezone.now())
    except Refused as refused:
        page = circle.page(refused, typed, request.POST.getlist(NAMED), request.POST.get(ANSWER_BY, ""))
        return show(request, "act_form.html", page, status=422)
    except NotThere:
        raise Http404 from None
    used(viewer, files.keys)
    n = len(named)
    say_on_next_page(
        request, Said(Text(f"已起草，并请 {n} 家先说明", f"Drafted; {n} were asked for their word first"))
    )
    return lead_to(request, addresses.of_subject("document", done.subject or circle.place.id))


NAMED, ANSWER_BY = "named", "answer_by"
NOBODY_NAMED = Text("至少勾一家", "Tick one at least")
DAY_TO_COME = Text("写一个今天以后的日子", "Write a day after today")


@dataclass(frozen=True, slots=True)
class Named:
    """One that a circular names: its figures, and what it held of what the addressees and itself may open."""

    figures: Figures
    held: tuple[Held, ...]

    @classmethod
    def of(cls, party: UUID, held: Iterable[Held]) -> Named:
        own = tuple(one for one in held if one.party == party)
        return cls(figures(own).get(party, Figures(party, 0, 0, 0, 0, None)), own)

    @property
    def party(self) -> UUID:
        return self.figures.party


def _opens_too_little(names: str) -> Text:
    return Text(
        f"{names}自己能打开的不足{LEAST}件，不能点",
        f"{names}: of these may open fewer than {LEAST} matters and is not named",
    )


@dataclass(frozen=True)
class Circle:
    """What a circular is made from: its kind, its month, to whom it goes, and what all of these may open."""

    viewer: Viewer
    place: Subject
    scheme: Scheme
    kinds: tuple[str, ...]
    kind: str
    month: date | None
    to: tuple[UUID, ...]
    may: MayGet
    """Everybody who may get it, by name."""

    @classmethod
    def read(
        cls, viewer: Viewer, place: Subject, scheme: Scheme, kinds: tuple[str, ...], request: Asked
    ) -> Circle:
        """What the address asks for; what it garbles is as if it were not there."""
        may = may_get_it(viewer, place.id)
        asked = [key for one in request.GET.getlist("to") if (key := id_of(one)) in may.names]
        months = whole_months(day_of(place.facts.get("starts_on")), timezone.localdate())
        month = next((one for one in months if f"{one:%Y-%m}" == request.GET.get("month")), None)
        kind = next((one for one in kinds if one == request.GET.get("kind")), kinds[0])
        return cls(
            viewer, place, scheme, kinds, kind, month, tuple(dict.fromkeys(filter(None, asked)))[:MOST], may
        )

    @property
    def is_chosen(self) -> bool:
        return self.month is not None and bool(self.to)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        here = addresses.of_subject("campaign", self.place.id)
        return (Link(self.place.title, here), Link(Text("各单位用时", "Days held"), f"{here}/held"))

    # ------------------------------------------------------------------ first

    def first_page(self, was_asked: bool) -> ActPage:
        """Which month, and to whom."""
        months = whole_months(day_of(self.place.facts.get("starts_on")), timezone.localdate())
        lacks = Text("请选", "Please choose") if was_asked else ""
        fields = [
            Field("month", FieldType.CHOICE, Text("月份（只用已经过完的整月）", "Month (whole months that are over)"),
                  options=tuple(Option(f"{one:%Y-%m}", month_words(one)) for one in months),
                  value=f"{self.month:%Y-%m}" if self.month else "", error="" if self.month else lacks),
            Field("to", FieldType.CHOICES, Text("发给谁", "To whom"), options=tuple(Option(str(key), name) for key, name in self.may.names.items()),
                  values=tuple(map(str, self.to)), help=with_cut(ALL_MAY_OPEN, self.may.is_cut), error="" if self.to else lacks),
        ]  # fmt: skip
        if len(self.kinds) > 1:
            words = [self.scheme.value("documents", one) for one in self.kinds]
            options = tuple(Option(one.code, one.text) for one in words if one)
            fields.insert(
                0,
                Field(
                    "kind", FieldType.CHOICE, Text("哪一种", "Which kind"), options=options, value=self.kind
                ),
            )
        back = Link(Text("返回", "Back"), self.crumbs[-1].href)
        form = FormPage("", Text("看用时", "See the days"), tuple(fields), only_asks=True, back=back)
        if not months:
            form = replace(form, will=NO_MONTH)
        return ActPage(Heading(TITLE, crumbs=self.crumbs, here=TITLE), form)

    # ------------------------------------------------------------------ then

    @cached_property
    def steps(self) -> Steps:
        """What all addressees may open."""
        return steps_in(self.viewer, self.place, shared_by(self.to))

    def held_in(self, steps: Steps) -> tuple[Held, ...]:
        """What was held in the month, as it stood on its last day."""
        assert self.month is not None
        return in_month(days_held(steps.steps, last_of_month(self.month)), self.month)

    @cached_property
    def candidates(self) -> tuple[Figures, ...]:
        """Those who held enough of it for figures to be shown, the slowest first; nobody where not all of it was looked at."""
        if self.steps.is_cut:
            return ()
        told = [one for one in figures(self.held_in(self.steps)).values() if not one.is_withheld]
        names = names_of(one.party for one in told)
        shown = [one for one in told if one.party in names]
        return tuple(sorted(shown, key=lambda one: (-one.median, -one.longest, names[one.party])))

    @cached_property
    def names(self) -> Mapping[UUID, str]:
        return names_of((*self.to, *(one.party for one in self.candidates)))

    def named(self, ticked: list[str]) -> list[Named]:
        """Those who are ticked, each with what it may open itself as well: it is told of nothing else."""
        parties = [one.party for one in self.candidates if str(one.party) in ticked]
        shared = shared_by_each([(*self.to, party) for party in parties])
        own = [self.held_in(one) for one in steps_in_each(self.viewer, self.place, shared)] if parties else []
        return [Named.of(party, held) for party, held in zip(parties, own, strict=True)]

    @cached_property
    def slots(self) -> Mapping[str, Any]:
        """What the form of the paper asks beside what the product knows."""
        found = asked_slots(self.scheme, CATALOGUE[DRAFTED], self.kind)
        return {name: slot for name, slot in found.items() if slot.source not in (PERIOD, PARTIES)}

    @cached_property
    def asker(self) -> Asker:
        return Asker(
            self.viewer, self.scheme, CATALOGUE[DRAFTED], self.kind, self.place, "document", self.slots
        )

    def page(
        self,
        refused: Refused | None,
        sent: Typed | None = None,
        named: list[str] | None = None,
        answer_by: str = "",
    ) -> ActPage:
        """Who may be named, by when they answer, and the paper's own form."""
        asked = self.asker.page(sent.fields if sent else {}, refused, sent)
        errors = {
            one.field: one.text
            for refusal in (refused.refusals if refused else ())
            for one in refusal.missing
        }
        day = answer_by or (timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)).isoformat()
        options = tuple(Option(str(one.party), self._words(one)) for one in self.candidates)
        fields = (
            Field(NAMED, FieldType.CHOICES, Text("点到哪些单位、机构", "Whom it names"), options=options,
                  values=tuple(named or ()), help=SLOWEST_FIRST, error=errors.get(NAMED, "")),
            Field(ANSWER_BY, FieldType.DATE, Text("请它们在哪一天以前说明", "By which day they are to answer"), value=day,
                  error=errors.get(ANSWER_BY, "")),
        )  # fmt: skip
        whom = "、".join(self.names[key] for key in self.to)
        month = month_words(self.month) if self.month else Text("", "")
        none = CUT if self.steps.is_cut else NOTHING_SHARED
        card = Card(Text("怎样算的", "How it was counted"), (
            Prose(Text(f"{month.zh}，发给：{whom}", f"{month.en}, to: {whom}")),
            Prose(COUNTED if self.candidates else none),
        ))  # fmt: skip
        form = replace(asked.form, fields=(*fields, *asked.form.fields) if self.candidates else (), known=())
        if not self.candidates:
            form = FormPage(
                "",
                Text("重新选", "Choose again"),
                (),
                only_asks=True,
                will=none,
                back=self.crumbs[-1],
            )
        return ActPage(Heading(TITLE, crumbs=self.crumbs, here=month), form, (card,))

    def _words(self, one: Figures) -> Text:
        name = self.names[one.party]
        return Text(
            f"{name}：{one.n} 件，在手 {one.open} 件，中位 {one.median} 天，最长 {one.longest} 天",
            f"{name}: {one.n} matters, {one.open} in hand, middle {one.median} days, longest {one.longest} days",
        )

    def faults(self, named: list[Named], answer_by: date | None) -> list[FieldFault]:
        """What is wrong with what this page asks beside the form."""
        found = [] if named else [FieldFault(NAMED, NOBODY_NAMED)]
        if closed := [self.names[one.party] for one in named if one.figures.is_withheld]:
            found.append(FieldFault(NAMED, _opens_too_little("、".join(closed))))
        if answer_by is None or answer_by <= timezone.localdate():
            found.append(FieldFault(ANSWER_BY, DAY_TO_COME))
        return found

    def entries(self, typed: Typed, named: list[Named], answer_by: date) -> list[Entry]:
        """The draft with its figures, then a request to each that it names."""
        assert self.month is not None
        key, month = uuid4(), self.month
        lines = [as_line(one.figures, one.held, month) for one in named]
        fields = {**typed.fields, FIELD: lines, MADE_FOR: [str(one) for one in self.to]}
        facts = "\n".join(self._words(one.figures).zh for one in named)
        values = {
            PERIOD: f"{month:%Y-%m}",
            PARTIES: [str(one.party) for one in named],
            FACTS: fields.get("facts") or facts,
        }
        for name, slot in asked_slots(self.scheme, CATALOGUE[DRAFTED], self.kind).items():
            if slot.source in values and not fields.get(name):
                fields[name] = values[slot.source]
        draft = replace(self.asker.entry(replace(typed, fields=fields)), new_id=key)
        asked = (
            Entry(
                ASKS,
                self._request(one, answer_by),
                within=key,
                kind="request",
                by=draft.by,
                paper=draft.paper,
            )
            for one in named
        )
        return [draft, *asked]

    def _request(self, one: Named, answer_by: date) -> dict[str, Any]:
        """What each is asked, with its own figures and matters, so that it can answer on them."""
        assert self.month is not None
        own = sorted(one.held, key=lambda held: -held.days)
        matters = subjects_by_id(self.viewer, [held.matter for held in own[:LISTED]])
        month = month_words(self.month)
        lines = [
            f"{n}. {row.title}：{say_plain(held.since).zh}起，{held.days} 天"
            for n, held in enumerate(own[:LISTED], 1)
            if (row := matters.get(held.matter))
        ]
        text = "\n".join(
            [f"拟在{month.zh}用时通报中列出：{self._words(one.figures).zh}。有不同情况的，请说明。", *lines]
        )
        return {
            "kind": HEARD,
            "to": str(one.party),
            "title": f"{month.zh}用时，请先说明",
            "text": text,
            "due": answer_by.isoformat(),
        }


PERIOD, PARTIES, FACTS = "held.period", "held.parties", "held.facts"
"""What a form may take from the days held: `from = "held.period"` the month, `held.parties` those named, `held.facts` their figures."""

ALL_MAY_OPEN = Text(
    "只算这里选的每一家都能打开的事项，点名也在办这些事项的各方里点。选得越多，共同能打开的越少。",
    "Only matters that everybody chosen here may open are counted, and those who held them may be named. The more are chosen, the"
    " less they share.",
)
SLOWEST_FIRST = Text(
    "按中位天数，用时长的在前；点谁由人定。只列单位和机构，不列个人。",
    "By the middle, the longest first; who is named is for a person to decide. Bodies and units only, never a person.",
)
COUNTED = Text(
    f"算到这个月的最后一天：月内办出的和月底还在手的。等别人的时间已经扣除。不足{LEAST}件的不列。{{complaint}}件、线索、移交、调查一概不算。",
    f"As of the last day of the month: what was passed on in it and what was still in hand. The waiting for others is taken out. Of"
    f" fewer than {LEAST} matters nothing is listed. {{Complaint}}s, clues, referrals and inquiries are never counted.",
)
NOTHING_SHARED = Text(
    f"大家都能打开的事项里，没有哪一家有{LEAST}件以上。请少选几家，例如只选{{leaders}}，或者{{leaders}}和一个单位，各发各的。",
    f"Of what all of those chosen may open, nobody held {LEAST} matters. Choose fewer, for example the {{leaders}} alone, or it and"
    " one unit, and send each its own.",
)
CUT = Text(
    f"大家都能打开的太多，超过 {MOST_STEPS} 步，算不全，所以不列，也不能起草。请改发给单位，各发各的。",
    f"All of those chosen may open more than {MOST_STEPS} steps, so not all are counted, nothing is listed and nothing can be drafted."
    " Send it to units instead, to each its own.",
)
NO_MONTH = Text(
    "这一{round}还没有过完的整月，下个月再来。",
    "No whole month of this {round} is over yet; come back next month.",
)
