"""The commonest jobs from the desk, each with its clicks, keys and fields counted; a way that grew longer fails."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.utils import timezone

from tests.stories.following import PATIENCE, follow
from xuncha.actions.perform import Entry, perform
from xuncha.demo import PASSWORD
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.viewer import viewer_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


pytestmark = pytest.mark.demo_city

LEADS_ON = "one => one.matches('a[href]:not([href^=\"#\"]), button')"
"""Whether another page comes of clicking it."""


@dataclass
class Hands:
    """Somebody at the desk, whose every click, key and filled field is counted."""

    page: Page
    clicks: int = 0
    keys: int = 0
    fields: int = 0
    began: float = field(default_factory=time.perf_counter)

    def click(self, selector: str) -> None:
        self.clicks += 1
        meant = self.page.locator(selector).locator("visible=true").first
        if meant.evaluate(LEADS_ON):
            follow(self.page, meant)
        else:
            meant.click()

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def send(self) -> None:
        """Ctrl+Enter, and the page that answers."""
        with self.page.expect_navigation(timeout=PATIENCE):
            self.press("Control+Enter")
        said = self.page.locator("#act [role=alert]")
        refusal = said.first.inner_text().strip() if said.count() else ""
        assert not refusal, refusal

    def fill(self, name: str, words: str) -> None:
        self.fields += 1
        self.page.locator(f"#act [name='{name}']").first.fill(words)

    def write(self, words: str) -> None:
        """Type where the cursor stands."""
        self.fields += 1
        self.page.keyboard.type(words)

    def choose(self, name: str, words: str) -> None:
        """Click one of several."""
        self.click(f"#act .choice:has(input[name='{name}']) label:has-text('{words}')")

    def select(self, name: str, words: str) -> None:
        self.clicks += 1
        option = self.page.locator(f"#act select[name='{name}'] option", has_text=words).first
        self.page.locator(f"#act select[name='{name}']").select_option(option.get_attribute("value"))

    def attach(self, name: str, file: str) -> None:
        """Choose a file, which takes a click."""
        self.clicks += 1
        sent = {"name": file, "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
        self.page.locator(f"#act input[type=file][name='{name}']").set_input_files(sent)  # type: ignore[arg-type]

    @property
    def said(self) -> str:
        return self.page.locator("#said").inner_text()


Sit = Callable[[str], Hands]


@pytest.fixture
def sit(chromium: Browser, live_server: str) -> Iterator[Sit]:
    """Log somebody in and sit them at their desk."""
    contexts = []

    def sat(login: str) -> Hands:
        context = chromium.new_context(base_url=live_server, locale="zh-CN", timezone_id="Asia/Shanghai")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto("/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        return Hands(page)

    yield sat
    for context in contexts:
        context.close()


COUNTED = "ten-jobs.json"


@pytest.fixture
def count(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Note what a job took, and hold it against the most it may take."""

    def counted(job: str, hands: Hands, *, clicks: int, keys: int = 0, fields: int = 0) -> None:
        took = {"job": job, "clicks": hands.clicks, "keys": hands.keys, "fields": hands.fields,
                "seconds": round(time.perf_counter() - hands.began, 1)}  # fmt: skip
        with (tmp_path_factory.getbasetemp() / COUNTED).open("a", encoding="utf-8") as file:
            file.write(json.dumps(took, ensure_ascii=False) + "\n")
        print(f"{job}: {hands.clicks} clicks, {hands.keys} keys, {hands.fields} fields, {took['seconds']} s")
        assert (hands.clicks, hands.keys, hands.fields) <= (clicks, keys, fields), took
        assert hands.keys <= keys and hands.fields <= fields, took  # noqa: PT018 - one sentence

    return counted


Count = Callable[..., None]


def test_a_duty_is_discharged_from_the_desk(sit: Sit, count: Count) -> None:
    group = sit("group")
    group.click("main a.btn:text-is('作出决定')")
    group.fill("conclusion", "同意年度计划")
    group.send()
    assert "已办：作出决定" in group.said
    count("办结一项待办", group, clicks=2, keys=1, fields=1)


def test_a_call_is_registered_with_the_keyboard(sit: Sit, count: Count) -> None:
    registrar = sit("registrar")
    registrar.press("n")
    registrar.page.wait_for_url("**/complaints/register*")
    registrar.select("in", "青屏")
    registrar.choose("channel", "来电")
    registrar.fill("subject", "反映公交线路调整没有听取意见")
    registrar.fill("extract", "来电反映线路调整前没有公示，希望恢复原站点。")
    registrar.choose("concerns", "领导班子")
    registrar.send()
    assert "信〔" in registrar.said
    count("登记一个来电", registrar, clicks=3, keys=2, fields=2)


def test_letters_are_annotated_one_after_another(sit: Sit, count: Count) -> None:
    head = sit("head")
    head.click("main a.btn:has-text('阅批（第 1 件）')")
    waiting = 10
    for n in range(waiting):
        assert head.page.locator(".paper, .form-sheet, table").first.is_visible(), (
            "the letter itself is read here"
        )
        head.write(f"请核实后报结果（{n}）")
        head.send()
        assert "已办：阅批" in head.said
    count(f"阅批 {waiting} 封信", head, clicks=1, keys=waiting, fields=waiting)


