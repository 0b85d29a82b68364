"""A plan as given → the plan with the tables it left out; a part of it that is wrong stays out alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from servanda import plain
from servanda.adapters.guarantees.items import at, part_as
from servanda.adapters.guarantees.names import nearest
from servanda.adapters.guarantees.needs import name_of, settled
from servanda.adapters.guarantees.rules import leaves, refuse_amount, refuse_guard, refuse_hours, refuse_name
from servanda.adapters.guarantees.settle import id_is_provider
from servanda.errors import InputError
from servanda.records.guarantees import GivenPlan, GivenRequirement
from servanda.records.plan import FurtherPledge, LiftLimit, Plan
from servanda.records.record import Wording

P = TypeVar("P")


@dataclass(frozen=True)
class KnownNames:
    """What a plan may name."""

    commitments: frozenset[str]
    """Commitments of the register."""
    events: frozenset[str]
    """Events of the register."""
    providers: frozenset[str]
    """Providers in the register, those of records that were not taken among them."""


@dataclass(frozen=True)
class ReadPlan:
    """A plan, and what of it was not taken."""

    plan: Plan
    """What was taken."""
    errors: list[InputError]
    """An error for each part that was not taken as it stands."""
    limits_refused: int
    """Lift limits among them."""


def plan_of(loaded: plain.Loaded, known: KnownNames) -> ReadPlan:
    """The plan, and an error for each part of it that was not taken.

    Raises:
        InputError: what is left without these parts is no plan.
    """
    reader = _Reader(loaded)
    data = loaded.data if isinstance(loaded.data, dict) else part_as(loaded, dict[str, Any])
    lists = {"requirements", "lift", "further"}
    rest: dict[str, plain.Plain] = {key: value for key, value in data.items() if key not in lists}
    frame = plain.decode(plain.Loaded(data=rest, place=loaded.place, lines=loaded.lines, at=loaded.at), GivenPlan)
    needs = reader.each("requirements", GivenRequirement)
    tables = _tables(frame, [need for _, need in needs])
    sound = [pair for pair in needs if reader.sound(*pair, lambda need: _named(need, tables))]
    requirements = settled(sound, reader.refuse)
    further = reader.each("further", FurtherPledge)
    names = replace(known, providers=known.providers.union(one.provider for _, one in further))
    pledges = [pair for pair in _pledges_once(further, reader) if reader.sound(*pair, lambda one: _pledge(one, names))]
    before = len(reader.errors)
    lift = [
        pair for pair in reader.each("lift", LiftLimit) if reader.sound(*pair, lambda one: _limit(one, tables, names))
    ]
    plan = Plan(
        id=frame.id,
        says=frame.says,
        functions=tables["function"],
        sectors=tables["sector"],
        phases=tables["phase"],
        requirements=requirements,
        lift=[limit for _, limit in lift],
        further=[pledge for _, pledge in pledges],
    )
    return ReadPlan(plan, reader.errors, len(reader.errors) - before)


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

    def refuse(self, error: InputError) -> None:
        """Keep an error."""
        self.errors.append(error)

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


def _pledges_once(pledges: Sequence[tuple[str, FurtherPledge]], reader: _Reader) -> list[tuple[str, FurtherPledge]]:
    """Each further pledge once; different ones under one name are refused, since which holds is not known."""
    named: dict[str, list[FurtherPledge]] = {}
    for _place, one in pledges:
        named.setdefault(one.id, []).append(one)
    found: dict[str, tuple[str, FurtherPledge]] = {}
    for place, one in pledges:
        if all(one == other for other in named[one.id]):
            found.setdefault(one.id, (place, one))
            continue
        says = f"The name '{one.id}' is used for two different further pledges; neither is taken."
        reader.refuse(InputError("duplicate-id", says, place=place, hint="Give each a name of its own."))
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
            says = f"The requirement '{name_of(need)}' names the {field} '{name}', which the plan lacks."
            raise InputError("plan-reference-unknown", says, hint=nearest(name, list(table), f"{field}s"))
    refuse_amount("quantity", need.quantity)
    refuse_hours(need.readiness_h)


def _limit(limit: LiftLimit, tables: Mapping[str, Mapping[str, Wording]], known: KnownNames) -> None:
    """A limit that names nothing would limit nothing, and nobody would notice."""
    refuse_name("provider", limit.provider)
    refuse_amount("amount", limit.amount)
    if limit.provider not in known.providers:
        says = f"A lift limit is given for '{limit.provider}', which promises nothing on record."
        raise InputError("lift-unknown", says, hint=nearest(limit.provider, known.providers, "providers"))
    for field, name in (("function", limit.function), ("phase", limit.phase)):
        if name and name not in tables[field]:
            says = f"The lift limit of '{limit.provider}' names the {field} '{name}', which the plan lacks."
            raise InputError("lift-unknown", says, hint=nearest(name, list(tables[field]), f"{field}s"))


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
    if pledge.id in known.providers or pledge.provider in known.commitments:
        name = pledge.id if pledge.id in known.providers else pledge.provider
        raise id_is_provider(f"the further pledge '{pledge.id}'", name)
    _refuse_references(pledge, known)


def _refuse_references(pledge: FurtherPledge, known: KnownNames) -> None:
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
