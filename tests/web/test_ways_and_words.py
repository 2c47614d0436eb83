"""What people look for on a page: the way to what they owe, the words for how it stands, answers that are chosen."""

import re

import pytest
from django.utils import timezone

from tests.web.conftest import Visitor
from tests.web.through_pages import Form, FormReader, Through, day, person, words_of
from xuncha.shipped import clauses
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def line_of(html: str, words: str) -> str:
    """The line of a desk or the row of a table that says these words."""
    lines = re.split(r"<li data-row|<tr", html)
    return next((line for line in lines if words in line), "")


def reported(who: Through) -> str:
    """A problem of Liutang that waits for its verification."""
    return re.search(r"(/findings/[0-9a-f-]+)/do/rectification.verified", who.html("/desk"))[1]  # type: ignore[index]


# ---------------------------------------------------------------- what can be done


def test_a_unit_is_offered_what_rests_on_acts_it_is_not_told_of() -> None:
    [[notice]] = run(
        [
            (
                "SELECT d.id FROM subject d JOIN subject u ON u.id = d.unit WHERE d.kind = 'document'"
                " AND d.code = 'notice' AND u.title = '柳塘镇'",
                [],
            )
        ]
    )[0]
    html = Visitor("unit").sees(f"/documents/{notice}")
    assert f"/documents/{notice}/do/document.published" in html
    assert "还没有签这一稿" not in words_of(html), "the head signed it, which the unit is not told"
    assert "签批" not in words_of(html.split("办理经过")[1].split("现在能办什么")[0])


# ---------------------------------------------------------------- days


def test_a_unit_is_not_told_on_what_day_the_team_found_a_problem_or_the_round_took_the_unit_in() -> None:
    unit, head = Visitor("unit"), Visitor("head")
    rows = run(
        [
            (
                "SELECT opened_on FROM subject WHERE title LIKE '惠农补贴积压%%' AND kind = 'finding' AND facts ? 'told_as'",
                [],
            )
        ]
    )[0]
    found_on = {f"{on.month}月{on.day}日" for (on,) in rows}
    assert any(on in words_of(head.sees("/search?q=补贴")) for on in found_on)
    for page in (
        "/search?q=补贴",
        "/search?q=柳塘",
        "/findings",
        "/findings.csv",
        "/inspections",
        "/inspections.csv",
    ):
        said = unit.client.get(page)
        text = (said.getvalue() if said.streaming else said.content).decode()
        row = (
            line_of(text, "惠农补贴积压")
            if "补贴" in page or "findings" in page
            else line_of(text, "柳塘镇</a>")
        )
        assert not any(on in row for on in found_on), page
    problem = re.search(r'href="(/findings/[0-9a-f-]{36})"', line_of(unit.sees("/findings"), "惠农补贴积压"))
    assert problem
    steps = words_of(unit.sees(problem[1]).partition('<ol class="steps')[2].partition("</ol>")[0])
    assert re.search(r"发现\n\d+年\d+月\d+日反馈", steps)
    assert not any(on in steps for on in found_on)
    [[enrolled]] = run(
        [("SELECT opened_on FROM subject WHERE kind = 'inspection' AND title = '柳塘镇'", [])]
    )[0]
    assert f"{enrolled.month}月{enrolled.day}日" not in words_of(unit.sees("/inspections"))
    assert enrolled.isoformat() not in unit.client.get("/inspections.csv").getvalue().decode()


def test_whoever_neither_owes_nor_urges_reads_how_a_date_stands() -> None:
    late = run([("SELECT stream FROM duty WHERE rule = 'hand_over_archive' AND state = 'open'", [])])[0][0][0]
    for login in ("member", "office"):
        page = Visitor(login).sees(f"/inspections/{late}")
        row = line_of(page.partition('id="duties"')[2], "向巡查办移交档案")
        assert "逾期" in row, login
        assert "light--theirs" in row, login


def test_a_day_of_another_year_says_its_year_and_working_days_left_say_that_today_counts() -> None:
    from xuncha.web.pages.pieces.due import day_words

    now = timezone.localtime()
    assert day_words(now.date(), now).zh == f"{now.month}月{now.day}日"
    assert day_words(now.date().replace(year=now.year + 1, day=1), now).zh.startswith(f"{now.year + 1}年")


# ---------------------------------------------------------------- ways


def test_each_line_of_a_desk_has_a_button_to_where_its_act_begins() -> None:
    head, office = Visitor("head").sees("/desk"), Visitor("office").sees("/desk")
    assert "/begin/volume.compiled" in line_of(head, "向巡查办移交档案")
    assert "/begin/document.drafted?kind=public_entry" in line_of(head, "公开进驻情况")
    assert "/begin/document.drafted?kind=information_pack" in line_of(office, "向巡查组抄送情况")
    for html in (head, office):
        for line in html.partition('id="h-mine"')[2].partition("<aside")[0].split("<li data-row")[1:]:
            assert 'class="btn' in line, words_of(f"<li{line}")[:80]


