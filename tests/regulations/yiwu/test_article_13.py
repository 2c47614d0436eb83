"""Article 13: letters are registered one by one, dealt with one by one, and never lost."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered
from tests.regulations.yiwu.test_safeguards import may_do

clause = pytest.mark.clause

LETTER = {"kind": "report", "channel": "letter", "subject": "补贴迟迟没有到账", "addressee": "team"}
COMMENT = LETTER | {"kind": "comment", "subject": "公开太简单"}


def taken_in(kind: str) -> City:
    """A letter of this kind to the team, registered and not yet accepted."""
    city = entered()
    letter = LETTER | {"kind": kind}
    city.do("team/registrar", "complaint.received", letter, within="inspection", name="complaint")
    return city


@clause("yiwu-13-1", effect="enforced")
def test_a_letter_outside_the_remit_is_not_accepted() -> None:
    city = entered().complain()
    assert (
        city.why(
            "within_remit", "team/head", "complaint.accepted", {"within_remit": False}, subject="complaint"
        )
        == "yiwu-13-1 属于职责范围的才受理：“属于职责范围”不符合要求"
    )
    city.do("team/head", "complaint.accepted", {"within_remit": True}, subject="complaint")
    assert city.subject("complaint").state == "accepted"


@clause("yiwu-13-1", effect="enforced")
@pytest.mark.parametrize("kind", ["report", "comment"])
@pytest.mark.parametrize("result", ["clue", "finding", "understood"])
def test_what_was_not_accepted_is_not_worked_on(result: str, kind: str) -> None:
    city = taken_in(kind)
    closing = {"result": result, "text": "已办"}
    assert (
        city.why("worked_on_within_remit", "team/head", "complaint.closed", closing, subject="complaint")
        == "yiwu-13-1 没有受理的信访，不作为巡查事项办理：现在是“已收到”，要到“已受理、已答复”才能办"
    )
    city.do("team/head", "complaint.accepted", {"within_remit": True}, subject="complaint")
    city.do("team/head", "complaint.closed", closing, subject="complaint")


@clause("yiwu-13-1", effect="enforced")
def test_a_sender_turned_away_is_told_where_to_turn() -> None:
    city = entered().complain()
    assert city.faults("team/head", "complaint.declined", {}, subject="complaint") == {
        "told_where": "请填写：告知去处"
    }
    city.do("team/head", "complaint.declined", {"told_where": "市信访局"}, subject="complaint")
    assert city.held("complaint", "complaint.declined")["told_where"] == "市信访局"


@clause("yiwu-13-2", effect="enforced")
def test_no_letter_is_registered_while_nobody_is_named_to_register() -> None:
    city = entered()
    city.do("office/clerk", "seat.vacated", {"seat": "registrar", "person": "@沈知秋"}, subject="team")
    asked = ("office/clerk", "complaint.received", LETTER)
    assert (
        city.why("registrar_named", *asked, within="inspection")
        == "yiwu-13-2 先指定登记人，才能登记信访：第一组的信访登记人还没有人"
    )
    named = {"seat": "registrar", "person": "@沈知秋", "home_unit": "@party", "task": "登记"}
    city.do("office/clerk", "seat.filled", named, subject="team")
    city.do(*asked, within="inspection")


@clause("yiwu-13-2", effect="enforced")
def test_no_comment_is_registered_while_nobody_is_named_to_register() -> None:
    city = entered()
    asked = ("office/clerk", "complaint.received", COMMENT)
    assert city.why("registrar_named", *asked, within="inspection") == ""
    city.do("office/clerk", "seat.vacated", {"seat": "registrar", "person": "@沈知秋"}, subject="team")
    assert (
        city.why("registrar_named", *asked, within="inspection")
        == "yiwu-13-2 先指定登记人，才能登记信访：第一组的信访登记人还没有人"
    )


@clause("yiwu-13-3", effect="enforced")
def test_letters_get_numbers_without_a_gap_and_a_voided_one_keeps_its_own() -> None:
    city = entered().complain("first").complain("second")
    city.do("team/head", "matter.withdrawn", {"text": "登记了两次"}, subject="second")
    city.complain("third")
    assert [city.subject(name).number for name in ("first", "second", "third")] == [
        "第一组信〔2015〕1号",
        "第一组信〔2015〕2号",
        "第一组信〔2015〕3号",
    ]
    assert city.subject("second").state == "withdrawn"


@clause("yiwu-13-3", effect="enforced")
def test_the_registrar_cannot_take_a_letter_out_of_the_register() -> None:
    city = entered().complain()
    assert (
        city.why("register_kept", "team/registrar", "matter.withdrawn", {"text": "重复"}, subject="complaint")
        == "yiwu-13-3 登记过的信访不能删，误登的由组长写明理由作废，号码保留：这件事由组长办理"
    )
    assert city.faults("team/head", "matter.withdrawn", {}, subject="complaint") == {"text": "请填写：内容"}


@clause("yiwu-13-3", effect="enforced")
def test_a_comment_is_voided_by_the_head_alone() -> None:
    city = taken_in("comment")
    void = ("matter.withdrawn", {"text": "登记了两次"})
    assert city.why("register_kept", "team/registrar", *void, subject="complaint") != ""
    city.do("team/head", *void, subject="complaint")
    assert city.subject("complaint").state == "withdrawn"


@clause("yiwu-13-3", effect="enforced")
@pytest.mark.parametrize("kind", ["report", "comment"])
@pytest.mark.parametrize(
    ("addressee", "rule", "by", "name"),
    [
        ("office", "letters_of_office", "office/director", "巡查办"),
        ("leading_group", "letters_of_group", "group/leader", "领导小组"),
    ],
)
def test_a_letter_past_the_team_is_voided_by_whom_it_is_addressed_to(
    addressee: str, rule: str, by: str, name: str, kind: str
) -> None:
    city = entered()
    letter = LETTER | {"kind": kind, "addressee": addressee}
    city.do("office/clerk", "complaint.received", letter, within="inspection", name="letter")
    assert city.keys["team"] not in city.subject("letter").readers
    void = ("matter.withdrawn", {"text": "登记了两次"})
    said = f"yiwu-13-3 送{name}的信访，误登由{name}写明理由作废，号码保留：这件事由{name}办理"
    assert city.why(rule, "team/head", *void, subject="letter") == said
    number = city.subject("letter").number
    city.do(by, *void, subject="letter")
    assert (city.subject("letter").state, city.subject("letter").number) == ("withdrawn", number)


@clause("yiwu-13-3", effect="enforced")
@pytest.mark.parametrize("kind", ["report", "comment"])
@pytest.mark.parametrize("addressee", ["team", ""])
def test_a_letter_to_the_team_is_voided_by_the_head_and_by_nobody_above(addressee: str, kind: str) -> None:
    city = entered()
    letter = LETTER | {"kind": kind, "addressee": addressee}
    city.do("team/registrar", "complaint.received", letter, within="inspection", name="letter")
    void = ("matter.withdrawn", {"text": "登记了两次"})
    said = "yiwu-13-3 登记过的信访不能删，误登的由组长写明理由作废，号码保留：这件事由组长办理"
    for by in ("office/director", "group/leader", "team/registrar"):
        assert city.why("register_kept", by, *void, subject="letter") == said, by
    city.do("team/head", *void, subject="letter")


@clause("yiwu-13-3", effect="enforced")
def test_two_letters_on_the_same_matter_stay_two() -> None:
    city = entered().complain("first").complain("second")
    city.do("team/head", "matter.linked", {"to": "@first", "as": "same"}, subject="second")
    assert [city.subject(name).state for name in ("first", "second")] == ["received", "received"]
    assert len(city.duties("each_complaint")) == 2


@clause("yiwu-13-5", effect="tracked")
def test_each_letter_is_owed_an_ending_by_the_head() -> None:
    city = entered().complain("first").complain("second")
    assert city.owed("each_complaint") == [Owed("team/head", "未定"), Owed("team/head", "未定")]
    city.do("team/head", "matter.annotated", {"text": "请核"}, subject="first")
    city.do("team/head", "complaint.accepted", {"within_remit": True}, subject="first")
    assert len(city.owed("each_complaint")) == 2
    city.do("team/head", "complaint.closed", {"result": "understood", "text": "已说明"}, subject="first")
    [left] = city.duties("each_complaint")
    assert left.stream == city.keys["second"]


@clause("yiwu-13-5", effect="tracked")
def test_a_comment_is_owed_an_ending_by_the_head_too() -> None:
    city = entered()
    city.do("team/registrar", "complaint.received", COMMENT, within="inspection", name="comment")
    assert city.owed("each_complaint") == [Owed("team/head", "未定")]
    end = ("team/head", "inspection.ended", {})
    assert city.why("no_open_complaint", *end, subject="inspection") == (
        "yiwu-13-5 信访没有逐件处理完，不能结束巡查：还有没办结的：信访件 1 件"
    )
    city.do("team/head", "complaint.declined", {"told_where": "市政务公开办"}, subject="comment")
    assert city.owed("each_complaint") == []
    city.do(*end, subject="inspection")


@clause("yiwu-13-5", effect="tracked")
def test_a_declined_letter_is_dealt_with() -> None:
    city = entered().complain()
    city.do("team/head", "complaint.declined", {"told_where": "市信访局"}, subject="complaint")
    assert city.owed("each_complaint") == []


@clause("yiwu-13-5", effect="tracked")
def test_a_voided_letter_is_owed_nothing_any_more() -> None:
    city = entered().complain()
    city.do("team/head", "matter.withdrawn", {"text": "登记了两次"}, subject="complaint")
    assert city.owed("each_complaint") == []
    assert [duty.state for duty in city.duties("each_complaint", "lapsed")] == ["lapsed"]


@clause("yiwu-13-5", effect="tracked")
def test_the_inspection_does_not_end_over_an_open_letter() -> None:
    city = entered().complain()
    assert (
        city.why("no_open_complaint", "team/head", "inspection.ended", {}, subject="inspection")
        == "yiwu-13-5 信访没有逐件处理完，不能结束巡查：还有没办结的：信访件 1 件"
    )
    city.settle_complaint().end()
    assert city.subject("inspection").state == "ended"


@clause("yiwu-13-5", effect="tracked")
def test_what_the_office_lets_the_team_look_at_does_not_hold_the_end_up() -> None:
    city = may_do(entered(), "matter.assigned")
    retaliation = LETTER | {"kind": "retaliation", "subject": "反映人被调离", "addressee": "office"}
    city.do("office/clerk", "complaint.received", retaliation, within="inspection", name="retaliation")
    city.do("office/clerk", "matter.assigned", {"owner": "@team", "text": "请了解"}, subject="retaliation")
    assert city.keys["team"] in city.subject("retaliation").readers
    city.end()
    assert city.subject("retaliation").state == "received"


def test_a_letter_to_the_office_is_neither_owed_by_the_head_nor_counted_to_the_team() -> None:
    city = entered()
    city.do("office/clerk", "complaint.received", LETTER | {"addressee": "office"}, within="inspection")
    assert city.owed("each_complaint") == []
    assert city.owed("read_letter") == []
    city.end()


def test_what_comes_over_the_web_to_the_office_leaves_no_gap_in_the_numbers_of_the_team() -> None:
    city = entered()
    web = LETTER | {"channel": "web", "addressee": "office"}
    city.do("office/clerk", "complaint.received", web, within="inspection", name="web")
    city.do("team/registrar", "complaint.received", LETTER, within="inspection", name="letter")
    assert "网信〔" in city.subject("web").number
    assert city.subject("letter").number.endswith("信〔2015〕1号")


TO_OTHERS = [
    *(
        ("letter_to_office", "office", kind)
        for kind in ("report", "comment", "about_team_office", "retaliation", "elsewhere")
    ),
    *(("letter_to_group", "leading_group", kind) for kind in ("report", "comment", "about_team_group")),
]


def sent_to_others(addressee: str, kind: str) -> City:
    """A letter to the office or the leading group; what is not about its own people the team's registrar takes in."""
    city = entered()
    by = "team/registrar" if kind in ("report", "comment") else BODIES[addressee]
    letter = LETTER | {"kind": kind, "addressee": addressee}
    city.do(by, "complaint.received", letter, within="inspection", name="letter")
    return city


