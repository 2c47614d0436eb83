"""Who gets which answer at which address: the table in access.tsv, and that absent and forbidden are the same bytes."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import connect_django
from tests.web.conftest import Visitor
from xuncha.core.catalogue import CATALOGUE
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.web.addresses import PLURALS

pytestmark = pytest.mark.demo_city

TABLE = Path(__file__).with_name("access.tsv")
CITY = ("office", "director", "group", "head", "member", "registrar", "unit", "contact", "receiver")
ROLES = (*CITY, "postless", "nobody")

THINGS = {
    "round": ("campaign", "true"),
    "inspection_of_liutang": ("inspection", "title = '柳塘镇'"),
    "inspection_of_dongpo": ("inspection", "title = '东陂镇'"),
    "complaint_of_liutang": ("complaint", "unit = (SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇')"),
    "complaint_of_dongpo": ("complaint", "unit = (SELECT id FROM subject WHERE kind = 'unit' AND title = '东陂镇')"),
    "told_finding_of_liutang": ("finding", "facts ? 'told_as'"),
    "untold_finding_of_liutang": (
        "finding",
        "NOT facts ? 'told_as' AND unit = (SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇')",
    ),
    "clue_of_liutang": ("clue", "unit = (SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇')"),
    "notice_to_liutang": ("document", "code = 'notice' AND title LIKE '%%柳塘镇'"),
    "team_plan_for_liutang": ("document", "code = 'team_plan' AND title LIKE '%%柳塘镇'"),
    "talk_at_liutang": ("check", "code = 'talk' AND unit = (SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇')"),
    "referral": ("referral", "true"),
    "first_team": ("body", "title = '第一巡查组'"),
    "liutang": ("unit", "title = '柳塘镇'"),
    "head_of_the_first_team": ("person", "title = '高望岚'"),
}  # fmt: skip


@pytest.fixture(scope="module")
def things(city: str) -> dict[str, str]:
    connect_django(city)
    found = {}
    for name, (kind, where) in THINGS.items():
        rows = run(
            [(f"SELECT id FROM subject WHERE kind = %s AND {where} ORDER BY version LIMIT 1", [kind])]
        )[0]
        assert rows, name
        found[name] = str(rows[0][0])
    owed = (
        "SELECT id FROM duty WHERE owner = (SELECT id FROM subject WHERE kind IN ('unit', 'body') AND title = %s)"
        " AND kind = %s AND state = 'open' ORDER BY opened_by, id LIMIT 1"
    )
    for name, owner, about in (
        ("duty_of_liutang", "柳塘镇", "finding"),
        ("duty_of_the_second_team", "第二巡查组", "complaint"),
    ):
        found[name] = str(run([(owed, [owner, about])])[0][0][0])
    if not Account.objects.filter(login_name="postless").exists():
        Account.objects.create_account("postless", "柯无职", "word-on-a-slip")
    return found


def client_of(role: str) -> Client:
    return Client() if role == "nobody" else Visitor(role).client


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address that the product knows, as it is written in web/urls.py."""
    for one in found:
        if isinstance(one, URLPattern):
            yield f"/{before}{one.pattern}"
        else:
            yield from patterns(one.url_patterns, f"{before}{one.pattern}")


def rows() -> Iterator[tuple[str, str, str, list[str]]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, method, example, *answers = line.split("\t")
            yield pattern, method, example, answers


def test_every_address_stands_in_the_table() -> None:
    known = {pattern for pattern, _, _, _ in rows()}
    assert known == set(patterns(get_resolver().url_patterns))


@pytest.mark.parametrize("place", range(len(ROLES)), ids=ROLES)
def test_each_role_gets_the_answers_of_the_table(things: dict[str, str], place: int) -> None:
    client, wrong = client_of(ROLES[place]), []
    for _, method, example, answers in rows():
        address = example.format(none=uuid4(), **things)
        answer = client.post(address, {}) if method == "POST" else client.get(address)
        if str(answer.status_code) != answers[place]:
            wrong.append(f"{method} {example}: {answer.status_code}, the table says {answers[place]}")
    assert wrong == []


HIDDEN_FROM = {
    "unit": (
        "complaint_of_liutang",
        "untold_finding_of_liutang",
        "clue_of_liutang",
        "talk_at_liutang",
        "referral",
    ),
    "contact": ("complaint_of_liutang", "untold_finding_of_liutang", "team_plan_for_liutang", "round"),
    "receiver": (
        "complaint_of_liutang",
        "told_finding_of_liutang",
        "notice_to_liutang",
        "inspection_of_liutang",
    ),
    "group": ("complaint_of_liutang", "untold_finding_of_liutang", "head_of_the_first_team"),
    "head": ("complaint_of_dongpo", "inspection_of_dongpo"),
    "registrar": ("complaint_of_dongpo", "head_of_the_first_team"),
}


@pytest.mark.parametrize("role", HIDDEN_FROM)
def test_what_one_may_not_know_and_what_is_not_there_are_the_same_bytes(
    things: dict[str, str], role: str
) -> None:
    client = client_of(role)
    absent = client.get(f"/findings/{uuid4()}")
    assert absent.status_code == 404
    for name in HIDDEN_FROM[role]:
        for address in everything_about(name, things[name]):
            for answer in (client.get(address), client.post(address, {"text": "试一试"})):
                assert as_sent(answer) == as_sent(absent), f"{role}: {address}"


def everything_about(name: str, key: str) -> Iterator[str]:
    """The pages of a thing, and of every act that could be done on it or begun within it."""
    kind = THINGS[name][0]
    plural = next(plural for plural, one in PLURALS.items() if one == kind)
    yield f"/{plural}/{key}"
    yield f"/{plural}/{key}/paper"
    yield f"/{plural}/{key}.csv"
    yield f"/{plural}/{key}.xlsx"
    yield f"/{plural}/{key}/files/{uuid4()}"
    for act in CATALOGUE.values():
        if act.fits(kind):
            yield f"/{plural}/{key}/do/{act.code}"
    yield f"/{plural}/{key}/begin/finding.recorded"


def as_sent(answer: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """An answer as it goes over the wire, but for what is new in every answer."""
    headers = {name: re.sub(r"'nonce-[^']+'", "", value) for name, value in answer.headers.items()}
    return answer.status_code, answer.content, headers


def test_a_unit_chooses_among_its_own_people_and_is_told_of_no_others(things: dict[str, str]) -> None:
    address = f"/findings/{things['told_finding_of_liutang']}/do/rectification.planned"
    html = client_of("unit").get(address).content.decode()
    assert "方竹青" in html
    for name in ("高望岚", "江予白", "周敬川", "程远道"):
        assert name not in html
