"""Article 24: discipline of the team's own people."""

from typing import Any

import pytest

from tests.regulations.yiwu.city import City, entered, rectified

clause = pytest.mark.clause

INQUIRY = {"kind": "staff", "title": "对巡查人员的调查", "about": ["第一组组员"], "text": "反映的情况"}


def test_a_member_pledges_to_keep_the_discipline_of_inspection() -> None:
    city = entered()
    pledge = {"kind": "pledge", "by_person": "@许知微", "text": "遵守巡查纪律"}
    city.do("team/member", "undertaking.given", pledge, within="team", name="pledge")
    assert city.held("pledge")["by_person"] == str(city.keys["许知微"])
    assert city.faults("team/member", "undertaking.given", pledge | {"kind": "promise"}, within="team") == {
        "kind": "没有这个选项，可选：巡查纪律承诺"
    }


COMPETENT = [
    ("criticism", "office/director"),
    ("organisational", "group"),
    ("organisational", "organisation/contact"),
    ("disciplinary", "discipline/contact"),
]


@pytest.mark.parametrize(("form", "by"), COMPETENT)
def test_the_competent_body_enters_the_outcome_with_its_reason(form: str, by: str) -> None:
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
    city.do(by, "accountability.decided", outcome, subject="inquiry")
    said = city.held("inquiry", "accountability.decided")
    assert (said["form"], said["text"]) == (form, "情节较轻")
    assert city.faults(
        by, "accountability.decided", outcome | {"form": "fine", "text": ""}, subject="inquiry"
    ) == {
        "form": "没有这个选项，可选：批评教育、组织处理、纪律处分",
        "text": "请填写：内容",
    }


SANCTIONS = [
    (
        "sanctioned_by_discipline",
        "disciplinary",
        "yiwu-24-2 yiwu-25-2 纪律处分由纪检监察组织决定：这件事由纪检监察组织办理",
    ),
    (
        "measure_by_organisation",
        "organisational",
        "yiwu-24-2 yiwu-25-2 组织处理由领导小组或者市委组织部决定：这件事由领导小组、市委组织部办理",
    ),
]


@pytest.mark.parametrize(("rule", "form", "said"), SANCTIONS)
def test_the_office_gives_no_sanction_and_takes_no_organisational_measure(
    rule: str, form: str, said: str
) -> None:
    city = entered()
    opened = INQUIRY | {"grounds": ["staff_leak"]}
    city.do("office/clerk", "inquiry.opened", opened, within="inspection", name="inquiry")
    outcome = {"whom": "第一组组员", "pursue": True, "form": form, "text": "情节较重"}
    assert city.why(rule, "office/clerk", "accountability.decided", outcome, subject="inquiry") == said


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
    said = "yiwu-24-3 yiwu-25-3 base-2 移送司法机关要有依据，并经另一人批准：这一稿还没有经领导小组、巡查办主任、纪检监察组织批准"
    assert city.why("judicial_second_person", *sent, subject="referral") == said
    request = {"for_act": "judicial", "to": "director"}
    city.do("office/clerk", "approval.requested", request, subject="referral")
    city.do("office/director", "approval.given", {"for_act": "judicial"}, subject="referral")
    city.do(*sent, subject="referral")
    assert city.held("referral")["basis"] == "依据"


def test_who_asked_for_a_referral_to_the_judicial_bodies_is_not_the_second_person() -> None:
    city = to_the_court(entered()).lift("base-2")
    sent = ("office/clerk", "referral.sent", {})
    request = {"for_act": "judicial", "to": "director"}
    city.do("office/director", "approval.requested", request, subject="referral")
    city.do("office/director", "approval.given", {"for_act": "judicial"}, subject="referral")
    assert city.why("judicial_second_person", *sent, subject="referral").startswith(
        "yiwu-24-3 yiwu-25-3 base-2 移送司法机关要有依据，并经另一人批准：这一稿还没有经"
    )
    city.do("discipline/contact", "approval.given", {"for_act": "judicial"}, subject="referral")
    city.do(*sent, subject="referral")


@pytest.mark.parametrize("sender", ["office/director", "office/clerk"])
def test_nobody_approves_what_the_same_person_drafted_asked_for_or_sends(sender: str) -> None:
    """The clerk drafts and asks, the director approves: then the director does not send, and the clerk may."""
    city = to_the_court(entered())
    city.do(
        "office/clerk", "approval.requested", {"for_act": "judicial", "to": "director"}, subject="referral"
    )
    city.do("office/director", "approval.given", {"for_act": "judicial"}, subject="referral")
    said = city.why("judicial_second_person", sender, "referral.sent", {}, subject="referral")
    assert (said != "") == (sender == "office/director")


