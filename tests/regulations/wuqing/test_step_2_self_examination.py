"""Part three, second step: four checks against ten fields, and three lists that hang together."""

from datetime import date

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuqing.city import FOUR, PLAN, SEEN, TEN, City, checked, enrolled, listed, opened

clause = pytest.mark.clause

CHECKS = [
    pytest.param(
        "check_discipline", "political_discipline", marks=clause("wuqing-3-2-3", effect="tracked"), id="first"
    ),
    pytest.param("check_orders", "orders", marks=clause("wuqing-3-2-4", effect="tracked"), id="second"),
    pytest.param("check_service", "service", marks=clause("wuqing-3-2-5", effect="tracked"), id="third"),
    pytest.param(
        "check_own_office", "own_office", marks=clause("wuqing-3-2-6", effect="tracked"), id="fourth"
    ),
]


@pytest.mark.parametrize(("rule", "method"), CHECKS)
def test_each_of_the_four_checks_is_owed_by_the_end_of_june(rule: str, method: str) -> None:
    city = enrolled()
    assert city.owed(rule) == [Owed("town", "2017-06-30", "office")]
    for other in FOUR:
        if other != method:
            city.check(other)
    assert len(city.owed(rule)) == 1, "another check is not this one"
    city.check(method, outcome="not_met")
    assert len(city.owed(rule)) == 1, "a check that could not be held counts for nothing"
    city.check(method)
    assert city.owed(rule) == []


@pytest.mark.parametrize(("rule", "method"), CHECKS)
def test_the_four_checks_are_the_unit_s_own(rule: str, method: str) -> None:
    fields = {"method": method, "staff": ["@何其安"], "outcome": "none", "looked_at": TEN, "question": "好"}
    asked = ("check.recorded", fields)
    said = enrolled().why("self_checked", "station/clerk", *asked, within="inspection")
    assert said.startswith("wuqing-3-2-3 wuqing-3-2-4 wuqing-3-2-5 wuqing-3-2-6 “四查四看”由单位自己查：")
    assert enrolled().why("self_checked", "town/clerk", *asked, within="inspection") == ""


@clause("wuqing-3-2-5", effect="tracked")
def test_how_people_rate_the_service_is_entered_in_sums() -> None:
    city = enrolled().check("service", rated="发出200份，收回180份，满意162份")
    assert city.held("service")["rated"] == "发出200份，收回180份，满意162份"
    assert city.owed("check_service") == []


LIST = ("town/clerk", "document.issued", {"to": ["@office"]})


@clause("wuqing-3-2-7", effect="enforced")
def test_the_problem_list_waits_until_all_ten_fields_were_looked_at() -> None:
    city = enrolled()
    for method in FOUR:
        city.check(method, looked_at=TEN[:8])
    city.draft("problem_list")
    assert (
        city.why("ten_fields", *LIST, subject="problem_list")
        == "wuqing-3-2-7 对照十类重点都查过，才能列问题清单：还没有查到的 2 项：亲商意识不强、宣传意识不强"
    )
    city.check("own_office", outcome="not_met", looked_at=TEN)
    assert "还没有查到的 2 项" in city.why("ten_fields", *LIST, subject="problem_list")
    city.check("own_office", looked_at=["field9", "field10_stale"])
    assert city.why("ten_fields", *LIST, subject="problem_list") == ""
    city.do(*LIST, subject="problem_list")


def test_a_check_says_which_fields_it_looked_at_and_what_it_found() -> None:
    fields = {"method": "orders", "staff": ["@何其安"], "question": "足"}
    assert enrolled().faults("town/clerk", "check.recorded", fields, within="inspection") == {
        "looked_at": "请填写：对照查了哪几类重点",
        "outcome": "请填写：查的结果",
    }


@clause("wuqing-3-2-8", effect="produced-core")
def test_the_problem_list_is_a_list_with_the_problems_and_its_own_count() -> None:
    city = checked()
    form = city.play.scheme.form("document.drafted", "problem_list")
    assert form is not None
    assert (form.paper, form.counted, form.fields["items"].of) == (
        "list_sheet",
        ("check", "finding"),
        "finding",
    )
    city.list_problems("finding")
    assert city.held("problem_list")["items"] == [str(city.keys["finding"])]


@clause("wuqing-3-2-8", effect="produced-core")
def test_the_problem_list_is_owed_by_the_end_of_june_and_follows_the_four_checks() -> None:
    city = enrolled().check("orders")
    assert city.owed("list_problems") == [Owed("town", "2017-06-30", "office")]
    city.draft("problem_list")
    assert (
        city.why("four_checks_first", *LIST, subject="problem_list")
        == "wuqing-3-2-8 四查都做过，才能列问题清单：还没有办：查政治纪律遵守情况（登记检查）（未发现问题、发现问题）；"
        "还没有办：查政务服务开展情况（登记检查）（未发现问题、发现问题）；还没有办：查政府机关建设情况（登记检查）（未发现问题、发现问题）"
    )
    for method in ("political_discipline", "service", "own_office"):
        city.check(method, outcome="not_met")
    assert "还没有办：查政治纪律遵守情况" in city.why("four_checks_first", *LIST, subject="problem_list"), (
        "three that could not be held are no checks"
    )
    for method in ("political_discipline", "service", "own_office"):
        city.check(method)
    assert len(city.owed("list_problems")) == 1
    assert city.why("four_checks_first", *LIST, subject="problem_list") == ""
    city.issue("problem_list")
    assert city.owed("list_problems") == []


