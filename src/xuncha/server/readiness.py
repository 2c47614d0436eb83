"""What must be true before pages are served or jobs are done. Imported only when Django is set up."""

from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.test.utils import override_settings

from xuncha.core.this_machine import is_of_this_machine
from xuncha.server.folder import DataFolder
from xuncha.server.inner_log import refuse_older_record
from xuncha.server.trouble import Trouble
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.grants import OLDEST_POSTGRESQL, WrongRole, refuse_wrong_role
from xuncha.store.payloads import master_key, opened_key


def refuse_unready_database(schema: str) -> None:
    """Refuse a role that may do too much, tables that are too old, and tables that are too new."""
    refuse_old_postgresql()
    try:
        refuse_wrong_role(connection, schema)
    except WrongRole as error:
        raise Trouble(str(error)) from error
    executor = MigrationExecutor(connection)
    refuse_newer_tables(executor.loader)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Trouble("the tables are older than this xuncha; bring them up to date with: xuncha migrate")
    refuse_lost_key()


def refuse_lost_key() -> None:
    """What is sealed must open with the master key that lies here: a new key beside it would lose what it sealed, too."""
    sealed = run([("SELECT subject, sealed FROM subject_key LIMIT 1", [])])[0]
    if not sealed:
        return
    place = master_key().place
    if not place.exists():
        raise Trouble(
            f"{place} is gone, and without it nothing that is sealed in this office can be read; "
            "put it back from your copy (it was made once, with the office)"
        )
    try:
        opened_key(*sealed[0])
    except InvalidTag:
        raise Trouble(
            f"{place} is not the key of this office: it does not open what is sealed; put the right one back from your copy"
        ) from None


def refuse_old_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        (version,) = cursor.fetchone()
    if version < OLDEST_POSTGRESQL:
        raise Trouble(f"this is PostgreSQL {version // 10000}; xuncha needs 15 or newer")


def refuse_newer_tables(loader: MigrationLoader) -> None:
    """A newer xuncha has changed these tables; an older one would misread them."""
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    if unknown:
        app, name = unknown[0]
        raise Trouble(
            f"the data folder was last used by a newer xuncha (it holds the change {app}.{name}, unknown here); "
            "install that version, or name another folder with XUNCHA_DATA=/path/to/folder"
        )


def refuse_demo_abroad(host: str, *, are_coming: bool = False) -> None:
    """Demo accounts have a password that everybody knows, so they are never reachable from another machine.

    Nor through a proxy: an address of the office that is not this machine's own says that there is one.
    """
    public = settings.PUBLIC_URL.hostname or ""
    abroad = [name for name in (host, public) if name and not is_of_this_machine(name)]
    if not abroad or not (are_coming or Account.objects.filter(is_demo=True).exists()):
        return
    way = "use --host 127.0.0.1" if abroad[0] == host else "leave XUNCHA_URL out"
    raise Trouble(
        f"demo accounts exist, and their password is in the manual, so nothing is served on {abroad[0]}; "
        f"{way}, or make a real office in another folder with XUNCHA_DATA=/path/to/folder"
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
    refuse_older_record(DataFolder(Path(settings.DATA)))
    refuse_demo_abroad(host)
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": settings.HASHED_STATIC_FILES}}
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()
