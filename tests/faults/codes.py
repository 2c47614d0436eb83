"""That the codes which the portal showed lead to the reports it was sent: some of them, as each costs a slow step."""

from __future__ import annotations

from uuid import UUID

from tests.faults.clients import Reporter
from tests.faults.run import Load
from xuncha.actions.intake_keys import register_key
from xuncha.store.append import run
from xuncha.vault.receipt import keys_of
from xuncha.vault.report import Sent, open_sent

SOME = 3


def wrong_codes(load: Load) -> list[str]:
    """Codes that do not lead to their report, each in a line."""
    [[salt]] = run([("SELECT public FROM portal_key WHERE purpose = 'receipts'", [])])[0]
    reporter = next(client for client in load.clients if isinstance(client, Reporter))
    found = []
    for once, code in list(reporter.codes.items())[:SOME]:
        place = UUID(reporter.places[once])
        rows = run([("SELECT sealed FROM portal_inbox WHERE id = %s", [place])])[0]
        sent = open_sent(bytes(rows[0][0]), place, register_key()) if rows else None
        if not isinstance(sent, Sent) or sent.mailbox.lookup != keys_of(_digits(code), bytes(salt)).lookup:
            found.append(f"the code that was shown for the report at {place} does not lead to it")
    return found


def _digits(code: str) -> str:
    """The digits of a code without the check digit of each group."""
    return "".join(code[at : at + 4] for at in range(0, len(code), 5))
