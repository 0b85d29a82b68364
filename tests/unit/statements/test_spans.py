"""Places in a text: hashes and both W3C selectors, checked on every load, each refusal naming what no longer fits."""

from typing import Any

import pytest

from servanda.errors import IntegrityError
from servanda.records.source import Source
from servanda.records.statement import Span
from servanda.statements import propose
from servanda.statements.spans import (
    check_selectors,
    check_span,
    check_statements,
    position_selector,
    selectors,
    span_between,
    spans_in,
)

TEXT = "Київ чекає 🕊 сигналу. Лондон чекає відповіді, заявив посадовець.\n"


def refused(text: str, written: list[dict[str, Any]]) -> str:
    with pytest.raises(IntegrityError) as caught:
        check_selectors(text, written, "note-1")
    assert caught.value.place == "note-1"
    return caught.value.code


def test_both_selectors_lead_back_to_the_same_code_points() -> None:
    span = span_between(TEXT, TEXT.index("сигналу"), TEXT.index(". Лондон"))
    position, quote = selectors(TEXT, span)
    assert (position["start"], position["end"]) == (13, 20)  # the dove is one code point, four bytes, two UTF-16 units
    assert (quote["prefix"], quote["exact"]) == ("Київ чекає 🕊 ", "сигналу")
    assert check_selectors(TEXT, [position, quote]) == span
    assert check_selectors(TEXT, [position]) == check_selectors(TEXT, [quote]) == span


def test_the_quotation_alone_must_stand_in_one_place_only() -> None:
    assert refused(TEXT, [{"type": "TextQuoteSelector", "exact": "чекає"}]) == "selector-quote-ambiguous"
    second = check_selectors(TEXT, [{"type": "TextQuoteSelector", "exact": "чекає", "prefix": "Лондон "}])
    assert TEXT[second.start - 7 : second.end] == "Лондон чекає"


def test_a_changed_text_is_refused_and_the_error_says_which_part() -> None:
    position, quote = selectors(TEXT, span_between(TEXT, 13, 20))
    assert refused(TEXT.replace("сигналу", "відмови"), [position, quote]) == "selector-quote-not-here"
    assert refused("Ом" + TEXT[4:], [position, quote]) == "selector-quote-not-here"
    assert refused("Рима" + TEXT[4:], [position, quote]) == "selector-prefix-not-found"
    assert refused(TEXT.replace("Лондон", "Берлін"), [position, quote]) == "selector-suffix-not-found"
    assert refused("Київ", [position, quote]) == "span-outside-text"
    assert refused(TEXT, [{"type": "FragmentSelector"}]) == "selector-missing"
    assert refused(TEXT, [{"type": "TextPositionSelector", "start": "13", "end": 20}]) == "selector-missing"


def test_a_text_that_is_not_ours_keeps_a_place_and_a_hash_and_no_word() -> None:
    span = span_between(TEXT, 13, 20)
    assert position_selector(span) == {"type": "TextPositionSelector", "start": 13, "end": 20}
    check_span(TEXT, span)
    with pytest.raises(IntegrityError, match="span-words-changed"):
        check_span(TEXT.replace("сигналу", "відмови"), span)
    with pytest.raises(IntegrityError, match="span-outside-text"):
        check_span(TEXT, Span(start=60, end=600, sha256=span.sha256))


def test_every_span_of_every_statement_is_checked_and_the_broken_one_is_named() -> None:
    text = "Officials told Reuters that France might send troops if London agrees."
    found = propose(text, Source(id="text:t", kind="text", publisher="Example desk", lang="en"))
    assert check_statements(text, found) == sum(1 for one in found for _ in spans_in(one)) > 3
    with pytest.raises(IntegrityError) as caught:
        check_statements(text.replace("France", "Russia"), found)
    assert caught.value.place.startswith("st-")
    with pytest.raises(IntegrityError):
        check_statements(" " + text, found)
