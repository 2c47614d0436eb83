"""Article 12: the thirteen ways of inspecting, once the team has entered."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered, prepared

clause = pytest.mark.clause

STAFF = ["@高望岚", "@许知微"]
TALK: dict[str, Any] = {"method": "talk", "staff": STAFF, "partner": "leadership", "content": "谈话记录"}


def record(city: City, name: str = "check", **fields: Any) -> City:
    """A check by the team in the town."""
    city.do("team/member", "check.recorded", {"staff": STAFF, **fields}, within="inspection", name=name)
    return city


# ---------------------------------------------------------------------------- after entry, within authority


def test_the_day_of_entry_stands_and_methods_begin_with_it() -> None:
    city = prepared()
    hear = ("team/member", "check.recorded", {"method": "hear_report", "staff": STAFF})
    assert (
        city.why("after_entry", *hear, within="inspection")
        == "yiwu-12-1 进驻以后才能使用各种方式：还没有办：进驻"
    )
    city.enter().do(*hear, within="inspection")
    assert city.held("inspection", "inspection.started")["_"]["on"] == "2015-09-24"


METHODS_INSIDE = [
    "hear_report", "hear_topic", "talk", "personal_matters", "informant", "discussion", "sit_in", "visit_below",
    "special_check", "undercover", "other",
]  # fmt: skip


@pytest.mark.parametrize("method", METHODS_INSIDE)
def test_no_way_of_inspecting_is_used_before_entry_or_after_the_end(method: str) -> None:
    more = {"partner": "staff"} if method == "talk" else {}
    check = ("team/member", "check.recorded", {"method": method, "staff": STAFF, "content": "情况", **more})
    city = prepared()
    before = "yiwu-12-1 进驻以后才能使用各种方式：还没有办：进驻"
    assert city.why("after_entry", *check, within="inspection") == before
    city.enter()
    assert city.why("after_entry", *check, within="inspection") == ""
    assert city.why("methods_until_end", *check, within="inspection") == ""
    city.end().play.on(date(2015, 11, 23))
    assert city.why("methods_until_end", *check, within="inspection").startswith(
        "yiwu-12-1 巡查结束以后不再使用各种方式：2015年11月20日已办“结束巡查”"
    )


def test_every_way_but_the_follow_up_is_one_of_the_inside() -> None:
    ways = set(entered().play.scheme.lists["methods"].values)
    assert ways - set(METHODS_INSIDE) == {"follow_up"}


PAPERS = {"kind": "papers", "to": "@town", "title": "补贴账册", "text": "请提供", "material": "accounts"}
SURVEY = {"kind": "survey", "questions": ["满意吗"], "from_on": "2015-10-12"}


def test_papers_and_surveys_wait_for_entry_too() -> None:
    city = prepared()
    papers = ("team/member", "request.made", PAPERS)
    survey = ("team/member", "evaluation.opened", SURVEY)
    assert (
        city.why("papers_after_entry", *papers, within="inspection")
        == "yiwu-12-1 yiwu-12-28 进驻以后才能调阅材料、提请协助：还没有办：进驻"
    )
    help_ = ("team/member", "request.made", PAPERS | {"kind": "assistance", "material": ""})
    assert city.why("papers_after_entry", *help_, within="inspection") != "", "nor is help asked for before"
    assert (
        city.why("appraisal_after_entry", *survey, within="inspection")
        == "yiwu-12-1 进驻以后才能开展测评、问卷：还没有办：进驻"
    )
    city.enter().do(*papers, within="inspection")
    city.do(*survey, within="inspection")


@pytest.mark.parametrize(("kind", "to"), [("papers", "town"), ("assistance", "bureau")])
def test_after_the_end_nobody_is_asked_for_papers_or_help_any_more(kind: str, to: str) -> None:
    city = entered()
    fields = {"kind": kind, "to": f"@{to}", "title": "补贴账册", "text": "请提供"}
    asked = ("team/member", "request.made", fields | ({"material": "accounts"} if kind == "papers" else {}))
    assert city.why("papers_until_end", *asked, within="inspection") == ""
    city.end().play.on(date(2015, 11, 23))
    assert city.why("papers_until_end", *asked, within="inspection") == (
        "yiwu-12-1 巡查结束以后不再调阅材料、提请协助：2015年11月20日已办“结束巡查”；"
        "在那以前发生、现在补记的，发生日期写当天"
    )
    city.do(*asked, within="inspection", occurred_on=date(2015, 11, 19))


def elsewhere() -> City:
    """The bureau is in the round too, but not in the team's authority."""
    city = entered()
    enrolled = {"unit": "@bureau", "ground": "listed"}
    city.do("office/clerk", "unit.enrolled", enrolled, within="round", name="elsewhere")
    return city


