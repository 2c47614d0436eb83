"""Section 4: bodies and meetings, checks from above, accountability."""

from typing import Any

import pytest

from tests.regulations.jinniu.district import (
    PAPER,
    SCAN,
    SEED,
    District,
    checking,
    enrolled,
    found,
    new_district,
    opened,
)
from tests.regulations.office import Owed
from xuncha.core.facts.draw import drawn_by
from xuncha.core.refusal import BadFields, Refused

clause = pytest.mark.clause

ROUND = {"kind": "treatment", "title": "专项治理", "starts_on": "2017-05-11", "ends_on": "2017-12-31"}
GROUP_CHECK = {
    "method": "group_check",
    "staff": ["@高望岚"],
    "place": "街道",
    "content": "看台账",
    "checked_unit": "@street",
}
GROUPS = ("coordination_group", "publicity_group", "main_duty_group", "intake_group", "double_inquiry_group")


# ------------------------------------------------------------------ (1) 健全机制


@clause("jinniu-4-1-1", effect="recorded-core")
def test_leading_group_and_office_stand_before_the_treatment_opens() -> None:
    district = new_district()
    asked = ("office/clerk", "campaign.opened", ROUND)
    assert district.why("group_and_office_first", *asked) == ""
    left = {"seat": "leader", "person": "@周敬川"}
    district.do("office/clerk", "seat.vacated", left, subject="group", paper=PAPER)
    assert district.why("group_and_office_first", *asked) == (
        "jinniu-4-1-1 先成立领导小组和办公室，才能立项：领导小组的组长还没有人"
    )
    district.fill("group", "leader", "许知微", paper=PAPER)
    assert district.holder("group", "leader") == "许知微"
    assert district.why("group_and_office_first", *asked) == ""


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=clause(f"jinniu-4-1-{n}", effect="recorded-core"))
        for n, kind in enumerate(GROUPS, start=2)
    ],
)
def test_five_working_groups_stand_under_the_office_with_members(kind: str) -> None:
    district = enrolled()
    filled = {"seat": "member", "person": "@许知微"}
    unproved = district.why("seats_above_on_paper", "office/clerk", "seat.filled", filled, subject=kind)
    assert unproved.startswith("base-18 领导机构和专项治理以外机构的任免，凭文件办理")
    district.fill(kind, "member", "许知微", paper=PAPER)
    assert (district.subject(kind).code, district.subject(kind).state) == (kind, "formed")
    assert district.kind(kind) == kind
    assert district.holder(kind, "member") == "许知微"


@clause("jinniu-4-1-7", effect="enforced")
def test_there_are_eight_special_groups_and_all_stand_before_self_examination() -> None:
    district = opened().form_groups(7)
    asked = ("office/clerk", "phase.started", {"phase": "self_check", "starts_on": "2017-05-22"})
    assert district.why("eight_groups_before_self_check", *asked, subject="round") == (
        "jinniu-4-1-7 8个小组组建齐了，才进入自查自纠：专项治理小组：现在是 7，应不少于 8、不多于 8"
    )
    ninth = ("office/clerk", "body.formed", {"kind": "special_group", "title": "又一组"})
    assert district.why("at_most_eight_groups", *ninth, within="round") == ""
    district.do(*ninth, within="round", name="g8")
    assert district.why("eight_groups_before_self_check", *asked, subject="round") == ""
    assert district.why("at_most_eight_groups", *ninth, within="round").startswith(
        "jinniu-4-1-7 专项治理小组一共8个"
    )


