"""Several rows of a ledger are acted on together: all or none, each that is refused with its reason."""

from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.web.hostile import browser, hidden_of, key_of, n_acts
from tests.web.through_pages import person
from xuncha.store.append import run
from xuncha.store.replay import replay

NOTE = "请两周内核清，并把票据复印件附上"


@pytest.fixture(scope="module")
def module_database(city: str) -> str:
    return city


def html_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def keys(kind: str, condition: str, n: int) -> list[str]:
    sql = f"SELECT id FROM subject WHERE kind = '{kind}' AND {condition} ORDER BY version LIMIT {n}"
    return [str(row[0]) for row in run([(sql, [])])[0]]


def ticked(html: str) -> list[str]:
    return re.findall(r'name="pick" value="([0-9a-f-]{36})" checked', html)


def form_for(client: Client, address: str, rows: list[str]) -> tuple[str, dict[str, object]]:
    """The form as the ledger opens it, with the rows that are ticked in it."""
    html = html_of(client.get(address, {"pick": rows}))
    return html, {**hidden_of(html), "pick": ticked(html), "do": "act"}


def test_a_ledger_offers_what_can_be_done_on_several_rows_and_a_box_at_each(database: str) -> None:
    html = browser("head").get("/complaints").content.decode()
    assert 'formaction="/complaints/together/matter.annotated"' in html
    assert html.count('name="pick"') == 50
    assert "data-pick-all" in html


def test_who_can_do_nothing_together_has_no_boxes(database: str) -> None:
    assert 'name="pick"' not in browser("unit").get("/findings").content.decode()


def offered(html: str) -> list[str]:
    return re.findall(r'formaction="/\w+/together/([a-z.]+)"', html)


def test_an_act_on_ticked_rows_is_offered_only_where_it_can_be_done_to_one_of_them(database: str) -> None:
    office = browser("office")
    before = offered(office.get("/findings").content.decode())
    assert "rectification.verified" in before
    assert "finding.closed" not in before, "no problem is verified and not yet closed"
    assert "rectification.verified" not in offered(office.get("/findings?state=planned").content.decode())
    [key] = keys("finding", "state = 'reported'", 1)
    with transaction.atomic():
        run([("UPDATE subject SET state = 'verified' WHERE id = %s RETURNING id", [key])])
        assert "finding.closed" in offered(office.get("/findings").content.decode())
        assert "finding.closed" not in offered(office.get("/findings?state=reported").content.decode())
        transaction.set_rollback(True)


def test_a_volume_in_which_something_lies_is_not_offered_to_be_voided(database: str) -> None:
    head = person("高望岚")
    form = head.asks(head.finds("inspections", "柳塘镇"), "volume.compiled", begins=True)
    head.sends(form, {"title": "柳塘镇巡查卷"})
    html = head.html("/archive")
    assert "柳塘镇巡查卷" in html
    assert offered(html) == []
    assert 'name="pick"' not in html
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'volume'", [])])[0]
    with transaction.atomic():
        run([("UPDATE subject SET facts = facts - 'lines' WHERE id = %s RETURNING id", [key])])
        assert offered(head.html("/archive")) == ["matter.withdrawn"]
        transaction.set_rollback(True)


def test_one_note_is_written_on_three_letters_at_once(database: str) -> None:
    head, address = browser("head"), "/complaints/together/matter.annotated"
    rows = re.findall(r'name="pick" value="([0-9a-f-]{36})"', head.get("/complaints").content.decode())[:3]
    html, form = form_for(head, address, rows)
    assert "成批阅批：3 条" in html
    assert ticked(html) == rows
    before = n_acts()
    answer = head.post(address, {**form, "text": NOTE})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/complaints")
    assert n_acts() == before + 3
    assert "3 条" in html_of(head.get("/complaints"))
    last = run([("SELECT subject, type FROM act ORDER BY position DESC LIMIT 3", [])])[0]
    assert {str(key) for key, _ in last} == set(rows)
    assert {kind for _, kind in last} == {"matter.annotated"}
    again = head.post(address, {**form, "text": NOTE})
    assert again.status_code == 303
    assert n_acts() == before + 3, "a second press doubles nothing"
    assert not replay().differences


def test_a_note_that_is_not_written_is_asked_for_once_and_every_row_stays_ticked(database: str) -> None:
    head, address = browser("head"), "/complaints/together/matter.annotated"
    rows = re.findall(r'name="pick" value="([0-9a-f-]{36})"', head.get("/complaints").content.decode())[3:5]
    _, form = form_for(head, address, rows)
    before = n_acts()
    answer = head.post(address, {**form, "text": ""})
    assert answer.status_code == 422
    html = html_of(answer)
    assert ticked(html) == rows
    assert 'href="#f-text"' in html
    assert n_acts() == before


