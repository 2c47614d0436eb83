"""Files go out to be saved, never shown: to whoever may read the matter and what its act says."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse

from xuncha.core.attached import Attached
from xuncha.queries.files import bytes_of, file_on, waiting
from xuncha.queries.subjects import subject_for_page
from xuncha.store.access import note
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.saved import given_out


@seated
def file(request: Asked, plural: str, key: UUID, file: UUID) -> HttpResponse:
    """A file of a matter."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS[plural] != row.kind:
        raise Http404
    found = file_on(viewer, row, file)
    if found is None:
        raise Http404
    answer = saved(found.file)
    note(viewer, "opened file", row.id, row.kind, (f"position {found.act.position}",))
    return answer


@seated
def upload(request: Asked, key: UUID) -> HttpResponse:
    """A file one has sent oneself, and no act has used yet."""
    found = waiting(request.viewer, [key]).get(str(key))
    if found is None:
        raise Http404
    return saved(found)


def saved(file: Attached) -> HttpResponse:
    """The file under its own name; a browser that opens it all the same runs and loads nothing."""
    data = bytes_of(file)
    if data is None:
        raise Http404
    return given_out(data, file.kind, file.name)
