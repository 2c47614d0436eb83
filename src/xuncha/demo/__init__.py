"""The demo: a fictional city, made through the same doors as a real one."""

from xuncha.demo.city import ACCOUNTS, MAIN_PAGES, PASSWORD, load

__all__ = ["ACCOUNTS", "MAIN_PAGES", "PASSWORD", "load"]
