"""The page of a volume: what the record holds of each kind, what is filed, why something is not, by when it is handed over."""

import re

import pytest

from tests.web.conftest import Visitor
from tests.web.through_pages import Answer, Form, Through, person, words_of
from xuncha.store.schemes import scheme_of, scheme_version

pytestmark = pytest.mark.demo_city


def lines_of(form: Form) -> dict[str, dict[str, str]]:
    """The lines that the form offers: by kind in words, the names of its cells."""
    kinds = scheme_of(scheme_version(None)).lists["archive_kinds"].values
    found = {}
    for name, control in form.controls.items():
        if name.startswith("lines-") and name.endswith("-kind") and control.values:
            found[kinds[control.values[0]].text.zh] = {
                one: name.removesuffix("kind") + one for one in ("n", "absent")
            }
    return found


def compiled(
    head: Through, unit: str, counts: dict[str, str], reasons: dict[str, str], volume: str = ""
) -> str:
    """A volume of an inspection, begun or gone on with, with other figures or reasons than those the form comes with."""
    place = volume or head.finds("inspections", unit)
    form = head.asks(place, "volume.compiled", begins=not volume)
    lines = lines_of(form)
    answers: dict[str, Answer] = {"title": f"{unit}巡查卷", "state_secrets": "涉密第1号，保管人温如岚"}
    answers |= {lines[kind]["n"]: n for kind, n in counts.items()}
    answers |= {lines[kind]["absent"]: reason for kind, reason in reasons.items()}
    return head.sends(form, answers)


def test_the_form_of_a_volume_fills_in_what_the_record_knows_and_its_kinds_are_not_chosen_anew() -> None:
    head = person("高望岚")
    form = head.asks(head.finds("inspections", "柳塘镇"), "volume.compiled", begins=True)
    lines = lines_of(form)
    assert [form.controls[lines[kind]["n"]].values for kind in ("会议材料", "巡查报告", "整改情况报告")] == [
        ["2"],
        ["1"],
        ["1"],
    ]
    assert form.controls["lines-0-kind"].type == "hidden"


@pytest.mark.parametrize("wrong", ["abc", "三份", "-3", "2.5", "1" * 20])
def test_a_count_that_is_none_is_refused_at_its_cell_and_kept(wrong: str) -> None:
    head = person("高望岚")
    form = head.asks(head.finds("inspections", "柳塘镇"), "volume.compiled", begins=True)
    cell = lines_of(form)["谈话记录"]["n"]
    answer = head.client.post(form.address, form.answered({"title": "卷", cell: wrong}))
    html = answer.content.decode()
    assert answer.status_code == 422
    row_of_it = int(cell.split("-")[1]) + 1
    assert f"第 {row_of_it} 行的数：写整数，例如 12" in words_of(html)
    assert "写整数，例如 12" in html.partition(f'id="e-{cell}"')[2][:60]
    assert re.search(rf'id="f-{cell}"[^>]*value="{wrong}"', html)


def row(html: str, kind: str) -> str:
    """The words of the line of one kind in the checklist."""
    table = html.partition('id="checklist"')[2].partition("</table>")[0]
    return next(words for one in table.split("<tr")[1:] if kind in (words := words_of(f"<tr{one}")))


def test_the_checklist_says_what_the_record_holds_what_is_filed_and_what_is_missing() -> None:
    head = person("高望岚")
    counts = {"会议材料": "3", "谈话记录": "1", "整改情况报告": ""}
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


def test_a_second_volume_of_a_unit_leads_to_the_one_that_is_open() -> None:
    head = person("高望岚")
    volume = head.finds("archive", "柳塘镇巡查卷")
    place = head.finds("inspections", "柳塘镇")
    answer = head.client.get(f"{place}/begin/volume.compiled")
    assert answer.headers["Location"].endswith(f"{volume}/do/volume.compiled")
    assert "已经有一卷" in head.reads(answer.headers["Location"])
    sent = head.client.post(f"{place}/begin/volume.compiled", {"lines-0-kind": "meetings", "do": "act"})
    assert sent.headers["Location"].endswith(f"{volume}/do/volume.compiled")
    assert words_of(head.html("/archive")).count("柳塘镇巡查卷") == 1


def test_a_count_in_wide_figures_is_read_and_the_index_names_the_unit_once_and_each_kind_in_its_row() -> None:
    head = person("高望岚")
    volume = head.finds("archive", "柳塘镇巡查卷")
    compiled(head, "柳塘镇", {"谈话记录": "２"}, {}, volume)
    assert row(head.html(volume), "谈话记录").split("\n")[2] == "2"
    printed = head.prints(volume)
    assert "被巡查单位\n柳塘镇" in printed
    assert printed.count("谈话记录") == 1
    assert "谈话记录（件数：2）" in head.reads(volume), "what happened says each line by itself"


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
    volume = head.finds("archive", "柳塘镇巡查卷")
    compiled(head, "柳塘镇", whole, {"整改情况报告": "晚于一个月，另行补充"}, volume)
    assert "为什么是这一天" in hand_over(head.html(volume))
    head.does(volume, "volume.handed_over", signed_by="高望岚\n江予白", pages="120")
    assert head.status(volume) == 200, (
        "the follow-up and the publication of the rectification are still the team's"
    )
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
