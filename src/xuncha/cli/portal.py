"""`xuncha portal`: the pages that everybody may read, and where anybody may report."""

import contextlib
import os
from urllib.parse import urlsplit

import click

from xuncha.cli.office import office_at_hand
from xuncha.server.database import Addresses, open_database_for_portal, use_as_application
from xuncha.server.folder import DataFolder, data_folder
from xuncha.server.portal import public_portal
from xuncha.server.trouble import Trouble
from xuncha.server.watch import stay_with, until_stopped
from xuncha.server.web import refuse_taken_port, resolved, site


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


@portal.command()
@click.option("--intake", required=True, metavar="BODY", help="The body that takes reports in, by its name.")
@click.option(
    "--custodian", "custodians", required=True, multiple=True, metavar="BODY",
    help="A body that guards the names of reporters; two of them, neither of which takes reports in.",
)  # fmt: skip
def keys(intake: str, custodians: tuple[str, ...]) -> None:
    """
    Make the keys with which the portal seals reports, and let it take reports in.

    Three bodies each type a passphrase of their own: the one that reads reports, and the two of which both must agree
    before a confidential name is opened. Their private keys stay in the office's database under these passphrases; the
    portal gets the public ones. A forgotten passphrase cannot be made good, and keys are made only once.
    """
    with office_at_hand():
        from xuncha.actions.intake_keys import (
            Holder,
            KeysRefused,
            make_keys,
            standing_bodies,
        )  # needs Django set up
        from xuncha.vault.custodian import WeakPassphrase

        bodies = standing_bodies()
        for title in (intake, *custodians):
            if title not in bodies:
                raise Trouble(f"there is no body {title} here; there are {', '.join(bodies) or 'none'}")
        holders = [Holder(bodies[title], title, _passphrase_of(title)) for title in (intake, *custodians)]
        try:
            make_keys(holders[0], holders[1:])
        except (KeysRefused, WeakPassphrase) as refused:
            raise Trouble(f"{refused.text.zh} / {refused.text.en}") from refused
        click.echo("The keys are made. The portal takes reports in from now on.")


def _passphrase_of(title: str) -> str:
    return str(click.prompt(f"Passphrase of {title}", hide_input=True, confirmation_prompt=True))
