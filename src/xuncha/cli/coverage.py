"""`xuncha coverage`: which clauses of a regulation a passing test exercises."""

import hashlib

import click

from xuncha.core.review.coverage import CoverageRecord, Tally, tally
from xuncha.server.trouble import Trouble
from xuncha.shipped import clauses, coverage_text, scheme_ids, scheme_text


@click.command()
@click.argument("scheme", required=False)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def coverage(scheme: str | None, lang: str) -> None:
    """
    Say how many clauses of SCHEME a passing test exercises, by effect, and list those that none does.

    Reads the record that the last full test run left in the package; without SCHEME, every regulation that ships. The
    exit code is 1 while a clause is missing, or the scheme file has changed since that run.
    """
    chosen = (scheme,) if scheme else scheme_ids()
    tallies = [counted(one) for one in chosen]
    for name, found in zip(chosen, tallies, strict=True):
        say(name, found, lang)
    if any(found.missing or found.is_stale for found in tallies):
        raise SystemExit(1)


def counted(scheme: str) -> Tally:
    """The tally of a shipped regulation."""
    if scheme not in scheme_ids():
        raise Trouble(f"there is no regulation {scheme}; known are: {', '.join(scheme_ids())}")
    written = coverage_text(scheme)
    record = CoverageRecord.of(written) if written else None
    return tally(clauses(scheme), record, hashlib.sha256(scheme_text(scheme).encode()).hexdigest())


def say(scheme: str, found: Tally, lang: str) -> None:
    click.echo(f"{scheme}: {found.covered} of {found.of}")
    for one in found.effects:
        click.echo(f"  {one.effect:<10} {one.covered:>3} of {one.of}")
    for clause in found.missing:
        click.echo(f"  missing    {clause.id:<12} {clause.article}  {clause.effect}  {clause.text.of(lang)}")
    for name in found.unknown:
        click.echo(f"  unknown    {name:<12} a test carries it, and the table of clauses has no such row")
    if not coverage_text(scheme):
        click.echo("  no record: run script/test --record-coverage")
    elif found.is_stale:
        click.echo("  stale: the scheme file has changed since the run; run script/test --record-coverage")
