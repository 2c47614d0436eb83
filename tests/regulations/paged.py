"""
A regulation played through the pages: every act is a form that somebody opens, answers and sends, over a database.

It is asked the same questions as a play in memory (`core.play.Play`), so a test written for the one runs on the other.
What a test then reads of a matter is there only if its page, its print and its export say it in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode
from uuid import UUID, uuid5

import time_machine

from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import SHANGHAI, say_day, say_plain, say_short
from xuncha.core.facts.book import Ask, ask
from xuncha.core.facts.rows import NOBODY, Act, Duty, Seat, Subject, post_on_paper
from xuncha.core.facts.values import listed
from xuncha.core.names.labels import label
from xuncha.core.record.payload import Slot, known_slots
from xuncha.core.refusal import BadFields, Refusal, Refused
from xuncha.core.review.play import SPACE
from xuncha.core.scheme.rules import Scheme

if TYPE_CHECKING:
    from tests.web.through_pages import Control, Through


class Place(Protocol):
    """Where databases come from."""

    def stands_at(self, database: str, visit: int) -> None:
        """Be in this database, on this visit of it."""

    def again(self, database: str, visit: int) -> tuple[str, int]:
        """A database like this one, or another visit of it whose changes nobody will see."""


OWN = Path(__file__).parents[1] / "schemes"


def own_source(scheme: str) -> str:
    """The text of a regulation that does not ship; nothing for one that does."""
    file = OWN / f"{scheme}.toml"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@dataclass
class Paged:
    """One database in which a regulation is played, each act by the account of whoever holds the post."""

    scheme: Scheme = field(repr=False)
    calendar: Calendar = field(repr=False)
    now: datetime
    place: Place = field(repr=False)
    database: str
    visit: int = 0
    shown: list[str] = field(default_factory=list, repr=False)
    """Which values were read on pages; shared with the copies."""
    readers: dict[UUID, tuple[UUID, UUID]] = field(default_factory=dict, repr=False)
    """Who acted on each matter last, and in which post: they are asked what it says."""
    sessions: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False)
    """Who came in where and when; shared with the copies."""
    read: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False)
    """The words of what was read since something was done last; nothing once somebody has a browser, who may do anything."""
    has_browsers: bool = False

    # ------------------------------------------------------------------ the clock

    def on(self, day: date) -> Paged:
        """Move the clock to ten in the morning of a day, Shanghai time."""
        self.now = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
        return self

    def wait(self, days: int) -> Paged:
        self.now += timedelta(days=days)
        return self

    @contextmanager
    def there(self) -> Iterator[None]:
        """In this database, at this time."""
        self.place.stands_at(self.database, self.visit)
        with time_machine.travel(self.now, tick=False):
            yield

    def again(self) -> Paged:
        """The same once more."""
        database, visit = self.place.again(self.database, self.visit)
        return replace(self, database=database, visit=visit, readers=dict(self.readers), read={})

    # ------------------------------------------------------------------ founding

    def key(self, name: str) -> UUID:
        return uuid5(SPACE, name)

    def found(self) -> Paged:
        """Name the office and adopt the regulation."""
        from xuncha.actions import founding

        with self.there():
            founding.found("澜汀", "Lanting", self.scheme.id, source=own_source(self.scheme.id), now=self.now)
        return self

    def keep_up(self) -> None:
        """What the clock does by itself in between: count the silences that are over."""
        from xuncha.actions.clock import count_silences

        self.read.clear()
        with self.there():
            count_silences(self.now)

    def put(self, act: str, fields: Mapping[str, Any], *, kind: str = "", new_id: UUID | None = None) -> UUID:
        """Found something before anyone has a post."""
        return self._founded(act, fields, kind=kind)

    def found_seat(self, party: UUID, fields: Mapping[str, Any]) -> None:
        self._founded("seat.filled", fields, subject=party)

    def _founded(self, act: str, fields: Mapping[str, Any], **where: Any) -> UUID:
        from xuncha.actions import founding

        self.read.clear()
        with self.there():
            try:
                return founding.enter(act, fields, self.now, **where)
            except BadFields as bad:
                raise AssertionError(
                    f"{act} {fields}: {[(one.name, one.text.zh) for one in bad.faults]}"
                ) from bad

    # ------------------------------------------------------------------ looking

    def seat(self, party: UUID, seat: str = "") -> Seat:
        """The seat of a party as held now, or one held by nobody (a body acting through its paper)."""
        held = self.find(ask("seat", party=party, seat=seat, ended_on=None, acting_for=None))
        if held:
            first: Seat = held[0]
            return first
        body = self.subject(party)
        kind = body.code if body.kind == "body" else "unit"
        part = self.scheme.part_of(kind) if body.kind == "body" else ""
        return post_on_paper(party, kind, str(body.facts.get("function", "")), seat, part)

    def find(self, wanted: Ask) -> tuple[Any, ...]:
        from xuncha.store.append import load

        with self.there():
            return load([wanted], locks_duties=False)[wanted]

    def subject(self, key: UUID) -> Subject:
        from xuncha.store.append import subjects_as_they_are

        with self.there():
            return subjects_as_they_are([key])[key]

    def titles(self, keys: Iterable[UUID]) -> dict[UUID, str]:
        """What each of these is called, as far as they are subjects."""
        from xuncha.store.append import subjects_as_they_are

        return {key: row.title for key, row in subjects_as_they_are(list(keys)).items()}

    def duties(self, **where: Any) -> tuple[Duty, ...]:
        found = self.find(ask("duty", **where))
        return tuple(sorted(found, key=lambda duty: (duty.opened_by, str(duty.id))))

    def acts_on(self, key: UUID) -> tuple[Act, ...]:
        """The acts on a matter, the first one first."""
        from xuncha.store.append import run, with_payloads
        from xuncha.store.table import ACT

        with self.there():
            rows = run([(f'{ACT.select()} WHERE subject = %s ORDER BY "position"', [key])])[0]
            return tuple(with_payloads(map(ACT.read, rows)))

    def shows(self, key: UUID, told: Mapping[str, Any], act: str = "") -> Mapping[str, Any]:
        """What a matter holds, or an act on it said, each thing asked for being in words on its page, print and export."""
        return Shown(told, self, key, act)

    def says_kind(self, row: Subject) -> None:
        """The kind of a thing is in words on its page, its print and its export."""
        opened = next(one for one in CATALOGUE.values() if one.opens and row.kind in one.on and one.deciding)
        assert self.shows(row.id, {opened.deciding: row.code}, opened.code)[opened.deciding] == row.code

    def says_holder(self, seat: Seat) -> None:
        """Who sits where is in words on the page of the party, its print and its export."""
        told = {"seat": seat.seat, "person": str(seat.person)}
        self.readers.setdefault(seat.party, (seat.person, seat.id))
        assert dict(self.shows(seat.party, told, "seat.filled")) == told

    # ------------------------------------------------------------------ acting

    def do(self, act: str, fields: Mapping[str, Any] | None = None, **where: Any) -> Act:
        """One act through its form; an act of the calendar, which has no form, by the write path."""
        by = where.pop("by")
        self.read.clear()
        done = self._by_itself if by.party == NOBODY else self._through_page
        with self.there():
            found = done(act, fields or {}, by, **where)
            self.readers[found.subject] = (
                self.readers.get(found.subject, (NOBODY, NOBODY)) if by.party == NOBODY else self.holder(by)
            )
        return found

    def refusals(
        self, act: str, fields: Mapping[str, Any] | None = None, **where: Any
    ) -> tuple[Refusal, ...]:
        """Why an act would be refused now; empty when it could be done."""
        from django.db import transaction

        from xuncha.actions.perform import Entry, perform
        from xuncha.store.viewer import viewer_of

        by = where.pop("by")
        with self.there():
            person, seat = self.holder(by)
            viewer = viewer_of(person, seat, self.now.date())
            assert viewer is not None
            entry = Entry(
                act, fields or {}, where.get("subject"), where.get("within"), where.get("occurred_on"),
                kind=where.get("kind", "") or ("" if where.get("subject") else CATALOGUE[act].on[0]),
                paper=where.get("paper", ""), reason=where.get("reason", ""),
            )  # fmt: skip
            try:
                with transaction.atomic():
                    perform(viewer, [entry], now=self.now)
                    raise _Undone
            except _Undone:
                return ()
            except BadFields:
                raise
            except Refused as refused:
                return refused.refusals

    def _by_itself(self, act: str, fields: Mapping[str, Any], by: Seat, **where: Any) -> Act:
        from xuncha.actions.perform import Entry, perform
        from xuncha.core.facts.rows import INSIDERS
        from xuncha.store.viewer import Viewer

        place = where.get("subject") or where.get("within")
        readers = self.subject(place).readers if place else ()
        viewer = Viewer(NOBODY, "", by, (by,), (NOBODY, INSIDERS, *readers), (NOBODY,), (), ())
        return perform(
            viewer, [Entry(act, fields, where.get("subject"), where.get("within"))], now=self.now
        ).acts[0]

    def holder(self, by: Seat) -> tuple[UUID, UUID]:
        """Who sits at the browser, and in which post; a post that nobody holds yet is given to somebody."""
        if by.person != NOBODY:
            return by.person, by.id
        seat = by.seat or "clerk"
        if not self.find(ask("seat", party=by.party, seat=seat, ended_on=None)):
            person = self.put("person.registered", {"title": f"{self.subject(by.party).title}经办"})
            self.found_seat(by.party, {"seat": seat, "person": str(person)})
        held = self.seat(by.party, seat)
        return held.person, held.id

    @contextmanager
    def desk(self, by: Seat) -> Iterator[Through]:
        """Whoever holds a post, at the browser, here and now."""
        with self.there():
            self.shown.append(by.seat)
            yield self.browser(*self.holder(by))

    def browser(self, person: UUID, seat: UUID) -> Through:
        """Somebody in one of their posts, at a browser."""
        self.has_browsers = True
        return self._browser(person, seat)

    def _browser(self, person: UUID, seat: UUID) -> Through:
        """Who came in once in one place at one moment, and has a fresh browser each time."""
        from tests.web.through_pages import Through

        moment = (self.database, self.visit, self.now, person, seat)
        if moment not in self.sessions:
            self.sessions[moment] = self._logged_in(person, seat)
        return Through(None, self.sessions[moment])

    def words(self, way: str, reader: tuple[UUID, UUID], address: str) -> str:
        """What somebody reads, prints or exports at an address; as long as nothing is done it says the same."""
        moment = (way, reader, address, self.now)
        if self.has_browsers or moment not in self.read:
            self.read[moment] = getattr(self._browser(*reader), way)(address)
        return self.read[moment]

    def _logged_in(self, person: UUID, seat: UUID) -> str:
        """The key of a new session."""
        from tests.web.through_pages import Through
        from xuncha.store.account import Account

        account, _ = Account.objects.get_or_create(
            person=person,
            defaults={"login_name": f"test.{person}", "display_name": self.subject(person).title},
        )
        session = Through(account).client.session
        session["post"] = str(seat)
        session.save()
        return str(session.session_key)

    def _through_page(
        self, act: str, fields: Mapping[str, Any], by: Seat, *, subject: UUID | None = None, within: UUID | None = None,
        kind: str = "", occurred_on: date | None = None, reason: str = "", paper: str = "",
    ) -> Act:  # fmt: skip
        from tests.web.through_pages import FormReader, words_of
        from xuncha.web import addresses
        from xuncha.web.pages.acting.preset import kind_of

        entry = CATALOGUE[act]
        value = str(fields.get(entry.deciding, "")) if entry.deciding else ""
        if value.startswith("other:"):  # what no list names is written in the form
            value = ""
        place = subject or within
        plural = addresses.KINDS[self.subject(place).kind if place else kind or entry.on[0]]
        asked = urlencode(
            {name: said for name, said in (("kind", value), ("duty", fields.get("duty", ""))) if said}
        )
        address = f"/{plural}/{f'{place}/' if place else ''}{'do' if subject else 'begin'}/{act}?{asked}"
        person, seat = self.holder(by)
        who = self._browser(person, seat)
        form = FormReader(who.html(address)).controls
        assert form, f"{address} has no form for {self.subject(person).title}"
        known = known_slots(
            self.scheme, entry, value or (kind_of(entry, self.subject(subject)) if subject else "")
        )
        sent = Answers(self, entry, form, known).of(fields)
        every = {
            "occurred_on": occurred_on.isoformat() if occurred_on else "",
            "reason": reason,
            "paper": paper,
        }
        for name, said in every.items():
            if said:
                assert name in form, f"{address} does not ask {name}; it asks {list(form)}"
                sent[name] = [said]
        answer = who.client.post(address, {**sent, "do": ["act"]})
        assert answer.status_code in (302, 303), (
            f"{address} {answer.status_code} {fields}\n{words_of(answer.content.decode())[:1800]}"
        )
        return self._last(act)

    def _last(self, act: str) -> Act:
        from xuncha.store.append import run, with_payloads
        from xuncha.store.table import ACT

        rows = run([(f'{ACT.select()} WHERE type = %s ORDER BY "position" DESC LIMIT 1', [act])])[0]
        return with_payloads([ACT.read(rows[0])])[0]


class _Undone(Exception):
    """Ends a trial of an act."""


@dataclass
class Answers:
    """What somebody puts into a form that is open before them."""

    play: Paged
    entry: ActType
    form: Mapping[str, Control]
    slots: Mapping[str, Slot]

    def of(self, fields: Mapping[str, Any]) -> dict[str, list[str]]:
        """The form as the browser sends it: what it says already, and these answers."""
        sent = {name: list(control.values) for name, control in self.form.items() if control.values != [""]}
        for name, value in fields.items():
            if name in (self.entry.deciding, "duty") and not {name, f"{name}-free"} & self.form.keys():
                continue  # it was chosen before the form opened
            sent |= self._answer(self.slots[name], name, value)
        return {name: values for name, values in sent.items() if values}

    def _answer(self, slot: Slot, name: str, value: Any) -> dict[str, list[str]]:
        if slot.type in ("items", "map"):
            cells = {
                f"{name}-{n}-{part}": cell for n, line in enumerate(value) for part, cell in line.items()
            }
            return {
                key: [str(one) for one in (cell if isinstance(cell, list) else [cell])]
                for key, cell in self._asked(cells).items()
            }
        if slot.type == "file":
            told = value[0] if isinstance(value, list) else value
            return {
                key: [str(said)]
                for key, said in self._asked({f"{name}-{part}": said for part, said in told.items()}).items()
            }
        if f"{name}-0-one" in self.form:  # of very many things each one wanted is written in a line
            return {f"{name}-{n}-one": [self._words(one)] for n, one in enumerate(value)}
        if (
            name not in self.form and f"{name}-free" in self.form
        ):  # a list the regulation leaves to the office
            return {f"{name}-free": [str(value).removeprefix("other:")]}
        assert name in self.form, f"{self.entry.code} does not ask {name}; it asks {list(self.form)}"
        control = self.form[name]
        if isinstance(value, bool):
            value = "yes" if value else "no"
            return {name: [value] if value in control.options.values() or value == "yes" else []}
        values = [str(one) for one in (value if isinstance(value, list) else [value])]
        if control.type == "lookup":
            return {name: [self._words(one) for one in values]}
        if control.options:
            free = [one.removeprefix("other:") for one in values if one.startswith("other:")]
            listed = [one for one in values if not one.startswith("other:")]
            missing = set(listed) - set(control.options.values())
            assert not missing, (
                f"{self.entry.code}.{name} does not offer {missing}; it offers {control.options}"
            )
            return {name: listed} | ({f"{name}-free": free} if free else {})
        return {name: ["\n".join(values)]}

    def _asked(self, cells: Mapping[str, Any]) -> Mapping[str, Any]:
        """Cells of the first line must be asked; further lines are given on request."""
        unasked = [one for one in cells if one not in self.form and ("-0-" in one or one.count("-") == 1)]
        assert not unasked, f"{self.entry.code} does not ask {unasked}; it asks {list(self.form)}"
        return cells

    def _words(self, value: str) -> str:
        """What is on record is chosen by its name where the form offers it; otherwise as it was given."""
        try:
            key = UUID(value)
        except ValueError:
            return value
        return str(key)


class Shown(Mapping[str, Any]):
    """What a matter holds; whatever a test asks for must be in words on its page, its print and its export."""

    def __init__(self, told: Mapping[str, Any], play: Paged, key: UUID, act: str = "") -> None:
        self.told, self.play, self.key, self.act = told, play, key, act

    def __iter__(self) -> Iterator[str]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    def __getitem__(self, name: str) -> Any:
        from xuncha.queries.subjects import called, subjects_by_id
        from xuncha.store.viewer import viewer_of
        from xuncha.web.shown import NO, YES, references_in, value_words

        value = self.told[name]
        if name == "_":
            return self._mark(value)
        with self.play.there():
            row = self.play.subject(self.key)
            viewer = viewer_of(*self.play.readers[self.key], self.play.now.date())
            assert viewer is not None
            slot = slot_called(self.play.scheme, row, name, self.act, self.told)
            pointed = list(references_in(value))
            names = called(viewer, pointed)
            titles = {str(one.id): one.title for one in subjects_by_id(viewer, pointed).values()}
            words = value_words(self.play.scheme, slot, value, names)
            assert all(one.zh != "—" for one in words), f"{name} names what its reader may not read"
            self.play.shown.append(name)
            if isinstance(value, bool) and words[0] in (YES, NO):
                self._stands(row, [beside(slot.text.zh, words[0].zh)])
                return value
            self._stands(
                row, [ways_to_say(one.zh, raw, titles) for one, raw in zip(words, listed(value), strict=True)]
            )
        return self.told[name]

    def _mark(self, value: Mapping[str, str]) -> Mapping[str, str]:
        """Who said it, and on which day."""
        with self.play.there():
            by = self.play.subject(UUID(value["party"])).title
            day = date.fromisoformat(value["on"])
            self.play.shown.append("_")
            self._stands(self.play.subject(self.key), [(by,), ways_to_say(say_day(day).zh, day)])
        return value

    def _stands(self, row: Subject, said: list[tuple[str, ...]]) -> None:
        """Each thing said, in one of the ways it may be written, on the page, the print and the export."""
        from xuncha.web import addresses

        reader = self.play.readers[self.key]
        address = addresses.of_subject(row.kind, row.id)
        for place, way in (("page", "reads"), ("print", "prints"), ("export", "exports_record")):
            words = self.play.words(way, reader, address)
            run_on = words.replace("\n", "")
            missing = [ways for ways in said if not any(one in words or one in run_on for one in ways)]
            assert not missing, f"the {place} of {address} lacks {missing}:\n{words[-2500:]}"


def ways_to_say(words: str, value: Any, titles: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """How a value may be written: a day with its weekday, without it, or as the record has it; a matter with its number,
    or by its title in a table of such matters.
    """
    if title := titles.get(str(value)):
        return words, title
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return (words,)
    return words, say_plain(day).zh, say_short(day).zh, day.isoformat(), day.strftime("%Y.%m.%d")


def beside(label: str, words: str) -> tuple[str, ...]:
    """A mere yes or no says something only beside its question: in facts, in a line of what happened, in an exported row."""
    return f"{label}\n{words}", f"{label}：{words}", f'"{label}","{words}"'


NUMBERS = frozenset({"told_as"})
"""What no form asks because the record gives it: the number under which a unit knows its problem."""


def slot_called(scheme: Scheme, row: Subject, name: str, act: str, told: Mapping[str, Any]) -> Slot:
    """The field of this name in the form of the act that said it, or among the forms of acts on such a matter: one whose
    list knows the value, where any does."""
    from xuncha.web.shown import opening_act

    if name in NUMBERS:
        return Slot(name, label(name), "text")
    first = CATALOGUE[act or opening_act(row.kind, scheme)]
    others = sorted((one for one in CATALOGUE.values() if one.fits(row.kind)), key=lambda one: not one.opens)
    found = [
        slot
        for entry in (first, *others)
        for value in (str(told.get(entry.deciding, "")) if entry.deciding else "", row.code, "")
        if (slot := known_slots(scheme, entry, value).get(name))
    ]
    assert found, f"no form of {row.kind} asks {name}"
    codes = {str(one) for one in listed(told[name])}
    knows = (one for one in found if one.type != "code" or codes <= set(scheme.lists[one.of].values))
    return next(knows, found[0])
