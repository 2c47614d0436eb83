"""What the few kinds of page are given, beside the frame."""

from dataclasses import dataclass

from xuncha.core.words import Text
from xuncha.web.kit.act_choice import ActChoice
from xuncha.web.kit.block import Block, Card, Shown, Stages
from xuncha.web.kit.duty_line import DoneLine, DutyGroup, OwedLine
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.form_page import FormPage
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.ledger import Ledger
from xuncha.web.kit.link import Link
from xuncha.web.kit.strip import Strip
from xuncha.web.kit.unfinished_line import UnfinishedLine
from xuncha.web.kit.why_date import WhyDate


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`desk.html`: what I owe, by when, why, and the one button; beside it what I wait for and lately did.

    An inspected unit has its `way` through the round instead of the fortnight, its problems `below`, and whom to call.
    """

    heading: Heading
    strip: Strip
    n_mine: int
    groups: tuple[DutyGroup, ...]
    theirs: tuple[OwedLine, ...] = ()
    theirs_all: Link | None = None
    done: tuple[DoneLine, ...] = ()
    unfinished: tuple[UnfinishedLine, ...] = ()
    draft_days: int = 0
    empty: Empty | None = None
    is_more: bool = False
    way: Stages | None = None
    below: tuple[Shown, ...] = ()
    cards: tuple[Shown, ...] = ()

    @property
    def mine_words(self) -> Text:
        things = "thing" if self.n_mine == 1 else "things"
        n = f"{self.n_mine:,}{'+' if self.is_more else ''}"
        return Text(f"要我办的 {n} 件", f"{n} {things} for me to do")


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """`subject.html`: one subject, one page, all roles; what a reader may not know is simply not among the parts.

    Without a right column (no acts, no why, no cards) the blocks take the whole width.
    """

    heading: Heading
    blocks: tuple[Shown, ...]
    acts: ActChoice | None = None
    why: WhyDate | None = None
    cards: tuple[Card, ...] = ()

    @property
    def has_side(self) -> bool:
        return bool(self.acts or self.why or self.cards)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """`register.html`: a ledger under its heading."""

    heading: Heading
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class ActPage:
    """`act_form.html`: one act; the same form is shown in a dialog where the browser can."""

    heading: Heading
    form: FormPage
    beside: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyPage:
    """`why_date.html`: the reckoning of one due date as a page one can print and keep."""

    heading: Heading
    why: WhyDate
    again: FormPage | None = None
    trial: WhyDate | None = None
    blocks: tuple[Block, ...] = ()
