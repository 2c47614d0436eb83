"""Part two: ten fields of problems, each with its signs."""

import pytest

from tests.regulations.wuqing.city import TEN, enrolled, scheme

clause = pytest.mark.clause

VALUES = [
    pytest.param(
        code,
        marks=[clause(row, effect="recorded-core") for row in value.cite if row != "wuqing-2-8-3"],
        id=code,
    )
    for code, value in scheme().lists["fields"].values.items()
]


@pytest.mark.parametrize("code", VALUES)
def test_a_problem_is_put_under_a_field_or_a_sign_of_it(code: str) -> None:
    city = enrolled().find(fields=[code])
    assert city.held("finding")["fields"] == [code]
    value = scheme().value("fields", code)
    assert value is not None
    assert (value.under or code) in TEN


def test_there_are_ten_fields_in_the_order_of_the_text() -> None:
    heads = [code for code, value in scheme().lists["fields"].values.items() if not value.under]
    assert heads == TEN


def test_every_row_of_the_ten_fields_is_a_value() -> None:
    cited = {row for value in scheme().lists["fields"].values.values() for row in value.cite}
    assert len(cited) == 94


def test_a_field_that_is_not_on_the_list_is_refused_and_none_at_all_as_well() -> None:
    city = enrolled()
    fields = {"title": "t", "source": "self_check", "text": "x"}
    asked = ("town/clerk", "finding.recorded")
    assert "fields" in city.faults(*asked, fields, within="inspection")
    assert "fields" in city.faults(*asked, fields | {"fields": ["field11"]}, within="inspection")


def test_a_sign_is_a_described_act_with_matter_and_days() -> None:
    city = enrolled().find(
        fields=["field10_late"], matter="财政预算公开", required_by="2017-02-20", done_in_fact="2017-03-15"
    )
    held = city.held("finding")
    assert (held["matter"], held["required_by"], held["done_in_fact"]) == (
        "财政预算公开",
        "2017-02-20",
        "2017-03-15",
    )
    assert "text" in city.faults(
        "town/clerk",
        "finding.recorded",
        {"title": "t", "fields": ["field1"], "source": "self_check"},
        within="inspection",
    )
