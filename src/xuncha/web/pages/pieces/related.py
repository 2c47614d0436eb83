"""The other campaign that a regulation ties its own to, named where people look at the regulation and at the round."""

from __future__ import annotations

from collections.abc import Mapping

from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Fact, Facts

RELATED = Text("结合开展的专项", "Tied to")


def related(scheme: Scheme) -> tuple[Text, ...]:
    """The name of the campaign, where the regulation names one."""
    said = scheme.about.get("related")
    return (Text(str(said["zh"]), str(said["en"])),) if isinstance(said, Mapping) else ()


def related_block(scheme: Scheme) -> tuple[Block, ...]:
    """The same on the page of a round."""
    facts = tuple(Fact.of(RELATED, one) for one in related(scheme))
    return (Block("related", RELATED, (Facts(facts),)),) if facts else ()
