"""What a schema cannot say about agreements."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from servanda.agreements import (
    calendars,
    caps,
    conditions,
    definitions,
    effects,
    figures,
    kinds,
    names,
    procedures,
    relations,
    terms,
    texts,
)
from servanda.agreements.scope import Lint, Scope
from servanda.records.agreement import Agreement

CHECKS: tuple[Callable[[Scope], Iterator[Lint]], ...] = (
    names.unknown_names,
    names.unused_names,
    names.duplicate_names,
    kinds.kinds,
    terms.terms,
    caps.caps,
    caps.bands,
    definitions.places,
    definitions.things,
    conditions.classes,
    conditions.conditions,
    conditions.places_of_conditions,
    definitions.proofs,
    definitions.clocks,
    calendars.calendars,
    definitions.open_terms,
    procedures.procedures,
    relations.relations,
    effects.effects,
    texts.citations,
    figures.figures,
    texts.sources,
    texts.languages,
    texts.forces,
    texts.signed,
)
"""Every check; each is a function of one agreement in its surroundings."""


def lint(agreements: Sequence[Agreement], *, sources: Collection[str] | None = None) -> list[Lint]:
    """Examine instruments together, so that their relations can be followed.

    Args:
        agreements: All instruments of a case, in any order.
        sources: Identifiers of all known sources; without them, sources are not checked.

    Returns:
        Lints sorted by instrument, path and code; none if all is well.
    """
    ordered = sorted(agreements, key=lambda agreement: (agreement.id, agreement.version))
    instruments: dict[str, list[Agreement]] = {}
    for agreement in ordered:
        instruments.setdefault(agreement.id, []).append(agreement)
    known = None if sources is None else frozenset(sources)
    scopes = [Scope(agreement, instruments, known) for agreement in ordered]
    found = [lint for scope in scopes for check in CHECKS for lint in check(scope)]
    found += _twins(scopes)
    return sorted(found, key=lambda lint: (lint.agreement, [str(part).zfill(6) for part in lint.path], lint.code))


def _twins(scopes: Sequence[Scope]) -> Iterator[Lint]:
    for earlier, later in pairwise(scopes):
        if earlier.name == later.name:
            yield later.error("version-twice", ("version",), name=later.name)
