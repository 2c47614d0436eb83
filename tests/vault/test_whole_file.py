"""A file is there whole, or what stood there before is; nothing half stays behind."""

from pathlib import Path

import pytest

from xuncha.vault.whole_file import ANYBODY, halves, written_whole


def test_what_stood_there_stays_until_the_new_file_is_whole(tmp_path: Path) -> None:
    place = tmp_path / "note"
    place.write_bytes(b"before")
    with written_whole(place) as file:
        file.write(b"after")
        file.flush()
        assert place.read_bytes() == b"before"
        (half,) = halves(place)
        assert half.read_bytes() == b"after"
        assert not list(halves(tmp_path / "no"))
    assert place.read_bytes() == b"after"
    assert place.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["note"]


def test_a_block_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def half_written() -> None:
        with written_whole(tmp_path / "note", ANYBODY) as file:
            file.write(b"half")
            raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        half_written()
    assert not list(tmp_path.iterdir())


def test_a_file_without_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), written_whole(tmp_path / "none" / "note"):
        pass
