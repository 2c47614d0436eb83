"""
Two roles: the owner makes and changes tables, the application reads and writes rows.

`xuncha migrate` runs as the owner and then calls `grant_application`. Serving and working refuse to run as anything
but the application, so that a fault in a page can neither change a table nor take back what the record holds.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

# Tables that only grow. The application may read and insert; nobody, the owner included, may update, delete or empty.
# A table is added here in the change that adds its migration.
APPEND_ONLY: tuple[str, ...] = (
    "act", "payload", "access_record", "adopted_scheme", "log_entry", "log_growth", "log_batch",
)  # fmt: skip

# What is written once and never changed.  Salts and keys may be destroyed, and what they sealed with them; what a
# command said stays, so that a retry is known.  A custodian's key may get another passphrase and is never lost.
WRITTEN_ONCE = {
    "salt": "SELECT, INSERT, DELETE",
    "subject_key": "SELECT, INSERT, DELETE",
    "command": "SELECT, INSERT",
    "custodian_key": "SELECT, INSERT, UPDATE",
}

# What the public portal may do, and nothing more: it shows, seals, takes in and hands out. What it took in it cannot read.
PORTAL = {
    "portal_page": "SELECT",
    "portal_key": "SELECT",
    "portal_letter": "SELECT",
    "portal_inbox": "INSERT",
    "portal_file": "INSERT",
}

# Tables the application only reads.
READ_ONLY = ("django_migrations",)

OLDEST_POSTGRESQL = 150000


@dataclass(frozen=True)
class Application:
    """The role that a program connects as; without a password it must exist already."""

    role: str
    password: str = ""


class WrongRole(Exception):
    """The program is connected as a role that can do more than it should."""


def make_schema(connection: BaseDatabaseWrapper, schema: str) -> None:
    """Make the jurisdiction's schema, which every table lies in."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))


