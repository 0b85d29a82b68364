"""Small catalogues of fictional events for tests that damage them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from servanda.adapters.readers import READERS, How, Taken
from servanda.records.observation import Observation
from servanda.schemas.rows import Rows

Row = Mapping[str, str]

GOOD: Sequence[Row] = tuple(
    {
        "id": str(5001 + n),
        "relid": f"EXA-2019-1-{n}",
        "type_of_violence": "1",
        "side_a": "Government of Exampleland",
        "side_b": "North",
        "where_prec": "1",
        "where_coordinates": f"Village {n}",
        "latitude": f"48.{n}12345",
        "longitude": f"37.{n}54321",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": f"2019-03-0{n + 1} 00:00:00.000",
        "date_end": f"2019-03-0{n + 1} 00:00:00.000",
        "best": "2",
        "high": "3",
        "low": "1",
        "country": "Exampleland",
    }
    for n in range(5)
)
NAMES = tuple(GOOD[0])
HOW = How(
    received=datetime(2020, 1, 1, tzinfo=UTC), parties={"North": ["NORTH"], "Government of Exampleland": ["SOUTH"]}
)


def line(row: Row, names: Sequence[str] = NAMES, separator: str = ",") -> str:
    """One row; texts with a separator or mark in them are quoted."""
    cells = [row.get(name, "") for name in names]
    quoted = ['"' + cell.replace('"', '""') + '"' if set(cell) & set(separator + '"\r\n') else cell for cell in cells]
    return separator.join(quoted)


def table(rows: Sequence[Row], names: Sequence[str] = NAMES, *, separator: str = ",", end: str = "\n") -> bytes:
    """A file of rows under a header."""
    lines = [line(dict(zip(names, names, strict=True)), names, separator)]
    lines += [line(row, names, separator) for row in rows]
    return "".join(each + end for each in lines).encode()


def read(raw: bytes) -> Taken:
    """What the reader of the catalogue makes of a file."""
    return READERS["ged"](raw, "events.csv", HOW)


def observations(taken: Taken) -> list[Observation]:
    """Rows taken, as records."""
    return list(Rows(taken.observations, Observation))
