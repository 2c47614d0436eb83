"""
Notes which clauses the tests exercise: a pytest plugin.

    @pytest.mark.clause("yiwu-11-32", effect="tracked")

stands on a test, or on one case of a parametrized test, that exercises just that effect of that clause. A clause counts
only through a test that passed. A test carries at most three clauses: one that cites forty shows nothing about any. A passing
run with `--record-coverage` of all tests, or of all that carry a clause (`-m clause`), writes
`src/xuncha/schemes/coverage/ID.json`, which the package ships and `xuncha coverage` reads.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from xuncha.core.review.coverage import CoverageRecord
from xuncha.shipped import BASE, SCHEMES, clauses, scheme_ids, scheme_text

MOST = 3
PROPERTY = "clause"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-coverage",
        action="store_true",
        help="after a full passing run, write down which clauses its tests exercise",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", 'clause(id, effect="tracked"): the test exercises this effect of this clause'
    )
    if not hasattr(config, "workerinput"):  # reports of every worker come together in the controlling process
        config.pluginmanager.register(Notebook(config), "notebook of clauses")


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Iterator[None]:
    """A mark that says too much, or of a clause that is not there, is an error of collection."""
    made = yield
    for item in made if isinstance(made, list) else [made]:
        if isinstance(item, pytest.Item):
            wrong = what_is_wrong(item)
            if wrong:
                raise pytest.Collector.CollectError(f"{item.nodeid}: {wrong}")
            item.user_properties += [
                (PROPERTY, clause) for clause, effect in marks(item) if not effect.endswith(HALF)
            ]
    return made


HALF = "-core"
"""`recorded-core`: the core holds the value, but no page has shown it yet; such a test does not count."""


def marks(item: pytest.Item) -> list[tuple[str, str]]:
    """The clauses a test carries, each with the effect it exercises."""
    found = [
        (str(mark.args[0]) if mark.args else "", str(mark.kwargs.get("effect", "")))
        for mark in item.iter_markers("clause")
    ]
    return list(dict.fromkeys(found))


def what_is_wrong(item: pytest.Item) -> str:
    """Why the clause marks of a test cannot stand, or nothing."""
    carried = marks(item)
    if any(len(mark.args) > 1 for mark in item.iter_markers("clause")):
        return "a mark names one clause; write a mark for each"
    if len(carried) > MOST:
        return f"carries {len(carried)} clauses, and one test can show at most {MOST}; split it"
    for clause, effect in carried:
        known = EFFECTS.get(clause)
        if known is None:
            return f"there is no clause {clause!r} in src/xuncha/schemes/clauses"
        if effect.removesuffix(HALF) != known:
            return f'{clause} is {known}; write @pytest.mark.clause("{clause}", effect="{known}")'
    return ""


def effects() -> dict[str, str]:
    """Each clause of the shipped regulations and its effect."""
    return {clause.id: clause.effect for scheme in (*scheme_ids(), BASE) for clause in clauses(scheme)}


EFFECTS: Mapping[str, str] = effects()


class Notebook:
    """Gathers the clauses of passing tests, and writes them down at the end of a full run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.tests: defaultdict[str, set[str]] = defaultdict(set)
        self.is_part = False

    def pytest_deselected(self) -> None:
        self.is_part = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" or report.outcome != "passed" or hasattr(report, "wasxfail"):
            return
        for name, clause in report.user_properties:
            if name == PROPERTY:
                self.tests[str(clause)].add(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
        if not self.config.getoption("record_coverage"):
            return
        if exitstatus != pytest.ExitCode.OK or not self.is_whole():
            terminalreporter.write_line(
                "coverage of clauses: not recorded, because this was not a full passing run"
            )
            return
        for scheme in scheme_ids():
            place = write_record(scheme, self.tests, Path(str(SCHEMES)))
            terminalreporter.write_line(f"coverage of clauses: {place}")

    def is_whole(self) -> bool:
        """Whether every test that carries a clause was asked for: no paths, no -k, no -m but `-m clause`, none left out."""
        if self.config.args_source != pytest.Config.ArgsSource.TESTPATHS or self.config.option.keyword:
            return False
        asked = self.config.option.markexpr
        return asked == PROPERTY or not (asked or self.is_part)


def write_record(scheme: str, tests: Mapping[str, set[str]], folder: Path) -> Path:
    """Write the record of one regulation; the file it stands in."""
    mine = {clause.id: tuple(sorted(tests[clause.id])) for clause in clauses(scheme) if tests.get(clause.id)}
    digest = hashlib.sha256(scheme_text(scheme).encode()).hexdigest()
    place = folder / "coverage" / f"{scheme}.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(CoverageRecord(scheme, digest, mine).as_text(), encoding="utf-8")
    return place
