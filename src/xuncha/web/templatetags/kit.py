"""The things of the page kit, put on a page.

Lights, dates, citations and cells stand on a page by the hundred, so they are written here in Python; everything
else has a template fragment of its own.
"""

import html
from collections.abc import Iterable, Sequence
from datetime import date

from django import template
from django.db import DatabaseError, InterfaceError
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from xuncha.core.dates.standing import Light, Standing
from xuncha.core.scheme.nouns import unguarded
from xuncha.core.words import Text
from xuncha.store.look import office
from xuncha.web import language
from xuncha.web.kit.block import Shown
from xuncha.web.kit.brief_cell import BriefCell
from xuncha.web.kit.due_chip import LIGHT_WORDS, PROVISIONAL, DueChip, Whose
from xuncha.web.kit.fact import Value
from xuncha.web.kit.form_page import Field, Option
from xuncha.web.kit.ledger import Ledger, Row
from xuncha.web.kit.link import Button, Cite, Link, Tag
from xuncha.web.kit.paper import Cell
from xuncha.web.kit.why_date import day_class, day_figure
from xuncha.web.nouns import said
from xuncha.web.templatetags.say import in_words

register = template.Library()

NOTHING = mark_safe("")
DASH = mark_safe("—")
COLON = {"zh": "：", "en": ": "}
SELECT = {"zh": "选中", "en": "select"}
TODAY = {"zh": "，含今天", "en": ", counting today"}
WHY = {"zh": "，为什么是这一天", "en": ", why this date?"}

register.filter("day_class", day_class)
register.filter("day_figure", day_figure)


@register.simple_tag(takes_context=True)
def show(context: template.Context, it: Shown | None) -> SafeString:
    """Put a thing on the page by its own fragment, where it is called `it`."""
    if it is None:
        return NOTHING
    return _fragment(context, it.template, it)


@register.simple_tag(takes_context=True)
def ask(context: template.Context, field: Field) -> SafeString:
    """Ask one question of a form."""
    return _fragment(context, field.fragment, field)


@register.simple_tag
def brief(cell: BriefCell) -> SafeString:
    """A question in a cell of a long table."""
    value, label = in_words(cell.value), in_words(cell.label)
    if cell.is_fixed:
        return format_html('<span class="fixed">{}</span>', value)
    error, marks = NOTHING, NOTHING
    if cell.error:
        error = format_html('<span class="err" id="e-{}">{}</span>', cell.name, in_words(cell.error))
        marks = format_html(' id="f-{0}" aria-invalid="true" aria-describedby="e-{0}"', cell.name)
    if cell.offers or not cell.options:
        said = format_html(' value="{}"', value) if value else NOTHING
        offers = format_html(' list="{}"', cell.offers) if cell.offers else NOTHING
        start = format_html('<input name="{}"{}{} aria-label="{}"{}>', cell.name, said, offers, label, marks)
        return format_html("{}{}", start, error)
    words = [in_words(one) for one in cell.options]
    shown = words if value in ("", *words) else [*words, value]
    options = format_html_join(
        "", "<option{}>{}", ((CHOSEN if one == value else NOTHING, one) for one in shown)
    )
    start = format_html('<select name="{}" aria-label="{}"{}>', cell.name, label, marks)
    return format_html('{}<option value="">—{}</select>{}', start, options, error)


CHOSEN = mark_safe(" selected")


@register.simple_tag
def for_practice() -> bool:
    """Whether the office is one for practice, on pages without the frame that says so; unknown while the database is away."""
    try:
        return office().is_practice
    except (DatabaseError, InterfaceError):
        return False


def _fragment(context: template.Context, name: str, it: object) -> SafeString:
    assert context.template is not None
    fragment = context.template.engine.get_template(name)
    with context.push(it=it):
        return fragment.render(context)


@register.simple_tag
def light(standing: Standing | Light, theirs: bool = False) -> SafeString:
    """One of the five lights: its shape, its word, its colour."""
    kind = standing.light if isinstance(standing, Standing) else standing
    words = standing.words() if isinstance(standing, Standing) else LIGHT_WORDS[kind]
    return format_html('<span class="{}">{} {}</span>', kind.value, shape(kind, theirs), in_words(words))


