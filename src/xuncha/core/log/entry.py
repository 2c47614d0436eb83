"""What of an act goes into the log: 32 bytes that commit to its header and its payload, and tell neither.

The event is the act's header as canonical JSON, without its position: whoever holds a proof is told no place in the
record (decision 11).  The commitment that the header keeps stands before it.  It commits to the payload, and as it is
made with 32 bytes of chance, nobody guesses an event from its entry.  It stays when salt and key are destroyed, so
every entry can be computed again for ever.
"""

from __future__ import annotations

from datetime import UTC
from operator import attrgetter
from uuid import UUID

from xuncha.core.facts.rows import Act
from xuncha.core.record.canonical import canonical, commitment

IDS = (
    "campaign", "inspection", "unit", "body", "parent", "by_party", "by_person", "entered_by",
)  # fmt: skip
WORDS = ("type", "value", "kind", "by_kind", "by_seat", "scheme", "calendar")
_IDS, _WORDS = attrgetter(*IDS), attrgetter(*WORDS)
_ZONE = len("2015-10-08T01:30:00.000000")
"""The zone that follows is UTC, which is written as a Z."""


def event(act: Act, command: UUID, previous: UUID | None) -> bytes:
    """An act's header as the log sees it; `previous` is the act before it on the same subject.

    An id that the header does not have, and an empty word, are left out.  The moment of recording is in UTC.
    """
    told: dict[str, object] = {
        "id": str(act.id),
        "subject": str(act.subject),
        "command": str(command),
        "occurred_on": act.occurred_on.isoformat(),
        "recorded_at": act.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")[:_ZONE] + "Z",
    }
    told |= {name: word for name, word in zip(WORDS, _WORDS(act), strict=True) if word}
    told |= {name: str(key) for name, key in zip(IDS, _IDS(act), strict=True) if key is not None}
    if act.refs:
        told["refs"] = [str(key) for key in act.refs]
    if previous is not None:
        told["previous"] = str(previous)
    return canonical(told)


def entry(kept: bytes, about: bytes) -> bytes:
    """The 32 bytes that stand in the log for an event; `kept` is the commitment in the act's header."""
    return commitment(kept, about)
