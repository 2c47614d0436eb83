#!/usr/bin/env python3
"""Check a proof that an event stands in a public log: without network, with Python alone, with no code of the log.

    xuncha-verify PROOF.tlog-proof POLICY

PROOF is what the office gave; POLICY holds the public keys of the log and of its witnesses, got from somebody one trusts.
It ends with 0: included, and seen by enough witnesses; 1: not included, or forged; 2: a file cannot be read;
3: the log signed it, and fewer witnesses have seen it than the policy asks for.
The formats are those of c2sp.org: tlog-proof, tlog-checkpoint, signed-note, tlog-cosignature, tlog-policy.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from typing import NamedTuple, NoReturn

INCLUDED, NOT_INCLUDED, UNREADABLE, TOO_FEW = 0, 1, 2, 3
GOOD = ["已收录。", "Included."]
UNSEEN = ["日志签了名，但见证的人不够。", "The log signed it, but too few witnesses have seen it."]
STRANGER = ["未收录：检查点不是您信任的日志签的。", "Not included: no log you trust signed this checkpoint."]
ELSEWHERE = ["未收录：事件与日志对不上。", "Not included: the event does not lead to the root of the log."]
MOST_PROOF, MOST_POLICY, MOST_STEPS, MOST_SIGNATURES = 65_536, 262_144, 63, 64
ED25519, COSIGNED, ML_DSA = 1, 4, 6
KEY_BYTES = {ED25519: 32, COSIGNED: 32, ML_DSA: 1312}
BEIJING = timezone(timedelta(hours=8))


class UnreadableError(ValueError):
    """A file is not what it should be: in Chinese and in English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh, self.en = zh, en


class ForgedError(UnreadableError):
    """A signature that a known key did not make."""


def refuse(zh: str, en: str) -> NoReturn:
    raise UnreadableError(zh, en)


# ------------------------------------------------------------------ Ed25519 (RFC 8032), for checking only

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


class Point(NamedTuple):
    """A point of the curve in extended coordinates."""

    x: int
    y: int
    z: int
    t: int


def add(a: Point, b: Point) -> Point:
    """The sum of two points."""
    p, q = (a.y - a.x) * (b.y - b.x) % P, (a.y + a.x) * (b.y + b.x) % P
    r, s = 2 * a.t * b.t * D % P, 2 * a.z * b.z % P
    e, f, g, h = q - p, s - r, s + r, q + p
    return Point(e * f % P, g * h % P, f * g % P, e * h % P)


def times(n: int, a: Point, m: int, b: Point) -> Point:
    """One point n times and another m times, all added."""
    found, steps = Point(0, 1, 1, 0), (None, a, b, add(a, b))
    for at in reversed(range(max(n, m).bit_length())):
        found, step = add(found, found), steps[(n >> at & 1) + 2 * (m >> at & 1)]
        found = add(found, step) if step else found
    return found


def point_of(data: bytes) -> Point | None:
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if len(data) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return Point(x, y, 1, x * y % P)


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of the key made this signature on this message."""
    if len(signature) != 64 or BASE is None:
        return False
    key, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    found = times(s, BASE, k, Point(P - key.x, key.y, 1, P - key.t))  # s times the base, less k times the key
    return not (found.x - r.x * found.z) % P and not (found.y - r.y * found.z) % P


# ------------------------------------------------------------------ small parts of the formats


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def number(text: str) -> int:
    """A whole number, spelled in the one way it may be."""
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text) or int(text) >= 2**63:
        refuse("数字写得不对", "a number is spelled wrong")
    return int(text)


def unwritten(text: str, size: int = 0) -> bytes:
    """Base64, spelled in the one way it may be."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        data = b""
    if not data or base64.b64encode(data).decode() != text or (size and len(data) != size):
        refuse("base64 写得不对", "base64 is spelled wrong")
    return data


def words_of(data: bytes, most: int) -> str:
    """The text of a file; not too long, UTF-8, no control characters but line breaks and tabs."""
    try:
        text = data.decode() if len(data) <= most else ""
    except UnicodeDecodeError:
        text = ""
    if not text or any(mark < " " and mark not in "\n\t" for mark in text):
        refuse("不是文本文件，或者太长", "it is not a text, or too long")
    return text


def is_name(text: str) -> bool:
    return bool(text) and not any(mark.isspace() or mark == "+" for mark in text)


# ------------------------------------------------------------------ the policy: whom one believes


class Key(NamedTuple):
    """A public key, and the name and id that stand before its signatures."""

    name: str
    id: bytes
    kind: int
    public: bytes
    text: str


def read_key(text: str) -> Key:
    name, _, rest = text.partition("+")
    key_id, _, data = rest.partition("+")
    raw = unwritten(data)
    found = sha256(name.encode() + b"\n" + raw)[:4]
    if not is_name(name) or KEY_BYTES.get(raw[0]) != len(raw) - 1 or found.hex() != key_id:
        refuse(f"公钥 {name[:40]} 写得不对", f"the key {name[:40]} is spelled wrong")
    return Key(name, found, raw[0], raw[1:], text)


