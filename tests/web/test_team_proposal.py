"""分组方案: a proposal of teams is worked out, moved by people, and its seats are filled together; it decides nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.conftest import Template, connect_django, disconnect_django
from tests.web.budget import HEAVIEST, MOST_QUERIES, MOST_STATEMENTS, Counted
from tests.web.hostile import browser, hidden_of
from xuncha.core.facts.rows import Bar
from xuncha.demo import PASSWORD
from xuncha.demo.wuhan.city import JUDGED, City
from xuncha.demo.wuhan.people import LEADS, staff_of
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.table import BAR

WHERE_TO = re.compile(
    r'<th scope="row" class="nowrap">(?P<name>[^<]+)</th><td><select name="place-[0-9]+"[^>]*>(?P<options>.*?)</select>'
)


@pytest.fixture(scope="module")
def module_database(template: Template) -> Iterator[str]:
    """The city under the Wuhan plan: four people have left their teams, five are to come."""
    from xuncha.demo import demo_of

    url = template.copy()
    connect_django(url)
    demo_of("wuhan").load(lambda *_: None)
    yield url
    disconnect_django()
    template.drop(url)


def html_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def words_of(answer: HttpResponse) -> str:
    """What the page says, without its marks."""
    main = html_of(answer).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def address() -> str:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'campaign' AND code = 'city_round'", [])])[0]
    return f"/rounds/{key}/teams"


def seats() -> int:
    return int(run([("SELECT count(*) FROM seat WHERE part = 'inspects' AND ended_on IS NULL", [])])[0][0][0])


class Form:
    """The form as a browser has it: the people in their order, what is proposed, and what may be chosen."""

    def __init__(self, client: Client, html: str) -> None:
        self.client, self.html = client, html
        rows = list(WHERE_TO.finditer(html))
        ids = hidden_of(html)["who"].split()
        self.who = dict(zip((row["name"] for row in rows), ids, strict=True))
        self.offered = {row["name"]: re.findall(r"<option[^>]*>([^<]+)", row["options"])[1:] for row in rows}
        self.chosen = {
            row["name"]: next(iter(re.findall(r"<option selected>([^<]+)", row["options"])), "")
            for row in rows
        }
        self.key = hidden_of(html)["retry_key"]

    def sent(
        self, do: str = "act", *, source: str = "young", moved: dict[str, str] | None = None, **more: object
    ) -> HttpResponse:
        places = self.chosen | (moved or {})
        data = {
            "who": " ".join(self.who.values()), "all-staff_source": source, "occurred_on": "", "retry_key": self.key, "do": do,
            **{f"place-{n}": places[name] for n, name in enumerate(self.who)},
            **{f"x-home_unit-{n}": "市民政局" for n in range(len(self.who))}, **more,
        }  # fmt: skip
        return self.client.post(address(), data)


def form() -> Form:
    client = browser("office")
    return Form(client, html_of(client.get(address())))


def test_the_page_of_the_round_leads_there() -> None:
    client = browser("office")
    html = html_of(client.get(address().removesuffix("/teams")))
    assert f'href="{address()}"' in html


def test_the_split_fills_every_seat_and_says_the_sums() -> None:
    page = browser("office").get(address())
    said = words_of(page)
    assert "7 人的组 12 个，8 人的组 3 个；共 108 人，其中新任 4 人（本区人 0 人）" in said
    assert "岑一诺（新）" in said
    assert "排不满的原因" not in said


def test_it_says_that_people_decide_and_by_which_clauses() -> None:
    html = html_of(browser("office").get(address()))
    assert "本系统不作决定，谁到哪个组由市作风巡查办、市委组织部定" in html
    assert 'href="/scheme/wuhan-3-17"' in html


def test_somebody_with_a_tie_is_not_offered_the_team_of_that_district_and_the_ground_is_not_told() -> None:
    found = form()
    assert "第2巡查组 工作人员" not in found.offered["万俟清"]
    assert "第2巡查组 工作人员" in found.offered["白鹭洲"]
    said = words_of(found.client.get(address()))
    assert "要回避：第2巡查组" in said
    assert "近亲属" not in said


def test_only_whom_the_rules_let_lead_is_offered_to_lead() -> None:
    found = form()
    assert found.chosen["岑一诺"] == "第9巡查组 副组长"
    assert not any("副组长" in one for one in found.offered["白鹭洲"])


def test_whoever_has_not_declared_stands_apart_and_has_no_place() -> None:
    found = form()
    assert "方迟" not in found.who
    said = words_of(found.client.get(address()))
    assert "先作声明的人" in said
    assert said.index("先作声明的人") < said.index("方迟")


def test_whoever_has_left_a_team_is_proposed_for_none() -> None:
    found = form()
    assert found.chosen["沐长青"] == ""
    said = words_of(found.client.get(address()))
    assert "离开过第2巡查组" in said
    assert "还没有作过声明；离开过第12巡查组" in said


def test_a_choice_is_checked_in_its_place_and_kept() -> None:
    found, n = form(), seats()
    answer = found.sent(
        "check",
        moved={"万俟清": "第2巡查组 工作人员", "白鹭洲": "第4巡查组 工作人员", "闻人溪": "第9巡查组 副组长"},
    )
    assert answer.status_code == 422
    said = words_of(answer)
    assert "对第2巡查组的单位有应当回避的情形（本系统底线十五）" in said
    assert "留意：本区人" in said
    assert "提名时核过级别和状态的人，才能任副组长（三）" in said
    assert Form(found.client, html_of(answer)).chosen["万俟清"] == "第2巡查组 工作人员"
    assert seats() == n


def test_more_people_than_a_seat_has_are_refused_in_each_row() -> None:
    found = form()
    answer = found.sent("check", moved={"白鹭洲": "第1巡查组 工作人员"})
    assert answer.status_code == 422
    assert "第1巡查组的工作人员人数超过规定（三）" in words_of(answer)


def test_a_seat_left_empty_is_lacking_and_refuses_nothing() -> None:
    found = form()
    answer = found.sent("check", moved={"岑一诺": ""})
    assert answer.status_code == 200
    assert "缺 1 人" in words_of(answer)


def test_a_check_says_that_all_is_well_and_seats_nobody() -> None:
    found, n = form(), seats()
    answer = found.sent("check")
    assert answer.status_code == 200
    assert "核对过了：选了的 4 人都可以任职。还没有办。" in words_of(answer)
    assert seats() == n


@pytest.mark.parametrize("day", ["2099-12-01", "1999-01-01"])
def test_a_check_looks_at_the_day_too(day: str) -> None:
    found, n = form(), seats()
    checked, done = found.sent("check", occurred_on=day), found.sent(occurred_on=day)
    assert checked.status_code == done.status_code == 422
    assert "核对过了" not in words_of(checked)
    assert re.search(r"occurred_on[^>]*aria-invalid=\"true\"", html_of(checked))
    assert seats() == n


def test_a_place_that_there_is_not_is_said_in_its_place() -> None:
    found = form()
    answer = found.sent("check", moved={"白鹭洲": "第99巡查组"})
    assert answer.status_code == 422
    assert "没有这个组或者岗位" in words_of(answer)
    assert "第99巡查组" in html_of(answer)


def test_what_the_form_of_the_act_asks_is_refused_in_its_cell_and_nobody_is_seated() -> None:
    found, n = form(), seats()
    answer = found.sent(source="")
    assert answer.status_code == 422
    assert "抽调来源" in words_of(answer)
    assert 'aria-invalid="true"' in html_of(answer)
    assert seats() == n


def test_garbage_is_refused_with_a_message_and_never_breaks_the_page() -> None:
    found, n = form(), seats()
    for more in (
        {"occurred_on": "明天"},
        {"retry_key": "\x00"},
        {"all-staff_source": "<u>x"},
        {"who": f"x {uuid4()}"},
    ):
        answer = found.sent(**{"source": "", **more})
        assert answer.status_code == 422, more
        assert "<u>x" not in answer.content.decode()
    assert found.client.post(address(), {}).status_code == 422
    assert seats() == n


@pytest.mark.parametrize("login", ["head", "member", "unit", "contact", "receiver", "supervision"])
def test_nobody_else_has_the_page(login: str) -> None:
    client = browser(login)
    for answer in (client.get(address()), client.post(address(), {"who": "x"})):
        assert answer.status_code == 404
    assert client.get(address()).content == client.get(f"/rounds/{uuid4()}/teams").content


def test_whoever_is_kept_from_a_unit_of_a_team_is_told_nothing_of_ties() -> None:
    """What is worked out from the ties in a unit is not for somebody who may not know them."""
    [[clerk]] = run([("SELECT id FROM subject WHERE kind = 'person' AND title = '江予白'", [])])[0]
    [[unit]] = run([("SELECT id FROM subject WHERE kind = 'unit' AND title = '东陂街道'", [])])[0]
    bar = Bar(uuid4(), clerk, unit, "other", date(2026, 1, 1), decided=False, kept_off=True, version=1)
    run([(BAR.upsert(), BAR.write(bar))])
    answer = browser("office").get(address())
    said = words_of(answer)
    assert "请交给没有回避情形的人办理" in said
    assert "万俟清" not in said
    assert browser("office").post(address(), {"do": "act"}).content.count("万俟清".encode()) == 0
    run([("DELETE FROM bar WHERE id = %s", [bar.id])])


def test_whoever_has_declared_a_tie_to_a_unit_of_a_team_is_told_nothing_before_it_is_decided() -> None:
    from xuncha.actions.perform import Entry, perform
    from xuncha.store.viewer import viewer_of

    [[clerk]] = run([("SELECT id FROM subject WHERE kind = 'person' AND title = '江予白'", [])])[0]
    [[unit]] = run([("SELECT id FROM subject WHERE kind = 'unit' AND title = '东陂街道'", [])])[0]
    viewer, now = viewer_of(clerk, None, timezone.localdate()), timezone.now()
    assert viewer is not None
    perform(
        viewer, [Entry("tie.declared", {"towards": str(unit), "ground": "near_relative"}, clerk)], now=now
    )
    said, before = words_of(browser("office").get(address())), seats()
    assert "请交给没有回避情形的人办理" in said
    assert "万俟清" not in said
    assert "万俟清".encode() not in browser("office").post(address(), {"do": "act"}).content
    assert seats() == before
    perform(viewer, [Entry("tie.declared", {"towards": str(unit), "none": True}, clerk)], now=now)
    assert "万俟清" in words_of(browser("office").get(address()))


def test_whoever_sits_in_a_team_and_declares_a_tie_is_marked_there() -> None:
    from xuncha.actions.perform import Entry, perform
    from xuncha.store.viewer import viewer_of

    [[clerk]] = run([("SELECT id FROM subject WHERE kind = 'person' AND title = '江予白'", [])])[0]
    [[person]] = run([("SELECT id FROM subject WHERE kind = 'person' AND title = '荀云帆'", [])])[0]
    [[unit]] = run([("SELECT id FROM subject WHERE kind = 'unit' AND title = '石埠镇'", [])])[0]
    viewer, now = viewer_of(clerk, None, timezone.localdate()), timezone.now()
    assert viewer is not None
    assert "荀云帆、" in words_of(browser("office").get(address()))
    tie = {"towards": str(unit), "ground": "near_relative"}
    perform(viewer, [Entry("tie.declared", tie, person)], now=now)
    assert "荀云帆（要回避）、" in words_of(browser("office").get(address()))
    perform(viewer, [Entry("tie.declared", {"towards": str(unit), "none": True}, person)], now=now)


def test_the_seats_are_filled_together_once_and_the_teams_are_whole() -> None:
    found, n = form(), seats()
    answer = found.sent()
    assert answer.status_code == 303, words_of(answer)
    assert seats() == n + 4
    assert found.sent().status_code == 303
    assert seats() == n + 4
    said = words_of(found.client.get(address()))
    assert "共 108 人，其中新任 0 人" in said
    assert "沐长青" in said


# ---------------------------------------------------------------------- everybody at once


@pytest.fixture
def everybody(template: Template) -> Iterator[City]:
    """The city before anybody was seconded: 13 of 15 teams, 108 people registered, 13 heads and 15 deputies nominated."""

    class Before(City):
        def steps(self) -> list[tuple[int, Callable[[], None]]]:
            return [
                (30, self.found),
                (28, self.open_round),
                (26, partial(self.form, 1, 13)),
                (24, self.register),
            ]

        def form(self, first: int, last: int) -> None:
            for n in range(first, last + 1):
                fields = {"kind": "team", "title": f"第{n}巡查组", "area": f"@district{n}"}
                self.office.do("office/clerk", "body.formed", fields, within="round", name=f"team{n}")

        def register(self) -> None:
            for n, leads in enumerate(LEADS, 1):
                for person in (*leads, *staff_of(n)):
                    home = {"title": person, "home_unit": "@bureau"}
                    self.office.do("office/clerk", "person.registered", home, name=person)
                self.nominate("deputy", leads[1])
            for head, _ in LEADS[:13]:
                self.nominate("head", head)

        def nominate(self, seat: str, person: str) -> None:
            traits = ["full_bureau", "relieved"] if seat == "head" else ["deputy_bureau", "serving"]
            fields = {"seat": seat, "person": f"@{person}", "traits": traits, **JUDGED}
            self.office.do("organisation/clerk", "person.nominated", fields, subject="team1")

    url = template.copy()
    connect_django(url)
    city = Before(lambda *_: None)
    with transaction.atomic():
        city.build()
        Account.objects.create_account(
            "office", "江予白", PASSWORD, is_demo=True, person=city.office.keys["江予白"]
        )
    yield city
    disconnect_django()
    template.drop(url)


def test_108_people_are_proposed_and_seated_on_a_light_page_in_one_command(everybody: Any) -> None:
    client, counted = browser("office"), Counted()
    said = words_of(client.get(address()))
    assert "还有 2 个组没有组建" in said
    assert "这些组至少 91 人、至多 104 人，合不成规定的 108 人" in said

    everybody.form(14, 15)
    said = words_of(client.get(address()))
    assert "排不满的原因" in said
    assert "第8巡查组等 15 个组还要 15 名组长；还没有任职的人里可以任的只有 13 人" in said
    assert "再有 2 名可以任组长、不用回避这些区的人就排得下" in said
    assert "缺 1 人" in said

    for head, _ in LEADS[13:]:
        everybody.nominate("head", head)
    with counted.listening():
        answer = client.get(address())
    html = html_of(answer)
    assert "7 人的组 12 个，8 人的组 3 个；共 108 人，其中新任 108 人" in words_of(answer)
    assert len(answer.content) <= HEAVIEST
    assert counted.queries <= MOST_QUERIES
    assert counted.statements <= MOST_STATEMENTS
    places = re.findall(r'name="place-[0-9]+" value="([^"]*)"', html)
    assert len(places) == 108
    assert '<datalist id="o-place">' in html
    data = {
        "who": hidden_of(html)["who"], "retry_key": hidden_of(html)["retry_key"], "do": "act",
        **{f"place-{n}": place for n, place in enumerate(places)},
        **{f"x-staff_source-{n}": "各区干部" for n in range(108)},
    }  # fmt: skip
    answer = client.post(address(), data)
    assert answer.status_code == 303, words_of(answer)
    assert seats() == 108
