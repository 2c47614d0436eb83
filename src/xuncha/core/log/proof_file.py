"""A file that proves without the log that an event stands in it (c2sp.org/tlog-proof, version 1).

It holds the event with what its entry is made of (`extra`), the path to the root, and the checkpoint with its signatures.
`xuncha-verify` and verify.html read the same file with code of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xuncha.core.log.cosignature import Check
from xuncha.core.log.entry import entry
from xuncha.core.log.lines import HASH_BYTES, hash_in, number, unwritten, written
from xuncha.core.log.note import Key, Note, read_note
from xuncha.core.log.policy import Policy, Verdict
from xuncha.core.log.proofs import is_included
from xuncha.core.log.tree import leaf_hash
from xuncha.core.unreadable import UnreadableError

FIRST = "c2sp.org/tlog-proof@v1"
MOST_STEPS = 63
MOST_BYTES = 65_536
USUAL_BYTES = 4_096
"""What a file has at most with three witnesses, an event without long lists, and Ed25519 signatures alone."""


@dataclass(frozen=True, slots=True)
class LogProof:
    """That an event stands at this index: what its entry is made of, the path, and the signed checkpoint."""

    extra: bytes
    index: int
    path: tuple[bytes, ...]
    note: Note

    @classmethod
    def of(cls, kept: bytes, about: bytes, index: int, path: Sequence[bytes], note: Note) -> LogProof:
        """The proof for an event, from the commitment in the act's header and the event itself."""
        return cls(kept + about, index, tuple(path), note)

    @property
    def entry(self) -> bytes:
        """The 32 bytes that stand in the log."""
        return entry(self.extra[:HASH_BYTES], self.extra[HASH_BYTES:])

    @property
    def event(self) -> bytes:
        """The event as canonical JSON."""
        return self.extra[HASH_BYTES:]

    @property
    def written(self) -> str:
        """The file."""
        steps = "".join(f"{written(one)}\n" for one in self.path)
        return f"{FIRST}\nextra {written(self.extra)}\nindex {self.index}\n{steps}\n{self.note.written}"

    def signed_only_by(self, *keys: Key) -> LogProof:
        """The same proof with fewer signatures, as those with ML-DSA-44 take 3 KB each."""
        return replace(self, note=self.note.signed_only_by(*keys))

    def judge(self, policy: Policy, check: Check) -> tuple[bool, Verdict]:
        """Whether the event is under the root, and what the checkpoint with that root is worth."""
        verdict = policy.judge(self.note, check)
        head = verdict.checkpoint.head
        return is_included(leaf_hash(self.entry), self.index, head.size, self.path, head.root), verdict


def read_proof(data: bytes) -> LogProof:
    """The proof in a file; one without the event is refused, as nothing could be said of it."""
    above, gap, below = data.partition(b"\n\n")
    lines = above.decode(errors="replace").split("\n") if len(data) <= MOST_BYTES else []
    first, extra, index, *steps = [*lines, "", "", ""] if len(lines) < 3 else lines
    if not gap or first != FIRST or not extra.startswith("extra ") or not index.startswith("index "):
        raise UnreadableError(
            "不是证明文件：应以 c2sp.org/tlog-proof@v1、extra、index 三行开头。",
            "This is not a proof file: it begins with c2sp.org/tlog-proof@v1, extra and index.",
        )
    made_of = unwritten(extra.removeprefix("extra "))
    if len(steps) > MOST_STEPS or len(made_of) <= HASH_BYTES:
        raise UnreadableError("证明文件的内容不完整。", "The proof file is not whole.")
    at = number(index.removeprefix("index "))
    return LogProof(made_of, at, tuple(map(hash_in, steps)), read_note(below))
