"""Files made by the tests themselves: good ones with something in them that only their writer knows, and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import Text as Note
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

CANARY = "Sikongyiqi"
SEEN = "窗口说必须到指定的店买"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{CANARY}</dc:creator></x:xmpmeta>'.encode()


def exif() -> Image.Exif:
    """Who took it, with what, where, and what was noted."""
    told = Image.Exif()
    told[0x013B] = told[0x8298] = told[0x010E] = told[0x010F] = CANARY
    told[0x0112] = 6
    told.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + CANARY.encode()
    place = told.get_ifd(0x8825)
    place[1], place[2], place[29] = "N", (29.0, 18.0, 42.0), CANARY
    return told


def points(size: tuple[int, int] = (90, 60)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


def photograph() -> bytes:
    out = io.BytesIO()
    points().save(out, "JPEG", exif=exif(), comment=CANARY.encode(), xmp=XMP)
    return out.getvalue()


def drawing() -> bytes:
    out, told = io.BytesIO(), PngInfo()
    told.add_text("Author", CANARY)
    told.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    points().save(out, "PNG", pnginfo=told, exif=exif())
    return out.getvalue()


# ---------------------------------------------------------------------------------------------- PDF


def pdf(*, with_photograph: bool = True) -> bytes:
    """A page with words and a photograph, and all that a PDF may carry besides."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 200)
    drawn = DecodedStreamObject()
    drawn.set_data(b"BT /F1 12 Tf 20 100 Td (seen on the page) Tj ET q 90 0 0 60 20 20 cm /Im1 Do Q")
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    if with_photograph:
        image = StreamObject()
        image._data = photograph()
        for name, value in {"Type": NameObject("/XObject"), "Subtype": NameObject("/Image"), "Width": NumberObject(90),
                            "Height": NumberObject(60), "ColorSpace": NameObject("/DeviceRGB"), "BitsPerComponent": NumberObject(8),
                            "Filter": NameObject("/DCTDecode")}.items():  # fmt: skip
            image[NameObject(f"/{name}")] = value
        image[NameObject("/Metadata")] = writer._add_object(_xmp())
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Im1"): writer._add_object(image)})
    page[NameObject("/Contents")] = writer._add_object(drawn)
    page[NameObject("/Resources")] = resources
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Word"): TextStringObject(CANARY)})
    writer.add_metadata({"/Author": CANARY, "/Title": CANARY, "/Creator": CANARY, "/Producer": CANARY})
    writer._root_object[NameObject("/Metadata")] = writer._add_object(_xmp())
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"),
                               NameObject("/JS"): TextStringObject(f"app.launchURL('http://127.0.0.1/{CANARY}')")})  # fmt: skip
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(script)})
    writer.add_attachment("within.txt", CANARY.encode())
    writer.add_annotation(0, Note(rect=(10, 10, 30, 30), text=CANARY, title_bar=CANARY))
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject(f"{CANARY}.exe")}
    )
    writer._root_object[NameObject("/OpenAction")] = launch
    link = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Link"),
                             NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 9, 9)]), NameObject("/A"): launch})  # fmt: skip
    page[NameObject("/Annots")].append(writer._add_object(link))  # type: ignore[attr-defined]
    writer.add_outline_item(title=CANARY, page_number=0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _xmp() -> DecodedStreamObject:
    told = DecodedStreamObject()
    told.set_data(XMP)
    told[NameObject("/Type")] = NameObject("/Metadata")
    return told


def locked_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(90, 90)
    writer.encrypt("a password", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------- Word and Excel

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCUMENT = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!-- {CANARY} --><w:document xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>'
    f'<w:p w:rsidR="00{CANARY}" w:rsidRDefault="00AA11BB"><w:commentRangeStart w:id="0"/><w:r w:rsidRPr="00CC"><w:t>{SEEN}</w:t></w:r>'
    '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    f'<w:p><w:ins w:id="1" w:author="{CANARY}" w:date="2026-11-30T00:00:00Z"><w:r><w:t>后来加的</w:t></w:r></w:ins>'
    f'<w:del w:id="2" w:author="{CANARY}"><w:r><w:delText>{CANARY}删掉的</w:delText></w:r></w:del></w:p>'
    '<w:p><w:hyperlink r:id="rId3"><w:r><w:t>见这里</w:t></w:r></w:hyperlink>'
    f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO cmd "{CANARY}"</w:instrText></w:r></w:p>'
    f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="{CANARY}" descr="C:\\Users\\{CANARY}\\1.jpg"/>'
    '<a:blip r:embed="rId4"/></wp:inline></w:drawing></w:r></w:p></w:body></w:document>'
)
_SETTINGS = (
    f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsidRoot w:val="00{CANARY}"/></w:rsids>'
    '<w:compat/></w:settings>'
)  # fmt: skip


def _rels(*told: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if "://" in target else ""}/>'
        for key, kind, target in told
    )
    return f'<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def zipped(parts: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        for name, data in parts.items():
            anew.writestr(name, data)
        anew.comment = comment
    return out.getvalue()


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="w"/>'
    '<Override PartName="/word/comments.xml" ContentType="c"/><Override PartName="/xl/workbook.xml" ContentType="x"/></Types>'
)


