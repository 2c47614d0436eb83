"""The pages one meets when a page cannot be shown.

Absent and forbidden look the same, byte for byte: no language, name or address of the asker goes into the page.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from xuncha.web.unsent import PRIVATE, unsent


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
    if request.user.is_anonymous and not request.path.startswith(PRIVATE):
        return logged_out(request)
    told = {"unsent": unsent(request), "again": request.get_full_path()}
    return HttpResponse(render_to_string("stale_form.html", told), status=403)


def logged_out(request: HttpRequest) -> HttpResponse:
    """A form was sent after its sender's login had ended: what was written is shown, nothing is done."""
    told = {"unsent": unsent(request), "again": request.get_full_path()}
    return HttpResponse(render_to_string("logged_out.html", told), status=403)


def post_lost(request: HttpRequest) -> HttpResponse:
    """A form was sent after its sender's post was vacated, or its days were over: what was written is shown, nothing is done."""
    told = {"unsent": unsent(request), "again": request.get_full_path()}
    return HttpResponse(render_to_string("post_lost.html", told), status=403)


def too_much(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came cannot be read: far too long, too many fields, or broken on the way."""
    return HttpResponse(render_to_string("too_much.html"), status=400)
