"""docs/log-format.md shows what is really written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.log.example import POLICY, Example
from xuncha.verifier import xuncha_verify

PAGE = (Path(__file__).parents[2] / "docs/log-format.md").read_text(encoding="utf-8")


def test_the_example_is_what_the_log_writes_and_the_verifier_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = Example().proof().written
    (tmp_path / "proof").write_text(proof, encoding="utf-8")
    (tmp_path / "keys").write_text(POLICY, encoding="utf-8")
    assert xuncha_verify.main([str(tmp_path / "proof"), str(tmp_path / "keys")]) == 0
    shown = PAGE.split("```\n")
    assert shown[1] == proof
    assert shown[3] == POLICY
    assert shown[5] == capsys.readouterr().out


def test_every_field_of_an_event_is_named() -> None:
    from xuncha.core.log.entry import IDS, WORDS

    for name in (*IDS, *WORDS, "id", "subject", "command", "occurred_on", "recorded_at", "refs", "previous"):
        assert f"`{name}`" in PAGE, name
