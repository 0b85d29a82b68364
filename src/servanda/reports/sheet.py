"""A sheet of A4 across: what a drawing of the plan is put on, with its head, its legend and its marks.

Everything is in whole pixels of 1/96 inch: the same numbers on every machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from servanda.records.commitment import Rung
from servanda.reports.brief_change import reading_name
from servanda.reports.dossier import Dossier
from servanda.reports.formats import capital, full, joined, moment
from servanda.reports.lettering import fitting, room, wrapped
from servanda.reports.names import Names, phrase
from servanda.wording import say

WIDTH, HEIGHT, EDGE = 1123, 794, 36
INNER = WIDTH - 2 * EDGE
_KICKER, _TITLE, _FACTS, _LEAD = 34, 60, 82, 104
_SIZES = (22, 20, 18, 16)
_STAMP = 13


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A rectangle; what it is filled with follows from its look."""

    look: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """A line; `d` as in SVG."""

    look: str
    d: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line of text; `y` is its baseline."""

    text: str
    x: int
    y: int
    size: int
    look: str = "ink"


@dataclass(frozen=True, kw_only=True)
class Block:
    """What belongs together, with the sentence for those who point at it."""

    says: str = ""
    shapes: tuple[Shape, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet in one language."""

    title: str
    describes: str
    blocks: tuple[Block, ...]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, kw_only=True)
class Told:
    """With which names, and in which language."""

    names: Names
    lang: str

    def unit(self, units: Iterable[str]) -> str:
        """Units in words."""
        return joined([phrase("unit", unit) for unit in sorted(units)])[self.lang]

    def function(self, function: str) -> str:
        """A function, to stand as a title."""
        return capital(self.names.function(function))[self.lang]


@dataclass(frozen=True, kw_only=True)
class Looked:
    """From where the plan was looked at, beyond what stands in the dossier."""

    floor: Rung = "signalled"
    """Lowest rung that counts."""
    without: tuple[str, ...] = ()
    """Providers or commitments assumed to be gone."""
    assumed: tuple[tuple[str, str], ...] = ()
    """Events and the values assumed of them."""

    @property
    def is_hypothetical(self) -> bool:
        """Whether something is assumed that nobody recorded."""
        return bool(self.without or self.assumed)


HERE = Looked()
"""On the face of the record: nothing is assumed, and every promise counts."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands above a drawing.

    Attributes:
        title: What it shows.
        lead: What it comes to, in one or two sentences.
        reading: Reading of the disputed conditions.
        floor: Lowest rung that counts; empty where the drawing shows all of them.
    """

    title: str
    lead: tuple[str, ...]
    reading: str
    floor: str = ""


def head_of(head: Head, dossier: Dossier, names: Names, looked: Looked, lang: str) -> Block:
    """Case, title, moment, reading and marks."""
    stamps = _stamps(dossier, names, looked, lang)
    marks, left = _marks(stamps)
    rows = 2 if len(head.lead) == 1 else 1
    size = fitting(head.title, left - EDGE, _SIZES)
    words = [
        Words(text=full(dossier.case.title, dossier.case.id)[lang], x=EDGE, y=_KICKER, size=12, look="soft"),
        Words(text=wrapped(head.title, left - EDGE, size, 1)[0], x=EDGE, y=_TITLE, size=size, look="bold"),
        Words(text=_facts(head, dossier, lang), x=EDGE, y=_FACTS, size=12, look="soft"),
        *(line for n, said in enumerate(head.lead) for line in lines_at(said, (EDGE, _LEAD + 19 * n), INNER, 14, rows)),
    ]
    return replace(marks, words=(*marks.words, *words))


def lines_at(text: str, at: tuple[int, int], width: int, size: int, rows: int) -> list[Words]:
    """A text in lines below each other, the first with its baseline at a point."""
    size = size if room(text, size) <= width * rows else size - 2
    lines = wrapped(text, width, size, rows)
    step = size + size // 3
    return [Words(text=line, x=at[0], y=at[1] + number * step, size=size) for number, line in enumerate(lines)]


def numbered(number: int, of: int, lang: str) -> Block:
    """Which of several sheets it is."""
    if of == 1:
        return Block()
    text = say("drawings.sheet", n=number, of=of)[lang]
    return Block(words=(Words(text=text, x=WIDTH - EDGE, y=HEIGHT - 14, size=11, look="softend"),))


def _facts(head: Head, dossier: Dossier, lang: str) -> str:
    at = f"{say('reports.as-of')[lang]}: {moment(dossier.as_of, dossier.case.time_zone)[lang]}"
    reading = say("drawings.reading", reading=reading_name(dossier, head.reading))[lang]
    floor = [say("drawings.floor", rung=say(f"drawings.rung-{head.floor}"))[lang]] if head.floor else []
    return "   ·   ".join([at, reading, *floor])


def _stamps(dossier: Dossier, names: Names, looked: Looked, lang: str) -> list[str]:
    stamps = [say("reports.exercise-note")[lang]] if dossier.is_exercise else []
    return [*stamps, hypothesis(names, looked, lang)] if looked.is_hypothetical else stamps


def hypothesis(names: Names, looked: Looked, lang: str) -> str:
    """What is assumed that nobody recorded; empty if nothing is."""
    if not looked.is_hypothetical:
        return ""
    without = [_called(one, names)[lang] for one in looked.without]
    parts = [say("drawings.without", names=", ".join(without))[lang]] if without else []
    parts += [
        say("drawings.assumed", event=names.event(event), value=say(f"drawings.value-{value}"))[lang]
        for event, value in looked.assumed
    ]
    return f"{say('reports.hypothetical')[lang]} – {'; '.join(parts)}"


def _called(name: str, names: Names) -> dict[str, str]:
    return names.commitment(name) if name in names.commitments() else names.party(name)


def _marks(stamps: Sequence[str]) -> tuple[Block, int]:
    """The marks at the right edge, and where the room for the title ends."""
    shapes, words, left = [], [], WIDTH - EDGE
    for number, stamp in enumerate(stamps):
        text = wrapped(stamp, INNER // 2, _STAMP, 1)[0]
        width, top = room(text, _STAMP) + 20, 18 + 28 * number
        shapes.append(Shape(look="stamp", x=WIDTH - EDGE - width, y=top, width=width, height=23))
        words.append(Words(text=text, x=WIDTH - EDGE - width // 2, y=top + 16, size=_STAMP, look="stamped"))
        left = min(left, WIDTH - EDGE - width - 16)
    return Block(shapes=tuple(shapes), words=tuple(words)), left
