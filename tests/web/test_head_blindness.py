"""A report about whoever takes reports in: its head and its clerks see the same bytes as if nobody had written it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.utils import timezone

from tests.conftest import Template, connect_django, disconnect_django, name_in
from tests.portal.conftest import Portal
from tests.web.conftest import Visitor
from tests.web.test_unit_blindness import everything, one, twins, what_happens_anyway  # noqa: F401  # a fixture
from xuncha.actions.intake import take_in
from xuncha.actions.letters import write_letters
from xuncha.demo import PASSPHRASE
from xuncha.server.database import Addresses, address
from xuncha.server.portal import public_portal
from xuncha.server.publishing import publish_all
from xuncha.server.web import free_port
from xuncha.store.append import run
from xuncha.vault.proof_of_work import solved

pytestmark = pytest.mark.demo_city

WORDS = "巡查办主任让我们别再反映柳塘的事"
HEAD, CLERK = "director", "office"


@contextmanager
def portal_on(url: str, template: Template) -> Iterator[Portal]:
    """The public portal beside this copy of the city."""
    name, port, folder = name_in(url), free_port(), template.folder
    role = address(
        template.postgres.socket_folder, name, "xuncha_portal", folder.password_file("xuncha_portal")
    )
    with public_portal(folder, Addresses("", None, role), "127.0.0.1", port):
        yield Portal(f"http://127.0.0.1:{port}", role, template.owner(name), folder.path)


def report(portal: Portal, **typed: str) -> str:
    """Write a report, look it over, send it; the code on its receipt."""
    typed = {"unit": "", "unit_name": "", "mode": "anonymous", "name": "", "contact": ""} | typed
    page = portal.post("/report/check", typed).text
    work = re.search(r'data-work="([^"]+)"', page)
    assert work, page
    if typed["about"] == "intake":
        assert "市委巡查工作领导小组受理的人，没有别人" in page.replace("</b>", "")
    sent = portal.post("/report/send", typed | {"answer": solved(work[1])})
    return "".join(re.findall(r"<li>(\d{5})</li>", sent.text))


def progress(portal: Portal, code: str) -> str:
    work = re.search(r'data-work="([^"]+)"', portal.get("/receipt").text)
    assert work
    return portal.post("/receipt/open", {"code": code, "answer": solved(work[1])}).text


def above() -> UUID:
    return one("SELECT id FROM subject WHERE kind = 'complaint' AND code = 'about_intake'")


def test_the_head_and_the_office_cannot_tell_whether_anybody_reported_them(
    twins: tuple[str, str],  # noqa: F811
    template: Template,
) -> None:
    seen = []
    for url, is_reported in zip(twins, (False, True), strict=True):
        connect_django(url)
        publish_all()
        liutang = str(one("SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇'"))
        with portal_on(url, template) as portal:
            if is_reported:
                code = report(portal, about="intake", happened=WORDS)
            report(portal, about="unit", unit=liutang, happened="补贴没有到户")
            assert take_in(timezone.now()) == 1 + is_reported
            if is_reported:
                assert "收到" in progress(portal, code)
                dealt_with_above()
                assert write_letters(timezone.now()) == 1
                assert "已经受理" in progress(portal, code)
        what_happens_anyway("unit")
        seen.append({login: everything(login, most=1) for login in (HEAD, CLERK)})
        if is_reported:
            kept_from_those_below()
        disconnect_django()
    without, reported = seen
    for login in (HEAD, CLERK):
        assert len(without[login]) > 150
        assert list(without[login]) == list(reported[login])
        different = [page for page in without[login] if without[login][page] != reported[login][page]]
        assert different == [], first_difference(without[login][different[0]], reported[login][different[0]])


def first_difference(one: tuple[int, str, str], other: tuple[int, str, str]) -> str:
    """Where two answers begin to differ."""
    mine, theirs = str(one), str(other)
    at = next(
        (n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    return f"{mine[max(0, at - 120) : at + 120]!r} / {theirs[max(0, at - 120) : at + 120]!r}"


def dealt_with_above() -> None:
    """The leading group finds it on its desk, opens it with its passphrase, writes what it says, and accepts it."""
    group, page = Visitor("group"), f"/complaints/{above()}"
    assert "决定是否受理" in group.sees("/desk")
    assert f'href="{page}/original"' in group.sees(page)
    opened = group.client.post(f"{page}/original", {"passphrase": PASSPHRASE})
    assert WORDS in opened.content.decode()
    written = group.client.post(f"{page}/do/complaint.extracted", {"extract": "对机构负责人的反映"})
    assert written.status_code in (302, 303), written.content.decode()
    accepted = group.client.post(f"{page}/do/complaint.accepted", {"within_remit": "yes"})
    assert accepted.status_code in (302, 303), accepted.content.decode()


def kept_from_those_below() -> None:
    """Whatever address they try, it is not there: the same bytes as of a matter that never was."""
    page, never = f"/complaints/{above()}", "/complaints/00000000-0000-4000-8000-000000000000"
    for login in (HEAD, CLERK, "head", "registrar", "unit"):
        client = Visitor(login).client
        for tail in ("", "/original", "/do/complaint.accepted", "/paper", ".csv"):
            there, nowhere = client.get(page + tail), client.get(never + tail)
            assert there.status_code == nowhere.status_code == 404, (login, tail)
            assert re.sub(r"[0-9a-f-]{36}|nonce-\S+", "", there.content.decode()) == re.sub(
                r"[0-9a-f-]{36}|nonce-\S+", "", nowhere.content.decode()
            )
        opened = client.post(f"{page}/original", {"passphrase": PASSPHRASE})
        assert opened.status_code == 404
    readers = run([("SELECT readers, barred FROM subject WHERE id = %s", [above()])])[0]
    assert readers[0][1] == [one("SELECT id FROM subject WHERE kind = 'body' AND code = 'office'")]
