"""Whoever enters for another body is asked first for whom and from which paper; a refusal stands where that is answered."""

import re

import pytest

from tests.web.conftest import Visitor
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

FOLD = '<details class="fold more"'


def page_of(plural: str, kind: str, code: str) -> str:
    sql = "SELECT id FROM subject WHERE kind = %s AND code LIKE %s ORDER BY version LIMIT 1"
    [(key,)] = run([(sql, [kind, code])])[0]
    return f"/{plural}/{key}"


def refused(visitor: Visitor, form: str, **typed: str) -> str:
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', visitor.sees(form)))
    answer = visitor.client.post(form, {**hidden, "do": "act", **typed})
    assert answer.status_code == 422
    return answer.content.decode()


def test_what_only_another_body_does_is_asked_for_whom_before_the_fold(database: str) -> None:
    office = Visitor("office")
    form = f"{page_of('clues', 'clue', '%')}/do/disposition.decided"
    first, _, folded = office.sees(form).partition(FOLD)
    for name in ("by", "paper", "scan"):
        assert f'name="{name}"' in first, name
        assert f'name="{name}"' not in folded, name
    assert re.search(r'name="by" value="[^"]+" checked', first), "one body alone decides on it"


def test_a_refusal_of_what_is_for_another_body_opens_the_fold_and_stands_at_its_question(
    database: str,
) -> None:
    office = Visitor("office")
    form = f"{page_of('documents', 'document', 'work_plan')}/do/approval.given"
    assert 'name="by"' in office.sees(form).partition(FOLD)[2]
    html = refused(office, form)
    assert f"{FOLD} open>" in html
    assert '<a href="#f-by">' in html
    assert '<fieldset id="f-by" class="field field--no"' in html
    assert "请在这里选是替谁录入，并写文号" in html


def test_a_refusal_for_want_of_the_paper_stands_at_its_number(database: str) -> None:
    office = Visitor("office")
    form = f"{page_of('documents', 'document', 'work_plan')}/do/approval.given"
    by = re.findall(r'name="by" value="([^"]+)"', office.sees(form))
    html = next(one for key in by if "须有文件为凭" in (one := refused(office, form, by=key)))
    assert f"{FOLD} open>" in html
    assert re.search(r'<div class="field field--no"><label for="f-paper">', html)


def test_every_fault_named_above_a_form_leads_to_its_question(database: str) -> None:
    head = Visitor("head")
    found = re.search(r'href="(/inspections/[0-9a-f-]{36})"', head.sees("/inspections"))
    assert found
    html = refused(head, f"{found[1]}/begin/check.recorded?kind=talk", occurred_on="someday")
    ways = re.findall(r'<li><a href="#(f-[^"]+)">', html)
    assert len(ways) > 1
    for way in ways:
        assert f'id="{way}"' in html, way
