"""A gazetteer of a case, `places.yaml`: names in its files → where they are, with error.

One entry a place: `id` (the name as the files write it), `at`, `radius_m` within which everything that bears the name
lies, and where the coordinates come from. A name is a region, never a point; two places of one name stand once each
under the words that tell them apart, or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda import plain
from servanda.adapters import bytes_in
from servanda.errors import InputError
from servanda.records.place import Disc, Point, Region
from servanda.records.record import Record, Wording
from servanda.records.rejection import Rejection, rejected

FILE = "places.yaml"
LEAST_M, MOST_M = 100, 300_000
"""No named place is known better, and none larger helps to place anything, metres."""


class Entry(Record, frozen=True, kw_only=True):
    """One named place."""

    id: str
    """Its name, as the files of the case write it."""
    at: Point
    """Its middle."""
    radius_m: int
    """Radius within which everything that bears the name lies, metres."""
    support: str
    """Source of the coordinates."""
    note: Wording = {}
    """Why this place is meant, where several bear the name."""


@dataclass(frozen=True)
class Gazetteer:
    """The places that could be taken, and the entries that could not."""

    places: Mapping[str, Region]
    """Name → where it is."""
    rejections: Sequence[Rejection] = ()
    """Entries not taken."""


def read_gazetteer(folder: Path) -> Gazetteer:
    """Read the gazetteer of a case; a case without one has an empty one.

    Raises:
        InputError: the file is not a list in the YAML of records; a bad entry is a rejection instead.
    """
    raw = bytes_in(folder, FILE, plain.MAX_BYTES + 1)
    return Gazetteer({}) if raw is None else gazetteer_of(raw, FILE)


def gazetteer_of(raw: bytes, name: str) -> Gazetteer:
    """The gazetteer in the bytes of a file.

    Args:
        raw: The file.
        name: Name it is cited by.

    Raises:
        InputError: as `read_gazetteer`.
    """
    entries, errors = plain.decode_named(plain.load(raw, name), Entry, _check)
    places: dict[str, Region] = {each.id: Disc(at=each.at, radius_m=each.radius_m) for each in entries}
    return Gazetteer(places, [rejected(error, kind="place") for error in errors])


def _check(entry: Entry, _data: object, place: str) -> None:
    if not LEAST_M <= entry.radius_m <= MOST_M:
        says = f"'{entry.id}' is said to lie within {entry.radius_m} m."
        hint = (
            f"Give an honest radius, {LEAST_M} to {MOST_M} m: half the width of the place, and the error of its middle."
        )
        raise InputError("radius-out-of-range", says, place=place, hint=hint)
    if (entry.at.lat_e7, entry.at.lon_e7) == (0, 0):
        says = f"'{entry.id}' is said to lie at 0, 0."
        raise InputError("place-at-origin", says, place=place, hint="Leave out what nobody has located.")
