"""The measurements in their order: acts and replay while the record is whole, then reading over made-up rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection

from xuncha.bench import acts, bare, hashing, imports, logged, processes, proofs, reading, reports, rows
from xuncha.bench.clients import Load
from xuncha.bench.figures import Figure, at_least, at_most, in_ms
from xuncha.bench.ground import Ground, fsync_rate
from xuncha.bench.round import UNIT_NAMES, Round
from xuncha.server.publishing import publish_all
from xuncha.server.trouble import Trouble
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import Viewer, viewer_of

DUTIES = 10_000
MANY = 100_000
"""The letters that the goals of an import are set for."""
Say = Callable[[str], None]


@dataclass
class Bench:
    """One run: the ground, how long each measurement lasts, and what was found."""

    ground: Ground
    seconds: float
    sizes: Sequence[int]
    workers: int
    parts: frozenset[str]
    letters: int
    rounds: int
    say: Say

    def figures(self) -> Iterator[Figure]:
        """Every figure as soon as it is known."""
        if "g" in self.parts:  # needs nothing of an office
            self.say("the tree of the log")
            yield from hashing.growing()
        self.say(f"{self.rounds} round{'s' * (self.rounds > 1)} of eight units made")
        self.round = Round(self.rounds)
        self.round.build()
        with self.ground.served(self.workers) as site:
            if "a" in self.parts:
                yield from self.writing(site)
            if "f" in self.parts:
                yield from self.memory()
                yield from self.imports()
            if "e" in self.parts:
                yield from self.replaying()
            if "h" in self.parts:
                yield from self.public(site)
            if "g" in self.parts:  # the record several times over: nothing is replayed after it
                self.say("the log of the record")
                yield from logged.logging(min(logged.SAMPLE, 10 * self.letters))
            if "h" in self.parts:
                yield from proofs.proved(self.ground, proofs.latest_report())
            if "a" in self.parts:  # what is bare agrees with no record: nothing is replayed after it
                yield from self.bare_writing()
            if "f" in self.parts:
                yield from self.bare_letters()
            if "b" in self.parts:
                yield from self.ledgers(site)
            if "c" in self.parts:
                yield from self.desk(site)
            if "d" in self.parts:
                yield from self.searching(site)

    # ------------------------------------------------------------------ (a)

    def writing(self, site: str) -> Iterator[Figure]:
        """Acts through the pages, with the disk's own rate beside each."""
        lots: tuple[tuple[str, float, Callable[[], Load]], ...] = (
            ("findings over 8 units, 8 clients", 300, lambda: acts.findings(site, self.round, UNIT_NAMES, self.seconds)),
            ("findings into one unit's ledger, 8 clients", 150,
             lambda: acts.findings(site, self.round, UNIT_NAMES[:1], self.seconds)),
            ("letters into the teams' registers, 8 clients", 150,
             lambda: acts.letters(site, self.round, self.seconds)),
        )  # fmt: skip
        for what, goal, measure in lots:
            self.say(what)
            disk = f"disk {fsync_rate(self.ground.folder):,.0f} fsync/s"
            load = measure()
            used = load.used.each(len(load.seconds))
            p50, p95 = in_ms(load.seconds)
            words, is_met = at_least(load.rate, goal)
            if goal == 300:
                words, is_met = f"{words}/s, p95 <= 80 ms", is_met and p95 <= 80
            yield Figure("a", what, round(load.rate, 1), "acts/s", words, is_met, p50, p95, f"{disk}; {used}")

    def bare_writing(self) -> Iterator[Figure]:
        """The rows of a finding as bare SQL: what part of the time is the database's."""
        model = self._newest_finding()
        inspections = [self._key(f"inspection {unit}") for unit in UNIT_NAMES]
        for what, n in (
            ("same rows as bare SQL, 8 units, 8 clients", 8),
            ("same rows as bare SQL, one ledger", 1),
        ):
            self.say(what)
            disk = f"disk {fsync_rate(self.ground.folder):,.0f} fsync/s"
            load = bare.same_rows(self.ground, model, inspections[:n], acts.CLIENTS, self.seconds)
            p50, p95 = in_ms(load.seconds)
            yield Figure("a", what, round(load.rate, 1), "acts/s", "", None, p50, p95, disk)

    # ------------------------------------------------------------------ (e)

    def replaying(self) -> Iterator[Figure]:
        """Every act folded anew and every row compared."""
        self.say("replay")
        began = time.perf_counter()
        report = replay()
        took = time.perf_counter() - began
        if report.differences:
            raise Trouble(f"the replay differs: {report.differences[0]}")
        rate = report.acts / took
        words, is_met = at_least(rate, 15_000)
        what = f"replay and compare {report.acts:,} acts, {report.rows:,} rows"
        yield Figure("e", what, round(rate), "acts/s", words, is_met)

    # ------------------------------------------------------------------ (h)

    def public(self, site: str) -> Iterator[Figure]:
        """Reports and codes at the portal, with staff at their pages."""
        self.say("the public portal")
        self.round.founding.make_keys(self.round.office)
        publish_all()
        yield from reports.submitting(self.ground, self.seconds)
        yield from reports.flooded(self.ground, site, self.seconds)

    # ------------------------------------------------------------------ (b)

    def ledgers(self, site: str) -> Iterator[Figure]:
        """The ledger of findings, filtered and sorted, for four readers at each size."""
        model = self._newest_finding()
        unit = self._key(UNIT_NAMES[0])
        self._bar_member(self._key(UNIT_NAMES[1]))
        overseers = [self._key("office"), self._key("group")]
        held = 0
        first: dict[str, float] = {}
        for size in self.sizes:
            self.say(f"{size:,} findings are made")
            rows.findings(held, size, model, overseers, self._key("team1"), unit,
                          [self._key(name) for name in UNIT_NAMES], self.round.campaigns)  # fmt: skip
            self.ground.settled()
            held = size
            for reader in self._readers():
                self.say(f"ledger of {size:,} findings, {reader.words}")
                load = reading.alone(site, reader.login_name, reading.LEDGER)
                p50, p95 = in_ms(load.seconds)
                crowd = reading.crowded(site, reader.login_name, reading.LEDGER, min(self.seconds, 3))
                _, crowd_p95 = in_ms(crowd.seconds)
                bare_p50, _ = in_ms(reading.bare_ledger(reader.viewer).seconds)
                small = first.setdefault(reader.words, p95)
                words, is_met = at_most(p95, 30)
                yield Figure("b", f"page of {size:>9,} findings, {reader.words}", p95, "ms",
                             f"{words} and <= 1.2 x smallest", is_met and p95 <= 1.2 * small + 0.5, p50, p95,
                             f"bare SQL {bare_p50:,.1f} ms, x{p95 / small:.2f}")  # fmt: skip
                words, is_met = at_most(crowd_p95, 120)
                crowd_p50, _ = in_ms(crowd.seconds)
                yield Figure("b", "  8 clients at once", crowd_p95, "ms", words, is_met, crowd_p50, crowd_p95,
                             f"{crowd.rate:,.0f} pages/s")  # fmt: skip

    def _readers(self) -> tuple[reading.Reader, ...]:
        told = (("office", "office", "office/clerk"), ("team head", "team1-head", "team1/head"),
                (f"unit that reads {rows.UNIT_READS}", UNIT_NAMES[0], f"{UNIT_NAMES[0]}/principal"),
                ("member recused from a unit", "team1-member", "team1/member"))  # fmt: skip
        return tuple(reading.Reader(words, login, self._viewer(seat)) for words, login, seat in told)

    def _bar_member(self, unit: UUID) -> None:
        person = self._person("team1/member")
        statement = (
            "INSERT INTO bar (id, person, unit, ground, since, decided, kept_off, version)"
            " VALUES (gen_random_uuid(), %s, %s, 'kin', now(), true, true, 1) ON CONFLICT DO NOTHING"
        )
        run([(statement, [person, unit])])

    # ------------------------------------------------------------------ (c)

    def desk(self, site: str) -> Iterator[Figure]:
        """The desk of a team head who owes ten thousand things."""
        self.say(f"desk with {DUTIES:,} open duties")
        team = self._key("team1")
        dated = "SELECT id FROM duty WHERE state = 'open' AND due_at IS NOT NULL ORDER BY due_at LIMIT 1"
        [[model]] = run([(dated, [])])[0]
        rows.duties(
            DUTIES,
            model,
            team,
            [key for name, key in self.round.office.keys.items() if name.startswith("inspection ")],
        )
        self.ground.settled()
        load = reading.alone(site, "team1-head", "/desk")
        p50, p95 = in_ms(load.seconds)
        words, is_met = at_most(p95, 50)
        yield Figure("c", f"desk with {DUTIES:,} open duties", p95, "ms", words, is_met, p50, p95)

    # ------------------------------------------------------------------ (f)

    def memory(self) -> Iterator[Figure]:
        """All processes of the office as it now stands."""
        held = processes.held_by_office()
        words, is_met = at_most(held.all, 400)
        what = f"memory: {self.workers} web processes, PostgreSQL, this one"
        yield Figure(
            "f", what, round(held.all), "MB", words, is_met, beside=f"PostgreSQL {held.postgres:,.0f} MB"
        )

    def imports(self) -> Iterator[Figure]:
        """A table of letters as acts, until they are on record and until they are found."""
        self.say(f"a table of {self.letters:,} letters is brought in")
        disk = f"disk {fsync_rate(self.ground.folder):,.0f} fsync/s"
        brought = imports.brought_in(
            self.ground, imports.letters(self.ground.folder.path / "letters.csv", self.letters)
        )
        for what, value, unit, goal in (
            (f"import of {self.letters:,} rows, each an act", brought.entered, "s", 120),
            ("  searchable after", brought.findable, "s", 180),
            ("  most memory of the import", brought.memory, "MB", 300),
        ):
            words, is_met = at_most(value, goal) if self.letters >= MANY else ("", None)
            yield Figure("f", what, round(value, 1), unit, words, is_met, beside=disk if unit == "s" else "")

    def bare_letters(self) -> Iterator[Figure]:
        """The rows of one letter as bare SQL, one after another."""
        disk = f"disk {fsync_rate(self.ground.folder):,.0f} fsync/s"
        place = [self._key(f"inspection {UNIT_NAMES[0]}")]
        load = bare.same_rows(self.ground, self._newest_letter(), place, 1, min(self.seconds, 3))
        yield Figure(
            "f",
            "rows of a letter as bare SQL, one by one",
            round(load.rate, 1),
            "rows/s",
            "",
            None,
            beside=disk,
        )

    # ------------------------------------------------------------------ (d)

    def searching(self, site: str) -> Iterator[Figure]:
        """The newest fifty letters with a word of two characters, for a team head, among very many."""
        if "f" not in self.parts:
            imports.brought_in(
                self.ground, imports.letters(self.ground.folder.path / "letters.csv", self.letters)
            )
        n = imports.copies(2 * self.letters)
        self.ground.settled("search")
        [[hits]] = run([("SELECT count(*) FROM search WHERE grams @> ARRAY[%s]", [imports.WORD])])[0]
        self.say(f"search for a word with {hits:,} hits in {n:,}")
        load = reading.alone(site, "team1-head", f"/search?{urlencode({'q': imports.WORD})}")
        p50, p95 = in_ms(load.seconds)
        bare_p50, _ = in_ms(reading.bare_search(self._viewer("team1/head"), imports.WORD).seconds)
        words, is_met = at_most(p95, 100)
        what = f"newest 50 of {hits:,} hits in {n:,} texts, team head"
        yield Figure("d", what, p95, "ms", words, is_met, p50, p95, f"bare SQL {bare_p50:,.1f} ms")

    def _newest_letter(self) -> UUID:
        statement = "SELECT id FROM subject WHERE kind = 'complaint' AND version < 10000000 ORDER BY version DESC LIMIT 1"
        found: UUID = run([(statement, [])])[0][0][0]
        return found

    # ------------------------------------------------------------------ the city

    def _key(self, name: str) -> UUID:
        return self.round.office.keys[name]

    def _person(self, seat: str) -> UUID:
        return self._key(self.round.office.seats[seat])

    def _viewer(self, seat: str) -> Viewer:
        found = viewer_of(self._person(seat), None, date.today())  # noqa: DTZ011 - the office's own day
        assert found is not None
        return found

    def _newest_finding(self) -> UUID:
        statement = "SELECT id FROM subject WHERE kind = 'finding' AND version < 10000000 ORDER BY version DESC LIMIT 1"
        found: UUID = run([(statement, [])])[0][0][0]
        return found


@contextmanager
def disconnected() -> Iterator[None]:
    """Leave no connection behind, so that the office can be shut."""
    try:
        yield
    finally:
        connection.close()
