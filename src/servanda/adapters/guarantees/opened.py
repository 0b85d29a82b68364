"""Parts of a document held against each other → a register that can be asked, and everything that was not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from servanda import plain
from servanda.adapters.guarantees.blocs import all_members
from servanda.adapters.guarantees.doubt import in_doubt
from servanda.adapters.guarantees.items import Items, at, part_as
from servanda.adapters.guarantees.names import refuse_long
from servanda.adapters.guarantees.parts import Parts
from servanda.adapters.guarantees.plans import KnownNames, plan_of
from servanda.adapters.guarantees.rules import commitment_rule, event_rule, keep_sound
from servanda.adapters.guarantees.settle import apart, each_once, in_line, refer
from servanda.adapters.guarantees.suspects import Suspect, suspect_of
from servanda.adapters.guarantees.views import known_part, strangers
from servanda.commitments import Register, reserved
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event
from servanda.records.guarantees import GivenView
from servanda.records.plan import Plan
from servanda.records.rejection import Rejection, rejected

_EXERCISE = "EX-"


@dataclass(frozen=True)
class Opened:
    """A register, a plan and a view, as a document or a case folder gives them."""

    register: Register
    """What may be asked: the records that were taken, with what they owe to those that were not."""
    recorded: tuple[Commitment, ...]
    """The records that were taken, as they were given, by name."""
    plan: Plan | None
    """The plan; none if there is none, or if it is none."""
    drafts: Mapping[str, str]
    """Draft → final text."""
    as_of: datetime | None
    """Moment of knowledge that document or case names, else that of the latest step in it; none if it has none."""
    view: GivenView
    """View of the document."""
    rejections: Sequence[Rejection]
    """Everything that was not taken, and why."""
    those: frozenset[str]
    """Providers, commitments and further pledges that may be assumed gone."""
    events: frozenset[str]
    """Events on record."""
    limits_refused: int = 0
    """Lift limits of the plan that were not taken: what is placed without them may be too much."""
    exercise: bool = False
    """It is invented: its manifest says so, or every promise on record is named so."""


def opened_of(parts: Parts) -> Opened:
    """Hold the parts of a document against each other. A record with an error stays out alone.

    Raises:
        InputError: blocs or the plan are not of the right shape.
    """
    events = each_once(keep_sound(parts.events, event_rule))
    untaken = _names_of(events)
    stubs = [Event(id=name, says={}) for name in untaken if not reserved(name)]
    happening = {event.id for event in [*events.records, *stubs]}
    once = each_once(keep_sound(parts.commitments, commitment_rule))
    providers = _providers(once)
    commitments = refer(in_line(apart(once, providers)), happening.union(untaken))
    blocs, vague, of_blocs = _blocs(parts.blocs)
    members, circular = all_members(blocs, lambda bloc: _where(parts.blocs, bloc))
    doubted, facts = in_doubt(commitments.records, _suspects(commitments), members, vague, set(untaken) - happening)
    known = KnownNames(frozenset(one.id for one in commitments.records), frozenset(happening), providers)
    read = plan_of(parts.plan, known) if parts.plan is not None else None
    plan = read.plan if read is not None else None
    register = Register(tuple(doubted), (*events.records, *stubs, *facts), members)
    rejections = [*_rejections(commitments, "commitment"), *_rejections(events, "event")]
    rejections += [rejected(error, kind="bloc") for error in (*of_blocs, *circular)]
    rejections += [rejected(error, kind="plan") for error in (read.errors if read is not None else ())]
    those = _those(commitments.records, plan)
    unknown = [at(error, f"{parts.place}:view") for error in strangers(parts.view, those, happening)]
    rejections += [rejected(error, kind="view") for error in unknown]
    return Opened(
        register=register,
        recorded=tuple(sorted(commitments.records, key=lambda one: one.id)),
        plan=plan,
        drafts=parts.drafts,
        as_of=parts.as_of or _latest(commitments.records, events.records),
        view=known_part(parts.view, those, happening),
        rejections=rejections,
        those=those,
        events=frozenset(happening),
        limits_refused=read.limits_refused if read is not None else 0,
        exercise=parts.exercise or _all_invented([*commitments.records] or ([plan] if plan else [])),
    )


def _all_invented(records: Sequence[Commitment | Plan]) -> bool:
    """Whether every promise, or a plan without promises, bears the name of an exercise."""
    return bool(records) and all(one.id.startswith(_EXERCISE) for one in records)


def _those(commitments: Sequence[Commitment], plan: Plan | None) -> frozenset[str]:
    """Whoever may be assumed gone."""
    names = {name for one in commitments for name in (one.provider, one.id)}
    pledges = plan.further if plan is not None else []
    return frozenset(names | {name for one in pledges for name in (one.provider, one.id)})


def _names_of(events: Items[Any]) -> list[str]:
    """Names of events that were not taken: they stay undecided."""
    kept = {event.id for event in events.records}
    names = {one.id for one in _suspects(events)}
    return sorted(name for name in names if name and name not in kept)


def _providers(items: Items[Commitment]) -> frozenset[str]:
    """Providers of the records, and of those that were not taken as far as that can be read."""
    found = {one.provider for one in items.records}
    return frozenset(found.union(one.provider for one in _suspects(items) if one.provider is not None))


def _suspects(items: Items[Any]) -> list[Suspect]:
    found = (suspect_of(one) for one in items.refused)
    return [one for one in found if one is not None]


def _rejections(items: Items[Any], kind: str) -> list[Rejection]:
    ordered = sorted(items.refused, key=lambda one: one.number)
    return [rejected(one.error, kind=kind) for one in ordered]


def _blocs(loaded: plain.Loaded | None) -> tuple[dict[str, list[str]], list[str], list[InputError]]:
    """Blocs and members; names of blocs whose members cannot be read; and why."""
    if loaded is None:
        return {}, [], []
    data = loaded.data if isinstance(loaded.data, dict) else part_as(loaded, dict[str, Any])
    found: dict[str, list[str]] = {}
    errors: list[InputError] = []
    for name in data:
        try:
            members = plain.decode(loaded.part((name,)), list[str])
            refuse_long("blocs", (name, *members))
            found[name] = members
        except InputError as error:
            errors.append(at(error, _where(loaded, name)))
    return found, [name for name in data if name not in found], errors


def _where(loaded: plain.Loaded | None, name: str) -> str:
    """Line of a bloc if lines are known, else its path."""
    if loaded is None:
        return name
    return loaded.where((name,)) if loaded.lines else f"{loaded.place}:{plain.path_text((*loaded.at, name))}"


def _latest(commitments: Sequence[Commitment], events: Sequence[Event]) -> datetime | None:
    moments = {step.known_on for one in commitments for step in one.status}
    moments |= {state.known_on for one in events for state in one.states}
    return max(moments) if moments else None
