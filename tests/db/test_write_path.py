"""The one write path on a real database: an act becomes a header, a payload, rows and duties, once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.db.small_office import NOW, TODAY, Office, office  # noqa: F401 - a fixture
from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.core.refusal import BadFields, Refused
from xuncha.queries.desk import desk_for
from xuncha.queries.subjects import listed, subject_for_page
from xuncha.store.append import run
from xuncha.store.replay import replay

FINDING = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}

pytestmark = pytest.mark.fresh_database


def test_entry_without_the_notice_is_refused_with_its_clause(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        office.do("inspection.started", {"place": "镇政府二楼"}, subject=office.inspection)
    refusal = refused.value.refusals[0]
    assert (refusal.rule, refusal.cite) == ("notice_first", ("yiwu-11-1",))
    assert refusal.missing[0].text.zh == "还没有办：巡查通知书（签收）"


def test_a_refusal_stands_in_the_access_record_without_what_was_typed(office: Office) -> None:
    with pytest.raises(Refused):
        office.do("inspection.started", {"place": "机密地点"}, subject=office.inspection)
    [row] = run([("SELECT what, rules, row_to_json(access_record)::text FROM access_record", [])])[0]
    assert row[:2] == ("refused inspection.started", ["notice_first"])
    assert "机密地点" not in row[2]


def test_receiving_the_notice_opens_a_duty_due_after_three_working_days_and_publishing_discharges_it(
    office: Office,
) -> None:
    notice = office.notice()
    perform(
        office.principal, [Entry("document.received", {"received_on": "2015-09-24"}, subject=notice)], now=NOW
    )
    [duty] = desk_for(office.principal).mine
    assert (duty.rule, duty.owner, duty.due["on"]) == ("publish_notice", office.unit, "2015-09-29")
    perform(
        office.principal, [Entry("document.published", {"medium": "notice_board"}, subject=notice)], now=NOW
    )
    assert desk_for(office.principal).mine == ()


def test_a_paper_not_yet_issued_is_not_there_for_the_unit(office: Office) -> None:
    draft = office.do("document.drafted", {"kind": "notice", "text": "x"}, within=office.inspection)
    assert subject_for_page(office.principal, draft) is None
    with pytest.raises(NotThere):
        perform(
            office.principal,
            [Entry("document.received", {"received_on": "2015-09-24"}, subject=draft)],
            now=NOW,
        )


def test_findings_are_numbered_without_a_gap_and_unseen_by_the_unit(office: Office) -> None:
    fields = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
    keys = [office.do("finding.recorded", fields, within=office.inspection) for _ in range(3)]
    numbers = [
        row.number for row in listed(office.clerk, "finding", {"campaign": office.round}, sort="number").rows
    ]
    assert numbers == ["1", "2", "3"]
    assert listed(office.principal, "finding", {}).total.n == 0
    assert subject_for_page(office.principal, keys[0]) is None


def test_the_same_command_sent_twice_is_done_once(office: Office) -> None:
    key = uuid4()
    entry = Entry("document.drafted", {"kind": "notice", "text": "x"}, within=office.inspection)
    first = perform(office.clerk, [entry], now=NOW, key=key)
    second = perform(office.clerk, [entry], now=NOW, key=key)
    assert (second.was_done, second.subject) == (True, first.subject)
    assert run([("SELECT count(*) FROM act WHERE type = 'document.drafted'", [])])[0][0][0] == 1


def test_a_command_is_said_to_be_done_to_nobody_else_and_with_no_other_words(office: Office) -> None:
    key = uuid4()
    entry = Entry("document.drafted", {"kind": "notice", "text": "x"}, within=office.inspection)
    perform(office.clerk, [entry], now=NOW, key=key)
    asked = [
        (office.principal, entry),
        (office.clerk, replace(entry, fields={"kind": "notice", "text": "y"})),
        (office.clerk, replace(entry, occurred_on=date(2015, 9, 23))),
    ]
    for who, said in asked:
        with pytest.raises(Refused) as refused:
            perform(who, [said], now=NOW, key=key)
        assert refused.value.refusals[0].rule == "resent"
    assert run([("SELECT count(*) FROM act WHERE type = 'document.drafted'", [])])[0][0][0] == 1


FINDING = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}


def refused_fields(office: Office, **more: object) -> dict[str, str]:
    """What stands at the fields of a finding that names something."""
    on = more.pop("occurred_on", None)
    entry = Entry("finding.recorded", {**FINDING, **more}, within=office.inspection, occurred_on=on)  # type: ignore[arg-type]
    with pytest.raises(BadFields) as bad:
        perform(office.clerk, [entry], now=NOW)
    return {fault.name: fault.text.zh for fault in bad.value.faults}


def test_an_act_names_only_what_its_doer_may_know_of(office: Office) -> None:
    letter = {"kind": "report", "channel": "letter", "subject": "举报", "addressee": "office"}
    hidden = office.do("complaint.received", letter, within=office.inspection)
    run([("UPDATE subject SET readers = '{}' WHERE id = %s", [hidden])])
    said = {"from_ref": "“从哪一件发现”：没有找到所选的"}
    assert refused_fields(office, from_ref=str(hidden)) == said
    assert refused_fields(office, from_ref=str(uuid4())) == said, "absent and forbidden look the same"
    assert refused_fields(office, requested_by=str(uuid4())).keys() == {"requested_by"}
    assert refused_fields(office, persons=[str(office.unit)]).keys() == {"persons"}, "a unit is no person"
    notice = office.notice()
    office.do("finding.recorded", {**FINDING, "from_ref": str(notice)}, within=office.inspection)


def test_an_act_lies_not_before_what_it_rests_on(office: Office) -> None:
    notice = office.notice()
    said = refused_fields(office, from_ref=str(notice), occurred_on=TODAY - timedelta(days=1))
    assert said == {"occurred_on": "“从哪一件发现”：所选的2015年9月24日才有，不能早于那一天"}


def test_a_command_of_several_acts_is_done_whole_or_not_at_all(office: Office) -> None:
    entries = [
        Entry("document.drafted", {"kind": "notice", "text": "x"}, within=office.inspection),
        Entry("inspection.started", {"place": "x"}, subject=office.inspection),
    ]
    with pytest.raises(Refused):
        perform(office.clerk, entries, now=NOW)
    assert run([("SELECT count(*) FROM act WHERE type = 'document.drafted'", [])])[0][0][0] == 0


def test_replay_rebuilds_every_row(office: Office) -> None:
    notice = office.notice()
    perform(
        office.principal, [Entry("document.received", {"received_on": "2015-09-24"}, subject=notice)], now=NOW
    )
    report = replay()
    assert report.differences == []
    assert report.acts == run([("SELECT count(*) FROM act", [])])[0][0][0]


def test_replay_names_a_row_changed_behind_the_record(office: Office) -> None:
    run([("UPDATE subject SET title = '改过' WHERE id = %s", [office.round])])
    assert replay().differences == [f"subject {office.round}: differs in title"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE act SET type = ''",
        "DELETE FROM payload",
        "TRUNCATE act",
        "UPDATE adopted_scheme SET source = ''",
        "DELETE FROM adopted_scheme",
        "UPDATE salt SET salt = ''",
        "UPDATE subject_key SET sealed = ''",
        "UPDATE command SET digest = ''",
        "DELETE FROM command",
    ],
)
def test_the_record_cannot_be_changed(office: Office, statement: str) -> None:
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_personal_fields_are_sealed_in_the_payload_and_gone_with_their_key(office: Office) -> None:
    fields = {"title": "补贴未发", "text": "张某滞留资金", "fields": ["field2"], "source": "check"}
    finding = office.do("finding.recorded", fields, within=office.inspection)
    [[body_bytes]] = run(
        [("SELECT p.body FROM payload p JOIN act USING (position) WHERE subject = %s", [finding])]
    )[0]
    assert "张某".encode() not in bytes(body_bytes)
    run([("DELETE FROM subject_key WHERE subject = %s", [finding])])
    assert f"subject {finding}: differs in facts" in replay().differences


def test_a_salt_is_missed_unless_an_act_destroyed_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    finding, other = (office.do("finding.recorded", FINDING, within=office.inspection) for _ in range(2))
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
    office.do("key.destroyed", {"text": "保存期满"}, subject=finding)
    [[of_other]] = run([("SELECT position FROM act WHERE subject = %s", [other])])[0]
    run([("DELETE FROM salt WHERE subject = ANY(%s)", [[finding, other]])])
    after = run([("SELECT max(position) FROM act WHERE subject = %s", [finding])])[0][0][0]
    assert replay().differences == [
        f"act {of_other}: its salt is missing, and no act destroyed it",
    ], "what came before the destruction is excused"
    office.do("finding.amended", {"title": "补贴未发放"}, subject=finding)
    [[later]] = run([("SELECT max(position) FROM act WHERE subject = %s", [finding])])[0]
    run([("DELETE FROM salt WHERE position = %s", [later])])
    assert later > after
    assert f"act {later}: its salt is missing, and no act destroyed it" in replay().differences


def test_an_act_early_in_the_morning_is_of_the_day_in_shanghai(office: Office) -> None:
    half_past_seven = datetime(2015, 9, 24, 23, 30, tzinfo=UTC)  # the 25th in Shanghai
    for typed in (None, date(2015, 9, 25)):
        entry = Entry(
            "document.drafted", {"kind": "notice", "text": "稿"}, within=office.inspection, occurred_on=typed
        )
        [act] = perform(office.clerk, [entry], now=half_past_seven).acts
        assert act.occurred_on == date(2015, 9, 25)
