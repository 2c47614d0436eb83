"""Takes a backup while the office goes on: all of the database is of one moment, and everything else fits to it.

Heads and checkpoints are read first, so that none covers more than the record of that moment; attached files last, as each
lies in its folder before the act that names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psycopg

import xuncha
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.server.backup.chest import Packing, Told
from xuncha.server.backup.figures import Figures, figures
from xuncha.server.backup.files import (
    BACKUP_KEY,
    DATABASE,
    FILES,
    FORMAT,
    LOG,
    SCHEMES,
    SECRETS,
    SIGNER,
    Backup,
    first_line,
    written,
)
from xuncha.server.backup.programs import dumped
from xuncha.server.database import Addresses
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import LogFolder
from xuncha.server.signer import HEADS, INNER, PUBLIC, signer_folder
from xuncha.server.trouble import Trouble
from xuncha.vault.long_seal import Sealing
from xuncha.vault.seal import new_key

CHECKPOINTS = ("inner/checkpoint", "public/checkpoint")
NEVER_SAVED = (".pgpass", ".lock")
"""The passwords of the office's own PostgreSQL, which are made anew, and a lock."""


@dataclass(frozen=True)
class Taken:
    """What a backup holds: its figures, its files by number, its length in bytes, and what it could not hold."""

    figures: Figures
    files: int
    bytes: int
    left_out: tuple[str, ...]


def take(folder: DataFolder, addresses: Addresses, schema: str, to: Backup, told: Told) -> Taken:
    """Write both files of a backup; neither is there unless both are."""
    _refuse_taken(to)
    key, mark = new_key(), uuid4().hex
    now, left_out = _Now.of(folder), list[str]()
    with written(to.keys) as keys, written(to.data) as data:
        sealing = Sealing(key, data, first_line(mark))
        packing = Packing(sealing, told)
        found = _database(addresses, schema, packing)
        now.pack(packing)
        for name in (FILES, SCHEMES):
            if (folder.path / name).is_dir():
                packing.pack_folder(name, folder.path / name)
        packing.close({"figures": found.written})
        sealing.finish()
        n_bytes = data.tell()
        n_files = sum(name.startswith(f"{FILES}/") for name in packing.members)
        told_of = {
            "format": FORMAT, "mark": mark, "schema": schema, "version": xuncha.__version__,
            "taken_at": datetime.now(SHANGHAI).isoformat(timespec="seconds"),
        }  # fmt: skip
        chest = Packing(keys)
        chest.pack(BACKUP_KEY, key)
        left_out += _pack_keys(folder, chest)
        chest.close(told_of)
    return Taken(found, n_files, n_bytes, tuple(left_out))


def _refuse_taken(to: Backup) -> None:
    if to.data.absolute() == to.keys.absolute():
        raise Trouble("the keys lie apart from what they open: name another file for --keys")
    for place in (to.data, to.keys):
        if place.exists():
            raise Trouble(f"{place} is there already; a backup is never written over, name another file")


@dataclass(frozen=True)
class _Now:
    """What stands in the log's folders at the beginning: heads that were signed, checkpoints; and where the rest lies."""

    heads: dict[str, bytes]
    checkpoints: dict[str, bytes]
    log: Path

    @classmethod
    def of(cls, folder: DataFolder) -> _Now:
        log, heads = LogFolder.of(folder).path, signer_folder(folder) / HEADS
        try:
            found = {place.name: place.read_bytes() for place in sorted(heads.glob("*.heads"))}
        except PermissionError:
            found = {}
        there = [name for name in CHECKPOINTS if (log / name).exists()]
        return cls(found, {name: (log / name).read_bytes() for name in there}, log)

    def pack(self, packing: Packing) -> None:
        for name, data in self.heads.items():
            packing.pack(f"{SIGNER}/{HEADS}/{name}", data)
        for name, data in self.checkpoints.items():
            packing.pack(f"{LOG}/{name}", data)
        for place in sorted(self.log.rglob("*")) if self.log.is_dir() else ():
            name = place.relative_to(self.log).as_posix()
            if place.is_file() and name not in CHECKPOINTS and not place.name.startswith("."):
                packing.pack_file(f"{LOG}/{name}", place)


def _database(addresses: Addresses, schema: str, packing: Packing) -> Figures:
    """The whole schema as it is at one moment, counted in the same."""
    url = addresses.owner or addresses.application
    with psycopg.connect(url) as link:
        link.isolation_level, link.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        row = link.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        found = figures(link, schema)
        for n, part in enumerate(dumped(url, schema, str(row[0])), 1):
            packing.pack(f"{DATABASE}/{n:05}", part)
    return found


def _pack_keys(folder: DataFolder, chest: Packing) -> list[str]:
    """The secrets and the signer's keys; what belongs to another account and could not be read."""
    for place in sorted(folder.secrets.iterdir()):
        if place.is_file() and not place.name.startswith(".") and not place.name.endswith(NEVER_SAVED):
            chest.pack_file(f"{SECRETS}/{place.name}", place)
    signer = signer_folder(folder)
    try:
        for name in (INNER, PUBLIC):
            if (signer / f"{name}.key").exists():
                chest.pack_file(f"{SIGNER}/{name}.key", signer / f"{name}.key")
    except PermissionError:
        return [f"the signer's folder {signer} belongs to another account: back it up there"]
    return []
