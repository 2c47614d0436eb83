"""The numbers of teams are read from any regulation: from its roles and from the conditions on seats."""

from functools import cache

import pytest

from tests.core.demo_scheme import DEMO, whole
from xuncha.core.office.staffing import ANY_NUMBER, Bounds
from xuncha.core.office.team_rules import TeamRules, rules_of_teams, team_kinds
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, scheme_text


@cache
def shipped(name: str) -> Scheme:
    return read_scheme(scheme_text(name), name).over(read_scheme(base_text(), "base"))


def bounds_of(rules: TeamRules) -> dict[str, Bounds]:
    return {seat: numbers.bounds for seat, numbers in rules.seats.items()}


def test_the_wuhan_plan_says_one_head_one_deputy_five_or_six_staff_15_teams_and_108_people() -> None:
    rules = rules_of_teams(shipped("wuhan-2017"), "team")
    assert bounds_of(rules) == {"head": Bounds(1, 1), "deputy": Bounds(1, 1), "staff": Bounds(5, 6)}
    assert rules.seats["staff"].cite == ("wuhan-3-27",)
    assert (rules.teams.bounds, rules.teams.cite) == (Bounds(15, 15), ("wuhan-3-23",))
    assert (rules.total.bounds, rules.total.cite) == (Bounds(108, 108), ("wuhan-3-17",))
    assert rules.total.strength == "reason"
    assert rules.open_seats == ()


def test_the_yiwu_measures_leave_the_number_of_members_open() -> None:
    rules = rules_of_teams(shipped("yiwu-2015"), "team")
    assert rules.open_seats == ("member",)
    assert rules.seats["deputy"].bounds == Bounds(1, None)
    assert rules.proposed({}) == {
        "head": Bounds(1, 1), "deputy": Bounds(1, 1), "registrar": Bounds(1, 1), "reporter": Bounds(1, 1),
        "member": ANY_NUMBER,
    }  # fmt: skip
    assert rules.proposed({"deputy": 2})["deputy"] == Bounds(1, 2), "whoever sits there stays"
    assert rules.allowed()["deputy"] == Bounds(1, None), "people may choose a second deputy"
    assert rules.total.bounds == ANY_NUMBER


def test_the_jinniu_scheme_says_one_head_and_eight_groups() -> None:
    rules = rules_of_teams(shipped("jinniu-2017"), "special_group")
    assert bounds_of(rules) == {"head": Bounds(0, 1), "member": ANY_NUMBER}
    assert rules.teams.bounds == Bounds(8, 8)
    assert rules.rest == "member"


def test_where_no_seat_has_a_number_nothing_is_proposed() -> None:
    scheme = shipped("hongshan-2015")
    assert team_kinds(scheme) == ("review_team", "visitors")
    rules = rules_of_teams(scheme, "review_team")
    assert rules.open_seats == tuple(rules.seats)
    assert (rules.rest, rules.proposed({})) == ("", {})


def test_where_nobody_inspects_there_are_no_teams() -> None:
    assert team_kinds(shipped("wuqing-2017")) == ()


def with_teams(*guards: str) -> TeamRules:
    """The small regulation of the guide with teams of a head and drivers, and these conditions."""
    seats = DEMO.replace(
        'clerk = { zh = "经办", en = "Clerk" }',
        'clerk = { zh = "经办", en = "Clerk", sits_in = ["office"] }\nhead = { zh = "组长", en = "Head", sits_in = ["team"] }\n'
        'driver = { zh = "司机", en = "Driver", sits_in = ["team"] }',
    )
    kinds = seats.replace(
        'office = { zh = "检查办", en = "Office", part = "runs" }',
        'office = { zh = "检查办", en = "Office", part = "runs" }\nteam = { zh = "组", en = "Team", part = "inspects" }',
    )
    rules = "".join(
        f'[[guard]]\nid = "g{n}"\ncite = ["demo-1-3"]\nzh = "人数"\nen = "Numbers"\non = "inspection.started"\nneeds = [{one}]\n'
        for n, one in enumerate(guards)
    )
    return rules_of_teams(whole(kinds + "\n" + rules), "team")


SIZE = '{{ seats_between = {{ body = "team", seats = ["head", "driver"], min = {}, max = {}{} }} }}'


@pytest.mark.parametrize(
    ("guards", "size", "total"),
    [
        ((SIZE.format(3, 5, ""),), Bounds(3, 5), ANY_NUMBER),
        ((SIZE.format(3, 5, ', scope = "campaign"'),), ANY_NUMBER, Bounds(3, 5)),
        ((SIZE.format(3, 5, ""), SIZE.format(4, 9, "")), Bounds(4, 5), ANY_NUMBER),
        (('{ seats_between = { body = "team", seats = ["driver"], max = 2 } }',), ANY_NUMBER, ANY_NUMBER),
        (
            ('{ not = { seats_between = { body = "team", seats = ["head", "driver"], max = 2 } } }',),
            ANY_NUMBER,
            ANY_NUMBER,
        ),
    ],
)
def test_a_number_of_several_seats_is_that_of_the_team_or_of_all_teams(
    guards: tuple[str, ...], size: Bounds, total: Bounds
) -> None:
    rules = with_teams(*guards)
    assert (rules.size.bounds, rules.total.bounds) == (size, total)


def test_a_number_of_one_seat_and_a_seat_to_be_filled_are_those_of_the_seat() -> None:
    rules = with_teams(
        '{ seats_between = { body = "team", seats = ["driver"], max = 2 } }',
        '{ seats_filled = { body = "team", seats = ["head"] } }',
        '{ seats_between = { body = "office", seats = ["clerk"], min = 9 } }',
    )
    assert bounds_of(rules) == {"head": Bounds(1, None), "driver": Bounds(0, 2)}


def test_teams_are_counted_before_the_one_about_to_be_formed_or_with_it() -> None:
    counted = '{{ count_between = {{ what = "body:team", max = 7{}, scope = "campaign" }} }}'
    assert with_teams(counted.format("")).teams.bounds == Bounds(0, 8)
    assert with_teams(counted.format(", this = true")).teams.bounds == Bounds(0, 7)
