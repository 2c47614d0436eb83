"""`xuncha migrate`: bring the tables up to date, as their owner."""

import click

from xuncha.server.database import open_database, schema_name, use_as_owner
from xuncha.server.folder import data_folder


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing when all is well.")
def migrate(quiet: bool) -> None:
    """
    Make the tables, or bring them up to date, and grant the application and the public portal their rights.

    Runs as the owner of the tables, the only command that does. Makes the data folder and the database when there are
    none. Doing it twice changes nothing. Tables that a newer xuncha has changed are refused.
    """
    folder = data_folder(create=True)
    with open_database(folder) as addresses:
        use_as_owner(folder, addresses)
        from xuncha.server.tables import bring_up_to_date  # needs Django set up

        bring_up_to_date(schema_name(), addresses.application, addresses.portal, is_quiet=quiet)
    if not quiet:
        click.echo("The tables are up to date.")
