"""The demo: a fictional city, made through the same doors as a real one."""

from xuncha.demo.city import MAIN_PAGES, load
from xuncha.demo.people import ACCOUNTS, PASSWORD

__all__ = ["ACCOUNTS", "MAIN_PAGES", "PASSWORD", "load"]