@clause("jinniu-4-1-8", effect="tracked")
@clause("jinniu-4-1-9", effect="tracked")
def test_each_of_the_eight_draws_up_and_files_its_plan_by_25_may() -> None:
    district = enrolled()
    for rule in ("group_plan", "file_group_plan"):
        assert district.owing(rule) == [f"g{n}" for n in range(1, 9)]
        assert district.by_when(rule) == {"2017-05-25"}
    assert {owed.to for owed in district.owed("file_group_plan")} == {"publicity"}
    district.draft("g1/head", "group_plan", "g1", units=["@street"], arrangement="每周一处")
    assert district.owing("group_plan") == [f"g{n}" for n in range(2, 9)]
    filed: dict[str, Any] = {"kind": "group_plan", "to": ["@publicity"]}
    asked = ("g1/head", "report.submitted")
    assert "jinniu-4-1-9 报备的文稿是小组工作方案" in district.why(
        "sent_is_the_group_plan", *asked, filed, within="g1"
    )
    assert district.why("plans_to_publicity_section", *asked, filed | {"to": ["@office"]}, within="g1") != ""
    district.do(*asked, filed | {"document": "@group_plan"}, within="g1")
    assert district.owing("file_group_plan") == [f"g{n}" for n in range(2, 9)]


def test_a_group_is_assigned_once_its_people_declared_to_have_no_tie() -> None:
    district = opened().enrol().form_groups()
    asked = ("office/clerk", "inspection.assigned", {"body": "@g1"})
    assert district.why("declared_first", *asked, subject="street_inspection").startswith(
        "base-15 声明过、没有回避情形的，小组才能分派到单位：还没有对所派单位作出回避声明"
    )
    for person in ("高望岚", "乔木森"):
        district.do("office/clerk", "tie.declared", {"towards": "@street", "none": True}, subject=person)
    assert district.why("declared_first", *asked, subject="street_inspection") == ""


@clause("jinniu-4-1-10", effect="tracked")
def test_a_group_checks_its_units_by_late_october() -> None:
    district = enrolled()
    assert district.owed("group_checks_unit") == [Owed("g1", "2017-10-31", "office")]
    district.on("2017-06-05").check()
    assert len(district.owed("group_checks_unit")) == 1, "the street's own check is none of the group's"
    district.do("g1/head", "check.recorded", GROUP_CHECK, within="street_inspection", name="group_check")
    assert district.owed("group_checks_unit") == []


def test_a_groups_check_outside_the_window_needs_a_written_reason() -> None:
    district = enrolled().on("2017-05-29")
    asked = ("g1/head", "check.recorded", GROUP_CHECK)
    assert district.why("checks_in_window", *asked, within="street_inspection") == (
        "jinniu-4-1-10 小组检查在6月上旬到10月下旬：发生日期应在2017年6月1日至2017年10月31日之间"
    )
    assert district.why("checks_in_window", *asked, within="street_inspection", reason="突发举报") == ""
    assert district.on("2017-10-31").why("checks_in_window", *asked, within="street_inspection") == ""


PLANNED = {"method": "group_check", "from_on": "2017-06-06", "staff": ["@高望岚"]}


@pytest.mark.parametrize(
    ("mode", "method"),
    [
        pytest.param("special", "group_check", marks=clause("jinniu-4-1-11", effect="recorded-core")),
        pytest.param("off_hours", "open_visit", marks=clause("jinniu-5-3-4", effect="recorded-core")),
    ],
)
def test_a_check_is_planned_in_its_mode(mode: str, method: str) -> None:
    district = enrolled()
    fields = PLANNED | {"mode": mode, "method": method}
    district.do("g1/head", "check.planned", fields, within="street_inspection", name="planned")
    assert (district.held("planned")["mode"], district.subject("planned").number) == (mode, "专治1检1号")


