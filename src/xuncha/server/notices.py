"""Notices by e-mail: once a working day how much is due, to those who asked for it; sent by the worker, without which.

A letter that could not be sent is tried again after growing pauses, and gives way to the next day's.  Before it is sent
again it is not known whether a server that broke off had it: its Message-ID stays, by which mail programs show it once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from xuncha.core.acts.competence import can_answer
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.dates.standing import Light, standing
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.office.notice import SUBJECT, notice_text, pause
from xuncha.core.scheme.rules import Scheme
from xuncha.queries.desk import tally
from xuncha.shipped import calendar
from xuncha.store import notices
from xuncha.store.append import subjects_as_they_are
from xuncha.store.notices import Letter
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.viewer import viewer_of

LOG = logging.getLogger("xuncha.notices")


def fill_outbox(now: datetime) -> int:
    """Have everybody told who asked for it and can do something that is due; how many letters there are.

    Without a mail server, and on days on which nobody works, there are none.
    """
    today = day_in_shanghai(now)
    if not settings.EMAIL_HOST or not calendar().is_working(today):
        return 0
    put = sum(_put(person, seat, now) for person, seat in notices.wanting_notices(today))
    notices.forget_old_notices(today)
    return put


def _put(person: UUID, seat: UUID, now: datetime) -> bool:
    """Whether there is something for a person to do in a post; then a letter waits."""
    today = day_in_shanghai(now)
    viewer = viewer_of(person, seat, today)
    if viewer is None or viewer.seat.id != seat:
        return False
    desk = tally(viewer)
    rounds = subjects_as_they_are({duty.campaign for duty in desk.first if duty.campaign})
    mine = [duty for duty in desk.first if can_answer(_scheme_of(duty, rounds), viewer.seat, duty)]
    if not mine:
        return False
    soon = sum(standing(duty.due_at, now, calendar()).light is Light.SOON for duty in mine)
    notices.put_in_outbox(person, seat, today, desk.n, soon, now)
    return True


def _scheme_of(duty: Duty, rounds: Mapping[UUID, Subject]) -> Scheme:
    """The regulation a duty stands under: that of its round."""
    return scheme_of(scheme_version(rounds.get(duty.campaign) if duty.campaign else None))


def send_waiting(now: datetime) -> int:
    """Send what waits of today and whose pause is over; how many letters went out. Yesterday's figures are not sent any more."""
    if not settings.EMAIL_HOST:
        return 0
    n, tried = 0, list[UUID]()
    connection = get_connection()
    try:
        while True:
            with transaction.atomic():
                letter = notices.next_letter(day_in_shanghai(now), now, tried)
                if letter is None:
                    return n
                tried.append(letter.id)
                n += _send(letter, connection, now)
    finally:
        connection.close()


def _send(letter: Letter, connection: BaseEmailBackend, now: datetime) -> bool:
    """Whether a letter went out; otherwise it waits, or is dropped where nobody wants it any more."""
    address = notices.address_for(letter, day_in_shanghai(now))
    if not address:
        notices.not_wanted(letter)
        return False
    try:
        connection.send_messages([message(letter, address)])
    except (
        Exception
    ) as error:  # whatever a server answers: its words may hold the address, and are not repeated
        again_in = pause(letter.tries + 1)
        notices.not_sent(letter, now + again_in)
        kind = (
            "its server refused the address"
            if isinstance(error, SMTPRecipientsRefused)
            else type(error).__name__
        )
        LOG.warning("a notice was not sent (%s); it is tried again in %s", kind, again_in)
        _start_anew(connection)
        return False
    notices.sent(letter, now)
    return True


def _start_anew(connection: BaseEmailBackend) -> None:
    """After a failure the next letter gets a connection of its own."""
    try:
        connection.close()
    except OSError:
        LOG.warning("the connection to the mail server broke off")


def message(letter: Letter, address: str) -> EmailMessage:
    """The letter as it is sent: figures, and where the desk is."""
    office = settings.PUBLIC_URL
    return EmailMessage(
        subject=SUBJECT,
        body=notice_text(letter.n, letter.soon, f"{office.geturl().rstrip('/')}/desk"),
        to=[address],
        headers={
            "Message-ID": f"<{letter.id}@{office.hostname or 'xuncha'}>",
            "Auto-Submitted": "auto-generated",
        },
    )
