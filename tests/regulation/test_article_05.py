"""Article 5: the team, its head, and the authority that is given for one task at a time."""

from datetime import date

import pytest
from city import City, assigned, entered, formed, opened, prepared

clause = pytest.mark.clause

GRANT = ("group", "authority.granted", {"units": ["@town"], "matter": "本轮巡查"})
SURVEY = (
    "team/member",
    "evaluation.opened",
    {"kind": "survey", "questions": ["满意吗"], "from_on": "2015-10-12"},
)
START = ("team/head", "inspection.started", {"place": "镇政府二楼"})
NO_AUTHORITY = "本组的授权不包括柳塘镇，或者已经到期"


# ---------------------------------------------------------------------------- before anything is done in a unit


@clause("yiwu-5-1", effect="enforced")
def test_a_team_without_authority_opens_no_survey_in_the_unit() -> None:
    city = formed()
    assert (
        city.why("active_team", *SURVEY, within="inspection")
        == f"yiwu-5-1 只有获授权的巡查组才能开展巡查：{NO_AUTHORITY}"
    )
    city = entered()
    city.do(*SURVEY, within="inspection", name="survey")
    assert city.subject("survey").state == "open"


@clause("yiwu-5-1", effect="enforced")
def test_a_team_without_any_authority_acts_in_no_round_as_a_whole_either() -> None:
    finding = {"title": "无单位", "fields": ["field1"], "source": "paper", "text": "情况"}
    assert formed().why("one_matter", "team/member", "finding.recorded", finding, within="round") == (
        "yiwu-5-15 一事一授权：只对授权写明的单位：本组的授权不包括这个单位，或者已经到期"
    )


def without(seat: str, person: str) -> City:
    """A team that lost the holder of a seat before it was given authority."""
    city = formed()
    city.do("office/clerk", "seat.vacated", {"seat": seat, "person": f"@{person}"}, subject="team")
    return city


SEATS = [
    pytest.param(
        "has_head",
        "head",
        "高望岚",
        "yiwu-5-2 巡查组要有组长：巡查组的组长还没有人",
        marks=clause("yiwu-5-2", effect="enforced"),
        id="head",
    ),
    pytest.param(
        "has_deputy",
        "deputy",
        "陆闻笙",
        "yiwu-5-3 巡查组要有副组长：巡查组的副组长还没有人",
        marks=clause("yiwu-5-3", effect="enforced"),
        id="deputy",
    ),
]


@pytest.mark.parametrize(("rule", "seat", "person", "said"), SEATS)
def test_a_team_is_not_empowered_without_head_and_deputy(
    rule: str, seat: str, person: str, said: str
) -> None:
    city = without(seat, person)
    assert city.why(rule, *GRANT, subject="team") == said
    back = {"seat": seat, "person": f"@{person}", "home_unit": "@party", "task": seat}
    city.do("office/clerk", "seat.filled", back, subject="team")
    city.do(*GRANT, subject="team")


@clause("yiwu-5-3", effect="enforced")
def test_a_team_may_have_two_deputies_but_only_one_head() -> None:
    city = formed()
    deputy = {"seat": "deputy", "person": "@乔木森", "home_unit": "@party", "task": "综合"}
    assert city.refused("office/clerk", "seat.filled", deputy, subject="team") == ()
    second = ("office/clerk", "seat.filled", deputy | {"seat": "head"})
    assert (
        city.why("head", *second, subject="team")
        == "yiwu-5-2 组长只有 1 个岗位，已经有人：先办离任，再任新人"
    )


# ---------------------------------------------------------------------------- the head answers for the team


@clause("yiwu-5-4", effect="enforced")
def test_a_notice_goes_out_with_the_head_s_signature_only() -> None:
    city = assigned().train().inform().file_plan()
    notice = {"kind": "notice", "content": "补贴发放", "timetable": "10月12日起", "ways": ["talk"]}
    city.do("team/member", "document.drafted", notice, within="inspection", name="notice")
    issue = (
        "team/member",
        "document.issued",
        {"to": ["@town"], "talk_on": "2015-09-23", "talk_with": "镇党委"},
    )
    said = "yiwu-5-4 通知书和公告由组长签批：组长还没有签这一稿"
    assert city.why("head_signs", *issue, subject="notice") == said
    city.sign("notice")
    city.do("team/member", "document.drafted", notice | {"content": "改过"}, subject="notice")
    assert city.why("head_signs", *issue, subject="notice") == said, "a changed text is signed again"
    city.sign("notice").do(*issue, subject="notice")


