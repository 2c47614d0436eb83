"""What goes out to be saved, and is never shown in a page: its name, and the headers that let a browser run nothing of it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from xuncha.core.attached import FILE_KINDS

POLICY = "default-src 'none'; sandbox"
"""A file that is opened in the browser all the same runs and loads nothing."""


def given_out(data: bytes, kind: str, name: str) -> HttpResponse:
    """Bytes of a kind, to be saved under a name."""
    answer = HttpResponse(data, content_type=FILE_KINDS[kind].media)
    answer.headers["Content-Disposition"] = attachment(f"file{FILE_KINDS[kind].endings[0]}", name)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


LONGEST_NAME = 80
UNFIT = '\\/:*?"<>|'
"""Marks that no file name may hold on some machine."""


def attachment(plain_name: str, name: str) -> str:
    """A name in ASCII for old browsers, and the real one as RFC 5987 says.

    >>> attachment("findings.csv", "问题.csv")
    "attachment; filename=\\"findings.csv\\"; filename*=UTF-8''%E9%97%AE%E9%A2%98.csv"
    """
    stem, dot, ending = name.rpartition(".")
    fit = "".join(" " if mark in UNFIT or not mark.isprintable() else mark for mark in stem)
    fit = " ".join(fit.split())[:LONGEST_NAME].strip(" .")
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(f'{fit}{dot}{ending}', safe='')}"
