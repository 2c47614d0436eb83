"""The two files of a backup: what the office holds, sealed, and apart from it the keys without which nobody reads it.

The data file (`FILE`): a line that anybody may read, then a chest, sealed with a key of this backup alone
    database/00001 …    the database as PostgreSQL writes it out
    files/…             what people attached, each sealed with a key that stands in the database
    log/…               the log as it is served, its public keys and policy
    signer/heads/…      every head that was signed
    schemes/…           clauses and worked cases of a regulation of the office's own
The keys (`--keys FILE`): a chest
    backup.key          the key of the data file
    secrets/…           the master key, the auditor's key, the key of sessions, the password of the mail server
    signer/….key        the two keys that sign the log
Passwords of the office's own PostgreSQL are in neither: they are made anew.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from xuncha.server.backup.chest import Take, Told, nobody, nowhere, unpack
from xuncha.server.backup.figures import Figures
from xuncha.server.trouble import Trouble
from xuncha.vault.long_seal import Broken, Unsealing
from xuncha.vault.whole_file import halves, written_whole

FORMAT = 1
BACKUP_KEY = "backup.key"
DATABASE, FILES, LOG, SCHEMES, SECRETS, SIGNER = "database", "files", "log", "schemes", "secrets", "signer"
FIRST_LINE = re.compile(rb"xuncha-backup (\d+) ([0-9a-f]{32})\n")


def first_line(mark: str) -> bytes:
    """What stands before the sealed pieces: that this is a backup, and which."""
    return f"xuncha-backup {FORMAT} {mark}\n".encode()


@dataclass(frozen=True)
class Keys:
    """What the file of keys says: the key of the data file, and which backup it is, of when and of which jurisdiction."""

    key: bytes
    mark: str
    taken_at: str
    schema: str
    version: str


@dataclass(frozen=True)
class Backup:
    """Where the two files of a backup lie."""

    data: Path
    keys: Path

    def read_keys(self, take: Take = nowhere) -> Keys:
        """Go through the keys, held against their list; Trouble where anything is not as it was written."""
        found: list[bytes] = []

        def taking(name: str) -> Any:
            return found.append if name == BACKUP_KEY else take(name)

        with _opened(self.keys) as file:
            if FIRST_LINE.match(file.read(50)):
                raise Trouble(
                    f"{self.keys} is the data of a backup, not its keys; the first file is the data, --keys the keys"
                )
            file.seek(0)
            told = unpack(file, self.keys, taking)
        if told.get("format") != FORMAT:
            raise Trouble(
                f"{self.keys} was written by another xuncha (form {told.get('format')}, here {FORMAT})"
            )
        return Keys(b"".join(found), told["mark"], told["taken_at"], told["schema"], told["version"])

    def read_data(self, keys: Keys, take: Take = nowhere, told: Told = nobody) -> Figures:
        """Go through the data, every piece and member held against what was written; what it must come to."""
        with _opened(self.data) as file:
            line = FIRST_LINE.match(file.read(50))
            if line is None:
                raise Trouble(f"{self.data} is no backup of xuncha")
            if line[2].decode() != keys.mark:
                raise Trouble(
                    f"{self.keys} are the keys of another backup than {self.data}: they were taken at {keys.taken_at}"
                )
            file.seek(0)
            try:
                clear = Unsealing(keys.key, file, first_line(keys.mark))
            except Broken:
                raise Trouble(f"{self.data} is of another form than this xuncha reads") from None
            return Figures.read(unpack(clear, self.data, take, told)["figures"])


@contextlib.contextmanager
def _opened(place: Path) -> Iterator[IO[bytes]]:
    try:
        with place.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise Trouble(f"there is no file {place}") from None
    except IsADirectoryError:
        raise Trouble(f"{place} is a folder; name the file of the backup in it") from None
    except PermissionError:
        raise Trouble(f"{place} belongs to another account of this machine; use that account") from None


@contextlib.contextmanager
def written(place: Path) -> Iterator[IO[bytes]]:
    """One of the two files of a backup: whole, readable by its owner alone, or not there."""
    if not place.parent.is_dir():
        raise Trouble(f"there is no folder {place.parent}; make it first")
    for left in halves(place):  # by a backup that was killed
        left.unlink()
    with written_whole(place) as file:
        yield file


RESTORED = "restored"
"""A file in a data folder that was restored, until the record was held against signer and witnesses."""


def note_restored(folder: Path, keys: Keys, found: Figures) -> None:
    """Say in the folder that it was restored, and from what."""
    told = {"taken_at": keys.taken_at, "backup": keys.mark, "entries": found.size, "acts": found.acts}
    (folder / RESTORED).write_text(json.dumps(told) + "\n")
