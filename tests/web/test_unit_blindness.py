"""An inspected unit sees the same bytes whether or not people complained about it."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from tests.conftest import Template, connect_django, disconnect_django
from tests.web.conftest import Visitor
from xuncha.actions.clock import supervise
from xuncha.actions.perform import Entry, perform
from xuncha.server.notices import fill_outbox
from xuncha.shipped import calendar as shipped_calendar
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.notices import Mailbox, keep_mailbox, make_feed
from xuncha.store.viewer import Viewer, viewer_of
from xuncha.web.secret_addresses import of_feed

pytestmark = pytest.mark.demo_city

ASKED = (
    "/search?q=路灯", "/search?q=低保", "/search?q=柳塘", "/search?q=惠农+8", "/search?q=8", "/search?q=信访",
    "/findings?sort=number", "/findings?code=complaint", "/findings?state=recorded", "/documents?sort=number",
    "/complaints", "/clues", "/rounds", "/checks", "/meetings", "/me", "/scheme/coverage", "/scheme/yiwu-13-5",
)  # fmt: skip
"""What a unit that wants to know might try, beside every link it is shown."""

NOT_FOLLOWED = ("/static", "/log", "/account", "/scheme/")
"""Style sheets, doors, and the four hundred pages of the regulation, of which a few are asked for."""

PEOPLE = ("unit", "contact", "neighbour")
"""Both people of Liutang, where the rectification runs, and the head of Dongpo, where a team is at work."""

ANEW = re.compile(
    r'(name="(?:csrfmiddlewaretoken|retry_key|seen_version)" value=")[^"]*|(\'nonce-)[^\']+|\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT'
)
"""What every answer has anew, the second of a header among it; the version a page showed is a keyed mark, which says nothing to whoever reads it."""

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def twins(city: str, template: Template, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """The city twice, at the same moment."""
    moment: datetime = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    connect_django(city)
    account("neighbour", "SELECT person FROM seat WHERE seat = 'principal' AND party = "
                         "(SELECT id FROM subject WHERE kind = 'unit' AND title = '东陂镇')")  # fmt: skip
    disconnect_django()
    urls = template.copy(of=city), template.copy(of=city)
    yield urls
    disconnect_django()
    for url in urls:
        template.drop(url)


def account(login: str, person: str) -> None:
    if not Account.objects.filter(login_name=login).exists():
        made = Account.objects.create_account(login, login, "word-on-a-slip")
        made.person = one(person)
        made.save()


def one(sql: str, *values: object) -> UUID:
    key = run([(sql, list(values))])[0][0][0]
    assert isinstance(key, UUID)
    return key


def as_(login: str) -> Viewer:
    person = Account.objects.get(login_name=login).person
    viewer = viewer_of(person, None, timezone.localdate()) if person else None
    assert viewer is not None
    return viewer


def inspection_of(unit: str) -> UUID:
    return one("SELECT id FROM subject WHERE kind = 'inspection' AND title = %s", unit)


def five_complaints() -> None:
    """About each of the two units: five letters, each annotated by the head."""
    for unit, registrar, head in (("柳塘镇", "registrar", "head"), ("东陂镇", "registrar2", "head2")):
        for n in range(5):
            letter = {"kind": "report", "channel": "letter", "subject": f"{unit}路灯坏了 {n}", "extract": "低保评议没有公示",
                      "addressee": "team", "concerns": ["leadership"]}  # fmt: skip
            done = perform(
                as_(registrar),
                [Entry("complaint.received", letter, within=inspection_of(unit), reason="结束以前寄出")],
                now=timezone.now(),
            )
            assert done.subject is not None
            perform(
                as_(head),
                [Entry("matter.annotated", {"text": "请核实"}, subject=done.subject)],
                now=timezone.now(),
            )


def what_came_of_them() -> None:
    """In Dongpo a letter became a problem that is not fed back, and another a clue."""
    letters = run(
        [
            (
                "SELECT id FROM subject WHERE kind = 'complaint' AND inspection = %s ORDER BY version DESC LIMIT 2",
                [inspection_of("东陂镇")],
            )
        ]
    )[0]
    problem = {"title": "路灯坏了没有修", "source": "complaint", "from_ref": str(letters[0][0]), "fields": ["field4_masses"],
               "text": "来信反映属实", "advice": "修好路灯"}  # fmt: skip
    clue = {"title": "路灯款被挪用", "managed_by": "unit_managed", "about_posts": ["所长"], "text": "涉嫌挪用", "basis": "有关规定",
            "from_ref": str(letters[1][0])}  # fmt: skip
    for act, fields in (("finding.recorded", problem), ("clue.recorded", clue)):
        perform(as_("head2"), [Entry(act, fields, within=inspection_of("东陂镇"))], now=timezone.now())


def told_as(number: str) -> UUID:
    return one("SELECT id FROM subject WHERE kind = 'finding' AND facts->>'told_as' = %s", number)


def what_is_done_on_what_was_fed_back() -> None:
    """In Liutang those who inspect link, annotate and class problems that are fed back, hold something of their own on
    them, and note things on the inspection, its papers and the unit itself.
    """
    letter = one("SELECT id FROM subject WHERE kind = 'complaint' AND title LIKE '柳塘镇路灯%%' LIMIT 1")
    feedback = one("SELECT id FROM subject WHERE code = 'feedback' AND kind = 'document'")
    town = one("SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇'")
    kept = {"number": "录音3号", "place": "组内保密柜", "keeper": "许知微"}
    held = {"what": "举报人提供的录音", "dated": "2026-01-06", "file": kept}
    done: list[tuple[str, str, dict[str, object], UUID]] = []
    for number in ("反馈第5号", "反馈第8号", "反馈第12号"):
        finding = told_as(number)
        done += [
            ("member", "matter.linked", {"to": str(letter), "as": "same"}, finding),
            ("office", "matter.annotated", {"text": "举报人又来过，请回访"}, finding),
            ("member", "evidence.added", held, finding),
            (
                "office",
                "matter.classified",
                {"scale": "importance", "value": "重要", "text": "信访集中"},
                finding,
            ),
        ]
    note = {"kind": "contact", "on": "2026-01-06", "text": "谈到有人举报"}
    done += [
        ("office", "matter.annotated", {"text": "反馈稿请抄送信访"}, feedback),
        ("office", "activity.logged", note, inspection_of("柳塘镇")),
        ("office", "activity.logged", note, town),
    ]
    for login, act, fields, subject in done:
        perform(as_(login), [Entry(act, fields, subject=subject)], now=timezone.now())


def what_happens_anyway(login: str) -> None:
    """In both cities: the office urges a unit, and the unit reports progress and adds what it has."""
    duty = one(
        "SELECT d.id FROM duty d JOIN subject s ON s.id = d.stream WHERE s.kind = 'finding' AND d.state = 'open'"
        " AND s.facts->>'told_as' = '反馈第8号' LIMIT 1"
    )
    finding = one("SELECT stream FROM duty WHERE id = %s", duty)
    perform(
        as_("office"),
        [Entry("duty.urged", {"duty": str(duty), "text": "请抓紧"}, subject=finding)],
        now=timezone.now(),
    )
    unit = Visitor(login)
    html = unit.sees(f"/findings/{finding}/do/evidence.added")
    hidden = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', html))
    on_paper = {"file-number": "凭证8号", "file-place": "镇财政所", "file-keeper": "何其安"}
    typed = {
        **hidden,
        **on_paper,
        "what": "到账凭证",
        "dated": "2026-01-05",
        "kind": "other",
        "text": "已经补发",
    }
    answer = unit.client.post(f"/findings/{finding}/do/evidence.added", typed)
    assert answer.status_code in (302, 303), answer.content.decode()


def everything(login: str, most: int = 100_000) -> dict[str, tuple[int, str, str]]:
    """Every page that somebody can reach by links, and what a curious person would ask for, in the order found; of one kind of
    address so many at most.
    """
    client, names = Visitor(login).client, dict[str, str]()
    found: dict[str, tuple[int, str, str]] = {}
    waiting = deque(["/desk", *ASKED])
    asked: set[str] = set(waiting)
    kinds: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        text = told(answer, names)
        headers = ANEW.sub(r"\1\2", str(sorted(answer.headers.items())))
        found[KEY.sub(lambda key: names[key[0]], address)] = answer.status_code, text, headers
        for link in links(answer):
            if link not in asked:
                asked.add(link)
                kind = KEY.sub("", link.partition("?")[0])
                kinds[kind] += 1
                if kinds[kind] > most:
                    continue
                waiting.append(link)
    return found


def told(answer: HttpResponse, names: dict[str, str]) -> str:
    """The bytes of an answer, random ids by the order in which they were met."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        content = unpacked(content)
    text = ANEW.sub(r"\1\2", content.decode("utf-8", "backslashreplace"))
    for key in KEY.findall(text):
        names.setdefault(key, f"id-{len(names)}")
    return KEY.sub(lambda key: names[key[0]], text)


