"""Caps and bands: numbers that stand somewhere, in places that can be told apart and measured."""

from collections.abc import Iterator
from itertools import combinations

from servanda.agreements.scope import Lint, Path, Scope
from servanda.records.agreement import Band, Place
from servanda.records.open_term import OpenRef, metres
from servanda.records.term import Row, Term

_NO_END = 10**9
_GROUND = ("zone", "sector", "band", "undefined")


def caps(scope: Scope) -> Iterator[Lint]:
    """Caps without a number or a place, and lines of a table that are neither caps nor distances."""
    for number, term in enumerate(scope.agreement.terms):
        path: Path = ("terms", number)
        if term.at_most is not None:
            yield from _cap(scope, path, term)
        for line, row in enumerate(term.table):
            yield from _row(scope, (*path, "table", line), term, row)


def _cap(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    most = term.at_most.max if term.at_most is not None else None
    if most is None and not term.table:
        yield scope.error("cap-without-number", (*path, "at_most"), name=term.id)
    yield from _number(scope, (*path, "at_most", "max"), most)
    if term.unless or term.only_if is not None:
        yield scope.error("cap-with-exception", (*path, "unless" if term.unless else "only_if"), name=term.id)
    if term.where is not None and not term.where.in_:
        yield scope.warning("cap-unwatchable", (*path, "where"), name=term.id)
    if not term.table and term.where is None:
        yield scope.warning("cap-everywhere", path, name=term.id)
    yield from _overlaps(scope, path, term)


def _number(scope: Scope, path: Path, most: int | OpenRef | None) -> Iterator[Lint]:
    if isinstance(most, int) and most < 0:
        yield scope.error("cap-negative", path, number=most)
    known = scope.agreement.open.get(most.open) if isinstance(most, OpenRef) else None
    if known is not None and known.kind != "number":
        yield scope.error("cap-open-kind", path, name=most.open if isinstance(most, OpenRef) else "", kind=known.kind)


def _row(scope: Scope, path: Path, term: Term, row: Row) -> Iterator[Lint]:
    """A line of a cap states a number and a place; a line of a prohibition states neither."""
    distance, cap = row.nearer_than is not None or bool(row.to), row.max is not None or bool(row.in_)
    if distance and cap:
        yield scope.error("row-mixed", path)
    elif distance and term.at_most is not None:
        yield scope.error("cap-row-distance", path, name=term.id)
    elif cap and term.at_most is None:
        yield scope.error("row-cap-idle", path, name=term.id)
    if term.at_most is None:
        return
    if row.max is None and term.at_most.max is None:
        yield scope.error("cap-row-without-number", path, name=term.id)
    if not row.in_ and (term.where is None or not term.where.in_):
        yield scope.error("cap-row-without-place", path, name=term.id)
    yield from _number(scope, (*path, "max"), row.max)


def _overlaps(scope: Scope, path: Path, term: Term) -> Iterator[Lint]:
    """Two bands of one line for one party and class that share ground: what stands there counts twice."""
    places = scope.agreement.places
    for (first, left), (second, right) in combinations(enumerate(term.table), 2):
        one, other = places.get(left.in_), places.get(right.in_)
        same = (left.binds, left.thing) == (right.binds, right.thing) and left.in_ != right.in_
        if same and one is not None and other is not None and _share_ground(one, other):
            yield scope.warning(
                "cap-bands-overlap", (*path, "table", second), first=first, left=left.in_, right=right.in_
            )


def _share_ground(one: Place, other: Place) -> bool:
    if one.band is None or other.band is None:
        return False
    if (one.band.within, one.band.from_) != (other.band.within, other.band.from_):
        return False
    (begins, ends), (other_begins, other_ends) = _limits(one.band), _limits(other.band)
    return begins < other_ends and other_begins < ends


def _limits(band: Band) -> tuple[int, int]:
    """Where a band begins and ends; the widest it can be where that is not agreed."""
    beyond, up_to = metres(band.beyond), metres(band.up_to)
    return (0 if beyond is None else beyond), (_NO_END if up_to is None else up_to)


def bands(scope: Scope) -> Iterator[Lint]:
    """Bands that are not measured from a line, not part of a place, or end before they begin."""
    for name, place in scope.agreement.places.items():
        path: Path = ("places", name)
        if (place.band is not None) != (place.is_ == "band"):
            yield scope.error("band-half", path, name=name, kind=place.is_)
        if place.band is not None:
            yield from _band(scope, path, name, place)


def _band(scope: Scope, path: Path, name: str, place: Place) -> Iterator[Lint]:
    band, places = place.band, scope.agreement.places
    if band is None:
        return
    if place.shapes or place.geometry:
        yield scope.error("band-drawn", path, name=name)
    beyond, up_to = metres(band.beyond), metres(band.up_to)
    if beyond is not None and up_to is not None and beyond >= up_to:
        yield scope.error("band-reversed", (*path, "band"), name=name, beyond=beyond, up_to=up_to)
    line, whole = places.get(band.from_), places.get(band.within)
    if line is not None and line.is_ not in {"line", "undefined"}:
        yield scope.error("band-from-no-line", (*path, "band", "from"), name=name, line=band.from_, kind=line.is_)
    if whole is not None and whole.is_ not in _GROUND:
        yield scope.error(
            "band-within-no-zone", (*path, "band", "within"), name=name, whole=band.within, kind=whole.is_
        )
    if _circle(name, places):
        yield scope.error("band-circle", (*path, "band", "within"), name=name)


def _circle(name: str, places: dict[str, Place]) -> bool:
    at, seen = name, set[str]()
    while at not in seen:
        seen.add(at)
        place = places.get(at)
        if place is None or place.band is None:
            return False
        at = place.band.within
    return at == name
