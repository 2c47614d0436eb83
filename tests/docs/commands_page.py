"""The page that describes every command, made from what each says of itself: `python -m tests.docs.commands_page` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xuncha.cli import command

PLACE = Path(__file__).parents[2] / "docs/commands.md"

WIDTH = 110
HEAD = """# Commands

What `xuncha COMMAND --help` says, for all of them; a test keeps this page so. The settings that every command reads are in
[settings.md](settings.md).
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections(command, "xuncha", None)])


def _sections(one: click.Command, name: str, above: click.Context | None) -> Iterator[str]:
    """A command and those below it; the width is fixed, so that a terminal does not change the page."""
    wide = {**one.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    with click.Context(one, info_name=name, parent=above, **wide) as context:
        yield f"## `{context.command_path}`\n\n```\n{_help(one, context)}\n```\n"
        if isinstance(one, click.Group):
            for inner in one.list_commands(context):
                found = one.get_command(context, inner)
                assert found is not None
                yield from _sections(found, inner, context)


def _help(one: click.Command, context: click.Context) -> str:
    return "\n".join(line.rstrip() for line in one.get_help(context).splitlines())


def names() -> Iterator[str]:
    """Every command as it is typed."""
    yield from (part.partition("`")[0] for part in page().split("## `")[1:])


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
