"""Figures that lead to just the rows they count: complaints by channel, and what is open under one rule."""

import re

import pytest

from tests.regulations.hongshan.district import running
from tests.regulations.wuqing.city import enrolled
from tests.web.hongshan_pages import address, browser
from tests.web.through_pages import words_of

pytestmark = pytest.mark.usefixtures("pages")


def views_of(city: object, by: str) -> str:
    """The page of a round, and every view beside it."""
    who = browser(city, by)
    page = who.html(address(city, "round"))
    return page + "".join(
        who.html(way) for way in dict.fromkeys(re.findall(r'href="([^"]+/views/[^"]+)"', page))
    )


def test_the_complaints_of_a_channel_are_opened_by_their_figure_and_no_others() -> None:
    city = running().complain("conduct").complain("conduct").complain("direct")
    city.play.shown.append("channels")
    with city.play.there():
        html = views_of(city, "office/clerk")
        ways = dict(re.findall(r'href="(/complaints\?campaign=[^"]+channel=\w+)">(\d+)<', html))
        assert sorted(ways.values()) == ["1", "2"]
        for way, n in ways.items():
            listed = browser(city, "office/clerk").html(way.replace("&amp;", "&"))
            assert len(set(re.findall(r'href="/complaints/([0-9a-f-]{36})"', listed))) == int(n), way


def test_a_channel_of_which_a_complaint_was_voided_has_a_bare_figure() -> None:
    city = running().complain("conduct").complain("conduct")
    city.do("office/clerk", "matter.withdrawn", {"text": "登记重了"}, subject="complaint")
    city.play.shown.append("channels")
    with city.play.there():
        assert "channel=conduct" not in views_of(city, "office/clerk")


def test_what_is_open_under_a_rule_is_listed_by_its_figure() -> None:
    city = enrolled()
    city.play.shown.append("duties")
    with city.play.there():
        html = views_of(city, "office/clerk")
        ways = dict(re.findall(r'href="(/duties\?campaign=[^"]+rule=\w+)">(\d+)<', html))
        assert ways
        way, n = next(iter(ways.items()))
        listed = browser(city, "office/clerk").reads(way.replace("&amp;", "&"))
        assert f"共 {n} 件" in listed
        rule = city.play.scheme.duties[way.rpartition("=")[2]]
        assert rule.text.zh in listed
        client = browser(city, "office/clerk").client
        assert client.get(f"{way.partition('?')[0]}?rule=no_such_rule").status_code == 404


def test_nobody_filters_by_a_channel_that_the_regulation_does_not_have() -> None:
    city = running()
    city.play.shown.append("channels")
    with city.play.there():
        assert browser(city, "office/clerk").client.get("/complaints?channel=pigeon").status_code == 404
        assert "渠道" in words_of(browser(city, "office/clerk").html("/complaints?channel=conduct"))
