"""Jobs by the calendar, done by the worker; each may run twice without harm."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from procrastinate.contrib.django import app

from xuncha.actions.clock import keep_up
from xuncha.actions.intake import is_hour
from xuncha.actions.sorting import sort_out
from xuncha.server.inner_log import keep_inner_log
from xuncha.server.notices import fill_outbox, send_waiting
from xuncha.server.public_log import keep_public_log
from xuncha.server.publishing import publish_all
from xuncha.server.taking_in import do_the_hour
from xuncha.server.trouble import Trouble

LOG = logging.getLogger("xuncha.log")


@app.periodic(cron="10 16 * * *")  # type: ignore[untyped-decorator]  # ten past midnight in Shanghai; the clock of the jobs is UTC
@app.task(queueing_lock="clock", pass_context=False)  # type: ignore[untyped-decorator]
def clock(timestamp: int) -> None:
    """Do what the calendar does by itself, and have people told what is due."""
    now = timezone.now()
    try:
        keep_up(now)
    finally:  # what a round refuses keeps nobody from being told
        fill_outbox(now)


@app.periodic(cron="*/5 * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="notices", pass_context=False)  # type: ignore[untyped-decorator]
def post(timestamp: int) -> None:
    """Send the notices that wait."""
    send_waiting(timezone.now())


@app.periodic(cron="*/5 * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="publishing", pass_context=False)  # type: ignore[untyped-decorator]
def publishing(timestamp: int) -> None:
    """Let the public portal show what was published since."""
    publish_all()


@contextmanager
def _said() -> Iterator[None]:
    """What keeps the log from going on is said, each time until it is mended; nothing else waits for it."""
    try:
        yield
    except (Trouble, OSError) as trouble:
        LOG.error("the log does not go on: %s", trouble)


@app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="inner_log", pass_context=False)  # type: ignore[untyped-decorator]
def inner_log(timestamp: int) -> None:
    """Take the newest acts into the log, and have its head signed."""
    with _said():
        keep_inner_log()


@app.periodic(cron="0 * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="public_log", pass_context=False)  # type: ignore[untyped-decorator]
def public_log(timestamp: int) -> None:
    """Publish the batch of the hour."""
    with _said():
        keep_public_log(timezone.now())


@app.periodic(cron="0 * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="sorting", pass_context=False)  # type: ignore[untyped-decorator]
def sorting(timestamp: int) -> None:
    """Sort what a flood brought, at the hours at which reports are taken in."""
    if is_hour(timezone.now()):
        sort_out()


@app.periodic(cron="0 * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="intake", pass_context=False)  # type: ignore[untyped-decorator]
def intake(timestamp: int) -> None:
    """Take in what came through the portal, at the office's fixed hours: when exactly each came stays unknown."""
    now = timezone.now()
    if is_hour(now):
        do_the_hour(now)
