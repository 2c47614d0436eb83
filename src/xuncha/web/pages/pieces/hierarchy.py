"""Who stands where under a regulation: its bodies and posts, what each decides, and to whom each reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import Role, Scheme, calls
from xuncha.core.words import Text
from xuncha.web.kit.block import Block
from xuncha.web.kit.table import Head, Line, Table


def bodies_block(scheme: Scheme) -> Block:
    """Who stands where: the bodies in the order of the regulation, what each decides, and to whom each reports."""
    tops = {role.body: role for role in reversed(list(scheme.roles.values())) if not role.seat}
    lines = tuple(
        Line((
            role.text,
            _many(post_of(one) for one in scheme.roles.values() if one.body == role.body and one.seat),
            _many(dict.fromkeys(decided_by(scheme, role.id))),
            _many(dict.fromkeys(reports_to(scheme, role))),
        ))
        for role in scheme.roles.values()
        if _is_known(scheme, role) and not role.seat and (role.function or tops[role.body] is role)
    )  # fmt: skip
    heads = (
        Head(Text("机构", "Body")),
        Head(Text("岗位", "Posts")),
        Head(Text("由它决定", "Decides")),
        Head(Text("向谁报告", "Reports to")),
    )
    title = Text("机构关系", "Who stands where")
    return Block("bodies", title, (Table(title, heads, lines),))


def _is_known(scheme: Scheme, role: Role) -> bool:
    """Whether the regulation knows such bodies; the product's own roles, like the clock, stand in no chart."""
    return role.body == "unit" or scheme.value("body_kinds", role.body) is not None


def post_of(role: Role) -> Text:
    """A post, with the office that the regulation binds it to."""
    if role.post is None:
        return role.text
    return Text(f"{role.text.zh}（{role.post.zh}）", f"{role.text.en} ({role.post.en})")


def decided_by(scheme: Scheme, role: str) -> Iterator[Text]:
    """The questions that some act waits for this body to decide."""
    for guard in scheme.guards.values():
        for call in calls(guard.needs):
            if call.name != "decided" or role not in listed(call.args.get("by")):
                continue
            found = (scheme.value("questions", str(code)) for code in listed(call.args.get("question")))
            yield from (value.text for value in found if value)


def reports_to(scheme: Scheme, role: Role) -> Iterator[Text]:
    """The bodies to which this one, or a post in it, owes a report."""
    own = {f"role:{one.id}" for one in scheme.roles.values() if one.body == role.body} | {
        f"each:body({role.body})"
    }
    for duty in scheme.duties.values():
        if duty.owner in own and "report.submitted" in duty.done_by:
            to = scheme.roles.get(duty.owed_to.removeprefix("role:"))
            if to:
                yield to.text


def _many(found: Iterable[Text]) -> Text:
    texts = list(found)
    return Text("、".join(one.zh for one in texts), ", ".join(one.en for one in texts))
