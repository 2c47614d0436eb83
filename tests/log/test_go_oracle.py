"""Go's own checksum database reads what we write: Debian's golang-go and golang-golang-x-mod-dev, where they are there."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.log.example import LOG, ORIGIN, leaves_of
from xuncha.core.log import tiles
from xuncha.core.log.checkpoint import Checkpoint, Head
from xuncha.core.log.note import Note
from xuncha.core.log.proofs import consistency, inclusion, nodes_of
from xuncha.core.log.tree import Tree, leaf_hash

GOPATH = Path("/usr/share/gocode")
X_MOD = GOPATH / "src/golang.org/x/mod/sumdb/tlog"

pytestmark = pytest.mark.skipif(
    shutil.which("go") is None or not X_MOD.exists(),
    reason="golang-go and golang-golang-x-mod-dev are not installed",
)


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("go")
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": str(GOPATH), "GOCACHE": str(place / "cache")}
    subprocess.run(
        ["go", "build", "-o", str(place / "oracle"), str(Path(__file__).parent / "oracle.go")],
        check=True, env=environment,
    )  # fmt: skip
    return place / "oracle"


def log() -> dict[str, Any]:
    """A log of three batches, with every tile and some proofs, as the oracle reads it."""
    leaves = leaves_of(3, 100, 70)
    size, hashes = len(leaves), [leaf_hash(leaf) for leaf in leaves]
    text = Checkpoint(ORIGIN, Head.of(Tree().grown(leaves))).text
    made = dict(tiles.grown(0, hashes, lambda _: b""))
    nodes = nodes_of(hashes)
    return {
        "key": LOG.key.text,
        "note": Note(text, (LOG.sign(text),)).written,
        "entries": list(map(written, leaves)),
        "inclusion": {n: list(map(written, inclusion(n, size, nodes))) for n in range(0, size, 7)},
        "consistency": {n: list(map(written, consistency(n, size, nodes))) for n in range(1, size, 7)},
        "tiles": [
            {"level": tile.level, "index": tile.index, "width": tile.width, "data": written(data)}
            for tile, data in made.items()
        ],
    }


def written(data: bytes) -> str:
    return base64.b64encode(data).decode()


def said(oracle: Path, told: dict[str, Any]) -> str:
    done = subprocess.run([str(oracle)], input=json.dumps(told), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_go_finds_our_note_root_proofs_and_tiles_right(oracle: Path) -> None:
    assert said(oracle, log()) == "ok"


def test_go_finds_what_was_changed(oracle: Path) -> None:
    good = log()
    other = written(bytes(32))
    changes: list[dict[str, Any]] = [
        {"entries": [other, *good["entries"][1:]]},
        {"note": good["note"].replace("\n576\n", "\n577\n")},
        {"inclusion": {7: [other, *good["inclusion"][7][1:]]}},
        {"consistency": {8: [other, *good["consistency"][8][1:]]}},
        {"tiles": [{**good["tiles"][0], "data": other}]},
    ]
    for change in changes:
        assert said(oracle, {**good, **change}) != "ok", change.keys()
