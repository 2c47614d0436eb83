"""What was corrected stays visible: the value before, struck through, and who corrected it when and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from xuncha.core.acts.correcting import ones_own
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_day
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.record.fold import MERGING, WAITING
from xuncha.core.record.payload import Slot
from xuncha.core.record.received import RECEIVED_ON, RECEIVING, named
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.posts import may_open
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Card, Item, Items
from xuncha.web.kit.fact import Fact
from xuncha.web.kit.link import Link
from xuncha.web.shown import known_words, value_words


@dataclass(frozen=True, slots=True)
class Corrected:
    """One value that no longer counts, and the act that corrected it."""

    before: Any
    by: Act


def corrections(acts: Iterable[Act]) -> dict[str, list[Corrected]]:
    """By field what was corrected, oldest first; a correction that waits, or was not agreed to, changed nothing."""
    values: dict[str, Any] = {}
    found: dict[str, list[Corrected]] = {}
    waiting: Act | None = None
    for n, act in enumerate(acts):
        if n == 0 or act.type in MERGING:
            values |= act.fields
        if act.type in RECEIVING:
            values[named(act.type, act.id)] = act.fields.get(RECEIVED_ON)
        if act.type == "act.corrected" and act.effects.get("waits"):
            waiting = act
            continue
        agreed = waiting if act.type == "act.confirmed" and act.fields.get("granted") else None
        if act.type == "act.confirmed":
            waiting = None
        done = act if act.type == "act.corrected" else agreed
        if done is not None:
            name = str(done.fields["field"])
            if name in values:
                found.setdefault(name, []).append(Corrected(values[name], done))
            values[name] = done.fields["right"]
    return found


def has_corrections(subject: Subject, acts: Iterable[Act]) -> bool:
    """Whether anything was corrected here, or waits to be."""
    return WAITING in subject.facts or any(act.type == "act.corrected" for act in acts)


def only_corrected(subject: Subject, acts: Iterable[Act]) -> Subject:
    """The subject with no facts but those that were corrected or wait to be."""
    wanted = {*corrections(acts), WAITING, subject.facts.get(WAITING, {}).get("field")}
    return replace(subject, facts={name: value for name, value in subject.facts.items() if name in wanted})


def with_corrections(
    fact: Fact, slot: Slot, scheme: Scheme, subject: Subject, found: Mapping[str, list[Corrected]], names: Mapping[UUID, str]
) -> Fact:  # fmt: skip
    """The fact with what stood there before, and what is to stand there once a second person agrees."""
    before = found.get(slot.name, [])
    struck, link = fact.struck, fact.corrected_by
    if before:
        worn = known_words([word for one in before for word in value_words(scheme, slot, one.before, names)])
        struck = Text("、".join(one.zh for one in worn), ", ".join(one.en for one in worn))
        link = Link(_by_whom(before[-1].by, names), "#acts")
    return Fact(
        fact.label, fact.values, fact.cites, _waiting(slot, scheme, subject, names) or fact.note, struck, link
    )


def _by_whom(act: Act, names: Mapping[UUID, str]) -> Text:
    key = act.by_person or act.entered_by or act.by_party
    who, on, why = names.get(key, "") if key else "", say_day(act.occurred_on), str(act.fields.get("why", ""))
    return Text(
        f"{who} {on.zh}更正" + (f"：{why}" if why else ""),
        f"corrected by {who} on {on.en}" + (f": {why}" if why else ""),
    )


def _waiting(slot: Slot, scheme: Scheme, subject: Subject, names: Mapping[UUID, str]) -> Text | None:
    """`更正为 10月9日，等另一人确认`."""
    waiting = subject.facts.get(WAITING)
    if not waiting or waiting["field"] != slot.name:
        return None
    [right] = value_words(scheme, slot, waiting["right"], names)
    return Text(
        f"已提出更正为{right.zh}，等同一机构的另一人确认",
        f"to be corrected to {right.en}, once another person of the same body agrees",
    )


def corrections_card(viewer: Viewer, scheme: Scheme, subject: Subject) -> tuple[Card, ...]:
    """The way to a correction, and to the confirmation of one that waits, for whoever may do it."""
    links = []
    waiting = subject.facts.get(WAITING)
    if (
        waiting is None
        and ones_own(scheme, subject, viewer.seat)
        and may_open(viewer, scheme, CATALOGUE["act.corrected"], "")
    ):
        links.append(("act.corrected", Text("更正填错的一项", "Correct what was filled in wrongly")))
    is_own = waiting and str(viewer.person) in (waiting["person"], waiting["entered_by"])
    is_ours = waiting and waiting["party"] == str(viewer.seat.party)
    if is_ours and not is_own and may_open(viewer, scheme, CATALOGUE["act.confirmed"], ""):
        links.append(("act.confirmed", Text("确认更正", "Confirm the correction")))
    items = tuple(Item(Link(words, addresses.of_act(subject.kind, subject.id, act))) for act, words in links)
    return (Card(Text("更正", "Corrections"), (Items(items),)),) if items else ()
