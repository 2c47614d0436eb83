"""The title and articles 1 and 2 through pages: what the measures are, who leads, and that every step names its clause."""

import re

import pytest

from tests.web.through_pages import exported, person, words_of

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause

ROLES = ("江予白", "周敬川", "高望岚", "方竹青", "程远道")
"""The office, the leading group, a team head, a unit, a receiver."""


@clause("yiwu-0-1", effect="shown")
@pytest.mark.parametrize("name", ROLES)
def test_everybody_reads_that_the_measures_are_on_trial_and_of_which_day(name: str) -> None:
    facts = person(name).facts("/scheme")
    assert facts["状态"] == "试行"
    assert facts["日期"] == "2015-09-24"


BASIS = [
    pytest.param(n, says, marks=clause(f"yiwu-{n}", effect="shown"), id=n)
    for n, says in {
        "1-1": "单位党组织的监督",
        "1-4": "党内监督条例",
        "1-5": "巡视工作条例",
        "1-6": "党风廉政建设责任制",
    }.items()
]


@pytest.mark.parametrize(("n", "says"), BASIS)
@pytest.mark.parametrize("name", ROLES)
def test_everybody_reads_what_the_measures_are_for_and_rest_on(name: str, n: str, says: str) -> None:
    html = person(name).html("/scheme")
    basis = html.partition('id="basis"')[2].partition("</section>")[0]
    assert says in words_of(basis)
    assert f'href="/scheme/yiwu-{n}"' in basis


@clause("yiwu-2-1", effect="shown")
@pytest.mark.parametrize("name", ["江予白", "高望岚", "方竹青"])
def test_every_duty_on_a_desk_names_its_clause(name: str) -> None:
    lines = [words_of(f"<li{line}") for line in person(name).html("/desk").split("<li data-row")[1:]]
    assert lines
    assert [line for line in lines if not re.search(r"第[一二三四五六七八九十]+条", line)] == []


@clause("yiwu-2-1", effect="shown")
def test_what_is_refused_and_what_is_decided_name_their_clause() -> None:
    office = person("江予白")
    assert "第三条" in office.reads(office.finds("inspections", "石埠街道")).partition("现在能办什么")[2]
    assert re.search(r"领导干部涉嫌违纪线索\n第十七条（一）", office.reads("/dispositions"))


@clause("yiwu-2-2", effect="shown")
@pytest.mark.parametrize("name", ROLES)
def test_the_city_committee_stands_above_everybody(name: str) -> None:
    html = person(name).html("/scheme")
    chart = [
        words_of(f"<tr{row}").split("\n")
        for row in html.partition('id="bodies"')[2].partition("</table>")[0].split("<tr")[2:]
    ]
    bodies = [row[0] for row in chart]
    assert bodies[:3] == ["市委", "领导小组", "巡查办"]
    assert any("组长人选" in cell for cell in chart[0])
    assert "市委" in chart[1][1:]


@clause("yiwu-2-4", effect="recorded")
@pytest.mark.parametrize("source", ["检查、谈话", "信访", "材料", "测评、问卷"])
def test_a_problem_says_where_it_comes_from(source: str) -> None:
    member = person("许知微")
    title = f"来源：{source}"
    form = member.asks(
        member.finds("inspections", "青屏街道"), "finding.recorded", CODES[source], begins=True
    )
    finding = member.sends(
        form, {"title": title, "fields": ["形式主义"], "text": "查阅记录", "basis": "有关规定"}
    )
    assert member.facts(finding)["来源"] == source
    assert source in member.prints(finding)
    assert title in member.filters("findings", "code", source)
    assert exported(member, finding, "来源", title) == source


CODES = {"检查、谈话": "check", "信访": "complaint", "材料": "paper", "测评、问卷": "survey"}


@clause("yiwu-2-5", effect="shown")
def test_a_problem_and_its_disposition_show_the_rule_they_rest_on() -> None:
    member = person("许知微")
    place = member.finds("inspections", "青屏街道")
    finding = member.begins(
        place,
        "finding.recorded",
        "paper",
        title="公示栏长期空白",
        fields=["工作纪律"],
        text="现场查看",
        basis="村务公开规定",
    )
    assert "村务公开规定" in member.facts(finding)["依据"]
    assert re.search(r"领导干部涉嫌违纪线索\n第十七条（一）", person("林若舟").reads("/dispositions"))


@clause("yiwu-2-6", effect="shown")
@pytest.mark.parametrize("name", ["江予白", "周敬川", "高望岚"])
def test_the_page_of_a_round_shows_the_announcements_and_how_people_reach_the_team(name: str) -> None:
    reader = person(name)
    words = reader.reads(reader.finds("rounds", "第三轮巡查")).partition("公告和举报渠道")[2]
    assert "柳塘镇" in words
    assert "0579-0000-0000" in words
    assert "市邮政 6 号信箱" in words
