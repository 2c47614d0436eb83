"""The treatment from its opening to its close, in memory: every body does its part once."""

from functools import cache

from tests.regulations.jinniu.district import SCAN, SCHEME, District, enrolled, scheme
from xuncha.core.review.worked_case import differences, played, read_case
from xuncha.shipped import calendar, case_text

SUMMARY = {"work_done": "查三处", "problems": "窗口一个", "shortcomings": "慢", "next_phase": "逐项改"}
EIGHT = [f"field{n}" for n in range(1, 9)]


def mobilised() -> District:
    """May: meetings and plans of the district, the units and the eight groups."""
    district = enrolled().meet("office/clerk", "district_mobilisation", "round")
    for unit in ("street", "bureau"):
        district.meet(f"{unit}/clerk", "unit_mobilisation", f"{unit}_inspection")
        steps = {"steps": "四步", "key_points": "窗口", "goals": "见底", "time_limits": "照区里"}
        district.draft(f"{unit}/clerk", "unit_plan", f"{unit}_inspection", f"{unit}_plan", **steps)
        district.send(unit, "unit_plan", document=f"@{unit}_plan")
        body = {"kind": "unit_group", "title": "领导小组"}
        district.do(f"{unit}/clerk", "body.formed", body, within=f"{unit}_inspection")
        roster = {"register": "staff_roster", "title": "名册", "who": ["@沈知秋"]}
        district.do(f"{unit}/clerk", "entry.registered", roster, within=f"{unit}_inspection")
    district.fill("g3", "head", "许知微")
    for n in range(1, 9):
        by = {1: "g1/head", 2: "g2/head", 3: "g3/head"}.get(n, f"g{n}")
        district.draft(by, "group_plan", f"g{n}", f"plan{n}", units=["@street"], arrangement="每周一处")
        filed = {"kind": "group_plan", "to": ["@publicity"], "document": f"@plan{n}"}
        district.do(by, "report.submitted", filed, within=f"g{n}")
    return district


def examined() -> District:
    """June: sheets, problems, weekly meeting, return, summary; a group's check and its clue."""
    district = mobilised().phase("self_check", "2017-05-22").tick("unit_weekly", "2017-W21")
    for unit in ("street", "bureau"):
        given = {"kind": "personal", "by_person": "@沈知秋", "text": "不收礼"}
        district.do(f"{unit}/clerk", "undertaking.given", given, within=f"{unit}_inspection")
    district.on("2017-06-01").check(looked_at=EIGHT).find().discuss().hand_over()
    sheet = {"staff": ["@温如岚"], "checked_unit": "@station", "looked_at": EIGHT, "outcome": "none"}
    district.check("bureau/clerk", "empty", "bureau", **sheet).meet(
        "bureau/clerk", "unit_weekly", "bureau_inspection"
    )
    district.on("2017-06-12").tick("monthly_return", "2017-06")
    for unit in ("street", "bureau"):
        fields = {"period": "2017-06", "electronic": SCAN, "way": "qq_group", "paper_number": "8号"}
        district.send(unit, "monthly_return", name=f"{unit}_return", **fields)
        district.do(
            "publicity", "report.received", {"medium": "paper", "sealed": True}, subject=f"{unit}_return"
        )
        district.draft(
            f"{unit}/clerk", "self_check_summary", f"{unit}_inspection", f"{unit}_summary", **SUMMARY
        )
        district.do(f"{unit}/clerk", "phase.ended", {"phase": "self_check"}, subject=f"{unit}_inspection")
    return lead(visit(district))


def visit(district: District) -> District:
    """The street is drawn and visited unannounced; the street learns of it afterwards."""
    district.draw("units", "street")
    planned = {
        "method": "undercover",
        "mode": "random",
        "hidden": True,
        "from_on": "2017-06-12",
        "staff": ["@高望岚"],
    }
    district.do("g1/head", "check.planned", planned, within="street_inspection", name="visit")
    sheet = {
        "method": "undercover",
        "staff": ["@高望岚"],
        "place": "窗口",
        "content": "排队",
        "checked_unit": "@street",
    }
    district.do("g1/head", "check.recorded", sheet, subject="visit")
    district.do("g1/head", "check.disclosed", {"to": ["@street"]}, subject="visit")
    return district


