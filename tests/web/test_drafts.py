"""What is typed and not sent waits for its writer alone, and goes when it is done with."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.web.hostile import browser, hidden_of, key_of, liutang, note
from xuncha.actions.clock import forget_drafts
from xuncha.actions.perform import Entry, perform
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of

TYPED = "请核对台账第三项的票据，尚未写完"
REGISTER = "/complaints/register"


@pytest.fixture(scope="module")
def module_database(city: str) -> str:
    return city


@pytest.fixture(autouse=True)
def no_drafts(database: str) -> None:
    run([("DELETE FROM draft", [])])


def n_drafts() -> int:
    return int(run([("SELECT count(*) FROM draft", [])])[0][0][0])


def html_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def begun(login: str) -> tuple[Client, str, dict[str, str]]:
    """A note on a finding, typed and kept with the button, as it is done without JavaScript."""
    client = browser(login)
    address, form = note(client)
    answer = client.post(address, {**form, "text": TYPED, "do": "draft"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{address}?draft=on"
    return client, address, form


def test_the_button_keeps_what_is_typed_and_the_form_goes_on_with_it(database: str) -> None:
    client, address, _ = begun("head")
    html = html_of(client.get(f"{address}?draft=on"))
    assert TYPED in html
    assert "草稿已存" in html
    assert f'data-draft="{address}?draft=keep"' in html


def test_a_form_that_is_opened_again_offers_the_draft_and_writes_nothing_over_it(database: str) -> None:
    client, address, _ = begun("head")
    html = html_of(client.get(address))
    assert re.search(r"有一份 \d\d:\d\d 没写完的草稿", html)
    assert f'href="{address}?draft=on"' in html
    assert "不要了" in html
    assert TYPED not in html
    assert "data-draft=" not in html


def test_a_draft_is_kept_quietly_by_the_script_and_its_words_said(database: str) -> None:
    client = browser("head")
    address, form = note(client)
    answer = client.post(f"{address}?draft=keep", {**form, "text": TYPED})
    assert answer.status_code == 200
    assert re.fullmatch(r"草稿已存 \d\d:\d\d，只有您自己看得到", answer.content.decode())
    assert TYPED in html_of(client.get(f"{address}?draft=on"))


def test_a_draft_that_is_not_wanted_is_deleted(database: str) -> None:
    client, address, form = begun("head")
    answer = client.post(address, {**form, "do": "forget"})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert n_drafts() == 0
    assert "没写完的草稿" not in html_of(client.get(address))


def test_a_draft_goes_when_the_act_is_done_and_a_late_keeping_does_not_bring_it_back(database: str) -> None:
    client, address, _ = begun("head")
    form = hidden_of(client.get(f"{address}?draft=on").content.decode())
    assert client.post(address, {**form, "text": TYPED, "do": "act"}).status_code == 303
    assert n_drafts() == 0
    client.post(f"{address}?draft=keep", {**form, "text": TYPED})
    assert n_drafts() == 0


def test_a_refused_form_leaves_the_draft_where_it_is(database: str) -> None:
    client, address, form = begun("head")
    assert client.post(address, {**form, "text": "", "do": "act"}).status_code == 422
    assert n_drafts() == 1


def test_the_desk_names_what_is_not_finished_to_its_writer_alone(database: str) -> None:
    client, address, _ = begun("head")
    desk = html_of(client.get("/desk"))
    assert "没写完的" in desk
    assert f'href="{address}?draft=on"' in desk
    assert TYPED not in desk
    for other in ("member", "office", "director", "unit"):
        assert "没写完的" not in html_of(browser(other).get("/desk"))


def test_nobody_else_goes_on_with_a_draft(database: str) -> None:
    _, address, _ = begun("head")
    for other in ("member", "office", "unit"):
        answer = browser(other).get(f"{address}?draft=on")
        assert TYPED not in html_of(answer)
        assert "没写完的草稿" not in html_of(answer)


def test_a_draft_lies_sealed(database: str) -> None:
    begun("head")
    rows = run([("SELECT typed::text FROM draft", [])])[0]
    assert TYPED not in rows[0][0]
    assert set(run([("SELECT jsonb_object_keys(typed) FROM draft", [])])[0]) == {
        ("about",),
        ("key",),
        ("sealed",),
    }


def test_a_draft_moved_to_another_person_opens_for_nobody(database: str) -> None:
    from cryptography.exceptions import InvalidTag

    from xuncha.store import drafts

    _, address, _ = begun("head")
    person = Account.objects.get(login_name="member").person
    assert person is not None
    other = viewer_of(person, None, timezone.localdate())
    assert other is not None
    run([("UPDATE draft SET person = %s, seat = %s", [other.person, other.seat.id])])
    with pytest.raises(InvalidTag):
        drafts.said_in(other, address)


def test_a_draft_is_deleted_after_thirty_days_and_not_offered_before_that_either(database: str) -> None:
    client, address, _ = begun("head")
    run([("UPDATE draft SET kept_at = now() - interval '31 days'", [])])
    assert "没写完" not in html_of(client.get(address))
    assert "没写完的" not in html_of(client.get("/desk"))
    forget_drafts(timezone.now())
    assert n_drafts() == 0


def test_a_letter_that_is_being_registered_is_kept_with_its_unit(database: str) -> None:
    client = browser("registrar")
    page = html_of(client.get(REGISTER))
    assert "存草稿" in page
    form = {
        **hidden_of(page),
        "subject": "反映票据不齐",
        "in": liutang(),
        "occurred_on": "2026-01-05",
        "do": "draft",
    }
    assert client.post(REGISTER, form).headers["Location"] == f"{REGISTER}?draft=on"
    again = html_of(client.get(f"{REGISTER}?draft=on"))
    assert "反映票据不齐" in again
    assert "2026-01-05" in again
    assert "登记信访" in html_of(client.get("/desk")).partition('id="unfinished"')[2]


def test_keeping_a_draft_is_no_act_and_replay_finds_no_difference(database: str) -> None:
    before = run([("SELECT count(*) FROM act", [])])[0]
    begun("head")
    assert run([("SELECT count(*) FROM act", [])])[0] == before
    assert not replay().differences


def test_what_one_may_not_open_keeps_no_draft(database: str) -> None:
    complaint = key_of(
        "complaint", "unit = (SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇')"
    )
    address = f"/complaints/{complaint}/do/matter.annotated"
    absent = f"/complaints/{UUID(int=7)}/do/matter.annotated"
    unit = browser("unit")
    answers = [unit.post(f"{one}?draft=keep", {"text": TYPED}) for one in (address, absent)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert n_drafts() == 0


def act(login: str, code: str, fields: dict[str, object], subject: str) -> None:
    person = Account.objects.get(login_name=login).person
    assert person is not None
    viewer = viewer_of(person, None, timezone.localdate())
    assert viewer is not None
    perform(viewer, [Entry(code, fields, UUID(subject))], now=timezone.now())


def test_drafts_about_a_unit_go_with_the_act_that_keeps_their_writer_off_it(database: str) -> None:
    """Runs last: the member is kept off the unit from here on."""
    member = browser("member")
    key = key_of("finding", f"inspection = '{liutang()}' AND state NOT IN ('closed', 'withdrawn')")
    address = f"/findings/{key}/do/finding.amended"
    form = hidden_of(member.get(address).content.decode())
    assert member.post(address, {**form, "advice": TYPED, "do": "draft"}).status_code == 303
    assert n_drafts() == 1
    unit = key_of("unit", "title = '柳塘镇'")
    person = str(Account.objects.get(login_name="member").person)
    act("office", "recusal.requested", {"unit": unit, "ground": "own_interest"}, person)
    assert n_drafts() == 0
    answer = member.post(f"{address}?draft=keep", {**form, "advice": TYPED}, HTTP_ORIGIN="http://testserver")
    assert answer.status_code == 422
    assert TYPED in html_of(answer)  # shown once more, and kept nowhere
    assert n_drafts() == 0
    assert "没写完的" not in html_of(member.get("/desk"))