@clause("jinniu-4-1-12", effect="recorded-core")
@clause("jinniu-5-3-6", effect="recorded-core")
def test_a_unit_checked_at_random_was_drawn_by_a_seed_fixed_beforehand() -> None:
    district = enrolled()
    asked = ("g1/head", "check.planned", PLANNED | {"mode": "random", "hidden": True})
    assert district.why("random_check_drawn", *asked, within="street_inspection") == (
        "jinniu-4-1-12 jinniu-5-3-6 随机抽查的单位由预先登记种子的抽取产生：还没有办：抽取"
    )
    ids = {str(district.keys[one]): one for one in ("street", "bureau", "community", "station")}
    [drawn] = district.draw("units", *ids.values())
    assert [ids[one] for one in drawn_by(SEED, ids, 1)] == [drawn], "anybody computes the same"
    lies_in = {"street": "street", "community": "street", "bureau": "bureau", "station": "bureau"}[drawn]
    if drawn in ("street", "bureau"):
        assert district.why("random_check_drawn", *asked, within=f"{lies_in}_inspection") == ""
    district = enrolled()
    assert district.draw("units", "street", n=1) == ["street"]
    assert district.why("random_check_drawn", *asked, within="street_inspection") == ""
    assert district.why("random_check_drawn", *asked, within="bureau_inspection") != "", "it was not drawn"
    assert district.held("draw", "draw.made")["seed"] == SEED
    assert district.held("draw", "draw.made")["drawn"] == [str(district.keys["street"])]
    district.do(*asked, within="street_inspection", name="visit")
    assert district.held("visit")["mode"] == "random"
    elsewhere = ("g1/head", "check.recorded", GROUP_CHECK | {"checked_unit": "@community"})
    assert district.why("random_check_where_drawn", *elsewhere, subject="visit") == (
        "jinniu-4-1-12 jinniu-5-3-6 随机抽查登记的被检查单位就是抽到的那一个：还没有办：抽取"
    )
    there = ("g1/head", "check.recorded", GROUP_CHECK | {"checked_unit": "@street"})
    assert district.why("random_check_where_drawn", *there, subject="visit") == ""


def test_a_unit_below_that_was_drawn_is_what_the_random_visit_is_planned_and_entered_for() -> None:
    district = enrolled()
    assert district.draw("units", "community", n=1) == ["community"]
    asked = PLANNED | {"mode": "random", "hidden": True}
    plan = ("g1/head", "check.planned")
    assert district.why("random_check_drawn", *plan, asked, within="street_inspection") != ""
    below = asked | {"checked_unit": "@community"}
    assert district.why("random_check_drawn", *plan, below, within="street_inspection") == ""
    district.do(*plan, below, within="street_inspection", name="visit")
    there = ("g1/head", "check.recorded", GROUP_CHECK | {"checked_unit": "@community"})
    assert district.why("random_check_where_drawn", *there, subject="visit") == ""


def test_a_draw_with_another_seed_is_refused() -> None:
    district = enrolled()
    district.draw("units", "street", name="first")
    committed = {
        "population": "全部",
        "among": ["@street", "@bureau"],
        "n": 1,
        "seed_hash": "0" * 64,
        "purpose": "units",
    }
    district.do("coordination_group", "draw.committed", committed, within="round", name="second")
    with pytest.raises(BadFields):
        district.do("coordination_group", "draw.made", {"seed": SEED, "drawn": ["@street"]}, subject="second")


@clause("jinniu-4-1-13", effect="recorded-core")
@clause("jinniu-5-3-5", effect="recorded-core")
def test_a_cross_check_is_never_of_ones_own() -> None:
    district = enrolled()
    cross = PLANNED | {"mode": "cross"}
    own = "jinniu-4-1-13 jinniu-5-3-5 交叉检查不查自己负责的单位、自己的单位："
    asked = ("check.planned", cross)
    assert district.why("cross_check_not_own", "g1/head", *asked, within="street_inspection").startswith(own)
    by_itself = ("street/clerk", "check.planned", cross | {"staff": ["@何其安"]})
    assert district.why("cross_check_not_own", *by_itself, within="street_inspection").startswith(own)
    seconded = ("check.planned", cross | {"staff": ["@程远道"]})
    assert district.why("cross_check_not_own", "g2/head", *seconded, within="street_inspection") == (
        f"{own}这个人是被检查单位的人"
    )
    assert district.why("cross_check_not_own", "g2/head", *seconded, within="bureau_inspection") == ""
    district.do("g2/head", *asked, within="bureau_inspection", name="cross")
    assert district.held("cross")["mode"] == "cross"
    assert district.keys["bureau"] not in district.subject("cross").readers, (
        "the unit reads nothing of it before"
    )


