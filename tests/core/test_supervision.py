"""What is done around the day of a duty: when each step comes, to whom a report may go, and what a scheme may write."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.core.demo_scheme import DEMO, block, faults, whole
from tests.regulations.office import CLOCK
from tests.regulations.yiwu.city import City, ended
from xuncha.core.acts.competence import can_answer
from xuncha.core.dates.due import Due
from xuncha.core.duties.supervision import may_be_reported_to, steps_come, supervision_of, upper_body
from xuncha.core.facts.rows import BODIES, Duty, Subject
from xuncha.core.names.naming import Naming
from xuncha.core.refusal import Refused
from xuncha.core.review.diff import differences
from xuncha.core.scheme.rules import Scheme, Supervision
from xuncha.core.wording.rule_words import rule_words
from xuncha.core.words import Text
from xuncha.shipped import calendar

PRESSED = f"{DEMO}\n{block('supervision')}"
"""The small regulation with the supervision of the guide."""

FRIDAY = date(2026, 11, 20)


def owed(on: date = FRIDAY, rule: str = "rectify") -> Duty:
    """A duty that is due at the end of a day."""
    due = Due.fixed(on)
    city = ended()
    duty = city.duty("write_report")
    return replace(duty, rule=rule, due_at=due.at, due=due.as_json(), campaign=None)


def come(duty: Duty, today: date, scheme: Scheme | None = None, campaign: Subject | None = None) -> list[str]:
    return [
        f"{one.step} {one.on}"
        for one in steps_come(scheme or whole(PRESSED), campaign, duty, today, calendar())
    ]


@pytest.mark.parametrize(
    ("today", "steps"),
    [
        (date(2026, 11, 16), []),
        (date(2026, 11, 17), ["remind 2026-11-17"]),
        (date(2026, 11, 19), ["remind 2026-11-17"]),
        (date(2026, 11, 20), ["remind 2026-11-17", "urge 2026-11-20"]),
        (date(2026, 11, 21), ["urge 2026-11-20"]),
        (date(2026, 11, 26), ["urge 2026-11-20"]),
        (date(2026, 11, 27), ["urge 2026-11-20", "report 2026-11-27"]),
        (date(2027, 3, 1), ["urge 2026-11-20", "report 2026-11-27"]),
    ],
)
def test_each_step_comes_on_its_working_day_and_a_reminder_is_over_with_the_day(
    today: date, steps: list[str]
) -> None:
    assert come(owed(), today) == steps


def test_steps_are_counted_around_a_holiday() -> None:
    after_national_day = owed(date(2026, 10, 9))
    assert come(after_national_day, date(2026, 9, 28)) == []
    assert come(after_national_day, date(2026, 9, 29)) == ["remind 2026-09-29"]


def test_an_extension_moves_all_three() -> None:
    later = owed(date(2026, 12, 4))
    assert come(later, date(2026, 11, 27)) == []
    assert come(later, date(2026, 12, 11)) == ["urge 2026-12-04", "report 2026-12-11"]


def test_nothing_comes_while_the_clock_stands_or_once_it_is_done() -> None:
    late = date(2027, 3, 1)
    assert come(replace(owed(), due_at=None), late) == []
    assert come(replace(owed(), state="discharged"), late) == []
    assert come(owed(rule="publish_notice"), late) == []  # no supervision names it


def test_what_only_its_owner_knows_of_is_reminded_of_and_neither_urged_nor_reported() -> None:
    quiet = whole(PRESSED.replace('within = "P1M"', 'within = "P1M"\nquiet = true', 1))
    assert come(owed(), FRIDAY, quiet) == ["remind 2026-11-17"]
    assert come(owed(), date(2027, 3, 1), quiet) == []


def test_a_length_that_the_office_fixed_is_the_one_that_counts() -> None:
    setting = """
