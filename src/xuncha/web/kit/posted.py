"""Reading back what the form of an act asked."""

from collections.abc import Iterable, Iterator, Mapping

from django.http import QueryDict

from xuncha.web.kit.form_page import MORE_LINES, Field, OnPaper, Option, line_name


def lines_posted(field: Field, data: QueryDict) -> tuple[Mapping[str, str], ...]:
    """The rows a person filled, in order; rows left empty are not there."""
    return tuple(row for row in _rows(field, data) if any(row.values()))


def _rows(field: Field, data: QueryDict) -> Iterator[Mapping[str, str]]:
    n = 0
    while any(line_name(field.name, n, column.name) in data for column in field.columns):
        yield {
            column.name: data.get(line_name(field.name, n, column.name), "").strip()
            for column in field.columns
        }
        n += 1


def chosen(field: Field, data: QueryDict) -> str:
    """The option a person chose or typed by its words; else what was typed, so that it can be shown again."""
    return option_named(field.options, data.get(field.name, "").strip())


def option_named(options: Iterable[Option], typed: str) -> str:
    """The value of the option with these words; or of the only one whose name or number they are; else the words."""
    part: set[str] = set()
    for option in options:
        words = str(option.words)
        if typed in (option.value, words, getattr(option.words, "en", option.value)):
            return option.value
        number, _, title = words.partition(" ")
        if typed and typed in (words.partition("（")[0], number, title):
            part.add(option.value)
    return part.pop() if len(part) == 1 else typed


def paper_posted(field: Field, data: QueryDict) -> OnPaper | None:
    """Where the paper lies, if the person said that it exists on paper only."""
    kept = OnPaper(
        *(data.get(f"{field.name}-{part}", "").strip() for part in ("number", "place", "keeper")),
    )
    return kept if kept != OnPaper() else None


def asks_more_lines(data: QueryDict) -> bool:
    """Whether the person only asked for more empty rows."""
    return MORE_LINES in data
