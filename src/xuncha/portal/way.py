"""How a page of the portal is read: in which language and how large.  The address says it, as no cookie may.

`/report` is Chinese, `/en/report` English, `/large/report` in large letters, `/en/large/report` both.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Way:
    """A way of reading, and the page read; `to` gives the address of a page read the same way."""

    is_english: bool = False
    is_large: bool = False
    path: str = "/"

    @property
    def prefix(self) -> str:
        return ("/en" if self.is_english else "") + ("/large" if self.is_large else "")

    def to(self, path: str) -> str:
        """The address of a page, read as this one is.

        >>> Way(is_english=True).to("/report")
        '/en/report'
        >>> Way(is_large=True).to("/")
        '/large/'
        """
        return f"{self.prefix}{path}"


def way_in(path: str) -> Way:
    """The page an address asks for, and how it is to be read.

    >>> way_in("/en/large/report")
    Way(is_english=True, is_large=True, path='/report')
    >>> way_in("/english")
    Way(is_english=False, is_large=False, path='/english')
    """
    way = Way()
    if path == "/en" or path.startswith("/en/"):
        way, path = replace(way, is_english=True), path.removeprefix("/en") or "/"
    if path == "/large" or path.startswith("/large/"):
        way, path = replace(way, is_large=True), path.removeprefix("/large") or "/"
    return replace(way, path=path)


_PLAIN = Way()
_WAY: ContextVar[Way] = ContextVar("way", default=_PLAIN)


def current() -> Way:
    """The way in which the page being made is read."""
    return _WAY.get()


def read_as_asked(get_response: Answer) -> Answer:
    """Make each page in the way its address asks for; the addresses of pages are written without it."""

    def as_asked(request: HttpRequest) -> HttpResponse:
        way = way_in(request.path_info)
        request.path_info = way.path
        token = _WAY.set(way)
        try:
            return get_response(request)
        finally:
            _WAY.reset(token)

    return as_asked