def test_a_paper_for_several_problems_takes_them_over() -> None:
    head = person("高望岚")
    line = line_of(head.html("/desk"), "向联系纪检监察室反馈问题")
    [address] = re.findall(r'href="(/inspections/[^"]+kind=liaison_release[^"]+)"', line)
    n = address.count("from=")
    assert n > 1
    assert f"（{n} 件）" in words_of(line)
    form = head.html(address.replace("&amp;", "&"))
    assert len(re.findall(r'name="items"[^>]*checked', form)) == n


def test_the_page_of_a_paper_offers_the_report_that_is_owed_on_it() -> None:
    unit = person("方竹青")
    feedback = unit.finds("documents", "反馈意见：柳塘镇")
    page = unit.html(feedback)
    assert "/begin/report.submitted?kind=principal_report" in page.partition('aria-labelledby="h-can"')[
        2
    ] or ("/begin/report.submitted?kind=principal_report" in page)


# ---------------------------------------------------------------- answers that decide


def test_a_verification_is_passed_or_not_by_a_choice_and_never_by_a_box_left_empty() -> None:
    office = person("江予白")
    finding = reported(office)
    kinds = office.kinds(finding, "rectification.verified")
    kind = next(iter(kinds.values()), "")
    form = office.asks(finding, "rectification.verified", kind)
    assert form.controls["passed"].type == "radio"
    assert form.says("passed") == ""
    refused = office.client.post(form.address, form.answered({"seen_on": day(), "text": "看过现场"}))
    assert refused.status_code == 422
    assert "请填写：核验结果" in words_of(refused.content.decode())
    landed = office.does(
        finding, "rectification.verified", kind, passed=False, seen_on=day(), text="三户没有领到"
    )
    said = words_of(office.html(landed))
    assert "（不通过）" in said.partition("主要")[0] or said.count("（不通过）") >= 1
    assert "（不通过）" in words_of(office.html(finding).partition('id="acts"')[2])


def test_a_letter_outside_the_remit_is_declined_instead_and_the_form_says_so() -> None:
    head = person("高望岚")
    rows = run(
        [("SELECT id FROM subject WHERE kind = 'complaint' AND state = 'received' ORDER BY version DESC", [])]
    )[0]
    letter = next(f"/complaints/{key}" for (key,) in rows if head.status(f"/complaints/{key}") == 200)
    form = head.asks(letter, "complaint.accepted")
    assert form.controls["within_remit"].type == "radio"
    said = head.is_refused(letter, "complaint.accepted", within_remit=False)
    assert "改办“不予受理”" in said
    assert "不符合要求" not in said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20261129", "2026-11-29"),
        ("11月29日", None),
        ("二〇二六年十一月三日", "2026-11-03"),
        ("2026.11.3", "2026-11-03"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, read: str | None) -> None:
    from datetime import date

    from xuncha.core.record.payload import read_day

    today = timezone.localdate()
    found = read_day(typed, today)
    assert found == (date.fromisoformat(read) if read else date(today.year, 11, 29))


def test_a_day_that_does_not_exist_is_said_not_to_exist() -> None:
    office = person("江予白")
    finding = reported(office)
    kind = next(iter(office.kinds(finding, "rectification.verified").values()), "")
    said = office.is_refused(
        finding, "rectification.verified", kind, passed=True, seen_on="2026-02-30", text="看过现场"
    )
    assert "没有这一天" in said


# ---------------------------------------------------------------- words


def test_no_code_stands_on_the_page_of_a_clause_or_in_the_time_line_of_a_round() -> None:
    office = person("江予白")
    keys = [norm.id for norm in clauses("yiwu-2015") if norm.has_effect]
    for key in keys[::7]:
        said = words_of(office.html(f"/scheme/{key}"))
        assert key not in said
        assert "role:" not in said
        assert "setting:" not in said
    page = words_of(office.html(office.finds("rounds", "第三轮巡查")))
    assert "liaison_report" not in page
    assert "按期自动开始的" in page


def test_a_safeguard_of_the_system_is_never_cited_as_a_clause() -> None:
    said = words_of(person("江予白").html("/scheme/base-1"))
    assert "不是办法的条款" in said


def test_a_finding_that_is_struck_off_is_called_so_everywhere() -> None:
    office = person("江予白")
    closed = re.search(r"/findings/[0-9a-f-]{36}", office.html("/findings?state=closed"))
    assert closed
    page = words_of(office.html(closed[0]))
    assert "已销号" in page
    assert "已办结" not in page


def test_matters_of_one_number_are_told_apart_by_their_units() -> None:
    line = line_of(Visitor("head").sees("/desk"), "向联系纪检监察室反馈问题")
    named = re.findall(r"<li><a[^>]*>([^<]*)</a>", line)
    assert len(named) == len(set(named)) > 1


# ---------------------------------------------------------------- forms


