"""Part 6 (2) to (4): results are used as facts, a veto is people's, publicity goes through a check, discipline is kept."""

from typing import Any

import pytest

from tests.regulations.wuhan.city import City, entered, handed_over, prepared, scheme, solved

clause = pytest.mark.clause

EXTRACTS = [
    pytest.param("extract_performance", marks=clause("wuhan-6-13", effect="produced-core")),
    pytest.param("extract_conduct", marks=clause("wuhan-6-14", effect="produced-core")),
    pytest.param("extract_cadre", marks=clause("wuhan-6-15", effect="produced-core")),
    pytest.param("extract_appointment", marks=clause("wuhan-6-16", effect="produced-core")),
]


@pytest.mark.parametrize("kind", EXTRACTS)
def test_an_extract_holds_facts_and_what_is_counted_and_no_grade(kind: str) -> None:
    form = scheme().form("document.drafted", kind)
    assert form is not None
    assert (form.paper, form.counted) == ("extract", ("finding",))
    assert not {"score", "grade", "rank"} & set(form.fields)
    city = solved()
    fields = {"kind": kind, "facts": "发现1件，已解决", "asked_by": "市委组织部"}
    known = {name: value for name, value in fields.items() if name in ("kind", *form.fields)}
    city.do("office/clerk", "document.drafted", known, within="inspection", name="extract")
    assert city.held("extract")["facts"] == "发现1件，已解决"
    city.do("office/clerk", "document.issued", {"to": ["@organisation"]}, subject="extract")
    if "asked_by" in form.fields:
        bare = {"kind": kind, "facts": "事实"}
        assert "asked_by" in city.faults("office/clerk", "document.drafted", bare, within="inspection")


CONDITIONS = {
    "weak_rectification": "三次退回", "could_be_resolved": "有钱未发", "harm": "两户断供", "evidence": ["核验记录"],
}  # fmt: skip
DECISION = {"question": "veto", "conclusion": "一票否决", "agreed": "yes", **CONDITIONS}
VETO = ("office/director", "result.used", {"use": "veto", "extract": "三项事实", "body": "@organisation"})


@clause("wuhan-6-17", effect="enforced")
def test_a_veto_is_decided_with_each_of_its_three_conditions_before_one() -> None:
    city = handed_over()
    words = {"weak_rectification": "整改怎样不力", "could_be_resolved": "哪些能化解而没有化解",
             "harm": "造成了什么不良后果", "evidence": "三个条件的佐证"}  # fmt: skip
    for name, word in words.items():
        bare = {key: value for key, value in DECISION.items() if key != name}
        said = f"wuhan-6-17 一票否决的三个条件逐项写明、附上佐证，才能决定：请填写：{word}"
        assert (
            city.why("veto_conditions", "group/leader", "decision.made", bare, subject="inspection") == said
        )
    assert city.why("veto_conditions", "group/leader", "decision.made", DECISION, subject="inspection") == ""


@clause("wuhan-6-17", effect="enforced")
def test_the_leading_group_decides_a_veto_and_another_person_enters_it() -> None:
    city = handed_over()
    decide = ("decision.made", DECISION)
    said = "wuhan-6-17 一票否决由领导小组决定：这件事由领导小组办理"
    assert city.why("veto_by_group", "office/director", *decide, subject="inspection") == said
    assert city.why("veto_by_group", "group/leader", *decide, subject="inspection") == ""
    said = "wuhan-6-17 base-2 领导小组决定以后，由另一人登记一票否决：还没有领导小组的决定：一票否决"
    assert city.why("veto_decided", *VETO, subject="inspection") == said
    city.do("group/leader", "decision.made", DECISION | {"agreed": "no"}, subject="inspection")
    assert city.why("veto_decided", *VETO, subject="inspection") != "", "it was decided against"
    city.do("group/leader", *decide, subject="inspection")
    assert city.why("veto_decided", *VETO, subject="inspection") == ""
    assert city.held("inspection", "decision.made")["harm"] == "两户断供"


def test_no_veto_is_ever_computed_or_owed() -> None:
    assert not [rule for rule in scheme().duties.values() if "result.used" in rule.done_by]


# ---------------------------------------------------------------------- publicity

MEDIA = [
    pytest.param("press", marks=clause("wuhan-6-18", effect="recorded-core")),
    pytest.param("broadcast", marks=clause("wuhan-6-19", effect="recorded-core")),
    pytest.param("internet", marks=clause("wuhan-6-20", effect="produced-core")),
    pytest.param("social", marks=clause("wuhan-6-21", effect="recorded-core")),
]


@pytest.mark.parametrize("medium", MEDIA)
def test_each_medium_is_recorded_with_outlet_and_day(medium: str) -> None:
    city = entered()
    fields = {"medium": medium, "outlet": "江城日报", "on": city.today, "district": "@district1"}
    city.do("office/clerk", "publicity.recorded", fields, subject="round")
    held = city.held("round", "publicity.recorded")
    assert (held["medium"], held["outlet"], held["district"]) == (
        medium,
        "江城日报",
        str(city.keys["district1"]),
    )


PAGES = [
    pytest.param("public_page", marks=clause("wuhan-6-20", effect="produced-core")),
    pytest.param("publicity_board", marks=clause("wuhan-6-22", effect="shown-core")),
]


@pytest.mark.parametrize("page", PAGES)
def test_publicity_has_its_pages(page: str) -> None:
    assert page in [view.page for view in scheme().views]


TEXTS: dict[str, dict[str, Any]] = {
    "public_problem": {"items": ["@problem"], "content": "过渡费两年没有发放"},
    "typical_case": {"targets": [{"kind": "unit", "who": "云溪街道"}], "content": "推诿两年"},
    "public_progress": {"content": "已补发"},
    "public_results": {"content": "化解积案1件"},
}

