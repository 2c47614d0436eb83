"""What somebody wrote into a form that could not be taken: shown once more, so that it can be copied and is not lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.names.labels import label
from xuncha.core.words import Text
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.web.typed import LINE

NOT_WRITTEN = frozenset(
    {"csrfmiddlewaretoken", "retry_key", "seen_version", "do", "next", "duty", "more-lines"}
)
"""What a form sends by itself."""

SEEN = "seen_"
"""How the marks begin that a form of several matters sends, one for each."""

PRIVATE = ("/login", "/logout", "/account")
"""Nothing that was typed at the door is ever shown again."""


@dataclass(frozen=True, slots=True)
class Written:
    """One answer of a form, as it was written."""

    name: str
    words: Text
    value: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """Everything somebody wrote into a form that was not taken."""

    template: ClassVar[str] = "unsent.html"

    written: tuple[Written, ...]


def is_written(request: HttpRequest) -> bool:
    """Whether a form came with anything a person filled in."""
    return request.method == "POST" and any(request.POST.keys() - NOT_WRITTEN)


def unsent(request: HttpRequest) -> Unsent | None:
    """What was written, in the order of the form; None where there is nothing to show.

    Only a form of our own pages is shown again: another site could else put its words into our page.
    """
    if request.method != "POST" or request.path.startswith(PRIVATE) or not _is_ours(request):
        return None
    written = tuple(
        Written(f"{name}-{n}", _words(name), CHOSEN.zh if _is_id(value) else _in_words(name, value))
        for name, values in request.POST.lists()
        if name not in NOT_WRITTEN and not name.startswith(SEEN)
        for n, value in enumerate(values)
        if value.strip()
    )
    return Unsent(written) if written else None


def _is_ours(request: HttpRequest) -> bool:
    came_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(came_from).netloc == request.get_host()


CHOSEN = Text("（从名单里选的，请重新选）", "(chosen from a list; choose it again)")
"""Stands for something chosen by its id: who is logged out is told the name of nothing."""


def _in_words(name: str, value: str) -> str:
    """What was chosen from a list of the regulation, by its name; what was typed, as it was typed."""
    lists = {field.of for act in CATALOGUE.values() if (field := act.field(name)) and field.type == "code"}
    scheme = scheme_of(scheme_version(None))
    found = (one for of in sorted(lists) if (one := scheme.value(of, value)))
    return next((one.text.zh for one in found), value)


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _words(name: str) -> Text:
    """The office's words of a field; a cell of a table by its row (`measures-0-what`)."""
    found = LINE.match(name)
    if found is None:
        return label(name)
    n, table = int(found["row"]) + 1, label(found["name"])
    return Text(f"{table.zh} 第 {n} 行", f"{table.en}, row {n}")