def docx(**more: str | bytes) -> bytes:
    """A document with a remote template, a comment, tracked changes, a field, a picture with a place, and who wrote it."""
    return zipped({
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _rels(("rId1", "officeDocument", "word/document.xml"), ("rId2", "core-properties", "docProps/core.xml"),
                             ("rId3", "custom-properties", "docProps/custom.xml"), ("rId4", "thumbnail", "docProps/thumbnail.jpeg")),
        "docProps/core.xml": f"<cp>{CANARY}</cp>", "docProps/custom.xml": f"<c>{CANARY}</c>", "docProps/thumbnail.jpeg": photograph(),
        "word/document.xml": _DOCUMENT,
        "word/_rels/document.xml.rels": _rels(("rId1", "settings", "settings.xml"), ("rId2", "comments", "comments.xml"),
                                              ("rId3", "hyperlink", f"http://127.0.0.1/{CANARY}"), ("rId4", "image", "media/image1.jpeg"),
                                              ("rId5", "customXml", "../customXml/item1.xml")),
        "word/settings.xml": _SETTINGS,
        "word/_rels/settings.xml.rels": _rels(("rId1", "attachedTemplate", f"http://127.0.0.1/{CANARY}.dotm")),
        "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:author="{CANARY}"/></w:comments>',
        "word/media/image1.jpeg": photograph(), "customXml/item1.xml": f"<a>{CANARY}</a>",
        "left/behind.txt": CANARY,
    } | more, CANARY.encode())  # fmt: skip


