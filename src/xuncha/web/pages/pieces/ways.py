"""Where what is owed is done: on the matter itself, on a thing begun for it, or by beginning one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from xuncha.core.acts.competence import roles_for
from xuncha.core.acts.reaching import next_steps
from xuncha.core.catalogue import ANY, CATALOGUE, ActType
from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.naming import joined
from xuncha.core.predicates.sealed import EXTRACT, is_unread
from xuncha.core.record.payload import known_slots
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.rules import Role, Scheme, calls
from xuncha.core.words import Text
from xuncha.queries.begun import begun_in
from xuncha.queries.choices import BEGUN_ON, DRAW_OF_UNITS, act_words, ahead, refusals_now
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import listed as listed_rows
from xuncha.queries.to_choose import kinds_there, things_required
from xuncha.queries.together import Weighed
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.shown import opening_act

MOST_NAMED = 60
"""So many matters are named in the address of a form that takes them over."""

BY_NAME = ("items", "of", "about", "document", "from_ref")
"""Fields by which a thing says what it was begun for."""

PLACED = frozenset({"inspection", "campaign", "unit", "body", "owner"})
"""Scopes in which a duty is discharged by any such act in that place, whatever it names."""


MOST_ROLES = 3
"""So many are named of those who can do what the post cannot."""

TOWARDS = Text("为了办结", "Towards")
"""Said of a duty that an act on the thing begun here will end."""


LACKS = Text("看还缺什么", "See what it lacks")
"""Leads to the page of a thing on which nothing that is owed can be done yet."""


TO_DO = "do"
"""In the address of a list the act, and of which kind, that is done on one of the things in it."""


CHOOSE = Text("选一件来办", "Choose one")
"""Leads to the list of things on one of which it is done."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: its words and where it leads; `is_here` when the act is done on the matter itself.

    `n` says on how many matters at once.
    """

    words: Text
    href: str
    act: str
    value: str
    is_here: bool = False
    n: int = 1


class Ways:
    """The ways of one page; what was begun in its inspections and rounds is looked up once, and only when it is asked for."""

    def __init__(
        self,
        viewer: Viewer,
        scheme: Scheme,
        places: Iterable[Subject],
        begun: Iterable[Subject] | None = None,
    ) -> None:
        self.viewer, self.scheme = viewer, scheme
        self.known = {one.id: one for one in places}
        self.places = {place for one in self.known.values() if (place := _inspection(one) or one.campaign)}
        self._refused: dict[tuple[UUID, str], tuple[Refusal, ...]] = {}
        self._begun = None if begun is None else _newest_first(begun)
        self._listed: dict[str, bool] = {}
        rounds = {one.campaign for one in self.known.values() if one.campaign}
        self.around = (
            self.places | rounds | {key for key, one in self.known.items() if one.kind == "campaign"}
        )
        self._there: frozenset[tuple[UUID, str]] | None = None
        self._met = set[str]()

    def of_duty(self, duty: Duty, subject: Subject, also: Collection[Subject] = ()) -> Way | None:
        """Where a duty on a matter is discharged; a thing begun for it takes over the others of the same lot."""
        if way := self._read_first(duty, subject):
            return way
        acts = [(CATALOGUE[code], _wanted(duty, CATALOGUE[code])) for code in duty.awaits]
        item = self.known.get(id_of(duty.item) or subject.id, subject)
        for act, wanted in acts:
            on = item if act.fits(item.kind) and not act.fits(subject.kind) else subject
            if way := self.of_act(act, wanted, on, duty.scope, also):
                return way
        return next((way for act, wanted in acts if (way := self._among(act, wanted, subject, also))), None)

    def _read_first(self, duty: Duty, subject: Subject) -> Way | None:
        """The extract, where a rule on what is owed asks for it and nobody has read the matter yet."""
        guards = (one for code in duty.awaits for one in self.scheme.guards_on.get(code, ()))
        if not is_unread(subject) or not any(
            call.name == "extracted" for one in guards for call in calls(one.needs)
        ):
            return None
        return self.of_act(CATALOGUE[EXTRACT], (), subject)

    def of_act(
        self,
        act: ActType,
        wanted: tuple[str, ...],
        subject: Subject,
        scope: str = "",
        also: Collection[Subject] = (),
    ) -> Way | None:
        """Where an act of one of these kinds is done for a matter; `scope` is that of the duty it discharges."""
        value = wanted[0] if wanted else ""
        kind = value if act.deciding and act.field(act.deciding) else ""
        if act.opens and (not act.fits(subject.kind) or act.on[0] != subject.kind):
            return self._begin(act, kind, subject, also, lies_in_it=True)
        if act.fits(subject.kind) and (
            kind or not wanted or subject.code in wanted or not _has_kinds(subject)
        ):
            if not may_open(self.viewer, self.scheme, act, kind):
                return None
            if not _is_in_turn(act, subject):
                return self._towards(act, subject)
            if refusals := self._refused.get((subject.id, act.code)):
                return self._instead(act, refusals, subject)
            return _here(act, kind, subject)
        there = self._at_place(act, kind, subject, scope)
        return there or self._through(act, wanted, subject, scope in PLACED, also)

    def to_weigh(self, owed: Iterable[tuple[Duty, Subject | None]]) -> list[Weighed]:
        """The acts that are owed on problems: what refuses them is looked up, so that no button leads to a refusal."""
        asked = {
            (subject.id, step.code): Weighed(step.code, subject, next(iter(_wanted(duty, step)), ""))
            for duty, subject in owed
            if subject and subject.kind == "finding"
            for code in duty.awaits
            for step in self._steps(CATALOGUE[code], subject)
        }
        return list(asked.values())

    def weighed(self, found: Iterable[tuple[Weighed, tuple[Refusal, ...]]]) -> None:
        """What refuses these acts now."""
        self._refused |= {(one.row.id, one.act): refusals for one, refusals in found}

    def lacking(self, duty: Duty, subject: Subject) -> Text | None:
        """What keeps a duty on a problem from being done now, as far as it was weighed."""
        for step in (step for code in duty.awaits for step in self._steps(CATALOGUE[code], subject)):
            for refusal in self._refused.get((subject.id, step.code), ()):
                return next((one.text for one in refusal.missing), refusal.what)
        return None

    def _instead(self, act: ActType, refusals: Iterable[Refusal], subject: Subject) -> Way:
        """What is in turn before an act that is refused: the first of what it lacks that is the post's to do."""
        self._met.add(act.code)  # two acts may wait for each other
        try:
            for missing in (one for refusal in refusals for one in refusal.missing):
                code, _, value = missing.act.partition(":")
                step = CATALOGUE.get(code)
                if step is None or code in self._met or missing.subject not in (None, subject.id):
                    continue
                if way := self.of_act(step, (value,) if value else (), subject, "inspection"):
                    return way
        finally:
            self._met.discard(act.code)
        return Way(LACKS, addresses.of_subject(subject.kind, subject.id), "", "")

    def others_for(self, duty: Duty) -> Text | None:
        """Who does what discharges a duty, where it is not for this post: those of its own body before others."""
        if any(may_open(self.viewer, self.scheme, CATALOGUE[code], "") for code in duty.awaits):
            return None
        able = roles_able(self.scheme, self.viewer.seat.party_kind, duty.awaits)
        return joined(role.text for role in able) if able else None

    def _towards(self, act: ActType, subject: Subject) -> Way | None:
        """Where an act is not in turn yet: the step that leads to it, where that is the post's own; what the post enters for
        others waits for their paper.
        """
        for step in self._steps(act, subject):
            refusals = self._refused.get((subject.id, step.code))
            return self._instead(step, refusals, subject) if refusals else _here(step, "", subject)
        return None

    def _steps(self, act: ActType, subject: Subject) -> Iterator[ActType]:
        """The act itself where it is in turn on a matter, else the post's own steps that lead to it."""
        if act.fits(subject.kind) and _is_in_turn(act, subject):
            yield act
            return
        roles = [self.scheme.roles[name] for name in roles_for(self.scheme, self.viewer.seat)]
        own = {one.partition(":")[0] for role in roles for one in role.may}
        yield from (step for step in next_steps(act, subject.kind, subject.state) if step.code in own)

    def _at_place(self, act: ActType, kind: str, subject: Subject, scope: str) -> Way | None:
        """What is done in a place: in the inspection or the round of the matter, or, where any such act of the owner will
        do, on the page of its own body or unit.
        """
        own = [("unit" if self.viewer.is_inspected else "body", self.viewer.seat.party)]
        around = [("inspection", subject.inspection)]
        around += [] if self.viewer.is_inspected else [("campaign", subject.campaign)]
        for place, key in (*around, *(own if scope == "owner" else ())):
            if key and act.fits(place) and not act.opens and may_open(self.viewer, self.scheme, act, kind):
                return Way(act.name, addresses.of_act(place, key, act.code, kind), act.code, kind)
        return None

    def _among(
        self, act: ActType, wanted: tuple[str, ...], subject: Subject, also: Collection[Subject]
    ) -> Way | None:
        """Where an act is done on one of several things that are there already: their list, from which one is chosen."""
        value = wanted[0] if wanted and act.deciding else ""
        kind = next((one for one in act.on if one in LISTED), "")
        if (
            not kind
            or act.opens
            or act.fits(subject.kind)
            or not may_open(self.viewer, self.scheme, act, value)
        ):
            return None
        place = {"campaign": str(subject.campaign)} if subject.campaign else {}
        asked = {**place, TO_DO: f"{act.code}:{value}".rstrip(":")}
        if kind not in self._listed:
            self._listed[kind] = bool(listed_rows(self.viewer, kind, place, size=1).rows)
        href = f"/{addresses.KINDS[kind]}?{urlencode(asked)}"
        return Way(CHOOSE, href, "", value, n=max(1, len(also))) if self._listed[kind] else None

    def _through(
        self,
        act: ActType,
        wanted: tuple[str, ...],
        subject: Subject,
        is_placed: bool,
        also: Collection[Subject],
    ) -> Way | None:
        """An act on a thing of its own: on the one begun already, else by beginning it."""
        thing = act.on[0]
        if thing not in BEGUN_ON or thing in LISTED:
            return None
        value = wanted[0] if wanted else ""
        for row in self.begun:
            is_meant = row.kind == thing and (not wanted or row.code in wanted) and row.id != subject.id
            if is_meant and _can_come_to(act, row) and _is_for(row, subject, act, is_placed):
                return self._on(act, value, row)
        return self._begin(self._opener(act), value, subject, also, lies_in_it=False)

    def _opener(self, act: ActType) -> ActType:
        """The act that begins the thing an act is done on: the one after which it can be done at once, where there is one."""
        at_once = (
            one
            for one in CATALOGUE.values()
            if one.opens and one.on[:1] == act.on[:1] and one.to in act.needs
        )
        able = (one for one in at_once if may_open(self.viewer, self.scheme, one, ""))
        return next(able, CATALOGUE[opening_act(act.on[0], self.scheme)])

    def _on(self, act: ActType, value: str, row: Subject) -> Way | None:
        page = addresses.of_subject(row.kind, row.id)
        if row.state not in act.needs or not may_open(self.viewer, self.scheme, act, value):
            return Way(Text("接着办", "Go on with it"), page, "", value)
        refusals = self._refusals(act, value, row)
        if not refusals:
            return Way(act.name, addresses.of_act(row.kind, row.id, act.code), act.code, value)
        for missing in (one for refusal in refusals for one in refusal.missing):
            step = CATALOGUE.get(missing.act.partition(":")[0])
            if step is not None and self._is_next(step, row):
                return Way(step.name, addresses.of_act(row.kind, row.id, step.code), step.code, value)
        return Way(LACKS, page, "", value)

    def _is_next(self, step: ActType, row: Subject) -> bool:
        """Whether the post can take a step on a thing that it lacks."""
        may = (
            step.fits(row.kind)
            and row.state in step.needs
            and may_open(self.viewer, self.scheme, step, row.code)
        )
        return may and not self._refusals(step, row.code, row)

    def _refusals(self, act: ActType, value: str, row: Subject) -> tuple[Refusal, ...]:
        """What refuses an act on a thing begun, looked up once a page."""
        key = (row.id, act.code)
        if key not in self._refused:
            self._refused[key] = refusals_now(self.viewer, row, act.code, value, timezone.now())
        return self._refused[key]

    def _begin(
        self, act: ActType, value: str, subject: Subject, also: Collection[Subject], *, lies_in_it: bool
    ) -> Way | None:
        if not may_open(self.viewer, self.scheme, act, value):
            return None
        place = (subject.kind, subject.id) if lies_in_it else next(_places(act, subject), None)
        if place is None or not self._has_choices(act, value, place[1]):
            return None
        href = addresses.of_act(*place, act.code, value, begins=True)
        named = [subject.id]
        if place[1] != subject.id:
            near = [one.id for one in also if one.inspection == subject.inspection]
            named = list(dict.fromkeys([subject.id, *near]))[:MOST_NAMED]
            href += ("&" if "?" in href else "?") + urlencode([("from", key) for key in named])
        words = act.name if lies_in_it else act_words(self.scheme, act.code, value)
        return Way(words, href, act.code, value, n=len(named))

    def _has_choices(self, act: ActType, value: str, place: UUID) -> bool:
        """Whether all that a form requires to be chosen is there, in an inspection or round of this page."""
        kinds = {slot.of for slot in things_required(known_slots(self.scheme, act, value).values())}
        if not kinds or place not in self.around:
            return True
        if self._there is None:
            _ = self.begun  # which is asked for with it
            self._there = kinds_there(self.viewer, self.around)
        return all((place, kind) in self._there for kind in kinds)

    @property
    def begun(self) -> tuple[Subject, ...]:
        if self._begun is None:
            self._begun = begun_in(self.viewer, THROUGH, self.places, self.around)
        return self._begun


