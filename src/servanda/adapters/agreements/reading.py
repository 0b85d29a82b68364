"""Folders of instruments → agreements: YAML through the restricted reader, shapes through the GeoJSON reader.

A folder holds one YAML file for each instrument, `sources.yaml` (a list of sources) and GeoJSON files with shapes.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from servanda import plain
from servanda.adapters import bytes_in
from servanda.adapters.agreements.shapes import shapes_of
from servanda.errors import InputError, NotFound
from servanda.records.agreement import Agreement, Place
from servanda.records.source import Source

SOURCES = "sources.yaml"


@dataclass(frozen=True, kw_only=True)
class ReadAgreement:
    """An agreement with the file and lines it came from."""

    agreement: Agreement
    """The instrument, shapes included."""
    loaded: plain.Loaded
    """Its text as data, which knows its lines."""


def load(path: Path | str) -> list[Agreement]:
    """Read the instruments of a folder, or of one file, sorted by name and version.

    Raises:
        NotFound: `agreements-not-found` if nothing is there.
        InputError: a file is not an instrument, a shape is missing or wrong, two files hold the same version.
    """
    return [read.agreement for read in read_agreements(path)]


def read_agreements(path: Path | str) -> list[ReadAgreement]:
    """As `load`, with the lines each part stood on.

    Raises:
        NotFound: `agreements-not-found` if nothing is there.
        InputError: as for `load`.
    """
    files = _files(Path(path))
    read = [_read(file) for file in files]
    read.sort(key=lambda item: (item.agreement.id, item.agreement.version))
    for earlier, later in itertools.pairwise(read):
        _refuse_twins(earlier, later)
    return read


def read_each(path: Path | str) -> tuple[list[ReadAgreement], list[InputError]]:
    """Read what can be read: one error for each file that is not an instrument, and all the others.

    Raises:
        NotFound: `agreements-not-found` if nothing is there.
    """
    taken: list[ReadAgreement] = []
    errors: list[InputError] = []
    for file in _files(Path(path)):
        try:
            taken.append(_read(file))
        except InputError as error:
            errors.append(error)
    return taken, errors


def read_text(text: str | bytes, name: str, folder: Path) -> ReadAgreement:
    """Read one instrument from its text; shapes are looked for in the folder.

    Raises:
        InputError: as for `load`.
    """
    return _taken(plain.load(text, name), folder)


def load_sources(path: Path | str) -> list[Source]:
    """Sources that stand beside the instruments; none if there is no `sources.yaml`.

    Raises:
        InputError: the file is not a list of sources, or names one twice.
    """
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    raw = bytes_in(folder, SOURCES, plain.MAX_BYTES + 1)
    if raw is None:
        return []
    loaded = plain.load(raw, SOURCES)
    sources = plain.decode(loaded, list[Source])
    for number, source in enumerate(sources):
        if source.id in {earlier.id for earlier in sources[:number]}:
            says = f"The source '{source.id}' stands twice."
            raise InputError("duplicate-id", says, place=loaded.where((number,)), hint="Keep one of the two.")
    return sources


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    odd = sorted(path.glob("*.yml")) if path.is_dir() else []
    if odd:
        says = f"The file '{odd[0].name}' would not be read."
        raise InputError("agreement-file-name", says, place=str(odd[0]), hint="Name it .yaml.")
    files = sorted(file for file in path.glob("*.yaml") if file.name != SOURCES) if path.is_dir() else []
    if not files:
        hint = "Name a YAML file, or a folder that holds some, such as agreements/paris-2026."
        raise NotFound("agreements-not-found", f"'{path}' holds no instruments.", hint=hint)
    return files


def _read(file: Path) -> ReadAgreement:
    return _taken(plain.load(_bytes(file), file.name), file.parent)


def _taken(loaded: plain.Loaded, folder: Path) -> ReadAgreement:
    agreement = plain.decode(loaded, Agreement)
    _check_zone(agreement, loaded)
    places = {name: _drawn(name, place, folder, loaded) for name, place in agreement.places.items()}
    return ReadAgreement(agreement=msgspec.structs.replace(agreement, places=places), loaded=loaded)


def _bytes(file: Path) -> bytes:
    return bytes_in(file.parent, file.name, plain.MAX_BYTES + 1) or b""


def _check_zone(agreement: Agreement, loaded: plain.Loaded) -> None:
    try:
        ZoneInfo(agreement.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        says = f"time_zone: '{agreement.time_zone}' is not a zone of the IANA list."
        hint = "Write a name such as Europe/Kyiv or UTC."
        raise InputError("agreement-time-zone", says, place=loaded.where(("time_zone",)), hint=hint) from error


def _drawn(name: str, place: Place, folder: Path, loaded: plain.Loaded) -> Place:
    if not place.geometry:
        return place
    where = loaded.where(("places", name, "geometry"))
    if place.shapes:
        says = f"places.{name}: the shape is given twice, as '{place.geometry}' and as points."
        raise InputError("geometry-twice", says, place=where, hint="Keep one of the two.")
    return msgspec.structs.replace(place, shapes=shapes_of(place.geometry, folder, place=where))


def _refuse_twins(earlier: ReadAgreement, later: ReadAgreement) -> None:
    left, right = earlier.agreement, later.agreement
    if (left.id, left.version) == (right.id, right.version):
        says = f"'{left.id}' version '{left.version}' stands in {earlier.loaded.place} and in {later.loaded.place}."
        hint = "Give each version a version of its own, or remove one of the files."
        raise InputError("duplicate-id", says, place=later.loaded.where(("version",)), hint=hint)


def places_of(reads: Sequence[ReadAgreement]) -> dict[str, plain.Loaded]:
    """`ID@VERSION` → text with lines, so that a lint can be shown with file and line."""
    return {f"{read.agreement.id}@{read.agreement.version}": read.loaded for read in reads}
