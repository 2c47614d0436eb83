"""The pages one meets when a page cannot be shown.

Absent and forbidden look the same, byte for byte: no language, name or address of the asker goes into the page.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one answer to an address that does not exist and to one that the asker may not open."""
    return HttpResponse(render_to_string("not_found.html"), status=404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Something broke on our side; while the database is away it is only a pause."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return resting(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def resting(request: HttpRequest) -> HttpResponse:
    """The office's machine is starting or being looked after."""
    answer = HttpResponse(render_to_string("503.html"), status=503)
    answer.headers["Retry-After"] = "30"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its mark: it lay open too long, or came from elsewhere."""
    return HttpResponse(render_to_string("stale_form.html"), status=403)