@clause("yiwu-12-2", effect="enforced")
@pytest.mark.parametrize("method", METHODS_INSIDE)
def test_no_method_is_used_beyond_the_team_s_authority(method: str) -> None:
    more = {"partner": "staff"} if method == "talk" else {}
    city = elsewhere()
    check = ("team/member", "check.recorded", {"method": method, "staff": STAFF, "content": "情况", **more})
    assert (
        city.why("within_authority", *check, within="elsewhere")
        == "yiwu-12-2 按规定方式和权限开展：本组的授权不包括市住房保障中心，或者已经到期"
    )
    assert city.why("within_authority", *check, within="inspection") == ""


@clause("yiwu-12-2", effect="enforced")
def test_a_team_follows_no_rectification_up_beyond_its_authority() -> None:
    follow = ("team/member", "check.recorded", {"method": "follow_up", "staff": STAFF, "content": "了解"})
    assert (
        elsewhere()
        .why("follow_up_within_authority", *follow, within="elsewhere")
        .endswith("：本组的授权不包括市住房保障中心，或者已经到期")
    )
    assert elsewhere().why("follow_up_within_authority", *follow, within="inspection") == ""


@clause("yiwu-12-2", effect="enforced")
@pytest.mark.parametrize("kind", ["papers", "explanation", "enquiry", "assistance"])
def test_nothing_is_asked_for_beyond_the_team_s_authority(kind: str) -> None:
    more = {"papers": {"material": "accounts"}, "enquiry": {"source": "audit"}}.get(kind, {})
    fields = {"kind": kind, "to": "@bureau", "title": "情况", "text": "请提供", **more}
    asked = ("team/member", "request.made", fields)
    assert (
        elsewhere().why("asks_within_authority", *asked, within="elsewhere")
        == "yiwu-12-2 向单位调阅、了解、提请协助，限于授权的单位：本组的授权不包括市住房保障中心，或者已经到期"
    )
    assert elsewhere().why("asks_within_authority", *asked, within="inspection") == ""


@clause("yiwu-12-2", effect="enforced")
def test_a_way_that_the_text_does_not_prescribe_is_refused() -> None:
    asked = ("team/member", "check.recorded", {"method": "wiretap", "staff": STAFF})
    assert "method" in entered().faults(*asked, within="inspection")


# ---------------------------------------------------------------------------- ways that are recorded


METHODS = [
    "hear_report",
    "hear_topic",
    "personal_matters",
    "informant",
    "discussion",
    "sit_in",
    "visit_below",
    "special_check",
]


@pytest.mark.parametrize("method", METHODS)
def test_a_check_holds_its_way_place_staff_and_result(method: str) -> None:
    city = record(entered(), method=method, place="镇会议室", content="情况", outcome="findings")
    held = city.held("check")
    assert (city.subject("check").code, held["place"], held["content"]) == (method, "镇会议室", "情况")
    assert held["staff"] == [str(city.keys["高望岚"]), str(city.keys["许知微"])]
    assert city.keys["town"] not in city.subject("check").readers


@pytest.mark.parametrize(
    "partner",
    [
        "staff",
        "subordinate_head",
    ],
)
def test_whom_the_team_talked_with_is_not_shown_to_the_unit(partner: str) -> None:
    city = record(entered(), **TALK | {"partner": partner, "with": ["农办会计"]})
    assert (city.held("check")["partner"], city.held("check")["with"]) == (partner, ["农办会计"])
    assert city.keys["town"] not in city.subject("check").readers


def test_a_talk_says_with_whom() -> None:
    without = {name: value for name, value in TALK.items() if name != "partner"}
    asked = ("team/member", "check.recorded")
    assert entered().faults(*asked, without, within="inspection") == {"partner": "请填写：谈话对象类别"}
    assert "partner" in entered().faults(*asked, TALK | {"partner": "friend"}, within="inspection")


