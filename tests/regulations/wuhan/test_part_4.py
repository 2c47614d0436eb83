"""Part 4: eight fields of problems."""

import pytest

from tests.regulations.wuhan.city import PROBLEM, entered, scheme

clause = pytest.mark.clause

FIELDS = scheme().lists["fields"].values

CITED = [
    pytest.param(value.code, marks=clause(value.cite[0], effect="recorded-core"), id=value.code)
    for value in FIELDS.values()
    if value.cite
]


@pytest.mark.parametrize("field", CITED)
def test_a_problem_stands_in_a_field_of_the_plan(field: str) -> None:
    more = {"since": "2013-05-01"} if field == "field1_unrestrained" else {}
    more |= {"other_field": "电梯加装推诿"} if field == "field8" else {}
    assert entered().find(fields=[field], **more).held("found")["fields"] == [field]


def test_there_are_eight_fields() -> None:
    top = {value.under or value.code for value in FIELDS.values()}
    assert sorted(top) == [f"field{n}" for n in range(1, 9)]


@clause("wuhan-4-2", effect="recorded-core")
def test_every_problem_names_a_field_and_its_source() -> None:
    bare = {name: value for name, value in PROBLEM.items() if name not in ("fields", "source")}
    asked = ("team1/staff", "finding.recorded", bare)
    city = entered()
    assert set(city.faults(*asked, within="inspection")) == {"fields", "source"}
    held = city.find(fields=["field6_unfiled"], source="paper").held("found")
    assert (held["fields"], held["source"]) == (["field6_unfiled"], "paper")


@clause("wuhan-4-5", effect="recorded-core")
def test_conduct_that_went_on_after_the_congress_has_its_date() -> None:
    city = entered()
    fields = PROBLEM | {"fields": ["field1_unrestrained"], "source": "check"}
    asked = ("team1/staff", "finding.recorded", fields)
    said = "wuhan-4-5 十八大以后仍不收手的，写明从何时起：请填写：从何时起"
    assert city.why("unrestrained_since", *asked, within="inspection") == said
    dated = ("team1/staff", "finding.recorded", fields | {"since": "2013-05-01"})
    assert city.why("unrestrained_since", *dated, within="inspection") == ""
    held = city.find(fields=["field1_unrestrained"], since="2013-05-01").held("found")
    assert (held["fields"], held["since"]) == (["field1_unrestrained"], "2013-05-01")


@clause("wuhan-4-50", effect="recorded-core")
def test_another_pronounced_problem_is_named() -> None:
    city = entered()
    fields = PROBLEM | {"fields": ["field8"], "source": "check"}
    asked = ("team1/staff", "finding.recorded", fields)
    said = "wuhan-4-50 其他突出问题要写明是什么：请填写：其他突出问题是什么"
    assert city.why("other_field_named", *asked, within="inspection") == said
    named = ("team1/staff", "finding.recorded", fields | {"other_field": "电梯加装推诿"})
    assert city.why("other_field_named", *named, within="inspection") == ""
    held = city.find(fields=["field8"], other_field="电梯加装推诿").held("found")
    assert (held["fields"], held["other_field"]) == (["field8"], "电梯加装推诿")


@clause("wuhan-4-48", effect="recorded-core")
@clause("wuhan-4-49", effect="recorded-core")
def test_field_seven_records_a_failing_of_the_authority_and_nobody_who_asks() -> None:
    city = entered().find(fields=["field7_demands", "field7_unlawful"], text="合理诉求三年没有解决")
    held = city.held("found")
    assert held["fields"] == ["field7_demands", "field7_unlawful"]
    assert "persons" not in held
    names = {name: form for form in scheme().forms if form.act == "finding.recorded" for name in form.fields}
    assert not {"petitioner", "reporter", "caller"} & set(names)
