"""A round past its half under the Wuhan plan: fifteen teams of 108 people, problem lists, backlog cases."""

from xuncha.demo.demo import Demo
from xuncha.demo.wuhan.city import City
from xuncha.demo.wuhan.people import ACCOUNTS

DEMO = Demo("wuhan-2017", ACCOUNTS, City, first="log in as `office`; the page of the round shows all teams.")
