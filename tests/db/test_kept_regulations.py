"""What came with a regulation of the office's own goes before what ships under the same id."""

from pathlib import Path

import pytest
from django.test import override_settings

from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import case_text, scheme_text
from xuncha.store.kept import case_of, clauses_of, keep

TABLE = (
    "id\tarticle\tkind\tzh\ten\teffect\tlater\nyiwu-1-1\t第一条\tduty\t办一件事\tDo one thing\ttracked\t\n"
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path):  # type: ignore[no-untyped-def]
    with override_settings(DATA=str(tmp_path)):
        yield


def test_a_changed_copy_of_a_shipped_regulation_has_the_clauses_and_the_case_that_came_with_it() -> None:
    text = scheme_text("yiwu-2015") + "\n# changed\n"
    mine, shipped = read_scheme(text, "mine.toml"), read_scheme(scheme_text("yiwu-2015"), "yiwu-2015.toml")
    keep(text, TABLE, "[case]\n")
    assert [clause.id for clause in clauses_of(mine)] == ["yiwu-1-1"]
    assert case_of(mine) == "[case]\n"
    assert len(clauses_of(shipped)) > 300
    assert case_of(shipped) == case_text("yiwu-2015")


def test_where_nothing_came_with_it_a_writing_of_a_shipped_regulation_has_the_shipped_table() -> None:
    text = scheme_text("yiwu-2015") + "\n# another\n"
    assert len(clauses_of(read_scheme(text, "mine.toml"))) > 300
