"""(h) The portal: reports sent through it, sealed and durable, and staff at their pages while codes are tried in a flood."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from xuncha.bench import bare
from xuncha.bench.clients import FORM, Browser, Load, together
from xuncha.bench.figures import Figure, at_least, at_most, in_ms, p99_in_ms
from xuncha.bench.ground import Ground, fsync_rate
from xuncha.core.protection.receipt_code import written
from xuncha.demo import PASSWORD
from xuncha.portal.gate import AT_ONCE
from xuncha.server.trouble import Trouble
from xuncha.store.append import run
from xuncha.vault.once import new_seed
from xuncha.vault.profile import INTERNATIONAL
from xuncha.vault.receipt import keys_of, new_code

CLIENTS = 8
FLOOD = 16
OPEN, QUICK = "xuncha.bench.open_portal:application", "xuncha.bench.quick_portal:application"
ANSWER = "1.work"
"""What an open gate takes."""
REPORT = {
    "unit_name": "某某站",
    "unit": "another",
    "happened": "窗口说必须到指定的店买，问了三家都这样，上月起一直如此。" * 20,
    "mode": "confidential",
    "name": "甲某",
    "contact": "托人转告",
    "answer": ANSWER,
}
STAFF = ("/desk", "/findings", "/inbox")
BUSY = 429
PAUSE = 0.2
"""Seconds after which who found no place presses again."""


@dataclass
class Telephone:
    """Somebody at the portal, on a kept connection, without a cookie."""

    site: str
    pressed_again: int = 0
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        host = urlsplit(self.site)
        self._line = http.client.HTTPConnection(str(host.hostname), host.port, timeout=60)

    def send(self) -> None:
        """One report, until its receipt is there."""
        form = {**REPORT, "once": new_seed()}
        began = time.perf_counter()
        while (status := self._post("/report/send", form)) == BUSY:
            self.pressed_again += 1
            time.sleep(PAUSE)
        if status != 200:
            raise Trouble(f"the portal answers a report with {status}")
        self.seconds.append(time.perf_counter() - began)

    def ask(self) -> None:
        """Try a code that nobody has, which costs as much as one that somebody has."""
        began = time.perf_counter()
        status = self._post("/receipt/open", {"code": written(new_code()), "answer": ANSWER})
        if status == BUSY:
            self.pressed_again += 1
        elif status == 422:
            self.seconds.append(time.perf_counter() - began)
        else:
            raise Trouble(f"the portal answers a code with {status}")

    def _post(self, page: str, form: dict[str, str]) -> int:
        self._line.request("POST", page, urlencode(form).encode(), {"Content-Type": FORM})
        answer = self._line.getresponse()
        answer.read()
        return answer.status


def submitting(ground: Ground, seconds: float) -> Iterator[Figure]:
    """Reports with the slow step and without it, and the rows of one as bare SQL."""
    slow = slow_step()
    for what, application, beside in (
        (f"reports through the portal, {CLIENTS} clients", OPEN, f"slow step alone {slow:,.0f} ms: {AT_ONCE} at once"),
        ("  all of it but the slow step", QUICK, ""),
    ):  # fmt: skip
        disk = f"disk {fsync_rate(ground.folder):,.0f} fsync/s"
        with ground.portal_served(application) as site:
            people = [Telephone(site) for _ in range(CLIENTS)]
            people[0].send()
            before = n_sent()
            load = together([one.send for one in people], seconds)
            lost = len(load.seconds) - (n_sent() - before)
        if lost:
            raise Trouble(f"{lost} reports have a receipt and do not lie in the inbox")
        words, is_met = at_least(load.rate, 100)
        p99 = p99_in_ms(load.seconds)
        told = "; ".join(filter(None, (disk, beside, load.used.each(len(load.seconds)))))
        yield _figure(
            what, load, "reports/s", f"{words}/s, p99 <= 1,000 ms", is_met=is_met and p99 <= 1000, beside=told
        )
    load = bare.same_envelope(ground, CLIENTS, seconds)
    yield _figure(
        "same row as bare SQL", load, "rows/s", beside=f"disk {fsync_rate(ground.folder):,.0f} fsync/s"
    )


def flooded(ground: Ground, office: str, seconds: float) -> Iterator[Figure]:
    """One clerk at the pages and one reporter, in quiet and while codes are tried as fast as they come."""
    with ground.portal_served(OPEN) as site:
        clerk = Browser(office, "office", PASSWORD)
        for page in STAFF * 4:
            clerk.open(page)
        for words, n in (("nobody tries codes", 0), (f"{FLOOD} clients try codes", FLOOD)):
            flood, reporter = [Telephone(site) for _ in range(n)], Telephone(site)
            reporter.send()
            reporter.seconds.clear()
            reads: list[float] = []
            together([*(one.ask for one in flood), reporter.send, _reading(clerk, reads)], seconds)
            goal, is_met = at_most(in_ms(reads)[1], 1000)
            staff = Load(reads, took=seconds)
            yield _figure(f"staff pages while {words}", staff, "pages/s", f"p95 {goal} ms", is_met=is_met)
            sent = Load(reporter.seconds, took=seconds)
            yield _figure(
                "  one who reports meanwhile",
                sent,
                "reports/s",
                beside=f"pressed again {reporter.pressed_again} times",
            )
            if flood:
                asked = Load([took for one in flood for took in one.seconds], took=seconds)
                away = sum(one.pressed_again for one in flood)
                yield _figure(
                    "  codes looked up",
                    asked,
                    "codes/s",
                    beside=f"{away / seconds:,.0f}/s asked to press again",
                )


def slow_step(times: int = 5) -> float:
    """Milliseconds of the processor that one code takes."""
    salt, began = bytes(16), time.process_time()
    for _ in range(times):
        keys_of(new_code(), salt, profile=INTERNATIONAL)
    return (time.process_time() - began) * 1000 / times


def n_sent() -> int:
    """How many envelopes lie in the inbox."""
    return int(run([("SELECT count(*) FROM portal_inbox", [])])[0][0][0])


def _reading(clerk: Browser, took: list[float]) -> Callable[[], None]:
    """Open the pages of staff in turn, noting how long each takes."""

    def read() -> None:
        for page in STAFF:
            began = time.perf_counter()
            clerk.open(page)
            took.append(time.perf_counter() - began)

    return read


def _figure(
    what: str, load: Load, unit: str, goal: str = "", *, is_met: bool | None = None, beside: str = ""
) -> Figure:
    p50, p95 = in_ms(load.seconds)
    return Figure(
        "h", what, round(load.rate, 1), unit, goal, is_met, p50, p95, beside, p99_in_ms(load.seconds)
    )