def test_a_cross_check_planned_with_others_is_not_then_done_by_ones_own() -> None:
    district = enrolled()
    district.seat("station", "clerk", "许知微")
    planned = ("check.planned", PLANNED | {"mode": "cross", "staff": ["@程远道"]})
    district.do("g2/head", *planned, within="bureau_inspection", name="cross")
    own = "jinniu-4-1-13 jinniu-5-3-5 交叉检查登记的人员和被检查单位，也不是自己的："

    def why(by: str, *staff: str) -> str:
        fields = GROUP_CHECK | {"checked_unit": "@station", "staff": [f"@{one}" for one in staff]}
        return district.why("cross_check_done_by_others", by, "check.recorded", fields, subject="cross")

    assert why("g2/head", "程远道", "温如岚") == f"{own}这个人是被检查单位的人", "of the unit above"
    assert why("g2/head", "程远道", "许知微") == f"{own}这个人是被检查单位的人", "of the very unit checked"
    assert why("bureau/clerk", "程远道").startswith(f"{own}这件事说的就是办理人自己的单位")
    assert why("g2/head", "程远道") == ""


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(part, marks=clause(f"jinniu-4-1-{n}", effect="recorded-core"))
        for n, part in enumerate(("carrying_out", "self_examination", "prominent"), start=14)
    ],
)
def test_a_group_looks_at_three_things(part: str) -> None:
    district = enrolled().on("2017-06-05")
    district.do(
        "g1/head", "check.recorded", GROUP_CHECK | {part: "已部署"}, within="street_inspection", name="sheet"
    )
    assert district.held("sheet")[part] == "已部署"


@clause("jinniu-4-1-17", effect="tracked")
@pytest.mark.parametrize(
    ("rule", "bodies"),
    [
        ("special_group_weekly", [f"g{n}" for n in range(1, 9)]),
        *((f"{kind}_weekly", [kind]) for kind in GROUPS),
    ],
)
def test_every_group_meets_every_week(rule: str, bodies: list[str]) -> None:
    district = enrolled().on("2017-06-07").tick(rule, "2017-W23")
    assert district.owing(rule) == bodies
    assert district.by_when(rule) == {"2017-06-11"}
    district.meet("office/clerk", "training", "round")
    assert district.owing(rule) == bodies
    district.meet(bodies[0], "group_weekly", bodies[0])
    assert district.owing(rule) == bodies[1:]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        pytest.param("progress", "本周查三处", marks=clause("jinniu-4-1-18", effect="recorded-core")),
        pytest.param(
            "items", [{"text": "线1：先核账"}], marks=clause("jinniu-4-1-19", effect="recorded-core")
        ),
    ],
)
def test_a_groups_meeting_reviews_the_week_and_studies_clues(part: str, value: Any) -> None:
    district = enrolled()
    fields = {"kind": "group_weekly", "at": "2017-05-11", "items": [{"text": "议题"}]} | {part: value}
    district.do("g1/head", "meeting.held", fields, within="g1", name="weekly")
    assert district.held("weekly")[part] == value


@clause("jinniu-4-1-20", effect="tracked")
def test_the_checks_that_a_groups_meeting_plans_are_arranged() -> None:
    district = enrolled()
    district.meet("g1/head", "group_weekly", "g1", checks_next=["@street", "@bureau"], due="2017-05-19")
    assert district.owing("planned_next") == ["g1/head", "g1/head"]
    assert district.by_when("planned_next") == {"2017-05-19"}
    district.do("g1/head", "check.planned", PLANNED | {"mode": "special"}, within="bureau_inspection")
    assert [duty.item for duty in district.duties("planned_next")] == [str(district.keys["street"])]


@clause("jinniu-4-1-22", effect="enforced")
def test_each_group_numbers_its_own_sheets() -> None:
    district = enrolled().on("2017-06-05")
    for name, group in (("a", "g1"), ("b", "g1"), ("c", "g2")):
        district.do(f"{group}/head", "check.recorded", GROUP_CHECK, within="street_inspection", name=name)
    assert [district.subject(name).number for name in "abc"] == ["专治1检1号", "专治1检2号", "专治2检1号"]
    typed = GROUP_CHECK | {"number": "专治1检9号"}
    assert "number" in district.faults("g1/head", "check.recorded", typed, within="street_inspection")


