"""Article 24: discipline of the team's own people."""

import pytest
from city import City, entered, rectified

clause = pytest.mark.clause

INQUIRY = {"kind": "staff", "title": "对巡查人员的调查", "about": ["第一组组员"], "text": "反映的情况"}


def test_a_member_pledges_to_keep_the_discipline_of_inspection() -> None:
    city = entered()
    pledge = {"kind": "pledge", "by_person": "@许知微", "text": "遵守巡查纪律"}
    city.do("team/member", "undertaking.given", pledge, within="team", name="pledge")
    assert city.held("pledge")["by_person"] == str(city.keys["许知微"])
    assert city.faults("team/member", "undertaking.given", pledge | {"kind": "promise"}, within="team") == {
        "kind": "没有这个选项，可选：巡查纪律承诺等"
    }


@pytest.mark.parametrize("form", ["criticism", "organisational", "disciplinary"])
def test_the_competent_body_enters_the_outcome_with_its_reason(form: str) -> None:
    city = entered()
    city.do(
        "office/clerk",
        "inquiry.opened",
        INQUIRY | {"grounds": ["staff_leak"]},
        within="inspection",
        name="inquiry",
    )
    city.do("office/clerk", "inquiry.concluded", {"found": "属实", "proposals": ["处理"]}, subject="inquiry")
    outcome = {"whom": "第一组组员", "pursue": True, "form": form, "text": "情节较轻"}
    city.do("office/director", "accountability.decided", outcome, subject="inquiry")
    said = city.held("inquiry", "accountability.decided")
    assert (said["form"], said["text"]) == (form, "情节较轻")
    assert city.faults(
        "office/director", "accountability.decided", outcome | {"form": "fine", "text": ""}, subject="inquiry"
    ) == {
        "form": "没有这个选项，可选：批评教育、组织处理、纪律处分等",
        "text": "请填写：内容",
    }


def to_the_court(city: City) -> City:
    """An inquiry's subject referred to the judicial bodies, not yet approved."""
    city.do(
        "office/clerk",
        "inquiry.opened",
        INQUIRY | {"grounds": ["staff_gain"]},
        within="inspection",
        name="inquiry",
    )
    return city.draft_referral("judicial", "inquiry", "court")


def test_a_suspected_crime_goes_to_the_judicial_bodies_by_a_second_person() -> None:
    city = to_the_court(entered())
    sent = ("office/clerk", "referral.sent", {})
    said = "yiwu-24-3 yiwu-25-3 移送司法机关要有依据，并经另一人批准：这一稿还没有经领导小组、巡查办主任、纪检监察组织批准"
    assert city.why("judicial_second_person", *sent, subject="referral") == said
    request = {"for_act": "judicial", "to": "director"}
    city.do("office/clerk", "approval.requested", request, subject="referral")
    city.do("office/director", "approval.given", {"for_act": "judicial"}, subject="referral")
    city.do(*sent, subject="referral")
    assert city.held("referral")["basis"] == "依据"


def test_a_referral_to_the_judicial_bodies_names_its_legal_basis() -> None:
    fields = {"route": "judicial", "of": ["@town"], "receiver": "@court", "extract": "摘要"}
    assert list(entered().faults("office/clerk", "referral.drafted", fields, within="inspection")) == [
        "basis"
    ]


GROUNDS = [
    "staff_missed",
    "staff_untrue",
    "staff_no_asking",
    "staff_late",
    "staff_gain",
    "staff_banquet",
    "staff_entertainment",
    "staff_other",
]


@pytest.mark.parametrize("ground", GROUNDS)
def test_an_inquiry_into_staff_names_its_ground_and_what_happened(ground: str) -> None:
    city = entered()
    fields = INQUIRY | {"grounds": [ground]}
    city.do("office/clerk", "inquiry.opened", fields, within="inspection", name="inquiry")
    assert city.held("inquiry")["grounds"] == [ground]
    wrong = fields | {"grounds": ["staff_rude"], "text": ""}
    assert set(city.faults("office/clerk", "inquiry.opened", wrong, within="inspection")) == {
        "grounds",
        "text",
    }


