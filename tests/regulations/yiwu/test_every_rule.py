"""Every rule of the measures and every safeguard is asked about by name: where it refuses, where it lets pass, what it owes."""

from dataclasses import replace
from pathlib import Path

from tests.regulations.exercised import OF_NEW_WORDS, lacking
from tests.regulations.yiwu.city import scheme
from xuncha.core.acts.competence import is_somebodys
from xuncha.core.scheme.rules import Guard

BY_CODE = "base-41"
"""What is owed to whoever comes with a code is asked about in tests/core/test_protection_asked.py."""


def is_for_somebody(guard: Guard) -> bool:
    """Safeguards on acts that the measures give to nobody are asked about in tests/core/test_protection.py."""
    return any(is_somebodys(scheme(), act) for act in guard.on)


def test_every_guard_is_asked_to_refuse_and_to_pass_and_every_duty_to_open_and_to_close(
    tmp_path: Path,
) -> None:
    guards = {
        name: one
        for name, one in scheme().guards.items()
        if name not in OF_NEW_WORDS and is_for_somebody(one)
    }
    duties = {name: one for name, one in scheme().duties.items() if BY_CODE not in one.cite}
    rules = replace(scheme(), guards=guards, duties=duties)
    assert list(lacking(rules, Path(__file__), tmp_path / "notes.json")) == []