@clause("yiwu-5-4", effect="enforced")
def test_a_deputy_s_hand_is_not_the_head_s() -> None:
    city = assigned().train().inform().file_plan()
    notice = {"kind": "notice", "content": "补贴发放", "timetable": "10月12日起", "ways": ["talk"]}
    city.do("team/member", "document.drafted", notice, within="inspection", name="notice")
    assert city.why("may", "team/deputy", "document.signed", subject="notice") == (
        "yiwu-2-3 “签批”不由您现在的岗位办理：可以办的是：巡查办、组长"
    )


def test_a_deputy_drafts_but_ends_no_inspection() -> None:
    city = entered()
    city.draft("other_material", by="team/deputy", text="情况综合")
    assert city.held("other_material")["_"]["seat"] == "deputy"
    assert city.refused("team/deputy", "inspection.ended", subject="inspection")[0].rule == "may"
    held = city.by("team", "deputy")
    assert held.person == city.keys["陆闻笙"]


def next_round() -> City:
    """The same team is sent to the town in a new round, without a new authority."""
    city = entered()
    fields = {"kind": "round", "title": "第二轮巡查", "starts_on": "2016-03-01"}
    city.play.on(date(2016, 3, 1))
    city.do("office/clerk", "campaign.opened", fields, name="second")
    enrolled = {"unit": "@town", "ground": "listed"}
    city.do("office/clerk", "unit.enrolled", enrolled, within="second", name="again")
    city.do("office/clerk", "inspection.assigned", {"body": "@team"}, subject="again")
    notice = {"kind": "notice", "content": "补贴发放", "timetable": "3月起", "ways": ["talk"]}
    city.do("team/member", "document.drafted", notice, within="again", name="next_notice")
    return city


@clause("yiwu-5-6", effect="enforced")
def test_a_head_of_an_earlier_task_signs_nothing_in_a_new_one() -> None:
    city = next_round()
    assert (
        city.why("head_empowered_anew", "team/head", "document.signed", {}, subject="next_notice")
        == f"yiwu-5-6 组长按每次任务授权：{NO_AUTHORITY}"
    )
    city.draft("other_material", text="情况综合")
    assert city.why("head_empowered_anew", "team/head", "document.signed", {}, subject="other_material") == ""


# ---------------------------------------------------------------------------- who becomes head


NOMINATION = {
    "seat": "head",
    "person": "@高望岚",
    "traits": ["non_leading"],
    "consulted_with": "市纪委",
    "consulted_on": "2015-09-20",
}


def nominating(**more: object) -> tuple[City, tuple[str, str, dict[str, object]]]:
    city = opened()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第一组"}, within="round", name="team")
    return city, ("organisation/contact", "person.nominated", NOMINATION | more)


def test_a_head_in_a_leading_post_is_named_with_a_written_reason() -> None:
    city, asked = nominating(traits=[])
    assert (
        city.why("non_leading", *asked, subject="team")
        == "yiwu-5-7 组长原则上由改任非领导职务的干部担任：人选一般应具备的条件没有填明"
    )
    done = city.do(*asked, subject="team", reason="暂无合适人选")
    assert done.effects["reasoned"] == [{"rule": "non_leading", "reason": "暂无合适人选"}]


def test_a_trait_that_is_not_on_the_list_is_refused() -> None:
    city, asked = nominating(traits=["popular"])
    assert "traits" in city.faults(*asked, subject="team")


def test_the_organisation_department_proposes_the_head() -> None:
    city, asked = nominating()
    assert city.why("may", "office/clerk", *asked[1:], subject="team") == (
        "yiwu-2-3 “提名”不由您现在的岗位办理：可以办的是：市委组织部"
    )
    city.do(*asked, subject="team")
    held = city.held("team", "person.nominated")
    assert (held["person"], held["consulted_with"], held["consulted_on"]) == (
        str(city.keys["高望岚"]),
        "市纪委",
        "2015-09-20",
    )


