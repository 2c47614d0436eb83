"""A small log with a signer and three witnesses, the same every time; docs/log-format.md shows what it writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from xuncha.core.facts.rows import Act
from xuncha.core.log.batch import Batch, filled, leaf_of
from xuncha.core.log.checkpoint import Checkpoint, Head
from xuncha.core.log.entry import entry, event
from xuncha.core.log.note import Kind, Note
from xuncha.core.log.proof_file import LogProof
from xuncha.core.log.proofs import inclusion, nodes_of
from xuncha.core.log.tree import Tree, leaf_hash
from xuncha.core.record.canonical import canonical, commitment
from xuncha.vault.log_keys import Signer

ORIGIN = "county.example/log"
AUDIT_KEY = sha256(b"example audit key").digest()
AT = 1444298400
"""2015-10-08 18:00 in Beijing, when the batch of the evening is published."""

LOG = Signer(ORIGIN, Kind.ED25519, sha256(b"example log").digest())
WITNESSES = {
    name: Signer(f"county.example/{name}", Kind.COSIGNED, sha256(name.encode()).digest())
    for name in ("discipline", "congress", "archive")
}
POLICY = "\n".join(
    [
        "# whom one believes: 2 of 3 witnesses",
        f"log {LOG.key.text}",
        *(f"witness {name} {one.key.text}" for name, one in WITNESSES.items()),
        f"group two 2 {' '.join(WITNESSES)}",
        "quorum two\n",
    ]
)
KEYS_ALONE = "\n".join([LOG.key.text, *(one.key.text for one in WITNESSES.values()), ""])
NAMES = ("complaint.received", "complaint.accepted", "complaint.transferred")


def uuid(name: str) -> UUID:
    return UUID(bytes=sha256(name.encode()).digest()[:16], version=4)


def act(n: int, name: str) -> Act:
    """One act on the same complaint, an hour after the one before it."""
    return Act(
        id=uuid(f"act {n}"), position=100 + n, type=name, value="", subject=uuid("complaint"), kind="complaint",
        campaign=uuid("round"), inspection=None, unit=None, body=uuid("team"), parent=None, by_party=uuid("team"),
        by_kind="team", by_seat="registrar", by_person=uuid("person"), entered_by=uuid("person"),
        occurred_on=date(2015, 10, 8), recorded_at=datetime(2015, 10, 8, 1, 30, tzinfo=UTC) + timedelta(hours=n),
        scheme="yiwu-2015", calendar="cn-2015",
    )  # fmt: skip


def acts(many: int) -> Iterator[Act]:
    return (act(n, NAMES[n % len(NAMES)]) for n in range(many))


def kept(n: int) -> bytes:
    """The commitment in an act's header, to a payload that nobody is shown."""
    return commitment(sha256(f"salt {n}".encode()).digest(), canonical({"effects": {}, "fields": {"n": n}}))


def leaves_of(*n_real: int) -> list[bytes]:
    """The leaves of a log of several batches with so many entries each."""
    found: list[bytes] = []
    for many in n_real:
        found += filled(Example(many).entries, len(found), AUDIT_KEY)
    return found


def later_proof() -> LogProof:
    """A proof in a log of 576 leaves, for an entry that stands beyond the first 512."""
    leaves, events = leaves_of(3, 100, 70), Example(70)
    at = max(leaves.index(one, 320) for one in events.entries)
    n = events.entries.index(leaves[at])
    text = Checkpoint(ORIGIN, Head.of(Tree().grown(leaves))).text
    cosigned = (one.sign(text, AT + 86_400) for one in WITNESSES.values())
    path = inclusion(at, len(leaves), nodes_of([leaf_hash(leaf) for leaf in leaves]))
    return LogProof.of(kept(n), events.events[n], at, path, Note(text, (LOG.sign(text), *cosigned)))


@dataclass(frozen=True)
class Example:
    """One batch of a log, and all that is made from it."""

    n_real: int = 3
    seen: tuple[tuple[str, int], ...] = (("discipline", 5), ("congress", 9), ("archive", 61))
    """Which witness saw it, how many seconds after it was published."""

    @cached_property
    def events(self) -> list[bytes]:
        before: UUID | None = None
        found = []
        for one in acts(self.n_real):
            found.append(event(one, uuid(f"command {one.id}"), before))
            before = one.id
        return found

    @cached_property
    def entries(self) -> list[bytes]:
        return [entry(kept(n), about) for n, about in enumerate(self.events)]

    @cached_property
    def leaves(self) -> list[bytes]:
        return filled(self.entries, 0, AUDIT_KEY)

    @property
    def batch(self) -> Batch:
        return Batch(0, 0, self.n_real)

    @cached_property
    def head(self) -> Head:
        return Head.of(Tree().grown(self.leaves))

    @cached_property
    def note(self) -> Note:
        text = Checkpoint(ORIGIN, self.head).text
        cosigned = (WITNESSES[name].sign(text, AT + after) for name, after in self.seen)
        return Note(text, (LOG.sign(text), *cosigned))

    def proof(self, n: int = 0) -> LogProof:
        at = leaf_of(self.entries[n], self.batch, self.leaves)
        nodes = nodes_of([leaf_hash(leaf) for leaf in self.leaves])
        return LogProof.of(kept(n), self.events[n], at, inclusion(at, len(self.leaves), nodes), self.note)

    def with_note(self, note: Note) -> LogProof:
        return replace(self.proof(), note=note)
