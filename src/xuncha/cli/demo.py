"""`xuncha demo`: a fictional city to look at and to work in."""

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from xuncha.cli.progress import progress
from xuncha.demo import demo_names
from xuncha.server.database import Addresses, migrate_apart, open_database, schema_name, use_as_application
from xuncha.server.demo_log import log_of_a_demo
from xuncha.server.folder import DataFolder, data_folder
from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble
from xuncha.server.visitor import Visitor
from xuncha.server.watch import stay_with, until_stopped
from xuncha.server.web import free_port, refuse_taken_port, web_server
from xuncha.server.worker import background_worker

HOST = "127.0.0.1"


@click.command()
@click.argument("regulation", default="", metavar="[REGULATION]")
@click.option("--port", default=8000, show_default=True, help="The port to listen on, on this machine only.")
@click.option(
    "--check", is_flag=True, help="Open the main pages as each demo account, on a free port, and stop."
)
def demo(regulation: str, port: int, check: bool) -> None:
    """
    Serve a fictional city at http://127.0.0.1:8000 until Ctrl-C, with an account for each kind of work.

    REGULATION is yiwu (shown where none is named), wuhan, hongshan, jinniu or wuqing. Each has a city of its own, in
    a database of its own. The first start makes the city; later ones find it as it was left. It is kept in the data
    folder, and never mixed with a real office. --check uses a folder of its own and leaves nothing behind.
    """
    name = named_city(regulation)
    if check:
        with tempfile.TemporaryDirectory(prefix="xuncha-check-") as place:
            Path(place).chmod(0o711)
            folder = DataFolder(Path(place) / "data")
            folder.create()
            _check(folder, name)
        return
    refuse_taken_port(HOST, port)
    folder = data_folder(create=True)
    with until_stopped(), _running_demo(folder, name, port, Stopwatch()) as children:
        _say_where_to_look(name, port)
        stay_with(children)
    click.echo("\nxuncha has stopped; the demo is kept for the next start.")


def named_city(regulation: str) -> str:
    """The city of a regulation by its name, `wuhan` or `wuhan-2017`; every city but the first has a jurisdiction of its own."""
    first, *others = demo_names()
    name = regulation.partition("-")[0] or first
    if name not in (first, *others):
        raise Trouble(f"there is no demo of {regulation}; there is one of {', '.join((first, *others))}")
    if name != first:
        os.environ["XUNCHA_SCHEMA"] = name
    return name


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
def _running_demo(folder: DataFolder, name: str, port: int, watch: Stopwatch) -> Iterator[list[Child]]:
    with contextlib.ExitStack() as stack:
        addresses = stack.enter_context(open_database(folder))
        watch.note("database")
        _have_tables(folder, addresses)
        watch.note("tables")
        children = list(stack.enter_context(log_of_a_demo(folder)))
        watch.note("log")
        _load(name)
        watch.note("city")
        children.append(stack.enter_context(web_server(folder, addresses, HOST, port, workers=1)))
        children.append(stack.enter_context(background_worker(folder, addresses)))
        watch.note("web server")
        yield children


def _have_tables(folder: DataFolder, addresses: Addresses) -> None:
    """The tables of a demo and no other's; a process of its own makes them, where a look shows that it must."""
    use_as_application(folder, addresses)
    from xuncha.server.readiness import refuse_demo_abroad, refuse_real_office  # these need Django set up
    from xuncha.server.tables import are_up_to_date

    if not are_up_to_date(schema_name(), addresses):
        migrate_apart(folder, addresses)
    refuse_real_office(folder)
    refuse_demo_abroad(HOST, are_coming=True)


def _load(name: str) -> None:
    """What is served must be whole, and signer and witnesses are asked about that: they are there already."""
    from xuncha.demo import demo_of  # these need Django set up
    from xuncha.server.readiness import make_ready_to_serve

    make_ready_to_serve(schema_name(), HOST)
    demo_of(name).load(progress)


def _say_where_to_look(name: str, port: int) -> None:
    from xuncha.demo import PASSWORD, demo_of

    shown = demo_of(name)

    click.echo(f"\nThe demo is served at http://{HOST}:{port}  (Ctrl-C stops it)")
    click.echo(f"Log in as any of these, each with the password {PASSWORD}\n")
    width = max(len(account.login_name) for account in shown.accounts)
    for account in shown.accounts:
        click.echo(f"  {account.login_name:<{width}} {account.display_name}  {account.role}")
    click.echo(f"\nFirst: {shown.first}")
    if others := [f"script/demo {one}" for one in demo_names() if one != name]:
        click.echo(f"Other regulations: {', '.join(others)}")


def _check(folder: DataFolder, name: str) -> None:
    watch = Stopwatch()
    port = free_port()
    with until_stopped(), _running_demo(folder, name, port, watch) as children:
        n_pages = _open_pages(name, port)
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


def _open_pages(name: str, port: int) -> int:
    """Log in as each demo account and open every page of its menu; each must answer."""
    from xuncha.demo import PASSWORD, demo_of

    n_pages = 0
    for account in demo_of(name).accounts:
        visitor = Visitor(f"http://{HOST}:{port}")
        visitor.log_in(account.login_name, PASSWORD)
        pages = visitor.menu()
        for page in pages:
            visitor.open(page)
        n_pages += len(pages)
    return n_pages