@clause("wuqing-3-2-8", effect="produced-core")
def test_no_problem_is_left_out_of_the_problem_list() -> None:
    city = checked().find("other", title="门牌不清").draft("problem_list", items=["@finding"])
    assert (
        city.why("problem_list_whole", *LIST, subject="problem_list")
        == "wuqing-3-2-8 登记的问题都列入问题清单：没有列入的问题 1 件：“门牌不清”"
    )
    city.draft("problem_list", name="second", items=["@finding", "@other"])
    assert city.why("problem_list_whole", *LIST, subject="second") == ""


def test_a_unit_that_found_nothing_lists_nothing() -> None:
    city = enrolled()
    for method in FOUR:
        city.check(method)
    city.draft("problem_list", remarks="查了，没有发现问题").issue("problem_list")
    city.draft("rectification_list").issue("rectification_list")
    assert city.owed("list_rectification") == []


@clause("wuqing-3-2-9", effect="enforced")
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"duty_text": ""}, "请填写：整改任务"),
        ({"first_responsible": ""}, "请填写：责任人"),
        ({"measures": [{"owner": "窗口"}]}, "1 项没有填：名称"),
    ],
    ids=["task", "person", "measure"],
)
def test_a_line_states_task_responsible_person_and_measure(fields: dict[str, object], said: str) -> None:
    city = checked()
    asked = ("town/principal", "rectification.planned")
    assert (
        city.why("line_whole", *asked, PLAN | fields, subject="finding")
        == f"wuqing-3-2-9 整改清单的每一项都写明任务、责任、措施：{said}"
    )
    city.do(*asked, PLAN, subject="finding")


@clause("wuqing-3-2-9", effect="enforced")
def test_a_line_without_post_or_measures_is_not_taken_and_each_has_its_number() -> None:
    city = checked().find("other")
    asked = ("town/principal", "rectification.planned")
    assert city.faults(*asked, {"duty_text": "告知"}, subject="finding") == {
        "responsible_post": "请填写：责任岗位",
        "measures": "请填写：整改措施",
    }
    city.plan("other").plan("finding")
    assert city.subject("finding").number == "问题1号"
    assert [city.held(name)["told_as"] for name in ("other", "finding")] == ["整改1号", "整改2号"]


RECTIFY = ("town/clerk", "document.issued", {"to": ["@office"]})


@clause("wuqing-3-2-10", effect="enforced")
def test_no_problem_stays_without_an_answer() -> None:
    city = checked().find("other", title="门牌不清").plan()
    city.draft("rectification_list", items=["@finding"])
    assert (
        city.why("no_problem_left_out", *RECTIFY, subject="rectification_list")
        == "wuqing-3-2-10 整改清单要对着每一个问题来列：没有列入的问题 1 件：“门牌不清”"
    )
    city.draft("rectification_list", name="second", items=["@finding", "@other"])
    assert (
        city.why("no_problem_left_out", *RECTIFY, subject="second")
        == "wuqing-3-2-10 整改清单要对着每一个问题来列：“门牌不清”还没有：制定整改"
    )
    city.plan("other")
    city.do(*RECTIFY, subject="second")
    assert city.subject("second").state == "issued"


@clause("wuqing-3-2-10", effect="enforced")
def test_a_voided_problem_needs_no_answer() -> None:
    city = checked().find("other").plan()
    city.do("office/clerk", "matter.withdrawn", {"text": "重复登记"}, subject="other")
    city.draft("rectification_list", items=["@finding"])
    assert city.why("no_problem_left_out", *RECTIFY, subject="rectification_list") == ""


def test_the_rectification_list_is_owed_by_the_end_of_june() -> None:
    city = checked()
    assert city.owed("list_rectification") == [Owed("town", "2017-06-30", "office")]
    city.list_problems("finding")
    assert len(city.owed("list_rectification")) == 1, "the problem list is another list"
    city.plan().list_rectification("finding")
    assert city.owed("list_rectification") == []


@clause("wuqing-3-2-11", effect="recorded-core")
def test_what_is_known_is_corrected_at_once_before_any_list() -> None:
    city = checked()
    city.play.on(date(2017, 4, 12))
    fields = {"on_the_spot": True, "done_on": "2017-04-12", "text": "当天张贴"}
    city.do("town/clerk", "rectification.progressed", fields, subject="finding")
    said = city.held("finding", "rectification.progressed")
    assert (said["on_the_spot"], said["done_on"]) == (True, "2017-04-12")
    assert city.subject("finding").opened_on == date(2017, 4, 10), "two days from finding to correction"


