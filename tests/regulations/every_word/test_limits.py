"""Article 5: a limit set in each case, one extension, a clock that stands, and which of two acts a period starts from."""

from __future__ import annotations

import pytest

from tests.regulations.every_word.town import City, accepted, answered, opened
from tests.regulations.office import Owed
from xuncha.core.refusal import Refused


def taken() -> City:
    """Taken on on Wednesday 23 September: to be answered by Friday 23 October."""
    return accepted().at("2026-09-22").assign().at("2026-09-23").take()


def test_the_office_sets_a_limit_in_each_case_and_says_on_what_it_rests() -> None:
    city = answered()
    assert city.owed("carry_out") == [Owed("station", "未定", "office")]
    limit = {"duty": city.duty_named("carry_out"), "due": "2026-12-01"}
    assert city.faults("office/clerk", "limit.set", limit, subject="request") == {
        "limit_source": "请填写：期限依据"
    }
    city.do("office/clerk", "limit.set", limit | {"limit_source": "答复书第二条"}, subject="request")
    assert city.owed("carry_out") == [Owed("station", "2026-12-01", "office")]
    city.do("station/head", "evidence.added", {"file": "灯已更换", "dated": city.today}, subject="request")
    assert city.owed("carry_out") == []


def test_one_extension_with_the_approval_of_the_head_and_with_those_told() -> None:
    city = taken().at("2026-10-12")
    once = city.extension("answer", "2026-11-10")
    extended = ("office/director", "duty.extended")
    assert city.why("extended_with_approval", *extended, once, subject="request") == (
        "ew-5-3 延期经领导小组组长批准：这一稿还没有经领导小组组长批准"
    )
    city.approve("duty.extended")
    assert city.why("extended_with_approval", *extended, once, subject="request") == ""
    assert city.why("extended_and_told", *extended, once | {"told": []}, subject="request") == (
        "ew-5-4 延期写明告知了谁：请填写：已告知"
    )
    assert city.why("extended_and_told", *extended, once, subject="request") == ""
    assert city.why("extended_once", *extended, once, subject="request") == ""
    city.do(*extended, once, subject="request")
    assert city.owed("answer") == [Owed("water", "2026-11-10", "office")]


def test_a_second_extension_is_refused_though_it_was_approved() -> None:
    city = taken().at("2026-10-12").approve("duty.extended")
    city.do("office/director", "duty.extended", city.extension("answer", "2026-11-10"), subject="request")
    city.at("2026-11-02").approve("duty.extended")
    again = city.extension("answer", "2026-11-30")
    [refusal] = city.refused("office/director", "duty.extended", again, subject="request")
    assert (refusal.rule, refusal.cite) == ("extended_once", ("ew-5-2",))
    assert refusal.missing[0].text.zh == "不能是这样：已办：延期（同一待办）"


def test_an_extension_without_a_reason_is_not_whole() -> None:
    city = taken()
    bare = city.extension("answer", "2026-11-10", text="")
    assert city.faults("office/director", "duty.extended", bare, subject="request") == {
        "text": "请填写：内容"
    }


def test_the_clock_of_an_answer_stands_and_what_was_left_runs_on() -> None:
    """Eleven days were left on 12 October; they run from the 22nd, to Monday 2 November."""
    city = taken().at("2026-10-12")
    stopped = {"duty": city.duty_named("answer"), "text": "等待鉴定"}
    city.do("office/director", "duty.suspended", stopped, subject="request")
    assert (
        city.owed("answer") == [Owed("water", "2026-10-23", "office")] or city.duty("answer").due_at is None
    )
    city.at("2026-10-22").do("office/director", "duty.resumed", stopped, subject="request")
    assert city.owed("answer") == [Owed("water", "2026-11-02", "office")]


def test_nothing_but_an_answer_stands() -> None:
    city = accepted()
    stopped = {"duty": city.duty_named("assign"), "text": "等一等"}
    said = city.why("only_answers_stand", "office/director", "duty.suspended", stopped, subject="request")
    assert said == "ew-5-5 只有答复的期限可以中止计算：所指的不是这一项待办"
    stopped = {"duty": taken().duty_named("answer"), "text": "等待鉴定"}
    assert (
        taken().why("only_answers_stand", "office/director", "duty.suspended", stopped, subject="request")
        == ""
    )


def opinion() -> City:
    city = opened().at("2026-09-14").paper("opinion")
    city.do("office/clerk", "document.signed", {}, subject="opinion")
    return city


def publish(city: City) -> City:
    city.do("office/clerk", "document.published", {"medium": "board"}, subject="opinion")
    return city


def test_where_there_is_no_receipt_the_period_starts_from_the_publication() -> None:
    """Ten days after Monday the 14th are Thursday the 24th."""
    city = publish(opinion().issue("opinion"))
    assert city.owed("send_arrangements") == [Owed("town", "2026-09-24", "office")]


def test_a_receipt_that_comes_later_is_what_it_starts_from() -> None:
    """Ten days after Monday the 21st is the National Day, and the first working day after it Thursday the 8th."""
    city = publish(opinion().issue("opinion")).at("2026-09-21").receive("opinion")
    assert city.owed("send_arrangements") == [Owed("town", "2026-10-08", "office")]
    assert city.report("arrangements").owed("send_arrangements") == []


def test_a_publication_after_the_receipt_changes_nothing() -> None:
    city = opinion().issue("opinion").receive("opinion")
    publish(city.at("2026-09-21"))
    assert city.owed("send_arrangements") == [Owed("town", "2026-09-24", "office")]


def test_what_was_done_is_not_owed_again_when_the_other_start_comes() -> None:
    city = publish(opinion().issue("opinion")).report("arrangements").at("2026-09-21").receive("opinion")
    assert city.owed("send_arrangements") == []


def test_a_day_that_was_given_stays_whatever_else_comes() -> None:
    city = publish(opinion().issue("opinion")).approve("duty.extended", on="opinion")
    city.do(
        "office/director",
        "duty.extended",
        city.extension("send_arrangements", "2026-10-30"),
        subject="opinion",
    )
    assert city.at("2026-09-21").receive("opinion").owed("send_arrangements") == [
        Owed("town", "2026-10-30", "office")
    ]


def test_a_limit_is_set_by_nobody_else() -> None:
    city = answered()
    limit = {"duty": city.duty_named("carry_out"), "due": "2026-12-01", "limit_source": "自定"}
    with pytest.raises(Refused):
        city.do("station/head", "limit.set", limit, subject="request")
