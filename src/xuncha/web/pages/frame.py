"""The frame of every page: office, round, reader, and the menu of the reader's post."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.acts.competence import is_somebodys, roles_for
from xuncha.core.catalogue import openings
from xuncha.core.names.nouns import NOUNS, noun
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.deciders import may_see_board
from xuncha.queries.subjects import names_of
from xuncha.store.look import office
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked
from xuncha.web.kit.link import both
from xuncha.web.kit.shell import MenuItem, Reader, Round, Shell
from xuncha.web.pages.views.registry import items_of

DESK = ("/desk", Text("我的工作台", "My desk"), "g d")
ROUNDS = ("/rounds", Text("{round}", "{Round}s"), "")
COMPLAINTS = ("/complaints", Text("{complaint}登记", "{Complaint}s"), "")
FINDINGS = ("/findings", Text("问题台账", "Findings"), "g f")
CLUES = ("/clues", Text("{clue}", "{Clue}s"), "")
DISPOSITIONS = ("/dispositions", Text("分类处置", "Disposition"), "")
REFERRALS = ("/referrals", Text("移交", "Referrals"), "")
DOCUMENTS = ("/documents", Text("文稿", "Papers"), "")
REQUESTS = ("/requests", Text("请求", "Requests"), "")
CHECKS = ("/checks", Text("谈话与检查", "Talks and checks"), "")
RETURNS = ("/returns", Text("报送", "Returns"), "")
MEETINGS = ("/meetings", Text("会议", "Meetings"), "")
ARCHIVE = ("/archive", Text("归档", "Archive"), "")
TEAMS = ("/teams", Text("机构与人员", "Bodies"), "")
PEOPLE = ("/people", Text("人员与回避", "People"), "")
SCHEME = ("/scheme", Text("办法条款", "Measures"), "")

HOME = (DESK[0], Text("本单位首页", "Our home"), *DESK[2:])

MENUS = {
    "runs": (
        DESK,
        ROUNDS,
        COMPLAINTS,
        FINDINGS,
        CLUES,
        DISPOSITIONS,
        REFERRALS,
        DOCUMENTS,
        RETURNS,
        ARCHIVE,
        TEAMS,
        PEOPLE,
        SCHEME,
    ),
    "leads": (DESK, ROUNDS, CLUES, DISPOSITIONS, FINDINGS, MEETINGS, DOCUMENTS, TEAMS, SCHEME),
    "inspects": (
        DESK,
        ROUNDS,
        COMPLAINTS,
        FINDINGS,
        CLUES,
        CHECKS,
        REQUESTS,
        DOCUMENTS,
        MEETINGS,
        ARCHIVE,
        SCHEME,
    ),
    "unit": (HOME, DOCUMENTS, FINDINGS, REQUESTS, RETURNS, SCHEME),
    "receiver": (DESK, REFERRALS, REQUESTS, DOCUMENTS, SCHEME),
}
"""By the part the body plays; items a post cannot use are absent."""


def shell_for(request: Asked) -> Shell:
    """The frame for the viewer of a request."""
    viewer = request.viewer
    name, is_practice = jurisdiction()
    scheme = scheme_in_force()
    menu = tuple(
        MenuItem(words, href, is_current=is_under(request.path, href), key=key)
        for href, words, key in menu_of(viewer)
    )
    return Shell(
        office=brand(name, noun(scheme, "work")),
        now=timezone.localtime(),
        reader=Reader(
            viewer.name, post_words(viewer, scheme), switch_href="/me" if len(viewer.seats) > 1 else ""
        ),
        menu=menu,
        round=Round(scheme.text, ""),
        is_practice=is_practice,
        n_acts=office().n_acts if viewer.is_told_places else 0,
    )


def brand(name: Text, work: Text = NOUNS["work"]) -> Text:
    """`澜汀市巡查`; an office whose name says already what it does is called by it."""
    zh = name.zh if work.zh in name.zh or "巡察" in name.zh else f"{name.zh}{work.zh}"
    return Text(zh, name.en if work.en in name.en.lower() else f"{name.en} {work.en}")


UNDER = {
    "recusals": "/people",
    "inspections": "/rounds",
    "decisions": "/dispositions",
    "units": "/teams",
    "duties": "/desk",
    "inbox": "/complaints",
}
"""Pages that stand under an item of the menu which their address does not begin with."""


def is_under(path: str, href: str) -> bool:
    """Whether a page stands under an item of the menu."""
    return path == href or path.startswith(f"{href}/") or UNDER.get(path.split("/")[1]) == href


def menu_of(viewer: Viewer) -> tuple[tuple[str, Text, str], ...]:
    """The menu of the post acted in: address, words, key."""
    seat = viewer.seat
    part = seat.part or ("unit" if viewer.is_inspected else "receiver" if seat.function else "")
    scheme = scheme_in_force()
    *items, last = MENUS.get(part, (DESK, *taking_part(viewer, scheme), DOCUMENTS, REQUESTS, SCHEME))
    if viewer.is_inspected and registers(viewer, scheme):
        items.insert(items.index(FINDINGS), COMPLAINTS)
    items = [one for one in items if is_begun_by_somebody(scheme, one[0])]
    if DISPOSITIONS in items and not may_see_board(viewer, scheme):
        items.remove(DISPOSITIONS)  # nobody of this post proposes or decides what becomes of a matter
    return (*items, *((one.href, both(one.words), "") for one in items_of(scheme)), last)


def registers(viewer: Viewer, scheme: Scheme) -> bool:
    """Whether the post registers what people report, and so reads what it registered."""
    roles = (scheme.roles[name] for name in roles_for(scheme, viewer.seat))
    return any(act.partition(":")[0] == "complaint.received" for role in roles for act in role.may)


def is_begun_by_somebody(scheme: Scheme, address: str) -> bool:
    """Whether a list can ever hold anything: under the regulation somebody begins things of its kind, or it is no such list."""
    kind = addresses.PLURALS.get(address.removeprefix("/"))
    return kind is None or any(is_somebodys(scheme, act.code) for act in openings(kind) if kind in act.on)


def taking_part(viewer: Viewer, scheme: Scheme) -> tuple[tuple[str, Text, str], ...]:
    """The lists that a body outside works in where the regulation lets it read every round: by what it may begin there."""
    roles = [scheme.roles[name] for name in roles_for(scheme, viewer.seat)]
    if not any("campaign" in role.reads for role in roles):
        return ()
    may = {act.partition(":")[0] for role in roles for act in role.may}
    begun = {"complaint.received": COMPLAINTS, "finding.recorded": FINDINGS, "check.recorded": CHECKS}
    return (ROUNDS, *(item for act, item in begun.items() if act in may))


def is_in_menu(viewer: Viewer, address: str) -> bool:
    """Whether the post's menu leads there."""
    return any(href == address for href, _, _ in menu_of(viewer))


def jurisdiction() -> tuple[Text, bool]:
    """The office's name, and whether it is for practice."""
    found = office()
    return Text(found.zh, found.en), found.is_practice


def scheme_in_force() -> Scheme:
    """The regulation of the office."""
    return scheme_of(scheme_version(None))


def post_words(viewer: Viewer, scheme: Scheme) -> Text:
    """`第一组 组长`: the post acted in."""
    party = names_of([viewer.seat.party]).get(viewer.seat.party, "")
    return words_of_post(scheme, party, viewer.seat.seat)


def words_of_post(scheme: Scheme, party: str, code: str) -> Text:
    """A post by the body that has it and its own name, which the regulation says in both languages."""
    seat = scheme.words("seats", code)
    return Text(f"{party} {seat.zh}", f"{party} {seat.en}")


def show(request: Asked, template: str, page: object, *, status: int = 200) -> HttpResponse:
    """A page in its frame."""
    return render(request, template, {"page": page, "shell": shell_for(request)}, status=status)
