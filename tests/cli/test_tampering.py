"""What somebody does who rules the database, and what `xuncha log verify` says of it: the first index that is wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.cli.test_backup import does, said
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import running_postgres

Link = psycopg.Connection[Any]
AT = 40
"""The index that is tampered with."""


@dataclass(frozen=True)
class Office:
    """An office with a log, its number of entries, and a superuser's way into a fresh copy of its database."""

    data: Path
    entries: int

    def after(self, harm: Callable[[Link], None]) -> tuple[int, str]:
        """What the check says after a harm; the database is as it was afterwards."""
        folder = DataFolder(self.data)
        with running_postgres(folder) as running:
            try:
                with running.connect(folder, "xuncha") as link:
                    link.execute("SET search_path = xuncha")
                    link.execute("SET session_replication_role = replica")
                    harm(link)
                return said(self.data, "log", "verify")
            finally:
                with running.connect(folder) as link:
                    link.execute("DROP DATABASE xuncha WITH (FORCE)")
                    link.execute("CREATE DATABASE xuncha TEMPLATE kept OWNER xuncha_owner")
                    link.execute("REVOKE ALL ON DATABASE xuncha FROM PUBLIC")
                    link.execute("GRANT CONNECT ON DATABASE xuncha TO xuncha_app")


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="x-tamp-") as made:
        place = Path(made)
        place.chmod(0o711)
        assert said(place / "data", "migrate", "--quiet") == (0, "")
        assert said(place / "data", "log", "init", "county.example/log")[0] == 0
        entries = does(place / "data", "found", 0)
        folder = DataFolder(place / "data")
        with running_postgres(folder) as running, running.connect(folder) as link:
            link.execute("CREATE DATABASE kept TEMPLATE xuncha")
        yield Office(place / "data", entries)


def position(link: Link, index: int = AT) -> int:
    [[found]] = link.execute('SELECT "position" FROM log_entry WHERE "index" = %s', [index]).fetchall()
    return int(found)


def test_a_record_that_nobody_touched_is_whole(office: Office) -> None:
    code, told = office.after(lambda _: None)
    assert (code, "nothing wrong" in told) == (0, True), told


def test_one_case_that_is_deleted_whole_is_named_by_its_first_entry(office: Office) -> None:
    def deleted(link: Link) -> None:
        [[subject]] = link.execute("SELECT subject FROM act WHERE position = %s", [position(link)]).fetchall()
        [[first[0]]] = link.execute(
            'SELECT min("index") FROM log_entry JOIN act USING (position) WHERE subject = %s', [subject]
        ).fetchall()
        link.execute(
            "DELETE FROM payload WHERE position IN (SELECT position FROM act WHERE subject = %s)", [subject]
        )
        link.execute("DELETE FROM salt WHERE subject = %s", [subject])
        link.execute(
            "DELETE FROM log_entry WHERE position IN (SELECT position FROM act WHERE subject = %s)", [subject]
        )
        for table, column in (
            ("act", "subject"),
            ("subject_key", "subject"),
            ("duty", "stream"),
            ("subject", "id"),
        ):
            link.execute(f"DELETE FROM {table} WHERE {column} = %s", [subject])

    first = [0]
    code, told = office.after(deleted)
    assert (code, f"the first wrong index is {first[0]}:" in told) == (1, True), told


def test_acts_that_changed_places_are_named(office: Office) -> None:
    def exchanged(link: Link) -> None:
        one, other = position(link), position(link, AT + 9)
        for table in ("act", "payload", "salt"):
            for old, new in ((one, -1), (other, one), (-1, other)):
                link.execute(f"UPDATE {table} SET position = %s WHERE position = %s", [new, old])

    code, told = office.after(exchanged)
    assert (code, told.startswith(f"entry {AT}: the header at position")) == (1, True), told


def test_a_record_that_was_led_back_names_what_is_missing(office: Office) -> None:
    def led_back(link: Link) -> None:
        end = position(link, office.entries - 8)
        for table in ("payload", "salt", "act", "log_entry", "log_growth"):
            link.execute(f"DELETE FROM {table} WHERE position > %s", [end])

    code, told = office.after(led_back)
    missing = f"entries {office.entries - 7} to {office.entries - 1} are missing"
    assert (code, missing in told) == (1, True), told


def test_a_log_that_was_rewritten_to_agree_differs_from_what_the_signer_remembers(office: Office) -> None:
    def rewritten(link: Link) -> None:
        from xuncha.core.log.tree import Tree

        link.execute("UPDATE act SET occurred_on = occurred_on - 30 WHERE position = %s", [position(link)])
        link.execute('UPDATE log_entry SET entry = sha256(entry) WHERE "index" = %s', [AT])
        entries = [
            bytes(one) for (one,) in link.execute('SELECT entry FROM log_entry ORDER BY "index"').fetchall()
        ]
        tree = Tree().grown(entries)
        link.execute(
            "UPDATE log_growth SET root = %s, peaks = %s WHERE size = %s",
            [tree.root, b"".join(tree.peaks), tree.size],
        )

    code, told = office.after(rewritten)
    assert (code, f"the first wrong index is {AT}:" in told) == (1, True), told


def test_the_auditor_is_told_in_plain_words_how_the_log_stands(office: Office) -> None:
    code, told = said(office.data, "log", "state")
    assert code == 1, "nobody runs it, and nobody witnesses it"
    for words in (f"已入日志 {office.entries:,} 条", f"内部日志最近一次签名: 到第 {office.entries:,} 条", "最近一批公开: 2026-11-30 10:00",
                  "! 签名程序没有回答\n  → 启动它：xuncha signer", "! 公开日志没有见证人", "! 这两个小时没有公开过"):  # fmt: skip
        assert words in told, (words, told)
    code, told = said(office.data, "log", "state", "--lang", "en")
    assert (code, "! the signer does not answer\n  → start it: xuncha signer" in told) == (1, True), told


def test_the_auditor_is_told_that_entries_are_missing(office: Office) -> None:
    folder = DataFolder(office.data)
    with running_postgres(folder) as running, running.connect(folder, "xuncha") as link:
        link.execute("SET session_replication_role = replica")
        link.execute("DELETE FROM xuncha.log_growth")
        code, told = said(office.data, "log", "state", "--lang", "en")
    assert (code, f"entries 0 to {office.entries - 1} are missing" in told, "change nothing" in told) == (
        1,
        True,
        True,
    ), told
