"""The verb: an agreement, facts, and batches of observations → batches of findings."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.errors import InputError
from servanda.findings.bulk.desk import Bases, Desk, Sheet
from servanda.findings.bulk.ground import Ground, Measured
from servanda.findings.bulk.profile import Profiles
from servanda.findings.bulk.spots import spots_of
from servanda.findings.bulk.spread import FOUND, spread
from servanda.findings.bulk.table import checked
from servanda.findings.docket import Docket
from servanda.findings.kinds import marks_of
from servanda.findings.opening import docket_of
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts

_AT_ONCE = 1 << 18
"""Rows judged at once: some hundred bytes each."""


class Bench:
    """An instrument and facts, prepared to judge any number of observations, each an incident of its own.

    Cost of a batch: some ten numbers a row and term, and one judgement by the reference for each kind of row not met
    before. Rows within a metre of a limit or an edge are measured by the reference, one after the other.

    Args:
        agreement: The instrument in one version.
        facts: Everything else on which its terms are judged: events, judgements, registers, notices.
        as_of: The moment for which is judged: what was recorded later is left out.

    Raises:
        InputError: `bulk-quiet-clock` for a prohibition whose time runs from a quiet clock, since each row could reset
            it; whatever an instrument with broken references gives.
    """

    def __init__(self, agreement: Agreement, facts: Facts, *, as_of: datetime) -> None:
        self.docket = docket_of(agreement, facts, as_of)
        terms = sorted((each for each in agreement.terms if each.must_not is not None), key=lambda each: each.id)
        self.desks = [Desk(term, self.docket) for term in terms]
        _refuse_quiet(self.docket, self.desks)
        self._marks = np.unique(
            np.concatenate([np.zeros(0, dtype=np.int64), *(marks_of(each.term, self.docket) for each in self.desks)])
        )
        places = {place for desk in self.desks for place in desk.places} | set(self.docket.sectors)
        lines = {line for desk in self.desks for line in (*desk.crossed, *desk.limits)}
        self._ground = Ground(self.docket, places, lines)

    def judge(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Findings on the observations of one batch, by term and row.

        Raises:
            InputError: what `checked` raises.
        """
        batch = checked(batch)
        known = pc.less_equal(batch.column("recorded_at"), pa.scalar(self.docket.as_of, pa.timestamp("us", tz="UTC")))
        profiles = Profiles(batch, self._marks, self.docket.parties)
        bases = [desk.bases(profiles) for desk in self.desks]
        rows = np.flatnonzero(_spoken(bases, profiles) & np.asarray(known))
        measured = self._ground.measure(spots_of(batch), rows)
        sheet = Sheet(profiles, rows, profiles.coded.code[rows], self._ground, measured)
        sector = _sectors(self.docket.sectors, measured)
        judged = [(desk, desk.judge(base, sheet)) for desk, base in zip(self.desks, bases, strict=True)]
        found = [spread(desk, each, sheet, sector) for desk, each in judged]
        table = pa.Table.from_batches(found, schema=FOUND).unify_dictionaries().combine_chunks()
        return table.to_batches()[0] if table.num_rows else pa.RecordBatch.from_pylist([], schema=FOUND)


def judge_batches(
    agreement: Agreement, facts: Facts, batches: Iterable[pa.RecordBatch], *, as_of: datetime
) -> Iterator[pa.RecordBatch]:
    """Findings on batches of observations, one batch for each, in their order; memory does not grow with their number.

    Raises:
        InputError: as `Bench` and `Bench.judge`.
    """
    bench = Bench(agreement, facts, as_of=as_of)
    for batch in batches:
        yield bench.judge(batch)


def _spoken(bases: Sequence[Bases], profiles: Profiles) -> NDArray[np.bool_]:
    """Rows of which any term speaks."""
    spoken = np.zeros(len(profiles.coded), dtype=bool)
    for base in bases:
        spoken |= base.of >= 0
    return np.asarray(spoken[profiles.coded.code], dtype=bool)


def _sectors(names: Sequence[str], measured: Measured) -> pa.DictionaryArray:
    """The one sector in which each row certainly lies."""
    number, which = measured.sure(names)
    code = np.where(number == 1, which, len(names))
    return pa.DictionaryArray.from_arrays(pa.array(code, pa.int32()), pa.array([*names, ""], pa.string()))


def _refuse_quiet(docket: Docket, desks: Sequence[Desk]) -> None:
    for desk in desks:
        during = desk.term.during
        clocks = [during.from_, during.until] if during is not None else []
        while clocks:
            clock = docket.agreement.clocks.get(clocks.pop() or "")
            if clock is not None and clock.quiet is not None:
                says = f"The time of '{desk.term.id}' runs from a clock that each observation could reset."
                raise InputError("bulk-quiet-clock", says, hint="Judge this instrument with `judge`.")
            clocks += [clock.after] if clock is not None and clock.after else []