def test_a_problem_is_recorded_from_the_talk_it_was_found_in(sit: Sit, count: Count) -> None:
    member = sit("member")
    member.click("nav a:text-is('谈话与检查')")
    member.click("main tbody th a")
    member.click("main a.btn:text-is('登记为问题')")
    assert member.page.locator("#act [name='from_ref']").input_value()
    member.choose("fields", "群众纪律")
    member.fill("title", "补贴发放没有公示")
    member.fill("text", "抽查两个村，补贴名单没有张榜公布。")
    member.send()
    assert "已办：登记问题" in member.said
    count("从谈话登记一个问题", member, clicks=4, keys=1, fields=2)


def test_a_unit_brings_evidence_and_reports_a_problem_as_rectified(sit: Sit, count: Count) -> None:
    unit = sit("unit")
    unit.click("#problems a.btn:text-is('附佐证')")
    unit.attach("file", "公示照片.pdf")
    unit.fill("dated", "2026-01-05")
    unit.send()
    assert "已办：附佐证" in unit.said
    assert "公示照片.pdf" in unit.page.locator("#evidence").inner_text(), "a file is called by its name"
    count("单位报一项措施办完", unit, clicks=2, keys=1, fields=1)


def test_a_problem_is_verified_and_closed_out(sit: Sit, count: Count) -> None:
    office = sit("office")
    office.click("#reported a.btn:text-is('核验')")
    assert "整改措施" in office.page.locator("aside").inner_text()
    office.click("#act label:has-text('通过')")
    office.fill("text", "现场看过，措施都已落实。")
    office.send()
    office.click("aside a.btn:text-is('销号')")
    office.send()
    assert "已办：销号" in office.said
    count("核验并销号", office, clicks=3, keys=2, fields=1)


def does(login: str, act: str, fields: dict[str, Any], **where: UUID) -> UUID:
    """What somebody else has done before the job begins."""
    person = Account.objects.get(login_name=login).person
    assert person is not None
    viewer = viewer_of(person, None, timezone.localdate())
    assert viewer is not None
    done = perform(viewer, [Entry(act, fields, **where)], now=timezone.now())
    assert done.subject is not None
    return done.subject


CLUES = 12


def test_twelve_clues_are_decided_at_once(sit: Sit, count: Count) -> None:
    [[place]] = run([("SELECT id FROM subject WHERE kind = 'inspection' AND title LIKE '青屏%%'", [])])[0]
    for n in range(CLUES):
        clue = {"title": f"虚报项目套取补贴的线索之{n + 1}", "about_posts": ["站所负责人"], "managed_by": "unit_managed",
                "text": "凭证与现场不符", "basis": "纪律处分条例"}  # fmt: skip
        key = does("member", "clue.recorded", clue, within=place)
        does("office", "disposition.proposed", {"class": "cadre_breach"}, subject=key)
    group = sit("group")
    group.click("main a.btn:has-text('记录决定')")
    group.click("#act button[name=do][value=act]")
    assert f"已记录决定，共 {CLUES} 件" in group.said
    count(f"决定 {CLUES} 条线索", group, clicks=2)


def test_a_feedback_put_up_for_approval_is_approved(sit: Sit, count: Count) -> None:
    statement = (
        "SELECT id, inspection FROM subject WHERE kind = 'finding' AND state = 'recorded' AND inspection ="
    )
    rows = run(
        [(f"{statement} (SELECT id FROM subject WHERE kind = 'inspection' AND title LIKE '柳塘%%')", [])]
    )[0]
    fields = {"kind": "feedback", "items": [str(key) for key, _ in rows], "state": "补充反馈三个问题"}
    paper = does("member", "document.drafted", fields, within=rows[0][1])
    does("head", "document.signed", {}, subject=paper)
    does("head", "approval.requested", {"for_act": "feedback", "to": "office"}, subject=paper)
    director = sit("director")
    director.click("main a.btn:text-is('批准')")
    assert "补充反馈三个问题" in director.page.locator("aside").inner_text(), "what is approved is read here"
    director.send()
    assert "已办：批准" in director.said
    count("批准一份反馈", director, clicks=1, keys=1)


def test_a_reply_to_a_referral_is_sent(sit: Sit, count: Count) -> None:
    receiver = sit("receiver")
    receiver.click("main a.btn:text-is('反馈结果')")
    receiver.click("main a:has-text('谈话函询')")
    receiver.fill("text", "已谈话函询，当事人说明了情况，予以了结。")
    receiver.click("#act summary:has-text('只有纸质件')")
    receiver.fill("document-number", "驻纪〔2026〕7号")
    receiver.fill("document-place", "本组档案柜")
    receiver.send()
    assert "已办：反馈结果" in receiver.said
    count("回复一件移交", receiver, clicks=3, keys=1, fields=3)


def test_the_ledger_goes_out_as_a_table(sit: Sit, count: Count) -> None:
    office = sit("office")
    office.click("nav a:text-is('问题台账')")
    with office.page.expect_download() as found:
        office.clicks += 1
        office.page.locator("main a:text-is('XLSX')").click()
    assert Path(found.value.suggested_filename).suffix == ".xlsx"
    count("导出问题台账", office, clicks=2)


def test_a_letter_is_found_by_two_characters(sit: Sit, count: Count) -> None:
    office = sit("office")
    office.press("/")
    office.write("公交")
    office.press("Enter")
    office.page.wait_for_url("**/search?*")
    office.click("main a[href^='/complaints/']")
    assert "公交" in office.page.locator("main").inner_text()
    count("用两个字找一封信", office, clicks=1, keys=2, fields=1)
