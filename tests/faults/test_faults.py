"""Twenty-five faults on an office under load: nothing acknowledged is lost, nothing is there twice, and the counting finds seeded defects."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import xuncha
from tests.faults.count import counted
from tests.faults.journal import ACKNOWLEDGED, BEGAN, Journal, read
from tests.faults.plan import LONGEST, SHARES, SHORTEST, plan

SOURCE, ROOT = str(Path(xuncha.__file__).parents[1]), str(Path(__file__).parents[2])
COUNT = 25


def test_the_same_seed_is_the_same_plan() -> None:
    assert plan(7, 40) == plan(7, 40)
    assert plan(7, 40) != plan(8, 40)
    assert {fault.kind for fault in plan(7, COUNT)} == set(SHARES), "each kind has its share"
    assert all(SHORTEST <= fault.after <= LONGEST for fault in plan(7, 40))
    assert len(plan(1, 3, ["portal killed"])) == 3


def test_what_is_lost_and_what_is_there_twice_is_counted() -> None:
    found = counted(["a", "b", "c"], Counter({"a": 1, "b": 2, "d": 1}))
    assert (found.acknowledged, found.lost, found.doubled, found.is_good) == (3, ("c",), ("b",), False)
    both = found + counted(["e"], Counter({"e": 1}))
    assert (both.acknowledged, both.lost, both.doubled) == (4, ("c",), ("b",))
    assert counted(["a"], Counter({"a": 1, "b": 1})).is_good, "what was not acknowledged may be there"


def test_a_journal_is_on_the_disk_before_it_goes_on(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    for what, key in ((BEGAN, "a"), (ACKNOWLEDGED, "a"), (BEGAN, "b")):
        journal.note(what, key)
    assert read(tmp_path / "journal") == (["a", "b"], ["a"])
    assert (journal.began, journal.acknowledged) == (["a", "b"], ["a"])


@pytest.mark.faults
def test_nothing_acknowledged_is_lost_or_doubled_and_seeded_defects_are_found(tmp_path: Path) -> None:
    told = tmp_path / "figures.json"
    words = ["--count", str(COUNT), "--json", str(told)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *words], capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{SOURCE}:{ROOT}"},
    )  # fmt: skip
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(told.read_text())
    assert (figures["faults"], figures["lost"], figures["doubled"], figures["wrong"]) == (COUNT, [], [], [])
    assert figures["acknowledged"] > COUNT
    assert figures["sent_again"] > 0, "the control: faults were felt"
    assert len(figures["controls"]) == 4
    assert all(one["caught"] for one in figures["controls"])
