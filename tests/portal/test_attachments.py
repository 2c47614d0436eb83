"""Files on the portal: sealed as they come, kept from page to page, refused with the way out, and nothing of them in clear."""

from __future__ import annotations

import base64
import html
import json
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.utils import timezone

from tests.attachments.made import CANARY, HARMLESS, REFUSED, UNCLEAN, pdf, photograph
from tests.portal.conftest import Answer, Portal
from tests.portal.test_report import HOLDERS, LIUTANG, OFFICE, TYPED, code_in, last_sent, n_waiting, work_of
from xuncha.actions.intake_keys import make_keys
from xuncha.store.append import run
from xuncha.store.portal import publish
from xuncha.store.portal_files import sealed_file, swept

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def open_for_reports(portal: Portal) -> None:
    publish([OFFICE, LIUTANG])
    if not portal.as_owner("SELECT 1 FROM custodian_key"):
        make_keys(HOLDERS[0], HOLDERS[1:])


def carried(answer: Answer) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'name="files" value="([^"]+)"', answer.text)]


def checked(portal: Portal, new: list[tuple[str, bytes]], **more: str | list[str]) -> Answer:
    return portal.send("/report/check", TYPED | more, new)


def faults(answer: Answer) -> str:
    found = re.search(r'id="fault-new">(.*?)</ul>', answer.text, re.S)
    return html.unescape(found[1]) if found else ""


def pieces(portal: Portal) -> int:
    return int(str(portal.as_owner("SELECT count(*) FROM portal_file")[0][0]))


def test_the_form_asks_for_files_and_says_what_they_may_show(portal: Portal) -> None:
    form = portal.get("/report").text
    assert 'enctype="multipart/form-data"' in form
    assert "最多 20 个，每个 50.0 MB，一次一共 200.0 MB" in form
    assert "不发出的，最迟第三天销毁" in form
    assert "文件可能让人认出您" in form
    english = portal.get("/en/report").text
    assert "Files may show who you are" in english
    assert "50.0 MB each, at one time together 200.0 MB" in english
    assert "what is not sent is destroyed by the third day" in english


def test_a_file_is_sealed_at_once_and_goes_from_page_to_page(portal: Portal) -> None:
    page = checked(portal, [("合同 司空.pdf", pdf()), ("IMG_1.jpg", photograph())])
    assert page.status == 200, faults(page)
    assert "合同 司空.pdf" in page.text
    assert "只有您站的地方拍得到的" in page.text
    tokens = carried(page)
    assert len(tokens) == 2
    back = portal.post("/report", TYPED | {"files": tokens})
    assert carried(back) == tokens, "also back on the form"
    one = re.findall(r'name="drop" value="([^"]+)"', back.text)[0]
    again = checked(portal, [("3.txt", "某事".encode())], files=tokens, drop=one)
    assert carried(again)[0] == tokens[1]
    assert len(carried(again)) == 2
    stored = b"".join(bytes(row[0]) for row in portal.as_owner("SELECT sealed FROM portal_file"))  # type: ignore[call-overload]
    assert stored
    for words in (CANARY.encode(), b"%PDF", "司空".encode(), b"IMG_1"):
        assert words not in stored


def test_the_report_names_its_files_and_none_else(portal: Portal) -> None:
    before = {key for (key,) in portal.as_owner("SELECT id FROM portal_inbox")}
    page = checked(portal, [("1.pdf", pdf())])
    first = code_in(
        portal.post(
            "/report/send", TYPED | {"files": carried(page), "answer": work_of(page), "once": seed(page)}
        )
    )
    found = last_sent(portal, before)
    [kept] = found.files
    sealed = sealed_file(kept.id)
    assert sealed
    assert b"%PDF" not in sealed
    again = checked(portal, [], files=carried(page))
    code = code_in(
        portal.post(
            "/report/send", TYPED | {"files": carried(page), "answer": work_of(again), "once": seed(page)}
        )
    )
    assert code == first, "sent again it is the same report"
    without = portal.post(
        "/report/send", TYPED | {"answer": work_of(checked(portal, [])), "once": seed(page)}
    )
    assert code_in(without) != first, "and without its file another"


def seed(page: Answer) -> str:
    found = re.search(r'name="once" value="([0-9a-f]{64})"', page.text)
    assert found
    return found[1]


