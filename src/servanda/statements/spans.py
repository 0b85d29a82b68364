"""Spans: stretches of a text with the hash of the exact words."""

import hashlib

from servanda.records.statement import Span
from servanda.statements.sections import Sentence


def span_between(text: str, start: int, end: int) -> Span:
    """The stretch from one code point to another, with its hash."""
    return Span(start=start, end=end, sha256=hashlib.sha256(text[start:end].encode()).hexdigest())


def span_of(text: str, sentence: Sentence, first: int, last: int) -> Span:
    """The stretch of some tokens of a sentence; half-open."""
    return span_between(text, sentence.tokens[first].start, sentence.tokens[max(last - 1, first)].end)


def holds(text: str, span: Span) -> bool:
    """Whether a span still fits the text: the check whenever the text is at hand."""
    within = 0 <= span.start < span.end <= len(text)
    return within and span_between(text, span.start, span.end) == span
