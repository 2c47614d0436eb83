"""Digests of forms, imported rows and files are keyed, so that none of them can be guessed back.

What is kept now is a keyed digest of the digest that was kept before, so the old ones are converted and nothing is
lost: a form sent again, a table brought in again and a file are known again as before.  There is no way back.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from xuncha.store.digests import keyed

LOT = 5_000


def key_all(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM subject_key) OR EXISTS (SELECT FROM stored_file)")
        is_sealed = cursor.fetchone()[0]
        if is_sealed and not (Path(settings.DATA) / "secrets" / "master.key").exists():
            raise RuntimeError(
                "secrets/master.key is not in the data folder; migrate where the office is served"
            )
        _convert(cursor, "command", ("digest",), "key", "uuid")
        _convert(cursor, "imported_row", ("key", "content"), "key", "bytea")
        cursor.execute("SELECT digest FROM stored_file")
        for (digest,) in cursor.fetchall():
            cursor.execute(
                "UPDATE stored_file SET digest = %s WHERE digest = %s",
                [keyed(bytes.fromhex(digest)).hex(), digest],
            )


def _convert(cursor: Any, table: str, names: tuple[str, ...], by: str, kind: str) -> None:
    cursor.execute(f"SELECT {by}, {', '.join(names)} FROM {table}")
    rows = cursor.fetchall()
    new = ", ".join(f"new_{name}" for name in names)
    sets = ", ".join(f"{name} = new_{name}" for name in names)
    arrays = ", ".join(["%s::bytea[]"] * len(names))
    for start in range(0, len(rows), LOT):
        lot = rows[start : start + LOT]
        old = [row[0] if kind == "uuid" else bytes(row[0]) for row in lot]
        values = [[keyed(bytes(row[1 + n])) for row in lot] for n in range(len(names))]
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM unnest(%s::{kind}[], {arrays}) AS told (old, {new})"
            f" WHERE {table}.{by} = told.old",
            [old, *values],
        )


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0009_vacated_seats"),
    ]

    operations = [migrations.RunPython(key_all, migrations.RunPython.noop)]
