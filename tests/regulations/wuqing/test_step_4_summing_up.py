"""Part three, fourth step: the closing report by 10 December, good examples, and rules that last."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuqing.city import enrolled, listed, opened

clause = pytest.mark.clause

PARTS = {"experience": "一次告知", "effect": "投诉减半", "demands": "长期坚持"}


@pytest.mark.parametrize(
    ("part", "title"),
    [
        pytest.param(
            "experience", "整治的经验", marks=clause("wuqing-3-4-2", effect="recorded-core"), id="experience"
        ),
        pytest.param(
            "effect", "整治的效果", marks=clause("wuqing-3-4-3", effect="recorded-core"), id="effect"
        ),
        pytest.param(
            "demands",
            "巩固和扩大成果的要求",
            marks=clause("wuqing-3-4-4", effect="recorded-core"),
            id="demands",
        ),
    ],
)
def test_the_closing_report_has_each_of_its_three_parts(part: str, title: str) -> None:
    city = listed().draft("closing_report", **PARTS)
    assert city.held("closing_report")[part] == PARTS[part]
    fields = {"kind": "closing_report"} | {name: text for name, text in PARTS.items() if name != part}
    faults = city.faults("town/clerk", "document.drafted", fields, within="inspection")
    assert faults == {part: f"请填写：{title}"}


@clause("wuqing-3-4-9", effect="produced-core")
def test_the_closing_report_is_a_report_that_counts_from_the_lists() -> None:
    form = enrolled().play.scheme.form("document.drafted", "closing_report")
    assert form is not None
    assert (form.paper, form.counted) == ("report", ("check", "finding", "rule", "duty"))


@clause("wuqing-3-4-9", effect="produced-core")
def test_the_closing_report_is_owed_to_the_office_by_10_december() -> None:
    city = listed()
    assert city.owed("closing_report") == [Owed("town", "2017-12-10", "office")]
    city.draft("closing_report", **PARTS)
    assert len(city.owed("closing_report")) == 1, "a draft is not sent"
    city.sum_up()
    assert city.owed("closing_report") == []


@clause("wuqing-3-4-9", effect="produced-core")
def test_it_goes_to_the_office_and_is_the_closing_report() -> None:
    city = listed().draft("closing_report", **PARTS)
    asked = ("town/clerk", "report.submitted")
    sent = {"kind": "closing_report", "to": "@office", "document": "@closing_report"}
    assert (
        city.why("closing_to_office", *asked, sent | {"to": "@bureau"}, within="inspection")
        == "wuqing-3-4-9 总结报告送区政府办公室：这一件不送区监察局，应送：区政府办公室"
    )
    assert (
        city.why("closing_is_the_report", *asked, sent | {"document": "@problem_list"}, within="inspection")
        == "wuqing-3-4-9 报送的文稿是总结报告：还没有写明依据哪一件"
    )
    city.do(*asked, sent, within="inspection", name="sent")
    city.do("office/clerk", "report.received", {}, subject="sent")
    assert city.subject("sent").state == "received"


EXAMPLE = {
    "register": "good_example",
    "title": "便民服务中心",
    "traits": ["practical", "rules"],
    "facts": "全年零投诉",
}


@clause("wuqing-3-4-5", effect="recorded-core")
@clause("wuqing-4-3-4", effect="recorded-core")
def test_a_good_example_is_on_record_with_its_traits_and_facts() -> None:
    city = enrolled()
    city.do("town/clerk", "entry.registered", EXAMPLE, within="inspection", name="example")
    held = city.held("example")
    assert (held["traits"], held["facts"]) == (["practical", "rules"], "全年零投诉")


@clause("wuqing-4-3-4", effect="recorded-core")
@pytest.mark.parametrize("trait", ["sound", "practical", "rules", "strict"])
def test_each_of_the_four_traits_can_be_named(trait: str) -> None:
    city = enrolled()
    city.do(
        "town/clerk", "entry.registered", EXAMPLE | {"traits": [trait]}, within="inspection", name="example"
    )
    assert city.held("example")["traits"] == [trait]


def test_an_example_without_traits_or_facts_is_not_taken() -> None:
    bare = {"register": "good_example", "title": "便民服务中心"}
    faults = enrolled().faults("town/clerk", "entry.registered", bare, within="inspection")
    assert faults == {"traits": "请填写：特点", "facts": "请填写：事实"}


def test_an_example_that_all_may_read_is_amended_by_its_own_unit_and_by_those_who_coordinate() -> None:
    city = enrolled()
    city.do("town/clerk", "entry.registered", EXAMPLE, within="inspection", name="example")
    amended = ("entry.amended", {"title": "便民服务大厅"})
    for by in ("town/clerk", "office/clerk"):
        assert city.why("own_example", by, *amended, subject="example") == ""
    assert city.why("own_example", "station/clerk", *amended, subject="example") != ""


def test_a_rule_keeps_the_day_of_its_review() -> None:
    assert enrolled().propose(review_on="2018-06-30").held("rule")["review_on"] == "2018-06-30"


def test_who_is_enrolled_late_owes_the_closing_report_all_the_same() -> None:
    assert opened().enrol("bureau_of_housing").owed("closing_report") == [
        Owed("bureau_of_housing", "2017-12-10", "office")
    ]
