"""What is done about an open duty: its clock stands and runs on, the next level owes it too, a notice moves its day."""

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files

import pytest

from tests.regulations.yiwu.city import City, ended, reported
from tests.regulations.yiwu.city import scheme as city_scheme
from xuncha.core.dates.calendar import Calendar, YearTable
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import Period, due_after, recount
from xuncha.core.duties.duty_acts import ON_CLOCK, with_what_was_left
from xuncha.core.facts.rows import Duty
from xuncha.core.refusal import BadFields, Refused
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


@pytest.mark.clause("base-11", effect="enforced")
def test_a_duty_is_extended_to_a_later_day_by_a_body_that_does_not_owe_it() -> None:
    city, duty = owing()
    now_on = date.fromisoformat(duty.due["on"])

    def extend(by: str, day: date) -> str:
        asked = {"duty": str(duty.id), "due": day.isoformat(), "text": "材料未齐"}
        name = next(name for name, key in city.keys.items() if key == duty.stream)
        try:
            city.do(by, "duty.extended", asked, subject=name)
        except BadFields as bad:
            return bad.faults[0].text.zh
        except Refused as refused:
            [one] = refused.refusals
            return f"{' '.join(one.cite)} {one.what.zh}：{one.missing[0].text.zh}"
        return ""

    assert extend("office/clerk", now_on) == f"延期要晚于现在的期限（{now_on}）"
    assert extend("office/clerk", now_on - timedelta(days=3)) == f"延期要晚于现在的期限（{now_on}）"
    roles = city.play.scheme.roles
    able = {name: replace(role, may=role.may | {"duty.extended"}) for name, role in roles.items()}
    city.play.scheme = replace(city.play.scheme, roles=able)
    later = now_on + timedelta(days=7)
    said = "base-11 要办这一项的机构不能给自己延期：请由不办这一项的机构批准延期"
    assert extend("team/head", later) == said
    city.play.on(now_on + timedelta(days=9))
    assert extend("office/clerk", later) == "期限不能早于今天"
    latest = now_on + timedelta(days=14)
    assert extend("office/clerk", latest) == ""
    assert now(city, duty).due["on"] == latest.isoformat()


def test_a_duty_without_a_date_is_given_a_limit_and_not_an_extension() -> None:
    city, _ = owing()
    undated = next(one for one in city.play.duties(state="open") if one.due_at is None and one.owner != city.keys["office"]
                   and one.stream in city.keys.values())  # fmt: skip
    assert about(city, undated, "duty.extended", due="2016-01-01") == ("这项待办没有期限，不用延期",)


def test_the_leading_group_extends_what_the_office_owes() -> None:
    assert "duty.extended" in city_scheme().roles["leading_group"].may


def told(city: City, by: str, act: str, duty: Duty, **fields: str) -> str:
    """What is said to who does an act about a duty, with the rule it rests on; nothing once it is done."""
    name = next(name for name, key in city.keys.items() if key == duty.stream)
    try:
        city.do(by, act, {"duty": str(duty.id), **fields}, subject=name)
    except Refused as refused:
        [one] = refused.refusals
        return f"{' '.join(one.cite)} {one.what.zh}：{one.missing[0].text.zh}"
    return ""


def able(city: City, *acts: str) -> City:
    """Everybody may do these acts."""
    roles = {name: replace(role, may=role.may | set(acts)) for name, role in city.play.scheme.roles.items()}
    city.play.scheme = replace(city.play.scheme, roles=roles)
    return city


def owed_by(city: City, party: str, *, dated: bool) -> Duty:
    """A duty of a body about something that the tests know by name."""
    return next(
        one for one in city.play.duties(owner=city.keys[party], state="open")
        if one.stream in city.keys.values() and bool(one.due_at) == dated
    )  # fmt: skip


@pytest.mark.clause("base-19", effect="enforced")
@pytest.mark.parametrize("act", ["duty.lapsed", "duty.suspended"])
def test_who_owes_a_duty_neither_lets_it_lapse_nor_stops_its_clock(act: str) -> None:
    city = able(ended(), act)
    duty = city.duty("write_report")
    said = "base-19 要办这一项的机构不能自己让它失效，也不能自己中止计时：请由不办这一项的机构办理"
    assert told(city, "team/head", act, duty, text="不再需要") == said
    assert told(city, "office/director", act, duty, text="不再需要") == ""


@pytest.mark.clause("base-19", effect="enforced")
def test_what_a_body_above_owes_is_not_limited_or_extended_from_below() -> None:
    city = able(reported(), "limit.set", "duty.extended", "duty.lapsed")
    duty = owed_by(city, "office", dated=False)
    said = "base-19 上级机构要办的，下级不定期限，不延期，也不让它失效：请由要办的机构或者它的上级办理"
    limit = {"due": "2015-12-20", "limit_source": "组务会"}
    for below in ("team/head", "town/principal", "discipline/contact"):
        assert told(city, below, "limit.set", duty, **limit) == said, below
        assert told(city, below, "duty.lapsed", duty, text="不再需要") == said, below
    assert told(city, "office/director", "limit.set", duty, **limit) == "", "a body sets itself a limit"
    later = {"due": "2016-01-15", "text": "材料未齐"}
    assert told(city, "team/head", "duty.extended", duty, **later) == said
    assert told(city, "group", "duty.extended", duty, **later) == ""
    assert told(city, "group", "duty.lapsed", duty, text="不再需要") == ""


def test_the_city_committee_extends_what_the_leading_group_owes_and_the_office_does_not() -> None:
    city = reported().tick("report_to_committee", "2015-H2")
    [duty] = city.duties("report_to_committee")
    told_why = {"due": "2016-01-29", "text": "等年度情况"}
    assert told(city, "office/director", "duty.extended", duty, **told_why).startswith("base-19 ")
    assert told(city, "committee", "duty.extended", duty, **told_why) == ""


@pytest.mark.clause("base-19", effect="enforced")
def test_a_limit_or_later_day_is_that_of_the_post_that_gave_it_and_not_the_clauses() -> None:
    city = reported()
    undated, dated = owed_by(city, "team", dated=False), owed_by(city, "team", dated=True)
    limit = {"due": "2015-12-20", "limit_source": "组务会"}
    assert told(city, "team/head", "limit.set", undated, **limit) == ""
    assert (now(city, undated).due["rule"], now(city, undated).due["by"]) == (
        "set",
        {"kind": "team", "seat": "head"},
    )
    assert told(city, "office/director", "duty.extended", dated, due="2016-06-01", text="材料未齐") == ""
    assert now(city, dated).due["by"] == {"kind": "office", "seat": "director"}


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