def test_a_drafter_who_had_another_ask_is_no_second_person() -> None:
    city = entered()
    opened = INQUIRY | {"grounds": ["staff_gain"]}
    city.do("office/clerk", "inquiry.opened", opened, within="inspection", name="inquiry")
    city.draft_referral("judicial", "inquiry", "court", by="office/director")
    city.do(
        "office/clerk", "approval.requested", {"for_act": "judicial", "to": "director"}, subject="referral"
    )
    given = ("office/director", "approval.given", {"for_act": "judicial"})
    assert city.why("approver_apart", *given, subject="referral").startswith("base-2 ")


def test_a_clue_goes_to_the_judicial_bodies_only_as_the_leading_group_decided() -> None:
    city = entered().lead().draft_referral("judicial", "clue", "court")
    sent = ("office/clerk", "referral.sent", {})
    assert (
        city.why("judicial_after_decision", *sent, subject="referral")
        == "yiwu-17-4 除纪律责任调查以外，移送司法机关也要领导小组先决定：“挪用补贴”还没有：决定处置"
    )
    assert to_the_court(entered()).why("judicial_after_decision", *sent, subject="referral") == ""


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


BEYOND = "不能制发，尝试留痕：本组的授权不包括市住房保障中心，或者已经到期"
PAPERS: list[tuple[str, dict[str, Any]]] = [
    ("notice", {"content": "补贴", "timetable": "10月起", "ways": ["talk"]}),
    (
        "announcement",
        {"time": "10月", "content": "补贴", "requirements": "如实反映", "phone": "1", "box": "信箱"},
    ),
    ("feedback", {"items": ["@finding"], "state": "情况"}),
    (
        "handling_advice",
        {"strongly_voiced": "多", "plainly_wrong": "违规", "soon_solvable": "当月", "proposal": "补发"},
    ),
    ("information_letter", {"text": "有关情况"}),
    ("liaison_release", {"items": ["@finding"]}),
]


@clause("yiwu-24-9", effect="enforced")
@pytest.mark.parametrize(("kind", "fields"), PAPERS)
def test_no_paper_of_a_team_leaves_beyond_its_authority(kind: str, fields: dict[str, Any]) -> None:
    city = entered().find()
    enrolled = {"unit": "@bureau", "ground": "listed"}
    city.do("office/clerk", "unit.enrolled", enrolled, within="round", name="elsewhere")
    more = {"addressed": ["leadership"]} if kind == "feedback" else {}
    issue = ("team/head", "document.issued", {"to": ["@town"], **more})
    [rule] = [
        guard.id
        for guard in city.play.scheme.guards.values()
        if "yiwu-24-9" in guard.cite and kind in guard.of["kind"]
    ]
    for place, said in (("inspection", ""), ("elsewhere", BEYOND)):
        city.do("team/member", "document.drafted", {"kind": kind, **fields}, within=place, name=place + kind)
        assert city.why(rule, *issue, subject=place + kind)[-len(BEYOND) :] == said


@clause("yiwu-24-9", effect="enforced")
def test_after_the_archive_is_handed_over_a_team_issues_nothing_more() -> None:
    city = rectified().close_out().make_public()
    city.draft("information_letter", text="有关情况").sign("information_letter")
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


def test_what_goes_past_somebody_is_numbered_where_they_do_not_read() -> None:
    city = entered()
    about = {"channel": "letter", "subject": "组员接受宴请"}

    def number(by: str, kind: str, addressee: str) -> str:
        fields = about | {"kind": kind, "addressee": addressee}
        city.do(by, "complaint.received", fields, within="inspection", name="letter")
        return city.subject("letter").number

    assert city.complain("first").subject("first").number == "第一组信〔2015〕1号"
    assert number("group/", "about_team_group", "leading_group") == "领导小组直信〔2015〕1号"
    assert number("office/clerk", "about_team_group", "leading_group") == "巡查办直信〔2015〕1号"
    assert number("group/", "about_team_group", "leading_group") == "领导小组直信〔2015〕2号"
    assert number("office/clerk", "about_team_office", "office") == "巡查办监信〔2015〕1号"
    straight = {"kind": "report", "concerns": ["leadership"], "extract": "补贴", "addressee": "leading_group"}
    city.do("team/registrar", "complaint.received", about | straight, within="inspection", name="straight")
    assert city.subject("straight").number == "第一组直信〔2015〕1号"
    assert city.keys["office"] not in city.subject("straight").readers
    assert city.complain("second").subject("second").number == "第一组信〔2015〕2号"


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
    assert city.subject("complaint").number == "第一组信〔2015〕1号"
    assert len(city.owed("each_complaint")) == 1
    city.settle_complaint().end()
