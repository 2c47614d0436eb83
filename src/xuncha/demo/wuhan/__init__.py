"""A round past its half under the Wuhan plan: fifteen teams of 108 people, problem lists, backlog cases."""

from xuncha.demo.demo import Demo
from xuncha.demo.wuhan.city import City

DEMO = Demo(City, first="log in as `office`; the page of the round shows all teams.")
