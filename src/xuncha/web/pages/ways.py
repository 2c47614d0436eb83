"""Where what is owed is done: on the matter itself, on a thing begun for it, or by beginning one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from xuncha.core.book import FINAL
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.refusal import Refusal
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.values import listed
from xuncha.core.words import Text
from xuncha.queries.begun import begun_in
from xuncha.queries.choices import BEGUN_ON, act_words, refusals_now
from xuncha.queries.posts import may_open
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.shown import opening_act

MOST_NAMED = 60
"""So many matters are named in the address of a form that takes them over."""

BY_NAME = ("items", "of", "about", "document", "from_ref")
"""Fields by which a thing says what it was begun for."""

PLACED = frozenset({"inspection", "campaign", "unit", "body", "owner"})
"""Scopes in which a duty is discharged by any such act in that place, whatever it names."""


TOWARDS = Text("为了办结", "Towards")
"""Said of a duty that an act on the thing begun here will end."""


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
    """The ways of one page; what was begun in its inspections is looked up once, and only when it is asked for."""

    def __init__(
        self,
        viewer: Viewer,
        scheme: Scheme,
        places: Iterable[Subject],
        begun: Iterable[Subject] | None = None,
    ) -> None:
        self.viewer, self.scheme = viewer, scheme
        self.places = {place for one in places if (place := _inspection(one))}
        self._refused: dict[tuple[UUID, str], tuple[Refusal, ...]] = {}
        self._begun = None if begun is None else _newest_first(begun)

    def of_duty(self, duty: Duty, subject: Subject, also: Collection[Subject] = ()) -> Way | None:
        """Where a duty on a matter is discharged; a thing begun for it takes over the others of the same lot."""
        found = (
            self.of_act(CATALOGUE[code], _wanted(duty, CATALOGUE[code]), subject, duty.scope in PLACED, also)
            for code in duty.awaits
        )
        return next((way for way in found if way), None)

    def of_act(
        self,
        act: ActType,
        wanted: tuple[str, ...],
        subject: Subject,
        is_placed: bool,
        also: Collection[Subject] = (),
    ) -> Way | None:
        """Where an act of one of these kinds is done for a matter."""
        value = wanted[0] if wanted else ""
        kind = value if act.deciding and act.field(act.deciding) else ""
        if act.opens and (not act.fits(subject.kind) or act.on[0] != subject.kind):
            return self._begin(act, kind, subject, also, lies_in_it=True)
        if act.fits(subject.kind) and (
            kind or not wanted or subject.code in wanted or not _has_kinds(subject)
        ):
            if not may_open(self.viewer, self.scheme, act, kind):
                return None
            return Way(
                act.name, addresses.of_act(subject.kind, subject.id, act.code, kind), act.code, kind, True
            )
        return self._through(act, wanted, subject, is_placed, also)

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
        if thing not in BEGUN_ON:
            return None
        value = wanted[0] if wanted else ""
        for row in self.begun:
            is_meant = row.kind == thing and (not wanted or row.code in wanted) and row.id != subject.id
            if is_meant and _is_for(row, subject, is_placed):
                return self._on(act, value, row)
        return self._begin(CATALOGUE[opening_act(thing, self.scheme)], value, subject, also, lies_in_it=False)

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
        return Way(Text("看还缺什么", "See what it lacks"), page, "", value)

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
        place = (subject.kind, subject.id) if lies_in_it else next(_places(act.on[0], subject), None)
        if place is None:
            return None
        href = addresses.of_act(*place, act.code, value, begins=True)
        named = [subject.id]
        if place[1] != subject.id:
            near = [one.id for one in also if one.inspection == subject.inspection]
            named = list(dict.fromkeys([subject.id, *near]))[:MOST_NAMED]
            href += ("&" if "?" in href else "?") + urlencode([("from", key) for key in named])
        words = act.name if lies_in_it else act_words(self.scheme, act.code, value)
        return Way(words, href, act.code, value, n=len(named))

    @property
    def begun(self) -> tuple[Subject, ...]:
        if self._begun is None:
            self._begun = begun_in(self.viewer, THROUGH, self.places)
        return self._begun


def _newest_first(rows: Iterable[Subject]) -> tuple[Subject, ...]:
    """Those still worked on, as the record would give them."""
    still = (row for row in rows if row.state not in FINAL)
    return tuple(sorted(still, key=lambda row: row.version, reverse=True))


THROUGH = ("document", "referral", "volume", "request")
"""Things on which an act that is owed on another matter is done."""


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


def _is_for(row: Subject, subject: Subject, is_placed: bool) -> bool:
    """Whether a thing was begun for a matter: it lies in it, names it, or any in the same inspection will do."""
    if row.inspection != _inspection(subject):
        return False
    named = {str(one) for name in BY_NAME for one in listed(row.facts.get(name))}
    return is_placed or subject.kind == "inspection" or row.parent == subject.id or str(subject.id) in named


def _places(kind: str, subject: Subject) -> Iterator[tuple[str, UUID]]:
    """Where a new thing of this kind may be begun for a matter: in it, or in what it lies in."""
    around = (
        (subject.kind, subject.id),
        ("inspection", subject.inspection),
        ("campaign", subject.campaign),
        ("body", subject.body),
    )
    yield from ((place, key) for place, key in around if key and place in BEGUN_ON.get(kind, ()))
