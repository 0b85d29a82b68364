"""Quotes that somebody gives back from memory, and the places they have in a text, or have not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.statements.aligning import align

TEXT = (
    "Сили безпеки увійдуть до міста. Міністр сказав: «сили безпеки готові», але сили безпеки\u00a0— це ще не мир. "
    "Президент Франції заявив, що п’ять країн надішлють війська 5 травня."
)
WHOLE = (0, len(TEXT))


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("надішлють війська", "надішлють війська"),
        ('Міністр сказав: "сили безпеки готові"', "Міністр сказав: «сили безпеки готові"),
        ("сили безпеки - це ще не мир", "сили безпеки\u00a0— це ще не мир"),
        ("п'ять країн надішлють", "п’ять країн надішлють"),
        ("П'ЯТЬ КРАЇН", "п’ять країн"),
        ("президента Франції заявив", "Президент Франції заявив"),
        ("  увійдуть до міста ", "увійдуть до міста"),
    ],
)
def test_what_only_looks_different_is_the_same(quote: str, words: str) -> None:
    found = align(TEXT, quote, WHOLE, 0)
    assert found is not None
    assert TEXT[slice(*found)] == words


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "   ",
        "«»",
        "США надіслали війська",
        "сім країн надішлють війська",
        "надішлють війська 6 травня",
        "не надішлють війська",
        "сил",
        "президента Франції",
        "x" * 3_000,
    ],
)
def test_what_the_text_does_not_say_has_no_place(quote: str) -> None:
    """Another number, another negation, half a word, two inflected words: none of them is what stands there."""
    assert align(TEXT, quote, WHOLE, 0) is None


def test_words_that_stand_three_times_are_taken_where_their_neighbour_is() -> None:
    places = [align(TEXT, "сили безпеки", WHOLE, near) for near in (0, 50, 75)]
    assert len(set(places)) == 2
    assert all(place is not None and TEXT[slice(*place)] == "сили безпеки" for place in places)


def test_a_quote_of_another_sentence_has_no_place_in_this_one() -> None:
    first = TEXT.index(".") + 1
    assert align(TEXT, "надішлють війська", (0, first), 0) is None


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_quote_has_an_exact_place_or_none(text: str, quote: str) -> None:
    found = align(text, quote, (0, len(text)), 0)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


@given(st.lists(st.sampled_from(["мир", "війна", "5", "сили", ",", "«", "і"]), min_size=1, max_size=12), st.data())
def test_words_cut_out_of_a_text_are_found_in_it(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    found = align(text, quote, (0, len(text)), 0)
    assert found is not None
    assert text[slice(*found)] == quote
