"""Findings of one term on a batch as columns: what a kind comes to is said once and spread by its number."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from servanda.findings.bulk.desk import Desk, Judged, Sheet
from servanda.findings.bulk.measures import Measures, measures_of
from servanda.findings.columns import read_so
from servanda.records.finding import Finding, Hinge

NAME = pa.dictionary(pa.int32(), pa.string())
MEASURE = pa.struct(
    [
        pa.field("on", pa.string(), metadata={"reason": "Place."}),
        pa.field("chance", pa.int32(), metadata={"reason": "Parts per million; none where there is no number."}),
        pa.field("low_m", pa.int64(), metadata={"reason": "Least distance; none where none is measured."}),
        pa.field("high_m", pa.int64(), metadata={"reason": "Greatest distance."}),
    ]
)

FOUND = pa.schema(
    [
        pa.field("row", pa.int64(), metadata={"reason": "Row of the observation in its batch."}),
        pa.field("term", NAME, metadata={"reason": "Term."}),
        pa.field("verdict", NAME, metadata={"reason": "Verdict; it never travels without the next two."}),
        pa.field("attribution", NAME, metadata={"reason": "Whether the answerable party is established."}),
        pa.field("by", NAME, metadata={"reason": "Who may be answerable, joined by `+`."}),
        pa.field("hinges", NAME, metadata={"reason": "CAUSE:ON of each hinge, joined by `|`; `*` for the incident."}),
        pa.field("attribution_hinges", NAME, metadata={"reason": "The same for what keeps it from being attributed."}),
        pa.field("readings", NAME, metadata={"reason": "VERDICT|OPEN=READING|…, joined by `;`."}),
        pa.field(
            "flips",
            NAME,
            metadata={"reason": "OPEN@PLACE of each flip point; metres in `measured`."},
        ),
        pa.field("exemption", NAME, metadata={"reason": "Exception that applied."}),
        pa.field("table_row", NAME, metadata={"reason": "Line of the term's table that decides; empty for none."}),
        pa.field("sector", NAME, metadata={"reason": "Sector in which it certainly lies; empty if uncertain."}),
        pa.field("measured", pa.list_(MEASURE), metadata={"reason": "What was measured where the place is undecided."}),
        pa.field("reference", pa.bool_(), metadata={"reason": "Whether the reference measured the row."}),
    ]
)
"""One row for each observation and term that concerns it."""


def spread(desk: Desk, judged: Judged, sheet: Sheet, sector: pa.DictionaryArray) -> pa.RecordBatch:
    """The findings of a term on the rows of a batch."""
    said = _SAID if desk.kinds.judged else {}
    asked = np.zeros(len(sheet.measured.spots.reach_m), dtype=bool)
    asked[list(sheet.measured.asked)] = True
    columns = {
        "row": pa.array(judged.rows, pa.int64()),
        "term": _coded([desk.term.id], np.zeros(len(judged.rows), dtype=np.int32)),
        "sector": sector.take(pa.array(judged.rows)),
        "measured": _measured(desk, judged, sheet),
        "reference": pa.array(asked[judged.rows]),
    }
    columns |= {name: _said(desk.kinds.judged, say, judged, desk) for name, say in said.items()}
    empty = _coded([""], np.zeros(0, dtype=np.int32))
    return pa.RecordBatch.from_arrays([columns.get(field.name, empty) for field in FOUND], schema=FOUND)


def _said(findings: Sequence[Finding], say: Callable[[Finding, Desk], str], judged: Judged, desk: Desk) -> pa.Array:
    known: dict[str, int] = {}
    codes = np.array([known.setdefault(say(each, desk), len(known)) for each in findings], dtype=np.int32)
    return _coded(list(known), codes[judged.kind])


def _coded(values: Sequence[str], codes: np.ndarray[tuple[int], np.dtype[np.int32]]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(values, pa.string()))


def _measured(desk: Desk, judged: Judged, sheet: Sheet) -> pa.ListArray:
    found: Measures = measures_of(desk, judged, sheet)
    size = np.bincount(found.at, minlength=len(judged.rows))
    offsets = np.concatenate([[0], np.cumsum(size)]).astype(np.int32)
    on = pa.array(list(desk.named), pa.string()).take(pa.array(found.on))
    sides = [pa.array(column, kind, mask=column < 0) for column, kind in _sides(found)]
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays([on, *sides], fields=list(MEASURE)))


def _sides(found: Measures) -> list[tuple[np.ndarray[tuple[int], np.dtype[np.int64]], pa.DataType]]:
    return [(found.chance, pa.int32()), (found.low_m, pa.int64()), (found.high_m, pa.int64())]


def _hinges(hinges: Sequence[Hinge], finding: Finding) -> str:
    said = {f"{each.cause}:{'*' if each.on == finding.subject.id else each.on}" for each in hinges}
    return "|".join(sorted(said))


def _flip(name: str, desk: Desk) -> str:
    """An open number with the place it is measured to, where it is a distance."""
    return f"{name}@{desk.kinds.place_of_open(name)}"


_SAID: dict[str, Callable[[Finding, Desk], str]] = {
    "verdict": lambda found, _: found.outcome.verdict,
    "attribution": lambda found, _: found.outcome.attribution,
    "by": lambda found, _: "+".join(found.outcome.by),
    "hinges": lambda found, _: _hinges(found.hinges, found),
    "attribution_hinges": lambda found, _: _hinges(found.attribution_hinges, found),
    "readings": lambda found, _: ";".join(read_so(each) for each in found.by_reading),
    "flips": lambda found, desk: "|".join(_flip(each.open, desk) for each in found.flips),
    "exemption": lambda found, _: found.exemption,
    "table_row": lambda found, _: "" if found.row is None else str(found.row),
}
"""Columns in which findings of one kind agree."""
