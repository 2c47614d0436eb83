"""`xuncha import complaints`: shows what a table holds, asks, enters, and says in one sentence why it does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from xuncha.cli import command, import_
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.queries.subjects import listed
from xuncha.server.trouble import Trouble
from xuncha.store.account import Account
from xuncha.store.append import run

pytestmark = pytest.mark.fresh_database

TABLE = "编号,标题,内容,单位,来信日期,姓名\nH1,路灯不亮,三个月不亮,柳塘镇,2015/9/1,无名\nH2,停水,每天三小时,,2015/9/2,无名\n"
BAD = TABLE + "H3,噪声,夜间施工,,上个月,无名\n"


@pytest.fixture
def at_hand(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The office of this test in place of the one in a data folder, and an account for its clerk."""

    @contextmanager
    def here(*, writes: bool) -> Iterator[None]:
        assert writes
        yield

    monkeypatch.setattr(import_, "office_at_hand", here)
    Account.objects.create_account("ruozhou", "林若舟", "x" * 20, person=office.clerk.person)
    return tmp_path / "letters.csv"


def type_(place: Path, *words: str, table: str = TABLE, answer: str = "") -> Result:
    place.write_text(table, encoding="utf-8")
    said = ["import", "complaints", str(place), "--round", "第一轮", *words]
    return CliRunner().invoke(command, said, input=answer)


def trouble(result: Result) -> str:
    assert isinstance(result.exception, Trouble), result.output
    return str(result.exception)


def n_complaints() -> int:
    return int(run([("SELECT count(*) FROM subject WHERE kind = 'complaint'", [])])[0][0][0])


DROP = ("--set", "channel=letter", "--set", "kind=report", "--petitioner", "drop")


def test_a_table_is_shown_and_entered_when_agreed_to(at_hand: Path, office: Office) -> None:
    result = type_(at_hand, *DROP, answer="y\n")
    assert result.exception is None, result.output
    assert "主题 subject      <- 标题" in result.output
    assert "来件人，不保存 petitioner, dropped: 姓名" in result.output
    assert "        2  新件 new" in result.output
    assert "登记了 2 件 信〔" in result.output
    assert {row.title for row in listed(office.clerk, "complaint", {}).rows} == {"路灯不亮", "停水"}


def test_nothing_is_entered_without_agreement_nor_with_check(at_hand: Path) -> None:
    assert trouble(type_(at_hand, *DROP, answer="n\n")) == "nothing was entered"
    assert type_(at_hand, *DROP, "--check").exception is None
    assert n_complaints() == 0


def test_a_table_sent_again_enters_nothing(at_hand: Path) -> None:
    type_(at_hand, *DROP, "--yes")
    again = type_(at_hand, *DROP, "--yes")
    assert "        2  以前导入过 the same as before" in again.output
    assert "没有新的信访件，什么也没有登记。" in again.output
    assert n_complaints() == 2


def test_a_changed_row_is_named_with_the_number_it_was_registered_under(at_hand: Path) -> None:
    type_(at_hand, *DROP, "--yes")
    five = TABLE.replace("每天三小时", "每天五小时")
    changed = type_(at_hand, *DROP, "--yes", table=five)
    year = datetime.now(SHANGHAI).year
    assert f"第 3 行：与上次导入的不一样，原来登记的没有改动 信〔{year}〕2号" in changed.output
    assert trouble(changed).startswith("nothing was entered: 1 rows differ from what was registered")
    assert type_(at_hand, *DROP, "--yes", "--changed", "leave-out", table=five).exception is None
    assert n_complaints() == 2


def test_letters_of_an_unrelated_table_with_the_same_numbers_are_not_dropped(at_hand: Path) -> None:
    first = "编号,标题\n1,路灯不亮\n2,停水\n"
    second = "编号,标题\n1,乱收费\n2,态度差\n3,办事难\n"
    plain = ("--set", "channel=letter", "--set", "kind=report")
    c1, c2 = at_hand.with_name("c1.csv"), at_hand.with_name("c2.csv")
    assert type_(c1, *plain, "--yes", table=first).exception is None
    assert "--source NAME" in trouble(type_(c2, *plain, "--yes", table=second))
    assert "--source NAME" in trouble(type_(c2, *plain, table=second, answer="n\n"))
    assert n_complaints() == 2
    assert type_(c2, *plain, "--yes", "--source", "热线", table=second).exception is None
    assert n_complaints() == 5