BODIES = {"office": "office/clerk", "leading_group": "group/leader"}
HOW = {
    "complaint.closed": {"result": "passed_on", "text": "已转"},
    "complaint.declined": {"told_where": "市信访局"},
}


@clause("base-23", effect="tracked")
@pytest.mark.parametrize("done", HOW)
@pytest.mark.parametrize(("rule", "addressee", "kind"), TO_OTHERS)
def test_a_letter_to_the_office_or_the_group_is_theirs_to_deal_with(
    rule: str, addressee: str, kind: str, done: str
) -> None:
    city, by = sent_to_others(addressee, kind), BODIES[addressee]
    [owed] = city.owed(rule)
    assert (owed.by, owed.when) == (by.partition("/")[0], "未定")
    assert city.keys["town"] not in city.duty(rule).readers
    assert (city.keys["team"] in city.duty(rule).readers) == (kind in ("report", "comment"))
    city.do(by, "matter.annotated", {"text": "已阅"}, subject="letter")
    assert len(city.owed(rule)) == 1, "reading it is not the end of it"
    city.do(by, done, HOW[done], subject="letter")
    assert city.owed(rule) == []


@pytest.mark.parametrize(("rule", "addressee", "kind"), TO_OTHERS)
def test_a_letter_that_was_entered_by_mistake_is_owed_by_nobody(rule: str, addressee: str, kind: str) -> None:
    city = sent_to_others(addressee, kind)
    city.do(BODIES[addressee], "matter.withdrawn", {"text": "登记了两次"}, subject="letter")
    assert [duty.state for duty in city.duties(rule, "lapsed")] == ["lapsed"]


