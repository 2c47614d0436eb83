"""Whoever has declared a tie to a unit is told of no complaint about it, before anybody has decided on the recusal."""

import re

import pytest
from django.db import transaction

from tests.web.conftest import Visitor
from tests.web.test_awaiting import does
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

UNIT = "青屏街道"


def key(kind: str, title: str) -> str:
    return str(run([("SELECT id FROM subject WHERE kind = %s AND title = %s", [kind, title])])[0][0][0])


def told(who: Visitor, unit: str) -> tuple[int, int, bool]:
    """How many complaints and findings of the unit a list holds, and whether a search names one."""
    listed = [
        len(re.findall(r"<tr class=\"stick\"", who.sees(f"/{plural}?unit={unit}")))
        for plural in ("complaints", "findings")
    ]
    found = who.sees("/search?q=公交").partition("<main")[2]
    return listed[0], listed[1], UNIT in found


def test_a_tie_hides_complaints_at_once_and_nothing_else_until_it_is_decided(database: str) -> None:
    member, unit, person = Visitor("member"), key("unit", UNIT), key("person", "许知微")
    [[letter]] = run([("SELECT id FROM subject WHERE kind = 'complaint' AND unit = %s LIMIT 1", [unit])])[0]
    before = told(member, unit)
    assert before[0] > 0
    assert before[1] > 0
    assert before[2]
    does("office", "tie.declared", {"towards": unit, "ground": "near_relative"}, subject=person)
    assert told(member, unit) == (0, before[1], False)
    assert member.status(f"/complaints/{letter}") == 404
    assert told(Visitor("head"), unit)[0] == before[0]
    does("member", "recusal.requested", {"unit": unit, "ground": "near_relative"}, subject=person)
    assert told(member, unit)[:2] == (0, 0)
    does(
        "director", "recusal.decided", {"unit": unit, "kept_off": False, "text": "不影响公正"}, subject=person
    )
    assert told(member, unit) == before
    does("office", "tie.declared", {"towards": unit, "ground": "own_interest"}, subject=person)
    assert told(member, unit)[0] == 0, "a new tie is another one"


def waits(login: str) -> str:
    """What stands on a desk of recusals that wait for the post."""
    return Visitor(login).sees("/desk").partition('id="recusals"')[2].partition("</section>")[0]


def test_a_declared_tie_stands_on_the_desk_of_whoever_decides_until_that_is_done(database: str) -> None:
    unit, person = key("unit", UNIT), key("person", "陆闻笙")
    with transaction.atomic():
        assert "陆闻笙" not in waits("director")
        does("office", "tie.declared", {"towards": unit, "ground": "near_relative"}, subject=person)
        for login in ("office", "director"):
            assert "陆闻笙" in waits(login)
            assert "声明有关系，还没有申请回避" in waits(login)
            assert f"/people/{person}/do/recusal.requested" in waits(login)
        assert waits("deputy") == waits("head") == waits("unit") == "", (
            "neither oneself nor who decides nothing"
        )
        does("deputy", "recusal.requested", {"unit": unit, "ground": "near_relative"}, subject=person)
        assert "陆闻笙" not in waits("director"), "from here on a clause has it decided"
        assert "决定回避申请" in Visitor("director").sees("/desk")
        decided = {"unit": unit, "kept_off": False, "text": "不影响公正"}
        does("director", "recusal.decided", decided, subject=person)
        assert "陆闻笙" not in waits("director")
        does("office", "tie.declared", {"towards": unit, "ground": "own_interest"}, subject=person)
        assert "陆闻笙" in waits("director"), "a new tie is another one"
        transaction.set_rollback(True)


def test_whoever_may_not_know_of_a_unit_reads_no_register_numbers(database: str) -> None:
    unit, person, registrar = key("unit", UNIT), key("person", "沈知秋"), Visitor("registrar")
    [[letter, number]] = run([("SELECT id, number FROM subject WHERE kind = 'complaint' AND unit = %s LIMIT 1",
                               [key("unit", "柳塘镇")])])[0]  # fmt: skip
    addresses = f"/complaints/{letter}", f"/complaints/{letter}/paper", "/complaints?sort=number"
    assert all(number in registrar.sees(address) for address in addresses[:2])
    assert "信〔" in registrar.sees(addresses[2])
    assert str(letter) in registrar.sees(f"/search?q={number}")
    does("office", "tie.declared", {"towards": unit, "ground": "near_relative"}, subject=person)
    for address in addresses:
        assert "信〔" not in registrar.sees(address).partition("<main")[2]
    assert str(letter) not in registrar.sees(f"/search?q={number}")
    assert "信〔" in Visitor("head").sees(addresses[2])
    does("office", "tie.declared", {"towards": unit, "none": True}, subject=person)
    assert number in registrar.sees(addresses[0])


