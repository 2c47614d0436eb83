"""What a reporter does on the page of progress: add, rate, ask for protection, take a proof; as it was chosen, and what is missing.

Beside the words, which are sealed for those who read reports, only codes of lists are sent: the machine of the office reads them
and gives each to whom it is for (`actions.wishes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from xuncha.core.words import Text
from xuncha.portal.attachments import Chosen

ADD, PROOF = "add", "proof"
DISSATISFIED, RETALIATION, LEAK, RECUSAL = "dissatisfied", "retaliation", "leak", "recusal"
WITH_WORDS = (ADD, DISSATISFIED)

NOTHING = Text("请写要补充的话", "Please write what you want to add")
NO_GROUND = Text("请写哪里不满意", "Please write what does not satisfy you")
NO_WAY = Text("请勾受到怎样的对待", "Please tick what was done to you")
NO_SIGN = Text("请勾怎样发现的", "Please tick how you noticed")
NO_ROLE = Text("请选请哪个岗位回避", "Please choose the post that is to recuse itself")
NOT_NOW = Text("现在不能办这一项，请另选", "This cannot be done now; please choose another")
NO_KEY = Text(
    "现在没有收信机关的公钥，这一项封不上、发不了。写的都在：请过几天再来，或者用“怎样反映”页上的别的办法",
    "There is no key of those who read this just now, so it cannot be sealed and sent. What you wrote is still here: please come"
    " again in some days, or use another way on the page How to report",
)
NO_WORDS_WITH_IT = Text(
    "这一项只发所选的，下面写的字不会一起发：请删去再发。要说的话，发完以后另选“补充”来写",
    "Only what you chose is sent here, not the words below: please delete them and send again. What you want to say can be"
    " sent afterwards as an addition",
)

NO_FILES_WITH_IT = Text(
    "附件只能同“补充”一起发：请另选“补充”，或者把附件去掉",
    "Attachments go with an addition alone: choose to add something, or leave them out",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen in the form, as it was sent."""

    what: str = ADD
    words: str = ""
    ways: tuple[str, ...] = ()
    noticed: tuple[str, ...] = ()
    role: str = ""
    files: Chosen = field(default_factory=Chosen)

    @classmethod
    def of(cls, sent: QueryDict) -> Wish:
        words = sent.get("words", "").replace("\r\n", "\n").strip()
        return cls(
            sent.get("what", ADD)[:20],
            words,
            _codes(sent, "ways"),
            _codes(sent, "noticed"),
            sent.get("role", "")[:60],
        )

    def fault(self, told: Mapping[str, Any]) -> Text | None:
        """What is missing, held against what the report's standing says can be done; words that would be lost are no wish."""
        return self._lacking(told) or (NO_WORDS_WITH_IT if self.has_loose_words else None)

    @property
    def has_loose_words(self) -> bool:
        """Whether words were typed with something that is sent without any."""
        return bool(self.words) and self.what not in WITH_WORDS

    def _lacking(self, told: Mapping[str, Any]) -> Text | None:
        match self.what:
            case "add":
                return None if self.words else NOTHING
            case "dissatisfied":
                return NOT_NOW if not told.get("may_disagree") else None if self.words else NO_GROUND
            case "retaliation":
                return None if self._known(told, "ways") else NO_WAY
            case "leak":
                return None if self._known(told, "noticed") else NO_SIGN
            case "recusal":
                return None if self.role in _listed(told, "roles") else NO_ROLE
            case "proof":
                return None if told.get("proof") else NOT_NOW
        return NOT_NOW

    def told(self) -> dict[str, Any]:
        """The codes that are sent, for whichever machine or body they are for; nothing where only words are."""
        match self.what:
            case "dissatisfied":
                return {"kind": DISSATISFIED}
            case "retaliation":
                return {"kind": RETALIATION, "ways": list(self.ways)}
            case "leak":
                return {"kind": LEAK, "noticed": list(self.noticed)}
            case "recusal":
                return {"kind": RECUSAL, "role": self.role}
        return {}

    @property
    def sealed_words(self) -> str:
        """The words, where they belong to what was chosen."""
        return self.words if self.what in WITH_WORDS else ""

    def _known(self, told: Mapping[str, Any], name: str) -> bool:
        return any(code in _listed(told, name) for code in getattr(self, name))


def _listed(told: Mapping[str, Any], name: str) -> set[str]:
    return {str(code) for code, _ in told.get(name, ())}


def _codes(sent: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(code[:40] for code in sent.getlist(name)[:20])
