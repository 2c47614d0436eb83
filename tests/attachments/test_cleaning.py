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
from pypdf import PdfReader

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
