"""A plan as given → the plan with the tables it left out; a part of it that is wrong stays out alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from servanda import plain
from servanda.adapters.guarantees.items import at, part_as
from servanda.adapters.guarantees.names import nearest
from servanda.adapters.guarantees.rules import leaves, refuse_amount, refuse_guard, refuse_hours, refuse_name
from servanda.errors import InputError
from servanda.records.guarantees import GivenPlan, GivenRequirement
from servanda.records.plan import FurtherPledge, LiftLimit, Plan, Requirement
from servanda.records.record import Wording

P = TypeVar("P")


@dataclass(frozen=True)
class KnownNames:
    """What a plan may name."""

    commitments: frozenset[str]
    """Commitments of the register."""
    events: frozenset[str]
    """Events of the register."""


def plan_of(loaded: plain.Loaded, known: KnownNames) -> tuple[Plan, list[InputError]]:
    """The plan, and an error for each part of it that was not taken.

    Raises:
        InputError: what is left without these parts is no plan.
    """
    reader = _Reader(loaded)
    data = loaded.data if isinstance(loaded.data, dict) else part_as(loaded, dict[str, Any])
    lists = {"requirements", "lift", "further"}
    rest: dict[str, plain.Plain] = {key: value for key, value in data.items() if key not in lists}
    frame = plain.decode(plain.Loaded(data=rest, place=loaded.place, lines=loaded.lines, at=loaded.at), GivenPlan)
    needs = _once(reader.each("requirements", GivenRequirement), reader)
    tables = _tables(frame, [need for _, need in needs])
    needs = [pair for pair in needs if reader.sound(pair[0], pair[1], lambda need: _named(need, tables))]
    further = [
        pair
        for pair in _pledges_once(reader.each("further", FurtherPledge), reader)
        if reader.sound(pair[0], pair[1], lambda one: _pledge(one, known))
    ]
    lift = [one for place, one in reader.each("lift", LiftLimit) if reader.sound(place, one, _limit)]
    plan = Plan(
        id=frame.id,
        says=frame.says,
        functions=tables["function"],
        sectors=tables["sector"],
        phases=tables["phase"],
        requirements=[_requirement(need) for _, need in needs],
        lift=lift,
        further=[one for _, one in further],
    )
    return plan, reader.errors


class _Reader:
    """Reads the lists of a plan item by item and keeps what is wrong."""

    def __init__(self, loaded: plain.Loaded) -> None:
        self._loaded = loaded
        self.errors: list[InputError] = []

    def each(self, field: str, kind: type[P]) -> list[tuple[str, P]]:
        """Place and record of each item of a list that is one."""
        data = self._loaded.data if isinstance(self._loaded.data, dict) else {}
        items = data.get(field, [])
        if not isinstance(items, list):
            items = part_as(self._loaded.part((field,)), list[Any])
        found: list[tuple[str, P]] = []
        for number in range(len(items)):
            place = self.where((field, number))
            try:
                found.append((place, plain.decode(self._loaded.part((field, number)), kind)))
            except InputError as error:
                self.errors.append(at(error, place))
        return found

    def where(self, path: plain.Path) -> str:
        """Line of a part if lines are known, else its path."""
        whole = self._loaded.at + path
        return self._loaded.where(path) if self._loaded.lines else f"{self._loaded.place}:{plain.path_text(whole)}"

    def sound(self, place: str, record: P, rule: Callable[[P], None]) -> bool:
        """Whether a record keeps a rule; if not, the error is kept."""
        try:
            rule(record)
        except InputError as error:
            self.errors.append(at(error, place))
            return False
        return True


def _id(need: GivenRequirement) -> str:
    return need.id or f"{need.function}/{need.sector}/{need.phase}"


def _requirement(need: GivenRequirement) -> Requirement:
    return Requirement(
        id=_id(need),
        function=need.function,
        sector=need.sector,
        phase=need.phase,
        quantity=need.quantity,
        unit=need.unit,
        min_rung=need.min_rung,
        readiness_h=need.readiness_h,
        support=need.support,
    )


def _once(needs: Sequence[tuple[str, GivenRequirement]], reader: _Reader) -> list[tuple[str, GivenRequirement]]:
    """Each cell and name once; of two numbers for a cell the larger is kept, so that nothing looks met too soon."""
    kept: dict[tuple[str, str, str], tuple[str, GivenRequirement]] = {}
    for place, need in needs:
        cell = need.function, need.sector, need.phase
        first = kept.setdefault(cell, (place, need))
        if first == (place, need) or first[1] == need:
            continue
        if isinstance(need.quantity, int) and isinstance(first[1].quantity, int) and need.quantity > first[1].quantity:
            kept[cell] = (place, need)
        says = f"'{_id(first[1])}' and '{_id(need)}' both state what {cell[0]} needs in {cell[1]}, {cell[2]}."
        reader.errors.append(
            InputError("plan-cell-twice", says, place=place, hint="Join them; until then the larger number is used.")
        )
    return _names_once(kept.values(), reader)


def _names_once(needs: Iterable[tuple[str, GivenRequirement]], reader: _Reader) -> list[tuple[str, GivenRequirement]]:
    seen: set[str] = set()
    found: list[tuple[str, GivenRequirement]] = []
    for place, need in needs:
        if _id(need) in seen:
            says = f"The requirement '{_id(need)}' stands twice."
            hint = "Give each requirement a name of its own."
            reader.errors.append(InputError("duplicate-id", says, place=place, hint=hint))
            continue
        seen.add(_id(need))
        found.append((place, need))
    return found


def _pledges_once(pledges: Sequence[tuple[str, FurtherPledge]], reader: _Reader) -> list[tuple[str, FurtherPledge]]:
    found: dict[str, tuple[str, FurtherPledge]] = {}
    for place, one in pledges:
        if found.setdefault(one.id, (place, one))[1] != one:
            says = f"The further pledge '{one.id}' stands twice; the first is kept."
            reader.errors.append(InputError("duplicate-id", says, place=place, hint="Give each a name of its own."))
    return list(found.values())


def _tables(frame: GivenPlan, needs: Sequence[GivenRequirement]) -> dict[str, dict[str, Wording]]:
    def named(table: dict[str, Wording], field: str) -> dict[str, Wording]:
        return table or {getattr(need, field): {} for need in needs}

    return {
        "function": named(frame.functions, "function"),
        "sector": named(frame.sectors, "sector"),
        "phase": named(frame.phases, "phase"),
    }


def _named(need: GivenRequirement, tables: dict[str, dict[str, Wording]]) -> None:
    for field, table in tables.items():
        name = getattr(need, field)
        refuse_name(field, name)
        if name not in table:
            says = f"The requirement '{_id(need)}' names the {field} '{name}', which the plan lacks."
            raise InputError("plan-reference-unknown", says, hint=nearest(name, list(table), f"{field}s"))
    refuse_amount("quantity", need.quantity)
    refuse_hours(need.readiness_h)


def _limit(limit: LiftLimit) -> None:
    refuse_name("provider", limit.provider)
    refuse_amount("amount", limit.amount)


def _pledge(pledge: FurtherPledge, known: KnownNames) -> None:
    refuse_name("id", pledge.id)
    refuse_name("provider", pledge.provider)
    refuse_amount("quantity", pledge.quantity)
    refuse_amount("cost", pledge.cost)
    refuse_hours(pledge.readiness_h)
    refuse_guard(pledge.condition)
    if pledge.id in known.commitments:
        says = f"The further pledge '{pledge.id}' bears the name of a commitment on record."
        raise InputError("further-on-record", says, hint="Give it a name of its own.")
    for leaf in leaves(pledge.condition):
        named = [leaf.promised, leaf.done, leaf.rung.commitment if leaf.rung is not None else None]
        for name in named:
            if name is not None and name not in known.commitments:
                says = f"The further pledge '{pledge.id}' waits for '{name}', which is no commitment on record."
                raise InputError(
                    "further-reference", says, hint="It may wait for events and commitments on record only."
                )
        if leaf.event is not None and leaf.event not in known.events:
            says = f"The further pledge '{pledge.id}' waits for the event '{leaf.event}', which is not in the register."
            raise InputError("guard-unknown-reference", says, hint=nearest(leaf.event, known.events, "events"))
