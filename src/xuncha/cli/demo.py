"""`xuncha demo`: a fictional city to look at and to work in."""

import contextlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from xuncha.cli.progress import progress
from xuncha.server.database import Addresses, migrate_apart, open_database, schema_name, use_as_application
from xuncha.server.folder import DataFolder, data_folder
from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble
from xuncha.server.visitor import Visitor
from xuncha.server.watch import stay_with, until_stopped
from xuncha.server.web import free_port, refuse_taken_port, web_server
from xuncha.server.worker import background_worker

HOST = "127.0.0.1"


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on, on this machine only.")
@click.option(
    "--check", is_flag=True, help="Open the main pages as each demo account, on a free port, and stop."
)
def demo(port: int, check: bool) -> None:
    """
    Serve a fictional city at http://127.0.0.1:8000 until Ctrl-C, with an account for each kind of work.

    The first start makes the city; later ones find it as it was left. It is kept in the data folder, and never mixed
    with a real office. --check uses a folder of its own and leaves nothing behind.
    """
    if check:
        with tempfile.TemporaryDirectory(prefix="xuncha-check-") as place:
            Path(place).chmod(0o711)
            folder = DataFolder(Path(place) / "data")
            folder.create()
            _check(folder)
        return
    refuse_taken_port(HOST, port)
    folder = data_folder(create=True)
    with until_stopped(), _running_demo(folder, port, Stopwatch()) as children:
        _say_where_to_look(port)
        stay_with(children)
    click.echo("\nxuncha has stopped; the demo is kept for the next start.")


class Stopwatch:
    """How long each step took, in the order of the steps."""

    def __init__(self) -> None:
        self._steps: list[tuple[str, float]] = []
        self._since = time.monotonic()

    def note(self, step: str) -> None:
        now = time.monotonic()
        self._steps.append((step, now - self._since))
        self._since = now

    def line(self) -> str:
        total = sum(seconds for _, seconds in self._steps)
        return ", ".join(f"{step} {seconds:.1f} s" for step, seconds in (*self._steps, ("in all", total)))


@contextlib.contextmanager
def _running_demo(folder: DataFolder, port: int, watch: Stopwatch) -> Iterator[list[Child]]:
    with contextlib.ExitStack() as stack:
        addresses = stack.enter_context(open_database(folder))
        watch.note("database")
        migrate_apart(folder, addresses)
        watch.note("tables")
        _load(folder, addresses)
        watch.note("city")
        children = [stack.enter_context(web_server(folder, addresses, HOST, port, workers=1))]
        children.append(stack.enter_context(background_worker(folder, addresses)))
        watch.note("web server")
        yield children


def _load(folder: DataFolder, addresses: Addresses) -> None:
    use_as_application(folder, addresses)
    from xuncha.demo import load  # these need Django set up
    from xuncha.server.readiness import make_ready_to_serve, refuse_real_office

    refuse_real_office(folder)
    make_ready_to_serve(schema_name(), HOST)
    load(progress)


def _say_where_to_look(port: int) -> None:
    from xuncha.demo import ACCOUNTS, PASSWORD

    click.echo(f"\nThe demo is served at http://{HOST}:{port}  (Ctrl-C stops it)")
    click.echo(f"Log in as any of these, each with the password {PASSWORD}\n")
    for account in ACCOUNTS:
        click.echo(f"  {account.login_name:<10} {account.display_name}  {account.role}")
    click.echo("\nFirst: log in as `office`; the desk shows what is due.")


def _check(folder: DataFolder) -> None:
    watch = Stopwatch()
    port = free_port()
    with until_stopped(), _running_demo(folder, port, watch) as children:
        n_pages = _open_pages(port)
        watch.note(f"{n_pages} pages")
        for child in children:
            if not child.is_running():
                raise Trouble(f"{child.name} ended while the pages were opened; the reason is printed above")
        opened = True
    if not opened:
        raise Trouble("the check was broken off")
    watch.note("stopping")
    click.echo(watch.line())
    click.echo("The demo works.")


def _open_pages(port: int) -> int:
    """Log in as each demo account and open every page of its menu; each must answer."""
    from xuncha.demo import ACCOUNTS, PASSWORD

    n_pages = 0
    for account in ACCOUNTS:
        visitor = Visitor(f"http://{HOST}:{port}")
        visitor.log_in(account.login_name, PASSWORD)
        pages = visitor.menu()
        for page in pages:
            visitor.open(page)
        n_pages += len(pages)
    return n_pages