class Policy:
    """The logs and witnesses one knows, groups of witnesses, and which of them must have seen a checkpoint."""

    def __init__(self, text: str) -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, tuple[int, list[str]]] = {}
        self.spoken_for: set[str] = set()
        self.quorum, bare = "", False
        for n, line in enumerate(text.split("\n"), 1):
            words = [word for word in line.replace("\t", " ").split(" ") if word]
            if not words or words[0].startswith("#"):
                continue
            try:
                if len(words) == 1:  # a key alone: of a log, or of a witness by its own name
                    bare, key = True, read_key(words[0])
                    words = ["log", key.text] if key.kind == ED25519 else ["witness", key.name, key.text]
                self._add(*words)
            except UnreadableError as error:
                raise UnreadableError(f"第 {n} 行：{error.zh}", f"line {n}: {error.en}") from None
        if bare and not self.quorum and self.witnesses:  # keys alone: all witnesses are asked for
            self.groups["*"] = (len(self.witnesses), list(self.witnesses))
        self.quorum = self.quorum or (("*" if self.witnesses else "none") if bare else "")
        if not self.logs or not self.quorum:
            refuse("缺少日志公钥或 quorum 一行", "it has no key of a log, or no quorum")

    def _add(self, word: str, *rest: str) -> None:
        if word == "log" and len(rest) in (1, 2):
            key = read_key(rest[0])
            if key.kind == COSIGNED or any(key.public == one.public for one in self.logs):
                refuse("日志公钥重复或不合适", "the key of a log is there twice, or of a wrong kind")
            self.logs.append(key)
        elif word == "witness" and len(rest) in (2, 3):
            self._witness(rest[0], read_key(rest[1]))
        elif word == "group" and len(rest) >= 3:
            self._group(rest[0], rest[1], list(rest[2:]))
        elif word == "quorum" and len(rest) == 1 and not self.quorum and self._is_known(rest[0], "none"):
            self.quorum = rest[0]
        else:
            refuse("看不懂", "it makes no sense")

    def _witness(self, name: str, key: Key) -> None:
        known = [one.public for one in self.witnesses.values()]
        if self._is_known(name, "none") or key.kind == ED25519 or key.public in known:
            refuse("见证人重复或公钥不合适", "a witness is there twice, or its key is of a wrong kind")
        self.witnesses[name] = key

    def _group(self, name: str, enough: str, members: list[str]) -> None:
        k = {"all": len(members), "any": 1}.get(enough) or number(enough)
        if (
            self._is_known(name, "none") or not all(map(self._is_known, members)) or not 1 <= k <= len(members)
            or self.spoken_for.intersection(members) or len(set(members)) < len(members)
        ):  # fmt: skip
            refuse("组写得不对", "the group makes no sense")
        self.groups[name] = (k, members)
        self.spoken_for.update(members)

    def _is_known(self, name: str, *more: str) -> bool:
        return name in self.witnesses or name in self.groups or name in more

    def is_met_by(self, witnesses: set[str]) -> bool:
        """Whether these witnesses are enough."""
        met = {"none", *witnesses}
        for name, (enough, members) in self.groups.items():
            if sum(one in met for one in members) >= enough:
                met.add(name)
        return self.quorum in met


# ------------------------------------------------------------------ the proof


class Proof:
    """The lines of a proof file: what the entry is made of, where it stands, the path, and the signed checkpoint."""

    def __init__(self, text: str) -> None:
        above, gap, note = text.partition("\n\n")
        self.text, gap_2, below = note.rpartition("\n\n")
        self.text += "\n"
        lines, signed = above.split("\n"), below.split("\n")
        head = self.text.split("\n")
        if (
            not gap or not gap_2 or "\t" in text or len(lines) < 3 or lines[0] != "c2sp.org/tlog-proof@v1"
            or lines[1][:6] != "extra " or lines[2][:6] != "index " or len(lines) - 3 > MOST_STEPS
            or signed.pop() or not 1 <= len(signed) <= MOST_SIGNATURES or len(head) < 4 or not all(head[:-1])
        ):  # fmt: skip
            refuse("不是证明文件", "it is not a proof file")
        self.extra, self.index = unwritten(lines[1][6:]), number(lines[2][6:])
        self.path = [unwritten(line, 32) for line in lines[3:]]
        self.origin, self.size, self.root = head[0], number(head[1]), unwritten(head[2], 32)
        self.signatures = [self._signature(line) for line in signed]
        if len(self.extra) <= 32:
            refuse("缺少事件内容", "the event is missing")

    @staticmethod
    def _signature(line: str) -> tuple[str, bytes, bytes]:
        dash, _, rest = line.partition(" ")
        name, _, data = rest.partition(" ")
        raw = unwritten(data)
        if dash != "—" or not is_name(name) or len(raw) < 5:
            refuse("签名行写得不对", "a line of a signature is spelled wrong")
        return name, raw[:4], raw[4:]

    def is_included(self) -> bool:
        """Whether the path leads from the entry to the root (RFC 9162, 2.1.3.2)."""
        found = sha256(b"\x00" + sha256(self.extra))
        at, last = self.index, self.size - 1
        if at > last:
            return False
        for other in self.path:
            if last == 0:
                return False
            if at & 1 or at == last:
                found = sha256(b"\x01" + other + found)
                while not at & 1 and at:
                    at, last = at >> 1, last >> 1
            else:
                found = sha256(b"\x01" + found + other)
            at, last = at >> 1, last >> 1
        return last == 0 and found == self.root

    def signed_at(self, key: Key) -> list[int]:
        """When this key says it signed the checkpoint (0: it says none); a signature it did not make ends everything."""
        moments = []
        for name, key_id, data in self.signatures:
            if (name, key_id) != (key.name, key.id) or key.kind == ML_DSA:
                continue
            at, message = 0, self.text.encode()
            if key.kind == COSIGNED:
                at, data = int.from_bytes(data[:8], "big"), data[8:]
                message = b"cosignature/v1\ntime %d\n" % at + message
            if at >= 2**63 or not is_signed(key.public, data, message):
                raise ForgedError(f"{name} 的签名是假的，或者内容改过", f"the signature of {name} is forged")
            moments.append(at)
        return moments


