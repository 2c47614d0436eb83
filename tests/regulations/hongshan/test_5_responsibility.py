"""Part five: who is responsible: lead departments, leaders of units, discipline organs, supervising persons."""

from datetime import date

import pytest

from tests.regulations.hongshan.district import running, scheme
from tests.regulations.hongshan.test_1_aims_and_education import case
from tests.regulations.hongshan.test_4_disposal import UNDERTAKING
from tests.regulations.office import Owed

clause = pytest.mark.clause

BORNE = [
    case("5-0-2", "main"), case("5-0-3", "supervisory"), case("5-2-1", "leader"), case("5-4-1", "direct"),
]  # fmt: skip


@pytest.mark.parametrize("kind", BORNE)
def test_a_responsibility_is_entered_with_the_post_that_bears_it(kind: str) -> None:
    city = running()
    fields = {
        "register": "responsibilities",
        "title": "作风责任",
        "responsibility": kind,
        "of_unit": "@parks",
        "post": "局长",
    }
    city.do("office/clerk", "entry.registered", fields, within="round", name="entry")
    assert (city.held("entry")["responsibility"], city.held("entry")["post"]) == (kind, "局长")


# ---------------------------------------------------------------------------- （一） lead departments

GIVEN = ("parks/clerk", "undertaking.given")


@clause("hongshan-5-1-1", effect="enforced")
def test_an_undertaking_names_its_one_lead_department() -> None:
    city = running()
    said = "hongshan-5-1-1 承诺整改写明一个牵头部门：请填写：牵头部门"
    assert city.why("one_lead", *GIVEN, UNDERTAKING | {"lead": ""}, within="parks_in") == said
    assert city.why("one_lead", *GIVEN, UNDERTAKING, within="parks_in") == ""
    two = UNDERTAKING | {"lead": ["@parks", "@trade"]}
    assert list(city.faults(*GIVEN, two, within="parks_in")) == ["lead"]


PARTS = [
    case("5-1-2", "goal", "整改目标", effect="enforced"), case("5-1-3", "steps", "方法步骤", effect="enforced"),
    case("5-1-4", "due", "完成时限", effect="enforced"), case("5-1-5", "safeguards", "保障措施", effect="enforced"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "name"), PARTS)
def test_an_undertaking_states_goal_steps_date_and_safeguards(field: str, name: str) -> None:
    city = running()
    said = f"承诺整改写明目标、方法步骤、完成时限、保障措施：请填写：{name}"
    assert city.why("undertaking_complete", *GIVEN, UNDERTAKING | {field: ""}, within="parks_in").endswith(
        said
    )
    city.do(*GIVEN, UNDERTAKING, within="parks_in", name="undertaking")
    assert city.held("undertaking")[field] == UNDERTAKING[field]


@clause("hongshan-5-1-6", effect="recorded-core")
def test_the_lead_department_enters_how_it_coordinates() -> None:
    city = running()
    fields = {"kind": "coordination", "on": "2015-06-01", "units": ["@trade", "@street"], "text": "分工会"}
    city.do("parks/clerk", "activity.logged", fields, subject="parks")
    assert city.held("parks", "activity.logged")["units"] == [
        str(city.keys["trade"]),
        str(city.keys["street"]),
    ]


@clause("hongshan-5-1-7", effect="tracked")
def test_the_lead_department_supervises_and_guides_the_units() -> None:
    city = running()
    city.do(*GIVEN, UNDERTAKING, within="parks_in", name="undertaking")
    assert city.owed("guide_units") == [Owed("parks/clerk", "未定")]
    told = {"on": "2015-06-01", "units": ["@street"], "text": "现场督促"}
    city.do("parks/clerk", "activity.logged", told | {"kind": "coordination"}, subject="parks")
    assert len(city.owed("guide_units")) == 1
    city.do("parks/clerk", "activity.logged", told | {"kind": "guidance"}, subject="parks")
    assert city.owed("guide_units") == []


# ---------------------------------------------------------------------------- （二） leaders of units


