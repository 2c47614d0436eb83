"""What a page costs, and whether all can read it: counted below Django, and looked at by axe in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.conf import settings
from django.urls import resolve

from tests.web.conftest import Visitor
from xuncha.core.facts.rows import Subject
from xuncha.store.append import run
from xuncha.store.schemes import scheme_for
from xuncha.store.table import SUBJECT
from xuncha.web import addresses
from xuncha.web.pages.papers.boxes import form_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

KB = 1000
HEAVIEST = 60 * KB
MOST_QUERIES = 12
MOST_STATEMENTS = 70
"""As many as the rules on what may be done there ask for, which is the same for one row and for a thousand."""
WIDE, PHONE = 1440, 390

Pattern = tuple[str, str, str]
"""A page's pattern: its route, the plural in it, and the act that it asks for."""


@dataclass(frozen=True)
class Opened:
    """One page as one role got it, and what it cost: round trips to the database, and statements that travelled in them."""

    role: str
    address: str
    pattern: Pattern
    status: int
    weight: int
    queries: int
    statements: int

    def __str__(self) -> str:
        return f"{self.role} {self.address}: {self.status}, {self.weight:,} bytes, {self.queries} queries of {self.statements} statements"


class Counted:
    """Counts what goes to PostgreSQL, below Django and below the store, which share the connection."""

    def __init__(self) -> None:
        self.queries = self.statements = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        execute, pipeline = psycopg.Cursor.execute, psycopg.Connection.pipeline

        def counted_execute(cursor: Any, *args: Any, **more: Any) -> Any:
            self.statements += 1
            self.queries += cursor.connection._pipeline is None  # in a pipeline the trip is counted once
            return execute(cursor, *args, **more)

        def counted_pipeline(connection: Any) -> Any:
            self.queries += 1
            return pipeline(connection)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(psycopg.Cursor, "execute", counted_execute)
            patch.setattr(psycopg.Connection, "pipeline", counted_pipeline)
            yield


def opened_by(visitor: Visitor, role: str, address: str, counted: Counted) -> tuple[Opened, str] | None:
    """A page as one role gets it, and its HTML; nothing where it is a file to take away."""
    counted.queries = counted.statements = 0
    answer = visitor.client.get(address)
    if answer.streaming or "attachment" in answer.headers.get("Content-Disposition", ""):
        return None
    html = answer.content.decode()
    found = Opened(
        role, address, pattern_of(address), answer.status_code, len(answer.content), counted.queries, counted.statements,
    )  # fmt: skip
    return found, html


def links_in(html: str) -> list[str]:
    """The pages a page leads to, in its own language."""
    links = [unescape(link) for link in re.findall(r'href="(/[^"#]*)', html)]
    return [link for link in links if not link.startswith("/static/") and "lang=" not in link]


def pattern_of(address: str) -> Pattern:
    return _pattern_of(address.partition("?")[0])


@cache
def _pattern_of(path: str) -> Pattern:
    found = resolve(path)
    return found.route, found.kwargs.get("plural", ""), found.kwargs.get("act", "")


def of_the_round(logins: Iterable[str]) -> list[Opened]:
    """The rounds of a demo with all their views, what a round will ask, and the papers whose boxes a regulation fixes."""
    counted, found = Counted(), list[Opened]()
    papers = [f"{addresses.of_subject(row.kind, row.id)}/paper" for row in with_boxes()]
    with counted.listening():
        for login in logins:
            visitor = Visitor(login)
            waiting = ["/rounds", "/scheme/forecast", *papers]
            known = set(waiting)
            for address in waiting:
                page, html = opened_by(visitor, login, address, counted) or (None, "")
                if page is None or page.status != 200:
                    continue
                found.append(page)
                for link in links_in(html) if address.startswith("/rounds") else ():
                    if link not in known and re.fullmatch(r"/rounds/[0-9a-f-]{36}(/views/\w+)?", link):
                        known.add(link)
                        waiting.append(link)
    return found


def with_boxes() -> list[Subject]:
    """One matter of each kind whose paper has fixed boxes or columns."""
    rows = [SUBJECT.read(one) for one in run([(f"{SUBJECT.select()} ORDER BY version DESC", [])])[0]]
    found: dict[tuple[str, str], Subject] = {}
    for row in rows:
        scheme = scheme_for(row)
        drafted = scheme.form("document.drafted", row.code) if row.kind == "document" else None
        if form_of(scheme, row) or (drafted and drafted.lines):
            found.setdefault((row.kind, row.code), row)
    return list(found.values())


def once(opened: Iterable[Opened]) -> list[Opened]:
    """Each address once, as the first of the roles has it."""
    return list({page.address: page for page in reversed(list(opened))}.values())


def too_dear(opened: Iterable[Opened]) -> list[str]:
    """The pages that weigh or ask too much."""
    return [
        str(page)
        for page in opened
        if page.weight > HEAVIEST or page.queries > MOST_QUERIES or page.statements > MOST_STATEMENTS
    ]


AXE_RUN = """is_coloured => axe.run({
    resultTypes: ['violations'], rules: {'color-contrast': {enabled: is_coloured}},
}).then(found => found.violations)"""
"""What axe finds on the page that is open, with or without its question of contrast."""


def hard_to_read(
    chromium: Browser,
    address: str,
    opened: Iterable[Opened],
    lang: str,
    widths: tuple[int, ...] = (WIDE, PHONE),
) -> list[str]:
    """
    What axe finds on these pages at these widths, and pages that are wider than the screen, wide or a phone's.

    Contrast is most of what a look costs, and colours speak no language: it is asked in Chinese, of every page at the
    first of the widths, and at the others of one page of each route.
    """
    from axe_playwright_python.sync_playwright import Axe

    axe, wrong = Axe(), []
    coloured: set[tuple[str, int]] = set()
    browsers: dict[str, BrowserContext] = {}
    for one in opened:
        if one.role not in browsers:
            browsers[one.role] = logged_in(chromium, address, one.role, lang)
            browsers[one.role].new_page()
        page = browsers[one.role].pages[0]
        page.goto(one.address)
        page.evaluate(axe.axe_script)
        for width in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{one.role} {one.address} at {width}: wider than the screen")
            if width not in widths:
                continue
            route = one.pattern[0], width
            is_coloured = lang == "zh" and (width == widths[0] or route not in coloured)
            coloured.add(route)
            for fault in page.evaluate(AXE_RUN, is_coloured):
                wrong.append(
                    f"{one.role} {one.address} at {width}: {fault['id']} {[node['html'][:200] for node in fault['nodes'][:3]]}"
                )
    for browser in browsers.values():
        browser.close()
    return wrong


def logged_in(chromium: Browser, address: str, role: str, lang: str) -> BrowserContext:
    """A browser of somebody who came in before, and reads in this language."""
    visitor = Visitor(role)
    visitor.client.get(f"/me?lang={lang}")
    key = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
    return context
