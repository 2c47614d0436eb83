"""Who is asking: the viewer of a request, in the post chosen in the page head."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from xuncha.store.access import note_asked_in_vain, note_shown
from xuncha.store.account import Account
from xuncha.store.look import noting_what_is_met
from xuncha.store.viewer import Viewer, viewer_of
from xuncha.web.missing import logged_out, post_lost
from xuncha.web.unsent import is_written

POST = "post"
"""Where the session keeps the post acted in."""

Page = Callable[..., HttpResponseBase]


class Asked(HttpRequest):
    """A request of somebody with a post."""

    viewer: Viewer
    lang: str


def seated(page: Page) -> Page:
    """Only for people with a post; the page gets `request.viewer`."""

    @wraps(page)
    def asked(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        if request.user.is_anonymous:
            if is_written(request):  # being led to the door would lose it
                return logged_out(request)
            return redirect_to_login(request.get_full_path())
        viewer = viewer_for(request)
        is_lost = _has_lost_post(request, viewer)
        if is_lost and is_written(request):  # it was written in that post, and is not done in another
            return post_lost(request)
        if viewer is None:
            return render(request, "no_post.html")
        request.viewer = viewer  # type: ignore[attr-defined]
        return _noted(page, cast(Asked, request), *args, **more)

    return asked


def _has_lost_post(request: HttpRequest, viewer: Viewer | None) -> bool:
    """Whether the post acted in until now was vacated or has run out; from now on it is the next one, if there is one.

    Of somebody with several posts the session keeps from the first page on which of them it is.
    """
    acted_in = request.session.get(POST)
    now_in = str(viewer.seat.id) if viewer else None
    if acted_in == now_in:
        return False
    if acted_in is None and (viewer is None or len(viewer.seats) == 1):
        return viewer is None
    if now_in is None:
        del request.session[POST]
    else:
        request.session[POST] = now_in
    return acted_in is not None


def _noted(page: Page, request: Asked, *args: Any, **more: Any) -> HttpResponseBase:
    """The page, with a line in the access record for the protected matters in it, or for what was asked for in vain."""
    viewer, key = request.viewer, more.get("key")
    where = request.resolver_match.url_name if request.resolver_match else None
    with noting_what_is_met() as met:
        try:
            answer = page(request, *args, **more)
        except Http404:
            if isinstance(key, UUID):
                note_asked_in_vain(viewer, str(where), key)
            raise
    if isinstance(key, UUID):
        met.pop(key, None)  # the page of a matter notes its own opening
    if met and answer.status_code in SHOWING:
        note_shown(viewer, str(where), met)
    return answer


SHOWING = frozenset({200, 422})
"""Answers that show something; the others lead to another page."""


def rows_before(request: HttpRequest) -> int:
    """How many rows the pages before this one held, as the link to it says."""
    seen = request.GET.get("seen", "")
    return int(seen) if request.GET.get("after") and seen.isdecimal() and len(seen) < 7 else 0


def viewer_for(request: HttpRequest) -> Viewer | None:
    """The viewer of a logged-in account; None when it belongs to nobody with a post."""
    account = cast(Account, request.user)
    if account.person is None:
        return None
    chosen = request.session.get(POST)
    today = timezone.localdate()
    return viewer_of(account.person, UUID(chosen) if chosen else None, today, lang=language(request))


def language(request: HttpRequest) -> str:
    """The language of the page: as the link chose, else as the account has it."""
    chosen = getattr(request, "lang", "")
    account = request.user
    return str(chosen or getattr(account, "language", "zh"))
