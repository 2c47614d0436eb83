"""(g) The log of a record: how many acts a second it takes in, and how long its check takes, beside bare hashing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TypeVar

import psutil
from django.db import transaction

from xuncha.bench.figures import Figure, at_least, at_most
from xuncha.store.append import run
from xuncha.store.integrator import integrate
from xuncha.store.log_check import check
from xuncha.store.table import ACT

T = TypeVar("T")
SAMPLE = 40_000
MANY = 1_000_000
SECONDS = 60
TAKEN_IN = 5_000
_OTHERS = ", ".join(f'a."{name}"' for name in ACT.columns if name not in ("id", "position", "subject"))
_COPIES = (
    "WITH copy AS MATERIALIZED (SELECT a.\"position\" AS was, nextval('act_position') AS position, n"
    ' FROM generate_series(1, %s) n, act a ORDER BY n, a."position"),'
    " body AS (INSERT INTO payload (position, body) SELECT copy.position, p.body FROM copy JOIN payload p ON p.position = was),"
    " salted AS (INSERT INTO salt (position, subject, salt)"
    " SELECT copy.position, md5(s.subject::text || n)::uuid, s.salt FROM copy JOIN salt s ON s.position = was)"
    f' INSERT INTO act (id, "position", subject, {_OTHERS.replace("a.", "")}, command, commitment)'
    f" SELECT gen_random_uuid(), copy.position, md5(a.subject::text || n)::uuid, {_OTHERS}, a.command, a.commitment"
    ' FROM copy JOIN act a ON a."position" = was'
)
"""The record several times over, each time about other subjects; payloads, salts and commitments stay as they were."""


def logging(sample: int = SAMPLE) -> Iterator[Figure]:
    """Taking in and checking a record of about so many acts; the processor's time of both sides together."""
    [[there, length]] = run([("SELECT count(*), (SELECT avg(length(body)) FROM payload)::int FROM act", [])])[
        0
    ]
    repeated(max(1, sample // max(1, there)))
    taking, grown = _used(integrate)
    size = grown.tree.size
    beside = f"bare hashlib {_bare(size, length or 0) * 1e6 / size:.1f} s a million"
    words, is_met = at_least(size / taking, TAKEN_IN)
    yield Figure(
        "g",
        f"acts taken into the log, {size:,}",
        round(size / taking),
        "acts/s",
        words,
        is_met,
        beside=beside,
    )
    checking, report = _used(check)
    assert report.n_wrong == 0
    assert report.entries == size
    a_million = checking / size * MANY
    words, is_met = at_most(a_million, SECONDS)
    yield Figure(
        "g",
        f"log verify, {size:,} entries, a million takes",
        round(a_million, 1),
        "s",
        words,
        is_met,
        beside=beside,
    )


def repeated(times: int) -> None:
    """Write the record so many times over."""
    with transaction.atomic():
        run([(_COPIES, [times])])


def _used(work: Callable[[], T]) -> tuple[float, T]:
    """The seconds of processor that a piece of work takes, here and in the database, and what it gives."""
    [[backend]] = run([("SELECT pg_backend_pid()", [])])[0]
    database = psutil.Process(backend)
    began, before = time.process_time(), sum(database.cpu_times()[:2])
    done = work()
    return time.process_time() - began + sum(database.cpu_times()[:2]) - before, done


def _bare(entries: int, length: int) -> float:
    """The seconds that the hashes alone take: payload, entry, leaf and node of each."""
    body, event, pair = bytes(32 + length), bytes(32 + 700), bytes(64)
    began = time.perf_counter()
    for _ in range(entries):
        sha256(body).digest()
        sha256(event).digest()
        sha256(b"\x00" + pair[:32]).digest()
        sha256(b"\x01" + pair).digest()
    return time.perf_counter() - began
