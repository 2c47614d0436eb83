"""How a file comes in: into memory, never in clear onto a disk, and no more of it than is allowed."""

from __future__ import annotations

import io
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from xuncha.core.attached import LIMIT

MOST_AT_ONCE = 5 * LIMIT
"""Bytes of one sending with all its files; what is larger is refused before it is read."""

STRANGERS = 1024 * 1024


class InMemory(FileUploadHandler):
    """Keeps each file up to its limit; of a larger one only the size is kept, so that the form can say so."""

    chunk_size = 256 * 1024

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Refuse a sending that is too large as a whole; who is not logged in has no files to send."""
        session = getattr(self.request, "session", {})
        most = MOST_AT_ONCE if SESSION_KEY in session else STRANGERS
        if content_length > most:
            raise RequestDataTooBig(f"the files of one sending are larger than {most:,} bytes together")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()
        self.n = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.n += len(raw_data)
        if self.n <= LIMIT:
            self.kept.write(raw_data)
        else:
            self.kept = io.BytesIO()
        return None

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, self.n, self.charset
        )