def unpacked(book: bytes) -> bytes:
    """What a spreadsheet holds, without the second at which it was written."""
    with ZipFile(BytesIO(book)) as parts:
        held = b"".join(name.encode() + parts.read(name) for name in sorted(parts.namelist()))
    return re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\1", held)


def links(answer: HttpResponse) -> Iterator[str]:
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    for raw in re.findall(r'(?:href|action|formaction)="([^"#]+)', answer.content.decode()):
        where = urlsplit(unescape(raw))
        if where.netloc or not where.path.startswith("/") or "lang=" in where.query:
            continue
        if not where.path.startswith(NOT_FOLLOWED):
            yield f"{where.path}?{where.query}" if where.query else where.path


def test_a_unit_cannot_tell_whether_anybody_complained(twins: tuple[str, str]) -> None:
    seen = []
    for url, has_complaints in zip(twins, (False, True), strict=True):
        connect_django(url)
        heads()
        if has_complaints:
            five_complaints()
            what_came_of_them()
            what_is_done_on_what_was_fed_back()
        before = {login: everything(login) for login in PEOPLE}
        what_happens_anyway("unit")
        seen.append((before, {login: everything(login) for login in PEOPLE}))
        disconnect_django()
    for without, with_complaints in zip(*seen, strict=True):
        for login in PEOPLE:
            assert len(without[login]) > 40
            assert list(without[login]) == list(with_complaints[login])
            different = [a for a in without[login] if without[login][a] != with_complaints[login][a]]
            assert different == []


