"""Boxes and arrows of the waiting diagram. Everything is in whole pixels."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

LINE = 17
"""Height of a line of a label."""
MARK = 20
"""Room in a box for the mark of the awaited signal."""
TIP = 7
"""Room for the head of an arrow."""
_BENDS = (22, 12, 40, 60, 85, 110, 6, -22, -60, -110, 170, -170, 240, -240)
_SAMPLES = 40
_CLEAR = 5

Way: TypeAlias = Literal["circle", "signal", "plain"]
Curve: TypeAlias = tuple[float, float, float, float, float, float]
"""Start, control point and end of a quadratic curve."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """One party, body or event, or several that wait and are awaited alike."""

    id: str
    x: int
    """Its middle."""
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    title: str
    kind: str
    awaited: bool = False
    """Whether the awaited signal is its to give."""

    @property
    def left(self) -> int:
        """Left edge."""
        return self.x - self.width // 2

    @property
    def top(self) -> int:
        """Upper edge."""
        return self.y - self.height // 2

    def baselines(self) -> list[tuple[int, str]]:
        """Vertical position of each line of the label."""
        first = self.y - (len(self.lines) - 1) * LINE // 2 + 5 - (MARK // 2 if self.awaited else 0)
        return [(first + number * LINE, line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Ground behind several boxes."""

    left: int
    top: int
    width: int
    height: int


def around_boxes(boxes: Sequence[Box], margin: int) -> Panel:
    """The ground behind boxes, so much larger than they on each side."""
    left, top = min(box.left for box in boxes) - margin, min(box.top for box in boxes) - margin
    right = max(box.left + box.width for box in boxes) + margin
    bottom = max(box.top + box.height for box in boxes) + margin
    return Panel(left=left, top=top, width=right - left, height=bottom - top)


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow from the one who waits to the one waited for."""

    path: str
    title: str
    way: Way

    @property
    def circle(self) -> bool:
        """Whether it belongs to a circle."""
        return self.way == "circle"


def chord(boxes: Mapping[str, Box], pair: tuple[str, str], around: Sequence[str]) -> str:
    """An arrow between two members of a ring, bent just so far that it runs under no other member."""
    start, end = boxes[pair[0]], boxes[pair[1]]
    others = [boxes[name] for name in around if name not in pair]
    curves = [_curve(start, end, bend) for bend in _BENDS]
    own = (start, end)
    curve = min(
        curves,
        key=lambda one: (
            sum(_runs_under(one, box, _CLEAR) for box in others) + sum(_runs_under(one, box, -1) for box in own)
        ),
    )
    x1, y1, xm, ym, x2, y2 = (round(one) for one in curve)
    return f"M{x1} {y1}Q{xm} {ym} {x2} {y2}"


def _curve(start: Box, end: Box, bend: float) -> Curve:
    across, down = end.x - start.x, end.y - start.y
    length = math.hypot(across, down) or 1.0
    middle = ((start.x + end.x) / 2 - down / length * bend, (start.y + end.y) / 2 + across / length * bend)
    return *_border(start, middle, 0.0), *middle, *_border(end, middle, float(TIP))


def _along(curve: Curve) -> Iterator[tuple[float, float]]:
    """Points between the ends of a curve."""
    x1, y1, xm, ym, x2, y2 = curve
    for step in range(1, _SAMPLES):
        t = step / _SAMPLES
        x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * xm + t**2 * x2
        y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * ym + t**2 * y2
        yield x, y


def _runs_under(curve: Curve, box: Box, clear: int) -> bool:
    return any(
        abs(x - box.x) < box.width / 2 + clear and abs(y - box.y) < box.height / 2 + clear for x, y in _along(curve)
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
