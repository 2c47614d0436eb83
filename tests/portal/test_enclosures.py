"""The whole way of what is attached: sealed at the portal, taken in with its report, opened by the intake, passed on as a cleaned copy."""

from __future__ import annotations

import html
import io
import re
from contextlib import nullcontext
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.utils import timezone

from tests.attachments.made import CANARY, REFUSED, docx, pdf, photograph
from tests.attachments.test_cleaning import KNOWN, everything
from tests.cli.canary import hits
from tests.portal.conftest import Portal
from tests.portal.test_the_whole_way import WORDS, liutang, looked_up, registered
from tests.web.conftest import Visitor
from xuncha.actions import intake
from xuncha.actions.carrying import carried, to_carry, write_up
from xuncha.actions.enclosures import KEPT_SENT, sweep
from xuncha.actions.intake import take_in
from xuncha.actions.perform import Entry, perform
from xuncha.cli import command
from xuncha.demo import PASSPHRASE
from xuncha.server.publishing import publish_all
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.files import contents
from xuncha.store.portal import envelopes_in
from xuncha.store.portal_files import sealed_file
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of
from xuncha.vault.attachment import kept_in
from xuncha.vault.proof_of_work import solved

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.demo_city

SOUND = b"ID3\x04" + CANARY.encode() * 5_000
FILES = [
    ("司空的照片.jpg", photograph()), ("合同.pdf", pdf()), ("说明.docx", docx()), ("录音.mp3", SOUND), ("坏的.jpg", photograph()[:-300]),
]  # fmt: skip


def report(portal: Portal, files: list[tuple[str, bytes]], words: str = WORDS) -> str:
    """Send a report with files; the id under which it is registered when it is taken in next."""
    typed: dict[str, str | list[str]] = {
        "unit": liutang(), "unit_name": "", "happened": words, "mode": "anonymous", "name": "", "contact": "",
    }  # fmt: skip
    page = portal.send("/report/check", typed, files)
    work = re.search(r'data-work="([^"]+)"', page.text)
    assert work, page.text
    carried = [html.unescape(one) for one in re.findall(r'name="files" value="([^"]+)"', page.text)]
    assert len(carried) == len(files)
    answer = portal.post("/report/send", {**typed, "files": carried, "answer": solved(work[1])})
    assert answer.status == 200
    return "".join(re.findall(r"<li>(\d{5})</li>", answer.text))


def taken_in() -> str:
    """The id of the one report that was taken in now."""
    before = {key for key, *_ in registered()}
    assert take_in(timezone.now()) == 1
    [key] = {key for key, *_ in registered()} - before
    return str(key)


@pytest.fixture(scope="module")
def taken(portal: Portal) -> str:
    publish_all()
    report(portal, FILES)
    return taken_in()


def enclosed(who: str, key: str, n: int, **typed: str) -> tuple[int, str]:
    """What somebody gets who asks for a file: the status, and the page."""
    answer = Visitor(who).client.post(f"/complaints/{key}/original/{n}", {"passphrase": PASSPHRASE, **typed})
    return answer.status_code, answer.content.decode()


def test_the_files_are_taken_in_with_their_report_and_lie_sealed(portal: Portal, taken: str) -> None:
    assert portal.as_owner("SELECT count(*) FROM portal_file") == [(0,)]
    assert run([("SELECT count(*) FROM file_use WHERE needed_by = %s", [taken])])[0][0] == (5,)
    lying = [one.read_bytes() for one in (Path(settings.DATA) / "files").rglob("*") if one.is_file()]
    assert len(lying) >= 5
    assert not any(CANARY.encode() in data or b"%PDF" in data for data in lying)
    row = str(run([("SELECT subject::text FROM subject WHERE id = %s", [taken])])[0])
    assert "合同" not in row
    assert "附件" not in row


def test_whoever_reads_the_report_is_told_of_each_file(portal: Portal, taken: str) -> None:
    office = Visitor("office")
    page = office.client.post(f"/complaints/{taken}/original", {"passphrase": PASSPHRASE}).content.decode()
    assert WORDS in page
    for n, (name, _) in enumerate(FILES, 1):
        assert f'href="/complaints/{taken}/original/{n}"' in page
        assert name in page
    for where in (f"/complaints/{taken}", f"/complaints/{taken}/original", f"/complaints/{taken}/original/1"):
        assert "合同" not in office.sees(where), "the reporter's own names only where the report is open"


