"""`xuncha log init`, `verify` and `proof`: the verifiable log made, held against the record, and proved from."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from uuid import UUID

import click

from xuncha.cli.office import office_at_hand
from xuncha.cli.progress import progress
from xuncha.core.log.note import is_name
from xuncha.server.folder import data_folder
from xuncha.server.log_folder import LogFolder, audit_key, audit_place, make_log, write_whole
from xuncha.server.signer import HEADS, signer_folder
from xuncha.server.trouble import Trouble


@click.command("init")
@click.argument("name")
@click.option(
    "--after-loss",
    is_flag=True,
    help="Put by the log kept so far, of which entries are lost, and begin another.",
)
def init(name: str, after_loss: bool) -> None:
    """
    Make the keys of the log, once. NAME is the address it will be served at, without https://: county.example/log

    The signer's keys come into the folder `signer` (or the one that XUNCHA_SIGNER names), the auditor's key into
    `secrets`, and the public keys into `log/policy`, where the office adds its witnesses, each with its address:

    \b
    witness archive city.example/archive+6ca7f883+BPXn... https://city.example/witness
    group two 2 discipline congress archive
    quorum two

    Where a backup that is too old is the newest there is, what was signed after it is lost. --after-loss then puts the keys
    of the log by (`log/ended`, `ended` in the signer's folder; they sign nothing any more) and begins a log of another NAME
    over the record as it is: everybody who knows the former sees where it ended. Tell them why.
    """
    if not is_name(name) or "://" in name or name.endswith("/"):
        raise Trouble(f"“{name}” is no name of a log; it is its address without https://: county.example/log")
    folder = data_folder()
    log = make_log(folder, name, after_loss=after_loss)
    click.echo(log.public_key().text)
    click.echo(
        f"The log is made. Give this key to whoever checks it, and a copy of {audit_place(folder)} to the auditor."
    )
    click.echo(
        "Start the signer: xuncha signer" + (" (one that runs is stopped first)" if after_loss else "")
    )


@click.command()
@click.option(
    "--heads",
    type=click.Path(exists=True, path_type=Path, file_okay=False),
    help="Heads kept elsewhere: a copy of the folder `signer/heads`.",
)
def verify(heads: Path | None) -> None:
    """
    Hold the log against the record: make every entry and every head again, and name the first index that is wrong.

    Headers, payloads against what their headers commit to, entries, the tree as it grew, the heads that were signed, and
    the public batches with their dummies. Finds what was changed, deleted (also at the end), put in, or put in another
    order, and a record that was led back or rewritten. Nothing is changed. With anything wrong the exit code is 1.
    """
    folder = data_folder()
    log, place = LogFolder.of(folder), heads or signer_folder(folder) / HEADS
    with office_at_hand():
        from xuncha.server.heads import Heads  # these need Django set up
        from xuncha.server.public_check import check_public
        from xuncha.store.log_check import check

        began = time.monotonic()
        signed = Heads(place).all(log.inner_key().name) if log.exists() else ()
        report = check(signed, lambda done: progress("entries", done, done))
        outside = list(check_public(log, audit_key(folder))) if log.exists() else []
        took = time.monotonic() - began
    for one in report.wrong:
        click.echo(f"entry {one.index}: {one.what}")
    if report.n_wrong > len(report.wrong):
        click.echo(f"... and {report.n_wrong - len(report.wrong):,} more")
    for line in outside:
        click.echo(f"public log: {line}")
    told = f"{report.entries:,} entries, {report.heads:,} heads, {report.waiting:,} acts wait to be logged"
    if report.n_wrong:
        raise Trouble(
            f"{told}; the first wrong index is {report.first}: keep the record as it is and look into it"
        )
    if outside:
        raise Trouble(f"{told}; the record is whole, and what is served to the public is not")
    click.echo(f"{told}, nothing wrong ({took:.1f} s)")


@click.command()
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def state(lang: str) -> None:
    """
    Say in plain words how the log stands, for whoever audits it: how long it is, when it was last signed, who has seen
    it, which batch was published last; and what is wrong, each with the way out. With anything wrong the exit code is 1.
    """
    folder = data_folder()
    with office_at_hand():
        from datetime import UTC, datetime

        from xuncha.server.log_state import state as state_now  # needs Django set up

        found = state_now(folder, datetime.now(UTC))
    for line in found.lines:
        click.echo(f"{line.about.of(lang)}: {line.told.of(lang)}")
    for wrong in found.wrong:
        click.echo(f"! {wrong.what.of(lang)}\n  → {wrong.way_out.of(lang)}")
    if found.wrong:
        sys.exit(1)


@click.command()
@click.argument("act", type=click.UUID)
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="The file; else it is printed.")
def proof(act: UUID, to: Path | None) -> None:
    """
    Write the proof that the act with this id stands in the public log, for xuncha-verify and verify.html.

    It shows the header of the act and hides what was written. Whoever holds it can be shown to have had it.
    """
    folder = data_folder()
    with office_at_hand():
        from xuncha.server.proving import proof_of  # needs Django set up

        made = proof_of(folder, act).written
    if to is None:
        click.echo(made, nl=False)
    else:
        write_whole(to, made.encode())
