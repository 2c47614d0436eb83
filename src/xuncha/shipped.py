"""What comes with the package as data: calendars and regulations, read from its own files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from xuncha.core.dates.calendar import Calendar, YearTable
from xuncha.core.scheme.clause import Clause, read_clauses

SCHEMES = files("xuncha") / "schemes"
BASE = "base"
"""The name of the product's own safeguards, which are loaded under every regulation and are none themselves."""


@cache
def calendar() -> Calendar:
    """The calendar of every year that ships with this version."""
    folder = files("xuncha") / "calendars"
    year_files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    return Calendar.of(YearTable.parse(file.read_bytes(), file.name) for file in year_files)


@cache
def base_text() -> str:
    """The product's own safeguards, loaded under every regulation."""
    return scheme_text(BASE)


@cache
def scheme_text(scheme: str) -> str:
    """The text of a shipped regulation; raises FileNotFoundError for any other."""
    return (SCHEMES / f"{scheme}.toml").read_text(encoding="utf-8")


@cache
def scheme_ids() -> tuple[str, ...]:
    """The regulations that ship with this version, in the order of their names."""
    names = (file.name for file in SCHEMES.iterdir()) if SCHEMES.is_dir() else ()
    return tuple(sorted(name.removesuffix(".toml") for name in names if _is_scheme(name)))


def _is_scheme(name: str) -> bool:
    return name.endswith(".toml") and name != f"{BASE}.toml"


@cache
def clauses(scheme: str) -> tuple[Clause, ...]:
    """What a shipped regulation asks, one norm a row; none where no table was written for it."""
    file = SCHEMES / "clauses" / f"{scheme}.tsv"
    return read_clauses(file.read_text(encoding="utf-8"), file.name) if file.is_file() else ()


@cache
def case_text(scheme: str) -> str:
    """The worked case of a shipped regulation, or nothing where it has none."""
    file = SCHEMES / "cases" / f"{scheme}.toml"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def coverage_text(scheme: str) -> str:
    """The record of the last full test run over a shipped regulation, or nothing where there is none."""
    file = SCHEMES / "coverage" / f"{scheme}.json"
    return file.read_text(encoding="utf-8") if file.is_file() else ""
