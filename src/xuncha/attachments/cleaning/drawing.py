"""What draws a page of a PDF: comments and words that stand for what is drawn go, and photographs within are not passed on."""

from __future__ import annotations

import re

from xuncha.attachments.cleaning import Unclean

_BEGINS = re.compile(rb"\([^()\\]*\)|\(|%[^\r\n]*|(?<![\w/])BI(?=[\s\0/])")
"""A string, the beginning of one with marks in it, a comment, or a picture that stands within."""

_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_DATA = re.compile(rb"(?<![\w/])ID[\s\0]")
_END = re.compile(rb"[\s\0]EI(?=[\s\0]|$)")
_PHOTOGRAPH = re.compile(rb"/(DCT|DCTDecode|JPXDecode)(?![A-Za-z])")
_SAYS = rb"/(?:Alt|ActualText|Contents|Title|Author|E|T)"
_MAY_SAY = re.compile(_SAYS + rb"(?![A-Za-z])|%|(?<![\w/])BI(?=[\s\0/])")
_SAYS_BEFORE = re.compile(_SAYS + rb"[\s\0]*$")
_SAYS_IN_HEX = re.compile(rb"(" + _SAYS + rb")[\s\0]*<[0-9A-Fa-f\s\0]*>")
LONGEST_NAME = 64
STRING = ord("(")


def drawn_only(content: bytes) -> bytes:
    """The same without comments and without what is said of a part that is drawn; raises Unclean."""
    if not _MAY_SAY.search(content):
        return content
    out, at = bytearray(), 0
    while found := _BEGINS.search(content, at):
        out += _SAYS_IN_HEX.sub(rb"\1 ()", content[at : found.start()])
        at = found.end()
        if content[found.start()] == STRING:
            at = at if len(found[0]) > 1 else _string_end(content, at)
            is_said = _SAYS_BEFORE.search(out[-LONGEST_NAME:])
            out += b"()" if is_said else content[found.start() : at]
        elif found[0] == b"BI":
            at = _picture_end(content, at)
            out += content[found.start() : at]
    return bytes(out + _SAYS_IN_HEX.sub(rb"\1 ()", content[at:]))


def _string_end(content: bytes, at: int) -> int:
    depth = 1
    for found in _IN_STRING.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    return len(content)


def _picture_end(content: bytes, at: int) -> int:
    data = _DATA.search(content, at)
    if data is None:
        raise Unclean("broken")
    if _PHOTOGRAPH.search(content, at, data.start()):
        raise Unclean("inside")
    end = _END.search(content, data.end())
    return end.end() if end else len(content)
