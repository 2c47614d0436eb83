"""`xuncha worker`: the jobs that nobody waits for."""

import click

from xuncha.server.database import open_database, schema_name, use_as_application
from xuncha.server.folder import data_folder
from xuncha.server.watch import stay_with, until_stopped
from xuncha.server.worker import background_worker


@click.command()
def worker() -> None:
    """
    Do what the calendar does by itself, until Ctrl-C: begin the periods of cyclic duties, move what a new holiday notice
    moves, urge and report upward what its day has come for, forget drafts that waited thirty days, and have people told by
    mail how much is due. It does so when it starts and ten minutes past midnight in Shanghai; mail goes out every five minutes.
    What came through the public portal is taken in at the hours of XUNCHA_INTAKE_HOURS.

    `xuncha serve` runs a worker of its own; this command is for a second one, or for one on another machine.
    """
    folder = data_folder()
    with until_stopped(), open_database(folder) as addresses:
        use_as_application(folder, addresses)
        from xuncha.server.inner_log import refuse_older_record  # these need Django set up
        from xuncha.server.readiness import refuse_unready_database

        refuse_unready_database(schema_name())
        refuse_older_record(folder)
        with background_worker(folder, addresses) as child:
            click.echo("the worker is working  (Ctrl-C stops it)")
            stay_with([child])
    click.echo("\nthe worker has stopped.")
