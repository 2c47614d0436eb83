"""How a file comes in at the portal: looked at and sealed as it passes, a piece at a time, and never in clear onto a disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from xuncha.attachments.kinds import Look, Unfit
from xuncha.core.attached import safe_name, size_words
from xuncha.core.words import Text
from xuncha.portal.bounds import BOUNDS
from xuncha.portal.inbox import put_piece
from xuncha.vault.attachment import Attachment, SealingFile

BUSY = Text(
    "没有收下：现在传文件的人多。写的都在，请等几秒再选一次",
    "is not taken: many send files just now. What you wrote is here; choose it again in some seconds",
)
NO_ROOM = Text(
    "没有收下：今天传来的文件太多，放不下了。可以先发文字，附件过一天再补",
    "is not taken: too much came in attachments today. Send the words now, and the attachments a day later",
)
NOT_NOW = Text("没有收下：现在存不了文件。可以先发文字", "is not taken: files cannot be kept just now. You may send the words alone")  # fmt: skip


class Taken(UploadedFile):  # type: ignore[type-arg]  # the class itself takes none
    """A file that was chosen: sealed, or not taken and why."""

    def __init__(self, name: str | None, attachment: Attachment | None, fault: Text | None) -> None:
        super().__init__(None, name)
        self.attachment, self.fault = attachment, fault


class Discarded(FileUploadHandler):
    """Lets files pass and keeps nothing: no form but that of a report asks for any."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        return None


class Sealed(FileUploadHandler):
    """Seals each file as it comes; of one that is not taken the rest passes by, so that the words after it are read."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest, takes: Callable[[int], bool], fault: Text | None = None) -> None:
        super().__init__(request)
        self._takes, self._fault_of_all = takes, fault
        self._n_files, self._n_bytes = 0, 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """What is far larger than a report may be is refused before it is read."""
        if content_length > 2 * BOUNDS.together:
            raise RequestDataTooBig("far more than a report with its files may have")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._n_files += 1
        self._look, self._sealing, self._n = Look(), SealingFile(put_piece), 0
        self._fault = self._fault_of_all or (_too_many() if self._n_files > BOUNDS.files else None)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._n += len(raw_data)
        self._n_bytes += len(raw_data)
        self._fault = self._fault or self._too_large()
        if self._fault is None:
            self._try(lambda: self._sealing.write(self._look.saw(raw_data)))
            if self._fault is None and not self._takes(len(raw_data)):
                self._fault = NO_ROOM
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        found: list[Attachment] = []
        if self._fault is None:
            self._try(lambda: found.append(self._finished()))
        del self._look, self._sealing
        return Taken(self.file_name, found[0] if found else None, self._fault)

    def _finished(self) -> Attachment:
        kind = self._look.kind()
        self._sealing.write(self._look.held())
        return self._sealing.finish(kind, safe_name(self.file_name or "", kind), timezone.localdate())

    def _try(self, step: Callable[[], Any]) -> None:
        try:
            step()
        except Unfit as unfit:
            self._fault = unfit.text
        except DatabaseError:  # the disk may be full; the words are still to be sent
            self._fault = NOT_NOW

    def _too_large(self) -> Text | None:
        if self._n > BOUNDS.each:
            most = size_words(BOUNDS.each)
            return Text(
                f"没有收下：每个文件最多 {most}，请缩小或者分成几个", f"is not taken: a file has at most {most}; make it smaller or divide it"
            )  # fmt: skip
        if self._n_bytes > BOUNDS.together:
            most = size_words(BOUNDS.together)
            return Text(
                f"没有收下：附件一共最多 {most}", f"is not taken: attachments have at most {most} together"
            )
        return None


def _too_many() -> Text:
    most = BOUNDS.files
    return Text(f"没有收下：最多 {most} 个附件", f"is not taken: at most {most} attachments")


LONGEST_SHOWN = 60


def named(name: str, text: Text) -> Text:
    """What is said of a file, after its name as it can be read."""
    plain = " ".join("".join(mark for mark in name if mark.isprintable()).split())[-LONGEST_SHOWN:]
    return Text(f"“{plain}”{text.zh}", f"“{plain}” {text.en}")
