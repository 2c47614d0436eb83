"""Who reports with a name is nowhere on the disk: not in the database, its journal, a log, an export or a backup."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attachments.made import docx, photograph
from tests.cli.canary import Canary, files_below, found_in, hits
from tests.cli.test_backup import does, said
from tests.cli.test_running import SOURCE, start, wait_for
from tests.portal.conftest import multipart
from xuncha.demo import PASSPHRASE, PASSWORD
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import programs, running_postgres
from xuncha.server.visitor import Visitor
from xuncha.server.web import free_port
from xuncha.vault.proof_of_work import solved

WORDS = "补贴要到指定的店才给办，村口三家都是这样"
NAME = Canary("司空鹢麒", ("sikong yiqi", "sikongyiqi", "si kong yi qi"))
CONTACT = Canary("鹁鸪巷四十七号后门", ("boguxiang", "bogu xiang", "bo gu xiang"))
TELEPHONE = Canary("13907554410298")
SAID = Canary(WORDS)
CANARIES = (NAME, CONTACT, TELEPHONE, SAID)


# ---------------------------------------------------------------------------------------------- the searching itself


@pytest.mark.parametrize("canary", CANARIES, ids=lambda one: one.pinyin[0] if one.pinyin else "words")
def test_every_way_of_writing_is_found_where_it_is_planted(canary: Canary) -> None:
    import base64

    plain = canary.words.encode()
    planted = {
        "utf-8": plain, "gbk": canary.words.encode("gbk"), "utf-16le": canary.words.encode("utf-16le"),
        "utf-16be": canary.words.encode("utf-16be"), "hex": plain.hex().encode(),
        "percent": urllib.parse.quote(canary.words, safe="").encode(),
    }  # fmt: skip
    planted |= {"pinyin": canary.pinyin[0].title().encode()} if canary.pinyin else {}
    for way, data in planted.items():
        assert (canary.words, way) in hits(b"before " + data + b" after", (canary,)), way
    for n in range(3):
        coded = base64.b64encode(b"x" * n + plain + b"and more")
        assert (canary.words, "base64") in hits(coded, (canary,)), n
    assert list(hits(b"before and after", (canary,))) == []


# ---------------------------------------------------------------------------------------------- a whole office


@dataclass(frozen=True)
class Traces:
    """Where everything lies that a report passed, and a plain copy of every row."""

    place: Path
    data: Path
    exported: dict[str, bytes]
    rows: bytes
    opened: str
    matter: str


FILES = [
    (f"{NAME.words}的照片.jpg", photograph()),
    ("说明.docx", docx()),
    ("经过.txt", f"{NAME.words}：{WORDS}".encode()),
]
"""Files in which the name stands, in Chinese or in pinyin: in one's own name, as its author, in its words."""


def report(site: str, unit: str, mode: str) -> None:
    """A report with a name, two ways to reach who sends it, and files."""
    typed: dict[str, str | list[str]] = {
        "unit": unit, "unit_name": "", "happened": WORDS, "mode": mode, "name": NAME.words,
        "contact": f"{CONTACT.words} {TELEPHONE.words}",
    }  # fmt: skip

    def ask(page: str, body: bytes, kind: str) -> str:
        request = urllib.request.Request(f"{site}{page}", body, {"Content-Type": kind})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return str(answer.read().decode())

    page = ask("/report/check", *multipart(typed, FILES))
    assert NAME.words in page, "it was really sent"
    carried = [html.unescape(one) for one in re.findall(r'name="files" value="([^"]+)"', page)]
    assert len(carried) == len(FILES)
    work, once = re.search(r'data-work="([^"]+)"', page), re.search(r'name="once" value="([^"]+)"', page)
    assert work
    assert once
    told = ask(
        "/report/send",
        *multipart({**typed, "files": carried, "answer": solved(work[1]), "once": once[1]}, []),
    )
    assert len(re.findall(r"<li>(\d{5})</li>", told)) == 6


@pytest.fixture(scope="module")
def traces() -> Iterator[Traces]:
    with tempfile.TemporaryDirectory(prefix="x-cana-") as made:
        place = Path(made)
        place.chmod(0o711)
        data, temp = place / "data", place / "temp"
        temp.mkdir()
        assert said(data, "migrate", "--quiet") == (0, "")
        assert said(data, "log", "init", "county.example/log")[0] == 0
        does(data, "found", 0)
        port, office_port = free_port(), free_port()
        with (place / "said.log").open("wb") as out:
            more = {"TMPDIR": str(temp), "PYTHONPATH": SOURCE, "XUNCHA_DATA": str(data)}
            serve, portal = (
                subprocess.Popen(
                    [sys.executable, "-m", "xuncha", *words],
                    env={**os.environ, **more},
                    stdout=subprocess.PIPE,
                    stderr=out,
                    text=True,
                )
                for words in (("serve", "--port", str(office_port)), ("portal", "--port", str(port)))
            )
            wait_for(serve, "is served at")
            wait_for(portal, "is served at")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/report", timeout=20) as form:
                unit = re.search(r'<option value="([0-9a-f-]{36})">柳塘镇', form.read().decode())
            assert unit
            for mode in ("confidential", "open"):
                report(f"http://127.0.0.1:{port}", unit[1], mode)
            assert does(data, "take", 2) == 2
            opened, exported, matter = read_and_exported(f"http://127.0.0.1:{office_port}")
            assert said(data, "backup", str(place / "backup"), "--keys", str(place / "backup.keys"))[0] == 0
            for process in (portal, serve):
                process.terminate()
                process.wait(30)
        yield Traces(place, data, exported, every_row(data), opened, matter)


