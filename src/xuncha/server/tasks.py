"""Jobs by the calendar, done by the worker; each may run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from xuncha.actions.clock import begin_periods, forget_drafts, move_due_dates


@app.periodic(cron="10 16 * * *")  # type: ignore[untyped-decorator]  # ten past midnight in Shanghai; the clock of the jobs is UTC
@app.task(queueing_lock="clock", pass_context=False)  # type: ignore[untyped-decorator]
def clock(timestamp: int) -> None:
    """Begin the periods that have come, move what a new holiday notice moves, forget the drafts that waited too long."""
    begin_periods(timezone.now())
    move_due_dates(timezone.now())
    forget_drafts(timezone.now())
