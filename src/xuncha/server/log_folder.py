"""Where the log lies in the data folder: its public keys and policy, the checkpoint of the inner tree, and what outsiders are served.

log/policy              the keys of the log, its witnesses with their addresses, and how many are enough
log/inner.key           the public key of the inner tree
log/inner.policy        the same key, and the witness in the house that sees each of its heads, where there is one
log/inner/checkpoint    its newest checkpoint, for the auditor
log/public/             static files after tlog-tiles: any web server or memory stick can hold a copy
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from xuncha.core.log.checkpoint import NOTHING, Head, read_checkpoint
from xuncha.core.log.note import Key, Note, read_key, read_note
from xuncha.core.log.policy import Policy, read_policy
from xuncha.core.log.tiles import Tile
from xuncha.core.unreadable import UnreadableError
from xuncha.server.folder import DataFolder
from xuncha.server.signer import INNER, PUBLIC, make_keys, read_keys, signer_folder
from xuncha.server.trouble import Trouble
from xuncha.vault.whole_file import ANYBODY, written_whole


@dataclass(frozen=True)
class LogFolder:
    """The folder `log` of an office, or of one of its jurisdictions."""

    path: Path

    @classmethod
    def of(cls, folder: DataFolder) -> LogFolder:
        """That of an office."""
        return cls(folder.path / folder.own("log"))

    def exists(self) -> bool:
        """Whether the office keeps a log: `xuncha log init` was run."""
        return (self.path / "policy").is_file()

    @property
    def public(self) -> Path:
        """What outsiders are served."""
        return self.path / "public"

    def policy(self) -> Policy:
        """The keys of the log and whom one believes."""
        return _read_policy(self.path / "policy")

    def inner_policy(self) -> Policy:
        """The key of the inner tree, and who in the house sees each of its heads: nobody, where nobody is named."""
        place = self.path / "inner.policy"
        return _read_policy(place) if place.exists() else Policy((self.inner_key(),))

    def public_key(self) -> Key:
        """The key that signs what outsiders see."""
        logs = self.policy().logs
        if not logs:
            raise Trouble(f"{self.path / 'policy'} names no log")
        return logs[0]

    def inner_key(self) -> Key:
        """The key that signs the inner tree."""
        place = self.path / "inner.key"
        try:
            return read_key(place.read_text().strip())
        except FileNotFoundError:
            raise Trouble(f"there is no {place}; make the log once: xuncha log init NAME") from None
        except UnreadableError as error:
            raise Trouble(f"{place}: {error.text.en}") from None

    # ---------------------------------------------------------------------------------------- what is written

    def checkpoint(self, side: str) -> Note | None:
        """The newest checkpoint of one side, `inner` or `public`; none before the first."""
        try:
            return read_note((self.path / side / "checkpoint").read_bytes())
        except FileNotFoundError:
            return None

    def head(self, side: str) -> Head:
        """The head in it."""
        note = self.checkpoint(side)
        return read_checkpoint(note.text).head if note else NOTHING

    def keep_checkpoint(self, side: str, note: Note) -> None:
        """Put a checkpoint in the place of the one before."""
        write_whole(self.path / side / "checkpoint", note.written.encode())

    def read_tile(self, tile: Tile) -> bytes:
        """A tile that was written before."""
        return (self.public / tile.path).read_bytes()

    def write_tile(self, tile: Tile, data: bytes) -> None:
        """Write a tile; one that is there is the same."""
        write_whole(self.public / tile.path, data)


def _read_policy(place: Path) -> Policy:
    try:
        return read_policy(place.read_bytes())
    except FileNotFoundError:
        raise Trouble(f"there is no {place}; make the log once: xuncha log init NAME") from None
    except UnreadableError as error:
        raise Trouble(f"{place}: {error.text.en}") from None


def make_log(folder: DataFolder, name: str, *, after_loss: bool = False) -> LogFolder:
    """Make the keys of a log, once: the signer's, the auditor's, and the public ones in the policy.

    `after_loss` puts the log by that was kept so far, with its keys, and goes on under another name: what it had signed and
    the record no longer holds is lost, and nobody signs two histories under one name.
    """
    log, place = LogFolder.of(folder), signer_folder(folder)
    outside, inside = _WITNESSES_OF_NOBODY, _WITNESSES_OF_NOBODY
    if log.exists():
        if not after_loss:
            raise Trouble(f"the log is made already; its keys are in {log.path / 'policy'}")
        if name == log.public_key().name:
            raise Trouble(f"{name} is the log in which entries are lost; a new one has another name")
        outside, inside = (_witnesses(log.path / one) for one in ("policy", "inner.policy"))
        _put_by(log, place)
    make_keys(place, name)
    keys = read_keys(place)
    audit = audit_place(folder)
    if not audit.exists():
        with written_whole(audit) as out:
            out.write(f"{secrets.token_hex(32)}\n".encode())
    write_whole(log.path / "inner.key", f"{keys[INNER].key.text}\n".encode())
    for file, key, lines in (
        ("inner.policy", keys[INNER].key, inside),
        ("policy", keys[PUBLIC].key, outside),
    ):
        told = ["# the log, its witnesses, and how many of them are enough", f"log {key.text}", *lines, ""]
        write_whole(log.path / file, "\n".join(told).encode())
    return log


_WITNESSES_OF_NOBODY = ["quorum none"]


def _witnesses(policy: Path) -> list[str]:
    """What a policy says of witnesses, as lines."""
    if not policy.exists():
        return _WITNESSES_OF_NOBODY
    told = policy.read_text().splitlines()
    return [line for line in told if line.split()[:1] != ["log"] and not line.startswith("#")]


def _put_by(log: LogFolder, signer: Path) -> None:
    """Move keys, policy and checkpoints of a log that ended out of the way; they stay, as does every head it signed."""
    name = log.public_key().id.hex()
    for place, files in (
        (log.path, ("inner.key", "inner.policy", "inner/checkpoint", "public/checkpoint", "policy")),
        (signer, (f"{INNER}.key", f"{PUBLIC}.key")),
    ):
        for file in files:
            if (place / file).exists():
                ended = place / "ended" / name / file
                ended.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                (place / file).rename(ended)


def audit_place(folder: DataFolder) -> Path:
    """Where the key of the dummies lies, of which the auditor has a copy."""
    return folder.secrets / f"{folder.own('audit')}.key"


def audit_key(folder: DataFolder) -> bytes:
    """The key of the dummies."""
    place = audit_place(folder)
    try:
        return bytes.fromhex(place.read_text().strip())
    except (FileNotFoundError, ValueError):
        raise Trouble(f"{place} is gone or damaged; put it back from the auditor's copy") from None


def write_whole(place: Path, data: bytes) -> None:
    """Write a file so that it is there whole, also after a power cut, or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(place, ANYBODY) as file:
        file.write(data)
