"""The public log as files (c2sp.org/tlog-tiles): the office writes them, the portal hands them out, and anybody may copy them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xuncha.core.log.tiles import WIDE, read_path
from xuncha.core.unreadable import UnreadableError

CHECKPOINT = "checkpoint"
POLICY = "keys.policy"
VERIFIERS = ("verify.html", "xuncha_verify.py")
"""What anybody checks a proof with, to be kept and used without a network: nothing of them runs here."""
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def served(request: HttpRequest, name: str) -> HttpResponse:
    """One file: the newest checkpoint, a tile, or a bundle of entries, the keys, or a program to check proofs with.

    What is no name of a file is not looked for.
    """
    if name in (POLICY, *VERIFIERS):
        return _to_keep(name)
    try:
        is_kept = name != CHECKPOINT and read_path(name).width == WIDE
        data = (_folder() / name).read_bytes()
    except (UnreadableError, OSError):
        raise Http404 from None
    kind = "text/plain; charset=utf-8" if name == CHECKPOINT else "application/octet-stream"
    answer = HttpResponse(data, content_type=kind)
    if is_kept:
        answer.headers["Cache-Control"] = FOR_EVER
    return answer


def has_log() -> bool:
    """Whether there is a log whose proofs could be checked."""
    return (_log() / "policy").is_file()


def _to_keep(name: str) -> HttpResponse:
    if not has_log():
        raise Http404
    place = _log() / "policy" if name == POLICY else files("xuncha.verifier") / name
    answer = HttpResponse(place.read_bytes(), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _folder() -> Path:
    return _log() / "public"


def _log() -> Path:
    """Where the office writes it: each jurisdiction in a data folder has a log of its own."""
    own = "log" if settings.SCHEMA == "xuncha" else f"log-{settings.SCHEMA}"
    return Path(settings.DATA) / own