def test_an_undercover_visit_is_hidden_from_the_unit_until_the_head_releases_it() -> None:
    city = record(entered(), method="undercover", place="便民服务中心", content="窗口无人")
    assert city.keys["town"] not in city.subject("check").readers
    disclose = ("check.disclosed", {"to": ["@town"]})
    assert city.why("may", "office/director", *disclose, subject="check") == ""
    assert (
        city.why("head_releases", "team/member", *disclose, subject="check")
        == "yiwu-12-27 暗访由组长决定何时公开：这件事由组长办理"
    )
    city.do("team/head", *disclose, subject="check")
    assert city.keys["town"] in city.subject("check").readers


CONCERNS = [
    "leadership",
    "subordinate",
]
LETTER = {"kind": "report", "channel": "letter", "subject": "补贴迟迟没有到账", "addressee": "team"}


@pytest.mark.parametrize("concerns", CONCERNS)
def test_a_letter_says_whom_it_concerns(concerns: str) -> None:
    city = entered()
    letter = LETTER | {"concerns": [concerns]}
    city.do("team/registrar", "complaint.received", letter, within="inspection", name="letter")
    assert city.held("letter")["concerns"] == [concerns]
    assert city.keys["town"] in city.subject("letter").barred


CHANNELS = [
    "letter",
    "phone",
    "visit",
    "other:短信",
]


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_complaint_keeps_the_channel_it_came_by(channel: str) -> None:
    city = entered()
    letter = LETTER | {"channel": channel}
    city.do("team/registrar", "complaint.received", letter, within="inspection", name="letter")
    assert city.held("letter")["channel"] == channel


@pytest.mark.parametrize(("field", "value"), [("channel", "pigeon"), ("concerns", ["petitioner"])])
def test_a_channel_or_concern_that_is_not_on_the_list_is_refused(field: str, value: Any) -> None:
    asked = ("team/registrar", "complaint.received", LETTER | {field: value})
    assert list(entered().faults(*asked, within="inspection")) == [field]


MATERIALS = ("documents", "accounts", "files", "minutes")


@pytest.mark.parametrize("material", MATERIALS)
def test_papers_called_for_stand_with_their_kind_and_their_coming(material: str) -> None:
    city = entered().ask("papers", by="team/member", to="town", material=material)
    assert city.held("papers")["material"] == material
    assert city.keys["town"] in city.subject("papers").readers
    city.answer("papers", by="town/contact")
    assert city.subject("papers").state == "answered"


def test_papers_of_no_kind_are_not_called_for() -> None:
    asked = ("team/member", "request.made")
    without = {name: value for name, value in PAPERS.items() if name != "material"}
    assert entered().faults(*asked, without, within="inspection") == {"material": "请填写：材料种类"}
    assert "material" in entered().faults(*asked, PAPERS | {"material": "diary"}, within="inspection")


@pytest.mark.parametrize(
    "kind",
    [
        "appraisal",
        "survey",
    ],
)
def test_an_appraisal_or_survey_keeps_its_totals(kind: str) -> None:
    city = entered()
    city.do("team/member", "evaluation.opened", SURVEY | {"kind": kind}, within="inspection", name="survey")
    totals = {
        "sample": 42,
        "method": "无记名",
        "results": [{"text": "满意", "n": 30}, {"text": "不满意", "n": 12}],
    }
    city.do("team/member", "evaluation.concluded", totals, subject="survey")
    held = city.held("survey")
    assert (held["kind"], held["sample"], held["results"]) == (kind, 42, totals["results"])
    assert city.subject("survey").state == "concluded"


# ---------------------------------------------------------------------------- talks


@clause("yiwu-12-5", effect="tracked")
def test_each_member_of_the_leadership_is_owed_a_talk() -> None:
    city = entered()
    assert city.owed("talk_to_leaders") == [Owed("team", "未定")] * 2
    leaders = {str(city.keys[name]) for name in ("方竹青", "严明礼")}
    assert {duty.item for duty in city.duties("talk_to_leaders")} == leaders
    record(city, **TALK | {"partner": "staff", "with_member": "@何其安"})
    record(city, method="discussion", with_member="@方竹青", content="座谈")
    assert len(city.owed("talk_to_leaders")) == 2, "a talk with somebody else, or a meeting, is not the talk"
    city.talk("方竹青")
    assert [duty.item for duty in city.duties("talk_to_leaders")] == [str(city.keys["严明礼"])]
    city.talk("严明礼")
    assert city.owed("talk_to_leaders") == []


