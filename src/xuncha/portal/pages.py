"""The pages that everybody may read: what is going on, what was announced, and how to report."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.portal.published import shown, shown_one


def start(request: HttpRequest) -> HttpResponse:
    """Where everybody begins: report, look up an answer, read what is going on."""
    return render(request, "portal/start.html", {**_office(), "announcements": shown("announcement")[:3]})


def announcements(request: HttpRequest) -> HttpResponse:
    """Everything published, the newest first."""
    return render(request, "portal/announcements.html", {**_office(), "announcements": shown("announcement")})


def announcement(request: HttpRequest, key: UUID) -> HttpResponse:
    """One published paper."""
    found = shown_one("announcement", key)
    if found is None:
        return not_found(request)
    return render(request, "portal/announcement.html", {**_office(), "one": found})


def how(request: HttpRequest) -> HttpResponse:
    """How to report, by which ways, and what happens to a report; and what we cannot protect."""
    return render(request, "portal/how.html", _office())


def _office() -> dict[str, object]:
    """The name over every page, and the ways to reach the office."""
    found = shown("office")
    return {"office": found[0].told if found else {"name": {"zh": "巡查", "en": "Inspection"}}}


def no_icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for a picture of the site by themselves; there is none, and that is no fault."""
    return HttpResponse(status=204)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/not_found.html", _office(), status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Nothing of what was sent is said again here, and the database may be what failed."""
    return render(
        request, "portal/failed.html", {"office": {"name": {"zh": "巡查", "en": "Inspection"}}}, status=500
    )
