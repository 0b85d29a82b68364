"""Statements for the tests of what follows from them: invented parties, invented words."""

import hashlib
from typing import Any

from servanda.records.source import Source
from servanda.records.statement import Embedded, Link, Span, Statement

WORDS = "The harbour was closed to heavy ships"
TEXTS = {"text:one": WORDS, "text:two": WORDS}


def told(name: str, *, by: str = "herald", source: str = "text:one", text: str = "", **more: Any) -> Statement:
    """A statement by a chain written as `outlet agency speaker`; its words are all of `text`."""
    words = text or WORDS
    links = [Link(source=one, basis="explicit" if place else "publisher") for place, one in enumerate(by.split())]
    given = {
        "frame": "report",
        "certainty": "CT+",
        "says": {"en": f"{name} was said.", "uk": f"Сказано: {name}."},
        "issue": "harbour",
        **more,
    }
    span = Span(start=0, end=len(words), sha256=hashlib.sha256(words.encode()).hexdigest())
    return Statement(id=f"st-{name}", source=source, chain=links, spans=[span], **given)


def inside(event: str, certainty: str) -> list[Embedded]:
    return [Embedded(event=event, certainty=certainty)]  # type: ignore[arg-type]


def source_of(name: str, published: str, **more: Any) -> Source:
    given = {"kind": "article", "publisher": "Herald", "lang": "en", **more}
    return Source(id=name, published=published, **given)


DAYS = {"text:one": "2031-03-01", "text:two": "2031-03-05"}
