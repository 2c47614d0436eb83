"""A paper reaches whoever it is issued to with what it says of the matters it names; those matters stay closed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.regulations.hongshan.district import running
from tests.regulations.jinniu.district import checking
from tests.regulations.wuqing.city import enrolled
from tests.web.through_pages import Through
from xuncha.web import addresses

pytestmark = pytest.mark.usefixtures("pages")


def as_(city: Any, by: str) -> Through:
    """The holder of a post at the browser; only while the city is stood in."""
    found: Through = city.play.browser(*city.play.holder(city.by(*by.split("/"))))
    return found


def page_of(city: Any, name: str) -> str:
    row = city.subject(name)
    return addresses.of_subject(row.kind, row.id)


def everywhere(city: Any, by: str, name: str) -> dict[str, str]:
    """What somebody reads of a paper: on its page, in its print, and beside the form on which it is received."""
    city.play.shown.append(name)
    page = page_of(city, name)
    with city.play.there():
        who = as_(city, by)
        return {
            "page": who.reads(page),
            "print": who.prints(page),
            "receipt": who.reads(f"{page}/do/document.received"),
        }


def is_closed(city: Any, by: str, name: str) -> bool:
    """Whether the page of a matter is not there for somebody, nor its print."""
    city.play.shown.append(name)
    page = page_of(city, name)
    with city.play.there():
        client = as_(city, by).client
        return {client.get(one).status_code for one in (page, f"{page}/paper", f"{page}.csv")} == {404}


def test_a_circular_of_hongshan_tells_its_problems_to_the_unit_and_to_the_discipline_body() -> None:
    city = running().find().assign("finding")
    fields = {"items": ["@finding"], "decisions": "洪纪〔2015〕5号", "reason_for_names": "屡教不改"}
    city.do(
        "organ/clerk", "document.drafted", {"kind": "circular", **fields}, within="parks_in", name="circular"
    )
    city.do("organ/clerk", "document.signed", {}, subject="circular")
    city.do("organ/clerk", "document.issued", {"to": ["@parks", "@discipline"]}, subject="circular")
    for by in ("parks/clerk", "discipline/clerk"):
        said = everywhere(city, by, "circular")
        for where in ("page", "print"):
            assert "窗口空岗" in said[where], (by, where)
            assert "工作时间两个窗口无人" in said[where], (by, where)
    assert is_closed(city, "discipline/clerk", "finding")


def test_a_notice_of_cases_of_jinniu_names_its_cases_to_a_unit_that_reads_no_inquiry() -> None:
    district = checking().inquire("review", "case").decide("review", number="金纪〔2017〕3号")
    told = {
        "cases": ["@inquiry"],
        "facts": "收受购物卡",
        "decision": "3号",
        "way": "batch",
        "batch": "第一批",
        "naming_reason": "警示",
    }
    district.draft("commission", "internal_notice", "round", **told)
    district.approve("group/leader", "commission", "naming", "group_leader", "internal_notice")
    district.issue("commission", "internal_notice", "bureau")
    said = everywhere(district, "bureau/clerk", "internal_notice")
    for where in ("page", "print", "receipt"):
        assert "通报的案件" in said[where], where
        assert "调查" in said[where].partition("通报的案件")[2][:20], where
    assert is_closed(district, "bureau/clerk", "inquiry")


def test_a_circular_of_wuqing_names_the_decision_it_rests_on_to_a_unit_that_never_got_it() -> None:
    city = enrolled().decide_finally("程远道").name_people("circular")
    city.do("town/contact", "document.signed", {}, subject="circular")
    asked = {"for_act": "naming", "to": "principal"}
    city.do("town/clerk", "approval.requested", asked, subject="circular")
    city.do("town/principal", "approval.given", {"for_act": "naming"}, subject="circular")
    city.clear("circular").issue("circular", to=["station"])
    said = everywhere(city, "station/contact", "circular")
    for where in ("page", "print"):
        assert "处理决定" in said[where].partition("依据的最终处理决定")[2][:30], where
    assert is_closed(city, "station/contact", "decision")
