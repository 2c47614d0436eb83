"""Part three, third step: every level checks the one below, and what it finds goes one of three ways."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuqing.city import City, checked, enrolled, led, listed, opened, supervised
from xuncha.core.facts.draw import digest_of

clause = pytest.mark.clause

MODES = [
    pytest.param("announced", marks=clause("wuqing-3-3-3", effect="recorded-core"), id="open"),
    pytest.param("unannounced", marks=clause("wuqing-3-3-3", effect="recorded-core"), id="unannounced"),
    pytest.param("random", marks=clause("wuqing-3-3-4", effect="recorded-core"), id="spot"),
    pytest.param("concentrated", marks=clause("wuqing-3-3-5", effect="recorded-core"), id="concentrated"),
]


@pytest.mark.parametrize("mode", MODES)
def test_a_check_from_above_says_its_mode(mode: str) -> None:
    city = listed().supervise(mode)
    assert city.held("supervision")["mode"] == mode
    assert "mode" in city.faults(
        "supervisors/clerk",
        "check.recorded",
        {"method": "supervision", "staff": ["@陆闻笙"], "outcome": "none"},
        within="inspection",
    )


@clause("wuqing-3-3-3", effect="recorded-core")
def test_an_unannounced_visit_is_planned_out_of_the_unit_s_sight() -> None:
    city = listed()
    fields = {"method": "supervision", "mode": "unannounced", "from_on": "2017-07-05", "hidden": True}
    city.do("supervisors/clerk", "check.planned", fields, within="inspection", name="visit")
    assert city.held("visit")["hidden"] is True
    assert city.keys["town"] not in city.subject("visit").readers


@clause("wuqing-3-3-4", effect="recorded-core")
def test_a_spot_check_follows_a_draw_that_was_fixed_beforehand() -> None:
    city = listed()
    committed = {"population": "26个镇街", "n": 3, "seed_hash": digest_of("0721")}
    city.do("supervisors/clerk", "draw.committed", committed, within="round", name="draw")
    city.do("supervisors/clerk", "draw.made", {"seed": "0721", "drawn": ["@town"]}, subject="draw")
    city.supervise("random", draw="@draw")
    assert city.held("supervision")["draw"] == str(city.keys["draw"])
    assert (city.held("draw")["population"], city.held("draw")["n"]) == ("26个镇街", 3)
    said = city.held("draw", "draw.made")
    assert (said["seed"], said["drawn"]) == ("0721", [str(city.keys["town"])])


# ------------------------------------------------------------------ 层层督查，逐级检查


@clause("wuqing-3-3-6", effect="tracked")
def test_the_town_owes_a_check_of_the_station_and_the_district_one_of_the_town() -> None:
    city = opened().enrol().assign().enrol("station", "below").assign("town", "below")
    assert sorted(city.owed("check_below")) == [
        Owed("supervisors", "2017-09-30", "office"),
        Owed("town", "2017-09-30", "office"),
    ]
    city.supervise(by="town/clerk", within="below", name="seen")
    assert city.owed("check_below") == [Owed("supervisors", "2017-09-30", "office")]
    city.supervise(outcome="not_met", name="closed_doors")
    assert len(city.owed("check_below")) == 1, "a check that could not be held is none"
    city.supervise()
    assert city.owed("check_below") == []


@clause("wuqing-3-3-6", effect="tracked")
def test_a_self_examination_is_no_check_from_above() -> None:
    city = enrolled().check_all()
    assert len(city.owed("check_below")) == 1
    asked = (
        "check.recorded",
        {"method": "supervision", "mode": "announced", "staff": ["@何其安"], "outcome": "none"},
    )
    said = city.why("not_by_itself", "town/clerk", *asked, within="inspection")
    assert said.startswith("wuqing-3-3-6 督查由上一级来做，不由单位查自己：")
    assert city.why("not_by_itself", "bureau/clerk", *asked, within="inspection") == ""


@clause("wuqing-3-3-6", effect="tracked")
def test_the_level_above_is_the_unit_above_else_the_district() -> None:
    city = opened().enrol().enrol("station", "below")
    asked = ("office/clerk", "inspection.assigned")
    assert (
        city.why("level_above", *asked, {"body": "@supervisors"}, subject="below")
        == "wuqing-3-3-6 下属单位由它的上级单位督查：两处所指不一致"
    )
    assert city.why("level_above", *asked, {"body": "@town"}, subject="below") == ""
    said = city.why("district_checks", *asked, {"body": "@bureau_of_housing"}, subject="inspection")
    assert said.startswith("wuqing-3-3-6 各镇街园区、各部门由区里的督查机构督查：")
    assert city.why("district_checks", *asked, {"body": "@supervisors"}, subject="inspection") == ""


@clause("wuqing-3-3-6", effect="tracked")
def test_the_office_settles_which_level_checks_a_unit() -> None:
    city = opened().enrol()
    assert city.owed("name_checker") == [Owed("office", "未定")]
    city.supervise(by="bureau/clerk")
    assert len(city.owed("name_checker")) == 1, "a check by somebody settles nothing"
    city.assign()
    assert city.owed("name_checker") == []


def test_the_town_reads_what_it_covers_but_no_clue_of_it() -> None:
    city = opened().enrol("station", "inspection").assign("town")
    city.find(by="station/clerk").lead()
    assert city.keys["town"] in city.subject("finding").readers
    assert city.keys["town"] not in city.subject("clue").readers
    assert city.keys["station"] in city.subject("clue").barred


# ------------------------------------------------------------------ 跟踪问效


@clause("wuqing-3-3-7", effect="tracked")
def test_the_effect_is_followed_up_by_the_end_of_september() -> None:
    city = listed().rectify().verify().close()
    assert city.owed("follow_up") == [Owed("supervisors", "2017-09-30")]
    assert city.owed("follow_up_later") == []
    assert len(city.owed("follow_up")) == 1, "the close-out itself is no follow-up"
    city.verify(stage="follow_up")
    assert city.owed("follow_up") == []


@clause("wuqing-3-3-7", effect="tracked")
def test_what_is_struck_off_in_the_fourth_step_is_followed_up_without_a_day() -> None:
    city = listed().rectify().verify()
    city.play.on(date(2017, 10, 10))
    city.step("summary", "2017-10-01", "2017-12-31").close()
    assert city.owed("follow_up") == []
    assert city.owed("follow_up_later") == [Owed("supervisors", "未定")]
    city.verify(stage="follow_up")
    assert city.owed("follow_up_later") == []


@clause("wuqing-3-3-7", effect="tracked")
def test_the_level_above_verifies_and_strikes_off_and_never_the_unit() -> None:
    city = listed().rectify()
    seen = {"stage": "close_out", "passed": True, "seen_on": "2017-04-10", "text": "看过"}
    said = city.why("confirmed_from_above", "town/contact", "rectification.verified", seen, subject="finding")
    assert said.startswith("wuqing-3-3-7 整改由上一级核验、销号：")
    assert (
        city.why(
            "confirmed_from_above", "supervisors/clerk", "rectification.verified", seen, subject="finding"
        )
        == ""
    )
    city.verify()
    said = city.why("confirmed_from_above", "town/contact", "finding.closed", {}, subject="finding")
    assert said.startswith("wuqing-3-3-7 整改由上一级核验、销号：")
    city.close()


def test_the_town_strikes_off_what_the_station_has_put_right() -> None:
    city = opened().enrol("station", "inspection").assign("town")
    city.find(by="station/clerk").plan(by="station/contact", first_responsible="@乔木森").rectify(
        by="station/clerk"
    )
    city.verify(by="town/clerk").close(by="town/clerk")
    assert city.subject("finding").state == "closed"


# ------------------------------------------------------------------ 反馈区政府


@clause("wuqing-3-3-8", effect="tracked")
def test_what_supervision_found_is_reported_to_the_district_government() -> None:
    city = listed().supervise().supervise(name="second")
    assert city.owed("report_supervision") == [Owed("supervisors/clerk", "及时", "government")] * 2
    wrong = {"kind": "supervision_report", "to": "@bureau", "text": "发现问题一件"}
    assert city.why(
        "supervision_to_government", "supervisors/clerk", "report.submitted", wrong, within="supervision"
    ) == ("wuqing-3-3-8 督查情况反馈给区政府：这一件不送区监察局，应送：区政府")
    city.report_supervision()
    [left] = city.duties("report_supervision")
    assert left.stream == city.keys["second"], "each check is reported by itself"


def test_a_self_examination_opens_no_report_to_the_government() -> None:
    assert checked().owed("report_supervision") == []


# ------------------------------------------------------------------ 批评教育、尽快纠正


@clause("wuqing-3-3-10", effect="tracked")
def test_a_problem_found_from_above_is_criticised_by_whoever_found_it() -> None:
    assert checked().owed("criticise") == [], "what the unit found itself is not"
    city = supervised().find_from_above()
    assert city.owed("criticise") == [Owed("supervisors/clerk", "及时")]
    city.do("supervisors/clerk", "measure.taken", {"kind": "other", "text": "约谈"}, subject="found")
    assert len(city.owed("criticise")) == 1
    city.do("supervisors/clerk", "measure.taken", {"kind": "criticism", "text": "当面批评"}, subject="found")
    assert city.owed("criticise") == []


@clause("wuqing-3-3-10", effect="tracked")
def test_whoever_found_a_problem_feeds_it_back() -> None:
    assert checked().owed("tell_the_unit") == [], "the unit knows what it found itself"
    city = supervised().find_from_above().find_from_above("other")
    assert city.owed("tell_the_unit") == [Owed("supervisors/clerk", "及时")] * 2
    city.feed_back("found")
    [left] = city.duties("tell_the_unit")
    assert left.stream == city.keys["other"]


@clause("wuqing-3-3-10", effect="tracked")
def test_what_was_found_is_fed_back_to_the_unit_it_is_about() -> None:
    city = supervised().find_from_above()
    city.draft("supervision_notice", by="supervisors/clerk", items=["@found"], text="请整改")
    asked = ("supervisors/clerk", "document.issued")
    assert (
        city.why("fed_back_to_the_unit", *asked, {"to": ["@station"]}, subject="supervision_notice")
        == "wuqing-3-3-10 督查反馈送问题所在的单位：这一件不送柳塘镇水务站，应送：各镇街园区、各部门及下属单位"
    )
    assert city.why("fed_back_to_the_unit", *asked, {"to": ["@town"]}, subject="supervision_notice") == ""


@clause("wuqing-3-3-10", effect="tracked")
def test_it_is_fed_back_and_corrected_soon() -> None:
    city = supervised().find_from_above()
    assert city.keys["town"] not in city.subject("found").readers, "not before it is fed back"
    assert city.owed("correct") == []
    city.feed_back()
    assert city.keys["town"] in city.subject("found").readers
    assert city.owed("correct") == [Owed("town", "尽快", "supervisors")]
    city.plan("found", measures=[{"what": "登记去向", "owner": "办公室", "by": "2017-07-20"}])
    assert len(city.owed("correct")) == 1
    city.rectify("found")
    assert city.owed("correct") == []


# ------------------------------------------------------------------ 线索


CONCLUDE = {"conclusion": "proved", "text": "收费未入账", "correction": "已退款", "inquiry": "@inquiry"}
SETTLED = "wuqing-3-3-11 线索查实、改到位、问责有结论，才能办结："


@clause("wuqing-3-3-11", effect="enforced")
def test_a_clue_is_settled_by_result_correction_and_accountability() -> None:
    city = led().inquire()
    asked = ("bureau/clerk", "matter.concluded")
    without = {name: value for name, value in CONCLUDE.items() if name != "correction"}
    assert city.why("clue_settled", *asked, without, subject="clue") == SETTLED + "请填写：纠正情况"
    without = {name: value for name, value in CONCLUDE.items() if name != "inquiry"}
    assert city.why("clue_settled", *asked, without, subject="clue") == SETTLED + "还没有写明依据哪一件"
    city.do(*asked, CONCLUDE, subject="clue")
    assert city.held("clue", "matter.concluded")["correction"] == "已退款"


@clause("wuqing-3-3-11", effect="enforced")
def test_an_inquiry_without_a_decision_on_accountability_settles_nothing() -> None:
    city = led()
    fields = {
        "kind": "clue",
        "title": "窗口收费",
        "about": ["窗口负责人"],
        "grounds": ["misaction"],
        "text": "启动",
    }
    city.do("bureau/clerk", "inquiry.opened", fields, within="inspection", name="inquiry")
    asked = ("bureau/clerk", "matter.concluded", CONCLUDE)
    assert city.why("clue_settled", *asked, subject="clue") == SETTLED + "还没有写明依据哪一件"
    decided = {"whom": "窗口负责人", "pursue": False, "text": "情节轻微，已经改正"}
    city.do("bureau/clerk", "accountability.decided", decided, subject="inquiry")
    assert city.why("clue_settled", *asked, subject="clue") == ""


def test_a_problem_is_concluded_without_an_inquiry() -> None:
    city = supervised().find_from_above()
    asked = ("supervisors/clerk", "matter.concluded", {"conclusion": "proved", "text": "属实"})
    assert city.why("clue_settled", *asked, subject="found") == ""


# ------------------------------------------------------------------ 情节严重的


SERIOUS = "wuqing-3-3-12 定为情节严重，由人写明理由，经另一人批准："


@clause("wuqing-3-3-12", effect="enforced")
def test_serious_is_said_by_a_person_with_the_reason_and_a_second_one_approves() -> None:
    city = led()
    asked = ("bureau/clerk", "disposition.decided")
    assert city.why("serious_by_people", *asked, {"class": "serious"}, subject="clue").startswith(
        SERIOUS + "请填写：内容"
    )
    reasoned = {"class": "serious", "text": "数额较大"}
    assert (
        city.why("serious_by_people", *asked, reasoned, subject="clue")
        == SERIOUS + "这一稿还没有经牵头领导、分管领导、区政府办公室主任批准"
    )
    city.take_as_serious()
    assert city.held("clue", "disposition.decided")["class"] == "serious"


@clause("wuqing-3-3-12", effect="enforced")
def test_whoever_approves_does_not_decide_as_well() -> None:
    city = led().approve("clue", "serious", by="office/director", asked_by="bureau/clerk", to="director")
    said = city.why(
        "serious_by_people",
        "office/director",
        "disposition.decided",
        {"class": "serious", "text": "大"},
        subject="clue",
    )
    assert said.startswith(SERIOUS)


@clause("wuqing-3-3-12", effect="enforced")
@pytest.mark.parametrize("route", ["discipline", "organisation"])
def test_a_serious_case_must_go_and_only_a_serious_one_goes(route: str) -> None:
    city = led()
    fields = {"route": route, "of": ["@clue"], "receiver": f"@{route}", "extract": "摘要", "basis": "依据"}
    city.do("bureau/clerk", "referral.drafted", fields, within="inspection", name="referral")
    send: tuple[str, str, dict[str, Any]] = ("bureau/clerk", "referral.sent", {})
    assert (
        city.why("serious_first", *send, subject="referral")
        == "wuqing-3-3-12 先定为情节严重，再交组织纪检部门：“窗口收费去向不明”还没有：决定处置"
    )
    assert city.owed("hand_over_serious") == []
    city.take_as_serious()
    assert city.owed("hand_over_serious") == [Owed("bureau/clerk", "未定", "supervisors")]
    city.do(*send, subject="referral")
    assert city.owed("hand_over_serious") == []
    assert city.keys[route] in city.subject("referral").readers


@clause("wuqing-3-3-12", effect="enforced")
def test_what_was_not_found_serious_does_not_go_that_way() -> None:
    city = led().dispose("general")
    fields = {
        "route": "discipline",
        "of": ["@clue"],
        "receiver": "@discipline",
        "extract": "摘要",
        "basis": "依据",
    }
    city.do("bureau/clerk", "referral.drafted", fields, within="inspection", name="referral")
    said = city.why("discipline", "bureau/clerk", "referral.sent", {}, subject="referral")
    assert (
        said
        == "wuqing-3-3-12 决定的类别不走“交纪检部门”这条途径：“窗口收费去向不明”定的是“批评教育、限期纠正”"
    )


@clause("wuqing-3-3-12", effect="enforced")
@pytest.mark.parametrize(("route", "other"), [("discipline", "organisation"), ("organisation", "discipline")])
def test_route_and_receiver_fit_each_other(route: str, other: str) -> None:
    city = led()
    fields = {"route": route, "of": ["@clue"], "receiver": f"@{other}", "extract": "摘要", "basis": "依据"}
    asked = ("bureau/clerk", "referral.drafted")
    said = city.why("right_department", *asked, fields, within="inspection")
    assert said.startswith("wuqing-3-3-12 移交途径和接收部门相符：")
    assert city.why("right_department", *asked, fields | {"receiver": f"@{route}"}, within="inspection") == ""


@pytest.mark.parametrize(
    ("act", "fields"),
    [("referral.received", {"received_on": "2017-07-04"}), ("referral.objected", {"text": "不属我部"})],
)
def test_the_receiver_signs_for_the_transfer_or_objects(act: str, fields: dict[str, object]) -> None:
    city = led().take_as_serious().refer()
    assert city.owed("take_over") == [Owed("discipline", "未定", "bureau")]
    city.do("discipline", act, fields, subject="referral")
    assert city.owed("take_over") == []


def test_what_was_objected_to_is_owed_again_and_may_be_voided() -> None:
    city = led().take_as_serious().refer()
    assert city.owed("hand_over_serious") == []
    city.do("discipline", "referral.objected", {"text": "不属我部"}, subject="referral")
    assert len(city.owed("hand_over_serious")) == 1
    city.do("bureau/clerk", "referral.withdrawn", {"text": "改走组织部门"}, subject="referral")
    assert city.subject("referral").state == "withdrawn"
    assert len(city.owed("hand_over_serious")) == 1


@clause("wuqing-3-3-13", effect="recorded-core")
@pytest.mark.parametrize("receiver", ["discipline", "organisation"])
def test_the_result_comes_back_with_the_number_of_the_decision(receiver: str) -> None:
    city: City = led().take_as_serious().refer(receiver, receiver)
    city.do(receiver, "referral.received", {"received_on": city.today}, subject="referral")
    assert city.owed("pursue") == [Owed(receiver, "未定", "supervisors")]
    answer = {
        "outcome": "held_to_account",
        "text": "警告",
        "document_number": "武纪〔2017〕12号",
        "final": True,
    }
    city.do(receiver, "referral.answered", answer, subject="referral")
    said = city.held("referral", "referral.answered")
    assert (said["outcome"], said["document_number"]) == ("held_to_account", "武纪〔2017〕12号")
    assert city.owed("pursue") == []


@clause("base-44", effect="enforced")
def test_what_was_passed_is_not_verified_again() -> None:
    city, asked = listed().rectify(), ("supervisors/clerk", "rectification.verified")
    seen = {"stage": "close_out", "passed": True, "seen_on": "2017-04-10", "text": "看过"}
    assert city.why("verified_once", *asked, seen, subject="finding") == ""
    city.verify()
    assert city.why("verified_once", *asked, seen, subject="finding").startswith("base-44 ")