def roles_able(scheme: Scheme, own: str, acts: Collection[str]) -> tuple[Role, ...]:
    """The first of those who do one of these acts: of a body of the own kind before others."""
    able = [
        role
        for role in scheme.roles.values()
        if role.body not in NO_BODIES and not {one.partition(":")[0] for one in role.may}.isdisjoint(acts)
    ]
    near = [role for role in able if role.body == own]
    return tuple((near or able)[:MOST_ROLES])


NO_BODIES = frozenset({"", "founder", "clock", "mailbox"})
"""What a role may belong to of which nobody can be asked."""


def _newest_first(rows: Iterable[Subject]) -> tuple[Subject, ...]:
    """Those still worked on, as the record would give them."""
    still = (row for row in rows if row.state not in FINAL)
    return tuple(sorted(still, key=lambda row: row.version, reverse=True))


def _here(act: ActType, kind: str, subject: Subject) -> Way:
    """An act done on the matter itself."""
    href = addresses.of_act(subject.kind, subject.id, act.code, kind)
    return Way(act.name, href, act.code, kind, True)


def _is_in_turn(act: ActType, subject: Subject) -> bool:
    """Whether an act can be done on a matter in the state it is in, whatever else it needs."""
    return act.opens or ANY in act.needs or subject.state in act.needs


