"""The data folder: everything an office owns on this machine lies in it and nowhere else."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from xuncha.server.trouble import Trouble, trouble_with
from xuncha.vault.whole_file import keep_names, written_whole


@dataclass(frozen=True)
class DataFolder:
    """
    A folder with the database, the files and the secrets of an office.

        postgres/   the database server's own folder (belongs to whom the server runs as)
        secrets/    passwords and keys, each readable by one account only
        files/      what people attach, named by hash
        schemes/    clauses and worked case of a regulation of the office's own, by the digest of its text
        log/        the verifiable log as it is served, its public keys and policy
        signer/     the secret keys of the log, and every head it signed
    """

    path: Path

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def files(self) -> Path:
        return self.path / "files"

    def own(self, name: str) -> str:
        """The name of something that each jurisdiction in this folder has for itself: `log`, or `log-practice`."""
        schema = os.environ.get("XUNCHA_SCHEMA") or "xuncha"
        return name if schema == "xuncha" else f"{name}-{schema}"

    def exists(self) -> bool:
        return self.secrets.is_dir()

    def create(self) -> None:
        """Make the folder and what must lie in it; a second time changes nothing."""
        try:
            # Others may pass through but not look: a root-started database runs as `nobody` below this folder.
            # A folder that was there already keeps the rights its owner gave it.
            if not self.path.exists():
                self.path.mkdir(parents=True)
                self.path.chmod(0o711)
            for inner in (self.secrets, self.files):
                inner.mkdir(mode=0o700, exist_ok=True)
            keep_names(self.path)
            self.secret("django.key")
        except OSError as error:
            raise trouble_with(self.path, error) from error

    def secret(self, name: str) -> str:
        """Read a secret, making it up the first time."""
        place = self.secrets / name
        if place.exists():
            return place.read_text().strip()
        word = secrets.token_urlsafe(32)
        self._keep(name, word)
        return word

    def password_file(self, role: str) -> Path:
        """The file in the form libpq reads, so that no password stands in an environment or an address."""
        place = self.secrets / f"{role}.pgpass"
        if not place.exists():
            self._keep(place.name, f"*:*:*:{role}:{secrets.token_urlsafe(32)}")
        return place

    def password_of(self, role: str) -> str:
        return self.password_file(role).read_text().strip().rsplit(":", 1)[1]

    def _keep(self, name: str, text: str) -> None:
        # On disk before it is used: what the database knows as a password and a power cut took from here opens nothing more.
        with written_whole(self.secrets / name) as file:
            file.write(f"{text}\n".encode())


def data_folder(*, create: bool = False) -> DataFolder:
    """The folder named by XUNCHA_DATA, else `data` in the folder where the command is typed."""
    folder = DataFolder(Path(os.environ.get("XUNCHA_DATA") or "data").absolute())
    if create:
        folder.create()
    elif not folder.exists():
        raise Trouble(
            f"there is no office in {folder.path}; go to its folder, name it with XUNCHA_DATA=/path/to/folder, "
            "or make a new one with: xuncha migrate"
        )
    elif not os.access(folder.secrets, os.R_OK | os.X_OK):
        raise Trouble(
            f"the office in {folder.path} belongs to another account of this machine; use that account"
        )
    return folder
