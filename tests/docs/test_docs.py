"""What the documentation says is there: every act, command and setting, and every file it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.docs import acts_page, commands_page, simulations_page
from xuncha.core.catalogue import CATALOGUE

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CODE = ROOT / "src/xuncha"


@pytest.mark.parametrize(
    "made", [acts_page, commands_page, simulations_page], ids=["acts", "commands", "dates"]
)
def test_a_page_made_from_the_code_is_current(made: object) -> None:
    place, page = made.PLACE, made.page()  # type: ignore[attr-defined]
    again = f"python -m {made.__name__}"  # type: ignore[attr-defined]
    assert place.read_text(encoding="utf-8") == page, f"write it anew: {again}"


def test_every_act_is_described() -> None:
    said = (ROOT / "docs/acts.md").read_text(encoding="utf-8")
    assert [code for code in CATALOGUE if f"| `{code}` " not in said] == []


def test_every_command_is_described() -> None:
    said = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    names = list(commands_page.names())
    assert {"xuncha worker", "xuncha bench", "xuncha scheme check", "xuncha import complaints"} <= set(names)
    assert [name for name in names if f"## `{name}`" not in said] == []


def test_every_setting_is_described() -> None:
    sources = [*CODE.rglob("*.py"), *(file for file in (ROOT / "script").iterdir() if file.is_file())]
    used = {name for file in sources for name in re.findall(r"\bXUNCHA_[A-Z_]+\b", file.read_text("utf-8"))}
    said = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert sorted(name for name in used if f"`{name}`" not in said) == []


# ---------------------------------------------------------------------------------------------- files

TOPS = {one.name for one in (*ROOT.iterdir(), *CODE.iterdir()) if one.is_dir()}
PLACEHOLDER = re.compile(r"[A-Z]{2,}")


def named_in(page: Path) -> Iterator[str]:
    """The paths that a page names in code marks: below a folder of ours, or a file of Python."""
    for word in re.findall(r"`([\w./*-]+)`", page.read_text(encoding="utf-8")):
        is_path = "/" in word and word.partition("/")[0] in TOPS
        if (is_path or word.endswith(".py")) and not PLACEHOLDER.search(word.rpartition(".")[0] or word):
            yield word


def is_there(word: str) -> bool:
    """Whether a path stands somewhere below one of the roots that the pages count from."""
    roots = (ROOT, CODE.parent, CODE, CODE / "web", ROOT / "tests")
    module, _, name = word.rpartition(".")
    forms = (word.rstrip("/"), f"{word}.py", f"{module}.py" if name and module else word)
    return any(next(root.glob(form), None) for root in roots for form in forms) or word in names_of_files()


@cache
def names_of_files() -> frozenset[str]:
    return frozenset(file.name for top in ("src", "tests") for file in (ROOT / top).rglob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_a_page_names_is_there(page: Path) -> None:
    assert [word for word in named_in(page) if not is_there(word)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if ":" not in link and not (page.parent / link).exists()] == []
