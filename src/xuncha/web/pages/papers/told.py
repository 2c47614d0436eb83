"""What a paper rests on, told to whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.record.payload import known_slots
from xuncha.core.scheme.rules import Form, Scheme
from xuncha.core.words import Text
from xuncha.queries.rounds import keeper_of_ledgers
from xuncha.queries.subjects import (
    entered_by,
)
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.shown import (
    opening_act,
    value_words,
)


def told_by_sender(
    viewer: Viewer, scheme: Scheme, form: Form, row: Subject
) -> Iterator[tuple[str, PaperTable]]:
    """What a paper rests on, where its form says that it tells it: the sender's own entries, to whoever reads the paper."""
    keeper = scheme.roles.get(str(scheme.about.get("supervisor", "")))
    for field in form.fields.values():
        keys = [key for one in listed(row.facts.get(field.name)) if (key := id_of(one))]
        if field.told and keys and keeper:
            sender = str(row.facts.get("_", {}).get("party", ""))
            rows = entered_by(keeper_of_ledgers(viewer, keeper.body), keys, sender)
            yield field.name, PaperTable(field.text, TOLD, tuple(entries_of(scheme, rows)))


TOLD = (Text("事项", "Matter"), Text("项目", "Field"), Text("内容", "Content"))


def entries_of(scheme: Scheme, rows: Iterable[Subject]) -> Iterator[tuple[Words, ...]]:
    """A line for each field that the regulation's own form asked of these things; of one without any, its name."""
    for row in rows:
        act = opening_act(row.kind, scheme)
        form, known = scheme.form(act, row.code), known_slots(scheme, CATALOGUE[act], row.code)
        names = [name for name in (form.fields if form else ()) if row.facts.get(name)]
        for name in names:
            words = value_words(scheme, known[name], row.facts[name], {})
            said = Text("、".join(one.zh for one in words), ", ".join(one.en for one in words))
            yield row.title, known[name].text, said
        if not names:
            yield row.title, "", ""
