"""Files of a case in formats of the field → columns, tallies, watches; each name is taken once, whatever its file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters import bytes_in
from servanda.adapters.gazetteer import Gazetteer, read_gazetteer
from servanda.adapters.readers import MAX_FILE, READERS, How, Taken
from servanda.errors import ExternalError, InputError
from servanda.records.case import Input
from servanda.records.observation import Observation, Watch
from servanda.records.place import InPlace, Region
from servanda.records.rejection import Rejection, rejected
from servanda.records.tally import Tally
from servanda.schemas.rows import Rows, conformed

T = TypeVar("T", Tally, Watch)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What all files gave together."""

    observations: Sequence[pa.Table]
    """Observations of each file."""
    tallies: Sequence[Tally]
    """Numbers that somebody counted."""
    watches: Sequence[Watch]
    """Who watched."""
    rejections: Sequence[Rejection]
    """Rows and whole files not taken."""


def read_inputs(folder: Path, inputs: Sequence[Input], *, zone: str) -> Given:
    """Read the files that a manifest lists; one that cannot be read at all is a rejection.

    Args:
        folder: The case folder.
        inputs: The files, and how each is read.
        zone: Zone of times that state none.
    """
    gazetteer = read_gazetteer(folder) if inputs else Gazetteer({})
    taken: list[Taken] = []
    refused: list[Rejection] = list(gazetteer.rejections)
    for one in inputs:
        try:
            taken.append(_read(folder, one, zone, gazetteer.places))
        except (InputError, ExternalError) as error:
            refused.append(rejected(error, kind="input"))
    return Given(
        observations=[each.observations for each in taken],
        tallies=[tally for each in taken for tally in each.tallies],
        watches=[watch for each in taken for watch in each.watches],
        rejections=[*refused, *(rejection for each in taken for rejection in each.rejections)],
    )


def _read(folder: Path, one: Input, zone: str, known: Mapping[str, Region]) -> Taken:
    reader = READERS.get(one.reader)
    if reader is None:
        says = f"'{one.file}' is to be read as '{one.reader}', which no reader is called."
        raise InputError("reader-unknown", says, place=one.file, hint=f"Readers: {', '.join(sorted(READERS))}.")
    raw = _bytes(folder, one.file)
    places = {**known, **{name: InPlace(place=place) for name, place in one.places.items()}}
    how = How(
        received=one.received,
        source=one.source,
        observer=one.observer,
        zone=zone,
        parties=one.parties,
        places=places,
    )
    return reader(raw, one.file, how)


def _bytes(folder: Path, name: str) -> bytes:
    """The bytes of a file of the case; one that is too large is refused before it is read."""
    file = folder / name
    if file.is_file() and file.stat().st_size > MAX_FILE:
        says = f"'{name}' has {file.stat().st_size} bytes, at most {MAX_FILE}."
        raise InputError("file-too-large", says, place=name, hint="Split it by year or region.")
    raw = bytes_in(folder, name)
    if raw is None:
        says = f"'{name}' is not a file of this case."
        raise InputError("input-missing", says, place=name, hint="Mend 'inputs' in case.yaml, or add the file.")
    return raw


def united(tables: Sequence[pa.Table]) -> tuple[Rows[Observation], list[Rejection]]:
    """Rows of all files; a name that stands in two is taken from the first and refused after that."""
    whole = pa.concat_tables([conformed(table, Observation) for table in tables])
    names = whole.column("id")
    order = np.asarray(pc.sort_indices(names))
    ordered = names.take(pa.array(order))
    again = np.asarray(pc.equal(ordered[1:], ordered[: max(0, len(order) - 1)]), dtype=bool)
    doubled = order[1:][again] if len(order) else order
    refused = [_doubled(name, "observation") for name in names.take(pa.array(doubled)).to_pylist()]
    keep = np.ones(len(order), dtype=bool)
    keep[doubled] = False
    return Rows(whole.filter(pa.array(keep)) if refused else whole, Observation), refused


def once(records: Iterable[T], kind: str) -> tuple[list[T], list[Rejection]]:
    """Tallies or watches of all files; a name that stands in two is taken from the first and refused after that."""
    first: dict[str, T] = {}
    refused = [_doubled(one.id, kind) for one in records if first.setdefault(one.id, one) is not one]
    return list(first.values()), refused


def _doubled(name: str, kind: str) -> Rejection:
    says = f"The name '{name}' stands in two files of the case; the first is kept."
    return rejected(InputError("id-used-twice", says, place=name, hint="Give each a name of its own."), kind=kind)
