"""Which promises can serve the cells of a plan, and with how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypeAlias

from servanda.commitments import RUNGS, Register, View, amount_left, barred, counted_through_members, is_out, rung
from servanda.records.commitment import Commitment, Label
from servanda.records.plan import Requirement

Short: TypeAlias = Literal["amount", "unit", "place", "undisclosed", "readiness", "bloc"]
"""Why a promise adds no number to some cell: amount, place or readiness not stated (or the place not disclosed),
another unit than the plan's, or its members are counted instead."""


@dataclass(frozen=True)
class Supplier:
    """A promise that serves, or might serve, some cells of one function and phase."""

    commitment: str
    """Which."""
    label: Label
    """How it stands."""
    amount: int
    """What it adds in number; 0 if it adds none."""
    serves: frozenset[str]
    """Requirements it may surely serve."""
    might: frozenset[str]
    """Requirements it might serve, if only its place or its readiness were known, or its unit were the plan's."""
    short: tuple[Short, ...]
    """Why it adds no number to some or all of them."""


def suppliers_for(
    register: Register, view: View, labels: Mapping[str, Label], cells: Sequence[Requirement]
) -> list[Supplier]:
    """Promises that can serve requirements of one function and phase, by name; void ones are left out.

    Whether a bloc is counted through its members does not depend on who is assumed gone: if a member leaves, nobody
    knows whether the bloc's promise fills the place, and a withdrawal must never add.
    """
    mine = [c for c in register.commitments if c.function == cells[0].function and c.kind == "promise"]
    everyone = replace(view, withdrawn=frozenset())
    on_record = [c for c in mine if in_phase(c, cells[0].phase) and not barred(register, everyone, c)]
    found = []
    for commitment in (c for c in on_record if labels[c.id] != "void"):
        through = bool(counted_through_members(register, commitment, on_record))
        found.append(_supplier(commitment, labels[commitment.id], cells, view.as_of, through=through))
    return [supplier for supplier in found if supplier.serves or supplier.might]


def _supplier(
    commitment: Commitment, label: Label, cells: Sequence[Requirement], as_of: datetime, *, through: bool
) -> Supplier:
    fit = [cell for cell in cells if _could_serve(commitment, cell, as_of)]
    placed = isinstance(commitment.sectors, list)
    unready = frozenset(cell.id for cell in fit if cell.readiness_h is not None and commitment.readiness_h is None)
    everywhere = frozenset(cell.id for cell in fit)
    other = frozenset(cell.id for cell in fit if not _same_unit(commitment, [cell]))
    serves = everywhere - unready - other if placed else frozenset[str]()
    amount = amount_left(commitment, as_of)
    return Supplier(
        commitment=commitment.id,
        label=label,
        amount=amount if isinstance(amount, int) and not through else 0,
        serves=serves,
        might=everywhere - serves,
        short=tuple(_short(commitment, fit, through=through, unready=bool(unready))),
    )


def _could_serve(commitment: Commitment, cell: Requirement, as_of: datetime) -> bool:
    somewhere = not isinstance(commitment.sectors, list) or cell.sector in commitment.sectors
    in_time = None in (cell.readiness_h, commitment.readiness_h) or _hours(commitment) <= (cell.readiness_h or 0)
    high = RUNGS.index(rung(commitment, as_of)) >= RUNGS.index(cell.min_rung)
    allowed = cell.sector not in commitment.caveats
    return (
        somewhere
        and allowed
        and in_time
        and high
        and not is_out(commitment, as_of, sector=cell.sector, phase=cell.phase)
    )


def _hours(commitment: Commitment) -> int:
    return commitment.readiness_h or 0


def _same_unit(commitment: Commitment, cells: Sequence[Requirement]) -> bool:
    return all(not cell.unit or cell.unit == commitment.unit for cell in cells)


def _short(commitment: Commitment, cells: Sequence[Requirement], *, through: bool, unready: bool) -> list[Short]:
    reasons: list[Short] = ["bloc"] if through else []
    if commitment.quantity == "unquantified":
        reasons.append("amount")
    elif not _same_unit(commitment, cells):
        reasons.append("unit")
    if commitment.sectors == "unspecified":
        reasons.append("place")
    if commitment.sectors == "undisclosed":
        reasons.append("undisclosed")
    return [*reasons, "readiness"] if unready else reasons


def in_phase(commitment: Commitment, phase: str) -> bool:
    """Whether a promise is meant for a phase; one that names none is meant for all."""
    return not commitment.phases or phase in commitment.phases