# ------------------------------------------------------------------ what is said


def day(at: int) -> str:
    """A moment as people in China read it."""
    try:
        return f"{datetime.fromtimestamp(at, BEIJING):%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError, OSError):
        return str(at)


def plain(text: str) -> str:
    """Text that cannot play with a terminal."""
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in text)


def judged(proof: Proof, policy: Policy) -> tuple[int, list[str]]:
    """The exit code, and the lines that say what was found."""
    logs = [key for key in policy.logs if key.name == proof.origin]
    if not [at for key in logs for at in proof.signed_at(key)]:
        return NOT_INCLUDED, STRANGER
    seen = {name: moments for name, key in policy.witnesses.items() if (moments := proof.signed_at(key))}
    if not proof.is_included():
        return NOT_INCLUDED, ELSEWHERE
    when = sorted((min(filter(None, moments), default=2**63), name) for name, moments in seen.items())
    is_enough, since, so_far = policy.is_met_by(set(seen)), 0, set[str]()
    for at, name in when:
        so_far.add(name)
        if not since and policy.is_met_by(so_far) and policy.quorum != "none":
            since = at
    lines = [*(GOOD if is_enough else UNSEEN)]
    if is_enough and 0 < since < 2**63:
        lines += [f"最迟时间 At latest: {day(since)} 北京时间 (UTC+8)"]
    names = [f"{name} {day(at)}" if at < 2**63 else name for at, name in when]
    lines += [f"见证人 Seen by: {'; '.join(names) or '无 nobody'}"]
    at, size = proof.index, proof.size
    lines += [f"日志 Log: {proof.origin}，第 {at} 条，共 {size} 条 (leaf {at} of {size})"]
    return (INCLUDED if is_enough else TOO_FEW), [*lines, "事件 Event:", *event_lines(proof.extra[32:])]


def event_lines(event: bytes) -> list[str]:
    """The event, one field a line; it is proved byte by byte, whatever it looks like here."""
    try:
        fields = json.loads(event.decode())
        pairs = [(name, one if isinstance(one, str) else dumped(one)) for name, one in fields.items()]
    except (ValueError, AttributeError, RecursionError):
        return [f"  {event.decode(errors='replace')}"]
    return [f"  {name}: {value}" for name, value in pairs]


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(place: str, most: int) -> str:
    with open(place, "rb") as file:
        return words_of(file.read(most + 1), most)


def main(words: list[str] | None = None) -> int:
    """Check the two files that are named; say it, and give the exit code."""
    told = sys.argv[1:] if words is None else words
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if len(told) != 2 or told[0].startswith("-"):
        print((__doc__ or "").strip())
        return INCLUDED if told in (["-h"], ["--help"]) else UNREADABLE
    place = told[0]
    try:
        proof = Proof(read(place, MOST_PROOF))
        place = told[1]
        code, lines = judged(proof, Policy(read(place, MOST_POLICY)))
    except ForgedError as error:
        code, lines = NOT_INCLUDED, [f"未收录：{error.zh}。", f"Not included: {error.en}."]
    except UnreadableError as error:
        code, lines = UNREADABLE, [f"{place}：{error.zh}。", f"{place}: {error.en}."]
    except (OSError, ValueError, RecursionError):
        code, lines = UNREADABLE, [f"{place}：打不开这个文件。", f"{place}: this file cannot be opened."]
    print("\n".join(map(plain, lines)))
    return code


if __name__ == "__main__":
    sys.exit(main())
