"""反映问题: writing a report, looking it over, and sending it.  What was typed goes from page to page and is kept nowhere.

Files are sealed as they come, before the report is sent, as a browser gives none twice (`attachments.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.protection.receipt_code import written
from xuncha.core.protection.self_identifying import signs_in
from xuncha.core.words import Text
from xuncha.portal.attachments import Chosen, bounds, chosen, taking_files
from xuncha.portal.gate import GATE, SAYS, Busy, Line
from xuncha.portal.inbox import put_in
from xuncha.portal.keys import Readers, readers
from xuncha.portal.published import Shown, office, shown, shown_one
from xuncha.portal.typed import ANOTHER, LONGEST, Typed, too_rare
from xuncha.portal.way import current
from xuncha.portal.whom import choices
from xuncha.vault.envelope import TooLong
from xuncha.vault.once import Drawn, drawn, is_seed, new_seed
from xuncha.vault.proof_of_work import Kind, Verdict
from xuncha.vault.report import Report, seal_report

REFUSED = 422
"""The status of a form that comes back to be mended."""

BUSY = 429
"""The status of a form that comes back as there was no place at the slow step; no error of ours, of which a log would fill."""


def report(request: HttpRequest) -> HttpResponse:
    """The form: empty, or with what was typed where somebody comes back to change it."""
    if request.method != "POST":
        units = _of_team(request.GET.get("team", ""))
        return _form(request, Typed(unit=units[0] if len(units) == 1 else ""), Chosen(), first=units)
    return _form(request, Typed.of(request.POST), chosen(request))


def check(request: HttpRequest) -> HttpResponse:
    """The report as it will be read, with the words in it that may point to its writer."""
    if request.method != "POST":
        return _to_the_form()
    taking_files(request)
    typed, files, to = Typed.of(request.POST), chosen(request), readers()
    if to is None:
        return _closed(request)
    faults = typed.faults(_units(), _office(), to)
    if faults or files.faults:
        return _form(request, typed, files, faults)
    return _looked_over(request, typed, files)


def send(request: HttpRequest) -> HttpResponse:
    """Seal the report, put it into the inbox, and show the receipt's code, this once."""
    if request.method != "POST":
        return _to_the_form()
    typed, files, units, to = Typed.of(request.POST), chosen(request), _units(), readers()
    if to is None:
        return _closed(request)
    faults = typed.faults(units, _office(), to)
    if faults or files.faults:
        return _form(request, typed, files, faults)
    answer, once = request.POST.get("answer", ""), request.POST.get("once", "")
    try:
        with GATE.place(Line.REPORTS):
            verdict = GATE.judged(answer)
            if verdict != Verdict.GOOD:
                # Whoever pressed early goes on with the same challenge: it is good once its seconds are over.
                kept = answer if verdict == Verdict.EARLY else ""
                return _looked_over(request, typed, files, SAYS[verdict], kept, once)
            of = drawn(once if is_seed(once) else new_seed(), typed.written + files.written)
            report = replace(typed.report(units, _office(), to), files=files.kept)
            code = _put_in(report, to, GATE.lane(answer), of)
    except Busy as busy:
        return _looked_over(request, typed, files, busy.text, answer[:400], once)
    except TooLong as error:
        return _form(request, typed, files, {"happened": too_rare(error.most, len(typed.written))})
    return _page(
        request, "receipt", {"groups": written(code).split(), "today": say_plain(timezone.localdate())}
    )


def _put_in(report: Report, to: Readers, lane: str, of: Drawn) -> str:
    """The code of a report that lies in the inbox, once, however often it was sent."""

    def seal(_: UUID) -> bytes:
        with GATE.slow:
            return seal_report(report, of, to.seals_to, timezone.localdate())[1]

    put_in(seal, lane, of.place, [one.id for one in report.files])
    return of.code


# ---------------------------------------------------------------------------------------------- pages


def _of_team(key: str) -> tuple[str, ...]:
    """The units of the team from whose page somebody comes: what was scanned is about one of them most of all."""
    try:
        found = shown_one("team", UUID(key))
    except ValueError:
        return ()
    return tuple(found.told.get("units", ())) if found else ()


def _form(
    request: HttpRequest,
    typed: Typed,
    files: Chosen,
    faults: Mapping[str, Text] | None = None,
    first: Sequence[str] = (),
) -> HttpResponse:
    to = readers()
    if to is None:
        return _closed(request)
    units = sorted(_units().values(), key=lambda one: str(one.id) not in first)
    told = {
        "typed": typed, "files": files, "bounds": bounds(), "faults": faults or {}, "units": units, "readers": to, "longest": LONGEST,
        "another": ANOTHER, "choices": choices(_office(), to),
    }  # fmt: skip
    return _page(request, "report", told, REFUSED if faults or files.faults else 200)


def _looked_over(
    request: HttpRequest,
    typed: Typed,
    files: Chosen,
    said: Text | None = None,
    answer: str = "",
    once: str = "",
) -> HttpResponse:
    to = readers()
    if to is None:
        return _closed(request)
    report = typed.report(_units(), _office(), to)
    told = {
        "typed": typed, "files": files, "report": report, "readers": to, "said": said, "read_by": to.name(report.reader),
        "signs": list(dict.fromkeys((one.words, one.text) for one in signs_in(typed.happened))),
        "wait": answer or GATE.challenge(Kind.WAIT), "work": GATE.challenge(Kind.WORK),
        "once": once if is_seed(once) else new_seed(),
    }  # fmt: skip
    return _page(request, "check", told, 200 if said is None else BUSY if said == Busy.text else REFUSED)


def _closed(request: HttpRequest) -> HttpResponse:
    return _page(request, "closed", {})


def _page(request: HttpRequest, name: str, told: Mapping[str, object], status: int = 200) -> HttpResponse:
    return render(request, f"portal/{name}.html", {**office(), **told}, status=status)


def _to_the_form() -> HttpResponse:
    return HttpResponseRedirect(current().to("/report"))


def _office() -> dict[str, Any]:
    """What the office has published of itself: whom one may report among it."""
    found = shown("office")
    return found[0].told if found else {}


def _units() -> dict[UUID, Shown]:
    """The units of which everybody knows that they are looked at."""
    return {one.id: one for one in shown("unit")}
