"""The page of a volume: what the record holds of each kind, what is filed, why something is not, by when it is handed over."""

import re

import pytest

from tests.conftest import connect_django
from tests.web.conftest import Visitor
from tests.web.through_pages import Answer, Form, Through, person, words_of


@pytest.fixture(autouse=True)
def database(own_city: str) -> str:
    connect_django(own_city)
    return own_city


def lines_of(form: Form) -> dict[str, dict[str, str]]:
    """The lines that the form offers: by kind in words, the names of its cells."""
    found = {}
    for name, control in form.controls.items():
        if name.startswith("lines-") and name.endswith("-kind") and control.values:
            words = next((said for said, code in control.options.items() if code == control.values[0]), "")
            found[words] = {one: name.removesuffix("kind") + one for one in ("n", "absent")}
    return found


def compiled(head: Through, unit: str, counts: dict[str, str], reasons: dict[str, str]) -> str:
    """A volume of an inspection, with other figures or reasons than those the form comes with."""
    form = head.asks(head.finds("inspections", unit), "volume.compiled", begins=True)
    lines = lines_of(form)
    answers: dict[str, Answer] = {"title": f"{unit}巡查卷", "state_secrets": "涉密第1号，保管人温如岚"}
    answers |= {lines[kind]["n"]: n for kind, n in counts.items()}
    answers |= {lines[kind]["absent"]: reason for kind, reason in reasons.items()}
    return head.sends(form, answers)


def row(html: str, kind: str) -> str:
    """The words of the line of one kind in the checklist."""
    table = html.partition('id="checklist"')[2].partition("</table>")[0]
    return next(words for one in table.split("<tr")[1:] if kind in (words := words_of(f"<tr{one}")))


def test_the_checklist_says_what_the_record_holds_what_is_filed_and_what_is_missing() -> None:
    head = person("高望岚")
    counts = {"会议材料": "3", "谈话记录": "1"}
    volume = compiled(head, "柳塘镇", counts, {"汇报材料": "本轮没有汇报"})
    html = head.html(volume)
    assert row(html, "信访呈批单").endswith("50\n50\n—\n✓ 齐")
    assert "还差 1 件" in row(html, "谈话记录")
    assert row(html, "会议材料").endswith("3\n—\n✓ 齐")
    assert "没有：本轮没有汇报" in row(html, "汇报材料")
    assert "没有材料，也没有写原因" in row(html, "整改情况报告")
    assert re.search(r"9 类里还差 \d 类", words_of(html))
    assert "涉密部分" in words_of(html)
    assert "涉密第1号，保管人温如岚" in words_of(html)


def test_every_figure_of_the_checklist_opens_to_as_many_rows() -> None:
    head = person("高望岚")
    html = head.html(head.finds("archive", "柳塘镇巡查卷"))
    table = html.partition('id="checklist"')[2].partition("</table>")[0]
    figures = re.findall(r'<a href="(/(?:complaints|checks)\?[^"]+)"[^>]*>(\d+)</a>', table)
    assert len(figures) >= 3
    for href, n in figures:
        assert re.search(
            rf"(共|>)?\s*(<a[^>]*>)?{n}(</a>)?\s*(条|件)", head.html(href.replace("&amp;", "&"))
        ), href


def test_the_hand_over_waits_for_the_end_and_the_inventory_prints() -> None:
    head = person("高望岚")
    volume = head.finds("archive", "柳塘镇巡查卷")
    html = head.html(volume)
    assert "移交期限" in words_of(html)
    assert f"{volume}/paper" in html.partition('id="hand-over"')[2]
    assert "归档目录" in head.prints(volume)


def test_no_unit_and_no_receiver_opens_a_volume() -> None:
    volume = person("高望岚").finds("archive", "柳塘镇巡查卷")
    for login in ("unit", "contact", "receiver"):
        assert Visitor(login).status(volume) == 404
        assert Visitor(login).status("/archive") == 404


def test_what_is_handed_over_is_the_offices_and_additions_count_beside_it() -> None:
    head, office = person("高望岚"), person("江予白")
    whole = dict.fromkeys(("会议材料", "收集复制的材料", "汇报材料", "巡查报告"), "1")
    volume = compiled(head, "柳塘镇", whole, {"整改情况报告": "晚于一个月，另行补充"})
    assert "为什么是这一天" in hand_over(head.html(volume))
    head.does(volume, "volume.handed_over", signed_by="高望岚\n江予白", pages="120")
    assert head.status(volume) == 404
    words = office.reads(volume)
    assert "移交日期" in words
    assert "高望岚\n江予白" in words
    form = office.asks(volume, "volume.supplemented")
    lines = lines_of(form)
    office.sends(form, {lines["整改情况报告"]["n"]: "1"})
    html = office.html(volume)
    assert "补充归档\n类别\n件数\n说明\n整改情况报告\n1" in office.prints(volume)
    assert "补充归档" in words_of(html)
    assert "1" in row(html, "整改情况报告").split("\n")
    assert row(html, "信访呈批单").endswith("50\n50\n—\n✓ 齐")


def hand_over(html: str) -> str:
    """The words of the block about the hand-over."""
    return words_of(html.partition('id="hand-over"')[2].partition("</section>")[0])