@clause("hongshan-5-2-3", effect="recorded-core")
def test_a_leaders_education_and_supervision_is_entered() -> None:
    city = running()
    fields = {"kind": "leader_education", "on": "2015-06-01", "post": "局长", "text": "讲党课"}
    city.do("parks/clerk", "activity.logged", fields, subject="parks")
    assert city.held("parks", "activity.logged")["post"] == "局长"


@clause("hongshan-5-2-4", effect="recorded-core")
def test_a_units_rules_are_entered_with_their_day() -> None:
    city = running()
    fields = {"kind": "unit_rule", "title": "窗口值班制度", "from_on": "2015-07-01"}
    city.do("parks/clerk", "rule.adopted", fields, within="parks_in", name="rule")
    assert (city.subject("rule").title, city.held("rule")["from_on"]) == ("窗口值班制度", "2015-07-01")
    assert (
        city.refused("parks/clerk", "rule.adopted", fields | {"kind": "appraisal"}, within="parks_in")[0].rule
        == "may"
    )


@clause("hongshan-5-2-5", effect="recorded-core")
def test_what_a_unit_has_not_yet_put_right_is_known_of_it() -> None:
    city = running().find(name="done").settled("done").close("done").find(name="open").hand_over(name="open")
    city.plan("open")
    assert city.held("open", "rectification.planned")["responsible_post"] == "局长"
    assert [view.page for view in scheme().views if "hongshan-5-2-5" in view.cite] == ["unit_page"]
    states = {name: city.subject(name).state for name in ("open", "done")}
    assert states == {"open": "planned", "done": "closed"}


# ---------------------------------------------------------------------------- （三） discipline organs


@clause("hongshan-5-3-1", effect="tracked")
@pytest.mark.parametrize("method", ["open_visit", "unannounced_visit"])
def test_each_discipline_organ_plans_visits(method: str) -> None:
    city = running()
    assert sorted(city.owed("plan_visits")) == [
        Owed("discipline", "未定", "office"),
        Owed("organ", "未定", "office"),
    ]
    planned = {"from_on": "2015-06-08", "staff": ["@乔木森"]}
    city.do("organ/clerk", "check.planned", planned | {"method": "standing_supervision"}, within="parks_in")
    assert len(city.owed("plan_visits")) == 2
    city.do("organ/clerk", "check.planned", planned | {"method": method}, within="parks_in")
    assert city.owed("plan_visits") == [Owed("discipline", "未定", "office")]


@clause("hongshan-5-3-2", effect="tracked")
@pytest.mark.parametrize("accepts", [True, False])
def test_a_report_to_a_discipline_organ_is_accepted_or_declined(accepts: bool) -> None:
    assert running().complain().owed("accept_report") == []
    city = running().complain(by="organ/clerk")
    assert city.owed("accept_report") == [Owed("organ/clerk", "未定")]
    city.do("organ/clerk", "complaint.extracted", {"extract": "吃拿卡要"}, subject="complaint")
    assert len(city.owed("accept_report")) == 1
    if accepts:
        city.do("organ/clerk", "complaint.accepted", {"within_remit": True}, subject="complaint")
    else:
        city.approve("decline", "complaint")
        told = {"told_where": "告知去法院", "text": "已进入诉讼"}
        city.do("organ/clerk", "complaint.declined", told, subject="complaint")
    assert city.owed("accept_report") == []


@clause("hongshan-5-3-3", effect="recorded-core")
def test_of_a_case_only_outcome_and_number_come_back() -> None:
    city = running()
    lead = {
        "title": "吃拿卡要",
        "about_posts": ["中队长"],
        "managed_by": "unit_managed",
        "text": "有票据",
        "harms": ["credibility"],
    }
    city.do("office/clerk", "clue.recorded", lead, within="parks_in", name="clue")
    sent = {
        "route": "discipline",
        "of": ["@clue"],
        "receiver": "@organ",
        "extract": "线索摘要",
        "basis": "第五部分",
    }
    city.do("office/clerk", "referral.drafted", sent, within="parks_in", name="mistaken")
    city.do("office/clerk", "referral.withdrawn", {"text": "摘要写错"}, subject="mistaken")
    city.do("office/clerk", "referral.drafted", sent, within="parks_in", name="referral")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    city.do("organ/clerk", "referral.received", {"received_on": "2015-06-01"}, subject="referral")
    answer = {"outcome": "case", "text": "已立案"}
    assert list(city.faults("organ/clerk", "referral.answered", answer, subject="referral")) == [
        "case_number"
    ]
    city.do(
        "organ/clerk", "referral.answered", answer | {"case_number": "洪纪立〔2015〕2号"}, subject="referral"
    )
    assert city.held("referral", "referral.answered")["case_number"] == "洪纪立〔2015〕2号"


