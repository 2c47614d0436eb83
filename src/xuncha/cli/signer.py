"""`xuncha signer`: the process that signs the log."""

import click

from xuncha.server.folder import data_folder
from xuncha.server.signer import background_signer, signer_folder
from xuncha.server.watch import stay_with, until_stopped


@click.command()
def signer() -> None:
    """
    Sign heads of the log until Ctrl-C, each only when it follows from the one signed before.

    It holds the keys that `xuncha log init` made and remembers every head it signed; the office asks it through a socket
    in its folder. Best run it as a user of its own: let XUNCHA_SIGNER name that user's folder, for both.
    """
    folder = data_folder()
    with until_stopped(), background_signer(folder) as child:
        click.echo(f"the signer answers at {signer_folder(folder) / 'socket'}  (Ctrl-C stops it)")
        stay_with([child])
    click.echo("\nthe signer has stopped.")
