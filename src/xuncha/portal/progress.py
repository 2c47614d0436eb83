"""查进展: with the code of a receipt, and nothing else, how far a report is and what the office has written.

A code that is wrong, one that was never given and one that has expired are answered alike, after the same slow step.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.protection.receipt_code import BadCode, read_code
from xuncha.core.words import Text
from xuncha.portal.gate import GATE, SAYS
from xuncha.portal.keys import readers
from xuncha.portal.published import office
from xuncha.portal.way import current
from xuncha.vault.mailbox import Mailbox, NoMailbox, OpenMailbox, open_mailbox
from xuncha.vault.profile import Unreadable
from xuncha.vault.proof_of_work import Kind, Verdict
from xuncha.vault.receipt import keys_of
from xuncha.vault.report import from_told

REFUSED = 422


@dataclass(frozen=True, slots=True)
class Letter:
    """What the office wrote, and the day on which it was laid here."""

    day: Text
    words: str


def receipt(request: HttpRequest) -> HttpResponse:
    """Asks for the code."""
    return _ask(request)


def open_receipt(request: HttpRequest) -> HttpResponse:
    """What is in the mailbox of a code."""
    if request.method != "POST":
        return HttpResponseRedirect(current().to("/receipt"))
    typed, answer = request.POST.get("code", "")[:200], request.POST.get("answer", "")
    to = readers()
    if to is None:
        return _ask(request, typed, NoMailbox.text)
    try:
        digits = read_code(typed)
    except BadCode as bad:
        return _ask(request, typed, bad.text)
    verdict = GATE.judged(answer)
    if verdict != Verdict.GOOD:
        return _ask(
            request,
            typed,
            SAYS_OF_CODE if verdict != Verdict.EARLY else SAYS[verdict],
            answer if verdict == Verdict.EARLY else "",
        )
    with GATE.slow:
        keys = keys_of(digits, to.seals_to.salt)
    rows = _rows(keys.lookup)
    try:
        mailbox = open_mailbox(keys, _mailbox(rows), timezone.localdate())
    except NoMailbox as none:
        return _ask(request, typed, none.text)
    told = {
        "registered": say_plain(rows[0][1]),
        "letters": [_read(mailbox, n, day, sealed) for n, day, sealed in rows[1:]],
    }
    return render(request, "portal/progress.html", {**office(), **told})


SAYS_OF_CODE = Text(
    "请再按一次“查进展”。写的还在", "Please press Look it up once more. What you typed is still here"
)


def _rows(place: bytes) -> list[tuple[int, date, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, day, sealed FROM portal_letter WHERE place = %s ORDER BY n LIMIT 200", [place]
        )
        return [(n, day, bytes(sealed)) for n, day, sealed in cursor.fetchall()]


def _mailbox(rows: list[tuple[int, date, bytes]]) -> Mailbox | None:
    """The mailbox that was laid first, if there is one."""
    if not rows or rows[0][0] != 0:
        return None
    told = json.loads(rows[0][2])
    return from_told(told, UUID(told["case"]))


def _read(mailbox: OpenMailbox, n: int, day: date, sealed: bytes) -> Letter:
    try:
        return Letter(say_plain(day), mailbox.read(sealed, n))
    except Unreadable:
        return Letter(
            say_plain(day),
            "（这一封打不开，请打电话问。） (This letter does not open; please ask by telephone.)",
        )


def _ask(request: HttpRequest, typed: str = "", fault: Text | None = None, answer: str = "") -> HttpResponse:
    told = {
        "typed": typed, "fault": fault, "wait": answer or GATE.challenge(Kind.WAIT), "work": GATE.challenge(Kind.WORK),
    }  # fmt: skip
    return render(request, "portal/ask_code.html", {**office(), **told}, status=REFUSED if fault else 200)