@clause("yiwu-24-8", effect="enforced")
@pytest.mark.parametrize("name", ["clue", "complaint", "talk"])
def test_what_the_team_gathers_is_read_by_those_who_need_it_alone(name: str) -> None:
    city = entered().lead().complain()
    talk = {"method": "talk", "staff": ["@高望岚", "@许知微"], "partner": "staff", "content": "谈话记录"}
    city.do("team/member", "check.recorded", talk, within="inspection", name="talk")
    assert city.subject(name).readers == {city.keys["team"], city.keys["office"]}


@clause("yiwu-24-8", effect="enforced")
def test_an_inquiry_into_the_team_is_sealed_from_the_team() -> None:
    city = to_the_court(entered())
    inquiry = city.subject("inquiry")
    assert inquiry.readers == {city.keys["office"]}
    assert {city.keys["team"], city.keys["town"]} <= inquiry.barred


@clause("yiwu-24-9", effect="enforced")
def test_a_team_issues_no_paper_to_a_unit_it_was_not_empowered_for() -> None:
    city = entered()
    city.do(
        "office/clerk",
        "unit.enrolled",
        {"unit": "@bureau", "ground": "listed"},
        within="round",
        name="inspection",
    )
    city.draft("information_letter", text="有关情况")
    assert (
        city.why(
            "papers_within_authority",
            "team/head",
            "document.issued",
            {"to": ["@leaders"]},
            subject="information_letter",
        )
        == "yiwu-24-9 越权的文书不能制发，尝试留痕：本组的授权不包括市住房保障中心，或者已经到期"
    )


@clause("yiwu-24-9", effect="enforced")
def test_after_the_archive_is_handed_over_a_team_issues_nothing_more() -> None:
    city = rectified().close_out().draft("information_letter", text="有关情况").sign("information_letter")
    issue = ("team/head", "document.issued", {"to": ["@leaders"]})
    assert city.refused(*issue, subject="information_letter") == ()
    city.hand_over()
    assert (
        city.why("papers_within_authority", *issue, subject="information_letter")
        == "yiwu-24-9 越权的文书不能制发，尝试留痕：本组的授权不包括柳塘镇，或者已经到期"
    )


ADDRESSEES = [
    pytest.param(
        "about_team_group", "leading_group", "group", "yiwu-24-14 向领导小组反映巡查人员的，由领导小组收，巡查组不经手", id="group",
    ),
    pytest.param(
        "about_team_office", "office", "office", "yiwu-24-15 向巡查办反映巡查人员的，由巡查办收，巡查组不经手", id="office",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "addressee", "body", "rule"), ADDRESSEES)
def test_a_report_about_team_staff_never_passes_through_the_team(
    kind: str, addressee: str, body: str, rule: str
) -> None:
    city = entered()
    fields = {"kind": kind, "channel": "letter", "subject": "组员接受宴请", "addressee": addressee}
    [refusal] = city.refused("team/registrar", "complaint.received", fields, within="inspection")
    assert f"{refusal.cite[0]} {refusal.what.zh}" == rule
    astray = fields | {"addressee": "team"}
    [refusal] = city.refused(f"{body}/", "complaint.received", astray, within="inspection")
    assert f"{refusal.cite[0]} {refusal.what.zh}" == rule
    city.do(f"{body}/", "complaint.received", fields, within="inspection", name="about_team")
    found = city.subject("about_team")
    assert found.readers == {city.keys[body]}
    assert city.keys["team"] in found.barred


def test_a_report_about_team_staff_neither_holds_the_team_up_nor_shows_in_its_numbers() -> None:
    city = entered()
    fields = {
        "kind": "about_team_office",
        "channel": "letter",
        "subject": "组员接受宴请",
        "addressee": "office",
    }
    city.do("office/clerk", "complaint.received", fields, within="inspection")
    city.complain()
    assert city.subject("complaint").number == "信〔2015〕2号"
    assert len(city.owed("each_complaint")) == 1
    city.settle_complaint().end()
