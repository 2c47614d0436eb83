"""People at their browsers, each sending as soon as the last answer has come."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlencode, urlsplit

from xuncha.bench.processes import Used, used_by_office
from xuncha.server.trouble import Trouble
from xuncha.server.visitor import TOKEN, Visitor

FORM = "application/x-www-form-urlencoded"


class Browser:
    """One person with a session, on one kept connection."""

    def __init__(self, site: str, login_name: str, password: str) -> None:
        self.who = login_name
        self._cookies = _session(site, login_name, password)
        host = urlsplit(site)
        self._headers = {"Cookie": self._cookies, "Referer": f"{site}/"}
        self._line = http.client.HTTPConnection(str(host.hostname), host.port, timeout=60)

    def open(self, page: str) -> str:
        """A page; anything but a page is a trouble."""
        status, body = self._ask("GET", page, None)
        if status != 200:
            raise Trouble(f"the page {page} answers {status} to {self.who}")
        return body.decode()

    def token(self, page: str) -> str:
        """The token that a form of this page must send back."""
        found = TOKEN.search(self.open(page))
        if found is None:
            raise Trouble(f"the page {page} has no form for {self.who}")
        return found.group(1)

    def send(self, page: str, form: dict[str, str]) -> None:
        """A form that must be accepted, which a redirect shows."""
        status, body = self._ask("POST", page, urlencode(form).encode())
        if status not in (302, 303):
            raise Trouble(f"the form {page} was answered with {status} to {self.who}: {_said(body)}")

    def _ask(self, method: str, page: str, body: bytes | None) -> tuple[int, bytes]:
        headers = {**self._headers, "Content-Type": FORM} if body else self._headers
        self._line.request(method, page, body, headers)
        answer = self._line.getresponse()
        return answer.status, answer.read()


@cache
def _session(site: str, login_name: str, password: str) -> str:
    """The cookies of a logged-in person; each logs in once, because logging in is slow and rate-limited by design."""
    visitor = Visitor(site)
    visitor.log_in(login_name, password)
    return visitor.cookies()


def _said(body: bytes) -> str:
    text = body.decode(errors="replace")
    at = text.find('class="refusal')
    return " ".join(text[at : at + 600].split()) if at >= 0 else ""


@dataclass
class Load:
    """How long each request took, of all clients together, and over what time."""

    seconds: list[float] = field(default_factory=list)
    took: float = 0.0
    trouble: Exception | None = None
    used: Used = field(default_factory=lambda: Used(0, 0))

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.took


def together(works: list[Callable[[], None]], seconds: float) -> Load:
    """Every client does its work again and again, all at once, for this long."""
    load = Load()
    barrier = threading.Barrier(len(works) + 1)
    until = [0.0]

    def one(work: Callable[[], None]) -> None:
        mine: list[float] = []
        barrier.wait()
        try:
            while (began := time.perf_counter()) < until[0]:
                work()
                mine.append(time.perf_counter() - began)
        except Exception as trouble:
            load.trouble = trouble
        load.seconds += mine

    threads = [threading.Thread(target=one, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    before = used_by_office()
    began = time.perf_counter()
    until[0] = began + seconds
    barrier.wait()
    for thread in threads:
        thread.join()
    load.took = time.perf_counter() - began
    load.used = used_by_office().since(before)
    if load.trouble:
        raise load.trouble
    return load