def test_what_a_rule_requires_is_marked_before_anybody_types() -> None:
    head, contact, member = person("高望岚"), person("何其安"), person("许知微")
    notice = head.finds("documents", "巡查通知书：石埠街道")
    form = head.html(f"{notice}/do/document.issued")
    for name in ("talk_on", "talk_with"):
        label = re.search(rf'<label for="f-{name}"[^>]*>.*?</label>', form)
        assert label, name
        assert "可以不填" not in label[0]
    finding = contact.finds("findings", "学习台账是事后补的")
    assert "不能用于销号" in words_of(contact.html(f"{finding}/do/evidence.added"))
    place = member.finds("inspections", "青屏街道")
    talk = member.html(f"{place}/begin/check.recorded?kind=talk").partition("还可以写")[0]
    for name in ("occurred_on", "with", "content", "record", "place", "staff"):
        assert f"f-{name}" in talk, name
    assert "/begin/check.recorded" in member.html("/checks")


def test_the_answer_to_a_referral_says_that_the_duty_needs_the_paper() -> None:
    receiver = person("程远道")
    referral = receiver.finds("referrals", "移〔2026〕1号")
    kind = next(iter(receiver.kinds(referral, "referral.answered").values()))
    said = words_of(receiver.html(f"{referral}/do/referral.answered?kind={kind}").partition("还可以写")[0])
    assert "待办“书面反馈办理情况”不办结" in said
    assert "移交事项" not in receiver.facts(referral)


def test_approvals_are_not_offered_where_nothing_was_put_up() -> None:
    director = person("林若舟")
    page = director.html(director.finds("inspections", "青屏街道"))
    assert "/do/approval.given" not in page


def test_a_number_that_looks_like_a_telephone_is_asked_about_before_a_letter_is_registered() -> None:
    registrar = person("沈知秋")
    n = len(run([("SELECT id FROM act WHERE type = 'complaint.received'", [])])[0])

    form = Form("/complaints/register", FormReader(registrar.html("/complaints/register")).controls)
    answers = {"subject": "路灯不亮", "extract": "请回电 13800138000", "in": "青屏街道", "channel": "来电"}
    asked = registrar.client.post(form.address, form.answered(answers))
    assert asked.status_code == 422
    said = words_of(asked.content.decode())
    assert "姓名、联系方式不写在这里" in said
    assert len(run([("SELECT id FROM act WHERE type = 'complaint.received'", [])])[0]) == n
    sure = Form(form.address, FormReader(asked.content.decode()).controls)
    registrar.sends(sure, {"sure": True, "concerns": ["领导班子及其成员"]})
    assert len(run([("SELECT id FROM act WHERE type = 'complaint.received'", [])])[0]) == n + 1


def test_a_row_of_a_small_table_has_its_first_act_and_what_is_left_under_its_name_for_a_phone() -> None:
    row = line_of(Visitor("unit").sees("/desk").partition('id="problems"')[2], "竹坞村低保评议没有公示")
    under = row.partition('class="under"')[2].partition("</div>")[0]
    assert "没有附佐证" in under
    assert "evidence.added" in under


def test_an_error_names_its_field_once() -> None:
    from xuncha.core.words import Text
    from xuncha.web.kit.form_page import Field, FieldType

    field = Field(
        "staff",
        FieldType.TEXT,
        Text("巡查人员", "Staff"),
        error=Text("请填写：巡查人员", "Please fill in: Staff"),
    )
    assert field.fault.zh == "请填写：巡查人员"


def test_no_kind_or_day_of_an_exported_list_is_told_apart_by_a_mere_figure() -> None:
    office = person("江予白")
    for plural in ("complaints", "documents", "meetings", "findings", "checks", "returns"):
        if office.status(f"/{plural}.csv") == 200:
            heads = list(office.exports_list(plural)[0])
            assert not [one for one in heads if re.fullmatch(r"(类别|日期) \d", one)], plural


def test_an_office_whose_name_says_what_it_does_is_called_by_it() -> None:
    from xuncha.core.words import Text
    from xuncha.web.pages.frame import brand

    assert brand(Text("澜溪县巡查办", "Lanxi")).zh == "澜溪县巡查办"
    assert brand(Text("澜汀市", "Lanting")).zh == "澜汀市巡查"


def test_the_form_is_reached_with_one_key_and_the_account_is_told_how_long_it_rests() -> None:
    from xuncha.web.entrance import Entrance

    office = person("江予白")
    page = office.html(f"{reported(office)}/do/evidence.added")
    assert '<a class="skip" href="#act">' in page
    assert "5 分钟" in str(Entrance.error_messages["too_many_login_attempts"])
    assert 'href="/account/password"' in office.html("/me")


def test_a_team_is_offered_the_seats_there_are_in_a_team() -> None:
    office = person("江予白")
    html = office.html(f"{office.finds('teams', '第一巡查组')}/do/seat.filled")
    for seat in ("head", "deputy", "member", "registrar", "reporter"):
        assert f"?kind={seat}" in html
    assert "?kind=secretary" not in html
