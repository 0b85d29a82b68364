"""Which promises can serve the cells of a plan, and with how much, as columns.

What depends on the promise alone is worked out once; what depends on the cell is a table promises × cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, TypeAlias, get_args

import numpy as np

from servanda.commitments import RUNGS, Register, View, amount_left, barred_on_record, in_phase, is_out, rung
from servanda.coverage.doubles import of_smaller_blocs, same_unit, through_members, units_asked
from servanda.coverage.reach import Bools, Ints, refuse_large
from servanda.records.commitment import Commitment
from servanda.records.plan import Requirement

Short: TypeAlias = Literal["amount", "unit", "place", "undisclosed", "readiness", "bloc"]
"""Why a promise adds no number to some cell: amount, place or readiness not stated (or the place not disclosed),
another unit than the plan's (or several where the plan names none), or members or a larger bloc counted instead."""

MOST_SECTORS = 62
"""Sectors of one function and phase that fit the bits of a mask."""

SHORT: tuple[Short, ...] = get_args(Short)

_UNSTATED = np.iinfo(np.int64).max
"""Hours of a promise that nobody stated, and of a cell that asks for none: compared, never counted."""


@dataclass(frozen=True)
class Offers:
    """Promises of one function that are on record and not over, by name."""

    records: tuple[Commitment, ...]
    """The promises."""
    nodes: Ints
    """(offers,) node of each in the network."""
    amounts: tuple[int, ...]
    """What is left of each; 0 if no amount is stated."""
    rungs: Ints
    """(offers,) how firm each is, as a place in `RUNGS`."""
    hours: Ints
    """(offers,) readiness."""


@dataclass(frozen=True)
class Serving:
    """Promises that serve, or might serve, the cells of one function and phase, whoever is gone."""

    cells: tuple[Requirement, ...]
    """The cells, by sector."""
    nodes: Ints
    """(offers,) node of each promise in the network."""
    amounts: Ints
    """(offers,) what each adds in number; 0 if it adds none."""
    serves: Bools
    """(offers, cells) cells it may surely serve."""
    might: Bools
    """(offers, cells) cells it might serve, if only its place or readiness were known, or its unit were the plan's."""
    short: Mapping[Short, Bools]
    """Why it adds no number to some or all of them: for each reason (offers,)."""
    units: tuple[frozenset[str], ...]
    """(cells,) the unit of each; where the plan names none, the units that are promised: several add up to nothing."""

    @cached_property
    def counted(self) -> list[int]:
        """Cells with a number, by place."""
        return numbered(self.cells)

    @cached_property
    def needs(self) -> list[int]:
        """What the cells with a number need."""
        return [cell.quantity for cell in self.cells if isinstance(cell.quantity, int)]

    @cached_property
    def masks(self) -> Ints:
        """(offers,) cells with a number that each promise serves in number, as bits; 0 if it adds no number.

        Beyond 62 such cells, whole numbers of any size.
        """
        table = self.serves[:, self.counted] & (self.amounts > 0)[:, None]
        if len(self.counted) <= MOST_SECTORS:
            bits: Ints = table @ (1 << np.arange(len(self.counted), dtype=np.int64))
            return bits
        return np.array([sum(1 << bit for bit in np.flatnonzero(row).tolist()) for row in table], dtype=np.object_)

    @cached_property
    def unsaid(self) -> Bools:
        """(offers, cells) where a promise would or might meet more, if only it said how much, where or how soon."""
        vague = self.short["amount"] | self.short["unit"]
        unsaid: Bools = (self.might | self.serves & vague[:, None]) & ~self.short["bloc"][:, None]
        return unsaid


def offers_of(register: Register, view: View, node: Mapping[str, int], functions: set[str]) -> dict[str, Offers]:
    """For each function of a plan the promises on record that are not over.

    Those below the floor are among them, and those assumed gone: they count nowhere, and what they bar stays barred.
    """
    mine: dict[str, list[Commitment]] = {function: [] for function in functions}
    for commitment in register.commitments:
        if (
            commitment.kind == "promise"
            and commitment.function in mine
            and not barred_on_record(register, commitment, view.as_of)
        ):
            mine[commitment.function].append(commitment)
    return {function: _offers(found, view.as_of, node) for function, found in mine.items()}


def _offers(found: Sequence[Commitment], as_of: datetime, node: Mapping[str, int]) -> Offers:
    left = [amount_left(commitment, as_of) for commitment in found]
    hours = [_UNSTATED if commitment.readiness_h is None else commitment.readiness_h for commitment in found]
    return Offers(
        records=tuple(found),
        nodes=np.array([node[commitment.id] for commitment in found], dtype=np.int64),
        amounts=tuple(amount if isinstance(amount, int) else 0 for amount in left),
        rungs=np.array([RUNGS.index(rung(commitment, as_of)) for commitment in found], dtype=np.int64),
        hours=np.array(hours, dtype=np.int64),
    )


