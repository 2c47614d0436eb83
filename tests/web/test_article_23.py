"""Article 23 through pages: a team that comes from the unit altogether is pointed out to whoever empowers it."""

import pytest

from tests.web.through_pages import person, words_of

pytestmark = pytest.mark.demo_city

CREW = ("高望岚", "陆闻笙", "许知微", "沈知秋", "温如岚")


def test_a_team_that_comes_from_the_unit_altogether_is_pointed_out(database: str) -> None:
    clerk = person("江予白")
    for name in CREW:
        clerk.does(clerk.finds("people", name), "tie.declared", towards="市民政局", none=True)
    team = clerk.finds("teams", "第一巡查组")
    asked = {
        "units": ["市民政局"],
        "matter": "2026 年第三轮巡查",
        "by": "市委巡查工作领导小组",
        "paper": "澜巡领〔2026〕41号",
    }
    form = clerk.asks(team, "authority.granted")
    answer = clerk.client.post(form.address, form.answered(asked), follow=True)
    assert "请留意：全组来自被巡查单位的，请考虑能否公正" in words_of(answer.content.decode())
