"""How a step is told in a letter: the set sentence in both languages, as which is read is not known where it is written, and
below it what was written for the reporter, as it was written.

A letter without a mark is plain text.  All letters have one size; what does not fit goes on in the next one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from xuncha.core.words import Text

MARK = "\0told "
"""What such a letter begins with; no text does, as texts have no such character."""


def told(said: Text, written: str = "") -> str:
    """A letter with a set sentence, and what was written for its reader."""
    words = {"zh": said.zh, "en": said.en, "written": written}
    return MARK + json.dumps(words, ensure_ascii=False, sort_keys=True)


def parts(said: Text, written: str, most: int) -> list[str]:
    """The letters that tell a step, each of at most so many bytes: the first with its sentence, those after it go on.

    >>> said = Text("已经答复。", "It was answered.")
    >>> both = parts(said, "第一行第二行", 80)
    >>> len(both), [len(one.encode()) <= 80 for one in both]
    (2, [True, True])
    >>> first, second = map(read, both)
    >>> first[0] == said, goes_on(second[1]), first[1] + rest(second[1])
    (True, True, '第一行第二行')
    """
    cut = [*_cut(written, most - len(told(said).encode()), most - len(GOES_ON.encode()))]
    return [told(said, cut[0]), *(GOES_ON + piece for piece in cut[1:])]


GOES_ON = "\0goes on "
"""What a letter begins with that is the rest of the one before it."""


def _cut(written: str, first: int, others: int) -> Iterator[str]:
    """The words in pieces of at most so many bytes, as they are written in a letter."""
    piece, room = "", first
    for sign in written:
        size = len(json.dumps(sign, ensure_ascii=False).encode()) - 2
        if size > room:
            yield piece
            piece, room = "", others
        piece += sign
        room -= size
    yield piece


def goes_on(words: str) -> bool:
    """Whether a letter, as it was read, is the rest of the one before it."""
    return words.startswith(GOES_ON)


def rest(words: str) -> str:
    """The words of a letter, as it was read, without the mark that it goes on."""
    return words.removeprefix(GOES_ON)


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
