"""A treatment in its last phase under the Jinniu plan: streets and departments, what they found, and the groups that checked."""

from xuncha.demo.demo import Demo
from xuncha.demo.jinniu.city import City

DEMO = Demo(City, first="log in as `office`; the page of the round shows its four phases and its views.")
