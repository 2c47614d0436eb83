"""What templates of the portal need: both languages side by side, and addresses that keep the way of reading."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import template

from xuncha.core.dates.day_words import say_plain
from xuncha.core.words import Text
from xuncha.portal.way import current

register = template.Library()


@register.simple_tag
def say(zh: str, en: str) -> str:
    """The words in the language of the page."""
    return en if current().is_english else zh


@register.filter
def t(words: Any) -> str:
    """Words in the language of the page: as they were published, {"zh": …, "en": …}, our own, or the same in both languages."""
    if isinstance(words, Text):
        return words.en if current().is_english else words.zh
    if isinstance(words, dict):
        return str(words.get("en" if current().is_english else "zh") or words.get("zh") or "")
    return str(words)


@register.simple_tag
def to(path: str) -> str:
    """The address of a page, read as this one is."""
    return current().to(path)


@register.simple_tag
def way() -> Any:
    return current()


@register.simple_tag
def other_way(what: str) -> str:
    """The address of this page in the other language (`language`) or size of letters (`size`)."""
    here = current()
    if what == "language":
        return replace(here, is_english=not here.is_english).to(here.path)
    return replace(here, is_large=not here.is_large).to(here.path)


@register.filter
def of(found: Any, name: str) -> Any:
    """What a mapping has under a name, or nothing."""
    return found.get(name, "")


@register.filter
def day(iso: Any) -> str:
    """A day in the words of the page, from how it is sent (2026-11-30)."""
    try:
        return t(say_plain(date.fromisoformat(str(iso))))
    except ValueError:
        return ""


@register.filter
def text(value: Any) -> str:
    """A value as a form sends it."""
    return str(value)
