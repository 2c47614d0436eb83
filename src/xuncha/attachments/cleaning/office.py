"""Word and Excel: an archive written anew, with the parts that hold words, figures and pictures, found from its root alone.

What a part may be is a list (`PARTS`); properties, comments, earlier writings, macros, printers, connections and files within are on none.
Changes that were tracked are taken as made, fields and formulas as what they came to, links as their words.  Hidden words go; a
workbook with hidden sheets, rows or columns is refused, as their words lie among those of the others.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from xml.sax import SAXException, handler, make_parser
from xml.sax.handler import ContentHandler, LexicalHandler
from xml.sax.saxutils import XMLGenerator

from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.cleaning.pictures import drawn, opened
from xuncha.attachments.kinds import TOO_PACKED, Unfit, office_kind

PARTS = frozenset({
    "officeDocument", "styles", "numbering", "settings", "fontTable", "theme", "themeOverride", "footnotes", "endnotes", "header",
    "footer", "image", "chart", "chartUserShapes", "worksheet", "chartsheet", "sharedStrings", "drawing", "table", "diagramData",
    "diagramLayout", "diagramColors", "diagramQuickStyle",
})  # fmt: skip
"""The kinds of parts that are taken over, by the end of their relationship's name."""

GONE = frozenset({
    "rsids", "attachedTemplate", "docVars", "mailMerge", "dataBinding", "commentRangeStart", "commentRangeEnd", "commentReference",
    "del", "delText", "delInstrText", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "tcPrChange", "trPrChange",
    "numberingChange", "cellDel", "cellIns", "cellMerge", "instrText", "fldChar", "OLEObject", "altChunk", "subDoc", "control",
    "permStart", "permEnd", "externalData", "externalReferences", "oleObjects", "controls", "legacyDrawing", "legacyDrawingHF",
    "hlinkClick", "hlinkHover", "fileSharing", "customWorkbookViews", "absPath", "revisionPtr", "webPublishItems", "definedNames",
    "pivotCaches", "docId", "picture", "documentProtection", "writeProtection", "sheetProtection", "workbookProtection",
    "customSheetViews", "customProperties", "customXmlPr", "smartTagPr", "vanish", "specVanish", "alias", "tag", "binData",
    "tblCaption", "tblDescription",
})  # fmt: skip
"""Elements that go with all that stands in them, by their names without prefix."""

GONE_OF = {"worksheet": frozenset({"f", "hyperlinks"})}
"""And of some parts more: formulas, which are required in charts, where they are emptied."""

EMPTIED = frozenset({"f"})
UNWRAPPED = frozenset({"ins", "moveTo", "fldSimple", "hyperlink", "smartTag", "customXml"})
"""Elements of which only what stands in them stays."""

BLANK = frozenset({
    "author", "initials", "lastModifiedBy", "userName", "userId", "paraId", "textId", "descr", "title", "uid", "alt",
    "href", "src", "gfxdata", "tooltip",
})  # fmt: skip
"""Attributes that go; those that begin with `rsid` go as well."""

UNTIED = frozenset({"blip", "pageSetup"})
"""Elements that stay where the part they lead to is gone."""

FORMATS = {
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "gif": "GIF",
    "bmp": "BMP",
    "tif": "TIFF",
    "tiff": "TIFF",
}
Keeps = Callable[[Mapping[str, str]], bool]
LEADING = ("id", "embed", "link", "pict", "relid", "dm", "lo", "qs", "cs")
_DATE = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def cleaned_office(data: bytes, kind: str) -> bytes:
    """The archive written anew; raises Unclean."""
    try:
        if office_kind(io.BytesIO(data)) != kind:
            raise Unclean("broken")
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _written(parts)
    except Unfit as unfit:
        raise Unclean("too much" if unfit.text == TOO_PACKED else "broken") from unfit
    except (
        zipfile.BadZipFile,
        zlib.error,
        SAXException,
        KeyError,
        EOFError,
        UnicodeError,
        NotImplementedError,
    ) as error:
        raise Unclean("broken") from error


