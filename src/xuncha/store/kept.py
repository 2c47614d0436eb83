"""What came with a regulation of the office's own: its table of clauses and its worked case.

They lie in the data folder (`schemes/DIGEST/`) under the digest of the regulation's text, which itself stands in the
database.  What ships with the product is read from the product, unless a writing of the office's own came with its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from xuncha import shipped
from xuncha.core.scheme.clause import Clause, read_clauses
from xuncha.core.scheme.rules import Scheme
from xuncha.vault.whole_file import written_whole

CLAUSES, CASE = "clauses.tsv", "case.toml"


def keep(source: str, clauses: str, case: str) -> Path:
    """Keep what came with a regulation; what is empty is left out, and a second time changes nothing."""
    place = _folder() / hashlib.sha256(source.encode()).hexdigest()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, text in ((CLAUSES, clauses), (CASE, case)):
        if text:
            with written_whole(place / name) as file:
                file.write(text.encode())
    return place


def clauses_of(scheme: Scheme) -> tuple[Clause, ...]:
    """What a regulation asks, one norm a row; none where no table came with it."""
    return tuple(_table(str(_folder() / scheme.digest)).values()) or shipped.clauses(scheme.id)


def case_of(scheme: Scheme) -> str:
    """The worked case of a regulation, or nothing where none came with it."""
    file = _folder() / scheme.digest / CASE
    return file.read_text(encoding="utf-8") if file.is_file() else shipped.case_text(scheme.id)


def clause_kept(key: str) -> Clause | None:
    """One clause of a regulation of the office's own; of several writings of it, the one kept last."""
    return next((table[key] for table in _tables() if key in table), None)


def _folder() -> Path:
    return Path(settings.DATA) / "schemes"


def _tables() -> Iterator[Mapping[str, Clause]]:
    folder = _folder()
    places = sorted(folder.iterdir(), key=lambda one: -one.stat().st_mtime_ns) if folder.is_dir() else ()
    return (_table(str(place)) for place in places)


def _table(place: str) -> Mapping[str, Clause]:
    """A table by the ids of its clauses; one that is not there is looked for again the next time."""
    return _read(place) if (Path(place) / CLAUSES).is_file() else {}


@lru_cache(maxsize=64)
def _read(place: str) -> Mapping[str, Clause]:
    file = Path(place) / CLAUSES
    return {clause.id: clause for clause in read_clauses(file.read_text(encoding="utf-8"), CLAUSES)}
