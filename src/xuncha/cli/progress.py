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
