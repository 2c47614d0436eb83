"""The pages that everybody may read: what is going on, what was announced, and how to report."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.portal.keys import readers
from xuncha.portal.log import has_log
from xuncha.portal.published import NAMELESS, office, shown, shown_one


def start(request: HttpRequest) -> HttpResponse:
    """Where everybody begins: report, look up an answer, read what is going on."""
    told = {"announcements": shown("announcement")[:3], "is_open": readers() is not None}
    return render(request, "portal/start.html", {**office(), **told})


def announcements(request: HttpRequest) -> HttpResponse:
    """Everything published, the newest first."""
    return render(request, "portal/announcements.html", {**office(), "announcements": shown("announcement")})


def announcement(request: HttpRequest, key: UUID) -> HttpResponse:
    """One published paper."""
    found = shown_one("announcement", key)
    if found is None:
        return not_found(request)
    return render(request, "portal/announcement.html", {**office(), "one": found})


def how(request: HttpRequest) -> HttpResponse:
    """How to report, by which ways, and what happens to a report; and what we cannot protect."""
    return render(
        request, "portal/how.html", {**office(), "is_open": readers() is not None, "has_log": has_log()}
    )


def no_icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for a picture of the site by themselves; there is none, and that is no fault."""
    return HttpResponse(status=204)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "portal/not_found.html", office(), status=404)


def too_much(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More was sent than any form here has room for, or it was no form at all."""
    return render(request, "portal/too_much.html", office(), status=400)


def failed(request: HttpRequest) -> HttpResponse:
    """Nothing of what was sent is said again here, and the database may be what failed."""
    return render(request, "portal/failed.html", {"office": NAMELESS}, status=500)
