"""What an issued paper carries: the matters it names, in the columns it prints, as they were that day and no more."""

from typing import Any

import pytest

from tests.regulations.yiwu.city import City, entered, fed_back, reported
from xuncha.core.readers.carried import TO_UNITS, matters_of
from xuncha.core.record.fold import CARRIED

HANDLING: dict[str, Any] = {
    "strongly_voiced": "多人反映",
    "plainly_wrong": "补贴办法第六条",
    "soon_solvable": "账户没有问题",
    "proposal": "十日内补发",
}


def advised(*items: str) -> City:
    """Advice to the town, approved by the office, that names these things."""
    city = entered().complain().lead().find()
    city.draft("handling_advice", items=[f"@{one}" for one in items], **HANDLING).sign("handling_advice")
    city.approve("handling_advice", "handling_advice")
    return city.again()


def released() -> City:
    """The problem was passed to the liaison office on a paper that lists it."""
    city = entered().find()
    city.draft("liaison_release", items=["@finding"])
    city.do("team/head", "document.issued", {"to": ["@liaison"]}, subject="liaison_release")
    return city


def test_a_paper_carries_what_its_table_prints_of_a_problem_and_no_more() -> None:
    [told] = matters_of(released().subject("liaison_release"))
    assert (told.kind, told.title) == ("finding", "惠农补贴滞留")
    assert told.facts == {"text": "三项资金滞留七个月", "advice": "全部补发"}, (
        "not how it was found, nor in which field"
    )
    assert told.code == "", "the kind of a problem is its source"


def test_it_stays_as_it_was_when_the_problem_is_amended_later() -> None:
    city = released()
    city.do(
        "team/member", "finding.amended", {"text": "改过的情况", "title": "改过的题目"}, subject="finding"
    )
    [told] = matters_of(city.subject("liaison_release"))
    assert (told.title, told.facts["text"]) == ("惠农补贴滞留", "三项资金滞留七个月")


def test_what_goes_to_a_further_addressee_is_the_same_paper() -> None:
    city = released()
    before = city.subject("liaison_release").facts[CARRIED]
    city.do("team/member", "finding.amended", {"text": "改过的情况"}, subject="finding")
    city.do("team/head", "document.issued", {"to": ["@liaison"]}, subject="liaison_release")
    assert city.subject("liaison_release").facts[CARRIED] == before


def test_the_matters_themselves_are_opened_to_nobody_by_it() -> None:
    city = released()
    assert city.keys["liaison"] in city.subject("liaison_release").readers
    assert city.keys["liaison"] not in city.subject("finding").readers


@pytest.mark.parametrize("sealed", ["complaint", "clue"])
def test_no_paper_carries_a_letter_or_a_clue_by_name_number_or_count(sealed: str) -> None:
    city = entered().complain().lead().find()
    city.draft("information_letter", items=["@finding", f"@{sealed}"], text="情况").sign("information_letter")
    city.do("team/head", "document.issued", {"to": ["@leaders"]}, subject="information_letter")
    told = city.subject("information_letter").facts[CARRIED]
    assert [one["title"] for one in told] == ["惠农补贴滞留"]
    assert str(city.keys[sealed]) not in str(told)


def test_a_paper_to_a_unit_that_names_a_letter_is_refused() -> None:
    said = advised("finding", "complaint").why(
        "kept_from_those_concerned",
        "team/head",
        "document.issued",
        {"to": ["@town"]},
        subject="handling_advice",
    )
    assert said == (
        "base-13 信访件、线索和调查不送所反映的单位或者机构：信访件、线索和调查不能交给所反映的单位或者机构"
    )


def test_a_matter_that_no_table_lists_is_carried_by_its_name_alone() -> None:
    city = advised("finding")
    city.do("team/head", "document.issued", {"to": ["@town"]}, subject="handling_advice")
    [told] = matters_of(city.subject("handling_advice"))
    assert (told.title, dict(told.facts)) == ("惠农补贴滞留", {})


def test_a_draft_carries_nothing_and_a_paper_that_names_nothing_neither() -> None:
    city = advised("finding")
    assert CARRIED not in city.subject("handling_advice").facts
    assert CARRIED not in city.subject("notice").facts, "issued, and it names nothing"


def test_a_unit_is_told_of_no_check_and_no_meeting_by_a_paper() -> None:
    assert {"check", "meeting", "request", "complaint", "clue", "referral"}.isdisjoint(TO_UNITS)


def test_a_decision_that_is_passed_on_is_named_by_its_day_question_and_paper() -> None:
    city = reported()
    made = {"question": "round", "conclusion": "同意", "number": "巡领〔2015〕3号"}
    decision = city.do("group", "decision.made", made, subject="round")
    passed_on = {"decision": str(decision.id), "text": "请照办"}
    city.do(
        "office/clerk",
        "document.drafted",
        {"kind": "decision_notice", **passed_on},
        within="round",
        name="paper",
    )
    city.do("office/clerk", "document.issued", {"to": ["@team"]}, subject="paper")
    [told] = matters_of(city.subject("paper"))
    assert told.kind == "decision"
    assert told.title.endswith("日 开展本轮巡查（巡领〔2015〕3号）")


def test_the_feedback_of_a_unit_carries_its_problems_as_any_paper_does() -> None:
    [told] = matters_of(fed_back().subject("feedback"))
    assert told.facts["advice"] == "全部补发"
