"""读原件: a sealed report is opened with a passphrase, for this one reading, which stands in the access record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.attached import FILE_KINDS, size_words
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.predicates.sealed import EXTRACT
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.originals import Exchanged, Original, files_named, files_there, has_original, original_of
from xuncha.queries.subjects import subject_for_page
from xuncha.store.access import note
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.vault.attachment import Attachment, Kept
from xuncha.vault.custodian import WrongPassphrase, opened
from xuncha.vault.mailbox import read_back, read_by_office
from xuncha.vault.profile import Unreadable
from xuncha.vault.report import OPEN, open_body, open_name
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link
from xuncha.web.pages.frame import show

READ, TRIED = "opened original", "wrong passphrase"
TITLE = Text("读原件", "Read the original")
BROKEN = Text(
    "口令对，但是这一件打不开：原件不是用现在的密钥密封的，或者被动过。请告诉系统管理员",
    "The passphrase is right, but this does not open: it was sealed with another key, or was changed. Tell the system administrator",
)


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file that came with a report, as whoever opened the report sees it: what it is called here and there, and the way to it."""

    called: Text
    said: Text
    name: str
    href: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class OriginalPage:
    """`original.html`: asks for the passphrase, or shows the words, this once."""

    heading: Heading
    extract: str
    error: Text | None = None
    is_open: bool = False
    unit: str = ""
    happened: str = ""
    who: str = ""
    talk: str = ""
    exchanged: tuple[tuple[Text, str], ...] = ()
    files: tuple[EnclosedFile, ...] = ()


def way_to_original(
    viewer: Viewer, scheme: Scheme, row: Subject, keys: Iterable[Sequence[Any]]
) -> tuple[Button, ...]:
    """The way to the sealed original, for those who may read it today; a letter that came in another way has none."""
    if not has_original(viewer, row, scheme, timezone.localdate(), keys):
        return ()
    return (Button(TITLE, f"{addresses.of_subject(row.kind, row.id)}/original"),)


@seated
def original(request: Asked, plural: str, key: UUID) -> HttpResponse:
    """The original of a report; absent for whoever may not read it."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    found = original_of(viewer, row, scheme_for(row), timezone.localdate())
    if found is None:
        raise Http404
    if request.method != "POST":
        return show(request, "original.html", _page(row))
    page = _opened(viewer, row, found, request.POST.get("passphrase", ""))
    answer = show(request, "original.html", page, status=422 if page.error else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _opened(viewer: Viewer, row: Subject, found: Original, passphrase: str) -> OriginalPage:
    private = private_key(found, passphrase)
    if private is None:
        note(viewer, TRIED, row.id, row.kind)
        return _page(row, error=WrongPassphrase.text)
    try:
        unit, happened = open_body(found.body, found.case, private)
        exchanged = tuple(_line(found, one, private) for one in found.exchanged)
        there = files_there(found)
        files = tuple(enclosed(row, there, n, one) for n, one in enumerate(files_named(found, private), 1))
        name = open_name(found.identity, found.case, private) if row.facts.get("mode") == OPEN else ()
    except Unreadable:
        return _page(row, error=BROKEN)
    note(viewer, READ, row.id, row.kind)
    who = " ".join(one for one in name if one)
    return replace(
        _page(row), is_open=True, unit=unit, happened=happened, who=who, exchanged=exchanged, files=files
    )


def enclosed(row: Subject, there: frozenset[Kept], n: int, file: Attachment) -> EnclosedFile:
    """The file of this number, as the report names it; whether it is kept here stands beside it."""
    kind, size = FILE_KINDS.get(file.kind, FILE_KINDS["txt"]).text, size_words(file.size)
    href = f"{addresses.of_subject(row.kind, row.id)}/original/{n}"
    return EnclosedFile(
        Text(f"附件{n}", f"Attachment {n}"), Text(f"{kind.zh}，{size}", f"{kind.en}, {size}"), file.name, href,
        file.kept in there,
    )  # fmt: skip


def _line(found: Original, one: Exchanged, private: bytes) -> tuple[Text, str]:
    """Whose words on which day, and the words; one that does not open keeps nobody from the others."""
    day, read = say_plain(one.on), read_back if one.is_ours else read_by_office
    whose = (
        Text(f"写给反映人的，{day.zh}", f"Written to the reporter, {day.en}")
        if one.is_ours
        else Text(f"反映人补充的，{day.zh}", f"Added by the reporter, {day.en}")
    )
    try:
        return whose, read(one.sealed, private, found.case, one.n)
    except Unreadable:
        return whose, NOT_OPEN


NOT_OPEN = "（这一条打不开 / does not open）"


def private_key(found: Original, passphrase: str) -> bytes | None:
    """The private key that this passphrase opens, of those of the body."""
    for kept in found.keys:
        try:
            return opened(kept, passphrase)
        except WrongPassphrase:
            continue
    return None


def _page(row: Subject, *, error: Text | None = None) -> OriginalPage:
    crumbs = (Link(row.number or row.title, addresses.of_subject(row.kind, row.id)),)
    extract = addresses.of_act(row.kind, row.id, EXTRACT)
    talk = f"{addresses.of_subject(row.kind, row.id)}/talk"
    return OriginalPage(Heading(TITLE, crumbs=crumbs, here=TITLE), extract, error, talk=talk)
