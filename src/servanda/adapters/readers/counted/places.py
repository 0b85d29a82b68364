"""Words for a place in a summary → regions of honest size.

Only the forms that summaries use are read: a name; *in NAME*; *near NAME*, within some kilometres of it; *of NAME*
after a direction, within more. Several names joined by *and* are several places.
"""

import re
from collections.abc import Iterator

from servanda.adapters.readers.taken import How
from servanda.errors import InputError
from servanda.records.place import Disc, Region, Spot

NEAR_M = 5_000
"""How far *near* reaches beyond a place, metres: our reading, settlements there are that far apart."""
TOWARDS_M = 10_000
"""How far *south-east of* reaches beyond a place, metres: no distance is said, so the direction is not used."""
_CUT = 3
_FORM = re.compile(r"(?:.*\b)?(near|in|of) (.+)")
_REACH = {"near": NEAR_M, "in": 0, "of": TOWARDS_M}


def regions_of(words: str, area: str, how: How, place: str) -> list[tuple[str, Region]]:
    """Where something was, once for each place that the words name: the name, and the region.

    Args:
        words: The place as the source says it; empty if it says none.
        area: Name of the larger region it lies in; empty if the source names none.
        how: Names that are known.
        place: Where it stands in the file.

    Raises:
        InputError: `place-unknown` if neither the place nor the larger region is known.
    """
    found = list(_named(words, how))
    if found and all(region is not None for _, region in found):
        return [(name, region) for name, region in found if region is not None]
    wide = how.places.get(area)  # an empty name stands for rows that name nowhere, if the case says where that is
    if wide is None:
        says = f"Nobody says where '{words or area}' is." if words or area else "The row names no place."
        raise InputError("place-unknown", says, place=place, hint="Add it to the places of this input, or a gazetteer.")
    names = [name for name, _ in found] or [area]
    regions = [region for _, region in found] or [None]
    return [(name, region or wide) for name, region in zip(names, regions, strict=True)]


def _named(words: str, how: How) -> Iterator[tuple[str, Region | None]]:
    """Each place that the words name; no region where it is not known."""
    if not words:
        return
    if words in how.places:
        yield words, how.places[words]
        return
    found = _FORM.fullmatch(words)
    form, names = (found[1], found[2]) if found else ("in", words)
    several = names.split(" and ")
    for name in several:
        said = words if len(several) == 1 else f"{words.removesuffix(names)}{name}"
        yield said, _about(how.places.get(name), _REACH[form])


def _about(region: Region | None, reach_m: int) -> Region | None:
    """A region and what lies about it; none where only the region itself is known by name."""
    if region is None or reach_m == 0:
        return region
    match region:
        case Disc(at=at, radius_m=radius):
            return Disc(at=at, radius_m=radius + reach_m)
        case Spot(at=at, sigma_m=sigma):
            return Disc(at=at, radius_m=_CUT * sigma + reach_m)
    return None
