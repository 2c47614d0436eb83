"""What is too long for memory, sealed piece by piece."""

from __future__ import annotations

import io

import pytest

from xuncha.vault.long_seal import PIECE, TAG, Broken, Sealing, Unsealing
from xuncha.vault.seal import new_key

KEY, BEFORE = new_key(), b"what anybody may read\n"


def sealed(clear: bytes, at_once: int = 70_001) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(KEY, out, BEFORE)
    for at in range(0, len(clear), at_once):
        sealing.write(clear[at : at + at_once])
    sealing.finish()
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY, before: bytes = BEFORE) -> bytes:
    reading, told = Unsealing(key, io.BytesIO(data), before), b""
    while part := reading.read(100_003):
        told += part
    return told


LENGTHS = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5)


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_sealed_is_opened_whatever_its_length(length: int) -> None:
    clear = bytes(n % 251 for n in range(length))
    data = sealed(clear)
    assert opened(data) == clear
    assert clear[:40] not in data or length < 8
    assert len(data) == len(BEFORE) + length + TAG * max(1, -(-length // PIECE))


def test_what_was_changed_moved_cut_or_lengthened_does_not_open() -> None:
    clear = bytes(3 * PIECE + 100)
    data, piece, start = sealed(clear), PIECE + TAG, len(BEFORE)
    pieces = [data[at : at + piece] for at in range(start, len(data), piece)]
    assert len(pieces) == 4
    harmed = [
        data[: start + 5] + bytes([data[start + 5] ^ 1]) + data[start + 6 :],
        BEFORE + pieces[1] + pieces[0] + pieces[2] + pieces[3],
        BEFORE + b"".join(pieces[:3]),
        BEFORE + b"".join(pieces[1:]),
        BEFORE + b"".join([*pieces, pieces[3]]),
        data[:-1],
        BEFORE,
        b"what nobody may read!\n" + data[start:],
    ]
    for one in harmed:
        with pytest.raises(Broken):
            opened(one)
    with pytest.raises(Broken):
        opened(data, key=new_key())
    assert opened(data) == clear, "the control"
