"""`xuncha portal`: the pages that everybody may read, and where anybody may report."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from xuncha.cli.office import office_at_hand
from xuncha.server.database import Addresses, open_database_for_portal, use_as_application
from xuncha.server.folder import DataFolder, data_folder
from xuncha.server.portal import public_portal
from xuncha.server.trouble import Trouble
from xuncha.server.watch import stay_with, until_stopped
from xuncha.server.web import refuse_taken_port, resolved, site
from xuncha.vault.whole_file import OWN, written_whole

if TYPE_CHECKING:
    from xuncha.vault.carried import Came, Opened


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address, or name, to listen on.")
@click.option("--port", default=8001, show_default=True, help="The port to listen on.")
@click.pass_context
def portal(context: click.Context, host: str, port: int) -> None:
    """
    Serve the public portal until Ctrl-C: announcements, how to report, and the report itself.

    It is a process of its own and connects as a role of its own, which reads what was published and puts sealed
    envelopes into an inbox, and can do nothing else. It sets no cookie, keeps no address of a visitor, and may run on
    another machine than the office: there, XUNCHA_PORTAL_URL names the database as the portal's role.
    """
    if context.invoked_subcommand is None:
        _serve(host, port)


def _serve(host: str, port: int) -> None:
    address = resolved(host)
    folder = data_folder(create="XUNCHA_PORTAL_URL" in os.environ)
    refuse_taken_port(address, port)
    with until_stopped(), contextlib.ExitStack() as stack:
        addresses = stack.enter_context(open_database_for_portal(folder))
        if addresses.application:
            _refuse_demo_abroad(folder, addresses, address)
        child = stack.enter_context(public_portal(folder, addresses, address, port))
        click.echo(f"the public portal is served at {site(host, port)}  (Ctrl-C stops it)")
        stay_with([child])
    click.echo("\nthe portal has stopped.")


def _refuse_demo_abroad(folder: DataFolder, addresses: Addresses, address: str) -> None:
    """The passphrases of a demo's keys are in the manual, so nobody elsewhere may be led to report there."""
    use_as_application(folder, addresses)
    from xuncha.server.readiness import refuse_demo_abroad  # needs Django set up

    for name in (address, urlsplit(os.environ.get("XUNCHA_PORTAL_SITE") or "").hostname):
        if name:
            refuse_demo_abroad(name)


FILE = click.Path(dir_okay=False, path_type=Path)


@portal.command()
@click.option("--intake", default="", metavar="BODY", help="The body that takes reports in, by its name.")
@click.option(
    "--above", default="", metavar="BODY", help="The body that reads what is about the first or its head."
)
@click.option(
    "--above-key", type=FILE, help="Instead, where that body lies elsewhere: the file of `xuncha portal public-key` there."
)  # fmt: skip
@click.option(
    "--custodian", "custodians", multiple=True, metavar="BODY",
    help="A body that guards the names of reporters; two of them, neither of which takes reports in.",
)  # fmt: skip
def keys(intake: str, above: str, above_key: Path | None, custodians: tuple[str, ...]) -> None:
    """
    Make the keys with which the portal seals reports, and let it take reports in.

    Which bodies these are the regulation says ([[portal]]); a name is needed only where several bodies fit. Each types a
    passphrase of its own: the body that reads reports, the one above it that reads what is about the first, and the two of
    which both must agree before a confidential name is opened. Their private keys stay in the office's database under these
    passphrases; the portal gets the public ones. A forgotten passphrase cannot be made good, and keys are made only once.
    Where they were made without the level above, this makes that one key.
    """
    with office_at_hand():
        from xuncha.actions.intake_keys import KeysRefused, add_above, make_keys  # needs Django set up
        from xuncha.store.custody import are_there_keys
        from xuncha.vault.custodian import WeakPassphrase

        try:
            if are_there_keys() and not intake and not custodians:
                add_above(_above(above, above_key))
            else:
                first = _holder("unit", intake)
                upper = _above(above, above_key)
                make_keys(first, _custodians(custodians), upper)
        except (KeysRefused, WeakPassphrase) as refused:
            raise Trouble(f"{refused.text.zh} / {refused.text.en}") from refused
        click.echo("The keys are made. The portal takes reports in from now on.")


