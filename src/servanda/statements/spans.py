"""Spans: stretches of a text with the hash of the exact words, and the same as W3C selectors.

A span of a record holds places and a hash, never words: texts of others are not copied. Where the text itself is at
hand, a span can also be written as the two selectors of the Web Annotation Data Model (W3C 2017, 4.2.4 and 4.2.5):
`TextPositionSelector` with code points, `TextQuoteSelector` with the words and what stands around them. Every load
checks them (`check_span`, `check_selectors`, `check_statements`) and says which part no longer fits.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

from servanda.errors import IntegrityError
from servanda.records.statement import Span, Statement
from servanda.statements.sections import Sentence

AROUND = 32
"""Code points kept on each side of a quoted stretch."""


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


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """Both W3C selectors of a span; only where the text is at hand, because the second one holds its words.

    Raises:
        IntegrityError: As `check_span` does.

    >>> selectors("Talks went well.", span_between("Talks went well.", 6, 10))[1]
    {'type': 'TextQuoteSelector', 'exact': 'went', 'prefix': 'Talks ', 'suffix': ' well.'}
    """
    check_span(text, span)
    return [
        position_selector(span),
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]


def position_selector(span: Span) -> dict[str, Any]:
    """The selector without words: all that is kept of a text that is not ours."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def check_span(text: str, span: Span, place: str = "") -> None:
    """Refuse a span that no longer fits its text.

    Raises:
        IntegrityError: `span-outside-text`, `span-words-changed`.
    """
    if not 0 <= span.start < span.end <= len(text):
        says = f"The span {span.start}–{span.end} lies outside a text of {len(text)} characters."
        _refuse("span-outside-text", says, place)
    if not holds(text, span):
        _refuse("span-words-changed", f"The words at {span.start}–{span.end} are not those that were read.", place)


def check_selectors(text: str, written: Iterable[Mapping[str, Any]], place: str = "") -> Span:
    """The span that W3C selectors point at; they must agree with the text and with each other.

    Args:
        text: The text that they are about.
        written: One or both of `TextPositionSelector` and `TextQuoteSelector`; others are passed over.
        place: What to call it in an error.

    Raises:
        IntegrityError: `selector-missing`, `span-outside-text`, `selector-quote-not-here`,
            `selector-prefix-not-found`, `selector-suffix-not-found`, `selector-quote-ambiguous`.
    """
    kinds = {str(one.get("type")): one for one in written}
    position, quote = kinds.get("TextPositionSelector"), kinds.get("TextQuoteSelector")
    if position is None:
        if quote is None:
            _refuse("selector-missing", "Neither a position nor a quotation points into the text.", place)
        return _found_by_quote(text, quote, place)
    start, end = _number(position, "start", place), _number(position, "end", place)
    if not 0 <= start < end <= len(text):
        says = f"The selector {start}–{end} lies outside a text of {len(text)} characters."
        _refuse("span-outside-text", says, place)
    for code, says in _disagreements(text, start, end, quote or {}):
        _refuse(code, says, place)
    return span_between(text, start, end)


def check_statements(text: str, statements: Iterable[Statement]) -> int:
    """Refuse statements any of whose spans no longer fits the text; how many spans were checked.

    Raises:
        IntegrityError: As `check_span` does; the place is the statement and the field of the span.
    """
    checked = 0
    for statement in statements:
        for place, span in spans_in(statement):
            check_span(text, span, f"{statement.id}.{place}")
            checked += 1
    return checked


def spans_in(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Every span of a statement with the field that holds it."""
    for name in ("spans", "conditions", "quoted"):
        yield from ((f"{name}[{number}]", span) for number, span in enumerate(getattr(statement, name)))
    for number, link in enumerate(statement.chain):
        if link.cue is not None:
            yield f"chain[{number}].cue", link.cue
    for number, event in enumerate(statement.embedded):
        if event.span is not None:
            yield f"embedded[{number}].span", event.span
        yield from ((f"embedded[{number}].cues[{which}]", cue) for which, cue in enumerate(event.cues))


def _disagreements(text: str, start: int, end: int, quote: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    exact, prefix, suffix = (quote.get(part) for part in ("exact", "prefix", "suffix"))
    if exact is not None and text[start:end] != exact:
        yield "selector-quote-not-here", f"The quoted words do not stand at {start}–{end}."
    if prefix is not None and not text.endswith(prefix, 0, start):
        yield "selector-prefix-not-found", f"What should stand before {start} does not."
    if suffix is not None and not text.startswith(suffix, end):
        yield "selector-suffix-not-found", f"What should stand after {end} does not."


def _found_by_quote(text: str, quote: Mapping[str, Any], place: str) -> Span:
    """The one place where a quotation stands with what is around it."""
    prefix, exact, suffix = (str(quote.get(part) or "") for part in ("prefix", "exact", "suffix"))
    whole = prefix + exact + suffix
    at = text.find(whole) if exact else -1
    if at < 0:
        _refuse("selector-quote-not-here", "The quoted words do not stand in the text with what is around them.", place)
    if text.find(whole, at + 1) >= 0:
        says = f"The quoted words stand at {at + len(prefix)} and again later: nothing says which are meant."
        _refuse("selector-quote-ambiguous", says, place)
    return span_between(text, at + len(prefix), at + len(prefix) + len(exact))


def _number(position: Mapping[str, Any], name: str, place: str) -> int:
    value = position.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        _refuse("selector-missing", f"The position has no whole number as its {name}.", place)
    return value


def _refuse(code: str, says: str, place: str) -> NoReturn:
    hint = "Restore the text as it was read; places are offsets into it, in code points."
    raise IntegrityError(code, says, place=place, hint=hint)
