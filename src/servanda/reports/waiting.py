"""Who waits for whom, drawn: from left to right, circles as circles, and the awaited signal with what it would release.

The layout is its own and deterministic: the same waits give the same drawing, no two boxes touch, and no arrow runs
under a box. Nothing in it says whose leaving would fell what: that is for the desk only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.reports.dossier import Dossier, Wait
from servanda.reports.lettering import wrapped
from servanda.reports.names import Names
from servanda.reports.sheet import HERE, Looked, Words
from servanda.reports.waiting_around import EDGE, Around, around, facts_of, released_lines
from servanda.reports.waiting_ring import Ring, ring, rings_of
from servanda.reports.waiting_routes import Measures, Routes, layout, spots
from servanda.reports.waiting_said import edges, givers, label, shortened, signals, together
from servanda.reports.waiting_shapes import LINE, MARK, Arrow, Box, Panel, Way, around_boxes, chord
from servanda.wording import say

_LETTERS, _INSIDE, _ROWS = 14, 8, 6
_PAD, _GAP = 14, 12
_PORT, _TALLEST = 11, 120
_AROUND = 8
_FULL = Measures(box=196, channel=84, edge=EDGE, least=112)
_SMALL = Measures(box=186, channel=52, edge=10, least=84)
_WIDTH = 1080
_FOOT, _NEAR = 34, 12
_TOP = 8
_WAYS: tuple[Way, ...] = ("circle", "signal", "plain")


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """A drawing in one language."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    circles: tuple[Panel, ...]
    """The ground on which the members of each circle stand, and nobody else."""
    title: str
    describes: str
    words: tuple[Words, ...]
    """What stands above and below; nothing in the small drawing of the brief."""
    legend: tuple[tuple[int, Way, str], ...]
    """From where on each kind of arrow is explained."""
    mark: str
    """What stands above the box of whoever has the awaited signal to give."""
    exercise: str
    edge: int
    """Margin at the right of its mark."""


