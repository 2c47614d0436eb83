"""`xuncha portal`: the pages that everybody may read, and where anybody may report."""

import contextlib
import os

import click

from xuncha.server.database import open_database_for_portal
from xuncha.server.folder import data_folder
from xuncha.server.portal import public_portal
from xuncha.server.watch import stay_with, until_stopped
from xuncha.server.web import refuse_taken_port, resolved, site


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address, or name, to listen on.")
@click.option("--port", default=8001, show_default=True, help="The port to listen on.")
def portal(host: str, port: int) -> None:
    """
    Serve the public portal until Ctrl-C: announcements, how to report, and the report itself.

    It is a process of its own and connects as a role of its own, which reads what was published and puts sealed
    envelopes into an inbox, and can do nothing else. It sets no cookie, keeps no address of a visitor, and may run on
    another machine than the office: there, XUNCHA_PORTAL_URL names the database as the portal's role.
    """
    address = resolved(host)
    folder = data_folder(create="XUNCHA_PORTAL_URL" in os.environ)
    refuse_taken_port(address, port)
    with until_stopped(), contextlib.ExitStack() as stack:
        addresses = stack.enter_context(open_database_for_portal(folder))
        child = stack.enter_context(public_portal(folder, addresses, address, port))
        click.echo(f"the public portal is served at {site(host, port)}  (Ctrl-C stops it)")
        stay_with([child])
    click.echo("\nthe portal has stopped.")
