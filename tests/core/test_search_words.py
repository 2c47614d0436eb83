"""By which words a subject is found."""

from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.record.search_words import folded, grams


def test_two_neighbouring_characters_are_an_entry() -> None:
    assert grams("惠农补贴") == ["农补", "惠农", "补贴"]


def test_numbers_and_latin_words_are_entries_as_they_stand_whatever_their_width() -> None:
    assert grams("信〔２０２６〕12号 Plan") == ["12", "2026", "plan", "信", "号"]


@given(st.text(alphabet="惠农补贴资金拨付𬭸喆", min_size=2, max_size=12), st.integers(0, 8))
def test_every_two_characters_of_a_text_are_found_in_it(text: str, place: int) -> None:
    word = text[place % (len(text) - 1) :][:2]
    assert set(grams(word)) <= set(grams(text))
    assert folded(word) in folded(text)
