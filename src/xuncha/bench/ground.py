"""The ground of a measurement: an office in a temporary folder, and the disk it lies on."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from xuncha.server.database import Addresses, migrate_apart, open_database, schema_name, use_as_application
from xuncha.server.folder import DataFolder
from xuncha.server.portal import public_portal
from xuncha.server.web import free_port, web_server

HOST = "127.0.0.1"
BLOCK = b"\0" * 8192


@dataclass(frozen=True)
class Ground:
    """A migrated, empty office of its own, which is deleted at the end."""

    folder: DataFolder
    addresses: Addresses

    def settled(self, *more: str) -> None:
        """Let PostgreSQL count what it holds, as its own housekeeping does within a minute."""
        with psycopg.connect(self.addresses.owner or "", autocommit=True) as owner:
            for table in ("subject", "duty", *more):
                name = sql.Identifier(schema_name(), table)
                owner.execute(sql.SQL("VACUUM (ANALYZE) {}").format(name))

    @contextlib.contextmanager
    def served(self, workers: int) -> Iterator[str]:
        """The office's pages, by the same web server as a real office; gives back the site's address."""
        from xuncha.server.readiness import make_ready_to_serve  # needs Django set up

        make_ready_to_serve(schema_name(), HOST)
        port = free_port()
        with web_server(self.folder, self.addresses, HOST, port, workers):
            yield f"http://{HOST}:{port}"

    @contextlib.contextmanager
    def portal_served(self, application: str) -> Iterator[str]:
        """The public portal as a process of its own, with what was published; gives back the site's address."""
        port = free_port()
        with public_portal(self.folder, self.addresses, HOST, port, application):
            yield f"http://{HOST}:{port}"


@contextlib.contextmanager
def ground(place: Path | None) -> Iterator[Ground]:
    """Make the office, Django set up as its application; `place` chooses the disk."""
    with tempfile.TemporaryDirectory(prefix="xuncha-bench-", dir=place) as made:
        Path(made).chmod(0o711)
        folder = DataFolder(Path(made) / "data")
        folder.create()
        with open_database(folder) as addresses:
            migrate_apart(folder, addresses)
            use_as_application(folder, addresses)
            yield Ground(folder, addresses)


def fsync_rate(folder: DataFolder, seconds: float = 1.0) -> float:
    """How often a second this disk makes 8 kB safe: no machine commits faster, one after another."""
    place = folder.path / "fsync"
    times, until = 0, time.perf_counter() + seconds
    began = time.perf_counter()
    with place.open("wb") as file:
        while time.perf_counter() < until:
            file.seek(0)
            file.write(BLOCK)
            file.flush()
            os.fsync(file.fileno())
            times += 1
    took = time.perf_counter() - began
    place.unlink()
    return times / took
