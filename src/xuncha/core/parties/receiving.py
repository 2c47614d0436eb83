"""Who takes in what is reported through the portal, by the rules of a regulation."""

from __future__ import annotations

from xuncha.core.scheme.rules import Scheme


def is_intake(scheme: Scheme, kind: str, function: str) -> bool:
    """Whether a body of this kind and function takes in what is reported about units through the portal."""
    rule = scheme.reported("unit")
    roles = (scheme.roles.get(name) for name in (rule.to if rule else ()))
    return any(role and role.holds(kind, function, role.seat) for role in roles)
