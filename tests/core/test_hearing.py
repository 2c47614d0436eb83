"""A paper with days held: whoever it names is heard first, a person signs it, and it goes to those it was made for alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.core.demo_scheme import DEMO, base
from xuncha.core.acts.engine import asks_for, refusals_of
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.names.naming import Naming
from xuncha.core.review.play import Play
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Call
from xuncha.core.wording.condition_words import condition_words
from xuncha.shipped import calendar

MAY = 'may = ["campaign.opened"'
MORE = '"duty.extended", "request.closed", "document.signed", "document.published", "request.made:heard", '


@pytest.fixture
def play() -> Play:
    """The small regulation, whose office drafts a notice that names the town for the days it held matters."""
    text = DEMO.replace(MAY, f'may = [{MORE}"campaign.opened"', 1)
    text = text.replace('may = ["document.received"', 'may = ["request.answered", "document.received"', 1)
    play = Play(read_scheme(text, "demo").over(base()), calendar(), datetime(2026, 9, 7, 10, tzinfo=SHANGHAI))
    play.put("body.formed", {"kind": "office", "title": "检查办"}, new_id=play.key("office"))
    for name, title in (("town", "柳塘镇"), ("other", "东陂镇")):
        play.put("unit.registered", {"title": title, "kind": "town"}, new_id=play.key(name))
    do(
        play,
        "campaign.opened",
        {"kind": "round", "title": "一", "starts_on": "2026-09-01"},
        new_id=play.key("round"),
    )
    draft(play, "paper", play.key("town"))
    return play


def do(play: Play, act: str, fields: dict[str, Any], by: str = "office", **where: Any) -> None:
    play.do(act, fields, by=play.seat(play.key(by)), **where)


def draft(play: Play, name: str, *named: object) -> None:
    lines = [{"party": str(key), "n": 7, "median": 20} for key in named]
    made_for = [str(play.key("town")), str(play.key("office"))]
    fields = {"kind": "notice", "text": "请抓紧"} | ({"held": lines, "for_whom": made_for} if lines else {})
    do(play, "document.drafted", fields, within=play.key("round"), new_id=play.key(name))


def refused(play: Play, act: str, fields: dict[str, Any], rule: str, of: str = "paper") -> list[str]:
    found = play.refusals(act, fields, by=play.seat(play.key("office")), subject=play.key(of))
    return [missing.text.zh for one in found if one.rule == rule for missing in one.missing]


def ask(play: Play, due: str = "2026-09-14") -> None:
    fields = {"kind": "heard", "to": str(play.key("town")), "title": "请先说明", "text": "7 件", "due": due}
    do(play, "request.made", fields, within=play.key("paper"), new_id=play.key("asked"))


def to(play: Play, *names: str) -> dict[str, Any]:
    return {"to": [str(play.key(name)) for name in names]}


def test_whoever_is_named_is_asked_and_heard_before_the_paper_is_issued(play: Play) -> None:
    issue = ("document.issued", to(play, "town"), "slow_heard_first")
    assert refused(play, *issue) == ["还没有请柳塘镇说明"]
    ask(play)
    assert refused(play, *issue) == ["柳塘镇还没有说明（到2026年9月14日）"]
    do(play, "request.answered", {"text": "一直在等答复"}, by="town", subject=play.key("asked"))
    assert refused(play, *issue) == []


def test_a_day_that_has_passed_without_an_answer_is_enough(play: Play) -> None:
    ask(play, due="2026-09-14")
    issue = ("document.issued", to(play, "town"), "slow_heard_first")
    play.now = datetime(2026, 9, 14, 10, tzinfo=SHANGHAI)
    assert refused(play, *issue) == ["柳塘镇还没有说明（到2026年9月14日）"], "the day itself is still theirs"
    play.now = datetime(2026, 9, 15, 10, tzinfo=SHANGHAI)
    assert refused(play, *issue) == []


def test_a_day_that_was_extended_is_theirs_until_it_has_passed(play: Play) -> None:
    ask(play, due="2026-09-14")
    (owed,) = [one for one in play.duties() if one.rule == "word_on_days_held"]
    longer = {"duty": str(owed.id), "due": "2026-09-30", "text": "材料多"}
    do(play, "duty.extended", longer, subject=play.key("asked"))
    issue = ("document.issued", to(play, "town"), "slow_heard_first")
    play.now = datetime(2026, 9, 15, 10, tzinfo=SHANGHAI)
    assert refused(play, *issue) == ["柳塘镇还没有说明（到2026年9月30日）"]
    play.now = datetime(2026, 10, 1, 10, tzinfo=SHANGHAI)
    assert refused(play, *issue) == []


def test_a_request_that_was_closed_unanswered_asked_nothing(play: Play) -> None:
    ask(play, due="2026-09-14")
    do(play, "request.closed", {}, subject=play.key("asked"))
    issue = ("document.issued", to(play, "town"), "slow_heard_first")
    play.now = datetime(2026, 9, 15, 10, tzinfo=SHANGHAI)
    assert refused(play, *issue) == ["还没有请柳塘镇说明"]


def test_an_answer_counts_also_once_its_request_is_closed(play: Play) -> None:
    ask(play)
    do(play, "request.answered", {"text": "一直在等答复"}, by="town", subject=play.key("asked"))
    do(play, "request.closed", {}, subject=play.key("asked"))
    assert refused(play, "document.issued", to(play, "town"), "slow_heard_first") == []


def test_the_answer_is_owed_by_the_day_the_request_names(play: Play) -> None:
    ask(play)
    (owed,) = [one for one in play.duties() if one.rule == "word_on_days_held"]
    assert (owed.owner, owed.state, owed.due["on"]) == (play.key("town"), "open", "2026-09-14")
    do(play, "request.answered", {"text": "一直在等答复"}, by="town", subject=play.key("asked"))
    assert [one.state for one in play.duties() if one.rule == "word_on_days_held"] == ["discharged"]


def test_a_person_signs_it_before_it_is_issued(play: Play) -> None:
    issue = ("document.issued", to(play, "town"), "slow_signed_first")
    assert refused(play, *issue) == ["还没有办：签批"]
    do(play, "document.signed", {}, subject=play.key("paper"))
    assert refused(play, *issue) == []


def test_it_goes_only_to_those_whose_common_matters_it_counts(play: Play) -> None:
    rule = "slow_to_its_readers"
    assert refused(play, "document.issued", to(play, "town", "other"), rule) == [
        "有 1 个不在原来定下的范围里"
    ]
    assert refused(play, "document.issued", to(play, "town", "office"), rule) == []


def test_copies_of_it_go_to_nobody(play: Play) -> None:
    copied = to(play, "town") | {"copies": ["县委宣传部"]}
    assert refused(play, "document.issued", copied, "slow_to_its_readers") == ["不能是这样：填明抄送"]
    assert refused(play, "document.issued", to(play, "town") | {"copies": []}, "slow_to_its_readers") == []


def test_it_is_never_made_public(play: Play) -> None:
    found = play.refusals(
        "document.published", {"medium": "board"}, by=play.seat(play.key("office")), subject=play.key("paper")
    )
    assert "slow_not_public" in [one.rule for one in found]


def test_a_paper_that_tells_no_days_is_asked_nothing_of_all_this(play: Play) -> None:
    draft(play, "plain")
    for rule in ("slow_heard_first", "slow_signed_first", "slow_to_its_readers"):
        plain = to(play, "town", "other") | {"copies": ["县委宣传部"]}
        assert refused(play, "document.issued", plain, rule, of="plain") == []
    found = play.refusals(
        "document.published", {"medium": "board"}, by=play.seat(play.key("office")), subject=play.key("plain")
    )
    assert "slow_not_public" not in [one.rule for one in found]


def test_a_page_that_asks_what_can_be_done_says_so_too(play: Play) -> None:
    """What stands on the paper is known before anything is typed, so no other paper seems to wait for a signature."""
    draft(play, "plain")
    for of, waiting in (("plain", False), ("paper", True)):
        case = play.case("document.issued", {}, by=play.seat(play.key("office")), subject=play.key(of))
        asked = replace(case, is_asked=True)
        found = refusals_of(asked, play.book.answer(asks_for(asked)))
        assert ("slow_signed_first" in [one.rule for one in found]) is waiting


def test_both_conditions_are_said_in_words(play: Play) -> None:
    naming = Naming(play.scheme)
    heard = condition_words(
        naming, Call("heard", {"field": "held", "request": "heard"}), ("document.issued",)
    )
    assert heard.zh == "“各单位用时”里点到的各方都作了“对用时的说明”，或者说明的期限已过"
    among = condition_words(naming, Call("among", {"a": "to", "b": "for_whom"}), ("document.issued",))
    assert among.en.startswith("everyone in '")
