"""A drawn case, judged by the system and by the oracle."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from oracle.draws import AS_OF, Drawn, draw
from oracle.findings import Expected, Oracle
from oracle.ground import TooClose
from oracle.tree import TooLarge
from servanda.findings import judge
from servanda.records.finding import Finding, Flip
from servanda.records.incident import Incident

NEAR_M = 3
"""Metres by which two ways of measuring may differ where a verdict flips."""


def oracle_of(drawn: Drawn, incident: Incident) -> Oracle:
    """The oracle on the one term of a world and one of its incidents."""
    return Oracle(drawn.agreement, drawn.facts, AS_OF, drawn.agreement.terms[0], incident)


def differences(drawn: Drawn) -> list[list[str]]:
    """For each incident on which there is a finding, everything in which the system and the oracle disagree."""
    found = {one.subject.id: one for one in judge(drawn.agreement, drawn.facts, as_of=AS_OF, window=None)}
    told: list[list[str]] = []
    for incident in drawn.facts.incidents:
        one = found.get(incident.id)
        try:
            expected = oracle_of(drawn, incident).expected()
            flips = [
                each for flip in (one.flips if one else ()) for each in _flip_differs(oracle_of(drawn, incident), flip)
            ]
        except (TooClose, TooLarge):
            continue
        if expected is not None and one is not None:
            told.append([*_between(expected, one), *flips])
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
        "flips": (expected.flips.keys(), {one.open for one in found.flips if one.unit == "m" and _is_strict(one)}),
    }
    yield from (f"{name}: expected {one}, found {other}" for name, (one, other) in pairs.items() if one != other)
    for flip in found.flips:
        if flip.open in expected.flips:
            low, high = expected.flips[flip.open]
            if abs(low - (flip.kept_up_to or 0)) > NEAR_M or abs(high - (flip.breached_above or 0)) > NEAR_M:
                yield f"flip: expected {low:.0f}–{high:.0f}, found {flip}"


def _is_strict(flip: Flip) -> bool:
    """Whether a larger number is the stricter one."""
    return flip.kept_up_to is not None


def _flip_differs(oracle: Oracle, flip: Flip) -> Iterator[str]:
    """Where an open time or number turns the verdict: agreed so, it must be kept here and breached there."""
    if flip.unit == "m":
        return
    strict = ((flip.kept_up_to, 0, "kept"), (flip.breached_above, 1, "breached"))
    lenient = ((flip.kept_from, 0, "kept"), (flip.breached_below, -1, "breached"))
    for figure, step, verdict in strict if _is_strict(flip) else lenient:
        value = (figure or 0) + step
        said = oracle.agreed(flip.open, value if flip.unit == "count" else f"PT{value}S") if value >= 0 else verdict
        if said != verdict:
            yield f"flip {flip.open} at {value}: expected {said}, found {verdict}"


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
