"""Checks the [scheme] table: what a regulation says of itself as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.values import listed
from xuncha.core.faults import nearest_words
from xuncha.core.names.nouns import NOUNS
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import Known
from xuncha.core.review.check.roles_and_lists import is_day
from xuncha.core.scheme.rules import Scheme
from xuncha.core.scheme.shape import ABOUT_SHAPES, NOTE
from xuncha.core.words import Text

KEYS_OF_ENDS = ("acts", "cite")


def check_about(found: Findings, scheme: Scheme, known: Known) -> None:
    """Every key means something, and holds a day that exists, a kind of round or body that the lists have, acts that there are."""
    for key, value in scheme.about.items():
        if key not in ABOUT_SHAPES:
            _check_other(found, scheme, key, value)
            continue
        fits, wanted = ABOUT_SHAPES[key]
        if key != "starts_on" and not fits(value):
            found.of_scheme(key, Text("这里的值种类不对", "not the kind of value that stands here"), wanted)
    _check_starts_on(found, scheme)
    _check_ends(found, scheme.about.get("authority_ends_after"))
    _check_nouns(found, scheme.about.get("nouns"))
    _check_named(found, scheme, known)


def _check_other(found: Findings, scheme: Scheme, key: str, value: Any) -> None:
    """A key of no meaning of its own names a day (`scheme.NAME`), or in `base` the clause of what the code itself keeps."""
    is_kept_by_code = scheme.id == "base" and isinstance(value, Mapping) and set(value) == {"cite"}
    if is_kept_by_code or is_day(value):
        return
    wrong = Text(f"scheme 里没有“{key}”这一项，它也不是日子", f"unknown key {key!r} in scheme, and no day")
    found.of_scheme(key, wrong, nearest_words(key, ABOUT_SHAPES))


def _check_starts_on(found: Findings, scheme: Scheme) -> None:
    starts_on = scheme.about.get("starts_on")
    if starts_on is not None and not is_day(starts_on):
        wrong = Text(f"施行日期看不懂：“{starts_on}”", f"starts_on {str(starts_on)!r} is not a day")
        right = Text('应写成 starts_on = "2015-09-24"', 'Write starts_on = "2015-09-24"')
        found.of_scheme("starts_on", wrong, right)


def _check_ends(found: Findings, ends: Any) -> None:
    """What a team is still to do are acts that there are."""
    if not isinstance(ends, Mapping):
        return
    for key in ends.keys() - set(KEYS_OF_ENDS):
        wrong = Text(
            f"authority_ends_after 里没有“{key}”这一项", f"unknown key {key!r} in authority_ends_after"
        )
        found.of_scheme("authority_ends_after", wrong, nearest_words(key, KEYS_OF_ENDS))
    for name in listed(ends.get("acts")):
        if str(name).partition(":")[0] not in CATALOGUE:
            wrong = Text(f"没有“{name}”这一种事", f"there is no act {name!r}")
            near = nearest_words(str(name).partition(":")[0], CATALOGUE)
            found.of_scheme("authority_ends_after", wrong, near)


def _check_nouns(found: Findings, nouns: Any) -> None:
    """Each noun is one that pages say, and stands in both languages."""
    if not isinstance(nouns, Mapping):
        return
    for name, words in nouns.items():
        if name not in NOUNS:
            wrong = Text(f"nouns 里没有“{name}”这一项", f"unknown key {name!r} in nouns")
            found.of_scheme("nouns", wrong, nearest_words(name, NOUNS))
        elif not (
            isinstance(words, Mapping) and set(words) == {"zh", "en"} and all(map(_is_said, words.values()))
        ):
            wrong = Text(f"“{name}”没有写全 zh 和 en", f"{name!r} has no zh or en")
            found.of_scheme("nouns", wrong, NOTE)


def _is_said(words: Any) -> bool:
    return isinstance(words, str) and bool(words.strip())


def _check_named(found: Findings, scheme: Scheme, known: Known) -> None:
    """The kind of round and the kind of body it names are in the lists."""
    campaign = scheme.about.get("campaign")
    kind = campaign.get("kind") if isinstance(campaign, Mapping) else None
    kinds = known.values("campaign_kinds")
    if kind and kinds and kind not in kinds:
        wrong = Text(f"轮次种类“{kind}”不在列表 campaign_kinds 中", f"unknown kind of round {kind!r}")
        found.of_scheme("campaign", wrong, nearest_words(str(kind), kinds))
    supervisor = scheme.about.get("supervisor")
    if isinstance(supervisor, str) and supervisor not in known.body_kinds:
        wrong = Text(f"没有这个机构种类：“{supervisor}”", f"unknown kind of body {supervisor!r}")
        found.of_scheme("supervisor", wrong, nearest_words(supervisor, known.body_kinds))
