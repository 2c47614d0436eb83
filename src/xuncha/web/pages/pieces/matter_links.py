"""A matter in a table of many kinds."""

from __future__ import annotations

from xuncha.core.facts.rows import Subject
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.names.nouns import kind_words
from xuncha.core.words import Text
from xuncha.store.schemes import scheme_for
from xuncha.web import addresses
from xuncha.web.kit.link import Link


def kind_of_row(row: Subject) -> Text:
    """What a matter is called: an inspection as the regulation of its round has it."""
    return kind_words(scheme_for(row), row.kind) if row.kind == "inspection" else KIND_NAMES[row.kind]


def matter_link(row: Subject) -> Link:
    """A matter by its kind, number and title."""
    kind, name = kind_of_row(row), f"{row.number} {row.title}".strip()
    return Link(
        Text(f"{kind.zh} {name}".strip(), f"{kind.en} {name}".strip()), addresses.of_subject(row.kind, row.id)
    )
