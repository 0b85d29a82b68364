"""Parts of a text: its headline, lede, body, subheadings and recap as spans, in order."""

from collections.abc import Sequence
from itertools import groupby

from servanda.records.record import Record
from servanda.records.statement import Span
from servanda.statements.sections import Section, Sentence
from servanda.statements.spans import span_between


class Part(Record, frozen=True, kw_only=True):
    """A stretch of sentences of one kind."""

    kind: Section
    """Headline, lede, body, subheading or recap."""
    span: Span
    """From its first sentence to its last."""


def parts_of(text: str, sentences: Sequence[Sentence]) -> list[Part]:
    r"""The parts that sentences stand in; each subheading is a part of its own.

    >>> from servanda.statements.sections import sentences_of
    >>> text = "Talks begin\nThey met.\nThey spoke."
    >>> [(part.kind, part.span.start, part.span.end) for part in parts_of(text, sentences_of(text))]
    [('headline', 0, 11), ('lede', 12, 21), ('body', 22, 33)]
    """
    parts = []
    for (kind, _), group in groupby(
        sentences, key=lambda one: (one.section, one.section == "subheading" and one.start)
    ):
        held = list(group)
        parts.append(Part(kind=kind, span=span_between(text, held[0].start, held[-1].end)))
    return parts
