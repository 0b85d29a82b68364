"""Checking certificates by hand's arithmetic; nothing of the solver is used here."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from servanda.commitments import RUNGS, amount_left, is_out, rung
from servanda.errors import IntegrityError
from servanda.records.commitment import Commitment
from servanda.records.plan import Cut, Plan, Requirement, Share


def check_cut(
    cut: Cut,
    plan: Plan,
    commitments: Iterable[Commitment],
    *,
    as_of: datetime | None = None,
    on_record: Iterable[Commitment] | None = None,
) -> None:
    """Check that the sectors of a cut need what it says, and that no more than it says can reach any of them.

    1. The requirements of its function, phase and sectors add up to its demand.
    2. Every supplier it names is among the commitments, is not of one assumed gone, serves one of these requirements,
       and states an amount.
    3. These amounts add up to its supply.
    4. No other commitment with an amount and a place could serve any of them.
    5. The demand is larger than the supply.

    The caller must still hand over exactly the commitments that count: promises that are not void in the view, or that
    are secured if only these were counted, without those of a bloc whose members, or a larger bloc that shares members
    with it, are counted. Promises of those assumed gone may be among them; promises that fell because of them may not.

    A requirement that names no unit is served in one unit or not at all: if those on record that could serve it are
    in several, none does, whether they count or not.

    Args:
        cut: The certificate.
        plan: The plan it speaks of.
        commitments: The commitments that count.
        as_of: Moment of the view; none for the last status on record.
        on_record: All promises on record that are not over, without those blocs; none if these are the commitments.

    Raises:
        IntegrityError: `cut-demand`, `cut-supplier`, `cut-supply`, `cut-left-out` or `cut-no-shortfall`.
    """
    needs = [need for need in plan.requirements if (need.function, need.phase) == (cut.function, cut.phase)]
    needs = [need for need in needs if need.sector in cut.sectors and isinstance(need.quantity, int)]
    demand = sum(need.quantity for need in needs if isinstance(need.quantity, int))
    if demand != cut.demand or len(needs) != len(set(cut.sectors)):  # 1
        raise _wrong("cut-demand", cut, f"its sectors need {demand}, not {cut.demand}")
    commitments = list(commitments)
    needs = _in_one_unit(needs, commitments if on_record is None else on_record, as_of)
    there = [one for one in commitments if not {one.provider, one.id} & set(cut.without)]
    able = {one.id: left for one in there if (left := _stated(one, as_of)) and _serves_any(one, needs, as_of)}
    strangers = sorted(set(cut.suppliers) - set(able))
    if strangers:  # 2
        raise _wrong("cut-supplier", cut, f"{', '.join(strangers)} cannot serve any of its sectors with an amount")
    supply = sum(able[name] for name in set(cut.suppliers))
    if supply != cut.supply:  # 3
        raise _wrong("cut-supply", cut, f"its suppliers add up to {supply}, not {cut.supply}")
    left_out = sorted(name for name in able if name not in cut.suppliers)
    if left_out:  # 4
        raise _wrong("cut-left-out", cut, f"{', '.join(left_out)} could serve its sectors too")
    if demand <= supply:  # 5
        raise _wrong("cut-no-shortfall", cut, f"{supply} is enough for {demand}")


def check_allocation(
    shares: Iterable[Share], met: Mapping[str, int], plan: Plan, commitments: Iterable[Commitment], as_of: datetime
) -> None:
    """Check that every requirement can get what is claimed, from commitments that count, none giving more than it has.

    1. Every share is given by one of the commitments, to a requirement that it serves.
    2. What one commitment gives in one phase adds up to no more than its amount.
    3. What one requirement gets adds up to what is claimed, and to no more than it needs.

    Args:
        shares: The division.
        met: Requirement → what is claimed to be met; requirements left out get nothing.
        plan: The plan.
        commitments: The commitments that count, as for `check_cut`.
        as_of: Moment of the view.

    Raises:
        IntegrityError: `share-cannot-serve`, `share-too-much` or `share-not-met`.
    """
    by_id, needs = {one.id: one for one in commitments}, {need.id: need for need in plan.requirements}
    able = {need.id for need in _in_one_unit(plan.requirements, by_id.values(), as_of)}
    given: Counter[tuple[str, str]] = Counter()
    got: Counter[str] = Counter()
    for share in shares:
        giver, need = by_id.get(share.commitment), needs.get(share.requirement)
        fits = giver is not None and need is not None and need.id in able and _serves(giver, need, as_of)
        if giver is None or need is None or share.amount < 1 or not fits:  # 1
            raise _refused("share-cannot-serve", share.requirement, f"{share.commitment} cannot serve it")
        given[giver.id, need.phase] += share.amount
        got[need.id] += share.amount
        if given[giver.id, need.phase] > _stated(giver, as_of):  # 2
            raise _refused("share-too-much", share.requirement, f"{giver.id} gives more than it has")
    for name, need in needs.items():
        claimed = met.get(name, 0)
        if got[name] != claimed or (isinstance(need.quantity, int) and claimed > need.quantity):  # 3
            raise _refused("share-not-met", name, f"it gets {got[name]}, not {claimed}, of {need.quantity}")


def _in_one_unit(
    needs: Sequence[Requirement], on_record: Iterable[Commitment], as_of: datetime | None
) -> list[Requirement]:
    """Requirements that can be served: those without a unit only if all that could serve them are in one."""
    able = [one for one in on_record if _stated(one, as_of)]
    units = {need.id: {one.unit for one in able if _serves(one, need, as_of)} for need in needs if not need.unit}
    return [need for need in needs if len(units.get(need.id, ())) <= 1]


def _serves_any(commitment: Commitment, needs: Sequence[Requirement], as_of: datetime | None) -> bool:
    return any(_serves(commitment, need, as_of) for need in needs)


def _serves(commitment: Commitment, need: Requirement, as_of: datetime | None) -> bool:
    if commitment.kind != "promise" or commitment.function != need.function:
        return False
    if commitment.phases and need.phase not in commitment.phases:
        return False
    here = isinstance(commitment.sectors, list) and need.sector in commitment.sectors
    same_unit = not need.unit or need.unit == commitment.unit
    ready = need.readiness_h is None or (
        commitment.readiness_h is not None and commitment.readiness_h <= need.readiness_h
    )
    moment = as_of or max(step.known_on for step in commitment.status)
    firm = RUNGS.index(rung(commitment, moment)) >= RUNGS.index(need.min_rung)
    there = here and need.sector not in commitment.caveats
    there = there and not is_out(commitment, moment, sector=need.sector, phase=need.phase)
    return there and same_unit and ready and firm


def _stated(commitment: Commitment, as_of: datetime | None) -> int:
    left = amount_left(commitment, as_of or max(step.known_on for step in commitment.status))
    return left if isinstance(left, int) else 0


def _wrong(code: str, cut: Cut, what: str) -> IntegrityError:
    place = f"cut {cut.function}, {cut.phase}, {', '.join(cut.sectors)}"
    return IntegrityError(code, f"The certificate does not hold: {what}.", place=place, hint="Assess the plan again.")


def _refused(code: str, place: str, what: str) -> IntegrityError:
    says = f"The division does not hold: {what}."
    return IntegrityError(code, says, place=f"requirement {place}", hint="Assess the plan again.")
