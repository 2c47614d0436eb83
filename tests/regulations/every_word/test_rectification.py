"""Article 8: the earlier of two starts, a month; sent back and done again; struck off and reopened."""

from __future__ import annotations

from tests.regulations.every_word.town import City, opened
from tests.regulations.office import Owed


def found(by: str = "team/head") -> City:
    return opened().at("2026-09-14").find(by)


def test_a_month_runs_from_the_units_own_plan_where_that_comes_first() -> None:
    """The unit found it itself, and nobody fed it back yet."""
    city = found("town/principal").plan()
    assert city.owed("rectify") == [Owed("town", "2026-10-14", "office")]


def test_a_month_runs_from_the_feedback_where_that_comes_first_and_a_later_plan_changes_nothing() -> None:
    city = found().feed_back().at("2026-09-21").plan()
    assert city.owed("rectify") == [Owed("town", "2026-10-14", "office")]


def test_what_happened_earlier_and_is_entered_later_brings_the_day_forward() -> None:
    """Fed back on the 21st; the plan of Wednesday the 16th is entered afterwards."""
    city = found().at("2026-09-21").feed_back()
    assert city.owed("rectify") == [Owed("town", "2026-10-21", "office")]
    fields = {"responsible_post": "副镇长", "measures": [{"what": "补发补贴"}]}
    city.do(
        "town/principal", "rectification.planned", fields, subject="finding", occurred_on=day("2026-09-16")
    )
    assert city.owed("rectify") == [Owed("town", "2026-10-16", "office")]
    assert len(city.duties("rectify")) == 1


def day(text: str):  # type: ignore[no-untyped-def]
    from datetime import date

    return date.fromisoformat(text)


def reported() -> City:
    return found().feed_back().plan().at("2026-10-12").rectified()


def test_it_is_done_once_it_is_reported() -> None:
    assert reported().owed("rectify") == []


def test_what_is_sent_back_says_what_is_missing_and_by_when_and_is_owed_again() -> None:
    city = reported()
    back = ("sent_back_with_a_day", "office/clerk", "work.returned")
    assert (
        city.why(*back, {"missing": "两户没有补"}, subject="finding")
        == "ew-8-2 退回重办写明何时办完：请填写：期限"
    )
    fields = {"missing": "两户没有补", "due": "2026-10-30"}
    assert city.why(*back, fields, subject="finding") == ""
    city.do("office/clerk", "work.returned", fields, subject="finding")
    assert city.owed("rectify") == [Owed("town", "2026-10-30", "office")]
    city.do("town/principal", "rectification.reported", {"result": "都补了"}, subject="finding")
    assert city.owed("rectify") == []


VERIFY = {"stage": "close_out", "passed": True, "seen_on": "2026-10-12", "text": "看过账"}


def test_the_office_verifies() -> None:
    city = reported()
    verify = ("verified_by_office", "rectification.verified")
    assert city.why(verify[0], "office/clerk", verify[1], VERIFY, subject="finding") == ""
    said = city.why(verify[0], "team/head", verify[1], VERIFY, subject="finding")
    assert said == "ew-8-3 整改由核办核验：这件事由核办办理"


def test_what_comes_back_is_reopened_and_put_right_again_within_fifteen_days() -> None:
    city = reported()
    city.do("office/clerk", "rectification.verified", VERIFY, subject="finding")
    city.do("office/clerk", "evidence.added", {"file": "发放表", "dated": "2026-10-12"}, subject="finding")
    city.do("office/clerk", "finding.closed", {}, subject="finding")
    city.at("2026-11-02").do("office/clerk", "finding.reopened", {"text": "又少发"}, subject="finding")
    assert city.owed("rectify_again") == [Owed("town", "2026-11-17", "office")]
    assert city.rectified().owed("rectify_again") == []
