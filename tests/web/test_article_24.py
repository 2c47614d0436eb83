"""Articles 24 and 25 through pages: pledges, inquiries and their grounds, outcomes, the judicial route, reports about staff."""

import pytest

from tests.web.through_pages import Answer, Through, exported, person, stands_everywhere

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def place_of(reader: Through) -> str:
    return reader.finds("inspections", "青屏街道")


def inquiry(into: str, ground: str, title: str) -> str:
    """An inquiry that the office opens, as the form asks."""
    clerk = person("江予白")
    about = {"staff": "第一组组员", "unit": "街道主任"}[into]
    return clerk.begins(
        place_of(clerk), "inquiry.opened", into, title=title, about=about, grounds=[ground], text=f"反映的情况：{ground}",
    )  # fmt: skip


@clause("yiwu-24-1", effect="recorded")
def test_a_member_pledges_to_keep_the_discipline_and_the_pledge_is_kept() -> None:
    member, clerk = person("许知微"), person("江予白")
    pledge = member.begins(
        member.finds("teams", "第一巡查组"), "undertaking.given", "pledge", by_person="许知微", text="遵守巡查工作纪律",
    )  # fmt: skip
    for reader in (member, clerk):
        assert reader.facts(pledge)["承诺人"] == "许知微"
        stands_everywhere(reader, pledge, "遵守巡查工作纪律", "许知微")
        assert "巡查纪律承诺" in reader.lists("undertakings")
    assert any("许知微" in row.values() for row in clerk.exports_list("undertakings"))


STAFF = {
    4: "应当发现的重要问题没有发现",
    5: "不如实报告",
    6: "不执行请示报告制度",
    7: "重大问题没有及时报告",
    10: "谋取私利",
    11: "接受宴请",
    12: "参加安排的娱乐",
    13: "其他违反巡查纪律",
}
UNIT = {4: "隐瞒不报", 5: "提供虚假情况", 7: "干扰阻挠巡查", 8: "诬告陷害他人", 12: "其他干扰情形"}
GROUNDS = [
    *[
        pytest.param("staff", words, marks=clause(f"yiwu-24-{n}", effect="recorded"), id=f"24-{n}")
        for n, words in STAFF.items()
    ],
    *[
        pytest.param("unit", words, marks=clause(f"yiwu-25-{n}", effect="recorded"), id=f"25-{n}")
        for n, words in UNIT.items()
    ],
]


@pytest.mark.parametrize(("into", "ground"), GROUNDS)
def test_an_inquiry_names_its_ground_and_what_happened_and_those_concerned_read_nothing(
    into: str, ground: str
) -> None:
    clerk, title = person("江予白"), f"调查：{ground}"
    page = inquiry(into, ground, title)
    stands_everywhere(clerk, page, ground, f"反映的情况：{ground}")
    assert title in clerk.filters(
        "inquiries", "code", {"staff": "对巡查人员的调查", "unit": "对单位的调查"}[into]
    )
    assert exported(clerk, page, "情形", title) == ground
    concerned = {"staff": ("许知微", "高望岚", "白景行"), "unit": ("白景行",)}[into]
    for name in concerned:
        assert person(name).status(page) == 404
        assert title not in person(name).html("/desk")


@clause("yiwu-25-8", effect="recorded")
def test_false_accusation_is_never_offered_as_a_reason_to_close_a_letter() -> None:
    registrar, head = person("沈知秋"), person("高望岚")
    letter = registrar.begins(
        place_of(registrar), "complaint.received", "report", channel="来信", subject="反映用人问题", addressee="巡查组",
    )  # fmt: skip
    head.does(letter, "matter.annotated", text="请核实")
    head.does(letter, "complaint.accepted", within_remit=True)
    offered = head.kinds(letter, "complaint.closed")
    assert offered
    assert not any("诬告" in words for words in offered)


SANCTIONS = {"批评教育": "", "组织处理": "市委巡查工作领导小组", "纪律处分": "驻镇街纪检监察组"}
"""Each with the body whose decision the clerk enters; the office gives only the first."""


