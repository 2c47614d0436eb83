"""The data folder keeps its secrets to one account."""

import stat
from pathlib import Path

import pytest

from xuncha.server import folder as folders
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import LogFolder, audit_place
from xuncha.server.signer import signer_folder
from xuncha.server.trouble import Trouble


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    folder.password_file("clerk")
    assert mode(folder.secrets) == 0o700
    assert {mode(place) for place in folder.secrets.iterdir()} == {0o600}


def test_a_password_once_made_stays(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    assert (
        folder.password_of("clerk")
        == DataFolder(folder.path).password_of("clerk")
        != folder.password_of("other")
    )


def test_the_rights_of_a_folder_that_was_there_are_not_changed(tmp_path: Path) -> None:
    place = tmp_path / "mine"
    place.mkdir(mode=0o700)
    DataFolder(place).create()
    assert mode(place) == 0o700


def test_a_missing_office_is_named_with_the_ways_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNCHA_DATA", str(tmp_path / "none"))
    with pytest.raises(Trouble, match=f"^there is no office in {tmp_path}/none; .*: xuncha migrate$"):
        folders.data_folder()


def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        Trouble, match=r"cannot be written to by .*; name another with XUNCHA_DATA=/path/to/folder"
    ):
        DataFolder(tmp_path / "file" / "data").create()


def test_each_jurisdiction_in_a_folder_has_a_log_and_a_signer_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XUNCHA_SIGNER", raising=False)
    folder, places = DataFolder(tmp_path), []
    for name in ("xuncha", "practice"):
        monkeypatch.setenv("XUNCHA_SCHEMA", name)
        places.append((LogFolder.of(folder).path.name, signer_folder(folder).name, audit_place(folder).name))
    assert places == [
        ("log", "signer", "audit.key"),
        ("log-practice", "signer-practice", "audit-practice.key"),
    ]
    monkeypatch.setenv("XUNCHA_SIGNER", str(tmp_path / "theirs"))
    assert signer_folder(folder) == tmp_path / "theirs"
