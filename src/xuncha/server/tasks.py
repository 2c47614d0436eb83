"""Jobs by the calendar, done by the worker; each may run twice without harm."""

from django.utils import timezone
from procrastinate.contrib.django import app

from xuncha.actions.clock import keep_up


@app.periodic(cron="10 16 * * *")  # type: ignore[untyped-decorator]  # ten past midnight in Shanghai; the clock of the jobs is UTC
@app.task(queueing_lock="clock", pass_context=False)  # type: ignore[untyped-decorator]
def clock(timestamp: int) -> None:
    """Do what the calendar does by itself."""
    keep_up(timezone.now())