def lead(district: District) -> District:
    """A clue of the group, by way of the case office to the review office, investigated and decided."""
    clue = {"title": "收卡", "about_posts": ["社区主任"], "managed_by": "unit_managed", "text": "有人送卡"}
    district.do("g1/head", "clue.recorded", clue, within="street_inspection", name="clue")
    for by, route, receiver in (("g1/head", "case_section", "case"), ("case", "review_section", "review")):
        letter = {
            "route": route,
            "of": ["@clue"],
            "receiver": f"@{receiver}",
            "extract": "摘要",
            "basis": "分工",
        }
        district.do(by, "referral.drafted", letter, within="street_inspection", name=route)
        district.do(by, "referral.sent", {}, subject=route)
        district.do(receiver, "referral.received", {"received_on": district.today}, subject=route)
    district.inquire("review", "case", from_ref=["@review_section"]).decide("review")
    district.do("review", "inquiry.closed", {}, subject="inquiry")
    district.draft("review", "case_result", "street_inspection", facts="收受购物卡", decision="3号")
    district.issue("review", "case_result", "street")
    for kind in ("democratic_life", "warning"):
        district.meet("street/clerk", kind, "street_inspection", document="@case_result")
    texts = {"document": "@case_result", "analysis": "一人经办", "lessons": "双人复核"}
    district.draft("street/clerk", "case_analysis", "street_inspection", **texts)
    district.adopt("case_treatment", name="treatment", document="@case_result")
    return district


def rectified() -> District:
    """July to September: both ledgers agree, verified and summed up."""
    district = examined().classify("general").phase("rectification", "2017-07-03").assign_item().plan_item()
    for unit in ("street", "bureau"):
        texts = {"summary": f"@{unit}_summary", "group_findings": "无", "measures_text": "逐项改"}
        district.draft(
            f"{unit}/clerk", "rectification_plan", f"{unit}_inspection", f"{unit}_rectification", **texts
        )
        district.send(unit, "rectification_plan", document=f"@{unit}_rectification")
    district.on("2017-07-14").carry_out().verify().verify(stage="measures").on("2017-09-20")
    for unit in ("street", "bureau"):
        done = {"work_done": "改完", "groundwork": "拟制度"}
        district.draft(f"{unit}/clerk", "rectification_summary", f"{unit}_inspection", f"{unit}_done", **done)
        district.do(f"{unit}/clerk", "phase.ended", {"phase": "rectification"}, subject=f"{unit}_inspection")
    return district


@cache
def finished() -> District:
    """The whole treatment; tests only look at it."""
    district = rectified().phase("institution", "2017-09-21").adopt("problem_rule", of=["@finding"])
    district.on("2017-10-10").close().tick("recheck_sample", "2017-10").draw(
        "recheck", "finding", name="sample"
    )
    district.verify("office/clerk", stage="recheck")
    for unit in ("street", "bureau"):
        for kind in ("mechanism", "undertaking_mechanism", "micro_power_mechanism"):
            district.adopt(kind, unit, f"{unit}_{kind}")
        district.do(f"{unit}/clerk", "phase.ended", {"phase": "institution"}, subject=f"{unit}_inspection")
        used = {"use": "assessment", "extract": "四步到位"}
        district.do("office/clerk", "result.used", used, subject=f"{unit}_inspection")
    district.on("2017-12-29").do(
        "office/clerk", "campaign.closed", {"summary": "四个阶段办完"}, subject="round"
    )
    return district


def test_the_treatment_runs_from_mobilisation_to_its_close() -> None:
    district = finished()
    states = {
        name: district.subject(name).state
        for name in ("round", "finding", "inquiry", "visit", "clue", "rule")
    }
    assert states == {
        "round": "closed", "finding": "closed", "inquiry": "closed", "visit": "recorded", "clue": "recorded", "rule": "in_force",
    }  # fmt: skip
    assert district.subject("finding").number == "自检1号-1"
    assert district.subject("empty").number == "自检1号", "each unit counts its own"


def test_what_units_owed_in_the_four_phases_is_done() -> None:
    district = finished()
    units = {district.keys[name] for name in ("street", "bureau")}
    assert sorted({duty.rule for duty in district.play.duties(state="open") if duty.owner in units}) == []


def test_the_worked_case_goes_as_it_says_and_its_dates_are_those_counted_by_hand() -> None:
    result = played(read_case(case_text(SCHEME)), scheme(), calendar())
    assert differences(result) == ()
