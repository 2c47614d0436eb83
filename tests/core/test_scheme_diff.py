"""Two regulations side by side: what is new, gone or said otherwise, and where the local one asks less."""

from datetime import date

import pytest

from xuncha.core.review.diff import Difference, differences
from xuncha.core.review.looser import Looser, looser
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar, scheme_text

ID = "yiwu-2015"
BASE = read_scheme(base_text(), "base")
TEXT = scheme_text(ID)
ABOVE = read_scheme(TEXT, ID).over(BASE)


def changed(*changes: tuple[str, str]) -> Scheme:
    """The same regulation with some words of its file changed."""
    text = TEXT
    for was, now in changes:
        assert was in text
        text = text.replace(was, now, 1)
    return read_scheme(text, ID).over(BASE)


def only(found: tuple[Difference, ...]) -> Difference:
    [one] = found
    return one


def lines(one: Difference) -> list[str]:
    return [f"{aspect.name.zh}：{aspect.before.zh} → {aspect.after.zh}" for aspect in one.aspects]


NOTICE = 'done_by = "document.published"\nwhere = { kind = "notice" }'
PERIOD = ('within = "P3WD"', 'within = "P5WD"')


def test_the_same_regulation_differs_nowhere() -> None:
    assert differences(ABOVE, ABOVE) == ()
    assert looser(ABOVE, ABOVE, calendar(), date(2015, 1, 1)) == ()


def test_a_changed_period_is_said_in_words_with_its_clause() -> None:
    one = only(differences(ABOVE, changed(PERIOD)))
    assert (one.kind, one.state, one.before, one.cites[0]) == (
        "duty",
        "changed",
        "publish_notice",
        "yiwu-11-32",
    )
    assert lines(one) == ["期限：3个工作日内 → 5个工作日内"]


def test_a_rule_of_another_name_is_known_by_what_it_asks() -> None:
    one = only(differences(ABOVE, changed(('id = "publish_notice"', 'id = "make_notice_known"'), PERIOD)))
    assert (one.state, one.before, one.after) == ("changed", "publish_notice", "make_notice_known")


def test_what_is_new_and_what_is_gone_are_told_apart() -> None:
    start = TEXT.index('[[duty]]\nid = "publication_report"')
    shorter = read_scheme(TEXT[:start] + TEXT[TEXT.index("[[", start + 2) :], ID).over(BASE)
    assert only(differences(ABOVE, shorter)).state == "removed"
    assert only(differences(shorter, ABOVE)).state == "added"
    [gone] = looser(ABOVE, shorter, calendar(), date(2015, 1, 1))
    assert (gone.above, gone.local, gone.cites_above) == ("publication_report", "", ("yiwu-11-33",))
    assert looser(shorter, ABOVE, calendar(), date(2015, 1, 1)) == ()


def less(*changes: tuple[str, str]) -> list[str]:
    found: tuple[Looser, ...] = looser(ABOVE, changed(*changes), calendar(), date(2015, 1, 1))
    return [f"{one.local}：{one.what.zh}" for one in found]


@pytest.mark.parametrize("period", ["P5WD", "P5D", "P1W", "P1M"])
def test_a_later_day_is_less_than_the_regulation_above_asks(period: str) -> None:
    [said] = less(('within = "P3WD"', f'within = "{period}"'))
    assert said.startswith("publish_notice：期限比上级宽：3个工作日内 → ")


@pytest.mark.parametrize("period", ["P2WD", "P1D"])
def test_an_earlier_day_is_not(period: str) -> None:
    assert less(('within = "P3WD"', f'within = "{period}"')) == []


def test_no_day_at_all_is_less() -> None:
    assert less(('within = "P3WD"', 'undated = "及时"')) == [
        "publish_notice：期限比上级宽：3个工作日内 → 及时"
    ]


def test_a_guard_that_only_points_out_is_weaker() -> None:
    assert less(('strength = "reason"', 'strength = "show"')) == [
        "non_leading：把关比上级松：不符合的写明理由才能办 → 只作提示"
    ]


def test_a_condition_left_out_is_less_and_one_more_is_not() -> None:
    was = 'needs = [{ count_between = { what = "signed_by", min = 2 } }]'
    more = 'needs = [{ count_between = { what = "signed_by", min = 2 } }, { filled = { fields = ["signed_by"] } }]'
    assert less((was, 'needs = [{ filled = { fields = ["signed_by"] } }]')) == [
        "signed_by_both：少了上级要求的条件，或者多了例外"
    ]
    assert less((was, more)) == []
