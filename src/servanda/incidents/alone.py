"""Observations that no other speaks of the event of → incidents, as columns.

What an incident says of one observation depends on a few of its fields. One row of each kind is turned into an incident
by the same function that joins many (`incident_of`); the others of its kind differ only in name, place and time.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from servanda.incidents.build import incident_id, incident_of
from servanda.records.agreement import Place
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.schemas.distinct import distinct
from servanda.schemas.rows import Rows, schema_of, table_of

READ = (
    *("observer", "method", "verb", "origin", "act", "things", "named", "calibre", "reach", "sizes", "count"),
    *("throughout", "by"),
)
"""Columns that decide what an incident of one observation says, beside its own name, place and time."""
OWN = ("id", "observations", "where", "when", "by_basis")
"""Columns of an incident that name, place and time fill."""
SAID = tuple(name for name in schema_of(Incident).names if name not in OWN)
"""Columns that all incidents of one kind share."""


def incidents_of(alone: Rows[Observation], *, parties: Sequence[str], places: Mapping[str, Place]) -> pa.Table:
    """One incident for each row, in their order.

    Args:
        alone: Observations that are joined with no other.
        parties: Parties of the case.
        places: Places of the agreement.

    Returns:
        A table with the schema of `Incident`.
    """
    first, kind = distinct([alone.column(name) for name in READ])
    samples = [incident_of([alone[row]], [], parties=parties, places=places) for row in first.tolist()]
    said = table_of(samples, Incident).select(SAID).take(pa.array(kind))
    names = alone.column("id").to_pylist()
    own = _each(alone.column("id"))
    based = np.asarray([bool(sample.by_basis) for sample in samples], dtype=bool)[kind]
    columns = {
        "id": pa.array([incident_id([name]) for name in names], pa.string()),
        "observations": own,
        "where": _each(alone.column("where")),
        "when": alone.column("when"),
        "by_basis": _some(alone.column("id"), based),
    }
    columns |= {name: said.column(name) for name in SAID}
    schema = schema_of(Incident)
    return pa.table([columns[field.name] for field in schema], schema=schema)


def _each(column: pa.ChunkedArray) -> pa.Array:
    """Each cell as a list of one."""
    return pa.ListArray.from_arrays(pa.array(np.arange(len(column) + 1, dtype=np.int32)), column.combine_chunks())


def _some(column: pa.ChunkedArray, which: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pa.Array:
    """Some cells as lists of one, the others as empty lists."""
    offsets = np.concatenate([[0], np.cumsum(which)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), column.combine_chunks().filter(pa.array(which)))
