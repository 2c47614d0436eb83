"""Article 3: the leading group, who sits in it and what it decides."""

from datetime import date

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import SIGNED_FOR, City, assigned, formed, new_city, opened, reported

clause = pytest.mark.clause

PAPER = "巡领〔2015〕3号"
ROUND = {"kind": "round", "title": "第一轮巡查", "starts_on": "2015-09-24"}
GRANT = ("group", "authority.granted", {"units": ["@town"], "matter": "本轮巡查"})


def without(seat: str, person: str) -> City:
    """A city whose leading group has nobody in this seat."""
    city = new_city()
    city.do(
        "office/clerk", "seat.vacated", {"seat": seat, "person": f"@{person}"}, subject="group", paper=PAPER
    )
    return city


# ---------------------------------------------------------------------------- who sits in it


@clause("yiwu-3-1", effect="enforced")
@pytest.mark.parametrize(
    ("seat", "person", "said"),
    [("leader", "周敬川", "领导小组组长"), ("deputy_leader", "顾行远", "领导小组副组长")],
)
def test_no_round_is_opened_while_the_leading_group_has_nobody(seat: str, person: str, said: str) -> None:
    city = without(seat, person)
    assert (
        city.why("group_exists", "office/clerk", "campaign.opened", ROUND)
        == f"yiwu-3-1 先有领导小组，才能开展巡查：领导小组的{said}还没有人"
    )
    city.do("office/clerk", "seat.filled", {"seat": seat, "person": "@乔木森"}, subject="group", paper=PAPER)
    city.do("office/clerk", "campaign.opened", ROUND, name="round")


SOLE = [
    pytest.param(
        "leader",
        "周敬川",
        "group_leader",
        "领导小组组长",
        marks=clause("yiwu-3-3", effect="enforced"),
        id="leader",
    ),
    pytest.param(
        "deputy_leader",
        "顾行远",
        "group_deputy",
        "领导小组副组长",
        marks=clause("yiwu-3-4", effect="enforced"),
        id="deputy",
    ),
]


@pytest.mark.parametrize(("seat", "holder", "rule", "said"), SOLE)
def test_a_second_holder_of_a_single_seat_is_refused(seat: str, holder: str, rule: str, said: str) -> None:
    city = new_city()
    second = ("office/clerk", "seat.filled", {"seat": seat, "person": "@乔木森"})
    assert city.why(rule, *second, subject="group").endswith(
        f" {said}只有 1 个岗位，已经有人：先办离任，再任新人"
    )
    assert city.refused(*second, subject="group")[0].cite == city.play.scheme.roles[rule].cite
    city.do(
        "office/clerk", "seat.vacated", {"seat": seat, "person": f"@{holder}"}, subject="group", paper=PAPER
    )
    city.do(*second, subject="group", paper=PAPER)


@pytest.mark.parametrize(
    ("rule", "post"),
    [
        pytest.param("group_leader", "市纪委书记", marks=clause("yiwu-3-3", effect="enforced")),
        pytest.param("group_deputy", "市委组织部部长", marks=clause("yiwu-3-4", effect="enforced")),
    ],
)
def test_the_seat_names_the_post_that_holds_it(rule: str, post: str) -> None:
    found = new_city().play.scheme.roles[rule].post
    assert found is not None
    assert found.zh == post


MEMBERS = (
    "member_discipline",
    "member_organisation",
    "member_court",
    "member_procuratorate",
    "member_police",
    "member_audit",
    "member_other",
    "member_team_head",
)


@pytest.mark.parametrize("seat", MEMBERS)
def test_a_member_sits_in_the_leading_group_by_post(seat: str) -> None:
    city = new_city()
    city.do(
        "office/clerk",
        "seat.filled",
        {"seat": seat, "person": "@乔木森", "home_unit": "@bureau"},
        subject="group",
        paper=PAPER,
    )
    held = city.by("group", seat)
    assert (held.person, held.home_unit) == (city.keys["乔木森"], city.keys["bureau"])


def test_a_seat_that_is_not_on_the_list_is_refused() -> None:
    fields = {"seat": "member_friend", "person": "@乔木森"}
    assert "seat" in new_city().faults("office/clerk", "seat.filled", fields, subject="group")


