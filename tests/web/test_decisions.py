"""What a paper decided is recorded in one go: dispositions as proposed or changed, approvals, and other decisions."""

import re

import pytest

from tests.web.conftest import Visitor
from tests.web.through_pages import person
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


@pytest.fixture
def office(database: str) -> Visitor:
    return Visitor("office")


def proposed(office: Visitor, n: int) -> list[str]:
    """The office proposes a class for some clues that have none yet."""
    rows = run(
        [
            (
                "SELECT id FROM subject WHERE kind = 'clue' AND NOT facts ? 'disposition.proposed' ORDER BY version LIMIT %s",
                [n],
            )
        ]
    )[0]
    for (key,) in rows:
        propose(office, str(key))
    return [str(key) for (key,) in rows]


def propose(office: Visitor, key: str) -> None:
    """The office proposes a class for one clue."""
    form = f"/clues/{key}/do/disposition.proposed?kind=cadre_breach"
    hidden = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', office.sees(form)))
    answer = office.client.post(form, {**hidden, "class": "cadre_breach", "do": "act"})
    assert answer.status_code in (302, 303), answer.content.decode()


def form_of(html: str) -> dict[str, str]:
    """The form as the page fills it: hidden fields and what is already chosen."""
    typed = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', html))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)</select>', html):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        typed[name] = chosen[1] if chosen else ""
    return typed


def group_of(html: str) -> str:
    found = re.search(r'<option value="([0-9a-f-]+)"[^>]*>市委巡查工作领导小组</option>', html)
    assert found
    return found[1]


def test_two_clues_are_decided_as_proposed_by_one_paper_and_sent_twice_once(office: Visitor) -> None:
    keys = proposed(office, 2)
    assert len(keys) == 2
    html = office.sees("/decisions/new")
    typed = {**form_of(html), "by": group_of(html), "paper": "澜巡领〔2026〕9号", "do": "act"}
    assert [typed[f"m-{key}"] for key in keys] == ["cadre_breach"] * 2
    first, second = (office.client.post("/decisions/new", typed) for _ in range(2))
    assert {first.status_code, second.status_code} <= {302, 303}
    decided = run(
        [
            (
                "SELECT count(*) FROM act WHERE type = 'disposition.decided' AND subject = ANY(%s::uuid[])",
                [keys],
            )
        ]
    )[0][0][0]
    assert decided == 2
    board = office.sees("/dispositions")
    assert "移交纪检监察组织" in board
    assert "没有重复记" in board


def test_a_decision_without_its_number_is_refused_and_nothing_is_recorded(office: Visitor) -> None:
    keys = proposed(office, 1)
    html = office.sees("/decisions/new")
    typed = {**form_of(html), "by": group_of(html), "paper": "", "do": "act"}
    answer = office.client.post("/decisions/new", typed)
    assert answer.status_code == 422
    assert "替别的岗位录入，须有文件为凭" in answer.content.decode()
    assert (
        run([("SELECT facts ? 'disposition.decided' FROM subject WHERE id = ANY(%s::uuid[])", [keys])])[0][0][
            0
        ]
        is False
    )


def test_the_exception_is_changed_and_the_one_that_cannot_be_is_named_at_its_row(office: Visitor) -> None:
    html = office.sees("/decisions/new")
    typed = form_of(html)
    key = next(name for name in typed if name.startswith("m-") and typed[name] == "cadre_breach")
    typed |= {"by": group_of(html), "paper": "澜巡领〔2026〕10号", "do": "act", key: "style"}
    answer = office.client.post("/decisions/new", typed)
    assert answer.status_code == 422  # a style problem needs the reason in writing
    again = answer.content.decode()
    assert "作风问题是否突出，由人判断并写明理由" in again
    assert re.search(rf'id="f-t-{key[2:]}"[^>]*aria-invalid', again) or "field--no" in again
    typed[f"t-{key[2:]}"] = "涉及面小，未造成后果"
    assert office.client.post("/decisions/new", typed).status_code in (302, 303)
    assert "工作作风问题（改定）" in office.sees("/dispositions")


def test_nothing_chosen_is_said(office: Visitor) -> None:
    html = office.sees("/decisions/new")
    typed = {**form_of(html), "by": group_of(html), "paper": "号"}
    typed = {name: "" if name.startswith("m-") else value for name, value in typed.items()}
    answer = office.client.post("/decisions/new", typed)
    assert answer.status_code == 422
    assert "还没有选任何一件的决定" in answer.content.decode()


@pytest.mark.parametrize("login", ["unit", "receiver", "registrar"])
def test_who_neither_proposes_nor_decides_finds_no_board(database: str, login: str) -> None:
    assert Visitor(login).status("/dispositions") == 404
    assert Visitor(login).status("/decisions/new") == 404


def test_more_rows_for_other_decisions_are_given_and_nothing_is_recorded(office: Visitor) -> None:
    html = office.sees("/decisions/new")
    before = run([("SELECT count(*) FROM act", [])])[0][0][0]
    answer = office.client.post(
        "/decisions/new", {**form_of(html), "decisions-0-conclusion": "开展", "more-lines": "decisions"}
    )
    assert answer.status_code == 200
    assert 'name="decisions-3-conclusion"' in answer.content.decode()
    assert run([("SELECT count(*) FROM act", [])])[0][0][0] == before