@pytest.mark.parametrize("kind", ["prevention_letter", "supervision_letter"])
def test_a_proposal_is_answered_by_the_unit_it_went_to(kind: str) -> None:
    district = enrolled().draft("g1/head", kind, "street_inspection", problems="公示不全", proposal="逐户补")
    district.issue("g1/head", kind, "street", due="2017-06-15")
    assert district.owed("answer_proposal") == [Owed("street", "2017-06-15", "g1")]
    answer = {"kind": "advice_reply", "to": ["@g1"], "document": f"@{kind}", "text": "照办"}
    district.do("street/clerk", "report.submitted", answer, within="street_inspection")
    assert district.owed("answer_proposal") == []


CIRCULAR = {"period": "2017-06", "state": "总体平稳", "named_units": ["@bureau"], "facts": "方案迟报十日"}


@clause("jinniu-4-1-25", effect="produced")
def test_the_office_circulates_every_month() -> None:
    district = checking().on("2017-06-28").tick("monthly_circular", "2017-06")
    assert district.owed("monthly_circular") == [Owed("office", "2017-06-30")]
    district.draft("office/clerk", "monthly_circular", "round", period="2017-06", state="总体平稳")
    assert len(district.owed("monthly_circular")) == 1
    district.issue("office/clerk", "monthly_circular", "street", "bureau")
    assert district.owed("monthly_circular") == []


@clause("jinniu-4-1-26", effect="enforced")
def test_a_slow_unit_is_named_on_facts_and_with_a_second_persons_approval() -> None:
    district = checking()
    asked = ("office/clerk", "document.drafted")
    without = {"kind": "monthly_circular", **CIRCULAR} | {"facts": ""}
    assert district.why("naming_units_on_facts", *asked, without, within="round") == (
        "jinniu-4-1-26 点名批评写明推进缓慢的事实：请填写：推进缓慢的事实"
    )
    assert (
        district.why(
            "naming_units_on_facts", *asked, {"kind": "monthly_circular", **CIRCULAR}, within="round"
        )
        == ""
    )
    person = {"kind": "monthly_circular", **CIRCULAR, "named_units": ["某主任"]}
    assert "named_units" in district.faults(*asked, person, within="round"), "only units are named"
    district.draft("office/clerk", "monthly_circular", "round", **CIRCULAR)
    issue = ("office/clerk", "document.issued", {"to": ["@street"]})
    assert district.why("naming_units_approved", *issue, subject="monthly_circular") == (
        "jinniu-4-1-26 点名批评要有事实，并经另一人批准：这一稿还没有经办公室牵头人、领导小组组长批准"
    )
    district.approve("office/lead", "office/clerk", "naming", "office_lead", "monthly_circular")
    assert district.why("naming_units_approved", *issue, subject="monthly_circular") == ""


@clause("jinniu-4-1-27", effect="recorded-core")
@clause("jinniu-5-5-1", effect="recorded-core")
@pytest.mark.parametrize("by", ["office/clerk", "organisation", "organs"])
def test_good_examples_are_picked_with_facts_and_who_picked_them(by: str) -> None:
    district = checking()
    fields = {"register": "example", "title": "榆荫社区", "facts": "当天公示", "approved_by": "区委组织部"}
    district.do(by, "entry.registered", fields, within="round", name="example")
    assert (district.held("example")["facts"], district.held("example")["approved_by"]) == (
        "当天公示",
        "区委组织部",
    )


@clause("jinniu-4-1-28", effect="tracked")
def test_each_group_reports_on_the_quarter() -> None:
    district = checking().on("2017-06-28").tick("group_quarterly", "2017-Q2")
    assert district.owing("group_quarterly") == [f"g{n}" for n in range(1, 9)]
    assert {(owed.when, owed.to) for owed in district.owed("group_quarterly")} == {("2017-06-30", "office")}
    report = {"kind": "group_quarterly", "to": ["@office"], "text": "查十二处", "features": "夜查"}
    district.do("g1/head", "report.submitted", report, within="g1")
    assert district.owing("group_quarterly") == [f"g{n}" for n in range(2, 9)]