def test_when_the_page_comes_back_the_files_are_still_there(portal: Portal) -> None:
    page = checked(portal, [("1.pdf", pdf())])
    wait = re.search(r'name="answer" value="([^"]+)"', page.text)
    assert wait
    early = portal.post("/report/send", TYPED | {"files": carried(page), "answer": wait[1]})
    assert early.status == 422
    assert carried(early) == carried(page)
    wrong = checked(portal, [("2.jpg", photograph())], files=carried(page), unit="")
    assert wrong.status == 422
    assert carried(wrong)[0] == carried(page)[0]
    assert len(carried(wrong)) == 2


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_said_at_its_place_and_nothing_is_lost(portal: Portal, name: str) -> None:
    before = pieces(portal)
    answer = checked(portal, [("证据\u202e.pdf", REFUSED[name]), ("2.jpg", photograph())])
    assert answer.status == 422
    assert "“证据.pdf”" in faults(answer)
    assert "窗口说必须到指定的店买" in answer.text
    assert len(carried(answer)) == 1, "the other file is here"
    assert pieces(portal) == before + 2, "and of what was refused nothing was kept"
    on = checked(portal, [], files=carried(answer))
    assert on.status == 200, "without it the report goes on"


def test_hostile_files_that_are_taken_break_nothing(portal: Portal) -> None:
    files = [("1.bin", data) for _, data in HARMLESS.values()] + [
        ("2.bin", data) for _, data, _ in UNCLEAN.values()
    ]
    answer = checked(portal, files)
    assert answer.status in (200, 422)
    assert len(carried(answer)) == min(20, len({data for _, data in files}))


@pytest.mark.parametrize(
    "called",
    [
        "../../etc/passwd.pdf",
        "a\u202efdp.exe",
        "\u0000\u0007.pdf",
        "x" * 900 + ".pdf",
        "<b>a</b>&quot;.pdf",
    ],
)
def test_a_name_is_shown_as_a_name_and_nothing_else(portal: Portal, called: str) -> None:
    answer = checked(portal, [(called, pdf())])
    assert answer.status == 200
    assert "\u202e" not in answer.text
    assert "etc/passwd" not in answer.text
    assert "<b>a</b>&quot;" not in answer.text
    assert len(carried(answer)) == 1


def test_too_large_too_many_and_too_much_are_said_with_the_bound(portal: Portal) -> None:
    text = "某事。\n".encode() * 6_000
    large = checked(portal, [("录像.mp4", b"\0\0\0\x18ftypisom" + bytes(50 * MIB))])
    assert "每个文件最多 50.0 MB" in faults(large)
    assert carried(large) == []
    many = checked(portal, [(f"{n}.txt", text + str(n).encode()) for n in range(22)])
    assert faults(many).count("最多 20 个附件") == 2
    assert len(carried(many)) == 20
    more = checked(portal, [("21.txt", b"more")], files=carried(many))
    assert "附件太多" in faults(more)
    assert len(carried(more)) == 20
    video = b"\0\0\0\x18ftypisom" + bytes(49 * MIB)
    first = checked(portal, [(f"{n}.mp4", video + bytes([n])) for n in range(4)])
    assert first.status == 200
    over = checked(portal, [("5.mp4", video + b"5")], files=carried(first))
    assert "一共太大" in faults(over)
    assert len(carried(over)) == 4


def test_far_more_than_a_report_may_have_is_not_read(portal: Portal) -> None:
    import http.client

    link = http.client.HTTPConnection(portal.site.removeprefix("http://"), timeout=20)
    link.putrequest("POST", "/report/check")
    link.putheader("Content-Type", "multipart/form-data; boundary=x")
    link.putheader("Content-Length", str(500 * MIB))
    link.endheaders()
    answer = link.getresponse()
    assert answer.status == 400
    assert "退回上一页" in answer.read().decode()
    link.close()


def test_a_file_sent_to_any_other_page_is_not_kept(portal: Portal) -> None:
    before = pieces(portal)
    for page in ("/report", "/report/send", "/receipt", "/receipt/open"):
        assert portal.send(page, TYPED, [("1.pdf", pdf())]).status < 500
    assert pieces(portal) == before


def test_what_no_page_of_ours_carried_is_no_file(portal: Portal) -> None:
    for forged in ("", "x", "e30=", "bnVsbA==", "W10=", secrets.token_hex(50)):
        answer = checked(portal, [], files=[forged])
        assert answer.status == 200
        assert carried(answer) == []


def forged(page: Answer, **put: object) -> str:
    """What a page of ours carried, with something else put into it by whoever sends it back."""
    [token] = carried(page)
    return base64.b64encode(json.dumps(json.loads(base64.b64decode(token)) | put).encode()).decode()


@pytest.mark.parametrize(
    "put", [{"size": float("inf")}, {"size": float("nan")}, {"size": -1}, {"kind": "exe"}]
)
def test_a_file_that_was_tampered_with_on_its_way_is_none(portal: Portal, put: dict[str, object]) -> None:
    page = checked(portal, [("1.pdf", pdf())])
    answer = checked(portal, [], files=[forged(page, **put)])
    assert answer.status == 200
    assert carried(answer) == []


