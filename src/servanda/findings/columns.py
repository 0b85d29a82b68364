"""Findings as columns: what tables, charts and counts are made from, without making a single finding."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.findings.stamped import Stamped
from servanda.records.finding import Finding, ReadingVerdict
from servanda.records.record import Record
from servanda.schemas.distinct import Numbers

Parts: TypeAlias = Iterable[Sequence[Finding]]
"""Findings in parts: lists, or findings that are made when somebody looks."""

_OWN = ("subject", "incident_row", "start", "end")
"""Columns in which findings of one kind differ."""
_MAY_BE = frozenset({"breached", "undetermined"})
_MOMENT = pa.timestamp("us", tz="UTC")
_NAMES = pa.list_(pa.string())

SCHEMA = pa.schema(
    [
        pa.field("agreement", pa.string(), metadata={"reason": "Instrument and version: ID@VERSION."}),
        pa.field("term", pa.string(), metadata={"reason": "Term."}),
        pa.field("kind", pa.string(), metadata={"reason": "What was judged: incident, count, silence, duty, cap."}),
        pa.field("subject", pa.string(), metadata={"reason": "Incident, tally, place or term."}),
        pa.field("row", pa.int64(), metadata={"reason": "Line of the term's table, counted from 0; -1 for none."}),
        pa.field("incident_row", pa.int64(), metadata={"reason": "Row among the incidents by name; -1 for none."}),
        pa.field("verdict", pa.string(), metadata={"reason": "Verdict; it never travels without the next two."}),
        pa.field("attribution", pa.string(), metadata={"reason": "Whether the answerable party is established."}),
        pa.field("by", _NAMES, metadata={"reason": "Who may be answerable."}),
        pa.field("causes", _NAMES, metadata={"reason": "Causes of the hinges, each once, sorted."}),
        pa.field("hinge_on", _NAMES, metadata={"reason": "CAUSE:WHAT of each hinge, sorted."}),
        pa.field("readings", _NAMES, metadata={"reason": "VERDICT|OPEN=READING|… under each combination of readings."}),
        pa.field("start", _MOMENT, metadata={"reason": "Begin of the time judged; none if open."}),
        pa.field("end", _MOMENT, metadata={"reason": "End of the time judged; none if open."}),
        pa.field("sector", pa.string(), metadata={"reason": "Sector in which it certainly lies; empty if uncertain."}),
        pa.field("final", pa.bool_(), metadata={"reason": "Whether the reply window has passed."}),
        pa.field("reply_until", _MOMENT, metadata={"reason": "End of the reply window; none if there is none."}),
        pa.field("replies", _NAMES, metadata={"reason": "What the parties replied, verbatim: one JSON record each."}),
        pa.field("encoding", _NAMES, metadata={"reason": "PARTY=yes, no or unknown: who accepts the encoding."}),
        pa.field("positions", _NAMES, metadata={"reason": "What parties say of the encoding: one JSON record each."}),
    ]
)


def columns_of_parts(parts: Parts, names: Sequence[str] = ()) -> pa.Table:
    """One row a finding, in their order.

    Cost: for findings on incidents one record a kind and a few columns; one record each for all others.

    Args:
        parts: Findings.
        names: Columns wanted; all if none is named.
    """
    wanted = pa.schema([SCHEMA.field(name) for name in names]) if names else SCHEMA
    return pa.concat_tables([wanted.empty_table(), *(_of(part, wanted) for part in parts)])


def kinds_of_parts(parts: Parts) -> tuple[pa.Table, Numbers]:
    """One row for each kind of finding, and the kind of each finding; of findings on incidents one each was judged.

    Rows of a kind differ in subject, incident and time only; those of the row are the judged one's.
    """
    listed = list(parts)
    judged = [part.judged if isinstance(part, Stamped) else part for part in listed]
    starts = np.cumsum([0, *(len(each) for each in judged)])
    kinds = [part.kind if isinstance(part, Stamped) else np.arange(len(part)) for part in listed]
    table = pa.concat_tables([SCHEMA.empty_table(), *(_said(each) for each in judged)])
    code = [kind + start for kind, start in zip(kinds, starts.tolist(), strict=False)]
    return table, np.concatenate([np.zeros(0, dtype=np.int64), *code])


def _of(part: Sequence[Finding], wanted: pa.Schema) -> pa.Table:
    if not isinstance(part, Stamped):
        return _said(part).select(wanted.names)
    said = _said(part.judged).select([name for name in wanted.names if name not in _OWN]).take(pa.array(part.kind))
    incidents = part.docket.incidents
    own = pa.array(part.rows)
    when = incidents.column("when").take(own)
    columns = {
        "subject": incidents.column("id").take(own),
        "incident_row": own,
        "start": pc.struct_field(when, "start"),
        "end": pc.struct_field(when, "end"),
    }
    cells = [columns[name] if name in _OWN else said.column(name) for name in wanted.names]
    return pa.table(cells, schema=wanted)


def _said(findings: Iterable[Finding]) -> pa.Table:
    rows = [
        {
            "agreement": found.agreement,
            "term": found.term,
            "kind": found.subject.kind,
            "subject": found.subject.id,
            "row": -1 if found.row is None else found.row,
            "incident_row": -1,
            "verdict": found.outcome.verdict,
            "attribution": found.outcome.attribution,
            "by": found.outcome.by,
            "causes": sorted({hinge.cause for hinge in found.hinges}),
            "hinge_on": sorted({f"{hinge.cause}:{hinge.on}" for hinge in found.hinges}),
            "readings": [read_so(each) for each in found.by_reading],
            "start": found.subject.when.start,
            "end": found.subject.when.end,
            "sector": found.subject.sector,
            "final": found.final,
            "reply_until": found.reply_until,
            "replies": _verbatim(found.replies),
            "encoding": [f"{party}={said}" for party, said in sorted(found.encoding.items())],
            "positions": _verbatim(found.positions),
        }
        for found in findings
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _verbatim(records: Iterable[Record]) -> list[str]:
    return [msgspec.json.encode(each).decode() for each in records]


def read_so(under: ReadingVerdict) -> str:
    """A verdict under some readings: `VERDICT|OPEN=READING|…`."""
    return "|".join([under.verdict, *(f"{name}={reading}" for name, reading in sorted(under.readings.items()))])


def duties_of(parts: Parts, terms: Collection[str]) -> Iterator[Finding]:
    """Findings on duties of some terms (`INSTRUMENT:TERM`), whatever their verdict."""
    listed = (part for part in parts if not isinstance(part, Stamped))
    yield from (
        found
        for part in listed
        for found in part
        if found.subject.kind == "duty" and f"{found.agreement.partition('@')[0]}:{found.term}" in terms
    )


def possible_breaches(parts: Parts, terms: Collection[str]) -> Iterator[Finding]:
    """Findings of some terms that are breaches or may be; no other is made.

    Args:
        parts: Findings in any order.
        terms: `INSTRUMENT:TERM`.
    """
    for part in parts:
        if isinstance(part, Stamped):
            if f"{part.docket.agreement.id}:{part.term.id}" not in terms:
                continue
            matter = np.array([found.outcome.verdict in _MAY_BE for found in part.judged], dtype=bool)
            part = part.only(np.flatnonzero(matter[part.kind]))  # noqa: PLW2901 - the same part, thinned
        yield from (
            found
            for found in part
            if found.outcome.verdict in _MAY_BE and f"{found.agreement.partition('@')[0]}:{found.term}" in terms
        )


def verdicts_of_parts(parts: Parts) -> dict[str, int]:
    """How many findings have each verdict that occurs."""
    counts: dict[str, int] = {}
    for part in parts:
        judged = part.judged if isinstance(part, Stamped) else part
        each = np.bincount(part.kind, minlength=len(judged)).tolist() if isinstance(part, Stamped) else [1] * len(part)
        for found, number in zip(judged, each, strict=True):
            counts[found.outcome.verdict] = counts.get(found.outcome.verdict, 0) + number
    return counts
