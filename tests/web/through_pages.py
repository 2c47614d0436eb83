"""
Works pages as a person does: opens a form, answers it in the words it offers, sends it, and reads, prints and exports.

    member = person("许知微")
    finding = member.does("/inspections/…", "finding.recorded", "check", begins=True, title="…", fields=["拉帮结派"])
    assert member.facts(finding)["问题类别"] == "拉帮结派"

Choices are answered by the words that stand on the page, never by a code, so a value that the form does not offer fails
the test. An address is one that the product gave: where a post lands, or what a list links to.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.store.account import Account
from xuncha.store.append import run

Answer = str | bool | list[str]

SENT = frozenset({302, 303})


@dataclass
class Control:
    """One question of a form: the options by their words, and what it says already."""

    type: str
    options: dict[str, str] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)

    def answered(self, answer: Answer) -> list[str]:
        """What the browser sends for an answer given in words."""
        if self.type == "checkbox" and isinstance(answer, bool):
            return list(self.options.values())[:1] if answer else []
        if self.type == "radio" and isinstance(answer, bool):
            return list(self.options.values())[:1] if answer else list(self.options.values())[1:2]
        wanted = answer if isinstance(answer, list) else [str(answer)]
        return [self.option(one) for one in wanted] if self.options else wanted

    def option(self, words: str) -> str:
        """The option with these words; or the first whose words hold them."""
        exact = self.options.get(words)
        holding = next((value for said, value in self.options.items() if words and words in said), None)
        found = exact if exact is not None else holding
        assert found is not None, f"{words!r} is not offered; there are {', '.join(self.options)}"
        return found


class Parser(HTMLParser):
    """Python's own, without counting in which line it is."""

    def updatepos(self, i: int, j: int) -> int:
        return j


