"""The demo: a fictional city, made through the same doors as a real one."""

from xuncha.demo.city import load
from xuncha.demo.people import ACCOUNTS, PASSWORD

__all__ = ["ACCOUNTS", "PASSWORD", "load"]
