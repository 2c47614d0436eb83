"""Which database this office uses, and as which role: our own PostgreSQL, or one that XUNCHA_DATABASE_URL names."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import django
from psycopg import sql

import xuncha
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import RunningPostgres, running_postgres
from xuncha.server.trouble import Trouble

SCHEMA_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True)
class Addresses:
    """Where the database is: for the application, for the owner of its tables, and for the public portal."""

    application: str
    owner: str | None
    portal: str | None = None

    def for_application(self) -> dict[str, str]:
        """What the environment of a process must hold to read and write rows."""
        return {"XUNCHA_DATABASE_URL": self.application}

    def for_owner(self) -> dict[str, str]:
        """What the environment of `migrate` must hold to change tables and to grant the application its rights."""
        if self.owner is None:
            raise Trouble(
                "tables are changed by their owner: let XUNCHA_OWNER_URL name the owner's role, "
                "and XUNCHA_DATABASE_URL the application's"
            )
        more = {"XUNCHA_PORTAL_URL": self.portal} if self.portal else {}
        return {"XUNCHA_DATABASE_URL": self.application, "XUNCHA_OWNER_URL": self.owner, **more}

    def for_portal(self) -> dict[str, str]:
        """What the environment of the public portal must hold: its own role, and no other."""
        if self.portal is None:
            raise Trouble(
                "the public portal connects as a role of its own: let XUNCHA_PORTAL_URL name it, and run "
                "`xuncha migrate` as the owner once more, which grants it its rights"
            )
        return {"XUNCHA_DATABASE_URL": self.portal}


def schema_name() -> str:
    """The jurisdiction: every table lies in the PostgreSQL schema of this name."""
    name = os.environ.get("XUNCHA_SCHEMA") or "xuncha"
    if not SCHEMA_NAME.fullmatch(name):
        raise Trouble(f"XUNCHA_SCHEMA={name} is no name for a jurisdiction; use small letters, digits and _")
    return name


@contextlib.contextmanager
def open_database(folder: DataFolder) -> Iterator[Addresses]:
    """Have the database at hand for as long as the block lasts."""
    elsewhere = os.environ.get("XUNCHA_DATABASE_URL")
    if elsewhere:
        yield Addresses(elsewhere, os.environ.get("XUNCHA_OWNER_URL"), os.environ.get("XUNCHA_PORTAL_URL"))
        return
    with running_postgres(folder) as postgres:
        yield make_database(postgres, folder, schema_name())


@contextlib.contextmanager
def open_database_for_portal(folder: DataFolder) -> Iterator[Addresses]:
    """Have the database at hand for the public portal, which on another machine is told nothing but its own role."""
    elsewhere = os.environ.get("XUNCHA_PORTAL_URL")
    if elsewhere:
        yield Addresses("", None, elsewhere)
        return
    with open_database(folder) as addresses:
        yield addresses


def make_database(postgres: RunningPostgres, folder: DataFolder, name: str) -> Addresses:
    """
    Make a database of its own for a jurisdiction, and its owner; a second time changes nothing.

    A practice jurisdiction has another database, another owner and another application role, so nothing can pass.
    """
    owner = f"{name}_owner"
    addresses = Addresses(
        address(postgres.socket_folder, name, f"{name}_app", folder.password_file(f"{name}_app")),
        address(postgres.socket_folder, name, owner, folder.password_file(owner)),
        address(postgres.socket_folder, name, f"{name}_portal", folder.password_file(f"{name}_portal")),
    )
    with postgres.connect(folder) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return addresses
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [owner]).fetchone():
            proof = connection.pgconn.encrypt_password(
                folder.password_of(owner).encode(), owner.encode(), b"scram-sha-256"
            ).decode()
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEROLE PASSWORD {}").format(
                    sql.Identifier(owner), sql.Literal(proof)
                )
            )
        place = sql.Identifier(name)
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(place, sql.Identifier(owner)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(place))
    return addresses


def address(socket_folder: Path, database: str, role: str, password_file: Path) -> str:
    """An address that names a password file, never a password."""
    more = urlencode({"host": str(socket_folder), "passfile": str(password_file)}, quote_via=quote)
    return f"postgresql://{role}@/{database}?{more}"


def use_as_application(folder: DataFolder, addresses: Addresses) -> None:
    """Set Django up in this process, connected as the application."""
    os.environ.pop("XUNCHA_OWNER_URL", None)
    _set_up(folder, addresses.for_application())


def use_as_owner(folder: DataFolder, addresses: Addresses) -> None:
    """Set Django up in this process, connected as the owner of the tables."""
    owner = addresses.for_owner()["XUNCHA_OWNER_URL"]
    _set_up(folder, {"XUNCHA_DATABASE_URL": owner})


def _set_up(folder: DataFolder, environment: dict[str, str]) -> None:
    os.environ.update(environment, XUNCHA_DATA=str(folder.path), DJANGO_SETTINGS_MODULE="xuncha.settings")
    django.setup()


def migrate_apart(folder: DataFolder, addresses: Addresses) -> None:
    """Run `xuncha migrate` as a process of its own, so that this one never holds the owner's connection."""
    done = subprocess.run(
        [sys.executable, "-m", "xuncha", "migrate", "--quiet"],
        env=child_environment(folder, **addresses.for_owner()),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "it said nothing")
        raise Trouble(last.removeprefix("xuncha: "))


def child_environment(folder: DataFolder, **more: str) -> dict[str, str]:
    """What a process that we start is told; it finds this very xuncha, whatever folder it runs in."""
    source = str(Path(xuncha.__file__).parents[1])
    return {**os.environ, "XUNCHA_DATA": str(folder.path), "PYTHONPATH": source, **more}
