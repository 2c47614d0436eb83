"""(a) Whole acts through the pages: session, permission, guards, act, duty, state, one transaction each."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from xuncha.bench.clients import Browser, Load, together
from xuncha.bench.round import FINDING, UNIT_NAMES, Round
from xuncha.demo import PASSWORD

CLIENTS = 8
LETTER = {
    "channel": "letter",
    "subject": "反映村级账目长期不公开",
    "extract": "来件反映近三年没有公开过账目，希望核实。",
    "addressee": "team",
    "concerns": "leadership",
}
FINDING_ACT, LETTER_ACT = "finding.recorded", "complaint.received"


def page_of(inspection: UUID, act: str, kind: str = "") -> str:
    """The page on which the act is begun within an inspection."""
    return f"/inspections/{inspection}/begin/{act}" + (f"?kind={kind}" if kind else "")


def findings(site: str, round_: Round, units: tuple[str, ...], seconds: float) -> Load:
    """Eight members of teams record findings, client by client on the given units."""
    return _act(site, round_, units, "member", FINDING_ACT, "check", FINDING, seconds)


def letters(site: str, round_: Round, seconds: float) -> Load:
    """Eight registrars enter letters, each into the register of the own team."""
    return _act(site, round_, UNIT_NAMES, "registrar", LETTER_ACT, "report", LETTER, seconds)


def _act(
    site: str, round_: Round, units: tuple[str, ...], seat: str, act: str, kind: str, fields: dict[str, str],
    seconds: float,
) -> Load:  # fmt: skip
    works = []
    for n in range(CLIENTS):
        unit = units[n % len(units)]
        browser = Browser(site, f"{round_.team_of(unit)}-{seat}", PASSWORD)
        page = page_of(round_.office.keys[f"inspection {unit}"], act, kind)
        works.append(_sender(browser, page, fields))
    for work in works:  # each process of the web server reads the regulation once
        work()
        work()
    return together(works, seconds)


def _sender(browser: Browser, page: str, fields: dict[str, str]) -> Callable[[], None]:
    form = {**fields, "csrfmiddlewaretoken": browser.token(page)}

    def send() -> None:
        browser.send(page, {**form, "retry_key": str(uuid4())})

    return send
