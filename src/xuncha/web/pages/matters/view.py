"""A view of a round as a page of its own, and the ways to such pages on the page of the round."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.facts.rows import Subject
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.subjects import subject_for_page
from xuncha.store.schemes import scheme_for
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.pages.frame import show
from xuncha.web.pages.views.registry import VIEWS, Place, asked_for, blocks_at, pages_of
from xuncha.web.pages.views.sight import Sight


@seated
def round_view(request: Asked, key: UUID, name: str) -> HttpResponse:
    """One view of a round, for those who inspect, run or lead."""
    viewer, row = request.viewer, subject_for_page(request.viewer, key)
    if row is None or row.kind != "campaign" or not viewer.is_inside:
        raise Http404
    scheme = scheme_for(row)
    if name not in pages_of(scheme):
        raise Http404
    title = VIEWS[name].title
    crumbs = (Link(row.title, addresses.of_subject("campaign", row.id)),)
    heading = Heading(title, crumbs=crumbs, here=title, can_print=True)
    sight = Sight(viewer, scheme, row, timezone.localtime(), request.GET.dict(), address(row.id, name))
    try:
        blocks = (*blocks_at(sight, Place.BESIDE, name=name), *readings(scheme, name))
    except ValueError:  # the address names no page of a table
        raise Http404 from None
    return show(request, "subject.html", SubjectPage(heading, blocks))


def readings(scheme: Scheme, name: str) -> Iterator[Block]:
    """How the regulation is read here where it leaves open what the view shows."""
    views = [view for view in asked_for(scheme) if view.page == name]
    named = [
        sign.within.removeprefix("setting:")
        for view in views
        for sign in view.signs.values()
        if sign.within.startswith("setting:")
    ]
    settings = [scheme.settings[key] for key in dict.fromkeys(named)]
    said = [one.reading for one in (*views, *settings) if one.reading]
    if said:
        yield Block(
            "reading", Text("口径", "How it is read here"), tuple(Prose(one, is_quiet=True) for one in said)
        )


def ways_block(scheme: Scheme, row: Subject) -> tuple[Block, ...]:
    """The ways to the views, on the page of the round."""
    links = tuple(Link(VIEWS[name].title, address(row.id, name)) for name in pages_of(scheme))
    words = Text("这一{round}的情况，各有一页：", "How the {round} stands, a page each:")
    return (Block("views", Text("一览", "Views"), (Prose(words, links),)),) if links else ()


def address(key: UUID, name: str) -> str:
    """The page of a view of a round."""
    return f"{addresses.of_subject('campaign', key)}/views/{name}"
