"""The witness in the house sees every head of the inner tree, and remembers it when record and signer are led back."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator

import pytest

from tests.conftest import Template, name_in
from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from tests.db.test_public_log import Running, place, running, witness  # noqa: F401 - fixtures
from xuncha.server.inner_log import refuse_older_record, sign_inner
from xuncha.server.log_folder import write_whole
from xuncha.server.signer import HEADS, signer_folder
from xuncha.server.trouble import Trouble
from xuncha.server.web import free_port
from xuncha.server.witness import make_witness
from xuncha.store.integrator import integrate
from xuncha.vault.log_keys import check

pytestmark = pytest.mark.fresh_database


@pytest.fixture
def house(running: Running) -> Iterator[contextlib.ExitStack]:
    """The witness in the house, which runs until the stack is closed."""
    key, port = running.log.inner_key().text, free_port()
    theirs = make_witness(running.folder.path / "house", "county.example/house").key.text
    lines = [f"log {key}", f"witness house {theirs} http://127.0.0.1:{port}", "quorum house", ""]
    write_whole(running.log.path / "inner.policy", "\n".join(lines).encode())
    with contextlib.ExitStack() as stack:
        stack.enter_context(witness(running.folder, "house", key, port))
        yield stack


def signed(running: Running) -> bool:
    """Whether the newest inner head was seen in the house."""
    note = sign_inner(running.log, signer_folder(running.folder))
    return running.log.inner_policy().judge(note, check).is_valid


def test_every_inner_head_is_seen_in_the_house(running: Running, house: contextlib.ExitStack) -> None:
    for many in (3, 0, 5):
        running.find(many)
        assert signed(running)
    refuse_older_record(running.folder)


def test_a_witness_that_was_away_catches_up(running: Running, house: contextlib.ExitStack) -> None:
    running.find(2)
    assert signed(running)
    house.close()
    for many in (3, 4):
        running.find(many)
        assert not signed(running), "who is away is left out, and the log goes on"
    policy = running.log.inner_policy()
    port = int(policy.addresses["house"].rpartition(":")[2])
    with witness(running.folder, "house", running.log.inner_key().text, port):
        running.find(1)
        assert signed(running)


def test_record_and_signer_led_back_together_are_told_by_the_house(
    running: Running, house: contextlib.ExitStack, template: Template, database: str
) -> None:
    running.find(3)
    assert signed(running)
    older, heads = integrate().head.size, signer_folder(running.folder) / HEADS
    shutil.copytree(heads, running.folder.path / "heads.then")
    checkpoint = running.log.path / "inner" / "checkpoint"
    then = checkpoint.read_bytes()
    running.find(4)
    assert signed(running)
    newer = integrate().head.size
    with template.postgres.connect(template.folder, name_in(database)) as link:
        link.execute("SET search_path = xuncha")
        link.execute("SET session_replication_role = replica")
        link.execute("DELETE FROM log_growth WHERE size > %s", [older])
        link.execute('DELETE FROM log_entry WHERE "index" >= %s', [older])
        link.execute("DELETE FROM act WHERE position > (SELECT max(position) FROM log_entry)")
    checkpoint.write_bytes(then)
    for file in (running.folder.path / "heads.then").iterdir():
        shutil.copy(file, heads / file.name)
    told = f"house have witnessed {newer} leaves of the inner log, .* {older} here: leaves {older} to {newer - 1} are missing"
    with pytest.raises(Trouble, match=told):
        refuse_older_record(running.folder)
    house.close()
    refuse_older_record(running.folder)
