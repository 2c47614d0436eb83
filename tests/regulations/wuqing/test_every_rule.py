"""Every rule of the plan is asked about by name: where it refuses, where it lets pass, what it owes."""

from dataclasses import replace
from pathlib import Path

from tests.regulations.exercised import lacking
from tests.regulations.wuqing.city import SCHEME
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import base_text, scheme_text


def test_every_guard_is_asked_to_refuse_and_to_pass_and_every_duty_to_open_and_to_close(
    tmp_path: Path,
) -> None:
    base = read_scheme(base_text(), "base")
    whole = read_scheme(scheme_text(SCHEME), SCHEME).over(base)
    own = replace(
        whole,
        guards={name: guard for name, guard in whole.guards.items() if name not in base.guards},
        duties={name: rule for name, rule in whole.duties.items() if name not in base.duties},
    )
    assert list(lacking(own, Path(__file__), tmp_path / "notes.json")) == []
