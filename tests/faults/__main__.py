"""`script/faults`: an office is founded, put under load, and broken in many ways; what it acknowledged must be there."""

from __future__ import annotations

import json
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tests.faults.disk import loop_disk
from tests.faults.parts import Installation
from tests.faults.plan import SHARES
from xuncha.server.database import migrate_apart, use_as_application
from xuncha.server.folder import DataFolder


@click.command()
@click.option(
    "--count", type=click.IntRange(1, 100_000), default=25, show_default=True, help="How many faults."
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    help="The same seed is the same run; else one is drawn, and printed.",
)
@click.option(
    "--only", "kinds", multiple=True, type=click.Choice(list(SHARES)), help="Faults of this kind only."
)
@click.option(
    "--controls/--no-controls",
    "with_controls",
    default=True,
    show_default=True,
    help="Try the counting with seeded defects, too.",
)
@click.option(
    "--place",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder on whose disk all this is done.",
)
@click.option(
    "--json", "told", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures here, too."
)
def faults(
    count: int,
    seed: int | None,
    kinds: tuple[str, ...],
    with_controls: bool,
    place: Path | None,
    told: Path | None,
) -> None:
    """
    Kill, cut off and fill up an office under load, and count what it acknowledged.

    Three people register letters on its pages and one reports through the portal, each sending again with the same key until
    the answer has come, and noting it in a file on another disk. After each fault everything they were told must be there,
    once. At the end the log and every act are made again. Power cuts and full disks need root and a loop mount, and are
    skipped by name without. Then the counting itself is tried with seeded defects: one that it does not find makes the run fail.

    The seed draws which faults come, in which order and after how long; what the processes are doing at that moment it does
    not. Exit code 0: nothing lost, nothing doubled, every defect found.
    """
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    click.echo(f"seed {seed}", err=True)
    with _ground(place) as (made, no_disk, folder):
        installation = Installation(folder)
        try:
            migrate_apart(folder, installation.addresses)
            use_as_application(folder, installation.addresses)
            from tests.faults.whole import whole  # needs Django set up

            report = whole(
                installation, made, no_disk, seed, count, kinds or tuple(SHARES), with_controls, _say
            )
        finally:
            installation.close()
    for line in report.lines():
        click.echo(line)
    if told:
        told.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(0 if report.is_good else 1)


@contextmanager
def _ground(place: Path | None) -> Iterator[tuple[Path, str, DataFolder]]:
    """A folder of its own, the disk in it (or why there is none), and the data folder on that."""
    with tempfile.TemporaryDirectory(prefix="xuncha-faults-", dir=place) as name:
        made = Path(name)
        made.chmod(0o711)
        with loop_disk(made) as (disk, no_disk):
            folder = DataFolder(disk / "data")
            folder.create()
            yield made, no_disk, folder


def _say(words: str) -> None:
    click.echo(f"... {words}", err=True)


if __name__ == "__main__":
    faults(prog_name="script/faults")
