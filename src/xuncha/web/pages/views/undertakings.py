"""Undertakings kept, late or running; and failures that are proved and have no decision on accountability yet."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.undertakings import undecided as undecided_of
from xuncha.queries.views.undertakings import undertakings_of
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import UNIT, Cells, link_to, short, table, words


def undertakings(sight: Sight, view: View) -> Iterator[Block]:
    """Each undertaking with its lead department: kept as was found, late, or still running."""
    found = undertakings_of(sight.viewer, sight.row.id)
    names = sight.names(key for one in found.rows for key in (id_of(one.facts.get("lead")), one.unit))
    yield table(
        "undertakings", Text("承诺兑现", "Undertakings"),
        (words("承诺", "Undertaking"), words("牵头部门", "Lead department"), short("完成时限", "By"),
         words("兑现情况", "Kept or not")),
        ((_goal(one), names.get(id_of(one.facts.get("lead")) or one.unit, ""), day_of(one.facts.get("due")),
          _kept(sight, one)) for one in found.rows),
        empty=Text("还没有承诺；单位作出以后列在这里。", "No undertaking yet; those that units give stand here."),
        rest=sight.ledger("undertaking") if found.is_more else "",
    )  # fmt: skip


def _goal(row: Subject) -> Link:
    said = str(row.facts.get("goal") or row.facts.get("text") or row.title)
    return Link(said, addresses.of_subject(row.kind, row.id))


def _kept(sight: Sight, row: Subject) -> Text:
    checked = listed(row.facts.get("undertaking.checked"))
    if checked:
        said = str(checked[-1].get("kept", ""))
        return Text(said, said)
    due = day_of(row.facts.get("due"))
    if due and due < sight.today:
        n = (sight.today - due).days
        return Text(f"逾期 {n} 天，没有核过", f"{n} days late, not checked")
    return Text("还没有到期", "not due yet")


def undecided(sight: Sight, view: View) -> Iterator[Block]:
    """Inquiries that came to a conclusion, with no decision on accountability yet."""
    found = undecided_of(sight.viewer, sight.row.id)
    names = sight.names(one.unit for one in found.rows)
    yield table(
        "undecided", Text("查实了还没有问责决定的", "Proved, with no decision on accountability yet"),
        (words("调查", "Inquiry"), UNIT, words("查明的情况", "What was found"), words("建议", "Proposed"),
         short("结论日期", "Concluded on")),
        (_concluded(one, names.get(one.unit, "")) for one in found.rows),
        empty=Text("没有。查实的都已经作出决定。", "None: every failure proved was decided on."),
        rest=sight.ledger("inquiry") if found.is_more else "",
    )  # fmt: skip


def _concluded(row: Subject, unit: str) -> Cells:
    said = row.facts["inquiry.concluded"]
    proposals = "、".join(map(str, listed(said.get("proposals"))))
    return link_to(row), unit, str(said.get("found", "")), proposals, day_of(said["_"]["on"]) or ""
