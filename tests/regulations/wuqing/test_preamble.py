"""The notice and parts one and two: whom the plan binds, and what runs through all of it."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuqing.city import (
    City,
    checked,
    enrolled,
    listed,
    new_city,
    opened,
    scheme,
    supervised,
)
from xuncha.core.refusal import Refused

clause = pytest.mark.clause


SHOWN = {
    "wuqing-0-1": "scheme_page",
    "wuqing-0-3": "scheme_page",
    "wuqing-2-0-6": "problem_board",
    "wuqing-2-0-7": "problem_board",
    "wuqing-2-0-10": "activity_view",
    "wuqing-3-1-1": "phase_line",
    "wuqing-3-2-1": "phase_line",
    "wuqing-3-2-2": "duty_tree",
    "wuqing-3-3-1": "phase_line",
    "wuqing-3-3-2": "warning_view",
    "wuqing-3-3-15": "accountability_view",
    "wuqing-3-4-1": "phase_line",
    "wuqing-3-4-6": "practice_library",
    "wuqing-3-4-8": "rules_list",
    "wuqing-4-1-4": "duty_tree",
    "wuqing-4-1-10": "duty_tree",
}


@pytest.mark.parametrize(
    ("row", "page"),
    [pytest.param(row, page, marks=clause(row, effect="shown-core"), id=row) for row, page in SHOWN.items()],
)
def test_what_the_plan_wants_seen_has_its_page(row: str, page: str) -> None:
    assert page in {view.page for view in scheme().views if row in view.cite}


@clause("wuqing-0-1", effect="shown-core")
def test_the_day_of_issue_and_the_open_publication_stand_at_the_head() -> None:
    assert scheme().about["dated"] == "2017-03-21"
    assert scheme().about["source"] == "武清区人民政府，2017年3月21日印发，主动公开"


@clause("wuqing-0-3", effect="shown-core")
def test_the_related_campaign_stands_at_the_head() -> None:
    assert scheme().about["related"] == {
        "zh": "不作为不担当专项治理",
        "en": "Treatment of inaction and failure to take responsibility",
    }


@clause("wuqing-0-2", effect="recorded-core")
def test_the_town_signs_for_the_printed_plan() -> None:
    city = enrolled()
    assert city.subject("notice").code == "notice"
    assert city.held("notice", "document.received")["received_on"] == "2017-03-21"
    assert city.subject("notice").state == "received"


def test_nobody_else_signs_for_it() -> None:
    asked = ("station/clerk", "document.received", {"received_on": "2017-03-21"})
    assert "只有收件单位能办这一步" in enrolled().why("addressee_only", *asked, subject="notice")


KINDS = [
    pytest.param(
        "department", "区发改委", marks=clause("wuqing-2-0-1", effect="recorded-core"), id="department"
    ),
    pytest.param("agency", "区政务服务办", marks=clause("wuqing-2-0-1", effect="recorded-core"), id="agency"),
    pytest.param(
        "institution", "区不动产中心", marks=clause("wuqing-2-0-1", effect="recorded-core"), id="institution"
    ),
    pytest.param("town", "梅厂镇", marks=clause("wuqing-2-0-2", effect="recorded-core"), id="town"),
    pytest.param("street", "东蒲洼街道", marks=clause("wuqing-2-0-3", effect="recorded-core"), id="street"),
    pytest.param("park", "京滨园区", marks=clause("wuqing-2-0-4", effect="recorded-core"), id="park"),
]


@pytest.mark.parametrize(("kind", "title"), KINDS)
def test_every_kind_of_unit_and_what_lies_under_it_is_enrolled(kind: str, title: str) -> None:
    city = opened()
    fields = {"kind": kind, "title": title}
    city.do("office/clerk", "unit.registered", fields, name="unit")
    below = {"kind": "subordinate", "title": f"{title}下属站", "parent": "@unit"}
    city.do("office/clerk", "unit.registered", below, name="below")
    city.enrol("unit").enrol("below", "under")
    assert (city.held("unit")["kind"], city.held("inspection")["unit"]) == (kind, str(city.keys["unit"]))
    assert city.held("below")["parent"] == str(city.keys["unit"])
    assert city.held("under")["unit"] == str(city.keys["below"])


def test_an_enrolled_unit_reads_its_own_inspection_from_the_start() -> None:
    city = opened().enrol()
    assert city.keys["town"] in city.subject("inspection").readers
    assert city.keys["station"] not in city.subject("inspection").readers


TAGS = {
    "inaction": "wuqing-1-2",
    "slow": "wuqing-1-3",
    "misaction": "wuqing-1-4",
    "reform": "wuqing-4-4-4",
    "double_service": "wuqing-4-4-5",
}


@pytest.mark.parametrize(
    "tag", [pytest.param(tag, marks=clause(row, effect="recorded-core"), id=tag) for tag, row in TAGS.items()]
)
def test_a_tag_stands_on_a_problem_of_any_field(tag: str) -> None:
    city = enrolled().find(topics=[tag], fields=["field6_approval"])
    assert city.held("finding")["topics"] == [tag]
    assert city.held("finding")["fields"] == ["field6_approval"]


def test_a_tag_that_is_not_on_the_list_is_refused() -> None:
    fields = {"title": "t", "fields": ["field1"], "source": "self_check", "text": "x", "topics": ["sloth"]}
    assert "topics" in enrolled().faults("town/clerk", "finding.recorded", fields, within="inspection")


@clause("wuqing-2-0-11", effect="tracked")
def test_a_problem_is_owed_until_the_level_above_has_struck_it_off() -> None:
    city = checked()
    assert city.owed("resolve") == [Owed("town", "未定", "supervisors")]
    city.list_problems("finding").plan().rectify()
    assert len(city.owed("resolve")) == 1, "reported is not confirmed"
    city.verify()
    assert len(city.owed("resolve")) == 1
    city.close()
    assert city.owed("resolve") == []


@clause("wuqing-2-0-11", effect="tracked")
def test_striking_off_one_problem_leaves_the_other_owed() -> None:
    city = listed().find("other")
    assert len(city.owed("resolve")) == 2
    city.rectify().verify().close()
    [left] = city.duties("resolve")
    assert left.stream == city.keys["other"]


@clause("wuqing-2-0-11", effect="tracked")
def test_a_problem_found_by_others_is_the_unit_s_once_it_was_fed_back() -> None:
    city = supervised().find_from_above()
    assert (city.owed("resolve"), city.owed("resolve_fed_back")) == ([], [])
    city.feed_back()
    assert city.owed("resolve_fed_back") == [Owed("town", "未定", "supervisors")]
    city.plan("found", measures=[{"what": "登记去向", "owner": "办公室", "by": "2017-07-20"}]).rectify(
        "found"
    )
    assert len(city.owed("resolve_fed_back")) == 1
    city.verify("found")
    [refusal] = city.refused("supervisors/clerk", "finding.closed", {}, subject="found")
    assert refusal.cite == ("wuqing-3-3-10",), "whoever found it has not criticised anybody yet"
    city.do("supervisors/clerk", "measure.taken", {"kind": "criticism", "text": "当面批评"}, subject="found")
    city.close("found")
    assert city.owed("resolve_fed_back") == []


def test_nothing_tells_a_unit_of_a_problem_before_it_is_fed_back() -> None:
    city = supervised().find_from_above()
    town = city.keys["town"]
    assert town not in city.subject("found").readers
    assert [duty.rule for duty in city.play.duties(stream=city.keys["found"]) if town in duty.readers] == []
    assert (city.subject("supervision").number, city.subject("orders").number) == ("督1", "查2")


@clause("wuqing-2-0-11", effect="tracked")
def test_a_problem_reopened_is_owed_again() -> None:
    city = listed().rectify().verify().close()
    assert city.owed("resolve_fed_back") == []
    city.do("supervisors/clerk", "finding.reopened", {"text": "又没有告知"}, subject="finding")
    assert city.owed("resolve_fed_back") == [Owed("town", "未定", "supervisors")]


@clause("wuqing-2-0-11", effect="tracked")
def test_what_the_unit_lists_itself_is_not_owed_twice() -> None:
    city = checked()
    city.draft("supervision_notice", items=["@finding"], text="自查").issue("supervision_notice", to=["town"])
    assert city.subject("finding").state == "fed_back"
    assert city.owed("resolve_fed_back") == []
    assert len(city.owed("resolve")) == 1


@clause("wuqing-4-4-2", effect="tracked")
def test_a_point_of_the_inspection_look_back_is_a_problem_owed_until_closed() -> None:
    city = enrolled().find(source="inspection_feedback", title="回头看反馈第三条")
    assert city.subject("finding").code == "inspection_feedback"
    assert city.owed("resolve") == [Owed("town", "未定", "supervisors")]
    city.plan().rectify().verify()
    assert len(city.owed("resolve")) == 1
    city.close()
    assert city.owed("resolve") == []


def receive(city: City, channel: str = "letter", turn: str = "first", **more: object) -> City:
    fields = {"kind": "demand", "channel": channel, "subject": "窗口收费", "mode": "open"} | (
        {"turn": turn} if turn else {}
    )
    city.do("office/clerk", "complaint.received", fields | more, within="inspection", name="complaint")
    return city


@clause("wuqing-2-8-3", effect="enforced")
@pytest.mark.parametrize("channel", ["letter", "visit"])
def test_whoever_registers_a_letter_or_visit_says_whether_it_is_the_first(channel: str) -> None:
    city = enrolled()
    fields = {"kind": "demand", "channel": channel, "subject": "窗口收费", "mode": "open"}
    asked = ("office/clerk", "complaint.received")
    assert (
        city.why("first_or_again", *asked, fields, within="inspection")
        == "wuqing-2-8-3 来信来访要由登记人写明是初次还是再次：请填写：初次还是再次"
    )
    receive(city, channel, "again")
    assert city.held("complaint")["turn"] == "again"


@clause("wuqing-2-8-3", effect="enforced")
def test_a_first_letter_is_not_closed_without_an_answer() -> None:
    city = receive(enrolled())
    city.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject="complaint")
    close = ("office/clerk", "complaint.closed", {"result": "explained", "text": "已说明"})
    [refusal] = city.refused(*close, subject="complaint")
    assert refusal.cite == ("wuqing-2-8-3",)
    assert [missing.text.zh for missing in refusal.missing] == [
        "先办：答复初信初访",
        "不用再办的，先办“待办失效”，写明理由",
    ]
    answer = {"found": "收费有误", "basis": "收费目录", "remedy": "已退"}
    city.do("office/clerk", "complaint.answered", answer, subject="complaint")
    assert city.why("first_answered", *close, subject="complaint") == ""
    city.do(*close, subject="complaint")
    assert city.subject("complaint").state == "closed"


@clause("wuqing-2-8-3", effect="enforced")
def test_letting_the_duty_lapse_does_not_get_round_the_answer() -> None:
    city = receive(enrolled())
    city.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject="complaint")
    city.keys["owed"] = city.duty("answer_first").id
    lapse = ("duty.lapsed", {"duty": "@owed", "text": "不用答复"})
    with pytest.raises(Refused, match="The body that owes it"):
        city.do("office/clerk", *lapse, subject="complaint")
    city.do("government/leader_in_charge", *lapse, subject="complaint")
    close = ("office/clerk", "complaint.closed", {"result": "explained", "text": "已说明"})
    assert (
        city.why("first_answered", *close, subject="complaint")
        == "wuqing-2-8-3 初信初访没有答复的，不能办结：还没有办：答复"
    )


@clause("wuqing-2-8-3", effect="enforced")
def test_who_is_anonymous_cannot_be_answered_and_is_owed_none() -> None:
    city = receive(enrolled(), mode="anonymous")
    assert city.owed("answer_first") == []
    city.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject="complaint")
    close = ("office/clerk", "complaint.closed", {"result": "finding", "text": "列为问题"})
    assert city.why("first_answered", *close, subject="complaint") == ""


@clause("wuqing-2-8-3", effect="enforced")
@pytest.mark.parametrize("end", ["complaint.answered", "complaint.declined"])
def test_a_first_visit_is_owed_an_answer_a_repeated_one_no_second_clock(end: str) -> None:
    assert receive(enrolled(), "visit", "again").owed("answer_first") == []
    city = receive(enrolled(), "visit")
    assert city.owed("answer_first") == [Owed("office", "未定", "supervisors")]
    if end == "complaint.answered":
        city.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject="complaint")
        assert len(city.owed("answer_first")) == 1, "taken in is not answered"
        city.do("office/clerk", end, {"found": "a", "basis": "b", "remedy": "c"}, subject="complaint")
    else:
        city.do("office/clerk", end, {"told_where": "区法院"}, subject="complaint")
    assert city.owed("answer_first") == []


def test_no_unit_reads_a_complaint_about_itself_or_about_a_unit_it_covers() -> None:
    city = opened().enrol("station", "inspection").assign("town")
    receive(city)
    assert city.keys["station"] in city.subject("complaint").barred
    assert city.keys["town"] not in city.subject("complaint").readers
    city.find()
    assert city.keys["town"] not in city.subject("complaint").readers
    assert city.keys["office"] in city.subject("complaint").readers


def test_every_value_that_cites_a_clause_of_the_fields_is_under_its_own_field() -> None:
    for code, value in scheme().lists["fields"].values.items():
        head = code.partition("_")[0]
        assert value.under in ("", head)
        assert value.cite[0].startswith(f"wuqing-2-{head.removeprefix('field')}-")


def test_a_founded_city_owes_nothing() -> None:
    assert new_city().play.duties() == ()


def test_supervision_has_been_in_the_town() -> None:
    assert supervised().subject("supervision").state == "recorded"