@clause("jinniu-4-1-29", effect="tracked")
def test_the_office_calls_the_joint_meeting_every_month() -> None:
    district = checking().on("2017-06-20").tick("joint_meeting", "2017-06")
    assert district.owed("joint_meeting") == [Owed("office", "2017-06-30")]
    district.meet("office/clerk", "training", "round")
    assert len(district.owed("joint_meeting")) == 1
    district.meet("office/clerk", "joint", "round", month_work="查三十处", focus="窗口")
    assert district.owed("joint_meeting") == []


def test_what_the_office_owes_is_let_lapse_by_the_leading_group() -> None:
    district = checking().on("2017-06-20").tick("joint_meeting", "2017-06")
    lapse = ("duty.lapsed", {"duty": str(district.duty("joint_meeting").id), "text": "与上月合开"})
    with pytest.raises(Refused, match="The body that owes it neither lets it lapse"):
        district.do("office/clerk", *lapse, subject="round")
    district.do("group", *lapse, subject="round")
    assert district.owed("joint_meeting") == []


@pytest.mark.parametrize(
    ("part", "value"),
    [
        pytest.param("month_work", "查三十处", marks=clause("jinniu-4-1-30", effect="recorded-core")),
        pytest.param(
            "items", [{"text": "信访室：来信减少"}], marks=clause("jinniu-4-1-31", effect="recorded-core")
        ),
        pytest.param("focus", "窗口", marks=clause("jinniu-4-1-32", effect="recorded-core")),
    ],
)
def test_the_joint_meeting_sums_up_exchanges_and_looks_ahead(part: str, value: Any) -> None:
    district = checking()
    fields = {
        "kind": "joint",
        "at": "2017-05-22",
        "month_work": "略",
        "focus": "略",
        "items": [{"text": "略"}],
    }
    district.do("office/clerk", "meeting.held", fields | {part: value}, within="round", name="joint")
    assert district.held("joint")[part] == value


@clause("jinniu-4-1-33", effect="tracked")
def test_the_joint_meetings_check_plan_is_carried_out_by_the_groups_named() -> None:
    district = checking()
    more = {"month_work": "略", "focus": "略", "groups": ["@g1", "@g2"], "due": "2017-06-15"}
    district.meet("office/clerk", "joint", "round", **more)
    assert district.owing("monthly_check_plan") == ["g1", "g2"]
    assert district.by_when("monthly_check_plan") == {"2017-06-15"}
    district.do("g1/head", "check.planned", PLANNED | {"mode": "special"}, within="street_inspection")
    assert district.owing("monthly_check_plan") == ["g2"]


@clause("jinniu-4-1-34", effect="tracked")
def test_every_unit_sets_up_its_own_groups() -> None:
    district = enrolled()
    assert district.owing("unit_groups") == ["bureau", "street"]
    district.do(
        "street/clerk",
        "body.formed",
        {"kind": "unit_group", "title": "街道领导小组"},
        within="street_inspection",
        name="own",
    )
    assert district.owing("unit_groups") == ["bureau"]


@clause("jinniu-4-1-35", effect="recorded-core")
def test_a_unit_enters_its_running_mechanism() -> None:
    district = checking().adopt("running_mechanism")
    assert district.subject("rule").state == "in_force"
    assert district.held("rule")["kind"] == "running_mechanism"


# ------------------------------------------------------------------ (2) 注重效果


