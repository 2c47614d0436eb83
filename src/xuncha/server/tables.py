"""Bringing the tables up to date, as their owner, and looking whether that is needed. Imported only when Django is set up."""

from pathlib import Path

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg.conninfo import conninfo_to_dict

from xuncha.server.database import Addresses
from xuncha.server.readiness import refuse_newer_tables, refuse_old_postgresql
from xuncha.server.trouble import Trouble
from xuncha.store.grants import Application, are_granted, grant_application, grant_portal, make_schema


def bring_up_to_date(schema: str, application_url: str, portal_url: str | None, *, is_quiet: bool) -> None:
    """Migrate every table into the schema, and give the application and the public portal their rights."""
    refuse_old_postgresql()
    make_schema(connection, schema)
    refuse_newer_tables(MigrationLoader(connection))
    call_command("migrate", interactive=False, verbosity=0 if is_quiet else 1)
    grant_application(connection, schema, _role("XUNCHA_DATABASE_URL", application_url))
    if portal_url:
        grant_portal(connection, schema, _role("XUNCHA_PORTAL_URL", portal_url))
    connection.close()


def are_up_to_date(schema: str, addresses: Addresses) -> bool:
    """Whether the tables are there as this xuncha makes them, with everybody's rights; asked as the application."""
    roles = {"XUNCHA_DATABASE_URL": addresses.application, "XUNCHA_PORTAL_URL": addresses.portal}
    names = [_role(name, url).role if url else "" for name, url in roles.items()]
    try:
        executor = MigrationExecutor(connection)
        is_behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return not is_behind and are_granted(connection, schema, *names)
    except OperationalError:  # there is no such role yet
        return False


def _role(name: str, url: str) -> Application:
    parts = conninfo_to_dict(url)
    role, password, password_file = (str(parts.get(key) or "") for key in ("user", "password", "passfile"))
    if not role:
        raise Trouble(f"{name} names no role; write postgresql://ROLE@HOST/DATABASE")
    if password_file and not password:
        password = Path(password_file).read_text().strip().rsplit(":", 1)[1]
    return Application(role, password)
