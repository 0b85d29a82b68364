"""Where something was: always a region, never a bare point.

Coordinates are WGS 84 in units of 1e-7 degree (about a centimetre), lengths in metres, angles in hundredths of a
degree: all whole numbers.
"""

from itertools import pairwise
from typing import Annotated, Literal, TypeAlias

import msgspec

from servanda.records.record import Record
from servanda.records.time import Instant


class Point(Record, frozen=True, kw_only=True):
    """A pair of coordinates; it states no precision, so it stands only inside a region."""

    lat_e7: Annotated[int, msgspec.Meta(ge=-900_000_000, le=900_000_000)]
    """Latitude, north positive."""
    lon_e7: Annotated[int, msgspec.Meta(ge=-1_800_000_000, le=1_800_000_000)]
    """Longitude, east positive."""


class Spot(Record, frozen=True, kw_only=True, tag="spot", tag_field="kind"):
    """A measured point with its error."""

    at: Point
    """Best estimate."""
    sigma_m: Annotated[int, msgspec.Meta(gt=0)]
    """Standard deviation in each direction, metres; the error is cut at three of them."""


class Disc(Record, frozen=True, kw_only=True, tag="disc", tag_field="kind"):
    """Somewhere within a distance, no place in it likelier than another."""

    at: Point
    """Centre."""
    radius_m: Annotated[int, msgspec.Meta(gt=0)]
    """Radius, metres."""


class Sector(Record, frozen=True, kw_only=True, tag="sector", tag_field="kind"):
    """Bearing and distance from a post: what a patrol or camera really measures."""

    post: Point
    """Where the observer stood."""
    bearing_cdeg: Annotated[int, msgspec.Meta(ge=0, lt=36_000)]
    """Bearing clockwise from the stated north."""
    bearing_sigma_cdeg: Annotated[int, msgspec.Meta(gt=0)]
    """Standard deviation of the bearing; hand compasses differ by more than 10 degrees."""
    distance_m: Annotated[int, msgspec.Meta(gt=0)]
    """Estimated distance, metres."""
    distance_sigma_m: Annotated[int, msgspec.Meta(gt=0)]
    """Standard deviation of the distance, metres."""
    north: Literal["true", "magnetic", "grid"] = "true"
    """Which north the bearing was read against."""
    declination_cdeg: int = 0
    """Added to the bearing to get true north; required when `north` is not `true`."""
    instrument: str = ""
    """What measured it: hand compass, camera mount, microphone array."""


class Area(Record, frozen=True, kw_only=True, tag="area", tag_field="kind"):
    """A polygon in which it was, no place in it likelier than another."""

    ring: Annotated[list[Point], msgspec.Meta(min_length=3)]
    """Corners in order, not repeated at the end."""


class Path(Record, frozen=True, kw_only=True, tag="path", tag_field="kind"):
    """A line along which it was or moved: in view all along, or, with `moments`, seen only at its fixes."""

    points: Annotated[list[Point], msgspec.Meta(min_length=2)]
    """Fixes in order."""
    sigma_m: Annotated[int, msgspec.Meta(gt=0)]
    """Standard deviation of each fix, metres."""
    moments: list[Instant] = []
    """When each fix was taken; between fixes it may have been anywhere that its speed allows. Empty for a thing that
    was in view all along the line."""
    speed_max_mps: Annotated[int, msgspec.Meta(gt=0)] | None = None
    """Fastest it can have moved between fixes, metres a second; none if nothing bounds where it was between them."""

    def __post_init__(self) -> None:
        """Refuse moments that are not one for each fix, in order, and a speed without moments."""
        if self.moments and len(self.moments) != len(self.points):
            says = f"a track of {len(self.points)} fixes has {len(self.moments)} moments: give one for each, or none"
            raise ValueError(says)
        if any(later <= earlier for earlier, later in pairwise(self.moments)):
            says = "the moments of a track do not follow each other: give its fixes in order of time"
            raise ValueError(says)
        if self.speed_max_mps is not None and not self.moments:
            says = "a greatest speed bounds nothing without the moments of the fixes"
            raise ValueError(says)


class InPlace(Record, frozen=True, kw_only=True, tag="in", tag_field="kind"):
    """Somewhere in a place that the agreement names."""

    place: str
    """Identifier of the place in the agreement."""


Region: TypeAlias = Spot | Disc | Sector | Area | Path | InPlace
"""Where something was, with the error that belongs to how it was measured."""
