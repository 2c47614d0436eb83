"""A unit that is merged, split or abolished: its successors owe what it owed, and nobody kept off it comes near them."""

from typing import Any

import pytest

from tests.regulations.yiwu.city import City, entered, fed_back, new_city
from xuncha.core.facts.rows import Bar, Tie
from xuncha.core.refusal import BadFields


def change(city: City, how: str, *successors: str, **more: Any) -> tuple[str, str, dict[str, Any]]:
    """The act by which the town is changed."""
    fields = {"how": how, "from_on": city.today, "successors": [f"@{one}" for one in successors], **more}
    return ("office/clerk", "unit.changed", {name: value for name, value in fields.items() if value})


def fallen_to_the_bureau(city: City, how: str = "merged") -> City:
    city.do(*change(city, how, "bureau"), subject="town")
    return city


@pytest.mark.parametrize("how", ["merged", "abolished", "split"])
def test_what_a_unit_owed_is_owed_by_its_successor(how: str) -> None:
    city = fed_back()
    owed = {duty.rule for duty in city.play.duties(owner=city.keys["town"], state="open")}
    assert owed
    fallen_to_the_bureau(city, how)
    assert city.play.duties(owner=city.keys["town"], state="open") == ()
    assert {duty.rule for duty in city.play.duties(owner=city.keys["bureau"], state="open")} >= owed
    assert city.subject("town").state == "ended"
    assert city.subject("town").title == "柳塘镇", "old papers keep the old name"


def test_the_successor_reads_the_matters_and_rectifies_them() -> None:
    city = fallen_to_the_bureau(fed_back())
    for name in ("finding", "feedback", "inspection"):
        assert city.keys["bureau"] in city.subject(name).readers, name
    plan = {"responsible_post": "主任", "measures": [{"what": "补发", "done_on": "2015-11-20"}]}
    city.do("bureau/principal", "rectification.planned", plan, subject="finding")
    city.do("bureau/principal", "rectification.reported", {"result": "完成"}, subject="finding")
    assert city.subject("finding").unit == city.keys["town"]


def test_what_is_sent_to_the_unit_is_answered_by_its_successor() -> None:
    city = entered()
    asked = {"kind": "explanation", "to": "@town", "title": "补贴台账", "text": "请说明"}
    city.do("team/member", "request.made", asked, within="inspection", name="request")
    answer = ("bureau/contact", "request.answered", {"text": "答复"})
    assert city.why("asked_only", *answer, subject="request") != ""
    fallen_to_the_bureau(city)
    city.do(*answer, subject="request")


def test_what_is_owed_later_on_its_matters_is_owed_by_the_successor() -> None:
    city = entered()
    fallen_to_the_bureau(city)
    asked = {"kind": "explanation", "to": "@town", "title": "补贴台账", "text": "请说明"}
    before = {duty.id for duty in city.play.duties(owner=city.keys["bureau"])}
    city.do("team/member", "request.made", asked, within="inspection", name="request")
    later = [
        duty
        for duty in city.play.duties(state="open")
        if duty.id not in before and duty.unit == city.keys["town"]
    ]
    assert not [
        duty
        for duty in later
        if duty.owner == city.keys["town"] and "unit" in city.play.scheme.duties[duty.rule].owner
    ]


def test_a_letter_about_the_unit_is_kept_from_its_successor_too() -> None:
    city = entered().complain()
    assert city.keys["town"] in city.subject("complaint").barred
    fallen_to_the_bureau(city)
    assert city.keys["bureau"] in city.subject("complaint").barred
    assert city.keys["bureau"] not in city.subject("complaint").readers


def test_of_several_successors_the_first_leads_and_the_others_owe_it_too() -> None:
    city = fed_back()
    [duty, *_] = city.play.duties(owner=city.keys["town"], state="open")
    city.do(*change(city, "split", "bureau", "party"), subject="town")
    after = city.play.book.get("duty", duty.id)
    assert after.owner == city.keys["bureau"]
    assert str(city.keys["party"]) in after.co_owners
    assert {city.keys["bureau"], city.keys["party"]} <= after.readers


def test_a_unit_that_stands_among_its_own_successors_goes_on_and_owes_on() -> None:
    city = fed_back()
    owed = city.play.duties(owner=city.keys["town"], state="open")
    city.do(*change(city, "split", "town", "bureau"), subject="town")
    assert city.subject("town").state == "current"
    assert city.play.duties(owner=city.keys["town"], state="open") == owed


def test_a_unit_that_still_owes_something_is_not_ended_without_a_successor() -> None:
    said = {"successors": "还有没办完的事，请写明由哪个单位承接"}
    city = fed_back()
    by, act, fields = change(city, "abolished")
    with pytest.raises(BadFields) as refused:
        city.do(by, act, fields, subject="town")
    assert {fault.name: fault.text.zh for fault in refused.value.faults} == said
    free = new_city()
    free.do(*change(free, "abolished"), subject="bureau")
    assert free.subject("bureau").state == "ended"


def test_a_change_is_entered_when_its_day_has_come() -> None:
    city = new_city()
    later = change(city, "renamed", title="柳塘街道", from_on="2015-10-01")
    assert city.faults(*later, subject="town") == {"from_on": "还没有生效，到那一天再登记"}


def kept_off(city: City, name: str, unit: str) -> tuple[list[str], list[str]]:
    """The grounds of ties and of recusals of a person towards a unit."""
    rows = city.play.book.rows
    where = (city.keys[name], city.keys[unit])
    ties: list[Tie] = [row for row in rows["tie"].values() if (row.person, row.unit) == where]
    bars: list[Bar] = [
        row for row in rows["bar"].values() if (row.person, row.unit) == where and row.kept_off
    ]
    return [row.ground for row in ties if row.ground], [row.ground for row in bars]


def test_who_was_kept_off_the_unit_is_kept_off_its_successor() -> None:
    city = entered()
    city.do("team/member", "tie.declared", {"towards": "@town", "ground": "near_relative"}, subject="许知微")
    city.do("team/member", "recusal.requested", {"unit": "@town", "ground": "own_interest"}, subject="许知微")
    assert kept_off(city, "许知微", "bureau") == ([], [])
    fallen_to_the_bureau(city)
    assert kept_off(city, "许知微", "bureau") == (["near_relative"], ["own_interest"])


def test_a_tie_that_was_found_to_be_no_ground_is_none_towards_the_successor() -> None:
    city = entered()
    city.do("team/member", "tie.declared", {"towards": "@town", "ground": "other"}, subject="许知微")
    city.do("team/member", "recusal.requested", {"unit": "@town", "ground": "other"}, subject="许知微")
    city.do(
        "office/director",
        "recusal.decided",
        {"unit": "@town", "kept_off": False, "text": "不属于回避情形"},
        subject="许知微",
    )
    fallen_to_the_bureau(city)
    assert kept_off(city, "许知微", "bureau") == ([], [])
