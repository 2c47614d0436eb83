"""The whole way of a report in the demo's city: sent, taken in, read with the passphrase, and looked up by its code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.utils import timezone

from tests.portal.conftest import Portal
from tests.web.budget import HEAVIEST, MOST_QUERIES, Counted, opened_by
from tests.web.conftest import Visitor
from xuncha.actions.intake import NOT_READ_YET, take_in
from xuncha.actions.letters import write_letters
from xuncha.actions.perform import Entry, perform
from xuncha.core.protection.receipt_code import written
from xuncha.demo import PASSPHRASE
from xuncha.server.publishing import publish_all
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.custody import desk_of
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of
from xuncha.vault.proof_of_work import solved

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.demo_city

WORDS = "补贴要到指定的店才给办，柳塘三家都是这样"


def liutang() -> str:
    return str(run([("SELECT id FROM subject WHERE kind = 'unit' AND title = '柳塘镇'", [])])[0][0][0])


def report(portal: Portal, unit: str, **more: str) -> str:
    """Send a report; its code."""
    typed = {
        "unit": unit,
        "unit_name": "",
        "happened": WORDS,
        "mode": "anonymous",
        "name": "",
        "contact": "",
    } | more
    page = portal.post("/report/check", typed)
    work = re.search(r'data-work="([^"]+)"', page.text)
    assert work, page.text
    answer = portal.post("/report/send", typed | {"answer": solved(work[1])})
    assert answer.status == 200
    return "".join(re.findall(r"<li>(\d{5})</li>", answer.text))


def looked_up(portal: Portal, code: str) -> str:
    work = re.search(r'data-work="([^"]+)"', portal.get("/receipt").text)
    assert work
    return portal.post("/receipt/open", {"code": code, "answer": solved(work[1])}).text


def registered() -> list[tuple[object, ...]]:
    sql = (
        "SELECT id, title, facts->>'mode', facts->>'channel', facts->>'addressee', number FROM subject"
        " WHERE kind = 'complaint' AND facts->>'channel' = 'web' ORDER BY version"
    )
    return list(run([(sql, [])])[0])


@pytest.fixture(scope="module")
def taken(portal: Portal) -> tuple[str, str]:
    """The code and the id of one report that was taken in."""
    publish_all()
    code = report(portal, liutang())
    assert "没有找到这个回执码" in looked_up(portal, code)
    assert take_in(timezone.now()) == 1
    [(key, *_)] = registered()
    return code, str(key)


def test_it_is_registered_with_a_number_and_without_a_word_of_it(
    portal: Portal, taken: tuple[str, str]
) -> None:
    [(_, title, mode, channel, addressee, number)] = registered()
    assert (title, mode, channel, addressee) == (NOT_READ_YET, "anonymous", "web", "office")
    assert str(number).startswith("澜巡办网信〔"), (
        "a register of its own, so that the team's numbers do not tell"
    )
    assert portal.as_owner("SELECT count(*) FROM portal_inbox") == [(0,)]
    assert take_in(timezone.now()) == 0


def test_the_page_of_a_report_keeps_to_the_budget_of_all_pages(
    portal: Portal, taken: tuple[str, str]
) -> None:
    office, counted, address = Visitor("office"), Counted(), f"/complaints/{taken[1]}"
    office.sees(address)  # what is the same for all pages is read the first time
    with counted.listening():
        found = opened_by(office, "office", address, counted)
    assert found is not None
    assert found[0].queries <= MOST_QUERIES, str(found[0])
    assert "/original" in found[1]


def test_each_team_at_an_announced_unit_has_its_page_and_its_announcement_leads_there(
    portal: Portal, taken: tuple[str, str]
) -> None:
    [[team, name]] = run(
        [("SELECT body.id, body.title FROM subject one JOIN subject body ON body.id = one.body"
          " WHERE one.kind = 'inspection' AND one.unit = %s", [liutang()])]
    )[0]  # fmt: skip
    read = portal.get(f"/teams/{team}").text
    assert f"<h1>{name}：有问题，在这里反映</h1>" in read
    assert "<li>柳塘镇</li>" in read
    [announced] = set(re.findall(r'href="(/announcements/[^"]+)">[^<]*柳塘镇', read))
    assert f'href="/teams/{team}"' in portal.get(announced).text
    assert f'<option value="{liutang()}"' in portal.get(f"/report?team={team}").text


def test_the_office_reads_it_with_the_passphrase_and_each_opening_is_noted(
    portal: Portal, taken: tuple[str, str]
) -> None:
    office, address = Visitor("office"), f"/complaints/{taken[1]}"
    assert f'href="{address}/original"' in office.sees(address)
    assert WORDS not in office.sees(f"{address}/original")
    wrong = office.client.post(f"{address}/original", {"passphrase": "not the passphrase"})
    assert wrong.status_code == 422
    assert "口令不对" in wrong.content.decode()
    right = office.client.post(f"{address}/original", {"passphrase": PASSPHRASE})
    assert right.status_code == 200
    assert WORDS in right.content.decode()
    assert right.headers["Cache-Control"] == "no-store"
    noted = run(
        [("SELECT what FROM access_record WHERE subject = %s AND what <> 'read' ORDER BY at", [taken[1]])]
    )[0]
    assert [what for (what,) in noted] == ["wrong passphrase", "opened original"]


def test_everybody_can_read_the_page_of_the_original(
    portal: Portal, taken: tuple[str, str], chromium: Browser, live_server: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    cookie = Visitor("office").client.cookies["xuncha_session"].value
    context, wrong = chromium.new_context(base_url=live_server, bypass_csp=True), []
    context.add_cookies([{"name": "xuncha_session", "value": cookie, "url": live_server}])
    tab = context.new_page()
    for typed in ("", "not the passphrase", PASSPHRASE):
        tab.goto(f"/complaints/{taken[1]}/original")
        if typed:
            tab.fill("#passphrase", typed)
            tab.click("main form button")
        tab.evaluate(Axe().axe_script)
        for width in (1280, 390):
            tab.set_viewport_size({"width": width, "height": 800})
            found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
            wrong += [f"after {typed!r} at {width}: {fault['id']}" for fault in found]
    assert WORDS in tab.content()
    context.close()
    assert wrong == []


@pytest.mark.parametrize("who", ["head", "registrar", "member", "unit", "contact", "receiver", "group"])
def test_for_others_the_original_is_not_there(portal: Portal, taken: tuple[str, str], who: str) -> None:
    answer = Visitor(who).client.post(f"/complaints/{taken[1]}/original", {"passphrase": PASSPHRASE})
    assert answer.status_code == 404


def choices(page: str) -> list[str]:
    """What can be done on a page now, in the order in which it stands there."""
    card = page[page.index('<section class="card can-card"') :]
    open_now = card[: card.index("<h3>") if "<h3>" in card else card.index("</section>")]
    return re.findall(r'href="[^"]+/do/([a-z.]+)[^"]*"', open_now)


def test_what_nobody_has_read_yet_leads_to_the_extract_and_is_ended_by_nobody(
    portal: Portal, taken: tuple[str, str]
) -> None:
    office, page = Visitor("office"), f"/complaints/{taken[1]}"
    for act, fields in (
        ("complaint.declined", {"told_where": "柳塘镇便民服务中心", "text": "不属于巡查"}),
        ("complaint.closed", {"result": "passed_on", "text": "已告知"}),
        ("complaint.accepted", {"within_remit": "yes"}),
    ):
        refused = office.client.post(f"{page}/do/{act}", fields)
        assert refused.status_code == 422
        said = refused.content.decode()
        assert "收到时密封的来件，读了原件、写了摘录，才能决定怎么办" in said
        assert "底线四十六" in said
        assert f'href="{page}/do/complaint.extracted"' in said, "what makes it possible"
        assert "巡查办" in said[said.index("才能决定怎么办") :], "whom to ask"
    shown = office.sees(page)
    assert choices(shown)[0] == "complaint.extracted"
    waiting = re.findall(r"<details(?: open)?><summary>(.*?)</summary>", shown[shown.index("暂时不能办") :])
    assert waiting[:3] == ["受理", "办结…", "不予受理"], "as the matter goes"
    assert f'href="{page}/do/complaint.extracted"' in office.sees("/desk"), "what is owed begins with it"
    assert f'href="{page}/do/complaint.closed"' not in office.sees("/desk")
    form = office.sees(f"{page}/do/complaint.extracted")
    assert "先在这一件的页上读原件，再写摘录" in form


def test_the_form_of_its_extract_and_the_way_there_keep_to_the_budget(
    portal: Portal, taken: tuple[str, str]
) -> None:
    office, counted, page = Visitor("office"), Counted(), f"/complaints/{taken[1]}"
    pages = ("/desk", f"{page}/original", f"{page}/do/complaint.extracted")
    with counted.listening():
        opened = [opened_by(office, "office", one, counted) for one in pages]
    costs = [one[0] for one in opened if one]
    assert [one.status for one in costs] == [200] * len(pages)
    assert [str(one) for one in costs if one.queries > MOST_QUERIES or one.weight > HEAVIEST] == []


def test_its_sheet_is_headed_by_whoever_took_it_in(portal: Portal, taken: tuple[str, str]) -> None:
    """On its page and in print; a letter that the team registered is headed by the team."""
    letters = (
        "SELECT c.id::text, b.title FROM subject c JOIN subject b ON b.id = c.body"
        " WHERE c.kind = 'complaint' AND c.facts->>'channel' = 'letter' LIMIT 1"
    )
    [letter] = run([(letters, [])])[0]
    [(intake,)] = run([("SELECT title FROM subject WHERE id = %s", [desk_of("intake")])])[0]
    for key, title in ((taken[1], intake), letter):
        for page in (f"/complaints/{key}", f"/complaints/{key}/paper"):
            sheet = Visitor("office").sees(page)
            assert re.findall(r'<p class="form-org">(.*?)</p>', sheet) == [title]
            assert ("从公开网页定时收取，没有经手人" in sheet) == (key == taken[1])


def test_once_it_was_read_it_goes_on_before_it_ends(portal: Portal, taken: tuple[str, str]) -> None:
    office, page = Visitor("office"), f"/complaints/{taken[1]}"
    written = office.client.post(f"{page}/do/complaint.extracted", {"extract": "指定店办理补贴"})
    assert written.status_code in (302, 303), written.content.decode()
    offered = choices(office.sees(page))
    assert offered[:3] == ["complaint.accepted", "complaint.closed", "complaint.declined"]


def test_the_code_tells_how_far_it_is_and_repeats_nothing_of_it(
    portal: Portal, taken: tuple[str, str]
) -> None:
    told = looked_up(portal, taken[0])
    assert "收到，已经登记" in told
    assert WORDS not in told
    office = Visitor("office")
    form = office.client.post(
        f"/complaints/{taken[1]}/do/complaint.declined",
        {"told_where": "柳塘镇便民服务中心", "text": "不属于巡查"},
    )
    assert form.status_code in (302, 303), form.content.decode()
    assert write_letters(timezone.now()) == 1
    assert write_letters(timezone.now()) == 0
    told = looked_up(portal, taken[0])
    assert "没有受理。可以向这里反映：" in told
    assert "柳塘镇便民服务中心" in told


def test_what_is_added_with_the_code_reaches_who_reads_the_original(
    portal: Portal, taken: tuple[str, str]
) -> None:
    page = looked_up(portal, taken[0])
    form = {"code": taken[0], "words": "还有一家也是这样"}
    empty = portal.post("/receipt/add", form | {"words": " "})
    assert empty.status == 422
    assert "请写要补充的话" in empty.text
    forged = portal.post("/receipt/add", form | {"answer": "1.work.12.99999999999.aa.bb.1"})
    assert forged.status == 422
    assert "还有一家也是这样" in forged.text
    work = re.search(r'data-work="([^"]+)"', page)
    assert work
    assert (
        "已经密封，下一次定时收取时送到"
        in portal.post("/receipt/add", form | {"answer": solved(work[1])}).text
    )
    assert take_in(timezone.now()) == 1
    office, address = Visitor("office"), f"/complaints/{taken[1]}"
    opened = office.client.post(f"{address}/original", {"passphrase": PASSPHRASE}).content.decode()
    assert "还有一家也是这样" in opened
    assert "还有一家也是这样" not in office.sees(address)


def same(page: str) -> str:
    """A page without the challenges in it, which are never the same."""
    return re.sub(r"1\.(work|wait)\.[^\"]+", "", page)


def test_codes_that_are_wrong_unknown_or_over_are_answered_with_the_same_bytes(
    portal: Portal, taken: tuple[str, str]
) -> None:
    over = taken[0]
    [(place, sealed)] = run(
        [
            (
                "SELECT place, sealed FROM portal_letter WHERE n = 0 AND convert_from(sealed, 'UTF8') LIKE %s",
                [f"%{taken[1]}%"],
            )
        ]
    )[0]
    changed = re.sub(rb'"until":"[^"]+"', b'"until":"2020-01-01"', bytes(sealed))
    run([("UPDATE portal_letter SET sealed = %s WHERE place = %s AND n = 0", [changed, place])])
    unknown = written("024613579876432155550707")
    pages = [same(looked_up(portal, code)).replace(code, "") for code in (over, unknown)]
    run([("UPDATE portal_letter SET sealed = %s WHERE place = %s AND n = 0", [bytes(sealed), place])])
    assert pages[0] == pages[1]
    assert "没有找到这个回执码" in pages[0]


def test_what_the_record_says_is_what_stands_there(portal: Portal, taken: tuple[str, str]) -> None:
    assert replay().differences == []


def test_with_the_key_of_the_matter_its_original_and_its_letters_go(
    portal: Portal, taken: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = report(portal, liutang())
    assert take_in(timezone.now()) == 1
    key = next(str(key) for key, *_ in registered() if str(key) != taken[1])
    assert "收到，已经登记" in looked_up(portal, code)
    viewer = viewer_of(Account.objects.get(login_name="office").person, None, timezone.localdate())
    assert viewer is not None
    with monkeypatch.context() as free:  # the rules are tested in the core; here it is done
        free.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
        free.setattr("xuncha.core.acts.engine.judge", lambda *_: ((), (), ()))
        perform(viewer, [Entry("key.destroyed", {"text": "保存期满"}, subject=UUID(key))], now=timezone.now())
    assert "没有找到这个回执码" in looked_up(portal, code)
    office = Visitor("office")
    assert office.client.post(f"/complaints/{key}/original", {"passphrase": PASSPHRASE}).status_code == 404
