"""The ledger of findings by the field a problem lies in: on the page, in its address, and in the table that goes out."""

import csv
import io
import re
from html import unescape

import pytest

from tests.web.conftest import Visitor
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def titles(html: str) -> list[str]:
    """What the rows of a ledger say, by the number they begin with."""
    return [unescape(one) for one in re.findall(r'<tr class="stick" data-[^>]*>.*?</tr>|<tr class="stick" data-row>.*?</tr>', html)]  # fmt: skip


def in_record(*fields: str) -> int:
    sql = "SELECT count(*) FROM subject WHERE kind = 'finding' AND facts->'fields' ?| %s::text[]"
    return int(run([(sql, [list(fields)])])[0][0][0])


def test_a_field_narrows_the_ledger_and_a_field_above_holds_those_under_it(database: str) -> None:
    office = Visitor("office")
    masses = titles(office.sees("/findings?fields=field4_masses"))
    fourth = titles(office.sees("/findings?fields=field4"))
    assert len(masses) == min(in_record("field4_masses"), 50) > 0
    ends = ["masses", "work", "life", "eight", "formalism", "bureaucratism", "hedonism", "extravagance"]
    under = ["field4", *(f"field4_{one}" for one in ends)]
    assert len(fourth) == min(in_record(*under), 50) > len(masses)


def test_the_condition_is_offered_named_and_can_be_taken_away(database: str) -> None:
    html = Visitor("office").sees("/findings?fields=field4_masses&state=recorded")
    assert 'name="fields"' in html
    chip = re.search(r'<a class="chip" href="([^"]+)">([^<]+)<span aria-hidden', html)
    assert chip is not None
    assert unescape(chip[2]).strip() == "问题类别：群众纪律"
    assert unescape(chip[1]) == "/findings?state=recorded"


def test_the_table_that_goes_out_has_the_same_rows(database: str) -> None:
    answer = Visitor("office").client.get("/findings.csv?fields=field4_masses")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(rows) - 1 == in_record("field4_masses")


def test_a_unit_may_ask_for_a_field_but_not_for_a_source(database: str) -> None:
    html = Visitor("unit").sees("/findings")
    assert 'name="fields"' in html
    assert 'name="code"' not in html


def test_a_field_that_the_regulation_does_not_name_is_no_page(database: str) -> None:
    assert Visitor("office").status("/findings?fields=field99") == 404
    assert Visitor("office").status("/findings?fields=field4%00") == 404


def test_the_rectification_ledger_shows_what_is_owed_of_the_rectification_alone(database: str) -> None:
    html = Visitor("office").sees("/findings?state=closed&view=rectification")
    assert "已销号" in html
    assert "已等" not in html.partition("<tbody>")[2], "what the team owes beside it is no rectification"


def test_what_is_not_solved_is_listed_by_its_figure_and_offered_as_a_condition(database: str) -> None:
    office, met = Visitor("office"), 0
    place = key_of_round()
    for way, n in re.findall(r'<a href="(/findings\?[^"]+&amp;state=open)">(\d+)</a>', office.sees(place)):
        listed = office.sees(unescape(way))
        assert re.search(rf"共 <a[^>]*>{n}</a> (条|件)", listed), (way, n)
        assert re.search(r'aria-current="[^"]+"[^>]*>没有解决', listed)
        met += 1
    assert met >= 2
    every = office.sees("/findings?sort=number&state=open")
    assert "已销号" not in "".join(titles(every))
    [(n,)] = run(
        [("SELECT count(*) FROM subject WHERE kind = 'finding' AND state NOT IN ('closed', 'withdrawn')", [])]
    )[0]
    assert f">{n}</a>" in every
    answer = office.client.get("/findings.csv?state=open")
    assert len(list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))) - 1 == n  # type: ignore[attr-defined]


def key_of_round() -> str:
    [(key,)] = run([("SELECT id FROM subject WHERE kind = 'campaign' ORDER BY version LIMIT 1", [])])[0]
    return f"/rounds/{key}"
