"""Files in a posted form: new ones are taken in, those that are here already stay, a paper may say where it lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from xuncha.actions import attach
from xuncha.core.attached import Attached, files_in, size_words
from xuncha.core.facts.values import id_of
from xuncha.core.predicates.sealed import EXTRACT
from xuncha.core.record.payload import Slot
from xuncha.core.refusal import FieldFault
from xuncha.queries.files import copies_of, waiting
from xuncha.store.viewer import Viewer
from xuncha.web.kit.form_page import Field, FieldType, Kept, OnPaper
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.posted import paper_posted


@dataclass(slots=True)
class Posted:
    """What came in the file fields of a form: values as the payload keeps them, and what was wrong, by field."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[FieldFault] = field(default_factory=list)

    @property
    def keys(self) -> tuple[UUID, ...]:
        """The files that came with the form, new or waiting."""
        return tuple(UUID(one.id) for one in files_in(self.values))


def files_posted(
    request: HttpRequest, viewer: Viewer, slots: Iterable[Slot], there: Iterable[Attached] = ()
) -> Posted:
    """Read the file fields; `there` are files of the matter itself, which a form may name again."""
    posted = Posted()
    for slot in slots:
        kept_keys = [
            key for text in request.POST.getlist(f"{slot.name}-kept") if (key := id_of(text)) is not None
        ]
        known = {one.id: one for one in there} | waiting(viewer, kept_keys)
        kept = [known[str(key)] for key in kept_keys if str(key) in known]
        new = _taken_in(request, viewer, slot, posted)
        paper = _on_paper(request, slot)
        found = [one.as_json() for one in (*kept, *new)] + ([paper] if paper else [])
        if slot.many and found:
            posted.values[slot.name] = found
        elif found:
            posted.values[slot.name] = new[-1].as_json() if new else found[0]
    return posted


def copies_waiting(viewer: Viewer, act: str, matter: UUID | None, slots: Iterable[Slot]) -> dict[str, Any]:
    """The cleaned copies of what came with a matter, which are passed on with its extract, by the question."""
    asked = next((slot.name for slot in slots if slot.many), "")
    copies = copies_of(viewer, matter) if asked and matter and act == EXTRACT else ()
    return {asked: [one.as_json() for one in copies]} if copies else {}


def _taken_in(request: HttpRequest, viewer: Viewer, slot: Slot, posted: Posted) -> list[Attached]:
    found = []
    for sent in request.FILES.getlist(slot.name):
        try:
            found.append(attach.attach(viewer, sent.read(), sent.name or "", sent.size))
        except attach.Unfit as unfit:
            posted.faults.append(FieldFault(slot.name, unfit.text))
    return found


def _on_paper(request: HttpRequest, slot: Slot) -> dict[str, str]:
    """Where the paper lies; a bare text in the place of a file is taken for the paper's number."""
    paper = paper_posted(Field(slot.name, FieldType.FILE, slot.text), request.POST)
    if paper is not None:
        return {name: value for name, value in asdict(paper).items() if value}
    text = request.POST.get(slot.name, "").strip()
    return {"number": text} if text else {}


def kept_words(one: Attached) -> Kept:
    """A file that is here and waits for its form, by its name and size."""
    return Kept(one.id, Link(f"{one.name} {size_words(one.size)}", f"/uploads/{one.id}"))


def file_field(slot: Slot, value: Any, error: Words, *, on_paper: bool = True) -> Field:
    """The question for a file, with what is here already."""
    values = value if isinstance(value, list) else [value]
    kept = tuple(map(kept_words, files_in(values)))
    paper = next((one for one in values if isinstance(one, Mapping) and not one.get("hash")), {})
    lies = OnPaper(*(str(paper.get(part, "")) for part in ("number", "place", "keeper")))
    return Field(
        slot.name,
        FieldType.FILES if slot.many else FieldType.FILE,
        slot.text,
        is_needed=slot.required,
        error=error,
        kept=kept,
        on_paper=lies if on_paper else None,
    )
