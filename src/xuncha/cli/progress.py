"""The bar that fills while something takes longer than a moment."""

import sys

import click

WIDTH = 30


def progress(what: str, done: int, of: int) -> None:
    """One line that fills up, on a terminal only."""
    if not sys.stderr.isatty():
        return
    filled = round(WIDTH * done / of) if of else WIDTH
    end = "\n" if done >= of else ""
    bar = "█" * filled + "·" * (WIDTH - filled)
    click.echo(f"\r{what:<12} {bar} {done:,}/{of:,}{end}", nl=False, err=True)


def so_far(what: str, done: int, unit: str) -> None:
    """One line that counts, on a terminal only: of something of which nobody knows how much there will be."""
    if sys.stderr.isatty():
        click.echo(f"\r{what:<12} {done:,} {unit}", nl=False, err=True)
