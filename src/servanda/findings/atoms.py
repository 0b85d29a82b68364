"""The single conditions that a term is made of, however they are joined."""

from collections.abc import Iterator

from servanda.records.agreement import Condition, Term


def conditions_of(term: Term) -> Iterator[Condition]:
    """Every condition of a term, joined ones and their parts: of its threshold and of its exceptions."""
    whole = [exemption.when for exemption in term.unless]
    for condition in [*whole, term.only_if] if term.only_if is not None else whole:
        yield from parts_of(condition)


def parts_of(condition: Condition) -> Iterator[Condition]:
    """A condition and all it joins."""
    yield condition
    inner = [condition.not_] if condition.not_ is not None else []
    for part in (*(condition.all or []), *(condition.any or []), *inner):
        yield from parts_of(part)
