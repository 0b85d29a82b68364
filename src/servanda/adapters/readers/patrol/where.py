"""Bearing and distance from where the observer stood, sight about a post, or a named place → a region of honest size.

Errors of bearings: research in the field found four equal tablets more than 20 degrees apart (getodk/collect issue
3088), which is why hand-held compasses came back; these stay within about ten. A sixteen-point bearing is also 22.5
degrees wide. A north that nobody stated may be off by the declination.
"""

import math
from collections.abc import Mapping
from typing import Literal, TypeAlias, cast

from servanda.adapters.readers.patrol.cells import bearing_of, choice_of, declination_of, distance_of, reach_of, view_of
from servanda.adapters.readers.patrol.columns import ACCESS, asserted
from servanda.adapters.readers.patrol.row import LogRow
from servanda.adapters.readers.patrol.standing import Standing, named, standing_of
from servanda.adapters.readers.taken import How
from servanda.errors import InputError
from servanda.records.place import Disc, InPlace, Region, Sector

North: TypeAlias = Literal["true", "magnetic", "grid"]

BEARING_SIGMA_DEG: Mapping[str, float] = {"hand": 10.0, "phone": 20.0, "eye": 20.0, "mount": 2.0, "": 20.0}
"""Standard deviation of a bearing by instrument; of one that is not named, the worst."""

NORTH_SIGMA_DEG = 10.0
"""Added where nobody said against which north: declinations of inhabited land reach about twice that."""

UNSTATED_REACH_M = 50_000
"""A restriction that names no ground may have kept observers from all of it: so far from where they were stopped."""


def region_of(row: LogRow, what: str, how: How) -> Region:
    """The region of an entry.

    Args:
        row: The row.
        what: Kind of entry: a watch and a nil observation are what could be observed, a restriction is the ground that
            could not.
        how: Places by their names.

    Raises:
        InputError: `place-missing`, `place-unlisted`, `position-missing`, `distance-missing`, `declination-missing`,
            `declination-unfit`, and those of the cells.
    """
    standing = standing_of(row, how)
    if what in {"watch", "nothing"} and row.text("sight"):
        return _about(row, _needed(standing))
    if row.text("bearing") or row.text("distance"):
        return _away(row, _needed(standing))
    if row.text("place"):
        return _named(row.text("place"), how)
    if what in {*ACCESS, "lose_watch"}:
        return Disc(at=_needed(standing).at, radius_m=UNSTATED_REACH_M)
    if what in {"watch", "nothing"}:
        says = "The row says neither how far around the post could be observed nor names a place."
        raise InputError("sight-missing", says, hint="Write the distance of sight, such as 2 km, or the place.")
    says = "The row gives neither bearing and distance nor a place."
    raise InputError("place-missing", says, hint="A wide range such as 1-15 km is better than none.")


def _needed(standing: Standing | None) -> Standing:
    if standing is None:
        says = "The row does not say where the observer stood."
        raise InputError("position-missing", says, hint="Write the post, latitude and longitude, or MGRS.")
    return standing


def _about(row: LogRow, standing: Standing) -> Region:
    """What could be observed about a post: read narrowly, so without the error of the post."""
    reach = max(1, reach_of(row.text("sight")) - standing.radius_m)
    if not row.text("view"):
        return Disc(at=standing.at, radius_m=reach)
    view = view_of(row.text("view"))
    return Sector(
        post=standing.at,
        bearing_cdeg=round(view.value * 100) % 36_000,
        bearing_sigma_cdeg=round(view.sigma * 100),
        distance_m=reach,
        distance_sigma_m=max(1, reach // 100),
        instrument="field of view",
    )


def _away(row: LogRow, standing: Standing) -> Region:
    if not row.text("distance"):
        says = "The row gives a bearing without a distance."
        raise InputError("distance-missing", says, hint="Write a range as wide as you must, such as 1-15 km.")
    distance = distance_of(row.text("distance"))
    if not row.text("bearing"):
        return Disc(at=standing.at, radius_m=math.ceil(distance.value + 3 * distance.sigma + standing.radius_m))
    bearing = bearing_of(row.text("bearing"))
    compass = choice_of(row.text("compass"), "compass")
    north, declination, doubt = _north(row)
    sideways = math.degrees(math.atan2(standing.sigma_m, distance.value))
    sigma = math.hypot(bearing.sigma, BEARING_SIGMA_DEG[compass], doubt, sideways)
    return Sector(
        post=standing.at,
        bearing_cdeg=round(bearing.value * 100) % 36_000,
        bearing_sigma_cdeg=math.ceil(sigma * 100),
        distance_m=max(1, round(distance.value)),
        distance_sigma_m=math.ceil(math.hypot(distance.sigma, standing.sigma_m)),
        north=north,
        declination_cdeg=declination,
        instrument=compass,
    )


def _north(row: LogRow) -> tuple[North, int, float]:
    """Which north, the declination, and the doubt about it in degrees."""
    north, written = choice_of(row.text("north"), "north"), row.text("declination")
    declination = declination_of(written) if written else 0
    if north == "true" and declination:
        says = f"The bearing is from true north, and a declination of {written} is given."
        raise InputError("declination-unfit", says, hint="Choose magnetic or grid north, or leave it empty.")
    if north in {"magnetic", "grid"} and not written:
        says = f"The bearing was read against {north} north, and no declination is given."
        raise InputError("declination-missing", says, hint="Write the degrees to be added; 0 if there are none.")
    if not north:
        return ("magnetic", declination, 0.0) if written else ("true", 0, NORTH_SIGMA_DEG)
    return cast("North", north), declination, 0.0


def _named(text: str, how: How) -> Region:
    region = named(text, how.places)
    if region is not None:
        return region
    if (code := asserted(text)) and not how.places:
        return InPlace(place=code)
    says = f"The place '{text}' is not on the list of this file."
    raise InputError("place-unlisted", says, hint="Choose from the list, or write bearing and distance.")
