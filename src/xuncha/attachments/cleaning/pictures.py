"""Pictures: drawn anew from their points alone, upright as they are seen; EXIF, XMP, comments, profiles and what hangs behind are left."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageOps

from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.kinds import MOST_PIXELS

DRAFT = 24_000_000
"""A photograph of more pixels is read at half its width, which the officers' copy needs no more of."""

QUALITY = 90
LARGE = 4_000_000
"""A drawing of more points is packed less tightly, which takes a fifth of the time."""

FORMATS = {"jpeg": "JPEG", "png": "PNG"}


def cleaned_picture(data: bytes, kind: str) -> bytes:
    """The picture drawn anew; raises Unclean."""
    picture = opened(data, (FORMATS[kind],))
    if kind == "jpeg" and picture.width * picture.height > DRAFT:
        picture.draft(picture.mode, (picture.width // 2, picture.height // 2))
    return drawn(picture, FORMATS[kind])


def opened(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    """A picture of one of these formats that is not too large; nothing of its points is read yet."""
    Image.MAX_IMAGE_PIXELS = None  # held to our own bound instead
    try:
        picture = Image.open(io.BytesIO(data), formats=formats)
    except (OSError, ValueError, SyntaxError) as error:
        raise Unclean("broken") from error
    if picture.width * picture.height > MOST_PIXELS:
        raise Unclean("too much")
    return picture


def drawn(picture: Image.Image, format: str) -> bytes:
    """Its points, and what of its palette is see-through; nothing else that came with it."""
    try:
        upright = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unclean("broken") from error
    seen_through = upright.info.get("transparency")
    if format == "JPEG" and upright.mode not in ("L", "RGB"):
        upright = upright.convert("RGB")
    upright.info = {}
    how: dict[str, Any] = {"quality": QUALITY} if format == "JPEG" else {}
    if format == "PNG":
        how["compress_level"] = 6 if upright.width * upright.height < LARGE else 1
        how |= {"transparency": seen_through} if seen_through is not None else {}
    out = io.BytesIO()
    upright.save(out, format=format, **how)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------- within a PDF

KEPT_SEGMENTS = (0xE0, 0xEE)
"""Of the segments for programs, those without which the colours would change: JFIF and Adobe."""


def bare_jpeg(data: bytes) -> bytes:
    """A photograph as it stands in a PDF, without its segments for programs (EXIF, XMP, IPTC) and comments; raises Unclean."""
    if not data.startswith(b"\xff\xd8"):
        raise Unclean("inside")
    out, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        is_left = mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in KEPT_SEGMENTS)
        if not is_left:
            out += _without_thumbnail(data[at:end]) if mark == 0xE0 else data[at:end]
        at = end
        if mark == 0xDA:
            last = data.rfind(b"\xff\xd9")
            return bytes(out + data[at : last + 2 if last > at else len(data)])
    raise Unclean("inside")


def _without_thumbnail(segment: bytes) -> bytes:
    """JFIF's own segment without the little picture that may stand in it."""
    return segment[:2] + (16).to_bytes(2, "big") + segment[4:16] + b"\0\0" if len(segment) > 18 else segment
