"""A record held against another regulation: who would have been late under it."""

from dataclasses import replace
from datetime import date

from tests.regulations.yiwu.city import City, entered, scheme
from xuncha.core.review.under_another import by_owner, held_against
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import calendar

TODAY = date(2016, 6, 1)


def stricter(**within: str) -> Scheme:
    """The same regulation with other periods."""
    here = scheme()
    duties = {id: replace(rule, within=within.get(id, rule.within)) for id, rule in here.duties.items()}
    return replace(here, duties=duties)


def late(city: City, other: Scheme) -> list[tuple[str, str, int]]:
    held = held_against(city.play.duties(), scheme(), other, calendar(), TODAY)
    return [(one.rule.id, one.due.isoformat(), one.days) for one in held.late]


def test_who_was_in_time_is_in_time_under_the_same_regulation() -> None:
    city = entered()
    done = [duty for duty in city.play.duties() if duty.state == "discharged"]
    held = held_against(done, scheme(), scheme(), calendar(), TODAY)
    assert held.late == ()
    assert held.unmatched == 0


def test_a_shorter_period_is_counted_from_the_same_day() -> None:
    city = entered()
    city.do("town/contact", "document.published", {"medium": "board"}, subject="notice")
    assert "publish_notice" not in {rule for rule, *_ in late(city, stricter(publish_notice="P1M"))}
    city = entered()
    [open_duty] = city.duties("publish_notice")
    [found] = [one for one in late(city, stricter(publish_notice="P1D")) if one[0] == "publish_notice"]
    assert found[2] == (TODAY - date.fromisoformat(found[1])).days
    assert date.fromisoformat(found[1]) < date.fromisoformat(open_duty.due["on"])


def test_what_the_other_says_nothing_of_is_counted_and_never_late() -> None:
    city = entered()
    without = replace(scheme(), duties={})
    held = held_against(city.play.duties(), scheme(), without, calendar(), TODAY)
    assert (held.dated, held.late) == (0, ())
    assert held.unmatched == len([one for one in city.play.duties() if one.state in ("open", "discharged")])


def test_those_late_stand_by_owner_the_one_with_the_most_first() -> None:
    city = entered()
    held = held_against(city.play.duties(), scheme(), stricter(), calendar(), TODAY)
    lots = [len(lot) for _, lot in by_owner(held.late)]
    assert lots == sorted(lots, reverse=True)
    assert sum(lots) == len(held.late) > 0
