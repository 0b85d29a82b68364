"""The reading copy: what only looks different reads the same, and every place leads back to the text as received."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.statements.reading import tokens_of

PLAIN = "Україна й Європа можуть зустрітися у Києві"


def folds(text: str) -> list[str]:
    return [one.fold for one in tokens_of(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", PLAIN),
        PLAIN.replace("ї", "ï"),
        PLAIN.replace("а", "a").replace("о", "o").replace("і", "i"),
        PLAIN.replace("о", "ο").replace("р", "ρ").replace("у", "у"),
        PLAIN.replace("можуть", "мо\u0301жуть"),
        PLAIN.replace("е", "е\u200b").replace("у", "\u2060у"),
        "\u202b" + PLAIN.replace("и", "и\u00ad") + "\u202c",
    ],
)
def test_ukrainian_in_disguise_reads_like_ukrainian(text: str) -> None:
    assert folds(text) == folds(PLAIN)


@pytest.mark.parametrize(
    "text", ["Ｒｕｓｓｉａ might withdraw", "𝐑𝐮𝐬𝐬𝐢𝐚 might 𝓌𝒾𝓉𝒽𝒹𝓇𝒶𝓌", "Ruѕѕia might withdraw", "Rυssia might withdraw"]
)
def test_english_in_disguise_reads_like_english(text: str) -> None:
    assert folds(text) == ["russia", "might", "withdraw"]


def test_a_place_takes_the_marks_of_its_letters_with_it() -> None:
    text = unicodedata.normalize("NFD", "Київ їхав")
    words = [text[one.start : one.end] for one in tokens_of(text, 0, len(text))]
    assert [unicodedata.normalize("NFC", word) for word in words] == ["Київ", "їхав"]
    assert " ".join(words) == text


def test_greek_and_french_words_stay_what_they_are() -> None:
    assert folds("Αθήνα naïve") == ["αθήνα", "naïve"]


@given(st.text(alphabet=st.sampled_from("аіїйeo 6\u0301\u0306\u0308\u200b\u00ad\u202e’«ο𝐰Ｒ-."), max_size=40))
def test_places_of_any_row_of_characters_stand_in_order_within_the_text(text: str) -> None:
    last = 0
    for token in tokens_of(text, 0, len(text)):
        assert last <= token.start < token.end <= len(text)
        last = token.end
