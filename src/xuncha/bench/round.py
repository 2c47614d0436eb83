"""The round that is measured: the demo's city, with all eight units entered at once and nothing yet found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.db import transaction

from xuncha.demo import PASSWORD
from xuncha.demo.yiwu.city import City
from xuncha.demo.yiwu.people import TEAMS, UNITS
from xuncha.store.account import Account

FINDING = {
    "title": "惠农补贴未及时发放到户",
    "text": "抽查三个村的发放清册，发现三项资金共滞留四个月，涉及农户一百二十户，村里解释为等待核对。",
    "basis": "有关资金管理规定",
    "advice": "限期发放到户并公示",
    "fields": "field1",
    "source": "check",
}
UNIT_NAMES = tuple(name for name, *_ in UNITS)


class Round(City):
    """A round in which every unit has been entered, with an account for each who takes part."""

    def __init__(self, rounds: int = 1) -> None:
        super().__init__(lambda what, done, of: None)
        self.rounds = rounds

    def steps(self) -> list[tuple[int, Callable[[], None]]]:
        return [
            (40, self.found), (38, self.open_round), (36, self.form_teams),
            *((30, step) for unit in UNIT_NAMES for step in (partial(self.prepare, unit), partial(self._announce, unit))),
            *((20, partial(self.enter, unit)) for unit in UNIT_NAMES),
            (20, self._find), (20, self.accounts), *((18, partial(self._open_another, n)) for n in range(2, self.rounds + 1)),
        ]  # fmt: skip

    def build(self) -> None:
        """Make it in one transaction."""
        with transaction.atomic():
            super().build()

    def _find(self) -> None:
        self.office.do("team1/member", "finding.recorded", FINDING, within="inspection liutang")

    def _announce(self, unit: str) -> None:
        """The demo leaves one unit without its announcement; here none is left behind."""
        if f"announcement {unit}" in self.office.keys:
            return
        do, team = self.office.do, self.team_of(unit)
        day = self.office.day.isoformat()
        do(f"{unit}/principal", "document.received", {"received_on": day}, subject=f"notice {unit}")
        text = {"kind": "announcement", "time": day, "content": "履职情况", "requirements": "如实反映",
                "phone": "0579-0000-0000", "box": "巡查专用信箱"}  # fmt: skip
        place = f"inspection {unit}"
        do(f"{team}/member", "document.drafted", text, within=place, name=f"announcement {unit}")
        do(f"{team}/head", "document.signed", {}, subject=f"announcement {unit}")
        board = {"medium": "board", "place": "公告栏"}
        do(f"{team}/member", "document.published", board, subject=f"announcement {unit}")

    def _open_another(self, n: int) -> None:
        """A further round of the same units, running beside the first."""
        do, name = self.office.do, f"round {n}"
        do(
            "group",
            "decision.made",
            {"question": "round", "conclusion": f"开展第 {n} 轮巡查"},
            subject="group",
        )
        opened = {"kind": "round", "title": f"第 {n} 轮巡查", "starts_on": self.office.day.isoformat()}
        do("office/clerk", "campaign.opened", opened, name=name)
        for unit in UNIT_NAMES:
            enrolled = {"unit": f"@{unit}", "ground": "listed"}
            do("office/clerk", "unit.enrolled", enrolled, within=name, name=f"inspection {unit} {n}")

    @property
    def campaigns(self) -> list[UUID]:
        """The rounds that run, the first one first."""
        return [
            self.office.keys["round"],
            *(self.office.keys[f"round {n}"] for n in range(2, self.rounds + 1)),
        ]

    def accounts(self) -> None:
        """An account for each seat of a team, the office's clerk and each unit's principal: `team1-head`."""
        for team, _, crew, _ in TEAMS:
            for seat, person in zip(("head", "deputy", "member", "registrar"), crew, strict=False):
                self._account(f"{team}-{seat}", person)
        self._account("office", self.office.seats["office/clerk"])
        for unit in UNIT_NAMES:
            self._account(unit, self.office.seats[f"{unit}/principal"])

    def _account(self, login_name: str, person: str) -> None:
        Account.objects.create_account(login_name, person, PASSWORD, person=self.office.keys[person])
