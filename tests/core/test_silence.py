"""Where a clause lets silence count: the clock counts it once, on its day, and nobody is said to have acted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.core.demo_scheme import CLAUSES, DEMO, base, block, whole
from xuncha.core.duties.silence import COUNTED
from xuncha.core.facts.rows import CLOCK, Duty
from xuncha.core.names.naming import Naming
from xuncha.core.refusal import Refused
from xuncha.core.review.check import faults_in
from xuncha.core.review.diff import differences
from xuncha.core.review.looser import looser
from xuncha.core.review.play import Play
from xuncha.core.review.worked_case import played_out, read_case
from xuncha.core.wording.rule_words import rule_words
from xuncha.shipped import calendar

RECEIVE = """
[[duty]]
id = "receive"
cite = ["demo-1-3"]
zh = "签收检查通知"
en = "Receive the notice"
owner = "unit"
after = "document.issued"
of = { kind = "notice" }
within = "P2WD"
done_by = "document.received"
silence = "document.received"
"""
SILENT = (
    DEMO.replace(
        'after = "document.received"', 'after = ["document.received", "silence.counted:document.received"]'
    )
    + RECEIVE
)
CASE = re.sub(
    r'\[\[step\]\]\nact = "document.received".*?\n\n',
    "",
    block("case").partition("[[step]]\nday = 2")[0],
    flags=re.DOTALL,
)
"""The worked case of the guide as far as the notice, which nobody receives: it was issued on Monday 28 September 2026."""


def issued() -> Play:
    play, _ = played_out(read_case(CASE), whole(SILENT), calendar())
    return play


def on(play: Play, day: date) -> Play:
    play.now = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    return play


def duty(play: Play, rule: str) -> Duty:
    [found] = play.duties(rule=rule)
    return found


def test_silence_counts_once_its_day_is_over_and_not_before() -> None:
    play = issued()  # Monday the 28th: due on Wednesday the 30th, before the National Day
    assert str(duty(play, "receive").due["on"]) == "2026-09-30"
    assert on(play, date(2026, 9, 30)).keep_up() == ()
    [act] = on(play, date(2026, 10, 1)).keep_up()
    assert (act.type, act.value, act.by_kind, act.occurred_on) == (
        COUNTED, "document.received", "clock", date(2026, 9, 30),
    )  # fmt: skip
    assert play.keep_up() == ()


def test_the_thing_is_where_the_act_would_have_led_it_and_what_follows_is_owed_from_that_day() -> None:
    play = issued()
    on(play, date(2026, 10, 1)).keep_up()
    notice = play.subject(play.key("notice"))
    assert notice.state == "received"
    assert "document.received" not in notice.facts  # nobody is said to have received it
    assert duty(play, "receive").state == "by_silence"
    assert str(duty(play, "publish_notice").due["on"]) == "2026-10-10"  # 8, 9 and, made up, Saturday the 10th


def test_a_duty_that_was_done_is_not_silent() -> None:
    play = issued()
    play.do(
        "document.received",
        {"received_on": "2026-09-28"},
        subject=play.key("notice"),
        by=play.seat(play.key("town"), "principal"),
    )
    assert duty(play, "receive").state == "discharged"
    assert on(play, date(2026, 10, 9)).keep_up() == ()


def received(play: Play, on: date) -> None:
    """The town's paper says that the notice came on this day."""
    play.do(
        "document.received", {"received_on": on.isoformat()}, subject=play.key("notice"),
        by=play.seat(play.key("town"), "principal"), occurred_on=on, paper="回执",
    )  # fmt: skip


def test_a_receipt_in_time_that_is_entered_late_was_done_and_what_follows_is_owed_once_from_its_day() -> None:
    play = on(issued(), date(2026, 10, 8))
    play.keep_up()
    assert str(duty(play, "publish_notice").due["on"]) == "2026-10-10"
    received(play, date(2026, 9, 29))
    assert (duty(play, "receive").state, duty(play, "receive").closed_on) == ("discharged", date(2026, 9, 29))
    assert str(duty(play, "publish_notice").due["on"]) == "2026-10-09"  # 30 September, 8 and 9 October


def test_a_receipt_after_its_day_leaves_the_silence_and_what_follows_from_it_as_they_are() -> None:
    play = on(issued(), date(2026, 10, 8))
    play.keep_up()
    received(play, date(2026, 10, 8))
    assert duty(play, "receive").state == "by_silence"
    assert str(duty(play, "publish_notice").due["on"]) == "2026-10-10"


def counted(play: Play, by: object, **fields: object) -> str:
    told = {"duty": str(duty(play, "receive").id), "counts_as": "document.received"} | fields
    with pytest.raises(Refused) as refused:
        play.do(COUNTED, told, subject=play.key("notice"), by=by)
    return refused.value.refusals[0].what.zh


