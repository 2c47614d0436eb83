"""What a demo is: a fictional city under one regulation, and who may look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from xuncha.actions.clock import supervise
from xuncha.demo import PASSWORD
from xuncha.demo.office import Office
from xuncha.store.account import Account
from xuncha.store.append import run

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""


@dataclass(frozen=True)
class DemoAccount:
    """Who logs in, and as what."""

    login_name: str
    display_name: str
    role: str


@dataclass(frozen=True)
class Demo:
    """A fictional city: its regulation, its accounts, how it is built, and where to click first."""

    scheme: str
    accounts: tuple[DemoAccount, ...]
    city: type[Building]
    first: str

    def load(self, progress: Progress) -> None:
        """Make the city where it is missing."""
        if not run([("SELECT 1 FROM jurisdiction", [])])[0]:
            with transaction.atomic():
                city = self.city(progress)
                city.build()
                for account in self.accounts:
                    Account.objects.create_account(
                        account.login_name, account.display_name, PASSWORD, is_demo=True,
                        person=city.office.keys[account.display_name],
                    )  # fmt: skip


class Building:
    """
    Builds a city step by step, the clock running from long ago until today.

    A city says in `steps` what is done, each with how many days ago; a step is a method named for what offices do.
    """

    def __init__(self, progress: Progress, today: date | None = None) -> None:
        self.office = Office()
        self.today = today or date.today()  # noqa: DTZ011 - the office's own day
        self._progress = progress

    def steps(self) -> list[tuple[int, Callable[[], None]]]:
        """What is done, in order, each with the days before today on which it begins."""
        raise NotImplementedError

    def build(self) -> None:
        """Every step on its day, and what the clock urges and reports before it."""
        steps = self.steps()
        for done, (days_ago, step) in enumerate(steps, 1):
            self.office.on(self.ago(days_ago))
            supervise(self.office.now)
            step()
            self._progress("city", done, len(steps))
        supervise(self.office.on(self.today).now)

    def ago(self, days: int) -> date:
        """A day so many days before today."""
        return self.today - timedelta(days=days)
