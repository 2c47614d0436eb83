"""What the views of a round read: everything is counted, no more rows come than a page shows, and only what may be read."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

import pytest

from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.core.facts.rows import Subject
from xuncha.queries.subjects import as_seen, listed, subjects_by_id
from xuncha.queries.views.channels import came_in
from xuncha.queries.views.checks import checks_of, coverage_of
from xuncha.queries.views.formality import said_alike
from xuncha.queries.views.goal import Span, done_within
from xuncha.queries.views.handling import answered_for, handling_of
from xuncha.queries.views.problems import problems_of
from xuncha.queries.views.rows import SHOWN
from xuncha.queries.views.units import UNITS, units_of
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Table
from xuncha.web.pages.frame import scheme_in_force
from xuncha.web.pages.views.handling import put_right, waiting
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.surveys import ratings

pytestmark = pytest.mark.fresh_database

MANY = 70


@pytest.fixture
def many_findings(office: Office) -> Office:
    """One finding, and its row so many times again."""
    fields = {"title": "专户滞留", "text": "三项资金滞留在专户里", "fields": ["field2"], "source": "check"}
    office.do("finding.recorded", fields, within=office.inspection)
    [columns] = run([(
        "SELECT array_agg(column_name::text) FROM information_schema.columns"
        " WHERE table_name = 'subject' AND column_name NOT IN ('id', 'version') AND table_schema = current_schema()", [],
    )])[0]  # fmt: skip
    others = ", ".join(f'"{name}"' for name in columns[0])
    run([(
        f"INSERT INTO subject (id, version, {others}) SELECT gen_random_uuid(), version + again, {others}"
        f" FROM subject, generate_series(1, {MANY - 1}) again WHERE kind = 'finding'", [],
    )])  # fmt: skip
    return office


def test_problems_are_counted_by_field_with_the_one_above_and_few_are_listed(many_findings: Office) -> None:
    found = problems_of(many_findings.clerk, many_findings.round, {"field2": "field1", "field1": "field1"})
    assert [(one.field, one.n, one.n_closed) for one in found.fields] == [("field1", MANY, 0)]
    assert (len(found.first.rows), found.first.is_more) == (SHOWN, True)


def test_handling_counts_all_and_lists_the_first_that_wait(many_findings: Office) -> None:
    found = handling_of(many_findings.clerk, many_findings.round)
    assert [(one.n, one.n_known, one.days) for one in found.channels] == [(MANY, 0, None)]
    assert [(one.n, one.n_handled, one.n_waiting) for one in found.units] == [(MANY, 0, MANY)]
    assert [(one.n, one.n_closed, one.n_verified) for one in found.put_right] == [(MANY, 0, 0)]
    assert (len(found.waiting.rows), found.waiting.is_more) == (SHOWN, True)
    answered = answered_for(many_findings.clerk, many_findings.round)
    assert (len(answered.matters), answered.is_cut, answered.decided) == (SHOWN, ("finding",), {})


def test_what_waits_and_is_cut_off_leads_to_the_list_of_each_kind_that_waits(many_findings: Office) -> None:
    put(replace(first_finding(), id=uuid4(), kind="complaint", code=""))
    sight = seen(many_findings)
    found = handling_of(sight.viewer, sight.row.id)
    assert found.waiting.is_more
    assert [one.href for one in rest_of(waiting(sight, found, {}))] == [
        f"/findings?campaign={sight.row.id}",
        f"/complaints?campaign={sight.row.id}",
    ]


def test_the_problems_closed_out_open_to_a_list_of_just_these(many_findings: Office) -> None:
    for _ in range(3):
        put(replace(first_finding(), id=uuid4(), state="closed"))
    sight = seen(many_findings)
    found = handling_of(sight.viewer, sight.row.id)
    [line] = lines_of(put_right(sight, found.put_right, {}))
    [every, closed] = [cell for cell in line if isinstance(cell, Link)]
    assert every.words == str(MANY + 3)
    asked = dict(parse_qsl(urlsplit(closed.href).query))
    assert asked == {"campaign": str(sight.row.id), "unit": str(many_findings.unit), "state": "closed"}
    assert closed.words == str(listed(sight.viewer, "finding", asked).total.n) == "3"


def test_the_problems_a_rating_rests_on_open_to_their_list(many_findings: Office) -> None:
    sight = seen(many_findings)
    [line] = lines_of(ratings(sight, sight.units("rating"), {}))
    [n] = [cell for cell in line[1:] if isinstance(cell, Link)]
    assert (n.words, n.href) == (
        str(MANY),
        f"/findings?campaign={sight.row.id}&inspection={many_findings.inspection}",
    )


def seen(office: Office) -> Sight:
    """The round as the clerk sees it."""
    row = subjects_by_id(office.clerk, [office.round])[office.round]
    return Sight(office.clerk, scheme_in_force(), row, NOW)


def lines_of(block: Block) -> list[tuple[object, ...]]:
    """The cells of the table in a block, line by line."""
    return [line.values for part in block.parts if isinstance(part, Table) for line in part.lines]


def rest_of(block: Block) -> list[Link]:
    """Where a block leads to what it has cut off."""
    return [link for part in block.parts if isinstance(part, Prose) for link in part.links]


def put(row: Subject) -> None:
    run([(SUBJECT.upsert(), SUBJECT.write(row))])


def decide(matter: UUID, n: int = 1) -> None:
    """So many inquiries, begun from the row of a finding, in which accountability for a matter was decided."""
    said = [{"matter": str(matter), "text": "情节轻微", "_": {}}]
    for _ in range(n):
        put(replace(first_finding(), id=uuid4(), kind="inquiry", facts={"accountability.decided": said}))


def first_finding() -> Subject:
    [values, *_] = run([(f"{SUBJECT.select()} WHERE kind = 'finding' ORDER BY version", [])])[0]
    return SUBJECT.read(values)


def test_what_was_decided_is_read_of_each_matter_shown_however_many_decisions_came_before(
    many_findings: Office,
) -> None:
    viewer, key = many_findings.clerk, many_findings.round
    shown = [row.id for row in answered_for(viewer, key).matters]
    hidden = next(
        row[0]
        for row in run([("SELECT id FROM subject WHERE kind = 'finding'", [])])[0]
        if row[0] not in shown
    )
    decide(hidden, 120)
    decide(shown[0])
    call = replace(first_finding(), id=uuid4(), kind="complaint")
    put(call)
    decide(call.id)
    found = answered_for(viewer, key)
    assert [row.id for row in found.matters] == [*shown, call.id]
    assert {matter: len(said) for matter, said in found.decided.items()} == {shown[0]: 1, call.id: 1}


def test_equal_texts_are_counted_and_a_few_of_them_named(many_findings: Office) -> None:
    [alike] = said_alike(many_findings.clerk, many_findings.round, least=6)
    assert (alike.words, alike.n, len(alike.first)) == ("三项资金滞留在专户里", MANY, 5)
    assert said_alike(many_findings.clerk, many_findings.round, least=len("三项资金滞留在专户里") + 1) == ()


def test_what_was_done_within_days_is_counted_with_its_matters(many_findings: Office) -> None:
    acts = ("finding.recorded", "finding.recorded:check", "finding.closed")
    spans = [
        Span(acts, date(2000, 1, 1), date(2100, 1, 1)),
        Span(acts, date(2000, 1, 1), date(2000, 1, 2)),
    ]
    whole, before = done_within(many_findings.clerk, many_findings.round, spans)
    assert {act: (one.n, one.n_matters) for act, one in whole.items()} == {
        "finding.recorded": (1, 1), "finding.recorded:check": (1, 1),
    }  # fmt: skip
    assert before == {}


def test_nobody_reads_in_a_view_what_is_not_theirs(many_findings: Office) -> None:
    viewer, key = many_findings.principal, many_findings.round
    assert problems_of(viewer, key, {}).fields == ()
    assert handling_of(viewer, key).units == ()
    assert came_in(viewer, key)[0] == ()
    assert checks_of(viewer, key).sources == ()
    assert coverage_of(viewer, key) == ({}, {})
    assert said_alike(viewer, key, least=1) == ()


def test_sources_and_coverage_count_every_problem(many_findings: Office) -> None:
    viewer, key = many_findings.clerk, many_findings.round
    assert checks_of(viewer, key).sources == (("check", MANY),)
    _, found = coverage_of(viewer, key)
    assert [(one.n, one.n_own) for one in found.values()] == [(MANY, 0)]


def test_by_which_channel_a_problem_came_is_not_told_to_somebody_with_a_tie(many_findings: Office) -> None:
    run(
        [("UPDATE subject SET facts = facts || %s::jsonb WHERE kind = 'finding'", ['{"channel": "conduct"}'])]
    )
    free, key = many_findings.clerk, many_findings.round
    tied = replace(free, tied_units=(many_findings.unit,))
    assert [(one.channel, one.n) for one in handling_of(free, key).channels] == [("conduct", MANY)]
    assert [(one.channel, one.n) for one in handling_of(tied, key).channels] == [("", MANY)]
    [values, *_] = run([(f"{SUBJECT.select()} WHERE kind = 'finding'", [])])[0]
    assert as_seen(free, SUBJECT.read(values)).facts["channel"] == "conduct"
    assert "channel" not in as_seen(tied, SUBJECT.read(values)).facts


def test_what_came_in_by_a_channel_is_counted_once_for_both_views(many_findings: Office) -> None:
    call = replace(first_finding(), kind="complaint", code="", facts={"channel": "conduct"})
    put(replace(call, id=uuid4()))
    put(replace(call, id=uuid4(), facts={"channel": "conduct", "complaint.accepted": {"_": {}}}))
    viewer, key = many_findings.clerk, many_findings.round
    counts, stuck = came_in(viewer, key)
    assert counts == handling_of(viewer, key).channels
    assert [(one.channel, one.n, one.n_complaints, one.n_left) for one in counts] == [
        ("", MANY, 0, 0),
        ("conduct", 2, 2, 1),
    ]
    assert len(stuck.rows) == 1


def test_a_check_without_a_mode_is_counted_by_its_method(many_findings: Office) -> None:
    facts = {"_": {"party": str(many_findings.unit)}}
    for mode in ("", "", "supervision"):
        made = facts | ({"mode": mode} if mode else {})
        put(replace(first_finding(), id=uuid4(), kind="check", code="talk", state="recorded", facts=made))
    found = checks_of(many_findings.clerk, many_findings.round)
    ways = {(one.of, one.way): one.n for one in found.modes}
    assert ways == {("methods", "talk"): 2, ("modes", "supervision"): 1}
    assert found.n == 3


def test_problems_voided_keep_a_figure_from_leading_to_a_ledger_that_has_them(many_findings: Office) -> None:
    put(replace(first_finding(), id=uuid4(), state="withdrawn"))
    sight = seen(many_findings)
    [line] = lines_of(put_right(sight, handling_of(sight.viewer, sight.row.id).put_right, {}))
    assert line[1] == MANY


def test_the_units_of_a_round_are_read_page_by_page_and_counted_whole(many_findings: Office) -> None:
    [values] = run([(f"{SUBJECT.select()} WHERE kind = 'inspection'", [])])[0]
    first = SUBJECT.read(values)
    for n in range(UNITS * 2):
        put(replace(first, id=uuid4(), title=f"单位{n % 30:02}"))
    viewer, key = many_findings.clerk, many_findings.round
    named, after = list[UUID](), ""
    while True:
        page = units_of(viewer, key, after)
        assert (page.n, page.is_part) == (UNITS * 2 + 1, True)
        named += [one.id for one in page.rows]
        if not (after := page.after):
            break
    assert len(named) == len(set(named)) == UNITS * 2 + 1, "each once, also those of the same name"
    titles = [one.title for one in units_of(viewer, key).rows]
    assert titles == sorted(titles)
    with pytest.raises(ValueError, match="no page"):
        units_of(viewer, key, str(uuid4()))
    assert units_of(many_findings.principal, key).n <= 1
