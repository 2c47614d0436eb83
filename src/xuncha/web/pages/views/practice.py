"""Good practice: where each began, and which units took it up."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.practice import practice_of
from xuncha.web.kit.block import Block
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import NONE_YET, figure, link_to, naming, table, words


def practice(sight: Sight, view: View) -> Iterator[Block]:
    """What began somewhere, and who followed."""
    found, takers = practice_of(sight.viewer, sight.row.id)
    names = sight.names(
        [*(one.unit for one in found.rows), *(key for keys in takers.values() for key in keys)]
    )
    yield table(
        "practice", Text("做法：哪里做起，哪里跟上", "Practice: where it began, and who took it up"),
        (words("做法", "Practice"), words("从哪里做起", "Began at"), words("哪里跟上", "Taken up by"), figure("几处", "Units")),
        ((link_to(one), names.get(one.unit, ""), naming(names, takers.get(one.id, ())) or NONE_YET,
          len(takers.get(one.id, ()))) for one in found.rows),
        empty=Text("还没有做法；登记的做法列在这里。", "No practice yet; those entered stand here."),
        rest=sight.ledger("entry") if found.is_more else "",
    )  # fmt: skip
