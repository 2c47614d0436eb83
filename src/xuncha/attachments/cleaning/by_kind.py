"""What cleans a file of each kind, with all read that it needs: afterwards the process can open no file, not even of Python."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Mapping

from xuncha.attachments.cleaning.traces import without_traces
from xuncha.attachments.kinds import ENCODINGS

Clean = Callable[[bytes], bytes]


def cleaner(kind: str) -> Clean:
    """What cleans files of a kind, tried once, so that everything it needs has been read."""
    for name in (
        *ENCODINGS,
        "utf-8",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
        "latin-1",
        "ascii",
        "cp1252",
        "cp437",
    ):
        codecs.lookup(name)
    return _BY_KIND[kind](kind)


def _pictures(kind: str) -> Clean:
    from PIL import Image

    from xuncha.attachments.cleaning.pictures import FORMATS, cleaned_picture

    turned = Image.Exif()
    turned[0x0112] = 6
    for name, format in FORMATS.items():
        small = io.BytesIO()
        Image.new("RGB", (8, 8)).save(small, format=format, exif=turned)
        cleaned_picture(small.getvalue(), name)
    return lambda data: without_traces(cleaned_picture(data, kind))


def _pdf(_: str) -> Clean:
    from pypdf import PdfWriter

    from xuncha.attachments.cleaning.pdf import cleaned_pdf

    blank, page = io.BytesIO(), PdfWriter()
    page.add_blank_page(9, 9)
    page.write(blank)
    cleaned_pdf(blank.getvalue())
    return lambda data: without_traces(cleaned_pdf(data))


def _office(kind: str) -> Clean:
    from PIL import TiffImagePlugin  # noqa: F401  # read for what may stand in it

    from xuncha.attachments.cleaning.office import cleaned_office, rewritten

    _pictures("png")
    rewritten(b"<?xml version='1.0' encoding='UTF-8'?><a/>", frozenset(), frozenset())
    return lambda data: without_traces(cleaned_office(data, kind))


def _plain(_: str) -> Clean:
    from xuncha.attachments.cleaning.plain import cleaned_text

    return cleaned_text


_BY_KIND: Mapping[str, Callable[[str], Clean]] = {
    "jpeg": _pictures, "png": _pictures, "pdf": _pdf, "docx": _office, "xlsx": _office, "txt": _plain,
}  # fmt: skip