PUBLISHED = [
    pytest.param("public_problem", "press_text", marks=clause("wuhan-6-23", effect="produced-core")),
    pytest.param("typical_case", "press_text", marks=clause("wuhan-6-24", effect="produced-core")),
    pytest.param("public_progress", "public_notice", marks=clause("wuhan-6-25", effect="produced-core")),
    pytest.param("public_results", "public_notice", marks=clause("wuhan-6-26", effect="produced-core")),
]

PUBLISH = ("office/clerk", "document.published", {"medium": "internet"})
CHECKS = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}


def drafted(kind: str) -> City:
    city = handed_over()
    city.do(
        "office/clerk", "document.drafted", {"kind": kind, **TEXTS[kind]}, within="inspection", name="text"
    )
    return city


@pytest.mark.parametrize(("kind", "paper"), PUBLISHED)
def test_what_goes_public_was_cleared_by_a_second_person(kind: str, paper: str) -> None:
    form = scheme().form("document.drafted", kind)
    assert form is not None
    assert form.paper == paper
    city = drafted(kind)
    said = (
        "wuhan-6-23 wuhan-6-24 base-5 公开以前由另一人核对姓名，并考虑会不会伤到反映的人：还没有办：发布审核"
    )
    assert city.why("names_checked", *PUBLISH, subject="text") == said
    assert city.refused("office/clerk", "document.cleared", CHECKS, subject="text") != (), (
        "the drafter does not clear"
    )
    city.do("office/director", "document.cleared", CHECKS, subject="text")
    assert city.why("names_checked", *PUBLISH, subject="text") == ""


@clause("wuhan-6-24", effect="produced-core")
def test_a_typical_case_is_approved_by_the_leading_group() -> None:
    city = drafted("typical_case")
    city.do("office/director", "document.cleared", CHECKS, subject="text")
    said = "wuhan-6-24 典型案例经领导小组批准才曝光：这一稿还没有经领导小组批准"
    assert city.why("case_approved", *PUBLISH, subject="text") == said
    city.approve("typical_case", "text", by="office/clerk", to="leading_group", answered_by="group/leader")
    assert city.why("case_approved", *PUBLISH, subject="text") == ""


@clause("wuhan-6-24", effect="produced-core")
def test_a_typical_case_is_never_about_a_petitioner() -> None:
    city = handed_over()
    about = ("office/clerk", "document.drafted")
    private = {"kind": "typical_case", "content": "x", "targets": [{"kind": "person", "who": "@许知微"}]}
    assert city.why("case_about_office", *about, private, within="inspection").startswith(
        "wuhan-6-24 典型案例写的只能是单位和任职人员，不写信访人"
    )
    office = private | {
        "targets": [{"kind": "person", "who": "@方竹青"}, {"kind": "unit", "who": "云溪街道"}]
    }
    assert city.why("case_about_office", *about, office, within="inspection") == ""


# ---------------------------------------------------------------------- discipline


def inquiry(city: City) -> City:
    fields = {"kind": "cooperation", "title": "不提供协议", "about": ["云溪街道办主任"], "grounds": ["unanswered", "hindering"],
              "from_ref": ["@papers"], "text": "两次催要未答", "effect": "耽误核查十天"}  # fmt: skip
    city.do("office/clerk", "inquiry.opened", fields, within="inspection", name="inquiry")
    return city


@clause("wuhan-6-30", effect="recorded-core")
def test_poor_cooperation_is_opened_by_a_person_on_the_unanswered_request() -> None:
    city = inquiry(entered().ask("papers", due="2017-03-08"))
    held = city.held("inquiry")
    assert (held["effect"], held["from_ref"]) == ("耽误核查十天", [str(city.keys["papers"])])
    assert city.keys["town"] in city.subject("inquiry").barred
    bare = {"kind": "cooperation", "title": "t", "about": ["a"], "grounds": ["unanswered"], "text": "x"}
    assert set(city.faults("office/clerk", "inquiry.opened", bare, within="inspection")) == {
        "from_ref",
        "effect",
    }


@clause("wuhan-6-33", effect="enforced")
def test_a_decision_on_accountability_names_the_rule_it_rests_on() -> None:
    city = inquiry(entered().ask("papers"))
    decided = {"whom": "云溪街道办主任", "pursue": True, "form": "criticism", "text": "批评教育"}
    asked = ("discipline", "accountability.decided", decided)
    said = "wuhan-6-33 问责决定要写明依据的规定：请填写：依据的规定"
    assert city.why("accountability_grounded", *asked, subject="inquiry") == said
    grounded = ("discipline", "accountability.decided", decided | {"rule": "问责条例第六条"})
    assert city.why("accountability_grounded", *grounded, subject="inquiry") == ""


@clause("wuhan-6-31", effect="recorded-core")
def test_the_pledge_of_each_team_member_is_kept() -> None:
    city = prepared()
    fields = {"kind": "pledge", "by_person": "@1组3", "text": "遵守巡查纪律"}
    city.do("team1/staff", "undertaking.given", fields, within="team1", name="pledge")
    assert city.held("pledge")["by_person"] == str(city.keys["1组3"])
    assert "by_person" in city.faults(
        "team1/staff", "undertaking.given", {"kind": "pledge", "text": "x"}, within="team1"
    )


@clause("wuhan-6-32", effect="enforced")
def test_an_act_for_another_post_is_refused_with_the_clause() -> None:
    [refusal] = prepared().refused("team1/staff", "campaign.closed", {}, subject="round")
    assert refusal.cite == ("wuhan-6-32",)
