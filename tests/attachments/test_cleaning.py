"""A cleaned copy shows what was to be seen, and holds nothing of who made it; the process that makes it can do nothing else."""

from __future__ import annotations

import io
import os
import platform
import subprocess
import sys
import zipfile

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tests.attachments.made import CANARY, HARMLESS, SEEN, UNCLEAN, XMP, docx, drawing, pdf, photograph, xlsx
from tests.cli.canary import Canary, hits
from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.cleaning.process import SOURCE, clean
from xuncha.attachments.kinds import recognised

FILES = {"jpeg": photograph(), "png": drawing(), "pdf": pdf(), "docx": docx(), "xlsx": xlsx()}
KNOWN = (Canary(CANARY), Canary("127.0.0.1"))


def everything(data: bytes) -> bytes:
    """A file with all that is packed in it laid open: the parts of an archive, the streams of a PDF."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return data + b"".join(name.encode() + everything(parts.read(name)) for name in parts.namelist())
    if data.startswith(b"%PDF-"):
        reader = PdfReader(io.BytesIO(data))
        found = [data, str(reader.trailer).encode()]
        for n in range(1, int(reader.trailer["/Size"])):
            one = reader.get_object(n)
            found.append(repr(one).encode())
            if hasattr(one, "get_data"):
                found.append(one._data)
        return b"".join(found)
    return data


@pytest.mark.parametrize("kind", FILES)
def test_what_only_its_writer_knows_is_in_the_original_and_not_in_the_copy(kind: str) -> None:
    assert list(hits(everything(FILES[kind]), KNOWN)), "the control: it is found where it was planted"
    copy = clean(FILES[kind], kind)
    assert list(hits(everything(copy), KNOWN)) == []
    assert b"rsid" not in everything(copy)
    assert XMP[:20] not in everything(copy)
    assert recognised(copy) == kind, "and it is still what it was"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_means_harm_is_harmless_in_the_copy(name: str) -> None:
    kind, data = HARMLESS[name]
    copy = everything(clean(data, kind))
    for harm in (
        b"<script",
        b"/JavaScript",
        b"/Launch",
        b"/OpenAction",
        b"/EmbeddedFile",
        b"WEBSERVICE",
        b"DDEAUTO",
        b"External",
        "\u202e".encode(),
    ):
        assert harm not in copy, harm
    if kind != "docx" and kind != "xlsx":
        assert b"PK\x03\x04" not in copy


@pytest.mark.parametrize("name", UNCLEAN)
def test_what_cannot_be_cleaned_is_said_and_never_half_cleaned(name: str) -> None:
    kind, data, why = UNCLEAN[name]
    with pytest.raises(Unclean) as unclean:
        clean(data, kind)
    assert unclean.value.why == why
    assert unclean.value.text.zh


def test_sound_and_video_are_not_cleaned() -> None:
    for kind in ("mp3", "mp4", "amr"):
        with pytest.raises(Unclean) as unclean:
            clean(b"ID3", kind)
        assert "声音" in unclean.value.text.zh


def test_what_was_to_be_seen_is_seen() -> None:
    seen = Image.open(io.BytesIO(clean(photograph(), "jpeg")))
    assert seen.size == (60, 90), "upright, as its camera meant it"
    assert dict(seen.getexif()) == {}
    page = PdfReader(io.BytesIO(clean(pdf(), "pdf"))).pages[0]
    assert "seen on the page" in page.extract_text()
    assert len(page.images) == 1
    assert page.images[0].image is not None
    with zipfile.ZipFile(io.BytesIO(clean(docx(), "docx"))) as parts:
        words = parts.read("word/document.xml").decode()
        assert SEEN in words
        assert "后来加的" in words
        assert "见这里" in words
        assert "删掉的" not in words
        assert set(parts.namelist()) == {
            "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/settings.xml",
            "word/media/image1.jpeg",
        }  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(clean(xlsx(), "xlsx"))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert SEEN in sheet
        assert "<v>42</v>" in sheet
    assert clean("报告\u202e一\r\n".encode("gb18030"), "txt").decode() == "报告一\n"


def test_a_workbook_is_still_read_by_another_program() -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(clean(xlsx(), "xlsx")))
    assert book.get_sheet_by_name("账").to_python() == [[SEEN, "42"]]


# ---------------------------------------------------------------------------------------------- what nobody sees


def part_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name).decode()


@pytest.mark.parametrize(
    ("part", "seen", "hidden"),
    [
        ("xl/workbook.xml", '<sheet name="账"', '<sheet state="veryHidden" name="账"'),
        ("xl/workbook.xml", '<sheet name="账"', '<sheet state="hidden" name="账"'),
        ("xl/worksheets/sheet1.xml", '<row r="1"', '<row hidden="1" r="1"'),
        ("xl/worksheets/sheet1.xml", '<row r="1"', '<row ht="0" r="1"'),
        (
            "xl/worksheets/sheet1.xml",
            "<sheetData>",
            '<cols><col min="2" max="2" hidden="true"/></cols><sheetData>',
        ),
        (
            "xl/worksheets/sheet1.xml",
            "<sheetData>",
            '<cols><col min="2" max="2" width="0"/></cols><sheetData>',
        ),
        ("xl/worksheets/sheet1.xml", "<sheetData>", '<sheetFormatPr zeroHeight="1"/><sheetData>'),
    ],
)
def test_a_workbook_with_something_hidden_is_refused(part: str, seen: str, hidden: str) -> None:
    words = part_of(xlsx(), part)
    with pytest.raises(Unclean) as unclean:
        clean(xlsx(**{part: words.replace(seen, hidden)}), "xlsx")
    assert unclean.value.why == "hidden"
    assert "隐藏的工作表" in unclean.value.text.zh
    shown = hidden.replace('"1"', '"0"') if "zeroHeight" in hidden else seen
    assert clean(xlsx(**{part: words.replace(seen, shown)}), "xlsx")


def cleaned_document(more: str) -> str:
    document = part_of(docx(), "word/document.xml").replace("</w:body>", f"{more}</w:body>")
    return part_of(clean(docx(**{"word/document.xml": document}), "docx"), "word/document.xml")


def test_hidden_words_of_a_document_are_left_and_all_that_is_seen_stays() -> None:
    words = cleaned_document(
        f"<w:p><w:r><w:t>前</w:t></w:r><w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>{CANARY}</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>中</w:t></w:r>'
        "<w:r><w:pict><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>框里</w:t></w:r></w:p></w:pict></w:r>"
        "<w:r><w:t>后</w:t></w:r></w:p>"
    )
    assert CANARY not in words
    assert "vanish" not in words
    for seen in (SEEN, "前", "中", "框里", "后"):
        assert seen in words


@pytest.mark.parametrize(
    "told",
    [
        '<w:p><w:r><w:pict><v:shape xmlns:v="v" id="1" alt="CANARY" href="http://127.0.0.1/"/></w:pict></w:r></w:p>',
        '<w:p><w:r><w:pict><v:shape xmlns:v="v" xmlns:o="o" o:gfxdata="CANARY" o:href="CANARY"/></w:pict></w:r></w:p>',
        '<w:p><w:r><w:pict><w:binData w:name="1">CANARY</w:binData></w:pict></w:r></w:p>',
        '<w:sdt><w:sdtPr><w:alias w:val="CANARY"/><w:tag w:val="CANARY"/></w:sdtPr><w:sdtContent/></w:sdt>',
        '<w:tbl><w:tblPr><w:tblCaption w:val="CANARY"/><w:tblDescription w:val="CANARY"/></w:tblPr></w:tbl>',
    ],
)
def test_what_stands_beside_a_drawing_or_a_field_is_left(told: str) -> None:
    words = cleaned_document(told.replace("CANARY", CANARY))
    assert CANARY not in words
    assert "127.0.0.1" not in words


def drawing_pdf(content: bytes) -> bytes:
    """A page on which this is drawn, packed."""
    writer = PdfWriter()
    page, drawn = writer.add_blank_page(300, 200), DecodedStreamObject()
    drawn.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def drawn_by(data: bytes) -> bytes:
    contents = PdfReader(io.BytesIO(data)).pages[0].get_contents()
    return contents.get_data() if contents is not None else b""


def test_what_is_said_within_what_draws_a_page_is_left() -> None:
    control = b"(seen \\) 50% \\( (x) %y) Tj"
    picture = b"BI /W 2 /H 1 /BPC 8 /CS /G ID (%\xff EI"
    says = f"% {CANARY} \r\n/P <</Alt ({CANARY} (x)) /ActualText <53696b6f6e67>/MCID 0>> BDC".encode()
    copy = drawn_by(clean(drawing_pdf(says + b" BT " + control + b" ET EMC " + picture), "pdf"))
    assert control in copy
    assert picture in copy
    assert b"/MCID 0" in copy
    assert CANARY.encode() not in copy
    assert b"53696b6f6e67" not in copy


@pytest.mark.parametrize("filter", [b"/F /DCT", b"/Filter [/Fl /DCTDecode]", b"/F/DCT"])
def test_a_photograph_within_what_draws_a_page_is_refused(filter: bytes) -> None:
    within = b"[(x)] TJ[]BI /W 90 /H 60 /BPC 8 /CS /RGB " + filter + b" ID " + photograph() + b" EI Q"
    without = within.replace(b"DCT", b"Fl").replace(photograph(), b"x")
    assert b"/W 90" in drawn_by(clean(drawing_pdf(without), "pdf")), "the control"
    with pytest.raises(Unclean) as unclean:
        clean(drawing_pdf(within), "pdf")
    assert unclean.value.why == "inside"


def test_what_a_camera_wrote_is_found_in_what_is_packed() -> None:
    with pytest.raises(Unclean) as unclean:
        clean(drawing_pdf(b"BT (" + XMP + b") Tj ET"), "pdf")
    assert unclean.value.why == "inside"


# ---------------------------------------------------------------------------------------------- the process

_BY_PYTHON = """
from xuncha.attachments.cleaning.confined import bounded, confined
import socket, subprocess
bounded()
print(confined())
for call in (lambda: open("/etc/hostname"), socket.socket, lambda: subprocess.run(["true"])):
    try:
        call()
    except PermissionError:
        print("refused")
