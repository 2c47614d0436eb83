"""Article 12 through pages: entry, and each way of working with its date, place, people and result."""

import pytest
from django.utils import timezone

from tests.web.prepared import at_the_gate
from tests.web.through_pages import Through, day, exported, person, stands_everywhere
from xuncha.core.dates.day_words import say_short

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def place_of(reader: Through) -> str:
    return reader.finds("inspections", "青屏街道")


def recorded(*cases: tuple[int, str]) -> list[object]:
    """Cases of one clause each."""
    return [
        pytest.param(words, marks=clause(f"yiwu-12-{n}", effect="recorded"), id=f"12-{n}")
        for n, words in cases
    ]


def checks(reader: Through) -> dict[str, str]:
    """The codes of the ways of working, by the words of the list of checks."""
    from tests.web.through_pages import options_in

    return options_in(reader.html("/checks"), "code")


@clause("yiwu-12-1", effect="recorded")
def test_the_day_of_entry_stands_and_the_ways_of_working_wait_for_it() -> None:
    head, place = at_the_gate()
    hear = {"staff": ["许知微"], "content": "听取汇报"}
    assert "进驻以后才能使用各种方式" in head.is_refused(
        place, "check.recorded", "hear_report", begins=True, **hear
    )
    head.does(place, "inspection.started", place="街道三楼会议室")
    stands_everywhere(head, place, "进驻", "街道三楼会议室")
    assert say_short(timezone.localdate()).zh in head.reads(place)
    assert f',"{day()}","进驻",' in head.exports_record(place)
    assert "石埠街道" in head.lists("inspections", state="under_way")
    assert any("石埠街道" in row.values() for row in head.exports_list("inspections", state="under_way"))
    head.begins(place, "check.recorded", "hear_report", **hear)


METHODS = recorded(
    (3, "听取单位工作汇报"),
    (4, "听取部门专题汇报"),
    (15, "抽查核实个人有关事项"),
    (16, "向知情人询问"),
    (21, "召开座谈会"),
    (22, "列席单位会议"),
    (25, "到下属单位、村（居）了解"),
    (26, "专项检查"),
)


@pytest.mark.parametrize("method", METHODS)
def test_a_way_of_working_is_recorded_with_place_staff_and_result(method: str) -> None:
    member = person("许知微")
    place = place_of(member)
    check = member.begins(
        place, "check.recorded", checks(member)[method],
        place="街道会议室", staff=["高望岚", "许知微"], content=f"{method}的情况", outcome="发现问题",
    )  # fmt: skip
    assert member.facts(check)["地点"] == "街道会议室"
    stands_everywhere(member, check, f"{method}的情况", "街道会议室", "发现问题", "高望岚", "许知微")
    assert f"{method}：青屏街道" in member.filters("checks", "code", method)
    assert exported(member, check, "内容", f"{method}：青屏街道") == f"{method}的情况"
    assert f"{method}\n1\n" in member.reads(place) or f"{method}\n2\n" in member.reads(place)
    assert person("白景行").status(check) == 404


@pytest.mark.parametrize("partner", recorded((6, "干部职工"), (7, "下属单位主要负责人")))
def test_a_talk_says_with_whom_to_the_team_and_never_to_the_unit(partner: str) -> None:
    member = person("许知微")
    place = place_of(member)
    asked = {"staff": ["高望岚", "许知微"], "with": "社区会计", "content": f"{partner}谈话要点"}
    assert "请填写：谈话对象类别" in member.is_refused(place, "check.recorded", "talk", begins=True, **asked)
    talk = member.begins(place, "check.recorded", "talk", partner=partner, **asked)
    assert member.facts(talk)["谈话对象类别"] == partner
    stands_everywhere(member, talk, partner, "社区会计", f"{partner}谈话要点")
    assert partner in {row["谈话对象类别"] for row in member.exports_list("checks", code="talk")}
    principal = person("白景行")
    assert principal.status(talk) == 404
    assert "社区会计" not in principal.reads(place_of(principal))