@pytest.mark.parametrize("who", ["head", "registrar", "member", "unit", "contact", "receiver", "group"])
def test_for_others_there_is_no_file(portal: Portal, taken: str, who: str) -> None:
    for does in ("copy", "original"):
        assert enclosed(who, taken, 1, does=does, why="examined")[0] == 404
    assert Visitor(who).status(f"/complaints/{taken}/original/1") == 404


def test_in_english_its_page_calls_it_an_attachment(portal: Portal, taken: str) -> None:
    page = Visitor("office").sees(f"/complaints/{taken}/original/1?lang=en")
    assert re.search(r"<h1[^>]*>Attachment 1</h1>", page)


def test_there_is_no_file_of_another_number(portal: Portal, taken: str) -> None:
    office = Visitor("office")
    for n in ("0", "6", "999999999999999999999"):
        assert office.status(f"/complaints/{taken}/original/{n}") == 404


def test_without_the_passphrase_nothing_opens_and_it_is_noted(portal: Portal, taken: str) -> None:
    status, page = enclosed("office", taken, 1, passphrase="not the passphrase", does="copy")
    assert status == 422
    assert "口令不对" in page


def test_a_cleaned_copy_goes_with_the_extract_to_who_may_read_the_matter(portal: Portal, taken: str) -> None:
    office, copies = Visitor("office"), []
    for n, name in ((1, "附件1.jpg"), (2, "附件2.pdf"), (3, "附件3.docx")):
        status, page = enclosed("office", taken, n, does="copy")
        assert status == 200, page
        assert name in page
        copies.append(re.findall(r'href="/uploads/([0-9a-f-]+)"', page)[-1])
    extract = f"/complaints/{taken}/do/complaint.extracted"
    assert all(f'href="/uploads/{key}"' in page for key in copies), "the page of a copy names those before it"
    form = office.sees(extract)
    offered = re.findall(r'name="files-kept" value="([0-9a-f-]+)" checked', form)
    assert offered == copies, "one extract carries them all, whichever way its form is reached"
    assert copies[0] not in Visitor("group").client.get(extract).content.decode()
    done = office.client.post(
        extract, {"extract": "指定店办理补贴", "subject": "指定店", "files-kept": copies}
    )
    assert done.status_code in (302, 303), done.content.decode()
    saved = [office.client.get(f"/complaints/{taken}/files/{key}") for key in copies]
    for answer, n in zip(saved, (1, 2, 3), strict=True):
        data = b"".join(answer) if answer.streaming else answer.content
        assert list(hits(everything(data), KNOWN)) == []
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert f"%E9%99%84%E4%BB%B6{n}." in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    listed = re.findall(r">(附件\d\.[a-z]+)</a>", office.sees(f"/complaints/{taken}"))
    assert listed == ["附件1.jpg", "附件2.pdf", "附件3.docx"], "in the order of the report"
    assert "files-kept" not in office.sees(extract), "what was passed on waits no longer"
    assert "司空的照片" not in office.sees(f"/complaints/{taken}")


@pytest.mark.parametrize(("n", "said"), [(4, "录音、录像不能清理"), (5, "文件是坏的")])
def test_what_cannot_be_cleaned_is_said_and_the_original_is_taken_for_a_reason(
    portal: Portal, taken: str, n: int, said: str
) -> None:
    status, page = enclosed("office", taken, n, does="copy")
    assert status == 422
    assert said in page
    assert "只能由受理的人取原件" in page
    status, page = enclosed("office", taken, n, does="original")
    assert status == 422
    assert "取原件要选理由" in page
    assert enclosed("office", taken, n, does="original", why="curiosity")[0] == 422
    answer = Visitor("office").client.post(
        f"/complaints/{taken}/original/{n}", {"passphrase": PASSPHRASE, "does": "original", "why": "cannot be cleaned"}
    )  # fmt: skip
    assert answer.content == FILES[n - 1][1]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    sql = "SELECT rules FROM access_record WHERE subject = %s AND what = 'took original attachment' ORDER BY at DESC LIMIT 1"
    noted = run([(sql, [taken])])[0]
    assert noted == [([f"attachment {n}", "cannot be cleaned"],)]


