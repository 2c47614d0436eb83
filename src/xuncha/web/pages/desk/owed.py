"""Open duties: the list behind every figure that counts them, and the page on which one is urged."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.scheme.rules import DutyRule
from xuncha.core.words import Text
from xuncha.queries.rounds import DUTY_FILTERS, open_duties
from xuncha.queries.subjects import names_of, subjects_by_id
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, rows_before, seated
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.duty_line import OwedLine
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.desk.told_apart import marked, marks_of
from xuncha.web.pages.frame import show
from xuncha.web.pages.pieces.due import chip, duty_words, owes, scheme_under

WHOSE: Mapping[str, Text] = {
    "mine": Text("要我办的", "For me to do"),
    "owed": Text("我等别人办的", "What I wait for"),
    "reported": Text("逾期没办、报到这里的", "Late, and reported to you"),
}
"""The lists of a desk that are read whole here."""


def whole_list(whose: str, words: Text, *, is_late: bool = False) -> Link:
    """The way from the beginning of one of these lists to all of it."""
    return Link(words, f"/duties?whose={whose}{'&late=1' if is_late else ''}")


@dataclass(frozen=True, slots=True)
class Owed:
    """Some things that are owed, one line each, with the way to all of them."""

    template: ClassVar[str] = "owed.html"

    lines: tuple[OwedLine, ...]
    links: tuple[Link, ...] = ()


def urge_button(viewer: Viewer, duty: Duty, words: Text, there: Container[UUID]) -> Button | None:
    """The way to urge a duty, where the post may: it may urge at all, does not owe it itself, and may open what it is
    owed on, which is one of those that are `there` for it.
    """
    if duty.stream not in there or not may_urge(viewer, duty):
        return None
    href = f"{addresses.of_act(duty.kind, duty.stream, 'duty.urged')}?duty={duty.id}"
    return Button(Text("催办", "Urge"), href, about=words)


def may_urge(viewer: Viewer, duty: Duty) -> bool:
    """Whether the post may urge this duty: it is owed to it, was reported to it, or the post supervises the round; never
    its own.
    """
    scheme = scheme_under(duty)
    is_allowed = is_for_post(scheme, roles_for(scheme, viewer.seat), "duty.urged", "")
    party = viewer.seat
    is_concerned = (
        duty.owed_to == party.party
        or party.party_kind == scheme.about.get("supervisor")
        or str(party.party) in duty.reported_to
    )
    return duty.state == "open" and is_allowed and is_concerned and not owes(duty, viewer)


@seated
def duties(request: Asked) -> HttpResponse:
    """The open duties that a figure counted, the most pressing first."""
    filters = {name: _key(request, name) for name in DUTY_FILTERS if request.GET.get(name)}
    is_late, whose = request.GET.get("late") == "1", request.GET.get("whose", "")
    if whose and whose not in WHOSE:
        raise Http404
    under = (
        _rule(request.viewer, request.GET["rule"], filters.get("campaign"))
        if request.GET.get("rule")
        else None
    )
    try:
        page = open_duties(
            request.viewer, filters, timezone.now(),
            whose=whose, rule=under.id if under else "", is_late=is_late, after=request.GET.get("after", ""),
        )  # fmt: skip
    except ValueError:
        raise Http404 from None
    found, total = page.duties, page.total
    subjects = subjects_by_id(request.viewer, [*(duty.stream for duty in found), *filters.values()])
    places = (one.unit for one in subjects.values())
    names = names_of([*(duty.owner for duty in found), *filters.values(), *places])
    table = duties_table(request.viewer, found, subjects, names)
    title = Text("逾期的待办", "Late duties") if is_late else Text("没办完的待办", "Open duties")
    where = [
        _narrowed(name, subjects[key].title if key in subjects else names.get(key, ""))
        for name, key in filters.items()
    ]
    seen = rows_before(request)
    first, last = seen + 1, seen + len(found)
    shown = Text(f"，第 {first} 至 {last} 件", f", {first} to {last}") if page.after or seen else Text("", "")
    of = under.text if under else WHOSE.get(whose, Text("", ""))
    line = Text(
        f"{'，'.join(filter(None, (of.zh, *(one.zh for one in where))))} 共 {total} 件{shown.zh}".strip(),
        f"{', '.join(filter(None, (of.en, *(one.en for one in where))))} {total} in all{shown.en}".strip(),
    )
    links: tuple[Link, ...] = ()
    if page.after:
        asked = {
            **{name: str(key) for name, key in filters.items()},
            **({"whose": whose} if whose else {}),
            **({"rule": under.id} if under else {}),
            **({"late": "1"} if is_late else {}),
            "after": page.after,
            "seen": str(last),
        }
        on = Text(f"下一页（从第 {last + 1} 件起，共 {total} 件）", f"Next page (from {last + 1} of {total})")
        links = (Link(on, f"/duties?{urlencode(asked)}"),)
    parts = (table, Prose("", links)) if links else (table,)
    return show(
        request, "subject.html",
        SubjectPage(Heading(title, line, can_print=True), (Block("duties", title, parts),)),
    )  # fmt: skip


def _narrowed(name: str, title: str) -> Text:
    """A condition in words: what is owed about something is not what it owes itself."""
    if not title:
        return Text("", "")
    return (
        Text(f"由{title}办、会同办的", f"owed by {title}, alone or with others")
        if name == "owner"
        else Text(f"关于{title}的", f"about {title}")
    )


def _rule(viewer: Viewer, name: str, campaign: UUID | None) -> DutyRule:
    """The rule under which the list is asked for, of the regulation of the round where the viewer may open it."""
    rows = subjects_by_id(viewer, [campaign] if campaign else [])
    rule = scheme_for(next(iter(rows.values()), None)).duties.get(name)
    if rule is None:
        raise Http404
    return rule


def with_unit(subject: Subject, names: Mapping[UUID, str]) -> str:
    """`1 公款旅游（柳塘镇）`: a number is given anew at each unit."""
    title = f"{subject.number} {subject.title}".strip()
    unit = names.get(subject.unit, "") if subject.unit else ""
    return f"{title}（{unit}）" if unit and unit not in subject.title else title


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.GET[name])
    except ValueError:
        raise Http404 from None


def duties_table(
    viewer: Viewer,
    found: tuple[Duty, ...],
    subjects: dict[UUID, Subject],
    names: dict[UUID, str],
) -> Table:
    """By when, who, what, about what; and the button for who may urge."""
    now = timezone.localtime()
    lines, marks = [], marks_of(viewer, found, subjects, now)
    for duty in found:
        about, words = subjects.get(duty.stream), duty_words(duty)
        urge = urge_button(viewer, duty, words, subjects)
        lines.append(
            Line(
                (
                    chip(duty, viewer, now),
                    names.get(duty.owner, "") if duty.owner else "",
                    Link(words, addresses.of_duty(duty.id)),
                    Link(
                        marked(with_unit(about, names), marks.get(duty.id)) or "—",
                        addresses.of_subject(about.kind, about.id),
                    )
                    if about
                    else "",
                ),
                (urge,) if urge else (),
            )
        )
    heads = (Head(Text("期限或已等", "Due or waiting"), is_short=True), Head(Text("谁来办", "Whose")), Head(Text("要做什么", "What")),
             Head(Text("事项", "About")))  # fmt: skip
    empty = Empty(Text("没有没办完的待办", "No duty is open here"))
    return Table(Text("没办完的待办", "Open duties"), heads, tuple(lines), empty=empty)
