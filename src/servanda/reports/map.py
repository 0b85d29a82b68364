"""The map of an exercise: places of the agreement, incidents as regions, gaps in observation; never a post.

Only exercises are drawn so: in a real case outlines of what monitors saw could betray where they stood. Its map
(`public_map`) rests on published data alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from servanda.geo import has_shape, region_polygon
from servanda.records.agreement import Place
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.place import InPlace, Point
from servanda.records.record import Wording
from servanda.reports.annex_ground import incident_line
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, hours, same
from servanda.reports.names import Names
from servanda.reports.outcomes import VERDICTS, outcome_of
from servanda.reports.page import Outcome
from servanda.reports.projection import Projection, extent_of, middle_of
from servanda.reports.replied import said_of
from servanda.wording import say

_SMALL = 9.0
_LABEL_GAP = 17.0
_LETTER = 9
"""Width of a letter of a name, at most; about half its height."""
_ORDER = ("sector", "zone", "band", "line", "settlements")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A place of the agreement, as drawn."""

    kind: str
    number: int
    name: Wording
    path: str = ""
    dots: tuple[tuple[float, float], ...] = ()
    label: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An incident, as drawn: outlines of its regions and a number."""

    number: int
    incident: str
    verdict: str
    paths: tuple[str, ...]
    whole: bool
    small: bool
    at: tuple[float, float]
    label: tuple[float, float]
    says: Wording


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A place that nobody watched for part of the period."""

    path: str
    at: tuple[float, float]
    when: str
    name: Wording


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One line of the list below the map."""

    number: int
    line: Line
    outcomes: tuple[tuple[Line, Outcome, tuple[Line, ...]], ...]
    """Term, verdict with attribution, and what the parties said of it."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything drawn on the map."""

    projection: Projection
    shapes: tuple[Shape, ...]
    gaps: tuple[Gap, ...]
    marks: tuple[Mark, ...]
    listed: tuple[Listed, ...]


def chart(dossier: Dossier, names: Names) -> Chart | None:
    """The map of an exercise; none for a real case or one without drawn places."""
    places = {name: place for name, place in names.places().items() if has_shape(place)}
    if not dossier.is_exercise or not places:
        return None
    projection = Projection.around(_corners(dossier, places))
    incidents = sorted(dossier.incidents, key=lambda known: (known.when.start or dossier.as_of, known.id))
    shapes, gaps = tuple(_shapes(places, projection)), tuple(_gaps(dossier, places, projection))
    written = list(_written(shapes, gaps))
    marks: list[Mark] = []
    for number, incident in enumerate(incidents, start=1):
        taken = [*written, *(mark.label for mark in marks)]
        marks.append(_mark(number, incident, (dossier, names, projection, places), taken))
    return Chart(
        projection=projection,
        shapes=shapes,
        gaps=gaps,
        marks=tuple(marks),
        listed=tuple(_listed(number, one, dossier, names) for number, one in enumerate(incidents, start=1)),
    )


def _written(shapes: Iterable[Shape], gaps: Iterable[Gap]) -> Iterator[tuple[float, float]]:
    """Points along every name written on the map, close enough that no number fits between them."""
    lines = [(shape.label, _longest(shape.name)) for shape in shapes if shape.label]
    lines += [(gap.at, _longest(say("reports.nobody-watched", when=gap.when))) for gap in gaps]
    for (x, y), letters in lines:
        yield from ((x + step, y - _LETTER) for step in range(0, letters * _LETTER, _LETTER))


def _longest(text: Wording) -> int:
    """Letters of a wording in the language in which it is longest."""
    return max(len(one) for one in text.values())


def _corners(dossier: Dossier, places: Mapping[str, Place]) -> list[Point]:
    drawn = [ring for one in dossier.incidents for region in one.where for ring in region_polygon(region, places)]
    return [
        point for ring in [*drawn, *(shape for place in places.values() for shape in place.shapes)] for point in ring
    ]


def _shapes(places: Mapping[str, Place], projection: Projection) -> Iterator[Shape]:
    known = sorted(places.items(), key=lambda item: (_rank(item[1]), item[0]))
    lines = 0
    for name, place in known:
        lines += place.is_ == "line"
        spots = [projection.spot(point) for shape in place.shapes for point in shape]
        dots = tuple(middle_of([projection.spot(p) for p in shape]) for shape in place.shapes if len(shape) == 1)
        draw = projection.line if place.is_ == "line" else projection.ring
        path = "".join(draw(shape) for shape in place.shapes if len(shape) > 1)
        yield Shape(
            kind=place.is_,
            number=lines if place.is_ == "line" else 0,
            name=full(place.name, name),
            path=path,
            dots=dots if place.is_ == "settlements" else (),
            label=_place_label(place, spots),
        )


