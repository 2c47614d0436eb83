"""The portal hands the public log out as files, and nothing that lies beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.conftest import Template
from tests.portal.conftest import Portal
from xuncha.core.log.tiles import Tile
from xuncha.server.log_folder import LogFolder

FULL, EDGE, ENTRIES = Tile(0, 1234067), Tile(0, 2, 64), Tile(None, 0, 64)


@pytest.fixture(autouse=True)
def published(template: Template) -> Iterator[None]:
    log = LogFolder.of(template.folder)
    for tile in (FULL, EDGE, ENTRIES):
        log.write_tile(tile, tile.path.encode())
    (log.public / "checkpoint").write_text("county.example/log\n")
    (log.public / "beside").write_text("not of the log")
    (log.path / "policy").write_text("log county.example/log+1+key\n")
    yield
    shutil.rmtree(log.path)


def test_checkpoint_and_tiles_are_served_as_the_specification_asks(portal: Portal) -> None:
    told = portal.get("/log/checkpoint")
    assert (told.status, told.text) == (200, "county.example/log\n")
    assert told.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert told.headers["Cache-Control"] == "no-store"
    for tile in (FULL, EDGE, ENTRIES):
        told = portal.get(f"/log/{tile.path}")
        assert (told.status, told.text) == (200, tile.path)
        assert told.headers["Content-Type"] == "application/octet-stream"
        assert ("immutable" in told.headers["Cache-Control"]) is (tile is FULL)
        assert told.headers["Set-Cookie"] is None


@pytest.mark.parametrize(
    "path",
    ["beside", "tile/0/3", "tile/0/000.p/256", "tile/0/02.p/64", "tile/../beside", "../policy", "..%2fpolicy", "checkpoint/",
     "%2e%2e/%2e%2e/secrets/django.key", "/etc/passwd", "tile/64/000", "tile/0/x1/000", "tile", ""],
)  # fmt: skip
def test_what_is_no_file_of_the_log_is_not_found(portal: Portal, path: str) -> None:
    told = portal.get(f"/log/{path}")
    assert told.status == 404
    assert "not of the log" not in told.text


def test_what_a_proof_is_checked_with_is_handed_out_to_be_kept_where_there_is_a_log(
    portal: Portal, template: Template
) -> None:
    assert 'href="/log/verify.html"' in portal.get("/how").text
    for name, part in (
        ("verify.html", "证明文件"),
        ("xuncha_verify.py", "def main"),
        ("keys.policy", "county.example/log"),
    ):
        told = portal.get(f"/log/{name}")
        assert (told.status, part in told.text) == (200, True)
        assert told.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert told.headers["Content-Security-Policy"].startswith("default-src 'none'")
    (LogFolder.of(template.folder).path / "policy").unlink()
    assert "verify.html" not in portal.get("/how").text
    assert portal.get("/log/keys.policy").status == portal.get("/log/verify.html").status == 404
