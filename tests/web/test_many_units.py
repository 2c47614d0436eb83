"""A round of three hundred units: each page stays light, a table goes on page by page, and its sums are of the whole round."""

import re
from collections.abc import Iterator

import pytest

from tests.regulations.jinniu.district import District, handed_over
from tests.web.budget import HEAVIEST
from tests.web.through_pages import Through, words_of
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


BY_UNIT = {"coverage": "covered", "trend": "rating", "duty_tree": "tree", "publicity_board": "reports"}
"""Views, each with what its address calls the table of units."""
OTHERS = ("returns_board", "check_list", "undertaking_board", "figures")


def test_every_view_of_a_crowded_round_is_light_and_goes_on_page_by_page(
    crowded: tuple[District, Through, int],
) -> None:
    district, clerk, n = crowded
    round_page = addresses.of_subject("campaign", district.keys["round"])
    views = {name: clerk.html(f"{round_page}/views/{name}") for name in (*BY_UNIT, *OTHERS)}
    board = clerk.html(round_page)
    weights = {name: len(html.encode()) for name, html in {**views, "": board}.items()}
    assert {name: weight for name, weight in weights.items() if weight > HEAVIEST} == {}
    assert "看全部单位" in words_of(board)
    for name, key in BY_UNIT.items():
        first = following(views[name], key)
        assert first, f"{name} has one page"
        second = clerk.html(f"{round_page}/views/{name}?{key}={first}")
        assert following(second, key) not in ("", first), name
    assert units_named(clerk, f"{round_page}/views/coverage", "covered") == n
    assert clerk.status(f"{round_page}/views/coverage?covered={district.keys['round']}") == 404
    assert clerk.status(f"{round_page}/views/duty_tree?tree=x") == 404


def table_of(html: str, key: str) -> str:
    """The block of a table."""
    return html.partition(f'id="{key}"')[2].partition("</section>")[0]


def following(html: str, key: str) -> str:
    """After which unit the next page of a table begins."""
    found = re.search(rf'[?;&]{key}=([0-9a-f-]{{36}})[^"]*"[^>]*>\s*下一页', table_of(html, key))
    return found[1] if found else ""


def units_named(clerk: Through, page: str, key: str) -> int:
    """How many units a table sums up on each of its pages; each unit stands on one of them."""
    named, after, sums = list[str](), "", set[str]()
    while True:
        html = clerk.html(f"{page}?{key}={after}" if after else page)
        rows, _, foot = table_of(html, key).partition("<tfoot>")
        named += re.findall(r'<a href="/units/([0-9a-f-]{36})"', rows)
        sums.add(words_of(foot).split("\n")[0])
        if not (after := following(html, key)):
            break
    assert len(named) == len(set(named))
    [said] = sums
    found = re.fullmatch(r"全部 (\d+) 个单位", said)
    assert found, said
    return int(found[1])
