"""Every rule of the invented regulation is asked about by name, and the regulation has no fault."""

from dataclasses import replace
from pathlib import Path

from tests.regulations.every_word.town import FILE, SCHEMES, scheme
from tests.regulations.exercised import OF_NEW_WORDS, lacking
from xuncha.core.review.check import faults_in
from xuncha.core.scheme.clause import read_clauses
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import base_text


def test_every_guard_is_asked_to_refuse_and_to_pass_and_every_duty_to_open_and_to_close(
    tmp_path: Path,
) -> None:
    base = read_scheme(base_text(), "base")
    asked_elsewhere = base.guards.keys() - OF_NEW_WORDS
    own = replace(
        scheme(),
        guards={name: one for name, one in scheme().guards.items() if name not in asked_elsewhere},
        duties={name: one for name, one in scheme().duties.items() if name not in base.duties},
    )
    assert list(lacking(own, Path(__file__), tmp_path / "notes.json")) == []


def test_it_has_no_fault_and_every_clause_is_carried() -> None:
    clauses = SCHEMES / "clauses" / FILE.with_suffix(".tsv").name
    norms = read_clauses(clauses.read_text(encoding="utf-8"), str(clauses))
    assert 30 <= len(norms) <= 60
    base = read_scheme(base_text(), "base")
    assert faults_in(FILE.read_text(encoding="utf-8"), FILE.name, base, norms) == ()