def spoilt(portal: Portal, sql: str) -> str:
    """A report of which somebody who rules the database touched the file before it was taken in; its id."""
    report(portal, [("1.pdf", pdf())])
    run([(sql, [])])
    return taken_in()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM portal_file WHERE n >= 0",
        "DELETE FROM portal_file WHERE n = 1",
        "UPDATE portal_file SET sealed = overlay(sealed placing '\\x00'::bytea from 40) WHERE n = 1",
    ],
)
def test_a_file_that_was_dropped_or_changed_is_missed_and_its_report_is_not(
    portal: Portal, taken: str, sql: str, caplog: pytest.LogCaptureFixture
) -> None:
    key = spoilt(portal, sql)
    assert "is missing or was changed" in caplog.text
    status, page = enclosed("office", key, 1, does="copy")
    assert status == 422
    assert "反映里写了这个附件，但是没有收到" in page
    assert portal.as_owner("SELECT count(*) FROM portal_file") == [(0,)], "what lies in its place goes"
    opened = Visitor("office").client.post(f"/complaints/{key}/original", {"passphrase": PASSPHRASE})
    assert "附件1：反映里写了，没有收到" in opened.content.decode()


def sent(portal: Portal, lane: str) -> UUID:
    """A report with a file whose envelope lies in a lane; the id of the file."""
    run([("DELETE FROM portal_inbox", []), ("DELETE FROM portal_file", [])])
    report(portal, [("1.pdf", pdf())])
    run([("UPDATE portal_inbox SET lane = %s", [lane])])
    return UUID(str(run([("SELECT id FROM portal_file WHERE n = -1", [])])[0][0][0]))


def is_there(key: UUID, on: date) -> bool:
    """Whether a file is still there once what is late was swept away on a day."""
    sweep(on)
    return sealed_file(key) is not None


@pytest.mark.parametrize("lane", ["aside", "carried", "unreadable"])
def test_the_files_of_what_waits_for_nothing_more_go_in_a_month(
    portal: Portal, taken: str, lane: str, caplog: pytest.LogCaptureFixture
) -> None:
    key, today = sent(portal, lane), timezone.localdate()
    assert is_there(key, today + KEPT_SENT)
    assert not is_there(key, today + KEPT_SENT + timedelta(days=1))
    assert "1 files of reports that were carried, put aside or do not open are removed" in caplog.text
    assert len(envelopes_in(lane)) == 1, "the words stay"
    run([("DELETE FROM portal_inbox", [])])


def written_up(*, again: bool = False) -> tuple[str, int]:
    """What is carried to the level above now, and how many files lack."""
    file = io.BytesIO()
    n_lacking = write_up(file, to_carry(again=again), "澜汀市", timezone.localdate())
    return file.getvalue().decode(), n_lacking


@pytest.mark.parametrize("lane", ["", "quarantine", "held", "waits", "up"])
def test_the_files_of_what_is_still_to_be_taken_in_or_carried_stay(
    portal: Portal, taken: str, lane: str
) -> None:
    key = sent(portal, lane)
    broken = "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, now(), %s, 'x')"
    run([(broken, [UUID(int=1), lane])])
    assert is_there(key, timezone.localdate() + timedelta(days=400))
    run([("DELETE FROM portal_inbox", []), ("DELETE FROM portal_file", [])])


def test_what_was_carried_late_stays_a_month_from_that_day_to_be_carried_again(
    portal: Portal, taken: str
) -> None:
    key, today = sent(portal, "up"), timezone.localdate()
    run([("UPDATE portal_file SET day = %s", [today - timedelta(days=90)])])
    assert is_there(key, today)
    carried(to_carry())
    assert is_there(key, today + KEPT_SENT)
    assert str(key) in written_up(again=True)[0]
    assert not is_there(key, today + KEPT_SENT + timedelta(days=1))
    run([("DELETE FROM portal_inbox", [])])


