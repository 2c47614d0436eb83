"""Part 3: the leading group, its office, and 108 people in fifteen teams."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import (
    CASE,
    JUDGED,
    City,
    crew,
    gathered,
    new_city,
    opened,
    prepared,
    scheme,
    staffed,
)

clause = pytest.mark.clause

OPEN = (
    "office/clerk",
    "campaign.opened",
    {"kind": "city_round", "title": "全市巡查", "starts_on": "2017-02-27"},
)
BEGIN = ("office/clerk", "phase.started", {"phase": "inspect", "starts_on": "2017-03-06"})
ENTER = ("team1/head", "inspection.started", {"place": "街道办事处"})

VIEWS = [(view.page, view.cite) for view in scheme().views]


def post_of(role: str) -> str:
    """The office that the plan binds to a seat."""
    post = scheme().roles[role].post
    return post.zh if post else ""


def vacate(city: City, party: str, seat: str, person: str) -> City:
    """The seat is left empty, from a paper as those of the leading group are."""
    fields = {"seat": seat, "person": f"@{person}"}
    city.do("office/clerk", "seat.vacated", fields, subject=party, paper="武组干〔2017〕5号")
    return city


@clause("wuhan-3-1", effect="enforced")
def test_no_round_before_the_leading_group_has_its_five_deputies() -> None:
    city = vacate(new_city(), "group", "deputy_mayor", "deputy_mayor")
    said = "领导小组的副组长（常务副市长）还没有人"
    assert said in city.why("group_exists", *OPEN)
    assert new_city().why("group_exists", *OPEN) == ""


@clause("wuhan-3-2", effect="enforced")
def test_no_round_before_the_leading_group_has_its_one_leader() -> None:
    city = vacate(new_city(), "group", "leader", "周敬川")
    assert "领导小组的领导小组组长还没有人" in city.why("group_exists", *OPEN)
    city = new_city()
    second = {"seat": "leader", "person": "@许知微"}
    [refusal] = city.refused("office/clerk", "seat.filled", second, subject="group")
    assert refusal.cite == ("wuhan-3-2",)
    assert post_of("group_leader") == "市委副书记、政法委书记"


@clause("wuhan-3-9", effect="enforced")
def test_the_office_has_one_director_and_no_round_without() -> None:
    city = vacate(new_city(), "office", "director", "林若舟")
    assert (
        city.why("office_led", *OPEN)
        == "wuhan-3-9 办公室有了主任，才能开展巡查：市作风巡查办的办公室主任还没有人"
    )
    assert new_city().why("office_led", *OPEN) == ""
    second = {"seat": "director", "person": "@许知微", "home_unit": "@bureau"}
    [refusal] = new_city().refused("office/clerk", "seat.filled", second, subject="office")
    assert refusal.cite == ("wuhan-3-9",)


DEPUTY_SEATS = [
    pytest.param(seat, post, marks=clause(f"wuhan-3-{n}", effect="recorded-core"), id=seat)
    for n, (seat, post) in enumerate(
        {
            "deputy_discipline": "市委常委、市纪委书记", "deputy_mayor": "市委常委、常务副市长",
            "deputy_police": "市委常委、市公安局局长", "deputy_organisation": "市委常委、组织部部长",
            "deputy_secretary": "市委常委、秘书长",
        }.items(),
        start=3,
    )
]  # fmt: skip


@pytest.mark.parametrize(("seat", "post"), DEPUTY_SEATS)
def test_each_deputy_s_seat_is_bound_to_a_post_and_held_by_one(seat: str, post: str) -> None:
    city = vacate(new_city(), "group", seat, seat)
    filled = {"seat": seat, "person": "@许知微"}
    city.do("office/clerk", "seat.filled", filled, subject="group", paper="武组干〔2017〕6号")
    assert city.by("group", seat).person == city.keys["许知微"]
    held = city.held("group", "seat.filled")
    assert (held["seat"], held["person"]) == (seat, str(city.keys["许知微"]))
    role = next(role for role in scheme().roles.values() if role.seat == seat)
    assert (post_of(role.id), role.max) == (post, 1)


def test_the_police_head_s_seat_reads_no_case() -> None:
    city = gathered()
    case = city.subject("case")
    assert city.keys["group"] not in case.readers
    assert city.keys["police"] not in case.readers


SECTIONS = [
    pytest.param("office", "市作风巡查办", marks=clause("wuhan-3-8", effect="recorded-core"), id="office"),
    pytest.param(
        "coordination", "综合协调组", marks=clause("wuhan-3-11", effect="recorded-core"), id="coordination"
    ),
    pytest.param(
        "supervision", "督办组", marks=clause("wuhan-3-12", effect="recorded-core"), id="supervision"
    ),
    pytest.param("guidance", "业务指导组", marks=clause("wuhan-3-13", effect="recorded-core"), id="guidance"),
]


@pytest.mark.parametrize(("kind", "title"), SECTIONS)
def test_office_and_sections_say_where_they_are_placed(kind: str, title: str) -> None:
    city = new_city()
    city.do("office/clerk", "body.formed", {"kind": kind, "title": title, "host": "@bureau"}, name="section")
    assert city.held("section")["host"] == str(city.keys["bureau"])
    assert "host" in city.faults("office/clerk", "body.formed", {"kind": kind, "title": title})


@clause("wuhan-3-10", effect="recorded-core")
def test_the_office_has_at_most_four_deputy_directors() -> None:
    city = new_city()
    for name in ("程远道", "乔木森", "严明礼", "许知微", "何其安"):
        fields = {"seat": "vice_director", "person": f"@{name}", "home_unit": "@bureau"}
        if name != "何其安":
            city.do("office/clerk", "seat.filled", fields, subject="office")
    [refusal] = city.refused("office/clerk", "seat.filled", fields, subject="office")
    assert refusal.cite == ("wuhan-3-10",)
    held = city.held("office", "seat.filled")
    assert (held["seat"], held["person"]) == ("vice_director", str(city.keys["许知微"]))


@clause("wuhan-3-14", effect="recorded-core")
def test_seconded_office_staff_stand_with_their_home_unit() -> None:
    city = new_city()
    fields = {"seat": "office_staff", "person": "@许知微", "home_unit": "@bureau"}
    city.do("office/clerk", "seat.filled", fields, subject="office")
    assert city.by("office", "office_staff").home_unit == city.keys["bureau"]
    assert city.held("office", "seat.filled")["home_unit"] == str(city.keys["bureau"])
    bare = {"seat": "office_staff", "person": "@许知微"}
    assert "home_unit" in city.faults("office/clerk", "seat.filled", bare, subject="office")


@clause("wuhan-3-15", effect="shown-core")
def test_the_office_oversees_all_teams_on_one_page() -> None:
    assert ("round_board", ("wuhan-3-15", "wuhan-6-1")) in VIEWS


@clause("wuhan-3-16", effect="tracked")
@clause("wuhan-6-2", effect="tracked")
def test_a_follow_up_stays_open_until_the_office_closes_it() -> None:
    city = prepared()
    due = {"due": "2017-03-10"}
    city.ask("follow_up", by="supervision/clerk", to="team1", within="round", **due)
    assert city.owed("follow_up") == [Owed("office", "未定", "supervision")]
    assert city.duty("follow_up").co_owners == (str(city.keys["supervision"]),)
    assert city.owed("answer_follow_up") == [Owed("team1", "2017-03-10", "office")]
    city.do("team1/head", "request.answered", {"text": "已进驻"}, subject="follow_up")
    assert city.owed("answer_follow_up") == []
    assert len(city.owed("follow_up")) == 1, "answered is not closed"
    city.do("supervision/clerk", "request.closed", {}, subject="follow_up")
    assert city.owed("follow_up") == []


def test_another_request_is_no_follow_up() -> None:
    city = prepared().ask("suggestion", by="office/clerk", to="team1", within="round")
    assert city.owed("follow_up") == city.owed("answer_follow_up") == []


# ---------------------------------------------------------------------- the teams


@clause("wuhan-3-17", effect="enforced")
def test_108_people_sit_in_the_teams_or_the_difference_has_its_reason() -> None:
    city = prepared()
    assert city.why("hundred_and_eight", *BEGIN, subject="round") == ""
    vacate(city, "team2", "staff", crew(2)[7])
    said = "wuhan-3-17 各组合计108人，不足或者超出的写明理由：巡查组的组长、副组长、工作人员：应为 108 人，现在是 107 人"
    assert city.why("hundred_and_eight", *BEGIN, subject="round") == said
    assert city.refused(*BEGIN, subject="round", reason="一人因病未到") == ()


SOURCES = [
    pytest.param(value.code, marks=clause(value.cite[0], effect="recorded-core"), id=value.code)
    for value in scheme().lists["staff_sources"].values.values()
]


@pytest.mark.parametrize("source", SOURCES)
def test_each_of_the_team_says_where_from(source: str) -> None:
    city = opened().form_team(1)
    city.fill("team1", "staff", "许知微", source)
    held = city.held("team1", "seat.filled")
    assert held["staff_source"] == source
    bare = {"seat": "staff", "person": "@何其安", "home_unit": "@bureau"}
    assert "staff_source" in city.faults("organisation/clerk", "seat.filled", bare, subject="team1")


def test_a_team_wholly_from_the_unit_is_shown_as_a_caution_and_not_refused() -> None:
    city = staffed()
    fields = {"unit": "@bureau", "ground": "listed", "area": "@district1"}
    city.do(
        "office/clerk", "unit.enrolled", fields, within="round", name="inspection", reason="救助资金问题集中"
    )
    asked = ("office/clerk", "inspection.assigned", {"body": "@team1"})
    assert city.declare("bureau").refused(*asked, subject="inspection") == ()
    assert scheme().guards["home_shown"].strength == "show"


@clause("wuhan-3-23", effect="enforced")
def test_a_sixteenth_team_is_refused() -> None:
    city = opened().form_teams(14)
    sixteenth = (
        "office/clerk",
        "body.formed",
        {"kind": "team", "title": "第16巡查组", "area": "@district15"},
    )
    assert city.why("fifteen_teams", *sixteenth, within="round") == ""
    city.form_team(15)
    said = "wuhan-3-23 一轮只设15个巡查组：巡查组：连这一个是 16，最多 15"
    assert city.why("fifteen_teams", *sixteenth, within="round") == said


@clause("wuhan-3-23", effect="enforced")
def test_the_inspection_begins_with_all_fifteen_teams() -> None:
    city = opened().form_teams(14)
    said = "wuhan-3-23 15个组都组建了，才转入巡查实施：巡查组：现在是 14，应不少于 15、不多于 15"
    assert city.why("all_teams_formed", *BEGIN, subject="round") == said
    assert city.form_team(15).why("all_teams_formed", *BEGIN, subject="round") == ""


@clause("wuhan-3-24", effect="enforced")
def test_a_team_inspects_its_own_district_and_no_other() -> None:
    city = staffed().enrol().declare(n=2)
    asked = ("office/clerk", "inspection.assigned", {"body": "@team2"})
    said = "wuhan-3-24 一个组只巡查自己负责的区：第2巡查组的“负责的区域”与这里的不是同一个"
    assert city.why("one_district", *asked, subject="inspection") == said
    asked = ("office/clerk", "inspection.assigned", {"body": "@team1"})
    assert city.declare().why("one_district", *asked, subject="inspection") == ""


@clause("wuhan-3-24", effect="enforced")
def test_a_team_is_formed_for_one_district_and_a_place_is_enrolled_with_its_own() -> None:
    city = opened()
    bare = ("office/clerk", "body.formed", {"kind": "team", "title": "第1巡查组"})
    assert "area" in city.faults(*bare, within="round")
    nowhere = ("office/clerk", "unit.enrolled", {"unit": "@town", "ground": "listed"})
    said = "wuhan-3-24 街道、站所、社区（村）要写明在哪个区：请填写：所在的区"
    assert city.why("district_written", *nowhere, within="round") == said
    of_city = ("office/clerk", "unit.enrolled", {"unit": "@bureau", "ground": "listed"})
    assert city.why("district_written", *of_city, within="round") == "", "a city body lies in no district"


@clause("wuhan-3-24", effect="enforced")
def test_a_city_level_unit_may_be_given_to_any_team() -> None:
    city = staffed()
    fields = {"unit": "@institution", "ground": "listed"}
    city.do(
        "office/clerk", "unit.enrolled", fields, within="round", name="inspection", reason="住房保障问题集中"
    )
    city.declare("institution", 2).assign(team="team2")
    assert city.subject("inspection").body == city.keys["team2"]


@clause("wuhan-3-25", effect="enforced")
@clause("wuhan-3-26", effect="enforced")
def test_a_team_has_one_head_and_one_deputy_and_enters_with_both() -> None:
    city = prepared().begin()
    for seat, rule in (("head", "wuhan-3-25"), ("deputy", "wuhan-3-26")):
        city.nominate(
            "team1",
            seat,
            "许知微",
            *(("full_bureau", "relieved") if seat == "head" else ("deputy_bureau", "serving")),
        )
        second = {"seat": seat, "person": "@许知微", "home_unit": "@bureau", "staff_source": "bureau"}
        [refusal] = city.refused("organisation/clerk", "seat.filled", second, subject="team1")
        assert refusal.cite == (rule,)
    assert city.why("led_by_two", *ENTER, subject="inspection") == ""
    vacate(city, "team1", "deputy", "1组2")
    said = "wuhan-3-25 wuhan-3-26 组长、副组长到位，才能进驻：第1巡查组的副组长还没有人"
    assert city.why("led_by_two", *ENTER, subject="inspection") == said


@clause("wuhan-3-27", effect="enforced")
def test_a_team_has_five_or_six_staff() -> None:
    city = prepared().begin()
    assert city.why("five_or_six", *ENTER, subject="inspection") == ""
    seventh = {"seat": "staff", "person": "@许知微", "home_unit": "@bureau", "staff_source": "young"}
    [refusal] = city.refused("organisation/clerk", "seat.filled", seventh, subject="team1")
    assert refusal.cite == ("wuhan-3-27",), "six is the most"
    vacate(vacate(city, "team1", "staff", "1组3"), "team1", "staff", "1组4")
    said = "wuhan-3-27 进驻的组要有五至六名工作人员：巡查组的工作人员：应为 5—6 人，现在是 4 人"
    assert city.why("five_or_six", *ENTER, subject="inspection") == said


GRADES = [
    pytest.param("head", ("full_bureau", "relieved"), "wuhan-3-28 组长是免职未退休的市管正局级干部",
                 marks=clause("wuhan-3-28", effect="enforced"), id="head"),
    pytest.param("deputy", ("deputy_bureau", "serving"), "wuhan-3-29 副组长是现职副局级干部",
                 marks=clause("wuhan-3-29", effect="enforced"), id="deputy"),
]  # fmt: skip


@pytest.mark.parametrize(("seat", "traits", "said"), GRADES)
def test_grade_and_status_are_both_checked_at_the_nomination(
    seat: str, traits: tuple[str, str], said: str
) -> None:
    city = opened().form_team(1)
    rule = f"{seat}_grade"
    for held in ([], [traits[0]], [traits[1]]):
        fields = {"seat": seat, "person": "@许知微", "traits": held, **JUDGED}
        assert city.why(rule, "organisation/clerk", "person.nominated", fields, subject="team1").startswith(
            said
        )
    fields = {"seat": seat, "person": "@许知微", "traits": list(traits), **JUDGED}
    assert city.why(rule, "organisation/clerk", "person.nominated", fields, subject="team1") == ""


@pytest.mark.parametrize(("seat", "traits", "said"), GRADES)
def test_only_whoever_was_nominated_is_seated(seat: str, traits: tuple[str, str], said: str) -> None:
    city = opened().form_team(1).nominate("team1", seat, "许知微", *traits)
    rule = f"{seat}_nominated"
    fill = {"seat": seat, "home_unit": "@bureau", "staff_source": "bureau"}
    other = fill | {"person": "@何其安"}
    assert "还没有办：" in city.why(rule, "organisation/clerk", "seat.filled", other, subject="team1")
    right = fill | {"person": "@许知微"}
    assert city.why(rule, "organisation/clerk", "seat.filled", right, subject="team1") == ""


@pytest.mark.parametrize(("seat", "traits", "said"), GRADES)
def test_whoever_takes_the_post_over_was_nominated_too(seat: str, traits: tuple[str, str], said: str) -> None:
    city = staffed()
    holder = crew(1)[0 if seat == "head" else 1]
    over = {"seat": seat, "person": f"@{holder}", "successor": "@许知微", "accepted": True}
    asked = ("office/clerk", "post.handed_over", over)
    assert "还没有办：" in city.why(f"next_{seat}_nominated", *asked, subject="team1")
    city.nominate("team1", seat, "许知微", *traits)
    assert city.why(f"next_{seat}_nominated", *asked, subject="team1") == ""


JUDGEMENTS = [
    pytest.param(field, marks=clause(f"wuhan-3-{n}", effect="recorded-core"), id=field)
    for n, field in enumerate(("knows_policy", "experience", "takes_on"), start=30)
]


@pytest.mark.parametrize("field", JUDGEMENTS)
@pytest.mark.parametrize("seat", ["head", "deputy"])
def test_what_people_judge_of_head_and_deputy_is_written_down(field: str, seat: str) -> None:
    city = opened().form_team(1)
    traits = ("full_bureau", "relieved") if seat == "head" else ("deputy_bureau", "serving")
    city.nominate("team1", seat, "许知微", *traits)
    assert city.held("team1", "person.nominated")[field] == JUDGED[field]
    fields = {"seat": seat, "person": "@何其安", "traits": list(traits), **JUDGED}
    del fields[field]
    assert field in city.faults("organisation/clerk", "person.nominated", fields, subject="team1")


@clause("wuhan-3-33", effect="recorded-core")
def test_the_team_works_in_the_unit_and_its_place_there_is_known() -> None:
    city = prepared().begin().enter()
    assert city.held("inspection", "inspection.started")["place"] == "街道办事处三楼"
    assert city.faults("team1/head", "inspection.started", {}, subject="inspection") != {}


@clause("wuhan-3-34", effect="tracked")
def test_the_organisation_department_owes_head_deputy_and_five_staff() -> None:
    city = opened().form_team(1)
    assert city.owed("second_leads") == [Owed("organisation", "before inspection.started", "office")] * 2
    assert city.owed("second_staff") == [Owed("organisation", "before inspection.started", "office")]
    city.nominate("team1", "head", "许知微", "full_bureau", "relieved").fill("team1", "head", "许知微")
    assert len(city.owed("second_leads")) == 1, "a head is no deputy"
    for n in range(1, 5):
        city.person(f"干部{n}")
        city.fill("team1", "staff", f"干部{n}")
    assert len(city.owed("second_staff")) == 1, "four are not five"
    city.person("干部5")
    city.fill("team1", "staff", "干部5")
    assert city.owed("second_staff") == []
    city.nominate("team1", "deputy", "何其安", "deputy_bureau", "serving").fill("team1", "deputy", "何其安")
    assert city.owed("second_leads") == []


@clause("wuhan-3-35", effect="tracked")
def test_the_team_s_district_owes_people_for_it() -> None:
    city = opened().form_team(2)
    assert city.owed("name_people") == [Owed("district2", "before inspection.started", "organisation")]
    assert city.keys["district2"] in city.subject("team2").readers
    city.nominate("team2", "head", "许知微", "full_bureau", "relieved")
    assert len(city.owed("name_people")) == 1, "that was the organisation department"
    city.do("district2", "person.nominated", {"seat": "staff", "person": "@何其安"}, subject="team2")
    assert city.owed("name_people") == []


@clause("wuhan-3-36", effect="recorded-core")
def test_a_check_shows_who_of_the_district_took_part() -> None:
    city = prepared().begin().enter().visit("case", name="check", district_staff=["@严明礼"])
    assert city.held("check")["district_staff"] == [str(city.keys["严明礼"])]


@clause("base-15", effect="enforced")
def test_everybody_of_the_team_declares_before_it_gets_a_unit() -> None:
    city = staffed().enrol()
    asked = ("office/clerk", "inspection.assigned", {"body": "@team1"})
    assert "还没有对所派单位作出回避声明" in city.why("declared_first", *asked, subject="inspection")
    assert city.declare().why("declared_first", *asked, subject="inspection") == ""


FILL = {"seat": "staff", "person": "@许知微", "home_unit": "@town", "staff_source": "young"}
OVER = {"seat": "staff", "person": f"@{crew(4)[2]}", "successor": "@许知微", "accepted": True}
LEND = {
    "seat": "staff",
    "person": f"@{crew(4)[2]}",
    "to": "@许知微",
    "from_on": "2017-03-01",
    "until": "2017-03-10",
}


@pytest.mark.parametrize(
    ("rule", "act", "fields"),
    [
        ("joined_declared", "seat.filled", FILL),
        ("successor_declared", "post.handed_over", OVER),
        ("deputy_declared", "post.deputised", LEND),
    ],
)
def test_whoever_joins_a_team_that_has_a_unit_declares_first_and_has_no_tie(
    rule: str, act: str, fields: dict[str, object]
) -> None:
    city = staffed().enrol(area="@district4").declare(n=4)
    asked = ("office/clerk", act, fields)
    assert city.why(rule, *asked, subject="team4") == "", "a team without a unit asks for no declaration"
    city.assign(team="team4")
    assert "还没有对所派单位作出回避声明" in city.why(rule, *asked, subject="team4")
    tie = {"towards": "@town", "ground": "near_relative"}
    city.do("office/clerk", "tie.declared", tie, subject="许知微")
    assert "有应当回避的情形" in city.why(rule, *asked, subject="team4")
    city.do("office/clerk", "tie.declared", {"towards": "@town", "none": True}, subject="许知微")
    assert city.why(rule, *asked, subject="team4") == ""


def test_whoever_is_given_a_unit_reads_the_round() -> None:
    city = staffed().enrol().declare()
    assert city.keys["team1"] not in city.subject("round").readers
    assert city.keys["team1"] in city.assign().subject("round").readers


def test_a_case_given_to_a_team_lies_with_it() -> None:
    city = staffed().enrol().declare()
    city.do("office/clerk", "complaint.received", CASE, within="inspection", name="case")
    assert city.subject("case").body is None
    city.assign().give_out("case")
    assert city.subject("case").body == city.keys["team1"]
