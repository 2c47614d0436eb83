"""What the database knows as a password is on disk before it is used."""

import shutil
from pathlib import Path

import pytest

from tests.faults.disk import copied, loop_disk, mount, unmount
from xuncha.server.folder import DataFolder


@pytest.mark.faults
def test_passwords_and_keys_outlast_a_power_cut_right_after_they_were_made(tmp_path: Path) -> None:
    with loop_disk(tmp_path) as (disk, why):
        if why:
            pytest.skip(why)
        made = DataFolder(disk / "data")
        made.create()
        kept = {role: made.password_of(role) for role in ("owner", "app")} | {
            "key": made.secret("django.key")
        }
        copied(tmp_path / "image", tmp_path / "copy.image")
    left = tmp_path / "copy"
    left.mkdir()
    assert mount(tmp_path / "copy.image", left) == ""
    try:
        found = DataFolder(left / "data")
        assert found.exists()
        assert {role: found.password_of(role) for role in ("owner", "app")} | {
            "key": found.secret("django.key")
        } == kept
    finally:
        unmount(left)
        shutil.rmtree(left)
