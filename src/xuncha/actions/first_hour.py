"""An office's first hour, whole: its name and regulation, bodies, units, people with their posts and accounts.

The command `xuncha init` does all of it at once with `found_office`, or founds the office with one person, who goes on
with the page of the first hour.  Each step is one transaction: it is done whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuncha.actions.founding import FOUNDER, body, found, person, seat, unit
from xuncha.core.first_hour.parties import Party, standing_bodies
from xuncha.core.first_hour.people import PersonLine
from xuncha.core.first_hour.table import same
from xuncha.core.first_hour.units import UnitLine
from xuncha.core.record.payload import SCAN
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of
from xuncha.store.viewer import Viewer
from xuncha.vault.password import new_password

Progress = Callable[[str, int, int], None]
"""Is told what is being entered, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What a person is handed on paper to come in with.  The password stands here and nowhere else."""

    name: str
    place: str
    account: str
    password: str


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A body or unit of the record, as far as the first hour needs it."""

    id: UUID
    party: Party


def silent(what: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


def found_office(
    name: Text,
    scheme: str,
    units: Sequence[UnitLine],
    people: Sequence[PersonLine],
    now: datetime,
    *,
    is_practice: bool = False,
    source: str = "",
    progress: Progress = silent,
) -> tuple[Slip, ...]:
    """Found the office with everything typed in its first hour; the slips to print.  Raises AlreadyFounded."""
    with transaction.atomic():
        version = found(name.zh, name.en, scheme, is_practice=is_practice, source=source, now=now)
        form_bodies(scheme_of(version), now)
        enter_units(units, now, progress)
        return enter_people(people, now, progress)


def form_bodies(scheme: Scheme, now: datetime) -> None:
    """Form the bodies the regulation speaks of, as far as they are missing."""
    there = {(known.party.kind, known.party.function) for known in known_parties()}
    with transaction.atomic():
        for party in standing_bodies(scheme):
            if (party.kind, party.function) not in there:
                body(party.kind, party.title, now, function=party.function)


def enter_units(
    lines: Sequence[UnitLine], now: datetime, progress: Progress = silent, *, by: Viewer = FOUNDER
) -> None:
    """Register units in the order given, a parent before its children."""
    keys = {same(known.party.title): known.id for known in known_parties() if known.party.kind == "unit"}
    with transaction.atomic():
        for done, line in enumerate(lines, 1):
            above = keys[same(line.parent)] if line.parent else None
            keys[same(line.title)] = unit(line.title, line.kind, now, above, by=by)
            progress("units", done, len(lines))


def enter_people(
    lines: Sequence[PersonLine],
    now: datetime,
    progress: Progress = silent,
    *,
    by: Viewer = FOUNDER,
    paper: str = "",
    scan: Any = None,
) -> tuple[Slip, ...]:
    """Register people, fill their seats and give each an account; one slip for each person.

    `paper` is the number of the paper by which they were appointed, `scan` its file, for the bodies whose seats change
    by one only; the seats of units do not carry the file.
    """
    parties = {same(known.party.title): known for known in known_parties()}
    persons: dict[str, UUID] = {}
    with transaction.atomic():
        for done, line in enumerate(lines, 1):
            place = parties[same(line.place)]
            home = place if place.party.kind == "unit" and not line.home else parties.get(same(line.home))
            if line.account not in persons:
                persons[line.account] = person(line.name, now, home.id if home else None, by=by)
            _fill(place, line, persons[line.account], home, now, by, paper, scan)
            progress("people", done, len(lines))
        return tuple(_accounts(lines, persons, progress))


def _fill(
    place: KnownParty,
    line: PersonLine,
    holder: UUID,
    home: KnownParty | None,
    now: datetime,
    by: Viewer,
    paper: str,
    scan: Any,
) -> None:
    more: dict[str, Any] = {"home_unit": str(home.id)} if home else {}
    if scan and place.party.kind != "unit":
        more[SCAN.name] = scan
    seat(place.id, line.seat, holder, now, by=by, paper=paper, leadership=line.leadership, **more)


def _accounts(lines: Sequence[PersonLine], persons: dict[str, UUID], progress: Progress) -> Iterable[Slip]:
    for done, (account, holder) in enumerate(persons.items(), 1):
        mine = [line for line in lines if line.account == account]
        word = new_password()
        Account.objects.create_account(account, mine[0].name, word, person=holder, is_from_slip=True)
        progress("accounts", done, len(persons))
        yield Slip(mine[0].name, "、".join(line.place for line in mine), account, word)


def known_parties() -> tuple[KnownParty, ...]:
    """The bodies outside any round, and the units, that are in the record."""
    rows = run(
        [
            ("SELECT id, title, CASE WHEN kind = 'unit' THEN 'unit' ELSE code END, coalesce(facts ->> 'function', '')"
             " FROM subject WHERE kind = ANY(%s) AND campaign IS NULL AND state = ANY(%s) ORDER BY version",
             [["body", "unit"], ["formed", "current"]])
        ]
    )[0]  # fmt: skip
    return tuple(KnownParty(key, Party(title, kind, function)) for key, title, kind, function in rows)


def accounts_taken() -> frozenset[str]:
    """Every account that has been given."""
    return frozenset(Account.objects.values_list("login_name", flat=True))
