"""Whether a thing went from one side of a line to the other."""

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from servanda.geo.cloud import CUT, cloud_of, place_of
from servanda.geo.frame import Frame
from servanda.geo.shape import drawn
from servanda.records.agreement import Place
from servanda.records.place import InPlace, Path, Region

_ROUND_UP = 1.003
"""Buffers are drawn with corners: widened by what the corners miss."""
_EDGE_M = 0.05
"""A line is at least this wide, so that it parts the ground on its two sides."""


def crosses(region: Region, line: Place, places: Mapping[str, Place]) -> bool | None:
    """Whether a thing went from one side of a line to the other: certainly, certainly not, or `None`.

    Certainly, if two of its fixes lie on ground that the line parts, everywhere it may have been considered: nobody
    walks round the end of a line faster than he can move. Certainly not, if it cannot have reached the line. A region
    that is no track says only that it may have: it has no side it came from.

    Args:
        region: Where it was, with error.
        line: A line of the agreement; `error_m` widens it to both sides.
        places: All places, for regions that only name one.

    Raises:
        InputError: `place-unknown`, `place-without-shape`, `line-without-length`.
    """
    if isinstance(region, InPlace) and place_of(region, places) == line:
        return True
    cloud = cloud_of(region, places)
    band = drawn(line, cloud.frame).buffer(max(_EDGE_M, line.error_m * _ROUND_UP))
    if not band.intersects(cloud.support):
        return False
    if not isinstance(region, Path):
        return None
    beside = [fix for fix in _fixes(region, cloud.frame) if not fix.intersects(band)]
    return True if _parted(beside, cloud.support.difference(band)) else None


def _fixes(track: Path, frame: Frame) -> list[BaseGeometry]:
    """Each fix with its whole error."""
    reach = CUT * track.sigma_m * _ROUND_UP
    return [spot.buffer(reach) for spot in shapely.points(frame.plane(track.points))]


def _parted(fixes: Sequence[BaseGeometry], ground: BaseGeometry) -> bool:
    """Whether two fixes, none of them at the line, lie on different pieces of the ground."""
    pieces = list(getattr(ground, "geoms", [ground]))
    on = [[number for number, piece in enumerate(pieces) if piece.intersects(fix)] for fix in fixes]
    return len({numbers[0] for numbers in on if len(numbers) == 1}) > 1
