"""People who keep an office busy: each notes what it sends, sends it until it is acknowledged, and notes that.

A form goes again with the same key as long as no answer came; one in ten is sent twice at once, as by an impatient hand.
"""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from tests.faults.journal import ACKNOWLEDGED, BEGAN, Journal
from xuncha.bench.acts import LETTER, LETTER_ACT, page_of
from xuncha.demo import PASSWORD
from xuncha.portal.typed import Typed
from xuncha.server.trouble import Trouble
from xuncha.server.visitor import TOKEN, Visitor
from xuncha.vault.once import drawn
from xuncha.vault.proof_of_work import solved

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 15.0
GIVES_UP = 60.0
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""A key stands in the subject of its letter without digits, as a long row of those is taken for a telephone number."""
WORK = re.compile(r'data-work="([^"]+)"')
GROUP = re.compile(r"<li>(\d{5})</li>")
UNREACHED = (OSError, http.client.HTTPException)


class Client(threading.Thread):
    """One who sends again and again until told to stop; `new` makes the next thing, `send` tries it once."""

    def __init__(self, name: str, seed: int, journal: Journal, pause: float) -> None:
        super().__init__(name=name, daemon=True)
        self.chance, self.journal, self.pause = random.Random(seed), journal, pause
        self.is_over = threading.Event()
        self.n_acknowledged = 0
        self.n_again = 0
        self.answers: Counter[str] = Counter()
        self.trouble = self.refused = ""

    def new(self) -> tuple[str, Callable[[], bool]]:
        """The next thing: its key, and one try to have it acknowledged."""
        raise NotImplementedError

    def run(self) -> None:
        try:
            while not self.is_over.is_set():
                self._one()
                time.sleep(self.pause * self.chance.random())
        except Exception as error:
            self.trouble = f"{type(error).__name__}: {error}"

    def _one(self) -> None:
        key, attempt = self.new()
        self.journal.note(BEGAN, key)
        until = time.monotonic() + GIVES_UP
        while not self._answered(attempt):
            self.n_again += 1
            if time.monotonic() > until:
                raise Trouble(
                    f"{key} was not acknowledged in {GIVES_UP:.0f} s; answers: {dict(self.answers)} {self.refused}"
                )
            time.sleep(0.05)
        self.journal.note(ACKNOWLEDGED, key)
        self.n_acknowledged += 1

    def _answered(self, attempt: Callable[[], bool]) -> bool:
        try:
            return attempt()
        except UNREACHED as error:
            self.answers[type(error).__name__] += 1
            return False


class Registrar(Client):
    """Registers letters on the office's pages."""

    def __init__(
        self, name: str, seed: int, journal: Journal, site: str, inspection: UUID, login: str
    ) -> None:
        super().__init__(name, seed, journal, pause=0.04)
        visitor = Visitor(site)
        visitor.log_in(login, PASSWORD)
        self._page = page_of(inspection, LETTER_ACT, "report")
        found = TOKEN.search(visitor.open(self._page))
        assert found, f"{login} has no form"
        self._token = found[1]
        host = urlsplit(site)
        self._host, self._port = str(host.hostname), host.port
        self._headers = {**FORM, "Cookie": visitor.cookies(), "Referer": f"{site}/"}

    def new(self) -> tuple[str, Callable[[], bool]]:
        form_key = UUID(int=self.chance.getrandbits(128), version=4)
        key = form_key.hex.translate(LETTERS)
        form = {
            **LETTER,
            "subject": f"{LETTER['subject']} {key}",
            "retry_key": str(form_key),
            "csrfmiddlewaretoken": self._token,
        }
        body = urlencode(form).encode()
        if self.chance.random() < 0.1:
            return key, lambda: self._twice_at_once(body)
        return key, lambda: self._send(body)

    def _twice_at_once(self, body: bytes) -> bool:
        with ThreadPoolExecutor(2) as hands:
            tries = [hands.submit(self._answered, lambda: self._send(body)) for _ in range(2)]
        return any(one.result() for one in tries)

    def _send(self, body: bytes) -> bool:
        line = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE)
        try:
            line.request("POST", self._page, body, self._headers)
            answer = line.getresponse()
            status, told = answer.status, answer.read().decode(errors="replace")
        finally:
            line.close()
        self.answers[str(status)] += 1
        if status == 422:
            self.refused = " ".join(re.sub(r"<[^>]+>", " ", told).split())[-700:]
        return status in (302, 303)


class Reporter(Client):
    """Reports through the portal, without a name; the key is where the report must lie."""

    every_place: ClassVar[set[str]] = set()
    """Every place at which any load has sent a report: an envelope anywhere else is one too many."""

    def __init__(self, name: str, seed: int, journal: Journal, site: str, unit: str) -> None:
        super().__init__(name, seed, journal, pause=0.3)
        host = urlsplit(site)
        self._host, self._port, self._unit = str(host.hostname), host.port, unit
        self.codes: dict[str, str] = {}
        self.places: dict[str, str] = {}

    def new(self) -> tuple[str, Callable[[], bool]]:
        words = f"补贴要到指定的店才给办 {self.chance.getrandbits(64):x}"
        typed = {
            "unit": self._unit,
            "unit_name": "",
            "happened": words,
            "mode": "anonymous",
            "name": "",
            "contact": "",
        }
        once = f"{self.chance.getrandbits(256):064x}"
        self.places[once] = str(drawn(once, Typed(**typed).written).place)
        self.every_place.add(self.places[once])
        return once, lambda: self._report(typed, once)

    def _report(self, typed: dict[str, str], once: str) -> bool:
        page = self._ask("/report/check", typed)
        work = WORK.search(page)
        if work is None:
            return False
        told = self._ask("/report/send", {**typed, "once": once, "answer": solved(work[1])})
        groups = GROUP.findall(told)
        if not groups:
            return False
        code = "".join(groups)
        if self.codes.setdefault(once, code) != code:
            raise Trouble("a report that was sent again got another code")
        return True

    def _ask(self, page: str, form: dict[str, str]) -> str:
        line = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE)
        try:
            line.request("POST", page, urlencode(form).encode(), FORM)
            answer = line.getresponse()
            self.answers[str(answer.status)] += 1
            return answer.read().decode(errors="replace")
        finally:
            line.close()
