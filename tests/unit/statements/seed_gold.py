"""The annotated article beside the repository, if it is there: its text, its annotation, its proposals."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.statements import propose

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"
FOLDER = SHARED / "seed"
needs_seed = pytest.mark.skipif(
    not (FOLDER / "article-uk.txt").exists(), reason="reference material is not beside the repository"
)


@lru_cache(maxsize=1)
def text() -> str:
    return (FOLDER / "article-uk.txt").read_bytes().decode()


@lru_cache(maxsize=1)
def annotation() -> dict:
    return json.loads((FOLDER / "gold.json").read_text("utf-8"))


@lru_cache(maxsize=1)
def proposals() -> list[Statement]:
    source = Source(id="text:article", kind="article", publisher="РБК-Україна", lang="uk", published="2026-01-06")
    return propose(text(), source)


def covered_by_half() -> dict[str, bool]:
    """Whether one proposal covers half of the characters of each annotated statement."""
    kept = [row for row in annotation()["statements"] if not row.get("not_for_dossier")]
    read = [{at for start, end in places_of(one) for at in range(start, end)} for one in proposals()]
    found = {}
    for row in kept:
        own = {at for one in row["spans"] for at in range(one["start"], one["end"])}
        found[row["id"]] = any(2 * len(own & other) >= len(own) for other in read)
    return found


def places_of(statement: Statement) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in statement.spans]


def overlapping(start: int, end: int) -> list[Statement]:
    """Proposals whose words share a character with a stretch of the text."""
    return [one for one in proposals() if any(first < end and start < last for first, last in places_of(one))]


def about(name: str) -> list[Statement]:
    """Proposals over the words of an annotated statement."""
    row = next(row for row in annotation()["statements"] if row["id"] == name)
    return [one for span in row["spans"] for one in overlapping(span["start"], span["end"])]
