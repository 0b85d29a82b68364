"""Definitions: places, things, clocks, standards of proof and open terms that can be relied on."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import get_args

from servanda.agreements.scope import Lint, Path, Scope
from servanda.records.observation import Method
from servanda.records.open_term import OpenTerm, Reading, Timing
from servanda.records.time import DURATION_PATTERN

_MONTHS = re.compile(r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T.*)?")
_DISTANCE = re.compile(r"\d+(\.\d{1,3})? (m|km)")
_METHODS = get_args(Method)
_CLAIM = "party_complaint"


def places(scope: Scope) -> Iterator[Lint]:
    """Places that say neither where they are nor which open term leaves that undecided."""
    for name, place in scope.agreement.places.items():
        drawn = bool(place.shapes) or place.band is not None
        if not drawn and not place.open:
            yield scope.error("place-without-shape", ("places", name), name=name)
        if drawn and place.is_ == "undefined":
            yield scope.error("place-undefined-drawn", ("places", name, "is"), name=name)
        if place.error_m < 0:
            yield scope.error("place-error-negative", ("places", name, "error_m"), name=name, metres=place.error_m)


def things(scope: Scope) -> Iterator[Lint]:
    """Classes of things that hold nothing."""
    for name, thing in scope.agreement.things.items():
        low, high = thing.calibre_min_mm, thing.calibre_max_mm
        if low is not None and high is not None and low > high:
            yield scope.error("calibre-reversed", ("things", name), name=name, low=low, high=high)
        if not (thing.is_ or thing.named or thing.open):
            yield scope.error("thing-empty", ("things", name, "is"), name=name)


def proofs(scope: Scope) -> Iterator[Lint]:
    """Standards of proof that nothing, or a mere claim, could meet."""
    for name, proof in scope.agreement.proof.items():
        if not proof.confirmed_by:
            yield scope.error("proof-without-method", ("proof", name, "confirmed_by"), name=name)
        for number, method in enumerate(proof.confirmed_by):
            path = ("proof", name, "confirmed_by", number)
            if method == _CLAIM:
                yield scope.error("proof-by-claim", path, name=name)
            elif method not in _METHODS:
                yield scope.error("unknown-method", path, name=method, known=", ".join(_METHODS))


def clocks(scope: Scope) -> Iterator[Lint]:
    """Clocks that wait for themselves, and windows that end before they begin."""
    known = scope.agreement.clocks
    for name in known:
        if _circle(name, {key: clock.after for key, clock in known.items()}):
            yield scope.error("clock-circle", ("clocks", name), name=name)
    for number, term in enumerate(scope.agreement.terms):
        during = term.during
        start = known.get(during.from_) if during is not None else None
        end = known.get(during.until) if during is not None else None
        if start is not None and end is not None and start.at is not None and end.at is not None and end.at <= start.at:
            path = ("terms", number, "during")
            yield scope.error("during-reversed", path, start=start.at.isoformat(), end=end.at.isoformat())


def _circle(name: str, after: dict[str, str]) -> bool:
    seen: set[str] = set()
    at = after.get(name, "")
    while at and at not in seen:
        if at == name:
            return True
        seen.add(at)
        at = after.get(at, "")
    return False


def open_terms(scope: Scope) -> Iterator[Lint]:
    """Open terms settled by nobody's reading, and readings of the wrong kind or without a holder."""
    for name, term in scope.agreement.open.items():
        if term.settled and term.settled not in term.readings:
            known = ", ".join(term.readings) or "—"
            yield scope.error("settled-unknown", ("open", name, "settled"), name=term.settled, known=known)
        for key, reading in term.readings.items():
            yield from _reading(scope, ("open", name, "readings", key), term, reading)


def _reading(scope: Scope, path: Path, term: OpenTerm, reading: Reading) -> Iterator[Lint]:
    value = reading.value
    if term.kind == "duration" and isinstance(value, str) and _in_months(value):
        yield scope.error("duration-in-months", (*path, "value"), value=value)
    elif value is not None and not _fits(scope, term.kind, value):
        shown = "timing" if isinstance(value, Timing) else str(value)
        yield scope.error("reading-wrong-kind", (*path, "value"), value=shown, kind=term.kind)
    if not reading.held_by and not reading.support:
        yield scope.warning("reading-without-holder", path, name=str(path[-1]))


def _in_months(value: str) -> bool:
    return bool(_MONTHS.fullmatch(value)) and not re.match(DURATION_PATTERN, value)


def _fits(scope: Scope, kind: str, value: str | int | Timing) -> bool:
    if isinstance(value, Timing):
        return kind == "timing"
    if isinstance(value, int):
        return kind == "number" and value >= 0
    fits = {
        "distance": bool(_DISTANCE.fullmatch(value)),
        "duration": bool(re.match(DURATION_PATTERN, value)),
        "place": value in scope.agreement.places,
        "thing": value in scope.agreement.things,
        "instant": _instant(value),
        "number": False,
        "timing": False,
    }
    return fits.get(kind, True)


def _instant(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
