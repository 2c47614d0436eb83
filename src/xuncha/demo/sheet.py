"""A small PDF for the demo's evidence: one page with an empty table, made here so that no scan of anybody's lies about."""

from __future__ import annotations

TITLE = "Demo: sheet of signatures"


def signature_sheet(rows: int = 12) -> bytes:
    """One A4 page: a title and the lines of a table."""
    lines = [f"60 {760 - 40 * n} m 535 {760 - 40 * n} l S" for n in range(rows + 1)]
    sides = [f"{x} 760 m {x} {760 - 40 * rows} l S" for x in (60, 160, 320, 535)]
    drawn = "\n".join([f"BT /F 16 Tf 60 785 Td ({TITLE}) Tj ET", "0.5 w", *lines, *sides]).encode()
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def _pdf(*objects: bytes) -> bytes:
    """The objects as a file, with the table that says where each begins."""
    out, places = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    )
