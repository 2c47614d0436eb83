"""Words by which a writer could be known are pointed at while the report is written; nothing else is."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.protection import self_identifying
from xuncha.core.protection.self_identifying import SignKind, signs_in


def found(text: str) -> list[tuple[SignKind, str]]:
    return [(sign.kind, sign.words) for sign in signs_in(text)]


def test_the_examples_hold() -> None:
    assert doctest.testmod(self_identifying).failed == 0


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("有事打13800138000", SignKind.PHONE, "13800138000"),
        ("打138-0013-8000", SignKind.PHONE, "138-0013-8000"),
        ("电话１３８００１３８０００", SignKind.PHONE, "１３８００１３８０００"),
        ("座机0579-85551234", SignKind.PHONE, "0579-85551234"),
        ("身份证33010219900307123X", SignKind.CARD, "33010219900307123X"),
        ("加微信：abc_123456", SignKind.ACCOUNT, "微信：abc_123456"),
        ("QQ 123456789", SignKind.ACCOUNT, "QQ 123456789"),
        ("发到 someone@example.com 即可", SignKind.MAIL, "someone@example.com"),
        ("我叫方竹青", SignKind.NAME, "我叫方竹青"),
        ("举报人：严明礼", SignKind.NAME, "举报人：严明礼"),
        ("我是镇财政所的会计，看到了账", SignKind.POST, "我是镇财政所的会计"),
        ("本人在柳塘镇民政办公室当主任", SignKind.POST, "本人在柳塘镇民政办公室当主任"),
        ("签字时只有我和他", SignKind.WITNESS, "只有我"),
        ("这笔钱是我经手的", SignKind.WITNESS, "我经手"),
    ],
)
def test_a_sign_is_pointed_at_where_it_stands(text: str, kind: SignKind, words: str) -> None:
    assert (kind, words) in found(text)
    [sign] = [sign for sign in signs_in(text) if sign.kind == kind]
    assert text[sign.start : sign.end] == words
    assert sign.text.zh
    assert sign.text.en


@pytest.mark.parametrize(
    "text",
    [
        "",
        "镇财政所三月的补贴没有发到户，共 128,500 元",
        "文号为财农〔2025〕138号，合同编号20250314001",
        "村支书把低保给了亲戚",
        "2025年3月14日上午在村委会门口",
        "我觉得不公平，我们村里都知道",
        "本人是一名普通群众",
    ],
)
def test_the_facts_of_a_report_are_no_signs(text: str) -> None:
    assert found(text) == []


def test_signs_that_overlap_are_pointed_at_once() -> None:
    signs = signs_in("我叫方竹青，是镇财政所会计，电话13800138000或13900139000")
    assert [sign.kind for sign in signs] == [SignKind.NAME, SignKind.PHONE, SignKind.PHONE]
    assert all(one.end <= other.start for one, other in pairwise(signs))


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    for sign in signs_in(text):
        assert text[sign.start : sign.end] == sign.words


@pytest.mark.parametrize("piece", ["我在", "a", "1", "我是局", "a.", "微信", "身份", "0-"])
def test_a_text_of_the_greatest_length_is_looked_at_at_once(piece: str) -> None:
    """A sign without a bound would take minutes here."""
    assert len(signs_in(piece * (50_000 // len(piece)))) < 50_000
