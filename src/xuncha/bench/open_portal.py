"""The portal with its gate open: its pages and its slow step as they are, and no work asked, which the clients here would have to do.

Only the bench serves it; the portal itself has no setting for this.
"""

from xuncha.portal import gate
from xuncha.vault.proof_of_work import Verdict


class OpenGate(gate.Gate):
    """Takes every answer as good."""

    def judged(self, answer: str) -> Verdict:
        return Verdict.GOOD


gate.GATE = OpenGate()

from xuncha.portal.wsgi import application  # noqa: E402 - its pages take the gate that stands there when they are read

__all__ = ["application"]