def serving_of(register: Register, view: View, offers: Offers, cells: Sequence[Requirement]) -> Serving:
    """The promises of one function that can serve cells of one phase.

    Whether a bloc is counted through its members depends neither on who is assumed gone nor on the floor: if a member
    leaves or is not firm enough, nobody knows whether the bloc's promise fills the place, and neither may add. The same
    goes for the units that a cell without one is promised.

    Raises:
        InputError: `coverage-too-large` if needs or amounts add up to more than the arithmetic holds.
    """
    phase = cells[0].phase
    here = np.array([number for number, one in enumerate(offers.records) if in_phase(one, phase)], dtype=np.int64)
    records = [offers.records[number] for number in here]
    through = through_members(register, records)
    stated = [0 if bloc else offers.amounts[n] for n, bloc in zip(here.tolist(), through, strict=True)]
    refuse_large(sum(stated))
    refuse_large(sum(cell.quantity for cell in cells if isinstance(cell.quantity, int)))
    amounts = np.array(stated, dtype=np.int64)
    fit = _fit(offers, here, cells) & _there(records, cells, view.as_of)
    unready = fit & (offers.hours[here, None] == _UNSTATED) & (_asked(cells) != _UNSTATED)
    ready = fit & ~unready & np.array([isinstance(one.sectors, list) for one in records], dtype=np.bool_)[:, None]
    units = units_asked(records, cells, ready & (amounts > 0)[:, None])
    other = fit & ~same_unit(records, cells, units)
    serves = ready & ~other
    short = _short(records, np.logical_or.reduce(unready, 1), np.logical_or.reduce(other, 1))
    adding = np.logical_or.reduce(serves[:, numbered(cells)], 1)
    short["bloc"] = through | of_smaller_blocs(register, records, np.where(adding, amounts, 0))
    kept = np.logical_or.reduce(fit, 1)
    return Serving(
        cells=tuple(cells),
        nodes=offers.nodes[here][kept],
        amounts=np.where(short["bloc"], 0, amounts)[kept],
        serves=serves[kept],
        might=(fit & ~serves)[kept],
        short={reason: short[reason][kept] for reason in SHORT},
        units=units,
    )


def numbered(cells: Sequence[Requirement]) -> list[int]:
    """Cells with a number, by place."""
    return [place for place, cell in enumerate(cells) if isinstance(cell.quantity, int)]


def _asked(cells: Sequence[Requirement]) -> Ints:
    return np.array([_UNSTATED if cell.readiness_h is None else cell.readiness_h for cell in cells], dtype=np.int64)


def _fit(offers: Offers, here: Ints, cells: Sequence[Requirement]) -> Bools:
    hours = offers.hours[here, None]
    in_time: Bools = (hours <= _asked(cells)) | (hours == _UNSTATED)
    least = np.array([RUNGS.index(cell.min_rung) for cell in cells], dtype=np.int64)
    return in_time & (offers.rungs[here, None] >= least)


def _there(records: Sequence[Commitment], cells: Sequence[Requirement], as_of: datetime) -> Bools:
    """Promises × cells: the place is named, or none is; no caveat and no partial withdrawal stands against it."""
    sectors = [cell.sector for cell in cells]
    rows: dict[tuple[object, ...], list[bool]] = {}
    table = np.zeros((len(records), len(cells)), dtype=np.bool_)
    for number, one in enumerate(records):
        placed = isinstance(one.sectors, list)
        key = (placed, tuple(one.sectors if placed else ()), tuple(one.caveats))
        if key not in rows:
            rows[key] = [(not placed or s in one.sectors) and s not in one.caveats for s in sectors]
        table[number] = rows[key]
        if any(step.scope is not None for step in one.status):
            table[number] &= [not is_out(one, as_of, sector=s, phase=cells[0].phase) for s in sectors]
    return table


def _short(records: Sequence[Commitment], unready: Bools, other: Bools) -> dict[Short, Bools]:
    unstated = np.array([one.quantity == "unquantified" for one in records], dtype=np.bool_)
    return {
        "amount": unstated,
        "unit": ~unstated & other,
        "place": np.array([one.sectors == "unspecified" for one in records], dtype=np.bool_),
        "undisclosed": np.array([one.sectors == "undisclosed" for one in records], dtype=np.bool_),
        "readiness": unready,
    }