[[setting]]
id = "lead"
cite = ["demo-2-2"]
zh = "提前提醒"
en = "Lead of reminders"
default = "P1WD"
"""
    text = PRESSED.replace('remind = "P3WD"', 'remind = "setting:lead"', 1) + setting
    assert faults(text) == ()
    scheme = whole(text)
    assert come(owed(), date(2026, 11, 18), scheme) == []
    assert come(owed(), date(2026, 11, 19), scheme) == ["remind 2026-11-19"]
    city = ended()
    fixed = replace(city.play.subject(city.keys["round"]), facts={"settings": {"lead": "P2WD"}})
    assert come(owed(), date(2026, 11, 18), scheme, fixed) == ["remind 2026-11-18"]
    in_hours = replace(
        fixed, facts={"settings": {"lead": "PT24H"}}
    )  # days are meant: nothing comes, and nothing breaks
    assert come(owed(), date(2026, 11, 19), scheme, in_hours) == []


def test_a_rule_that_names_the_duty_goes_before_one_for_all() -> None:
    for_all = block("supervision").replace('id = "press"', 'id = "all"').replace('of = ["rectify"]\n', "")
    text = f"{PRESSED}\n{for_all}"
    assert faults(text) == ()
    scheme = whole(text)
    named, other = supervision_of(scheme, "rectify", "urge"), supervision_of(scheme, "publish_notice", "urge")
    assert (named and named.id, other and other.id) == ("press", "all")
    assert supervision_of(whole(), "rectify", "urge") is None


def test_a_scheme_says_its_supervision_in_both_languages() -> None:
    [rule] = whole(PRESSED).supervisions.values()
    said = rule_words(rule, Naming(whole(PRESSED)))
    assert said == Text(
        "一个月内整改：到期以前3个工作日提醒，到期当天催办，到期以后5个工作日还没办的，报检查办。",
        "Put it right within a month: a reminder 3 working days before the day; urged on the day; "
        "5 working days after it, a report to Inspection office.",
    )


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('cite = ["demo-2-2"]\nzh = "督促整改"', 'zh = "督促整改"', "supervision press：没有写依据哪一条"),
        ('of = ["rectify"]', 'of = ["rectfy"]', "没有这个待办：“rectfy”"),
        ('remind = "P3WD"', 'remind = "3 days"', "看不懂“3 days”，或者不是按天算的"),
        ('remind = "P3WD"', 'remind = "PT24H"', "看不懂“PT24H”，或者不是按天算的"),
        ('remind = "P3WD"', 'remind = "setting:led"', "没有这个设定项：“led”"),
        ("urge = true", "urge = 3", "应是 true（到期当天）"),
        ('after = "P5WD", to', "to", "上报要写明到期以后多久、报给谁"),
        (', to = "role:office"', "", "上报要写明到期以后多久、报给谁"),
        ('after = "P5WD"', 'after = "P0D"', "当天还没有逾期，不能上报"),
        ('"role:office"', '"role:ofice"', "没有这个职责：“ofice”"),
        ('"role:office"', '"office"', "看不懂“office”"),
        ('"role:office"', '"role:unit"', "单位不是上级，不能向它上报"),
        ('after = "P5WD", to', 'afer = "P5WD", to', "report 里没有“afer”这一项"),
        ('id = "press"', 'id = "press"\nsoon = "P1D"', "supervision 里没有“soon”这一项"),
    ],
)
def test_a_slip_in_a_supervision_is_named_at_its_rule(old: str, new: str, wrong: str) -> None:
    assert faults(PRESSED) == ()
    rule = block("supervision")
    assert old in rule
    said = [fault.of("zh") for fault in faults(f"{DEMO}\n{rule.replace(old, new, 1)}")]
    assert [one for one in said if wrong in one], said


def test_a_supervision_that_does_nothing_or_the_same_twice_is_a_fault() -> None:
    rule = block("supervision")
    empty = re.sub(r"^(remind|urge|report) = .*\n", "", rule, flags=re.MULTILINE)
    assert "既不提醒、不催办，也不上报" in faults(f"{DEMO}\n{empty}")[0].of("zh")
    twice = faults(f"{PRESSED}\n{rule.replace('press', 'again', 1)}")
    assert len(twice) == 3
    assert all("“press”已经写了同样的事" in one.of("zh") for one in twice)


# ---------------------------------------------------------------------------------------------- acts of the clock


def late() -> tuple[City, Duty]:
    """A city in which the team's report is late, under a scheme that has it urged and reported to the leading group."""
    city = ended()
    rule = Supervision("press", ("yiwu-4-10",), Text("督促", "Press"), of=("write_report",), urge="P0D", report="P3WD",
                       to="role:leading_group")  # fmt: skip
    city.play.scheme = replace(city.play.scheme, supervisions={"press": rule})
    duty = city.duty("write_report")
    assert duty.due_at is not None
    city.play.now = duty.due_at + timedelta(days=10)
    return city, duty


def by_clock(city: City, act: str, duty: Duty, **fields: str) -> tuple[str, ...]:
    try:
        city.play.do(act, {"duty": str(duty.id), "rule": "press", **fields}, subject=duty.stream, by=CLOCK)
    except Refused as refused:
        return tuple(one.what.zh for one in refused.refusals)
    return ()


def now(city: City, duty: Duty) -> Duty:
    found: Duty = city.play.book.get("duty", duty.id)
    return found


def test_the_clock_urges_in_no_words_of_its_own_and_a_person_says_why() -> None:
    city, duty = late()
    assert by_clock(city, "duty.urged", duty) == ()
    assert now(city, duty).urged == 1
    with pytest.raises(Refused):
        city.do("office/clerk", "duty.urged", {"duty": str(duty.id)}, subject="inspection")


def test_a_report_upward_is_noted_and_makes_nobody_owe() -> None:
    city, duty = late()
    group = city.keys["group"]
    assert by_clock(city, "duty.reported", duty, to=str(group)) == ()
    told = now(city, duty)
    assert told.reported_to == (str(group),)
    assert (told.owner, told.co_owners, told.readers, told.state) == (
        duty.owner,
        duty.co_owners,
        duty.readers,
        "open",
    )
    assert by_clock(city, "duty.reported", duty, to=str(group)) == ("已经报过这个机构",)


def test_what_is_not_late_is_not_reported() -> None:
    city, duty = late()
    assert duty.due_at is not None
    city.play.now = duty.due_at - timedelta(hours=1)
    assert by_clock(city, "duty.reported", duty, to=str(city.keys["group"])) == ("还没有逾期，不上报",)


