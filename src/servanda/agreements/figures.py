"""Figures: every number that is judged by stands in the paraphrase or citation it was taken from.

Where it does not, a slip of the hand (70 km for 50 km) would decide verdicts unseen by whoever reads the text.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

import msgspec

from servanda.agreements.scope import Lint, Path, Scope, walk
from servanda.errors import InputError
from servanda.records.procedure import Procedure, Step
from servanda.records.term import Answers, AtMost, Counted, Exemption, Notified, Row, Size, Term, Where
from servanda.records.term import Sequence as Ordered
from servanda.records.time import length_of

_GROUPED = re.compile(r"(?<=\d)[,\u00a0\u202f\u2009 ](?=\d{3}(?:\D|$))")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LENGTHS = (1, 1000)
_TIMES = tuple(timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days", "weeks"))
_FIELDS: tuple[tuple[type[msgspec.Struct], tuple[str, ...]], ...] = (
    (Where, ("nearer_than",)),
    (Row, ("nearer_than", "max")),
    (AtMost, ("max",)),
    (Notified, ("at_least",)),
    (Ordered, ("within",)),
    (Answers, ("within",)),
    (Size, ("at_least",)),
)


def figures(scope: Scope) -> Iterator[Lint]:
    """Numbers in terms and steps that no sentence of theirs states."""
    for number, term in enumerate(scope.agreement.terms):
        yield from _within(scope, ("terms", number), term, _sentences(term))
    for number, procedure in enumerate(scope.agreement.procedures):
        for index, step in enumerate(procedure.steps):
            yield from _timed(scope, ("procedures", number, "steps", index), procedure, step)


def _within(scope: Scope, path: Path, record: msgspec.Struct, sentences: Sequence[str]) -> Iterator[Lint]:
    for where, part in walk(record, path):
        texts = [*sentences, part.cite] if isinstance(part, Row) else sentences
        for kind, fields in _FIELDS:
            if isinstance(part, kind):
                yield from _missing(scope, where, part, fields, texts)


def _timed(scope: Scope, path: Path, procedure: Procedure, step: Step) -> Iterator[Lint]:
    texts = [step.cite, procedure.cite]
    for wording in (procedure.says, step.do, step.if_silent_says):
        texts += wording.values()
    if step.when is not None:
        yield from _missing(scope, (*path, "when"), step.when, ("within", "after"), texts)
    for where, part in walk(step.only_if, (*path, "only_if")) if step.only_if is not None else ():
        if isinstance(part, Counted):
            yield from _missing(scope, where, part, ("count", "within"), texts)


def _missing(
    scope: Scope, path: Path, part: msgspec.Struct, fields: Sequence[str], texts: Sequence[str]
) -> Iterator[Lint]:
    stated = {number for text in texts for number in _numbers(text)}
    for field in fields:
        value = getattr(part, field)
        ways = _ways(value)
        if ways and not stated & ways:
            yield scope.warning("number-not-in-text", (*path, field), value=str(value))


def _sentences(term: Term) -> list[str]:
    """The words of a term: its paraphrases and citations, those of its exceptions, and what its classes are called."""
    texts = [term.cite, *term.says.values()]
    for exemption in term.unless:
        texts += _of_exemption(exemption)
    return texts


def _of_exemption(exemption: Exemption) -> list[str]:
    return [exemption.cite, *exemption.says.values()]


def _numbers(text: str) -> Iterator[Fraction]:
    for found in _NUMBER.findall(_GROUPED.sub("", text)):
        yield Fraction(found.replace(",", "."))


def _ways(value: object) -> set[Fraction]:
    """A value as a text may write it: 70 km or 70,000 m, 72 hours or 3 days; nothing for what is open or nought."""
    if isinstance(value, int):
        return {Fraction(value)} - {Fraction(0)}
    if not isinstance(value, str):
        return set()
    number, _, unit = value.partition(" ")
    if unit in {"m", "km"}:
        metres = Fraction(number) * (1000 if unit == "km" else 1)
        return {metres / length for length in _LENGTHS} - {Fraction(0)}
    try:
        length = length_of(value)
    except InputError:  # said where durations are examined
        return set()
    return {Fraction(length // timedelta(seconds=1), unit // timedelta(seconds=1)) for unit in _TIMES} - {Fraction(0)}
