"""Headers of every answer of the portal, and what its log may say."""

import logging
import traceback
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def protective_headers(get_response: Answer) -> Answer:
    """Let a browser load nothing but our own style sheet and script, and keep every page out of every cache."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return with_headers


class Bare(logging.Formatter):
    """The kind of an error and the place in our code; never its words, which may hold what somebody sent."""

    def format(self, record: logging.LogRecord) -> str:
        kind, _, trace = record.exc_info or (None, None, None)
        if kind is None:
            return f"portal: an error in {record.module}"
        last = traceback.extract_tb(trace)[-1] if trace else None
        return f"portal: {kind.__name__} at {last.name if last else '?'}:{last.lineno if last else 0}"
