"""The standing mechanism over a year, from its first act to what is counted at the year's end, in memory."""

from datetime import date
from functools import cache

from tests.regulations.hongshan.district import District, running
from tests.regulations.hongshan.test_3_finding_problems import SELF_CHECK
from tests.regulations.hongshan.test_4_disposal import UNDERTAKING

YEARLY = ("fix_theme", "name_carrier", "work_up_examples", "field_research", "research_topics", "research_report",
          "settle_difficulties", "use_results")  # fmt: skip


@cache
def a_year() -> District:
    """Leaders and education; what comes in; three ways of disposal; a second handling; the year's end."""
    city = leaders(running().enrol("trade", "community").point())
    found(city)
    handled_twice(city)
    general_problem(city)
    key_problem(city)
    exposed_problem(city)
    return year_end(city)


def leaders(city: District) -> District:
    """Everything owed for the year begins; the members take their contact points, receive and go out."""
    for rule in YEARLY:
        city.tick(rule, "2015")
    city.do(
        "office/director",
        "decision.made",
        {"question": "theme", "conclusion": "转作风、优服务"},
        subject="round",
    )
    for register in ("carriers", "examples"):
        more = {"examples": [{"text": "青石社区"}]} if register == "examples" else {}
        city.do(
            "office/clerk",
            "entry.registered",
            {"register": register, "title": register} | more,
            within="round",
        )
    turn = {"roster": "rotation", "person": "@周敬川", "from_on": "2015-06-01", "to_on": "2015-06-07"}
    city.do("bureau/clerk", "shift.assigned", turn, subject="bureau")
    city.tick("weekly_leader", "2015-W23")
    city.do(
        "bureau/clerk", "shift.assigned", turn | {"roster": "weekly", "person": "@苏望舒"}, subject="bureau"
    )
    told = {
        "kind": "reception",
        "on": city.today,
        "who": ["@周敬川"],
        "demand": "办证难",
        "next_step": "交园林局",
    }
    city.do("standing/member", "activity.logged", told, subject="bureau")
    for member in ("周敬川", "顾行远"):
        for contact in ("street", "community", "household"):
            point = {
                "register": "contact_points",
                "title": "联系点",
                "member": f"@{member}",
                "contact": contact,
            }
            city.do("standing/member", "entry.registered", point, within="round")
        for kind, times, more in (
            ("research", 3, {"amount": 20}),
            ("topic", 2, {}),
            ("difficulty", 3, {"result": "已办"}),
        ):
            for _ in range(times):
                logged = {"kind": kind, "on": city.today} | more
                city.do("standing/member", "activity.logged", logged, subject=member)
        report = {"kind": "research_report", "to": "@committee", "title": "调研报告", "author": f"@{member}"}
        city.do("standing/member", "report.submitted", report, within="round")
    return city


def found(city: District) -> None:
    """The points report, the departments check themselves, an opinion goes into the bulletin."""
    city.tick("point_report", "2015-06").tick("self_check", "2015-06").tick("report_self_check", "2015-06")
    city.do(
        "point/clerk",
        "report.submitted",
        {"kind": "point_report", "to": "@office", "nothing_to_report": True},
        within="point",
    )
    city.do("parks/clerk", "check.recorded", SELF_CHECK, within="parks_in", name="check")
    report = {"kind": "self_check_report", "to": "@discipline", "check": "@check", "text": "权责相符"}
    city.do("parks/clerk", "report.submitted", report, within="parks_in")
    opinion = {"kind": "opinion", "channel": "online", "subject": "公园摊位收费", "online": "论坛"}
    city.do("publicity/clerk", "complaint.received", opinion, within="parks_in", name="complaint")
    city.do(
        "publicity/clerk",
        "document.drafted",
        {"kind": "bulletin", "items": ["@complaint"]},
        within="round",
        name="bulletin",
    )
    city.do("publicity/clerk", "document.signed", {}, subject="bulletin")
    city.do("publicity/clerk", "document.issued", {"to": ["@office"]}, subject="bulletin")
    city.accept().assign().answer()
    city.do("office/clerk", "complaint.closed", {"result": "handled", "text": "已回应"}, subject="complaint")


def handled_twice(city: District) -> None:
    """A complainant is not satisfied: second handling, double inquiry, answered again."""
    city.dissatisfied().handle_again()
    city.inquire("double", about="complaint", name="double").answer("discipline/clerk")
    city.decide(about="complaint", name="double").rate("satisfied")
    city.do("office/clerk", "complaint.closed", {"result": "handled", "text": "已补办"}, subject="complaint")
    city.keys["second"] = city.keys["complaint"]


