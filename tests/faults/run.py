"""Carries faults out on one office under load, and counts after each what was acknowledged against what is there."""

from __future__ import annotations

import random
import shutil
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.clients import Client, Registrar, Reporter
from tests.faults.count import Counted, There, counted, there
from tests.faults.disk import copied, fill, mount, unmount
from tests.faults.journal import Journal
from tests.faults.office import Office
from tests.faults.parts import Installation, wait_until
from tests.faults.plan import Fault
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import running_postgres

REGISTRARS = 3
HEALS_IN = 60.0
FULL_FOR = 1.5
Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """One fault as it went: how many were acknowledged by then, what is lost or doubled, and after how long all went on."""

    n: int
    kind: str
    counted: Counted
    back_after: float | None
    remark: str = ""
    wrong: str = ""
    """What went wrong beside the count."""

    @property
    def is_good(self) -> bool:
        return self.counted.is_good and self.back_after is not None and not self.wrong


@dataclass
class Load:
    """The clients of a run with their journals: letters on the office's pages, reports on the portal."""

    letters: Journal
    reports: Journal
    clients: list[Client] = field(default_factory=list)

    def start(self) -> None:
        for client in self.clients:
            client.start()

    def finish(self, meanwhile: Callable[[], object]) -> None:
        """Everybody ends with what was begun."""
        for client in self.clients:
            client.is_over.set()
        while any(client.is_alive() for client in self.clients):
            meanwhile()
            time.sleep(0.1)
        self.refuse_trouble()
        for journal in (self.letters, self.reports):
            journal.close()

    def refuse_trouble(self) -> None:
        """A client that stopped by itself is no load."""
        for client in self.clients:
            if client.trouble:
                raise AssertionError(f"{client.name}: {client.trouble}")

    def acknowledged(self) -> tuple[list[str], list[str]]:
        return list(self.letters.acknowledged), list(self.reports.acknowledged)

    def counted(self, said: tuple[list[str], list[str]], found: There) -> Counted:
        """Letters by their keys, reports by the places that follow from what was sent; what another load sent is not looked at."""
        begun = {*self.letters.began, *map(self.place_of, self.reports.began)}
        letters, envelopes = (
            Counter({key: n for key, n in lot.items() if key in begun})
            for lot in (found.letters, found.envelopes)
        )
        strangers = tuple(place for place in found.envelopes if place not in Reporter.every_place)
        doubled = Counted(
            0, (), strangers
        )  # a place is there once; a second envelope of a report lies where nobody sent one
        return counted(said[0], letters) + counted(map(self.place_of, said[1]), envelopes) + doubled

    def place_of(self, once: str) -> str:
        reporter = next(client for client in self.clients if isinstance(client, Reporter))
        return reporter.places[once]


def load(installation: Installation, office: Office, place: Path, seed: int) -> Load:
    """Three who register letters, and one who reports."""
    made = Load(Journal(place / f"letters-{seed}"), Journal(place / f"reports-{seed}"))
    for n, (inspection, login) in enumerate(office.inspections[:REGISTRARS]):
        made.clients.append(
            Registrar(f"registrar {n + 1}", seed + n, made.letters, installation.site, inspection, login)
        )
    made.clients.append(Reporter("reporter", seed + 100, made.reports, installation.portal_site, office.unit))
    return made


class Run:
    """One run: the installation, its load, the disk it lies on (or why there is none), and where copies may lie."""

    def __init__(self, installation: Installation, load: Load, place: Path, say: Say) -> None:
        self.installation, self.load, self.place, self.say = installation, load, place, say
        self._n = 0
        self._wrong = ""
        self._does: dict[str, Callable[[random.Random], str]] = {
            "web server killed": lambda _: self._killed("web"),
            "portal killed": lambda _: self._killed("portal"),
            "worker killed": lambda _: self._killed("worker"),
            "signer killed": lambda _: self._killed("signer"),
            "one web process killed": self._one_of_the_web,
            "database killed": lambda _: self._database(),
            "one database process killed": self._one_of_the_database,
            "disk full": lambda _: self._disk_full(),
        }

    def go(self, faults: list[Fault]) -> Iterator[Row]:
        """Every fault, one after another; each is over when everybody is acknowledged again."""
        for fault in faults:
            time.sleep(fault.after)
            self._n += 1
            row = self._power_cut(fault) if fault.kind == "power cut" else self._fault(fault)
            self.load.refuse_trouble()
            yield row

    def _fault(self, fault: Fault) -> Row:
        self.say(f"{self._n}: {fault.kind}")
        self._wrong = ""
        remark = self._does[fault.kind](random.Random(fault.seed))
        back = self._back_after()
        return Row(self._n, fault.kind, self.count(), back, remark, self._wrong)

    def count(self) -> Counted:
        """What is there now against what was acknowledged before the look."""
        said = self.load.acknowledged()
        assert self.installation.database.running
        return self.load.counted(said, there(self.installation.database.running, self.installation.folder))

    def _back_after(self) -> float | None:
        """How long it takes until each client is acknowledged once more; a database that went for good is started again."""
        before = {client: client.n_acknowledged for client in self.load.clients}

        def all_go_on() -> bool:
            self.load.refuse_trouble()
            self.installation.looked_after()
            return all(client.n_acknowledged > n for client, n in before.items())

        return wait_until(all_go_on, HEALS_IN)

    # ------------------------------------------------------------------ kills

    def _killed(self, name: str) -> str:
        part = self.installation.parts[name]
        part.kill()
        part.start()
        return ""

    def _one_of_the_web(self, chance: random.Random) -> str:
        self.installation.parts["web"].kill_one(chance)
        return ""

    def _one_of_the_database(self, chance: random.Random) -> str:
        self.installation.database.kill_one(chance)
        return ""

    def _database(self) -> str:
        self.installation.database.kill()
        self.installation.database.start()
        return ""

    # ------------------------------------------------------------------ the disk

    def _disk_full(self) -> str:
        before = self.load.acknowledged()
        ballast = fill(self.place / "disk")
        time.sleep(FULL_FOR)
        if not self._is_read():
            self._wrong = "while the disk was full no page was read"
        during = sum(map(len, self.load.acknowledged())) - sum(map(len, before))
        ballast.unlink()
        return f"{during} acknowledged while full, and counted like all others"

    def _is_read(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.installation.site}/public", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _power_cut(self, fault: Fault) -> Row:
        self.say(f"{self._n}: {fault.kind}")
        with self.cut() as (copy, said):
            began = time.monotonic()
            found = found_on(copy)
            took = time.monotonic() - began
        return Row(self._n, fault.kind, self.load.counted(said, found), took, "counted on the copy")

    @contextmanager
    def cut(self) -> Iterator[tuple[Path, tuple[list[str], list[str]]]]:
        """The data folder as a power cut would leave it at this moment, and what was acknowledged before it."""
        image, mounted = self.place / "copy.image", self.place / "copy"
        with self.installation.database.held_still():
            said = self.load.acknowledged()
            copied(self.place / "image", image)
        mounted.mkdir()
        try:
            why = mount(image, mounted)
            assert not why, why
            try:
                yield mounted / "data", said
            finally:
                unmount(mounted)
        finally:
            image.unlink()
            shutil.rmtree(mounted, ignore_errors=True)


def found_on(data: Path) -> There:
    """What a second server finds on a copy of the disk."""
    folder = DataFolder(data)
    with running_postgres(folder) as running:
        return there(running, folder)
