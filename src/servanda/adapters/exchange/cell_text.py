"""What a record holds → one cell, as `cells` reads it back."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from servanda.adapters.exchange.choices import label, words_for
from servanda.adapters.exchange.columns import CellHolds, Column
from servanda.adapters.exchange.condition_text import condition_text
from servanda.adapters.exchange.names import names_text
from servanda.adapters.exchange.words import written
from servanda.records.condition import Guard


def cell_text(value: Any, column: Column, lang: str) -> str:  # noqa: ANN401 - any part of a record
    """A value as text; empty if the record does not state it."""
    if value is None:
        return ""
    writer = _WRITE.get(column.holds)
    return writer(value, column, lang) if writer else str(value)


def _chosen_or(value: Any, column: Column, lang: str) -> str:  # noqa: ANN401 - same
    if isinstance(value, str):
        return label(column.choices, value, lang)
    if isinstance(value, list):
        return names_text(value, words_for("places"))
    return str(value)


def _condition(value: Any, column: Column, lang: str) -> str:  # noqa: ANN401 - same
    text = condition_text(msgspec.convert(value, Guard), lang)
    return text or (written("always", lang) if column.needed else "")


_WRITE: Mapping[CellHolds, Callable[[Any, Column, str], str]] = MappingProxyType(
    {
        "names": lambda value, _column, _lang: names_text(value),
        "places": _chosen_or,
        "amount": _chosen_or,
        "yes": lambda value, _column, lang: label("yes", "yes" if value else "no", lang),
        "choice": lambda value, column, lang: label(column.choices, value, lang),
        "condition": _condition,
    }
)
