"""A name that nobody has, and where it is found: in every way in which a program may have written it down.

utf-8, gbk, utf-16 both ways round, base64 of it at each of the three places where it may begin, hex, percent signs, pinyin; and as
JSON escapes it, which costs nothing more.
"""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True)
class Canary:
    """A name with its pinyin, or something else that only whoever reports knows."""

    words: str
    pinyin: tuple[str, ...] = ()

    def written(self) -> dict[str, tuple[bytes, ...]]:
        """Every way of writing it, by its name."""
        plain = self.words.encode()
        sounds = {form for one in self.pinyin for form in (one, one.title(), one.upper())}
        found = {
            "utf-8": (plain,),
            "gbk": (self.words.encode("gbk"),),
            "utf-16le": (self.words.encode("utf-16le"),),
            "utf-16be": (self.words.encode("utf-16be"),),
            "base64": _base64(plain),
            "hex": (plain.hex().encode(), plain.hex().upper().encode()),
            "percent": (quote(self.words, safe="").encode(), quote(self.words, safe="").lower().encode()),
            "pinyin": tuple(one.encode() for one in sorted(sounds)),
            "json": (json.dumps(self.words)[1:-1].encode(),),
        }
        return {name: forms for name, forms in found.items() if forms}


def _base64(plain: bytes) -> tuple[bytes, ...]:
    """What stays the same of it in base64, whatever stands before and after, at each of the three offsets."""
    forms = []
    for offset in range(3):
        coded = base64.b64encode(bytes(offset) + plain)
        first = -(-offset * 8 // 6)
        last = (offset + len(plain)) * 8 // 6
        forms.append(coded[first:last])
    return tuple(forms)


def hits(data: bytes, canaries: tuple[Canary, ...]) -> Iterator[tuple[str, str]]:
    """Which canary is found, and written how; also inside of what is zipped, as workbooks are."""
    for canary in canaries:
        for name, forms in canary.written().items():
            if any(form in data for form in forms):
                yield canary.words, name
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            for inner in zipped.namelist():
                yield from hits(zipped.read(inner), canaries)


def found_in(places: Mapping[str, bytes], canaries: tuple[Canary, ...]) -> list[tuple[str, str, str]]:
    """Place, canary and way of writing of every hit."""
    return [(place, *hit) for place, data in places.items() for hit in hits(data, canaries)]


def files_below(*folders: Path) -> dict[str, bytes]:
    """Every file, with what is in it."""
    return {str(one): one.read_bytes() for folder in folders for one in folder.rglob("*") if one.is_file()}
