"""Which papers a regulation makes public: those written for everybody, and those it has somebody publish."""

from __future__ import annotations

from xuncha.core.scheme.rules import Scheme

FOR_EVERYBODY = frozenset({"announcement", "public_notice", "press_text", "poster"})
"""The forms of paper that are written for everybody; a notice posted inside a unit is none of them."""

PUBLISHED = "document.published"


def is_made_public(scheme: Scheme, kind: str) -> bool:
    """Whether a paper of this kind may be published: by its form, by its trait `public`, by a duty to publish it, or by a role
    that may publish just this kind.
    """
    value = scheme.value("documents", kind)
    form = scheme.form("document.drafted", kind)
    return bool(
        (value and value.extra.get("public"))
        or (form and form.paper in FOR_EVERYBODY)
        or any(_names(rule.where.get("kind"), kind) for rule in scheme.duties_done_by.get(PUBLISHED, ()))
        or any(f"{PUBLISHED}:{kind}" in role.may for role in scheme.roles.values())
    )


def _names(kinds: object, kind: str) -> bool:
    """Whether a rule is about this kind of paper; one that names none is about all."""
    return kinds is None or kind in (kinds if isinstance(kinds, list | tuple) else (kinds,))


def made_public(scheme: Scheme) -> tuple[str, ...]:
    """The kinds of papers that may be published, in the order of the regulation's list."""
    listed = scheme.lists.get("documents")
    return tuple(code for code in (listed.values if listed else ()) if is_made_public(scheme, code))
