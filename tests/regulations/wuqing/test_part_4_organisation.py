"""Part four: who answers for what, opinions, circulars, publicity, and the departments that act together."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuqing.city import City, checked, enrolled, listed, opened, scheme, supervised

clause = pytest.mark.clause

# ------------------------------------------------------------------ （一）明确工作责任


@clause("wuqing-4-1-1", effect="tracked")
def test_the_district_sets_up_its_own_mechanism() -> None:
    city = opened()
    assert city.owed("district_mechanism") == [Owed("government", "未定", "office")]
    city.enrol().adopt("working_mechanism")
    assert len(city.owed("district_mechanism")) == 1, "a unit's mechanism is not the district's"
    city.adopt("district_mechanism", by="government/lead", within="round")
    assert city.owed("district_mechanism") == []


@clause("wuqing-4-1-2", effect="recorded-core")
def test_one_leader_leads_the_campaign() -> None:
    role = scheme().roles["lead"]
    assert role.post is not None
    assert (role.post.zh, role.max) == ("区委常委、常务副区长", 1)
    city = opened()
    leads = {"seat": "lead", "person": "@林若舟"}
    from_paper: dict[str, Any] = {"subject": "government", "paper": "区委〔2017〕5号"}
    assert city.refused("office/clerk", "seat.filled", leads, **from_paper), "one leads already"
    city.do("office/clerk", "seat.vacated", {"seat": "lead", "person": "@周敬川"}, **from_paper)
    city.do("office/clerk", "seat.filled", leads, **from_paper)
    said = city.held("government", "seat.filled")
    assert (said["seat"], said["person"]) == ("lead", str(city.keys["林若舟"]))
    assert city.by("government", "lead").person == city.keys["林若舟"]


@clause("wuqing-4-1-3", effect="enforced")
def test_a_unit_without_a_leader_in_charge_is_not_enrolled() -> None:
    city = opened()
    asked = ("office/clerk", "unit.enrolled", {"unit": "@town", "ground": "listed"})
    assert (
        city.why("has_leader", *asked, within="round")
        == "wuqing-4-1-3 每个单位都要有一位分管领导：请填写：分管领导"
    )
    city.enrol()
    assert city.held("inspection")["leader_in_charge"] == str(city.keys["顾行远"])


@pytest.mark.parametrize(
    ("role", "body"),
    [
        pytest.param("office", "office", marks=clause("wuqing-4-1-5", effect="recorded-core")),
        pytest.param("bureau", "bureau", marks=clause("wuqing-4-1-6", effect="recorded-core")),
        pytest.param(
            "supervision_office", "supervisors", marks=clause("wuqing-4-1-7", effect="recorded-core")
        ),
        pytest.param(
            "bureau", "bureau", marks=clause("wuqing-4-2-12", effect="recorded-core"), id="linked supervision"
        ),
        pytest.param(
            "supervision_office",
            "supervisors",
            marks=clause("wuqing-4-2-13", effect="recorded-core"),
            id="linked inspection",
        ),
    ],
)
def test_the_three_bodies_that_push_the_whole_are_there_and_press(role: str, body: str) -> None:
    city = enrolled()
    assert scheme().roles[role].body == city.subject(body).code
    city.keys["owed"] = city.duty("own_plan").id
    city.do(f"{body}/clerk", "duty.urged", {"duty": "@owed", "text": "请抓紧"}, subject="inspection")
    assert city.duty("own_plan").urged == 1
    assert city.held("inspection", "duty.urged")["text"] == "请抓紧"


@clause("wuqing-4-1-8", effect="tracked")
@pytest.mark.parametrize("body", ["office", "bureau", "supervisors"])
def test_the_three_bodies_coordinate_each_month(body: str) -> None:
    city = enrolled().tick("coordinate", "2017-03")
    assert city.owed("coordinate") == [Owed("office", "2017-03-31")]
    city.meet("study", materials=["district"])
    assert len(city.owed("coordinate")) == 1
    city.meet("coordination", by=f"{body}/clerk", within="round")
    assert city.owed("coordinate") == []


@clause("wuqing-4-1-8", effect="tracked")
def test_pressing_for_what_is_not_done_counts_as_well() -> None:
    city = enrolled().tick("coordinate", "2017-03")
    assert [owed.when for owed in city.owed("coordinate")] == ["2017-03-31"]
    city.keys["owed"] = city.duty("own_plan").id
    city.do("office/clerk", "duty.urged", {"duty": "@owed", "text": "请抓紧"}, subject="inspection")
    assert city.owed("coordinate") == []


# ------------------------------------------------------------------ （二）完善工作机制：意见


@clause("wuqing-4-2-1", effect="tracked")
def test_each_unit_sets_up_a_mechanism_for_key_problems() -> None:
    city = enrolled()
    assert city.owed("key_mechanism") == [Owed("town", "未定", "office")]
    city.adopt("working_mechanism")
    assert len(city.owed("key_mechanism")) == 1
    city.adopt("key_problem_mechanism")
    assert city.owed("key_mechanism") == []


@clause("wuqing-4-2-2", effect="recorded-core")
def test_a_discussion_and_its_opinion_forms_are_on_record() -> None:
    city = enrolled()
    fields = {
        "method": "discussion",
        "staff": ["@何其安"],
        "place": "镇会议室",
        "forms_out": 60,
        "forms_back": 52,
    }
    city.do("town/clerk", "check.recorded", fields, within="inspection", name="discussion")
    held = city.held("discussion")
    assert (held["forms_out"], held["forms_back"]) == (60, 52)
    assert "with" not in held, "nobody's name is needed"


@clause("wuqing-4-2-3", effect="recorded-core")
def test_a_rating_of_service_is_entered_in_sums() -> None:
    city = enrolled()
    opened_as = {"kind": "service_rating", "questions": ["是否一次办成"], "from_on": "2017-04-01"}
    city.do("town/clerk", "evaluation.opened", opened_as, within="inspection", name="rating")
    results = {
        "sample": 180,
        "method": "窗口扫码",
        "results": [{"what": "是否一次办成", "answer": "满意", "n": 162}],
    }
    city.do("town/clerk", "evaluation.concluded", results, subject="rating")
    held = city.held("rating")
    assert (city.subject("rating").code, held["sample"], held["method"]) == (
        "service_rating",
        180,
        "窗口扫码",
    )
    [line] = held["results"]
    assert (line["what"], line["answer"], int(line["n"])) == ("是否一次办成", "满意", 162)


def opine(city: City, group: str = "grassroots") -> City:
    fields = {"group": group, "topic": "窗口收费", "text": "多人反映收费不清"}
    city.do("town/clerk", "opinion.recorded", fields, subject="inspection")
    return city


@pytest.mark.parametrize(
    "group",
    [
        pytest.param("served", marks=clause("wuqing-4-2-4", effect="recorded-core")),
        pytest.param("grassroots", marks=clause("wuqing-4-2-5", effect="recorded-core")),
        pytest.param("superior", marks=clause("wuqing-4-2-6", effect="recorded-core")),
        pytest.param("related", marks=clause("wuqing-4-2-7", effect="recorded-core")),
    ],
)
def test_opinions_are_on_record_by_the_group_they_come_from(group: str) -> None:
    assert opine(enrolled(), group).held("inspection", "opinion.recorded")["group"] == group


KEY = ("town/clerk", "matter.classified")
RAISED = "wuqing-4-2-8 列为重点推动解决，要有反映集中的意见，由人写明理由："


@clause("wuqing-4-2-8", effect="enforced")
def test_a_problem_is_pushed_on_concentrated_opinions_with_a_reason() -> None:
    city = checked()
    marked = {"scale": "key", "value": "yes", "text": "五个村都提到"}
    assert city.why("key_by_people", *KEY, marked, subject="finding") == RAISED + "还没有办：记录意见"
    opine(city)
    assert (
        city.why("key_by_people", *KEY, marked | {"text": ""}, subject="finding")
        == RAISED + "请填写：反映集中的理由"
    )
    city.do(*KEY, marked, subject="finding")
    assert city.held("finding")["classes"] == {"key": "yes"}


@clause("wuqing-4-2-8", effect="enforced")
def test_only_a_problem_is_marked_and_by_the_unit_whose_it_is() -> None:
    city = opine(checked()).draft("closing_report", experience="a", effect="b", demands="c")
    marked = {"scale": "key", "value": "yes", "text": "多人反映"}
    assert city.why("key_by_people", *KEY, marked, subject="closing_report") == RAISED + "请到问题的页上办"
    said = city.why("key_by_people", "station/clerk", "matter.classified", marked, subject="finding")
    assert said.startswith(RAISED + "请这一方自己的人")


@clause("wuqing-4-2-8", effect="enforced")
def test_a_single_demand_stays_open_by_itself() -> None:
    city = opine(checked())
    fields = {"kind": "demand", "channel": "web", "subject": "窗口收费", "mode": "open"}
    city.do("office/clerk", "complaint.received", fields, within="inspection", name="complaint")
    city.do(*KEY, {"scale": "key", "value": "yes", "text": "多人反映"}, subject="finding")
    assert city.subject("complaint").state == "received"


def key_problem() -> City:
    city = opine(checked())
    city.do(*KEY, {"scale": "key", "value": "yes", "text": "多人反映"}, subject="finding")
    return city.draft("public_rectification", items=["@finding"], text="已经一次告知")


PUBLISH = ("town/contact", "document.published", {"medium": "website"})


@clause("wuqing-4-2-9", effect="tracked")
def test_the_rectification_of_a_key_problem_is_made_public() -> None:
    assert checked().owed("publish_rectification") == [], "not of every problem"
    not_pushed = opine(checked())
    not_pushed.do(*KEY, {"scale": "key", "value": "no", "text": "只有一人提到"}, subject="finding")
    assert not_pushed.owed("publish_rectification") == []
    city = key_problem()
    assert city.owed("publish_rectification") == [Owed("town", "未定", "supervisors")]
    city.do("town/contact", "document.signed", {}, subject="public_rectification")
    assert (
        city.why("cleared_before_public", *PUBLISH, subject="public_rectification")
        == "wuqing-4-2-9 base-5 公布稿先由另一人审核：还没有办：发布审核"
    )
    city.clear("public_rectification")
    assert len(city.owed("publish_rectification")) == 1, "cleared is not public"
    city.do(*PUBLISH, subject="public_rectification")
    assert city.owed("publish_rectification") == []


# ------------------------------------------------------------------ （二）完善工作机制：通报


@clause("wuqing-4-2-10", effect="tracked")
def test_each_unit_owes_a_circular_every_quarter_until_the_office_fixes_another_interval() -> None:
    city = opened().enrol("station", "below").enrol("bureau_of_housing", "other").enrol().assign()
    city.tick("circular", "2017-Q1")
    assert sorted(city.owed("circular"))[0].when == "2017-03-31"
    assert {owed.by for owed in city.owed("circular")} == {"town", "bureau_of_housing"}, (
        "not the station under the town"
    )
    city.draft("circular", text="一季度作风情况").clear("circular")
    assert len(city.owed("circular")) == 2
    city.issue("circular", to=["station"])
    assert [owed.by for owed in city.owed("circular")] == ["bureau_of_housing"]


def test_the_office_fixes_the_interval() -> None:
    city = enrolled()
    fixed = {"clause": "wuqing-4-2-10", "key": "circular", "value": "month", "authors": ["@office"]}
    city.do("office/clerk", "reading.fixed", fixed, subject="round")
    city.tick("circular", "2017-03")
    assert [owed.when for owed in city.owed("circular")] == ["2017-03-31"]


ISSUE: tuple[str, Mapping[str, Any]] = ("document.issued", {"to": ["@station"]})
PUBLIC: tuple[str, Mapping[str, Any]] = ("document.published", {"medium": "news"})
OUT = pytest.mark.parametrize("out", [ISSUE, PUBLIC], ids=["issued", "published"])
BOTH = [
    pytest.param("circular", marks=clause("wuqing-4-2-11", effect="enforced"), id="circular"),
    pytest.param("exposure", marks=clause("wuqing-4-3-6", effect="enforced"), id="exposure"),
]


def ready(kind: str, **more: Any) -> City:
    """A paper that names 程远道 on a final decision, signed."""
    city = enrolled().decide_finally("程远道").name_people(kind, **more)
    city.do("town/contact", "document.signed", {}, subject=kind)
    return city


@pytest.mark.parametrize("kind", BOTH)
@OUT
def test_nobody_is_named_without_a_final_decision(kind: str, out: tuple[str, Mapping[str, Any]]) -> None:
    both = "wuqing-4-2-11 wuqing-4-3-6 通报、曝光写到的人，要有最终处理决定：点名的人里有 1 人没有写明已经生效的最终处理决定"
    city = ready(kind, decisions=[])
    assert city.why("named_finally", "town/clerk", *out, subject=kind) == both
    city = enrolled().decide_finally("程远道", final=False).name_people(kind)
    city.do("town/contact", "document.signed", {}, subject=kind)
    assert city.why("named_finally", "town/clerk", *out, subject=kind) == both, "not while it may be appealed"
    city = ready(kind, named=["@程远道", "@乔木森"])
    assert city.why("named_finally", "town/clerk", *out, subject=kind) == both, (
        "a decision on one is none on the other"
    )
    assert ready(kind).why("named_finally", "town/clerk", *out, subject=kind) == ""


@clause("wuqing-4-2-11", effect="enforced")
@OUT
def test_a_circular_that_names_people_gives_the_reason(out: tuple[str, Mapping[str, Any]]) -> None:
    city = ready("circular", reason_for_names="")
    assert (
        city.why("named_with_reason", "town/clerk", *out, subject="circular")
        == "wuqing-4-2-11 通报点名要写明理由：请填写：点名理由"
    )
    assert ready("circular").why("named_with_reason", "town/clerk", *out, subject="circular") == ""
    assert (
        ready("circular", named=[], reason_for_names="").why(
            "named_with_reason", "town/clerk", *out, subject="circular"
        )
        == ""
    )


@clause("wuqing-4-3-6", effect="enforced")
@OUT
def test_an_exposure_gives_its_reason(out: tuple[str, Mapping[str, Any]]) -> None:
    city = ready("exposure", reason_for_names="")
    assert (
        city.why("exposed_with_reason", "town/clerk", *out, subject="exposure")
        == "wuqing-4-3-6 公开曝光要写明理由：请填写：点名理由"
    )
    assert ready("exposure").why("exposed_with_reason", "town/clerk", *out, subject="exposure") == ""


@clause("wuqing-4-2-11", effect="enforced")
@OUT
def test_a_second_person_approves_a_circular_that_names_people(out: tuple[str, Mapping[str, Any]]) -> None:
    city = ready("circular")
    assert (
        city.why("naming_approved", "town/clerk", *out, subject="circular")
        == "wuqing-4-2-11 base-2 通报点名要经另一人批准：这一稿还没有经单位主要负责人、牵头领导、分管领导、区政府办公室主任批准"
    )
    city.approve("circular", "naming", by="town/principal", asked_by="town/clerk", to="principal")
    assert city.why("naming_approved", "town/clerk", *out, subject="circular") == ""
    city.name_people()  # a further paper of the kind is approved by itself
    assert city.why("naming_approved", "town/clerk", *out, subject="circular") != ""
    unnamed = ready("circular", named=[], decisions=[], reason_for_names="")
    assert unnamed.why("naming_approved", "town/clerk", *out, subject="circular") == ""


@clause("wuqing-4-3-6", effect="enforced")
@OUT
def test_a_second_person_approves_an_exposure(out: tuple[str, Mapping[str, Any]]) -> None:
    city = ready("exposure")
    assert (
        city.why("exposure_approved", "town/clerk", *out, subject="exposure")
        == "wuqing-4-3-6 base-2 公开曝光要经另一人批准：这一稿还没有经单位主要负责人、牵头领导、分管领导、区政府办公室主任批准"
    )
    city.approve("exposure", "exposure", by="town/principal", asked_by="town/clerk", to="principal")
    assert city.why("exposure_approved", "town/clerk", *out, subject="exposure") == ""


@clause("wuqing-4-2-11", effect="enforced")
def test_who_drafted_or_issues_a_circular_does_not_approve_it() -> None:
    city = enrolled().decide_finally("程远道")
    city.draft(
        "circular",
        by="town/principal",
        text="脱岗",
        named=["@程远道"],
        decisions=["@decision"],
        reason_for_names="警示",
    )
    city.do("town/clerk", "approval.requested", {"for_act": "naming", "to": "principal"}, subject="circular")
    refused = city.refused("town/principal", "approval.given", {"for_act": "naming"}, subject="circular")
    assert [one.rule for one in refused] == ["approver_apart"]


@pytest.mark.parametrize("kind", BOTH)
@OUT
def test_it_is_cleared_first_and_again_when_it_changes(kind: str, out: tuple[str, Mapping[str, Any]]) -> None:
    said = "wuqing-4-2-11 wuqing-4-3-6 通报、曝光的稿子先由另一人审核：还没有办：发布审核"
    city = ready(kind)
    assert city.why("cleared_before_naming", "town/clerk", *out, subject=kind) == said
    city.clear(kind)
    assert city.why("cleared_before_naming", "town/clerk", *out, subject=kind) == ""
    changed = {
        "kind": kind,
        "text": "改过的稿子",
        "named": ["@程远道"],
        "decisions": ["@decision"],
        "reason_for_names": "警示",
    }
    city.do("town/clerk", "document.drafted", changed, subject=kind)
    city.do("town/contact", "document.signed", {}, subject=kind)
    assert city.why("cleared_before_naming", "town/clerk", *out, subject=kind) == said


@pytest.mark.parametrize(
    "kind",
    [
        *BOTH,
        pytest.param(
            "public_rectification", marks=clause("wuqing-4-2-9", effect="tracked"), id="rectification"
        ),
    ],
)
@pytest.mark.parametrize(
    ("field", "said"),
    [("no_reporter", "“不含反映人信息”不符合要求"), ("names_lawful", "“点名合规”不符合要求")],
)
def test_clearing_confirms_that_nothing_of_a_reporter_stands_in_it(kind: str, field: str, said: str) -> None:
    city = key_problem() if kind == "public_rectification" else ready(kind)
    fields = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
    asked = ("town/contact", "document.cleared")
    assert (
        city.why("no_reporter_printed", *asked, fields | {field: False}, subject=kind)
        == f"wuqing-4-2-9 wuqing-4-2-11 wuqing-4-3-6 审核时确认没有反映人的信息，姓名依法可以写：{said}"
    )
    assert city.why("no_reporter_printed", *asked, fields, subject=kind) == ""


@clause("wuqing-4-2-11", effect="enforced")
def test_a_circular_that_keeps_all_of_it_goes_out() -> None:
    city = ready("circular").approve(
        "circular", "naming", by="town/principal", asked_by="town/clerk", to="principal"
    )
    city.clear("circular").issue("circular", to=["station"])
    assert city.subject("circular").state == "issued"


@clause("wuqing-4-3-6", effect="enforced")
def test_a_case_that_keeps_all_of_it_is_exposed() -> None:
    city = ready("exposure").approve(
        "exposure", "exposure", by="town/principal", asked_by="town/clerk", to="principal"
    )
    city.clear("exposure").do("town/clerk", *PUBLIC, subject="exposure")
    assert city.subject("exposure").state == "public"


# ------------------------------------------------------------------ （二）联动部门


LINKED = [
    pytest.param(
        "audit", "audit", "区审计局", marks=clause("wuqing-4-2-14", effect="recorded-core"), id="audit"
    ),
    pytest.param(
        "work_safety",
        "work_safety",
        "区安监局",
        marks=clause("wuqing-4-2-15", effect="recorded-core"),
        id="safety",
    ),
    pytest.param(
        "market", "market", "区市场监管局", marks=clause("wuqing-4-2-16", effect="recorded-core"), id="market"
    ),
    pytest.param(
        "approval",
        "approval",
        "区审批局",
        marks=clause("wuqing-4-2-17", effect="recorded-core"),
        id="approval",
    ),
    pytest.param(
        "environment",
        "environment",
        "区环保局",
        marks=clause("wuqing-4-2-18", effect="recorded-core"),
        id="environment",
    ),
    pytest.param(
        "linked", "fire", "区消防支队", marks=clause("wuqing-4-2-18", effect="recorded-core"), id="any other"
    ),
]


@pytest.mark.parametrize(("role", "function", "title"), LINKED)
def test_a_linked_department_is_known_by_its_function(role: str, function: str, title: str) -> None:
    city = opened()
    fields = {"kind": "linked", "title": title, "function": function}
    city.do("office/clerk", "body.formed", fields, name="department")
    held = city.held("department")
    assert (held["title"], held["function"]) == (title, function)
    assert scheme().roles[role].holds("linked", function, "")


@clause("wuqing-4-2-19", effect="recorded-core")
def test_one_department_passes_a_matter_to_another_which_answers() -> None:
    city = supervised().find_from_above()
    city.refer("linked", "audit", of="found", by="supervisors/clerk")
    city.do("audit", "referral.received", {"received_on": city.today}, subject="referral")
    city.do("audit", "referral.answered", {"outcome": "handled", "text": "已经核对账目"}, subject="referral")
    city.do("supervisors/clerk", "referral.closed", {}, subject="referral")
    held = city.held("referral")
    assert (held["route"], held["receiver"]) == ("linked", str(city.keys["audit"]))
    assert city.held("referral", "referral.answered")["outcome"] == "handled"
    assert city.subject("referral").state == "closed"


# ------------------------------------------------------------------ （三）加强宣传引导


def publicise(city: City, **fields: Any) -> City:
    said = {"medium": "news", "outlet": "武清报", "on": city.today}
    city.do("town/clerk", "publicity.recorded", said | fields, subject="inspection")
    return city


@pytest.mark.parametrize(
    "medium",
    [
        pytest.param("news", marks=clause("wuqing-4-3-1", effect="recorded-core")),
        pytest.param("website", marks=clause("wuqing-4-3-2", effect="recorded-core")),
        pytest.param("social", marks=clause("wuqing-4-3-3", effect="recorded-core")),
    ],
)
def test_a_report_in_the_media_is_on_record(medium: str) -> None:
    assert publicise(enrolled(), medium=medium).held("inspection", "publicity.recorded")["medium"] == medium


@clause("wuqing-4-3-5", effect="recorded-core")
def test_publicity_names_the_good_example_and_what_it_was_given() -> None:
    city = enrolled()
    example = {"register": "good_example", "title": "服务中心", "traits": ["strict"], "facts": "零投诉"}
    city.do("town/clerk", "entry.registered", example, within="inspection", name="example")
    said = publicise(city, example="@example", incentive="通报表扬").held("inspection", "publicity.recorded")
    assert (said["example"], said["incentive"]) == (str(city.keys["example"]), "通报表扬")


@clause("wuqing-4-3-7", effect="recorded-core")
def test_a_warning_session_names_the_case_it_used() -> None:
    city = ready("exposure").meet("warning", case="@exposure")
    assert city.subject("warning").code == "warning"
    assert city.held("warning")["case"] == str(city.keys["exposure"])


def test_what_a_unit_records_itself_never_needs_feedback() -> None:
    assert listed().subject("finding").state == "planned"
