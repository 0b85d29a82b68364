"""Which layers of the text were in force when something happened: read off the findings, not off dates.

A layer is what was agreed in one version and begins with one clock: a consolidated text has several.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from servanda.reports.account_judged import Alike, Counts, Judged
from servanda.reports.names import Names

Layer: TypeAlias = tuple[tuple[str, str], ...]
"""Instrument and term of each of its terms that is judged, sorted."""

_NO, _PERHAPS, _YES = 0, 1, 2


@dataclass(frozen=True, kw_only=True)
class Force:
    """Findings on what happened while the same layers were in force.

    Attributes:
        layers: Those in force, in the order of their first terms.
        perhaps: Layers of which it hangs on a moment whether they were.
        events: Subjects judged.
        counts: Findings by verdict.
    """

    layers: tuple[Layer, ...]
    perhaps: tuple[Layer, ...]
    events: int
    counts: Counts


def layers_of(judged: Judged, names: Names) -> list[Layer]:
    """The layers of everything judged."""
    layers: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for agreement, name in judged.terms():
        origin, term = names.origin_of(agreement, name), names.term(agreement, name)
        version = f"{origin.id}@{origin.version}" if origin else agreement
        clock = term.during.from_ if term and term.during else ""
        layers.setdefault((version, clock), []).append((agreement, name))
    return sorted(tuple(terms) for terms in layers.values())


def in_force(judged: Judged, names: Names) -> list[Force]:
    """What was in force for each subject; findings of each group by verdict."""
    layers = layers_of(judged, names)
    subjects, subject = judged.subjects
    state = np.zeros((len(layers), len(subjects)), dtype=np.int64)
    for number, layer in enumerate(layers):
        own = np.array([_state(one) if (one.agreement, one.term) in layer else _NO for one in judged.alike])
        np.maximum.at(state[number], subject, own[judged.of])
    code = np.zeros(len(subjects), dtype=np.int64)
    for row in state:
        code = code * (_YES + 1) + row
    groups, of = np.unique(code, return_inverse=True)
    counts = judged.by(of[subject], len(groups)).tolist()
    events = np.bincount(of, minlength=len(groups)).tolist()
    first = [state[:, int(np.argmax(of == group))].tolist() for group in range(len(groups))]
    return [
        Force(
            layers=tuple(layer for layer, known in zip(layers, first[group], strict=True) if known == _YES),
            perhaps=tuple(layer for layer, known in zip(layers, first[group], strict=True) if known == _PERHAPS),
            events=events[group],
            counts=counts[group],
        )
        for group in range(len(groups))
    ]


def _state(one: Alike) -> int:
    if one.verdict == "not_in_force":
        return _NO
    outside = any(verdict == "not_in_force" for verdict, _ in one.readings)
    return _PERHAPS if outside or one.keys & {("date", ""), ("pending_clock", "")} else _YES
