"""What a reporter sends through the portal: sealed there with public keys, opened inside by those it is for.

    {"about":"unit","body":"{…}","case":"5b0e…","desk":"{…}","identity":"{…}","mailbox":{…},"mode":"confidential","unit":"7b3f…","v":1}

This is what the outer envelope holds, which the office's own machine opens to register the report: it learns whom it is about
(a unit, a team, or whoever takes reports in), the mode and the day, and nothing of what was said.  `body` is an envelope for
the desk that reads it (`core.protection.addressing`): the intake office, or the level above, so that the intake office cannot
open it.  `identity` is one for the two groups of custodians, one within the other; who reports under the own name lets that
desk read it at once, and who reports without a name sends none.  `mailbox` is what the office needs to answer
(`vault.mailbox`), `desk` tells whoever has the code to which desk an addition is sealed.  The outer envelope is bound
to its place in the inbox, the inner ones to the case; all are padded, so that their length tells neither mode nor words.
Files that go with it are sealed apart (`vault.attachment`): `files` says where they are kept, `body` holds their keys and digests.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from xuncha.core.protection.addressing import Reader, Whom
from xuncha.core.record.canonical import canonical
from xuncha.vault.attachment import Attachment, Kept, kept_in
from xuncha.vault.envelope import Context, Envelope, Group, open_layer, seal_for, seal_nested
from xuncha.vault.mailbox import Mailbox, new_mailbox, to_office
from xuncha.vault.once import Drawn, drawn_afresh
from xuncha.vault.profile import INTERNATIONAL, Unreadable, profile_named
from xuncha.vault.receipt import keys_of

VERSION = 1
OPEN, CONFIDENTIAL, ANONYMOUS = MODES = ("open", "confidential", "anonymous")
"""The modes of a report, as `base` lists them (`modes_of_report`)."""

INTAKE, ABOVE, REGISTER = Reader.INTAKE.value, Reader.ABOVE.value, "register"
"""The groups that a report is sealed to: the one of two desks that reads it, and the machine that registers it."""

BODY, IDENTITY, MAILBOX, ADDED = "report/body", "report/identity", "report/mailbox", "report/added"
FILES = "report/files"
WRITTEN, OF = "report/written", "report/of"
"""Under which names its parts are kept apart in the record."""

KEPT = timedelta(days=3 * 365)
"""So long a receipt code opens its mailbox."""


@dataclass(frozen=True, slots=True)
class SealsTo:
    """The public keys that a report is sealed to, and the salt of receipt codes."""

    register: bytes
    intake: Group
    custodians: tuple[Group, ...]
    salt: bytes
    above: Group | None = None
    """The level above the intake, where its key is known."""

    def has_desk(self, reader: str) -> bool:
        """Whether something can be sealed to whoever reads at a desk now."""
        return self._desk(reader) is not None

    def desk(self, reader: str) -> Group:
        """Those who read at a desk; raises ValueError where there is no key of it."""
        group = self._desk(reader)
        if group is None:
            raise ValueError(f"no key of {reader}")
        return group

    def _desk(self, reader: str) -> Group | None:
        return self.above if reader == ABOVE else self.intake if reader == INTAKE else None


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody wants to say: about which unit (`unit` is its id, empty where only its name was typed), and who says it.

    `about` is whom it is about (`Whom`), `reader` the desk that reads it (`Reader`).
    """

    unit: str
    unit_name: str
    happened: str
    mode: str
    name: str = ""
    contact: str = ""
    about: str = Whom.UNIT.value
    reader: str = INTAKE
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Addition:
    """What a reporter writes later, with the code: an envelope for the intake body (`vault.mailbox`), and its number."""

    case: UUID
    n: int
    words: bytes = b""
    wish: Mapping[str, Any] = field(default_factory=dict)
    """What the reporter asks for, in codes that the machine of the office may read: `kind`, and what goes with it."""
    reader: Reader = Reader.INTAKE
    """The desk that it is sealed to."""
    files: tuple[Kept, ...] = ()
    enclosed: bytes = b""
    """An envelope for the same desk, with what `files` needs to be opened (`enclosed_files`); none where there are none."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A report as the machine of the office may see it."""

    case: UUID
    unit: UUID | None
    mode: str
    body: bytes
    identity: bytes
    mailbox: Mailbox
    about: Whom = Whom.UNIT
    reader: Reader = Reader.INTAKE
    desk: str = ""
    files: tuple[Kept, ...] = ()


def seal_report(report: Report, place: UUID | Drawn, to: SealsTo, on: date) -> tuple[str, bytes]:
    """The receipt's code, and the envelope for this place of the inbox; one slow step (`vault.receipt`)."""
    drawn = place if isinstance(place, Drawn) else drawn_afresh(place)
    place, case, code = drawn.place, drawn.case, drawn.code
    mailbox = new_mailbox(keys_of(code, to.salt), case, on + KEPT)
    told: dict[str, Any] = {
        "v": VERSION, "case": str(case), "unit": report.unit, "mode": report.mode, "mailbox": as_told(mailbox),
        "body": _body(report, case, to).decode(), "identity": _identity(report, case, to).decode(),
        "about": report.about, "desk": _desk(report.reader, mailbox).decode(),
        "files": [one.kept.as_told() for one in report.files],
    }  # fmt: skip
    context = Context(place, "sent")
    return code, seal_for(canonical(told), Group(REGISTER, (to.register,)), context)


def _body(report: Report, case: UUID, to: SealsTo) -> bytes:
    told = {
        "unit": report.unit_name, "happened": report.happened, "files": [one.as_told() for one in report.files],
    }  # fmt: skip
    return seal_for(canonical(told), to.desk(report.reader), Context(case, "report"))


