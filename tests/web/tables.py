"""The rows of a table on a page, as somebody reads them."""

from __future__ import annotations

import re

from tests.web.through_pages import words_of


def rows_under(html: str, title: str) -> list[list[str]]:
    """The cells of each row of the first table under a heading."""
    heading = re.search(rf"<h\d[^>]*>\s*{re.escape(title)}", html)
    assert heading, f"the page has no heading {title!r}"
    found = re.search(r"<tbody[^>]*>([\s\S]*?)</tbody>", html[heading.end() :])
    assert found, f"no table stands under {title!r}"
    rows = re.findall(r"<tr[^>]*>([\s\S]*?)</tr>", found[1])
    return [
        [words_of(cell).replace("\n", "") for cell in re.findall(r"<t[hd][^>]*>([\s\S]*?)</t[hd]>", row)]
        for row in rows
    ]