def test_rows_that_cannot_take_the_act_are_named_with_their_reason_before_anything_is_typed(
    database: str,
) -> None:
    office, address = browser("office"), "/findings/together/finding.closed"
    rows = keys("finding", "state <> 'verified'", 2)
    html = html_of(office.get(address, {"pick": rows}))
    assert "有 2 条现在办不成" in html
    assert ticked(html) == []


def test_one_row_that_is_refused_keeps_all_undone_and_the_next_press_does_the_others(database: str) -> None:
    head, address, kind = browser("head"), "/findings/together/matter.withdrawn", "finding"
    seen = re.findall(r'name="pick" value="([0-9a-f-]{36})"', head.get(address.partition("/together")[0]).content.decode())  # fmt: skip
    able = [key for key in keys(kind, "state IN ('recorded', 'received')", 500) if key in seen][:2]
    unable = [
        key for key in keys(kind, "state NOT IN ('recorded', 'received', 'accepted')", 500) if key in seen
    ][:1]
    if not able or not unable:
        pytest.skip("the city has no such rows on one page")
    html, form = form_for(head, address, [*able, *unable])
    assert ticked(html) == able
    before = n_acts()
    answer = head.post(address, {**form, "pick": [*able, *unable], "text": NOTE})
    assert answer.status_code == 422
    html = html_of(answer)
    assert n_acts() == before
    assert "有 1 条现在办不成" in html
    assert f"办其余的 {len(able)} 条" in html
    assert NOTE in html
    assert ticked(html) == able
    done = head.post(address, {**hidden_of(html), "pick": ticked(html), "text": NOTE, "do": "act"})
    assert done.status_code == 303
    assert n_acts() == before + len(able)


def test_a_row_that_somebody_else_acted_on_meanwhile_is_refused_with_what_to_do(database: str) -> None:
    head, address = browser("head"), "/complaints/together/matter.annotated"
    rows = re.findall(r'name="pick" value="([0-9a-f-]{36})"', head.get("/complaints").content.decode())[6:8]
    _, form = form_for(head, address, rows)
    single = f"/complaints/{rows[0]}/do/matter.annotated"
    other = hidden_of(head.get(single).content.decode())
    assert head.post(single, {**other, "text": "先看一眼", "do": "act"}).status_code == 303
    answer = head.post(address, {**form, "text": NOTE})
    assert answer.status_code == 422
    assert "别人先办了一步" in html_of(answer)
    assert ticked(html_of(answer)) == rows[1:]


def test_what_one_may_not_open_and_what_is_not_there_are_left_out_alike(database: str) -> None:
    head, address = browser("head"), "/complaints/together/matter.annotated"
    hidden = key_of("complaint", "unit = (SELECT id FROM subject WHERE kind = 'unit' AND title = '东陂镇')")
    for key in (hidden, str(uuid4())):
        answer = head.get(address, {"pick": [key]})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/complaints")
        assert "请先在台账里勾选要办的行" in html_of(head.get("/complaints"))
    own = re.findall(r'name="pick" value="([0-9a-f-]{36})"', head.get("/complaints").content.decode())[9]
    pages = []
    for key in (hidden, str(uuid4())):
        _, form = form_for(head, address, [own])
        before = n_acts()
        answer = head.post(address, {**form, "pick": [own, key], "text": NOTE})
        assert answer.status_code == 422
        assert n_acts() == before
        assert "有 1 条已经打不开，没有办" in html_of(answer)
        pages.append(re.sub(r'value="[^"]*"|nonce-[^\']*', "", html_of(answer)))
    assert pages[0] == pages[1]


def test_more_than_fifty_rows_are_sent_back(database: str) -> None:
    head = browser("head")
    answer = head.get("/complaints/together/matter.annotated", {"pick": [str(uuid4()) for _ in range(51)]})
    assert answer.status_code == 303
    assert "一次最多办 50 条" in html_of(head.get("/complaints"))


def test_an_act_of_one_matter_alone_and_a_post_without_the_act_find_no_page(database: str) -> None:
    assert browser("head").get("/complaints/together/complaint.extracted").status_code == 404
    assert browser("unit").get("/findings/together/finding.closed").status_code == 404
    assert browser("head").get("/complaints/together/no.such.act").status_code == 404
