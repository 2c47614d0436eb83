"""The inner page of what waits in the inbox: only for who takes reports in, and nothing on it is of a report."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.portal.conftest import Portal
from tests.portal.test_the_whole_way import liutang, registered, report
from tests.web.conftest import Visitor
from xuncha.actions.inbox import let_in, put_aside
from xuncha.actions.intake import take_in
from xuncha.actions.sorting import sort_out
from xuncha.server.publishing import publish_all
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.viewer import viewer_of

pytestmark = pytest.mark.demo_city


def put_in(lane: str) -> str:
    place = str(uuid4())
    sql = "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, '2026-09-29', %s, '\\x00')"
    run([(sql, [place, lane])])
    return place


def lane_of(place: str) -> str:
    return str(run([("SELECT lane FROM portal_inbox WHERE id = %s", [place])])[0][0][0])


@pytest.mark.parametrize("who", ["head", "member", "registrar", "unit", "contact", "receiver"])
def test_for_others_there_is_no_such_page(portal: Portal, who: str) -> None:
    place = put_in("held")
    visitor = Visitor(who)
    assert visitor.status("/inbox") == 404
    assert visitor.client.post("/inbox", {"which": place, "does": "in"}).status_code == 404
    assert lane_of(place) == "held"
    viewer = viewer_of(Account.objects.get(login_name=who).person, None, timezone.localdate())
    assert viewer is not None
    with pytest.raises(PermissionError):
        let_in(viewer, [])
    run([("DELETE FROM portal_inbox", [])])


def test_where_nothing_is_put_aside_there_is_no_button(portal: Portal) -> None:
    run([("DELETE FROM portal_inbox", [])])
    page = Visitor("office").sees("/inbox")
    assert "没有被隔离、打不开或者搁置的来件" in page
    assert "data-doing" not in page
    place = put_in("held")
    assert "data-doing" in Visitor("office").sees("/inbox")
    run([("DELETE FROM portal_inbox WHERE id = %s", [place])])


def test_it_says_when_is_taken_in_and_neither_how_many_wait_nor_anything_of_them(portal: Portal) -> None:
    publish_all()
    report(portal, liutang())
    place = put_in("held")
    page = Visitor("office").sees("/inbox")
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    assert main
    assert "自动收取" in main[0]
    assert "等定时收取的" not in main[0], "no figure of what waits"
    assert f'value="{place}"' in main[0]
    assert "柳塘" not in main[0]
    assert 'href="/inbox"' in Visitor("office").sees("/desk")
    run([("DELETE FROM portal_inbox WHERE id = %s", [place])])
    assert take_in(timezone.now()) == 1
    assert len(registered()) == 1


def test_what_is_put_aside_says_who_did_and_why_and_is_let_in_again(portal: Portal) -> None:
    office, place = Visitor("office"), put_in("held")
    lacking = office.client.post("/inbox", {"which": place, "does": "aside"})
    assert lacking.status_code == 422
    assert "搁置要选理由" in lacking.content.decode()
    assert office.client.post("/inbox", {"does": "in"}).status_code == 422
    aside = office.client.post("/inbox", {"which": place, "does": "aside", "why": "flood"})
    assert (aside.status_code, lane_of(place)) == (303, "aside")
    page = office.sees("/inbox")
    assert re.search(r"江予白 \S+搁置：短时间成批发来的", page), page
    assert take_in(timezone.now()) == 0
    assert lane_of(place) == "aside"
    assert office.client.post("/inbox", {"which": place, "does": "in"}).status_code == 303
    assert lane_of(place) == ""
    noted = run([("SELECT what, rules FROM access_record WHERE subject = %s ORDER BY at", [place])])[0]
    assert [(what, list(rules)) for what, rules in noted] == [
        ("put envelope aside", ["flood"]),
        ("let envelope in", []),
    ]
    assert take_in(timezone.now()) == 0, "it does not open, and is put apart by the machine"
    assert lane_of(place) == "unreadable"


def main_of(who: str) -> str:
    found = re.search(r"<main.*</main>", Visitor(who).sees("/inbox"), re.DOTALL)
    assert found
    return re.sub(r"nonce-\S+|retry_key\S+ value=\S+|csrf\S+ value=\S+|\d+:\d\d 打印", "", found[0])


def test_what_is_about_the_intake_leaves_no_trace_there_in_a_flood_or_out_of_one(portal: Portal) -> None:
    publish_all()
    run([("DELETE FROM portal_inbox", [])])
    nothing = main_of("office")
    for number in range(6):
        report(portal, "", about="intake", happened=f"收件机构的事 {number}")
        assert main_of("office") == nothing, "however many wait"
    run([("UPDATE portal_inbox SET lane = 'quarantine'", [])])
    assert main_of("office") == nothing, "nor before the machine has sorted them"
    before = len(registered())
    assert sort_out() == 0
    assert main_of("office") == nothing
    take_in(timezone.now())
    assert main_of("office") == nothing
    assert len(registered()) == before + 6
    run([("DELETE FROM portal_inbox", [])])


def test_of_a_flood_the_intake_is_told_what_is_for_it_once_it_is_sorted(portal: Portal) -> None:
    publish_all()
    report(portal, liutang(), happened="一批里的一件")
    report(portal, "", about="intake", happened="一批里收件机构的事")
    run([("UPDATE portal_inbox SET lane = 'quarantine'", [])])
    [[unread]] = run([("SELECT count(*) FROM portal_inbox", [])])[0]
    assert unread == 2
    assert "隔离" not in main_of("office").replace("没有被隔离", "")
    assert sort_out() == 1
    assert "隔离：1 件" in main_of("office")
    assert sort_out() == 0, "what is about the intake stays where it was"
    run([("DELETE FROM portal_inbox", [])])


def test_the_level_above_is_told_what_was_put_aside_and_may_let_it_in(portal: Portal) -> None:
    office, group = Visitor("office"), Visitor("group")
    place, other = put_in("held"), put_in("unreadable")
    assert place not in group.sees("/inbox"), "not before it is put aside"
    assert "没有搁置的来件" in group.sees("/inbox")
    office.client.post("/inbox", {"which": place, "does": "aside", "why": "flood"})
    assert 'href="/inbox"' in group.sees("/desk")
    page = group.sees("/inbox")
    assert re.search(r"江予白 \S+搁置：短时间成批发来的", page)
    assert other not in page
    assert 'name="does"' not in page, "nobody above puts anything aside"
    assert group.client.post("/inbox", {"does": "in"}).status_code == 422
    viewer = viewer_of(Account.objects.get(login_name="group").person, None, timezone.localdate())
    assert viewer is not None
    with pytest.raises(PermissionError):
        put_aside(viewer, [UUID(place)], "flood")
    assert group.client.post("/inbox", {"which": place, "does": "aside", "why": "flood"}).status_code == 303
    assert lane_of(place) == "", "the one thing that is done from there"
    run([("DELETE FROM portal_inbox", [])])


def test_what_waits_in_the_usual_way_is_decided_on_by_nobody(portal: Portal) -> None:
    office, place = Visitor("office"), put_in("")
    answer = office.client.post("/inbox", {"which": place, "does": "aside", "why": "flood"})
    assert answer.status_code == 422
    assert lane_of(place) == ""


def test_everybody_can_read_the_page(portal: Portal, chromium: object, live_server: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    put_in("held")
    cookie = Visitor("office").client.cookies["xuncha_session"].value
    context, wrong = chromium.new_context(base_url=live_server, bypass_csp=True), []  # type: ignore[attr-defined]
    context.add_cookies([{"name": "xuncha_session", "value": cookie, "url": live_server}])
    tab = context.new_page()
    tab.goto("/inbox")
    tab.evaluate(Axe().axe_script)
    for width in (1280, 390):
        tab.set_viewport_size({"width": width, "height": 800})
        found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
        wrong += [f"at {width}: {fault['id']}" for fault in found]
    context.close()
    assert wrong == []
