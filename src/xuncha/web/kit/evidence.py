"""The papers that show a thing was done."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from xuncha.web.kit.link import Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: its name, kind and pages, when it was formed, who gave it, and whether it counts for close-out."""

    name: str
    href: str
    kind: Words
    formed_on: date | None
    by: Words
    is_usable: bool
    why: Words = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """All pieces for one subject."""

    template: ClassVar[str] = "kit/evidence_list.html"

    pieces: tuple[Evidence, ...]
