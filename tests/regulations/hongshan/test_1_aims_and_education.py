"""Preamble, parts one and two (1) and (2): fields of problems, education, the three public expenses."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.hongshan.district import District, new_district, running, scheme
from tests.regulations.office import Owed

clause = pytest.mark.clause


def case(row: str, *values: Any, effect: str = "recorded-core") -> Any:
    """A row of a table of clauses: the case carries just its clause."""
    return pytest.param(*values, marks=clause(f"hongshan-{row}", effect=effect), id=row)


SHOWN = [
    case(row, page, f"hongshan-{row}", effect="shown-core")
    for page, rows in {
        "scheme_page": ("0-2", "1-11", "1-12", "1-13", "1-14", "5-0-1", "5-3-7"),
        "figures": ("1-2", "1-3", "1-4", "1-5", "4-0-1"),
        "calendar": ("2-3-1",),
        "public_page": ("2-4-5", "3-0-2"),
        "trend": ("2-6-11",),
        "complaint_register": ("3-0-3", "3-0-4"),
        "org_chart": ("3-2-1",),
        "undertaking_board": ("5-1-8",),
    }.items()
    for row in rows
]


@pytest.mark.parametrize(("page", "row"), SHOWN)
def test_a_clause_that_is_shown_has_its_page(page: str, row: str) -> None:
    assert [view.page for view in scheme().views if row in view.cite] == [page]


def test_the_mechanism_has_no_phase_and_no_end() -> None:
    assert scheme().phases == {}
    assert "ends_on" not in running().held("round")


FIELDS = [
    case("1-6", ["four_winds"]), case("1-7", ["not_solid"]), case("1-8", ["no_effect"]), case("1-9", ["lax"]),
    case("1-10", ["slack", "mediocre", "lazy", "loose", "lavish"]),
]  # fmt: skip


@pytest.mark.parametrize("fields", FIELDS)
def test_a_problem_is_entered_under_its_field(fields: list[str]) -> None:
    assert running().find(fields=fields).held("finding")["fields"] == fields


def test_no_other_field_is_known() -> None:
    city = running()
    wrong = {"title": "窗口空岗", "fields": ["weather"], "source": "visit", "text": "无人"}
    assert list(city.faults("office/clerk", "finding.recorded", wrong, within="parks_in")) == ["fields"]


# ---------------------------------------------------------------------------- 二（一） education


YEARLY = [
    case("2-1-1", "fix_theme", "decision.made", {"question": "theme", "conclusion": "转作风"}, effect="tracked"),
    case("2-1-2", "name_carrier", "entry.registered", {"register": "carriers", "title": "作风大家谈"}, effect="tracked"),
    case("2-1-3", "work_up_examples", "entry.registered",
         {"register": "examples", "title": "年度典型", "examples": [{"text": "青石社区"}]}, effect="tracked"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "act", "fields"), YEARLY)
def test_theme_carrier_and_examples_are_owed_each_year(rule: str, act: str, fields: dict[str, Any]) -> None:
    city = running().tick(rule, "2015")
    assert city.owed(rule) == [Owed("office", "2015-12-31")]
    other = {"register": "festivals", "title": "端午", "day": "2015-06-20"}
    city.do("office/clerk", "entry.registered", other, within="round")
    assert len(city.owed(rule)) == 1, "something else was entered"
    where = {"subject": "round"} if act == "decision.made" else {"within": "round"}
    city.do("office/clerk", act, fields, **where)
    assert city.owed(rule) == []


@clause("hongshan-2-1-3", effect="tracked")
def test_a_register_without_an_example_is_no_batch() -> None:
    city = running().tick("work_up_examples", "2015")
    city.do("office/clerk", "entry.registered", {"register": "examples", "title": "年度典型"}, within="round")
    assert len(city.owed("work_up_examples")) == 1


EDUCATION = [
    case("2-1-4", "session"), case("2-1-15", "site_visit"), case("2-1-16", "case_tour"),
    case("2-1-17", "negative_example"),
]  # fmt: skip


@pytest.mark.parametrize("way", EDUCATION)
def test_a_session_is_entered_with_its_way_and_who_was_there(way: str) -> None:
    city = running()
    fields = {"kind": "education", "at": "2015-06-01", "way": way, "present": ["@方竹青"], "items": [{"text": "学习"}],
              "posts": "窗口岗位"}  # fmt: skip
    city.do("office/clerk", "meeting.held", fields, within="round", name="session")
    assert (city.held("session")["way"], city.held("session")["posts"]) == (way, "窗口岗位")
    assert list(city.faults("office/clerk", "meeting.held", fields | {"way": ""}, within="round")) == ["way"]


def remind(city: District, node: str, **where: Any) -> District:
    fields = {"kind": "reminder", "on": city.today, "node": node, "ways": ["advance"]}
    city.do("discipline/clerk" if where.pop("by", "") else "office/clerk", "activity.logged", fields, **where)
    return city


@clause("hongshan-2-1-5", effect="tracked")
def test_a_festival_that_is_registered_is_preceded_by_a_reminder() -> None:
    city = running()
    day = {"register": "festivals", "title": "端午节", "day": "2015-06-20"}
    city.do("office/clerk", "entry.registered", day, within="round", name="festival")
    # The Dragon Boat Festival of 2015 was on Saturday 20 June: due the day before, whatever day that is.
    assert city.owed("remind_at_festival") == [Owed("discipline", "2015-06-19", "office")]
    fields = {"kind": "reminder", "on": "2015-06-01", "ways": ["advance"]}
    city.do("discipline/clerk", "activity.logged", fields | {"node": "promotion"}, subject="discipline")
    assert len(city.owed("remind_at_festival")) == 1, "another occasion"
    city.do("discipline/clerk", "activity.logged", fields | {"node": "festival"}, subject="discipline")
    assert city.owed("remind_at_festival") == []


def posted(how: str) -> District:
    city = running()
    fields = {"post": "副局长", "how": how, "from_on": "2015-06-15"}
    city.do("office/clerk", "person.posted", fields, subject="严明礼")
    return city


@clause("hongshan-2-1-6", effect="tracked")
def test_who_is_promoted_is_reminded() -> None:
    assert posted("rotated").owed("remind_promoted") == []
    city = posted("promoted")
    assert city.owed("remind_promoted") == [Owed("discipline", "未定", "office")]
    assert remind(city, "family_event", subject="严明礼").owed("remind_promoted") != []
    assert remind(city, "promotion", subject="何其安").owed("remind_promoted") != [], "somebody else"
    assert remind(city, "promotion", subject="严明礼").owed("remind_promoted") == []


DECLARED = [
    case("2-1-7", "remind_abroad", "training_abroad", effect="tracked"),
    case("2-1-8", "remind_family_event", "family_event", effect="tracked"),
]


@pytest.mark.parametrize(("rule", "kind"), DECLARED)
def test_who_declares_a_journey_or_a_family_event_is_reminded(rule: str, kind: str) -> None:
    city = running()
    fields = {"kind": kind, "on": "2015-07-01", "text": "按规定报告"}
    city.do("parks/clerk", "person.declared", fields, subject="严明礼")
    assert city.owed(rule) == [Owed("discipline", "未定")]
    assert remind(city, "promotion", subject="严明礼").owed(rule) != []
    assert remind(city, kind, subject="严明礼").owed(rule) == []


WAYS = [
    case("2-1-9", "advance"),
    case("2-1-10", "visits"),
    case("2-1-11", "inquiry_talk"),
    case("2-1-12", "cases"),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_reminder_says_by_which_way(way: str) -> None:
    city = running()
    fields = {
        "kind": "reminder",
        "on": "2015-06-01",
        "node": "promotion",
        "ways": [way],
        "case_number": "洪纪〔2015〕3号",
    }
    city.do("discipline/clerk", "activity.logged", fields, subject="严明礼")
    assert city.held("严明礼", "activity.logged")["ways"] == [way]


BEFORE_OFFICE = [
    case("2-1-13", "talk_before_office", {"kind": "integrity_talk"}, {"kind": "office_test", "result": "合格"}, effect="tracked"),
    case("2-1-14", "test_before_office", {"kind": "office_test", "result": "合格"}, {"kind": "integrity_talk"}, effect="tracked"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "fields", "other"), BEFORE_OFFICE)
def test_talk_and_test_come_before_office_is_taken(
    rule: str, fields: dict[str, Any], other: dict[str, Any]
) -> None:
    for how in ("appointed", "promoted"):
        city = posted(how)
        assert city.owed(rule) == [Owed("discipline", "2015-06-14", "office")], (
            "a Sunday stays: later would be too late"
        )
        city.do("discipline/clerk", "activity.logged", other | {"on": "2015-06-01"}, subject="严明礼")
        assert len(city.owed(rule)) == 1
        city.do("discipline/clerk", "activity.logged", fields | {"on": "2015-06-01"}, subject="严明礼")
        assert city.owed(rule) == []
    assert posted("moved").owed(rule) == []


@clause("hongshan-2-1-14", effect="tracked")
def test_a_test_without_its_result_is_none() -> None:
    fields = {"kind": "office_test", "on": "2015-06-01"}
    assert list(
        posted("appointed").faults("discipline/clerk", "activity.logged", fields, subject="严明礼")
    ) == ["result"]


# ---------------------------------------------------------------------------- 二（二） the three public expenses


EXPENSES = [
    case("2-2-3", "reception"), case("2-2-4", "abroad"), case("2-2-5", "cars"), case("2-2-6", "meetings"),
    case("2-2-7", "travel"),
]  # fmt: skip


@pytest.mark.parametrize("expense", EXPENSES)
def test_daily_supervision_says_which_spending_it_looked_at(expense: str) -> None:
    city = running()
    fields = {"method": "daily_check", "staff": ["@杜若溪"], "expenses": [expense], "content": "票据相符"}
    city.do("parks/clerk", "check.recorded", fields, within="parks_in", name="check")
    assert city.held("check")["expenses"] == [expense]


@clause("hongshan-2-2-8", effect="recorded-core")
def test_an_audit_report_is_entered_by_its_number_and_unit() -> None:
    city = running()
    fields = {
        "register": "audit_reports",
        "title": "2014年“三公”审计",
        "number": "洪审〔2015〕6号",
        "about_unit": "@parks",
    }
    city.do("office/clerk", "entry.registered", fields, within="round", name="audit")
    assert (city.held("audit")["number"], city.held("audit")["about_unit"]) == (
        "洪审〔2015〕6号",
        str(city.keys["parks"]),
    )


@clause("hongshan-2-2-9", effect="tracked")
@pytest.mark.parametrize("use", ["audit_use", "none"])
def test_what_an_audit_found_is_put_to_use_or_not_with_a_reason(use: str) -> None:
    assert running().find("visit").owed("use_audit_finding") == []
    city = running().find("audit")
    assert city.owed("use_audit_finding") == [Owed("office", "未定")]
    used = ("office/clerk", "result.used")
    city.do(*used, {"use": "appraisal", "extract": "计分", "about": "@finding"}, subject="parks_in")
    assert len(city.owed("use_audit_finding")) == 1, "another use"
    city.do(*used, {"use": use, "extract": "压减接待预算", "about": "@finding"}, subject="parks_in")
    assert city.owed("use_audit_finding") == []


def test_nothing_begins_before_the_mechanism_is_opened() -> None:
    city = new_district()
    assert city.play.duties() == ()
    city.play.on(date(2015, 6, 2))
    assert city.begin().held("round")["kind"] == "standing"
