"""What a backup must come to again when it is restored: the rows of each table, and the head of the log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg import sql

from xuncha.core.log.checkpoint import Head
from xuncha.core.log.tree import EMPTY_ROOT
from xuncha.server.backup.programs import NOT_KEPT

Link = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Figures:
    """Rows by table; the size and the root of the inner tree; how many acts there are."""

    tables: dict[str, int]
    size: int
    root: str
    acts: int

    @classmethod
    def read(cls, told: dict[str, Any]) -> Figures:
        """As they were written down (`written`)."""
        return cls(dict(told["tables"]), int(told["size"]), str(told["root"]), int(told["acts"]))

    @property
    def written(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def head(self) -> Head:
        """The head of the inner tree."""
        return Head(self.size, bytes.fromhex(self.root))


def figures(link: Link, schema: str) -> Figures:
    """Count what stands in a schema, as this connection's transaction sees it."""
    names = link.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r' ORDER BY 1",
        [schema],
    ).fetchall()
    tables = {str(name): _count(link, schema, name) for (name,) in names if name not in NOT_KEPT}
    grown = sql.SQL("SELECT size, root FROM {}.log_growth ORDER BY size DESC LIMIT 1")
    last = link.execute(grown.format(sql.Identifier(schema))).fetchone()
    size, root = last if last else (0, EMPTY_ROOT)
    return Figures(tables, int(size), bytes(root).hex(), tables["act"])


def _count(link: Link, schema: str, table: str) -> int:
    counted = sql.SQL("SELECT count(*) FROM {}.{}").format(sql.Identifier(schema), sql.Identifier(table))
    found = link.execute(counted).fetchone()
    assert found is not None
    return int(found[0])


def differences(was: Figures, now: Figures) -> list[str]:
    """What is not as it was, one line each."""
    found = [
        f"table {name}: {was.tables.get(name, 0):,} rows were saved, {now.tables.get(name, 0):,} are here"
        for name in sorted({*was.tables, *now.tables})
        if was.tables.get(name, 0) != now.tables.get(name, 0)
    ]
    if was.head != now.head:
        found.append(f"the log: its head at {was.size:,} entries was saved, another is here")
    return found
