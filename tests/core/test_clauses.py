"""The table of clauses is read row by row, and each bad row is named."""

from __future__ import annotations

import pytest

from xuncha.core.faults import SchemeFaults
from xuncha.core.scheme.clause import Clause, read_clauses
from xuncha.core.words import Text
from xuncha.shipped import clauses, scheme_ids

HEAD = "id\tarticle\tkind\tzh\ten\teffect\tlater\n"


def test_a_row_is_a_clause_with_its_words_in_two_languages() -> None:
    [clause] = read_clauses(HEAD + "d-1\t第一条\tduty\t公布\tPublish\ttracked\tyes\n", "d.tsv")
    assert clause == Clause("d-1", "第一条", "duty", Text("公布", "Publish"), "tracked", True)
    assert clause.has_effect


def test_a_row_of_context_has_no_effect() -> None:
    [clause] = read_clauses(HEAD + "d-1\t第一条\tduty\t公布\tPublish\tcontext\t\n", "d.tsv")
    assert not clause.has_effect


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "d-1\tx\n", "d.tsv:2: clauses: 2 cells. One cell for each of the 7 columns"),
        (
            HEAD + "d-1\t一\tk\t\tPublish\ttracked\t\n",
            "d.tsv:2: clause d-1: empty zh. Say in both languages what the clause asks",
        ),
        (
            HEAD + 2 * "d-1\t一\tk\t公布\tPublish\ttracked\t\n",
            "d.tsv:3: clause d-1: the id is used twice. Give each row an id of its own",
        ),
        (
            "name\n",
            "d.tsv:1: clauses: no column id, zh, en. The first line names id, article, kind, zh, en, effect, later",
        ),
    ],
)
def test_a_bad_row_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(SchemeFaults) as found:
        read_clauses(text, "d.tsv")
    assert [str(fault) for fault in found.value.faults] == [said]


@pytest.mark.parametrize("scheme", scheme_ids())
def test_every_shipped_regulation_has_its_clauses(scheme: str) -> None:
    assert any(clause.has_effect for clause in clauses(scheme))
