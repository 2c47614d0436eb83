"""What a file is, by its content and never by its name; what is none of these is refused with the way out.

A file is looked at as it passes (`Look`): its beginning, and of plain text every byte.  Word and Excel files are archives, so they
alone are looked at whole: their list of contents, nothing unpacked.  Any other archive is refused.
"""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from xuncha.core.attached import FILE_KINDS
from xuncha.core.words import Text

MIB = 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_MEMBERS, MOST_RATIO = 1_000, 100
"""Of a Word or Excel file: parts in it, and how many times larger they may be than the file."""

HEAD, ENOUGH = 256 * 1024, 512
"""So much of the beginning is looked at, and so much says what it may be."""

CLEANED = frozenset({"pdf", "jpeg", "png", "docx", "xlsx", "txt"})
"""The kinds of which a cleaned copy can be made."""

TAKEN = (*sorted(CLEANED), "mp3", "mp4", "amr")
"""The kinds that are taken at all."""


class Unfit(ValueError):
    """A file that is not taken; `text` says why and what to do instead."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


EMPTY = Text("是空的，请重新选", "is empty; choose it again")
ARCHIVE = Text("是压缩包，这里不收。请解开，把里面的文件一个一个选上",
               "is an archive, which is not taken: unpack it and choose the files in it one by one")  # fmt: skip
WEB_PAGE = Text("是网页或者图形代码，这里不收。请截图，或者打印成 PDF",
                "is a web page or drawn by code, which is not taken: take a screenshot, or print it as PDF")  # fmt: skip
PICTURE = Text("是这里不收的图片格式。请截图，或者在手机里导出成 JPG",
               "is a picture of a kind not taken: take a screenshot, or export it as JPG")  # fmt: skip
OLD_OFFICE = Text("是旧格式，或者带密码。请去掉密码，另存为 docx、xlsx 或者 PDF",
                  "is of an old kind, or has a password: take that off and save it as docx, xlsx or PDF")  # fmt: skip
MACROS = Text("带宏，这里不收。请另存为 docx、xlsx 或者 PDF", "has macros, which are not taken: save it as docx, xlsx or PDF")  # fmt: skip
BROKEN = Text(
    "打不开，可能没有传完。请重新选一次", "does not open; perhaps it was cut short. Choose it again"
)
TOO_PACKED = Text(
    "里面压得太多，这里不收。请打印成 PDF", "holds too much packed too tightly: print it as PDF"
)
TOO_MANY_PIXELS = Text(
    "超过五千万像素，请缩小以后再选", "has more than 50 million pixels: make it smaller and choose it again"
)
UNKNOWN = Text("不是这里收的文件。收 PDF、图片（JPG、PNG）、Word（docx）、Excel（xlsx）、纯文本、录音（mp3、amr）、录像（mp4）",
               "is no kind that is taken: PDF, pictures (JPG, PNG), Word (docx), Excel (xlsx), text, sound (mp3, amr), video (mp4)")  # fmt: skip

_REFUSED: Mapping[bytes, Text] = {
    b"Rar!": ARCHIVE, b"7z\xbc\xaf\x27\x1c": ARCHIVE, b"\x1f\x8b": ARCHIVE, b"BZh": ARCHIVE, b"\xfd7zXZ": ARCHIVE,
    b"PK\x05\x06": ARCHIVE, b"PK\x07\x08": ARCHIVE, b"GIF8": PICTURE, b"BM": PICTURE, b"II*\0": PICTURE, b"MM\0*": PICTURE,
    b"\xd0\xcf\x11\xe0": OLD_OFFICE, b"{\\rtf": OLD_OFFICE,
}  # fmt: skip
_STILL = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
"""What a box file says of itself that is a picture and no video."""


def begins_as(head: bytes) -> str:
    """What a file that begins so may be: a kind, `zip` where its contents must say, or `txt` where every byte must; raises Unfit."""
    for begin, text in _REFUSED.items():
        if head.startswith(begin):
            raise Unfit(text)
    for kind, is_it in _BEGINS.items():
        if is_it(head):
            return kind
    if head[4:8] == b"ftyp":
        if head[8:12] in _STILL:
            raise Unfit(PICTURE)
        return "mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise Unfit(PICTURE)
    if head[257:262] == b"ustar":
        raise Unfit(ARCHIVE)
    return "txt"


_BEGINS: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": lambda head: head.startswith(b"%PDF-"),
    "jpeg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "zip": lambda head: head.startswith(b"PK\x03\x04"),
    "amr": lambda head: head.startswith((b"#!AMR\n", b"#!AMR-WB\n")),
    "mp3": lambda head: head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa")),
}  # fmt: skip


@dataclass(slots=True)
class Look:
    """A file that passes: `saw` each part of it, then `kind` says what it was; both raise Unfit as soon as it is known.

    Nothing is passed on of what is refused for how it begins, nor of an archive before its list was read.
    """

    _head: bytearray = field(default_factory=bytearray)
    _waiting: bytearray = field(default_factory=bytearray)
    _kind: str = ""
    _whole: io.BytesIO | None = None
    _text: list[codecs.IncrementalDecoder] = field(default_factory=list)

    def saw(self, part: bytes) -> bytes:
        """Look at the next part; what of the file may be passed on by now."""
        self._head += part[: HEAD - len(self._head)]
        if not self._kind:
            self._waiting += part
            if len(self._waiting) < ENOUGH:
                return b""
            self._begin()
            part, self._waiting = bytes(self._waiting), bytearray()
        return self._pass(part)

    def kind(self) -> str:
        """What it was, now that all of it has passed."""
        if not self._head:
            raise Unfit(EMPTY)
        if not self._kind:
            self._begin()
            self._waiting = bytearray(self._pass(bytes(self._waiting)))
        if self._whole is not None:
            return office_kind(self._whole)
        if self._kind == "txt":
            self._read(b"", is_last=True)
        elif self._kind in ("jpeg", "png") and pixels(self._kind, bytes(self._head)) > MOST_PIXELS:
            raise Unfit(TOO_MANY_PIXELS)
        return self._kind

    def held(self) -> bytes:
        """What was held back until it was known what it is."""
        return self._whole.getvalue() if self._whole is not None else bytes(self._waiting)

    def _pass(self, part: bytes) -> bytes:
        if self._whole is not None:
            self._whole.write(part)
            return b""
        if self._kind == "txt":
            self._read(part)
        return part

    def _begin(self) -> None:
        self._kind = begins_as(bytes(self._head))
        if self._kind == "zip":
            self._whole = io.BytesIO()
        elif self._kind == "txt":
            refuse_markup(bytes(self._head))
            self._text = [codecs.getincrementaldecoder(name)() for name in ENCODINGS]

    def _read(self, part: bytes, *, is_last: bool = False) -> None:
        """Keeps the ways in which it may still be plain text."""
        if b"\0" in part:
            raise Unfit(UNKNOWN)
        left = []
        for decoder in self._text:
            try:
                decoder.decode(part, is_last)
                left.append(decoder)
            except UnicodeDecodeError:
                continue
        self._text = left
        if not left:
            raise Unfit(UNKNOWN)


ENCODINGS = ("utf-8-sig", "gb18030")
"""How plain text may be written here, the likelier first."""


def recognised(data: bytes) -> str:
    """What a whole file is; raises Unfit."""
    look = Look()
    look.saw(data)
    return look.kind()


def refuse_markup(head: bytes) -> None:
    """A page, a drawing or a script of a browser is no plain text."""
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if begin.startswith(b"<") and not begin.startswith(b"<<"):
        raise Unfit(WEB_PAGE)


# ---------------------------------------------------------------------------------------------- Word and Excel


def office_kind(data: io.BytesIO) -> str:
    """A Word or Excel file by the list of its parts, which must be within bounds; raises Unfit."""
    try:
        with zipfile.ZipFile(data) as parts:
            members = parts.infolist()
    except (zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, OSError, EOFError):
        raise Unfit(BROKEN) from None
    names = [one.filename for one in members]
    found = [kind for kind, part in _MAIN.items() if part in names]
    if "[Content_Types].xml" not in names or len(found) != 1:
        raise Unfit(ARCHIVE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit(MACROS)
    if _is_bomb(members, data.getbuffer().nbytes):
        raise Unfit(TOO_PACKED)
    if any(map(_is_odd, members)) or len(set(names)) < len(names):
        raise Unfit(BROKEN)
    return found[0]


_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def _is_odd(one: zipfile.ZipInfo) -> bool:
    """A name that leads out of the archive, a link, or a part under a password: no office program writes these."""
    name = one.orig_filename
    leads_out = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name
    is_link = (one.external_attr >> 16) & 0o170000 == 0o120000
    return leads_out or is_link or bool(one.flag_bits & 1)


def _is_bomb(members: list[zipfile.ZipInfo], size: int) -> bool:
    """Too many parts, too large for what they take, or lying over each other."""
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_RATIO * size:
        return True
    if any(one.file_size > max(MIB, MOST_RATIO * max(1, one.compress_size)) for one in members):
        return True
    ordered = sorted(members, key=lambda one: one.header_offset)
    ends = [one.header_offset + one.compress_size for one in ordered]
    return any(end > after.header_offset for end, after in zip(ends, ordered[1:], strict=False))


# ---------------------------------------------------------------------------------------------- pictures


def pixels(kind: str, head: bytes) -> int:
    """How many pixels a picture says it has; 0 where its beginning does not say."""
    if kind == "png":
        return int.from_bytes(head[16:20], "big") * int.from_bytes(head[20:24], "big")
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        mark, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(head[at + 5 : at + 7], "big") * int.from_bytes(head[at + 7 : at + 9], "big")
        at += 2 + length
    return 0


assert set(TAKEN) <= set(FILE_KINDS)
