"""附件: a file that came with a report.  Whoever reads the report makes a cleaned copy of it, or takes the original for a reason."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.actions.attach import keep_waiting
from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.cleaning.process import clean
from xuncha.core.attached import FILE_KINDS, safe_name
from xuncha.core.facts.rows import Subject
from xuncha.core.predicates.sealed import EXTRACT
from xuncha.core.words import Text
from xuncha.queries.files import copies_of
from xuncha.queries.originals import Original, files_named, original_of, sealed_bytes
from xuncha.queries.subjects import subject_for_page
from xuncha.store.access import note
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.vault.attachment import Attachment, open_file
from xuncha.vault.custodian import WrongPassphrase
from xuncha.vault.profile import Unreadable
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.attaching import kept_words
from xuncha.web.kit.form_page import Kept
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.pages.frame import show
from xuncha.web.pages.intake.original import BROKEN, TITLE, TRIED, private_key
from xuncha.web.saved import given_out

COPIED, TOOK = "cleaned attachment", "took original attachment"
COPY, ORIGINAL = "copy", "original"
WHY: dict[str, Text] = {
    "cannot be cleaned": Text("不能清理，只有原件", "It cannot be cleaned; there is the original alone"),
    "lost in the copy": Text("要看的在副本里看不到", "What is to be seen is not in the copy"),
    "examined": Text("要鉴定原件的真伪", "The original is to be examined for what it is"),
    "handed over": Text("依法移送，要附原件", "It is handed over by law with the original"),
}
"""Why an original is taken: chosen, as no words of a report may stand in the access record."""

NO_REASON = Text("取原件要选理由；理由会记下", "Taking the original needs a reason, which is kept")
MISSING = Text(
    "反映里写了这个附件，但是没有收到，或者收到以后被动过。请告诉系统管理员",
    "The report names this attachment, but it did not come in, or was changed since. Tell the system administrator",
)


@dataclass(frozen=True, slots=True)
class EnclosurePage:
    """`enclosure.html`: asks for the passphrase and what is wanted, or leads to the copy that was made."""

    heading: Heading
    reasons: dict[str, Text]
    error: Text | None = None
    why: str = ""
    copies: tuple[Kept, ...] = ()
    """The copies that wait for the extract, the one just made among them."""
    extract: str = ""


@seated
def enclosure(request: Asked, plural: str, key: UUID, n: int) -> HttpResponse:
    """One file of a report; absent for whoever may not read the report."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    found = original_of(viewer, row, scheme_for(row), timezone.localdate())
    if found is None or not 1 <= n <= len(found.files):
        raise Http404
    page = _page(row, n)
    if request.method != "POST":
        return show(request, "enclosure.html", page)
    why = request.POST.get("why", "")
    if request.POST.get("does") == ORIGINAL and why not in WHY:
        return _refused(request, replace(page, error=NO_REASON))
    try:
        file, data = _opened(viewer, row, found, n, request.POST.get("passphrase", ""))
    except _Shut as shut:
        return _refused(request, replace(page, error=shut.text, why=why))
    if request.POST.get("does") == ORIGINAL:
        note(viewer, TOOK, row.id, row.kind, (f"attachment {n}", why))
        answer = given_out(data, file.kind, f"附件{n}{FILE_KINDS[file.kind].endings[0]}")
    else:
        answer = _cleaned(request, row, page, n, file, data)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _cleaned(
    request: Asked, row: Subject, page: EnclosurePage, n: int, file: Attachment, data: bytes
) -> HttpResponse:
    """Make the copy, for the form on which it will be passed on."""
    try:
        copy = clean(data, file.kind)
    except Unclean as unclean:
        error = Text(
            f"做不出净化副本：{unclean.text.zh}。只能由受理的人取原件，要选理由",
            f"No cleaned copy can be made: {unclean.text.en}. Those who take reports in may take the original, with a reason",
        )
        return _refused(request, replace(page, error=error, why="cannot be cleaned"))
    keep_waiting(request.viewer, copy, safe_name(f"附件{n}", file.kind), file.kind, row.id)
    note(request.viewer, COPIED, row.id, row.kind, (f"attachment {n}",))
    made = replace(page, copies=tuple(kept_words(one) for one in copies_of(request.viewer, row.id)))
    return show(request, "enclosure.html", made)


class _Shut(Exception):
    """It does not open; `text` says what is said."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def _opened(
    viewer: Viewer, row: Subject, found: Original, n: int, passphrase: str
) -> tuple[Attachment, bytes]:
    """The file of this number, open; raises _Shut."""
    private = private_key(found, passphrase)
    if private is None:
        note(viewer, TRIED, row.id, row.kind)
        raise _Shut(WrongPassphrase.text)
    try:
        files = files_named(found, private)
    except Unreadable:
        raise _Shut(BROKEN) from None
    sealed = sealed_bytes(found, files[n - 1]) if n <= len(files) else None
    if sealed is None or files[n - 1].kind not in FILE_KINDS:
        raise _Shut(MISSING)
    try:
        return files[n - 1], open_file(io.BytesIO(sealed), files[n - 1])
    except Unreadable:
        raise _Shut(MISSING) from None


def _refused(request: Asked, page: EnclosurePage) -> HttpResponse:
    answer = show(request, "enclosure.html", page, status=422)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(row: Subject, n: int) -> EnclosurePage:
    here = addresses.of_subject(row.kind, row.id)
    title = Text(f"附件{n}", f"Attachment {n}")
    crumbs = (Link(row.number or row.title, here), Link(TITLE, f"{here}/original"))
    extract = addresses.of_act(row.kind, row.id, EXTRACT)
    heading = Heading(title, crumbs=crumbs, here=title)
    return EnclosurePage(heading, WHY, extract=extract)