@register.simple_tag
def shape(kind: Light, theirs: bool = False) -> SafeString:
    """The shape of a light alone; its word must stand beside it."""
    hollow = " light--theirs" if theirs and kind not in (Light.NONE, Light.DONE) else ""
    return mark_safe(f'<svg class="light{hollow}" aria-hidden="true"><use href="#l-{kind}"/></svg>')


@register.simple_tag
def due(chip: DueChip | None, row: bool = False) -> SafeString:
    """When something is due; in a ledger row all on one line, the date first."""
    if chip is None:
        return DASH
    return _due_row(chip) if row else _due(chip)


def _due(chip: DueChip) -> SafeString:
    when = _date_link(
        chip, "应于 " if chip.light is Light.LATE else "", "was due " if chip.light is Light.LATE else ""
    )
    who = format_html("{} ", in_words(chip.who)) if chip.who else ""
    words = in_words(chip.words())
    if chip.whose is Whose.NEITHER and chip.light is not Light.LATE:
        return format_html('<span class="due none"><b>{}{}</b>{}</span>', who, words, when)
    mark = shape(chip.light, chip.whose is not Whose.MINE)
    return format_html(
        '<span class="due {}"><b>{}{}{}</b>{}</span>', chip.light.value, mark, who, words, when
    )


def _due_row(chip: DueChip) -> SafeString:
    when = _date_link(chip, short=True)
    words = in_words(chip.words())
    if chip.whose is Whose.NEITHER and chip.light is not Light.LATE:
        return format_html('<span class="due due--row none">{} <span>{}</span></span>', when, words)
    mark = shape(chip.light, chip.whose is not Whose.MINE)
    if chip.on is None:
        return format_html(
            '<span class="due due--row {}"><b>{}</b><span>{}</span></span>', chip.light.value, mark, words
        )
    return format_html(
        '<span class="due due--row {}"><b>{}{}</b><span>{}</span></span>', chip.light.value, mark, when, words
    )


def _date_link(chip: DueChip, zh: str = "", en: str = "", short: bool = False) -> SafeString:
    """The date as the way to its reckoning, or what a thing without a date waits since."""
    lang = language.current()
    if chip.on is None:
        return format_html("<span>{}</span>", in_words(chip.since)) if chip.since else NOTHING
    words = chip.day_words().of(lang)
    if short and not chip.until and not chip.is_made_up_day:
        mark = f"{PROVISIONAL.of(lang)} " if chip.is_provisional else ""
        words = words.removeprefix(mark)
        words = mark + (words[:-3] if lang == "zh" else words[4:])
    if chip.says_today and not short:
        words += TODAY[lang]
    text = format_html(
        '{}<time datetime="{}">{}</time>', zh if lang == "zh" else en, chip.on.isoformat(), words
    )
    if not chip.href:
        return format_html("<span>{}</span>", text)
    return format_html('<a href="{}">{}<span class="vh">{}</span></a>', chip.href, text, WHY[lang])


@register.simple_tag
def cite(cites: Cite | Iterable[Cite]) -> SafeString:
    """The clauses a thing rests on, each a link to the clause."""
    some = (cites,) if isinstance(cites, Cite) else tuple(cites)
    comma = "、" if language.current() == "zh" else ", "
    return format_html_join(
        comma,
        '<span class="cite{}"><a href="{}">{}</a></span>',
        ((" cite--also" if n else "", one.href, in_words(one.words)) for n, one in enumerate(some)),
    )


@register.simple_tag
def link(it: Link | object) -> SafeString:
    """Words that lead somewhere, or plain words."""
    if not isinstance(it, Link):
        return SafeString(as_html(it))
    label = f' aria-label="{as_html(it.label)}"' if it.label else ""
    return SafeString(f'<a href="{as_html(it.href)}"{label}>{as_html(it.words)}</a>')


@register.simple_tag
def button(it: Button | None, extra: str = "", second: bool = False, pressing: bool = False) -> SafeString:
    """An act one can go to; `second` draws it outlined whatever it says itself, `pressing` filled."""
    if it is None:
        return NOTHING
    drawn = "btn" if pressing or (it.is_filled and not second) else "btn btn--2"
    more = [
        ("aria-label", f"{in_words(it.words)}{COLON[language.current()]}{in_words(it.about)}")
        if it.about
        else None,
        ("data-key", it.key) if it.key else None,
        ("data-dialog", "") if it.in_dialog else None,
    ]
    attributes = format_html_join("", ' {}="{}"', filter(None, more))
    return format_html(
        '<a class="{}" href="{}"{}>{}</a>',
        f"{drawn} {extra}".strip(),
        it.href,
        attributes,
        in_words(it.words),
    )