def test_what_is_owed_on_a_letter_is_not_owed_to_a_team_that_does_not_read_it() -> None:
    city = entered()
    letter = LETTER | {"kind": "about_team_office", "addressee": "office"}
    city.do("office/clerk", "complaint.received", letter, within="inspection")
    assert city.duty("letter_to_office").owed_to is None


def test_an_important_problem_is_looked_into_after_the_team_meeting() -> None:
    city = entered().complain()
    city.do("team/head", "complaint.accepted", {"within_remit": True}, subject="complaint")
    city.meet("complaint")
    city.do("team/member", "matter.pursued", {"text": "反映集中，约谈经办人"}, subject="complaint")
    assert city.held("complaint", "matter.pursued")["text"] == "反映集中，约谈经办人"


@pytest.mark.parametrize("kind", ["report", "comment"])
def test_what_was_not_accepted_is_not_looked_into(kind: str) -> None:
    city = taken_in(kind).meet("complaint")
    asked = ("team/member", "matter.pursued", {"text": "约谈经办人"})
    assert (
        city.why("looked_into_within_remit", *asked, subject="complaint")
        == "yiwu-13-1 没有受理的信访，不能深入了解：现在是“已收到”，要到“已受理、已答复”才能办"
    )
    city.do("team/head", "complaint.accepted", {"within_remit": True}, subject="complaint")
    city.do(*asked, subject="complaint")


