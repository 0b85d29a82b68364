"""Boxes and arrows of the waiting diagram."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

LINE = 17.0
"""Height of a line of a label."""
_ARROW = 7.0
_BENDS = (0.0, 20.0, -20.0, 40.0, -40.0, 80.0, -80.0, 130.0, -130.0, 190.0, -190.0, 260.0, -260.0)
_CIRCLE_BENDS = (20.0, 60.0, 110.0)
_SAMPLES = 40
_CLEAR = 5.0

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
        first = self.y - (len(self.lines) - 1) * LINE / 2 + 4.5
        return [(round(first + number * LINE, 1), line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow from the one who waits to the one waited for."""

    path: str
    title: str
    circle: bool
    bottom: float


def arrow_between(boxes: Mapping[str, Box], pair: tuple[str, str], title: str, circle: bool) -> Arrow:  # noqa: FBT001 - as stored
    """An arrow bent just so far that it runs under no other box and stays in the drawing."""
    start, end = boxes[pair[0]], boxes[pair[1]]
    others = [box for name, box in sorted(boxes.items()) if name not in pair]
    bends = _CIRCLE_BENDS if circle else _BENDS
    curves = [_curve(start, end, bend) for bend in bends]
    curve = min(curves, key=lambda one: (_leaves(one), sum(1 for box in others if _runs_under(one, box))))
    x1, y1, xm, ym, x2, y2 = curve
    path = f"M{x1:.1f} {y1:.1f}Q{xm:.1f} {ym:.1f} {x2:.1f} {y2:.1f}"
    return Arrow(path=path, title=title, circle=circle, bottom=max(y for _, y in _along(curve)))


def _curve(start: Box, end: Box, bend: float) -> Curve:
    across, down = end.x - start.x, end.y - start.y
    length = math.hypot(across, down) or 1.0
    middle = ((start.x + end.x) / 2 - down / length * bend, (start.y + end.y) / 2 + across / length * bend)
    x1, y1 = _border(start, middle, 0.0)
    x2, y2 = _border(end, middle, _ARROW)
    return x1, y1, *middle, x2, y2


def _along(curve: Curve) -> Iterator[tuple[float, float]]:
    """Points between the ends of a curve."""
    x1, y1, xm, ym, x2, y2 = curve
    for step in range(1, _SAMPLES):
        t = step / _SAMPLES
        x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * xm + t**2 * x2
        y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * ym + t**2 * y2
        yield x, y


def _leaves(curve: Curve) -> bool:
    """Whether a curve runs above the drawing; below its boxes there is room."""
    return any(y < 0 for _, y in _along(curve))


def _runs_under(curve: Curve, box: Box) -> bool:
    return any(
        abs(x - box.x) < box.width / 2 + _CLEAR and abs(y - box.y) < box.height / 2 + _CLEAR for x, y in _along(curve)
    )


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
