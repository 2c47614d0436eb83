"""Every rule of the opinions is asked about by name: where it refuses, where it lets pass, what it owes."""

from pathlib import Path

from tests.regulations.exercised import lacking
from tests.regulations.hongshan.district import SCHEME
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import scheme_text


def test_every_guard_is_asked_to_refuse_and_to_pass_and_every_duty_to_open_and_to_close(
    tmp_path: Path,
) -> None:
    own = read_scheme(
        scheme_text(SCHEME), SCHEME
    )  # the safeguards beneath are asked about with the first regulation
    assert list(lacking(own, Path(__file__), tmp_path / "notes.json")) == []
