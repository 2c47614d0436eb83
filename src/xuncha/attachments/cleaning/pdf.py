"""PDF: its pages written anew with what is drawn on them; metadata, notes, links, scripts, forms and files within are left.

Only what a page needs to be drawn is taken over, by name; from what that leads to goes all that says who, when and what to do.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.cleaning.drawing import drawn_only
from xuncha.attachments.cleaning.pictures import bare_jpeg
from xuncha.attachments.cleaning.traces import without_traces

PAGE = ("/Type", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Group")
WIDGET = ("/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F")
"""Of a page, and of a filled field of a form, what is drawn."""

LEFT = frozenset({
    "/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/AF",
    "/RichMediaContent", "/XFA", "/AcroForm", "/Names", "/Thumb", "/SpiderInfo", "/StructTreeRoot", "/StructParent", "/StructParents",
    "/Properties", "/OC", "/OPI", "/Alternates", "/Measure", "/PtData",
})  # fmt: skip
"""Taken out wherever they stand."""


def cleaned_pdf(data: bytes) -> bytes:
    """The pages written anew; raises Unclean."""
    try:
        return _written(_opened(data))
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        NotImplementedError,
        OSError,
        RecursionError,
        zlib.error,
    ) as error:
        if isinstance(error, Unclean):
            raise
        raise Unclean("broken") from error


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unclean("password")
    if not len(reader.pages):
        raise Unclean("broken")
    return reader


def _written(reader: PdfReader) -> bytes:
    writer = PdfWriter()
    for page in reader.pages:
        fields = list(_filled_fields(page))
        for name in [name for name in page if name not in PAGE]:
            del page[name]
        if fields:
            page[NameObject("/Annots")] = ArrayObject(fields)
        writer.add_page(page)
    _leave_out(writer)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _filled_fields(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """What was filled into a form, as it is drawn; notes and links of any other kind are left."""
    annotations = page.get("/Annots")
    for one in (annotations.get_object() if annotations is not None else None) or ():
        field = one.get_object()
        if isinstance(field, DictionaryObject) and field.get("/Subtype") == "/Widget" and "/AP" in field:
            yield DictionaryObject({NameObject(name): field[name] for name in WIDGET if name in field})


def _leave_out(writer: PdfWriter) -> None:
    """Go through every object that was taken over; what nothing leads to any more goes, too."""
    for one in [one for one in writer._objects if one is not None]:
        _bare(one)
        if isinstance(one, DictionaryObject):
            for content in _contents(one):
                _redraw(content)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    for left in writer._objects:
        if isinstance(left, StreamObject) and left.get("/Subtype") != "/Image":
            without_traces(_laid_open(left))


def _contents(one: DictionaryObject) -> Iterator[StreamObject]:
    """What draws, in a page, a form or a pattern, or the signs of a font."""
    if one.get("/Subtype") == "/Form" or one.get("/PatternType") == 1:
        found: list[Any] = [one]
    else:
        pages, signs = _led_to(one, "/Contents"), _led_to(one, "/CharProcs")
        found = list(pages) if isinstance(pages, ArrayObject) else [pages]
        found += list(signs.values()) if isinstance(signs, DictionaryObject) else []
    for stream in [part.get_object() for part in found if part is not None]:
        if isinstance(stream, StreamObject):
            yield stream


def _led_to(one: DictionaryObject, name: str) -> Any:
    found = one.get(name)
    return found.get_object() if found is not None else None


def _laid_open(stream: StreamObject) -> bytes:
    """What is packed in it, and kept nowhere: there may be many."""
    return decode_stream_data(stream) if "/Filter" in stream else stream._data


def _redraw(stream: StreamObject) -> None:
    """Packs anew what draws, without what it says besides."""
    clear = _laid_open(stream)
    drawn = drawn_only(clear)
    if drawn != clear:
        stream._data = zlib.compress(drawn)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        stream.pop("/DecodeParms", None)


def _bare(value: Any) -> None:
    """Takes out what is left from a value and all that stands in it; what it refers to is gone through by itself."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            for name in [name for name in one if name in LEFT]:
                del one[name]
            if isinstance(one, StreamObject):
                _bare_stream(one)
            waiting.extend(one.values())
        elif isinstance(one, ArrayObject):
            waiting.extend(one)


def _bare_stream(stream: StreamObject) -> None:
    """A photograph without what its camera wrote into it; what is packed in a way that may hide the like is not passed on."""
    names = _filters(stream)
    if names == ["/FlateDecode", "/DCTDecode"]:
        stream._data, names = unpacked(stream._data), ["/DCTDecode"]
        stream[NameObject("/Filter")] = NameObject("/DCTDecode")
        stream.pop("/DecodeParms", None)
    if names in (["/DCTDecode"], ["/DCT"]):
        stream._data = bare_jpeg(stream._data)
    elif {"/JPXDecode", "/DCTDecode", "/DCT"} & set(names):
        raise Unclean("inside")


def _filters(stream: StreamObject) -> list[str]:
    found = stream.get("/Filter")
    found = found.get_object() if found is not None else []
    return [str(one.get_object()) for one in found] if isinstance(found, ArrayObject) else [str(found)]


def unpacked(data: bytes) -> bytes:
    """What was packed, up to what a photograph may have."""
    unpacking = zlib.decompressobj()
    clear = unpacking.decompress(data, MOST_UNPACKED)
    if unpacking.unconsumed_tail:
        raise Unclean("too much")
    return clear


MOST_UNPACKED = 64 * 1024 * 1024
