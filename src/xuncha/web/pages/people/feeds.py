"""How many things are due on which day, for the calendar program of whoever made the address: no login, and no titles."""

from __future__ import annotations

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from xuncha.core.dates.day_words import midnight
from xuncha.core.dates.icalendar import due_calendar
from xuncha.queries.desk import due_by_day
from xuncha.store.notices import feed_at
from xuncha.store.viewer import viewer_of


@csrf_exempt  # what is sent there is answered like any page that is not there
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar; an address that is wrong, over or withdrawn is absent."""
    today = timezone.localdate()
    found = feed_at(token, today) if request.method in ("GET", "HEAD") else None
    viewer = viewer_of(found.person, found.seat, today) if found else None
    if found is None or viewer is None or viewer.seat.id != found.seat:
        raise Http404
    desk = request.build_absolute_uri("/desk")
    owed = due_by_day(viewer, today)
    body = due_calendar(owed.days, found.id, midnight(today), desk, owed.n_late).encode()
    mark = f'"{sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == mark:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["ETag"] = mark
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