@clause("yiwu-5-9", effect="enforced")
@pytest.mark.parametrize(("field", "said"), [("consulted_with", "商何单位"), ("consulted_on", "商定日期")])
def test_a_nomination_is_agreed_with_the_discipline_commission_first(field: str, said: str) -> None:
    city, asked = nominating(**{field: ""})
    assert (
        city.why("nomination_consulted", *asked, subject="team")
        == f"yiwu-5-9 人选要先与市纪委商定：请填写：{said}"
    )
    city, whole = nominating()
    city.do(*whole, subject="team")


@clause("yiwu-5-10", effect="enforced")
def test_the_city_committee_decides_on_the_head_before_authority() -> None:
    city, asked = nominating()
    city.do(*asked, subject="team")
    city.resolve("group", "form_team", "team").resolve("group", "team_head", "team")
    assert (
        city.why("head_decided", *GRANT, subject="team")
        == "yiwu-5-10 组长人选由市委研定：还没有市委的决定：组长人选"
    ), "the leading group's word is not the committee's"
    city.resolve("committee", "team_head", "team")
    assert city.why("head_decided", *GRANT, subject="team") == ""


# ---------------------------------------------------------------------------- members


@pytest.mark.parametrize(
    ("field", "said"),
    [
        pytest.param("home_unit", "原单位"),
        pytest.param("task", "分工"),
    ],
)
def test_a_member_comes_from_a_home_unit_to_a_post(field: str, said: str) -> None:
    city = formed()
    member = {"seat": "member", "person": "@乔木森", "home_unit": "@bureau", "task": "财务"}
    lacking = {name: value for name, value in member.items() if name != field}
    assert city.faults("office/clerk", "seat.filled", lacking, subject="team") == {field: f"请填写：{said}"}
    city.do("office/clerk", "seat.filled", member, subject="team")
    assert city.held("team", "seat.filled")["task"] == "财务"
    assert city.held("team", "seat.filled")["home_unit"] == str(city.keys["bureau"])


# ---------------------------------------------------------------------------- one task, one authority


def authorised_until(day: str) -> City:
    city = formed()
    city.do(
        "group", "authority.granted", {"units": ["@town"], "matter": "本轮巡查", "until": day}, subject="team"
    )
    city.do("office/clerk", "inspection.assigned", {"body": "@team"}, subject="inspection")
    city.prepare().receive_notice().announce()
    city.play.on(date(2015, 10, 12))
    return city


@clause("yiwu-5-14", effect="enforced")
def test_an_authority_that_has_run_out_opens_no_door() -> None:
    city = authorised_until("2015-10-11")
    assert (
        city.why("one_time", *START, subject="inspection")
        == f"yiwu-5-14 一次一授权：授权只管本轮：{NO_AUTHORITY}"
    )
    city = authorised_until("2015-10-12")
    city.do(*START, subject="inspection")
    assert city.subject("inspection").state == "under_way"


@clause("yiwu-5-14", effect="enforced")
def test_the_authority_of_one_round_does_not_serve_the_next() -> None:
    city = next_round()
    assert (
        city.why("one_time", *START, subject="again") == f"yiwu-5-14 一次一授权：授权只管本轮：{NO_AUTHORITY}"
    )
    assert prepared().why("one_time", *START, subject="inspection") == ""


FINDING = {"title": "欠租", "fields": ["field4_masses"], "source": "paper", "text": "情况"}
CLUE = {"title": "挪用", "about_posts": ["科长"], "managed_by": "unit_managed", "text": "涉嫌"}


@clause("yiwu-5-15", effect="enforced")
@pytest.mark.parametrize(("act", "fields"), [("finding.recorded", FINDING), ("clue.recorded", CLUE)])
def test_a_team_records_nothing_of_a_unit_its_authority_does_not_name(
    act: str, fields: dict[str, object]
) -> None:
    city = entered()
    enrolled = {"unit": "@bureau", "ground": "listed"}
    city.do("office/clerk", "unit.enrolled", enrolled, within="round", name="elsewhere")
    assert (
        city.why("one_matter", "team/member", act, fields, within="elsewhere")
        == "yiwu-5-15 一事一授权：只对授权写明的单位：本组的授权不包括市住房保障中心，或者已经到期"
    )
    city.declare_towards("bureau")
    city.do("group", "authority.granted", {"units": ["@bureau"], "matter": "专项了解"}, subject="team")
    city.do("team/member", act, fields, within="elsewhere")
