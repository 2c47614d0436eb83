"""A report on the portal: written, looked over, sent; without a cookie, without a script, and without a trace of who came."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from tests.portal.conftest import Answer, Portal
from xuncha.actions.intake_keys import Holder, KeysRefused, add_above, make_keys, register_key
from xuncha.core.protection.addressing import Reader
from xuncha.core.protection.receipt_code import read_code, written
from xuncha.store.portal import Page, publish
from xuncha.vault.proof_of_work import solved
from xuncha.vault.report import Sent, open_sent

if TYPE_CHECKING:
    from playwright.sync_api import Browser

UNIT = UUID("6d0f4c39-6f43-4f37-8a5e-b2a4b7a8b0c1")
OFFICE = Page(UUID(int=0), "office", 0, {
    "name": {"zh": "澜汀市巡查", "en": "Lanting inspection"}, "is_practice": False,
    "modes": {"zh": "来信", "en": "letter"}, "reached": [], "on_duty": [],
})  # fmt: skip
LIUTANG = Page(UNIT, "unit", 0, {"title": {"zh": "柳塘镇", "en": "柳塘镇"}})
WORDS = "窗口说必须到指定的店买。<b>电话13800138000</b>"
TYPED = {
    "unit": str(UNIT),
    "unit_name": "",
    "happened": WORDS,
    "mode": "anonymous",
    "name": "",
    "contact": "",
}
HOLDERS = [Holder(uuid4(), title, "a passphrase of many words") for title in ("巡查办", "组织部", "纪检组")]
GROUP = Holder(uuid4(), "领导小组", "a passphrase of many words")
WHOM = [
    ["unit", {"zh": "一个单位，或者它的人", "en": "A unit"}, "intake"],
    ["team", {"zh": "巡查组，或者组里的人", "en": "The team"}, "intake"],
    ["intake", {"zh": "巡查办，或者它的负责人", "en": "The office"}, "above"],
]


@pytest.fixture(autouse=True)
def open_for_reports(portal: Portal) -> None:
    publish([OFFICE, LIUTANG])
    if not portal.as_owner("SELECT 1 FROM custodian_key"):
        assert "网上还没有开始受理" in portal.get("/report").text
        make_keys(HOLDERS[0], HOLDERS[1:])
        assert 'name="about"' not in portal.get("/report").text, (
            "about units alone until there is a key above"
        )
        add_above(GROUP)


def checked(portal: Portal, **more: str) -> Answer:
    return portal.post("/report/check", TYPED | more)


def work_of(answer: Answer) -> str:
    found = re.search(r'data-work="([^"]+)"', answer.text)
    assert found
    return solved(found[1])


def sent(portal: Portal, **more: str) -> Answer:
    return portal.post("/report/send", TYPED | more | {"answer": work_of(checked(portal, **more))})


def n_waiting(portal: Portal) -> int:
    return int(str(portal.as_owner("SELECT count(*) FROM portal_inbox")[0][0]))


def test_the_form_says_who_reads_and_offers_the_units_that_were_announced(portal: Portal) -> None:
    form = portal.get("/report")
    assert "巡查办受理的人，没有别人" in form.text
    assert f'<option value="{UNIT}">柳塘镇</option>' in form.text
    assert "我们做不到的" in form.text


def test_what_is_looked_over_says_the_words_that_may_point_to_the_writer_and_keeps_nothing(
    portal: Portal,
) -> None:
    before = n_waiting(portal)
    page = checked(portal)
    assert page.status == 200
    assert "<q>13800138000</q>" in page.text
    assert "&lt;b&gt;" in page.text
    assert "<b>电话" not in page.text
    assert n_waiting(portal) == before


def test_a_report_is_sealed_with_its_day_and_its_code_is_shown_once(portal: Portal) -> None:
    before = n_waiting(portal)
    answer = sent(portal)
    assert answer.status == 200
    groups = re.findall(r"<li>(\d{5})</li>", answer.text)
    digits = read_code(" ".join(groups))
    assert n_waiting(portal) == before + 1
    rows = portal.as_owner("SELECT day, lane, encode(sealed, 'escape') FROM portal_inbox")
    assert all(
        lane == "" and WORDS not in str(sealed) and digits not in str(sealed) for _, lane, sealed in rows
    )


def whom_told(**more: object) -> Page:
    return replace(OFFICE, told=OFFICE.told | {"whom": WHOM} | more)


def last_sent(portal: Portal, before: set[object]) -> Sent:
    """What came since, as the machine of the office sees it."""
    rows = portal.as_owner("SELECT id, sealed FROM portal_inbox")
    [(place, sealed)] = [(UUID(str(key)), bytes(sealed)) for key, sealed in rows if key not in before]  # type: ignore[call-overload]
    found = open_sent(sealed, place, register_key())
    assert isinstance(found, Sent)
    return found


@pytest.mark.parametrize(
    ("about", "named", "reads", "desk"),
    [
        ("unit", "柳塘镇", "巡查办受理的人，没有别人", Reader.INTAKE),
        ("team", "柳塘镇", "巡查办受理的人，没有别人", Reader.INTAKE),
        ("intake", "巡查办", "领导小组受理的人，没有别人", Reader.ABOVE),
    ],
)
def test_whom_it_is_about_says_who_reads_it_before_it_is_sent(
    portal: Portal, about: str, named: str, reads: str, desk: Reader
) -> None:
    publish([whom_told(), LIUTANG])
    form = portal.get("/report").text
    assert "巡查办，或者它的负责人" in form
    assert "领导小组" in form
    page = checked(portal, about=about).text
    assert named in page
    assert reads in page.partition("谁会读到原文")[2].replace("</b>", "")
    before = {key for (key,) in portal.as_owner("SELECT id FROM portal_inbox")}
    assert sent(portal, about=about).status == 200
    found = last_sent(portal, before)
    assert (found.about, found.reader) == (about, desk)
    assert found.unit == (None if about == "intake" else UNIT)


def test_what_is_about_the_intake_needs_no_unit(portal: Portal) -> None:
    publish([whom_told(), LIUTANG])
    assert checked(portal, about="intake", unit="", unit_name="").status == 200
    assert checked(portal, about="team", unit="", unit_name="").status == 422


def test_a_unit_of_which_the_intake_keeps_off_is_read_above(portal: Portal) -> None:
    kept_off = replace(LIUTANG, told=LIUTANG.told | {"readers": {"unit": "above", "team": "intake"}})
    publish([whom_told(), kept_off])
    assert "领导小组受理的人，没有别人" in checked(portal).text.replace("</b>", "")


def test_where_nobody_may_read_it_nothing_is_sent_and_it_is_said(portal: Portal) -> None:
    nobody = replace(LIUTANG, told=LIUTANG.told | {"readers": {"unit": "nobody"}})
    publish([whom_told(), nobody])
    answer = checked(portal)
    assert answer.status == 422
    assert "请向上一级机关反映" in answer.text
    assert "窗口说必须到指定的店买" in answer.text
    unknown = checked(portal, about="everybody")
    assert "请选反映的是谁" in unknown.text


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"happened": " "}, "happened", "请写什么事"),
        ({"unit": ""}, "unit", "请选单位"),
        ({"unit": "another"}, "unit_name", "请选单位"),
        ({"unit": str(uuid4())}, "unit", "请选单位"),
        ({"mode": "open"}, "name", "实名要写名字"),
        ({"mode": "confidential"}, "name", "要求保密的，请写名字或者联系方式"),
        ({"mode": "loud"}, "mode", "请选要不要写名字"),
        ({"happened": "长" * 20_001}, "happened", "最多 20,000 字，现在有 20,001 字"),
    ],
)
def test_what_is_missing_is_said_at_its_place_and_what_was_typed_stays(
    portal: Portal, wrong: dict[str, str], field: str, said: str
) -> None:
    answer = checked(portal, **wrong)
    assert answer.status == 422
    assert said in re.findall(rf'id="fault-{field}">([^<]*)<', answer.text)[0]
    if "happened" not in wrong:
        assert "窗口说必须到指定的店买" in answer.text


def test_a_unit_that_is_not_in_the_list_is_written_by_its_name(portal: Portal) -> None:
    page = checked(portal, unit="another", unit_name="某某站")
    assert page.status == 200
    assert "<dd>某某站</dd>" in page.text


def test_a_name_typed_before_choosing_none_is_not_sent(portal: Portal) -> None:
    page = checked(portal, name="甲某", contact="村口")
    assert "匿名，不写名字" in page.text
    assert "甲某" not in page.text.split("<form")[0]


def test_without_a_script_one_waits_and_loses_nothing(portal: Portal) -> None:
    before = n_waiting(portal)
    wait = re.search(r'name="answer" value="([^"]+)"', checked(portal).text)
    assert wait
    early = portal.post("/report/send", TYPED | {"answer": wait[1]})
    assert early.status == 422
    assert "还差几秒" in early.text
    assert f'name="answer" value="{wait[1]}"' in early.text
    assert "窗口说必须到指定的店买" in early.text
    assert n_waiting(portal) == before


def test_no_slow_step_is_done_for_an_answer_that_is_forged_or_used(portal: Portal) -> None:
    before = n_waiting(portal)
    forged = portal.post("/report/send", TYPED | {"answer": "1.work.12.99999999999.aa.bb.1"})
    assert forged.status == 422
    answer = work_of(checked(portal))
    assert portal.post("/report/send", TYPED | {"answer": answer}).status == 200
    again = portal.post("/report/send", TYPED | {"answer": answer})
    assert again.status == 422
    assert "这一页已经发出过一次" in again.text
    assert n_waiting(portal) == before + 1


def seed_of(answer: Answer) -> str:
    found = re.search(r'name="once" value="([0-9a-f]{64})"', answer.text)
    assert found
    return found[1]


def code_in(answer: Answer) -> str:
    assert answer.status == 200, answer.text
    return "".join(re.findall(r"<li>(\d{5})</li>", answer.text))


def test_a_report_whose_answer_was_lost_is_sent_again_and_is_the_same_report(portal: Portal) -> None:
    before, page = n_waiting(portal), checked(portal)
    seed = seed_of(page)
    first = code_in(portal.post("/report/send", TYPED | {"answer": work_of(page), "once": seed}))
    refused = portal.post("/report/send", TYPED | {"answer": work_of(page), "once": seed})
    assert (refused.status, seed_of(refused)) == (422, seed), (
        "the page that comes back is still the same report"
    )
    again = code_in(portal.post("/report/send", TYPED | {"answer": work_of(refused), "once": seed}))
    assert (first, n_waiting(portal)) == (again, before + 1)


def test_other_words_from_the_same_page_are_another_report(portal: Portal) -> None:
    """The control, and that what was written is not thrown away: the words are part of what a report is known by."""
    before, page = n_waiting(portal), checked(portal)
    seed = seed_of(page)
    codes = {
        code_in(
            portal.post(
                "/report/send", TYPED | {"happened": words, "answer": work_of(checked(portal)), "once": seed}
            )
        )
        for words in ("一件事", "另一件事")
    }
    assert (len(codes), n_waiting(portal)) == (2, before + 2)
    assert seed_of(checked(portal)) != seed


def test_a_seed_that_is_none_leads_nowhere_else(portal: Portal) -> None:
    before = n_waiting(portal)
    for seed in ("", "0" * 63, "../../etc"):
        code_in(portal.post("/report/send", TYPED | {"answer": work_of(checked(portal)), "once": seed}))
    assert n_waiting(portal) == before + 3


def test_nothing_of_a_visitor_is_in_any_table_or_log(portal: Portal) -> None:
    assert sent(portal, happened="标记过的一件事").status == 200
    names = portal.as_owner(
        "SELECT relname FROM pg_class WHERE relnamespace = 'xuncha'::regnamespace AND relkind IN ('r', 'p')"
    )
    for marker in (portal.AGENT, portal.ADDRESS, "标记过的一件事"):
        for (name,) in names:
            found = portal.as_owner(
                f"SELECT count(*) FROM xuncha.\"{name}\" one WHERE one::text LIKE '%{marker}%'"
                f" OR one::text LIKE '%{marker.encode().hex()}%'"
            )
            assert found == [(0,)], (name, marker)
    for log in portal.logs():
        assert not any(marker.encode() in log for marker in (portal.AGENT, portal.ADDRESS, "标记过的一件事"))


def test_no_page_of_a_report_sets_a_cookie_or_loads_from_elsewhere(portal: Portal) -> None:
    for answer in (portal.get("/report"), checked(portal), sent(portal), portal.get("/receipt")):
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "http://" not in answer.text
        assert "https://" not in answer.text


def test_what_is_no_form_of_ours_is_refused_with_a_page_of_ours(portal: Portal) -> None:
    answer = portal.post("/report/check", TYPED | {f"more{n}": "" for n in range(60)})
    assert answer.status == 400
    assert "或者不是这里的表" in answer.text


def test_a_text_that_is_far_too_long_comes_back_to_be_shortened(portal: Portal) -> None:
    answer = checked(portal, happened="x" * 1_200_000)
    assert answer.status == 422
    assert "最多 20,000 字，现在有 1,200,000 字" in answer.text


def test_a_code_that_is_badly_written_is_told_apart_and_one_that_nobody_has_is_not(portal: Portal) -> None:
    page = portal.get("/receipt")
    bad = portal.post("/receipt/open", {"code": "02468 13573", "answer": ""})
    assert "一共 30 位；现在是 10 位" in bad.text
    unknown = portal.post(
        "/receipt/open", {"code": "02468 13573 98765 43211 55558 07074", "answer": work_of(page)}
    )
    assert unknown.status == 422
    assert "没有找到这个回执码，或者已经过了保存期" in unknown.text


def test_in_a_flood_of_codes_all_without_a_place_read_the_same_page_and_a_report_still_comes_through(
    portal: Portal,
) -> None:
    codes = [written(f"{n:024d}") for n in range(16)]
    forms = [{"code": code, "answer": work_of(portal.get("/receipt"))} for code in codes]
    report = TYPED | {"answer": work_of(checked(portal))}
    with ThreadPoolExecutor(17) as crowd:
        asked = [crowd.submit(portal.post, "/receipt/open", form) for form in forms]
        sent = crowd.submit(portal.post, "/report/send", report)
    answers = [one.result() for one in asked]
    assert {one.status for one in answers} == {422, 429}
    assert sent.result().status == 200
    away = [n for n, one in enumerate(answers) if one.status == 429]
    pages = {without(answers[n].text, forms[n]) for n in away}
    assert len(pages) == 1
    assert "现在人多，请等几秒再按一次" in pages.pop()
    again = portal.post("/receipt/open", forms[away[0]])
    assert again.status == 422, "the work that was done is still good"
    assert "没有找到这个回执码" in again.text


def without(page: str, form: dict[str, str]) -> str:
    """A page without the code and the answer that were sent, and without its challenge."""
    page = page.replace(form["code"], "").replace(form["answer"], "")
    return re.sub(r'data-work="[^"]+"', "", page)


def test_keys_are_made_once(portal: Portal) -> None:
    with pytest.raises(KeysRefused) as refused:
        make_keys(HOLDERS[0], HOLDERS[1:])
    assert refused.value.text.zh.startswith("密钥已经有了")
    with pytest.raises(KeysRefused) as refused:
        make_keys(HOLDERS[0], [HOLDERS[0], HOLDERS[1]])
    assert "三个不同的机构" in refused.value.text.zh


def test_everybody_can_write_a_report(portal: Portal, chromium: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context, wrong = chromium.new_context(base_url=portal.site, bypass_csp=True), []
    tab = context.new_page()

    def look(where: str) -> None:
        tab.evaluate(Axe().axe_script)
        for width in (1280, 360):
            tab.set_viewport_size({"width": width, "height": 800})
            found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
            wrong.extend(f"{where} at {width}: {fault['id']}" for fault in found)
            if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{where} at {width}: wider than the screen")

    for way in ("", "/en/large"):
        tab.goto(f"{way}/report")
        look(f"{way}/report")
        tab.click("form.report button")
        look(f"{way}/report with faults")
        tab.select_option("#unit", str(UNIT))
        tab.fill("#happened", WORDS)
        tab.check("#confidential")
        tab.fill("#name", "甲某")
        look(f"{way}/report with a name")
        tab.click("form.report button")
        look(f"{way}/report/check")
        tab.wait_for_function("document.querySelector('[name=answer]').value.startsWith('1.work')")
        tab.click("#send")
        tab.wait_for_selector(".groups")
        look(f"{way}/report/send")
        tab.goto(f"{way}/receipt")
        look(f"{way}/receipt")
    context.close()
    assert wrong == []


def test_who_comes_from_a_team_finds_its_units_first_and_the_only_one_chosen(portal: Portal) -> None:
    team, elsewhere = uuid4(), uuid4()

    def of(*units: UUID) -> Page:
        return Page(
            team,
            "team",
            0,
            {"title": {"zh": "第一巡查组", "en": "第一巡查组"}, "units": [str(one) for one in units]},
        )

    other_unit = Page(elsewhere, "unit", 0, {"title": {"zh": "苇岸街道", "en": "苇岸街道"}})
    listed = [OFFICE, other_unit, replace(LIUTANG, n=1)]
    publish([*listed, of(UNIT)])
    chosen = portal.get(f"/report?team={team}").text
    assert f'<option value="{UNIT}" selected>柳塘镇</option><option value="{elsewhere}">' in chosen
    publish([*listed, of(UNIT, elsewhere)])
    assert "selected" not in portal.get(f"/report?team={team}").text
    for other in (uuid4(), "nothing", ""):
        assert f'<option value="{elsewhere}">苇岸街道</option><option value="{UNIT}">' in (
            portal.get(f"/report?team={other}").text
        )
