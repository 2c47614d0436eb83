"""The demo's round under the Wuhan plan: whoever logs in finds work, done, due and late."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from tests.portal.taking_in import each_is_read_where_it_should_be, reports_taken_in
from tests.web.conftest import Visitor
from tests.web.demo_round import DEMO_ROUND
from tests.web.through_pages import person, words_of
from xuncha.demo import demo_of
from xuncha.queries.public import done_of
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

DEMO = "wuhan"
VIEWS = {"coverage", "publicity_board"}

globals().update(DEMO_ROUND)


def test_every_account_of_the_demo_finds_its_work() -> None:
    demo = demo_of("wuhan")
    clerk = person("江予白")
    board = clerk.reads(clerk.finds("rounds", "2026年基层作风巡查"))
    for words in (
        "15 个组走到哪一步",
        "第15巡查组",
        "各地各单位没有解决的问题",
        "前半年登记和化解的积案",
        "还没有",
    ):
        assert words in board, words
    assert "已销号" in clerk.lists("findings")
    desks = {account.display_name: person(account.display_name).reads("/desk") for account in demo.accounts}
    assert all(desks.values())
    for name, words in {
        "许知微": "许知微",
        "高望岚": "督办",
        "方竹青": "逾期",
        "何其安": "逾期",
        "沈知秋": "移交",
        "江予白": "回访",
    }.items():
        assert words in desks[name], f"{name}: {desks[name][:1500]}"


def test_teams_stand_in_the_order_of_their_numbers_on_every_list() -> None:
    office = Visitor("office")
    [[round_]] = run([("SELECT id FROM subject WHERE kind = 'campaign' AND state = 'running'", [])])[0]
    for page in ("/teams", "/teams.csv", f"/rounds/{round_}", f"/rounds/{round_}/teams"):
        answer = office.client.get(page)
        html = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        numbers = list(
            dict.fromkeys(
                map(int, re.findall(r">?第([0-9]+)巡查组", html.partition("各组和各单位手上的事")[2] or html))
            )
        )
        assert len(numbers) > 9, page
        in_hand = [one for one in numbers if one <= 4]
        assert in_hand == sorted(in_hand), page
        idle = [one for one in numbers if one > 4]
        assert idle == sorted(idle), page


def test_a_plan_bears_its_own_number_at_the_head_and_its_own_day_at_the_foot() -> None:
    [[plan, own]] = run([("SELECT id, facts->>'paper_number' FROM subject WHERE code = 'plan'", [])])[0]
    paper = words_of(Visitor("office").sees(f"/documents/{plan}/paper"))
    assert paper.count(own) == 1
    assert "文号" not in paper
    assert "落款日期" not in paper


def test_a_desk_never_offers_to_close_a_problem_that_is_not_verified_yet() -> None:
    states = dict(run([("SELECT id::text, state FROM subject WHERE kind = 'finding'", [])])[0])
    asked = {"verified": "finding.closed", "reported": "rectification.verified"}
    seen = set()
    for line in person("高望岚").html("/desk").split("<li data-row"):
        if found := re.search(
            r'href="/findings/([0-9a-f-]{36})(?:/do/([a-z.]+))?" aria-label="[^"]+：督办到问题解决', line
        ):
            assert (found[2] or "") == asked.get(states[found[1]], ""), states[found[1]]
            seen.add(states[found[1]])
    assert seen - {"verified"}


def test_its_portal_takes_in_what_is_about_each_and_each_is_read_where_it_should_be() -> None:
    with transaction.atomic():
        taken = reports_taken_in()
        transaction.set_rollback(True)
    assert {whom: kind for whom, (kind, _) in taken.items()} == {
        "unit": "voice",
        "team": "about_team",
        "intake": "about_intake",
    }
    each_is_read_where_it_should_be(taken)


def test_everybody_is_told_how_many_acts_were_referred_in_a_year_and_no_small_number() -> None:
    page = person("江予白").reads("/public")
    year = timezone.localdate().year
    assert f"每年办了多少次\n具体行为移交信访部门，{year - 1} 年\n不足 5" in page
    assert f"具体行为移交公安机关，{year} 年\n不足 5" in page
    rows = run(
        [("SELECT type, value, occurred_on FROM act WHERE type IN ('finding.recorded', 'referral.sent')", [])]
    )[0]
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = done_of(["finding.recorded", "referral.sent:accountability"], first, last)
    assert found == {
        "finding.recorded": sum(act == "finding.recorded" and first <= on <= last for act, _, on in rows),
        "referral.sent:accountability": sum(
            value == "accountability" and first <= on <= last for _, value, on in rows
        ),
    }
    assert done_of(["finding.recorded"], date(1999, 1, 1), date(1999, 12, 31)) == {}


def test_the_round_counts_for_a_body_what_its_desk_counts_and_lists_the_same() -> None:
    clerk = person("江予白")
    page = clerk.html(clerk.finds("rounds", "2026年基层作风巡查"))
    desk = re.sub(r"<[^>]*>", "", clerk.html("/desk")).partition("要我办的")[2].split("件")[0].strip()
    office = next(
        row for row in re.findall(r"<tr.*?</tr>", page, re.S) if ">市作风巡查办<" in row and "owner=" in row
    )
    way, n = re.search(r'href="(/duties\?campaign=[^"]+)"[^>]*>(\d+)<', office).groups()  # type: ignore[union-attr]
    assert n == desk == "7", "what is owed with others is owed"
    assert f"共 {n} 件" in clerk.reads(way.replace("&amp;", "&"))
