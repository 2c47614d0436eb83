"""Who is asking: the viewer of a request, in the post chosen in the page head."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from xuncha.store.account import Account
from xuncha.store.viewer import Viewer, viewer_of
from xuncha.web.missing import logged_out
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
        if viewer is None:
            return render(request, "no_post.html")
        request.viewer = viewer  # type: ignore[attr-defined]
        return page(cast(Asked, request), *args, **more)

    return asked


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
