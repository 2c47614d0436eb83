"""What was just done, said once at the top of the page one lands on."""

from dataclasses import dataclass
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string

from xuncha.web.kit.link import Link, Words


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence about what happened, with the way to undo it or the next step.

    It takes the focus, unless the next step itself stands ready on the page.
    """

    template: ClassVar[str] = "kit/said.html"

    words: Words
    links: tuple[Link, ...] = ()
    takes_focus: bool = True


def say_on_next_page(request: HttpRequest, said: Said) -> None:
    """Keep the sentence until the person lands on a page."""
    messages.success(request, render_to_string(said.template, {"it": said}), extra_tags="said")