def _can_come_to(act: ActType, row: Subject) -> bool:
    """Whether an act can be done on a thing, now or later."""
    return ANY in act.needs or not ahead(row.kind, row.state).isdisjoint(act.needs)


THROUGH = ("document", "referral", "volume", "request", "check")
"""Things on which an act that is owed on another matter is done."""

LISTED = frozenset({"inspection", "complaint", "finding", "clue", "undertaking", "rule", "entry"})
"""Things that are there before something is owed on them: nobody begins one in order to do it."""


def _wanted(duty: Duty, act: ActType) -> tuple[str, ...]:
    """The kinds of an act that discharge a duty, where it asks for some."""
    opener = next(
        (one for one in CATALOGUE.values() if one.opens and one.on[:1] == act.on[:1] and one.deciding), None
    )
    names = ("*", act.deciding, opener.deciding if opener else "", "kind")
    found = (listed(duty.where[name]) for name in names if name and duty.where.get(name))
    return tuple(str(one) for one in next(found, ()))


def _has_kinds(subject: Subject) -> bool:
    """Whether a matter was begun as one of several kinds that acts tell apart."""
    return subject.kind in THROUGH and bool(subject.code)


def _inspection(subject: Subject) -> UUID | None:
    return subject.id if subject.kind == "inspection" else subject.inspection


def _is_for(row: Subject, subject: Subject, act: ActType, is_placed: bool) -> bool:
    """Whether a thing was begun for a matter: it names it, or, where the act was not done on it before, it lies in it, or
    any in the same place will do.
    """
    if (row.inspection, row.campaign) != (_inspection(subject), subject.campaign):
        return False
    if str(subject.id) in {str(one) for name in BY_NAME for one in listed(row.facts.get(name))}:
        return True
    is_near = is_placed or subject.kind == "inspection" or row.parent == subject.id
    return is_near and act.code not in row.facts


def _places(act: ActType, subject: Subject) -> Iterator[tuple[str, UUID]]:
    """Where an act may begin a new thing for a matter: in it, or in what it lies in."""
    around = (
        (subject.kind, subject.id),
        ("inspection", subject.inspection),
        ("campaign", subject.campaign),
        ("body", subject.body),
    )
    places = (*BEGUN_ON.get(act.on[0], ()), *(place for code, place in (DRAW_OF_UNITS,) if code == act.code))
    yield from ((place, key) for place, key in around if key and place in places)
