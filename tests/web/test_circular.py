"""A circular on days held: what it counts, who is heard first, who signs, and that it stays as it was drafted."""

import json
import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.utils import timezone

import xuncha.queries.circular
import xuncha.queries.held
import xuncha.queries.sitting
from tests.web.conftest import Visitor
from tests.web.test_held import key_of, lines_of
from tests.web.through_pages import FormReader
from xuncha.queries.held import Steps
from xuncha.store.append import run
from xuncha.web.pages.supervision import circular as circular_page

pytestmark = pytest.mark.demo_city

MONTH = "2026-10"


def asked(to: list[str], month: str = "") -> str:
    months = re.findall(
        r'name="month" value="([\d-]+)"|<option value="(\d{4}-\d\d)"', Visitor("office").sees(way())
    )
    latest = month or next(filter(None, (one or other for one, other in months)))
    return f"{way()}?{urlencode({'month': latest, 'to': to}, doseq=True)}"


def way() -> str:
    return f"/rounds/{key_of('campaign')}/circular"


def sent(login: str, address: str, **answers: object) -> tuple[int, str, str]:
    """Sends the form of a page with what stands in it and these answers: the status, where it leads, and the page."""
    client = Visitor(login).client
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    html = page.content.decode()
    data = {name: one.values for name, one in FormReader(html).controls.items() if one.values}
    hidden = dict(re.findall(r'<input type="hidden" name="(retry_key|seen_version)" value="([^"]*)"', html))
    answer = client.post(address, {**data, **hidden, **answers, "do": "act"})
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def said_in(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.fixture
def group_and_unit(database: str) -> list[str]:
    return [key_of("body", "%领导小组"), key_of("unit", "柳塘镇")]


def test_it_asks_first_for_the_month_and_whom_it_goes_to(database: str) -> None:
    html = Visitor("office").sees(way())
    assert "发给谁" in html
    assert "柳塘镇" in html
    again = Visitor("office").sees(f"{way()}?month=nonsense")
    assert "请选" in again


def test_only_matters_that_all_addressees_may_open_are_counted(group_and_unit: list[str]) -> None:
    group, unit = group_and_unit
    office = Visitor("office")
    shared = said_in(office.sees(asked([group, unit])))
    assert "柳塘镇：12 件" in shared, "the problems fed back; the group reads no paper between team and unit"
    alone = said_in(office.sees(asked([unit])))
    assert "柳塘镇：14 件" in alone or "柳塘镇：13 件" in alone
    other = said_in(office.sees(asked([unit, key_of("unit", "东陂镇")])))
    assert "大家都能打开的事项里，没有哪一家有5件以上" in other, "no unit reads what lies with another"
    team = said_in(office.sees(asked([key_of("body", "第一巡查组"), group])))
    assert "第一巡查组：" not in team, "complaints are never counted, and the rest is not shared"


def test_nobody_else_finds_the_page(database: str) -> None:
    for login in ("group", "head", "member", "unit", "receiver"):
        assert Visitor(login).status(way()) == 404, login


def test_whoever_is_named_is_heard_first_a_person_signs_and_only_then_it_is_issued(
    group_and_unit: list[str],
) -> None:
    group, unit = group_and_unit
    address = asked([group, unit])
    status, _, html = sent("office", address, text="请各单位抓紧")
    assert status == 422
    assert "至少勾一家" in html
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    status, _, html = sent("office", address, named=[unit], answer_by="2020-01-01", text="请抓紧")
    assert status == 422
    assert "写一个今天以后的日子" in html
    status, paper, html = sent("office", address, named=[unit], answer_by=due, text="请各单位抓紧")
    assert status == 303, said_in(html)[:3000]
    office = Visitor("office")
    page = office.sees(paper)
    assert "点到的各方说明了没有" in page
    assert lines_of(page)["柳塘镇"][0] == "12"

    issue = f"{paper}/do/document.issued"
    status, _, html = sent("office", issue, to=[group, unit])
    assert status == 422
    for words in ("柳塘镇还没有说明", "底线三十一", "还没有办：签批"):
        assert words in said_in(html), words

    request = f"/requests/{key_of('request', '%请先说明')}"
    own = Visitor("unit").sees(request)
    assert "12 件" in own, "it is told its figures"
    status, _, html = sent("unit", f"{request}/do/request.answered", text="十月一直在等巡查组答复")
    assert status == 303, said_in(html)[:2000]
    assert "十月一直在等巡查组答复" in office.sees(paper)

    status, _, html = sent("office", issue, to=[group, unit])
    assert status == 422
    assert "还没有办：签批" in said_in(html)
    assert sent("office", f"{paper}/do/document.signed")[0] == 303
    status, _, html = sent("office", issue, to=[group, unit, key_of("unit", "东陂镇")])
    assert status == 422
    assert "有 1 个不在原来定下的范围里" in said_in(html)
    assert sent("office", issue, to=[group, unit])[0] == 303
    status, _, html = sent("office", f"{paper}/do/document.published", medium="board")
    assert status == 422
    assert "不对外公布" in said_in(html)

    for login in ("unit", "group"):
        reader = Visitor(login)
        assert lines_of(reader.sees(paper))["柳塘镇"][0] == "12"
        rows = lines_of(reader.sees(f"{paper}/held?of={unit}"))
        assert len(rows) == 13, "every figure opens to its rows"
    assert Visitor("unit").status(f"{paper}/held?of={group}") == 404
    printed = said_in(office.sees(f"{paper}/paper"))
    assert "各单位用时" in printed
    kept = run([("SELECT facts->'held'->0->>'n' FROM subject WHERE id = %s", [UUID(paper.split("/")[2])])])[
        0
    ][0][0]
    assert kept == "12", "frozen in the record"


def test_it_may_name_whoever_held_what_all_its_addressees_may_open(group_and_unit: list[str]) -> None:
    """It goes to the group alone and names the unit: the unit is heard on its own figures, and never gets the paper."""
    group, unit = group_and_unit
    address = asked([group])
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    status, paper, html = sent("office", address, named=[unit], answer_by=due, text="请各单位抓紧")
    assert status == 303, said_in(html)[:3000]
    assert lines_of(Visitor("office").sees(paper))["柳塘镇"][0] == "12"
    sql = "SELECT facts->'for_whom', (SELECT facts->'to' FROM subject WHERE parent = paper.id) FROM subject paper WHERE id = %s"
    made_for, heard = run([(sql, [UUID(paper.split("/")[2])])])[0][0]
    assert (json.loads(made_for), json.loads(heard)) == ([group], unit)
    status, _, html = sent("office", f"{paper}/do/document.issued", to=[group, unit])
    assert status == 422
    assert "有 1 个不在原来定下的范围里" in said_in(html)


def test_nobody_is_named_for_what_it_may_not_open_itself(
    group_and_unit: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be told of it when it is asked for its word."""
    group, unit = group_and_unit
    monkeypatch.setattr(
        circular_page, "steps_in_each", lambda viewer, place, lots: tuple(Steps(()) for _ in lots)
    )
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    status, _, html = sent("office", asked([group]), named=[unit], answer_by=due, text="请各单位抓紧")
    assert status == 422
    assert "柳塘镇自己能打开的不足5件，不能点" in said_in(html)


def test_where_not_every_step_was_looked_at_nothing_is_drafted(
    group_and_unit: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = asked(group_and_unit)
    monkeypatch.setattr(xuncha.queries.held, "MOST", 10)
    assert "算不全，所以不列，也不能起草" in said_in(Visitor("office").sees(address))
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    status, _, html = sent("office", address, named=group_and_unit[1:], answer_by=due, text="请抓紧")
    assert status == 422
    assert "算不全" in said_in(html)


def test_a_list_of_addressees_that_was_cut_says_so(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ways = (way(), f"/rounds/{key_of('campaign')}/meeting")
    for one in ways:
        assert "各只列" not in Visitor("office").sees(one)
    for module in (xuncha.queries.circular, xuncha.queries.sitting):
        monkeypatch.setattr(module, "MOST", 1)
    for one in ways:
        assert "各只列" in Visitor("office").sees(one), one


def test_a_paper_without_days_held_is_drafted_and_issued_as_before(database: str) -> None:
    """The rules on days held ask nothing of any other paper: a notice has no lines."""
    html = Visitor("head").sees(f"/inspections/{key_of('inspection', '柳塘镇')}")
    assert "底线三十一" not in html


def test_what_one_person_of_an_addressee_is_kept_off_is_not_shared(database: str) -> None:
    """The group reads the problems of the unit; once one of its people is recused from it, not all of them may.

    The last of its module: the recusal stays.
    """
    group, unit = key_of("body", "%领导小组"), key_of("unit", "柳塘镇")
    address = asked([group, unit])
    assert "柳塘镇：12 件" in said_in(Visitor("office").sees(address))
    sql = "SELECT person FROM seat WHERE party = %s AND ended_on IS NULL ORDER BY version LIMIT 1"
    person = run([(sql, [UUID(group)])])[0][0][0]
    recused = f"/people/{person}/do/recusal.requested?kind=near_relative"
    status, _, html = sent("office", recused, unit=unit)
    assert status == 303, said_in(html)[:2000]
    assert "大家都能打开的事项里，没有哪一家有5件以上" in said_in(Visitor("office").sees(address))
