"""What can I do here: the acts open to me, and those that are not, with what they still need."""

from dataclasses import dataclass, replace
from typing import ClassVar

from xuncha.web.kit.link import Button, Cite, Link, Words

SHOWN = 5
"""Acts that are seen at once; the others stand folded under them."""


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act that is open to me now, and what it will do."""

    button: Button
    note: Words = ""
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedAct:
    """An act a clause does not allow yet.

    Each missing thing leads to where it is supplied; `whom` can supply what is not mine to supply. It stands open
    when it would discharge a duty of mine.
    """

    words: Words
    missing: tuple[Link | Words, ...]
    way_out: Words = ""
    cites: tuple[Cite, ...] = ()
    whom: Words = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class ActChoice:
    """The card 现在能办什么: first the act that discharges my duty, then the others, then what must wait."""

    template: ClassVar[str] = "kit/act_choice.html"

    acts: tuple[OpenAct, ...]
    refused: tuple[RefusedAct, ...] = ()

    def outlined(self) -> "ActChoice":
        """The same without a black button, where one stands elsewhere on the page."""
        plain = tuple(replace(act, button=replace(act.button, is_filled=False)) for act in self.acts)
        return replace(self, acts=plain)

    @property
    def shown(self) -> tuple[OpenAct, ...]:
        """Those that discharge a duty, and a few more; one or two that would be left over are shown too."""
        n = max(SHOWN, sum(1 for act in self.acts if act.note))
        return self.acts if len(self.acts) <= n + 2 else self.acts[:n]

    @property
    def folded(self) -> tuple[OpenAct, ...]:
        return self.acts[len(self.shown) :]

    @property
    def first(self) -> OpenAct | None:
        """The one act repeated under the title where the card comes after the page."""
        return next((act for act in self.acts if act.button.is_filled), None)
