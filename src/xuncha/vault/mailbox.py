"""A reporter's mailbox: messages both ways, which the server can carry and not read.

Its private key is sealed with the key that follows from the receipt's code, and is opened only while the reporter reads.  What
the office writes is sealed to the mailbox's public key, what the reporter writes to the office's; each message is
an envelope (`vault.envelope`) bound to its case, its direction and its number, so that none can be moved or repeated.

A person of the office writes a message when it is written; it goes into the mailbox at a fixed hour, as one letter among
others.  So it is sealed twice: to the mailbox by whoever writes it, and again, with the number of the letter, by the machine
that lays it there and cannot read it (`forwarded`).  How a report stands (`to_stand`) is one letter that is laid anew each time.

A code that is wrong, one that nobody was given and one that has expired are refused alike: the same slow step was done, one
seal of the same length was tried, and the same is raised.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from xuncha.core.words import Text
from xuncha.vault.envelope import Context, Group, open_layer, room, seal_for
from xuncha.vault.profile import INTERNATIONAL, Profile, Unreadable, profile_named
from xuncha.vault.receipt import ReceiptKeys
from xuncha.vault.seal import KEY_BYTES, NONCE_BYTES

TAG_BYTES = 16
NO_MAILBOX = Text(
    "没有找到这个回执码，或者已经过了保存期。请对照回执核对",
    "This receipt code was not found, or its time is over. Please compare it with your receipt",
)


class NoMailbox(LookupError):
    """There is no open mailbox for this code; why is not said."""

    text = NO_MAILBOX


class Way(StrEnum):
    """The direction of a message; the field of its context."""

    TO_REPORTER = "message"
    BY_HAND = "talk"
    STANDING = "standing"
    TO_OFFICE = "answer"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox as the server keeps it; it can be read until the end of `until`."""

    lookup: bytes
    case: UUID
    public: bytes
    sealed: bytes
    until: date
    profile: str = INTERNATIONAL.name


@dataclass(frozen=True, slots=True)
class OpenMailbox:
    """A mailbox while its reporter reads: for one request, in memory only."""

    case: UUID
    private: bytes

    def read(self, envelope: bytes, n: int) -> str:
        """The office's message number `n`; raises Unreadable."""
        text = self._open(envelope, Way.TO_REPORTER, n)
        if not text.startswith(_FORWARDED):
            return text
        inner, number = _forwarded(text)
        return self._open(inner, Way.BY_HAND, number)

    def read_standing(self, envelope: bytes) -> str:
        """How the report stands, as it was laid last; raises Unreadable."""
        return self._open(envelope, Way.STANDING, 0)

    def _open(self, envelope: bytes, way: Way, n: int) -> str:
        return open_layer(envelope, self.private, _context(self.case, way, n)).decode()


def new_mailbox(keys: ReceiptKeys, case: UUID, until: date, profile: Profile = INTERNATIONAL) -> Mailbox:
    """The mailbox of a fresh code."""
    pair = profile.new_keys()
    sealed = profile.seal(keys.unwrap, pair.private, keys.lookup)
    return Mailbox(keys.lookup, case, pair.public, sealed, until, profile.name)


def open_mailbox(keys: ReceiptKeys, found: Mailbox | None, on: date) -> OpenMailbox:
    """The mailbox that was looked up by `keys.lookup`, opened; raises NoMailbox."""
    kept = found or _nobodys(keys.lookup)
    try:
        private = profile_named(kept.profile).unseal(keys.unwrap, kept.sealed, keys.lookup)
    except Unreadable:
        raise NoMailbox from None
    if on > kept.until:
        raise NoMailbox
    return OpenMailbox(kept.case, private)


def _nobodys(lookup: bytes) -> Mailbox:
    """What stands in for a mailbox that is not there, so that trying takes as long."""
    sealed = secrets.token_bytes(NONCE_BYTES + KEY_BYTES + TAG_BYTES)
    return Mailbox(lookup, UUID(int=0), b"", sealed, date.max)


# ---------------------------------------------------------------------------------------------- messages

MOST = room(Way.TO_REPORTER.value)
"""The bytes of a text that one letter to the reporter has room for."""

MOST_TO_OFFICE = room(Way.TO_OFFICE.value)
"""And those of one message to the office."""


def to_reporter(public: bytes, text: str, case: UUID, n: int, profile: Profile = INTERNATIONAL) -> bytes:
    """An envelope with the office's message number `n`; raises TooLong."""
    context = _context(case, Way.TO_REPORTER, n)
    return seal_for(text.encode(), Group("reporter", (public,)), context, profile)


def by_hand(public: bytes, office: Group, text: str, case: UUID, n: int) -> tuple[bytes, bytes]:
    """What a person of the office writes: an envelope for the reporter, and one for those who read reports; raises TooLong."""
    context = _context(case, Way.BY_HAND, n)
    clear = text.encode()
    return seal_for(clear, Group("reporter", (public,)), context), seal_for(clear, office, context)


def forwarded(public: bytes, envelope: bytes, number: int, case: UUID, n: int) -> bytes:
    """The letter `n` in which an envelope by hand, of this number, is laid into the mailbox by who cannot read it."""
    text = f"{_FORWARDED}{number} {envelope.decode()}"
    return to_reporter(public, text, case, n)


_FORWARDED = "\0by hand "
"""What a letter begins with that holds an envelope; no text does, as texts have no such character."""


def _forwarded(text: str) -> tuple[bytes, int]:
    number, _, envelope = text.removeprefix(_FORWARDED).partition(" ")
    if not number.isdecimal():
        raise Unreadable
    return envelope.encode(), int(number)


def to_stand(public: bytes, text: str, case: UUID) -> bytes:
    """An envelope that tells how a report stands; raises TooLong."""
    return seal_for(text.encode(), Group("reporter", (public,)), _context(case, Way.STANDING, 0))


def to_office(office: Group, text: str, case: UUID, n: int, profile: Profile = INTERNATIONAL) -> bytes:
    """An envelope with the reporter's message number `n`; raises TooLong."""
    return seal_for(text.encode(), office, _context(case, Way.TO_OFFICE, n), profile)


def read_back(envelope: bytes, private: bytes, case: UUID, n: int) -> str:
    """What the office wrote by hand, as those who read reports may read it again; raises Unreadable."""
    return open_layer(envelope, private, _context(case, Way.BY_HAND, n)).decode()


def read_by_office(envelope: bytes, private: bytes, case: UUID, n: int) -> str:
    """The reporter's message number `n`; raises Unreadable."""
    return open_layer(envelope, private, _context(case, Way.TO_OFFICE, n)).decode()


def _context(case: UUID, way: Way, n: int) -> Context:
    return Context(case, way.value, n)
