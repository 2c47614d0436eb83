"""The command `xuncha`: everything an office does outside the browser."""

import sys
from importlib import import_module

import click

import xuncha

COMMANDS = {
    "init": "init", "demo": "demo", "serve": "serve", "portal": "portal", "worker": "worker", "migrate": "migrate",
    "user": "user", "import": "import_:command", "due": "due:command", "scheme": "scheme:command", "replay": "replay",
    "backup": "backup", "restore": "backup:restore", "log": "log", "signer": "signer", "witness": "witness",
    "coverage": "coverage", "bench": "bench",
}  # fmt: skip
"""Every command: its module, and its name there where it has another. What a command does is in its module."""


class Commands(click.Group):
    """The commands, of which only the one that is typed is read: nobody waits for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"xuncha.cli.{module}"), name or module)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(xuncha.__version__, prog_name="xuncha")
def command() -> None:
    """
    Run an inspection-and-rectification regulation: who owes what to whom, by when, under which clause.

    \b
    To look at it:         xuncha demo            then open http://127.0.0.1:8000
    To serve an office:    xuncha init            asks for its name, units and people
                           xuncha serve

    The office lives in one folder: XUNCHA_DATA=/path/to/folder, or `data` where the command is typed. It brings its own
    PostgreSQL, which runs while a command runs. To use another one (15 or newer), name it in XUNCHA_DATABASE_URL
    (the application's role) and XUNCHA_OWNER_URL (the owner of the tables, for `migrate` only).
    XUNCHA_SCHEMA names the jurisdiction where there is more than one.

    Every command explains itself: xuncha COMMAND --help.
    """


def main() -> None:
    """Run the command; what goes wrong is said in one sentence, and the exit code is 1."""
    try:
        command(prog_name="xuncha")
    except Exception as error:
        if sentence := _sentence(error):
            _stop(sentence)
        raise


def _sentence(error: Exception) -> str:
    """What went wrong, where it is something that goes wrong in an office; empty for a fault of the program."""
    from django.db import DatabaseError  # only a command that failed waits for these
    from psycopg import Error, OperationalError
    from psycopg.errors import DiskFull

    from xuncha.server.folder import data_folder
    from xuncha.server.trouble import Trouble, disk_full, ran_full, trouble_with

    if isinstance(error, Trouble):
        return str(error)
    if isinstance(error, OSError):
        return str(trouble_with(data_folder().path, error))
    if not isinstance(error, Error | DatabaseError):
        return ""
    cause = error if isinstance(error, Error) else error.__cause__
    if isinstance(cause, DiskFull) or (cause and ran_full(data_folder().path)):
        return str(disk_full(data_folder().path))
    if isinstance(cause, OperationalError):
        return f"the database cannot be reached: {str(cause).splitlines()[0]}; is XUNCHA_DATABASE_URL right?"
    return ""


def _stop(sentence: str) -> None:
    click.echo(f"xuncha: {sentence}", err=True)
    sys.exit(1)