@portal.command("public-key")
@click.argument("file", type=FILE)
def public_key(file: Path) -> None:
    """
    Write the public key of the body that takes reports in here into FILE, with its name.

    An office below this one gives it to `xuncha portal keys --above-key`: what is reported there about its own intake is
    then sealed to this one. The file is no secret; whoever exchanges it for another would read such reports, so it goes from
    hand to hand.
    """
    with office_at_hand():
        from xuncha.store.append import run  # needs Django set up
        from xuncha.store.custody import held_for
        from xuncha.vault.carried import PublicName
        from xuncha.vault.report import INTAKE

        for held in held_for(INTAKE):
            [[title]] = run([("SELECT title FROM subject WHERE id = %s", [held.body])])[0]
            file.write_bytes(PublicName(str(title), held.kept.public).as_bytes())
            click.echo(f"the public key of {title} stands in {file}")
            return
        raise Trouble("there are no keys here yet; make them with `xuncha portal keys`")


@portal.command("take-in")
def take_in() -> None:
    """
    Take in now what waits at the portal, just as at a fixed hour, and say how many reports are in the register now.

    The worker does so at the hours of XUNCHA_INTAKE_HOURS, in no order, so that nothing here tells when each report came: those
    hours protect whoever wrote. Somebody who takes in whenever something came, or watches for it, could tell by the moment who it
    was. So this is for a first day, for a trial, and for when no worker ran at an hour, and not for every day. Letters to reporters are
    laid into their mailboxes with it. That it was done, and when, stands in the access record.
    """
    with office_at_hand(writes=True):
        from django.utils import timezone  # these need Django set up

        from xuncha.server.taking_in import do_beside_the_hours
        from xuncha.store.custody import desk_of
        from xuncha.vault.report import INTAKE

        if not desk_of(INTAKE):
            raise Trouble("there are no keys here yet; make them with `xuncha portal keys`")
        click.echo(f"{do_beside_the_hours(timezone.now())} taken in")
        click.echo(
            "`xuncha portal up` says what is to be carried to the level above, or cannot be registered now"
        )


@portal.command()
@click.argument("file", type=FILE, required=False)
@click.option("--again", is_flag=True, help="Also what was written into a file before.")
def up(file: Path | None, again: bool) -> None:
    """
    Write what is to be carried to the level above into FILE, sealed as it came; without FILE, say how much waits.

    Where the level above has no key in this office, what is reported about whoever takes reports in is entered nowhere here and
    opens with no key of this office. It waits, sealed, and is to be carried within five working days of the day it came,
    by somebody who sits in neither body. What was written stays here, sealed, until the file is known to have arrived.

    It also says what opened here and cannot be registered now, as nobody may read it or there is no place for it. The level
    above is to be told within the same five working days: it appoints somebody without a tie, or has a round opened.
    """
    with office_at_hand():
        from django.utils import timezone  # these need Django set up

        from xuncha.actions.carrying import carried, to_carry, unregistered, waiting, write_up
        from xuncha.web.pages.frame import jurisdiction

        if file is None:
            left = waiting()
            click.echo(
                f"{left.n} wait, the earliest since {left.since}: to be carried by {left.by}"
                if left
                else "nothing waits"
            )
            if stuck := unregistered():
                click.echo(
                    f"{stuck.n} cannot be registered now, the earliest since {stuck.since}: "
                    f"the level above is to be told by {stuck.by}"
                )
            return
        found = to_carry(again=again)
        if not found:
            raise Trouble("nothing waits to be carried up, so no file is written")
        if file.exists():
            raise Trouble(f"{file} is there already; name another file")
        if not file.parent.is_dir():
            raise Trouble(f"there is no folder {file.parent}; make it first")
        with written_whole(file) as out:  # on disk before anything is noted as carried
            n_lacking = write_up(out, found, jurisdiction()[0].zh, timezone.localdate())
        carried(found)
        click.echo(f"{len(found)} stand in {file}, sealed; hand it to the level above")
        if n_lacking:
            click.echo(f"{n_lacking} files that they name are not here as they were sent, and not in it")


