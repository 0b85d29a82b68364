"""Who waits for whom, drawn: circle members on a ring, those who only wait on the left, those only awaited right.

The layout is its own and deterministic: the same waits give the same drawing, and no two boxes touch.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.records.record import Wording
from servanda.reports.dossier import Dossier, Wait
from servanda.reports.formats import joined
from servanda.reports.names import Names
from servanda.reports.waiting_shapes import LINE, Arrow, Box, arrow_between
from servanda.wording import say

_BOX_WIDTH = 190.0
_PAD = 14.0
_GAP = 16.0
_APART = 22.0
_LANE = 30.0
"""Room below the ring for arrows that pass between it and those who stand below it."""
_CHARS = 24
_ROWS = 6
_SIDE = 115.0
_MIDDLE = 540.0
_WIDTH = 1080.0
_WIDE = 165.0
_ASIDE = 130.0
_ROUND = 5
_LEVEL = 1e-9
_AND = "\n"


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
    said = _edges(waits, names, lang)
    arrows = [arrow_between(boxes, pair, *said[pair]) for pair in sorted(said)]
    height = max([box.y + box.height / 2 for box in boxes.values()] + [arrow.bottom for arrow in arrows]) + _PAD
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
    tall = {name: _tall(label) for name, label in labels.items()}
    pitch = max((tall[name] for name in ring), default=0.0) + _PAD + _GAP
    rise = _rise(len(ring), pitch)
    around = 2 * rise + pitch + (_LANE if between else 0.0) if ring else 0.0
    middle = around + _stacked(between, tall)
    height = max(middle, _stacked(left, tall), _stacked(right, tall))
    top = (height - middle) / 2
    spots = _column(left, _SIDE, (height - _stacked(left, tall)) / 2, tall)
    spots |= _column(right, _WIDTH - _SIDE, (height - _stacked(right, tall)) / 2, tall)
    spots |= _around(ring, top + rise + pitch / 2, rise)
    spots |= _column(between, _MIDDLE, top + around, tall)
    events = {event.id for event in dossier.events}
    return {name: _box(name, spots[name], labels[name], _kind(name, ring, events)) for name in sorted(spots)}


def _tall(label: str) -> float:
    """Height of the box of a label."""
    return len(_wrapped(label)) * LINE + _PAD


def _stacked(members: Sequence[str], tall: Mapping[str, float]) -> float:
    return sum(tall[name] + _APART for name in members)


def _rise(members: int, pitch: float) -> float:
    """Half the height of the ring: so much that boxes above each other cannot touch."""
    if members > _ROUND:
        return pitch * (-(-members // 2) - 1) / 2
    steps = sorted(-math.cos(2 * math.pi * number / members) for number in range(members))
    apart = min((b - a for a, b in itertools.pairwise(steps) if b - a > _LEVEL), default=2.0)
    return max(pitch / apart, pitch * 0.9) if members > 1 else 0.0


def _around(ring: Sequence[str], middle: float, rise: float) -> dict[str, tuple[float, float]]:
    """A circle for a few; for more, down one side and up the other."""
    if len(ring) > _ROUND:
        half = -(-len(ring) // 2)
        step = 2 * rise / (half - 1)
        down = {name: (_MIDDLE + _ASIDE, middle - rise + step * place) for place, name in enumerate(ring[:half])}
        up = {name: (_MIDDLE - _ASIDE, middle + rise - step * place) for place, name in enumerate(ring[half:])}
        return down | up
    wide = _WIDE if len(ring) > 2 else 0.0  # noqa: PLR2004 - two stand above each other
    return {
        name: (
            _MIDDLE + wide * math.sin(2 * math.pi * number / len(ring)),
            middle - rise * math.cos(2 * math.pi * number / len(ring)),
        )
        for number, name in enumerate(ring)
    }


def _column(members: Sequence[str], x: float, top: float, tall: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    spots = {}
    for name in members:
        room = tall[name] + _APART
        spots[name] = (x, top + room / 2)
        top += room
    return spots


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
        height=_tall(label),
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
    if len(lines) > _ROWS:
        lines = [*lines[: _ROWS - 1], lines[_ROWS - 1][: _CHARS - 1].rstrip(",;") + "…"]
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
