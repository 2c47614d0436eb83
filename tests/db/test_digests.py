"""Digests that are kept tell nothing by themselves; files are on disk before their act is acknowledged."""

import hashlib
import importlib
import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from tests.conftest import Template, connect_django, name_in
from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from tests.db.test_at_once import FINDING
from tests.db.test_import import LIGHT, WATER, bring, order, table
from xuncha.actions.import_complaints import content_digest, source_key, survey
from xuncha.actions.perform import Entry, perform
from xuncha.core.refusal import Refused
from xuncha.core.tables.letter import Letter, Source
from xuncha.store import files
from xuncha.store.append import run
from xuncha.store.digests import keyed

pytestmark = pytest.mark.fresh_database

TOLD = hashlib.sha256(b"a form").digest()


def everything() -> str:
    """Every row of the tables that keep digests, as a reader of a copy of the database sees them."""
    tables = ("command", "imported_row", "stored_file")
    return " ".join(
        str(row) for name in tables for row in run([(f"SELECT row_to_json({name})::text FROM {name}", [])])[0]
    )


def test_no_kept_digest_can_be_found_by_guessing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    plain: list[bytes] = [TOLD, hashlib.sha256(b"bytes of a file").digest()]

    def noting_key(campaign: UUID, letter: Letter, source: Source) -> bytes:
        plain.append(source_key(campaign, letter, source))
        return plain[-1]

    def noting_content(*said: object) -> bytes:
        plain.append(content_digest(*said))  # type: ignore[arg-type]
        return plain[-1]

    monkeypatch.setattr("xuncha.actions.import_complaints.source_key", noting_key)
    monkeypatch.setattr("xuncha.actions.import_complaints.content_digest", noting_content)
    bring(office, table(LIGHT, WATER))
    entry = Entry("finding.recorded", FINDING, within=office.inspection)
    perform(office.clerk, [entry], key=uuid4(), told=TOLD, now=NOW)
    with transaction.atomic():
        files.keep(b"bytes of a file", "pdf")
    kept = everything()
    assert len(plain) == 6
    assert [one.hex() for one in plain if one.hex() in kept] == []
    assert kept.count(keyed(TOLD).hex()) == 1


def test_another_jurisdiction_keeps_the_same_digest_as_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = keyed(TOLD)
    monkeypatch.setattr(settings, "SCHEMA", "practice")
    assert keyed(TOLD) != here


def test_a_form_sent_again_is_still_known_and_one_with_other_words_refused(office: Office) -> None:
    key, entry = uuid4(), Entry("finding.recorded", FINDING, within=office.inspection)
    perform(office.clerk, [entry], key=key, told=TOLD, now=NOW)
    assert perform(office.clerk, [entry], key=key, told=TOLD, now=NOW).was_done
    with pytest.raises(Refused):
        perform(office.clerk, [entry], key=key, told=hashlib.sha256(b"other words").digest(), now=NOW)


def test_the_same_bytes_are_one_file_and_come_back_whole(office: Office) -> None:
    data = b"%PDF-1.7 " + uuid4().bytes
    with transaction.atomic():
        assert {files.keep(data, "pdf") for _ in range(2)} == {hashlib.sha256(data).hexdigest()}
    assert run([("SELECT count(*) FROM stored_file", [])])[0][0][0] == 1
    assert files.contents(hashlib.sha256(data).hexdigest()) == data
    assert files.contents(hashlib.sha256(b"something else").hexdigest()) is None


def test_a_file_and_its_folders_are_on_disk_before_the_transaction_ends(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    kept: list[Path] = []
    sync, commit = os.fsync, connection._commit

    def noted(handle: int) -> None:
        kept.append(Path(f"/proc/self/fd/{handle}").readlink())
        sync(handle)

    def committed() -> None:
        kept.append(Path("commit"))
        commit()

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(connection, "_commit", committed)
    with transaction.atomic():
        files.keep(b"a scan", "pdf")
    [file] = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    at = {path: n for n, path in enumerate(kept)}
    assert at[file.parent] < at[Path("commit")]
    assert at[tmp_path / "files"] < at[Path("commit")]
    assert at[tmp_path] < at[Path("commit")]
    assert any(file.name in path.name and at[path] < at[file.parent] for path in kept)


def test_an_upgrade_keys_what_was_kept_before_and_knows_everything_again(
    office: Office, template: Template, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Digests are kept plain, as an office of before kept them; then the owner's migration runs."""
    rows, data = table(LIGHT, WATER), b"%PDF-1.7 of before"
    key, entry = uuid4(), Entry("finding.recorded", FINDING, within=office.inspection)
    with monkeypatch.context() as before:
        for place in ("store.imported", "store.shredding", "actions.perform"):
            before.setattr(f"xuncha.{place}.keyed", lambda digest: digest)
        bring(office, rows)
        perform(office.clerk, [entry], key=key, told=TOLD, now=NOW)
        with transaction.atomic():
            digest = files.keep(data, "pdf")
    assert files.contents(digest) is None
    migration = importlib.import_module("xuncha.store.migrations.0010_keyed_digests")
    connect_django(template.owner(name_in(database)))
    try:
        with transaction.atomic(), connection.schema_editor() as editor:
            migration.key_all(apps, editor)
    finally:
        connect_django(database)
    assert perform(office.clerk, [entry], key=key, told=TOLD, now=NOW).was_done
    assert files.contents(digest) == data
    found = survey(office.clerk, order(office, rows), rows, NOW)
    assert (found.n_same, found.n_new, found.n_changed) == (2, 0, 0)
