"""Article 5: the team, its head, and the authority that is given for one task at a time."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.yiwu.city import City, assigned, entered, formed, opened, prepared, rectified

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
        "yiwu-5-2 巡查组要有组长：第一组的组长还没有人",
        marks=clause("yiwu-5-2", effect="enforced"),
        id="head",
    ),
    pytest.param(
        "has_deputy",
        "deputy",
        "陆闻笙",
        "yiwu-5-3 巡查组要有副组长：第一组的副组长还没有人",
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
def test_an_announcement_goes_out_with_the_head_s_signature_only() -> None:
    city = assigned()
    text = {
        "time": "10月",
        "content": "补贴",
        "requirements": "如实反映",
        "phone": "0570-0000",
        "box": "信箱",
    }
    city.draft("announcement", **text)
    issue = ("team/head", "document.issued", {"to": ["@town"]})
    assert (
        city.why("head_signs", *issue, subject="announcement")
        == "yiwu-5-4 通知书和公告由组长签批：组长还没有签这一稿"
    )
    city.sign("announcement").do(*issue, subject="announcement")


UNSIGNED = {
    "notice": {"content": "补贴发放", "timetable": "10月12日起", "ways": ["talk"]},
    "announcement": {"time": "10月", "content": "补贴", "requirements": "如实反映", "phone": "0570-0000", "box": "信箱"},
}  # fmt: skip


@clause("yiwu-5-4", effect="enforced")
@pytest.mark.parametrize(("kind", "by"), [("notice", "town/principal"), ("announcement", "team/member")])
def test_neither_notice_nor_announcement_is_made_public_without_the_head_s_signature(
    kind: str, by: str
) -> None:
    city = assigned().draft(kind, **UNSIGNED[kind])
    publish = ("head_signs", by, "document.published", {"medium": "board"})
    said = "yiwu-5-4 通知书和公告由组长签批：组长还没有签这一稿"
    assert city.why(*publish, subject=kind) == said
    assert city.sign(kind).why(*publish, subject=kind) == ""
    changed = {"kind": kind, **UNSIGNED[kind], "content": "改过"}
    city.do("team/member", "document.drafted", changed, subject=kind)
    assert city.why(*publish, subject=kind) == said, "a changed text is signed again"


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
    "consulted_with": "discipline",
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
        "discipline",
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
    city.resolve("group", "form_team", "team").resolve("group", "team_head", "team", person="@高望岚")
    assert (
        city.why("head_seated_by_decision", *SEAT_HEAD, subject="team")
        == "yiwu-5-10 市委研定的人，才能任组长：还没有市委的决定：组长人选"
    ), "the leading group's word is not the committee's"
    assert (
        city.why("head_decided", *GRANT, subject="team")
        == "yiwu-5-10 组长人选由市委研定：还没有市委的决定：组长人选"
    )
    city.resolve("committee", "team_head", "team", person="@高望岚")
    city.do(*SEAT_HEAD, subject="team")
    assert city.why("head_decided", *GRANT, subject="team") == ""


SEAT_HEAD = (
    "office/clerk",
    "seat.filled",
    {"seat": "head", "person": "@高望岚", "home_unit": "@party", "task": "全面负责"},
)
NAMED_LATER = "还没有市委的写明这件事的同意的决定：组长人选"


def replaced(city: City) -> tuple[str, str, dict[str, str]]:
    """The head leaves, and 乔木森 is to take the seat."""
    city.do("office/clerk", "seat.vacated", {"seat": "head", "person": "@高望岚"}, subject="team")
    return ("office/clerk", "seat.filled", {**SEAT_HEAD[2], "person": "@乔木森"})


@clause("yiwu-5-10", effect="enforced")
def test_another_head_takes_the_seat_once_the_committee_decided_on_that_person() -> None:
    city = entered().declare("乔木森")
    second = replaced(city)
    said = f"yiwu-5-10 市委研定的人，才能任组长：{NAMED_LATER}"
    assert city.why("head_seated_by_decision", *second, subject="team") == said
    city.decide_head("乔木森", agreed="no")
    assert city.why("head_seated_by_decision", *second, subject="team") == said, "a refusal decides on nobody"
    city.decide_head("乔木森").do(*second, subject="team")
    city.decide_head("乔木森", agreed="no")
    assert city.why("head_decided", *GRANT, subject="team") != "", "the last word counts"


@clause("yiwu-5-10", effect="enforced")
def test_who_takes_over_as_head_was_decided_on() -> None:
    city = entered().declare("乔木森")
    over = {"seat": "head", "person": "@高望岚", "successor": "@乔木森", "accepted": True}
    asked = ("office/clerk", "post.handed_over", over)
    assert (
        city.why("head_succeeded_by_decision", *asked, subject="team")
        == f"yiwu-5-10 接任组长的人，也要市委研定：{NAMED_LATER}"
    )
    city.decide_head("乔木森").do(*asked, subject="team", paper="交接单1号")


@clause("yiwu-5-6", effect="enforced")
def test_for_another_matter_the_head_is_decided_on_anew() -> None:
    city = entered().declare_towards("bureau")
    second = ("group", "authority.granted", {"units": ["@bureau"], "matter": "专项了解"})
    assert (
        city.why("head_decided", *second, subject="team")
        == "yiwu-5-10 组长人选由市委研定：还没有市委的决定：组长人选"
    )
    same = ("group", "authority.granted", {"units": ["@bureau"], "matter": "本轮巡查"})
    assert city.why("head_decided", *same, subject="team") == "", (
        "another unit of the same matter is the same task"
    )
    city.decide_head().do(*second, subject="team")


@clause("yiwu-3-17", effect="enforced")
def test_a_team_whose_forming_was_refused_gets_no_authority() -> None:
    city = opened()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第一组"}, within="round", name="team")
    city.resolve("group", "form_team", "team", conclusion="暂不组建", agreed="no")
    assert city.why("team_decided", *GRANT, subject="team") != ""
    city.resolve("group", "form_team", "team")
    assert city.why("team_decided", *GRANT, subject="team") == "", "one that does not say agrees"


def test_the_committee_decides_only_on_whom_the_department_proposed() -> None:
    city, _ = nominating()
    decided = (
        "committee",
        "decision.made",
        {"question": "team_head", "conclusion": "同意", "person": "@高望岚"},
    )
    assert (
        city.why("head_nominated", *decided, subject="team")
        == "yiwu-5-8 组长人选先由市委组织部提出，再报市委研定：还没有办：组长（提名）"
    )
    assert (
        city.why("nominated_first", *GRANT, subject="team")
        == "yiwu-5-8 没有提名组长人选，不能授权：还没有办：组长（提名）"
    )
    city.decide_head()
    assert city.why("nominated_first", *GRANT, subject="team") == ""


def test_a_decision_on_the_head_names_the_person() -> None:
    city, _ = nominating()
    decided = ("committee", "decision.made", {"question": "team_head", "conclusion": "同意"})
    assert city.faults(*decided, subject="team") == {"person": "请填写：组长人选"}


def test_a_nomination_is_agreed_with_no_other_body() -> None:
    city, asked = nominating(consulted_with="市财政局")
    assert list(city.faults(*asked, subject="team")) == ["consulted_with"]


@pytest.mark.parametrize("seat", ["secretary", "principal", "director"])
def test_a_team_has_the_seats_of_a_team_only(seat: str) -> None:
    fields = {"seat": seat, "person": "@乔木森", "home_unit": "@party", "task": "综合"}
    said = formed().faults("office/clerk", "seat.filled", fields, subject="team")
    assert said["seat"].endswith("这个岗位，可选：组长、副组长、组员、信访登记人、信息员")


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


NEXT_DOOR = {"method": "talk", "staff": ["@许知微", "@陆闻笙"], "content": "情况", "partner": "staff"}


@clause("yiwu-5-14", effect="enforced")
def test_nothing_was_done_before_the_first_day_of_the_authority() -> None:
    city = entered().declare_towards("bureau")
    enrolled = {"unit": "@bureau", "ground": "listed"}
    city.do("office/clerk", "unit.enrolled", enrolled, within="round", name="elsewhere")
    city.play.on(date(2015, 10, 14))
    city.do("group", "authority.granted", {"units": ["@bureau"], "matter": "本轮巡查"}, subject="team")
    city.play.on(date(2015, 10, 16))
    talk = ("team/member", "check.recorded", NEXT_DOOR)
    said = "yiwu-12-2 按规定方式和权限开展：本组从2015年10月14日起才有授权，发生日期不能更早"
    assert said in refused_on(city, date(2015, 10, 13), *talk)
    assert said not in refused_on(city, date(2015, 10, 14), *talk)


def refused_on(city: City, day: date, by: str, act: str, fields: dict[str, Any]) -> list[str]:
    """What is said against an act on a day, in the inspection of the bureau."""
    party, _, seat = by.partition("/")
    found = city.play.refusals(
        act, city._with_ids(fields), within=city.keys["elsewhere"], by=city.by(party, seat), occurred_on=day
    )
    return [f"{' '.join(one.cite)} {one.what.zh}：{one.missing[0].text.zh}" for one in found if one.missing]


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


def run_out() -> City:
    """The last day of the authority is past, and the team is still in the town."""
    city = authorised_until("2015-11-20").enter().find().lead().complain()
    city.draft_referral("early_discipline", "clue", "discipline", by="team/head")
    city.approve("early_transfer", "referral")
    city.play.on(date(2015, 11, 23))
    return city


LATE = "yiwu-5-14 授权到期以后，巡查组不再受理来件、提前移交：" + NO_AUTHORITY
EARLY = {"route": "early_discipline", "of": ["@clue"], "receiver": "@discipline", "managed_by": "unit_managed",
         "extract": "摘要", "basis": "依据"}  # fmt: skip
LETTER = {"kind": "report", "channel": "letter", "subject": "补贴没有到账", "addressee": "team"}


@clause("yiwu-5-14", effect="enforced")
def test_after_its_last_day_a_team_takes_in_nothing_and_hands_nothing_over() -> None:
    city = run_out()
    letter = ("team/registrar", "complaint.received", LETTER)
    assert city.why("intake_within_authority", *letter, within="inspection") == LATE
    draft = ("team/head", "referral.drafted", EARLY)
    assert city.why("intake_within_authority", *draft, within="inspection") == LATE
    assert city.why("intake_within_authority", "team/head", "referral.sent", {}, subject="referral") == LATE
    assert city.refused("office/clerk", *letter[1:], within="inspection") == (), (
        "the office still takes it in"
    )
    city.play.on(date(2015, 11, 20))
    assert city.refused(*letter, within="inspection") == ()
    city.do("team/head", "referral.sent", {}, subject="referral")


@clause("yiwu-5-14", effect="enforced")
def test_after_its_last_day_a_team_takes_in_no_comment_either() -> None:
    city = run_out()
    comment = ("team/registrar", "complaint.received", LETTER | {"kind": "comment", "subject": "公开太简单"})
    assert city.why("intake_within_authority", *comment, within="inspection") == LATE
    city.play.on(date(2015, 11, 20))
    city.do(*comment, within="inspection")


@clause("yiwu-5-14", effect="enforced")
def test_after_its_last_day_a_team_hands_nothing_early_to_a_political_legal_body() -> None:
    city = run_out()
    early = EARLY | {"route": "early_political", "receiver": "@police"}
    draft = ("team/head", "referral.drafted", early)
    send = ("team/head", "referral.sent", {})
    assert city.why("intake_within_authority", *draft, within="inspection") == LATE
    city.play.on(date(2015, 11, 20))
    city.do(*draft, within="inspection", name="to_police")
    city.approve("early_transfer", "to_police")
    city.play.on(date(2015, 11, 23))
    assert city.why("intake_within_authority", *send, subject="to_police") == LATE
    city.play.on(date(2015, 11, 20))
    city.do(*send, subject="to_police")


def all_done() -> City:
    """Feedback, follow-up and publicity are done; the files are still with the team."""
    return rectified().close_out().make_public()


@clause("yiwu-5-14", effect="enforced")
def test_once_the_files_are_handed_over_the_head_accepts_no_letter_any_more() -> None:
    city = all_done()
    for name in ("first", "second"):
        city.do(
            "team/registrar", "complaint.received", LETTER, within="inspection", name=name, reason="在途来信"
        )
    accept = ("team/head", "complaint.accepted", {"within_remit": True})
    city.do(*accept, subject="first")
    assert city.why("finished_within_authority", *accept, subject="second") == ""
    city.archive(talks=0, meetings=1, complaint_sheets=2, handling_sheets=2)
    assert city.why("finished_within_authority", *accept, subject="second") == (
        f"yiwu-5-14 报告和收尾，只办授权的单位，到授权结束为止：{NO_AUTHORITY}"
    )


SENT_UP = ["inspection_report", "special_report", "team_plan"]


@clause("yiwu-5-14", effect="enforced")
@pytest.mark.parametrize("kind", SENT_UP)
def test_once_the_files_are_handed_over_no_paper_of_the_unit_goes_up_any_more(kind: str) -> None:
    city = all_done().draft("special_report", text="惠农补贴专题").sign("special_report")
    paper = {"inspection_report": "report"}.get(kind, kind)
    send = {"kind": kind, "to": ["@office"], "document": f"@{paper}"}
    asked = ("reports_within_authority", "team/head", "report.submitted", send)
    assert city.why(*asked, within="inspection") == ""
    city.hand_over()
    said = f"yiwu-5-14 只报告授权的单位，到授权结束为止：{NO_AUTHORITY}"
    assert city.why(*asked, within="inspection") == said


@clause("yiwu-5-14", effect="enforced")
@pytest.mark.parametrize("kind", SENT_UP)
def test_a_team_reports_on_no_unit_that_its_authority_does_not_name(kind: str) -> None:
    city = entered()
    enrolled = {"unit": "@bureau", "ground": "listed"}
    city.do("office/clerk", "unit.enrolled", enrolled, within="round", name="elsewhere")
    asked = ("team/head", "report.submitted", {"kind": kind, "to": ["@office"], "document": "@team_plan"})
    assert city.why("reports_within_authority", *asked, within="elsewhere") == (
        "yiwu-5-14 只报告授权的单位，到授权结束为止：本组的授权不包括市住房保障中心，或者已经到期"
    )
    city.declare_towards("bureau").decide_head()
    city.do("group", "authority.granted", {"units": ["@bureau"], "matter": "专项了解"}, subject="team")
    assert city.why("reports_within_authority", *asked, within="elsewhere") == ""


@clause("yiwu-5-14", effect="enforced")
def test_what_is_left_to_finish_goes_on_until_the_files_are_handed_over() -> None:
    city = run_out().settle_complaint()
    city.do("team/head", "referral.withdrawn", {"text": "改走分类处置"}, subject="referral")
    city.end(date(2015, 11, 23)).report().dispose().refer().feed_back().receive_feedback().rectify()
    city.close_out().make_public()
    grave = ("team/head", "matter.classified", {"scale": "major", "value": "people"})
    city.do(*grave, subject="clue")
    city.archive(talks=0, meetings=1)
    report = {"kind": "major_report", "to": "@office", "of": ["@finding"], "text": "情况"}
    gone = f"到授权结束为止：{NO_AUTHORITY}"
    assert (
        city.why("reports_within_authority", "team/head", "report.submitted", report, within="inspection")
        == f"yiwu-5-14 只报告授权的单位，{gone}"
    )
    assert (
        city.why("finished_within_authority", *grave, subject="clue")
        == f"yiwu-5-14 报告和收尾，只办授权的单位，{gone}"
    )


@clause("yiwu-5-14", effect="enforced")
def test_another_team_of_the_round_ends_no_inspection_that_was_not_given_to_it() -> None:
    city = entered()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第二组"}, within="round", name="second")
    city.seat("second", "head", "乔木森")
    end = ("inspection.ended", {})
    [refusal] = city.refused("second/head", *end, subject="inspection")
    assert refusal.cite == ("yiwu-5-14",)
    assert [missing.text.zh for missing in refusal.missing] == [NO_AUTHORITY]
    city.do("team/head", *end, subject="inspection")


@clause("yiwu-5-1", effect="enforced")
def test_a_team_whose_authority_has_run_out_looks_deeper_into_nothing() -> None:
    pursue = ("team/member", "matter.pursued", {"text": "逐户核实"})
    city = authorised_until("2015-11-20")
    city.do(*START, subject="inspection")
    city.find().meet("finding")
    assert city.why("active_team", *pursue, subject="finding") == ""
    city.play.on(date(2015, 11, 21))
    assert (
        city.why("active_team", *pursue, subject="finding")
        == f"yiwu-5-1 只有获授权的巡查组才能开展巡查：{NO_AUTHORITY}"
    )


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
    city.declare_towards("bureau").decide_head()
    city.do("group", "authority.granted", {"units": ["@bureau"], "matter": "专项了解"}, subject="team")
    city.do("team/member", act, fields, within="elsewhere")


# ---------------------------------------------------------------------------- nominated, then decided on


@clause("yiwu-5-10", effect="enforced")
def test_a_decision_on_one_person_does_not_wait_for_the_nomination_of_another() -> None:
    city = formed()
    city.play.on(date(2015, 9, 28))
    second = NOMINATION | {"person": "@许知微", "consulted_on": "2015-09-25"}
    city.do("organisation/contact", "person.nominated", second, subject="team")

    def said(person: str, day: int) -> str:
        decided = {"question": "team_head", "conclusion": "同意", "person": person}
        asked = ("head_after_nomination", "committee", "decision.made", decided)
        return city.why(*asked, subject="team", occurred_on=date(2015, 9, day))

    assert said("@许知微", 25) == (
        "yiwu-5-10 研定组长人选不能早于提名：2015年9月28日才办“提名”，发生日期不能更早"
    )
    assert said("@许知微", 28) == ""
    assert said("@高望岚", 25) == "", "nominated on the 24th"
    city.play.on(date(2015, 9, 29))
    deputy = second | {"seat": "deputy"}
    city.do("organisation/contact", "person.nominated", deputy, subject="team")
    assert said("@许知微", 28) == "", "nominated for another seat since"
