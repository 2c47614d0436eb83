"""How the tests of Hongshan's pages look at the district that is played through pages."""

from __future__ import annotations

import re

from django.test import Client

from tests.regulations.hongshan.district import District
from tests.web.through_pages import Through, words_of


def browser(city: District, by: str) -> Through:
    """The holder of a post at the browser; only while the city is stood in."""
    found: Through = city.play.browser(*city.play.holder(city.by(*by.split("/"))))
    return found


def address(city: District, name: str) -> str:
    """The page of a matter of the city."""
    from xuncha.web import addresses

    row = city.subject(name)
    return addresses.of_subject(row.kind, row.id)


def prints(city: District, by: str, name: str) -> str:
    """What the paper of a matter says to the holder of a post."""
    city.play.shown.append(name)
    with city.play.there():
        return browser(city, by).prints(address(city, name))


def reads(city: District, by: str, page: str) -> str:
    """The words of a page as the holder of a post reads it."""
    city.play.shown.append(page)
    with city.play.there():
        return browser(city, by).reads(page)


def rows(city: District, title: str, *, by: str = "office/clerk") -> list[list[str]]:
    """The table of this title on the views of the mechanism: its heads and its rows, cell by cell."""
    city.play.shown.append(title)
    with city.play.there():
        who = browser(city, by)
        ways = re.findall(r'href="([^"]+/views/[^"]+)"', who.html(address(city, "round")))
        sections = [one for way in ways for one in re.findall(r"<section[\s\S]*?</section>", who.html(way))]
    found = next(one for one in sections if title in words_of(one.partition("</h2>")[0]))
    lines = re.findall(r"<tr[\s\S]*?</tr>", found)
    return [
        [" ".join(words_of(cell).split()) for cell in re.findall(r"<t[hd][^>]*>([\s\S]*?)</t[hd]>", line)]
        for line in lines
    ]


def anybody(city: District, page: str = "/public") -> str:
    """A page as somebody without an account reads it."""
    city.play.shown.append(page)
    with city.play.there():
        answer = Client().get(page)
    assert answer.status_code == 200, f"{page}: {answer.status_code}"
    return words_of(answer.content.decode())
