"""查进展: with the code of a receipt, and nothing else, how far a report is, what the office wrote, and a way to write back.

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
from xuncha.portal.inbox import put_in
from xuncha.portal.keys import Readers, readers
from xuncha.portal.published import office
from xuncha.portal.typed import too_long
from xuncha.portal.way import current
from xuncha.vault.mailbox import Mailbox, NoMailbox, OpenMailbox, open_mailbox
from xuncha.vault.profile import Unreadable
from xuncha.vault.proof_of_work import Kind, Verdict
from xuncha.vault.receipt import keys_of
from xuncha.vault.report import desk_told, from_told, seal_addition

REFUSED = 422
MOST_LETTERS = 200
LONGEST = 5_000
"""Characters of what is added at a time; a longer text is sent in parts."""

AGAIN = Text("请再按一次。写的还在", "Please press once more. What you typed is still here")
NOTHING = Text("请写要补充的话", "Please write what you want to add")
BROKEN = "（这一封打不开，请打电话问。） (This letter does not open; please ask by telephone.)"


@dataclass(frozen=True, slots=True)
class Letter:
    """What the office wrote, and the day on which it was laid here."""

    day: Text
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """An open mailbox, the day on which it was laid, and the letters in it."""

    mailbox: OpenMailbox
    since: Text
    letters: tuple[Letter, ...]
    desk: str
    """To which desk an addition is sealed."""


def receipt(request: HttpRequest) -> HttpResponse:
    """Asks for the code."""
    return _ask(request)


def open_receipt(request: HttpRequest) -> HttpResponse:
    """What is in the mailbox of a code."""
    if request.method != "POST":
        return HttpResponseRedirect(current().to("/receipt"))
    typed, answer, to = request.POST.get("code", "")[:200], request.POST.get("answer", ""), readers()
    try:
        digits = read_code(typed)
        if fault := _gate(answer):
            return _ask(request, typed, fault, answer)
        found = _found(digits, to)
    except (BadCode, NoMailbox) as none:
        return _ask(request, typed, none.text)
    return _page(request, "progress", {**_challenge(), "code": typed, "found": found})


def add(request: HttpRequest) -> HttpResponse:
    """Seal what somebody adds to a report, and put it into the inbox."""
    if request.method != "POST":
        return HttpResponseRedirect(current().to("/receipt"))
    typed, answer, to = request.POST.get("code", "")[:200], request.POST.get("answer", ""), readers()
    words = request.POST.get("words", "").replace("\r\n", "\n").strip()
    try:
        digits = read_code(typed)
        fault = (
            NOTHING if not words else too_long(LONGEST, len(words)) if len(words) > LONGEST else _gate(answer)
        )
        if fault:
            told = {"code": typed, "words": words, "fault": fault}
            return _page(
                request, "add", _challenge(answer if fault == SAYS[Verdict.EARLY] else "") | told, REFUSED
            )
        found = _found(digits, to)
    except (BadCode, NoMailbox) as none:
        return _ask(request, typed, none.text)
    assert to is not None  # a mailbox was found
    put_in(
        lambda place: seal_addition(found.mailbox.case, words, place, to.seals_to, found.desk),
        GATE.lane(answer),
    )
    return _page(request, "added", {})


# ---------------------------------------------------------------------------------------------- what a code leads to


def _gate(answer: str) -> Text | None:
    """What is said to whoever may not pass yet."""
    verdict = GATE.judged(answer)
    if verdict == Verdict.GOOD:
        return None
    return SAYS[verdict] if verdict == Verdict.EARLY else AGAIN


def _found(digits: str, to: Readers | None) -> Found:
    """What lies where a code leads; raises NoMailbox.  The slow step is done whatever there is."""
    with GATE.slow:
        keys = keys_of(digits, to.seals_to.salt if to else bytes(16))
    rows = _rows(keys.lookup)
    mailbox = open_mailbox(keys, _mailbox(rows), timezone.localdate())
    letters = tuple(Letter(say_plain(day), _read(mailbox, n, sealed)) for n, day, sealed in rows[1:])
    desk = desk_told(json.loads(rows[0][2]).get("desk", ""), mailbox.private, mailbox.case)
    return Found(mailbox, say_plain(rows[0][1]), letters, desk)


def _rows(place: bytes) -> list[tuple[int, date, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, day, sealed FROM portal_letter WHERE place = %s ORDER BY n LIMIT %s",
            [place, MOST_LETTERS],
        )
        return [(n, day, bytes(sealed)) for n, day, sealed in cursor.fetchall()]


def _mailbox(rows: list[tuple[int, date, bytes]]) -> Mailbox | None:
    """The mailbox that was laid first, if there is one."""
    if not rows or rows[0][0] != 0:
        return None
    told = json.loads(rows[0][2])
    return from_told(told, UUID(told["case"]))


def _read(mailbox: OpenMailbox, n: int, sealed: bytes) -> str:
    try:
        return mailbox.read(sealed, n)
    except Unreadable:
        return BROKEN


# ---------------------------------------------------------------------------------------------- pages


def _ask(request: HttpRequest, typed: str = "", fault: Text | None = None, answer: str = "") -> HttpResponse:
    kept = answer if fault == SAYS[Verdict.EARLY] else ""
    return _page(
        request, "ask_code", _challenge(kept) | {"typed": typed, "fault": fault}, REFUSED if fault else 200
    )


def _challenge(answer: str = "") -> dict[str, object]:
    """Two challenges for a form; whoever pressed early goes on with the same one."""
    return {"wait": answer or GATE.challenge(Kind.WAIT), "work": GATE.challenge(Kind.WORK)}


def _page(request: HttpRequest, name: str, told: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"portal/{name}.html", {**office(), **told}, status=status)
