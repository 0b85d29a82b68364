"""Small files of each format, told once; where the reference material lies."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servanda.adapters.readers import READERS, How, Taken
from servanda.records.observation import Observation
from servanda.schemas.rows import Rows

DATA = next(
    (above / "shared" / "data" for above in Path(__file__).parents if (above / "shared" / "data").is_dir()), None
)
needs_data = pytest.mark.skipif(DATA is None, reason="the reference material does not lie beside the repository")
HOW = How(received=datetime(2031, 4, 1, tzinfo=UTC), source="feed:ex")


def bytes_of(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Comma-separated text with the columns of the first row."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(reader: str, rows: Sequence[Mapping[str, str]], how: How = HOW) -> Taken:
    """What a reader makes of some rows; each is either taken or refused."""
    taken = READERS[reader](bytes_of(rows), f"{reader}.csv", how)
    assert taken.rows == taken.taken + len(taken.rejections)
    assert taken.taken == taken.observations.num_rows
    return taken


def records(taken: Taken) -> list[Observation]:
    """The observations as records."""
    return list(Rows(taken.observations, Observation))


def codes(taken: Taken) -> list[str]:
    """Why rows were refused."""
    return [rejection.code for rejection in taken.rejections]