PLAIN = ("--set", "channel=letter", "--set", "kind=report")


def test_what_becomes_of_the_petitioners_columns_is_asked_and_with_yes_nothing_is_entered(
    at_hand: Path,
) -> None:
    undecided = (
        "these columns name the petitioner: 姓名; say what becomes of them: --petitioner drop (they are not kept) "
        "or --petitioner seal (kept sealed, and shown on no page)"
    )
    assert trouble(type_(at_hand, *PLAIN, "--yes")) == undecided
    assert trouble(type_(at_hand, *PLAIN)) == undecided  # nobody answers
    assert n_complaints() == 0
    asked = type_(at_hand, *PLAIN, answer="seal\ny\n")
    assert asked.exception is None, asked.output
    assert "这些栏写的是来件人：姓名" in asked.output
    assert "来件人，封存 petitioner, sealed: 姓名" in asked.output
    assert "无名" not in asked.output
    assert n_complaints() == n_sealed() == 2


def test_one_column_is_sealed_and_the_others_are_still_asked_about(at_hand: Path) -> None:
    two = TABLE.replace("姓名", "谁写的,联系电话").replace("无名", "无名,000")
    assert trouble(type_(at_hand, *PLAIN, "--seal", "谁写的", "--yes", table=two)).startswith(
        "these columns name the petitioner: 联系电话; say"
    )
    done = type_(at_hand, *DROP, "--seal", "谁写的", "--yes", table=two)
    assert done.exception is None, done.output
    assert (
        "来件人，封存 petitioner, sealed: 谁写的\n  来件人，不保存 petitioner, dropped: 联系电话"
        in done.output
    )
    assert n_sealed() == 2


def test_what_was_dropped_is_not_sealed_and_an_unknown_column_stops_the_import(at_hand: Path) -> None:
    wrong = type_(at_hand, *DROP, "--seal", "谁写的", "--yes")
    assert trouble(wrong) == "letters.csv cannot be imported as it is; nothing was entered"
    assert "表里没有“谁写的”这一栏" in wrong.output
    assert type_(at_hand, *DROP, "--yes").exception is None
    assert (n_complaints(), n_sealed()) == (2, 0)


def n_sealed() -> int:
    sql = "SELECT count(*) FROM payload WHERE convert_from(body, 'UTF8')::jsonb ? 'apart'"
    return int(run([(sql, [])])[0][0][0])


def test_faulty_rows_stop_the_import_unless_they_are_left_out(at_hand: Path) -> None:
    stopped = type_(at_hand, *DROP, "--yes", table=BAD)
    assert trouble(stopped) == (
        "nothing was entered: 1 rows are faulty; mend them in the table, or import the rest with --bad leave-out"
    )
    assert "第 4 行，来信日期：日期看不懂，请写成 2026-09-29" in stopped.output
    assert "上个月" not in stopped.output
    assert type_(at_hand, *DROP, "--yes", "--bad", "leave-out", table=BAD).exception is None
    assert n_complaints() == 2


def test_an_unknown_round_is_named_with_the_nearest(at_hand: Path) -> None:
    result = type_(at_hand, *DROP, "--yes", "--round", "第二轮")
    assert trouble(result) == "there is no round 第二轮. Nearest: 第一轮"


def test_an_account_without_such_a_post_is_refused(at_hand: Path, office: Office) -> None:
    Account.objects.create_account("zhuqing", "方竹青", "x" * 20, person=office.principal.person)
    said = trouble(type_(at_hand, *DROP, "--yes", "--account", "zhuqing"))
    assert said == "the account zhuqing holds no post that may import complaints"


def test_a_wrong_column_stops_before_anything_is_read(at_hand: Path) -> None:
    result = type_(at_hand, *DROP, "--map", "正文=extract", "--yes")
    assert trouble(result) == "letters.csv cannot be imported as it is; nothing was entered"
    assert "表里没有“正文”这一栏" in result.output


def test_a_unit_given_for_every_row_must_be_registered(at_hand: Path) -> None:
    result = type_(at_hand, *DROP, "--set", "unit=柳糖镇", "--yes")
    assert trouble(result) == "letters.csv cannot be imported as it is; nothing was entered"
    assert "没有登记“柳糖镇”这个单位，可写：柳塘镇" in result.output