def test_the_same_person_may_hold_two_seats_of_the_group() -> None:
    city = new_city()
    for seat in ("member_team_head", "member_other"):
        city.do(
            "office/clerk", "seat.filled", {"seat": seat, "person": "@高望岚"}, subject="group", paper=PAPER
        )
    assert {city.by("group", seat).person for seat in ("member_team_head", "member_other")} == {
        city.keys["高望岚"]
    }


# ---------------------------------------------------------------------------- what it owes


@clause("yiwu-3-2", effect="tracked")
def test_the_group_owes_the_city_committee_a_report_every_half_year() -> None:
    city = opened().tick("report_to_committee", "2015-H2")
    assert city.owed("report_to_committee") == [Owed("group", "2015-12-31", "committee")]
    report = {"kind": "committee_report", "to": "@committee", "text": "巡查工作情况"}
    city.do(
        "office/clerk", "report.submitted", report | {"kind": "group_report", "to": "@group"}, within="round"
    )
    assert len(city.owed("report_to_committee")) == 1, "a report to the group is not one to the committee"
    city.do("group/leader", "report.submitted", report, within="round")
    assert city.owed("report_to_committee") == []


@clause("yiwu-3-15", effect="tracked")
def test_the_annual_plan_is_owed_each_year_until_the_group_decides_it() -> None:
    city = opened().tick("annual_plan", "2015")
    assert city.owed("annual_plan") == [Owed("group", "2015-12-31")]
    city.resolve("group", "stage")
    city.resolve("committee", "annual_plan")
    assert len(city.owed("annual_plan")) == 1, "another question, or another body, does not decide it"
    city.resolve("group", "annual_plan")
    assert city.owed("annual_plan") == []


# ---------------------------------------------------------------------------- what it decides


@clause("yiwu-3-17", effect="enforced")
def test_a_team_is_not_empowered_before_the_group_decided_to_form_it() -> None:
    city = opened()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第二组"}, within="round", name="team")
    said = "yiwu-3-17 领导小组决定组建后，巡查组才能获得授权：还没有领导小组的决定：组建巡查组"
    assert city.why("team_decided", *GRANT, subject="team") == said
    city.resolve("group", "other", "team")
    assert city.why("team_decided", *GRANT, subject="team") == said, "another decision does not form it"
    city.resolve("group", "form_team", "team")
    assert city.why("team_decided", *GRANT, subject="team") == ""


@clause("yiwu-3-17", effect="enforced")
def test_the_decision_on_one_team_does_not_form_another() -> None:
    city = formed()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第二组"}, within="round", name="other")
    assert city.why("team_decided", *GRANT, subject="other") != ""
    assert city.refused(*GRANT, subject="team") == ()


@clause("yiwu-3-20", effect="enforced")
@pytest.mark.parametrize("by", ["office/director", "team/head", "discipline/contact"])
def test_only_the_group_decides_how_a_matter_is_disposed_of(by: str) -> None:
    city = reported()
    decision = ("disposition.decided", {"class": "other"})
    assert (
        city.why("group_disposes", by, *decision, subject="finding")
        == "yiwu-3-20 分类处置由领导小组决定：这件事由领导小组办理"
    )
    city.do("group", *decision, subject="finding")
    assert city.subject("finding").state == "disposed"


DECISIONS = [
    "planning",
    "stage",
    "other",
]


@pytest.mark.parametrize("question", DECISIONS)
def test_a_decision_of_the_group_stands_with_its_question_and_words(question: str) -> None:
    city = opened().resolve("group", question, conclusion="按阶段推进", number="巡领〔2015〕1号")
    held = city.held("round", "decision.made")
    assert (held["question"], held["conclusion"], held["_"]["kind"]) == (
        question,
        "按阶段推进",
        "leading_group",
    )


@pytest.mark.parametrize("by", ["office/clerk", "team/head", "town/principal"])
def test_nobody_else_marks_a_question_as_decided(by: str) -> None:
    asked = (by, "decision.made", {"question": "planning", "conclusion": "同意"})
    assert assigned().why("may", *asked, subject="round") == (
        "yiwu-2-3 “作出决定”不由您现在的岗位办理：可以办的是：市委、领导小组"
    )


