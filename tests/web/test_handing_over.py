"""A hand-over through pages: what the post owes stands beside the form, and stays with the body as it stood then."""

import re

import pytest

from tests.web.through_pages import person

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


@clause("base-17", effect="enforced")
def test_what_a_post_owes_is_shown_when_it_is_handed_over_and_afterwards() -> None:
    director = person("林若舟")
    place = director.finds("teams", "市委巡查办")
    form = director.reads(f"{place}/do/post.handed_over?kind=clerk")
    left = re.search(r"这个岗位没办完的 (\d+\+?) 件", form)
    assert left
    assert int(left[1].rstrip("+")) > 0
    asked = {"person": "江予白", "successor": "乔木森", "accepted": True}
    said = director.is_refused(place, "post.handed_over", "clerk", **asked)
    assert "交接要有接任的人签字的交接单" in said
    assert "这个岗位没办完的" in said
    director.does(place, "post.handed_over", "clerk", **asked, paper="交接单1号")
    for words in (director.reads(place), director.prints(place)):
        assert "交接：经办，江予白交给乔木森" in words
    assert f"当时没办完的 {left[1]} 件" in director.reads(place)
