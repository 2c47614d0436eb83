"""The list of the views of a round: which stands where, under every regulation alike."""

import pytest

from xuncha.core.review.check.known import VIEWS as KNOWN
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.shipped import scheme_ids, scheme_text
from xuncha.web.kit.block import Prose
from xuncha.web.kit.table import Table
from xuncha.web.pages.views.registry import VIEWS, Place, asked_for, items_of, pages_of, parts_at
from xuncha.web.pages.views.tables import N, table

TITLE = Text("问题", "Problems")


def shipped_scheme(name: str) -> Scheme:
    return read_scheme(scheme_text(name), name)


def on_round(scheme: Scheme) -> list[str]:
    return [view.page for view, _ in parts_at(scheme, Place.HEAD, Place.UNDER_FIGURES, Place.BELOW)]


STANDS = {
    "yiwu-2015": (["round_board"], []),
    "wuhan-2017": (
        ["coverage", "figures", "figures", "round_board", "publicity_board"], ["coverage", "publicity_board"],
    ),
    "hongshan-2015": (
        ["warning_view"],
        ["figures", "calendar", "trend", "complaint_register", "org_chart", "returns_board", "undertaking_board",
         "warning_view"],
    ),
    "jinniu-2017": (
        ["phase_line", "coverage", "publicity_board", "round_board"],
        ["figures", "trend", "practice_library", "check_list", "duty_tree", "coverage", "undertaking_board",
         "publicity_board", "warning_view", "returns_board"],
    ),
    "wuqing-2017": (
        ["problem_board", "phase_line"],
        ["activity_view", "duty_tree", "warning_view", "accountability_view", "practice_library"],
    ),
}  # fmt: skip


def test_every_shipped_regulation_is_looked_at() -> None:
    assert STANDS.keys() == set(scheme_ids()) - {"base"}


@pytest.mark.parametrize("name", STANDS)
def test_a_view_that_a_regulation_lists_stands_where_the_list_says(name: str) -> None:
    scheme = shipped_scheme(name)
    assert (on_round(scheme), list(pages_of(scheme))) == STANDS[name]


def test_every_view_of_the_list_is_known_to_the_check_and_stands_somewhere() -> None:
    assert VIEWS.keys() <= set(KNOWN)
    assert [name for name, entry in VIEWS.items() if not entry.parts and not entry.item] == []


def test_what_a_regulation_lists_again_stands_once_under_the_clauses_of_all() -> None:
    [board] = [view for view in asked_for(shipped_scheme("yiwu-2015")) if view.page == "round_board"]
    assert board.cite == ("yiwu-3-23", "yiwu-4-7", "yiwu-6-1", "yiwu-6-4", "yiwu-27-3")


def test_goals_over_two_spans_stand_apart() -> None:
    goals = [view.spans for view in asked_for(shipped_scheme("wuhan-2017")) if view.page == "figures"]
    assert goals == [("first_half",), ("first_half", "second_half")]


def test_items_are_in_every_menu_of_a_regulation_that_lists_them() -> None:
    assert [one.href for one in items_of(shipped_scheme("wuqing-2017"))] == ["/entries", "/rules"]
    assert list(items_of(shipped_scheme("yiwu-2015"))) == []


def test_a_table_says_what_would_fill_it_or_where_the_rest_stands() -> None:
    empty = table("waits", TITLE, (N,), (), empty=Text("还没有；登记以后列在这里。", "None yet."))
    assert [part.words for part in empty.parts if isinstance(part, Prose)] == [
        Text("还没有；登记以后列在这里。", "None yet.")
    ]
    whole = table("some", TITLE, (N,), [(1,), (2,)], empty="")
    assert [type(part) for part in whole.parts] == [Table]
    cut = table("many", TITLE, (N,), [(1,)], empty="", rest="/findings?campaign=1")
    assert [link.href for part in cut.parts if isinstance(part, Prose) for link in part.links] == [
        "/findings?campaign=1"
    ]
