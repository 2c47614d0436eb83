"""A chest: a tar file whose last member lists all others with their sizes and SHA-256, and whose own digest is in its name.

A chest that ends before that list, holds more or less than it says, or holds other bytes, is not whole.
"""

from __future__ import annotations

import contextlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol, cast

from xuncha.server.trouble import Trouble
from xuncha.vault.long_seal import Broken

LIST = "contents"


class Source(Protocol):
    """What a chest is read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Goal(Protocol):
    """What a chest is written to."""

    def write(self, data: bytes, /) -> int: ...


Told = Callable[[int], None]
"""Told how many bytes are done."""


def nobody(_: int) -> None:
    """Nobody is told how far it is."""


@dataclass
class Packing:
    """A chest that is being filled; `pack` adds a member, `close` the list."""

    out: Goal
    told: Told = nobody
    done: int = 0
    members: dict[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tar = tarfile.open(fileobj=cast(IO[bytes], self.out), mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed below

    def pack(self, name: str, data: bytes) -> None:
        """Add bytes under a name."""
        self._add(name, io.BytesIO(data), len(data))

    def pack_file(self, name: str, place: Path) -> None:
        """Add a file, as long as it is now."""
        with place.open("rb") as file:
            self._add(name, file, place.stat().st_size)

    def pack_folder(self, name: str, folder: Path, *, first: str = "") -> None:
        """Add every file below a folder, in order; the file named `first` before all others.  What goes meanwhile is left out."""
        found = sorted(one for one in folder.rglob("*") if one.is_file() and not one.name.startswith("."))
        for place in sorted(found, key=lambda one: one.relative_to(folder).as_posix() != first):
            with contextlib.suppress(FileNotFoundError):
                self.pack_file(f"{name}/{place.relative_to(folder).as_posix()}", place)

    def close(self, told: Mapping[str, Any]) -> None:
        """Add the list, with what else is to be known of the chest."""
        data = json.dumps({"members": self.members, **told}, ensure_ascii=False, sort_keys=True).encode()
        self._put(f"{LIST}.{sha256(data).hexdigest()}.json", io.BytesIO(data), len(data))
        self._tar.close()

    def _add(self, name: str, data: IO[bytes], size: int) -> None:
        reading = _Hashed(data)
        self._put(name, reading, size)
        self.members[name] = [size, reading.digest]
        self.done += size
        self.told(self.done)

    def _put(self, name: str, data: Any, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, data)


@dataclass
class _Hashed:
    """Bytes and their SHA-256 as they are read."""

    data: IO[bytes]

    def __post_init__(self) -> None:
        self._hash = sha256()

    def read(self, size: int = -1) -> bytes:
        found = self.data.read(size)
        self._hash.update(found)
        return found

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


Take = Callable[[str], Callable[[bytes], object] | None]
"""Asked for each member: where its bytes go, as they come; nowhere."""


def nowhere(_: str) -> None:
    """Nothing is taken out: the chest is only looked through."""


def unpack(source: Source, place: Path, take: Take = nowhere, told: Told = nobody) -> dict[str, Any]:
    """Go through a chest, held against its list at the end; what the list says.  `place` is named where it is not whole."""
    found: dict[str, list[Any]] = {}
    done, listed = 0, None
    try:
        with tarfile.open(fileobj=cast(IO[bytes], source), mode="r|") as tar:
            for info in tar:
                if listed is not None or not info.isfile() or not _is_plain(info.name):
                    raise _not_whole(place, f"it holds {info.name}, which is no part of a backup")
                if info.name.startswith(f"{LIST}."):
                    listed = _listed(info.name, b"".join(_bytes_of(tar, info)), place)
                    continue
                out, reading = take(info.name), sha256()
                for data in _bytes_of(tar, info):
                    reading.update(data)
                    if out:
                        out(data)
                found[info.name] = [info.size, reading.hexdigest()]
                done += info.size
                told(done)
        while source.read(1 << 20):  # up to the last piece, whose seal shows that nothing was cut off
            pass
    except Broken:
        raise _not_whole(
            place, "it was changed or cut short, or these are the keys of another backup"
        ) from None
    except (tarfile.TarError, EOFError):
        raise _not_whole(place, "it is cut short, or no backup at all") from None
    if listed is None:
        raise _not_whole(place, "its list of contents is missing; it is cut short")
    _held_against(found, listed["members"], place)
    return listed


def _bytes_of(tar: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    file = tar.extractfile(info)
    assert file is not None
    while data := file.read(1 << 20):
        yield data


def _is_plain(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts


def _listed(name: str, data: bytes, place: Path) -> dict[str, Any]:
    if name != f"{LIST}.{sha256(data).hexdigest()}.json":
        raise _not_whole(place, "its list of contents was changed")
    listed: dict[str, Any] = json.loads(data)
    return listed


def _held_against(found: Mapping[str, list[Any]], listed: Mapping[str, list[Any]], place: Path) -> None:
    for name in sorted({*found, *listed}):
        if name not in found:
            raise _not_whole(place, f"{name} is missing")
        if name not in listed:
            raise _not_whole(place, f"{name} was put in")
        if found[name] != listed[name]:
            raise _not_whole(place, f"{name} was changed")


def _not_whole(place: Path, why: str) -> Trouble:
    return Trouble(f"{place} is not whole: {why}. Nothing of it is used; take another copy")
