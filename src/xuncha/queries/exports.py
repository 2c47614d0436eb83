"""Every row of a list that the viewer may see, thousand by thousand, with what its cells are made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.readers.told import UNTOLD_FIELDS
from xuncha.core.scheme.rules import Scheme
from xuncha.queries.subjects import (
    listed,
    names_of,
    next_duties,
    titles_of,
)
from xuncha.store.append import run
from xuncha.store.schemes import schemes_for
from xuncha.store.viewer import Viewer

BATCH = 1_000
"""Rows read in one go: so many fit in memory whatever they hold, and a long list needs few queries."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of the list, and what is looked up for them all at once."""

    rows: tuple[Subject, ...]
    duties: Mapping[UUID, Duty]
    names: Mapping[UUID, str]
    schemes: Mapping[UUID, Scheme]


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read within is of one moment, so that no row is missed or doubled while others work."""
    with transaction.atomic():
        run([("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", [])])
        yield


def batches(viewer: Viewer, kind: str, filters: Mapping[str, Any], *, sort: str) -> Iterator[Batch]:
    """The whole list in the order of its page, batch by batch."""
    schemes, after = dict[UUID, Scheme](), ""
    while True:
        page = listed(viewer, kind, filters, sort=sort, after=after, size=BATCH)
        if page.rows:
            yield _batch(viewer, page.rows, schemes)
        after = page.after
        if not after:
            return


_ID = re.compile(r'"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"')
"""An id as it stands in the facts; found in their text, as going through a thousand rows value by value is slow."""


def _batch(viewer: Viewer, rows: tuple[Subject, ...], schemes: dict[UUID, Scheme]) -> Batch:
    schemes |= schemes_for(row for row in rows if row.campaign not in schemes)
    duties = next_duties(viewer, [row.id for row in rows])
    owners = (duty.owner for duty in duties.values())
    places = (key for row in rows for key in (row.unit, row.body))
    said = {text for row in rows for text in _ID.findall(json.dumps(row.facts))}
    keys = {key for key in (*owners, *places) if key} | set(map(UUID, said))
    return Batch(rows, duties, names_of(keys) | titles_of(viewer, keys), schemes)


def hidden_names(viewer: Viewer, kind: str) -> frozenset[str]:
    """Fields of this kind that the viewer never learns."""
    return UNTOLD_FIELDS.get(kind, frozenset()) if viewer.is_inspected else frozenset()
