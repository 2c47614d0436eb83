"""Addresses that are secrets in themselves: whoever has one needs no login, so none is written down."""

from __future__ import annotations

import logging
import re

FEEDS = "/calendar/"
_SECRET = re.compile(rf"{FEEDS}[^\s?#\"']+")


def of_feed(token: str) -> str:
    """The calendar of a post."""
    return f"{FEEDS}{token}.ics"


class WithoutSecrets(logging.Filter):
    """Writes a log without what makes such an address work."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(without_secret(one) if isinstance(one, str) else one for one in record.args)
        if isinstance(record.msg, str):
            record.msg = without_secret(record.msg)
        return True


def without_secret(text: str) -> str:
    """A line in which such an address is cut short.

    >>> without_secret("Internal Server Error: /calendar/abc.ics")
    'Internal Server Error: /calendar/...'
    """
    return _SECRET.sub(f"{FEEDS}...", text)
