"""A correction shows what stood there before, who corrected it, when and why; a day takes two people."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.conftest import Visitor
from xuncha.actions.perform import Entry, perform
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of


@pytest.fixture(scope="module")
def module_database(city: str) -> str:
    return city


def one(sql: str, *values: object) -> str:
    return str(run([(sql, list(values))])[0][0][0])


def send(client: Client, address: str, **typed: str) -> int:
    html = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', html))
    hidden.pop("csrfmiddlewaretoken", None)
    return client.post(address, {**hidden, "do": "act", **typed}).status_code


def a_letter() -> str:
    """A letter that the registrar has just registered."""
    person = Account.objects.get(login_name="registrar").person
    viewer = viewer_of(person, None, timezone.localdate()) if person else None
    assert viewer is not None
    letter = {"kind": "report", "channel": "letter", "subject": "路灯坏了", "extract": "三个月不亮", "addressee": "team",
              "concerns": ["leadership"], "written_on": "2015-09-03"}  # fmt: skip
    inspection = UUID(one("SELECT id FROM subject WHERE kind = 'inspection' AND title = '柳塘镇'"))
    entry = Entry("complaint.received", letter, within=inspection, reason="结束以前寄出")
    done = perform(viewer, [entry], now=timezone.now())
    return str(done.subject)


def test_a_day_of_a_letter_is_corrected_by_two_people(database: str) -> None:
    key = a_letter()
    page = f"/complaints/{key}"
    registrar, head = Visitor("registrar"), Visitor("head")
    assert f"{page}/do/act.corrected" in registrar.sees(page)
    form = registrar.sees(f"{page}/do/act.corrected")
    assert 'value="written_on"' in form
    assert re.search("现在是[^<]*9月3日", form)
    assert "现在是来信" in form
    assert form.index("更正哪一栏") < form.index("正确内容") < form.index("为什么更正")
    assert 'name="act"' not in form
    typed = {"field": "written_on", "right": "2015-09-01", "why": "信封上是一日"}
    assert send(registrar.client, f"{page}/do/act.corrected", **typed) == 303
    html = registrar.sees(page)
    assert re.search("已提出更正为[^<]*9月1日", html)
    assert "do/act.confirmed" not in html
    assert send(registrar.client, f"{page}/do/act.confirmed", granted="yes") == 422
    assert "do/act.confirmed" in head.sees(page)
    assert send(head.client, f"{page}/do/act.confirmed", granted="yes") == 303
    html = head.sees(page)
    assert re.search("<del>[^<]*9月3日", html)
    assert "更正：信封上是一日" in html
    assert "do/act.confirmed" not in html
    assert replay().differences == []


def test_a_choice_is_corrected_at_once_and_the_wrong_one_stays_visible(database: str) -> None:
    key = a_letter()
    registrar = Visitor("registrar")
    wrong = {"field": "channel", "right": "托梦", "why": "抄错一行"}
    assert send(registrar.client, f"/complaints/{key}/do/act.corrected", **wrong) == 422
    typed = {"field": "channel", "right": "来访", "why": "抄错一行"}
    assert send(registrar.client, f"/complaints/{key}/do/act.corrected", **typed) == 303
    html = registrar.sees(f"/complaints/{key}")
    assert "<del>来信" in html
    assert "渠道：来访；为什么更正：抄错一行" in html
    assert "channel" not in html
    assert send(registrar.client, f"/complaints/{key}/do/act.corrected", **typed) == 422
    assert "更正：抄错一行" in html
    assert one("SELECT facts->>'channel' FROM subject WHERE id = %s", key) == "visit"


def test_a_correction_without_a_reason_comes_back(database: str) -> None:
    key = a_letter()
    typed = {"field": "channel", "right": "visit"}
    assert send(Visitor("registrar").client, f"/complaints/{key}/do/act.corrected", **typed) == 422


RECEIVED = """
    SELECT s.id FROM subject s JOIN subject u ON u.id = s.unit WHERE s.kind = 'document' AND u.title = '柳塘镇'
    AND s.facts -> 'document.received' -> 0 -> '_' ->> 'party' = s.unit::text ORDER BY s.version LIMIT 1
"""


def test_a_unit_puts_the_day_right_on_which_a_paper_came(database: str) -> None:
    page = f"/documents/{one(RECEIVED)}"
    contact, principal = Visitor("contact"), Visitor("unit")
    today = timezone.localdate()
    wrong, right = (today - timedelta(days=n) for n in (1, 2))
    assert send(contact.client, f"{page}/do/document.received", received_on=wrong.isoformat()) == 303
    assert f"{page}/do/act.corrected" in contact.sees(page)
    form = contact.sees(f"{page}/do/act.corrected")
    assert "签收：收到日期" in form
    field = re.findall(r'value="(document\.received/[0-9a-f-]{36})"', form)[-1]
    typed = {"field": field, "right": right.isoformat(), "why": "收发登记本是前一天"}
    assert send(contact.client, f"{page}/do/act.corrected", **typed) == 303
    assert send(contact.client, f"{page}/do/act.confirmed", granted="yes") == 422
    assert send(principal.client, f"{page}/do/act.confirmed", granted="yes") == 303
    html = principal.sees(page)
    assert "收发登记本是前一天" in html
    for day in (wrong, right):
        assert f"{day.month}月{day.day}日" in html, day
    assert replay().differences == []
