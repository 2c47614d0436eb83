"""`xuncha serve`: the office's pages."""

import contextlib

import click

from xuncha.server.database import open_database, schema_name, use_as_application
from xuncha.server.folder import data_folder
from xuncha.server.signer import signer_beside
from xuncha.server.watch import stay_with, until_stopped
from xuncha.server.web import refuse_taken_port, resolved, site, web_server
from xuncha.server.worker import background_worker

PROCESSES = 2


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address, or name, to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--workers", default=PROCESSES, show_default=True, help="Processes that answer, about one for each core."
)
@click.option(
    "--with-worker/--without-worker", default=True, show_default=True, help="Run the worker beside it."
)
def serve(host: str, port: int, workers: int, with_worker: bool) -> None:
    """
    Serve the office's pages until Ctrl-C.

    Where the office keeps a log, its signer runs beside it, unless one runs already or XUNCHA_SIGNER names another's folder.

    Refuses to start as the owner of the tables or as a superuser, and, while demo accounts exist, refuses any address
    but this machine's own, in --host and in XUNCHA_URL. Where other machines reach it, let a web server with a
    certificate stand before it and say so: XUNCHA_URL=https://name.of.the.office
    """
    address = resolved(host)
    folder = data_folder()
    refuse_taken_port(address, port)
    with until_stopped(), contextlib.ExitStack() as stack:
        addresses = stack.enter_context(open_database(folder))
        use_as_application(folder, addresses)
        signing = [stack.enter_context(one) for one in signer_beside(folder)]
        from xuncha.server.readiness import make_ready_to_serve  # needs Django set up

        make_ready_to_serve(schema_name(), address)
        children = [*signing, stack.enter_context(web_server(folder, addresses, address, port, workers))]
        if with_worker:
            children.append(stack.enter_context(background_worker(folder, addresses)))
        click.echo(f"xuncha is served at {site(host, port)}  (Ctrl-C stops it)")
        stay_with(children)
    click.echo("\nxuncha has stopped.")