@clause("yiwu-13-7", effect="enforced")
@pytest.mark.parametrize("by", ["team/head", "team/member"])
def test_a_team_opens_no_disciplinary_inquiry(by: str) -> None:
    city = entered().find()
    fields = {
        "kind": "unit",
        "title": "调查",
        "about": ["某主任"],
        "grounds": ["unit_hiding"],
        "text": "理由",
    }
    assert (
        city.why("no_review_by_team", by, "inquiry.opened", fields, within="inspection")
        == "yiwu-13-7 巡查组不办理执纪审查：这件事由领导小组、巡查办、纪检监察组织、市委组织部办理"
    )
    city.do("discipline/contact", "inquiry.opened", fields, within="inspection", name="inquiry")
    assert city.subject("inquiry").state == "open"


@clause("yiwu-13-7", effect="enforced")
def test_a_team_gives_no_sanction() -> None:
    city = entered()
    fields = {
        "kind": "unit",
        "title": "调查",
        "about": ["某主任"],
        "grounds": ["unit_hiding"],
        "text": "理由",
    }
    city.do("discipline/contact", "inquiry.opened", fields, within="inspection", name="inquiry")
    sanction = {"whom": "某主任", "pursue": True, "form": "disciplinary", "text": "处分"}
    assert (
        city.why("no_review_by_team", "team/head", "accountability.decided", sanction, subject="inquiry")
        == "yiwu-13-7 巡查组不办理执纪审查：这件事由领导小组、巡查办、纪检监察组织、市委组织部办理"
    )
    city.do("discipline/contact", "accountability.decided", sanction, subject="inquiry")