def letter(subject: str, **more: str | list[str]) -> tuple[Through, str]:
    registrar = person("沈知秋")
    asked = {"channel": "来信", "subject": subject, "addressee": "巡查组", "extract": "希望核实"} | more
    return registrar, registrar.begins(place_of(registrar), "complaint.received", "report", **asked)


@pytest.mark.parametrize("concerns", recorded((10, "领导班子及其成员"), (11, "下属单位、内设机构负责人")))
def test_a_letter_says_whom_it_concerns(concerns: str) -> None:
    subject = f"反映{concerns}"
    registrar, page = letter(subject, concerns=[concerns])
    assert f"反映的是谁\n{concerns}" in registrar.reads(page)
    assert f"反映的是谁\n{concerns}" in registrar.prints(page)
    assert exported(registrar, page, "反映的是谁", subject) == concerns


@pytest.mark.parametrize("channel", recorded((12, "来信"), (13, "来电"), (14, "来访")))
def test_a_letter_says_by_which_channel_it_came(channel: str) -> None:
    subject = f"{channel}反映的事"
    registrar, page = letter(subject, channel=channel)
    assert f"渠道\n{channel}" in registrar.reads(page)
    assert f"渠道\n{channel}" in registrar.prints(page)
    assert exported(registrar, page, "渠道", subject) == channel
    assert f"{channel}\n{subject}" in registrar.lists("complaints")


@pytest.mark.parametrize("material", recorded((17, "文件"), (18, "财务账册"), (19, "档案"), (20, "会议记录")))
def test_papers_called_for_say_their_kind_and_come_back_with_the_unit_s_answer(material: str) -> None:
    member, principal = person("许知微"), person("白景行")
    title = f"调阅近三年{material}"
    asked = {"to": "青屏街道", "title": title, "text": "请提供原件供查阅复制", "due": day(5)}
    place = place_of(member)
    assert "请填写：材料种类" in member.is_refused(place, "request.made", "papers", begins=True, **asked)
    papers = member.begins(place, "request.made", "papers", material=material, **asked)
    principal.does(papers, "request.answered", text=f"{material}共 12 册")
    assert member.facts(papers)["材料种类"] == material
    stands_everywhere(member, papers, material, f"{material}共 12 册")
    assert title in member.filters("requests", "code", "调阅材料")
    assert exported(member, papers, "材料种类", title) == material


@pytest.mark.parametrize("kind", recorded((23, "民主测评"), (24, "问卷调查")))
def test_an_appraisal_keeps_questions_and_totals_alone(kind: str) -> None:
    member = person("许知微")
    place = place_of(member)
    code = {"民主测评": "appraisal", "问卷调查": "survey"}[kind]
    found = member.begins(
        place, "evaluation.opened", code, questions="对班子履职是否满意", from_on=day(), invited="40"
    )
    form = member.asks(found, "evaluation.concluded")
    totals = {"sample": "36", "method": "现场无记名"}
    totals |= {
        name: value
        for name, value in (("results-0-text", "满意"), ("results-0-n", "30"))
        if name in form.controls
    }
    member.sends(form, totals)
    stands_everywhere(member, found, kind, "对班子履职是否满意", "36", "现场无记名")
    assert kind in member.filters("evaluations", "code", kind)
    assert any(kind in row.values() for row in member.exports_list("evaluations"))
    assert person("白景行").status(found) == 404


@clause("yiwu-12-27", effect="recorded")
def test_an_undercover_visit_is_hidden_from_the_unit_until_the_head_releases_it() -> None:
    head, member, principal = person("高望岚"), person("许知微"), person("白景行")
    visit = member.begins(
        place_of(member), "check.recorded", "undercover",
        place="便民服务中心", staff=["许知微"], content="窗口无人值守", outcome="发现问题",
    )  # fmt: skip
    stands_everywhere(head, visit, "便民服务中心", "窗口无人值守")
    assert "暗访：青屏街道" in member.filters("checks", "code", "暗访")
    assert exported(member, visit, "地点", "暗访：青屏街道") == "便民服务中心"
    assert principal.status(visit) == 404
    assert member.status(f"{visit}/do/check.disclosed") == 404
    head.does(visit, "check.disclosed", to=["青屏街道"])
    assert "便民服务中心" in principal.reads(visit)
