"""`xuncha witness`: sees to it that other people's logs only grow."""

from pathlib import Path

import click

from xuncha.server.watch import until_stopped
from xuncha.server.web import refuse_taken_port, resolved, site
from xuncha.server.witness import know, make_witness, read_witness, witness_server


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="The witness's name, the first time: county.example/archive")
@click.option(
    "--log", "logs", multiple=True, metavar="KEY", help="The public key of a log it shall know from now on."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address, or name, to listen on.")
@click.option("--port", default=8002, show_default=True, help="The port to listen on.")
@click.option("--once", is_flag=True, help="Make or show the key, and stop.")
def witness(folder: Path, name: str | None, logs: tuple[str, ...], host: str, port: int, once: bool) -> None:
    """
    Sign heads of logs as a witness until Ctrl-C: each only when it follows from the one it saw last.

    FOLDER holds its key and what it saw; it needs no office and no database. It answers `POST /add-checkpoint` after
    c2sp.org/tlog-witness. Its public key is printed, and goes into the policies of those who trust it.
    """
    key = make_witness(folder, name) if name else read_witness(folder)
    known = know(folder, logs)
    click.echo(key.key.text)
    if once:
        return
    address = resolved(host)
    refuse_taken_port(address, port)
    with until_stopped(), witness_server(folder, key, known, address, port) as server:
        click.echo(
            f"the witness answers at {site(host, port)}/add-checkpoint for {len(known)} logs  (Ctrl-C stops it)"
        )
        server.serve_forever(poll_interval=0.2)
    click.echo("\nthe witness has stopped.")
