"""Restores a backup into a new data folder: made beside its place, held against what it must come to, and only then put there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from xuncha.server.backup.chest import Told
from xuncha.server.backup.figures import Figures, differences, figures
from xuncha.server.backup.files import (
    DATABASE,
    FILES,
    LOG,
    SCHEMES,
    SECRETS,
    SIGNER,
    Backup,
    Keys,
    note_restored,
)
from xuncha.server.backup.programs import loading
from xuncha.server.database import Addresses, migrate_apart
from xuncha.server.folder import DataFolder
from xuncha.server.signer import signer_folder
from xuncha.server.trouble import Trouble, trouble_with

HALF = ".half-restored"


def refuse_taken(folder: DataFolder) -> None:
    """An office is restored into a place where nothing is, so that it overwrites nothing."""
    if folder.path.exists() and (not folder.path.is_dir() or any(folder.path.iterdir())):
        raise Trouble(
            f"{folder.path} is not empty, and a backup is restored into a new folder only: name one with "
            "XUNCHA_DATA=/path/to/folder, or move this one away first (keep it until the restored one is seen to be whole)"
        )


def beside(folder: DataFolder) -> DataFolder:
    """The folder in which it is made; half of an earlier one goes."""
    place = folder.path.with_name(folder.path.name + HALF)
    try:
        shutil.rmtree(place, ignore_errors=True)
        made = DataFolder(place)
        place.mkdir(parents=True)
        place.chmod(0o711)
        for inner in (made.secrets, made.files):
            inner.mkdir(mode=0o700)
    except OSError as error:
        raise trouble_with(place, error) from error
    return made


def put_in_place(made: DataFolder, folder: DataFolder) -> None:
    """The folder as it is made becomes the office's."""
    os.sync()
    if folder.path.exists():
        folder.path.rmdir()
    made.path.rename(folder.path)


def lay_keys(backup: Backup, folder: DataFolder) -> Keys:
    """The secrets and the signer's keys, at their places."""
    with _Laying(folder) as laying:
        return backup.read_keys(laying.take)


@dataclass(frozen=True)
class Loaded:
    """What was read in: the figures of the backup, and what is not as it was."""

    figures: Figures
    wrong: list[str]


def load(backup: Backup, keys: Keys, folder: DataFolder, addresses: Addresses, told: Told) -> Loaded:
    """The database, the files, the log; then the tables are brought up to date and the roles given their rights."""
    owner = addresses.for_owner()["XUNCHA_OWNER_URL"]
    _refuse_taken_schema(owner, keys.schema)
    with loading(owner) as database, _Laying(folder, database) as laying:
        was = backup.read_data(keys, laying.take, told)
    with psycopg.connect(owner) as link:
        wrong = differences(was, figures(link, keys.schema))
    migrate_apart(folder, addresses)
    note_restored(folder.path, keys, was)
    return Loaded(was, wrong)


def _refuse_taken_schema(owner: str, schema: str) -> None:
    with psycopg.connect(owner) as link:
        found = link.execute(sql.SQL("SELECT to_regnamespace({})").format(sql.Literal(schema))).fetchone()
        assert found is not None
        if found[0] is not None:
            raise Trouble(
                f"the database that XUNCHA_OWNER_URL names holds {schema} already; a backup is restored into an empty one only"
            )


class _Laying:
    """Lays the members of a backup where they belong, one after another; only those that belong anywhere."""

    def __init__(self, folder: DataFolder, database: IO[bytes] | None = None) -> None:
        self._database = database
        self._places = {
            FILES: folder.files, SCHEMES: folder.path / SCHEMES, SECRETS: folder.secrets, LOG: folder.path / folder.own(LOG),
            SIGNER: signer_folder(folder),
        }  # fmt: skip
        self._open: IO[bytes] | None = None

    def __enter__(self) -> _Laying:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def take(self, name: str) -> Callable[[bytes], object] | None:
        """Where the bytes of a member go."""
        self._close()
        top, _, rest = name.partition("/")
        if top == DATABASE:
            return self._database.write if self._database else None
        place = self._places.get(top)
        # A signer elsewhere keeps what it has: it may remember more than was saved.
        if place is None or (top == SIGNER and (place / rest).exists()):
            return None
        return self._written(place / rest).write

    def _written(self, place: Path) -> IO[bytes]:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_public = self._places[LOG] in place.parents
        self._open = os.fdopen(
            os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644 if is_public else 0o600), "wb"
        )
        return self._open

    def _close(self) -> None:
        if self._open:
            self._open.close()
            self._open = None
