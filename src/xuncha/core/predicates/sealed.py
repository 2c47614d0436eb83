"""Conditions on what came sealed: nobody decides on what nobody has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import NOBODY, Subject
from xuncha.core.facts.values import id_of, listed, reach
from xuncha.core.predicates.predicate import Args, Found, predicate
from xuncha.core.predicates.scopes import is_read
from xuncha.core.predicates.waiting import one_of
from xuncha.core.record.fold import SHREDDED
from xuncha.core.refusal import Missing
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text

EXTRACT = "complaint.extracted"


def came_sealed(row: Subject) -> bool:
    """Whether it is a report that came sealed: it was registered with nobody at the keyboard."""
    registered = row.facts.get("_", {})
    return row.kind == "complaint" and id_of(registered.get("entered_by", "?")) in (None, NOBODY)


def is_unread(row: Subject) -> bool:
    """Whether a report came sealed, and nobody has written yet what it says."""
    return EXTRACT not in row.facts and SHREDDED not in row.facts and came_sealed(row)


def _named(case: Case, args: Args) -> Iterable[Ask]:
    named = (str(name) for name in listed(args.get("field")))
    keys = tuple(key for name in named for one in listed(reach(case, name)) if (key := id_of(one)))
    return (ask("subject", id=keys),) if keys else ()


@predicate(
    "field",
    "收到时密封的来件已经有摘录",
    "What came sealed has an extract",
    _named,
    waits_for=one_of(EXTRACT),
)
def extracted(case: Case, args: Args, facts: Facts) -> Found:
    """The matter itself, or what the field names of those that whoever acts reads."""
    return tuple(dict.fromkeys(_unread_words(case, args, row) for row in _unread(case, args, facts)))


def _unread(case: Case, args: Args, facts: Facts) -> Iterator[Subject]:
    named = (row for wanted in _named(case, args) for row in facts[wanted])
    rows = [case.subject] if not args.get("field") else [row for row in named if is_read(case, row)]
    return (row for row in rows if is_unread(row))


def _unread_words(case: Case, args: Args, row: Subject) -> Missing:
    """Which is not read yet, what is done first, and by whom."""
    field = str(next(iter(listed(args.get("field"))), ""))
    called = Text(f"“{row.number or row.title}”", f"'{row.number or row.title}': ") if field else Text("", "")
    words = Text(
        f"{called.zh}还没有摘录：先用口令读原件，再写摘录；打不开的，在摘录里写明打不开和原因",
        f"{called.en}there is no extract yet: read the original with the passphrase, then write the extract; of what does not"
        " open the extract says that, and why",
    )
    return Missing(
        words, "" if field else EXTRACT, _read_by(case.scheme, row), row.id if field else None, field
    )


def _read_by(scheme: Scheme, row: Subject) -> str:
    """The role that reads such reports."""
    rule = scheme.reported(scheme.about_whom(row.code))
    return next(iter(rule.to), "") if rule else ""