def read_and_exported(site: str) -> tuple[str, dict[str, bytes], str]:
    """The original opened by the office, all that it can take out of what was registered, and the address of one matter."""
    office = Visitor(site)
    office.log_in("office", PASSWORD)
    matters = dict.fromkeys(re.findall(r'href="(/complaints/[0-9a-f-]{36})"', office.open("/complaints")))
    assert matters
    opened = ""
    for address in matters:
        opened += office.send(f"{address}/original", {"passphrase": PASSPHRASE})
    pages = [
        "/complaints.csv",
        "/complaints.xlsx",
        *(f"{one}.{form}" for one in matters for form in ("csv", "xlsx")),
    ]
    matter = next(iter(matters))
    copies = {f"copy {n}": copied(office, matter, n) for n in (1, 2)}
    return opened, {page: office.download(page) for page in pages} | copies, matter


def copied(office: Visitor, matter: str, n: int) -> bytes:
    """The cleaned copy of a file of a report."""
    page = office.send(f"{matter}/original/{n}", {"passphrase": PASSPHRASE, "does": "copy"})
    addresses = re.findall(r'href="(/uploads/[0-9a-f-]+)"', page)
    assert len(addresses) == n, "all copies that were made of the report's files"
    return office.download(addresses[n - 1])


def every_row(data: Path) -> bytes:
    """The database written out plainly: what PostgreSQL keeps compressed is readable there."""
    folder = DataFolder(data)
    with running_postgres(folder) as running:
        done = subprocess.run(
            [programs() / "pg_dump", "--dbname=xuncha", f"--host={running.socket_folder}", "--username=postgres"],
            capture_output=True, check=True, env={"PGPASSFILE": str(folder.password_file("postgres")), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
    return done.stdout


def test_a_name_is_nowhere_on_the_disk(traces: Traces) -> None:
    assert WORDS in traces.opened, "what was said was opened by the office"
    assert NAME.words in traces.opened, "also the name of who reported under it"
    assert "司空鹢麒的照片.jpg" in traces.opened, "and of each file the name that its sender gave it"
    assert all(list(hits(data, CANARIES)) for _, data in FILES), "the control: it stands in each of the files"
    places = files_below(traces.place) | traces.exported | {"every row": traces.rows}
    names = "\n".join(places)
    for kind in (
        "pgdata/base",
        "pgdata/pg_wal",
        "tile/entries",
        "postgres.log",
        "said.log",
        "backup.keys",
        "/complaints.xlsx",
        "data/files",
        "copy 1",
    ):
        assert kind in names, f"{kind} was looked through"
    assert found_in(places, CANARIES) == []


def test_a_restored_office_has_the_files_of_a_report(traces: Traces) -> None:
    new, port = traces.place / "new", free_port()
    code, told = said(
        new, "restore", str(traces.place / "backup"), "--keys", str(traces.place / "backup.keys")
    )
    assert code == 0, told
    assert "9 attached files there" in told, "one it was founded with, three of each report, two copies"
    serve = start(new, "serve", "--port", str(port))
    wait_for(serve, "is served at")
    office = Visitor(f"http://127.0.0.1:{port}")
    office.log_in("office", PASSWORD)
    words = copied(office, traces.matter, 3).decode()
    serve.terminate()
    serve.wait(30)
    assert words == f"{NAME.words}：{WORDS}"


def test_a_name_that_is_planted_is_found(traces: Traces) -> None:
    """The control: a row with the name in it shows in the database's files, in its journal and in its rows."""
    folder = DataFolder(traces.data)
    with running_postgres(folder) as running, running.connect(folder, "xuncha") as link:
        link.execute("INSERT INTO xuncha.kept_briefly VALUES ('canary', %s, now())", [NAME.words])
        link.execute("CHECKPOINT")
    found = {
        Path(place).parent.name
        for place, words, way in found_in(files_below(traces.data), (NAME,))
        if way == "utf-8"
    }
    assert "pg_wal" in found
    assert len(found) > 1, "and in a table"
    assert NAME.words.encode() in every_row(traces.data)
