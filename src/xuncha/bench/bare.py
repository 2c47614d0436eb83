"""The same rows as bare SQL, by pgbench: what the database alone could do on this machine."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from xuncha.bench.clients import Load
from xuncha.bench.ground import Ground
from xuncha.server.database import schema_name
from xuncha.server.postgres import programs
from xuncha.server.trouble import Trouble
from xuncha.store.append import run
from xuncha.store.table import ACT, DUTY, SUBJECT, Table

OWN = {
    "act": {"position": ":position", "id": "gen_random_uuid()", "subject": "':subject'"},
    "subject": {"id": "':subject'", "version": ":position", "n": ":n"},
    "duty": {
        "id": "gen_random_uuid()",
        "stream": "':subject'",
        "opened_by": ":position",
        "version": ":position",
    },
}
"""Columns that differ from one copy of a row to the next."""


def same_rows(ground: Ground, model: UUID, inspections: Sequence[UUID], clients: int, seconds: float) -> Load:
    """Copy the rows of one recorded finding again and again: the same locks, the same rows, nothing decided."""
    return _again_and_again(ground.addresses.application, _script(model, inspections), clients, seconds)


def same_envelope(ground: Ground, clients: int, seconds: float) -> Load:
    """Copy one sealed report of the inbox again and again; its owner does, as nobody else may both read and put in."""
    run([("DELETE FROM portal_inbox WHERE id NOT IN (SELECT id FROM portal_inbox LIMIT 1)", [])])
    script = (
        "INSERT INTO portal_inbox (id, day, lane, sealed)"
        " SELECT gen_random_uuid(), day, lane, overlay(sealed placing '\\x7b'::bytea from 1) FROM (SELECT * FROM portal_inbox LIMIT 1) one;\n"
    )
    return _again_and_again(ground.addresses.owner or "", script, clients, seconds)


def _again_and_again(address: str, sql: str, clients: int, seconds: float) -> Load:
    with tempfile.TemporaryDirectory(prefix="xuncha-pgbench-") as made:
        script = Path(made) / "rows.sql"
        script.write_text(sql, encoding="utf-8")
        url = f"{address}&options=-csearch_path%3D{schema_name()}"
        command = [
            str(programs() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={clients}", "--jobs=2",
            f"--time={max(1, round(seconds))}", f"--file={script}", "--log", f"--log-prefix={made}/took", url,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"pgbench failed: {done.stderr.strip().splitlines()[-1]}")
        seconds_each = [
            int(line.split()[2]) / 1e6
            for log in Path(made).glob("took.*")
            for line in log.read_text().splitlines()
        ]
        return Load(seconds_each, took=max(1, round(seconds)))


def _script(model: UUID, inspections: Sequence[UUID]) -> str:
    [subject] = _rows(SUBJECT, "id", model)
    [act] = _rows(ACT, "subject", model)
    duties = _rows(DUTY, "stream", model)
    position = act["position"]
    around = [subject[name] for name in ("campaign", "unit", "body") if subject[name]]
    own = ", ".join(f"'{key}'" for key in inspections)
    return "\n".join(
        [
            "BEGIN;",
            *(f"SELECT 1 FROM subject WHERE id = '{key}' FOR SHARE;" for key in around),
            f"SELECT 1 FROM subject WHERE id = (ARRAY[{own}]::uuid[])[1 + mod((:client_id)::int, {len(inspections)})]"
            " FOR NO KEY UPDATE;",
            "INSERT INTO counter (key, last) VALUES ('bench/' || :client_id, 1)"
            " ON CONFLICT (key) DO UPDATE SET last = counter.last + 1 RETURNING last AS n \\gset",
            "SELECT nextval('act_position') AS position, gen_random_uuid() AS subject \\gset",
            _insert("act", act, {"command": "gen_random_uuid()", "commitment": _bytes(32)}),
            f"INSERT INTO payload (position, body) SELECT :position, body FROM payload WHERE position = {position};",
            f"INSERT INTO salt (position, subject, salt) VALUES (:position, (:subject)::uuid, {_bytes(32)});",
            _insert("subject", subject, {}),
            *(_insert("duty", duty, {}) for duty in duties),
            "INSERT INTO command (key, entered_by, digest, first, last, subject, at)"
            f" VALUES (gen_random_uuid(), NULL, {_bytes(32)}, :position, :position, (:subject)::uuid, now());",
            "COMMIT;",
        ]
    ) + "\n"  # fmt: skip


def _bytes(n: int) -> str:
    return f"decode(repeat('5a', {n}), 'hex')"


def _rows(table: Table[Any], column: str, key: UUID) -> list[dict[str, str | None]]:
    listed = ", ".join(f'"{name}"::text' for name in table.columns)
    found = run([(f'SELECT {listed} FROM {table.name} WHERE "{column}" = %s', [key])])[0]
    return [dict(zip(table.columns, values, strict=True)) for values in found]


def _insert(table: str, row: dict[str, str | None], more: dict[str, str]) -> str:
    own = {**OWN[table], **more}
    values = {name: _literal(value) for name, value in row.items()} | own
    names = ", ".join(f'"{name}"' for name in values)
    told = ", ".join(value.replace("':subject'", "(:subject)::uuid") for value in values.values())
    return f"INSERT INTO {table} ({names}) VALUES ({told});"


def _literal(value: str | None) -> str:
    """A value as it stands in SQL; a colon would be a variable of pgbench, so it is written by its number."""
    if value is None:
        return "NULL"
    escaped = value.replace("\\", "\\\\").replace("'", "''").replace(":", "\\u003A").replace("\n", "\\n")
    return f"E'{escaped}'"
