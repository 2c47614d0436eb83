"""A mechanism without rounds is never called a round, in a refusal either."""

from tests.regulations.hongshan.district import running
from xuncha.core.names.nouns import worded


def test_what_can_no_longer_be_done_in_the_mechanism_is_refused_in_its_own_words() -> None:
    city = running()
    published = {"medium": "website", "outlet": "区政府网站", "on": "2015-06-01"}
    assert city.refused("office/clerk", "publicity.recorded", published, subject="round") == ()
    city.do("office/clerk", "campaign.closed", {"summary": "机制运行总结"}, subject="round")
    [refusal] = city.refused("office/clerk", "publicity.recorded", published, subject="round")
    said = worded(city.play.scheme, refusal.what)
    assert said.zh == "这一长效机制现在是“已办结”，不能办“宣传报道”"
    assert said.en == "This mechanism is now 'Closed'; 'Record publicity' is not possible"