try:
    bytearray(600 * 1024 * 1024)
except MemoryError:
    print("bounded")
"""
_PAST_PYTHON = """
import ctypes
from xuncha.attachments.cleaning import confined
library = ctypes.CDLL(None, use_errno=True)
calls = ((257, -100, b"/etc/hostname", 0), (2, b"/etc/hostname", 0), (41, 2, 1, 0), (59, b"/bin/true", None, None), (57,))
if IS_CONFINED:
    confined._filtered()
print([library.syscall(*call) == -1 and ctypes.get_errno() == 1 for call in calls[: None if IS_CONFINED else 3]])
"""


def said_by(program: str) -> str:
    """What a process says that runs this."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={"PYTHONPATH": str(SOURCE)}, check=False)  # fmt: skip
    return done.stdout + done.stderr


linux = pytest.mark.skipif(sys.platform != "linux", reason="the machine refuses it on Linux alone")


@linux
def test_the_process_opens_no_file_no_connection_and_no_program() -> None:
    assert said_by(_BY_PYTHON).split() == ["True", "refused", "refused", "refused", "bounded"]


@linux
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers of the calls are those of x86-64")
def test_nor_does_it_past_python() -> None:
    assert said_by(_PAST_PYTHON.replace("IS_CONFINED", "True")).strip() == str([True] * 5)
    assert said_by(_PAST_PYTHON.replace("IS_CONFINED", "False")).strip() == str([False] * 3), "the control"


