"""`xuncha bench`: honest measurements on this machine, in an office of their own."""

import json
import platform
from datetime import UTC, datetime
from pathlib import Path

import click
import psutil

import xuncha
from xuncha.bench.figures import as_json, line, table
from xuncha.bench.ground import fsync_rate, ground

PARTS = "abcdefgh"


@click.command()
@click.option("--seconds", default=10.0, show_default=True, help="How long each load lasts.")
@click.option(
    "--sizes",
    default="10000,100000,1000000",
    show_default=True,
    help="Findings in the ledger whose page is timed.",
)
@click.option(
    "--only",
    default=PARTS,
    show_default=True,
    help="Which parts: a acts, b ledger, c desk, d search, e replay, f memory and import, g log, h portal.",
)
@click.option("--letters", default=100_000, show_default=True, help="Rows of the table that is brought in.")
@click.option("--rounds", default=1, show_default=True, help="Rounds that run at once.")
@click.option("--workers", default=2, show_default=True, help="Processes of the web server.")
@click.option(
    "--place", type=click.Path(path_type=Path, file_okay=False), help="The folder whose disk is measured."
)
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the figures here, too.",
)
def bench(
    seconds: float,
    sizes: str,
    only: str,
    letters: int,
    rounds: int,
    workers: int,
    place: Path | None,
    json_file: Path | None,
) -> None:
    """
    Measure acts, ledgers, desk, search, replay, import, memory, log and portal on this machine, in an office made for it and deleted afterwards.

    Everything goes through the pages, as people do it, with the disk's own rate and the same rows as bare SQL beside
    it. The portal is served without its work before sending, which only these clients would do.
    Nothing else should run meanwhile. Figures of one machine compare with each other only.
    """
    with ground(place) as made:
        from xuncha.bench.measures import Bench, disconnected  # needs Django set up

        wanted = [int(size) for size in sizes.split(",") if size.strip()]
        run = Bench(
            made,
            seconds,
            wanted,
            workers,
            frozenset(only),
            letters,
            rounds,
            lambda words: click.echo(f"... {words}", err=True),
        )
        with disconnected():
            machine = _machine(fsync_rate(made.folder))
            figures = []
            for figure in run.figures():
                click.echo(line(figure), err=True)
                figures.append(figure)
    click.echo(", ".join(f"{name} {value}" for name, value in machine.items()))
    click.echo(table(figures))
    told = {"machine": machine, "figures": as_json(figures)}
    if json_file:
        json_file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _machine(rate: float) -> dict[str, str]:
    return {
        "xuncha": xuncha.__version__,
        "on": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": str(psutil.cpu_count()),
        "busy before": f"{psutil.cpu_percent(interval=1):.0f} %",
        "python": platform.python_version(),
        "disk": f"{rate:,.0f} fsync/s",
    }
