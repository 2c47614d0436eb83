"""A text with signatures below it, and the keys that check them (c2sp.org/signed-note).

The text of a note means nothing until a known key has signed it; `cosignature.opened` says who did.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from xuncha.core.log.lines import unwritten, written
from xuncha.core.unreadable import UnreadableError

MOST_BYTES = 1_000_000
MOST_SIGNATURES = 64
ID_BYTES = 4
DASH = "— "


class Kind(IntEnum):
    """How a key signs: the byte that stands for it in the key and goes into its id."""

    ED25519 = 0x01
    COSIGNED = 0x04
    COSIGNED_ML_DSA_44 = 0x06


PUBLIC_BYTES = {Kind.ED25519: 32, Kind.COSIGNED: 32, Kind.COSIGNED_ML_DSA_44: 1312}


@dataclass(frozen=True, slots=True)
class Key:
    """A public key with the name it signs under.  Name and id together say which key made a signature, and how."""

    name: str
    kind: Kind
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that stand before each of its signatures; not a fingerprint to rely on."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:ID_BYTES]

    @property
    def text(self) -> str:
        """The key as it is handed on (a vkey): name, id and public key."""
        return f"{self.name}+{self.id.hex()}+{written(bytes([self.kind]) + self.public)}"


def read_key(text: str) -> Key:
    """The key in a vkey; one whose id is not its own is refused."""
    name, _, rest = text.partition("+")
    found_id, _, data = rest.partition("+")
    raw = unwritten(data)
    kind = next((one for one in Kind if one == raw[0]), None)
    if not is_name(name) or kind is None or len(raw) != 1 + PUBLIC_BYTES[kind]:
        raise UnreadableError(
            f"“{text[:60]}”不是本程序认识的公钥：名称+编号+公钥。",
            f"“{text[:60]}” is not a public key known here: name+id+key.",
        )
    key = Key(name, kind, raw[1:])
    if key.id.hex() != found_id:
        raise UnreadableError(
            f"公钥 {name} 的编号不对：写的是 {found_id[:20]}，应为 {key.id.hex()}。",
            f"the id of the key {name} is {found_id[:20]} and should be {key.id.hex()}.",
        )
    return key


def is_name(text: str) -> bool:
    """Whether this can be the name of a key: not empty, without blanks and plus signs."""
    return bool(text) and not any(mark.isspace() or mark < " " or mark == "+" for mark in text)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature below a note: under which name, by the key with which id."""

    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        """The line as it stands in the note."""
        return f"{DASH}{self.name} {written(self.key_id + self.data)}\n"

    def is_by(self, key: Key) -> bool:
        """Whether it says that this key made it; whether that is true is another question."""
        return self.name == key.name and self.key_id == key.id


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a line break, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def written(self) -> str:
        """The whole note."""
        return f"{self.text}\n{''.join(one.line for one in self.signatures)}"

    def with_signatures(self, *more: Signature) -> Note:
        """The same note with further signatures; one that is there already is not repeated."""
        return Note(self.text, tuple(dict.fromkeys([*self.signatures, *more])))

    def signed_only_by(self, *keys: Key) -> Note:
        """The same note with the signatures of these keys alone."""
        return Note(self.text, tuple(one for one in self.signatures if any(one.is_by(key) for key in keys)))


def read_note(data: bytes) -> Note:
    """The note in these bytes; anything that is not exactly a note is refused."""
    if len(data) > MOST_BYTES:
        raise UnreadableError("签名文本太长。", "The note is too long.")
    try:
        whole = data.decode()
    except UnicodeDecodeError:
        raise _broken() from None
    if any(mark < " " and mark != "\n" for mark in whole):
        raise _broken()
    text, gap, below = whole.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise _broken()
    lines = below[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise UnreadableError("签名太多。", "The note has too many signatures.")
    return Note(f"{text}\n", tuple(map(read_signature, lines)))


def read_signature(line: str) -> Signature:
    """The signature in a line, without its line break."""
    name, _, data = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not is_name(name):
        raise _broken()
    raw = unwritten(data)
    if len(raw) <= ID_BYTES:
        raise _broken()
    return Signature(name, raw[:ID_BYTES], raw[ID_BYTES:])


def _broken() -> UnreadableError:
    return UnreadableError(
        "不是完整的签名文本：正文、空行、签名行。",
        "This is not a whole signed note: text, empty line, signatures.",
    )
