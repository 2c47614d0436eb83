"""Every table, for Django to find; each is written in a module of its own."""

from xuncha.store.account import Account

__all__ = ["Account"]
