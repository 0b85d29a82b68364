"""Where one commitment stands on its three axes, and whether it can count at all."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, get_args

from servanda.commitments.parts import BARRING, RESTORING, amount_left, in_effect, is_partial, somewhere
from servanda.commitments.register import Register, View
from servanda.records.commitment import Commitment, Legal, Material, Rung, StatusEvent

Barred: TypeAlias = Literal[
    "",
    "refusal",
    "not-known-yet",
    "superseded",
    "withdrawn-in-view",
    "suspended",
    "expired",
    "withdrawn",
    "released",
    "refused",
    "violated",
    "ended",
    "rotated-out",
    "nowhere",
    "window-over",
    "below-floor",
]
"""Why a commitment cannot count whatever its condition says; empty if it can."""

RUNGS: tuple[Rung, ...] = get_args(Rung)
"""The display ladder, lowest first."""

_LEGAL: tuple[str, ...] = get_args(Legal)
_MATERIAL: tuple[str, ...] = get_args(Material)
_GONE: dict[str, Barred] = {
    "suspended": "suspended",
    "expired": "expired",
    "withdrawn": "withdrawn",
    "released": "released",
    "refused": "refused",
    "violated": "violated",
}


def latest(commitment: Commitment, axis: str, as_of: datetime) -> StatusEvent | None:
    """The last step on one axis that was known and in effect at the moment; none if none was.

    A step that concerns a part of the promise moves no axis: what it takes away is in `parts`.
    """
    known = [s for s in commitment.status if s.axis == axis and not is_partial(s) and in_effect(s, as_of)]
    return max(enumerate(known), key=lambda item: (item[1].known_on, item[0]))[1] if known else None


class Axes(NamedTuple):
    """Values on the three axes at one moment."""

    legal: str = "none"
    """Legal axis."""
    material: str = "unspecified"
    """Material axis."""
    stance: str = "conditional"
    """Life of the promise."""
    satisfied: bool = False
    """Whether its last stance is *satisfied*: what was withdrawn may have been carried out all the same."""


def axes_of(commitment: Commitment, as_of: datetime) -> Axes:
    """Values on all three axes at a moment; `none`, `unspecified` and `conditional` before the first step.

    What ended stays ended until a step restores it: a notice after the end, or a breach, brings nothing back.
    """
    values: dict[str, str] = {}
    since: dict[str, datetime] = {}
    for step in commitment.status:
        axis, known_on = step.axis, step.known_on
        if step.value in BARRING:
            return _axes_with_ends(commitment, as_of)
        if not is_partial(step) and in_effect(step, as_of) and since.get(axis, known_on) <= known_on:
            values[axis], since[axis] = step.value, known_on
    return Axes(**values, satisfied=values.get("stance") == "satisfied")


def _axes_with_ends(commitment: Commitment, as_of: datetime) -> Axes:
    values: dict[str, str] = {}
    stance = ""
    for step in sorted(commitment.status, key=lambda step: step.known_on):
        if is_partial(step) or not in_effect(step, as_of):
            continue
        if values.get(step.axis) not in BARRING or step.value in BARRING or step.value in RESTORING:
            values[step.axis] = step.value
        stance = step.value if step.axis == "stance" else stance
    return Axes(**values, satisfied=stance == "satisfied")


def axis_value(commitment: Commitment, axis: Literal["legal", "material", "stance"], as_of: datetime) -> str:
    """Value on one axis at a moment; `none`, `unspecified` or `conditional` before the first step."""
    value: str = getattr(axes_of(commitment, as_of), axis)
    return value


def rung(commitment: Commitment, as_of: datetime) -> Rung:
    """Rung of the display ladder, derived from the legal and the material axis.

    A promise without a stated amount is not *pledged*, however solemn its form: an unknown amount covers nothing.
    """
    axes = axes_of(commitment, as_of)
    return _rung(axes.legal, axes.material)


@cache
def _rung(legal: str, material: str) -> Rung:
    if material == "in_place":
        return "deployed"
    if _legal_at_least(legal, "domestically_approved"):
        return "ratified"
    if _legal_at_least(legal, "political") and _material_at_least(material, "quantified"):
        return "pledged"
    return "offered" if _material_at_least(material, "indicative") else "signalled"


def carried_out(commitment: Commitment, as_of: datetime) -> bool:
    """Whether the promise has been kept in fact: its stance is *satisfied* or the means are in place."""
    axes = axes_of(commitment, as_of)
    return axes.satisfied or axes.material == "in_place"


def barred(register: Register, view: View, commitment: Commitment) -> Barred:
    """Why a commitment cannot count in this view: refused, gone, over or below the floor; empty if it can."""
    if commitment.kind == "refusal":
        return "refusal" if known_by(commitment, view.as_of) else "not-known-yet"
    if view.withdrawn and view.withdrawn & {commitment.provider, commitment.id}:
        return "withdrawn-in-view"
    axes = axes_of(commitment, view.as_of)
    by_record = _by_record(register, view.as_of, commitment, axes)
    if by_record:
        return by_record
    if view.floor == RUNGS[0]:
        return ""
    below = RUNGS.index(_rung(axes.legal, axes.material)) < RUNGS.index(view.floor)
    return "below-floor" if below else ""


def bars(register: Register, view: View) -> Sequence[Barred]:
    """Why each commitment cannot count in this view, in the order of their names."""
    return register.keep("bars", view, lambda: [barred(register, view, one) for one in register.commitments])


def barred_on_record(register: Register, commitment: Commitment, as_of: datetime) -> Barred:
    """Why a commitment cannot count by what is on record, whoever is assumed gone and however firm it must be."""
    if commitment.kind == "refusal":
        return "refusal" if known_by(commitment, as_of) else "not-known-yet"
    return _by_record(register, as_of, commitment, axes_of(commitment, as_of))


def _by_record(register: Register, as_of: datetime, commitment: Commitment, axes: Axes) -> Barred:
    if not known_by(commitment, as_of):
        return "not-known-yet"
    if any(known_by(later, as_of) for later in register.successors.get(commitment.id, ())):
        return "superseded"
    ended = _ended(axes)
    if ended:
        return ended
    if commitment.quantity != 0 and amount_left(commitment, as_of) == 0:
        return "withdrawn"
    if not somewhere(commitment, as_of):
        return "nowhere"
    over = commitment.window.end is not None and commitment.window.end <= as_of
    return "window-over" if over else ""


def _ended(axes: Axes) -> Barred:
    if axes.stance in _GONE:
        return _GONE[axes.stance]
    if axes.legal == "ended":
        return "ended"
    return "rotated-out" if axes.material == "rotated_out" else ""


def known_by(commitment: Commitment, as_of: datetime) -> bool:
    """Whether anything of the commitment was known at the moment."""
    return any(step.known_on <= as_of for step in commitment.status)


def _legal_at_least(value: str, least: str) -> bool:
    return value != "ended" and _LEGAL.index(value) >= _LEGAL.index(least)


def _material_at_least(value: str, least: str) -> bool:
    return value != "rotated_out" and _MATERIAL.index(value) >= _MATERIAL.index(least)
