"""Notices by e-mail: figures alone, to whoever asked and can act, once a working day, over a server that may fail."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import override_settings
from django.utils import timezone

from tests.web.conftest import Visitor
from tests.web.mail_server import MailServer, certified, running_mail_server
from xuncha.server.notices import fill_outbox, send_waiting
from xuncha.server.trouble import Trouble
from xuncha.settings import mail_server as mail_settings
from xuncha.shipped import calendar
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.notices import Mailbox, keep_mailbox, mailbox_of

pytestmark = pytest.mark.demo_city

ADDRESS = "fang@lanting.example"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with (
        running_mail_server() as server,
        override_settings(
            **mail_settings(f"smtp://127.0.0.1:{server.port}")
            | {"DEFAULT_FROM_EMAIL": "xuncha@lanting.example"}
        ),
    ):
        run([("DELETE FROM outbox", []), ("DELETE FROM mailbox", [])])
        yield server


def person(login: str) -> UUID:
    found = Account.objects.get(login_name=login).person
    assert found is not None
    return found


def working_day() -> datetime:
    """At noon, so that an hour later is still the same day."""
    now = timezone.localtime().replace(hour=12)
    while not calendar().is_working(timezone.localdate(now)):
        now += timedelta(days=1)
    return now


def next_working_day(now: datetime) -> datetime:
    now += timedelta(days=1)
    while not calendar().is_working(timezone.localdate(now)):
        now += timedelta(days=1)
    return now


def n_on_desk(login: str) -> int:
    found = re.search(r"要我办的 ([\d,]+) 件", Visitor(login).sees("/desk"))
    assert found is not None
    return int(found[1].replace(",", ""))


def test_a_letter_says_how_many_and_nothing_else(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    assert fill_outbox(now) == 1
    assert send_waiting(now) == 1
    [(to, letter)] = server.taken
    assert to == ADDRESS
    assert letter["Subject"] == "待办提醒 / Items due"
    n = n_on_desk("head")
    body = letter.get_content().replace("\r\n", "\n").strip()
    found = re.fullmatch(
        rf"您有 {n} 项待办，(\d+) 项即将到期。\n{n} items? due, (\d+) soon\.\n\nhttp://127.0.0.1:8000/desk",
        body,
    )
    assert found is not None, body
    assert found[1] == found[2]
    assert letter["Auto-Submitted"] == "auto-generated"


def test_once_a_day_however_often_the_clock_runs_and_again_on_the_next(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    for _ in range(3):
        fill_outbox(now)
        send_waiting(now)
    assert len(server.taken) == 1
    later = next_working_day(now)
    fill_outbox(later)
    send_waiting(later)
    assert len(server.taken) == 2
    assert server.taken[0][1]["Message-ID"] != server.taken[1][1]["Message-ID"]


def test_nobody_gets_one_who_did_not_ask_switched_it_off_or_emptied_it(server: MailServer) -> None:
    now = working_day()
    assert fill_outbox(now) == 0
    keep_mailbox(person("head"), Mailbox(ADDRESS, False))
    assert fill_outbox(now) == 0
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    assert fill_outbox(now) == 1
    keep_mailbox(person("head"), Mailbox("", False))  # while it waits
    assert send_waiting(now) == 0
    assert server.taken == []
    assert run([("SELECT count(*) FROM outbox", [])])[0][0][0] == 0


def test_switched_off_while_it_waits_it_is_not_sent(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    fill_outbox(now)
    keep_mailbox(person("head"), Mailbox(ADDRESS, False))
    assert send_waiting(now) == 0
    assert server.taken == []


def test_whoever_can_do_nothing_that_is_owed_gets_none(server: MailServer) -> None:
    """The receiver's contact has an empty desk."""
    keep_mailbox(person("receiver"), Mailbox(ADDRESS, True))
    run([("UPDATE duty SET state = 'lapsed' WHERE owner = (SELECT party FROM seat WHERE person = %s LIMIT 1)"
          " AND state = 'open'", [person("receiver")])])  # fmt: skip
    assert fill_outbox(working_day()) == 0


