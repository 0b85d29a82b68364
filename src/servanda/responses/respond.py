"""Findings → the procedures they start, step by step, as known at one moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from servanda.commitments import Register, View
from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.finding import Finding
from servanda.records.observation import RecordedAct
from servanda.records.procedure import Procedure
from servanda.records.response import Response, StepAct
from servanda.responses.acts import acts_of
from servanda.responses.counting import counted_for
from servanda.responses.duties import discharged, trigger_of
from servanda.responses.episodes import Episode, Matter, certain_episodes, possible_episode
from servanda.responses.ground import Breach, distinct
from servanda.responses.merge import merged, missing_start
from servanda.responses.passing import known_clocks
from servanda.responses.sectors import by_sector
from servanda.responses.standing import Promises
from servanda.responses.steps import Merger
from servanda.responses.trigger import announced, breaches
from servanda.responses.worlds import worlds


@dataclass(frozen=True, slots=True)
class Known:
    """Everything recorded about procedures, and the moment asked for."""

    promises: Promises
    """The register in its view."""
    acts: Sequence[StepAct]
    """Acts in procedures."""
    judgements: Sequence[Judgement]
    """Judgements of named bodies."""
    as_of: datetime
    """The moment; nothing later counts."""
    findings: Sequence[Finding] = ()
    """What was found: guards of steps may count it."""


class Recorded(TypedDict):
    """What `respond` is told by name."""

    register: Register
    """Commitments and the events they wait for."""
    view: View
    """From where the register is looked at."""
    step_acts: Sequence[StepAct]
    """What was done, extended, suspended and resumed, in any order."""
    judgements: Sequence[Judgement]
    """What named bodies judged, in any order."""
    acts: NotRequired[Sequence[RecordedAct]]
    """Recorded acts, of which some start procedures by themselves, in any order."""
    as_of: datetime
    """The moment; nothing later has any effect."""


def respond(
    agreements: Sequence[Agreement], findings: Sequence[Finding], **recorded: Unpack[Recorded]
) -> list[Response]:
    """What the instruments' own procedures are doing at a moment.

    Only a *breached* finding starts a procedure, an act that its text names (a complaint, a notification), or a duty
    that was done in time, where its term says so (`if_done`). An
    *undetermined* finding that would start it is listed as a response in state *undetermined*, with what it hangs on.
    Acts that name no known step, or come from nobody the step calls on, have no effect: `check_acts` lists them.

    Args:
        agreements: The instruments; their order means nothing.
        findings: What was found, in any order.
        **recorded: Register, view, acts, judgements and moment, as `Recorded` names them.

    Returns:
        Responses in the order of instrument, procedure, start and name.

    Raises:
        InputError: an instrument has too many combinations of readings, an unknown time zone or a broken clock; a
            condition of the register is not well formed.
    """
    promises = Promises.seen(recorded["register"], recorded["view"])
    known = Known(promises, recorded["step_acts"], recorded["judgements"], recorded["as_of"], findings)
    found: list[Response] = []
    for agreement, procedure in procedures_of(agreements):
        matter = matter_of(agreement, procedure, known)
        found_so = breaches(agreement, trigger_of(agreement, procedure), findings, known.as_of)
        done_so = discharged(agreement, procedure, findings, known.as_of)
        said_so = announced(procedure.trigger, recorded.get("acts", ()), known.as_of)
        struck = sorted((*found_so, *done_so, *said_so), key=lambda one: (one.at, one.subject))
        for sector, group in by_sector(agreement, procedure.trigger, struck):
            found.extend(_responses(replace(matter, sector=sector), group, promises))
    return sorted(found, key=lambda one: (one.procedure, one.started_at, one.id))


def procedures_of(agreements: Iterable[Agreement]) -> list[tuple[Agreement, Procedure]]:
    """Every procedure with its instrument, in the order of their names."""
    pairs = [(agreement, procedure) for agreement in agreements for procedure in agreement.procedures]
    return sorted(pairs, key=lambda pair: (pair[0].id, pair[0].version, pair[1].id))


def matter_of(agreement: Agreement, procedure: Procedure, known: Known) -> Matter:
    """One procedure with everything recorded about it by a moment."""
    judgements = (one for one in known.judgements if one.at <= known.as_of)
    return Matter(
        agreement=agreement,
        procedure=procedure,
        acts=acts_of(agreement, procedure, known.acts, known.as_of),
        judgements=tuple(sorted(judgements, key=lambda one: (one.at, one.id))),
        clocks=known_clocks(agreement, known.promises.register.event_by_id, known.as_of),
        as_of=known.as_of,
        counted=counted_for(agreement, procedure, known.findings, known.as_of),
    )


def _responses(matter: Matter, group: Sequence[Breach], promises: Promises) -> list[Response]:
    walks = [(world, certain_episodes(matter, group, world)) for world in _worlds(matter)]
    responses: list[Response] = []
    for place in range(max((len(episodes) for _, episodes in walks), default=0)):
        begun = tuple(episodes[place] for _, episodes in walks if place < len(episodes))
        doubts = () if len(begun) == len(walks) else missing_start(matter)
        responses.append(merged(Merger(matter, begun, doubts, promises)))
    possible = [possible_episode(matter, group, world, episodes) for world, episodes in walks]
    known = {response.id for response in responses}
    maybe: list[Episode] = [one for one in possible if one is not None and one.start.id not in known]
    if maybe:
        doubts = distinct(doubt for one in maybe for doubt in one.start.doubts)
        responses.append(merged(Merger(matter, tuple(maybe), doubts, promises)))
    return responses


def _worlds(matter: Matter) -> list[dict[str, str]]:
    return worlds(matter.agreement, matter.procedure, matter.acts)
