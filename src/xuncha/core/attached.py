"""A file that belongs to an act, or the paper that was not scanned: what the record keeps of it, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from xuncha.core.words import Text

LIMIT = 20 * 1024 * 1024
"""Bytes of one file."""

LONGEST_NAME = 120
HEX = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file the office takes: its words, what it is called on the wire, the endings its names may have."""

    code: str
    text: Text
    media: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
FILE_KINDS: Mapping[str, FileKind] = {
    kind.code: kind
    for kind in (
        FileKind("pdf", Text("PDF", "PDF"), "application/pdf", (".pdf",)),
        FileKind("jpeg", Text("图片", "picture"), "image/jpeg", (".jpg", ".jpeg")),
        FileKind("png", Text("图片", "picture"), "image/png", (".png",)),
        FileKind("docx", Text("Word 文档", "Word"), f"{_OFFICE}wordprocessingml.document", (".docx",)),
        FileKind("xlsx", Text("Excel 表格", "Excel"), f"{_OFFICE}spreadsheetml.sheet", (".xlsx",)),
        FileKind("txt", Text("纯文本", "plain text"), "text/plain; charset=utf-8", (".txt",)),
        FileKind("mp3", Text("录音", "sound"), "audio/mpeg", (".mp3",)),
        FileKind("amr", Text("录音", "sound"), "audio/amr", (".amr",)),
        FileKind("mp4", Text("录像", "video"), "video/mp4", (".mp4", ".m4a")),
    )
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as the record names it; `id` is where it is asked for, `hash` the SHA-256 of its bytes."""

    id: str
    hash: str
    name: str
    size: int
    kind: str

    @classmethod
    def read(cls, value: Any) -> Attached | None:
        """A value of a payload as a file, or None where it is none (a number, a paper that was not scanned)."""
        if not isinstance(value, Mapping) or not HEX.match(str(value.get("hash", ""))):
            return None
        name, kind = str(value.get("name", "")), str(value.get("kind", ""))
        return cls(str(value.get("id", "")), str(value["hash"]), name, int(value.get("size", 0)), kind)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def said(self) -> Text:
        """`PDF，1.2 MB`."""
        kind = FILE_KINDS[self.kind].text if self.kind in FILE_KINDS else Text(self.kind, self.kind)
        return Text(f"{kind.zh}，{size_words(self.size)}", f"{kind.en}, {size_words(self.size)}")


def size_words(size: int) -> str:
    """A size as people say it.

    >>> size_words(900), size_words(150_000), size_words(20 * 1024 * 1024)
    ('1 KB', '147 KB', '20.0 MB')
    """
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def attached_words(value: Any) -> Text:
    """What a field of type file says: the file's name, or where the paper lies."""
    found = Attached.read(value)
    if found is not None:
        return Text(found.name, found.name)
    if not isinstance(value, Mapping):
        return Text(str(value), str(value))
    said = [str(value[part]) for part in ("number", "place", "keeper") if value.get(part)]
    return Text(f"纸质件：{'，'.join(said)}", f"on paper: {', '.join(said)}")


def piece_words(piece: Mapping[str, Any]) -> Text:
    """What a piece of evidence is called: as it was said, else by its file or by where the paper lies.

    >>> piece_words({"what": "签收表", "file": {"number": "1号"}}).zh, piece_words({"file": {"number": "1号"}}).zh
    ('签收表', '纸质件：1号')
    """
    said = str(piece.get("what") or "")
    return Text(said, said) if said or not piece.get("file") else attached_words(piece["file"])


def files_in(value: Any) -> Iterator[Attached]:
    """Every file that stands anywhere in a value."""
    found = Attached.read(value)
    if found is not None:
        yield found
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from files_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from files_in(one)


def safe_name(name: str, kind: str) -> str:
    """A file's name without folders or marks no machine takes, its ending that of what it is.

    >>> safe_name("../../etc/签收表.PDF", "pdf"), safe_name("report.exe", "pdf"), safe_name("", "png")
    ('签收表.PDF', 'report.exe.pdf', '文件.png')
    """
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(mark for mark in last if mark.isprintable() and mark not in ':*?"<>|')
    plain = " ".join(plain.split()).strip(" .")
    endings = FILE_KINDS[kind].endings
    stem, dot, ending = plain.rpartition(".")
    if not dot or f".{ending.lower()}" not in endings:
        stem, ending = plain or "文件", endings[0][1:]
    return f"{stem[:LONGEST_NAME]}.{ending}"
