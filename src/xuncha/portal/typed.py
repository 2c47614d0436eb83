"""What somebody typed into the form of a report, and what is still missing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import category
from uuid import UUID

from xuncha.core.protection.addressing import Whom
from xuncha.core.words import Text
from xuncha.portal.keys import Readers
from xuncha.portal.published import Shown
from xuncha.portal.whom import choices, reader_of
from xuncha.vault.report import ANONYMOUS, MODES, OPEN, Report

LONGEST = {"happened": 20_000, "unit_name": 200, "name": 100, "contact": 300}
"""Characters there is room for, by the field."""

ANOTHER = "another"
"""What is chosen where a unit is not in the list."""

_MISSING_WORDS = Text(
    "请写什么事：什么时候、在哪里、怎么回事", "Please write what happened: when, where and how"
)
_MISSING_UNIT = Text(
    "请选单位；列表里没有的，写它的名称", "Please choose the unit; if it is not in the list, write its name"
)
_MISSING_ABOUT = Text("请选反映的是谁", "Please choose whom it is about")
_NOBODY_READS = Text(
    "这里受理的人都要回避，没有人能看这一件。请向上一级机关反映",
    "Everybody who takes reports in here has a tie, so nobody may read this one. Please turn to the level above",
)
_MISSING_NAME = Text(
    "实名要写名字；不想写的，可以选匿名",
    "Under your name means writing it; if you would rather not, choose Without a name",
)
_MISSING_EITHER = Text(
    "要求保密的，请写名字或者联系方式；都不想写的，可以选匿名",
    "Confidential means a name or a way to reach you, sealed apart; if you would rather write neither, choose Without a name",
)
_MISSING_MODE = Text("请选要不要写名字", "Please choose whether to give your name")


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the form, as they were typed; `about` is whom it is about (`portal.whom`)."""

    about: str = Whom.UNIT.value
    unit: str = ""
    unit_name: str = ""
    happened: str = ""
    mode: str = ANONYMOUS
    name: str = ""
    contact: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Typed:
        """What was sent, as it is kept."""
        typed = cls(*(cleaned(sent.get(name, "")) for name in cls.__slots__))
        return typed if typed.about else replace(typed, about=Whom.UNIT.value)

    def fields(self) -> list[tuple[str, str]]:
        """Each field with its name, to be carried from page to page: nothing is kept anywhere else."""
        return [(name, getattr(self, name)) for name in self.__slots__]

    @property
    def written(self) -> bytes:
        """All of it: what a report that is sent again is known by (`vault.once`)."""
        return "\0".join(value for _, value in self.fields()).encode()

    def faults(self, units: Mapping[UUID, Shown], office: Mapping[str, Any], to: Readers) -> dict[str, Text]:
        """What keeps it from being sent, by the field."""
        found: dict[str, Text] = {}
        if self.about not in {one.whom for one in choices(office, to)}:
            found["about"] = _MISSING_ABOUT
        elif not to.name(reader_of(office, self.about, self.chosen(units))):
            found["about"] = _NOBODY_READS
        if not self.happened:
            found["happened"] = _MISSING_WORDS
        if self.about != Whom.INTAKE and not self.chosen(units) and not self.unit_name:
            found["unit_name" if self.unit == ANOTHER else "unit"] = _MISSING_UNIT
        if self.mode not in MODES:
            found["mode"] = _MISSING_MODE
        elif self.mode == OPEN and not self.name:
            found["name"] = _MISSING_NAME
        elif self.mode != ANONYMOUS and not (self.name or self.contact):
            found["name"] = _MISSING_EITHER
        for name, most in LONGEST.items():
            if self.mode == ANONYMOUS and name in ("name", "contact"):
                continue  # not sent, and not shown
            if (length := len(getattr(self, name))) > most:
                found[name] = too_long(most, length)
        return found

    def chosen(self, units: Mapping[UUID, Shown]) -> Shown | None:
        """The unit of the list that was chosen, if one was."""
        try:
            return units.get(UUID(self.unit))
        except ValueError:
            return None

    def report(self, units: Mapping[UUID, Shown], office: Mapping[str, Any], to: Readers) -> Report:
        """What is sealed: without a name where none is to be given, whatever was typed before that was chosen.

        A report about whoever takes reports in is about no unit.
        """
        is_of_intake = self.about == Whom.INTAKE
        unit = None if is_of_intake else self.chosen(units)
        named = str(to.intake.get("zh", "")) if is_of_intake else self.unit_name
        is_named = self.mode != ANONYMOUS
        return Report(
            str(unit.id) if unit else "",
            str(unit.told["title"]["zh"]) if unit else named,
            self.happened,
            self.mode,
            self.name if is_named else "",
            self.contact if is_named else "",
            self.about,
            reader_of(office, self.about, unit),
        )


def cleaned(typed: str) -> str:
    """What was typed, without control characters, which nobody types and which take much room; a browser ends lines in two signs."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) != "Cc").strip()


def too_long(most: int, length: int) -> Text:
    """What is said of a text for which there is no room."""
    return Text(
        f"最多 {most:,} 字，现在有 {length:,} 字。写不下的，可以再发一份",
        f"At most {most:,} characters; there are {length:,}. What does not fit may be sent as another report",
    )


def too_rare(most: int, length: int) -> Text:
    """What is said of a text of rare characters, which take more room than others."""
    return Text(
        f"生僻字多，占 {length:,} 字节，最多 {most:,} 字节。请分几次发",
        f"It has many rare characters and takes {length:,} bytes of at most {most:,}. Please send it in parts",
    )
