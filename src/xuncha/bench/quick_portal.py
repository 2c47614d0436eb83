"""The portal with its gate open and a slow step that costs nothing: what all the rest of a report takes.  Only the bench serves it."""

from xuncha.bench.open_portal import application
from xuncha.vault import receipt
from xuncha.vault.profile import Cost

receipt.OF_A_CODE = Cost(memory=32, passes=1)

__all__ = ["application"]
