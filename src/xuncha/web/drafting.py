"""Keeps what is being typed into a form, and offers it when the form is opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils import timezone

from xuncha.core.dates.day_words import say_day
from xuncha.core.words import Text
from xuncha.store import drafts
from xuncha.web.asking import Asked, language
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.form_page import DraftOffer, FormPage
from xuncha.web.kit.link import Link
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.typed import key_typed

ASKED = "draft"
"""In the address: `keep` keeps what is sent, `on` opens the form with what was kept."""

PART_OF_THE_PLACE = ("kind", "duty")
"""What in an address makes another form of it."""

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "retry_key", "seen_version", "do", "more-lines"})
MOST = 200_000
"""So many characters a draft may hold; a form itself takes no more."""


def place_of(request: Asked) -> str:
    """The address of a form, as its draft is kept under it."""
    asked = {name: request.GET[name] for name in PART_OF_THE_PLACE if request.GET.get(name)}
    return request.path + (f"?{urlencode(asked)}" if asked else "")


def address(place: str, way: str) -> str:
    """The address of a form with what it is asked to do with its draft."""
    return f"{place}{'&' if '?' in place else '?'}{ASKED}={way}"


def drafted(request: Asked, about: UUID | None) -> HttpResponse | None:
    """The answer to a form that was sent to be kept or to be forgotten; None where it was sent to be done."""
    place = place_of(request)
    if request.GET.get(ASKED) == "keep":
        words = _keep(request, place, about)
        said = words.en if language(request) == "en" else words.zh
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    if request.POST.get("do") == "draft":
        say_on_next_page(request, Said(_keep(request, place, about)))
        return lead_to(request, address(place, "on"))
    if request.POST.get("do") == "forget":
        drafts.forget(request.viewer, place)
        say_on_next_page(request, Said(Text("草稿已经删除", "The draft is deleted")))
        return lead_to(request, place)
    return None


def _keep(request: Asked, place: str, about: UUID | None) -> Text:
    said = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
        if value.strip()
    )
    if not said:
        drafts.forget(request.viewer, place)
        return Text("还没有写什么，没有草稿", "Nothing is written yet; there is no draft")
    if sum(len(name) + len(value) for name, value in said) > MOST:
        return Text("太长了，草稿没有存", "Too long; the draft was not kept")
    drafts.keep(request.viewer, place, about, said, sending=key_typed(request.POST))
    now = timezone.localtime()
    return Text(f"草稿已存 {now:%H:%M}，只有您自己看得到", f"Draft kept at {now:%H:%M}; only you can see it")


def taken_up(request: Asked) -> QueryDict | None:
    """What was kept, as if it had just been sent; None where the form is not opened to go on with it."""
    if request.GET.get(ASKED) != "on":
        return None
    said = drafts.said_in(request.viewer, place_of(request))
    if not said:
        return None
    post = QueryDict(mutable=True)
    for name, value in said:
        post.appendlist(name, value)
    return post


def keeping(request: Asked, form: FormPage) -> FormPage:
    """A form whose answers are kept while they are typed.

    Where an older draft waits, it is offered first, and nothing is written over it unless somebody presses the button.
    """
    place = place_of(request)
    is_open = request.method == "POST" or request.GET.get(ASKED) == "on"
    waiting = None if is_open else drafts.draft_at(request.viewer, place)
    if waiting is None:
        was_sent = request.method == "POST"
        return replace(form, can_keep_draft=True, draft_href=address(place, "keep"), was_sent=was_sent)
    at = timezone.localtime(waiting.at)
    on = Link(Text("接着写", "Go on with it"), address(place, "on"))
    return replace(form, can_keep_draft=True, offer=DraftOffer(moment_words(at), on))


def moment_words(at: datetime) -> Text:
    """`10:32` today, `11月20日 10:32` on another day."""
    if at.date() == timezone.localdate():
        return Text(f"{at:%H:%M}", f"{at:%H:%M}")
    day = say_day(at.date(), with_year=False)
    return Text(f"{day.zh} {at:%H:%M}", f"{day.en}, {at:%H:%M}")
