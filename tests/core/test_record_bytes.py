"""The bytes of a payload are those of RFC 8785, whoever writes them."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.record.canonical import canonical

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
contents = st.dictionaries(
    st.text(max_size=6),
    st.recursive(
        leaves, lambda one: st.lists(one) | st.dictionaries(st.text(max_size=6), one), max_leaves=12
    ),
)


@given(contents)
def test_every_payload_is_written_as_the_standard_has_it(content: dict[str, Any]) -> None:
    assert canonical(content) == rfc8785.dumps(content)


@pytest.mark.parametrize("words", ["\x00\x07\b\t\n\f\r\x1f\x7f", '"\\/', "\u2028𬭸喆", "€öß"])
def test_marks_and_rare_characters_are_written_as_the_standard_has_them(words: str) -> None:
    content = {"b": words, "a": [words, {"z": 1, "A": -0, "a": True}]}
    assert canonical(content) == rfc8785.dumps(content)


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), "\ud800"])
def test_what_cannot_be_written_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical({"a": value})
