"""`xuncha backup` and `xuncha restore`: everything an office holds, written into two files and made an office again."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from xuncha.cli.progress import so_far
from xuncha.server.backup.figures import Figures
from xuncha.server.backup.files import Backup, Keys
from xuncha.server.backup.restoring import Loaded, beside, lay_keys, load, put_in_place, refuse_taken
from xuncha.server.backup.taking import take
from xuncha.server.database import open_database, schema_name, use_as_application
from xuncha.server.folder import DataFolder, data_folder
from xuncha.server.trouble import Trouble

MB = 1_000_000
FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--keys",
    required=True,
    type=FILE,
    metavar="FILE",
    help="Where the keys are written, apart from the rest.",
)
def backup(file: Path, keys: Path) -> None:
    """
    Write all that the office holds into FILE, and the keys that open it into another file.

    FILE: the database as it is at one moment, what was attached, the log with every head that was signed. It is sealed
    with a key of this backup alone, which is in the file of keys, with the master key and the keys that sign the log. Keep
    the two on different disks, in different hands: FILE alone tells nothing, not even how much there is. A backup whose
    keys were deleted can be read by nobody, so what was destroyed in the office goes from its backups with their keys.

    The office goes on meanwhile. Both files are read again when they are written, and every part is held against its
    checksum. With anything wrong the exit code is 1, and no backup is left behind.
    """
    folder, to = data_folder(), Backup(file, keys)
    began = time.monotonic()
    with open_database(folder) as addresses:
        taken = take(folder, addresses, schema_name(), to, _bytes_done("saved"))
    try:
        to.read_data(to.read_keys(), told=_bytes_done("read again"))
    except Trouble:
        file.unlink()
        keys.unlink()
        raise
    click.echo(
        f"Saved and read again: {taken.figures.acts:,} acts, {taken.figures.size:,} entries of the log, {taken.files:,} attached "
        f"files; {taken.bytes / MB:,.1f} MB ({time.monotonic() - began:.1f} s)."
    )
    for line in taken.left_out:
        click.echo(f"Not in it: {line}")
    click.echo(
        f"Keep {keys} apart from {file}: whoever has both has the office, and without the keys nobody reads it."
    )


@click.command()
@click.argument("file", type=FILE)
@click.option("--keys", required=True, type=FILE, metavar="FILE", help="The keys of this backup.")
@click.option("--check", is_flag=True, help="Only read both files and hold every part against its checksum.")
@click.option(
    "--drill",
    is_flag=True,
    help="Restore into a temporary folder (TMPDIR names its disk), hold it against the record, and delete it.",
)
def restore(file: Path, keys: Path, check: bool, drill: bool) -> None:
    """
    Make an office again from FILE and its keys, in a data folder where nothing is yet.

    Every part is held against its checksum before anything is written. Then the rows of each table and the head of the
    log must be those that were saved, every entry and every act is made again, and only then the folder is put in its
    place. With anything wrong the exit code is 1, and no office stands there.

    What happened after the backup is not in it. Before the restored office is served it is held against the signer and the
    witnesses: where they have seen more, nothing is added, and the missing entries are named. Then restore a newer backup;
    where there is none, xuncha log init NAME --after-loss says in a new log that the entries are lost.
    """
    found = Backup(file, keys)
    if check and drill:
        raise Trouble("--check reads the two files, --drill also restores them; name one of the two")
    if not check and not drill:
        refuse_taken(DataFolder(_target()))
    of = found.read_keys()
    was = found.read_data(of, told=_bytes_done("checked"))
    if check:
        click.echo(f"Whole: {_said(was, of)}. Every part is as it was written.")
    elif drill:
        _drill(found, of)
    else:
        _restore(found, of)


def _target() -> Path:
    return Path(os.environ.get("XUNCHA_DATA") or "data").absolute()


def _restore(found: Backup, of: Keys) -> None:
    _refuse_other_jurisdiction(of)
    folder = DataFolder(_target())
    made = beside(folder)
    told = _made(found, made)
    put_in_place(made, folder)
    click.echo(f"{told}\nThe office is in {folder.path}. Serve it: XUNCHA_DATA={folder.path} xuncha serve")


def _drill(found: Backup, of: Keys) -> None:
    """The whole way, in a folder that goes; always with a PostgreSQL of its own."""
    _refuse_other_jurisdiction(of)
    for name in ("XUNCHA_DATABASE_URL", "XUNCHA_OWNER_URL", "XUNCHA_PORTAL_URL", "XUNCHA_SIGNER"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="x-drill-", ignore_cleanup_errors=True) as place:
        Path(place).chmod(0o711)
        told = _made(found, beside(DataFolder(Path(place) / "data")))
    click.echo(f"{told}\nThe drill is over, and what was restored is deleted.")


def _refuse_other_jurisdiction(of: Keys) -> None:
    if of.schema != schema_name():
        raise Trouble(f"this is a backup of the jurisdiction {of.schema}; say so: XUNCHA_SCHEMA={of.schema}")


def _made(found: Backup, made: DataFolder) -> str:
    """The office in a folder, whole; what was seen of it."""
    began = time.monotonic()
    of = lay_keys(found, made)
    made.create()
    with open_database(made) as addresses:
        loaded = load(found, of, made, addresses, _bytes_done("restored"))
        use_as_application(made, addresses)
        told = _verified(made, loaded)
    return f"Restored {_said(loaded.figures, of)}; {told} ({time.monotonic() - began:.1f} s)."


def _verified(made: DataFolder, loaded: Loaded) -> str:
    from django.db import connections  # these need Django set up

    from xuncha.server.backup.verifying import verified
    from xuncha.server.readiness import refuse_unready_database

    refuse_unready_database(schema_name())
    seen = verified(made, lambda what, done: so_far("made again", done, what))
    connections.close_all()
    wrong = [*loaded.wrong, *seen.wrong]
    for line in wrong:
        click.echo(line)
    if wrong:
        raise Trouble(
            "what was restored is not what was saved, and no office is put in its place; take another backup"
        )
    return (
        f"{seen.entries:,} entries and {seen.heads:,} heads made again, {seen.acts:,} acts replayed with 0 differences, "
        f"{seen.files:,} attached files there"
    )


def _said(was: Figures, of: Keys) -> str:
    return f"the backup of {of.taken_at}: {was.acts:,} acts, {was.size:,} entries of the log"


def _bytes_done(what: str) -> Callable[[int], None]:
    """A line that says how many megabytes are done; how many there will be is not known before."""
    return lambda done: so_far(what, done // MB, "MB")
