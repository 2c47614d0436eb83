"""A campaign in its last step under the Wuqing plan: units that examined themselves, and the levels that check them."""

from xuncha.demo.demo import Demo
from xuncha.demo.wuqing.city import City
from xuncha.demo.wuqing.people import ACCOUNTS

DEMO = Demo(
    "wuqing-2017", ACCOUNTS, City, first="log in as `office`; the page of the round begins with its problems."
)
