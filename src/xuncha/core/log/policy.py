"""Whom one believes: the logs, the witnesses, and how many of them are enough (c2sp.org/tlog-policy, sigsum's form).

log county.example/log+1f2e3d4c+AX...
witness discipline county.example/discipline+...
witness congress   county.example/congress+...
witness archive    city.example/archive+...
group two 2 discipline congress archive
quorum two
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from xuncha.core.log.checkpoint import Checkpoint, read_checkpoint
from xuncha.core.log.cosignature import Check, opened
from xuncha.core.log.note import Key, Kind, Note, read_key
from xuncha.core.unreadable import UnreadableError

NONE = "none"
LOG_KINDS = (Kind.ED25519, Kind.COSIGNED_ML_DSA_44)
WITNESS_KINDS = (Kind.COSIGNED, Kind.COSIGNED_ML_DSA_44)
MOST_LINES = 1_000
UNPRINTED = frozenset({*range(0x20), 0x7F} - {0x09, 0x0A})
"""Bytes that stand in no policy; tabs and line breaks may."""


@dataclass(frozen=True, slots=True)
class Group:
    """Members of which so many are enough; a member is a witness or a group that stands above."""

    enough: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A witness that saw a checkpoint, by its name in the policy, and when it says so, in seconds since 1970.

    A witness may vouch for the head alone and for no moment.
    """

    witness: str
    at: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checkpoint is worth under a policy: signed by its log or not, seen by whom, and since when by enough."""

    checkpoint: Checkpoint
    is_signed: bool
    seen: tuple[Seen, ...]
    is_enough: bool
    at_latest: int | None

    @property
    def is_valid(self) -> bool:
        """Whether the policy believes it."""
        return self.is_signed and self.is_enough


@dataclass(frozen=True, slots=True)
class Policy:
    """The logs and witnesses one knows, and which name must have seen a checkpoint (`none` asks for nobody)."""

    logs: tuple[Key, ...] = ()
    witnesses: Mapping[str, Key] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Where a witness is asked, by its name, where the file says so."""

    def judge(self, note: Note, check: Check) -> Verdict:
        """What the note is worth, after every signature of a known key was checked."""
        found = read_checkpoint(note.text)
        logs = [key for key in self.logs if key.name == found.origin]
        is_signed = bool(opened(note, logs, check))
        seen = self._seen(note, check)
        is_enough = self.is_met_by({one.witness for one in seen})
        return Verdict(found, is_signed, tuple(seen), is_enough, self._enough_since(seen))

    def is_met_by(self, witnesses: set[str]) -> bool:
        """Whether these witnesses are enough."""
        met = {NONE, *witnesses}
        for name, group in self.groups.items():  # a group stands below its members
            if sum(one in met for one in group.members) >= group.enough:
                met.add(name)
        return self.quorum in met

    def _seen(self, note: Note, check: Check) -> list[Seen]:
        """Each witness once, with the first moment it vouches for; whoever vouches for none comes last."""
        names = {key: name for name, key in self.witnesses.items()}
        found = [Seen(names[one.key], one.at or None) for one in opened(note, names, check)]
        found.sort(key=lambda one: (one.at is None, one.at, one.witness))
        first: dict[str, Seen] = {}
        for one in found:
            first.setdefault(one.witness, one)
        return list(first.values())

    def _enough_since(self, seen: list[Seen]) -> int | None:
        """The moment by which enough witnesses had seen it; nobody vouches for one where nobody is asked for."""
        if self.quorum == NONE:
            return None
        so_far: set[str] = set()
        for one in seen:
            so_far.add(one.witness)
            if self.is_met_by(so_far):
                return one.at
        return None


