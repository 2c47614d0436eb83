"""An office founded by the command, as an administrator types it on the first day; then its record looked at."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import xuncha
from xuncha import shipped
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import running_postgres
from xuncha.server.trouble import Trouble

SOURCE = str(Path(xuncha.__file__).parents[1])
UNITS = "名称,类型,上级\n柳塘镇,镇（街道）,\n柳塘村,村（居）,柳塘镇\n城建集团,国有企业,\n"
PEOPLE = "姓名,单位,岗位,班子成员\n林若舟,巡查办,主任,是\n方竹青,柳塘镇,主要负责人,是\n"
KNOWN = ", ".join(shipped.scheme_ids())
NAMES = ("--name", "澜汀市巡查办", "--name-en", "Lanting Inspection Office", "--scheme", "yiwu-2015")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="xuncha-init-") as folder:
        Path(folder).chmod(0o711)
        (Path(folder) / "units.csv").write_text(UNITS, encoding="utf-8")
        (Path(folder) / "people.csv").write_bytes(PEOPLE.encode("gb18030"))  # as a spreadsheet saves it here
        yield Path(folder)


def run(place: Path, *words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XUNCHA_DATA": str(place / "data"), "PYTHONPATH": SOURCE, **more}
    return subprocess.run(
        [sys.executable, "-m", "xuncha", *words],
        cwd=place, env=environment, input=typed, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def founded(place: Path) -> subprocess.CompletedProcess[str]:
    wrong = run(place, "init", *NAMES, "--units", "units.csv", "--people", "-", typed="方竹青,柳塘镇,乡长\n")
    assert wrong.returncode == 1
    assert wrong.stderr.splitlines()[0].startswith("-: 第 1 行：柳塘镇没有“乡长”这个岗位")
    assert wrong.stderr.endswith("xuncha: nothing was entered; mend the lines named above and try again\n")
    done = run(
        place, "init", *NAMES, "--units", "units.csv", "--people", "people.csv", "--slips", "slips.html"
    )
    assert done.returncode == 0, done.stderr
    return done


def test_the_office_is_founded_and_says_what_comes_next(founded: subprocess.CompletedProcess[str]) -> None:
    assert "3 units, 2 people with accounts" in founded.stdout
    assert "The slips will give http://127.0.0.1:8000, which only this machine can open" in founded.stdout
    assert founded.stdout.endswith("To serve its pages: xuncha serve\n")


def test_the_slips_are_a_page_only_its_owner_can_read(
    place: Path, founded: subprocess.CompletedProcess[str]
) -> None:
    page = place / "slips.html"
    assert page.stat().st_mode & 0o777 == 0o600
    assert page.read_text(encoding="utf-8").count("<li>") == 2
    assert "password" not in founded.stdout.replace("user password", "").replace("passwords are kept", "")


def test_a_second_time_changes_nothing_and_says_so(
    place: Path, founded: subprocess.CompletedProcess[str]
) -> None:
    again = run(place, "init", *NAMES)
    assert again.returncode == 1
    assert again.stderr.startswith(
        "xuncha: 澜汀市巡查办 (Lanting Inspection Office) was founded here already, and nothing was changed; "
    )


def test_slips_are_never_written_over_a_file(place: Path, founded: subprocess.CompletedProcess[str]) -> None:
    said = run(place, "init", "--slips", "slips.html").stderr
    assert said == "xuncha: slips.html is there already; name a new file for the slips\n"


def test_a_practice_office_stands_beside_it_in_a_database_of_its_own(
    place: Path, founded: subprocess.CompletedProcess[str]
) -> None:
    answers = "澜汀市演练办\nLanting Practice\nyiwu-2015\n柳塘镇,town\n\n林若舟,巡查办,经办\n\n"
    done = run(place, "init", "--practice", typed=answers)
    assert done.returncode == 0, done.stderr
    assert "演练 PRACTICE · 澜汀市演练办" in done.stdout
    assert done.stdout.endswith("To serve its pages: XUNCHA_SCHEMA=practice xuncha serve\n")
    folder = DataFolder(place / "data")
    with running_postgres(folder) as postgres:
        names = []
        for schema in ("xuncha", "practice"):
            with postgres.connect(folder, schema) as connection:
                names.append(
                    connection.execute(f"SELECT zh, is_practice FROM {schema}.jurisdiction").fetchall()
                )
    assert names == [[("澜汀市巡查办", False)], [("澜汀市演练办", True)]]


def test_replay_finds_no_difference(place: Path, founded: subprocess.CompletedProcess[str]) -> None:
    done = run(place, "replay", "--check")
    assert done.returncode == 0
    assert "acts, " in done.stdout
    assert ", 0 differences" in done.stdout


def test_the_record_is_held_against_another_regulation(
    place: Path, founded: subprocess.CompletedProcess[str]
) -> None:
    done = run(place, "replay", "--under", "wuhan-2017", "--lang", "en")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("0 duties have a day under wuhan-2017, 0 would be late")
    unknown = run(place, "replay", "--under", "wuhan")
    assert unknown.returncode == 1
    assert "wuhan-2017" in unknown.stderr


def test_replay_names_what_was_changed_behind_the_record(
    place: Path, founded: subprocess.CompletedProcess[str]
) -> None:
    folder = DataFolder(place / "data")
    with running_postgres(folder) as postgres, postgres.connect(folder, "xuncha") as connection:
        change_title(connection, "柳塘镇", "改过")
        done, checked = run(place, "replay"), run(place, "replay", "--check")
        change_title(connection, "改过", "柳塘镇")
    assert (done.returncode, checked.returncode) == (1, 1)
    assert done.stdout.endswith(": differs in title\n")
    assert checked.stdout == ""
    assert "1 differences; the tables are not what the record says" in checked.stderr


def change_title(connection: psycopg.Connection[tuple[object, ...]], old: str, new: str) -> None:
    connection.execute("UPDATE xuncha.subject SET title = %s WHERE title = %s", [new, old])


def test_the_log_lists_acts_and_names_nobody(place: Path, founded: subprocess.CompletedProcess[str]) -> None:
    lines = run(place, "log", "--act", "person.registered").stdout.splitlines()
    assert len(lines) == 2
    assert "person.registered 登记人员  founder  人员 " in lines[0]
    everything = run(place, "log", "--last", "1000", "--json").stdout
    assert "林若舟" not in everything
    assert json.loads(everything.splitlines()[0])["position"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("log", "--act", "persn.registered"),
            "xuncha: there is no act persn.registered. Nearest: person.registered",
        ),
        (("coverage", "yiwu"), f"xuncha: there is no regulation yiwu; known are: {KNOWN}\n"),
    ],
)
def test_a_name_nobody_knows_is_said_with_those_near_it(
    place: Path, words: tuple[str, ...], said: str
) -> None:
    done = run(place, *words)
    assert done.returncode == 1
    assert done.stderr.startswith(said)


def test_a_regulation_of_ones_own_is_named_by_its_file(place: Path) -> None:
    elsewhere = {"XUNCHA_SCHEMA": "own"}
    (place / "own.toml").write_text(
        '[scheme]\nid = "own"\nzh = "自定办法"\nen = "Own measures"\nwrong = 1\n[roles.office]\n',
        encoding="utf-8",
    )
    faulty = run(place, "init", *NAMES[:4], "--scheme", "own.toml", **elsewhere)
    assert "own.toml:6: roles office: zh or en is missing" in faulty.stderr
    assert faulty.stderr.endswith("the scheme file own.toml cannot be used; mend the lines named above\n")
    unknown = run(place, "init", *NAMES[:4], "--scheme", "nothing", **elsewhere)
    assert (
        unknown.stderr
        == f"xuncha: there is no regulation nothing; known are: {KNOWN}, or name a scheme file (.toml)\n"
    )


def test_a_spreadsheet_is_told_apart_from_a_table(place: Path) -> None:
    (place / "units.xlsx").write_bytes(b"PK\x03\x04....")
    said = run(place, "init", *NAMES, "--units", "units.xlsx", XUNCHA_SCHEMA="own").stderr
    assert (
        said
        == "xuncha: units.xlsx is a spreadsheet; save it as CSV, or copy its cells and paste them when asked\n"
    )


def test_coverage_counts_the_clauses_by_effect(place: Path) -> None:
    lines = run(place, "coverage", "yiwu-2015", "--lang", "en").stdout.splitlines()
    assert lines[0].startswith("yiwu-2015: ")
    assert lines[0].endswith(" of 325")
    assert [line.split()[0] for line in lines[1:6]] == [
        "enforced",
        "tracked",
        "recorded",
        "produced",
        "shown",
    ]


def test_an_office_can_be_founded_with_one_person_who_goes_on_with_the_page() -> None:
    from xuncha.cli.init import alone
    from xuncha.core.scheme.reader import read_scheme
    from xuncha.shipped import base_text, scheme_text

    scheme = read_scheme(scheme_text("yiwu-2015"), "yiwu-2015").over(read_scheme(base_text(), "base.toml"))
    line = alone(scheme, " 江予白 ")
    assert (line.name, line.place, line.seat, line.account) == ("江予白", "巡查办", "clerk", "江予白")
    with pytest.raises(Trouble, match="--me takes a person's name"):
        alone(scheme, "A")


SCHEMES = Path(__file__).parents[1] / "schemes"


def test_a_regulation_never_seen_is_founded_from_its_file_with_what_lies_beside_it() -> None:
    """The invented regulation: a file, its clauses and its worked case, and no line of code."""
    with tempfile.TemporaryDirectory(prefix="xuncha-own-") as folder:
        place = Path(folder)
        place.chmod(0o711)
        own = str(SCHEMES / "every-word.toml")
        (place / "units.csv").write_text("名称,类型,上级\n柳塘镇,镇,\n", encoding="utf-8")
        (place / "people.csv").write_text(
            "姓名,单位,岗位,班子成员\n江予白,核办,主任,否\n周敬川,领导小组,组长,否\n方竹青,柳塘镇,主要负责人,是\n",
            encoding="utf-8",
        )
        done = run(
            place, "init", *NAMES[:4], "--scheme", own, "--units", "units.csv", "--people", "people.csv",
            "--slips", "slips.html",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "under 苇洲市群众诉求办理和单位核查办法 (every-word)" in done.stdout
        digest = hashlib.sha256(Path(own).read_bytes()).hexdigest()
        kept = place / "data" / "schemes" / digest
        assert {one.name for one in kept.iterdir()} == {"clauses.tsv", "case.toml"}
        assert (kept / "clauses.tsv").read_text(encoding="utf-8").startswith("id\tarticle")
        again = run(place, "replay", "--check")
        assert again.returncode == 0, again.stdout + again.stderr


def test_a_file_with_a_fault_is_refused_at_its_line_as_the_check_does(place: Path) -> None:
    text = (SCHEMES / "every-word.toml").read_text(encoding="utf-8")
    (place / "slip.toml").write_text(
        text.replace('silence = "matter.taken"', 'silence = "matter.takn"'), encoding="utf-8"
    )
    faulty = run(place, "init", *NAMES[:4], "--scheme", "slip.toml", XUNCHA_SCHEMA="slip")
    assert "duty take_on: unknown act 'matter.takn'. Nearest: matter.taken" in faulty.stderr
    assert faulty.returncode == 1
