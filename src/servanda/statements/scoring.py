"""A small scorer: proposals against an annotation, by overlap of spans."""

from collections.abc import Sequence

import msgspec

Place = tuple[int, int]


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated item."""

    id: str
    """Its name in the annotation."""
    places: list[Place]
    """Its stretches of the text."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How much of an annotation was found."""

    found: list[str]
    """Annotated items that some proposal overlaps by at least the asked share."""
    missed: list[str]
    """The others."""

    @property
    def share(self) -> tuple[int, int]:
        """Found out of all."""
        return len(self.found), len(self.found) + len(self.missed)


def score(gold: Sequence[Gold], proposed: Sequence[Sequence[Place]], *, at_least_ppm: int = 500_000) -> Score:
    """Which annotated items are covered.

    Args:
        gold: The annotation.
        proposed: Stretches of each proposal.
        at_least_ppm: Share of an item's characters that one proposal must cover, parts per million.
    """
    found: list[str] = []
    missed: list[str] = []
    for item in gold:
        size = sum(end - start for start, end in item.places)
        best = max((_shared(item.places, places) for places in proposed), default=0)
        (found if best * 1_000_000 >= at_least_ppm * size else missed).append(item.id)
    return Score(found=found, missed=missed)


def _shared(left: Sequence[Place], right: Sequence[Place]) -> int:
    return sum(max(0, min(one[1], two[1]) - max(one[0], two[0])) for one in left for two in right)
