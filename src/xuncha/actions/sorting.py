"""Sorts what a flood brought: at the fixed hours the machine opens the outer envelope, and holds what is for whoever takes reports in.

What is about these themselves stays where nobody here is told of it, and goes up like any other, a few at a time.
"""

from __future__ import annotations

from xuncha.actions.intake_keys import register_key
from xuncha.core.protection.addressing import Reader
from xuncha.store.append import run
from xuncha.store.custody import desk_of
from xuncha.store.portal import HELD, QUARANTINE, Envelope, envelopes_in, put_aside
from xuncha.vault.profile import Unreadable
from xuncha.vault.report import INTAKE, open_sent


def sort_out() -> int:
    """Hold what is for whoever takes reports in, or what does not open; how many there were, of a thousand at most."""
    if not desk_of(INTAKE):
        return 0
    held = [one for one in envelopes_in(QUARANTINE) if not _goes_up(one)]
    if held:
        run([put_aside(one, HELD) for one in held])
    return len(held)


def _goes_up(envelope: Envelope) -> bool:
    try:
        return open_sent(envelope.sealed, envelope.id, register_key()).reader != Reader.INTAKE
    except Unreadable:
        return False