def test_a_question_that_is_not_on_the_list_is_not_decided() -> None:
    fields = {"question": "promotion", "conclusion": "同意"}
    assert "question" in opened().faults("group", "decision.made", fields, subject="round")


def test_a_hearing_says_who_reported_on_what() -> None:
    city = reported()
    city.play.on(date(2015, 11, 25))
    fields = {
        "kind": "hearing",
        "at": "2015-11-25",
        "present": ["@高望岚"],
        "items": [{"text": "听取第一组汇报"}],
    }
    city.do("group/leader", "meeting.held", fields, within="inspection", name="hearing")
    held = city.held("hearing")
    assert (held["at"], held["present"]) == ("2015-11-25", [str(city.keys["高望岚"])])
    assert held["items"] == [{"text": "听取第一组汇报"}]


@pytest.mark.parametrize("kind", ["assessment", "none"])
@pytest.mark.parametrize("by", ["office/director", "organisation/contact"])
def test_the_use_of_a_result_is_for_the_group_to_decide(by: str, kind: str) -> None:
    city = reported()
    use = ("result.used", {"use": kind, "extract": "纳入年度考核"})
    assert (
        city.why("group_uses_results", by, *use, subject="inspection")
        == "yiwu-3-19 结果怎样运用，由领导小组决定：这件事由领导小组办理"
    )
    city.do("group", *use, subject="inspection")
    assert city.held("inspection", "result.used")["use"] == kind


def test_the_organisation_department_uses_results_in_appointing_and_the_office_does_not() -> None:
    city = reported()
    use = ("result.used", {"use": "appointment", "extract": "考察时参考"})
    assert (
        city.why("organisation_uses_results", "office/director", *use, subject="inspection")
        == "yiwu-3-19 yiwu-22-2 选任干部时参考巡查结果，由组织部门或者领导小组办：这件事由领导小组、市委组织部办理"
    )
    city.do("organisation/contact", *use, subject="inspection")
    city.do("group", *use, subject="inspection")


def test_an_opinion_of_the_group_goes_to_the_body_concerned() -> None:
    city = reported().ask("suggestion", by="group/leader", to="organisation", title="加强班子建设")
    assert city.held("suggestion")["to"] == str(city.keys["organisation"])
    city.answer("suggestion", by="organisation/contact")
    assert city.held("suggestion", "request.answered")["text"] == "已办"


@clause("yiwu-3-22", effect="produced")
def test_the_group_s_report_of_work_is_issued_to_the_city_committee_alone() -> None:
    city = opened()
    report = {"kind": "work_state_committee", "period": "2015年下半年", "state": "已巡查一个镇"}
    city.do("group", "document.drafted", report, within="round", name="paper")
    asked = ("committee_paper", "group/leader", "document.issued")
    said = "yiwu-3-22 向市委的工作报告送市委：这一件不送{}，应送：市委"
    for party, name in (("office", "巡查办"), ("town", "柳塘镇")):
        assert city.why(*asked, {"to": [f"@{party}"]}, subject="paper") == said.format(name)
    both = {"to": ["@committee", "@town"]}
    assert city.why(*asked, both, subject="paper") == said.format("柳塘镇"), "nor to others besides"
    city.do("group", "document.issued", {"to": ["@committee"]}, subject="paper")
    assert city.subject("paper").state == "issued"


@clause("yiwu-3-22", effect="produced")
def test_a_report_to_the_city_committee_may_be_a_paper_or_a_file_instead_of_a_text() -> None:
    city = opened()
    paper = {"kind": "work_state_committee", "period": "2015年下半年", "state": "已巡查一个镇"}
    city.do("group", "document.drafted", paper, within="round", name="paper")
    report = {"kind": "committee_report", "to": "@committee"}
    asked = ("committee_report_says_something", "group/leader", "report.submitted")
    said = "yiwu-3-22 yiwu-4-4 工作报告要有正文、文稿或者附件：请填写：内容"
    assert city.why(*asked, report, within="round") == said
    assert city.why(*asked, report | {"document": "@paper"}, within="round") == ""
    assert city.why(*asked, report | {"proof": SIGNED_FOR}, within="round") == ""
