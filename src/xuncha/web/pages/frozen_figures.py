"""The figures of days held as they stand in a circular, and the rows behind them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from xuncha.core.rows import Subject
from xuncha.store.viewer import Viewer
from xuncha.web.kit.pages import SubjectPage


def frozen_rows(viewer: Viewer, paper: Subject, party: UUID | None) -> SubjectPage:
    """The matters behind one line of a circular."""
    raise Http404
