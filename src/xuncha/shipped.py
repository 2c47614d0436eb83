"""What comes with the package as data: calendars and regulations, read from its own files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from xuncha.core.calendar import Calendar, YearTable


@cache
def calendar() -> Calendar:
    """The calendar of every year that ships with this version."""
    folder = files("xuncha") / "calendars"
    year_files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    return Calendar.of(YearTable.parse(file.read_bytes(), file.name) for file in year_files)


@cache
def base_text() -> str:
    """The product's own safeguards, loaded under every regulation."""
    return (files("xuncha") / "schemes" / "base.toml").read_text(encoding="utf-8")


@cache
def scheme_text(scheme: str) -> str:
    """The text of a shipped regulation; raises FileNotFoundError for any other."""
    return (files("xuncha") / "schemes" / f"{scheme}.toml").read_text(encoding="utf-8")