def read_policy(data: bytes) -> Policy:
    """The policy in a file; the first line that is wrong is named by its number."""
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        lines = []
    if not lines or len(lines) > MOST_LINES or any(mark in UNPRINTED for mark in data):
        raise UnreadableError("不是信任规则文件。", "This is not a policy file.")
    made = _Making()
    for n, line in enumerate(lines, 1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            made.add(words)
        except UnreadableError as error:
            raise UnreadableError(f"第 {n} 行：{error.text.zh}", f"Line {n}: {error.text.en}") from None
    return made.policy()


class _Making:
    """A policy while its lines are read; a line may name only what stands above it."""

    def __init__(self) -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, Group] = {}
        self.quorum = ""
        self.addresses: dict[str, str] = {}
        self.in_groups: set[str] = set()

    def add(self, words: list[str]) -> None:
        lines: Mapping[str, Callable[[list[str]], None]] = {
            "log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum,
        }  # fmt: skip
        add = lines.get(words[0])
        if add is None:
            raise UnreadableError(f"不认识“{words[0][:20]}”。", f"“{words[0][:20]}” is no word of a policy.")
        add(words[1:])

    def policy(self) -> Policy:
        if not self.quorum:
            raise UnreadableError("缺少 quorum 一行。", "There is no line for the quorum.")
        return Policy(tuple(self.logs), self.witnesses, self.groups, self.quorum, self.addresses)

    def _log(self, words: list[str]) -> None:
        if len(words) not in (1, 2):
            raise UnreadableError("应为：log 公钥 [地址]。", "A log is: log KEY [URL].")
        key = _key(words[0], LOG_KINDS)
        _refuse_twice(key, self.logs)
        self.logs.append(key)

    def _witness(self, words: list[str]) -> None:
        if len(words) not in (2, 3):
            raise UnreadableError("应为：witness 名称 公钥 [地址]。", "A witness is: witness NAME KEY [URL].")
        self._refuse_known(words[0])
        key = _key(words[1], WITNESS_KINDS)
        _refuse_twice(key, self.witnesses.values())
        self.witnesses[words[0]] = key
        if len(words) == 3:
            self.addresses[words[0]] = words[2]

    def _group(self, words: list[str]) -> None:
        if len(words) < 3:
            raise UnreadableError("应为：group 名称 个数 成员…", "A group is: group NAME NUMBER MEMBER…")
        name, enough, *members = words
        self._refuse_known(name)
        for one in members:
            self._refuse_unknown(one)
            if one in self.in_groups:
                raise UnreadableError(f"“{one}”已经在一个组里。", f"“{one}” is in a group already.")
            self.in_groups.add(one)
        self.groups[name] = Group(_enough(enough, len(members)), tuple(members))

    def _quorum(self, words: list[str]) -> None:
        if len(words) != 1 or self.quorum:
            raise UnreadableError("quorum 只写一次，只写一个名称。", "There is one quorum, with one name.")
        if words[0] != NONE:
            self._refuse_unknown(words[0])
        self.quorum = words[0]

    def _refuse_known(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise UnreadableError(f"名称“{name}”已经用过。", f"The name “{name}” is taken.")

    def _refuse_unknown(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise UnreadableError(f"上面没有“{name}”。", f"Nothing above is called “{name}”.")


def _key(text: str, kinds: tuple[Kind, ...]) -> Key:
    key = read_key(text)
    if key.kind not in kinds:
        raise UnreadableError(
            f"公钥 {key.name} 的类型不适用于此。", f"The key {key.name} is of a kind not for this."
        )
    return key


def _refuse_twice(key: Key, known: Iterable[Key]) -> None:
    if any(key.public == one.public for one in known):
        raise UnreadableError(f"公钥 {key.name} 已经写过。", f"The key {key.name} is there already.")


def _enough(word: str, n: int) -> int:
    if word in ("all", "any"):
        return n if word == "all" else 1
    enough = int(word) if word.isascii() and word.isdigit() and len(word) < 5 else 0
    if not 1 <= enough <= n:
        raise UnreadableError(f"个数应为 1 到 {n}、all 或 any。", f"The number is 1 to {n}, all or any.")
    return enough
