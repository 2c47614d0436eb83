"""A calendar of one post: how much is due on which day, at a secret address that ends, and never a title."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.web.conftest import Visitor
from tests.web.test_access import as_sent
from xuncha.core.dates.due import shown_on
from xuncha.queries.desk import desk_for, due_by_day
from xuncha.server import accounts
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.notices import make_feed, opened_once
from xuncha.store.viewer import Viewer, viewer_of
from xuncha.web.secret_addresses import WithoutSecrets, of_feed

pytestmark = pytest.mark.demo_city


def viewer(login: str) -> Viewer:
    person = Account.objects.get(login_name=login).person
    found = viewer_of(person, None, timezone.localdate()) if person else None
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _no_feeds(database: str) -> Iterator[None]:
    run([("DELETE FROM feed", [])])
    yield
    run([("DELETE FROM feed", [])])


def made(login: str) -> str:
    """The path of a calendar as its owner makes it on the page."""
    html = Visitor(login).client.post("/me/calendar", {"wanted": "make"}, follow=True).content.decode()
    found = re.search(r"http://testserver(/calendar/[\w-]{43}\.ics)", html)
    assert found is not None
    return found[1]


def events(body: str) -> list[tuple[date, str]]:
    """Day and words of each event, read line by line as the standard has it."""
    lines = body.replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[1], lines[-2], lines[-1]) == (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "END:VCALENDAR",
        "",
    )
    found: list[tuple[date, str]] = []
    day = date.min
    for line in lines:
        name, _, value = line.partition(":")
        if name == "DTSTART;VALUE=DATE":
            day = date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")
        if name == "SUMMARY":
            found.append((day, value))
    return found


def due_days(login: str) -> Counter[date]:
    """How many things on a desk are due on each day."""
    return Counter(shown_on(duty.due_at) for duty in desk_for(viewer(login)).mine if duty.due_at)


def told(owed: Counter[date], today: date) -> list[tuple[date, str]]:
    """What a calendar says of them."""
    late = sum(n for on, n in owed.items() if on < today)
    words = [(today, f"{late} 项已逾期 / {late} {'item' if late == 1 else 'items'} late")] if late else []
    return words + [
        (on, f"{n} 项到期 / {n} {'item' if n == 1 else 'items'} due")
        for on, n in sorted(owed.items())
        if on >= today
    ]


@pytest.mark.parametrize("after", [0, 1])
def test_what_is_late_already_is_counted_together_and_what_is_due_that_day_is_not_late(after: int) -> None:
    owed = due_days("unit")
    day = max(owed) + timedelta(days=after)
    found = due_by_day(viewer("unit"), day)
    assert found.n_late == sum(n for on, n in owed.items() if on < day) > 0
    assert found.days == ({} if after else {day: owed[day]})


def test_it_says_how_many_are_due_on_each_day_as_the_desk_has_them_and_nothing_else() -> None:
    answer = Client().get(made("unit"))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert not answer.cookies
    said = told(due_days("unit"), timezone.localdate())
    body = answer.content.decode()
    assert said
    assert events(body) == said
    titles = [row[0] for row in run([("SELECT DISTINCT title FROM subject WHERE title <> ''", [])])[0]]
    assert [title for title in titles if title in body] == []
    assert re.findall(r"https?://\S+", body) == ["http://testserver/desk"] * len(said)


def test_the_lines_are_as_the_standard_has_them() -> None:
    body = Client().get(made("unit")).content
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    uids = re.findall(rb"UID:(\S+)", body)
    assert len(uids) == len(set(uids)) == body.count(b"BEGIN:VEVENT")


def test_what_did_not_change_is_not_sent_again() -> None:
    path = made("unit")
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert Client().head(path).status_code == 200


def absent() -> HttpResponse:
    return Client().get(f"/no-such-page/{uuid4()}")


def gone(path: str) -> bool:
    """Whether an address is answered like any that does not exist, whatever is sent there."""
    client = Client()
    answers = [client.get(path), client.post(path, {"x": "1"}), client.head(path)]
    answers[2].content = absent().content if not answers[2].content else answers[2].content
    return all(one.status_code == 404 for one in answers) and all(
        as_sent(one) == as_sent(absent()) for one in answers[:2]
    )


def test_a_wrong_address_is_one_that_does_not_exist() -> None:
    path = made("unit")
    assert not gone(path)
    for wrong in (
        of_feed("x"),
        of_feed(path[10:-5] + "A"),
        of_feed(str(uuid4())),
        path.removesuffix(".ics"),
        "/calendar/",
    ):
        assert gone(wrong), wrong


def test_a_new_address_ends_the_former_and_the_calendar_can_be_ended() -> None:
    unit = Visitor("unit").client
    first = made("unit")
    assert "停用这个日历" in unit.get("/me/calendar").content.decode()
    second = unit.post("/me/calendar", {"wanted": "renew"}, follow=True).content.decode()
    assert gone(first)
    assert unit.post("/me/calendar", {"wanted": "end"}).status_code == 302
    found = re.search(r"/calendar/[\w-]{43}\.ics", second)
    assert found is not None
    assert gone(found[0])
    assert "停用这个日历" not in unit.get("/me/calendar").content.decode()


def test_the_address_is_shown_once_and_kept_as_a_digest_alone() -> None:
    token = made("unit").removeprefix("/calendar/").removesuffix(".ics")
    assert token not in Visitor("unit").sees("/me/calendar")
    [[kept]] = run([("SELECT feed::text FROM feed", [])])[0]
    assert token not in kept


def test_a_sent_form_leads_to_a_page_that_shows_the_address_and_makes_no_other_when_loaded_anew() -> None:
    unit = Visitor("unit").client
    answer = unit.post("/me/calendar", {"wanted": "make"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/me/calendar")
    found = re.search(r"/calendar/[\w-]{43}\.ics", unit.get("/me/calendar").content.decode())
    assert found is not None
    again = unit.get("/me/calendar").content.decode()
    assert "/calendar/" not in again.replace("/me/calendar", "")
    assert "地址只在开通的时候显示过一次" in again
    assert not gone(found[0]), "the page that was loaded anew made no other"


def test_the_address_that_waits_to_be_shown_is_sealed_for_its_post_and_is_none_once_another_was_made() -> (
    None
):
    unit = Visitor("unit").client
    unit.post("/me/calendar", {"wanted": "make"})
    kept = unit.session["new_calendar_address"]
    held = viewer("unit")
    token = opened_once(kept, held.person, held.seat.id)
    assert not gone(of_feed(token))
    assert token not in kept
    assert opened_once(kept, held.person, uuid4()) == ""
    assert opened_once("x" + kept, held.person, held.seat.id) == ""
    make_feed(held.person, held.seat.id, timezone.localdate())
    assert "/calendar/" not in unit.get("/me/calendar").content.decode().replace("/me/calendar", "")


def test_a_new_password_ends_every_calendar_of_the_account_and_says_so_where_there_was_one() -> None:
    held = viewer("member")
    account = Account.objects.get(login_name="member")
    before = account.password
    theirs, others = made("member"), made("unit")
    assert "到期日历的地址已经作废" in accounts.renew_password("member")
    assert gone(theirs)
    assert not gone(others)
    assert "到期日历" not in accounts.renew_password("member")
    Account.objects.filter(pk=account.pk).update(password=before, is_from_slip=False)

    path = of_feed(make_feed(held.person, held.seat.id, timezone.localdate()))
    client, own = Visitor("member").client, "a sentence of my own"
    asked = {"oldpassword": "xuncha-demo", "password1": own, "password2": own}
    said = client.post("/account/password", asked, follow=True).content.decode()
    assert "到期日历的地址也已作废" in said
    assert gone(path)
    asked = {"oldpassword": own, "password1": own + "!", "password2": own + "!"}
    said = client.post("/account/password", asked, follow=True).content.decode()
    assert "密码已经换好" in said
    assert "到期日历的地址" not in said
    Account.objects.filter(pk=account.pk).update(password=before)


def test_nothing_chosen_is_said_at_its_place() -> None:
    made("unit")
    answer = Visitor("unit").client.post("/me/calendar", {})
    assert answer.status_code == 422
    assert "请选一项" in answer.content.decode()


def test_it_ends_after_its_days_with_the_post_with_the_account_and_when_its_owner_is_kept_off() -> None:
    member = viewer("member")
    today = timezone.localdate()
    over = make_feed(member.person, member.seat.id, today - timedelta(days=1))
    assert gone(of_feed(over))
    last_day = make_feed(member.person, member.seat.id, today)
    assert not gone(of_feed(last_day))

    def while_so(change: str, back: str, *values: object) -> bool:
        path = of_feed(make_feed(member.person, member.seat.id, today + timedelta(days=9)))
        run([(change, list(values))])
        was_gone = gone(path)
        run([(back, list(values))])
        return was_gone

    assert while_so(
        "UPDATE seat SET ended_on = since WHERE id = %s",
        "UPDATE seat SET ended_on = NULL WHERE id = %s",
        member.seat.id,
    )
    assert while_so("UPDATE store_account SET is_active = false WHERE person = %s",
                    "UPDATE store_account SET is_active = true WHERE person = %s", member.person)  # fmt: skip
    barred = (
        "INSERT INTO bar (id, person, unit, ground, since, decided, kept_off, version)"
        f" SELECT '{uuid4()}', %s, gen_random_uuid(), 'kin', now(), false, true, (SELECT max(position) + 1 FROM act)"
    )
    assert while_so(barred, "DELETE FROM bar WHERE person = %s", member.person)


def test_the_log_of_the_server_has_no_address_that_works(caplog: pytest.LogCaptureFixture) -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Internal Server Error", "/calendar/abc.ics"), None
    )
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Internal Server Error: /calendar/..."
    with caplog.at_level(logging.DEBUG):
        path = made("unit")
        Client().get(path)
        Client().get(path.replace("/calendar/", "/calendar/x"))
    handled = [one for one in caplog.records if one.name != "django.request"]
    assert [one for one in handled if path[10:30] in one.getMessage()] == []
