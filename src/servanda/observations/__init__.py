"""Observations: lines of JSON → what was seen, heard, measured or alleged, as records and columns; bad lines → reasons.

Rows are always taken or rejected, never lost; what is taken does not depend on the order of arrival.

>>> line = b'''{"id": "EX-O-1", "observer": "EX-POST-1", "method": "own_senses", "verb": "heard", "origin": "EX-POST-1",
... "act": "fire", "where": {"kind": "in", "place": "sector-a"}, "when": {"start": "2031-03-14T06:00:00Z",
... "end": "2031-03-14T06:02:00Z"}, "recorded_at": "2031-03-14T06:10:00Z"}'''
>>> collected = collect([("day.jsonl:1", line), ("day.jsonl:2", line[:-40])])
>>> [record.act for record in collected.records], [rejection.code for rejection in collected.rejections]
(['fire'], ['line-truncated'])
"""

from servanda.observations.collect import Collected, Row, collect, collect_records, sieved
from servanda.observations.reducing import reduce_watches
from servanda.observations.rules import (
    CLOCK_SKEW,
    NOTHING,
    check_notice,
    check_observation,
    check_region,
    check_watch,
)
from servanda.observations.together import Read
from servanda.schemas.rows import schema_of, table_of

__all__ = [
    "CLOCK_SKEW",
    "NOTHING",
    "Collected",
    "Read",
    "Row",
    "check_notice",
    "check_observation",
    "check_region",
    "check_watch",
    "collect",
    "collect_records",
    "reduce_watches",
    "schema_of",
    "sieved",
    "table_of",
]
