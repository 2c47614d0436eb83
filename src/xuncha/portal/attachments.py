"""附件: files that go with a report.  Each is sealed while it comes in; its key and its name go from page to page like the words.

The office keeps sealed pieces that nobody can open until the report is sent; of what is never sent they are swept away.
"""

from __future__ import annotations

import base64
import binascii
import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from xuncha.core.attached import FILE_KINDS, safe_name, size_words
from xuncha.core.record.canonical import canonical
from xuncha.core.words import Text
from xuncha.portal.bounds import BOUNDS
from xuncha.portal.gate import GATE, Busy, Line
from xuncha.portal.upload_handler import BUSY, Sealed, Taken, named
from xuncha.vault.attachment import Attachment
from xuncha.vault.profile import Unreadable

KEPT, NEW, DROPPED = "files", "new", "drop"
"""What the form calls the files that are here already, those that were chosen now, and those to be left out again."""

DAYS = 1
"""A file that came more days ago is swept away where it was not sent."""

GONE = Text("放得太久，已经销毁，请重新选", "was here too long and is destroyed; choose it again")
TOO_MANY = Text("没有收下：附件太多", "is not taken: too many attachments")
TOO_MUCH = Text("没有收下：附件一共太大", "is not taken: the attachments are too large together")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files of a report on its way, and what is said of those that are not among them."""

    kept: tuple[Attachment, ...] = ()
    faults: tuple[Text, ...] = ()

    @property
    def written(self) -> bytes:
        """What a report that is sent again is known by, beside its words (`vault.once`)."""
        return "".join(f"\0{one.id}" for one in self.kept).encode()

    def shown(self) -> Iterator[dict[str, Any]]:
        """Each as a page shows it, with what its form carries."""
        for one in self.kept:
            kind = FILE_KINDS[one.kind].text
            size = size_words(one.size)
            said = Text(f"{kind.zh}，{size}", f"{kind.en}, {size}")
            yield {"id": one.id, "name": one.name, "said": said, "carried": carried(one)}


def carried(one: Attachment) -> str:
    """A file as a form carries it."""
    return base64.b64encode(canonical(one.as_told())).decode()


def chosen(request: HttpRequest) -> Chosen:
    """The files that a form carries, with those that were chosen now."""
    faults, kept = [], dict[str, Attachment]()
    today, dropped = timezone.localdate(), set(request.POST.getlist(DROPPED))
    for one in filter(None, map(_read, request.POST.getlist(KEPT))):
        if str(one.id) in dropped:
            continue
        if (today - one.day).days > DAYS:
            faults.append(named(one.name, GONE))
        else:
            kept[one.digest] = one
    for taken in request.FILES.getlist(NEW):
        if isinstance(taken, Taken):
            fault = taken.fault or (_no_place(taken.attachment, kept) if taken.attachment else None)
            if fault is not None:
                faults.append(named(taken.name or "", fault))
            elif taken.attachment is not None:
                kept.setdefault(taken.attachment.digest, taken.attachment)
    return Chosen(tuple(kept.values())[: BOUNDS.files], tuple(faults))


def _no_place(one: Attachment, kept: dict[str, Attachment]) -> Text | None:
    if one.digest in kept:
        return None
    if len(kept) >= BOUNDS.files:
        return TOO_MANY
    is_over = one.size + sum(other.size for other in kept.values()) > BOUNDS.together
    return TOO_MUCH if is_over else None


def _read(typed: str) -> Attachment | None:
    """A file that a form carries, under a name that does no harm; None where it is none of ours."""
    try:
        found = Attachment.read(json.loads(base64.b64decode(typed, validate=True)))
    except (Unreadable, ValueError, binascii.Error, RecursionError):
        return None
    if found.kind not in FILE_KINDS:
        return None
    return replace(found, name=safe_name(found.name, found.kind))


def taking_files(request: HttpRequest) -> None:
    """Read what was sent, its files sealed as they come; where many send files just now, the words alone."""
    if not BOUNDS.files or not (request.content_type or "").startswith("multipart/"):
        return
    try:
        with GATE.place(Line.FILES):
            request.upload_handlers = [Sealed(request, ROOM.takes)]
            _ = request.POST
    except Busy:
        request.upload_handlers = [Sealed(request, ROOM.takes, fault=BUSY)]


@dataclass(slots=True)
class Room:
    """How much came in files within a day, from all together: what is over is not taken, so that nobody fills the disk."""

    _came: deque[tuple[float, int]] = field(default_factory=deque)
    _n: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def takes(self, n: int) -> bool:
        """Whether so many bytes more are taken; counted where they are."""
        now = time.monotonic()
        with self._lock:
            while self._came and self._came[0][0] < now - DAY:
                self._n -= self._came.popleft()[1]
            if self._n + n > BOUNDS.a_day:
                return False
            self._n += n
            if self._came and now - self._came[-1][0] < MINUTE:
                self._came[-1] = (self._came[-1][0], self._came[-1][1] + n)
            else:
                self._came.append((now, n))
            return True


MINUTE, DAY = 60, 86_400
ROOM = Room()


def bounds() -> dict[str, Any]:
    """What a page says of how much may be attached; `n` is 0 where it asks for no files."""
    return {
        "n": BOUNDS.files, "each": size_words(BOUNDS.each), "all": size_words(BOUNDS.together),
    }  # fmt: skip
