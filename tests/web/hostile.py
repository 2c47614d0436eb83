"""What people send by mistake, from an old browser, from a broken table, or to see what happens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote
from uuid import uuid4

from django.test import Client

from xuncha.store.account import Account
from xuncha.store.append import run

ROLES = ("office", "director", "group", "head", "member", "registrar", "unit", "contact", "receiver")
REDIRECTS = frozenset({302, 303})

MARKUP = "<script>alert('巡')</script>{{7*7}}{% now %}<b onmouseover=x>"
FORMULA = "=cmd|'/c calc'!A1"
RARE = "𬭸喆与𠮷，龘靐"
CONTROLS = "前\x00\x07\x1b中\u202e后\u200b\ufeff"
SURROGATE = "半个字\ud83d完"
LONG_TEXT = "巡" * 60_000
TEXTS = (MARKUP, FORMULA, RARE, CONTROLS, "９９９９９９９９", "-1", "' OR 1=1 --", "%s%(x)s\\", LONG_TEXT)

DATES = (
    "2015-02-30",
    "0001-01-01",
    "9999-12-31",
    "２０１５－０２－３０",
    "2015年13月1日",
    "明天",
    "24/09/2015",
    "\x00",
)
NUMBERS = ("abc", "1.5", "9" * 40, "-" + "9" * 20, "１２，５", "1e9", "٣")
KEYS = (
    "not-a-uuid",
    "00000000-0000-0000-0000-000000000000",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "\x00",
    "g" * 36,
)

HREF = re.compile(r'href="(/[a-z]+/(?:[0-9a-f-]{36}/)?(?:do|begin)/[\w.]+(?:\?[^"#]*)?)"')
HIDDEN = re.compile(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"')
CONTROL = re.compile(
    r'<(?P<tag>input|textarea|select)(?=[^>]*\bid="f-)(?=[^>]*\bname="(?P<name>[^"]+)")'
    r'(?:(?=[^>]*\btype="(?P<type>[^"]*)"))?'
    r'(?:(?=[^>]*\binputmode="(?P<mode>[^"]*)"))?(?P<rest>[^>]*)>'
)


@dataclass(frozen=True)
class Asked:
    """One control of a form: its name and what a browser would let one do with it."""

    name: str
    kind: str

    @property
    def is_typed(self) -> bool:
        """Whether a person writes here, so that what was written has to come back."""
        return self.kind in ("text", "number", "date", "datetime-local", "long", "lookup")


def browser(login: str) -> Client:
    """Somebody of the city at a browser; a fault of ours comes back as the page it would be, not as an exception."""
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(login_name=login))
    return client


def hidden_of(html: str) -> dict[str, str]:
    """What a form sends without being asked."""
    form = html.partition('<form id="act"')[2]
    return dict(HIDDEN.findall(form.partition("</form>")[0]))


def controls(html: str) -> tuple[Asked, ...]:
    """Every question of the form on a page."""
    form = html.partition('<form id="act"')[2].partition("</form>")[0]
    found: dict[str, Asked] = {}
    for one in CONTROL.finditer(form):
        kind = {"textarea": "long", "select": "select"}.get(one["tag"]) or one["type"] or "text"
        if kind == "text" and one["mode"] == "decimal":
            kind = "number"
        if kind != "select" and ' list="' in one.group(0):
            kind = "lookup"
        found.setdefault(one["name"], Asked(one["name"], kind))
    return tuple(found.values())


def garbage(asked: Asked, turn: int) -> str:
    """Something that does not belong into a control; another thing with each turn."""
    if asked.kind in ("date", "datetime-local"):
        return DATES[turn % len(DATES)]
    if asked.kind == "number":
        return NUMBERS[turn % len(NUMBERS)]
    if asked.kind in ("select", "radio", "checkbox", "lookup"):
        return KEYS[turn % len(KEYS)]
    return TEXTS[turn % len(TEXTS)]


def shown(text: str) -> tuple[str, ...]:
    """How a text may stand in a page that shows it again: escaped, as a browser sends and we print it."""
    return tuple({escape(text, quote=True), escape(text, quote=True).replace("&#x27;", "&#39;")})


def is_found_back(text: str, html: str) -> bool:
    return any(one in html for one in shown(text))


def offered(client: Client) -> dict[str, str]:
    """The acts this person may open, each once, with the address of one form of it."""
    from xuncha.web import addresses

    sql = "SELECT DISTINCT ON (kind, code, state) kind, id FROM subject ORDER BY kind, code, state, version"
    pages = [addresses.of_subject(kind, key) for kind, key in run([(sql, [])])[0] if kind in addresses.KINDS]
    pages += [f"/{plural}" for plural in addresses.PLURALS]
    duties = run([("SELECT DISTINCT ON (rule) id FROM duty WHERE state = 'open' ORDER BY rule, id", [])])[0]
    pages += [f"/duties/{key}" for (key,) in duties]
    found: dict[str, str] = {}
    for page in pages:
        answer = client.get(page)
        assert answer.status_code in (200, 404), (page, answer.status_code)
        for href in HREF.findall(answer.content.decode()):
            address = href.replace("&amp;", "&")
            form = re.sub(r"duty=[^&]*", "duty", re.sub(r"/[0-9a-f-]{36}/", "/", address))
            found.setdefault(form, address)
    return found


def forms(client: Client) -> Iterator[tuple[str, str]]:
    """Each form this person may open: its address and its page; a page that asks for the kind leads to each kind."""
    waiting = dict(offered(client))
    while waiting:
        _, address = waiting.popitem()
        answer = client.get(address)
        html = answer.content.decode()
        if answer.status_code == 404:
            print("404", address)
            continue
        if '<form id="act"' in html:
            yield address, html


def n_acts() -> int:
    return int(run([("SELECT count(*) FROM act", [])])[0][0][0])


def key_of(kind: str, condition: str = "true") -> str:
    """The oldest thing of a kind that a condition holds for."""
    rows = run(
        [(f"SELECT id FROM subject WHERE kind = '{kind}' AND {condition} ORDER BY version LIMIT 1", [])]
    )[0]
    return str(rows[0][0])


def liutang() -> str:
    """The inspection of the town whose rectification is under way."""
    return key_of("inspection", "title LIKE '柳塘%%'")


def note(client: Client) -> tuple[str, dict[str, str]]:
    """The address of a note on a finding the person may read, and the form as the page gives it."""
    html = client.get("/findings").content.decode()
    found = re.search(r'href="/findings/([0-9a-f-]{36})"', html)
    assert found
    address = f"/findings/{found[1]}/do/matter.annotated"
    return address, {**hidden_of(client.get(address).content.decode()), "do": "act"}


def fresh() -> str:
    return str(uuid4())


def urlencoded(typed: Mapping[str, str]) -> bytes:
    """A body as a browser sends it; half characters too, which no browser of today would."""
    return "&".join(
        f"{quote(name)}={quote(value, errors='surrogatepass')}" for name, value in typed.items()
    ).encode()
