"""The application reads and writes rows; it cannot change tables, nor take back what only grows."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import Template, connect_django
from xuncha.store import grants
from xuncha.store.account import Account
from xuncha.store.grants import (
    Application,
    WrongRole,
    are_granted,
    grant_application,
    grant_portal,
    refuse_wrong_role,
)


@pytest.fixture
def record(database: str, template: Template, monkeypatch: pytest.MonkeyPatch) -> str:
    """A table that only grows, as the owner's migration would make it; gives back the owner's address."""
    owner = template.owner(database.split("/")[3].split("?")[0])
    monkeypatch.setattr(grants, "APPEND_ONLY", ("line",))
    connect_django(owner)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE line (id int GENERATED ALWAYS AS IDENTITY, says text)")
    grant_application(connection, "xuncha", Application("xuncha_app"))
    connect_django(database)
    run("INSERT INTO line (says) VALUES ('first')")
    return owner


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_application_is_neither_owner_nor_superuser() -> None:
    refuse_wrong_role(connection, "xuncha")


@pytest.mark.parametrize(
    "statement", ["UPDATE line SET says = 'x'", "DELETE FROM line", "TRUNCATE line", "DROP TABLE line"]
)
@pytest.mark.fresh_database
def test_the_application_cannot_take_back_a_line(record: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        run(statement)


@pytest.mark.parametrize("statement", ["UPDATE line SET says = 'x'", "DELETE FROM line", "TRUNCATE line"])
@pytest.mark.fresh_database
def test_even_the_owner_cannot_take_back_a_line(record: str, statement: str) -> None:
    with (
        psycopg.connect(record, options="-c search_path=xuncha") as owner,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="line only grows"),
    ):
        owner.execute(statement)


@pytest.mark.fresh_database
def test_granting_twice_changes_nothing(record: str, database: str) -> None:
    connect_django(record)
    grant_application(connection, "xuncha", Application("xuncha_app"))
    connect_django(database)
    run("INSERT INTO line (says) VALUES ('second')")
    with pytest.raises(DatabaseError, match="permission denied"):
        run("DELETE FROM line")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "CREATE TABLE public.mine ()",
        "DELETE FROM django_migrations",
        "DROP TABLE store_account",
    ],
)
def test_the_application_cannot_change_tables(statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        run(statement)


def test_every_table_that_only_grows_exists() -> None:
    assert set(grants.APPEND_ONLY) | set(grants.READ_ONLY) <= set(connection.introspection.table_names())


@pytest.mark.fresh_database
def test_running_as_the_owner_is_refused(template: Template, database: str) -> None:
    connect_django(template.owner(database.split("/")[3].split("?")[0]))
    with pytest.raises(
        WrongRole, match="^the database role xuncha_owner owns the tables, .* XUNCHA_OWNER_URL the owner$"
    ):
        refuse_wrong_role(connection, "xuncha")


def test_a_login_name_is_kept_in_small_letters_by_the_database_too() -> None:
    with pytest.raises(DatabaseError, match="account_login_name_is_lower_case"), transaction.atomic():
        Account.objects.create(login_name="Zhang", display_name="张三", password="x")


OTHERWISE = [
    "REVOKE INSERT ON act FROM xuncha_app",
    "GRANT DELETE ON act TO xuncha_app",
    "CREATE TABLE later (id int)",
    "DROP TRIGGER only_grows ON payload",
    "GRANT SELECT ON act TO xuncha_portal",
]


@pytest.mark.fresh_database
@pytest.mark.parametrize("statement", ["", *OTHERWISE])
def test_a_look_tells_whether_the_rights_stand_as_they_should(
    template: Template, database: str, statement: str
) -> None:
    owner = template.owner(database.split("/")[3].split("?")[0])
    connect_django(owner)
    grant_application(connection, "xuncha", Application("xuncha_app"))
    grant_portal(connection, "xuncha", Application("xuncha_portal"))
    if statement:
        run(statement)
    connect_django(database)
    assert are_granted(connection, "xuncha", "xuncha_app", "xuncha_portal") is not bool(statement)