def test_a_units_mail_calendar_and_urges_are_the_same_whether_or_not_anybody_complained(
    twins: tuple[str, str],
) -> None:
    """Also after the clock has urged and reported everything that was ever due on a complaint."""
    seen = []
    for url, has_complaints in zip(twins, (False, True), strict=True):
        connect_django(url)
        heads()
        if has_complaints:
            five_complaints()
            what_came_of_them()
            what_is_done_on_what_was_fed_back()
        sent = [what_is_sent(login) for login in PEOPLE]
        supervise(timezone.now() + timedelta(days=90))
        sent += [what_is_sent(login) for login in PEOPLE]
        names: dict[str, str] = {}
        finding = told_as("反馈第8号")
        pages = [
            told(Visitor(login).client.get(address), names)
            for login in PEOPLE
            for address in ("/desk", f"/findings/{finding}", "/me", "/me/mail", "/me/calendar")
        ]
        assert any("催办" in page for page in pages)
        seen.append((sent, pages))
        disconnect_django()
    assert seen[0] == seen[1]
    assert any("项到期" in calendar for calendar, _ in seen[0][0])


def what_is_sent(login: str) -> tuple[str, list[tuple[int, int]]]:
    """The calendar of a post, and the figures of its mail."""
    viewer = as_(login)
    token = make_feed(viewer.person, viewer.seat.id, timezone.localdate() + timedelta(days=9))
    calendar = told(Client().get(of_feed(token)), {})
    with override_settings(EMAIL_HOST="127.0.0.1"):
        keep_mailbox(viewer.person, Mailbox("somebody@lanting.example", True))
        day = timezone.now()
        while not shipped_calendar().is_working(timezone.localdate(day)):
            day += timedelta(days=1)
        fill_outbox(day)
    letters = [
        (int(n), int(soon))
        for n, soon in run([("SELECT n, soon FROM outbox WHERE person = %s", [viewer.person])])[0]
    ]
    run([("DELETE FROM outbox", [])])
    return calendar, letters


SAID_INSIDE = ("举报", "信访", "录音", "谁能看到", "报送领导")
"""Words of those who inspect, which no page, table or paper on a problem tells its unit."""


def test_a_unit_reads_on_its_problem_what_it_is_told_and_what_it_did_itself(twins: tuple[str, str]) -> None:
    connect_django(twins[0])
    five_complaints_about_liutang_and_what_came()
    finding = told_as("反馈第8号")
    [[duty, *_]] = run([("SELECT id FROM duty WHERE stream = %s AND owner = (SELECT unit FROM subject WHERE id = %s)"
                         " AND state = 'open' LIMIT 1", [finding, finding])])[0]  # fmt: skip
    urged = {"duty": str(duty), "text": "请抓紧整改"}
    perform(
        as_("office"),
        [Entry("duty.urged", urged, subject=finding, reason="报送领导以前")],
        now=timezone.now(),
    )
    unit = Visitor("unit")
    page, paper = unit.sees(f"/findings/{finding}"), unit.sees(f"/findings/{finding}/paper")
    matter = told(unit.client.get(f"/findings/{finding}.csv"), {})
    listed = told(unit.client.get("/findings.csv"), {})
    for text in (page, paper, matter):
        assert "请抓紧整改" in text
        assert "制定整改" in text
    for text in (page.partition("<main")[2], paper, matter, listed):
        assert [word for word in SAID_INSIDE if word in text] == []


def five_complaints_about_liutang_and_what_came() -> None:
    heads()
    five_complaints()
    what_is_done_on_what_was_fed_back()


def heads() -> None:
    """Accounts for those of the second team who take complaints in and read them."""
    for login, seat in (("registrar2", "registrar"), ("head2", "head")):
        account(login, f"SELECT person FROM seat WHERE seat = '{seat}' AND until IS NULL AND party = "
                       "(SELECT id FROM subject WHERE kind = 'body' AND title = '第二巡查组')")  # fmt: skip
