"""A standing mechanism in its sixth month under the Hongshan opinions: four lines into one register, three ways of disposal."""

from xuncha.demo.demo import Demo
from xuncha.demo.hongshan.city import City

DEMO = Demo(City, first="log in as `office`; the page of the mechanism says how it runs.")
