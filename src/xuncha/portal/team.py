"""The page of a team, with a code to photograph: printed, it hangs where the team works, and leads to the form with its units."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from xuncha.portal.keys import readers
from xuncha.portal.pages import not_found
from xuncha.portal.published import Shown, office, shown, shown_one
from xuncha.portal.way import current

QUIET = 4
"""Light modules around the code, which ISO/IEC 18004 asks for."""


def team(request: HttpRequest, key: UUID) -> HttpResponse:
    """Which units a team inspects, what was announced of it, and the way to report, also as a code."""
    found = shown_one("team", key)
    if found is None:
        return not_found(request)
    address = f"{settings.PUBLIC_URL.geturl().rstrip('/')}{current().to(f'/teams/{key}')}"
    told = {
        "one": found,
        "units": its_units(found),
        "announcements": [one for one in shown("announcement") if one.told.get("team") == str(key)],
        "address": address,
        "picture": code_of(address),
        "is_open": readers() is not None,
    }
    return render(request, "portal/team.html", {**office(), **told})


def its_units(found: Shown) -> list[Shown]:
    """The units of a team that stand in the list of the form."""
    its = set(found.told.get("units", ()))
    return [unit for unit in shown("unit") if str(unit.id) in its]


@lru_cache(maxsize=64)
def code_of(address: str) -> SafeString:
    """The QR code of an address as the path of a drawing, one unit a module.

    Only squares of our own making are in it: of the address nothing but its modules.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return mark_safe(
        f'<svg class="qr" viewBox="0 0 {size} {size}" aria-hidden="true"><path d="{path}"/></svg>'
    )
