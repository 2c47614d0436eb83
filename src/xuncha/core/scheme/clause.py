"""The norms of a regulation, one a row: what each asks in our own words, and what this product does about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuncha.core.faults import Fault, SchemeFaults
from xuncha.core.words import Text

CONTEXT = "context"
"""The effect of a row that only explains: nothing can be refused, owed, entered or shown because of it."""

NEEDED = ("id", "zh", "en")


@dataclass(frozen=True, slots=True)
class Clause:
    """One norm: its id (`town-11-32`), its place in the text (`第十一条（六）`), and what it asks."""

    id: str
    article: str
    kind: str
    text: Text
    effect: str
    later: bool = False

    @property
    def has_effect(self) -> bool:
        """Whether some rule must carry it."""
        return self.effect not in ("", CONTEXT)


def read_clauses(text: str, file: str) -> tuple[Clause, ...]:
    """The rows of a clause table: tab-separated, nothing quoted, the names of its columns in the first line.

    Raises SchemeFaults with every row that cannot be used.
    """
    first, *lines = text.lstrip("\ufeff").split("\n")
    columns = [name.strip() for name in first.split("\t")]
    lacking = [name for name in NEEDED if name not in columns]
    if lacking:
        wrong, right = (
            f"no column {', '.join(lacking)}",
            "The first line names id, article, kind, zh, en, effect, later",
        )
        raise SchemeFaults([Fault(file, 1, "clauses", wrong, right, f"缺少栏目 {'、'.join(lacking)}")])
    rows = [(number, line.rstrip("\r").split("\t")) for number, line in enumerate(lines, 2) if line.strip()]
    faults = list(_faults(rows, columns, file))
    if faults:
        raise SchemeFaults(faults)
    return tuple(_clause(dict(zip(columns, cells, strict=True))) for _, cells in rows)


def _clause(row: Mapping[str, str]) -> Clause:
    return Clause(
        row["id"], row.get("article", ""), row.get("kind", ""), Text(row["zh"], row["en"]),
        row.get("effect", ""), row.get("later", "") == "yes",
    )  # fmt: skip


def _faults(rows: Iterable[tuple[int, list[str]]], columns: list[str], file: str) -> Iterable[Fault]:
    seen: set[str] = set()
    for number, cells in rows:
        if len(cells) != len(columns):
            wrong, right = f"{len(cells)} cells", f"One cell for each of the {len(columns)} columns"
            zh = f"这一行有 {len(cells)} 栏，应当是 {len(columns)} 栏"
            yield Fault(file, number, "clauses", wrong, right, zh)
            continue
        row = dict(zip(columns, cells, strict=True))
        if lacking := [name for name in NEEDED if not row[name].strip()]:
            wrong, right = f"empty {', '.join(lacking)}", "Say in both languages what the clause asks"
            yield Fault(file, number, f"clause {row['id']}", wrong, right, f"{'、'.join(lacking)} 是空的")
        if row["id"] in seen:
            wrong, right = "the id is used twice", "Give each row an id of its own"
            yield Fault(file, number, f"clause {row['id']}", wrong, right, "编号用了两次")
        seen.add(row["id"])
