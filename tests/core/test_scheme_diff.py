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


def notice(*changes: tuple[str, str]) -> list[str]:
    """What is said where the duty to publish the notice says something else."""
    at = TEXT.index('id = "publish_notice"')
    end = TEXT.index("[[duty]]", at)
    rule = TEXT[at:end]
    for was, now in changes:
        assert was in rule
        rule = rule.replace(was, now, 1)
    local = read_scheme(TEXT[:at] + rule + TEXT[end:], ID).over(BASE)
    return [one.what.zh for one in looser(ABOVE, local, calendar(), date(2015, 1, 1))]


def compared(above: str, local: str) -> list[str]:
    """What is said of two ways of giving the day of one duty."""
    was = 'within = "P3WD"'
    found = looser(changed((was, above)), changed((was, local)), calendar(), date(2015, 1, 1))
    return [f"{'' if one.is_sure else '? '}{one.what.zh}" for one in found]


@pytest.mark.parametrize(
    ("above", "local"),
    [
        ('within = "PT24H"', 'within = "PT72H"'),
        ('within = "PT24H"', 'within = "P3D"'),
        ('by = "03-late"', 'by = "12-31"'),
        ('by = "03-late"', ""),
        ('within = "PT24H"', ""),
        ('every = "week"', 'every = "month"'),
        ('every = "month day 20"', 'every = "month"'),
        ('before_date = "held_on"\nlead = "P5D"', 'before_date = "held_on"\nlead = "P2D"'),
        ('set_by = "office"', 'undated = "及时"'),
    ],
)
def test_periods_of_every_kind_are_compared_with_their_own(above: str, local: str) -> None:
    assert any(one.startswith("期限比上级宽：") for one in compared(above, local))
    assert not any(one.startswith("期限比上级宽：") for one in compared(local, above))


@pytest.mark.parametrize("local", ['by = "03-late"', 'every = "week"', 'set_by = "office"'])
def test_a_day_found_in_another_way_is_named_as_changed(local: str) -> None:
    [one] = compared('within = "P3WD"', local)
    assert one.startswith("? 期限的算法与上级不同，请看是不是更宽：3个工作日内 → ")


def test_a_condition_or_an_exception_added_to_a_duty_is_less() -> None:
    was = 'within = "P3WD"'
    assert notice((was, f"{was}\nunless = [{{ evidence_held = {{ at_least = 1 }} }}]"))[0].startswith(
        "比上级多了例外："
    )
    if_ = 'if = [{ first_receipt = { roles = ["unit"] } }'
    assert notice((if_, f"{if_}, {{ evidence_held = {{ at_least = 1 }} }}"))[0].startswith(
        "比上级多了前提，少欠："
    )
    assert notice((f"{if_}]\n", "")) == []


def test_another_owner_and_another_way_of_discharging_it_are_named() -> None:
    assert notice(('owner = "unit"', 'owner = "role:team"')) == [
        "承办的与上级不同，请看是不是更宽：被巡查单位 → 巡查组"
    ]
    [other] = notice(('done_by = "document.published"', 'done_by = "document.issued"'))
    assert other.startswith("办结的办法与上级不同：公布 → ")
    assert notice(('where = { kind = "notice" }\n', "")) == ["办结的要求比上级少"]
    assert notice(('after = ["document.received", "document.delivered"]', 'after = ["document.received"]'))[
        0
    ].startswith("产生这一项的事比上级少：")
