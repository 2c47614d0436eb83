"""When something is due, as a light, words and a date that opens "why this date?"."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.core.dates.day_words import say_day
from xuncha.core.dates.standing import Light, Standing
from xuncha.core.words import Text
from xuncha.web.kit.link import Words


class Whose(StrEnum):
    """Who owes it, as the viewer sees it: a filled light is mine, a hollow one somebody else's."""

    MINE = "mine"
    THEIRS = "theirs"
    NEITHER = "neither"
    """Neither mine to do nor mine to urge: a light only where it is late, else the words and the date."""


LIGHT_WORDS = {
    Light.LATE: Text("逾期", "late"),
    Light.SOON: Text("临期", "soon"),
    Light.OK: Text("按期", "in time"),
    Light.NONE: Text("未定天数", "no period set"),
    Light.DONE: Text("已办", "done"),
}


PROVISIONAL = Text("暂定", "prov.")
"""Before a date in a year of which the holidays are not known yet."""


@dataclass(frozen=True, slots=True)
class DueChip:
    """One due date.

    `href` opens the reckoning. A duty without a number of days has no `on`; it shows how long it has waited and
    `since` what ("9月22日 提出"). `who` stands before the words where the page does not say whose it is. `said`
    replaces the words of the standing ("9月18日 报").
    """

    standing: Standing
    on: date | None = None
    href: str = ""
    whose: Whose = Whose.MINE
    waited: int | None = None
    since: Words = ""
    who: Words = ""
    said: Words = ""
    until: str = ""
    is_made_up_day: bool = False
    is_provisional: bool = False
    with_year: bool = False
    counts_today: bool = False
    """Whether today is among the working days left."""

    @property
    def light(self) -> Light:
        return self.standing.light

    @property
    def says_today(self) -> bool:
        """Whether the date says that today is among the days left."""
        left = self.standing
        return bool(self.counts_today and not self.said and left.working_days_left and left.days_left)

    def words(self) -> Words:
        """What stands beside the light."""
        if self.said:
            return self.said
        if self.light is Light.NONE and self.waited is not None:
            days = "day" if self.waited == 1 else "days"
            return Text(f"已等 {self.waited} 个工作日", f"waiting {self.waited} working {days}")
        return self.standing.words()

    def day_words(self) -> Text:
        """The date, with the hour where it counts, and a word on weekend days that are worked."""
        if self.on is None:
            return Text("", "")
        day = say_day(self.on, with_year=self.with_year)
        zh, en = f"{day.zh} {self.until}".strip(), f"{day.en} {self.until}".strip()
        if self.is_made_up_day:
            zh, en = f"{zh}，上班", f"{en}, a working day"
        mark = PROVISIONAL
        return Text(f"{mark.zh} {zh}", f"{mark.en} {en}") if self.is_provisional else Text(zh, en)
