"""A number that the text leaves open, held against what was measured."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Gauge:
    """An open number against what was measured: whether the comparison holds turns between `low` and `high`.

    Attributes:
        open: The open term.
        unit: Unit of both figures.
        low: For every value up to this the comparison has one answer …
        high: … and for every value above this the other; between them what was measured does not decide.
        rises: Whether it holds above, not below: a distance that it was nearer than, a span within which it lay.
    """

    open: str
    unit: Literal["m", "s", "count"]
    low: int
    high: int
    rises: bool