def test_on_rest_days_and_without_a_server_nothing_waits(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    rest = timezone.now()
    while calendar().is_working(timezone.localdate(rest)):
        rest += timedelta(days=1)
    assert fill_outbox(rest) == 0
    with override_settings(EMAIL_HOST=""):
        assert fill_outbox(working_day()) == 0
        assert send_waiting(working_day()) == 0


def test_a_failed_server_is_left_alone_for_growing_pauses_and_nothing_is_lost_or_sent_twice(
    server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    fill_outbox(now)
    server.refuses = [b"451 try again", f"550 no {ADDRESS} here".encode()]
    assert send_waiting(now) == 0
    assert send_waiting(now + timedelta(minutes=4)) == 0  # its pause is not over
    assert len(server.refuses) == 1
    assert send_waiting(now + timedelta(minutes=5)) == 0
    assert send_waiting(now + timedelta(minutes=14)) == 0
    assert send_waiting(now + timedelta(minutes=15)) == 1
    assert send_waiting(now + timedelta(minutes=60)) == 0
    assert [to for to, _ in server.taken] == [ADDRESS]
    assert (
        "a notice was not sent (its server refused the address); it is tried again in 0:05:00" in caplog.text
    )
    assert "0:10:00" in caplog.text
    assert "fang" not in caplog.text
    assert "451" not in caplog.text


def test_a_server_that_is_not_there_costs_nothing_but_time(caplog: pytest.LogCaptureFixture) -> None:
    with running_mail_server() as gone:
        pass
    with override_settings(**mail_settings(f"smtp://127.0.0.1:{gone.port}")):
        run([("DELETE FROM outbox", [])])
        keep_mailbox(person("head"), Mailbox(ADDRESS, True))
        now = working_day()
        assert fill_outbox(now) == 1
        assert send_waiting(now) == 0
    assert "ConnectionRefusedError" in caplog.text
    assert run([("SELECT tries FROM outbox WHERE sent_at IS NULL", [])])[0] == [(1,)]


def test_a_letter_whose_fate_is_not_known_is_sent_again_under_the_same_id(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    fill_outbox(now)
    server.breaks_off = True
    assert send_waiting(now) == 0
    assert send_waiting(now + timedelta(hours=1)) == 1
    assert len({letter["Message-ID"] for _, letter in server.taken}) == 1


def test_what_still_waits_gives_way_to_the_next_days_figures(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    fill_outbox(now)
    server.refuses = [b"451 later"]
    send_waiting(now)
    later = next_working_day(now)
    assert fill_outbox(later) == 1
    assert send_waiting(later) == 1
    assert len(server.taken) == 1


def test_yesterdays_figures_are_not_sent_any_more(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    fill_outbox(now)
    assert send_waiting(now + timedelta(days=1)) == 0
    assert send_waiting(now) == 1


def test_an_address_is_kept_sealed_and_only_its_owner_reads_it(server: MailServer) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    [[kept]] = run([("SELECT sealed::text FROM mailbox", [])])[0]
    assert "fang" not in json.dumps(kept)
    assert mailbox_of(person("head")) == Mailbox(ADDRESS, True)
    assert ADDRESS in Visitor("head").sees("/me/mail")
    for other in ("office", "director", "unit"):
        assert ADDRESS not in Visitor(other).sees("/me/mail")


def test_the_address_is_ones_own_setting_and_a_slip_is_said_at_its_place(server: MailServer) -> None:
    me = Visitor("unit").client
    assert "到期邮件提醒" in me.get("/me").content.decode()
    wrong = me.post("/me/mail", {"address": "何其安@", "is_on": "yes"})
    assert wrong.status_code == 422
    assert "邮箱地址不对，应像 name@example.cn" in wrong.content.decode()
    assert "何其安@" in wrong.content.decode()
    assert (
        "To get mail, write your address"
        in Visitor("unit").client.post("/me/mail?lang=en", {"address": "", "is_on": "yes"}).content.decode()
    )
    assert mailbox_of(person("unit")) is None
    assert me.post("/me/mail", {"address": ADDRESS, "is_on": "yes"}).status_code == 302
    assert mailbox_of(person("unit")) == Mailbox(ADDRESS, True)
    assert "邮件提醒的设置已经保存" in me.get("/me").content.decode()
    assert me.post("/me/mail", {"address": "", "is_on": "no"}).status_code == 302
    assert mailbox_of(person("unit")) is None
    assert "邮箱地址已经删除" in me.get("/me").content.decode()
    with override_settings(EMAIL_HOST=""):
        assert "还没有配置发信服务器" in me.get("/me/mail").content.decode()


def test_the_mail_server_speaks_tls_but_on_this_machine() -> None:
    far = mail_settings("smtp://xuncha%40city.example:pa%2Fss@mail.city.example:2525")
    assert (far["EMAIL_USE_TLS"], far["EMAIL_USE_SSL"], far["EMAIL_PORT"]) == (True, False, 2525)
    assert (far["EMAIL_HOST_USER"], far["EMAIL_HOST_PASSWORD"]) == ("xuncha@city.example", "pa/ss")
    assert far["DEFAULT_FROM_EMAIL"] == "xuncha@city.example"
    from_start = mail_settings("smtps://mail.city.example")
    assert (from_start["EMAIL_USE_TLS"], from_start["EMAIL_USE_SSL"], from_start["EMAIL_PORT"]) == (
        False,
        True,
        465,
    )
    here = mail_settings("smtp://localhost:25")
    assert (here["EMAIL_USE_TLS"], here["EMAIL_USE_SSL"]) == (False, False)
    assert mail_settings("")["EMAIL_HOST"] == ""
    with pytest.raises(Trouble, match="XUNCHA_SMTP_URL should be smtps://"):
        mail_settings("mail.city.example")


def test_mail_goes_over_tls_to_a_server_whose_certificate_is_trusted_and_to_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tls, authority = certified(tmp_path)
    run([("DELETE FROM outbox", [])])
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    with (
        running_mail_server(tls) as server,
        override_settings(
            **mail_settings(f"smtps://localhost:{server.port}"),
        ),
    ):
        fill_outbox(now)
        assert send_waiting(now) == 0
        assert server.taken == []
        assert "SSLCertVerificationError" in caplog.text
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        assert send_waiting(now + timedelta(hours=1)) == 1
        assert [to for to, _ in server.taken] == [ADDRESS]


def test_a_server_without_tls_that_should_have_it_gets_nothing(
    server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    keep_mailbox(person("head"), Mailbox(ADDRESS, True))
    now = working_day()
    with override_settings(EMAIL_USE_TLS=True):
        fill_outbox(now)
        assert send_waiting(now) == 0
    assert server.taken == []
    assert "SMTPNotSupportedError" in caplog.text
