"""`xuncha replay`: rebuild every table from the record alone, and compare."""

import time

import click

from xuncha.cli.office import office_at_hand
from xuncha.cli.progress import progress
from xuncha.server.trouble import Trouble

SHOWN = 50


@click.command()
@click.option("--check", is_flag=True, help="Say only the verdict: for a script, or a nightly job.")
def replay(check: bool) -> None:
    """
    Fold every act of the record anew, and compare each row of each table with what stands there.

    Nothing is decided again and nothing is changed. Every payload is held against what its header commits to. With any
    difference the exit code is 1, and each is named by its table, its id and the columns that differ.
    """
    with office_at_hand():
        from xuncha.store.replay import n_acts  # these need Django set up
        from xuncha.store.replay import replay as fold_anew

        began, of = time.monotonic(), n_acts()
        report = fold_anew(lambda done: progress("acts", done, max(of, done)))
        took = time.monotonic() - began
    n_differences = len(report.differences)
    if not check:
        for line in report.differences[:SHOWN]:
            click.echo(line)
        if n_differences > SHOWN:
            click.echo(f"... and {n_differences - SHOWN:,} more")
    verdict = f"{report.acts:,} acts, {report.rows:,} rows, {n_differences:,} differences"
    if n_differences:
        raise Trouble(
            f"{verdict}; the tables are not what the record says: keep them as they are and look into it"
        )
    click.echo(f"{verdict} ({took:.1f} s)")