@register.simple_tag
def value(it: Value | tuple[Value, ...], row: bool = True) -> SafeString:
    """One value: words, a link, a tag, a due date, a day, a number; nothing shows as a dash."""
    if isinstance(it, Text):
        return escape(said(it).of(language.current()))
    if isinstance(it, str):
        return escape(unguarded(it)) if it else DASH
    if isinstance(it, tuple):
        return format_html_join(" ", "{}", ((value(one, row),) for one in it))
    if it is None:
        return DASH
    if isinstance(it, DueChip):
        return due(it, row)
    if isinstance(it, Link):
        return link(it)
    if isinstance(it, Tag):
        return tag(it)
    if isinstance(it, date):
        return format_html('<time datetime="{}">{}</time>', it.isoformat(), in_words(it))
    return escape(f"{it:,}")


@register.simple_tag
def tag(it: Tag) -> SafeString:
    """A word in a small box."""
    return SafeString(f'<span class="tag{" tag--ink" if it.is_main else ""}">{as_html(it.words)}</span>')


def escape(words: str) -> SafeString:
    """Django's `escape` for what is a string already, without asking whether it is a lazy one."""
    return SafeString(html.escape(words))


def as_html(it: object) -> str:
    """Anything as a reader meets it, escaped unless it is HTML already: what `format_html` does to each of its values."""
    words = in_words(it)
    return html.escape(words) if type(words) is str else conditional_escape(words)  # type: ignore[arg-type]


@register.simple_tag
def options(some: Iterable[Option], chosen: object) -> SafeString:
    """What can be chosen in a list, some tens of words."""
    return SafeString(
        "".join(
            f'<option value="{as_html(one.value)}"{" selected" if one.value == chosen else ""}>{as_html(one.words)}</option>'
            for one in some
        )
    )


@register.simple_tag
def ledger_rows(it: Ledger) -> SafeString:
    """Every row of a ledger, and under a row why a bulk act was not done to it."""
    classes = [column.cell_class for column in it.columns[1:]]
    return SafeString(
        "".join(
            [
                f"\n{_ledger_row(row, classes, bool(it.bulk))}{_refused(row, len(it.columns))}"
                for row in it.rows
            ]
        )
    )


def _ledger_row(row: Row, classes: Sequence[str], can_pick: bool) -> str:
    """The number with its box to tick, then the cells."""
    # Every value is escaped by `value`, `link` or `as_html`, every class is ours.
    light = f' data-light="{row.light.value}{"-theirs" if row.is_theirs else ""}"' if row.light else ""
    number: str = link(row.number)
    if can_pick:
        label = f"{SELECT[language.current()]} {as_html(row.number.words)}"
        picked = " checked" if row.is_picked else ""
        box = f'<input type="checkbox" name="pick" value="{as_html(row.id)}" aria-label="{label}"{picked}>'
        number = f'<span class="pick">{box}{number}</span>'
    if row.tag:
        number = f"{number} {tag(row.tag)}"
    cells = "".join(
        [f'<td class="{drawn}">{value(one)}</td>' for drawn, one in zip(classes, row.values, strict=True)]
    )
    return f'<tr class="stick"{light} data-row><th scope="row" class="num">{number}</th>{cells}</tr>'


def _refused(row: Row, n_columns: int) -> str:
    if not row.refusal:
        return ""
    colon = COLON[language.current()]
    said = f"{shape(Light.LATE)} {as_html(row.number.words)}{colon}{as_html(row.refusal)}"
    return f'\n<tr class="said-of"><td colspan="{n_columns}"><span class="late">{said}</span></td></tr>'


@register.filter
def at(sequence: Sequence[object], n: int) -> object:
    """The nth of a sequence."""
    return sequence[n]


@register.filter
def columns_of(cell: Cell) -> int:
    """How many columns the value of a box spans: each pair it takes brings a label and a value."""
    return cell.span * 2 - 1
