"""Article 8: who is inspected."""

from typing import Any

import pytest

from tests.regulations.yiwu.city import City, new_city, prepared

clause = pytest.mark.clause

ENROL = ("office/clerk", "unit.enrolled", {"unit": "@it", "ground": "listed"})
NOT_LISTED = "yiwu-8-1 yiwu-8-8 只巡查所列单位；列外单位要有市委或者领导小组的决定：某单位不属于所列单位类别"


def with_unit(kind: str, **more: Any) -> City:
    """A round is open, and a unit of this kind is registered."""
    city = new_city().open_round()
    city.keys["it"] = city.do(
        "office/clerk", "unit.registered", {"title": "某单位", "kind": kind, **more}
    ).subject
    return city


KINDS = [
    pytest.param("town", {}, marks=clause("yiwu-8-2", effect="enforced")),
    pytest.param("organ", {}, marks=clause("yiwu-8-3", effect="enforced")),
    pytest.param("institution", {"unsubsidised": True}, marks=clause("yiwu-8-4", effect="enforced")),
    pytest.param("enterprise", {"ownership": "controlled"}, marks=clause("yiwu-8-5", effect="enforced")),
    pytest.param("financial", {"ownership": "state"}, marks=clause("yiwu-8-6", effect="enforced")),
]


@pytest.mark.parametrize(("kind", "more"), KINDS)
def test_a_unit_of_a_listed_kind_is_inspected_and_one_of_another_kind_is_not(
    kind: str, more: dict[str, Any]
) -> None:
    assert with_unit("other", **more).why("in_scope", *ENROL, within="round") == NOT_LISTED
    city = with_unit(kind, **more)
    city.do(*ENROL, within="round", name="inspection")
    assert city.subject("inspection").state == "enrolled"
    assert {name: city.held("it")[name] for name in more} == more


@clause("yiwu-8-5", effect="enforced")
@pytest.mark.parametrize("kind", ["enterprise", "financial"])
def test_an_enterprise_that_the_state_does_not_hold_is_no_such_unit(kind: str) -> None:
    private = {"title": "某公司", "kind": kind, "ownership": "民营"}
    assert new_city().faults("office/clerk", "unit.registered", private) == {
        "ownership": "没有这个选项，可选：国有、国有控股"
    }


def test_a_kind_that_is_not_on_the_list_is_refused() -> None:
    fields = {"title": "某店", "kind": "shop"}
    assert "kind" in new_city().faults("office/clerk", "unit.registered", fields)


@clause("yiwu-8-1", effect="enforced")
@pytest.mark.parametrize("kind", ["village", "other"])
def test_a_unit_outside_the_list_is_not_enrolled(kind: str) -> None:
    assert with_unit(kind).why("in_scope", *ENROL, within="round") == NOT_LISTED


@clause("yiwu-8-1", effect="enforced")
@clause("yiwu-8-8", effect="enforced")
@pytest.mark.parametrize("by", ["group", "committee"])
def test_a_unit_outside_the_list_is_enrolled_by_a_decision_that_names_it(by: str) -> None:
    city = with_unit("village").resolve(by, "extend_scope", names=["@it"])
    city.do(*ENROL, within="round", name="inspection")
    assert city.subject("inspection").unit == city.keys["it"]


@clause("yiwu-8-8", effect="enforced")
def test_a_decision_on_another_unit_or_question_extends_nothing() -> None:
    city = with_unit("village")
    city.resolve("group", "extend_scope", names=["@party"]).resolve("group", "other", names=["@it"])
    assert city.why("in_scope", *ENROL, within="round") == NOT_LISTED


@clause("yiwu-8-7", effect="enforced")
def test_the_door_stays_shut_until_the_leadership_to_be_inspected_is_registered() -> None:
    city = prepared()
    start = ("team/head", "inspection.started", {"place": "镇政府二楼"})
    city.do("office/clerk", "seat.vacated", {"seat": "principal", "person": "@方竹青"}, subject="town")
    assert city.why("leadership_known", *start, subject="inspection") == (
        "yiwu-8-7 巡查对象是领导班子及其成员，进驻前先登记班子成员：柳塘镇的主要负责人还没有人"
    )
    back = {"seat": "principal", "person": "@方竹青", "leadership": True}
    city.do("office/clerk", "seat.filled", back, subject="town")
    city.do(*start, subject="inspection")


FINDING = {"title": "欠租", "fields": ["field4_masses"], "source": "paper", "text": "情况"}


@clause("yiwu-8-7", effect="enforced")
def test_a_problem_is_one_of_the_leadership_or_its_members() -> None:
    city = prepared().enter()
    for about in ("leadership", "member"):
        city.do(
            "team/member", "finding.recorded", FINDING | {"about": about}, within="inspection", name=about
        )
        assert city.held(about)["about"] == about
    asked = ("team/member", "finding.recorded", FINDING | {"about": "petitioner"})
    assert city.faults(*asked, within="inspection") == {
        "about": "没有这个选项，可选：领导班子、班子成员、下属单位、内设机构"
    }