@clause("jinniu-4-2-2", effect="recorded-core")
@clause("jinniu-5-3-3", effect="recorded-core")
@pytest.mark.parametrize(("mode", "zh"), [("unannounced", "暗访"), ("surprise", "突击"), ("random", "抽查")])
def test_the_target_of_an_unannounced_check_is_hidden_until_it_is_done(mode: str, zh: str) -> None:
    district = enrolled()
    district.draw("units", "street")
    fields = PLANNED | {"mode": mode, "method": "undercover", "text": zh}
    said = district.why("hidden_until_done", "g1/head", "check.planned", fields, within="street_inspection")
    assert said == (
        "jinniu-4-2-2 jinniu-5-3-3 暗访、突击检查、随机抽查在检查以前对单位保密：“检查以前对单位保密”不符合要求"
    )
    asked = ("g1/head", "check.planned", fields | {"hidden": True})
    assert district.why("hidden_until_done", *asked, within="street_inspection") == ""
    district.do(*asked, within="street_inspection", name="visit")
    assert district.keys["street"] not in district.subject("visit").readers
    disclosed = ("g1/head", "check.disclosed", {"to": ["@street"]})
    assert [one.rule for one in district.refused(*disclosed, subject="visit")] == ["state"], (
        "not before it is done"
    )
    district.on("2017-06-06")
    sheet = {
        "method": "undercover",
        "staff": ["@高望岚"],
        "place": "窗口",
        "content": "排队办件",
        "checked_unit": "@street",
    }
    district.do("g1/head", "check.recorded", sheet, subject="visit")
    district.do(*disclosed, subject="visit")
    assert district.keys["street"] in district.subject("visit").readers
    assert (district.held("visit")["mode"], district.held("visit")["hidden"]) == (mode, True)


@clause("jinniu-4-2-3", effect="recorded-core")
@clause("jinniu-4-3-6", effect="recorded-core")
def test_of_a_discipline_review_only_the_outcome_comes_back() -> None:
    district = clue_at_the_case_section()
    district.do("case", "referral.received", {"received_on": district.today}, subject="referral")
    answer = {"outcome": "case_opened", "text": "已立案", "document": SCAN}
    district.do("case", "referral.answered", answer, subject="referral")
    assert district.held("referral", "referral.answered")["outcome"] == "case_opened"


def clue_at_the_case_section() -> District:
    district = checking()
    clue = {"title": "收礼", "about_posts": ["社区主任"], "managed_by": "unit_managed", "text": "有人送卡"}
    district.do("g1/head", "clue.recorded", clue, within="street_inspection", name="clue")
    letter = {
        "route": "case_section",
        "of": ["@clue"],
        "receiver": "@case",
        "extract": "摘要",
        "basis": "及时报",
    }
    district.do("g1/head", "referral.drafted", letter, within="street_inspection", name="referral")
    district.do("g1/head", "referral.sent", {}, subject="referral")
    return district


def noticed() -> District:
    district = checking().on("2017-06-05")
    return district.draft(
        "g1/head", "rectification_notice", "street_inspection", facts="态度粗暴", demands="整顿窗口"
    )


@clause("jinniu-4-2-5", effect="enforced")
def test_a_rectification_notice_sets_a_limit_and_stays_open_until_rechecked_on_site() -> None:
    district = noticed()
    asked = ("g1/head", "document.issued", {"to": ["@street"]})
    assert district.why("notice_has_limit", *asked, subject="rectification_notice") == (
        "jinniu-4-2-5 整改通知要定期限：请填写：期限"
    )
    district.issue("g1/head", "rectification_notice", "street", due="2017-06-20")
    assert district.owed("rectify_in_limit") == [Owed("street", "2017-06-20", "g1")]
    sheet = {"method": "site_recheck", "staff": ["@高望岚"], "place": "窗口", "content": "复查", "checked_unit": "@street",
             "document": "@rectification_notice", "outcome": "findings"}  # fmt: skip
    by_itself = district.why(
        "site_recheck_from_outside", "street/clerk", "check.recorded", sheet, within="street_inspection"
    )
    assert by_itself.startswith("jinniu-4-2-5 base-3 现场复查由被通知单位以外的一方办：这件事由专项治理小组")
    assert (
        district.why(
            "site_recheck_from_outside", "g1/head", "check.recorded", sheet, within="street_inspection"
        )
        == ""
    )
    district.do("g1/head", "check.recorded", sheet, within="street_inspection")
    assert len(district.owed("rectify_in_limit")) == 1, "it was not put right"
    district.do("g1/head", "check.recorded", sheet | {"outcome": "none"}, within="street_inspection")
    assert district.owed("rectify_in_limit") == []