@clause("yiwu-12-8", effect="enforced")
def test_a_talk_by_one_alone_needs_a_written_reason() -> None:
    city = entered()
    alone = ("team/member", "check.recorded", TALK | {"staff": ["@许知微"]})
    assert (
        city.why("two_staff", *alone, within="inspection")
        == "yiwu-12-8 个别谈话一般不少于两名工作人员：检查人员：现在是 1，应不少于 2"
    )
    done = city.do(*alone, within="inspection", reason="对方临时要求单独谈")
    assert done.effects["reasoned"] == [{"rule": "two_staff", "reason": "对方临时要求单独谈"}]
    assert city.why("two_staff", "team/member", "check.recorded", TALK, within="inspection") == ""


@clause("yiwu-12-8", effect="enforced")
def test_whoever_holds_no_seat_in_the_team_is_not_one_of_the_two() -> None:
    mixed = ("team/member", "check.recorded", TALK | {"staff": ["@许知微", "@江予白"]})
    assert (
        entered().why("two_staff", *mixed, within="inspection")
        == "yiwu-12-8 个别谈话一般不少于两名工作人员：检查人员：现在是 1，应不少于 2"
    )


@clause("yiwu-12-8", effect="enforced")
def test_the_same_person_twice_is_not_two() -> None:
    twice = ("team/member", "check.recorded", TALK | {"staff": ["@许知微", "@许知微"]})
    assert entered().why("two_staff", *twice, within="inspection") != ""


@clause("yiwu-12-9", effect="enforced")
def test_a_talk_without_its_record_is_not_taken_down() -> None:
    city = entered()
    without = {name: value for name, value in TALK.items() if name != "content"}
    asked = ("team/member", "check.recorded")
    assert (
        city.why("talk_recorded", *asked, without, within="inspection")
        == "yiwu-12-9 个别谈话要有记录：请填写：内容"
    )
    scanned = without | {"record": {"number": "谈1号", "place": "档案柜", "keeper": "沈知秋"}}
    assert city.why("talk_recorded", *asked, scanned, within="inspection") == "", "the record may be on paper"
    city.do(*asked, TALK, within="inspection")


# ---------------------------------------------------------------------------- assistance, and other ways


@clause("yiwu-12-28", effect="tracked")
def test_a_body_asked_for_assistance_owes_an_answer() -> None:
    city = entered().ask("assistance", to="discipline", title="请协助查询").ask("explanation", to="town")
    assert city.owed("assist") == [Owed("discipline", "未定", "team")]
    city.answer("explanation", by="town/contact")
    assert len(city.owed("assist")) == 1, "the answer of another body to something else"
    city.answer("assistance", by="discipline/contact")
    assert city.owed("assist") == []


OTHER = ("team/member", "check.recorded", {"method": "other", "staff": STAFF, "content": "委托审计"})


@clause("yiwu-12-29", effect="enforced")
@pytest.mark.parametrize("by", ["group", "committee"])
def test_another_way_is_used_once_it_was_approved_from_above(by: str) -> None:
    city = entered()
    said = "yiwu-12-29 其他方式要经市委或者领导小组批准：还没有市委、领导小组的决定：采用其他方式"
    assert city.why("other_way_approved", *OTHER, within="inspection") == said
    city.resolve(by, "other", "inspection")
    assert city.why("other_way_approved", *OTHER, within="inspection") == said, "a decision on something else"
    city.resolve(by, "other_method", "inspection").do(*OTHER, within="inspection")


@clause("yiwu-12-29", effect="enforced")
def test_another_way_approved_for_one_unit_is_not_approved_for_the_next() -> None:
    city = elsewhere().resolve("group", "other_method", "elsewhere")
    assert city.why("other_way_approved", *OTHER, within="inspection") != ""


@clause("yiwu-12-29", effect="enforced")
def test_another_way_may_be_approved_on_the_team_s_own_request() -> None:
    city = entered().ask("instructions", title="委托审计")
    assert city.why("other_way_approved", *OTHER, within="inspection") != ""
    city.resolve("group", "other_method", "instructions").do(*OTHER, within="inspection")
