"""Seeded defects of the pages: what the counting must find, or the counting itself is at fault."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from xuncha.store.append import run

Answer = Callable[[HttpRequest], HttpResponse]
LATER, BETWEEN = 0.4, 0.05
"""Seconds: between an acknowledgement and its commit, and between a look and what it was for."""


def defective(get_response: Answer) -> Answer:
    """The middleware of the defect that FAULTS_DEFECT names."""
    made: dict[str, Callable[[Answer, HttpRequest], HttpResponse]] = {
        "acknowledged before commit": _acknowledged_first,
        "looked up, then inserted": _looked_up_first,
    }
    defect = made[os.environ["FAULTS_DEFECT"]]

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or "/begin/" not in request.path:
            return get_response(request)
        return defect(get_response, request)

    return answer


def _acknowledged_first(get_response: Answer, request: HttpRequest) -> HttpResponse:
    """Says that it is done, and does it a moment later."""
    request.POST  # noqa: B018 - it is read while the connection still stands

    def later() -> None:
        time.sleep(LATER)
        get_response(request)
        connections.close_all()

    threading.Thread(target=later).start()
    return HttpResponseRedirect("/desk")


def _looked_up_first(get_response: Answer, request: HttpRequest) -> HttpResponse:
    """Looks whether the same was sent before, and then goes on, with nothing that keeps two apart."""
    form = request.POST.copy()
    key = UUID(form["retry_key"])
    with _SEEN_LOCK:
        was_done = key in _SEEN
    if was_done or run([("SELECT 1 FROM command WHERE key = %s", [key])])[0]:
        return HttpResponseRedirect("/desk")
    time.sleep(BETWEEN)
    form["retry_key"] = str(uuid4())
    request.POST = form  # type: ignore[assignment]  # as Django itself sets it
    answer = get_response(request)
    with _SEEN_LOCK:
        _SEEN.add(key)
    return answer


_SEEN: set[UUID] = set()
_SEEN_LOCK = threading.Lock()
