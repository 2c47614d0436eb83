"""The public log as files (c2sp.org/tlog-tiles): the office writes them, the portal hands them out, and anybody may copy them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xuncha.core.log.tiles import WIDE, read_path
from xuncha.core.unreadable import UnreadableError
from xuncha.portal.pages import not_found

CHECKPOINT = "checkpoint"
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def served(request: HttpRequest, name: str) -> HttpResponse:
    """One file: the newest checkpoint, a tile, or a bundle of entries.  What is no name of a file is not looked for."""
    try:
        is_kept = name != CHECKPOINT and read_path(name).width == WIDE
        data = (_folder() / name).read_bytes()
    except (UnreadableError, OSError):
        return not_found(request)
    kind = "text/plain; charset=utf-8" if name == CHECKPOINT else "application/octet-stream"
    answer = HttpResponse(data, content_type=kind)
    if is_kept:
        answer.headers["Cache-Control"] = FOR_EVER
    return answer


def _folder() -> Path:
    """Where the office writes it: each jurisdiction in a data folder has a log of its own."""
    own = "log" if settings.SCHEMA == "xuncha" else f"log-{settings.SCHEMA}"
    return Path(settings.DATA) / own / "public"
