"""Where a rule is seen at work: the lists and pages on which somebody finds it, as far as the viewer has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import DutyRule, Phase, Role, Rule, Series, View
from xuncha.core.words import Text
from xuncha.queries.examples import Example, kinds_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Fold
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import is_in_menu
from xuncha.web.pages.lists.register import TITLES
from xuncha.web.pages.pieces.columns import state_words, told_day
from xuncha.web.pages.pieces.due import chip
from xuncha.web.pages.views.registry import VIEWS

PAGES: Mapping[str, Link] = {
    **{name: entry.item or Link(TITLES["campaign"], "/rounds") for name, entry in VIEWS.items()},
    "desk": Link(Text("我的办公桌", "My desk"), "/desk"),
    "public_page": Link(Text("公开页", "Public page"), "/public"),
    "finding_page": Link(TITLES["finding"], "/findings"),
    "org_chart": Link(Text("机构和岗位", "Bodies and posts"), "/scheme#bodies"),
    "clause_table": Link(Text("条款对照", "Clause table"), "/scheme/coverage"),
    "scheme_page": Link(Text("办法条款", "The measures"), "/scheme"),
    "roster": Link(TITLES["person"], "/people"),
    "unit_page": Link(KIND_NAMES["unit"], "/units"),
    "inspection_page": Link(KIND_NAMES["inspection"], "/inspections"),
    "complaint_register": Link(TITLES["complaint"], "/complaints"),
    "clue_list": Link(TITLES["clue"], "/clues"),
    "disposition_board": Link(Text("处置研判", "Disposition"), "/dispositions"),
    "referral_list": Link(TITLES["referral"], "/referrals"),
    "archive_checklist": Link(TITLES["volume"], "/archive"),
}
"""The product's pages that a regulation may name."""


def places_of(viewer: Viewer, rules: Iterable[Rule], kinds: Collection[str]) -> tuple[Link, ...]:
    """The pages on which these rules are seen; `kinds` are those of which the viewer may read something."""
    found = {place.href: place for rule in rules for place in _places(rule)}
    return tuple(place for place in found.values() if is_open(viewer, place, kinds))


def _places(rule: Rule) -> Iterator[Link]:
    if isinstance(rule, View) and rule.page in PAGES:
        yield PAGES[rule.page]
    elif isinstance(rule, DutyRule):
        yield Link(Text("全部待办", "All duties"), "/duties")
    elif isinstance(rule, Phase):
        yield _list_of("campaign")
    elif isinstance(rule, Role):
        yield PAGES["org_chart"]
    else:
        kinds = {rule.of} if isinstance(rule, Series) else kinds_of(rule)
        yield from (_list_of(kind) for kind in sorted(kinds) if kind in addresses.KINDS)


def _list_of(kind: str) -> Link:
    return Link(TITLES.get(kind, KIND_NAMES[kind]), f"/{addresses.KINDS[kind]}")


def is_open(viewer: Viewer, place: Link, kinds: Collection[str]) -> bool:
    """Whether a page of the product is one for the viewer: a list of which something is read, or that the menu has."""
    kind = addresses.PLURALS.get(place.href.strip("/"))
    return kind is None or kind in kinds or is_in_menu(viewer, place.href)


def examples_fold(viewer: Viewer, rule: Rule, found: tuple[Example, ...], now: datetime) -> tuple[Fold, ...]:
    """The examples of one rule, folded away under it; nothing where the viewer may read none."""
    if not found:
        return ()
    lines = tuple(_line(viewer, one, now) for one in found)
    heads = (
        Head(Text("事项", "Matter")),
        Head(Text("办得怎样", "How it stands"), is_short=True),
        Head(Text("日期", "Date"), is_short=True),
    )
    title = Text(f"实例（{len(found)}）", f"Examples ({len(found)})")
    label = Text(f"{rule.text.zh}：实例", f"{rule.text.en}: examples")
    return (Fold(title, (Table(label, heads, lines),)),)


def _line(viewer: Viewer, example: Example, now: datetime) -> Line:
    row, duty = example.subject, example.duty
    words = f"{row.number} {row.title}".strip() or KIND_NAMES[row.kind]
    if duty is None:
        page = Link(words, addresses.of_subject(row.kind, row.id))
        return Line((page, state_words(row.kind, row.state), told_day(viewer, row) or ""))
    stands = chip(duty, viewer, now)
    on = duty.closed_on if duty.state != "open" else duty.opened_on
    return Line((Link(words, addresses.of_duty(duty.id)), stands.words(), on))
