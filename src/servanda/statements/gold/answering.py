"""What the reader says about a text of a gold, in the gold's own format."""

from collections.abc import Mapping
from typing import Any

from servanda.records.source import Source
from servanda.statements.gold.writing import Told, annotation
from servanda.statements.propose import read


def answer(text: str, source: Source) -> dict[str, Any]:
    """Read a text and write the reading as an annotation.

    Raises:
        InputError: As `propose`.
    """
    return annotation(_told(text, source))


def _told(text: str, source: Source) -> Told:
    reading = read(text, source)
    return Told(text, source, reading.statements, reading.cues, reading.mentions, reading.times)


def source_of(gold: Mapping[str, Any]) -> Source:
    """The source a gold says its text is from: the publisher by its label in the language of the text."""
    document = gold.get("document", {})
    name, lang = str(document.get("publisher") or "unknown"), str(document.get("lang") or "uk")
    rows = [row for row in gold.get("entities", []) if row.get("id") == name]
    labels = (rows[0].get("labels") or {}) if rows else {}
    return Source(
        id=f"text:{document.get('id', 'article')}",
        kind="article",
        publisher=str(labels.get(lang) or next(iter(labels.values()), name)),
        lang=lang,
        published=str(document.get("published") or ""),
    )
