"""Article 23: who has a tie with the unit stays away from it."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered, new_city
from xuncha.core.acts.engine import asks_for, cleaned, decide

clause = pytest.mark.clause

GRANT = ("group", "authority.granted", {"units": ["@town"], "matter": "本轮巡查"})
UNDECLARED = "yiwu-23-1 base-15 声明过、没有回避情形的，才能分派到单位：还没有对所派单位作出回避声明"
TIED = "yiwu-23-1 base-15 声明过、没有回避情形的，才能分派到单位：这个人对所派单位有应当回避的情形"


def formed() -> City:
    """A team with its people, who have declared nothing yet."""
    return new_city().open_round().enrol().plan().form_team()


@clause("yiwu-23-1", effect="enforced")
def test_a_team_is_not_empowered_before_everyone_declared() -> None:
    city = formed().declare("高望岚", "陆闻笙", "许知微", "沈知秋")
    assert city.why("declared_first", *GRANT, subject="team") == UNDECLARED
    assign = ("office/clerk", "inspection.assigned", {"body": "@team"})
    assert city.why("declared_first", *assign, subject="inspection") == UNDECLARED
    city.declare("温如岚").do(*GRANT, subject="team")
    city.do(*assign, subject="inspection")


@clause("yiwu-23-1", effect="enforced")
def test_who_joins_a_team_at_work_declares_first() -> None:
    city = entered()
    join = {"seat": "member", "person": "@乔木森", "home_unit": "@party", "task": "谈话"}
    asked = ("office/clerk", "seat.filled", join)
    assert (
        city.why("joined_declared", *asked, subject="team")
        == "yiwu-23-1 base-15 巡查组已经授权的，新来的人先作回避声明：还没有对所派单位作出回避声明"
    )
    city.declare("乔木森").do(*asked, subject="team")


@clause("yiwu-23-1", effect="enforced")
def test_who_deputises_or_takes_over_declares_first() -> None:
    city = entered()
    deputise = {
        "seat": "head",
        "person": "@高望岚",
        "to": "@乔木森",
        "from_on": "2015-10-12",
        "until": "2015-10-16",
    }
    hand_over = {"seat": "member", "person": "@许知微", "successor": "@乔木森", "accepted": True}
    deputising = ("team/head", "post.deputised", deputise)
    handing_over = ("office/clerk", "post.handed_over", hand_over)
    assert (
        city.why("deputy_declared", *deputising, subject="team")
        == "yiwu-23-1 base-15 代理的人先作回避声明：还没有对所派单位作出回避声明"
    )
    assert (
        city.why("successor_declared", *handing_over, subject="team")
        == "yiwu-23-1 base-15 接任的人先作回避声明：还没有对所派单位作出回避声明"
    )
    city.declare("乔木森")
    assert city.refused(*deputising, subject="team") == ()
    assert city.refused(*handing_over, subject="team", paper="交接单1号") == ()


@clause("yiwu-23-4", effect="enforced")
def test_who_sits_in_the_leadership_of_a_unit_does_not_inspect_it() -> None:
    city = formed().declare().declare("严明礼")
    member = {"seat": "member", "person": "@严明礼", "home_unit": "@party", "task": "谈话"}
    city.do("office/clerk", "seat.filled", member, subject="team")
    said = "被巡查单位的领导班子成员，不巡查本单位：这个人是被巡查单位的领导班子成员"
    assert city.why("leadership_keeps_away", *GRANT, subject="team") == f"yiwu-23-4 {said}"
    assign = ("office/clerk", "inspection.assigned", {"body": "@team"})
    assert city.why("leadership_keeps_away", *assign, subject="inspection") == f"yiwu-23-4 {said}"
    city.do("office/clerk", "seat.vacated", {"seat": "member", "person": "@严明礼"}, subject="team")
    city.do(*GRANT, subject="team")
    assert (
        city.why("leadership_does_not_join", "office/clerk", "seat.filled", member, subject="team")
        == "yiwu-23-4 被巡查单位的领导班子成员，不进巡查它的组：这个人是被巡查单位的领导班子成员"
    )
    other = member | {"person": "@何其安"}
    assert city.why("leadership_does_not_join", "office/clerk", "seat.filled", other, subject="team") == ""


@clause("yiwu-23-5", effect="enforced")
def test_a_team_that_comes_from_the_unit_altogether_is_shown_as_such() -> None:
    city = new_city().open_round().enrol().plan().form_team(home="town").declare()
    case = city.play.case(
        "authority.granted", city._with_ids(GRANT[2]), subject=city.keys["team"], by=city.by("group")
    )
    outcome = decide(cleaned(case), city.play.book.answer(asks_for(cleaned(case))), city.play.calendar)
    [shown] = [one for one in outcome.shown if one.rule == "home_unit_shown"]
    assert shown.missing[0].text.zh == "这个组的人都来自被巡查单位"
    city = new_city().open_round().enrol().plan().form_team().declare()
    case = city.play.case(
        "authority.granted", city._with_ids(GRANT[2]), subject=city.keys["team"], by=city.by("group")
    )
    assert (
        decide(cleaned(case), city.play.book.answer(asks_for(cleaned(case))), city.play.calendar).shown == ()
    )


GROUNDS = [
    pytest.param("near_relative", marks=clause("yiwu-23-3", effect="enforced")),
    pytest.param("own_interest", marks=clause("yiwu-23-4", effect="enforced")),
    pytest.param("other", marks=clause("yiwu-23-5", effect="enforced")),
]


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_tie_keeps_the_person_off_the_unit(ground: str) -> None:
    city = formed().declare("高望岚", "陆闻笙", "沈知秋", "温如岚")
    tie = {"towards": "@town", "ground": ground, "text": "说明"}
    city.do("team/member", "tie.declared", tie, subject="许知微")
    assert city.why("declared_first", *GRANT, subject="team") == TIED
    leave = {"seat": "member", "person": "@许知微"}
    city.do("office/clerk", "seat.vacated", leave, subject="team")
    city.do(*GRANT, subject="team")


def test_a_tie_has_one_of_the_listed_grounds() -> None:
    tie = {"towards": "@town", "ground": "dislike"}
    assert formed().faults("team/member", "tie.declared", tie, subject="许知微") == {
        "ground": "没有这个选项，可选：与班子成员有近亲属关系、涉及本人利害、其他可能影响公正"
    }


@clause("yiwu-23-2", effect="enforced")
def test_who_has_a_tie_owes_the_application_even_where_a_clerk_wrote_the_tie_down() -> None:
    city = formed()
    tie = {"towards": "@town", "ground": "near_relative"}
    city.do("office/clerk", "tie.declared", tie, subject="许知微")
    assert [owed.by for owed in city.owed("withdraw")] == ["team/member"]
    apart = {"unit": "@bureau", "ground": "near_relative"}
    city.do("team/member", "recusal.requested", apart, subject="许知微")
    assert len(city.owed("withdraw")) == 1, "another unit is not this one"
    city.do(
        "team/member", "recusal.requested", {"unit": "@town", "ground": "near_relative"}, subject="许知微"
    )
    assert city.owed("withdraw") == []


@clause("yiwu-23-2", effect="enforced")
def test_who_declares_to_have_no_tie_owes_no_application() -> None:
    city = formed().declare()
    assert city.owed("withdraw") == []


@clause("yiwu-23-2", effect="enforced")
def test_who_declares_anew_to_have_no_tie_still_owes_until_the_office_has_looked_into_it() -> None:
    city = formed()
    city.do("office/clerk", "tie.declared", {"towards": "@town", "ground": "near_relative"}, subject="许知微")
    city.declare("许知微")
    [duty] = city.duties("withdraw")
    reason = {"duty": str(duty.id), "text": "核实没有近亲属关系"}
    city.do("office/director", "duty.lapsed", reason, subject="许知微")
    assert city.owed("withdraw") == []


@clause("yiwu-23-2", effect="enforced")
def test_an_application_keeps_the_person_off_at_once() -> None:
    city = entered()
    note = (
        "team/member",
        "request.made",
        {"kind": "papers", "to": "@town", "title": "账册", "text": "请提供", "material": "accounts"},
    )
    assert city.refused(*note, within="inspection") == ()
    city.do("team/member", "recusal.requested", {"unit": "@town", "ground": "own_interest"}, subject="许知微")
    assert (
        city.why("recused", *note, within="inspection")
        == "yiwu-23-2 已经申请回避的人，不再办这个单位的事：请交给没有回避情形的人办理"
    )
    assert city.refused("team/head", *note[1:], within="inspection") == (), "the others work on"


@clause("yiwu-23-2", effect="enforced")
def test_a_person_found_to_have_no_ground_comes_back() -> None:
    city = entered()
    note = (
        "team/member",
        "request.made",
        {"kind": "papers", "to": "@town", "title": "账册", "text": "请提供", "material": "accounts"},
    )
    city.do("team/member", "recusal.requested", {"unit": "@town", "ground": "other"}, subject="许知微")
    assert city.owed("decide_recusal") == [Owed("office", "未定", "team")]
    city.do(
        "office/director",
        "recusal.decided",
        {"unit": "@town", "kept_off": False, "text": "不属于回避情形"},
        subject="许知微",
    )
    assert city.refused(*note, within="inspection") == ()


@pytest.mark.parametrize("said", [{}, {"none": True, "ground": "other"}], ids=["nothing", "both"])
def test_a_declaration_names_a_tie_or_says_that_there_is_none(said: dict[str, object]) -> None:
    city = new_city()
    blank = ("office/clerk", "tie.declared", {"towards": "@town", **said})
    assert city.faults(*blank, subject="许知微") == {
        "ground": "选一种情形，或者勾选“没有回避情形”，只能是其中一样"
    }
