"""Every rule of the plan is asked about by name: where it refuses, where it lets pass, what it owes."""

from pathlib import Path

from tests.regulations.exercised import lacking
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import scheme_text


def test_every_guard_is_asked_to_refuse_and_to_pass_and_every_duty_to_open_and_to_close(
    tmp_path: Path,
) -> None:
    own = read_scheme(scheme_text("jinniu-2017"), "jinniu-2017")
    assert list(lacking(own, Path(__file__), tmp_path / "notes.json")) == []