@dataclass(slots=True)
class Relations:
    """What a part leads to: the parts by their ids, each with its kind and its relationship; ids that lead nowhere any more."""

    kept: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    def as_xml(self, part: str) -> bytes:
        out = io.StringIO()
        to = XMLGenerator(out, "utf-8", short_empty_elements=True)
        to.startDocument()
        to.startElement("Relationships", {"xmlns": _RELATIONS})  # type: ignore[arg-type]  # any mapping is read
        for key, (target, _, type_) in self.kept.items():
            told = {
                "Id": key,
                "Type": type_,
                "Target": posixpath.relpath(target, posixpath.dirname(part) or "."),
            }
            to.startElement("Relationship", told)  # type: ignore[arg-type]
            to.endElement("Relationship")
        to.endElement("Relationships")
        to.endDocument()
        return out.getvalue().encode()


def _written(parts: zipfile.ZipFile) -> bytes:
    out, reached = io.BytesIO(), {"": _relations(parts, "")}
    if [one[1] for one in reached[""].kept.values()] != ["officeDocument"]:
        raise Unclean("broken")
    waiting = [target for target, _, _ in reached[""].kept.values()]
    kinds = {target: what for target, what, _ in reached[""].kept.values()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as anew:
        while waiting:
            part = waiting.pop()
            if part in reached:
                continue
            reached[part] = relations = _relations(parts, part)
            for target, what, _ in relations.kept.values():
                kinds[target] = what
                waiting.append(target)
            _put(anew, part, _part(parts, part, kinds[part], relations))
        for part, relations in reached.items():
            if relations.kept:
                _put(anew, _rels_of(part), relations.as_xml(part))
        _put(anew, "[Content_Types].xml", _types(parts.read("[Content_Types].xml"), reached))
    return out.getvalue()


def _put(anew: zipfile.ZipFile, name: str, data: bytes) -> None:
    told = zipfile.ZipInfo(name, _DATE)
    told.compress_type = zipfile.ZIP_DEFLATED
    anew.writestr(told, data)


def _part(parts: zipfile.ZipFile, part: str, what: str, relations: Relations) -> bytes:
    if what in ("officeDocument", "worksheet"):
        _refuse_hidden(parts.read(part))
    if what != "image":
        return rewritten(parts.read(part), GONE | GONE_OF.get(what, frozenset()), relations.lost)
    format = FORMATS.get(part.rpartition(".")[2].lower())
    if format is None:
        raise Unclean("inside")
    return drawn(opened(parts.read(part), (format,)), format)


# ---------------------------------------------------------------------------------------------- what leads where


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(parts: zipfile.ZipFile, part: str) -> Relations:
    found = Relations()
    name = _rels_of(part)
    if name not in parts.namelist():
        return found
    for one in _elements(parts.read(name), "Relationship"):
        key, what = one["Id"], one["Type"].rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), one["Target"])).lstrip("/")
        if one.get("TargetMode") == "External" or what not in PARTS or target not in parts.namelist():
            found.lost.add(key)
        else:
            found.kept[key] = (target, what, one["Type"])
    return found


def _types(data: bytes, reached: Mapping[str, object]) -> bytes:
    """What each part is, of those that are there."""
    return rewritten(
        data, frozenset(), frozenset(), lambda told: told.get("PartName", "").lstrip("/") in reached
    )


# ---------------------------------------------------------------------------------------------- a part written anew


class _Reader(ContentHandler, LexicalHandler):
    """Reads a part; a part that declares its own words (DTD) is refused, as no office program writes one."""

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:
        raise Unclean("broken")

    def endDTD(self) -> None: ...
    def startCDATA(self) -> None: ...
    def endCDATA(self) -> None: ...
    def comment(self, content: str) -> None: ...

    def goes_through(self, data: bytes) -> None:
        reader = make_parser()
        reader.setFeature(handler.feature_external_ges, False)
        reader.setContentHandler(self)
        reader.setProperty(handler.property_lexical_handler, self)
        reader.parse(io.BytesIO(data))


