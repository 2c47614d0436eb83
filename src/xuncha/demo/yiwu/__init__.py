"""A round half-way under the Yiwu measures: three teams, eight units, two hundred letters."""

from xuncha.demo.demo import Demo
from xuncha.demo.yiwu.city import City

DEMO = Demo(City, first="log in as `office`; the desk shows what is due.")
