"""What the worker does at a fixed hour, where something is wrong with one thing: the others go their way, and nothing is lost."""

from __future__ import annotations

import io
import json
import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from django.utils import timezone
from psycopg.types.json import Jsonb

from tests.portal.conftest import Answer, Portal
from tests.portal.test_talk import does, hour, set_apart
from tests.portal.test_the_whole_way import WORDS, liutang, looked_up, registered, report
from tests.web.conftest import Visitor
from xuncha.actions import intake, letters
from xuncha.actions.carrying import to_carry, write_up
from xuncha.actions.inbox import let_in
from xuncha.actions.intake import take_in
from xuncha.actions.letters import write_letters
from xuncha.actions.perform import Entry, perform
from xuncha.actions.standings import lay_standings
from xuncha.cli import command
from xuncha.server import taking_in, tasks
from xuncha.server.publishing import publish_all
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.portal import box_at, letter_put, open_boxes, waiting_envelopes
from xuncha.store.viewer import Viewer, viewer_of
from xuncha.vault.envelope import Context, Group, seal_for
from xuncha.vault.mailbox import to_reporter
from xuncha.vault.proof_of_work import solved

pytestmark = pytest.mark.demo_city


@pytest.fixture(scope="module")
def taken(portal: Portal) -> tuple[str, str]:
    """The code and the id of one report that was taken in, and the first standing."""
    publish_all()
    code = report(portal, liutang())
    hour()
    [(key, *_)] = registered()
    return code, str(key)


def another(portal: Portal, words: str) -> tuple[str, str]:
    """The code and the id of one report more."""
    before = {key for key, *_ in registered()}
    code = report(portal, liutang(), happened=words)
    take_in(timezone.now())
    [key] = [key for key, *_ in registered() if key not in before]
    return code, str(key)


def viewer(login: str) -> Viewer:
    found = viewer_of(Account.objects.get(login_name=login).person, None, timezone.localdate())
    assert found is not None
    return found


def done(monkeypatch: pytest.MonkeyPatch, login: str, key: str, act: str, **fields: object) -> None:
    """Do something whatever the rules say, which are tested in the core."""
    with monkeypatch.context() as free:
        free.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
        free.setattr("xuncha.core.acts.engine.judge", lambda *_: ((), (), ()))
        perform(viewer(login), [Entry(act, fields, subject=UUID(key))], now=timezone.now())


def lanes() -> list[str]:
    return sorted(lane for (lane,) in run([("SELECT lane FROM portal_inbox", [])])[0])


def nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "who_reads", lambda *_: frozenset())