class FormReader(Parser):
    """Reads the form of an act as a browser would."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.controls: dict[str, Control] = {}
        self.lists: dict[str, list[str]] = {}
        self.labels: dict[str, tuple[str, str]] = {}
        self.said: list[str] | None = None
        self.ends: Any = None
        self.select: list[str] = []
        _, start, form = html.partition('<form id="act"')
        self.feed(start + form.partition("</form>")[0])
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        name, value = told.get("name", ""), told.get("value", "")
        if tag == "input" and name:
            self._input(told, name, value)
        elif tag == "textarea":
            self.controls[name] = Control("textarea")
            self._listen(lambda words, name=name: self.controls[name].values.append(words.strip("\n")))
        elif tag == "select":
            self.controls[name] = Control("select")
            self.select = [name]
        elif tag == "datalist":
            self.select = self.lists.get(told.get("id", ""), [])
        elif tag == "option" and self.select:
            control = self.controls[self.select[0]]
            if control.type == "lookup":
                for name in self.select:  # one list serves the same question of every row
                    self.controls[name].options[value] = value
            else:
                if "selected" in told:
                    control.values = [value]
                self._listen(
                    lambda words, control=control, value=value: control.options.update({words: value})
                )
        elif tag == "label" and told.get("for") in self.labels:
            name, value = self.labels[told["for"]]
            self._listen(
                lambda words, name=name, value=value: self.controls[name].options.update({words: value})
            )

    def _input(self, told: Mapping[str, str], name: str, value: str) -> None:
        kind = told.get("type", "text")
        if kind in ("checkbox", "radio"):
            control = self.controls.setdefault(name, Control(kind))
            self.labels[told.get("id", "")] = (name, value)
            if "checked" in told:
                control.values.append(value)
        elif "list" in told:
            self.controls[name] = Control("lookup", values=[value])
            self.lists.setdefault(told["list"], []).append(name)
        else:
            self.controls[name] = Control(kind, values=[value])

    def _listen(self, done: Any) -> None:
        self.said, self.ends = [], done

    def handle_data(self, data: str) -> None:
        if self.said is not None:
            self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("label", "option", "textarea") and self.said is not None:
            self.ends("".join(self.said) if tag == "textarea" else "".join(self.said).strip())
            self.said = None
        if tag in ("select", "datalist"):
            self.select = []


@dataclass(frozen=True)
class Form:
    """The form of an act, open in front of a person."""

    address: str
    controls: Mapping[str, Control]

    def offers(self, name: str) -> tuple[str, ...]:
        """The words that can be chosen."""
        return tuple(self.controls[name].options)

    def says(self, name: str) -> str:
        """What stands in it before anything is typed."""
        return "、".join(self.controls[name].values)

    def answered(self, answers: Mapping[str, Answer]) -> dict[str, list[str]]:
        """The whole form as the browser sends it."""
        unasked = [name for name in answers if name not in self.controls]
        assert not unasked, f"{self.address} does not ask {unasked}; it asks {list(self.controls)}"
        sent = {name: control.values for name, control in self.controls.items()}
        sent |= {name: self.controls[name].answered(answer) for name, answer in answers.items()}
        return {name: values for name, values in sent.items() if values} | {"do": ["act"]}


class Through:
    """Somebody at the browser: what they open, answer, read, print and take away."""

    def __init__(self, account: Account | None, session: str = "") -> None:
        """Who comes in now, or has come in before and kept the session."""
        self.client = Client()
        if account is None:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = session
        else:
            self.client.force_login(account)

    # ------------------------------------------------------------------ reading

    def html(self, address: str) -> str:
        """A page that this person may open."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content.decode()

    def status(self, address: str) -> int:
        return self.client.get(address).status_code

    def reads(self, address: str) -> str:
        """The words of a page."""
        return words_of(self.html(address))

    def facts(self, address: str) -> dict[str, str]:
        """What the page of a matter says of it, by heading."""
        return facts_in(self.html(address))

    def prints(self, address: str) -> str:
        """The words of the paper of a matter, for the printer."""
        return words_of(self.html(f"{address}/paper"))

    def lists(self, plural: str, **conditions: str) -> str:
        """The words of a list, filtered."""
        return self.reads(f"/{plural}" + (f"?{urlencode(conditions)}" if conditions else ""))

    def filters(self, plural: str, name: str, words: str, **conditions: str) -> str:
        """The words of a list after choosing a condition by its words among those the list offers."""
        offered = options_in(self.html(f"/{plural}"), name)
        assert words in offered, f"/{plural} cannot be filtered by {words!r}; it offers {', '.join(offered)}"
        return self.lists(plural, **conditions, **{name: offered[words]})

    def finds(self, plural: str, title: str, **conditions: str) -> str:
        """The address of the matter of this title, as a list links to it."""
        html = self.html(f"/{plural}" + (f"?{urlencode(conditions)}" if conditions else ""))
        row = next((one for one in html.split("<tr")[1:] if title in words_of(f"<tr{one}")), "")
        found = re.search(rf'href="(/{plural}/[0-9a-f-]{{36}})"', row)
        assert found, f"/{plural} has no {title!r}"
        return found[1]

    # ------------------------------------------------------------------ acting

    def asks(self, place: str, act: str, kind: str = "", /, *, begins: bool = False) -> Form:
        """The form of an act at a place, opened and not yet sent."""
        address = f"{place}/{'begin' if begins else 'do'}/{act}" + (f"?kind={kind}" if kind else "")
        controls = FormReader(self.html(address)).controls
        assert controls, f"{address} has no form"
        return Form(address, controls)

    def sends(self, form: Form, answers: Mapping[str, Answer]) -> str:
        """Send an open form; the address one lands on."""
        answer = self.client.post(form.address, form.answered(answers))
        said = words_of(answer.content.decode()) if answer.status_code not in SENT else ""
        assert answer.status_code in SENT, f"{form.address}: {answer.status_code}\n{said[:1500]}"
        return str(answer.headers["Location"])

    def does(
        self, place: str, act: str, kind: str = "", /, *, begins: bool = False, **answers: Answer
    ) -> str:
        """Open the form of an act, answer it in its own words, send it; the address one lands on."""
        return self.sends(self.asks(place, act, kind, begins=begins), lined(answers))

    def kinds(self, place: str, act: str, *, begins: bool = False) -> dict[str, str]:
        """The kinds of an act that the page lets one choose from, by their words, with the code of each."""
        html = self.html(f"{place}/{'begin' if begins else 'do'}/{act}")
        links = re.findall(rf'href="[^"]*/{re.escape(act)}\?kind=([^"&]+)"[^>]*>([\s\S]*?)</a>', html)
        return {words_of(words).replace("\n", "").rpartition("：")[2]: code for code, words in links}

    def begins(self, place: str, act: str, kind: str = "", /, **answers: Answer) -> str:
        """Begin something within a place, as `does`; the address of what was begun."""
        return self.does(place, act, kind, begins=True, **answers)

    def is_refused(
        self, place: str, act: str, kind: str = "", /, *, begins: bool = False, **answers: Answer
    ) -> str:
        """Send a form that the rules refuse; the words of the page, with what was typed still there."""
        form = self.asks(place, act, kind, begins=begins)
        answer = self.client.post(form.address, form.answered(lined(answers)))
        assert answer.status_code == 422, f"{form.address}: {answer.status_code}"
        return words_of(answer.content.decode())

    def named(self, name: str) -> str:
        """Register somebody of this name, so that a post can be given to them."""
        self.does("/people", "person.registered", begins=True, title=name)
        return name

    # ------------------------------------------------------------------ taking away

    def exports(self, address: str) -> str:
        """The text of an exported file, as an office program reads it."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        assert answer.headers["Content-Type"].startswith("text/csv"), answer.headers["Content-Type"]
        assert "attachment" in answer.headers["Content-Disposition"]
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        return body.decode("utf-8-sig")

    def exports_list(self, plural: str, **conditions: str) -> list[dict[str, str]]:
        """The rows of an exported list, by heading."""
        address = f"/{plural}.csv" + (f"?{urlencode(conditions)}" if conditions else "")
        return list(csv.DictReader(io.StringIO(self.exports(address))))

    def exports_record(self, address: str) -> str:
        """The whole record of one matter, exported."""
        return self.exports(f"{address}.csv")

    def record(self, address: str) -> set[tuple[str, str, str]]:
        """What the exported record of one matter says: act, field and value, in words."""
        rows = csv.DictReader(io.StringIO(self.exports_record(address)))
        return {(row["办理事项"], row["项目"], row["内容"]) for row in rows}


def stands_everywhere(who: Through, address: str, *words: str) -> None:
    """A matter says these words on its page, on its print and in its exported record."""
    for place, said in (
        ("page", who.reads(address)),
        ("print", who.prints(address)),
        ("export", who.exports_record(address)),
    ):
        missing = [one for one in words if one not in said]
        assert not missing, f"the {place} of {address} lacks {missing}:\n{said[-2500:]}"


def exported(who: Through, address: str, heading: str, title: str = "") -> str:
    """What stands under a heading in the exported list, in the row of this title (or of this matter)."""
    plural = address.split("/")[1]
    rows = who.exports_list(plural)
    row = next((one for one in rows if title and title in one.values()), None)
    assert row is not None, f"{plural}.csv has no row with {title!r}"
    assert heading in row, f"{plural}.csv has no column {heading!r}; it has {', '.join(row)}"
    return row[heading]


def person(name: str) -> Through:
    """Somebody by name, logged in; who has no account yet is given one."""
    found = Account.objects.filter(display_name=name).first()
    return Through(found or _account(name))


def _account(name: str) -> Account:
    rows = run([("SELECT id FROM subject WHERE kind = 'person' AND title = %s", [name])])[0]
    assert rows, f"nobody is called {name}"
    login = f"test.{rows[0][0]}"
    return Account.objects.create_account(login, name, "a long enough word", person=rows[0][0])


def lined(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """`items_0_kind` for the cell that the form calls `items-0-kind`, because Python has no such name."""
    return {re.sub(r"^(\w+?)_(\d+)_(\w+)$", r"\1-\2-\3", name): answer for name, answer in answers.items()}


def day(days: int = 0) -> str:
    """A day from today, as a form takes it."""
    found: date = timezone.localdate() + timedelta(days=days)
    return found.isoformat()


def said_today() -> str:
    """Today, as a page writes it."""
    return say_plain(timezone.localdate()).zh


# ---------------------------------------------------------------------- the words of a page


class _Words(Parser):
    """Collects what a reader sees, and what stands under each heading of facts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.facts: dict[str, str] = {}
        self.heading = ""
        self.side: Literal["", "dt", "dd"] = ""
        self.hidden = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "svg"):
            self.hidden += 1
        if tag == "dt":
            self.side, self.heading = "dt", ""
        elif tag == "dd":
            self.side = "dd"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "svg"):
            self.hidden -= 1
        if tag in ("dt", "dd"):
            self.side = ""

    def handle_data(self, data: str) -> None:
        if self.hidden or not data.strip():
            return
        self.words.append(data.strip())
        if self.side == "dt":
            self.heading += data.strip()
        elif self.side == "dd":
            self.facts[self.heading] = f"{self.facts.get(self.heading, '')} {data.strip()}".strip()


def words_of(html: str) -> str:
    """What a reader of a page sees."""
    return "\n".join(_Words(html).words)


def facts_in(html: str) -> dict[str, str]:
    """The facts of a page by heading."""
    return _Words(html).facts


def options_in(html: str, name: str) -> dict[str, str]:
    """What a select or a set of buttons on any page offers, by words."""
    return dict(_options(html, name))


def _options(html: str, name: str) -> Iterator[tuple[str, str]]:
    for inside in re.findall(rf'<select[^>]*name="{name}"[^>]*>([\s\S]*?)</select>', html):
        for value, words in re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', inside):
            yield words.strip(), value
    pattern = rf'<input type="(?:radio|checkbox)" id="([^"]+)" name="{name}" value="([^"]*)"[^>]*><label for="\1">([^<]*)'
    for _, value, words in re.findall(pattern, html):
        yield words.strip(), value