def _rank(place: Place) -> int:
    return _ORDER.index(place.is_) if place.is_ in _ORDER else len(_ORDER)


def _place_label(place: Place, spots: list[tuple[float, float]]) -> tuple[float, float] | None:
    if place.is_ == "sector":
        xs, ys = [x for x, _ in spots], [y for _, y in spots]
        return round(min(xs) + 8, 1), round(min(ys) + 20, 1)
    return None


def _mark(
    number: int,
    incident: Incident,
    context: tuple[Dossier, Names, Projection, Mapping[str, Place]],
    taken: list[tuple[float, float]],
) -> Mark:
    dossier, names, projection, places = context
    rings = [ring for region in incident.where for ring in region_polygon(region, places)]
    spots = [[projection.spot(point) for point in ring] for ring in rings]
    smallest = min(spots, key=extent_of)
    worst = _worst(incident, dossier)
    zone = dossier.case.time_zone
    at = middle_of(smallest)
    return Mark(
        number=number,
        incident=incident.id,
        verdict=worst.outcome.verdict if worst else "none",
        paths=tuple(projection.ring(ring) for ring in rings),
        whole=all(isinstance(region, InPlace) for region in incident.where),
        small=extent_of(smallest) < _SMALL,
        at=at,
        label=_free(at, taken),
        says=_says(incident, worst, zone, names),
    )


def _says(incident: Incident, worst: Finding | None, zone: str, names: Names) -> Wording:
    line = incident_line(incident, zone)
    if worst is None:
        return {lang: f"{text} – {say('reports.map-none')[lang]}" for lang, text in line.items()}
    outcome = outcome_of(worst, names)
    return {lang: f"{text} – {outcome.says[lang]}; {outcome.by[lang]}" for lang, text in line.items()}


def _free(at: tuple[float, float], taken: list[tuple[float, float]]) -> tuple[float, float]:
    """A place for a number beside its region that no earlier number takes."""
    for ring in range(1, 7):
        for across, down in ((1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1), (1, 0), (-1, 0)):
            spot = (round(at[0] + across * _LABEL_GAP * ring, 1), round(at[1] + down * _LABEL_GAP * ring, 1))
            if all(max(abs(spot[0] - x), abs(spot[1] - y)) >= _LABEL_GAP for x, y in taken):
                return spot
    return at


def _worst(incident: Incident, dossier: Dossier) -> Finding | None:
    found = [finding for finding in dossier.findings if finding.subject.id == incident.id]
    return min(found, key=lambda known: (VERDICTS.index(known.outcome.verdict), known.id), default=None)


def _gaps(dossier: Dossier, places: Mapping[str, Place], projection: Projection) -> Iterator[Gap]:
    spans: dict[str, set[tuple[datetime, datetime]]] = {}
    for finding in dossier.findings:
        name = finding.subject.place or finding.subject.sector
        for hinge in finding.hinges:
            if hinge.cause == "unobserved" and name in places:
                found = {(gap.start, gap.end) for gap in hinge.gaps if gap.start and gap.end}
                spans[name] = spans.get(name, set()) | found
    for name in sorted(spans):
        place = places[name]
        corners = [projection.spot(point) for shape in place.shapes for point in shape]
        yield Gap(
            path="".join(projection.ring(shape) for shape in place.shapes if _is_ring(shape)),
            at=(round(min(x for x, _ in corners) + 8, 1), round(min(y for _, y in corners) + 40, 1)),
            when=hours(sorted(spans[name]), dossier.case.time_zone),
            name=full(place.name, name),
        )


def _is_ring(shape: list[Point]) -> bool:
    return len(shape) > 2  # noqa: PLR2004 - a ring has three corners


def _listed(number: int, incident: Incident, dossier: Dossier, names: Names) -> Listed:
    found = sorted(
        (finding for finding in dossier.findings if finding.subject.id == incident.id),
        key=lambda known: (VERDICTS.index(known.outcome.verdict), known.id),
    )
    outcomes = []
    for finding in found:
        term = names.term(finding.agreement, finding.term)
        says = full(term.says, finding.term) if term else same(finding.term)
        outcomes.append((Line(says, (finding.id,)), outcome_of(finding, names), tuple(said_of(finding, names))))
    line = Line(incident_line(incident, dossier.case.time_zone), (incident.id,))
    return Listed(number=number, line=line, outcomes=tuple(outcomes))
