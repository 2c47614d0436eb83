"""A matter in a table of many kinds."""

from __future__ import annotations

from xuncha.core.labels import KIND_NAMES
from xuncha.core.rows import Subject
from xuncha.core.words import Text
from xuncha.web import addresses
from xuncha.web.kit.link import Link


def matter_link(row: Subject) -> Link:
    """A matter by its kind, number and title."""
    kind, name = KIND_NAMES[row.kind], f"{row.number} {row.title}".strip()
    return Link(
        Text(f"{kind.zh} {name}".strip(), f"{kind.en} {name}".strip()), addresses.of_subject(row.kind, row.id)
    )