def general_problem(city: District) -> None:
    """A general problem: ordered, inquired into, vouched for by the head, its effect assessed, struck off, published."""
    city.find("complaints", name="general", channel="conduct").classify("nature", "general", "general")
    city.hand_over("order", "general", due="2015-08-31").inquire(about="general").conclude()
    city.sign_result().file_result()
    city.do("office/clerk", "inquiry.reviewed", {"fits": True, "text": "适当"}, subject="inquiry")
    city.plan("general").report("general")
    for to in ("@committee", "@government"):
        up = {"kind": "rectification_opinion", "to": to, "about": "@general"}
        city.do("office/clerk", "report.submitted", up, within="parks_in")
    city.verify(name="general").verify("effect", "general").close("general")
    public = {"kind": "public_result", "items": ["@general"], "text": "窗口已满员"}
    city.do("parks/clerk", "document.drafted", public, within="parks_in", name="public")
    city.do("parks/principal", "document.signed", {}, subject="public")
    city.do("parks/clerk", "document.published", {"medium": "website"}, subject="public")


def key_problem(city: District) -> None:
    """A key problem of the year: under the department's undertaking, supervised by the office."""
    city.find(name="key").classify("nature", "yearly_key", "key")
    city.do("parks/clerk", "undertaking.given", UNDERTAKING, within="parks_in", name="undertaking")
    city.do("office/clerk", "matter.linked", {"to": "@undertaking", "as": "same"}, subject="key")
    city.hand_over(name="key").assign("key", "parks", supervisor="@office").settled("key").close("key")


def exposed_problem(city: District) -> None:
    """What the city found unannounced: straight to accountability, reported back."""
    city.find("superior_unannounced", name="exposed").hand_over(name="exposed")
    city.inquire("direct", about="exposed", name="direct").decide(
        "actor", about="exposed", name="direct", pursue=True
    )
    back = {"kind": "superior_report", "to": "@superior", "about": "@direct", "text": "已问责"}
    city.do("office/clerk", "report.submitted", back, within="parks_in")
    city.settled("exposed").close("exposed")


def year_end(city: District) -> District:
    """The third party's evaluation is published and counted; the four sources are used."""
    city.play.on(date(2015, 12, 21))
    opened = {"kind": "third_party", "questions": ["办件是否满意"], "from_on": "2015-12-01"}
    city.do("evaluators/reviewer", "evaluation.opened", opened, within="parks_in", name="evaluation")
    result = {"sample": 30, "method": "抽取办件", "results": [{"满意": 24}]}
    city.do("evaluators/reviewer", "evaluation.concluded", result, subject="evaluation")
    paper = {
        "kind": "public_evaluation",
        "sample": 30,
        "method": "抽取办件",
        "ratings": [{"what": "区园林局", "n": 30, "text": "满意 24"}],
    }
    city.do("office/clerk", "document.drafted", paper, within="round", name="evaluated")
    city.do("office/director", "document.signed", {}, subject="evaluated")
    city.do("office/clerk", "document.published", {"medium": "website"}, subject="evaluated")
    city.do("office/clerk", "result.used", {"use": "year_end", "extract": "计 4 分"}, subject="evaluation")
    for source in ("public_comment", "conduct_line", "mayor_line", "complaints"):
        city.do(
            "office/clerk",
            "result.used",
            {"use": "appraisal", "extract": "计分", "source": source},
            subject="parks_in",
        )
    return city


def test_a_year_runs_from_the_opening_to_the_appraisal() -> None:
    city = a_year()
    matters = ("second", "general", "key", "exposed")
    assert {name: city.subject(name).state for name in matters} == dict.fromkeys(matters, "closed")
    assert [city.held(name)["told_as"] for name in ("general", "key", "exposed")] == [
        "台账第1号",
        "台账第2号",
        "台账第3号",
    ]
    assert city.subject("round").state == "preparing", "it has no end"


def test_nothing_owed_for_the_year_is_left_open() -> None:
    city = a_year()
    assert [rule for rule in YEARLY if city.duties(rule)] == []
    done = ("receive_in_turn", "weekly_leader", "point_report", "follow_bulletin", "handle_opinion", "handle_again",
            "review_dissatisfaction", "open_double_on_second", "review_result", "assess_effect", "publish_result",
            "link_commitment", "supervise_key_problem", "start_accountability", "report_back_to_superior",
            "count_evaluation", "contact_street", "contact_household")  # fmt: skip
    assert [rule for rule in done if city.duties(rule) or not city.duties(rule, "discharged")] == []


def test_what_is_open_at_the_end_is_what_nobody_did() -> None:
    assert sorted({duty.rule for duty in a_year().play.duties(state="open")}) == [
        "guide_units", "issue_appraisal_method", "plan_visits", "publish_powers", "publish_procedures",
        "publish_responsibilities", "report_self_check", "self_check", "start_inquiry",
    ]  # fmt: skip


def test_the_mechanism_goes_on_into_the_next_year() -> None:
    city = a_year().again()
    city.play.on(date(2016, 1, 4))
    city.tick("field_research", "2016").tick("self_check", "2016-06")
    assert [owed.when for owed in city.owed("field_research")] == ["2016-12-31"] * 2
    assert {owed.when for owed in city.owed("self_check")} == {"2015-06-30", "2016-06-30"}
