"""The bench measures a whole office and leaves nothing behind; here only that it can, not how fast."""

import json
import os
import subprocess
import sys
from pathlib import Path


def test_every_part_is_measured_and_said_as_a_table_and_as_json(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    tmp_path.chmod(0o711)
    told = tmp_path / "figures.json"
    words = ["bench", "--seconds", "0.3", "--sizes", "60", "--letters", "100", "--json", str(told)]
    done = subprocess.run(
        [sys.executable, "-m", "xuncha", *words], capture_output=True, text=True, check=False,
        env={**os.environ, "TMPDIR": str(place)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures = json.loads(told.read_text())["figures"]
    assert {one["part"] for one in figures} == set("abcdefgh")
    assert all(one["value"] > 0 for one in figures if one["unit"] != "s")
    assert "same rows as bare SQL" in done.stdout
    assert list(place.glob("xuncha-bench-*")) == []
