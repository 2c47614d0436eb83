"""Part three: one register for four lines, monitoring points, visiting supervisors, self-checks."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.hongshan.district import District, running, scheme
from tests.regulations.hongshan.test_1_aims_and_education import case
from tests.regulations.office import Owed
from xuncha.core.readers.told import facts_told

clause = pytest.mark.clause

GROUPS = [case("3-0-5", "media"), case("3-0-7", "own")]


@pytest.mark.parametrize("source", GROUPS)
def test_a_problem_says_from_which_side_it_came(source: str) -> None:
    city = running().find(source)
    assert (city.subject("finding").code, city.held("finding")["source"]) == (source, source)


@clause("hongshan-3-0-6", effect="recorded-core")
def test_a_problem_from_a_complaint_points_to_it_and_tells_nothing_of_it() -> None:
    city = running().complain().find("complaints", from_ref="@complaint")
    assert city.held("finding")["from_ref"] == str(city.keys["complaint"])
    assert city.keys["parks"] in city.subject("complaint").barred


def test_the_unit_reads_the_same_of_a_problem_whether_or_not_it_came_by_a_complaint_line() -> None:
    by_line, on_a_visit = (
        running().find(source, since="2015-05-22", **more).hand_over()
        for source, more in (("complaints", {"channel": "accountability"}), ("visit", {}))
    )
    told = [
        {
            name: value
            for name, value in facts_told(city.subject("finding"), city.keys["parks"]).items()
            if name != "_"
        }
        for city in (by_line, on_a_visit)
    ]
    assert by_line.held("finding")["channel"] == "accountability"
    assert told[0].keys() == told[1].keys() > {"title", "text", "since"}


# ---------------------------------------------------------------------------- 一是：one register

LINES = [
    case("3-1-1", "district_mayor"), case("3-1-2", "conduct"), case("3-1-3", "accountability"),
    case("3-1-4", "supervision"),
]  # fmt: skip


@pytest.mark.parametrize("channel", LINES)
def test_what_comes_by_a_line_is_entered_under_it(channel: str) -> None:
    assert running().complain(channel).held("complaint")["channel"] == channel


@clause("hongshan-3-1-5", effect="enforced")
@pytest.mark.parametrize("channel", ["district_mayor", "conduct", "accountability", "supervision"])
def test_the_four_lines_run_into_one_register(channel: str) -> None:
    city = running()
    call = {"kind": "report", "channel": channel, "subject": "办证难"}
    said = "hongshan-3-1-5 四条专线的来件只进统一的登记簿：这件事由区行政投诉中心、区治庸问责办办理"
    assert city.why("one_register", "organ/clerk", "complaint.received", call, within="parks_in") == said
    assert (
        city.why(
            "one_register", "organ/clerk", "complaint.received", call | {"channel": "direct"}, within="round"
        )
        == ""
    )
    for by in ("centre/clerk", "office/clerk"):
        assert city.why("one_register", by, "complaint.received", call, within="parks_in") == ""


@clause("hongshan-3-1-5", effect="enforced")
def test_whatever_comes_in_has_the_next_number_of_one_series() -> None:
    city = running()
    numbers = []
    for channel, by in (
        ("district_mayor", "centre/clerk"),
        ("conduct", "office/clerk"),
        ("direct", "organ/clerk"),
    ):
        numbers.append(city.complain(channel, by=by).subject("complaint").number)
    assert numbers == ["洪投〔2015〕1号", "洪投〔2015〕2号", "洪投〔2015〕3号"]


@clause("hongshan-3-1-6", effect="tracked")
@pytest.mark.parametrize("kind", ["report", "demand"])
def test_each_complaint_is_assigned_under_the_eyes_of_the_office(kind: str) -> None:
    city = running().complain(kind=kind)
    assert city.owed("supervise_complaint") == [Owed("office", "未定", "centre")], "from registration on"
    city.do("centre/clerk", "matter.linked", {"to": "@complaint", "as": "same"}, subject="complaint")
    assert len(city.accept().owed("supervise_complaint")) == 1, "accepting it gives it to nobody"
    assert city.assign().owed("supervise_complaint") == []


@clause("hongshan-3-1-5", effect="enforced")
@pytest.mark.parametrize("channel", ["district_mayor", "conduct", "accountability", "supervision"])
@pytest.mark.parametrize(("by", "told"), [("centre/clerk", "centre"), ("office/clerk", "")])
def test_by_whichever_line_it_came_and_whoever_registered_it_the_office_owes_the_same(
    channel: str, by: str, told: str
) -> None:
    city = running().complain(channel, by=by)
    assert city.owed("supervise_complaint") == [Owed("office", "未定", told)]
    assert city.owed("supervise_passed_down") == []


PROMPTLY = [("superior", "city_mayor"), ("media", "media"), ("leader_note", "leader_note")]


@clause("hongshan-4-1-12", effect="enforced")
@clause("hongshan-4-1-13", effect="enforced")
@clause("hongshan-4-1-14", effect="enforced")
@pytest.mark.parametrize(("kind", "channel"), PROMPTLY)
def test_what_superiors_media_and_leaders_send_is_taken_up_promptly(kind: str, channel: str) -> None:
    city = running().complain(channel, kind, by="office/clerk")
    assert city.owed("supervise_passed_down") == [Owed("office", "及时")]
    assert city.owed("supervise_complaint") == [], "by a rule of its own"
    assert len(city.accept().owed("supervise_passed_down")) == 1
    assert city.assign().owed("supervise_passed_down") == []


@clause("hongshan-3-1-6", effect="tracked")
@pytest.mark.parametrize(
    ("rule", "kind"), [("supervise_complaint", "report"), ("supervise_passed_down", "superior")]
)
def test_what_is_declined_or_closed_is_given_to_nobody(rule: str, kind: str) -> None:
    declined = running().complain(kind=kind, by="office/clerk").approve("decline", "complaint")
    assert len(declined.owed(rule)) == 1
    reasoned = {"told_where": "告知去法院", "text": "已进入诉讼"}
    declined.do("office/clerk", "complaint.declined", reasoned, subject="complaint")
    assert declined.owed(rule) == []
    closed = running().complain(kind=kind, by="office/clerk")
    assert len(closed.owed(rule)) == 1
    undelivered = {"result": "undelivered", "text": "没有留下联系办法"}
    closed.do("office/clerk", "complaint.closed", undelivered, subject="complaint")
    assert closed.owed(rule) == []


@clause("hongshan-3-1-13", effect="tracked")
def test_opinion_online_is_handled_by_its_own_rule_alone() -> None:
    city = running()
    opinion = {"kind": "opinion", "channel": "online", "subject": "摊位收费", "online": "论坛"}
    city.do("publicity/clerk", "complaint.received", opinion, within="parks_in", name="opinion")
    assert city.owed("supervise_complaint") == city.owed("supervise_passed_down") == []
    assert len(city.owed("handle_opinion")) == 1


@clause("hongshan-3-1-6", effect="tracked")
def test_whoever_a_complaint_is_assigned_to_answers_it_by_the_day_set() -> None:
    city = running().complain().accept().assign(due="2015-06-15")
    assert city.owed("handle_complaint") == [Owed("organ", "2015-06-15", "office")]
    city.do("centre/clerk", "complaint.extracted", {"extract": "办证超时"}, subject="complaint")
    assert len(city.owed("handle_complaint")) == 1
    assert city.answer().owed("handle_complaint") == []
    without = running().complain().accept().assign()
    assert without.owed("handle_complaint") == [Owed("organ", "未定", "office")]
    handed_over = running().find().hand_over().assign("finding", "parks")
    assert handed_over.owed("handle_complaint") == [], "a problem is no complaint"


@clause("hongshan-3-1-7", effect="enforced")
def test_nothing_is_declined_without_a_reason_and_a_second_body() -> None:
    city = running().complain()
    decline = ("office/clerk", "complaint.declined", {"told_where": "告知去法院"})
    rule = "hongshan-3-1-7 不受理要写明理由，并经区纪委监察局同意："
    assert city.why("declined_with_consent", *decline, subject="complaint") == (
        f"{rule}请填写：不受理的理由；这一稿还没有经区纪委监察局批准"
    )
    reasoned = (*decline[:2], decline[2] | {"text": "已进入诉讼"})
    assert (
        city.why("declined_with_consent", *reasoned, subject="complaint")
        == f"{rule}这一稿还没有经区纪委监察局批准"
    )
    city.approve("decline", "complaint")
    assert city.why("declined_with_consent", *reasoned, subject="complaint") == ""
    city.do(*reasoned, subject="complaint")
    assert city.subject("complaint").number, "it stays in the register"


@clause("hongshan-3-1-7", effect="enforced")
@pytest.mark.parametrize("mode", ["open", "confidential", "anonymous"])
def test_named_confidential_and_anonymous_reports_are_all_taken(mode: str) -> None:
    city = running()
    fields = {"kind": "report", "channel": "direct", "mode": mode, "subject": "吃拿卡要"}
    city.do("centre/clerk", "complaint.received", fields, within="parks_in", name="complaint")
    assert city.held("complaint")["mode"] == mode


JOINT = [case("3-1-8", "publicity"), case("3-1-9", "supervision_offices"), case("3-1-10", "petition_bureau")]


@pytest.mark.parametrize("body", JOINT)
def test_a_joint_meeting_is_entered_with_the_bodies_and_the_matters(body: str) -> None:
    city = running()
    fields = {"kind": "joint", "at": "2015-06-01", "bodies": [body], "items": [{"text": "办证难"}]}
    city.do("centre/clerk", "meeting.held", fields, within="round", name="meeting")
    assert (city.held("meeting")["bodies"], city.held("meeting")["items"]) == (
        [body],
        [{"text": "办证难"}],
    )


@clause("hongshan-3-1-11", effect="tracked")
@pytest.mark.parametrize(("due", "when"), [("2015-06-12", "2015-06-12"), ("", "未定")])
def test_whoever_is_asked_feeds_back_on_a_negative_matter(due: str, when: str) -> None:
    city = running()
    asked = {"kind": "negative", "to": "@publicity", "title": "拆迁舆情", "text": "请反馈", "due": due}
    city.do("centre/clerk", "request.made", asked, within="round", name="asked")
    assert city.owed("feed_back_negative") == [Owed("publicity", when, "centre")]
    city.do("publicity/clerk", "request.answered", {"text": "已核实"}, subject="asked")
    assert city.owed("feed_back_negative") == []
    task = asked | {"kind": "task", "to": "@parks"}
    city.do("office/clerk", "request.made", task, within="round")
    assert city.owed("feed_back_negative") == []


def opinion(city: District) -> District:
    fields = {
        "kind": "opinion",
        "channel": "online",
        "subject": "公园摊位收费",
        "online": "洪山论坛",
        "analysis": "集中在收费",
    }
    city.do("publicity/clerk", "complaint.received", fields, within="parks_in", name="complaint")
    return city


@clause("hongshan-3-1-12", effect="recorded-core")
def test_an_opinion_is_entered_with_where_it_stood_and_what_it_says() -> None:
    held = opinion(running()).held("complaint")
    assert (held["online"], held["analysis"]) == ("洪山论坛", "集中在收费")


@clause("hongshan-3-1-14", effect="recorded-core")
def test_only_the_publicity_department_enters_opinions() -> None:
    fields = {"kind": "opinion", "channel": "online", "subject": "公园摊位收费", "online": "洪山论坛"}
    for by in ("office/clerk", "centre/clerk", "organ/clerk"):
        [refusal] = running().refused(by, "complaint.received", fields, within="parks_in")
        assert refusal.rule == "may"
    city = running()
    city.do("publicity/clerk", "complaint.received", fields, within="parks_in", name="opinion")
    held = city.held("opinion")
    assert (held["kind"], held["subject"], held["online"]) == ("opinion", "公园摊位收费", "洪山论坛")


def close(city: District) -> District:
    city.do("office/clerk", "complaint.closed", {"result": "handled", "text": "已回应"}, subject="complaint")
    return city


@clause("hongshan-3-1-13", effect="tracked")
def test_a_matter_from_online_opinion_is_disposed_of_within_five_working_days() -> None:
    city = opinion(running())
    # Received on Monday 1 June 2015: five working days end on Monday the 8th.
    assert city.owed("handle_opinion") == [Owed("office", "2015-06-08", "publicity")]
    assert len(city.accept().assign().owed("handle_opinion")) == 1
    assert close(city.answer()).owed("handle_opinion") == []
    assert running().complain().owed("handle_opinion") == []


def bulletin(city: District) -> District:
    city.do(
        "publicity/clerk",
        "document.drafted",
        {"kind": "bulletin", "items": ["@complaint"]},
        within="round",
        name="bulletin",
    )
    city.do("publicity/clerk", "document.signed", {}, subject="bulletin")
    city.do("publicity/clerk", "document.issued", {"to": ["@office", "@committee"]}, subject="bulletin")
    return city


@clause("hongshan-3-1-15", effect="produced-core")
def test_the_bulletin_is_issued_every_month_from_the_opinions_chosen() -> None:
    form = scheme().form("document.drafted", "bulletin")
    assert form is not None
    assert (form.paper, [*form.fields]) == ("bulletin", ["items"])
    city = opinion(running()).tick("issue_bulletin", "2015-06")
    assert city.owed("issue_bulletin") == [Owed("publicity", "2015-06-30")]
    assert bulletin(city).owed("issue_bulletin") == []


@clause("hongshan-3-1-16", effect="tracked")
def test_the_office_follows_each_matter_of_the_bulletin_to_its_end() -> None:
    city = bulletin(opinion(running()))
    assert city.owed("follow_bulletin") == [Owed("office", "未定", "publicity")]
    assert city.duty("follow_bulletin").item == str(city.keys["complaint"])
    other = running_on(city)
    assert len(other.owed("follow_bulletin")) == 1, "another matter was closed"
    assert close(city.accept().assign().answer()).owed("follow_bulletin") == []


def running_on(city: District) -> District:
    """The same day, with another opinion disposed of."""
    other = city.again()
    kept = other.keys["complaint"]
    close(opinion(other).accept().assign().answer())
    other.keys["complaint"] = kept
    return other


# ---------------------------------------------------------------------------- 二是：monitoring points

POINT = {"kind": "monitoring_point", "title": "青石监测点", "host": "@community", "phone": "027-0000"}


@clause("hongshan-3-2-2", effect="enforced")
def test_a_point_is_based_on_a_community_or_an_industry_authority() -> None:
    city = running()
    rule = "hongshan-3-2-2 监测点依托社区或者行业主管部门："
    formed = ("office/clerk", "body.formed")
    assert (
        city.why("point_has_host", *formed, POINT | {"host": "@street"}, within="round")
        == f"{rule}柳湖街道不属于所列单位类别"
    )
    assert (
        city.why("point_has_host", *formed, POINT | {"host": ""}, within="round")
        == f"{rule}请填写：设在；没有选单位"
    )
    for host in ("@community", "@trade"):
        assert city.why("point_has_host", *formed, POINT | {"host": host}, within="round") == ""


@clause("hongshan-3-2-2", effect="enforced")
def test_a_point_that_moves_keeps_to_such_a_host() -> None:
    city = running().point()
    said = "hongshan-3-2-2 监测点改挂靠单位，仍要是社区或者行业主管部门：柳湖街道不属于所列单位类别"
    changed = ("office/clerk", "body.changed")
    assert city.why("point_keeps_host", *changed, {"host": "@street"}, subject="point") == said
    for fields in ({"host": "@trade"}, {"phone": "027-1111"}):
        assert city.why("point_keeps_host", *changed, fields, subject="point") == ""


@clause("hongshan-3-2-3", effect="enforced")
def test_a_point_has_a_fixed_telephone() -> None:
    city = running()
    said = "hongshan-3-2-3 监测点有固定联系电话：请填写：电话"
    assert (
        city.why("point_has_phone", "office/clerk", "body.formed", POINT | {"phone": ""}, within="round")
        == said
    )
    assert city.why("point_has_phone", "office/clerk", "body.formed", POINT, within="round") == ""
    team = {"kind": "review_team", "title": "第二支队伍"}
    assert city.refused("office/clerk", "body.formed", team, within="round") == ()


REPORT = {"kind": "point_report", "to": "@office"}


@clause("hongshan-3-2-4", effect="tracked")
def test_each_point_reports_every_month_also_when_there_is_nothing() -> None:
    city = running().point().tick("point_report", "2015-06")
    assert city.owed("point_report") == [Owed("point", "2015-06-30", "office")]
    city.do("point/clerk", "report.submitted", REPORT | {"to": "@committee"}, within="point")
    assert len(city.owed("point_report")) == 1, "sent to somebody else"
    city.do("point/clerk", "report.submitted", REPORT | {"nothing_to_report": True}, within="point")
    assert city.owed("point_report") == []


FOCUS = [case("3-2-5", "lawful_duty"), case("3-2-6", "clean_conduct"), case("3-2-7", "efficiency")]


@pytest.mark.parametrize("focus", FOCUS)
def test_a_monitoring_return_says_what_it_is_about(focus: str) -> None:
    city = running().point()
    city.do("point/clerk", "report.submitted", REPORT | {"focus": [focus]}, within="point", name="return")
    assert city.held("return")["focus"] == [focus]


# ---------------------------------------------------------------------------- 三是：teams and supervisors

MEMBERS = [
    case("3-3-1", "review_team", "party_delegate"), case("3-3-2", "review_team", "deputy"),
    case("3-3-3", "review_team", "cppcc_member"), case("3-3-4", "review_team", "democratic_party"),
    case("3-3-5", "review_team", "citizen"), case("3-3-13", "visitors", "conduct_supervisor"),
    case("3-3-14", "visitors", "invited_supervisor"), case("3-3-15", "visitors", "reviewer"),
    case("4-3-9", "evaluators", "deputy"), case("4-3-10", "evaluators", "cppcc_member"),
    case("4-3-11", "evaluators", "reviewer"), case("4-3-12", "evaluators", "volunteer"),
    case("4-3-13", "evaluators", "invited_supervisor"), case("4-3-14", "evaluators", "enterprise_or_people"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "seat"), MEMBERS)
def test_a_member_of_a_team_sits_in_it_as_what_the_person_is(body: str, seat: str) -> None:
    city = running()
    fields = {"seat": seat, "person": "@钟晚晴", "leadership": False}
    city.do("office/clerk", "seat.filled", fields, subject=body, paper="聘书1号")
    held = city.held(body, "seat.filled")
    assert (held["seat"], held["person"]) == (seat, str(city.keys["钟晚晴"]))
    assert city.by(body, seat).party == city.keys[body]
    wrong = {"seat": "principal", "person": "@钟晚晴", "leadership": False}
    assert list(city.faults("office/clerk", "seat.filled", wrong, subject=body)) == ["seat"]


TARGETS = [
    case("3-3-6", "enforcement"),
    case("3-3-7", "window"),
    case("3-3-8", "project"),
    case("3-3-9", "rectification"),
]


@pytest.mark.parametrize("target", TARGETS)
def test_a_tour_says_where_it_went_and_which_problems_it_looked_at(target: str) -> None:
    city = running().find(by="review_team/citizen")
    fields = {"method": "tour", "staff": ["@白松岭"], "target": target, "looked_into": ["@finding"]}
    city.do("review_team/citizen", "check.recorded", fields, within="parks_in", name="tour")
    assert (city.held("tour")["target"], city.held("tour")["looked_into"]) == (
        target,
        [str(city.keys["finding"])],
    )


HARMS = [case("3-3-10", "execution"), case("3-3-11", "credibility"), case("3-3-12", "development")]


@pytest.mark.parametrize("harm", HARMS)
def test_a_clue_says_what_is_harmed(harm: str) -> None:
    city = running()
    fields = {
        "title": "选择性执法",
        "about_posts": ["中队长"],
        "managed_by": "unit_managed",
        "text": "有票据",
        "harms": [harm],
    }
    city.do("review_team/citizen", "clue.recorded", fields, within="parks_in", name="clue")
    assert city.held("clue")["harms"] == [harm]
    assert city.keys["parks"] in city.subject("clue").barred


@clause("hongshan-3-3-16", effect="tracked")
def test_whoever_has_a_fixed_point_supervises_there_within_the_turn() -> None:
    city = running()
    turn = {"roster": "fixed_point", "person": "@高望岚", "from_on": "2015-06-01", "to_on": "2015-06-28"}
    city.do("office/clerk", "shift.assigned", turn, subject="visitors")
    assert city.owed("visit_fixed_point") == [Owed("visitors", "2015-06-28", "office")]
    visit = {"staff": ["@高望岚"], "target": "window"}
    city.do(
        "visitors/invited_supervisor", "check.recorded", visit | {"method": "open_visit"}, within="parks_in"
    )
    city.do("visitors/invited_supervisor", "check.recorded",
            visit | {"method": "fixed_point", "staff": ["@钟晚晴"]}, within="parks_in")  # fmt: skip
    assert len(city.owed("visit_fixed_point")) == 1, "neither another way nor another person"
    city.do(
        "visitors/invited_supervisor", "check.recorded", visit | {"method": "fixed_point"}, within="parks_in"
    )
    assert city.owed("visit_fixed_point") == []


@clause("hongshan-3-3-17", effect="tracked")
def test_visiting_supervisors_feed_back_problems_every_quarter() -> None:
    city = running().tick("visitor_feedback", "2015-Q2")
    assert city.owed("visitor_feedback") == [Owed("visitors", "2015-06-30", "office")]
    told = {"kind": "visitor_feedback", "text": "窗口空岗"}
    city.do("visitors/invited_supervisor", "report.submitted", told | {"to": "@government"}, within="round")
    assert len(city.owed("visitor_feedback")) == 1
    city.do("visitors/invited_supervisor", "report.submitted", told | {"to": "@office"}, within="round")
    assert city.owed("visitor_feedback") == []


EVENTS = [case("3-3-18", "open_day"), case("3-3-19", "direct_train"), case("3-3-20", "community_walk")]


@pytest.mark.parametrize("channel", EVENTS)
def test_what_is_heard_at_an_event_comes_into_the_register(channel: str) -> None:
    city = running().complain(channel, "demand", "office/clerk")
    assert (city.held("complaint")["channel"], city.subject("complaint").number) == (
        channel,
        "洪投〔2015〕1号",
    )


@clause("hongshan-3-3-21", effect="recorded-core")
def test_an_exchange_between_letter_offices_names_matters_by_number() -> None:
    city = running()
    fields = {
        "kind": "letter_exchange",
        "on": "2015-06-01",
        "offices": "区人大办信室",
        "numbers": "人大信〔2015〕7号",
    }
    city.do("office/clerk", "activity.logged", fields, subject="office")
    held = city.held("office", "activity.logged")
    assert (held["offices"], held["numbers"]) == ("区人大办信室", "人大信〔2015〕7号")


# ---------------------------------------------------------------------------- 四是：self-checks

SELF_CHECK: dict[str, Any] = {
    "method": "self_check", "staff": ["@杜若溪"], "powers": "相符", "procedures": "少一步公示", "responsibilities": "相符",
    "topics": ["power_flow"],
}  # fmt: skip


@clause("hongshan-3-4-1", effect="tracked")
@pytest.mark.parametrize(("today", "period", "due"), [
    (date(2015, 6, 1), "2015-06", "2015-06-30"), (date(2015, 12, 1), "2015-12", "2015-12-31"),
])  # fmt: skip
def test_departments_check_themselves_in_june_and_december(today: date, period: str, due: str) -> None:
    city = running().enrol("trade", "street", "community")
    city.play.on(today)
    city.tick("self_check", period)
    assert sorted(city.owed("self_check")) == [Owed("parks", due), Owed("trade", due)], (
        "streets and communities do not"
    )
    daily = {"method": "daily_check", "staff": ["@杜若溪"], "expenses": ["cars"]}
    city.do("parks/clerk", "check.recorded", daily, within="parks_in")
    assert len(city.owed("self_check")) == 2
    city.do("parks/clerk", "check.recorded", SELF_CHECK, within="parks_in")
    assert city.owed("self_check") == [Owed("trade", due)]


AGAINST = [
    case("3-4-2", "checked_against_powers", "powers", "权力清单", effect="enforced"),
    case("3-4-3", "checked_against_procedures", "procedures", "程序清单", effect="enforced"),
    case("3-4-4", "checked_against_responsibilities", "responsibilities", "责任清单", effect="enforced"),
]


@pytest.mark.parametrize(("rule", "field", "name"), AGAINST)
def test_a_self_check_goes_through_each_of_the_three_lists(rule: str, field: str, name: str) -> None:
    city = running()
    check = ("parks/clerk", "check.recorded")
    [cite] = scheme().guards[rule].cite
    said = f"{cite} 自查对照{name}：请填写：对照{name}的情况"
    assert city.why(rule, *check, SELF_CHECK | {field: ""}, within="parks_in") == said
    assert city.why(rule, *check, SELF_CHECK, within="parks_in") == ""


TOPICS = [
    case("3-4-5", "post_responsibility"),
    case("3-4-6", "power_flow"),
    case("3-4-7", "mutual_restraint"),
]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_self_check_and_its_problems_say_where_it_looked(topic: str) -> None:
    city = running()
    city.do(
        "parks/clerk", "check.recorded", SELF_CHECK | {"topics": [topic]}, within="parks_in", name="check"
    )
    assert city.held("check")["topics"] == [topic]
    assert city.find("self_check", "parks/clerk", topics=[topic]).held("finding")["topics"] == [topic]


def send(to: str) -> tuple[str, str, dict[str, Any]]:
    told = {
        "kind": "self_check_report",
        "to": f"@{to}",
        "check": "@check",
        "text": "权责相符，程序缺一步公示",
    }
    return "parks/clerk", "report.submitted", told


@clause("hongshan-3-4-8", effect="produced-core")
def test_the_report_on_the_three_lists_goes_to_the_district_commission() -> None:
    form = scheme().form("report.submitted", "self_check_report")
    assert form is not None
    assert (form.paper, form.counted) == ("return_form", ("check", "finding"))
    city = running()
    city.do("parks/clerk", "check.recorded", SELF_CHECK, within="parks_in", name="check")
    city.tick("report_self_check", "2015-06")
    assert city.owed("report_self_check") == [Owed("parks", "2015-06-30", "discipline")]
    said = "hongshan-3-4-8 自查报告报区纪委监察局：这一件不送派驻纪检组，应送：区纪委监察局"
    assert city.why("self_check_to_discipline", *send("organ"), within="parks_in") == said
    city.do(*send("discipline"), within="parks_in")
    assert city.owed("report_self_check") == []
