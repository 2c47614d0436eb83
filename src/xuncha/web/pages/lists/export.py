"""Lists and matters that go out as tables: what the viewer may read, and a line in the access record for each."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone

from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.record.payload import ids_within
from xuncha.core.words import Text
from xuncha.papers.exports import MEDIA, Form, Spool, written
from xuncha.queries.carried import names_in
from xuncha.queries.exports import batches, snapshot
from xuncha.queries.subjects import acts_on, names_of, subject_for_page, titles_of
from xuncha.store.access import note
from xuncha.store.schemes import scheme_for
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.exported import RowsInWords, always, plain, record_headings, record_rows
from xuncha.web.pages.frame import jurisdiction, scheme_in_force
from xuncha.web.pages.lists.register import asked_of, has_list, narrowed, title_of
from xuncha.web.pages.pieces.columns import view_of
from xuncha.web.saved import POLICY, attachment


@seated
def list_out(request: Asked, plural: str, form: str) -> FileResponse:
    """The whole list, with the conditions and in the order of its page."""
    viewer, kind = request.viewer, addresses.PLURALS[plural]
    if not has_list(viewer, plural, kind):
        raise Http404
    filters, sort, scheme = *asked_of(request, kind), scheme_in_force()
    view = view_of(kind, request.GET.get("view", ""), viewer)
    title = title_of(scheme, kind)
    with Spool(always(viewer, kind)) as spool:
        in_words = RowsInWords.of(viewer, kind, scheme, spool.headings)
        try:
            with snapshot():
                for batch in batches(viewer, kind, narrowed(scheme, kind, filters, view), sort=sort):
                    for row in in_words.rows(batch):
                        spool.add(row)
        except ValueError:
            raise Http404 from None
        note(viewer, f"exported {form}", None, kind, (f"rows {spool.n}",))
        return sent(spool, plural, title, cast(Form, form))


@seated
def matter_out(request: Asked, plural: str, key: UUID, form: str) -> FileResponse:
    """One matter whole: every act on it that the viewer may read, field by field."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS[plural] != row.kind:
        raise Http404
    scheme = scheme_for(row)
    acts = acts_on(viewer, row)
    keys = {key for act in acts for key in (act.by_party, act.by_person, act.entered_by) if key}
    keys |= {key for act in acts for key in ids_within(act.fields)}
    keys |= set(ids_within(row.facts)) if row.kind == "document" else set()
    names = names_of(keys) | titles_of(viewer, keys) | names_in(viewer, scheme, row)
    with Spool(record_headings(viewer)) as spool:
        for line in record_rows(viewer, scheme, row, acts, names):
            spool.add(line)
        position = f"position {acts[-1].position}" if acts else "position 0"
        note(viewer, f"exported {form}", row.id, row.kind, (f"rows {spool.n}", position))
        name = f"{plain(KIND_NAMES[row.kind])} {row.number or row.title}".strip()
        return sent(spool, plural, Text(name, name), cast(Form, form))


PRACTICE, COUNTS_NOT = Text("演练", "PRACTICE"), Text("不作数", "does not count")


def sent(spool: Spool, plural: str, title: Text, form: Form) -> FileResponse:
    """The table as a file to save, under a name an office colleague finds again."""
    today = f"{timezone.localdate():%Y-%m-%d}"
    _, is_practice = jurisdiction()
    mark = (plain(PRACTICE), plain(COUNTS_NOT)) if is_practice else None
    answer = FileResponse(written(spool.table("xuncha", mark), form), content_type=MEDIA[form])
    name = f"{mark[0]} {plain(title)}" if mark else plain(title)
    answer.headers["Content-Disposition"] = attachment(f"{plural}-{today}.{form}", f"{name} {today}.{form}")
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
