"""A city's portal without its pages: what the office publishes, a report about each whom it offers, and what is registered."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone

from xuncha.actions.intake import take_in
from xuncha.portal.keys import readers
from xuncha.portal.published import shown
from xuncha.portal.typed import Typed
from xuncha.portal.whom import choices
from xuncha.server.publishing import publish_all
from xuncha.store.append import run
from xuncha.store.custody import desk_of
from xuncha.vault.report import seal_report


def reports_taken_in() -> dict[str, tuple[str, set[UUID]]]:
    """For each whom a report may be about: the kind of intake as which it was registered, and who reads it."""
    publish_all()
    to, [office] = readers(), shown("office")
    assert to is not None
    units = {one.id: one for one in shown("unit")}
    about = {}
    for one in choices(office.told, to):
        typed = Typed(about=one.whom, unit_name="某站", happened="某事")
        assert typed.faults(units, office.told, to) == {}
        place = uuid4()
        sealed = seal_report(typed.report(units, office.told, to), place, to.seals_to, timezone.localdate())[
            1
        ]
        sql = "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, current_date, '', %s)"
        run([(sql, [place, sealed])])
        assert take_in(timezone.now()) == 1, one.whom
        last = "SELECT code, readers FROM subject WHERE kind = 'complaint' ORDER BY version DESC LIMIT 1"
        [[code, read_by]] = run([(last, [])])[0]
        about[one.whom] = (str(code), set(read_by))
    return about


def each_is_read_where_it_should_be(taken: dict[str, tuple[str, set[UUID]]]) -> None:
    """What is about a unit or a team reaches the intake; what is about the intake, the level above and nobody else."""
    intake, above = desk_of("intake"), desk_of("above")
    for whom, (_, read_by) in taken.items():
        if whom == "intake":
            assert read_by == {above}
        else:
            assert intake in read_by
