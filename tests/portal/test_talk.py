"""Writing back and forth by the code, how a report stands, and what a reporter asks for: through the portal, the worker and the pages."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.utils import timezone

from tests.portal.conftest import Answer, Portal
from tests.portal.test_the_whole_way import WORDS, liutang, looked_up, registered, report, same
from tests.web.budget import logged_in
from tests.web.conftest import Visitor
from xuncha.actions.intake import NOT_READ_YET, take_in
from xuncha.actions.letters import write_letters
from xuncha.actions.standings import ask_about_retaliation, lay_standings
from xuncha.core.protection.receipt_code import written
from xuncha.demo import PASSPHRASE
from xuncha.server.publishing import publish_all
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.vault.proof_of_work import solved

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.demo_city

QUESTION = "请问是哪一天的事？方便的话写大概的日子。"


def hour() -> None:
    """What the worker does at a fixed hour."""
    now = timezone.now()
    take_in(now)
    write_letters(now)
    lay_standings(now, lambda acts: {act: f"c2sp.org/tlog-proof@v1 of {act}" for act in acts})


def does(portal: Portal, code: str, **typed: str) -> Answer:
    """Send the form of the page of progress."""
    work = re.search(r'data-work="([^"]+)"', portal.get("/receipt").text)
    assert work
    return portal.post("/receipt/add", {"code": code, "answer": solved(work[1]), **typed})


@pytest.fixture(scope="module")
def taken(portal: Portal) -> tuple[str, str]:
    """The code and the id of one report that was taken in, and the first standing."""
    publish_all()
    code = report(portal, liutang())
    hour()
    [(key, *_)] = registered()
    return code, str(key)


def set_apart() -> list[tuple[object, ...]]:
    sql = "SELECT id, code, state, facts->>'alias', number FROM subject WHERE kind = 'protection' ORDER BY version"
    return list(run([(sql, [])])[0])


# ---------------------------------------------------------------------------------------------- letters by hand


def test_the_office_writes_and_the_reporter_reads_it_after_the_fixed_hour(
    portal: Portal, taken: tuple[str, str]
) -> None:
    office, address = Visitor("office"), f"/complaints/{taken[1]}"
    assert f'href="{address}/talk"' in office.sees(address)
    sent = office.client.post(f"{address}/talk", {"words": QUESTION})
    assert (sent.status_code, sent.headers["Location"]) == (303, address)
    assert QUESTION not in looked_up(portal, taken[0]), "not before the fixed hour"
    hour()
    told = looked_up(portal, taken[0])
    assert QUESTION in told
    assert "下一次定时发布时放进凭码信箱" in office.sees(address)


def test_who_reads_the_original_reads_again_what_was_written(portal: Portal, taken: tuple[str, str]) -> None:
    office, address = Visitor("office"), f"/complaints/{taken[1]}"
    assert does(portal, taken[0], what="add", words="是九月三号").status == 200
    hour()
    opened = office.client.post(f"{address}/original", {"passphrase": PASSPHRASE}).content.decode()
    assert opened.index(QUESTION) < opened.index("是九月三号")
    told = looked_up(portal, taken[0])
    assert "您补充的话收到了" in told
    assert "是九月三号" not in told


def places_of(portal: Portal, words: str) -> set[str]:
    """Every column of every table in which these words stand, as text, in bytes, or as JSON writes them."""
    columns = portal.as_owner(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'xuncha'"
    )
    found = set()
    for table, column, kind in columns:
        for one in {words, json.dumps(words)[1:-1]}:
            quoted = one.replace("'", "''")
            where = (
                f"position(convert_to('{quoted}', 'UTF8') IN \"{column}\") > 0"
                if kind == "bytea"
                else f"position('{quoted}' IN \"{column}\"::text) > 0"
            )
            if portal.as_owner(f'SELECT 1 FROM "{table}" WHERE {where} LIMIT 1'):
                found.add(f"{table}.{column}")
    return found


def test_what_is_written_either_way_stands_nowhere_in_clear(portal: Portal, taken: tuple[str, str]) -> None:
    """After a letter by hand and an addition were sent, taken in, read and laid into the mailbox."""
    assert "portal_letter.sealed" in places_of(portal, f'"case":"{taken[1]}"'), (
        "the search finds what lies in bytes"
    )
    assert "subject.title" in places_of(portal, NOT_READ_YET), "and what lies in text"
    for words in (QUESTION, "哪一天的事", "是九月三号", WORDS):
        assert places_of(portal, words) == set(), words
    assert "哪一天的事" not in Visitor("office").sees(f"/complaints/{taken[1]}")


def test_a_letter_that_repeats_the_register_or_says_nothing_comes_back(
    portal: Portal, taken: tuple[str, str]
) -> None:
    office, address = Visitor("office"), f"/complaints/{taken[1]}"
    form = {"extract": "反映补贴要到指定的几家店才给办理", "subject": "补贴办理"}
    assert office.client.post(f"{address}/do/complaint.extracted", form).status_code in (302, 303)
    echoed = office.client.post(f"{address}/talk", {"words": "您说补贴要到指定的几家店才给办理，是哪几家"})
    assert echoed.status_code == 422
    assert "信里不重复反映的内容" in echoed.content.decode()
    assert "是哪几家" in echoed.content.decode(), "what was typed stays"
    empty = office.client.post(f"{address}/talk", {"words": " "})
    assert empty.status_code == 422
    assert "请写要说的话" in empty.content.decode()


@pytest.mark.parametrize("who", ["head", "registrar", "member", "unit", "contact", "receiver", "group"])
def test_for_who_may_not_read_the_report_there_is_nobody_to_write_to(
    portal: Portal, taken: tuple[str, str], who: str
) -> None:
    visitor = Visitor(who)
    assert visitor.status(f"/complaints/{taken[1]}/talk") == 404
    assert visitor.client.post(f"/complaints/{taken[1]}/talk", {"words": QUESTION}).status_code == 404


def test_a_letter_on_paper_has_no_mailbox(portal: Portal, taken: tuple[str, str]) -> None:
    sql = "SELECT id FROM subject WHERE kind = 'complaint' AND facts->>'channel' <> 'web' ORDER BY version"
    office = Visitor("office")
    read = [str(key) for (key,) in run([(sql, [])])[0] if office.status(f"/complaints/{key}") == 200]
    assert read, "there are letters on paper that the office reads"
    assert {office.status(f"/complaints/{key}/talk") for key in read[:5]} == {404}
    assert office.status(f"/complaints/{taken[1]}/talk") == 200


# ---------------------------------------------------------------------------------------------- how it stands


def test_how_it_stands_is_told_in_plain_words_with_days_and_kinds_of_bodies(
    portal: Portal, taken: tuple[str, str]
) -> None:
    told = looked_up(portal, taken[0])
    for words in (
        "登记了，还没有决定受不受理",
        "在哪里</dt><dd>巡查办",
        "没有人打开过",
        "回执码用到",
        "办结满一年以后",
    ):
        assert words in told, words
    assert WORDS not in told
    assert "柳塘" not in re.sub(r"<footer.*", "", told.partition("不满意，还可以找谁")[0], flags=re.DOTALL)


def test_what_is_overdue_is_said_and_steps_are_told_in_the_language_of_the_page(
    portal: Portal, taken: tuple[str, str]
) -> None:
    [(key, undated)] = run([("SELECT id, undated FROM duty WHERE stream = %s", [taken[1]])])[0]
    run([("UPDATE duty SET due_at = '2026-11-02T16:00:00Z', undated = '' WHERE id = %s", [key])])
    hour()
    work = re.search(r'data-work="([^"]+)"', portal.get("/en/receipt").text)
    assert work
    english = portal.post("/en/receipt/open", {"code": taken[0], "answer": solved(work[1])}).text
    assert "Overdue: it was due by 2 Nov 2026" in english
    assert "What you added was received." in english
    assert "您补充的话收到了" not in english
    assert "已经过期：应在 2026年11月2日以前" in looked_up(portal, taken[0])
    run([("UPDATE duty SET due_at = NULL, undated = %s WHERE id = %s", [undated, key])])


def test_every_mailbox_is_laid_anew_each_hour_whether_it_moved_or_not(
    portal: Portal, taken: tuple[str, str]
) -> None:
    sql = "SELECT place, sealed FROM portal_letter WHERE n = -1"
    before = dict(run([(sql, [])])[0])
    lay_standings(timezone.now())
    after = dict(run([(sql, [])])[0])
    assert before.keys() == after.keys()
    assert all(bytes(before[place]) != bytes(after[place]) for place in before)
    assert len({len(bytes(sealed)) for sealed in after.values()}) == 1
    hour()


def test_a_proof_is_handed_out_as_a_file_and_only_when_it_is_asked_for(
    portal: Portal, taken: tuple[str, str]
) -> None:
    told = looked_up(portal, taken[0])
    assert "tlog-proof@v1" not in told
    assert "就知道有人反映过" in told
    proof = does(portal, taken[0], what="proof")
    assert proof.text.startswith("c2sp.org/tlog-proof@v1")
    assert proof.headers["Content-Disposition"] == 'attachment; filename="proof.tlog-proof"'
    assert proof.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in proof.headers["Content-Security-Policy"]


# ---------------------------------------------------------------------------------------------- what is asked for


def test_retaliation_is_a_matter_that_those_alone_see_who_protect(
    portal: Portal, taken: tuple[str, str]
) -> None:
    lacking = does(portal, taken[0], what="retaliation")
    assert lacking.status == 422
    assert "请勾受到怎样的对待" in lacking.text
    assert does(portal, taken[0], what="retaliation", ways="transfer").status == 200
    before = Visitor("office").sees(f"/complaints/{taken[1]}")
    hour()
    [(key, code, state, alias, number)] = set_apart()
    assert (code, state) == ("retaliation", "waiting")
    assert re.fullmatch(r"[0-9A-F]{6}", str(alias))
    page = Visitor("group").sees(f"/protections/{key}")
    assert "无故调岗、免职、降级" in page
    assert str(number) in page
    assert "网信〔" not in page, "not which report it is about"
    assert str(number) not in Visitor("group").client.get("/complaints").content.decode(), (
        "no register of complaints holds it"
    )
    assert str(number) in Visitor("group").sees("/protections")
    assert "柳塘" not in re.search(r"<main.*</main>", page, re.DOTALL)[0]  # type: ignore[index]
    for who in ("office", "director", "head", "registrar", "member", "unit", "contact", "receiver"):
        visitor = Visitor(who)
        assert visitor.status(f"/protections/{key}") == 404, who
        assert visitor.status("/protections") == 404, who
        assert str(number) not in visitor.client.get("/complaints").content.decode(), who
        assert str(number) not in visitor.client.get("/desk").content.decode(), who
    assert "护〔" not in Visitor("office").sees(f"/complaints/{taken[1]}")
    assert before.count("time-line") == Visitor("office").sees(f"/complaints/{taken[1]}").count("time-line")
    assert "您在这里提出的请求收到了" in looked_up(portal, taken[0])


def test_who_protects_answers_and_writes_by_the_same_code(portal: Portal, taken: tuple[str, str]) -> None:
    [(key, *_)] = set_apart()
    group, address = Visitor("group"), f"/protections/{key}"
    assert f'href="{address}/talk"' in group.sees(address)
    assert group.client.post(f"{address}/talk", {"words": "请问调岗有没有书面通知？"}).status_code == 303
    form = {"conclusion": "partly", "text": "已要求纠正", "answer": "已经要求恢复原岗位。"}
    assert group.client.post(f"{address}/do/protection.answered", form).status_code in (302, 303)
    hour()
    told = looked_up(portal, taken[0])
    assert "请问调岗有没有书面通知？" in told
    assert "已经要求恢复原岗位。" in told
    assert "已要求纠正" not in told


def test_a_leak_and_a_wish_for_recusal_name_codes_and_posts_alone(
    portal: Portal, taken: tuple[str, str]
) -> None:
    assert "请勾怎样发现的" in does(portal, taken[0], what="leak", noticed="nonsense").text
    assert "请选请哪个岗位回避" in does(portal, taken[0], what="recusal", role="nobody").text
    lost = does(portal, taken[0], what="leak", noticed="asked", words="这一句不能丢")
    assert lost.status == 422
    assert "下面写的字不会一起发" in lost.text
    assert "这一句不能丢" in lost.text, "what was typed stays"
    assert '<div class="field"><label for="words">' in lost.text, "and is seen, whatever is ticked"
    assert does(portal, taken[0], what="leak", noticed="asked").status == 200
    assert does(portal, taken[0], what="recusal", role="director").status == 200
    hour()
    kinds = {str(code): str(key) for key, code, *_ in set_apart()}
    assert kinds.keys() == {"retaliation", "leak", "recusal"}
    group = Visitor("group")
    assert "有人打听是谁反映的" in group.sees(f"/protections/{kinds['leak']}")
    assert "巡查办主任" in group.sees(f"/protections/{kinds['recusal']}")
    desk = group.sees("/desk")
    assert "反映人怀疑泄密的，一个工作日内查" in desk or kinds["leak"] in desk


def test_a_rating_is_not_to_be_had_where_the_regulation_has_none(
    portal: Portal, taken: tuple[str, str]
) -> None:
    refused = does(portal, taken[0], what="dissatisfied", words="没有说清楚")
    assert refused.status == 422
    assert "现在不能办这一项" in refused.text
    assert "对答复不满意" not in looked_up(portal, taken[0])


def test_the_reporter_is_asked_about_retaliation_when_the_day_has_come(
    portal: Portal, taken: tuple[str, str]
) -> None:
    assert ask_about_retaliation(timezone.now()) == 0
    assert ask_about_retaliation(timezone.now() + timedelta(days=31)) == 1
    assert ask_about_retaliation(timezone.now() + timedelta(days=32)) == 0


# ---------------------------------------------------------------------------------------------- alike for every code


@pytest.mark.parametrize(
    "what", ["add", "retaliation", "leak", "recusal", "dissatisfied", "proof", "nonsense"]
)
def test_whatever_is_asked_for_a_code_that_is_unknown_and_one_that_is_over_get_the_same_bytes(
    portal: Portal, taken: tuple[str, str], what: str
) -> None:
    key = f"%{taken[1]}%"
    sql = "SELECT place, sealed FROM portal_letter WHERE n = 0 AND convert_from(sealed, 'UTF8') LIKE %s"
    [(place, sealed)] = run([(sql, [key])])[0]
    changed = re.sub(rb'"until":"[^"]+"', b'"until":"2020-01-01"', bytes(sealed))
    unknown = written("024613579876432155550707")
    words = "补充" if what in ("add", "dissatisfied", "nonsense") else ""
    form = {"what": what, "words": words, "ways": "pay", "noticed": "asked", "role": "office"}
    run([("UPDATE portal_letter SET sealed = %s WHERE place = %s AND n = 0", [changed, place])])
    pages = [does(portal, code, **form) for code in (taken[0], unknown)]
    run([("UPDATE portal_letter SET sealed = %s WHERE place = %s AND n = 0", [bytes(sealed), place])])
    assert [page.status for page in pages] == [422, 422]
    assert same(pages[0].text).replace(taken[0], "") == same(pages[1].text).replace(unknown, "")
    assert "没有找到这个回执码" in pages[0].text


def test_pressed_too_early_nothing_is_lost(portal: Portal, taken: tuple[str, str]) -> None:
    page = looked_up(portal, taken[0])
    wait = re.search(r'name="answer" value="([^"]+)"', page)
    assert wait
    form = {"code": taken[0], "answer": wait[1], "what": "retaliation", "ways": "pay", "words": ""}
    early = portal.post("/receipt/add", form)
    assert early.status == 422
    assert 'name="ways" value="pay"' in early.text
    assert f'name="answer" value="{wait[1]}"' in early.text


def test_what_the_record_says_is_what_stands_there(portal: Portal, taken: tuple[str, str]) -> None:
    assert replay().differences == []
    assert UUID(taken[1])


def test_everybody_can_use_the_page_of_progress(
    portal: Portal, taken: tuple[str, str], chromium: Browser
) -> None:
    wrong = []
    for way in ("", "/en", "/large"):
        context = chromium.new_context(base_url=portal.site, bypass_csp=True)
        tab = context.new_page()
        tab.goto(f"{way}/receipt")
        tab.fill("#code", taken[0])
        tab.wait_for_function("document.forms[0].elements.answer.value.includes('work')")
        tab.click("#send")
        tab.wait_for_url("**/receipt/open")
        assert len(tab.content().encode()) <= 60_000
        for chosen in ("add", "retaliation", "leak", "recusal"):
            tab.check(f"#what-{chosen}")
            wrong += hard_to_read(tab, f"{way} {chosen}")
        tab.check("#what-add")
        tab.click("#send")
        tab.wait_for_url("**/receipt/add")
        assert tab.locator("#fault-words").is_visible(), "nothing was written"
        wrong += hard_to_read(tab, f"{way} add")
        tab.fill("#words", "还有一件事")
        tab.wait_for_function("document.forms[0].elements.answer.value.includes('work')")
        tab.click("#send")
        tab.wait_for_selector("#words", state="detached")
        assert tab.locator(".fault").count() == 0
        wrong += hard_to_read(tab, f"{way} added")
        context.close()
    assert wrong == []


def hard_to_read(tab: Page, what: str) -> list[str]:
    """What axe finds on the page that is open, and whether it is wider than a screen."""
    from axe_playwright_python.sync_playwright import Axe

    tab.evaluate(Axe().axe_script)
    wrong = []
    for width in (1280, 390):
        tab.set_viewport_size({"width": width, "height": 800})
        found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
        wrong += [f"{what} at {width}: {fault['id']}" for fault in found]
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{what} at {width}: wider than the screen")
    return wrong


def test_everybody_can_use_the_pages_of_the_office_about_a_report(
    portal: Portal, taken: tuple[str, str], chromium: Browser, live_server: str
) -> None:
    code, key = taken
    assert does(portal, code, what="retaliation", ways="pay").status == 200
    hour()
    apart = str(set_apart()[-1][0])
    wrong = []
    for lang in ("zh", "en"):
        context = logged_in(chromium, live_server, "office", lang)
        tab = context.new_page()
        for page in (
            "/inbox",
            f"/complaints/{key}",
            f"/complaints/{key}/talk",
            f"/complaints/{key}/original",
        ):
            tab.goto(page)
            wrong += hard_to_read(tab, f"{lang} {page.replace(key, 'key')}")
        tab.goto(f"/complaints/{key}/talk")
        tab.click("main form button")
        assert tab.locator(".refusal, .fault, [role=alert], [aria-invalid=true]").count(), (
            "nothing was written"
        )
        wrong += hard_to_read(tab, f"{lang} talk with a fault")
        context.close()
        context = logged_in(chromium, live_server, "group", lang)
        tab = context.new_page()
        for page in (f"/complaints/{apart}", f"/complaints/{apart}/talk"):
            tab.goto(page)
            assert tab.locator("h1").count()
            wrong += hard_to_read(tab, f"{lang} {page.replace(apart, 'apart')}")
        context.close()
    assert wrong == []
