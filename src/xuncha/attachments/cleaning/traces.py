"""What no cleaned copy holds: the beginnings of what cameras and programs write into pictures."""

from __future__ import annotations

from xuncha.attachments.cleaning import Unclean

TRACES = (b"Exif\0\0", b"http://ns.adobe.com/xap/", b"<x:xmpmeta", b"Photoshop 3.0\0")


def without_traces(copy: bytes) -> bytes:
    """A copy in which none of them is left; raises Unclean."""
    if any(trace in copy for trace in TRACES):
        raise Unclean("inside")
    return copy
