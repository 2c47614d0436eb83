"""The page that describes every act, made from the catalogue: `python -m tests.docs.acts_page` writes it anew."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import xuncha.core.catalogue as catalogue
from xuncha.core.catalogue import ActType, Field
from xuncha.core.names.labels import KIND_NAMES, STATES, label
from xuncha.core.scheme.nouns import filled, words_of

PLACE = Path(__file__).parents[2] / "docs/acts.md"

HEAD = """# Acts

Every kind of thing that can happen: the closed catalogue (`core/catalogue/`), in the order in which an office meets it. A role of a
regulation lists in `may` what its holders do, a duty says what it is opened by (`after`) and discharged by (`done_by`), a guard what it
stands before (`on`). This page is made from the catalogue, and a test keeps it so.

**On**: the kinds of things it is done on; `*` any of them. **Asks**: its own fields; a form of the regulation words them otherwise,
requires them, or adds its own. `*` several, `?` may be left out, `!` personal: sealed, and erasable for ever, `~` a day that has come,
`(list)` the list it is chosen from or the kind of thing it names, `^` of the list that the deciding field names. **By**: the field whose
value stands after the colon in `act:value`. **From**: the states in which it may be done; `new` begins the thing, `any` is any state that
is not final. **To**: the state it leads to; without one, the state stays.
"""

MARKS = (("*", "many"), ("?", "optional"), ("!", "personal"), ("~", "happened"), ("^", "of_decided"))


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections(), *_names()])


def _sections() -> Iterator[str]:
    for module in catalogue._GROUPS:
        yield f"## {_says(Path(str(module.__file__)))}\n"
        yield "| act | on | asks | by | from | to |\n| --- | --- | --- | --- | --- | --- |"
        yield from map(_row, module.ACTS)
        yield ""


def _says(module: Path) -> str:
    """The first line of a module's docstring, without its full stop."""
    return (
        (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").splitlines()[0].rstrip(".")
    )


def _row(act: ActType) -> str:
    asks = ", ".join(_field(field, act.code) for field in act.fields) or "-"
    name = filled(act.name, words_of(None))
    cells = (
        f"`{act.code}` {name.zh} {name.en}", " ".join(f"`{kind}`" for kind in act.on), asks,
        f"`{act.deciding}`" if act.deciding else "", " ".join(f"`{state}`" for state in act.needs),
        f"`{act.to}`" if act.to else "",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _field(field: Field, act: str) -> str:
    marks = "".join(mark for mark, name in MARKS if getattr(field, name))
    of = f" ({field.of})" if field.of else ""
    return f"`{field.name}`{marks} {label(field.name, act).zh}{of}"


def _names() -> Iterator[str]:
    """What the codes of kinds and states are called."""
    yield "## Kinds and states\n"
    for title, names in (("Kinds", KIND_NAMES), ("States", STATES)):
        said = {code: filled(text, words_of(None)) for code, text in names.items()}
        yield f"{title}: {' · '.join(f'`{code}` {text.zh} {text.en}' for code, text in said.items())}.\n"


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