@pytest.mark.parametrize(
    ("by", "kind"),
    [
        pytest.param("g1/head", "group_guidance", marks=clause("jinniu-4-2-7", effect="recorded-core")),
        pytest.param("g1/head", "mechanism_guidance", marks=clause("jinniu-4-2-8", effect="recorded-core")),
        pytest.param("street/clerk", "guidance", marks=clause("jinniu-5-1-16", effect="recorded-core")),
    ],
)
def test_guidance_is_logged_with_its_day(by: str, kind: str) -> None:
    district = checking()
    district.do(
        by,
        "activity.logged",
        {"kind": kind, "on": "2017-05-22", "text": "到社区指导"},
        subject="street_inspection",
    )
    held = district.held("street_inspection", "activity.logged")
    assert (held["kind"], held["on"]) == (kind, "2017-05-22")


# ------------------------------------------------------------------ (3) 强化问责

ZERO = {
    "kind": "zero",
    "promised_for": "@community",
    "by_person": "@方竹青",
    "text": "自查后不存在",
    "letter": SCAN,
}


def undertaken() -> District:
    district = checking().comb()
    district.do("community/principal", "undertaking.given", ZERO, within="street_inspection", name="zero")
    return district


@clause("jinniu-4-3-1", effect="tracked")
def test_the_covering_group_follows_a_zero_problem_undertaking_up() -> None:
    district = undertaken()
    assert [owed.by for owed in district.owed("follow_undertaking")] == ["g1"]
    personal = {"kind": "personal", "by_person": "@沈知秋", "text": "不收礼"}
    district.do("street/clerk", "undertaking.given", personal, within="street_inspection")
    assert len(district.owed("follow_undertaking")) == 1
    district.do("g1/head", "undertaking.checked", {"kept": "属实", "result": "kept"}, subject="zero")
    assert district.owed("follow_undertaking") == []
    assert district.owed("answer_for_false_undertaking") == []


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param("lazy", marks=clause("jinniu-4-3-2", effect="recorded-core")),
        pytest.param("perfunctory", marks=clause("jinniu-4-3-3", effect="recorded-core")),
    ],
)
def test_poor_conduct_of_the_treatment_is_a_ground_that_people_decide_on(ground: str) -> None:
    district = checking().inquire("g1/head", "conduct", grounds=[ground])
    district.decide("g1/head", pursue=True, form="criticism")
    assert district.held("inquiry")["grounds"] == [ground]
    assert district.held("inquiry", "accountability.decided")["text"] == "违纪"


@clause("jinniu-4-3-4", effect="enforced")
def test_a_false_undertaking_is_answered_for_and_not_dropped_by_one_person() -> None:
    district = undertaken()
    district.do("g1/head", "undertaking.checked", {"kept": "不实", "result": "false"}, subject="zero")
    assert district.owed("answer_for_false_undertaking")[0].by.startswith("g1")
    district.inquire("g1/head", "conduct", name="another", grounds=["lazy"])
    assert len(district.owed("answer_for_false_undertaking")) == 1
    district.inquire("g1/head", "false_undertaking", grounds=["false_undertaking"])
    assert district.owed("answer_for_false_undertaking") == []
    dropped = {"whom": "社区书记", "pursue": False, "text": "不追究"}
    asked = ("g1/head", "accountability.decided", dropped)
    assert district.why("false_undertaking_not_dropped", *asked, subject="inquiry") == (
        "jinniu-4-3-4 虚假承诺不予追究的，写明理由并经另一人批准：请填写：理由；这一稿还没有经领导小组组长、领导小组批准"
    )
    assert (
        district.why(
            "false_undertaking_not_dropped",
            *asked[:2],
            dropped | {"pursue": True, "form": "criticism"},
            subject="inquiry",
        )
        == ""
    )
    district.approve("group/leader", "g1/head", "no_action", "group_leader", "inquiry")
    assert (
        district.why("false_undertaking_not_dropped", *asked, subject="inquiry", reason="当时确无问题") == ""
    )
    assert found().owed("check_undertaking_again") == []
