"""查进展: with the code of a receipt, and nothing else, how far a report is, what the office wrote, and a way to write back.

A code that is wrong, one that was never given and one that has expired are answered alike, after the same slow step.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.protection import letter
from xuncha.core.protection.receipt_code import BadCode, read_code
from xuncha.core.words import Text
from xuncha.portal.attachments import bounds, chosen, taking_files
from xuncha.portal.gate import GATE, SAYS, Busy, Line
from xuncha.portal.inbox import put_in
from xuncha.portal.keys import Readers, readers
from xuncha.portal.published import office
from xuncha.portal.typed import cleaned, too_long, too_rare
from xuncha.portal.way import current
from xuncha.portal.wishes import ADD, NO_FILES_WITH_IT, NO_KEY, NOTHING, PROOF, Wish
from xuncha.vault.mailbox import MOST_TO_OFFICE, Mailbox, NoMailbox, OpenMailbox, open_mailbox
from xuncha.vault.profile import Unreadable
from xuncha.vault.proof_of_work import Kind, Verdict
from xuncha.vault.receipt import keys_of
from xuncha.vault.report import desk_told, from_told, seal_addition

REFUSED, BUSY = 422, 429
MOST_LETTERS = 200
"""Letters that a page shows, the latest; how many there are before them is said."""

STANDING = -1
"""Under this number lies how a report stands; letters are counted from 1, and 0 is the mailbox itself."""

LONGEST = 5_000
"""Characters of what is added at a time; a longer text is sent in parts."""

AGAIN = Text("请再按一次。写的还在", "Please press once more. What you typed is still here")
BROKEN = Text("（这一封打不开，请打电话问。）", "(This letter does not open; please ask by telephone.)")


@dataclass(frozen=True, slots=True)
class Letter:
    """What the office wrote, and the day on which it was laid here: a set sentence, and words as somebody wrote them."""

    day: Text
    said: Text
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """An open mailbox, the day on which it was laid, the latest letters in it, and how the report stands."""

    mailbox: OpenMailbox
    since: Text
    letters: tuple[Letter, ...]
    """The latest first."""
    n_before: int
    """Letters before these, which are not shown."""
    standing: dict[str, Any]
    """How the report stands, as the office laid it last; empty before the first time."""
    desk: str
    """To which desk an addition is sealed."""


def receipt(request: HttpRequest) -> HttpResponse:
    """Asks for the code."""
    return _ask(request)


def open_receipt(request: HttpRequest) -> HttpResponse:
    """What is in the mailbox of a code."""
    if request.method != "POST":
        return HttpResponseRedirect(current().to("/receipt"))
    typed, answer = request.POST.get("code", "")[:200], request.POST.get("answer", "")
    try:
        digits = read_code(typed)
        with GATE.place(Line.CODES):
            if fault := _gate(answer):
                return _ask(request, typed, fault, answer)
            found = _found(digits, readers())
    except (BadCode, NoMailbox, Busy) as none:
        return _ask(request, typed, none.text, answer)
    return _progress(request, typed, found)


def add(request: HttpRequest) -> HttpResponse:
    """Seal what somebody adds to a report or asks for, and put it into the inbox; or hand out the proof."""
    if request.method != "POST":
        return HttpResponseRedirect(current().to("/receipt"))
    taking_files(request)
    typed, answer, to = request.POST.get("code", "")[:200], request.POST.get("answer", ""), readers()
    wish = Wish.of(request.POST)
    wish = replace(wish, words=cleaned(wish.words), files=chosen(request))
    try:
        digits = read_code(typed)
        with GATE.place(Line.CODES):
            if fault := _plain_fault(wish) or _gate(answer):
                return _not_added(request, typed, wish, fault, answer)
            found = _found(digits, to)
    except Busy as busy:
        return _not_added(request, typed, wish, busy.text, answer)
    except (BadCode, NoMailbox) as none:
        return _ask(request, typed, none.text)
    assert to is not None  # a mailbox was found
    if fault := wish.fault(found.standing):
        return _progress(request, typed, found, wish, fault)
    if wish.what == PROOF:
        return _proof(str(found.standing["proof"]))
    seals_to, case = to.seals_to, found.mailbox.case
    if not seals_to.has_desk(found.desk):
        return _progress(request, typed, found, wish, NO_KEY)
    put_in(
        lambda place: seal_addition(
            case, wish.sealed_words, place, seals_to, wish.told(), found.desk, wish.files.kept
        ),
        GATE.lane(answer),
        files=[one.id for one in wish.files.kept],
    )
    return _page(request, "added", {})


def _plain_fault(wish: Wish) -> Text | None:
    """What can be said before anything is looked up."""
    if wish.files.faults:
        return next(iter(wish.files.faults))
    if wish.files.kept and wish.what != ADD:
        return NO_FILES_WITH_IT
    if wish.what == ADD and not wish.words:
        return NOTHING
    if len(wish.words) > LONGEST:
        return too_long(LONGEST, len(wish.words))
    size = len(wish.words.encode())
    return too_rare(MOST_TO_OFFICE, size) if size > MOST_TO_OFFICE else None


def _proof(text: str) -> HttpResponse:
    """The proof as a file, which a browser keeps and never shows."""
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="proof.tlog-proof"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


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
    laid = [row for row in rows if row[0] > 0]
    since = next(day for n, day, _ in rows if n == 0)
    box = json.loads(next(sealed for n, _, sealed in rows if n == 0))
    desk = desk_told(box.get("desk", ""), mailbox.private, mailbox.case)
    return Found(
        mailbox,
        say_plain(since),
        _letters(mailbox, laid),
        laid[0][0] - 1 if laid else 0,
        _standing(mailbox, rows),
        desk,
    )


def _rows(place: bytes) -> list[tuple[int, date, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, day, sealed FROM portal_letter WHERE place = %s AND (n <= 0 OR n >"
            " (SELECT max(n) FROM portal_letter WHERE place = %s) - %s) ORDER BY n",
            [place, place, MOST_LETTERS],
        )
        return [(n, day, bytes(sealed)) for n, day, sealed in cursor.fetchall()]


def _mailbox(rows: list[tuple[int, date, bytes]]) -> Mailbox | None:
    """The mailbox that was laid first, if there is one."""
    first = next((sealed for n, _, sealed in rows if n == 0), None)
    if first is None:
        return None
    told = json.loads(first)
    return from_told(told, UUID(told["case"]))


def _standing(mailbox: OpenMailbox, rows: list[tuple[int, date, bytes]]) -> dict[str, Any]:
    """How the report stands; empty where nothing was laid yet, or it does not open."""
    sealed = next((sealed for n, _, sealed in rows if n == STANDING), None)
    if sealed is None:
        return {}
    try:
        told = json.loads(mailbox.read_standing(sealed))
    except (Unreadable, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _letters(mailbox: OpenMailbox, laid: list[tuple[int, date, bytes]]) -> tuple[Letter, ...]:
    """The letters as they are read, the latest first; what goes on in the next one stands in one."""
    found: list[Letter] = []
    for n, day, sealed in laid:
        said, words = _read(mailbox, n, sealed)
        if found and letter.goes_on(words):
            found[-1] = replace(found[-1], words=found[-1].words + letter.rest(words))
        else:
            found.append(Letter(say_plain(day), said, letter.rest(words)))
    return tuple(reversed(found))


def _read(mailbox: OpenMailbox, n: int, sealed: bytes) -> tuple[Text, str]:
    try:
        return letter.read(mailbox.read(sealed, n))
    except (Unreadable, ValueError, KeyError):
        return BROKEN, ""


# ---------------------------------------------------------------------------------------------- pages


def _progress(
    request: HttpRequest, code: str, found: Found, wish: Wish | None = None, fault: Text | None = None
) -> HttpResponse:
    told = {
        "code": code, "found": found, "standing": found.standing, "wish": wish or Wish(), "fault": fault, "bounds": bounds(),
        "today": timezone.localdate().isoformat(),
    }  # fmt: skip
    return _page(request, "progress", _challenge() | told, REFUSED if fault else 200)


def _ask(request: HttpRequest, typed: str = "", fault: Text | None = None, answer: str = "") -> HttpResponse:
    told = _challenge(answer, fault) | {"typed": typed, "fault": fault}
    return _page(request, "ask_code", told, _status(fault))


def _not_added(request: HttpRequest, code: str, wish: Wish, fault: Text, answer: str) -> HttpResponse:
    told = _challenge(answer, fault) | {"code": code, "wish": wish, "fault": fault, "bounds": bounds()}
    return _page(request, "add", told, _status(fault))


def _status(fault: Text | None) -> int:
    return 200 if fault is None else BUSY if fault == Busy.text else REFUSED


def _challenge(answer: str = "", fault: Text | None = None) -> dict[str, object]:
    """Two challenges for a form; who pressed early, or found no place, goes on with the same one."""
    kept = answer[:400] if fault in (SAYS[Verdict.EARLY], Busy.text) else ""
    return {"wait": kept or GATE.challenge(Kind.WAIT), "work": GATE.challenge(Kind.WORK)}


def _page(request: HttpRequest, name: str, told: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"portal/{name}.html", {**office(), **told}, status=status)