@pytest.mark.parametrize("called", ["\ud800x", "合同\u202efdp.exe", "x\x1b[2J\ny", "../../x", "\ud800"])
def test_a_name_that_was_tampered_with_on_its_way_does_no_harm(portal: Portal, called: str) -> None:
    page = checked(portal, [("1.pdf", pdf())])
    answer = checked(portal, [], files=[forged(page, name=called)])
    assert answer.status == 200
    [token] = carried(answer)
    name = json.loads(base64.b64decode(token))["name"]
    assert name.isprintable()
    assert "/" not in name
    assert name.endswith(".pdf")
    assert "\u202e" not in answer.text
    assert "\x1b" not in answer.text


def test_what_is_not_sent_is_swept_away_and_what_is_sent_stays(portal: Portal) -> None:
    page = checked(portal, [("1.pdf", pdf())])
    code_in(portal.post("/report/send", TYPED | {"files": carried(page), "answer": work_of(page)}))
    unsent = checked(portal, [("2.pdf", pdf() + b"\n")])
    assert carried(unsent)
    day = timezone.localdate()
    sent = {key for (key,) in portal.as_owner("SELECT id FROM portal_file WHERE n = -1")}
    assert sent
    run([swept(day), swept(day + timedelta(days=1))])
    assert {key for (key,) in portal.as_owner("SELECT id FROM portal_file")} > sent, (
        "on its day and the next it is here"
    )
    run([swept(day + timedelta(days=2))])
    assert {key for (key,) in portal.as_owner("SELECT id FROM portal_file")} == sent


def test_in_english_what_goes_with_a_report_is_called_an_attachment_all_the_way(portal: Portal) -> None:
    assert "Attachments (may be left empty)" in portal.get("/en/report").text
    page = portal.send("/en/report/check", TYPED, [("1.pdf", pdf())])
    assert "<h2>Attachments</h2>" in page.text
    many = portal.send("/en/report/check", TYPED, [(f"{n}.txt", f"某事 {n}\n".encode()) for n in range(21)])
    assert "is not taken: at most 20 attachments" in faults(many)


def test_a_file_that_was_swept_away_is_asked_for_again(portal: Portal) -> None:
    from xuncha.portal.attachments import carried as told
    from xuncha.vault.attachment import Attachment

    old = Attachment(
        UUID(int=7),
        bytes(32),
        "0" * 64,
        "0" * 64,
        9,
        "pdf",
        "旧.pdf",
        timezone.localdate() - timedelta(days=2),
    )
    page = checked(portal, [("1.pdf", pdf())])
    for where in ("/report/check", "/report/send"):
        answer = portal.post(where, TYPED | {"files": [told(old), *carried(page)], "answer": work_of(page)})
        assert answer.status == 422
        assert "“旧.pdf”放得太久，已经销毁" in faults(answer)
        assert carried(answer) == carried(page)


def test_where_many_send_files_the_words_come_through(portal: Portal) -> None:
    video = b"\0\0\0\x18ftypisom" + secrets.token_bytes(12 * MIB)
    with ThreadPoolExecutor(9) as crowd:
        answers = list(crowd.map(lambda n: checked(portal, [(f"{n}.mp4", video + bytes([n]))]), range(9)))
    assert {one.status for one in answers} <= {200, 422}
    assert all("窗口说必须到指定的店买" in one.text for one in answers)
    away = [one for one in answers if one.status == 422]
    assert all("现在传文件的人多" in faults(one) for one in away)
    assert len(answers) - len(away) >= 4


def test_nothing_of_a_file_lies_in_clear_anywhere(portal: Portal) -> None:
    import tempfile
    from pathlib import Path

    assert carried(checked(portal, [(f"{CANARY}.mp4", b"\0\0\0\x18ftypisom" + CANARY.encode() * 500_000)]))
    for place in Path(tempfile.gettempdir()).glob("*.upload*"):
        raise AssertionError(f"{place} was left by an upload")
    for log in portal.logs():
        assert CANARY.encode() not in log
    assert n_waiting(portal) >= 0


def test_everybody_can_attach_without_a_script(portal: Portal, chromium: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context, wrong = chromium.new_context(base_url=portal.site, bypass_csp=True, java_script_enabled=True), []
    tab = context.new_page()
    for way in ("", "/en/large"):
        tab.goto(f"{way}/report")
        tab.select_option("#unit", str(LIUTANG.id))
        tab.fill("#happened", "某事")
        tab.set_input_files("#new", [{"name": "1.zip", "mimeType": "application/zip", "buffer": REFUSED["an archive"]},
                                     {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": pdf()}])  # fmt: skip
        tab.click("form.report button")
        assert tab.input_value("#happened") == "某事"
        for where in ("form", "check"):
            tab.evaluate(Axe().axe_script)
            for width in (1280, 360):
                tab.set_viewport_size({"width": width, "height": 800})
                found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
                wrong.extend(f"{way} {where} at {width}: {fault['id']}" for fault in found)
                if tab.evaluate(
                    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                ):
                    wrong.append(f"{way} {where} at {width}: wider than the screen")
            if where == "form":
                tab.click("form.report button")
                assert "合同.pdf" in tab.inner_text("main")
    context.close()
    assert wrong == []
