"""Articles 31 and 32: who interprets the measures, and from when they apply."""

from datetime import date

import pytest

from tests.regulations.yiwu.city import City, new_city

clause = pytest.mark.clause


def adopted() -> City:
    city = new_city()
    scheme = {"scheme": "yiwu-2015", "version": "1", "digest": "d", "starts_on": "2015-09-24"}
    city.do("office/clerk", "scheme.adopted", scheme, name="scheme")
    return city


READING = {"clause": "yiwu-12-8", "value": "“一般”是指没有特殊情况"}


def test_an_interpretation_is_made_by_both_bodies_together() -> None:
    city = adopted()
    asked = ("discipline/contact", "reading.fixed")
    assert (
        city.why("two_interpreters", *asked, READING | {"authors": ["@discipline"]}, subject="scheme")
        == "yiwu-31-1 解释由市纪委会同组织部作出：还缺：市委组织部"
    )
    others = READING | {"authors": ["@office", "@group"]}
    assert (
        city.why("two_interpreters", *asked, others, subject="scheme")
        == "yiwu-31-1 解释由市纪委会同组织部作出：还缺：纪检监察组织、市委组织部"
    ), "two bodies are not enough where they are others"
    both = ["@discipline", "@organisation"]
    city.do(*asked, READING | {"authors": both}, subject="scheme")
    assert city.held("scheme", "reading.fixed")["authors"] == [str(city.keys[name[1:]]) for name in both]


@clause("yiwu-32-1", effect="enforced")
def test_no_round_is_held_under_the_measures_before_their_first_day() -> None:
    city = new_city(date(2015, 9, 1))
    fields = {"kind": "round", "title": "第一轮巡查", "starts_on": "2015-09-23"}
    opened = ("office/clerk", "campaign.opened")
    assert (
        city.why("in_force", *opened, fields)
        == "yiwu-32-1 办法施行以前不能据以开展巡查：开始日期应在2015年9月24日至……之间"
    )
    city.do(*opened, fields | {"starts_on": "2015-09-24"})
