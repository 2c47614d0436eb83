"""The signer, as a process of its own: it signs heads that only grow, and remembers them through anything."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from xuncha.core.log.checkpoint import NOTHING, Checkpoint, Head
from xuncha.core.log.cosignature import opened
from xuncha.core.log.note import Note, read_signature
from xuncha.core.log.proofs import consistency, is_consistent, nodes_beyond, nodes_of
from xuncha.core.log.signing import request
from xuncha.core.log.tree import Tree, leaf_hash
from xuncha.core.log.witness import Answer
from xuncha.server.folder import DataFolder
from xuncha.server.heads import Heads
from xuncha.server.signer import (
    INNER,
    ask,
    background_signer,
    last_signed,
    make_keys,
    read_keys,
    signer_beside,
    signer_folder,
)
from xuncha.server.trouble import Trouble
from xuncha.vault.log_keys import check

ORIGIN = "county.example/log"
HASHES = [leaf_hash(n.to_bytes(4, "big")) for n in range(300)]
OTHERS = [HASHES[1], *HASHES[1:]]


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    monkeypatch.delenv("XUNCHA_SIGNER", raising=False)
    with tempfile.TemporaryDirectory(prefix="x-") as place:  # the name of a socket is short
        found = DataFolder(Path(place) / "data")
        found.create()
        make_keys(signer_folder(found), ORIGIN)
        yield found


def head(size: int, hashes: list[bytes] = HASHES) -> Head:
    return Head.of(Tree().grown_by_hashes(hashes[:size]))


def asked(
    folder: DataFolder, old: int, new: int, hashes: list[bytes] = HASHES, origin: str = ORIGIN
) -> Answer:
    path = consistency(old, new, nodes_of(hashes))
    return ask(signer_folder(folder), request(old, path, Checkpoint(origin, head(new, hashes))))


def test_heads_that_grow_are_signed_with_the_key_of_their_log(folder: DataFolder) -> None:
    keys = read_keys(signer_folder(folder))
    with background_signer(folder):
        for origin, name in ((ORIGIN, "public"), (f"{ORIGIN}/inner", "inner")):
            assert last_signed(signer_folder(folder), origin) == 0
            for old, new in ((0, 1), (1, 64), (64, 64), (64, 300)):
                told = asked(folder, old, new, origin=origin)
                assert told.status == 200
                note = Note(
                    Checkpoint(origin, head(new)).text, (read_signature(told.body.removesuffix("\n")),)
                )
                assert opened(note, [keys[name].key], check)
            assert last_signed(signer_folder(folder), origin) == 300


def test_what_does_not_follow_is_refused(folder: DataFolder) -> None:
    with background_signer(folder):
        assert asked(folder, 0, 64).status == 200
        assert asked(folder, 0, 300) == Answer(409, "64\n"), "another old size"
        assert asked(folder, 64, 64, OTHERS).status == 409, "another root for the same size"
        assert asked(folder, 64, 300, OTHERS).status == 422, "another history"
        assert asked(folder, 0, 10, origin="other.example/log").status == 404
        assert ask(signer_folder(folder), b"nonsense").status == 400
        assert ask(signer_folder(folder), b"last nobody").status == 404
        assert last_signed(signer_folder(folder), ORIGIN) == 64


def test_a_signer_that_was_killed_remembers(folder: DataFolder) -> None:
    with background_signer(folder) as child:
        asked(folder, 0, 64)
        os.kill(child.process.pid, signal.SIGKILL)
        child.process.wait()
        with pytest.raises(Trouble, match="the signer does not answer at .* start it: xuncha signer"):
            asked(folder, 64, 300)
    with background_signer(folder):
        assert asked(folder, 0, 64).status == 409
        assert asked(folder, 64, 300).status == 200


def test_a_signer_without_its_memory_would_sign_a_second_history(folder: DataFolder) -> None:
    """The negative control: it is the memory that refuses, and nothing else."""
    with background_signer(folder):
        asked(folder, 0, 64)
    for kept in (signer_folder(folder) / "heads").iterdir():
        kept.unlink()
    with background_signer(folder):
        assert asked(folder, 0, 64, OTHERS).status == 200


def test_a_second_signer_in_the_same_folder_is_refused(folder: DataFolder) -> None:
    place = signer_folder(folder)
    with background_signer(folder):
        assert list(signer_beside(folder)) == [], "an office leaves the one that runs alone"
        command = [sys.executable, "-m", "xuncha.server.signer", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (
            1,
            f"xuncha: a signer answers at {place / 'socket'} already\n",
        )
        assert asked(folder, 0, 1).status == 200


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts a process as another account")
def test_the_signer_runs_as_the_account_that_is_named_and_its_keys_are_that_accounts(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, place = pwd.getpwnam("nobody"), signer_folder(folder)
    monkeypatch.setenv("XUNCHA_SIGNER_USER", "nobody")
    folder.path.chmod(0o700)
    folder.path.parent.chmod(0o711)
    with (
        pytest.raises(Trouble, match="the account nobody may not pass through"),
        background_signer(folder),
    ):
        pass
    folder.path.chmod(0o711)
    try:
        with background_signer(folder) as child:
            assert psutil.Process(child.process.pid).uids().real == account.pw_uid
            assert asked(folder, 0, 64).status == 200
    except Trouble as trouble:
        if "may not pass through" not in str(trouble):
            raise
        pytest.skip(str(trouble))
    assert {one.stat().st_uid for one in (place, *place.rglob("*"))} == {account.pw_uid}
    monkeypatch.setenv("XUNCHA_SIGNER_USER", "no-such-account")
    with (
        pytest.raises(Trouble, match="there is no such account; make it: useradd --system no-such-account"),
        background_signer(folder),
    ):
        pass


def test_keys_are_made_once_and_refused_when_others_can_read_them(folder: DataFolder) -> None:
    place = signer_folder(folder)
    with pytest.raises(Trouble, match="is there already"):
        make_keys(place, ORIGIN)
    (place / f"{INNER}.key").chmod(0o644)
    with pytest.raises(Trouble, match="can be read by others"):
        read_keys(place)
    (place / f"{INNER}.key").chmod(0o600)
    (place / f"{INNER}.key").write_text("PRIVATE+KEY+damaged\n")
    with pytest.raises(Trouble, match="not a whole secret key"):
        read_keys(place)
    (place / f"{INNER}.key").unlink()
    with pytest.raises(Trouble, match="xuncha log init NAME"):
        read_keys(place)


# ---------------------------------------------------------------------------------------------- its memory


def test_heads_are_kept_one_after_another(tmp_path: Path) -> None:
    heads = Heads(tmp_path / "heads")
    assert heads.latest(ORIGIN) == NOTHING
    assert heads.keep(ORIGIN, NOTHING, head(1))
    assert heads.keep(ORIGIN, head(1), head(64))
    assert heads.keep(ORIGIN, head(64), head(64)), "the same again changes nothing"
    assert not heads.keep(ORIGIN, head(1), head(300)), "another is there by now"
    assert (heads.latest(ORIGIN), list(heads.all(ORIGIN))) == (head(64), [head(1), head(64)])
    assert Heads(tmp_path / "heads").latest(ORIGIN) == head(64)
    assert (heads.latest("other"), list(heads.all("other"))) == (NOTHING, [])


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_half_a_line_that_a_power_cut_left_is_written_over(tmp_path: Path, cut: int) -> None:
    heads = Heads(tmp_path)
    heads.keep(ORIGIN, NOTHING, head(1))
    heads.keep(ORIGIN, head(1), head(64))
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-cut])
    assert (heads.latest(ORIGIN), list(heads.all(ORIGIN))) == (head(1), [head(1)])
    assert heads.keep(ORIGIN, head(1), head(300))
    assert list(heads.all(ORIGIN)) == [head(1), head(300)]


def test_of_several_at_once_one_is_kept(tmp_path: Path) -> None:
    heads = Heads(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda size: heads.keep(ORIGIN, NOTHING, head(size)), range(1, 9)))
    assert sum(kept) == 1
    assert heads.latest(ORIGIN) == head(kept.index(True) + 1)


def test_a_long_memory_is_read_from_its_end(tmp_path: Path) -> None:
    heads, before = Heads(tmp_path), NOTHING
    for size in range(1, 200):
        now = head(size)
        heads.keep(ORIGIN, before, now)
        before = now
    assert heads.latest(ORIGIN) == head(199)
    assert [one.size for one in heads.all(ORIGIN)] == list(range(1, 200))


def test_a_proof_of_consistency_needs_only_the_peaks_and_what_came_after() -> None:
    for old in range(40):
        before = Tree().grown_by_hashes(HASHES[:old])
        for new in range(old, 70):
            path = consistency(old, new, nodes_beyond(before, HASHES[old:new]))
            assert path == consistency(old, new, nodes_of(HASHES))
            assert is_consistent(old, new, path, head(old).root, head(new).root)
    with pytest.raises(ValueError, match="known by its peaks only"):
        nodes_beyond(Tree().grown_by_hashes(HASHES[:4]), [])(0, 1)
