"""Words in templates: both languages stand side by side in the source, and the reader's one is shown."""

from datetime import date, datetime
from typing import cast

from django import template
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from xuncha.core.dates.day_words import SHANGHAI, say_day, say_plain
from xuncha.core.scheme.nouns import unguarded
from xuncha.core.words import Text
from xuncha.web import language
from xuncha.web.nouns import said as said_by_us

register = template.Library()


@register.simple_tag
def say(zh: str, en: str, **values: object) -> SafeString:
    """`{% say "共 {n} 件" "{n} in all" n=count %}`: the words in the reader's language, values escaped."""
    words = en if language.current() == "en" else zh
    if not values:
        return conditional_escape(words)
    return format_html(words, **{name: in_words(value) for name, value in values.items()})


class Said(template.Node):
    """Words that stand in the template themselves and hold no value: nothing is left to be found out for each page."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def render(self, context: template.Context) -> SafeString:
        return SafeString(self.en if language.current() == "en" else self.zh)


_with_values = register.tags["say"]


@register.tag("say")
def said(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """The tag as it is read in a template: with values, or put into a variable, it is the function above."""
    words = token.split_contents()[1:]
    found = [parser.compile_filter(one) for one in words] if len(words) == 2 else []
    if found and not any(one.is_var or one.filters for one in found):
        return Said(*(str(one.var) for one in found))
    return cast(template.Node, _with_values(parser, token))


@register.simple_tag
def our(noun: str) -> object:
    """`{% our "Work" %}`: a noun as the office's regulation has it."""
    return in_words(Text(f"{{{noun}}}", f"{{{noun}}}"))


@register.filter
def t(value: object) -> object:
    """Words of ours in the reader's language, days as the office writes them, typed words as they are."""
    return in_words(value)


@register.filter
def zh(value: object) -> object:
    """The Chinese words, whatever the reader's language: on official papers."""
    return said_by_us(value).zh if isinstance(value, Text) else in_words(value)


@register.filter
def n(value: int) -> str:
    """A number with its thousands: 10,482."""
    return f"{value:,}"


@register.filter
def day(on: date) -> str:
    """2026年9月29日 周二, or Tue 29 Sep 2026."""
    return say_day(on).of(language.current())


@register.filter
def short_day(on: date) -> str:
    """9月29日, or 29 Sep: where the year and the weekday are plain."""
    words = say_day(on, with_year=False)
    return words.en.partition(" ")[2] if language.current() == "en" else words.zh.partition(" ")[0]


@register.filter
def weekday(on: date) -> str:
    """周二, or Tue."""
    words = say_day(on, with_year=False)
    return words.en.partition(" ")[0] if language.current() == "en" else words.zh.partition(" ")[2]


@register.filter
def narrow_weekday(on: date) -> str:
    """二, or Tu: over the columns of a month."""
    return weekday(on)[:2] if language.current() == "en" else weekday(on)[-1]


@register.filter
def plain_day(on: date) -> str:
    """2026年9月29日, without the weekday, as papers have it."""
    return say_plain(on).of(language.current())


@register.filter
def minute(at: datetime) -> str:
    """A moment to the minute, by the clock in Shanghai."""
    here = at.astimezone(SHANGHAI)
    return f"{plain_day(here.date())} {here:%H:%M}"


@register.filter
def html_name(lang: str) -> str:
    """The name of a language as browsers know it."""
    return language.HTML_NAME["en" if lang == "en" else "zh"]


@register.simple_tag
def lang() -> str:
    """The language of this page."""
    return language.current()


@register.simple_tag(takes_context=True)
def other_language(context: template.Context) -> SafeString:
    """The link to the same page in the other language, in that language's own words."""
    request: HttpRequest | None = context.get("request")
    other: language.Lang = "zh" if language.current() == "en" else "en"
    words = "English" if other == "en" else "中文"
    href = language.address_in(request, other) if request else f"?lang={other}"
    name = language.HTML_NAME[other]
    return format_html('<a href="{}" lang="{}" hreflang="{}">{}</a>', href, name, name, words)


def in_words(value: object) -> object:
    """A value as a reader meets it."""
    if isinstance(value, Text):
        return said_by_us(value).of(language.current())
    if isinstance(value, datetime):
        return minute(value)
    if isinstance(value, date):
        return day(value)
    if type(value) is str:
        return unguarded(value)
    return "" if value is None else value
