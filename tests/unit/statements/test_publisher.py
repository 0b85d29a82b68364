"""A text may say itself who publishes it."""

import pytest

from servanda.statements import names_itself


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Переговори тривають.\nПро це повідомляє РБК-Україна з посиланням на Bloomberg.", "rbc-ukraine"),
        ("Переговори тривають.\nПро це повідомляє Bloomberg.", ""),
        ("Talks go on, officials said.", ""),
    ],
)
def test_the_outlet_that_reports_citing_another_is_the_publisher(text: str, publisher: str) -> None:
    assert names_itself(text) == publisher