@clause("wuqing-3-2-12", effect="enforced")
@pytest.mark.parametrize("kind", ["rule", "standard", "procedure"])
def test_a_rule_is_listed_and_marked_before_it_is_adopted(kind: str) -> None:
    city = enrolled()
    fields = {"kind": kind, "from_on": "2017-03-21", "title": "值班制度", "text": SEEN}
    asked = ("town/clerk", "rule.adopted", fields)
    assert (
        city.why("marked_first", *asked, within="inspection")
        == "wuqing-3-2-12 制度先列入制度清单，标明立、改还是废：现在是“未开始”，要到“已提出意见”才能办"
    )
    city.propose(kind=kind).carry_out(kind)
    assert city.subject("rule").state == "in_force"


@clause("wuqing-3-2-12", effect="enforced")
@pytest.mark.parametrize("change", ["", "renamed"])
def test_a_line_without_one_of_the_three_marks_is_refused(change: str) -> None:
    fields = {"kind": change, "type": "rule", "title": "值班制度"}
    assert "kind" in enrolled().faults("town/clerk", "rule.proposed", fields, within="inspection")


@clause("wuqing-3-2-12", effect="enforced")
@pytest.mark.parametrize(
    ("change", "state"), [("set_up", "in_force"), ("change", "in_force"), ("abolish", "abolished")]
)
def test_new_and_changed_rules_are_in_force_and_abolished_ones_are_not(change: str, state: str) -> None:
    city = enrolled().propose(change).carry_out()
    assert city.subject("rule").code == change
    assert city.subject("rule").state == state


def test_the_rules_list_is_owed_by_the_end_of_june() -> None:
    city = enrolled().propose()
    assert city.owed("list_rules") == [Owed("town", "2017-06-30", "office")]
    city.draft("rules_list", items=["@rule"])
    assert len(city.owed("list_rules")) == 1
    city.issue("rules_list")
    assert city.owed("list_rules") == []


LINES = [
    pytest.param("set_up_rule", "rule", marks=clause("wuqing-3-2-13", effect="tracked"), id="rule"),
    pytest.param("set_standard", "standard", marks=clause("wuqing-3-2-14", effect="tracked"), id="standard"),
    pytest.param(
        "fix_procedure", "procedure", marks=clause("wuqing-3-2-15", effect="tracked"), id="procedure"
    ),
]


@pytest.mark.parametrize(("rule", "kind"), LINES)
def test_a_line_of_the_rules_list_is_owed_until_its_text_is_filed(rule: str, kind: str) -> None:
    city = enrolled().propose(kind=kind).propose(kind=kind, name="other")
    assert city.owed(rule) == [Owed("town", "未定", "supervisors")] * 2
    city.carry_out(kind, text="")
    assert len(city.owed(rule)) == 2, "without its text nothing is filed"
    city.carry_out(kind, "other", steps=[{"what": "受理"}, {"what": "办结"}] if kind == "procedure" else [])
    assert len(city.owed(rule)) == 1
    assert city.held("other")["text"]["number"] == "佐证1号"


@pytest.mark.parametrize(("rule", "kind"), LINES)
def test_what_is_adopted_is_of_the_kind_that_was_listed(rule: str, kind: str) -> None:
    listed_as = "standard" if kind == "rule" else "rule"
    city = enrolled().propose(kind=listed_as)
    asked = ("town/clerk", "rule.adopted", {"kind": kind, "from_on": "2017-03-21", "text": SEEN})
    assert (
        city.why("as_listed", *asked, subject="rule")
        == "wuqing-3-2-13 wuqing-3-2-14 wuqing-3-2-15 办成的和制度清单上列的是同一种：两处所指不一致"
    )


@clause("wuqing-3-4-7", effect="tracked")
@pytest.mark.parametrize(
    ("rule", "kind"), [("set_up_rule", "rule"), ("set_standard", "standard"), ("fix_procedure", "procedure")]
)
def test_lines_left_open_are_carried_into_the_fourth_step(rule: str, kind: str) -> None:
    city = listed().propose(kind=kind)
    city.play.on(date(2017, 10, 9))
    city.step("summary", "2017-10-01", "2017-12-31")
    assert len(city.owed(rule)) == 1
    city.carry_out(kind)
    assert city.owed(rule) == []


def test_the_checks_of_one_unit_cover_nothing_of_another() -> None:
    city: City = opened().enrol("bureau_of_housing", "other").enrol().assign()
    for method in FOUR:
        city.check(method)
    by = "bureau_of_housing/clerk"
    city.draft("problem_list", by=by, within="other", name="list")
    assert "还没有查到的 10 项" in city.why(
        "ten_fields", by, "document.issued", {"to": ["@office"]}, subject="list"
    )