@clause("hongshan-5-3-4", effect="recorded-core")
def test_a_decision_to_punish_is_the_organs_and_has_its_form_and_reason() -> None:
    city = running().find().assign("finding").inquire("double", "organ/clerk")
    told = {"form": "other:诫勉谈话", "pursue": True, "text": "屡次空岗"}
    city.decide("actor", by="organ/clerk", **told)
    held = city.held("inquiry", "accountability.decided")
    assert (held["form"], held["pursue"], held["text"]) == ("other:诫勉谈话", True, "屡次空岗")


@clause("hongshan-5-3-5", effect="produced-core")
def test_a_circular_rests_on_decisions_and_gives_its_reason_for_names() -> None:
    form = scheme().form("document.drafted", "circular")
    assert form is not None
    assert (form.paper, [*form.fields]) == ("circular", ["items", "decisions", "reason_for_names"])
    city = running().find()
    fields = {
        "kind": "circular",
        "items": ["@finding"],
        "decisions": "洪纪〔2015〕5号",
        "reason_for_names": "屡教不改",
    }
    city.do("organ/clerk", "document.drafted", fields, within="parks_in", name="circular")
    assert city.held("circular")["reason_for_names"] == "屡教不改"
    assert "decisions" in city.faults(
        "organ/clerk", "document.drafted", fields | {"decisions": ""}, within="parks_in"
    )


@clause("hongshan-5-3-6", effect="tracked")
def test_each_discipline_organ_supervises_every_quarter() -> None:
    city = running().tick("standing_supervision", "2015-Q2")
    assert sorted(city.owed("standing_supervision")) == [
        Owed("discipline", "2015-06-30"),
        Owed("organ", "2015-06-30"),
    ]
    visit = {"staff": ["@乔木森"]}
    city.do(
        "organ/clerk",
        "check.recorded",
        visit | {"method": "open_visit", "target": "window"},
        within="parks_in",
    )
    assert len(city.owed("standing_supervision")) == 2
    city.do("organ/clerk", "check.recorded", visit | {"method": "standing_supervision"}, within="parks_in")
    assert city.owed("standing_supervision") == [Owed("discipline", "2015-06-30")]


# ---------------------------------------------------------------------------- （四） supervising persons

NOTES = [case("5-4-2", "supervision"), case("5-4-3", "guiding"), case("5-4-4", "admonishing")]


@pytest.mark.parametrize("kind", NOTES)
def test_a_supervising_person_keeps_notes(kind: str) -> None:
    city = running()
    by = "parks/supervising" if kind == "supervision" else "parks/clerk"
    city.do(by, "activity.logged", {"kind": kind, "on": "2015-06-01", "text": "谈了一次"}, subject="parks")
    assert (city.held("parks", "activity.logged")["kind"], city.owed("report_problem_upward")) == (kind, [])


@clause("hongshan-5-4-5", effect="tracked")
@pytest.mark.parametrize("kind", ["supervision", "guiding", "admonishing"])
def test_what_a_supervising_person_found_is_reported_upward(kind: str) -> None:
    city = running()
    note = {"kind": kind, "on": "2015-06-01", "found": True, "text": "窗口无人"}
    city.do("parks/supervising", "activity.logged", note, subject="parks")
    assert city.owed("report_problem_upward") == [Owed("parks/supervising", "未定", "office")]
    assert len(city.find("own", "parks/supervising").owed("report_problem_upward")) == 1, (
        "not entered as a report upward"
    )
    city.play.on(date(2015, 6, 3))
    assert city.find("supervising_person", "parks/supervising").owed("report_problem_upward") == []
