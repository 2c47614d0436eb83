"""A round half-way under the Yiwu measures: three teams, eight units, two hundred letters."""

from xuncha.demo.demo import Demo
from xuncha.demo.yiwu.city import City
from xuncha.demo.yiwu.people import ACCOUNTS

DEMO = Demo("yiwu-2015", ACCOUNTS, City, first="log in as `office`; the desk shows what is due.")
