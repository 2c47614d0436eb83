"""Files as the viewer may read them: those on a matter's acts, and those the viewer sent and has not used yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from xuncha.core.attached import Attached, files_in
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.names.numbered import in_order
from xuncha.queries.exports import hidden_names
from xuncha.queries.subjects import acts_on
from xuncha.store import files
from xuncha.store.append import run
from xuncha.store.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OnAct:
    """A file and the act it came with, in the field of this name."""

    file: Attached
    act: Act
    field: str


def files_of(viewer: Viewer, row: Subject, acts: Iterable[Act]) -> tuple[OnAct, ...]:
    """The files on acts the viewer may read, oldest first; none from a field the viewer never learns."""
    hidden = hidden_names(viewer, row.kind)
    return tuple(
        OnAct(file, act, name)
        for act in acts
        for name, value in act.fields.items()
        if name not in hidden
        for file in files_in(value)
    )


def file_on(viewer: Viewer, row: Subject, key: UUID) -> OnAct | None:
    """One file of a matter the viewer may read, or None when there is none or the viewer may not know of it."""
    found = files_of(viewer, row, acts_on(viewer, row))
    return next((one for one in found if one.file.id == str(key)), None)


def waiting(viewer: Viewer, keys: Iterable[UUID]) -> dict[str, Attached]:
    """Of these files, those the viewer sent and no act has used yet."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = run(
        [
            ("SELECT id, digest, name, size, kind FROM upload WHERE person = %s AND id = ANY(%s)", [viewer.person, wanted])
        ]
    )[0]  # fmt: skip
    return {str(key): Attached(str(key), *rest) for key, *rest in rows}


def copies_of(viewer: Viewer, matter: UUID) -> tuple[Attached, ...]:
    """The cleaned copies that the viewer made of what came with a matter and has not passed on; of one made twice the last."""
    rows = run(
        [
            ("SELECT DISTINCT ON (name) id, digest, name, size, kind FROM upload WHERE person = %s AND made_from = %s"
             " ORDER BY name, at DESC", [viewer.person, matter])
        ]
    )[0]  # fmt: skip
    found = (Attached(str(key), *rest) for key, *rest in rows)
    return in_order(
        found, lambda one: one.name.partition(".")[0]
    )  # 附件2 before 附件10, whatever kind each is of


def bytes_of(file: Attached) -> bytes | None:
    """What is in a file that was found for the viewer."""
    return files.contents(file.hash)
