"""A campaign in its last step under the Wuqing plan: units that examined themselves, and the levels that check them."""

from xuncha.demo.demo import Demo
from xuncha.demo.wuqing.city import City

DEMO = Demo(City, first="log in as `office`; the page of the round begins with its problems.")
