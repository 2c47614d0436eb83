"""The counting is tried with defects that it must find: where it finds none, it is the counting that is wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.faults.office import Office
from tests.faults.parts import Installation
from tests.faults.run import Run, Say, found_on, load
from xuncha.server.trouble import Trouble

NOT_STARTED = (Trouble, psycopg.DatabaseError)
"""What comes of a database that does not start, or cannot be read; anything else is an error of the counting itself."""
TRIES = 6
UNDER_LOAD = 0.8


@dataclass(frozen=True)
class Control:
    """A seeded defect, and what the counting said of it."""

    name: str
    lost: int
    doubled: int
    skipped: str = ""

    @property
    def is_caught(self) -> bool:
        return not self.skipped and (self.lost > 0 or self.doubled > 0)

    @property
    def is_missed(self) -> bool:
        """Whether it was tried and not found."""
        return not self.skipped and not self.is_caught


def controls(
    installation: Installation, office: Office, place: Path, seed: int, no_disk: str, say: Say
) -> Iterator[Control]:
    """Each defect, with a load of its own."""
    for n, name in enumerate(("acknowledged before commit", "looked up, then inserted"), 1):
        say(f"control: {name}")
        installation.with_defect(name)
        made = load(installation, office, place, seed + 1000 * n)
        yield _with_defect(name, Run(installation, made, place, say))
    installation.with_defect("")
    for n, (name, value) in enumerate((("fsync", "off"), ("synchronous_commit", "off")), 3):
        told = f"{name} = {value} and a power cut"
        if no_disk:
            yield Control(told, 0, 0, no_disk)
            continue
        say(f"control: {told}")
        made = load(installation, office, place, seed + 1000 * n)
        yield _with_setting(told, name, value, Run(installation, made, place, say))


def _with_defect(name: str, run: Run) -> Control:
    """Web processes are killed again and again, until something is lost or doubled."""
    run.load.start()
    found = Control(name, 0, 0)
    for _ in range(TRIES):
        time.sleep(UNDER_LOAD)
        run.installation.parts["web"].kill()
        time.sleep(0.1)
        seen = run.count()
        run.installation.parts["web"].start()
        found = Control(name, len(seen.lost), len(seen.doubled))
        if found.is_caught:
            break
    run.load.finish(run.installation.looked_after)
    return found


def _with_setting(told: str, name: str, value: str, run: Run) -> Control:
    """The power is cut again and again under a setting that does not keep what it says."""
    _set(run, f"ALTER SYSTEM SET {name} = {value}")
    run.load.start()
    found = Control(told, 0, 0)
    for _ in range(TRIES):
        time.sleep(UNDER_LOAD)
        with run.cut() as (copy, said):
            try:
                seen = run.load.counted(said, found_on(copy))
                found = Control(told, len(seen.lost), len(seen.doubled))
            except NOT_STARTED:  # it has lost everything
                found = Control(told, sum(map(len, said)), 0)
        if found.is_caught:
            break
    run.load.finish(run.installation.looked_after)
    _set(run, f"ALTER SYSTEM RESET {name}")
    return found


def _set(run: Run, statement: str) -> None:
    database = run.installation.database
    assert database.running
    with database.running.connect(database.folder) as link:
        link.execute(psycopg.sql.SQL(statement))
        link.execute("SELECT pg_reload_conf()")
