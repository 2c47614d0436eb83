"""In which language a page is read: Chinese first, English complete."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Literal
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Lang = Literal["zh", "en"]

KEPT_AS = "lang"
DJANGO_NAME: dict[Lang, str] = {"zh": "zh-hans", "en": "en"}
HTML_NAME: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


_READ_IN: ContextVar[Lang | None] = ContextVar("read_in", default=None)
"""The language of the answer being made: asked some thousand times for a page, so kept where it is found at once."""


def current() -> Lang:
    """The language of the page being made."""
    return _READ_IN.get() or ("en" if (translation.get_language() or "").startswith("en") else "zh")


def in_chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Make each page in the language its reader chose, and tell every template by `request.lang`."""

    def in_language(request: HttpRequest) -> HttpResponse:
        lang = chosen(request)
        request.lang = lang  # type: ignore[attr-defined]
        token = _READ_IN.set(lang)
        try:
            with translation.override(DJANGO_NAME[lang]):
                return get_response(request)
        finally:
            _READ_IN.reset(token)

    return in_language


def chosen(request: HttpRequest) -> Lang:
    """
    The language named in the address, else the one chosen earlier, else the account's, else Chinese.

    A visitor without a session gets no cookie for choosing: the address alone carries the choice.
    """
    named = known(request.GET.get("lang"))
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return named or "zh"
    if named is None:
        return known(request.session.get(KEPT_AS)) or known(getattr(request.user, "language", None)) or "zh"
    if request.session.get(KEPT_AS) != named:
        request.session[KEPT_AS] = named
    return named


def known(word: object) -> Lang | None:
    """A language of the product, or None for any other word."""
    return word if word in ("zh", "en") else None


def address_in(request: HttpRequest, lang: Lang) -> str:
    """The address of the same page in another language, filters kept."""
    asked = [(key, value) for key, values in request.GET.lists() if key != "lang" for value in values]
    return f"{request.path}?{urlencode([*asked, ('lang', lang)])}"
