"""Who waits for whom, drawn: circle members on a ring, those who only wait on the left, those only awaited right.

The layout is its own and deterministic: the same waits give the same drawing, and no two boxes touch.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from servanda.records.record import Wording
from servanda.reports.dossier import Dossier, Wait
from servanda.reports.formats import joined
from servanda.reports.names import Names
from servanda.wording import say

_BOX_WIDTH = 190.0
_LINE = 17.0
_PAD = 14.0
_GAP = 16.0
_CHARS = 24
_LINES = 6
_SIDE = 115.0
_MIDDLE = 540.0
_WIDTH = 1080.0
_WIDE = 165.0
_ARROW = 7.0
_BENDS = (0.0, 40.0, -40.0, 80.0, -80.0, 130.0, -130.0, 190.0, -190.0, 260.0, -260.0)
_CIRCLE_BENDS = (26.0, 60.0, 110.0)
_SAMPLES = 40
_CLEAR = 5.0
_AND = "\n"

Curve: TypeAlias = tuple[float, float, float, float, float, float]
"""Start, control point and end of a quadratic curve."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """One party, body or event."""

    id: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    title: str
    kind: str

    def baselines(self) -> list[tuple[float, str]]:
        """Vertical position of each line of the label."""
        first = self.y - (len(self.lines) - 1) * _LINE / 2 + 4.5
        return [(round(first + number * _LINE, 1), line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow from the one who waits to the one waited for."""

    path: str
    title: str
    circle: bool


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """A drawing in one language."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    title: str
    describes: str
    legend: tuple[str, str]
    exercise: str


def diagram(dossier: Dossier, names: Names, lang: str, *, at_most: int = 0) -> Diagram | None:
    """The waiting diagram of a case; none if nobody waits.

    Args:
        dossier: The case.
        names: Its names.
        lang: Language of the labels.
        at_most: Rows in a column, for the small drawing of the brief: the most awaited stay; 0 for all.
    """
    if not dossier.waits:
        return None
    waits = together(dossier.waits)
    waits = _shortened(waits, at_most) if at_most else waits
    boxes = _boxes(waits, dossier, names, lang)
    height = max(box.y + box.height / 2 for box in boxes.values()) + _PAD
    said = _edges(waits, names, lang)
    arrows = [_arrow(boxes, pair, *said[pair]) for pair in sorted(said)]
    text = "; ".join(arrow.title for arrow in arrows)
    return Diagram(
        width=_WIDTH,
        height=round(height + 26, 1),
        boxes=tuple(boxes[name] for name in sorted(boxes)),
        arrows=tuple(sorted(arrows, key=lambda arrow: arrow.circle)),
        title=_title(dossier, lang),
        describes=say("reports.waiting-desc", edges=text)[lang],
        legend=(say("reports.waiting-circle")[lang], say("reports.waiting-plain")[lang]),
        exercise=say("reports.exercise-note")[lang] if dossier.is_exercise else "",
    )


def _title(dossier: Dossier, lang: str) -> str:
    return f"{say('reports.title-waiting')[lang]} – {dossier.case.title.get(lang, dossier.case.id)}"


def _columns(waits: Sequence[Wait]) -> tuple[list[str], list[str], list[str], list[str]]:
    ring = _ring(waits)
    waiting = {wait.who for wait in waits} - set(ring)
    awaited = {wait.for_whom for wait in waits} - set(ring)
    return sorted(waiting - awaited), ring, sorted(waiting & awaited), sorted(awaited - waiting)


def _ring(waits: Sequence[Wait]) -> list[str]:
    """Members of circles, each next to one it waits for where that is possible."""
    after: dict[str, list[str]] = {}
    for wait in sorted(waits, key=lambda one: (one.who, one.for_whom)):
        if wait.in_circle and wait.who != wait.for_whom:
            after.setdefault(wait.who, []).append(wait.for_whom)
    members = sorted(set(after) | {whom for found in after.values() for whom in found})
    ring: list[str] = []
    while len(ring) < len(members):
        nearest = [name for name in after.get(ring[-1], []) if name not in ring] if ring else []
        ring.append(nearest[0] if nearest else next(name for name in members if name not in ring))
    return ring


def together(waits: Sequence[Wait]) -> list[Wait]:
    """The same waits with parties that wait, and are awaited, exactly alike drawn as one box; circles stay apart."""
    ring = set(_ring(waits))
    sides: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for name in {name for wait in waits for name in (wait.who, wait.for_whom)}:
        out = frozenset(wait.for_whom for wait in waits if wait.who == name)
        sides[name] = (out, frozenset(wait.who for wait in waits if wait.for_whom == name))
    alike: dict[tuple[frozenset[str], frozenset[str]], list[str]] = {}
    for name in sorted(set(sides) - ring):
        alike.setdefault(sides[name], []).append(name)
    group = {name: _AND.join(members) for members in alike.values() for name in members}
    return [
        replace(wait, who=group.get(wait.who, wait.who), for_whom=group.get(wait.for_whom, wait.for_whom))
        for wait in waits
    ]


def _shortened(waits: Sequence[Wait], at_most: int) -> list[Wait]:
    left, ring, between, right = _columns(waits)
    weight = {name: sum(1 for wait in waits if name in {wait.who, wait.for_whom}) for name in {*left, *right, *between}}
    kept = set(ring)
    for column in (left, between, right):
        kept |= set(sorted(column, key=lambda name: (-weight[name], name))[:at_most])
    return [wait for wait in waits if {wait.who, wait.for_whom} <= kept]


def _boxes(waits: Sequence[Wait], dossier: Dossier, names: Names, lang: str) -> dict[str, Box]:
    left, ring, between, right = _columns(waits)
    labels = {name: _label(name, names)[lang] for name in (*left, *ring, *between, *right)}
    tallest = max((len(_wrapped(label)) for label in labels.values()), default=1)
    pitch = tallest * _LINE + 2 * _PAD + _GAP
    rise = _rise(len(ring), pitch)
    middle = 2 * rise + pitch * (len(between) + 1) if ring else pitch * len(between)
    height = max(middle, pitch * len(left), pitch * len(right), pitch)
    spots: dict[str, tuple[float, float]] = {}
    spots |= _column(left, _SIDE, height, pitch)
    spots |= _column(right, _WIDTH - _SIDE, height, pitch)
    top = (height - middle) / 2
    spots |= _around(ring, top + rise + pitch / 2, rise)
    for number, name in enumerate(between):
        below = 2 * rise + pitch if ring else 0.0
        spots[name] = (_MIDDLE, top + below + pitch * (number + 0.5))
    events = {event.id for event in dossier.events}
    return {name: _box(name, spots[name], labels[name], _kind(name, ring, events)) for name in sorted(spots)}


def _rise(members: int, pitch: float) -> float:
    """Half the height of the ring: so much that boxes above each other cannot touch."""
    if members < 2:  # noqa: PLR2004 - one box needs no ring
        return 0.0
    steps = sorted(-math.cos(2 * math.pi * number / members) for number in range(members))
    apart = min((b - a for a, b in itertools.pairwise(steps) if b - a > 1e-9), default=2.0)  # noqa: PLR2004 - equal heights stand side by side
    return max(pitch / apart, pitch * 0.9)


def _around(ring: Sequence[str], middle: float, rise: float) -> dict[str, tuple[float, float]]:
    wide = _WIDE if len(ring) > 2 else 0.0  # noqa: PLR2004 - two stand above each other
    return {
        name: (
            _MIDDLE + wide * math.sin(2 * math.pi * number / len(ring)),
            middle - rise * math.cos(2 * math.pi * number / len(ring)),
        )
        for number, name in enumerate(ring)
    }


def _column(members: Sequence[str], x: float, height: float, pitch: float) -> dict[str, tuple[float, float]]:
    top = (height - pitch * len(members)) / 2
    return {name: (x, top + pitch * (number + 0.5)) for number, name in enumerate(members)}


def _kind(name: str, ring: Sequence[str], events: set[str]) -> str:
    if name in ring:
        return "circle"
    return "event" if name in events else "party"


def _label(group: str, names: Names) -> Wording:
    return joined([names.event(one) if one in names.events() else names.party(one) for one in group.split(_AND)])


def _box(name: str, spot: tuple[float, float], label: str, kind: str) -> Box:
    lines = _wrapped(label)
    return Box(
        id=name,
        x=round(spot[0], 1),
        y=round(spot[1], 1),
        width=_BOX_WIDTH,
        height=len(lines) * _LINE + _PAD,
        lines=tuple(lines),
        title=label,
        kind=kind,
    )


def _wrapped(label: str) -> list[str]:
    lines: list[str] = []
    for word in label.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _CHARS:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) <= _CHARS else word[: _CHARS - 1] + "…")
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][: _CHARS - 1].rstrip(",;") + "…"]
    return lines or ["?"]


def _edges(waits: Sequence[Wait], names: Names, lang: str) -> dict[tuple[str, str], tuple[str, bool]]:
    found: dict[tuple[str, str], list[Wait]] = {}
    for wait in sorted(waits, key=lambda one: (one.who, one.for_whom, one.because, one.commitment)):
        if wait.who != wait.for_whom:
            found.setdefault((wait.who, wait.for_whom), []).append(wait)
    said = {}
    for pair, group in found.items():
        what = joined([{"en": text["en"], "uk": text["uk"]} for text in _reasons(group, names)])
        who, whom = (_label(name, names) for name in pair)
        title = say("reports.waiting-edge", who=who, whom=whom, what=what)[lang]
        said[pair] = (title, any(wait.in_circle for wait in group))
    return said


def _reasons(group: Sequence[Wait], names: Names) -> list[Wording]:
    reasons = dict.fromkeys(wait.because for wait in group)
    return [names.event(name) if name in names.events() else names.commitment(name) for name in reasons]


def _arrow(boxes: Mapping[str, Box], pair: tuple[str, str], title: str, circle: bool) -> Arrow:  # noqa: FBT001 - as stored
    """An arrow bent just so far that it runs under no other box."""
    start, end = boxes[pair[0]], boxes[pair[1]]
    others = [box for name, box in sorted(boxes.items()) if name not in pair]
    bends = _CIRCLE_BENDS if circle else _BENDS
    curves = [_curve(start, end, bend) for bend in bends]
    x1, y1, xm, ym, x2, y2 = min(curves, key=lambda curve: sum(1 for box in others if _runs_under(curve, box)))
    return Arrow(path=f"M{x1:.1f} {y1:.1f}Q{xm:.1f} {ym:.1f} {x2:.1f} {y2:.1f}", title=title, circle=circle)


def _curve(start: Box, end: Box, bend: float) -> Curve:
    across, down = end.x - start.x, end.y - start.y
    length = math.hypot(across, down) or 1.0
    middle = ((start.x + end.x) / 2 - down / length * bend, (start.y + end.y) / 2 + across / length * bend)
    x1, y1 = _border(start, middle, 0.0)
    x2, y2 = _border(end, middle, _ARROW)
    return x1, y1, *middle, x2, y2


def _runs_under(curve: Curve, box: Box) -> bool:
    x1, y1, xm, ym, x2, y2 = curve
    for step in range(1, _SAMPLES):
        t = step / _SAMPLES
        x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * xm + t**2 * x2
        y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * ym + t**2 * y2
        if abs(x - box.x) < box.width / 2 + _CLEAR and abs(y - box.y) < box.height / 2 + _CLEAR:
            return True
    return False


def _border(box: Box, towards: tuple[float, float], away: float) -> tuple[float, float]:
    """Where the line from a box's middle towards a point leaves the box, and a little further."""
    across, down = towards[0] - box.x, towards[1] - box.y
    length = math.hypot(across, down) or 1.0
    scale = min(
        box.width / 2 / abs(across) if across else math.inf,
        box.height / 2 / abs(down) if down else math.inf,
    )
    scale += away / length
    return box.x + across * scale, box.y + down * scale