def test_a_tie_withdrawn_by_another_declaration_hides_nothing(database: str) -> None:
    unit, person = key("unit", "石埠街道"), key("person", "许知微")
    does("office", "tie.declared", {"towards": unit, "ground": "other", "text": "同学"}, subject=person)
    does("office", "tie.declared", {"towards": unit, "none": True}, subject=person)
    from django.utils import timezone

    from xuncha.store.account import Account
    from xuncha.store.viewer import viewer_of

    viewer = viewer_of(Account.objects.get(login_name="member").person, None, timezone.localdate())
    assert viewer is not None
    assert unit not in map(str, viewer.tied_units)


def inspection_of(unit: str) -> str:
    sql = "SELECT id FROM subject WHERE kind = 'inspection' AND unit = %s"
    return str(run([(sql, [unit])])[0][0][0])


HAND_OVER = "请交给没有回避情形的人办理"


def test_whoever_has_a_tie_is_told_no_count_of_what_stands_in_the_way(database: str) -> None:
    unit, person, head = key("unit", "东陂镇"), key("person", "高望岚"), Visitor("head")
    own = key("unit", UNIT)
    page = f"/inspections/{inspection_of(own)}"
    assert re.search(r"还有没办结的：信访件 \d+ 件", head.sees(page))
    does("office", "tie.declared", {"towards": unit, "ground": "near_relative"}, subject=person)
    assert re.search(r"还有没办结的：信访件 \d+ 件", head.sees(page)), "a tie to another unit"
    does("office", "tie.declared", {"towards": own, "ground": "near_relative"}, subject=person)
    told = head.sees(page)
    assert HAND_OVER in told
    assert not re.search(r"信访件 \d+ 件", told)
    ended = re.sub(r"\s+", " ", refusal_of(head, f"{page}/do/inspection.ended"))
    assert HAND_OVER in ended
    assert not re.search(r"信访件 \d+ 件", ended)
    does("office", "tie.declared", {"towards": own, "none": True}, subject=person)


def refusal_of(who: Visitor, address: str) -> str:
    """What is said when a form is sent that may not be."""
    form = who.client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', form))
    return who.client.post(address, hidden).content.decode()


def test_a_tie_hides_what_came_of_complaints_as_well(database: str) -> None:
    unit, person, member = key("unit", "柳塘镇"), key("person", "许知微"), Visitor("member")
    sql = "SELECT id FROM subject WHERE kind = %s AND unit = %s LIMIT 1"
    clue, referral = (run([(sql, [kind, unit])])[0][0][0] for kind in ("clue", "referral"))
    [[finding]] = run([("SELECT id FROM subject WHERE kind = 'finding' AND unit = %s AND code = 'complaint' LIMIT 1",
                        [unit])])[0]  # fmt: skip
    pages = f"/clues/{clue}", f"/referrals/{referral}", f"/findings/{finding}"
    assert [member.status(one) for one in pages] == [200, 200, 200]
    of_complaints = f"/findings?unit={unit}&code=complaint"
    before = member.sees(pages[2])
    assert "来源" in before
    assert str(finding) in member.sees(of_complaints)
    does("office", "tie.declared", {"towards": unit, "ground": "near_relative"}, subject=person)
    assert [member.status(one) for one in pages] == [404, 404, 200]
    assert str(clue) not in member.sees("/clues")
    table = b"".join(member.client.get(f"{pages[2]}.csv")).decode()
    for text in (member.sees(pages[2]), member.sees(f"{pages[2]}/paper"), table):
        said = text.partition("<main")[2] or text
        assert [word for word in ("来源", "信访") if word in said] == []
    assert str(finding) not in member.sees(of_complaints)
    assert str(finding) in member.sees(f"/findings?unit={unit}")
    does("office", "tie.declared", {"towards": unit, "none": True}, subject=person)
    assert member.sees(pages[2]).count("来源") == before.count("来源")