def _desk(reader: str, mailbox: Mailbox) -> bytes:
    """To which desk this mailbox writes: for whoever has the code, and of one length, so that nobody else counts them."""
    return seal_for(reader.encode(), Group("reporter", (mailbox.public,)), Context(mailbox.case, "desk"))


def desk_told(sealed: str, private: bytes, case: UUID) -> str:
    """To which desk whoever opened a mailbox writes; the intake where a mailbox is of before there were two."""
    return open_layer(sealed.encode(), private, Context(case, "desk")).decode() if sealed else INTAKE


def _identity(report: Report, case: UUID, to: SealsTo) -> bytes:
    if report.mode == ANONYMOUS:
        return b""
    told, context = canonical({"name": report.name, "contact": report.contact}), Context(case, "identity")
    return (
        seal_for(told, to.desk(report.reader), context)
        if report.mode == OPEN
        else seal_nested(told, to.custodians, context)
    )


# ---------------------------------------------------------------------------------------------- inside


def drawn() -> int:
    """A number for a message whose sender knows none that came before: with it the envelope opens as this message alone."""
    return secrets.randbelow(2**48) + 1


def seal_addition(
    case: UUID,
    words: str,
    place: UUID,
    to: SealsTo,
    wish: Mapping[str, Any] | None = None,
    reader: str = INTAKE,
    files: Sequence[Attachment] = (),
) -> bytes:
    """What a reporter adds or asks for, for this place of the inbox, sealed to the desk that reads the report; all of one size."""
    n = drawn()
    added = to_office(to.desk(reader), words, case, n).decode() if words else ""
    told = {
        "v": VERSION,
        "case": str(case),
        "n": n,
        "added": added,
        "wish": dict(wish or {}),
        "reader": reader,
        "files": [one.kept.as_told() for one in files],
        "enclosed": _enclosed(files, to.desk(reader), case, n) if files else "",
    }
    return seal_for(canonical(told), Group(REGISTER, (to.register,)), Context(place, "sent"))


def _enclosed(files: Sequence[Attachment], desk: Group, case: UUID, n: int) -> str:
    told = canonical({"files": [one.as_told() for one in files]})
    return seal_for(told, desk, Context(case, "enclosed", n)).decode()


def enclosed_files(enclosed: bytes, case: UUID, n: int, private: bytes) -> tuple[Attachment, ...]:
    """The files that go with the addition of this number, as its writer's page knew them; raises Unreadable."""
    return _files(open_layer(enclosed, private, Context(case, "enclosed", n)))


def open_sent(sealed: bytes, place: UUID, private: bytes) -> Sent | Addition:
    """What lay at this place of the inbox; raises Unreadable."""
    told = _read(open_layer(sealed, private, Context(place, "sent")))
    try:
        if "added" in told:
            wish = told.get("wish") or {}
            if not isinstance(wish, dict):
                raise Unreadable
            return Addition(
                UUID(told["case"]),
                int(told["n"]),
                str(told["added"]).encode(),
                wish,
                Reader(told.get("reader", INTAKE)),
                kept_in(told),
                str(told.get("enclosed", "")).encode(),
            )
        mode, unit, case = str(told["mode"]), str(told["unit"]), UUID(told["case"])
        body, identity = str(told["body"]).encode(), str(told["identity"]).encode()
        reader, whom = Reader(Envelope.read(body).to), Whom(told.get("about", Whom.UNIT))
        if desk := str(told.get("desk", "")):
            Envelope.read(desk.encode())
        if mode not in MODES or reader == Reader.NOBODY:
            raise Unreadable
        return Sent(
            case, UUID(unit) if unit else None, mode, body, identity, from_told(told["mailbox"], case),
            whom, reader, desk, kept_in(told),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise Unreadable from None


def open_body(body: bytes, case: UUID, private: bytes) -> tuple[str, str]:
    """The unit and the words as they were written; raises Unreadable."""
    told = _read(open_layer(body, private, Context(case, "report")))
    return str(told.get("unit", "")), str(told.get("happened", ""))


def files_of(body: bytes, case: UUID, private: bytes) -> tuple[Attachment, ...]:
    """The files that go with a report, as its writer's page knew them; raises Unreadable."""
    return _files(open_layer(body, private, Context(case, "report")))


def _files(clear: bytes) -> tuple[Attachment, ...]:
    told = _read(clear).get("files", [])
    return tuple(map(Attachment.read, told)) if isinstance(told, list) else ()


def open_name(identity: bytes, case: UUID, private: bytes) -> tuple[str, str]:
    """Name and contact of who reports under the own name; raises Unreadable."""
    told = _read(open_layer(identity, private, Context(case, "identity")))
    return str(told.get("name", "")), str(told.get("contact", ""))


def _read(clear: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(clear)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(told, dict):
        raise Unreadable
    return told


def as_told(mailbox: Mailbox) -> dict[str, str]:
    """A mailbox as it is written down, without the case it belongs to."""
    return {
        "lookup": _text(mailbox.lookup), "public": _text(mailbox.public), "sealed": _text(mailbox.sealed),
        "until": mailbox.until.isoformat(), "profile": mailbox.profile,
    }  # fmt: skip


def from_told(told: Mapping[str, str], case: UUID) -> Mailbox:
    """The mailbox of a case, as it was written down; raises ValueError, KeyError or TypeError where it is none."""
    lookup, public, sealed = (
        base64.b64decode(told[name], validate=True) for name in ("lookup", "public", "sealed")
    )
    profile = profile_named(str(told.get("profile", INTERNATIONAL.name))).name
    return Mailbox(lookup, case, public, sealed, date.fromisoformat(told["until"]), profile)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