def grant_application(connection: BaseDatabaseWrapper, schema: str, application: Application) -> None:
    """Give the application exactly its rights on every table, all at once, however often this runs."""
    with transaction.atomic(using=connection.alias):
        _make_role(connection, application)
        role, place = sql.Identifier(application.role), sql.Identifier(schema)
        database = sql.Identifier(str(connection.settings_dict["NAME"]))
        _run(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, role)
        _run(connection, "GRANT USAGE ON SCHEMA {} TO {}", place, role)
        _run(connection, "REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", place, role)
        _run(connection, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {} TO {}", place, role)
        _run(connection, "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {} TO {}", place, role)
        for table in _tables(connection, schema):
            rights = sql.SQL(_rights(table))
            _run(connection, "GRANT {} ON {}.{} TO {}", rights, place, sql.Identifier(table), role)
        for table in APPEND_ONLY:
            _keep_for_ever(connection, schema, table)


def grant_portal(connection: BaseDatabaseWrapper, schema: str, portal: Application) -> None:
    """Give the public portal exactly its rights on its five tables, and take from it whatever else it had."""
    with transaction.atomic(using=connection.alias):
        _make_role(connection, portal)
        role, place = sql.Identifier(portal.role), sql.Identifier(schema)
        database = sql.Identifier(str(connection.settings_dict["NAME"]))
        _run(connection, "GRANT CONNECT ON DATABASE {} TO {}", database, role)
        _run(connection, "GRANT USAGE ON SCHEMA {} TO {}", place, role)
        _run(connection, "REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", place, role)
        for table, rights in PORTAL.items():
            name = sql.Identifier(table)
            _run(connection, "GRANT {} ON {}.{} TO {}", sql.SQL(rights), place, name, role)


def are_granted(connection: BaseDatabaseWrapper, schema: str, application: str, portal: str) -> bool:
    """Whether both roles have exactly their rights on every table, and what only grows is kept for ever; changes nothing."""
    wanted = {(application, table): _each(_rights(table)) for table in _tables(connection, schema)}
    wanted |= {(portal, table): _each(rights) for table, rights in PORTAL.items() if portal}
    with connection.cursor() as cursor:
        cursor.execute(_GRANTED, [schema, [application, portal]])
        given = {(role, table): frozenset(rights) for role, table, rights in cursor.fetchall()}
        cursor.execute(_KEPT, [schema])
        kept = {table for (table,) in cursor.fetchall()}
    return bool(wanted) and given == wanted and kept >= set(APPEND_ONLY)


def _each(rights: str) -> frozenset[str]:
    return frozenset(rights.split(", "))


_GRANTED = """
    SELECT rolname, relname, array_agg(privilege_type) FROM pg_class, aclexplode(relacl), pg_roles
    WHERE relnamespace = to_regnamespace(%s) AND relkind IN ('r', 'p', 'v', 'm')
    AND grantee = pg_roles.oid AND rolname = ANY(%s) GROUP BY rolname, relname
"""

_KEPT = """
    SELECT relname FROM pg_class JOIN pg_trigger ON tgrelid = pg_class.oid
    WHERE relnamespace = to_regnamespace(%s) AND tgname IN ('only_grows', 'is_never_emptied')
    GROUP BY relname HAVING count(*) = 2
"""


def refuse_wrong_role(connection: BaseDatabaseWrapper, schema: str) -> None:
    """Refuse to go on as a superuser, as one whom row security does not bind, or as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT current_user, rolsuper, rolbypassrls, EXISTS (
                SELECT FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND pg_has_role(relowner, 'MEMBER')
            ) OR EXISTS (
                SELECT FROM pg_namespace WHERE nspname = %s AND pg_has_role(nspowner, 'MEMBER')
            )
            FROM pg_roles WHERE rolname = current_user
            """,
            [schema, schema],
        )
        role, is_superuser, is_unbound, is_owner = cursor.fetchone()
    reasons = {
        "is a superuser": is_superuser,
        "is not bound by row security (BYPASSRLS)": is_unbound,
        "owns the tables": is_owner,
    }
    for reason, holds in reasons.items():
        if holds:
            raise WrongRole(
                f"the database role {role} {reason}, so the record would not be safe from a fault in the program; "
                "let XUNCHA_DATABASE_URL name the application role, and XUNCHA_OWNER_URL the owner"
            )


def _rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in APPEND_ONLY:
        return "SELECT, INSERT"
    return WRITTEN_ONCE.get(table, "SELECT, INSERT, UPDATE, DELETE")


def _tables(connection: BaseDatabaseWrapper, schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind IN ('r', 'p', 'v', 'm')"
            " ORDER BY relname",
            [schema],
        )
        return [name for (name,) in cursor.fetchall()]


def _make_role(connection: BaseDatabaseWrapper, application: Application) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [application.role])
        if cursor.fetchone() or not application.password:
            return
        # The server is given the proof of the password, so that the password itself is in no log.
        proof = connection.connection.pgconn.encrypt_password(
            application.password.encode(), application.role.encode(), b"scram-sha-256"
        ).decode()
    _run(connection, "CREATE ROLE {} LOGIN PASSWORD {}", sql.Identifier(application.role), sql.Literal(proof))


def _keep_for_ever(connection: BaseDatabaseWrapper, schema: str, table: str) -> None:
    """Missing rights stop the application; these triggers stop the owner, too, whose migrations could slip."""
    place, name = sql.Identifier(schema), sql.Identifier(table)
    _run(
        connection,
        """
        CREATE OR REPLACE FUNCTION {}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501'; END $$
        """,
        place,
    )
    triggers = (("only_grows", "UPDATE OR DELETE"), ("is_never_emptied", "TRUNCATE"))
    for trigger, events in triggers:
        _run(
            connection,
            "CREATE OR REPLACE TRIGGER {} BEFORE {} ON {}.{} FOR EACH STATEMENT EXECUTE FUNCTION {}.refuse_change()",
            sql.Identifier(trigger),
            sql.SQL(events),
            place,
            name,
            place,
        )


def _run(connection: BaseDatabaseWrapper, statement: str, *parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*parts))
