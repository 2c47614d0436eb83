"""Article 9: what is looked for."""

import pytest

from tests.regulations.yiwu.city import City, entered, opened

clause = pytest.mark.clause

PLAN = {"kind": "work_plan", "task": "全面了解", "units": ["@town"], "ways": ["talk"], "starts_on": "2015-09-24",
        "ends_on": "2015-12-31"}  # fmt: skip
FINDING = {"title": "补贴滞留", "source": "paper", "text": "三项资金滞留"}

TOPICS = ("charter", "discipline", "main_responsibility", "supervision")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_of_oversight_stands_in_the_work_plan_and_on_a_finding(topic: str) -> None:
    city = opened()
    city.do("office/clerk", "document.drafted", PLAN | {"topics": [topic]}, within="round", name="work_plan")
    assert city.held("work_plan")["topics"] == [topic]
    city = entered()
    fields = FINDING | {"fields": ["field1"], "topics": [topic]}
    city.do("team/member", "finding.recorded", fields, within="inspection", name="found")
    assert city.held("found")["topics"] == [topic]


def test_a_topic_that_is_not_on_the_list_is_refused() -> None:
    asked = ("office/clerk", "document.drafted", PLAN | {"topics": ["economy"]})
    assert opened().faults(*asked, within="round") == {
        "topics": "没有这个选项，可选：执行党章和党内法规、遵守纪律、主体责任、监督责任"
    }


FIELDS = (
    *("field1", "field1_line", "field1_orders", "field1_feigned", "field1_cliques"),
    *("field2", "field2_gain", "field2_bribery", "field2_morals"),
    *("field3", "field3_collective", "field3_appointment", "field3_canvassing", "field3_trading"),
    *("field3_autocratic", "field3_weak", "field3_disunity"),
    *("field4", "field4_masses", "field4_work", "field4_life", "field4_eight", "field4_formalism"),
    *("field4_bureaucratism", "field4_hedonism", "field4_extravagance"),
)


@pytest.mark.parametrize("field", FIELDS)
def test_a_finding_is_put_under_a_field(field: str) -> None:
    city = entered()
    city.do(
        "team/member", "finding.recorded", FINDING | {"fields": [field]}, within="inspection", name="found"
    )
    assert city.held("found")["fields"] == [field]
    value = city.play.scheme.value("fields", field)
    assert value is not None
    assert field.partition("_")[0] in (value.under, field)


def test_a_finding_takes_at_least_one_field_and_only_those_listed_or_named() -> None:
    city = entered()
    asked = ("team/member", "finding.recorded")
    assert "fields" in city.faults(*asked, FINDING, within="inspection")
    assert "fields" in city.faults(*asked, FINDING | {"fields": ["field9"]}, within="inspection")
    named = FINDING | {"fields": ["field4", "other:公车私用"]}
    assert city.faults(*asked, named, within="inspection") == {}


ASKED = ("team/member", "finding.recorded", FINDING | {"fields": ["field5"], "requested_by": "@topic"})


def asked_about(by: str, kind: str = "topic") -> City:
    return entered().ask(kind, by=by, to="team", title="了解招商引资情况")


@clause("yiwu-9-31", effect="enforced")
@pytest.mark.parametrize("by", ["committee", "group/leader"])
def test_field_five_answers_a_request_from_above(by: str) -> None:
    city = asked_about(by)
    without = ("team/member", "finding.recorded", FINDING | {"fields": ["field5"]})
    assert (
        city.why("asked_from_above", *without, within="inspection")
        == "yiwu-9-31 第五类问题要写明是哪一次要求：还没有写明依据哪一件"
    )
    city.do(*ASKED, within="inspection")


@clause("yiwu-9-31", effect="enforced")
def test_another_kind_of_request_does_not_open_field_five() -> None:
    city = asked_about("team/head", "assistance")
    other = (
        "team/member",
        "finding.recorded",
        FINDING | {"fields": ["field5"], "requested_by": "@assistance"},
    )
    assert (
        city.why("asked_from_above", *other, within="inspection")
        == "yiwu-9-31 第五类问题要写明是哪一次要求：还没有写明依据哪一件"
    )


@clause("yiwu-9-31", effect="enforced")
@pytest.mark.parametrize("by", ["office/director", "team/head"])
def test_neither_office_nor_team_asks_for_a_topic_on_its_own(by: str) -> None:
    fields = {"kind": "topic", "to": "@team", "title": "了解", "text": "请了解"}
    assert (
        entered().why("may", by, "request.made", fields, within="inspection")
        == "yiwu-2-3 “请求、请示”不由您现在的岗位办理：可以办的是：市委、领导小组"
    )
