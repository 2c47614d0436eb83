"""Takes a file in before its act is done: looked at, kept, and waiting for the form it belongs to.

It waits for the person who sent it and nobody else, so that a form that is refused need not be given its files again.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from xuncha.core.attached import LIMIT, Attached, safe_name, size_words
from xuncha.core.words import Text
from xuncha.store import files
from xuncha.store.append import run
from xuncha.store.shredding import rests_on
from xuncha.store.viewer import Viewer

WAITS = timedelta(days=7)
"""So long a file waits for its form; after that it goes, at the next fixed hour, and must be chosen again."""


class Unfit(ValueError):
    """A file the office does not take, with the reason as it stands at the field."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


def attach(viewer: Viewer, data: bytes, name: str, size: int | None = None) -> Attached:
    """Take a file in; raises Unfit. `size` is how long it was where `data` was cut off."""
    kind = examined(data, name, len(data) if size is None else size)
    return keep_waiting(viewer, data, safe_name(name, kind), kind)


def keep_waiting(
    viewer: Viewer, data: bytes, name: str, kind: str, made_from: UUID | None = None
) -> Attached:
    """Keep a file of a known kind, for the form that this viewer will send; it goes with the matter it was made from."""
    with transaction.atomic():
        digest = files.keep(data, kind)
        found = Attached(str(uuid4()), digest, name, len(data), kind)
        run(
            [
                rests_on(digest, UUID(found.id)),
                ("INSERT INTO upload (id, person, digest, name, kind, size, at, made_from) VALUES (%s, %s, %s, %s, %s, %s, now(), %s)",
                 [found.id, viewer.person, digest, found.name, kind, found.size, made_from]),
            ]
        )  # fmt: skip
    return found


def drop_late(now: datetime) -> None:
    """Drop what waited too long for its form, and every file that nothing rests on any more."""
    with transaction.atomic():
        run([("WITH late AS (DELETE FROM upload WHERE at < %s RETURNING id)"
              " DELETE FROM file_use WHERE needed_by IN (SELECT id FROM late)", [now - WAITS])])  # fmt: skip
        files.drop_unneeded(now - WAITS)


def used(viewer: Viewer, keys: Iterable[UUID]) -> None:
    """These files stand in the record now and wait no longer."""
    if wanted := list(keys):
        run([("WITH done AS (DELETE FROM upload WHERE person = %s AND id = ANY(%s) RETURNING id)"
              ' DELETE FROM file_use WHERE needed_by IN (SELECT id FROM done)', [viewer.person, wanted])])  # fmt: skip


def examined(data: bytes, name: str, size: int) -> str:
    """What a file is, by its content; raises Unfit."""
    shown = " ".join("".join(mark for mark in name if mark.isprintable()).split())[-60:]
    if size == 0:
        raise Unfit(f"“{shown}”是空的，请重新选择", f"“{shown}” is empty; choose it again")
    if size > LIMIT:
        raise Unfit(
            f"“{shown}”有 {size_words(size)}，每个文件不超过 20 MB；请压缩或者分成几个",
            f"“{shown}” has {size_words(size)}; a file may have 20 MB: make it smaller or divide it",
        )
    kind = _kind(data)
    if kind is None:
        raise Unfit(
            f"“{shown}”不是 PDF、图片（JPG、PNG）、Word（docx）或者 Excel（xlsx）；旧格式请先另存，带密码的 Word、Excel 请先去掉密码",
            f"“{shown}” is no PDF, picture (JPG, PNG), Word (docx) or Excel (xlsx); save an old format anew, "
            "and take the password off a Word or Excel file",
        )
    return kind


def _kind(data: bytes) -> str | None:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return _office_kind(data) if data.startswith(b"PK\x03\x04") else None


def _office_kind(data: bytes) -> str | None:
    """A Word or Excel file by the parts in it; one with macros is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, OSError, EOFError):
        return None
    if "[Content_Types].xml" not in names or any(part.endswith("vbaProject.bin") for part in names):
        return None
    found = [
        kind for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")) if part in names
    ]
    return found[0] if len(found) == 1 else None
