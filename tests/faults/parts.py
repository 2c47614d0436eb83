"""The processes of an office, each started by itself as a supervisor of the system would, and each killed by itself."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path

import psutil

import xuncha
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.server.database import Addresses, child_environment, make_database
from xuncha.server.folder import DataFolder
from xuncha.server.lifeline import Child
from xuncha.server.portal import public_portal
from xuncha.server.postgres import RunningPostgres, running_postgres
from xuncha.server.signer import background_signer
from xuncha.server.web import free_port, wait_until_it_answers
from xuncha.server.worker import background_worker

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
SOURCE = str(Path(xuncha.__file__).parents[1])


class Part:
    """A process that runs until it is killed, and can be started again."""

    def __init__(self, make: Callable[[], AbstractContextManager[Child]]) -> None:
        self._make, self._stack = make, ExitStack()
        self.child: Child | None = None

    def start(self) -> None:
        self.child = self._stack.enter_context(self._make())

    def stop(self) -> None:
        self._stack.close()
        self.child = None

    def kill(self) -> None:
        """Kill it and all it started, without a warning."""
        assert self.child
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.process.pid, signal.SIGKILL)
        self.child.process.wait()
        self.stop()

    def kill_one(self, chance: random.Random) -> None:
        """Kill one of the processes that it started, which it is to replace by itself."""
        assert self.child
        found = psutil.Process(self.child.process.pid).children(recursive=True)
        if found:
            with contextlib.suppress(psutil.NoSuchProcess):
                chance.choice(sorted(found, key=lambda one: one.pid)).kill()


class Database:
    """The office's PostgreSQL."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder, self._stack = folder, ExitStack()
        self.running: RunningPostgres | None = None

    def start(self) -> Addresses:
        self.running = self._stack.enter_context(running_postgres(self.folder))
        return make_database(self.running, self.folder, "xuncha")

    def stop(self) -> None:
        self._stack.close()
        self.running = None

    def processes(self) -> list[psutil.Process]:
        """The server, then those it started."""
        try:
            number = int((self.folder.postgres / "pgdata" / "postmaster.pid").read_text().split()[0])
            server = psutil.Process(number)
            return [server, *server.children(recursive=True)]
        except (OSError, ValueError, IndexError, psutil.Error):
            return []

    def is_running(self) -> bool:
        return bool(self.processes())

    def kill(self) -> None:
        """Kill the server; those it started see that it has gone, and go."""
        found = self.processes()
        for one in found[:1]:
            one.kill()
        psutil.wait_procs(found[1:], timeout=20)
        self.stop()

    def kill_one(self, chance: random.Random) -> None:
        """Kill one of those that serve a connection; the server then restarts all of them by itself."""
        serving = [one for one in self.processes()[1:] if "xuncha_" in " ".join(_words(one))]
        if serving:
            with contextlib.suppress(psutil.NoSuchProcess):
                chance.choice(serving).kill()

    @contextlib.contextmanager
    def held_still(self) -> Iterator[None]:
        """None of its processes runs meanwhile."""
        found = self.processes()
        for one in found:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.suspend()
        try:
            yield
        finally:
            for one in found:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.resume()


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


class Installation:
    """An office as it is installed: database, signer, pages, worker and portal, each a process of its own."""

    def __init__(self, folder: DataFolder) -> None:
        # What came through the portal stays in the inbox, where it is counted: the hour of taking in is far away.
        os.environ["XUNCHA_INTAKE_HOURS"] = str((datetime.now(SHANGHAI).hour + 12) % 24)
        self.folder, self.database = folder, Database(folder)
        self.addresses = self.database.start()
        self.web_port, self.portal_port = free_port(), free_port()
        self.defect = ""
        self.parts = {
            "signer": Part(lambda: background_signer(folder)),
            "web": Part(self._web),
            "portal": Part(lambda: public_portal(folder, self.addresses, HOST, self.portal_port)),
            "worker": Part(lambda: background_worker(folder, self.addresses)),
        }

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.web_port}"

    @property
    def portal_site(self) -> str:
        return f"http://{HOST}:{self.portal_port}"

    def start(self) -> None:
        for part in self.parts.values():
            part.start()

    def stop(self) -> None:
        for part in reversed(self.parts.values()):
            part.stop()

    def close(self) -> None:
        self.stop()
        self.database.stop()

    def looked_after(self) -> None:
        """Start again what ended by itself, as a supervisor of the system does: a web server whose process was killed soon
        after it began ends as a whole, and so does a database that found no room."""
        if not self.database.is_running():
            self.database.stop()
            self.database.start()
        for part in self.parts.values():
            if part.child is not None and not part.child.is_running():
                part.stop()
                part.start()

    def with_defect(self, name: str) -> None:
        """Serve the pages with a seeded defect (`tests/faults/defects.py`), or with none."""
        self.parts["web"].stop()
        self.defect = name
        self.parts["web"].start()

    @contextlib.contextmanager
    def _web(self) -> Iterator[Child]:
        environment = child_environment(self.folder, XUNCHA_SERVING="1", **self.addresses.for_application())
        environment.pop("XUNCHA_OWNER_URL", None)
        environment |= self._defective()
        command = [sys.executable, "-m", "xuncha.server.web", HOST, str(self.web_port), "2"]
        with Child(command, name="the web server", environment=environment) as child:
            wait_until_it_answers(child, HOST, self.web_port)
            yield child

    def _defective(self) -> Mapping[str, str]:
        if not self.defect:
            return {"DJANGO_SETTINGS_MODULE": "xuncha.settings"}
        return {
            "DJANGO_SETTINGS_MODULE": "tests.faults.defective_settings",
            "FAULTS_DEFECT": self.defect,
            "PYTHONPATH": f"{SOURCE}:{ROOT}",
        }


def wait_until(what: Callable[[], bool], seconds: float) -> float | None:
    """How long it took until something was so; nothing when it never was."""
    began = time.monotonic()
    while not what():
        if time.monotonic() - began > seconds:
            return None
        time.sleep(0.02)
    return time.monotonic() - began
