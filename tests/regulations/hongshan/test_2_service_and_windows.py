"""Part two (3) to (6): leaders and the grassroots, lists of powers, appraisal, service windows."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.hongshan.district import District, running, scheme
from tests.regulations.hongshan.test_1_aims_and_education import case
from tests.regulations.office import Owed

clause = pytest.mark.clause


def receive(city: District, who: str, by: str = "standing/member", **more: Any) -> District:
    fields = {
        "kind": "reception",
        "on": city.today,
        "who": [f"@{who}"],
        "demand": "办证难",
        "next_step": "交园林局",
    } | more
    city.do(by, "activity.logged", fields, subject="bureau")
    return city


# ---------------------------------------------------------------------------- 二（三） receptions


@clause("hongshan-2-3-2", effect="tracked")
def test_whoever_is_on_the_roster_receives_visitors_by_the_last_day_of_the_turn() -> None:
    city = running()
    turn = {"roster": "rotation", "person": "@周敬川", "from_on": "2015-06-08", "to_on": "2015-06-14"}
    city.do("bureau/clerk", "shift.assigned", turn, subject="bureau")
    assert city.owed("receive_in_turn") == [Owed("standing", "2015-06-14", "bureau")]
    city.do("bureau/clerk", "shift.assigned", turn | {"roster": "weekly"}, subject="bureau")
    assert len(city.owed("receive_in_turn")) == 1, "the weekly roster is another"
    assert receive(city, "顾行远").owed("receive_in_turn") != [], "not whose turn it is"
    assert receive(city, "周敬川").owed("receive_in_turn") == []


@clause("hongshan-2-3-3", effect="tracked")
def test_the_secretary_receives_each_quarter_until_the_office_says_otherwise() -> None:
    city = running().tick("secretary_receives", "2015-Q2")
    assert city.owed("secretary_receives") == [Owed("standing/secretary", "2015-06-30")]
    assert receive(city, "顾行远", "standing/deputy_secretary").owed("secretary_receives") != []
    assert receive(city, "周敬川", "standing/secretary").owed("secretary_receives") == []


@clause("hongshan-2-3-3", effect="tracked")
def test_the_office_fixes_an_interval_that_the_text_leaves_open() -> None:
    city = running()
    fixed = {
        "clause": "hongshan-2-3-3",
        "key": "secretary_reception",
        "value": "month",
        "authors": ["@office"],
    }
    city.do("office/director", "reading.fixed", fixed, subject="round")
    city.tick("secretary_receives", "2015-06")
    assert city.owed("secretary_receives") == [Owed("standing/secretary", "2015-06-30")]


@clause("hongshan-2-3-4", effect="tracked")
def test_the_deputy_secretary_receives_each_quarter() -> None:
    city = running().tick("deputy_receives", "2015-Q2")
    assert city.owed("deputy_receives") == [Owed("standing/deputy_secretary", "2015-06-30")]
    assert receive(city, "周敬川", "standing/secretary").owed("deputy_receives") != []
    assert receive(city, "顾行远", "standing/deputy_secretary").owed("deputy_receives") == []


@clause("hongshan-2-3-5", effect="tracked")
def test_a_leader_is_assigned_to_the_reception_centre_every_week() -> None:
    city = running().tick("weekly_leader", "2015-W23")
    # Monday 1 June 2015 begins the 23rd week.
    assert city.owed("weekly_leader") == [Owed("bureau", "2015-06-07")]
    shift = {"person": "@苏望舒", "from_on": "2015-06-01", "to_on": "2015-06-07"}
    city.do("bureau/clerk", "shift.assigned", shift | {"roster": "rotation"}, subject="bureau")
    assert len(city.owed("weekly_leader")) == 1
    city.do("bureau/clerk", "shift.assigned", shift | {"roster": "weekly"}, subject="bureau")
    assert city.owed("weekly_leader") == []


@clause("hongshan-2-3-6", effect="recorded-core")
def test_a_reception_is_entered_with_what_was_asked_and_the_next_step() -> None:
    city = receive(running(), "苏望舒", "leaders/leader", answer="当场约谈")
    held = city.held("bureau", "activity.logged")
    assert (held["demand"], held["answer"], held["next_step"]) == ("办证难", "当场约谈", "交园林局")
    fields = {"kind": "reception", "on": "2015-06-01", "who": ["@苏望舒"]}
    assert sorted(city.faults("leaders/leader", "activity.logged", fields, subject="bureau")) == [
        "demand",
        "next_step",
    ]


# ---------------------------------------------------------------------------- 二（三） contact points, research


CONTACTS = [
    case("2-3-7", "contact_street", "street", effect="tracked"),
    case("2-3-8", "contact_community", "community", effect="tracked"),
    case("2-3-9", "contact_household", "household", effect="tracked"),
]


def link(city: District, member: str, contact: str) -> District:
    fields = {"register": "contact_points", "title": "联系点甲", "member": f"@{member}", "contact": contact}
    city.do("standing/member", "entry.registered", fields, within="round")
    return city


@pytest.mark.parametrize(("rule", "contact"), CONTACTS)
def test_each_member_has_a_contact_point_of_each_kind(rule: str, contact: str) -> None:
    city = running()
    assert city.owed(rule) == [Owed("standing/member", "未定", "office")] * 2
    other = "community" if contact == "street" else "street"
    assert len(link(city, "周敬川", other).owed(rule)) == 2
    assert len(link(city, "周敬川", contact).owed(rule)) == 1
    assert len(link(city, "周敬川", contact).owed(rule)) == 1, "not for somebody else"
    assert link(city, "顾行远", contact).owed(rule) == []


@pytest.mark.parametrize(("rule", "contact"), CONTACTS)
def test_a_member_who_comes_later_owes_contact_points_too(rule: str, contact: str) -> None:
    city = running()
    fields = {"seat": "member", "person": "@钟晚晴", "leadership": False}
    city.do("office/clerk", "seat.filled", fields, subject="standing", paper="任职通知1号")
    assert len(city.owed(rule)) == 3
    assert len(link(city, "钟晚晴", contact).owed(rule)) == 2


def yearly(rule: str) -> District:
    city = running().tick(rule, "2015")
    assert city.owed(rule) == [Owed("standing/member", "2015-12-31")] * 2
    return city


def log(city: District, person: str, reason: str = "", **fields: Any) -> int:
    """An entry on a member; how many duties of the year are still open."""
    told = {"on": city.today} | fields
    city.do("standing/member", "activity.logged", told, subject=person, reason=reason)
    rule = {"research": "field_research", "topic": "research_topics", "difficulty": "settle_difficulties"}[
        fields["kind"]
    ]
    return len(city.owed(rule))


@clause("hongshan-2-3-10", effect="tracked")
def test_days_of_field_research_add_up_to_two_months() -> None:
    city = yearly("field_research")
    assert log(city, "周敬川", kind="research", amount=40) == 2
    assert log(city, "周敬川", kind="research", amount=19) == 2, "fifty-nine days"
    assert log(city, "顾行远", kind="research", amount=1) == 2, "of another member"
    assert log(city, "周敬川", kind="research", amount=1) == 1


@clause("hongshan-2-3-11", effect="tracked")
def test_two_topics_are_enough_and_one_with_a_reason() -> None:
    city = yearly("research_topics")
    assert log(city, "周敬川", kind="topic", text="窗口服务") == 2
    assert log(city, "周敬川", kind="topic", text="社区减负") == 1
    assert log(city, "顾行远", "课题跨两年", kind="topic", text="园区审批") == 0


@clause("hongshan-2-3-12", effect="tracked")
def test_one_research_report_a_year_is_enough() -> None:
    city = yearly("research_report")
    fields = {"kind": "research_report", "to": "@committee", "title": "社区减负调研", "author": "@周敬川"}
    assert list(
        city.faults("standing/member", "report.submitted", fields | {"author": ""}, within="round")
    ) == ["author"]
    city.do("standing/member", "report.submitted", fields, within="round")
    assert len(city.owed("research_report")) == 1
    city.do("standing/member", "report.submitted", fields, within="round")
    assert len(city.owed("research_report")) == 1, "a second one does nothing for the other member"


@clause("hongshan-2-3-13", effect="tracked")
def test_three_difficulties_settled_are_enough() -> None:
    city = yearly("settle_difficulties")
    settled = {"kind": "difficulty", "result": "路灯已装"}
    assert [log(city, "周敬川", **settled) for _ in range(4)] == [2, 2, 1, 1]


GROUPS = [case("2-3-14", "non_party"), case("2-3-15", "taiwan_funded"), case("2-3-16", "private")]


@pytest.mark.parametrize("group", GROUPS)
def test_a_contact_is_entered_with_its_group(group: str) -> None:
    city = running()
    fields = {"kind": "contact", "on": "2015-06-01", "group": group, "text": "听取意见"}
    city.do("standing/member", "activity.logged", fields, subject="standing")
    assert city.held("standing", "activity.logged")["group"] == group


# ---------------------------------------------------------------------------- 二（四） powers


@clause("hongshan-2-4-1", effect="tracked")
def test_powers_are_reviewed_when_functions_change() -> None:
    city = running()
    change = ("office/clerk", "unit.changed")
    city.do(*change, {"how": "moved", "from_on": "2015-06-01"}, subject="parks")
    assert city.owed("review_powers") == []
    city.do(*change, {"how": "functions", "from_on": "2015-06-01"}, subject="parks")
    assert city.owed("review_powers") == [Owed("parks", "及时", "office")]
    city.do(
        "parks/clerk",
        "activity.logged",
        {"kind": "sorting", "on": "2015-06-01", "sorted": 1},
        subject="parks",
    )
    assert len(city.owed("review_powers")) == 1
    city.do("parks/clerk", "activity.logged", {"kind": "powers_review", "on": "2015-06-01"}, subject="parks")
    assert city.owed("review_powers") == []


LISTS = [
    case("2-4-2", "publish_powers", "powers_list", effect="tracked"),
    case("2-4-3", "publish_responsibilities", "responsibilities_list", effect="tracked"),
    case("2-4-4", "publish_procedures", "procedures_list", effect="tracked"),
]


def publish(city: District, kind: str) -> District:
    city.do("parks/clerk", "document.drafted", {"kind": kind, "title": kind}, within="parks_in", name="list")
    city.do("parks/principal", "document.signed", {}, subject="list")
    city.do("parks/clerk", "document.published", {"medium": "website"}, subject="list")
    return city


@pytest.mark.parametrize(("rule", "kind"), LISTS)
def test_a_department_publishes_its_three_lists_and_again_after_a_review(rule: str, kind: str) -> None:
    city = running().enrol("street")
    assert city.owed(rule) == [Owed("parks", "未定", "office")], "a street is no department"
    other = "powers_list" if kind != "powers_list" else "procedures_list"
    assert len(publish(city, other).owed(rule)) == 1
    assert publish(city, kind).owed(rule) == []
    city.do("parks/clerk", "activity.logged", {"kind": "powers_review", "on": "2015-06-01"}, subject="parks")
    assert [owed.by for owed in city.owed(rule)] == ["parks"]
    assert publish(city, kind).owed(rule) == []


FOCUS = [
    case("2-4-6", "education"), case("2-4-7", "medical"), case("2-4-8", "environment"), case("2-4-9", "livelihood"),
]  # fmt: skip


@pytest.mark.parametrize("focus", FOCUS)
def test_a_problem_is_marked_as_under_key_oversight(focus: str) -> None:
    assert running().find(focus=[focus]).held("finding")["focus"] == [focus]


ASSESSED = [
    case("2-4-10", "rule_integrity"), case("2-4-11", "rule_operation"), case("2-4-12", "rule_effect"),
    case("2-5-1", "visit_opinions"), case("2-5-2", "collective_rating"), case("2-5-3", "expert"),
    case("2-5-4", "results_shown"), case("4-1-10", "collective_rating"), case("4-1-11", "televised_review"),
    case("4-3-15", "third_party"),
]  # fmt: skip


@pytest.mark.parametrize("kind", ASSESSED)
def test_an_assessment_is_entered_with_method_sample_and_result(kind: str) -> None:
    city = running().find()
    fields = {"kind": kind, "questions": ["满意吗"], "from_on": "2015-06-01"}
    city.do("office/clerk", "evaluation.opened", fields, within="parks_in", name="evaluation")
    result = {
        "sample": 120,
        "method": "随机抽样",
        "results": [{"what": "满意", "n": 96}],
        "rule": "首问负责制",
        "key_item": "@finding",
    }
    city.do("office/clerk", "evaluation.concluded", result, subject="evaluation")
    held = city.held("evaluation")
    assert (city.subject("evaluation").code, held["sample"], held["rule"]) == (kind, 120, "首问负责制")
    assert held["key_item"] == str(city.keys["finding"])
    [line] = held["results"]
    assert (held["method"], line["what"], str(line["n"])) == ("随机抽样", "满意", "96")


WANTED = [f"evaluation:{kind}" for kind in ("visit_opinions", "collective_rating", "expert", "results_shown")]


@clause("hongshan-2-5-5", effect="produced-core")
def test_the_composite_report_has_a_part_for_each_input_and_names_the_missing() -> None:
    form = scheme().form("document.drafted", "composite_report")
    assert form is not None
    assert (form.paper, form.counted) == ("report", (*WANTED, "finding", "check"))
    assert [*form.fields] == ["visits", "rating", "experts", "results", "lacking", "conclusion"]
    city = running()
    fields = {"kind": "composite_report", "conclusion": "总体较好", "lacking": "没有专家评估"}
    city.do("office/clerk", "document.drafted", fields, within="parks_in", name="report")
    assert city.held("report")["lacking"] == "没有专家评估"


@clause("hongshan-2-5-6", effect="tracked")
def test_the_office_draws_up_the_appraisal_method() -> None:
    city = running()
    assert city.owed("issue_appraisal_method") == [Owed("office", "未定")]
    adopted = {"title": "绩效考评办法", "from_on": "2015-07-01"}
    city.do("office/director", "rule.adopted", adopted | {"kind": "unit_rule"}, within="round")
    assert len(city.owed("issue_appraisal_method")) == 1
    city.do("office/director", "rule.adopted", adopted | {"kind": "appraisal"}, within="round")
    assert city.owed("issue_appraisal_method") == []


USED = [
    case("2-5-7", "public_comment", effect="tracked"), case("2-5-8", "conduct_line", effect="tracked"),
    case("2-5-9", "mayor_line", effect="tracked"), case("2-5-10", "complaints", effect="tracked"),
]  # fmt: skip


@pytest.mark.parametrize("source", USED)
@pytest.mark.parametrize("use", ["appraisal", "none"])
def test_each_source_of_results_is_used_each_year_or_not_with_a_reason(source: str, use: str) -> None:
    city = running().tick("use_results", "2015")
    assert city.owed("use_results") == [Owed("office", "2015-12-31")] * 4
    used = ("office/clerk", "result.used")
    city.do(*used, {"use": "year_end", "extract": "计分", "source": source}, subject="parks_in")
    assert len(city.duties("use_results")) == 4
    city.do(*used, {"use": use, "extract": "计入考评", "source": source}, subject="parks_in")
    assert source not in [duty.item for duty in city.duties("use_results")]
    assert len(city.duties("use_results")) == 3


# ---------------------------------------------------------------------------- 二（六） windows


QUALIFIED = {"kind": "window_qualification", "on": "2015-06-01", "who": ["@丁若兰"]}
POSTED = (
    "parks/principal",
    "seat.filled",
    {"seat": "window", "person": "@丁若兰", "leadership": False, "task": "一号窗"},
)


@clause("hongshan-2-6-2", effect="enforced")
def test_only_a_qualified_person_serves_at_a_window() -> None:
    city = running()
    said = "hongshan-2-6-2 有窗口准入资格的人才能上窗口：还没有办：窗口准入资格（工作登记）"
    assert city.why("window_qualified", *POSTED, subject="parks") == said
    city.do("parks/clerk", "activity.logged", QUALIFIED | {"who": ["@杜若溪"]}, subject="parks")
    assert city.why("window_qualified", *POSTED, subject="parks") == said, "somebody else is qualified"
    city.do("parks/clerk", "activity.logged", QUALIFIED, subject="parks")
    assert city.why("window_qualified", *POSTED, subject="parks") == ""
    clerk = {"seat": "clerk", "person": "@高望岚", "leadership": False}
    assert city.refused("parks/principal", "seat.filled", clerk, subject="parks") == ()


@clause("hongshan-2-6-2", effect="enforced")
def test_nor_does_an_unqualified_person_stand_in_or_take_over() -> None:
    city = running()
    city.do("parks/clerk", "activity.logged", QUALIFIED, subject="parks")
    city.do(*POSTED, subject="parks")
    days = {"from_on": "2015-06-08", "until": "2015-06-12"}
    deputy = {"seat": "window", "person": "@丁若兰", "to": "@高望岚"} | days
    heir = {"seat": "window", "person": "@丁若兰", "successor": "@高望岚", "accepted": True}
    asked = (
        ("window_deputy_qualified", "post.deputised", deputy),
        ("window_successor_qualified", "post.handed_over", heir),
    )
    for rule, act, fields in asked:
        assert city.why(rule, "office/clerk", act, fields, subject="parks").endswith(
            "还没有办：窗口准入资格（工作登记）"
        )
    city.do("parks/clerk", "activity.logged", QUALIFIED | {"who": ["@高望岚"]}, subject="parks")
    for rule, act, fields in asked:
        assert city.why(rule, "office/clerk", act, fields, subject="parks") == ""


@clause("hongshan-2-6-1", effect="recorded-core")
def test_window_staff_are_registered_with_their_post() -> None:
    city = running()
    city.do("parks/clerk", "activity.logged", QUALIFIED, subject="parks")
    city.do(*POSTED, subject="parks")
    held = city.held("parks", "seat.filled")
    assert (held["seat"], held["person"], held["task"]) == ("window", str(city.keys["丁若兰"]), "一号窗")
    assert city.by("parks", "window").person == city.keys["丁若兰"]


@clause("hongshan-2-6-3", effect="recorded-core")
def test_a_key_service_post_is_assessed_with_its_result() -> None:
    city = running()
    fields = {"kind": "post_assessment", "on": "2015-06-01", "who": ["@杜若溪"], "result": "称职"}
    city.do("parks/clerk", "activity.logged", fields, subject="parks")
    assert city.held("parks", "activity.logged")["result"] == "称职"


MOVES = [case("2-6-4", "exchanged"), case("2-6-5", "moved"), case("2-6-6", "rotated")]


@pytest.mark.parametrize("how", MOVES)
def test_exchange_adjustment_and_rotation_are_entered_with_their_reason(how: str) -> None:
    city = running()
    fields = {
        "post": "审批窗口",
        "how": how,
        "from_on": "2015-06-08",
        "why": "任职满三年",
        "key_service_post": True,
    }
    city.do("parks/clerk", "person.posted", fields, subject="杜若溪")
    held = city.held("杜若溪", "person.posted")
    assert (held["how"], held["why"], held["key_service_post"]) == (how, "任职满三年", True)


MODES = [
    case("2-6-7", "at_door"), case("2-6-8", "time_limit"), case("2-6-9", "appointment"), case("2-6-10", "extended"),
]  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
def test_a_service_says_in_which_modes_it_is_given(mode: str) -> None:
    city = running()
    fields = {"register": "service_items", "title": "绿化审批", "modes": [mode], "promised": "五个工作日"}
    city.do("services/clerk", "entry.registered", fields, within="round", name="item")
    assert (city.held("item")["modes"], city.held("item")["promised"]) == ([mode], "五个工作日")


INVITED = [
    case("2-6-12", "third_party"), case("2-6-13", "social_supervisor"), case("2-6-14", "deputy"),
    case("2-6-15", "cppcc_member"),
]  # fmt: skip


@pytest.mark.parametrize("seat", INVITED)
def test_outsiders_are_invited_to_watch_windows_and_enter_what_they_saw(seat: str) -> None:
    city = running()
    city.do(
        "office/clerk",
        "seat.filled",
        {"seat": seat, "person": "@钟晚晴", "leadership": False},
        subject="evaluators",
        paper="聘书1号",
    )
    fields = {"kind": "observation", "on": "2015-06-01", "invited_as": seat, "text": "排队太久"}
    city.do(f"evaluators/{seat}", "activity.logged", fields, subject="parks_in")
    assert city.held("parks_in", "activity.logged")["invited_as"] == seat


@clause("hongshan-2-6-16", effect="recorded-core")
def test_users_of_a_service_are_heard_without_a_name() -> None:
    city = running()
    fields = {"group": "service_users", "topic": "窗口服务", "text": "多跑了一趟"}
    city.do("services/clerk", "opinion.recorded", fields, subject="round")
    assert city.held("round", "opinion.recorded")["group"] == "service_users"


@clause("hongshan-2-6-17", effect="tracked")
def test_the_service_centre_inspects_its_windows_every_month() -> None:
    city = running().tick("inspect_windows", "2015-06")
    assert city.owed("inspect_windows") == [Owed("services", "2015-06-30")]
    visit = {"method": "open_visit", "staff": ["@江予白"], "target": "window"}
    city.do("office/clerk", "check.recorded", visit, within="parks_in")
    assert len(city.owed("inspect_windows")) == 1
    city.do(
        "services/clerk",
        "check.recorded",
        {"method": "window_inspection", "staff": ["@许知微"]},
        within="parks_in",
    )
    assert city.owed("inspect_windows") == []


@clause("hongshan-2-6-18", effect="recorded-core")
def test_the_centre_exposes_problems_once_they_were_cleared() -> None:
    city = running().find("window_inspection", by="services/clerk")
    city.do(
        "services/clerk",
        "document.drafted",
        {"kind": "exposure", "items": ["@finding"]},
        within="parks_in",
        name="paper",
    )
    published = ("services/clerk", "document.published", {"medium": "board"})
    assert [one.rule for one in city.refused(*published, subject="paper")] == ["published_once_cleared"]
    city.do("services/clerk", "document.signed", {}, subject="paper")
    city.do(*published, subject="paper")
    assert (city.subject("paper").state, city.held("paper")["items"]) == (
        "public",
        [str(city.keys["finding"])],
    )


@clause("hongshan-2-6-19", effect="recorded-core")
@pytest.mark.parametrize("kind", ["reward", "penalty"])
def test_rewards_and_penalties_are_entered_with_their_reason(kind: str) -> None:
    city = running().find("window_inspection", by="services/clerk")
    city.do("services/clerk", "measure.taken", {"kind": kind, "text": "连续三月无投诉"}, subject="finding")
    held = city.held("finding", "measure.taken")
    assert (held["kind"], held["text"]) == (kind, "连续三月无投诉")


@clause("hongshan-2-6-20", effect="tracked")
@pytest.mark.parametrize("method", ["open_visit", "unannounced_visit"])
def test_the_office_visits_windows_every_quarter(method: str) -> None:
    city = running().tick("visit_windows", "2015-Q2")
    assert city.owed("visit_windows") == [Owed("office", "2015-06-30")]
    visit = {"method": method, "staff": ["@江予白"]}
    city.do("office/clerk", "check.recorded", visit | {"target": "project"}, within="parks_in")
    assert len(city.owed("visit_windows")) == 1, "not to a window"
    city.do("office/clerk", "check.recorded", visit | {"target": "window"}, within="parks_in")
    assert city.owed("visit_windows") == []


@clause("hongshan-2-6-21", effect="recorded-core")
def test_a_problem_at_a_window_is_entered_with_the_day_it_was_found() -> None:
    assert running().find("window_visit", found_on="2015-05-29").held("finding")["found_on"] == "2015-05-29"


@clause("hongshan-2-6-22", effect="tracked")
def test_the_office_supervises_what_was_found_at_a_window() -> None:
    assert running().find("visit").owed("supervise_window_rectification") == []
    city = running().find("window_visit")
    assert city.owed("supervise_window_rectification") == [Owed("office", "未定")]
    city.hand_over().plan().report()
    assert len(city.owed("supervise_window_rectification")) == 1
    assert len(city.verify(passed=False).owed("supervise_window_rectification")) == 1, "not yet put right"
    city.report()
    assert city.verify().owed("supervise_window_rectification") == []


@clause("hongshan-2-6-23", effect="recorded-core")
@clause("hongshan-6-1-5", effect="recorded-core")
def test_a_decision_on_accountability_says_yes_or_no_with_a_reason_and_who_answers_for_it() -> None:
    city = running().find("window_visit").inquire("double").decide("actor")
    held = city.held("inquiry", "accountability.decided")
    assert (held["pursue"], held["text"], held["responsible"]) == (
        False,
        "情节轻微，已当场纠正",
        "治庸问责办主任",
    )
    empty = {"slot": "actor", "whom": "窗口负责人", "matter": "@finding"}
    faults = city.faults("office/director", "accountability.decided", empty, subject="inquiry")
    assert sorted(faults) == ["pursue", "responsible", "text"]


def test_a_month_of_the_centre_that_was_missed_stays_owed() -> None:
    city = running().tick("inspect_windows", "2015-06")
    city.play.on(date(2015, 7, 1))
    city.tick("inspect_windows", "2015-07")
    assert [owed.when for owed in city.owed("inspect_windows")] == ["2015-06-30", "2015-07-31"]