S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(**more: str | bytes) -> bytes:
    """A workbook with a formula, a link, a comment, a cache of another workbook, and the folder it was saved in."""
    book = (
        f'<workbook xmlns="{S}" xmlns:r="{R}" xmlns:x15ac="x"><x15ac:absPath url="C:\\Users\\{CANARY}\\"/><sheets>'
        f'<sheet name="账" sheetId="1" r:id="rId1"/></sheets><externalReferences><externalReference r:id="rId2"/></externalReferences>'
        f'<definedNames><definedName name="a">[1]{CANARY}!$A$1</definedName></definedNames></workbook>'
    )
    sheet = (
        f'<worksheet xmlns="{S}" xmlns:r="{R}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{SEEN}</t></is></c>'
        f'<c r="B1" t="str"><f>WEBSERVICE("http://127.0.0.1/{CANARY}")</f><v>42</v></c></row></sheetData>'
        '<hyperlinks><hyperlink ref="A1" r:id="rId2"/></hyperlinks><legacyDrawing r:id="rId3"/></worksheet>'
    )
    return zipped({
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _rels(("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "core-properties", "docProps/core.xml")),
        "docProps/core.xml": f"<cp>{CANARY}</cp>", "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _rels(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "externalLink", "externalLinks/1.xml")),
        "xl/externalLinks/1.xml": f"<e>{CANARY}</e>", "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": _rels(("rId1", "comments", "../comments1.xml"), ("rId2", "hyperlink", f"http://127.0.0.1/{CANARY}"),
                                                     ("rId3", "vmlDrawing", "../drawings/v.vml")),
        "xl/comments1.xml": f"<comments><author>{CANARY}</author></comments>", "xl/drawings/v.vml": f"<v>{CANARY}</v>",
    } | more)  # fmt: skip


# ---------------------------------------------------------------------------------------------- hostile

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def with_link() -> bytes:
    """A document in which a part is a link to a file of the machine."""
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as anew:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = 0o120777 << 16
        anew.writestr(link, "/etc/passwd")
    return out.getvalue()


def pixel_flood() -> bytes:
    """A few bytes that say they are thirty thousand points wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(99)))
        + chunk(b"IEND", b"")
    )


def overlapping() -> bytes:
    """An archive whose list names the same bytes many times over, so that it unpacks to far more than it is."""
    made = bytearray(docx())
    at = made.rfind(b"PK\x05\x06")
    n, size, start = struct.unpack("<HII", made[at + 10 : at + 20])
    entry = next_entry = bytes(made[start : start + size])
    while len(next_entry) < 200 * len(entry):
        next_entry += entry
    n_entries = n * (len(next_entry) // len(entry))
    end = made[at : at + 8] + struct.pack("<HHIIH", n_entries, n_entries, len(next_entry), start, 0)
    return bytes(made[:start]) + next_entry + bytes(end)


def lying_jpeg_in_pdf() -> bytes:
    """A PDF whose photograph is none."""
    return pdf().replace(b"\xff\xd8\xff", b"\x00\xd8\xff")


REFUSED: Mapping[str, bytes] = {
    "an archive": zipped({"a.txt": "a"}),
    "an archive in an archive": zipped({"inner.zip": zipped({"a.txt": "a"})}),
    "an empty archive": zipped({}),
    "a bomb as a document": docx(**{"word/bomb.xml": bytes(60_000_000)}),
    "too many parts": docx(**{f"word/{n}.xml": "a" for n in range(1_001)}),
    "parts lying over each other": overlapping(),
    "a name that leads out": docx(**{"../../etc/cron.d/x": "a"}),
    "a name from the root": docx(**{"/etc/cron.d/x": "a"}),
    "a link": with_link(),
    "macros": docx(**{"word/vbaProject.bin": b"\xd0\xcf"}),
    "both at once": docx(**{"xl/workbook.xml": "<a/>"}),
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000),
    "a drawing with a script": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page": b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>",
    "a gif that is a script": b"GIF89a/*" + bytes(300) + b"*/=1;alert(1)",
    "a tape": b"x".ljust(257, b"\0") + b"ustar\0" + bytes(600),
    "packed": b"\x1f\x8b\x08" + bytes(900),
    "a pixel flood": pixel_flood(),
    "nothing": b"",
    "a program": b"\x7fELF" + bytes(900),
    "a cut document": docx()[:-400],
    "a picture of a telephone": b"\0\0\0\x18ftypheic" + bytes(900),
}  # fmt: skip
"""What is not taken at all."""

NOTED = b"\xff\xe1\xff\xff" + b"Exif\0\0" + bytes(65_527)
HARMLESS: Mapping[str, tuple[str, bytes]] = {
    "a virus that is none": ("txt", EICAR),
    "words that turn around": ("txt", "报告\u202egnp.exe\u2066\x00"[:-1].encode()),
    "a PDF with an archive behind": ("pdf", pdf() + docx()),
    "a PDF with all it may carry": ("pdf", pdf()),
    "a photograph with a page behind": ("jpeg", photograph() + b"<script>alert(1)</script>"),
    "a drawing with a page behind": ("png", drawing() + b"<script>alert(1)</script>"),
    "a document from elsewhere": ("docx", docx()),
    "a workbook that asks elsewhere": ("xlsx", xlsx()),
    "a picture called a document": ("jpeg", photograph()),
    "a great deal noted": ("jpeg", photograph()[:2] + NOTED * 40 + photograph()[2:]),
}  # fmt: skip
"""What is taken, and is harmless once it is cleaned."""

READS_A_FILE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
UNCLEAN: Mapping[str, tuple[str, bytes, str]] = {
    "a cut photograph": ("jpeg", photograph()[:-300], "broken"),
    "a cut drawing": ("png", drawing()[: len(drawing()) // 3], "broken"),
    "a PDF of one line": ("pdf", b"%PDF-1.7 nothing", "broken"),
    "a PDF with a password": ("pdf", locked_pdf(), "password"),
    "a PDF with no photograph in it": ("pdf", lying_jpeg_in_pdf(), "inside"),
    "a document with its own words": ("docx", docx(**{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'}), "broken"),
    "a document that reads a file": ("docx", docx(**{"word/document.xml": READS_A_FILE}), "broken"),
    "a document with a drawing of another program": ("docx", docx(**{"word/media/image1.jpeg": b"\x01\0\0\0" + bytes(99)}), "broken"),
}  # fmt: skip
"""What is taken, and of which no cleaned copy is made; why."""
