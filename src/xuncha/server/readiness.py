"""What must be true before pages are served or jobs are done. Imported only when Django is set up."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.test.utils import override_settings

from xuncha.server.folder import DataFolder
from xuncha.server.trouble import Trouble
from xuncha.server.web import LOOPBACK
from xuncha.store.account import Account
from xuncha.store.grants import OLDEST_POSTGRESQL, WrongRole, refuse_wrong_role


def refuse_unready_database(schema: str) -> None:
    """Refuse a role that may do too much, tables that are too old, and tables that are too new."""
    refuse_old_postgresql()
    try:
        refuse_wrong_role(connection, schema)
    except WrongRole as error:
        raise Trouble(str(error)) from error
    refuse_newer_tables()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Trouble("the tables are older than this xuncha; bring them up to date with: xuncha migrate")


def refuse_old_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        (version,) = cursor.fetchone()
    if version < OLDEST_POSTGRESQL:
        raise Trouble(f"this is PostgreSQL {version // 10000}; xuncha needs 15 or newer")


def refuse_newer_tables() -> None:
    """A newer xuncha has changed these tables; an older one would misread them."""
    loader = MigrationLoader(connection)
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        app, name = unknown[0]
        raise Trouble(
            f"the data folder was last used by a newer xuncha (it holds the change {app}.{name}, unknown here); "
            "install that version, or name another folder with XUNCHA_DATA=/path/to/folder"
        )


def refuse_demo_abroad(host: str) -> None:
    """Demo accounts have a password that everybody knows, so they are never reachable from another machine."""
    if host in LOOPBACK or not Account.objects.filter(is_demo=True).exists():
        return
    raise Trouble(
        f"demo accounts exist, and their password is in the manual, so nothing is served on {host}; "
        "use --host 127.0.0.1, or make a real office in another folder with XUNCHA_DATA=/path/to/folder"
    )


def refuse_real_office(folder: DataFolder) -> None:
    """The demo is never mixed with a real office: accounts that are none of the demo's show that there is one."""
    accounts = Account.objects
    if accounts.filter(is_demo=False).exists() and not accounts.filter(is_demo=True).exists():
        raise Trouble(
            f"the folder {folder.path} holds a real office; "
            "keep the demo in another one: XUNCHA_DATA=/path/to/demo xuncha demo"
        )


def make_ready_to_serve(schema: str, host: str) -> None:
    """Check everything, and lay the style sheet and scripts out under hashed names, for this very version."""
    refuse_unready_database(schema)
    refuse_demo_abroad(host)
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": settings.HASHED_STATIC_FILES}}
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()