@pytest.mark.parametrize("form", SANCTIONS)
@pytest.mark.parametrize(
    ("into", "ground"),
    [
        pytest.param("staff", "接受宴请", marks=clause("yiwu-24-2", effect="recorded"), id="24-2"),
        pytest.param("unit", "隐瞒不报", marks=clause("yiwu-25-2", effect="recorded"), id="25-2"),
    ],
)
def test_the_body_in_charge_decides_by_weight_and_gives_its_reason(into: str, ground: str, form: str) -> None:
    clerk, by = person("江予白"), SANCTIONS[form]
    page = inquiry(into, ground, f"问责：{ground}（{form}）")
    clerk.does(page, "inquiry.concluded", found="情况属实", proposals="按轻重处理")
    asked: dict[str, Answer] = {"whom": "当事人", "pursue": True, "form": form}
    if by:
        assert "办理" in clerk.is_refused(page, "accountability.decided", **asked, text="由巡查办决定")
        asked |= {"by": by, "paper": "澜纪〔2026〕9号"}
    assert "请填写：内容" in clerk.is_refused(page, "accountability.decided", **asked)
    clerk.does(page, "accountability.decided", **asked, text=f"情节与{form}相当")
    stands_everywhere(clerk, page, form, "当事人", f"情节与{form}相当", by or "江予白")


@pytest.mark.parametrize(
    ("into", "ground"),
    [
        pytest.param("staff", "谋取私利", marks=clause("yiwu-24-3", effect="recorded"), id="24-3"),
        pytest.param("unit", "提供虚假情况", marks=clause("yiwu-25-3", effect="recorded"), id="25-3"),
    ],
)
def test_a_suspected_crime_goes_to_the_judicial_bodies_with_a_basis_and_by_a_second_person(
    into: str, ground: str
) -> None:
    clerk, director, title = person("江予白"), person("林若舟"), f"涉嫌犯罪：{ground}"
    page = inquiry(into, ground, title)
    route = clerk.kinds(place_of(clerk), "referral.drafted", begins=True)["移送司法机关"]
    asked: dict[str, Answer] = {"of": [title], "receiver": "市检察院", "extract": f"{ground}的事实"}
    assert "请填写：" in clerk.is_refused(place_of(clerk), "referral.drafted", route, begins=True, **asked)
    referral = clerk.begins(place_of(clerk), "referral.drafted", route, **asked, basis="刑事诉讼法有关规定")
    assert "并经另一人批准" in clerk.is_refused(referral, "referral.sent")
    clerk.does(referral, "approval.requested", to="巡查办")
    director.does(referral, "approval.given")
    clerk.does(referral, "referral.sent")
    assert title in clerk.reads(referral)
    stands_everywhere(clerk, referral, "刑事诉讼法有关规定", f"{ground}的事实")
    assert "移送司法机关" in clerk.exports("/referrals.csv")
    assert "移送司法机关" in clerk.filters("referrals", "code", "移送司法机关")
    for paper in (page, referral):
        assert person("白景行").status(paper) == 404


ABOUT_STAFF = [
    pytest.param(kind, addressee, who, marks=clause(f"yiwu-24-{n}", effect="recorded"), id=f"24-{n}")
    for n, kind, addressee, who in (
        (14, "about_team_group", "领导小组", "周敬川"),
        (15, "about_team_office", "巡查办", "江予白"),
    )
]


@pytest.mark.parametrize(("kind", "addressee", "who"), ABOUT_STAFF)
def test_a_report_about_team_staff_is_taken_by_its_addressee_and_never_seen_by_the_team(
    kind: str, addressee: str, who: str
) -> None:
    taker, subject = person(who), f"组员接受宴请（送{addressee}）"
    asked = {"channel": "来信", "subject": subject, "extract": "请调查"}
    place = place_of(taker)
    assert "巡查组不经手" in taker.is_refused(
        place, "complaint.received", kind, begins=True, addressee="巡查组", **asked
    )
    page = taker.begins(place, "complaint.received", kind, addressee=addressee, **asked)
    assert f"收件机构\n{addressee}" in taker.reads(page)
    assert subject in taker.prints(page)
    assert exported(taker, page, "收件机构", subject) == addressee
    for name in ("高望岚", "沈知秋", "许知微"):
        assert person(name).status(page) == 404
        assert subject not in person(name).lists("complaints")