ENDING = {
    "x86_64": {"kill": 62, "tkill": 200, "tgkill": 234, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297, "pidfd_send_signal": 424,
               "prlimit64": 302, "clone": 56, "clone3": 435, "fork": 57, "vfork": 58, "fcntl": 72, "ioctl": 16, "shmat": 30,
               "shmctl": 31},
    "aarch64": {"kill": 129, "tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240, "pidfd_send_signal": 424,
                "prlimit64": 261, "clone": 220, "clone3": 435, "fcntl": 25, "ioctl": 29, "shmat": 196, "shmctl": 195},
}  # fmt: skip
"""Calls by which a process could end or bound another, or begin one."""

_REFUSES = """
import ctypes
from xuncha.attachments.cleaning import confined
library = ctypes.CDLL(None, use_errno=True)
if IS_CONFINED:
    confined._filtered()
NULLS = (ctypes.c_void_p(0),) * 5
print(library.syscall(CALL, *NULLS) == -1 and ctypes.get_errno() == 1, flush=True)
"""


@linux
@pytest.mark.skipif(platform.machine() not in ENDING, reason="the machine refuses calls on these alone")
@pytest.mark.parametrize("name", sorted({name for names in ENDING.values() for name in names}))
def test_the_process_can_neither_signal_nor_begin_another(name: str) -> None:
    number = ENDING[platform.machine()].get(name)
    if number is not None:
        probe = _REFUSES.replace("CALL", str(number))
        assert said_by(probe.replace("IS_CONFINED", "True")).split() == ["True"]
        if name not in ("kill", "vfork"):  # these would do what they say
            assert "True" not in said_by(probe.replace("IS_CONFINED", "False")), "the control"


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unclean) as unclean:
        clean(photograph(), "jpeg", seconds=0.01)
    assert unclean.value.why == "too much"


def test_a_document_that_unpacks_to_more_than_the_memory_is_given_up() -> None:
    words = f"<w:document xmlns:w='w'>{'<w:p/>' * 9_000_000}</w:document>"
    with pytest.raises(Unclean) as unclean:
        clean(docx(**{"word/document.xml": words, "word/pad.bin": os.urandom(900_000)}), "docx")
    assert unclean.value.why == "too much"
