"""Seals what is too long for memory: a stream of pieces (AES-256-GCM), each bound to its place and to what comes before all.

    xuncha-backup 1 3f0c…e1\\n     what comes before: a line that anybody may read
    piece, piece, …, last piece   1 MiB each and a tag of 16 bytes; the last one may be shorter

A key seals one stream, so the place of a piece is its nonce.  A piece that was changed, moved, taken out or put in does not
open, nor does a stream that ends before its last piece.
"""

from __future__ import annotations

import io
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE = 1 << 20
TAG = 16


class Broken(ValueError):
    """The stream was changed, cut short, or sealed with another key."""


class Sealing(io.RawIOBase):
    """Takes what is written, and writes it sealed; `finish` writes the last piece."""

    def __init__(self, key: bytes, out: IO[bytes], before: bytes) -> None:
        self._key, self._out, self._before = AESGCM(key), out, before
        self._waiting, self._n = bytearray(), 0
        out.write(before)

    def write(self, data: object) -> int:
        more = bytes(data)  # type: ignore[call-overload]  # whatever has bytes
        self._waiting += more
        while len(self._waiting) > PIECE:  # the last piece is known only at the end
            self._put(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(more)

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _put(self, clear: bytes, *, is_last: bool) -> None:
        nonce, about = _bound(self._n, self._before, is_last)
        self._out.write(self._key.encrypt(nonce, clear, about))
        self._n += 1


class Unsealing(io.RawIOBase):
    """Reads a sealed stream piece by piece; raises Broken at the first that does not open."""

    def __init__(self, key: bytes, sealed: IO[bytes], before: bytes) -> None:
        self._key, self._sealed, self._before = AESGCM(key), sealed, before
        if sealed.read(len(before)) != before:
            raise Broken
        self._clear, self._n = bytearray(), 0
        self._next = sealed.read(PIECE + TAG)
        self._is_over = False

    def read(self, size: int = -1) -> bytes:
        while not self._is_over and (size < 0 or len(self._clear) < size):
            self._open_next()
        end = len(self._clear) if size < 0 else size
        with memoryview(self._clear) as clear:  # copied once: it may be a whole file
            told = bytes(clear[:end])
        del self._clear[:end]
        return told

    def _open_next(self) -> None:
        now, self._next = self._next, self._sealed.read(PIECE + TAG)
        self._is_over = not self._next
        nonce, about = _bound(self._n, self._before, self._is_over)
        try:
            self._clear += self._key.decrypt(nonce, now, about)
        except InvalidTag:
            raise Broken from None
        self._n += 1


def _bound(n: int, before: bytes, is_last: bool) -> tuple[bytes, bytes]:
    """The nonce of a piece, and what it is bound to."""
    return n.to_bytes(12, "big"), before + (b"last" if is_last else b"more")