def test_another_decision_of_the_group_is_written_out_on_the_same_paper(office: Visitor) -> None:
    html = office.sees("/decisions/new")
    about = run([("SELECT id FROM subject WHERE kind = 'campaign' LIMIT 1", [])])[0][0][0]
    typed = {name: "" if name.startswith("m-") else value for name, value in form_of(html).items()}
    typed |= {"by": group_of(html), "paper": "澜巡领〔2026〕11号", "decisions-0-question": "stage",
              "decisions-0-conclusion": "十二月底前完成反馈", "decisions-0-about": str(about)}  # fmt: skip
    assert office.client.post("/decisions/new", typed).status_code in (302, 303)
    assert "十二月底前完成反馈" in office.sees(f"/rounds/{about}")


def test_a_decision_on_the_head_says_on_whom_and_whether_it_agrees(office: Visitor) -> None:
    html = office.sees("/decisions/new")
    [(team, person)] = run(
        [
            (
                "SELECT t.id, p.id FROM subject t, subject p WHERE t.code = 'team' AND t.title LIKE '第一%%' AND p.title = '高望岚'",
                [],
            )
        ]
    )[0]
    typed = {name: "" if name.startswith("m-") else value for name, value in form_of(html).items()}
    typed |= {"by": group_of(html), "paper": "澜委〔2026〕5号", "decisions-0-question": "team_head",
              "decisions-0-conclusion": "暂缓", "decisions-0-about": str(team)}  # fmt: skip
    assert office.client.post("/decisions/new", typed).status_code == 422, "on whom?"
    typed |= {"decisions-0-person": str(person), "decisions-0-agreed": "no"}
    assert office.client.post("/decisions/new", typed).status_code in (302, 303)
    assert "不同意" in office.sees(f"/teams/{team}")


def test_the_lines_of_a_volume_come_with_the_numbers_of_the_record(database: str) -> None:
    rows = run([("SELECT id FROM subject WHERE kind = 'inspection' AND title LIKE '柳塘镇%%'", [])])[0]
    head = Visitor("head")
    html = head.sees(f"/inspections/{rows[0][0]}/begin/volume.compiled")
    figures = dict(re.findall(r'name="(lines-\d+-n)"[^>]*value="(\d*)"', html))
    counted = run(
        [("SELECT count(*) FROM subject WHERE kind = 'complaint' AND inspection = %s", [rows[0][0]])]
    )[0][0][0]
    assert str(counted) in figures.values()


def test_a_row_that_points_at_nothing_on_record_is_refused_at_its_row_and_keeps_what_was_typed() -> None:
    head = Visitor("head")
    place = re.search(r'href="(/inspections/[0-9a-f-]{36})"', head.sees("/inspections"))
    assert place
    address = f"{place[1]}/begin/meeting.held?kind=team"
    typed = {"at": "2026-01-05", "items-0-text": "研究", "items-0-refs": "没有这一件", "do": "act"}
    answer = head.client.post(address, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "第 1 行：没有找到“没有这一件”，请从列出的里面选" in html
    assert 'value="没有这一件"' in html


def waiting(office: Visitor) -> str:
    """A clue that waits for the decision on it."""
    sql = (
        "SELECT i.id FROM subject i JOIN subject t ON t.id = i.body"
        " WHERE i.kind = 'inspection' AND i.state = 'under_way' AND t.title LIKE '第一%%' LIMIT 1"
    )
    [[place]] = run([(sql, [])])[0]
    told = {"title": "签收表代签", "about_posts": "库管员", "text": "有人代签", "basis": "纪律处分条例"}
    clue = person("许知微").begins(f"/inspections/{place}", "clue.recorded", "unit_managed", **told)
    key = clue.rpartition("/")[2]
    propose(office, key)
    return key


def test_a_recorded_decision_leads_on_and_is_found_by_the_number_of_its_paper(office: Visitor) -> None:
    key = waiting(office)
    about = run([("SELECT id FROM subject WHERE kind = 'campaign' LIMIT 1", [])])[0][0][0]
    html, number = office.sees("/decisions/new"), "澜巡领〔2026〕31号"
    typed = {**form_of(html), "by": group_of(html), "paper": number, "decisions-0-question": "stage",
             "decisions-0-conclusion": "年底前办完", "decisions-0-about": str(about)}  # fmt: skip
    typed = {
        name: "" if name.startswith("m-") and name != f"m-{key}" else value for name, value in typed.items()
    }
    answer = office.client.post("/decisions/new", typed)
    assert answer.status_code in (302, 303)
    landed = office.sees(answer.headers["location"])
    note = landed.partition("已记录决定，共 2 件")[2].partition("</p>")[0]
    [every] = re.findall(r'href="(/search\?[^"]+)"', note)
    for way in (f"/clues/{key}", f"/rounds/{about}", "/decisions/new"):
        assert f'href="{way}"' in note, way

    found = office.sees(every)
    assert "这份文件决定处置的 1 件" in found
    assert f'href="/clues/{key}"' in found
    decision = found.partition("这份文件作出的决定")[2]
    assert "年底前办完" in decision
    assert f'href="/rounds/{about}#acts"' in decision


def test_a_unit_finds_nothing_by_the_number_of_a_decision(office: Visitor) -> None:
    key = waiting(office)
    html, number = office.sees("/decisions/new"), "澜巡领〔2026〕32号"
    typed = {
        name: "" if name.startswith("m-") and name != f"m-{key}" else value
        for name, value in form_of(html).items()
    }
    answer = office.client.post("/decisions/new", {**typed, "by": group_of(html), "paper": number})
    assert answer.status_code in (302, 303)
    assert "这份文件" in office.sees(f"/search?q={number}")
    for login in ("unit", "receiver"):
        assert "这份文件" not in Visitor(login).sees(f"/search?q={number}"), login
