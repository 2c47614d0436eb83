"""What is written in a field is found among what it offers: by all its words, by name alone, or by number alone."""

import pytest

from xuncha.core.words import Text
from xuncha.web.kit.form_page import Option
from xuncha.web.kit.posted import option_named

OFFERED = (
    Option("a", "许知微（第一巡查组）"),
    Option("b", "方竹青（柳塘镇）"),
    Option("c", "方竹青（石埠街道）"),
    Option("d", "017 惠农补贴积压"),
    Option("e", Text("来信", "Letter")),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("许知微（第一巡查组）", "a"),
        ("许知微", "a"),
        ("方竹青（柳塘镇）", "b"),
        ("017", "d"),
        ("惠农补贴积压", "d"),
        ("来信", "e"),
        ("Letter", "e"),
        ("d", "d"),
    ],
)
def test_words_that_name_one_thing_are_that_thing(typed: str, meant: str) -> None:
    assert option_named(OFFERED, typed) == meant


@pytest.mark.parametrize("typed", ["方竹青", "许知", "", "没有这件"])
def test_words_that_name_none_or_several_stay_as_they_were_written(typed: str) -> None:
    assert option_named(OFFERED, typed) == typed
