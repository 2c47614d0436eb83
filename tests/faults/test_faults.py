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
from tests.faults.clients import Reporter
from tests.faults.controls import Control
from tests.faults.count import Counted, There, counted
from tests.faults.journal import ACKNOWLEDGED, BEGAN, Journal, read
from tests.faults.plan import LONGEST, SHARES, SHORTEST, plan
from tests.faults.report import Report
from tests.faults.run import Load, Row

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


def test_a_defect_that_was_not_tried_is_not_caught_and_one_that_was_missed_makes_the_run_fail() -> None:
    good = Counted(3, (), ())
    row = Row(1, "disk full", good, 1.0)
    skipped, caught, missed = Control("a", 0, 0, "no root"), Control("b", 1, 0), Control("c", 0, 0)
    assert [one.is_caught for one in (skipped, caught, missed)] == [False, True, False]
    assert Report(1, [row], {}, good, 1, [], [skipped, caught], 1.0).is_good
    told = Report(1, [row], {}, good, 1, [], [skipped, caught, missed], 1.0)
    assert not told.is_good
    assert told.lines()[-1] == "2 of 3 seeded defects tried, 1 caught"


def test_a_page_that_is_not_read_while_the_disk_is_full_is_a_fault() -> None:
    row = Row(1, "disk full", Counted(3, (), ()), 1.0, "", "while the disk was full no page was read")
    assert not row.is_good
    assert not Report(1, [row], {}, Counted(3, (), ()), 1, [], [], 1.0).is_good


def test_an_envelope_where_nobody_sent_one_is_a_report_that_lies_there_twice(tmp_path: Path) -> None:
    load = Load(Journal(tmp_path / "letters"), Journal(tmp_path / "reports"))
    Reporter.every_place.update({"sent before"})
    found = There(Counter(), Counter({"sent before": 1, "of nobody": 1}))
    assert load.counted(([], []), found).doubled == ("of nobody",)
    assert load.counted(([], []), There(Counter(), Counter({"sent before": 1}))).is_good


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
    assert all(one["caught"] or one["skipped"] for one in figures["controls"])
    assert sum(one["caught"] for one in figures["controls"]) >= 2
