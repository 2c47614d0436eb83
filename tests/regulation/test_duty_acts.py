"""What is done about an open duty: its clock stands and runs on, the next level owes it too, a notice moves its day."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from city import City, ended

from xuncha.core.calendar import Calendar, YearTable
from xuncha.core.due import Due
from xuncha.core.duty_acts import ON_CLOCK, with_what_was_left
from xuncha.core.periods import Period, due_after, recount
from xuncha.core.refusal import Refused
from xuncha.core.rows import Duty
from xuncha.shipped import calendar

WD = calendar()


def owing() -> tuple[City, Duty]:
    """A city whose office may do all of these, and a duty with a date on the inspection."""
    city = ended()
    scheme = city.play.scheme
    able = frozenset(ON_CLOCK) | {"duty.extended", "duty.urged"}
    roles = {
        name: replace(role, may=role.may | able) if role.body in ("office", "clock") else role
        for name, role in scheme.roles.items()
    }
    city.play.scheme = replace(scheme, roles=roles)
    duty = city.duty("write_report")
    return city, duty


def about(city: City, duty: Duty, act: str, **fields: str) -> tuple[str, ...]:
    """Do an act about the duty, or say why not."""
    name = next(name for name, key in city.keys.items() if key == duty.stream)
    asked = {"duty": str(duty.id), "text": "说明", **fields}
    if act == "duty.escalated":
        asked.pop("text")
    try:
        city.do("office/clerk", act, asked, subject=name)
    except Refused as refused:
        return tuple(one.what.zh for one in refused.refusals)
    return ()


def now(city: City, duty: Duty) -> Duty:
    found: Duty = city.play.book.get("duty", duty.id)
    return found


def test_a_suspended_duty_has_no_date_and_runs_on_with_what_was_left() -> None:
    city, duty = owing()
    left = WD.working_days_between(city.play.now.date(), date.fromisoformat(duty.due["on"]))
    assert about(city, duty, "duty.suspended") == ()
    standing = now(city, duty)
    assert (standing.due_at, standing.undated, standing.state) == (None, "中止计时", "open")
    assert about(city, duty, "duty.suspended") == ("这项待办的计时已经中止",)
    assert about(city, duty, "duty.extended", due="2016-01-01") == ("计时已经中止，先恢复计时",)
    city.play.wait(10)
    assert about(city, duty, "duty.resumed") == ()
    again = now(city, duty)
    on = date.fromisoformat(again.due["on"])
    assert again.undated == ""
    assert again.due_at is not None
    assert on > date.fromisoformat(duty.due["on"])
    assert WD.working_days_between(city.play.now.date(), on) == left or not duty.due["rule"].endswith("WD")
    assert about(city, duty, "duty.resumed") == ("这项待办的计时没有中止",)


@pytest.mark.parametrize(
    ("rule", "since", "on", "due"),
    [
        (
            "P5WD",
            date(2015, 10, 14),
            date(2015, 10, 21),
            date(2015, 10, 26),
        ),  # 12 Oct + 5 = 19 Oct: three left
        ("P10D", date(2015, 10, 15), date(2015, 10, 19), date(2015, 10, 26)),  # 22 Oct: seven days left
        ("P1M", date(2015, 11, 10), date(2015, 11, 11), date(2015, 11, 13)),  # 12 Nov: two left
        ("P5WD", date(2015, 10, 20), date(2015, 10, 30), date(2015, 10, 19)),  # late before: stays late
    ],
)
def test_what_was_left_is_left_again(rule: str, since: date, on: date, due: date) -> None:
    counted = due_after(Period.parse(rule), date(2015, 10, 12), WD)
    assert with_what_was_left(counted, since, on, WD).on == due


def test_an_escalated_duty_is_owed_by_the_next_level_too_which_may_read_it() -> None:
    city, duty = owing()
    group = city.keys["group"]
    assert about(city, duty, "duty.escalated", to=str(group)) == ()
    after = now(city, duty)
    assert after.owner == duty.owner
    assert str(group) in after.co_owners
    assert group in after.readers
    assert group in city.play.subject(duty.stream).readers
    assert about(city, duty, "duty.escalated", to=str(group)) == ("这个机构本来就要办这一项",)
    assert about(city, duty, "duty.escalated", to=str(duty.owner)) == ("这个机构本来就要办这一项",)


def test_a_due_date_moves_only_to_the_day_the_calendar_gives() -> None:
    city, duty = owing()
    assert duty.due_at is not None
    told = {"old": duty.due_at.isoformat(), "new": duty.due_at.isoformat(), "cause": "通知"}
    asked = {"duty": str(duty.id), **told}
    name = next(name for name, key in city.keys.items() if key == duty.stream)

    def why(fields: dict[str, str]) -> list[str]:
        try:
            city.do("office/clerk", "due.moved", fields, subject=name)
        except Refused as refused:
            return [one.what.zh for one in refused.refusals]
        return []

    assert why(asked) == ["放假安排没有改变这个期限"]
    assert why({**asked, "new": "2016-01-01T00:00:00+08:00"}) == ["期限和放假安排算出来的不一样"]
    on = date.fromisoformat(duty.due["on"])
    city.play.calendar = with_holiday(on)
    new = recount(Due.from_json(duty.due), city.play.calendar, city.play.now.date())
    assert new.on > on
    assert why({**asked, "new": new.at.isoformat()}) == []
    after = now(city, duty)
    assert (after.due_at, after.due["on"]) == (new.at, new.on.isoformat())


def with_holiday(on: date) -> Calendar:
    """The calendar with one more day off, as a new notice might give it."""
    text = (files("xuncha") / "calendars" / f"cn-{on.year}.toml").read_text(encoding="utf-8")
    more = f'\n[[holiday]]\ncode = "extra"\nzh = "加放一天"\nen = "One more day"\ndays = [{on}]\n'
    return WD.with_table(YearTable.parse((text + more).encode(), f"cn-{on.year}.toml"))
