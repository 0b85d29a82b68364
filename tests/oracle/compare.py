"""A drawn case, judged by the system and by the oracle."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from oracle.draws import AS_OF, Drawn, draw
from oracle.findings import Expected, Oracle
from oracle.ground import TooClose
from oracle.tree import TooLarge
from servanda.findings import judge
from servanda.records.finding import Finding
from servanda.records.incident import Incident

NEAR_M = 3
"""Metres by which two ways of measuring may differ where a verdict flips."""


def expected_of(drawn: Drawn, incident: Incident) -> Expected | None:
    """What the oracle says; none if the term does not speak of the incident.

    Raises:
        TooClose, TooLarge: it should not, or does not, say anything.
    """
    return Oracle(drawn.agreement, drawn.facts, AS_OF, drawn.agreement.terms[0], incident).expected()


def differences(drawn: Drawn) -> list[list[str]]:
    """For each incident on which there is a finding, everything in which the system and the oracle disagree."""
    found = {one.subject.id: one for one in judge(drawn.agreement, drawn.facts, as_of=AS_OF, window=None)}
    told: list[list[str]] = []
    for incident in drawn.facts.incidents:
        try:
            expected = expected_of(drawn, incident)
        except (TooClose, TooLarge):
            continue
        one = found.get(incident.id)
        if expected is not None and one is not None:
            told.append(list(_between(expected, one)))
        elif expected is not one:  # where neither finds anything there is nothing to compare, and it is no case
            told.append([f"expected {expected}, found {one}"])
    return told


def _between(expected: Expected, found: Finding) -> Iterator[str]:
    outcome = found.outcome
    pairs = {
        "verdict": (expected.verdict, outcome.verdict),
        "by": (expected.by, tuple(outcome.by)),
        "attribution": (expected.attribution, outcome.attribution),
        "hinges": (expected.hinges, {f"{one.cause}:{one.on}" for one in (*found.hinges, *found.attribution_hinges)}),
        "by_reading": (
            _telling(expected.by_reading),
            _telling({tuple(sorted(one.readings.items())): one.verdict for one in found.by_reading}),
        ),
        "exemption": (expected.exemption, found.exemption),
        "notices": (expected.notices, tuple(found.notices)),
        "flips": (expected.flips.keys(), {one.open for one in found.flips}),
    }
    yield from (f"{name}: expected {one}, found {other}" for name, (one, other) in pairs.items() if one != other)
    for flip in found.flips:
        low, high = expected.flips.get(flip.open, (0.0, 0.0))
        if abs(low - flip.kept_up_to) > NEAR_M or abs(high - flip.breached_above) > NEAR_M:
            yield f"flip {flip.open}: expected {low:.0f}–{high:.0f}, found {flip.kept_up_to}–{flip.breached_above}"


def _telling(by_reading: Mapping[Any, str]) -> Mapping[Any, str]:
    """Verdicts by reading, if any reading gives one."""
    return by_reading if set(by_reading.values()) - {"undetermined"} else {}


def run(seed: int, how_many: int) -> tuple[int, list[tuple[int, list[str]]]]:
    """So many cases that both decide.

    Returns:
        How many worlds were drawn for that, and the worlds in which the two disagree, with what about.
    """
    drawn, decided = 0, 0
    bad: list[tuple[int, list[str]]] = []
    while decided < how_many:
        told = differences(draw(Random(f"{seed}:{drawn}")))  # noqa: S311 - a test, not a secret
        bad += [(drawn, one) for one in told if one]
        decided += len(told)
        drawn += 1
    return drawn, bad