def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The level above lies outside this office."""
    real = intake.desk_of
    monkeypatch.setattr(intake, "desk_of", lambda purpose: None if purpose == "above" else real(purpose))


# ---------------------------------------------------------------------------------------------- letters


def test_the_longest_answer_reaches_its_reporter_whole_and_stops_nobody_elses_letter(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long, other = another(portal, "要长的答复"), another(portal, "另一件")
    done(monkeypatch, "office", long[1], "complaint.accepted", within_remit="yes")
    fields = {name: f"{name}开头" + "查" * 49_900 + f"{name}结尾" for name in ("found", "basis", "remedy")}
    done(monkeypatch, "office", long[1], "complaint.answered", **fields)
    asked = Visitor("office").client.post(f"/complaints/{other[1]}/talk", {"words": "请问大概是几月份的事情"})
    assert asked.status_code == 303
    monkeypatch.setattr(tasks, "is_hour", lambda _: True)
    tasks.intake.func(0)
    told = looked_up(portal, long[0])
    for name in fields:
        assert f"{name}开头查" in told
        assert f"查{name}结尾" in told
    assert "大概是几月份" in looked_up(portal, other[0])
    sizes = run([("SELECT DISTINCT length(sealed) FROM portal_letter WHERE n > 0", [])])[0]
    assert len(sizes) == 1, "all letters have one size"
    assert write_letters(timezone.now()) == 0


def test_a_mailbox_that_cannot_be_written_to_keeps_no_other_from_its_letters(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = another(portal, "这一箱写不进"), another(portal, "这一箱写得进")
    for _, key in (bad, good):
        done(monkeypatch, "office", key, "complaint.accepted", within_remit="yes")
    real, here = letters.to_reporter, UUID(bad[1])

    def breaks(public: bytes, text: str, case: UUID, n: int) -> bytes:
        if case == here:
            raise ValueError("words that somebody typed")
        return real(public, text, case, n)

    with monkeypatch.context() as once:
        once.setattr(letters, "to_reporter", breaks)
        assert write_letters(timezone.now()) == 1
    assert f"the letters of {here} were not written: ValueError" in caplog.text
    assert "somebody typed" not in caplog.text
    assert "已经受理" in looked_up(portal, good[0])
    assert write_letters(timezone.now()) == 1, "it is written as soon as it can be"
    assert "已经受理" in looked_up(portal, bad[0])


def test_a_standing_that_cannot_be_laid_keeps_no_other_from_its_own(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    n, real, here = lay_standings(timezone.now()), lay_standings.__globals__["standing"], UUID(taken[1])

    def breaks(row: object, *more: object) -> object:
        if row.id == here:  # type: ignore[attr-defined]
            raise ValueError
        return real(row, *more)

    monkeypatch.setattr("xuncha.actions.standings.standing", breaks)
    assert n > 1
    assert lay_standings(timezone.now()) == n - 1


def test_what_waits_is_taken_in_beside_the_hours_by_whoever_runs_the_machine_and_that_is_noted(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = "SELECT count(*) FROM access_record WHERE what = 'took in beside the fixed hours'"
    before, [(times,)] = len(registered()), run([(noted, [])])[0]
    codes = [report(portal, liutang(), happened=words) for words in ("第一件", "第二件")]
    monkeypatch.setattr(import_module("xuncha.cli.portal"), "office_at_hand", lambda **_: nullcontext())
    told = CliRunner().invoke(command, ["portal", "take-in"])
    assert told.output.startswith("2 taken in\n"), told.output
    assert len(registered()) == before + 2
    assert all("收到，已经登记" in looked_up(portal, code) for code in codes)
    assert CliRunner().invoke(command, ["portal", "take-in"]).output.startswith("0 taken in\n")
    assert run([(noted, [])])[0] == [(times + 2,)]
    monkeypatch.setattr("xuncha.store.custody.desk_of", lambda _: None)
    refused = CliRunner().invoke(command, ["portal", "take-in"])
    assert "there are no keys here yet; make them with `xuncha portal keys`" in str(refused.exception)
    assert run([(noted, [])])[0] == [(times + 2,)]


def test_steps_of_the_job_do_not_wait_for_each_other() -> None:
    did = []

    def fails() -> None:
        raise ValueError("one")

    with pytest.raises(ExceptionGroup) as wrong:
        taking_in.each_by_itself(fails, lambda: did.append("two"), fails, lambda: did.append("four"))
    assert did == ["two", "four"]
    assert len(wrong.value.exceptions) == 2
    taking_in.each_by_itself(lambda: did.append("five"))
    assert did[-1] == "five"


def test_letters_go_on_after_the_key_of_a_matter_that_was_asked_for_is_destroyed(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, key = another(portal, "有人打听")
    lay_standings(timezone.now())
    assert does(portal, code, what="leak", noticed="asked").status == 200
    hour()
    [(matter, *_)] = set_apart()
    assert "您在这里提出的请求收到了" in looked_up(portal, code)
    done(monkeypatch, "group", str(matter), "key.destroyed", text="保存期满")
    sent = Visitor("office").client.post(f"/complaints/{key}/talk", {"words": "请问是哪一个窗口"})
    assert sent.status_code == 303
    assert write_letters(timezone.now()) == 1
    told = looked_up(portal, code)
    assert "哪一个窗口" in told
    assert told.count("您在这里提出的请求收到了") == 1, "what was told stays, and is told once"


def test_what_is_kept_apart_and_the_mailboxes_are_read_a_few_at_a_time_to_the_end(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate()
    all_of = [box.place for lot in open_boxes(today) for box in lot]
    monkeypatch.setattr("xuncha.store.portal.LOT", 2)
    monkeypatch.setattr("xuncha.store.apart.LOT", 1)
    lots = list(open_boxes(today))
    assert [box.place for lot in lots for box in lot] == all_of
    assert len(lots) > 1
    assert list(open_boxes(today + timedelta(days=4 * 365))) == []
    code, key = another(portal, "问两次")
    for words in ("请问第一个问题是什么", "请问第二个问题是什么"):
        sent = Visitor("office").client.post(f"/complaints/{key}/talk", {"words": words})
        assert sent.status_code == 303
    assert write_letters(timezone.now()) == 2
    told = looked_up(portal, code)
    assert told.index("第二个问题") < told.index("第一个问题"), "the latest stands first"


def test_of_very_many_letters_the_latest_are_shown_and_it_is_said_how_many_are_not(
    portal: Portal, taken: tuple[str, str]
) -> None:
    code, key = another(portal, "很多封")
    box = box_of(key)
    today = timezone.localdate()
    for n in range(1, 204):
        sealed = to_reporter(box[1], f"第{n}封", UUID(key), n)
        run([letter_put(box[0], n, today, sealed)])
    told = looked_up(portal, code)
    assert "第203封" in told
    assert "第4封" in told
    assert "第3封" not in told
    assert "更早的信没有显示，件数：3" in told


def box_of(case: str) -> tuple[bytes, bytes]:
    [box] = [box for lot in open_boxes(timezone.localdate()) for box in lot if str(box.case) == case]
    assert box_at(box.place, timezone.localdate()) == box
    return box.place, box.public


# ---------------------------------------------------------------------------------------------- what goes past this office


def test_a_mailbox_of_what_goes_to_a_level_above_elsewhere_looks_like_all_others(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(monkeypatch)
    code = report(portal, "", about="intake", happened="主任收了礼")
    assert take_in(timezone.now()) == 0
    assert lanes() == ["up"]
    lay_standings(timezone.now())
    sql = "SELECT array_agg(n ORDER BY n), max(length(sealed)) FILTER (WHERE n = -1) FROM portal_letter WHERE n <= 0 GROUP BY place"
    numbers, sizes = zip(*run([(sql, [])])[0], strict=True)
    assert {tuple(one) for one in numbers} == {(-1, 0)}
    assert len(set(sizes)) == 1
    told = looked_up(portal, code)
    assert "收到了，密封着" in told
    assert "已经登记" not in told
    assert "what-retaliation" in told
    assert told.count("反映登记或者送到上一级以后查") == 2
    assert "三个工作日内查" not in told, "no day is promised that nobody here owes"
    assert does(portal, code, what="retaliation", ways="pay").status == 200
    assert take_in(timezone.now()) == 0
    assert lanes() == ["up", "up"], "it goes where its report goes"
    file = io.BytesIO()
    assert write_up(file, to_carry(), "澜汀市", timezone.localdate()) == 0
    carried = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [one["wish"] for one in carried if "wish" in one] == [{"kind": "retaliation", "ways": ["pay"]}]
    [[kept]] = run([("SELECT jsonb_agg(to_jsonb(k)) FROM portal_key k WHERE purpose = 'above'", [])])[0]
    run([("DELETE FROM portal_key WHERE purpose = 'above'", [])])
    late = does(portal, code, what="add", words="还有一张收据")
    assert late.status == 422
    assert "现在没有收信机关的公钥" in late.text
    assert "还有一张收据" in late.text
    run([("INSERT INTO portal_key SELECT * FROM jsonb_populate_recordset(NULL::portal_key, %s)", [Jsonb(json.loads(kept))]),
         ("DELETE FROM portal_inbox", [])])  # fmt: skip


# ---------------------------------------------------------------------------------------------- taking in


def test_what_cannot_be_registered_now_has_its_mailbox_and_keeps_nothing_new_out(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuncha.store.portal.MOST", 2)
    with monkeypatch.context() as now:
        nobody_reads(now)
        code, *_ = [report(portal, liutang(), happened=f"等着 {n}") for n in range(4)]
        assert (take_in(timezone.now()), take_in(timezone.now())) == (0, 0)
        assert lanes() == ["waits"] * 4
        lay_standings(timezone.now())
        told = looked_up(portal, code)
        assert "收到了，密封着" in told
        assert does(portal, code, what="add", words="再补充一句").status == 200
        assert take_in(timezone.now()) == 0
        assert lanes() == ["waits"] * 5, "what is added waits with its report"
    page = Visitor("office").sees("/inbox")
    assert "没有被隔离、打不开或者搁置的来件" in page, "whoever takes reports in is not told"
    new = report(portal, liutang(), happened="新来的一件")
    assert {one.lane for one in waiting_envelopes()} == {"", "waits"}
    before = len(registered())
    take_in(timezone.now())
    take_in(timezone.now())
    assert lanes() == []
    assert len(registered()) == before + 5
    lay_standings(timezone.now())
    write_letters(timezone.now())
    assert "收到，已经登记" in looked_up(portal, new)
    told = looked_up(portal, code)
    assert "您补充的话收到了" in told
    assert "收到，已经登记" in told


def put(portal: Portal, told: str) -> UUID:
    """Something that the portal would not send, in an envelope that opens."""
    [[public]] = run([("SELECT public FROM portal_key WHERE purpose = 'register'", [])])[0]
    place = uuid4()
    sealed = seal_for(told.encode(), Group("register", (bytes(public),)), Context(place, "sent"))
    sql = "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, %s, '', %s)"
    run([(sql, [place, timezone.localdate(), sealed])])
    return place


@pytest.mark.parametrize(
    "told",
    [
        '{"added":"x","case":"CASE","n":Infinity,"wish":{}}',
        '{"added":"x","case":"CASE","n":1,"wish":{"kind":"leak","noticed":DEEP}}',
        '{"added":"","case":"CASE","n":1,"wish":{"kind":"recusal","role":{"a":1}}}',
        '{"added":"\\u0000\\ud800","case":"CASE","n":1,"wish":{}}',
        '{"body":"x","case":"CASE","mailbox":7,"mode":"open","unit":""}',
    ],
)
def test_one_bad_envelope_stops_no_other(portal: Portal, taken: tuple[str, str], told: str) -> None:
    put(portal, told.replace("CASE", taken[1]).replace("DEEP", "[" * 900 + "]" * 900))
    before = len(registered())
    for n in range(2):
        report(portal, liutang(), happened=f"{WORDS} {n} {uuid4()}")
    take_in(timezone.now())
    assert len(registered()) == before + 2
    assert set(lanes()) <= {"unreadable", "waits"}
    run([("DELETE FROM portal_inbox", [])])


def test_what_goes_wrong_unexpectedly_with_one_envelope_stays_with_it(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    code = report(portal, liutang(), happened="出了意外")
    with monkeypatch.context() as once:
        once.setattr(intake, "perform", lambda *_, **__: 1 / 0)
        assert take_in(timezone.now()) == 0
    assert "waits: ZeroDivisionError" in caplog.text
    assert lanes() == ["waits"]
    assert "没有找到这个回执码" not in looked_up(portal, code)
    assert take_in(timezone.now()) == 1
    assert lanes() == []


def sent_twice(portal: Portal, words: str) -> tuple[list[str], list[str]]:
    """The codes of one report that is sent, taken in, and sent once more as its answer was lost."""
    typed = {
        "unit": liutang(),
        "unit_name": "",
        "happened": words,
        "mode": "anonymous",
        "name": "",
        "contact": "",
    }
    page, codes = portal.post("/report/check", typed), []
    once = re.search(r'name="once" value="([^"]+)"', page.text)
    for _ in range(2):
        work = re.search(r'data-work="([^"]+)"', portal.post("/report/check", typed).text)
        assert work
        assert once
        answer = portal.post("/report/send", typed | {"answer": solved(work[1]), "once": once[1]})
        codes.append(re.findall(r"<li>(\d{5})</li>", answer.text))
        take_in(timezone.now())
    return codes[0], codes[1]


def test_a_report_that_is_sent_again_after_it_was_taken_in_is_the_same_report(
    portal: Portal, taken: tuple[str, str]
) -> None:
    before = len(registered())
    first, again = sent_twice(portal, "发了两次")
    assert first == again != []
    assert len(registered()) == before + 1
    assert lanes() == [], "it lies under nothing that does not open"


def test_another_report_that_names_the_case_is_put_aside_and_never_let_in(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report(portal, liutang(), happened="冒名的一件")
    with monkeypatch.context() as other:
        other.setattr(intake, "box_of", lambda _: b"another place")
        real = intake.open_sent
        other.setattr(intake, "open_sent", lambda *all_of: replace(real(*all_of), case=UUID(taken[1])))
        assert take_in(timezone.now()) == 0
    assert lanes() == ["unreadable"]
    [(key,)] = run([("SELECT id FROM portal_inbox", [])])[0]
    assert let_in(viewer("office"), [key]) == 0
    assert lanes() == ["unreadable"]
    run([("DELETE FROM portal_inbox", [])])


# ---------------------------------------------------------------------------------------------- what is typed


def sent(portal: Portal, **more: str) -> Answer:
    typed = {
        "unit": liutang(),
        "unit_name": "",
        "happened": WORDS,
        "mode": "confidential",
        "name": "甲",
        "contact": "",
    } | more
    work = re.search(r'data-work="([^"]+)"', portal.post("/report/check", typed).text)
    assert work
    return portal.post("/report/send", typed | {"answer": solved(work[1])})


def test_control_characters_and_rare_ones_are_no_fault_of_the_portal(
    portal: Portal, taken: tuple[str, str]
) -> None:
    assert sent(portal, name="甲" + "\x01" * 100, contact="\x01" * 300).status == 200
    assert sent(portal, name="𬭸" * 100, contact="𬭸" * 300).status == 200
    rare = does(portal, taken[0], what="add", words="𬭸" * 5000)
    assert rare.status == 422
    assert "生僻字多，占 20,000 字节，最多 16,380 字节" in rare.text
    assert "𬭸" * 5000 in rare.text, "what was typed stays"
    assert does(portal, taken[0], what="add", words="𬭸" * 4000).status == 200
    empty = does(portal, taken[0], what="add", words="\x01\x00")
    assert empty.status == 422
    assert "请写要补充的话" in empty.text
    assert does(portal, taken[0], what="add", words="一\x00句\x01话").status == 200