@pytest.mark.clause("base-26", effect="enforced")
def test_nobody_but_the_clock_counts_a_silence() -> None:
    play = on(issued(), date(2026, 10, 9))
    for who, seat in (("office", ""), ("town", "principal")):
        assert counted(play, play.seat(play.key(who), seat)) == "“期满视为已办”不由您现在的岗位办理"


@pytest.mark.clause("base-26", effect="enforced")
def test_the_clock_counts_neither_too_early_nor_as_something_else() -> None:
    play = issued()
    assert counted(play, CLOCK) == "期限还没有到"
    on(play, date(2026, 10, 9))
    assert counted(play, CLOCK, counts_as="document.published") == "这一项没有规定期满视为已办"
    play.keep_up()
    assert counted(play, CLOCK) == "这项待办已经办结，或者不在这里"


def test_a_day_that_was_moved_is_not_over() -> None:
    play = issued()
    extended = {
        "duty": str(duty(play, "receive").id),
        "due": "2026-10-20",
        "text": "镇里停电",
        "told": ["柳塘镇"],
    }
    role = whole(SILENT.replace('"finding.closed"]', '"finding.closed", "duty.extended"]', 1))
    play.scheme = role
    play.do("duty.extended", extended, subject=play.key("notice"), by=play.seat(play.key("office")))
    assert on(play, date(2026, 10, 9)).keep_up() == ()
    assert len(on(play, date(2026, 10, 21)).keep_up()) == 1


def test_the_rule_is_told_in_words() -> None:
    scheme = whole(SILENT)
    said = rule_words(scheme.duties["receive"], Naming(scheme))
    assert said.zh.endswith("；到期没有办的，视为已办“签收”。")
    assert said.en.endswith("; not done by then, it counts as done by silence: receive.")
    said = rule_words(scheme.duties["publish_notice"], Naming(scheme))
    assert "期满视为已办（签收）" in said.zh


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ('silence = "document.recieved"', "unknown act 'document.recieved'"),
        ('silence = "report.received"', "'report.received' is not among what discharges it (done_by)"),
        ('silence = "finding.closed"', "no silence counts as 'finding.closed'"),
        ('silence = "approval.given"', "no silence counts as 'approval.given'"),
        ('silence = "undertaking.given"', "no silence counts as 'undertaking.given'"),
        ("silence = true", "not the kind of value that stands here"),
    ],
)
def test_a_silence_that_cannot_be_is_named_at_its_line(written: str, wrong: str) -> None:
    text = SILENT.replace('silence = "document.received"', written)
    [fault] = [one for one in faults_in(text, "demo.toml", base(), CLAUSES) if one.rule == "duty receive"]
    assert fault.wrong == wrong
    assert text.split("\n")[fault.line - 1] == written


def test_a_duty_whose_rule_names_what_silence_never_stands_for_is_not_counted() -> None:
    play = issued()
    receive = play.scheme.duties["receive"]
    wrong = replace(receive, silence="document.published")
    play.scheme = replace(play.scheme, duties={**play.scheme.duties, "receive": wrong})
    assert on(play, date(2026, 10, 9)).keep_up() == ()
    assert counted(play, CLOCK, counts_as="document.published") == "这一项没有规定期满视为已办"


def test_a_silence_without_a_day_never_counts() -> None:
    text = SILENT.replace('within = "P2WD"', 'undated = "及时"')
    [fault] = faults_in(text, "demo.toml", base(), CLAUSES)
    assert fault.wrong == "has no day, so no silence ever counts"


def test_a_role_that_would_count_a_silence_is_a_fault() -> None:
    text = SILENT.replace(
        'may = ["document.received", "document.published"]',
        'may = ["document.received", "document.published", "silence.counted"]',
    )
    [fault] = faults_in(text, "demo.toml", base(), CLAUSES)
    assert fault.wrong == "only the clock does 'silence.counted'"


def test_the_regulation_as_written_has_no_fault() -> None:
    assert faults_in(SILENT, "demo.toml", base(), CLAUSES) == ()


def test_silence_where_none_counted_is_a_difference_and_asks_less() -> None:
    strict = whole(SILENT.replace('silence = "document.received"\n', ""))
    [changed] = differences(strict, whole(SILENT))
    assert [(one.name.zh, one.before.zh, one.after.zh) for one in changed.aspects] == [
        ("期满视为已办", "无", "签收")
    ]
    [less] = looser(strict, whole(SILENT), calendar(), date(2026, 1, 1))
    assert less.what.zh == "上级要求办理，这里期满没有办也视为已办"
    assert list(looser(whole(SILENT), strict, calendar(), date(2026, 1, 1))) == []
