"""The plugin that notes which clauses the tests exercise, tried on small test files of its own."""

from pathlib import Path

import pytest

from tests import coverage_of_clauses
from xuncha.core.review.coverage import CoverageRecord


@pytest.fixture
def office(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project whose tests carry clauses; its record is written beside it."""
    monkeypatch.setattr(coverage_of_clauses, "SCHEMES", pytester.path)
    pytester.makeini("[pytest]\ntestpaths = tests\naddopts = --strict-markers -p no:cacheprovider\n")
    pytester.mkdir("tests")
    return pytester


def write(office: pytest.Pytester, body: str) -> None:
    (office.path / "tests" / "test_it.py").write_text(
        f"import pytest\nclause = pytest.mark.clause\n{body}", encoding="utf-8"
    )


def run(office: pytest.Pytester, *words: str) -> str:
    done = office.inline_run(*words, plugins=[coverage_of_clauses])
    return f"{done.ret!s}"


def record(office: pytest.Pytester) -> CoverageRecord:
    return CoverageRecord.of((office.path / "coverage" / "yiwu-2015.json").read_text(encoding="utf-8"))


PASSING = '@clause("yiwu-11-32", effect="tracked")\ndef test_notice(): pass\n'
FAILING = '@clause("yiwu-11-1", effect="enforced")\ndef test_entry(): assert False\n'


def test_a_full_passing_run_writes_down_its_clauses(office: pytest.Pytester) -> None:
    write(office, PASSING)
    run(office, "--record-coverage")
    assert record(office).tests == {"yiwu-11-32": ("tests/test_it.py::test_notice",)}


def test_without_the_option_nothing_is_written(office: pytest.Pytester) -> None:
    write(office, PASSING)
    run(office)
    assert not (office.path / "coverage").exists()


@pytest.mark.parametrize("words", [("tests",), ("-k", "notice"), ("-m", "not clause")])
def test_a_part_of_the_tests_is_no_full_run(office: pytest.Pytester, words: tuple[str, ...]) -> None:
    write(office, PASSING)
    run(office, "--record-coverage", *words)
    assert not (office.path / "coverage").exists()


def test_all_tests_that_carry_a_clause_are_enough(office: pytest.Pytester) -> None:
    write(office, PASSING + "def test_without(): assert False\n")
    run(office, "--record-coverage", "-m", "clause")
    assert list(record(office).tests) == ["yiwu-11-32"]


def test_a_failing_run_leaves_no_record(office: pytest.Pytester) -> None:
    write(office, PASSING + FAILING)
    run(office, "--record-coverage")
    assert not (office.path / "coverage").exists()


def test_a_skipped_test_exercises_nothing(office: pytest.Pytester) -> None:
    write(
        office,
        '@pytest.mark.skip\n@clause("yiwu-11-1", effect="enforced")\ndef test_entry(): pass\n' + PASSING,
    )
    run(office, "--record-coverage")
    assert list(record(office).tests) == ["yiwu-11-32"]


def test_what_only_the_core_shows_is_not_counted_yet(office: pytest.Pytester) -> None:
    write(office, '@clause("yiwu-13-6", effect="recorded-core")\ndef test_deeper(): pass\n' + PASSING)
    run(office, "--record-coverage")
    assert list(record(office).tests) == ["yiwu-11-32"]


def test_one_case_of_a_parametrized_test_carries_its_own_clause(office: pytest.Pytester) -> None:
    one = 'pytest.param(1, marks=clause("yiwu-11-1", effect="enforced"), id="entry")'
    write(office, f'@pytest.mark.parametrize("n", [{one}, 2])\ndef test_cases(n): pass\n')
    run(office, "--record-coverage")
    assert record(office).tests == {"yiwu-11-1": ("tests/test_it.py::test_cases[entry]",)}


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        (
            ["yiwu-11-1 enforced", "yiwu-11-32 tracked", "yiwu-16-1 tracked", "yiwu-19-2 tracked"],
            "test_it: carries 4 clauses, and one test can show at most 3; split it",
        ),
        (["yiwu-99-1 tracked"], "there is no clause 'yiwu-99-1' in src/xuncha/schemes/clauses"),
        (
            ["yiwu-11-32 shown"],
            'yiwu-11-32 is tracked; write @pytest.mark.clause("yiwu-11-32", effect="tracked")',
        ),
        (["yiwu-11-32"], 'yiwu-11-32 is tracked; write @pytest.mark.clause("yiwu-11-32", effect="tracked")'),
    ],
)
def test_a_mark_that_cannot_stand_fails_collection(
    office: pytest.Pytester, marks: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = []
    for mark in marks:
        name, _, effect = mark.partition(" ")
        lines.append(f'@clause("{name}", effect="{effect}")\n' if effect else f'@clause("{name}")\n')
    write(office, "".join(lines) + "def test_it(): pass\n")
    run(office)
    said = capsys.readouterr().out
    assert message in said
    assert "1 error" in said


def test_workers_tell_the_controlling_process(
    office: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is the same when tests run in two processes."""
    here = Path(coverage_of_clauses.__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", f"{here}:{here / 'src'}")
    office.makeconftest(
        "import pathlib\nfrom tests import coverage_of_clauses\n"
        f"coverage_of_clauses.SCHEMES = pathlib.Path({str(office.path)!r})\n"
        "from tests.coverage_of_clauses import *\n"
    )
    write(office, PASSING)
    done = office.runpytest_subprocess("-n", "2", "--record-coverage")
    done.assert_outcomes(passed=1)
    assert list(record(office).tests) == ["yiwu-11-32"]
