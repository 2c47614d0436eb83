"""Puts the hashes of its script and style into verify.html: `python -m tests.log.verify_page` writes them anew."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

PLACE = Path(__file__).parents[2] / "src/xuncha/verifier/verify.html"


def page() -> str:
    """The page with the hashes of what stands in it."""
    text = PLACE.read_text(encoding="utf-8")
    for tag, word in (("script", "script-src"), ("style", "style-src")):
        inner = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert len(inner) == 1
        digest = base64.b64encode(hashlib.sha256(inner[0].encode()).digest()).decode()
        text = re.sub(rf"{word} 'sha256-[^']*'", f"{word} 'sha256-{digest}'", text, count=1)
    return text


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
