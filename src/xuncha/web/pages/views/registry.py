"""The one list of the views of a round: by the name that regulations use, what it is called, what makes it, where it stands.

A regulation that lists a view gets it there, whatever the regulation. A further view is a file beside this one and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from xuncha.core.scheme.rules import Scheme, View
from xuncha.core.words import Text
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.views.bodies import rosters, wanted_bodies, wanted_kinds
from xuncha.web.pages.views.cases import cases
from xuncha.web.pages.views.channels import channels
from xuncha.web.pages.views.checks import checks, coverage
from xuncha.web.pages.views.goal import goal
from xuncha.web.pages.views.handling import handling
from xuncha.web.pages.views.places import every_place, places
from xuncha.web.pages.views.practice import practice
from xuncha.web.pages.views.problems import problems
from xuncha.web.pages.views.publicity import publicity, reports
from xuncha.web.pages.views.responsibility import responsibility
from xuncha.web.pages.views.returns import returns
from xuncha.web.pages.views.sight import Maker, Sight
from xuncha.web.pages.views.signs import signs, to_judge
from xuncha.web.pages.views.steps import steps
from xuncha.web.pages.views.surveys import surveys
from xuncha.web.pages.views.teams import teams
from xuncha.web.pages.views.undertakings import undecided, undertakings
from xuncha.web.pages.views.weeks import weeks


class Place(Enum):
    """Where a part of a view stands."""

    HEAD = auto()
    """First on the round's page."""
    UNDER_FIGURES = auto()
    """On the round's page, between its figures and its units."""
    BELOW = auto()
    """On the round's page, under its units and bodies."""
    BESIDE = auto()
    """On a page of its own beside the round."""


def always(scheme: Scheme, view: View) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Part:
    """What makes one part of a view, where that part stands, and under which regulations it has something to show."""

    place: Place
    make: Maker
    is_for: Callable[[Scheme, View], bool] = always


@dataclass(frozen=True, slots=True)
class Entry:
    """One view: what its page is called, its parts, and the item that every menu has where a regulation lists it."""

    title: Text
    parts: tuple[Part, ...] = ()
    item: Link | None = None


def has_spans(scheme: Scheme, view: View) -> bool:
    return bool(view.spans)


def has_no_spans(scheme: Scheme, view: View) -> bool:
    return not view.spans


def has_signs(scheme: Scheme, view: View) -> bool:
    return bool(view.signs)


def wants_bodies(scheme: Scheme, view: View) -> bool:
    return bool(wanted_kinds(scheme))


VIEWS: Mapping[str, Entry] = {
    "problem_board": Entry(Text("问题和结果", "Problems and their results"), (Part(Place.HEAD, problems),)),
    "phase_line": Entry(Text("步骤", "Steps"), (Part(Place.UNDER_FIGURES, steps),)),
    "round_board": Entry(Text("各组", "Teams"), (Part(Place.BELOW, teams),)),
    "figures": Entry(
        Text("查处和整改的数字", "Figures of cases and handling"),
        (Part(Place.BELOW, goal, has_spans), Part(Place.BESIDE, cases, has_no_spans),
         Part(Place.BESIDE, handling, has_no_spans)),
    ),
    "trend": Entry(Text("问卷和评价", "Surveys and ratings"), (Part(Place.BESIDE, surveys),)),
    "check_list": Entry(Text("检查一览", "Checks"), (Part(Place.BESIDE, checks),)),
    "coverage": Entry(
        Text("覆盖情况", "Coverage"), (Part(Place.BELOW, places), Part(Place.BESIDE, every_place), Part(Place.BESIDE, coverage))
    ),
    "duty_tree": Entry(
        Text("责任和进度，逐级往下", "Responsibility and progress, level by level"), (Part(Place.BESIDE, responsibility),)
    ),
    "activity_view": Entry(Text("各单位每周的动作", "What each unit did week by week"), (Part(Place.BESIDE, weeks),)),
    "warning_view": Entry(
        Text("要由人判断的迹象", "Signs for a person to judge"),
        (Part(Place.UNDER_FIGURES, to_judge, has_signs), Part(Place.BESIDE, signs)),
    ),
    "accountability_view": Entry(
        Text("查实了还没有问责决定的", "Proved, with no decision on accountability yet"), (Part(Place.BESIDE, undecided),)
    ),
    "complaint_register": Entry(Text("各渠道来件", "What came in by each channel"), (Part(Place.BESIDE, channels),)),
    "org_chart": Entry(Text("应设的机构", "Bodies that are asked for"), (Part(Place.BESIDE, wanted_bodies, wants_bodies),)),
    "calendar": Entry(Text("排班", "Rosters"), (Part(Place.BESIDE, rosters),)),
    "undertaking_board": Entry(Text("承诺兑现", "Undertakings"), (Part(Place.BESIDE, undertakings),)),
    "returns_board": Entry(Text("报送情况", "Returns"), (Part(Place.BESIDE, returns),)),
    "publicity_board": Entry(
        Text("宣传报道", "Publicity"), (Part(Place.BELOW, publicity), Part(Place.BESIDE, reports))
    ),
    "practice_library": Entry(
        Text("做法推广", "Practice that spreads"), (Part(Place.BESIDE, practice),),
        item=Link(Text("好的做法", "Good practice"), "/entries"),
    ),
    "rules_list": Entry(Text("制度清单", "Rules"), item=Link(Text("制度清单", "Rules"), "/rules")),
}  # fmt: skip


def asked_for(scheme: Scheme) -> Iterator[View]:
    """The views of a round that a regulation lists, in its order; what it lists twice stands once, under the clauses of both."""
    found: dict[object, View] = {}
    for view in scheme.views:
        if view.page in VIEWS:
            same = (view.page, view.per, view.spans, view.counted)
            first = found.get(same)
            found[same] = replace(first, cite=(*first.cite, *view.cite)) if first else view
    return iter(found.values())


def parts_at(scheme: Scheme, *places: Place) -> Iterator[tuple[View, Part]]:
    """The parts of the views of a regulation that stand at these places."""
    for view in asked_for(scheme):
        for part in VIEWS[view.page].parts:
            if part.place in places and part.is_for(scheme, view):
                yield view, part


def blocks_at(sight: Sight, *places: Place, name: str = "") -> Iterator[Block]:
    """What stands at these places of a round, of one view or of all, each under the clauses it is for."""
    for view, part in parts_at(sight.scheme, *places):
        if not name or view.page == name:
            for block in part.make(sight, view):
                yield replace(block, cites=block.cites or cites(view.cite))


def pages_of(scheme: Scheme) -> tuple[str, ...]:
    """The views of a regulation that have a page of their own beside a round."""
    return tuple(dict.fromkeys(view.page for view, _ in parts_at(scheme, Place.BESIDE)))


def items_of(scheme: Scheme) -> Iterator[Link]:
    """The items that every menu has under a regulation."""
    for name in dict.fromkeys(view.page for view in asked_for(scheme)):
        if item := VIEWS[name].item:
            yield item
