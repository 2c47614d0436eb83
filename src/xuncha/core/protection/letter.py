"""How a step is told in a letter: the set sentence in both languages, as which is read is not known where it is written, and
below it what was written for the reporter, as it was written.

A letter without the mark is plain text.
"""

from __future__ import annotations

import json

from xuncha.core.words import Text

MARK = "\0told "
"""What such a letter begins with; no text does, as texts have no such character."""


def told(said: Text, written: str = "") -> str:
    """A letter with a set sentence, and what was written for its reader."""
    words = {"zh": said.zh, "en": said.en, "written": written}
    return MARK + json.dumps(words, ensure_ascii=False, sort_keys=True)


def read(letter: str) -> tuple[Text, str]:
    """The sentence in both languages, and what was written; of a plain letter there is no sentence.

    >>> read(told(Text("已经受理。", "It was accepted."), "第一行"))
    (Text(zh='已经受理。', en='It was accepted.'), '第一行')
    >>> read("请问是哪一天？")
    (Text(zh='', en=''), '请问是哪一天？')
    """
    if not letter.startswith(MARK):
        return Text("", ""), letter
    words = json.loads(letter.removeprefix(MARK))
    return Text(str(words["zh"]), str(words["en"])), str(words["written"])