def test_a_file_goes_to_the_level_above_also_where_a_report_of_here_names_it(
    portal: Portal, taken: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    typed: dict[str, str | list[str]] = {
        "unit": liutang(), "unit_name": "", "happened": WORDS, "mode": "anonymous", "name": "", "contact": "",
    }  # fmt: skip
    page = portal.send("/report/check", typed, [("1.pdf", pdf())])
    typed["files"] = [html.unescape(one) for one in re.findall(r'name="files" value="([^"]+)"', page.text)]
    for about in ({}, {"unit": "", "about": "intake"}):
        work = re.search(r'data-work="([^"]+)"', portal.post("/report/check", typed | about).text)
        assert work
        assert portal.post("/report/send", typed | about | {"answer": solved(work[1])}).status == 200
    [(key,)] = run([("SELECT id FROM portal_file WHERE n = -1", [])])[0]
    real = intake.desk_of
    monkeypatch.setattr(intake, "desk_of", lambda purpose: None if purpose == "above" else real(purpose))
    assert take_in(timezone.now()) == 1
    assert sealed_file(key) is None
    data, n_lacking = written_up()
    assert (str(key) in data, n_lacking) == (True, 0)
    monkeypatch.setattr("xuncha.store.files.contents", lambda _: None)
    data, n_lacking = written_up()
    assert (str(key) in data, n_lacking) == (False, 1)
    monkeypatch.setattr(import_module("xuncha.cli.portal"), "office_at_hand", nullcontext)
    told = CliRunner().invoke(command, ["portal", "up", str(tmp_path / "up.json")])
    assert "1 files that they name are not here as they were sent, and not in it" in told.output
    run([("DELETE FROM portal_inbox", [])])


def test_a_file_that_the_envelope_does_not_name_is_told_to_who_opens_the_report(
    portal: Portal, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever opened the outer envelope with the machine's key and left a file out is found by the body of the report."""
    report(portal, [("1.pdf", pdf()), ("2.jpg", photograph())])
    with monkeypatch.context() as dropping:
        dropping.setattr("xuncha.vault.report.kept_in", lambda told: kept_in(told)[:1])
        key = taken_in()
    page = (
        Visitor("office")
        .client.post(f"/complaints/{key}/original", {"passphrase": PASSPHRASE})
        .content.decode()
    )
    assert f'href="/complaints/{key}/original/1"' in page
    assert "附件2：反映里写了，没有收到" in page
    run([("DELETE FROM portal_file", [])])


def test_a_file_exchanged_for_another_does_not_open(portal: Portal, taken: str) -> None:
    """The envelope names the digest of what is sealed; the body, the key and the digest of what it holds (`tests/vault`)."""
    report(portal, [("1.pdf", pdf())])
    report(portal, [("2.jpg", photograph())])
    one, other = (key for (key,) in run([("SELECT id FROM portal_file WHERE n = 0 ORDER BY id", [])])[0])
    run([("UPDATE portal_file SET id = %s, n = n + 100 WHERE id = %s AND n >= 0", [UUID(int=9), one]),
         ("UPDATE portal_file SET id = %s WHERE id = %s AND n >= 0", [one, other]),
         ("UPDATE portal_file SET id = %s, n = n - 100 WHERE id = %s", [other, UUID(int=9)])])  # fmt: skip
    before = {key for key, *_ in registered()}
    assert take_in(timezone.now()) == 2
    for key in {key for key, *_ in registered()} - before:
        assert "没有收到" in enclosed("office", str(key), 1, does="copy")[1]
    run([("DELETE FROM portal_file", [])])


def test_two_reports_with_the_same_file_both_have_it(portal: Portal, taken: str) -> None:
    typed: dict[str, str | list[str]] = {
        "unit": liutang(), "unit_name": "", "happened": WORDS, "mode": "anonymous", "name": "", "contact": "",
    }  # fmt: skip
    page = portal.send("/report/check", typed, [("1.pdf", pdf())])
    carried = [html.unescape(one) for one in re.findall(r'name="files" value="([^"]+)"', page.text)]
    before = {key for key, *_ in registered()}
    for words in ("先写的", "改过再发的"):
        again = portal.post("/report/check", {**typed, "happened": words, "files": carried})
        work = re.search(r'data-work="([^"]+)"', again.text)
        assert work
        sent = {**typed, "happened": words, "files": carried, "answer": solved(work[1])}
        assert portal.post("/report/send", sent).status == 200
    assert take_in(timezone.now()) == 2
    both = [str(key) for key in {key for key, *_ in registered()} - before]
    assert [enclosed("office", key, 1, does="copy")[0] for key in both] == [200, 200]
    assert portal.as_owner("SELECT count(*) FROM portal_file") == [(0,)]


def test_files_are_added_later_with_the_code(portal: Portal, taken: str) -> None:
    code = report(portal, [("1.pdf", pdf())])
    key = taken_in()
    page = looked_up(portal, code)
    assert 'enctype="multipart/form-data"' in page
    work = re.search(r'data-work="([^"]+)"', page)
    assert work
    form: dict[str, str | list[str]] = {
        "code": code,
        "what": "add",
        "words": "又找到一张",
        "answer": "1.work.12.9.aa.bb.1",
    }
    for wrong, said in (
        ({"words": ""}, "请写要补充的话"),
        ({"what": "leak"}, "附件只能同“补充”一起发"),
        ({}, "请再按一次"),
    ):
        refused = portal.send("/receipt/add", {**form, **wrong}, [("又一张.jpg", photograph())])
        assert refused.status == 422
        assert said in refused.text
        carried = [html.unescape(one) for one in re.findall(r'name="files" value="([^"]+)"', refused.text)]
        assert len(carried) == 1, "it need not be chosen again"
    archive = portal.send("/receipt/add", form, [("证据.zip", REFUSED["an archive"])])
    assert archive.status == 422
    assert "“证据.zip”是压缩包" in archive.text
    assert "又找到一张" in archive.text
    sent = portal.post("/receipt/add", {**form, "files": carried, "answer": solved(work[1])})
    assert "已经密封" in sent.text
    assert take_in(timezone.now()) == 1
    opened = (
        Visitor("office")
        .client.post(f"/complaints/{key}/original", {"passphrase": PASSPHRASE})
        .content.decode()
    )
    assert "又找到一张" in opened
    assert "又一张.jpg" in opened
    assert enclosed("office", key, 2, does="copy")[0] == 200
    assert "附件2.jpg" in enclosed("office", key, 2, does="copy")[1]
    assert enclosed("office", key, 3, does="copy")[0] == 404
    run([("DELETE FROM portal_file", [])])


def test_everybody_can_read_the_pages_of_a_file(
    portal: Portal, taken: str, chromium: Browser, live_server: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    cookie = Visitor("office").client.cookies["xuncha_session"].value
    context, wrong = chromium.new_context(base_url=live_server, bypass_csp=True), []
    context.add_cookies([{"name": "xuncha_session", "value": cookie, "url": live_server}])
    tab = context.new_page()
    for n, typed in ((1, ""), (4, PASSPHRASE), (1, PASSPHRASE)):
        tab.goto(f"/complaints/{taken}/original/{n}")
        if typed:
            tab.fill("#passphrase", typed)
            tab.click("button[value=copy]")
        tab.evaluate(Axe().axe_script)
        for width in (1280, 390):
            tab.set_viewport_size({"width": width, "height": 800})
            found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
            wrong += [f"file {n} after {typed!r} at {width}: {fault['id']}" for fault in found]
            if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"file {n} after {typed!r} at {width}: wider than the screen")
    assert "净化副本做好了" in tab.content()
    context.close()
    assert wrong == []


def test_what_the_record_says_is_what_stands_there(portal: Portal, taken: str) -> None:
    assert replay().differences == []


def test_with_the_key_of_the_matter_its_files_go(
    portal: Portal, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting = "SELECT count(*) FROM file_use WHERE needed_by = %s"
    digests = [one for (one,) in run([("SELECT digest FROM file_use WHERE needed_by = %s", [taken])])[0]]
    there = "SELECT count(*) FROM stored_file WHERE digest = ANY(%s) AND kind = 'sealed'"
    assert len(digests) >= 8, "five sealed files and three cleaned copies"
    assert run([(there, [digests])])[0][0] == (5,)
    assert enclosed("office", taken, 2, does="copy")[0] == 200
    elsewhere = "DELETE FROM file_use WHERE needed_by IN (SELECT id FROM upload WHERE made_from <> %s)"
    run([(elsewhere, [taken])])  # the same copy was made from other reports with this file
    waiting = [one for (one,) in run([("SELECT digest FROM upload WHERE made_from = %s", [taken])])[0]]
    assert waiting
    assert all(map(contents, waiting))
    viewer = viewer_of(Account.objects.get(login_name="office").person, None, timezone.localdate())
    assert viewer is not None
    with monkeypatch.context() as free:  # the rules are tested in the core; here it is done
        free.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
        free.setattr("xuncha.core.acts.engine.judge", lambda *_: ((), (), ()))
        perform(
            viewer, [Entry("key.destroyed", {"text": "保存期满"}, subject=UUID(taken))], now=timezone.now()
        )
    assert run([(resting, [taken])])[0][0] == (0,)
    assert run([(there, [digests])])[0][0] == (0,)
    assert not any(map(contents, waiting)), "nor is a copy left that nobody passed on"
    assert enclosed("office", taken, 1, does="copy")[0] == 404
    others = [str(key) for key, *_ in registered() if str(key) != taken]
    assert enclosed("office", others[-1], 1, does="copy")[0] in (200, 422)
    assert replay().differences == []
