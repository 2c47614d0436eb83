"""Part 2: whom the inspection may look at."""

import pytest

from tests.regulations.wuhan.city import UNITS, staffed

clause = pytest.mark.clause

FEATURES = {"public_service": True, "key_project": True}

LISTED = [
    pytest.param("town", marks=clause("wuhan-2-1", effect="enforced")),
    pytest.param("station", marks=clause("wuhan-2-2", effect="enforced")),
    pytest.param("village", marks=clause("wuhan-2-3", effect="enforced")),
    pytest.param("bureau", marks=clause("wuhan-2-5", effect="enforced")),
    pytest.param("mass", marks=clause("wuhan-2-6", effect="enforced")),
    pytest.param("institution", marks=clause("wuhan-2-7", effect="enforced")),
    pytest.param("enterprise", marks=clause("wuhan-2-8", effect="enforced")),
]


def enrolling(unit: str, **more: object) -> tuple[str, str, dict[str, object]]:
    fields = {"unit": f"@{unit}", "ground": "listed", "area": "@district1"}
    return ("office/clerk", "unit.enrolled", fields | (FEATURES if unit == "enterprise" else {}) | more)


@pytest.mark.parametrize("unit", LISTED)
def test_a_unit_of_each_listed_kind_may_be_inspected_and_another_may_not(unit: str) -> None:
    city = staffed()
    city.do(*enrolling(unit), within="round", name="inspection", reason="群众反映集中")
    assert city.subject("inspection").title == UNITS[unit][0]
    said = "私立启明学校不属于所列单位类别"
    assert said in city.why("in_scope", *enrolling("school"), within="round", reason="群众反映集中")
    assert city.why("in_scope", *enrolling(unit), within="round", reason="群众反映集中") == ""


@clause("wuhan-2-4", effect="enforced")
def test_beyond_the_main_objects_a_written_reason_is_asked_for() -> None:
    city = staffed()
    said = "wuhan-2-4 延伸到街道、站所、社区（村）以外的，写明理由：市民政局不属于所列单位类别"
    assert city.why("extended_with_reason", *enrolling("bureau"), within="round") == said
    assert city.refused(*enrolling("bureau"), within="round", reason="救助资金问题集中") == ()
    assert city.why("extended_with_reason", *enrolling("town"), within="round") == ""
    refused = city.refused(*enrolling("school"), within="round", reason="也想看看")
    assert "in_scope" in [one.rule for one in refused], "no reason brings in what is not listed"


@clause("wuhan-2-8", effect="enforced")
def test_a_state_enterprise_has_both_features() -> None:
    city = staffed()
    said = "wuhan-2-8 国有企业要有公共服务职能，又承担重点项目：请填写：承担重点项目"
    asked = enrolling("enterprise", key_project=False)
    assert city.why("enterprise_features", *asked, within="round", reason="r") == said
    asked = enrolling("enterprise", public_service=False)
    assert "请填写：有公共服务职能" in city.why("enterprise_features", *asked, within="round", reason="r")
    assert city.why("enterprise_features", *enrolling("enterprise"), within="round", reason="r") == ""
