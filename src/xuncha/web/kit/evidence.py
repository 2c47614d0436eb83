"""The papers that show a thing was done, and the files that came with any act."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from xuncha.web.kit.link import Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: its name, kind and size, when it was formed, who gave it, and whether it counts for close-out.

    Without `href` there is no file to open: it is only named, or lies on paper. `note` says where.
    """

    name: Words
    href: str
    kind: Words
    formed_on: date | None
    by: Words
    is_usable: bool
    why: Words = ""
    sha256: str = ""
    note: Words = ""


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """All pieces for one subject."""

    template: ClassVar[str] = "kit/evidence_list.html"

    pieces: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name as the way to save it, kind and size, and which act it came with."""

    name: str
    href: str
    kind: Words
    act: Words
    on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class FileList:
    """All files of one subject."""

    template: ClassVar[str] = "kit/file_list.html"

    files: tuple[File, ...]
