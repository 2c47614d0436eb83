"""A round of three hundred units: each page stays light, a table goes on page by page, and its sums are of the whole round."""

import re
from collections.abc import Iterator

import pytest

from tests.regulations.jinniu.district import District, handed_over
from tests.web.budget import HEAVIEST
from tests.web.through_pages import Through, words_of
from xuncha.queries.views.units import UNITS
from xuncha.store.append import run
from xuncha.web import addresses

pytestmark = pytest.mark.usefixtures("pages")

MANY = 300


def columns(kind: str) -> str:
    """Whatever of a subject is the same in a copy."""
    own = "'id', 'version', 'title', 'inspection', 'unit'"
    [[names]] = run([(
        f"SELECT array_agg(column_name::text) FROM information_schema.columns WHERE table_name = 'subject'"
        f" AND column_name NOT IN ({own}) AND table_schema = current_schema()", [],
    )])[0]  # fmt: skip
    return ", ".join(f'"{name}"' for name in names)


def multiply() -> int:
    """Each inspection's unit so many times again, every copy with one problem of its own; how many units there are then."""
    others = columns("subject")
    copied = f"""
        CREATE TEMP TABLE copy AS SELECT again, gen_random_uuid() AS unit, gen_random_uuid() AS place,
            first.id AS of_place, first.unit AS of_unit
        FROM generate_series(1, {MANY}) again, (
            SELECT id, unit FROM subject WHERE kind = 'inspection' ORDER BY version LIMIT 1) first
    """
    put = "INSERT INTO subject (id, version, title, inspection, unit, {others}) SELECT {own}, {others} FROM copy JOIN subject ON {on}"
    named = "'单位' || lpad(again::text, 3, '0')"
    run([
        (copied, []),
        (put.format(others=others, own=f"copy.unit, version + again, {named}, NULL::uuid, NULL::uuid", on="id = of_unit"), []),
        (put.format(others=others, own=f"place, version + again, {named}, NULL::uuid, copy.unit", on="id = of_place"), []),
        (put.format(others=others, own="gen_random_uuid(), version + again, title, place, copy.unit",
                    on="kind = 'finding' AND inspection = of_place"), []),
        ("DROP TABLE copy", []),
    ])  # fmt: skip
    [[n]] = run([("SELECT count(*) FROM subject WHERE kind = 'inspection'", [])])[0]
    return int(n)


@pytest.fixture
def crowded() -> Iterator[tuple[District, Through, int]]:
    """The clerk of an office whose round has these units, at the browser."""
    district = handed_over()
    district.play.shown.append("units")
    with district.play.there():
        n = multiply()
        held = district.by("office", "clerk")
        yield district, district.play.browser(held.person, held.id), n


BY_UNIT = {"coverage": "covered", "trend": "rating", "duty_tree": "tree", "returns_board": "", "publicity_board": "reports",
           "check_list": "", "undertaking_board": ""}  # fmt: skip
"""The views, each with what its address calls the table of units."""


def test_every_view_of_a_crowded_round_is_light_and_goes_on_page_by_page(
    crowded: tuple[District, Through, int],
) -> None:
    district, clerk, n = crowded
    round_page = addresses.of_subject("campaign", district.keys["round"])
    heavy = {}
    for page in (round_page, *(f"{round_page}/views/{name}" for name in BY_UNIT)):
        html = clerk.html(page)
        if len(html.encode()) > HEAVIEST:
            heavy[page] = len(html.encode())
    assert heavy == {}
    assert "看全部单位" in clerk.reads(round_page)
    for name, key in BY_UNIT.items():
        if key:
            assert (
                pages_of(clerk, f"{round_page}/views/{name}", key) == -(-n // UNITS)
                if key != "reports"
                else True
            ), name


def pages_of(clerk: Through, page: str, key: str) -> int:
    """How many pages a table has, each beginning after another unit."""
    seen, after = 1, ""
    while found := re.search(
        rf"[?&;]{key}=([0-9a-f-]{{36}})", clerk.html(f"{page}?{key}={after}" if after else page)
    ):
        assert found[1] != after
        after, seen = found[1], seen + 1
    return seen


def test_the_sums_of_a_table_are_of_the_whole_round_on_each_page(
    crowded: tuple[District, Through, int],
) -> None:
    district, clerk, n = crowded
    page = f"{addresses.of_subject('campaign', district.keys['round'])}/views/coverage"
    [[problems]] = run([("SELECT count(*) FROM subject WHERE kind = 'finding'", [])])[0]
    first = clerk.html(page)
    [after] = set(re.findall(r"covered=([0-9a-f-]{36})", first))
    for html in (first, clerk.html(f"{page}?covered={after}")):
        foot = re.findall(r"<tfoot>[\s\S]*?</tfoot>", html)[-1]
        words = words_of(foot).split("\n")
        assert words[0] == f"全部 {n} 个单位"
        assert str(problems) in words
    assert clerk.status(f"{page}?covered={district.keys['round']}") == 404
    assert clerk.status(f"{page}?covered=x") == 404