def diagram(dossier: Dossier, names: Names, lang: str, *, at_most: int = 0, looked: Looked = HERE) -> Diagram | None:
    """The waiting diagram of a case; none if nobody waits.

    Args:
        dossier: The case.
        names: Its names.
        lang: Language of the labels.
        at_most: For the small drawing of the brief, which has no words around it: boxes of each kind outside circles,
            the most awaited ones; 0 for all.
        looked: What is assumed.
    """
    awaited = signals(names)
    deciding = {who for name in awaited for who in names.events()[name].decided_by}
    waits = [wait for wait in together(dossier.waits, deciding, awaited) if wait.who != wait.for_whom]
    waits = shortened(waits, at_most) if at_most else waits
    if not waits:
        return None
    edge = _NEAR if at_most else EDGE
    plan = _Plan(waits, names, lang, _SMALL if at_most else _FULL)
    said = edges(waits, names, lang)
    text = "; ".join(one for one, _ in said.values())
    width = plan.width if at_most else max(plan.width, _WIDTH)
    title = say("reports.title-waiting")[lang]
    released = released_lines(dossier, names, lang)
    out = Around((), _TOP, plan.height + _TOP)
    if not at_most:
        out = around((width, plan.height), title, facts_of(dossier, names, looked, lang), released)
    plan.move((width - plan.width) // 2, out.top)
    boxes = plan.boxes()
    return Diagram(
        width=width,
        height=out.height + _FOOT,
        boxes=tuple(boxes[name] for name in sorted(boxes)),
        arrows=tuple(plan.arrows(boxes, said)),
        circles=tuple(plan.circles(boxes)),
        title=f"{title} – {dossier.case.title.get(lang, dossier.case.id)}",
        describes=" ".join([say("reports.waiting-desc", edges=text)[lang], *released]),
        words=out.words,
        legend=_legend({way for _, way in said.values()}, lang, edge),
        mark=say("reports.waiting-mark")[lang],
        exercise=say("reports.exercise-note")[lang] if dossier.is_exercise else "",
        edge=edge,
    )


def _legend(used: set[Way], lang: str, edge: int) -> tuple[tuple[int, Way, str], ...]:
    shown = [way for way in _WAYS if way in used]
    return tuple((edge + 290 * place, way, say(f"reports.waiting-{way}")[lang]) for place, way in enumerate(shown))


class _Plan:
    """Units, their places, and what follows from them."""

    def __init__(self, waits: Sequence[Wait], names: Names, lang: str, measures: Measures) -> None:
        self._names, self._measures = names, measures
        everyone = sorted({name for wait in waits for name in (wait.who, wait.for_whom)})
        self._labels = {name: label(name, names)[lang] for name in everyone}
        inside = measures.box - 2 * _INSIDE
        self._lines = {name: wrapped(said, inside, _LETTERS, _ROWS) or ["?"] for name, said in self._labels.items()}
        self._pairs = sorted({(wait.who, wait.for_whom) for wait in waits})
        self._givers = givers(waits, names)
        self._rings = self._ringed(rings_of(waits))
        self._unit = {name: unit for unit, one in self._rings.items() for name in one.spots}
        units = {unit: self._size_of_ring(one) for unit, one in self._rings.items()}
        units |= {name: (measures.box, self._tall(name)) for name in everyone if name not in self._unit}
        self._unit |= {name: name for name in units if name not in self._rings}
        between = {(self._unit[one], self._unit[other]) for one, other in self._pairs}
        self._layout = layout(units, sorted(pair for pair in between if pair[0] != pair[1]), measures)
        self.width, self.height = self._layout.width, self._layout.height

    def _tall(self, name: str) -> int:
        """Room for the words of a box, the mark of the awaited signal, and the arrows at one of its sides."""
        words = len(self._lines[name]) * LINE + _PAD + (MARK if name in self._givers else 0)
        sides = max(sum(name == pair[side] for pair in self._pairs) for side in (0, 1))
        return max(words, min(sides * _PORT, _TALLEST))

    def _ringed(self, rings: Sequence[Sequence[str]]) -> dict[str, Ring]:
        """Rings by the name of their unit, which no box has."""
        found = {}
        for members in rings:
            pitch = max(self._tall(name) for name in members) + _GAP
            found["\t".join(sorted(members))] = ring(members, pitch, self._measures.least)
        return found

    def _size_of_ring(self, one: Ring) -> tuple[int, int]:
        heights = [y for _, y in one.spots.values()]
        pitch = max(self._tall(name) for name in one.spots) + _GAP
        return 2 * one.radius + self._measures.box, max(heights) - min(heights) + pitch

    def move(self, left: int, top: int) -> None:
        """Put everything that far from the upper left corner."""
        self._layout = self._layout.moved(left, top)

    def boxes(self) -> dict[str, Box]:
        """Every box at its place."""
        found = {}
        for unit in sorted(set(self._unit.values())):
            for name, (x, y) in spots(unit, self._rings.get(unit), self._layout).items():
                found[name] = Box(
                    id=name,
                    x=x,
                    y=y,
                    width=self._measures.box,
                    height=self._tall(name),
                    lines=tuple(self._lines[name]),
                    title=self._labels[name],
                    kind=self._kind(name),
                    awaited=name in self._givers,
                )
        return found

    def _kind(self, name: str) -> str:
        if self._unit[name] in self._rings:
            return "circle"
        return "event" if name in self._names.events() else "party"

    def arrows(self, boxes: Mapping[str, Box], said: Mapping[tuple[str, str], tuple[str, Way]]) -> list[Arrow]:
        """Every arrow, those of circles last, so that they lie above the others."""
        inner = [pair for pair in self._pairs if self._unit[pair[0]] == self._unit[pair[1]]]
        outer = [pair for pair in self._pairs if pair not in inner]
        paths = Routes(self._layout, boxes, self._unit, outer).paths()
        for pair in inner:
            paths[pair] = chord(boxes, pair, sorted(self._rings[self._unit[pair[0]]].spots))
        found = [Arrow(path=paths[pair], title=said[pair][0], way=said[pair][1]) for pair in sorted(paths)]
        return sorted(found, key=lambda arrow: _WAYS[::-1].index(arrow.way))

    def circles(self, boxes: Mapping[str, Box]) -> list[Panel]:
        """The ground on which the members of each circle stand."""
        return [around_boxes([boxes[name] for name in one.spots], _AROUND) for one in self._rings.values()]
