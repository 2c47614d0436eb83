"""What waits for somebody's answer stands on the desk, although no clause sets a day for it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from tests.web.conftest import Visitor
from xuncha.actions.perform import Entry, perform
from xuncha.queries.subjects import as_seen
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import viewer_of

pytestmark = pytest.mark.demo_city


def does(login: str, act: str, fields: dict[str, Any], **where: UUID | str) -> UUID:
    """What somebody has done before; ids may come as text."""
    person = Account.objects.get(login_name=login).person
    assert person is not None
    viewer = viewer_of(person, None, timezone.localdate())
    assert viewer is not None
    done = perform(
        viewer,
        [Entry(act, fields, **{name: UUID(str(key)) for name, key in where.items()})],
        now=timezone.now(),
    )
    assert done.subject is not None
    return done.subject


def block(html: str, name: str) -> str:
    found = re.search(rf'id="{name}".*?</section>', html, re.S)
    return found[0] if found else ""


def waiting(who: Visitor, name: str) -> int:
    """How many the heading of a block of the desk says."""
    found = re.search(r"<h2>[^<]*?(\d+) (?:件|个)", block(who.sees("/desk"), name))
    return int(found[1]) if found else 0


def test_a_paper_put_up_for_approval_stands_on_the_desk_of_those_asked_and_of_nobody_else(
    database: str,
) -> None:
    before = waiting(Visitor("director"), "approvals")
    rows = run(
        [("SELECT id, inspection FROM subject WHERE kind = 'finding' AND state = 'recorded' AND inspection ="
          " (SELECT id FROM subject WHERE kind = 'inspection' AND title LIKE '柳塘%%')", [])]
    )[0]  # fmt: skip
    fields = {"kind": "feedback", "items": [str(key) for key, _ in rows], "state": "补充反馈"}
    paper = does("member", "document.drafted", fields, within=rows[0][1])
    does("head", "document.signed", {}, subject=paper)
    does("head", "approval.requested", {"for_act": "feedback", "to": "office"}, subject=paper)
    asked = block(Visitor("director").sees("/desk"), "approvals")
    assert waiting(Visitor("director"), "approvals") == before + 1
    assert f'href="/documents/{paper}/do/approval.given"' in asked
    assert str(paper) not in block(Visitor("group").sees("/desk"), "approvals")
    assert str(paper) not in block(Visitor("unit").sees("/desk"), "approvals")
    does("director", "approval.given", {"for_act": "feedback"}, subject=paper)
    assert waiting(Visitor("director"), "approvals") == before


def test_problems_reported_as_rectified_stand_on_the_desk_until_they_are_closed_out(database: str) -> None:
    stand, n = block(Visitor("office").sees("/desk"), "reported"), waiting(Visitor("office"), "reported")
    [[key]] = run(
        [
            (
                "SELECT id FROM subject WHERE kind = 'finding' AND state = 'reported' ORDER BY version LIMIT 1",
                [],
            )
        ]
    )[0]
    assert n >= 3
    assert f'href="/findings/{key}/do/rectification.verified?kind=close_out"' in stand
    passed = {
        "stage": "close_out",
        "passed": True,
        "text": "现场看过",
        "seen_on": timezone.localdate().isoformat(),
    }
    does("office", "rectification.verified", passed, subject=key)
    assert f'href="/findings/{key}/do/finding.closed"' in block(Visitor("office").sees("/desk"), "reported")
    does("office", "finding.closed", {}, subject=key)
    left = block(Visitor("office").sees("/desk"), "reported")
    assert waiting(Visitor("office"), "reported") == n - 1
    assert str(key) not in left


def test_a_form_shows_what_it_is_about(database: str) -> None:
    [[key, said]] = run(
        [("SELECT id, facts->>'extract' FROM subject WHERE kind = 'complaint' AND facts ? 'extract' AND state = 'received' AND"
          " inspection IN (SELECT id FROM subject WHERE title LIKE '青屏%%') LIMIT 1", [])]
    )[0]  # fmt: skip
    assert said in Visitor("head").sees(f"/complaints/{key}/do/matter.annotated")
    [[read]] = run([("SELECT count(*) FROM access_record WHERE subject = %s AND what = 'read'", [key])])[0]
    assert read == 1


def test_what_is_found_in_a_talk_is_recorded_with_who_was_there(database: str) -> None:
    [[key, place]] = run([("SELECT id, inspection FROM subject WHERE kind = 'check' AND inspection IN (SELECT id FROM"
                           " subject WHERE title LIKE '青屏%%') LIMIT 1", [])])[0]  # fmt: skip
    member = Visitor("member")
    [form] = re.findall(r'href="(/inspections/[^"]*finding\.recorded[^"]*)"', member.sees(f"/checks/{key}"))
    html = member.sees(form.replace("&amp;", "&"))
    assert f'value="{key}"' in html or "谈话" in html
    [[staff]] = run([("SELECT facts->'staff'->>0 FROM subject WHERE id = %s", [key])])[0]
    assert re.search(rf'name="handlers" value="{staff}"[^>]* checked', html)
    elsewhere = Visitor("office").sees(f"/inspections/{place}")
    assert "登记为问题" not in elsewhere


def test_people_stand_with_their_posts_and_a_unit_is_told_only_its_own(database: str) -> None:
    office = Visitor("office").sees("/people")
    assert "第一巡查组 组长" in office
    assert "柳塘镇 主要负责人" in office
    unit = Visitor("unit").client.get("/people")
    assert "巡查组" not in unit.content.decode().partition("<main")[2]


def test_whom_an_approval_was_asked_of_is_said_in_words(database: str) -> None:
    sql = "SELECT id FROM subject WHERE kind = 'document' AND code = 'work_plan' AND facts ? 'approval.requested'"
    [[paper]] = run([(f"{sql} ORDER BY version LIMIT 1", [])])[0]
    html = Visitor("office").sees(f"/documents/{paper}")
    assert "领导小组" in html
    assert "leading_group" not in html


def test_what_others_added_as_evidence_is_neither_named_nor_counted_to_the_unit(database: str) -> None:
    sql = f"{SUBJECT.select()} WHERE kind = 'finding' AND state = 'closed' LIMIT 1"
    row = SUBJECT.read(run([(sql, [])])[0][0])
    [own] = row.facts["evidence.added"]
    told = row.facts["finding.fed_back"]["_"]["position"]
    mark = {**own["_"], "party": str(row.body)}
    before = {"what": "举报人提供的清单", "_": {**mark, "position": told - 1}}
    since = {"what": "复核照片", "_": {**mark, "position": told + 1}}
    held = replace(row, facts={**row.facts, "evidence.added": [before, own, since]})
    unit = viewer_of(Account.objects.get(login_name="unit").person, None, timezone.localdate())
    head = viewer_of(Account.objects.get(login_name="head").person, None, timezone.localdate())
    assert unit is not None
    assert head is not None
    assert as_seen(unit, held).facts["evidence.added"] == [own]
    assert as_seen(head, held).facts["evidence.added"] == [before, own, since]


def place_of(title: str) -> UUID:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'inspection' AND title = %(title)s", {"title": title})])[0]  # fmt: skip
    return UUID(str(key))


def test_a_paper_to_be_published_is_cleared_by_another_who_finds_it_on_the_desk(database: str) -> None:
    place = place_of("柳塘镇")
    before = Visitor("head").sees(f"/inspections/{place}").partition('id="can"')[2]
    assert "为了办结“公开进驻情况”" in before, "a draft ends nothing by itself"
    paper = does("head", "document.drafted", {"kind": "public_entry", "content": "已经进驻"}, within=place)
    mine = Visitor("head").sees(f"/inspections/{place}").partition('id="can"')[2]
    assert f"/documents/{paper}/do/document.published" not in mine, "it would be refused"
    assert re.search(rf'href="/documents/{paper}"[^>]*>看还缺什么', mine)
    assert block(Visitor("head").sees("/desk"), "to-clear") == ""
    theirs = block(Visitor("office").sees("/desk"), "to-clear")
    assert f"/documents/{paper}/do/document.cleared" in theirs
    cleared = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
    does("office", "document.cleared", cleared, subject=paper)
    assert block(Visitor("office").sees("/desk"), "to-clear") == ""
    mine = Visitor("head").sees(f"/inspections/{place}").partition('id="can"')[2]
    assert f"/documents/{paper}/do/document.published" in mine


def test_evidence_without_a_date_is_warned_of_and_named_on_every_desk(database: str) -> None:
    [[key]] = run(
        [("SELECT id FROM subject WHERE kind = 'finding' AND state = 'reported' ORDER BY n LIMIT 1", [])]
    )[0]  # fmt: skip
    with as_it_stood(key):
        assert "本单位附的佐证都没有写形成日期" in Visitor("unit").sees(
            f"/findings/{key}/do/rectification.reported"
        )
        assert "缺形成日期" in block(Visitor("head").sees("/desk"), "reported")
        home = block(Visitor("unit").sees("/desk"), "problems")
        line = next(one for one in home.split("<tr") if f"/findings/{key}" in one)
        assert "本单位还没有附写明形成日期的佐证" in line
        assert f"/findings/{key}/do/evidence.added" in line
    assert "佐证都没有写形成日期" not in Visitor("unit").sees(f"/findings/{key}/do/rectification.reported")


@contextmanager
def as_it_stood(key: UUID) -> Iterator[None]:
    """A problem whose evidence says no date, as long as one looks at it."""
    with transaction.atomic():
        run([("UPDATE subject SET facts = facts #- '{evidence.added,0,dated}'"
              " WHERE id = %(key)s RETURNING id", {"key": key})])  # fmt: skip
        yield
        transaction.set_rollback(True)


def test_reporting_twice_says_that_it_was_done(database: str) -> None:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'finding' AND state = 'reported' LIMIT 1", [])])[0]
    unit = Visitor("unit")
    answer = unit.client.post(f"/findings/{key}/do/rectification.reported", {"do": "act", "result": "办完了"})
    assert "已经办过了" in answer.content.decode()
    assert "要先到" not in answer.content.decode()


def test_every_button_of_a_desk_is_named_by_its_words_and_what_it_is_about(database: str) -> None:
    for login in ("office", "director", "group", "head", "registrar", "unit", "receiver"):
        for language in ("zh", "en"):
            html = Visitor(login).sees(f"/desk?lang={language}")
            named = re.findall(r'<a class="btn[^>]* aria-label="([^"]+)"[^>]*>([^<]+)</a>', html)
            assert named, login
            assert [one for one in named if not one[0].startswith(one[1]) or one[0] == one[1]] == []
