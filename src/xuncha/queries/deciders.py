"""Who proposes what becomes of a matter, who decides it, and who enters such decisions from paper."""

from __future__ import annotations

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.scheme.rules import Scheme
from xuncha.store.viewer import Viewer


def may_see_board(viewer: Viewer, scheme: Scheme) -> bool:
    """Who proposes, decides, or enters the decision from paper."""
    roles = roles_for(scheme, viewer.seat)
    proposes = is_for_post(scheme, roles, "disposition.proposed", "") and viewer.is_inside
    return proposes or may_decide(viewer, scheme)


def may_decide(viewer: Viewer, scheme: Scheme) -> bool:
    """Whether the post decides such things itself, or enters them for those who do."""
    roles = roles_for(scheme, viewer.seat)
    if is_for_post(scheme, roles, "disposition.decided", ""):
        return True
    return any(
        is_for_post(scheme, frozenset({other}), "disposition.decided", "")
        for role in roles
        for other in scheme.roles[role].enters_for
        if other in scheme.roles
    )
