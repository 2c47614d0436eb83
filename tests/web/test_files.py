"""Files of an act: taken in by what they are, kept sealed, given out to whoever may read the act, never lost by a refusal."""

import hashlib
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.web.conftest import Visitor
from tests.web.test_decisions import form_of, group_of
from xuncha.core.attached import LIMIT
from xuncha.store.append import run
from xuncha.store.digests import keyed

pytestmark = pytest.mark.demo_city

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 40


def office_file(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for part in ("[Content_Types].xml", *parts):
            made.writestr(part, "<x/>")
    return out.getvalue()


DOCX, XLSX = office_file("word/document.xml"), office_file("xl/workbook.xml")


def one(sql: str, *values: object) -> str:
    return str(run([(sql, list(values))])[0][0][0])


def a_finding() -> str:
    """A finding of 柳塘镇 in rectification."""
    return one(
        "SELECT f.id FROM subject f JOIN subject u ON u.id = f.unit WHERE f.kind = 'finding' AND f.state = 'planned'"
        " AND u.title = '柳塘镇' AND f.readers @> ARRAY[u.id] ORDER BY f.version LIMIT 1"
    )


NO_DAY = "2026-02-30"
"""What a form is refused for, whatever file came with it."""


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def evidence(who: Visitor, key: str, **typed: object) -> HttpResponse:
    """Add evidence, as the form does."""
    address = f"/findings/{key}/do/evidence.added"
    hidden = re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', who.sees(address))
    fields = {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}
    return who.client.post(address, {**fields, "what": "发放签收表", "do": "act", **typed})  # type: ignore[return-value]


def links(html: str) -> list[str]:
    return re.findall(r'href="(/findings/[0-9a-f-]+/files/[0-9a-f-]+)"', html)


def kept_token(html: str) -> str:
    found = re.search(r'name="file-kept" value="([0-9a-f-]+)"', html)
    assert found
    return found[1]


def test_a_file_goes_in_with_its_act_and_out_under_its_name(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    answer = evidence(unit, key, dated="2026-01-05", file=upload("发放签收表 三月.pdf", PDF))
    assert answer.status_code in (302, 303)
    html = unit.sees(f"/findings/{key}")
    assert "发放签收表 三月.pdf" in html
    assert hashlib.sha256(PDF).hexdigest() in html
    out = unit.client.get(links(html)[-1])
    assert out.content == PDF
    assert out["Content-Type"] == "application/pdf"
    assert out["Content-Disposition"].startswith('attachment; filename="file.pdf"')
    assert "发放签收表 三月.pdf" in unquote(out["Content-Disposition"])
    assert out["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert out["X-Content-Type-Options"] == "nosniff"
    assert Visitor("office").client.get(links(html)[-1]).content == PDF
    last = "SELECT what FROM access_record ORDER BY at DESC LIMIT 1"
    assert one(last) == "opened file"


@pytest.mark.parametrize(
    ("name", "data", "kept_as"),
    [
        ("a.jpg", JPEG, "a.jpg"),
        ("a.JPEG", JPEG, "a.JPEG"),
        ("图.png", PNG, "图.png"),
        ("方案.docx", DOCX, "方案.docx"),
        ("台账.xlsx", XLSX, "台账.xlsx"),
        ("被改名.exe", PDF, "被改名.exe.pdf"),
        ("..\\..\\x\u202efdp.pdf", PDF, "xfdp.pdf"),
        ("a\tb\x07.pdf", PDF, "ab.pdf"),
    ],
)
def test_what_a_file_is_is_seen_from_its_content(database: str, name: str, data: bytes, kept_as: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    assert evidence(unit, key, file=upload(name, data)).status_code in (302, 303)
    html = unit.sees(f"/findings/{key}")
    assert kept_as in html
    assert unit.client.get(links(html)[-1]).content == data


BAD = (
    ("空.pdf", b"", "是空的"),
    ("大.pdf", PDF + b"0" * LIMIT, "每个文件不超过 20 MB"),
    ("run.exe", b"MZ\x90\x00", "不是 PDF"),
    ("page.pdf", b"<html><script>alert(1)</script>", "不是 PDF"),
    ("old.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 64, "旧格式请先另存"),
    ("broken.docx", b"PK\x03\x04broken", "不是 PDF"),
    ("other.zip", office_file("a.txt"), "不是 PDF"),
    ("macro.docx", office_file("word/document.xml", "word/vbaProject.bin"), "不是 PDF"),
)


@pytest.mark.parametrize(("name", "data", "says"), BAD, ids=[name for name, _, _ in BAD])
def test_a_file_the_office_does_not_take_is_refused_at_its_field(
    database: str, name: str, data: bytes, says: str
) -> None:
    unit, key = Visitor("contact"), a_finding()
    before = one("SELECT count(*) FROM act WHERE subject = %s", key)
    answer = evidence(unit, key, what="三月的签收表", file=upload(name, data))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert says in html
    assert 'id="e-file"' in html
    assert "三月的签收表" in html  # what was typed stays
    assert one("SELECT count(*) FROM act WHERE subject = %s", key) == before


def test_a_refused_form_keeps_the_file_for_the_one_who_sent_it(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    refused = evidence(unit, key, dated=NO_DAY, file=upload("签收表.pdf", PDF))
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "已经收到" in html
    token = kept_token(html)
    assert unit.client.get(f"/uploads/{token}").content == PDF
    assert Visitor("office").status(f"/uploads/{token}") == 404
    again = evidence(unit, key, **{"file-kept": token})
    assert again.status_code in (302, 303)
    assert "签收表.pdf" in unit.sees(f"/findings/{key}")
    assert unit.status(f"/uploads/{token}") == 404  # it is in the record now and waits no longer


def test_a_file_that_somebody_else_sent_cannot_be_used(database: str) -> None:
    key = a_finding()
    token = kept_token(
        evidence(Visitor("contact"), key, dated=NO_DAY, file=upload("a.pdf", PDF)).content.decode()
    )
    other = Visitor("unit")
    assert evidence(other, key, what="别人的文件", **{"file-kept": token}).status_code in (302, 303, 422)
    assert other.status(f"/findings/{key}/files/{token}") == 404


def test_a_good_file_stays_when_the_other_one_is_refused(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    token = kept_token(evidence(unit, key, dated=NO_DAY, file=upload("good.pdf", PDF)).content.decode())
    html = evidence(unit, key, **{"file-kept": token, "file": upload("bad.exe", b"MZ")}).content.decode()
    assert kept_token(html) == token


def test_a_file_without_words_is_called_by_its_name(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    assert evidence(unit, key, what="", file=upload("四月签收表.pdf", PDF)).status_code in (302, 303)
    assert re.search(r'<a href="[^"]+/files/[^"]+">四月签收表.pdf</a>', unit.sees(f"/findings/{key}"))
    assert "四月签收表.pdf（没有形成日期）" in unit.sees(f"/findings/{key}/do/evidence.added")


def test_a_paper_that_was_not_scanned_says_where_it_lies(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    typed = {"file-number": "柳发〔2026〕3号", "file-place": "档案室", "file-keeper": "何其安"}
    assert evidence(unit, key, **typed).status_code in (302, 303)
    html = unit.sees(f"/findings/{key}")
    assert "纸质件：柳发〔2026〕3号，档案室，何其安" in html


def test_a_file_one_may_not_read_is_not_there(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    evidence(unit, key, file=upload("a.pdf", PDF))
    address = links(unit.sees(f"/findings/{key}"))[-1]
    receiver = Visitor("receiver")
    absent = receiver.client.get(f"/findings/{key}/files/{uuid4()}")
    forbidden = receiver.client.get(address)
    assert (forbidden.status_code, forbidden.content) == (404, absent.content)
    assert unit.status(address.replace("/findings/", "/clues/")) == 404
    assert unit.status(f"/findings/{key}/files/{uuid4()}") == 404


def test_before_a_finding_is_told_its_unit_finds_neither_it_nor_its_file(database: str) -> None:
    key = one(
        "SELECT f.id FROM subject f JOIN subject u ON u.id = f.unit WHERE f.kind = 'finding' AND f.body IN"
        " (SELECT id FROM subject WHERE title = '第一巡查组') AND NOT f.readers @> ARRAY[u.id] AND f.state = 'recorded' ORDER BY f.version LIMIT 1"
    )
    head = Visitor("head")
    assert evidence(head, key, file=upload("内部.pdf", PDF)).status_code in (302, 303)
    address = links(head.sees(f"/findings/{key}"))[-1]
    assert head.client.get(address).content == PDF
    assert Visitor("unit").status(address) == 404


def test_a_sending_that_is_too_large_as_a_whole_is_refused_before_it_is_read(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.test import Client

    from xuncha.web import upload_handler

    monkeypatch.setattr(upload_handler, "MOST_AT_ONCE", 1000)
    unit, key = Visitor("contact"), a_finding()
    assert evidence(unit, key, file=upload("a.pdf", PDF + b"0" * 2000)).status_code == 400
    stranger = Client().post("/login", {"login": "x", "file": upload("a.pdf", b"0" * 2_000_000)})
    assert stranger.status_code == 400


def test_the_record_gives_the_same_rows_again_with_files_in_it(database: str) -> None:
    from xuncha.store.replay import replay

    unit, key = Visitor("contact"), a_finding()
    evidence(unit, key, file=upload("a.pdf", PDF))
    assert replay().differences == []


def test_files_lie_sealed_and_once(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    data = PDF + uuid4().bytes
    for _ in range(2):
        evidence(unit, key, file=upload("a.pdf", data))
    digest = hashlib.sha256(data).digest()
    [[stored, n]] = run(
        [("SELECT id, count(*) OVER () FROM stored_file WHERE digest = %s", [keyed(digest).hex()])]
    )[0]
    assert n == 1
    place = Path(settings.DATA) / "files" / stored.hex[:2] / stored.hex
    lies = place.read_bytes()
    assert b"%PDF" not in lies
    assert place.stat().st_mode & 0o077 == 0
    place.write_bytes(lies[:-1] + bytes([lies[-1] ^ 1]))
    try:
        assert (
            unit.status(links(unit.sees(f"/findings/{key}"))[-1]) == 404
        )  # changed on disk: never given out
    finally:
        place.write_bytes(lies)


def test_a_files_name_is_sealed_in_the_record(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    evidence(unit, key, file=upload("李某某的签收表.pdf", PDF))
    sql = "SELECT p.body FROM payload p JOIN act a USING (position) WHERE a.subject = %s ORDER BY position DESC LIMIT 1"
    assert "签收表.pdf".encode() not in bytes(run([(sql, [key])])[0][0][0])


def test_the_scan_of_a_decision_stands_on_what_it_decided(database: str) -> None:
    office = Visitor("office")
    html = office.sees("/decisions/new")
    assert 'enctype="multipart/form-data"' in html
    about = one("SELECT id FROM subject WHERE kind = 'campaign' LIMIT 1")
    typed = {name: "" if name.startswith("m-") else value for name, value in form_of(html).items()}
    typed |= {"by": group_of(html), "paper": "", "decisions-0-question": "stage",
              "decisions-0-conclusion": "一月底前完成反馈", "decisions-0-about": about}  # fmt: skip
    bad = office.client.post("/decisions/new", {**typed, "scan": upload("纪要.exe", b"MZ")})
    assert bad.status_code == 422
    assert "不是 PDF" in bad.content.decode()
    assert "一月底前完成反馈" in bad.content.decode()
    done = office.client.post("/decisions/new", {**typed, "scan": upload("会议纪要.pdf", PDF)})
    assert done.status_code in (302, 303)  # a scan will do where the paper has no number
    html = office.sees(f"/rounds/{about}")
    assert "会议纪要.pdf" in html
    href = re.search(r'href="(/rounds/[0-9a-f-]+/files/[0-9a-f-]+)"', html)
    assert href
    assert office.client.get(href[1]).content == PDF


def test_a_refused_decision_keeps_its_scan(database: str) -> None:
    office = Visitor("office")
    html = office.sees("/decisions/new")
    typed = {name: "" if name.startswith("m-") else value for name, value in form_of(html).items()}
    typed |= {"by": group_of(html), "paper": "领〔2026〕12号"}
    answer = office.client.post("/decisions/new", {**typed, "scan": upload("会议纪要.pdf", PDF)})
    assert answer.status_code == 422
    assert 'name="scan-kept"' in answer.content.decode()
    assert "会议纪要.pdf" in answer.content.decode()


def test_what_is_entered_for_another_post_takes_the_scan_of_its_paper(database: str) -> None:
    office = Visitor("office")
    rows = run([("SELECT id FROM subject WHERE kind = 'body' ORDER BY version", [])])[0]
    pages = [office.client.get(f"/teams/{key}/do/decision.made").content.decode() for (key,) in rows]
    assert any('name="scan"' in html and 'name="paper"' in html for html in pages)


def test_an_export_names_the_file(database: str) -> None:
    unit, key = Visitor("contact"), a_finding()
    evidence(unit, key, file=upload("写进表里.pdf", PDF))
    out = b"".join(unit.client.get(f"/findings/{key}.csv").streaming_content)  # type: ignore[attr-defined]
    assert "写进表里.pdf" in out.decode("utf-8-sig")
    assert hashlib.sha256(PDF).hexdigest() not in out.decode("utf-8-sig")
