"""A file is sealed while it comes; it opens whole, with its own key, or not at all."""

from __future__ import annotations

import io
import secrets
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from xuncha.vault.attachment import Attachment, Kept, SealingFile, kept_in, open_file
from xuncha.vault.long_seal import PIECE, TAG
from xuncha.vault.profile import Unreadable


def sealed(data: bytes, step: int = 100_000) -> tuple[Attachment, list[bytes]]:
    pieces: list[bytes] = []

    def put(key: UUID, n: int, piece: bytes) -> None:
        assert n == len(pieces)
        pieces.append(piece)

    sealing = SealingFile(put)
    for at in range(0, len(data), step):
        sealing.write(data[at : at + step])
    return sealing.finish("pdf", "合同.pdf", date(2026, 12, 1)), pieces


@pytest.mark.parametrize("size", [1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_file_opens_as_it_was_and_its_length_shows_in_whole_pieces_alone(size: int) -> None:
    data = secrets.token_bytes(size)
    found, pieces = sealed(data)
    assert open_file(io.BytesIO(b"".join(pieces)), found) == data
    assert {len(piece) for piece in pieces[1:]} == {PIECE + TAG}
    assert len(pieces) - 1 == -(-size // PIECE)
    assert not any(data[:64] in piece for piece in pieces if size > 64)


def test_no_more_than_a_piece_is_held() -> None:
    pieces: list[bytes] = []
    sealing = SealingFile(lambda key, n, piece: pieces.append(piece))
    for _ in range(50):
        sealing.write(bytes(PIECE // 4))
    assert len(pieces) >= 12


def test_what_was_changed_moved_cut_or_exchanged_does_not_open() -> None:
    data = secrets.token_bytes(2 * PIECE + 5)
    found, pieces = sealed(data)
    other, others = sealed(data)
    head, *rest = pieces
    changed = bytearray(rest[0])
    changed[7] ^= 1
    for wrong in (
        [head, bytes(changed), *rest[1:]], [head, rest[1], rest[0], rest[2]], [head, *rest[:2]], [head, *rest, rest[2]],
        others, [others[0], *rest], rest, [],
    ):  # fmt: skip
        with pytest.raises(Unreadable):
            open_file(io.BytesIO(b"".join(wrong)), found)
    for lied in (
        replace(found, key=other.key), replace(found, id=uuid4()), replace(found, digest="0" * 64), replace(found, size=found.size - 1),
    ):  # fmt: skip
        with pytest.raises(Unreadable):
            open_file(io.BytesIO(b"".join(pieces)), lied)


def test_it_is_told_and_read_again_and_what_is_none_is_not() -> None:
    found, _ = sealed(b"x")
    assert Attachment.read(found.as_told()) == found
    for name, wrong in (
        ("key", "AAAA"),
        ("digest", "x" * 64),
        ("id", "1"),
        ("size", -1),
        ("size", "x"),
        ("day", "x"),
        ("sealed", None),
    ):
        with pytest.raises(Unreadable):
            Attachment.read(found.as_told() | {name: wrong})
    for none in (None, [], "x", 5, {}):
        with pytest.raises(Unreadable):
            Attachment.read(none)
    assert kept_in({"files": [found.kept.as_told()]}) == (Kept(found.id, found.sealed),)
    assert kept_in({}) == ()
    for wrong_list in ("x", [["1", "2"]], [found.kept.as_told()] * 21, [[str(found.id)]]):
        with pytest.raises((ValueError, TypeError)):
            kept_in({"files": wrong_list})
