"""Article 30: what the unit provides while the team is there."""

import pytest

from tests.regulations.yiwu.city import City, new_city

clause = pytest.mark.clause


def at_the_gate() -> City:
    return (
        new_city()
        .open_round()
        .enrol()
        .plan()
        .form_team()
        .declare()
        .authorise()
        .prepare()
        .receive_notice()
        .announce()
    )


@pytest.mark.parametrize(
    "provided",
    [
        "office_space",
        "meals",
    ],
)
def test_what_the_unit_provides_is_ticked_at_entry(provided: str) -> None:
    city = at_the_gate()
    fields = {"place": "镇政府", "provided": [provided], "text": "标准内"}
    city.do("team/head", "inspection.started", fields, subject="inspection")
    assert city.held("inspection", "inspection.started")["provided"] == [provided]


def test_nothing_beyond_the_list_can_be_ticked() -> None:
    fields = {"place": "镇政府", "provided": ["banquet"]}
    assert at_the_gate().faults("team/head", "inspection.started", fields, subject="inspection") == {
        "provided": "没有这个选项，可选：办公场所和工作条件、标准内工作用餐"
    }
