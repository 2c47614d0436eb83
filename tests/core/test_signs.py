"""Signs of a regulation: how they are written, what stands in a matter once something was said, and since when it waits too long."""

from datetime import date

import pytest

from tests.core.demo_scheme import DEMO, changed, faults
from tests.regulations.hongshan.district import running, scheme
from xuncha.core.office.signs import noticed_from, said_in, still_so, told_in, words_and_kinds
from xuncha.core.scheme.rules import Sign
from xuncha.shipped import calendar


def sign(name: str) -> Sign:
    [view] = [one for one in scheme().views if one.page == "warning_view"]
    return view.signs[name]


def test_each_sign_cites_its_clause_and_says_who_judges() -> None:
    [view] = [one for one in scheme().views if one.page == "warning_view"]
    assert {cite for one in view.signs.values() for cite in one.cite} >= {
        "hongshan-6-1-6",
        "hongshan-6-1-7",
        "hongshan-6-1-8",
    }
    assert [one.id for one in view.signs.values() if not one.judged_by] == []


def test_what_an_act_said_stands_alone_or_among_others() -> None:
    assert said_in({"kinds": "account"}) == ({"kinds": "account"}, {"kinds": ["account"]})
    assert said_in({}) == ({},)
    assert told_in(["accountability.decided:x"], {"pursue": True})[1] == {
        "accountability.decided": [{"pursue": True}]
    }


def test_a_class_holds_until_the_matter_is_classed_anew() -> None:
    assert still_so("matter.classified", {"scale": "accountability", "value": "listed"}) == (
        {"classes": {"accountability": "listed"}},
    )
    assert still_so("inquiry.reviewed", {"fits": False}) == ({},)


def test_the_kind_a_matter_was_opened_as_is_no_word_of_a_later_act() -> None:
    assert words_and_kinds(sign("unfiled")) == ({}, ("unit",))


@pytest.mark.parametrize(
    ("name", "today", "last"),
    [
        ("listed", "2015-07-02", "2015-06-01"),  # a month from 1 June ends on 1 July
        ("unfiled", "2015-06-16", "2015-06-01"),  # ten working days from Monday 1 June end on Monday the 15th
        ("reviewed", "2015-06-01", "2015-06-01"),
    ],
)
def test_a_sign_is_one_once_its_time_is_over(name: str, today: str, last: str) -> None:
    found = noticed_from(
        sign(name), scheme(), running().subject("round"), date.fromisoformat(today), calendar()
    )
    assert found.isoformat() == last


SOUND = """
[view.signs.late]
zh = "没有核验"
en = "Not verified"
after = "finding.fed_back"
within = "P1M"
done_by = "rectification.verified"
judged_by = "finding.closed"
"""
PAGE = 'page = "check_ledger"'


def with_sign(old: str = "", new: str = "", page: str = 'page = "warning_view"') -> str:
    """The small regulation with a view that has a sign, and in the sign something else."""
    assert old in SOUND
    return changed(PAGE, page) + SOUND.replace(old, new, 1)


def test_a_sign_that_can_be_noticed_and_judged_has_no_fault() -> None:
    assert faults(with_sign()) == ()


FAULTS = [
    ('after = "finding.fed_back"', 'after = "finding.fed_bak"', "unknown act 'finding.fed_bak'"),
    ('after = "finding.fed_back"\n', "", "has neither or both of after and owed"),
    ('after = "finding.fed_back"', 'owed = ["rectifi"]', "unknown duty 'rectifi'"),
    ('judged_by = "finding.closed"\n', "", "has no judged_by"),
    ('within = "P1M"', 'within = "1M"', "within '1M' cannot be read"),
    ('within = "P1M"', 'within = "PT24H"', "within 'PT24H' cannot be read"),
    ('within = "P1M"', 'within = "setting:x"', "unknown setting 'x'"),
    ('zh = "没有核验"\n', "", "has no zh or en"),
    ('within = "P1M"', 'within = "P1M"\nof = { kond = "x" }', "unknown field 'kond'"),
    ('within = "P1M"', 'within = "P1M"\nunlike = { register = "x" }', "unlike is not complete"),
    ('within = "P1M"', 'withinn = "P1M"', "unknown key 'withinn'"),
    ('within = "P1M"', "within = 3", "not the kind of value"),
]


@pytest.mark.parametrize(("old", "new", "wrong"), FAULTS)
def test_each_fault_of_a_sign_is_named(old: str, new: str, wrong: str) -> None:
    assert [one.wrong for one in faults(with_sign(old, new)) if wrong in one.wrong] != []


def test_signs_stand_on_their_page_alone() -> None:
    [fault] = faults(with_sign(page=PAGE))
    assert "shows no signs" in fault.wrong


def test_the_guides_regulation_names_no_signs() -> None:
    assert "signs" not in DEMO
