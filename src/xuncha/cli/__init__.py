"""The command `xuncha`: everything an office does outside the browser."""

import sys

import click
import psycopg
from django.db import DatabaseError

import xuncha
from xuncha.cli.backup import backup, restore
from xuncha.cli.bench import bench
from xuncha.cli.coverage import coverage
from xuncha.cli.demo import demo
from xuncha.cli.due import command as due
from xuncha.cli.import_ import command as import_tables
from xuncha.cli.init import init
from xuncha.cli.log import log
from xuncha.cli.migrate import migrate
from xuncha.cli.portal import portal
from xuncha.cli.replay import replay
from xuncha.cli.scheme import command as scheme
from xuncha.cli.serve import serve
from xuncha.cli.signer import signer
from xuncha.cli.user import user
from xuncha.cli.witness import witness
from xuncha.cli.worker import worker
from xuncha.server.folder import data_folder
from xuncha.server.trouble import Trouble, disk_full, ran_full, trouble_with


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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


# One line for each command; what a command does is in the module of its name.
command.add_command(init)
command.add_command(demo)
command.add_command(serve)
command.add_command(portal)
command.add_command(worker)
command.add_command(migrate)
command.add_command(user)
command.add_command(import_tables)
command.add_command(due)
command.add_command(scheme)
command.add_command(replay)
command.add_command(backup)
command.add_command(restore)
command.add_command(log)
command.add_command(signer)
command.add_command(witness)
command.add_command(coverage)
command.add_command(bench)


def main() -> None:
    """Run the command; what goes wrong is said in one sentence, and the exit code is 1."""
    try:
        command(prog_name="xuncha")
    except Trouble as trouble:
        _stop(str(trouble))
    except OSError as error:
        _stop(str(trouble_with(data_folder().path, error)))
    except (psycopg.Error, DatabaseError) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        if isinstance(cause, psycopg.errors.DiskFull) or (cause and ran_full(data_folder().path)):
            _stop(str(disk_full(data_folder().path)))
        if isinstance(cause, psycopg.OperationalError):
            _stop(
                f"the database cannot be reached: {str(cause).splitlines()[0]}; is XUNCHA_DATABASE_URL right?"
            )
        raise


def _stop(sentence: str) -> None:
    click.echo(f"xuncha: {sentence}", err=True)
    sys.exit(1)