def test_nobody_is_told_of_what_it_may_not_read_owes_or_is_about() -> None:
    city, duty = late()
    group = city.play.subject(city.keys["group"])
    assert may_be_reported_to(duty, group)
    assert not may_be_reported_to(replace(duty, readers=duty.readers - {group.id}), group)
    assert not may_be_reported_to(replace(duty, barred=frozenset({group.id})), group)
    assert not may_be_reported_to(replace(duty, owner=group.id), group)
    assert not may_be_reported_to(replace(duty, co_owners=(str(group.id),)), group)
    assert may_be_reported_to(replace(duty, readers=frozenset({BODIES})), group)
    town = city.play.subject(city.keys["town"])
    assert not may_be_reported_to(replace(duty, readers=duty.readers | {town.id}), town)
    for unread in ("police", "town"):
        assert by_clock(city, "duty.reported", duty, to=str(city.keys[unread])) == ("不能报给这个机构",)


def test_a_report_goes_to_a_formed_body_of_the_role_in_the_same_round_or_to_nobody() -> None:
    city, duty = late()
    scheme, [rule] = city.play.scheme, city.play.scheme.supervisions.values()
    group, office = (city.play.subject(city.keys[name]) for name in ("group", "office"))
    assert upper_body(scheme, rule, duty, (office, group)) == group.id
    assert upper_body(scheme, rule, duty, (office,)) is None
    assert upper_body(scheme, rule, duty, (replace(group, campaign=uuid4()),)) is None
    assert upper_body(scheme, rule, replace(duty, readers=frozenset()), (group,)) is None


def test_what_the_clock_does_discharges_nobodys_duty() -> None:
    city, duty = late()
    pressing = replace(duty, id=uuid4(), rule="press_on", awaits=("duty.urged",), where={})
    rule = replace(city.play.scheme.duties["write_report"], id="press_on", done_by=("duty.urged",), where={})
    city.play.scheme = replace(city.play.scheme, duties={**city.play.scheme.duties, "press_on": rule})
    city.play.book.put([pressing])
    assert by_clock(city, "duty.urged", duty) == ()
    assert now(city, pressing).state == "open"
    city.do("office/clerk", "duty.urged", {"duty": str(duty.id), "text": "请抓紧"}, subject="inspection")
    assert now(city, pressing).state == "discharged"


@pytest.mark.parametrize("act", ["duty.urged", "duty.reported"])
def test_nobody_but_the_clock_reports_upward_and_units_urge_nobody(act: str) -> None:
    city, duty = late()
    fields = {"duty": str(duty.id), "text": "请抓紧"} if act == "duty.urged" else {
        "duty": str(duty.id), "to": str(city.keys["group"]), "rule": "press"}  # fmt: skip
    with pytest.raises(Refused):
        city.do(
            "town/principal" if act == "duty.urged" else "office/clerk", act, fields, subject="inspection"
        )


def test_a_change_of_supervision_is_a_difference_of_regulations() -> None:
    [new] = differences(whole(), whole(PRESSED))
    assert (new.kind, new.state, new.after, new.cites) == ("supervision", "added", "press", ("demo-2-2",))
    [changed] = differences(whole(PRESSED), whole(PRESSED.replace('P3WD"\nurge', 'P5WD"\nurge', 1)))
    [said] = changed.aspects
    assert ("3个工作日提醒" in said.before.zh, "5个工作日提醒" in said.after.zh) == (True, True)


def test_whoever_may_do_what_is_owed_can_act_on_it_and_a_deputy_for_the_acts_that_were_named() -> None:
    city = ended()
    scheme, duty = city.play.scheme, city.duty("write_report")
    head, contact = city.by("team", "head"), city.by("town", "contact")
    assert can_answer(scheme, head, duty)
    assert not can_answer(scheme, contact, replace(duty, awaits=("document.signed",)))
    deputy = replace(head, acting_for=uuid4())
    assert can_answer(scheme, deputy, duty)
    assert can_answer(scheme, replace(deputy, acts=("report.submitted:inspection_report",)), duty)
    assert not can_answer(scheme, replace(deputy, acts=("matter.annotated",)), duty)


def test_a_regulation_may_give_the_upper_body_something_to_do_once_it_was_told() -> None:
    look = """
[[duty]]
id = "look_into"
cite = ["demo-2-2"]
zh = "查明为什么没有办"
en = "Find out why it was not done"
owner = "payload.to"
after = "duty.reported"
per = "duty"
within = "P3WD"
done_by = "evidence.added"
"""
    assert faults(f"{PRESSED}\n{look}") == ()
    city, duty = late()
    rule = whole(f"{PRESSED}\n{look}").duties["look_into"]
    city.play.scheme = replace(city.play.scheme, duties={**city.play.scheme.duties, "look_into": rule})
    assert by_clock(city, "duty.reported", duty, to=str(city.keys["group"])) == ()
    [opened] = city.play.duties(rule="look_into")
    assert (opened.owner, opened.item, opened.state) == (city.keys["group"], str(duty.id), "open")
