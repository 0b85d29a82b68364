"""The parts a need is met by: their letters, their patterns, their sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from servanda.records.plan import Cell
from servanda.reports.formats import number
from servanda.reports.lettering import cut
from servanda.reports.sheet import EDGE, INNER, Block, Shape, Stroke, Words
from servanda.wording import say

Part: TypeAlias = Literal["secured", "mutual", "possible", "unknown", "missing"]

PARTS: tuple[Part, ...] = ("secured", "mutual", "possible", "unknown", "missing")
"""From what is met by promises that rely on nobody to what nobody promised."""
SIGNS: Mapping[str, str] = MappingProxyType(
    {"secured": "+", "mutual": "⇄", "possible": "?", "unknown": "~", "missing": "−"}
)
"""One sign in every language: letters of two alphabets look alike, and some look like digits."""
_LEAST = 3
"""Pixels that every part gets that is not nothing."""


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How far one need, or several in one unit, are met."""

    secured: int = 0
    mutual: int = 0
    possible: int = 0
    unknown: int = 0
    """Met by no number, but somebody promised without saying how much, where or how soon."""
    missing: int = 0

    @property
    def needed(self) -> int:
        """All of it."""
        return sum(self.parts())

    def parts(self) -> tuple[int, ...]:
        """In the order of `PARTS`."""
        return (self.secured, self.mutual, self.possible, self.unknown, self.missing)

    def __add__(self, other: "Shares") -> "Shares":
        """Both together."""
        return Shares(
            **dict(zip(PARTS, (a + b for a, b in zip(self.parts(), other.parts(), strict=True)), strict=True))
        )


def shares_of(cell: Cell) -> Shares | None:
    """The parts of a need; none if it has no number."""
    if not isinstance(cell.needed, int):
        return None
    secured, mutual, possible, missing = (
        amount if isinstance(amount, int) else 0 for amount in (cell.secured, cell.mutual, cell.possible, cell.missing)
    )
    unknown = missing if cell.standing == "unquantified" else 0
    return Shares(secured=secured, mutual=mutual, possible=possible, unknown=unknown, missing=missing - unknown)


def signed(shares: Shares, lang: str) -> str:
    """Every part that is not nothing: `+2 ⇄1 −1`."""
    known = zip(PARTS, shares.parts(), strict=True)
    return " ".join(f"{SIGNS[part]}{number(amount)[lang]}" for part, amount in known if amount)


def lengths(shares: Shares, whole: int) -> list[int]:
    """Lengths of the parts of a bar: in proportion, whole pixels, each that is not nothing visible; they add up."""
    parts = shares.parts()
    total = sum(parts) or 1
    long = [max(_LEAST, whole * part // total) if part else 0 for part in parts]
    if any(long):
        longest = max(range(len(long)), key=lambda place: long[place])
        long[longest] += whole - sum(long)
    return long


def stacked(shares: Shares, whole: int) -> list[int]:
    """Heights of the parts of a column, true to the pixel for what is secured: columns are held against each other."""
    parts, total = shares.parts(), shares.needed or 1
    edges = [whole * sum(parts[: place + 1]) // total for place in range(len(parts))]
    return [edge - before for edge, before in zip(edges, [0, *edges], strict=False)]


def bar(shares: Shares, at: tuple[int, int], size: tuple[int, int]) -> list[Shape]:
    """A bar that lies, from what is secured to what is missing."""
    (x, y), (width, height) = at, size
    shapes = []
    for part, length in zip(PARTS, lengths(shares, width), strict=True):
        if length:
            shapes.append(Shape(look=part, x=x, y=y, width=length, height=height))
            x += length
    return shapes


def cross(x: int, y: int, half: int) -> Stroke:
    """The mark of a refusal."""
    d = f"M{x - half} {y - half}L{x + half} {y + half}M{x + half} {y - half}L{x - half} {y + half}"
    return Stroke(look="refusal", d=d)


def legend(lang: str, top: int, *, refusals: bool = False, firm: bool = False) -> Block:
    """What patterns, signs and marks mean: two columns of rows from a height on.

    Args:
        lang: Language.
        top: Baseline of the first row.
        refusals: Whether the mark of refusals is used.
        firm: Whether only promises of some firmness count, so that what is missing may be promised less firmly.
    """
    shapes, words, strokes = [], [], []
    for place, entry in enumerate([*PARTS, *(["refusal"] if refusals else [])]):
        x, y = EDGE + INNER // 2 * (place % 2), top + 19 * (place // 2)
        if entry == "refusal":
            strokes.append(cross(x + 13, y - 4, 4))
        else:
            shapes.append(Shape(look=entry, x=x, y=y - 10, width=26, height=12))
            words.append(Words(text=SIGNS[entry], x=x + 40, y=y, size=12, look="boldmiddle"))
        said = say("drawings.legend-less-firm" if firm and entry == "missing" else f"drawings.legend-{entry}")[lang]
        words.append(Words(text=cut(said, INNER // 2 - 60, 11), x=x + 52, y=y, size=11))
    return Block(shapes=tuple(shapes), strokes=tuple(strokes), words=tuple(words))
