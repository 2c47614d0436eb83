"""The bodies of which a regulation wants a number, and who is on duty on which days."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.scheme.rules import Scheme, Value, View
from xuncha.core.words import Text
from xuncha.queries.views.bodies import formed, shifts_of
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import table, words


def wanted_kinds(scheme: Scheme) -> dict[str, int]:
    """Of which kinds of bodies a regulation wants how many."""
    kinds = scheme.lists.get("body_kinds")
    values = kinds.values.values() if kinds else ()
    return {one.code: n for one in values if (n := int(one.extra.get("wanted", 0)))}


def wanted_bodies(sight: Sight, view: View) -> Iterator[Block]:
    """Of each such kind how many there are, how many lack, and which they are."""
    wanted = wanted_kinds(sight.scheme)
    found = formed(sight.viewer, sight.row.id, wanted)
    hosts = sight.names(id_of(one.facts.get("host")) for one in found)
    for code, n in wanted.items():
        kind, rows = sight.scheme.value("body_kinds", code), [one for one in found if one.code == code]
        assert kind is not None
        yield table(
            f"wanted-{code}", kind.text,
            (words("名称", "Name"), words("设在", "Based on"), words("电话", "Telephone")),
            ((Link(one.title, addresses.of_subject("body", one.id)), hosts.get(id_of(one.facts.get("host")), ""),
              str(one.facts.get("phone", ""))) for one in rows),
            empty=Text("还没有设立。", "None is formed yet."), above=(Prose(_how_many(kind, n, rows)),),
        )  # fmt: skip


def _how_many(kind: Value, wanted: int, rows: list[Subject]) -> Text:
    left = wanted - len(rows)
    lacking = Text(f"还差 {left} 个", f"{left} lacking") if left > 0 else Text("已经设齐", "complete")
    return Text(
        f"{kind.text.zh}：应有 {wanted} 个，现有 {len(rows)} 个，{lacking.zh}",
        f"{kind.text.en}: {wanted} wanted, {len(rows)} there, {lacking.en}",
    )


def rosters(sight: Sight, view: View) -> Iterator[Block]:
    """Who is on duty on which days."""
    turns = shifts_of(sight.viewer, sight.row.id)
    names = sight.names(one.person for one in turns)
    yield table(
        "rosters", Text("排班表", "Roster"),
        (words("排班", "Roster"), words("谁", "Who"), words("从", "From"), words("到", "To")),
        ((sight.scheme.words("rosters", one.roster), names.get(one.person, ""), one.first, one.last) for one in turns),
        empty=Text("还没有排班。", "Nobody is on a roster yet."),
    )  # fmt: skip