class _Anew(_Reader):
    """Writes a part as it is read, without what goes."""

    def __init__(
        self, out: io.StringIO, gone: Set[str], lost: Set[str], keeps: Keeps, hidden: Set[int]
    ) -> None:
        self._to = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._gone, self._lost, self._keeps = gone, lost, keeps
        self._n_gone, self._n_runs = 0, -1
        self._hidden = hidden
        self._open: list[str] = []

    def startDocument(self) -> None:
        self._to.startDocument()

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:  # type: ignore[override]
        told, local = dict(attrs.items()), _local(name)
        self._n_runs += local == "r"
        is_hidden = local == "r" and self._n_runs in self._hidden
        if self._n_gone or is_hidden or self._goes(local, told):
            self._n_gone += 1
            return
        self._open.append(local)
        if local not in UNWRAPPED:
            self._to.startElement(name, _attributes(local, told, self._lost))  # type: ignore[arg-type]

    def _goes(self, local: str, told: Mapping[str, str]) -> bool:
        if local in self._gone or (local == "Override" and not self._keeps(told)):
            return True
        leads_nowhere = any(_leads(name) and value in self._lost for name, value in told.items())
        return leads_nowhere and local not in UNTIED | UNWRAPPED

    def endElement(self, name: str) -> None:
        if self._n_gone:
            self._n_gone -= 1
        elif self._open.pop() not in UNWRAPPED:
            self._to.endElement(name)

    def characters(self, content: str) -> None:
        if not self._n_gone and self._open[-1] not in EMPTIED:
            self._to.characters(content)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _leads(name: str) -> bool:
    """Whether an attribute holds the id of a relationship."""
    return ":" in name and not name.startswith("xmlns") and _local(name) in LEADING


def _attributes(local: str, told: Mapping[str, str], lost: Set[str]) -> dict[str, str]:
    kept = {}
    for name, value in told.items():
        plain = _local(name)
        is_namespace = name.startswith("xmlns")
        if not is_namespace and (
            plain in BLANK or plain.startswith("rsid") or (_leads(name) and value in lost)
        ):
            continue
        kept[name] = "" if plain == "name" and local in ("cNvPr", "docPr") else value
    return kept


def rewritten(data: bytes, gone: Set[str], lost: Set[str], keeps: Keeps = bool) -> bytes:
    """A part in XML written anew; raises SAXException or Unclean."""
    out = io.StringIO()
    runs = _HiddenRuns()
    runs.goes_through(data)
    _Anew(out, gone, lost, keeps, runs.found).goes_through(data)
    return out.getvalue().encode()


OFF = frozenset({"0", "false", "off"})


class _HiddenRuns(_Reader):
    """Which runs of words are hidden, by their place among all; what a style hides is shown instead, as its mark goes."""

    def __init__(self) -> None:
        self.found, self._n = set[int](), -1
        self._open: list[tuple[str, int]] = []

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:  # type: ignore[override]
        local = _local(name)
        if local == "r":
            self._n += 1
        is_of_run = [one for one, _ in self._open[-2:]] == ["r", "rPr"]
        if local == "vanish" and is_of_run and not OFF & set(attrs.values()):
            self.found.add(self._open[-2][1])
        self._open.append((local, self._n))

    def endElement(self, name: str) -> None:
        self._open.pop()


class _NothingHidden(_Reader):
    """Refuses a workbook of which something is not seen."""

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:  # type: ignore[override]
        local = _local(name)
        is_on = {one for one in ("hidden", "zeroHeight") if attrs.get(one, "0") not in OFF}
        is_sheet = local == "sheet" and attrs.get("state", "visible") != "visible"
        if (
            is_sheet
            or (local in ("row", "col") and "hidden" in is_on)
            or (local == "sheetFormatPr" and is_on)
        ):
            raise Unclean("hidden")
        if any(attrs.get(one) in NONE for one in SIZES.get(local, ())):
            raise Unclean("hidden")


SIZES = {"row": ("ht",), "col": ("width",), "sheetFormatPr": ("defaultRowHeight", "defaultColWidth")}
NONE = frozenset({"0", "0.0"})


def _refuse_hidden(data: bytes) -> None:
    _NothingHidden().goes_through(data)


class _Named(_Reader):
    """Gathers the attributes of the elements of one name."""

    def __init__(self, name: str) -> None:
        self.name, self.found = name, list[dict[str, str]]()

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:  # type: ignore[override]
        if _local(name) == self.name:
            self.found.append(dict(attrs.items()))


def _elements(data: bytes, name: str) -> list[dict[str, str]]:
    named = _Named(name)
    named.goes_through(data)
    return named.found
