"""A sentence that binds in one language and only intends in the other is two texts of different force."""

import pytest

from servanda.agreements import lint
from unit.agreements.test_lint import damaged


def codes(english: str, ukrainian: str, *, declared: bool = False) -> list[str]:
    wording = {"en": english, "uk": ukrainian}
    declares = {"language_differences": [wording]} if declared else {}
    return [hit.code for hit in lint([damaged({"terms.0.says": wording, **declares})])]


@pytest.mark.parametrize(
    ("english", "ukrainian"),
    [
        ("The parties shall withdraw.", "Сторони мають намір відвести озброєння."),
        ("The party undertakes to withdraw.", "Стороні слід відвести озброєння."),
        ("The parties should withdraw.", "Сторони зобов'язані відвести озброєння."),
        ("The parties intend to withdraw.", "Сторони зобовʼязуються відвести озброєння."),
        ("The parties should withdraw.", "Сторони повинні відвести озброєння."),
    ],
)
def test_it_is_flagged_whichever_language_binds(english: str, ukrainian: str) -> None:
    assert codes(english, ukrainian) == ["different-duty"]


@pytest.mark.parametrize(
    ("english", "ukrainian"),
    [
        ("The parties shall withdraw.", "Сторони зобов'язуються відвести озброєння."),
        ("The parties should withdraw.", "Сторонам слід відвести озброєння."),
        ("The parties shall withdraw.", "Сторони відводять озброєння."),
        ("No party shall leave a trace.", "Жодна сторона не лишає слід на місці."),
        ("The parties shall withdraw, and should say when.", "Сторони мають намір відвести озброєння."),
    ],
)
def test_equal_force_other_moods_and_mixed_sentences_are_not(english: str, ukrainian: str) -> None:
    assert codes(english, ukrainian) == []


def test_a_declared_difference_is_not_flagged_again_and_both_verbs_are_named() -> None:
    said = ("The parties shall withdraw.", "Сторони мають намір відвести озброєння.")
    assert codes(*said, declared=True) == []
    [hit] = lint([damaged({"terms.0.says": dict(zip(("en", "uk"), said, strict=True))})])
    assert "shall" in hit.says["en"]
    assert "мають намір" in hit.says["en"]
