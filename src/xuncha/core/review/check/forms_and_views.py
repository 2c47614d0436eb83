"""Checks forms, their fields and papers, and the pages that clauses are shown on."""

from __future__ import annotations

from collections.abc import Iterable

from xuncha.core.catalogue import CATALOGUE, KINDS
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import PAPERS, VIEWS, Known
from xuncha.core.review.check.signs import check_signs
from xuncha.core.review.check.words_of_acts import LIST, check_acts
from xuncha.core.scheme.rules import VIEW_LIMITS, Form, FormField, View
from xuncha.core.words import Text

SINGLE = {
    "choice": "code", "choices": "code", "people": "person", "units": "unit", "files": "file", "refs": "ref", "number": "n",
}  # fmt: skip
"""A form's words for a field, as the catalogue's."""

PLAIN = (
    "text",
    "long",
    "n",
    "date",
    "at",
    "yes",
    "code",
    "ref",
    "person",
    "post",
    "unit",
    "party",
    "file",
    "map",
    "items",
)
TYPES = tuple(dict.fromkeys((*SINGLE, *PLAIN)))
FROM_LIST = ("choice", "choices", "code")


def check_form(found: Findings, known: Known, form: Form) -> None:
    """A form belongs to an act (or one kind of it); its fields have types that exist and agree with the act's own."""
    word = f"{form.act}:{form.value}" if form.value else form.act
    check_acts(found, known, "form", form, [word], "for", "act")
    if form.paper and form.paper not in PAPERS:
        found.unknown("form", form, Text("文书", "paper"), form.paper, PAPERS, "paper")
    if form.signer and form.signer not in {*known.scheme.roles, *known.seats}:
        found.unknown("form", form, Text("职责", "role"), form.signer, known.scheme.roles, "signer")
    series = {one.id for one in known.scheme.series}
    if form.series and form.series not in series:
        found.unknown("form", form, Text("编号序列", "series"), form.series, series, "series")
    for field in form.fields.values():
        _check_field(found, known, form, field)


THINGS = frozenset({*KINDS, *(entry.thing for entry in CATALOGUE.values())})
"""What a field may point at: a decision is an act, not a subject."""


def _check_field(found: Findings, known: Known, form: Form, field: FormField) -> None:
    if not field.text.zh or not field.text.en:
        wrong = Text(f"栏目“{field.name}”没有写 zh 或者 en", f"the field {field.name!r} has no zh or en")
        found.say(
            "form", form, wrong, Text("用两种语言写栏目名称", "Name the field in both languages"), field.name
        )
    if field.type not in TYPES:
        found.unknown("form", form, Text("栏目类型", "type of field"), field.type, TYPES, field.name)
        return
    under = CATALOGUE[form.act].field(field.name) if form.act in CATALOGUE else None
    if field.list and not known.has_list(field.list):
        found.unknown("form", form, LIST, field.list, known.scheme.lists, field.name)
    if field.type in FROM_LIST and not field.list and not (under and under.of):
        wrong = Text(
            f"栏目“{field.name}”没有写从哪个列表选", f"the field {field.name!r} is a choice without a list"
        )
        found.say("form", form, wrong, Text('应写 list = "列表名"', 'Write list = "NAME"'), field.name)
    if field.type in ("ref", "refs") and field.of and field.of not in THINGS:
        found.unknown("form", form, Text("事项种类", "kind of thing"), field.of, KINDS, field.name)
    # `text` is what a field is when its form says nothing, so it never contradicts the catalogue.
    kind = SINGLE.get(field.type, field.type)
    if under and field.type != "text" and under.type != kind:
        wrong = Text(
            f"栏目“{field.name}”写成 {field.type}，但是 {form.act} 本来是 {under.type}",
            f"the field {field.name!r} is {field.type} here, but {under.type} in {form.act}",
        )
        found.say(
            "form",
            form,
            wrong,
            Text("不写 type，或者换一个栏目名", "Leave out the type, or name the field otherwise"),
            field.name,
        )


def check_forms_apart(found: Findings, forms: Iterable[Form]) -> None:
    """Two forms of one act and kind would hide each other."""
    seen: dict[tuple[str, str], Form] = {}
    for form in forms:
        earlier = seen.setdefault((form.act, form.value), form)
        if earlier is not form:
            wrong = Text(
                f"同一事项已有表单（第 {earlier.line} 行）",
                f"this act and kind has a form already (line {earlier.line})",
            )
            found.say("form", form, wrong, Text("把两张表合并", "Make one form of the two"), "for", "act")


def check_view(found: Findings, known: Known, view: View) -> None:
    """A view names one of the product's pages, the settings its spans are, the limits it has, and the acts it counts."""
    if view.page not in VIEWS:
        found.unknown("view", view, Text("页面", "page"), view.page, VIEWS, "page")
    for name in view.spans:
        if name not in known.scheme.settings:
            found.unknown("view", view, Text("目标期", "span"), name, known.scheme.settings, "spans")
    for name in view.limits:
        if name not in VIEW_LIMITS:
            found.unknown("view", view, Text("界限", "limit"), name, VIEW_LIMITS, "limits")
    check_acts(found, known, "view", view, view.counted, "counted")
    check_signs(found, known, view)