@portal.command()
@click.argument("file", type=FILE)
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="Also write what was attached into this folder, as it came.")  # fmt: skip
def read(file: Path, files: Path | None) -> None:
    """
    Open a FILE that was carried here from an office below, with the passphrase of the body that takes reports in.

    It shows the words and keeps them nowhere; what is to be done on them is registered by hand. With --files, what was attached
    is written as it came, not cleaned, under names made here: it may do harm and may show who wrote, so choose a new or an empty
    folder of a machine without a network, and delete it when it was read.
    """
    with office_at_hand():
        from xuncha.store.custody import held_for  # needs Django set up
        from xuncha.vault.carried import opened_file
        from xuncha.vault.custodian import WrongPassphrase, opened
        from xuncha.vault.profile import Unreadable
        from xuncha.vault.report import INTAKE

        if not file.exists():
            raise Trouble(f"there is no file {file}")
        held = held_for(INTAKE)
        if not held:
            raise Trouble("there are no keys here, so nothing was sealed to this office")
        if files is not None:
            _make_empty(files)
        try:
            private = opened(held[0].kept, str(click.prompt("Passphrase", hide_input=True)))
            with file.open("rb") as carried:
                n_files = Counter[str]()
                for one in opened_file(carried, private):
                    _say(one, n_files[str(one.case)], files)
                    n_files[str(one.case)] += len(one.named)
        except WrongPassphrase as wrong:
            raise Trouble(f"{wrong.text.zh} / {wrong.text.en}") from wrong
        except Unreadable as unreadable:
            raise Trouble(
                f"{file} does not open whole: it is no such file, was cut off, or was sealed to another office"
            ) from unreadable


def _make_empty(folder: Path) -> None:
    """A folder in which nothing lies, so that no file of another report is written over or taken for one of these."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Trouble(f"{folder} is not empty; name a new folder, or an empty one")


def _say(one: Opened, before: int, folder: Path | None) -> None:
    """Say a report or an addition to it; its files are numbered on from those `before` it of the same report."""
    click.echo(_plain(f"{one.day}  {one.case}  {one.unit}  {one.who}").rstrip())
    if one.wish:
        click.echo(f"asks for: {_plain(one.wish)}")
    for came in one.files:
        _say_file(f"{one.case}-{before + came.n}", before + came.n, came, folder)
        del came  # a file may be large, and the next one is opened before this name is given anew
    words = _plain(one.words, keeps="\n") if one.is_open else "does not open; ask for it again"
    click.echo(f"{words}\n")


def _say_file(called: str, n: int, came: Came, folder: Path | None) -> None:
    """Say what was attached, and write it into the folder where one is named; nothing is written over."""
    from xuncha.core.attached import FILE_KINDS, safe_name, size_words

    one = came.attachment
    if came.data is None:
        click.echo(f"attached {n}: did not arrive whole; ask for it again")
        return
    kind = one.kind if one.kind in FILE_KINDS else "txt"
    click.echo(f"attached {n}: {safe_name(one.name, kind)}, {size_words(one.size)}")
    if folder is not None:
        place = folder / safe_name(called, kind)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN), "wb") as out:
            out.write(came.data)
        click.echo(f"  written to {place}")


def _plain(text: str, keeps: str = "") -> str:
    """What a stranger wrote, without marks that would steer a terminal or turn its words around."""
    return "".join(
        mark for mark in text if mark.isprintable() or mark in keeps or unicodedata.category(mark) == "Zs"
    )


def _above(title: str, file: Path | None) -> Any:
    """The level above: a body here, or the one whose public key stands in a file."""
    from xuncha.actions.intake_keys import Elsewhere
    from xuncha.vault.carried import PublicName
    from xuncha.vault.profile import Unreadable

    if file is None:
        return _holder("intake", title)
    try:
        named = PublicName.read(file.read_bytes())
    except (OSError, Unreadable) as unreadable:
        raise Trouble(
            f"{file} holds no public key; it is written by `xuncha portal public-key`"
        ) from unreadable
    return Elsewhere(named.title, named.public)


def _custodians(titles: tuple[str, ...]) -> list[Any]:
    """The two bodies that guard names: of each role that the regulation names, one."""
    from xuncha.actions.intake_keys import bodies_for

    found = bodies_for("names")
    if titles:
        return [_holder("names", title) for title in titles]
    if len(found) != CUSTODIANS:
        raise Trouble(
            f"name two with --custodian; the regulation lets these guard names: {', '.join(found) or 'none'}"
        )
    return [_holder("names", title) for title in found]


CUSTODIANS = 2
OPTIONS = {"unit": "--intake", "intake": "--above", "names": "--custodian"}


def _holder(about: str, title: str) -> Any:
    """A body that may hold a key by the regulation, with the passphrase it types."""
    from xuncha.actions.intake_keys import Holder, bodies_for

    bodies = bodies_for(about)
    if not title and len(bodies) == 1:
        [title] = bodies
    if title not in bodies:
        wrong = f"{title} is not among the bodies" if title else f"name one with {OPTIONS[about]}"
        raise Trouble(f"{wrong}; by the regulation these may: {', '.join(bodies) or 'none that is formed'}")
    return Holder(bodies[title], title, _passphrase_of(title))


def _passphrase_of(title: str) -> str:
    return str(click.prompt(f"Passphrase of {title}", hide_input=True, confirmation_prompt=True))
