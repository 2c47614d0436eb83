"""The log as it runs: the office, its signer and three witnesses as processes of their own, and whoever checks a proof."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg
import pytest

import xuncha
from tests.conftest import Template, name_in
from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from tests.log import verify_page
from tests.log.test_verifiers import ASK
from xuncha.core.log.checkpoint import Head
from xuncha.core.log.proof_file import read_proof
from xuncha.core.log.proofs import is_consistent
from xuncha.core.log.tiles import tiles_of
from xuncha.server import public_log
from xuncha.server.folder import DataFolder
from xuncha.server.inner_log import refuse_older_record, sign_inner
from xuncha.server.lifeline import Child
from xuncha.server.log_folder import LogFolder, audit_key, make_log, write_whole
from xuncha.server.proving import proof_of
from xuncha.server.public_check import check_public
from xuncha.server.public_log import add_batch, lay_out, publish
from xuncha.server.signer import background_signer, signer_folder
from xuncha.server.trouble import Trouble
from xuncha.server.web import free_port
from xuncha.server.witness import make_witness
from xuncha.store.append import run
from xuncha.store.integrator import integrate
from xuncha.store.log import last_batch
from xuncha.vault.log_keys import check
from xuncha.verifier import xuncha_verify

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.fresh_database

FINDING = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
ORIGIN = "county.example/log"
NAMES = ("discipline", "congress", "archive")
SOURCE = str(Path(xuncha.__file__).parents[1])
HOUR = timedelta(hours=1)


@dataclass
class Running:
    """The data folder of an office, with its signer and three witnesses running."""

    folder: DataFolder
    log: LogFolder
    office: Office
    witnesses: dict[str, Child]

    def find(self, many: int) -> None:
        for _ in range(many):
            self.office.do("finding.recorded", FINDING, within=self.office.inspection)
        integrate()

    def publish(self, hours: int = 0) -> Head:
        publish(self.folder, self.log, NOW + hours * HOUR)
        return self.log.head("public")

    def seen_by(self) -> list[str]:
        note = self.log.checkpoint("public")
        assert note is not None
        return sorted(one.witness for one in self.log.policy().judge(note, check).seen)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    monkeypatch.delenv("XUNCHA_SIGNER", raising=False)
    with tempfile.TemporaryDirectory(prefix="x-") as made:
        folder = DataFolder(Path(made) / "data")
        folder.create()
        yield folder


@pytest.fixture
def running(place: DataFolder, office: Office) -> Iterator[Running]:
    log = make_log(place, ORIGIN)
    key = log.public_key().text
    with contextlib.ExitStack() as stack:
        stack.enter_context(background_signer(place))
        lines, witnesses = [f"log {key}"], {}
        for name in NAMES:
            port, theirs = free_port(), make_witness(place.path / name, f"county.example/{name}").key.text
            witnesses[name] = stack.enter_context(witness(place, name, key, port))
            lines.append(f"witness {name} {theirs} http://127.0.0.1:{port}")
        policy = "\n".join([*lines, f"group two 2 {' '.join(NAMES)}", "quorum two", ""])
        write_whole(log.path / "policy", policy.encode())
        yield Running(place, log, office, witnesses)


@contextlib.contextmanager
def witness(folder: DataFolder, name: str, log: str, port: int) -> Iterator[Child]:
    words = [str(folder.path / name), "--log", log, "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    out = (folder.path / f"{name}.out").open("wb")
    command = [sys.executable, "-m", "xuncha", "witness", *words]
    with Child(command, name=name, environment=environment, output=out) as child:
        _wait_for_port(child, port)
        yield child


def _wait_for_port(child: Child, port: int) -> None:
    import socket
    import time

    until = time.monotonic() + 30
    while time.monotonic() < until and child.is_running():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("the witness did not start")


# ---------------------------------------------------------------------------------------------- the inner side


def test_the_head_of_the_inner_tree_is_signed_also_when_nothing_happened(running: Running) -> None:
    for many in (3, 0, 5):
        running.find(many)
        sign_inner(running.log, signer_folder(running.folder))
        assert running.log.head("inner") == integrate().head


def test_the_signer_refuses_a_record_that_was_rewritten(
    running: Running, template: Template, database: str
) -> None:
    running.find(3)
    sign_inner(running.log, signer_folder(running.folder))
    with template.postgres.connect(template.folder, name_in(database)) as link:
        link.execute("SET search_path = xuncha")
        link.execute("SET session_replication_role = replica")
        size = running.log.head("inner").size
        link.execute(
            "UPDATE act SET occurred_on = '2015-09-01' WHERE position = (SELECT min(position) FROM act)"
        )
        for table in ("log_entry", "log_growth"):
            link.execute(f"DELETE FROM {table}")  # type: ignore[call-overload]
        integrate()
        with pytest.raises(Trouble, match="the signer refuses the head of county.example/log/inner"):
            sign_inner(running.log, signer_folder(running.folder))
        with pytest.raises(Trouble, match=f"the record is not the one whose {size} entries were signed"):
            refuse_older_record(running.folder)


def test_a_record_restored_from_too_old_a_copy_is_refused_and_the_missing_range_named(
    running: Running, template: Template, database: str
) -> None:
    running.find(3)
    older = integrate().head.size
    running.find(4)
    newer = integrate().head.size
    sign_inner(running.log, signer_folder(running.folder))
    refuse_older_record(running.folder)
    with template.postgres.connect(template.folder, name_in(database)) as link:
        link.execute("SET search_path = xuncha")
        link.execute("SET session_replication_role = replica")
        link.execute("DELETE FROM log_growth WHERE size > %s", [older])
        link.execute('DELETE FROM log_entry WHERE "index" >= %s', [older])
        link.execute("DELETE FROM act WHERE position > (SELECT max(position) FROM log_entry)")
    told = f"covers {newer} entries, and the record holds {older}: entries {older} to {newer - 1} are missing"
    with pytest.raises(Trouble, match=told):
        refuse_older_record(running.folder)
    (running.log.path / "inner" / "checkpoint").unlink()
    with pytest.raises(Trouble, match=f"the signer has signed {newer} entries"):
        refuse_older_record(running.folder)


# ---------------------------------------------------------------------------------------------- the public side


def test_a_batch_an_hour_is_published_once_and_seen_by_all(running: Running) -> None:
    running.find(3)
    assert running.publish().size == 64
    assert running.publish().size == 64, "the hour has its batch"
    assert running.publish(1).size == 128, "also when nothing happened"
    running.find(70)
    assert running.publish(2).size == 128 + 256
    assert running.seen_by() == sorted(NAMES)
    assert list(check_public(running.log, audit_key(running.folder))) == []
    served = {
        str(one.relative_to(running.log.public)) for one in running.log.public.rglob("*") if one.is_file()
    }
    assert {tile.path for tile in tiles_of(384)} | {"checkpoint", "tile/entries/000"} <= served
    assert not [name for name in served if "/." in name or name.startswith(".")], "no half of a file is left"


def test_heads_that_are_published_follow_from_one_another(running: Running) -> None:
    from xuncha.core.log.proofs import consistency
    from xuncha.core.log.tiles import nodes_in

    heads = []
    for hour, many in enumerate((3, 100, 0)):
        running.find(many)
        heads.append(running.publish(hour))
    node = nodes_in(heads[-1].size, running.log.read_tile)
    for before in heads:
        path = consistency(before.size, heads[-1].size, node)
        assert is_consistent(before.size, heads[-1].size, path, before.root, heads[-1].root)


@pytest.mark.parametrize("step", ["lay_out", "sign_public", "cosigned"])
def test_whoever_is_broken_off_goes_on_where_he_stopped(
    running: Running, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    running.find(3)
    running.publish()

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    running.find(5)
    with monkeypatch.context() as patch:
        patch.setattr(public_log, step, broken)
        with pytest.raises(KeyboardInterrupt):
            running.publish(1)
    assert running.log.head("public").size == 64
    assert running.publish(1).size == 128
    assert (running.seen_by(), list(check_public(running.log, audit_key(running.folder)))) == (
        sorted(NAMES),
        [],
    )


def test_two_of_three_witnesses_are_enough_and_one_that_was_away_catches_up(running: Running) -> None:
    running.find(1)
    os.kill(running.witnesses["archive"].process.pid, signal.SIGSTOP)
    os.kill(running.witnesses["archive"].process.pid, signal.SIGKILL)
    running.publish()
    assert running.seen_by() == ["congress", "discipline"]
    note = running.log.checkpoint("public")
    assert note is not None
    assert running.log.policy().judge(note, check).is_valid
    address = running.log.policy().addresses["archive"]
    key = running.log.public_key().text
    with witness(running.folder, "archive", key, int(address.rpartition(":")[2])):
        running.publish(1)
        assert running.seen_by() == sorted(NAMES)


def test_what_is_served_and_was_changed_is_found(running: Running) -> None:
    running.find(3)
    running.publish()
    bundle = running.log.public / "tile/entries/000.p/64"
    good = bundle.read_bytes()
    for at in (5, 700, len(good) - 1):
        bundle.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert list(check_public(running.log, audit_key(running.folder)))
    bundle.unlink()
    assert list(check_public(running.log, audit_key(running.folder)))
    bundle.write_bytes(good)
    assert list(check_public(running.log, audit_key(running.folder))) == []
    assert list(check_public(running.log, bytes(32))), (
        "without the key of the dummies nobody tells them from entries"
    )


def test_a_batch_that_does_not_hold_what_was_noted_is_not_laid_out(running: Running) -> None:
    running.find(3)
    add_batch(NOW, audit_key(running.folder))
    with pytest.raises(Trouble, match="the batch at leaf 0 is not the one that was noted"):
        lay_out(running.log, bytes(32))
    assert last_batch().tree.size == 64
    assert not running.log.public.exists()


def test_an_older_record_publishes_nothing(running: Running, template: Template, database: str) -> None:
    running.find(3)
    running.publish()
    with psycopg.connect(template.owner(name_in(database)), options="-c search_path=xuncha") as owner:
        owner.execute("ALTER TABLE log_batch DISABLE TRIGGER USER")
        owner.execute("DELETE FROM log_batch")
    with pytest.raises(Trouble, match="covers 64 entries, and the record holds 0"):
        running.publish(1)
    assert last_batch().tree.size == 0


def test_a_folder_restored_with_its_signer_is_told_by_the_witnesses(
    running: Running, template: Template, database: str
) -> None:
    """Log, record and signer are led back together; what enough witnesses have seen is not.  One alone stops nobody."""
    running.find(3)
    running.publish()
    copies = {one: running.folder.path / f"{one}.copy" for one in ("log", "signer")}
    for name, copy in copies.items():
        shutil.copytree(running.folder.path / name, copy, ignore=shutil.ignore_patterns("socket"))
    older = integrate().head.size
    running.find(2)
    running.publish(1)
    with template.postgres.connect(template.folder, name_in(database)) as link:
        link.execute("SET search_path = xuncha")
        link.execute("SET session_replication_role = replica")
        link.execute("DELETE FROM log_batch WHERE first_leaf > 0")
        link.execute("DELETE FROM log_growth WHERE size > %s", [older])
        link.execute('DELETE FROM log_entry WHERE "index" >= %s', [older])
        link.execute("DELETE FROM act WHERE position > (SELECT max(position) FROM log_entry)")
    for name, copy in copies.items():
        for file in (one for one in copy.rglob("*") if one.is_file()):
            shutil.copy(file, running.folder.path / name / file.relative_to(copy))
    told = "discipline, congress, archive have witnessed 128 leaves .* 64 here: leaves 64 to 127 are missing"
    with pytest.raises(Trouble, match=told):
        refuse_older_record(running.folder)
    with pytest.raises(Trouble, match=told):
        running.publish(2)
    for name in ("discipline", "congress"):
        running.witnesses[name].stop()
    refuse_older_record(running.folder)


# ---------------------------------------------------------------------------------------------- proofs


def some_act() -> UUID:
    return UUID(str(run([('SELECT id FROM act ORDER BY "position" DESC LIMIT 1', [])])[0][0][0]))


def test_a_proof_from_the_inside_is_accepted_by_the_verifier(
    running: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running.find(3)
    act = some_act()
    with pytest.raises(Trouble, match="not in the public log yet"):
        proof_of(running.folder, act)
    for hour, many in enumerate((0, 90, 2)):
        running.find(many)
        running.publish(hour)
    made = proof_of(running.folder, act)
    assert json.loads(made.event)["id"] == str(act)
    assert len(made.written) < 4_096
    (tmp_path / "proof").write_text(made.written)
    policy = str(running.log.path / "policy")
    assert xuncha_verify.main([str(tmp_path / "proof"), policy]) == 0
    assert "Included." in capsys.readouterr().out
    assert read_proof(made.written.encode()) == made
    (tmp_path / "proof").write_text(made.written.replace("index ", "index 1"))
    assert xuncha_verify.main([str(tmp_path / "proof"), policy]) == 1
    with pytest.raises(Trouble, match="there is no act"):
        proof_of(running.folder, UUID(int=7))


@pytest.mark.browser
def test_the_page_accepts_the_same_proof(running: Running, chromium: Browser) -> None:
    running.find(3)
    running.publish()
    made, policy = proof_of(running.folder, some_act()).written, (running.log.path / "policy").read_text()
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.goto(verify_page.PLACE.as_uri())
    [[code, lines], [forged, _]] = page.evaluate(
        ASK, [[made, policy], [made.replace("index ", "index 1"), policy]]
    )
    assert (code, lines[1], forged) == (0, "Included.", 1)
    context.close()
