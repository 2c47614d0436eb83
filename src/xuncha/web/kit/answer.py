"""How an act answers a browser: on to the next page, or the same form once more."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

REFUSED = 422


def lead_to(request: HttpRequest, href: str) -> HttpResponse:
    """The act is done: lead the person to a page, out of the dialog too if the form stood in one."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(href)
    return HttpResponseRedirect(href, status=303)


def ask_again(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """The act is refused: the same form, everything typed kept, the refusal above it."""
    return render(request, template, dict(context), status=REFUSED)
