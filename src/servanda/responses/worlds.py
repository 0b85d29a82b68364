"""Readings of open terms: every combination is walked, and only what differs is undetermined (supervaluation)."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

from servanda.errors import InputError
from servanda.records.agreement import Agreement
from servanda.records.open_term import OpenRef, OpenTerm, Reading, Timing
from servanda.records.procedure import Procedure
from servanda.records.response import StepAct
from servanda.responses.guards import counted_by
from servanda.wording import languages, say

MAX_WORLDS = 4096
EXTENSION, SUSPENSION = ".extend_by", ".suspend_by"
ALLOWED, NOT_ALLOWED = "allowed", "not-allowed"


def worlds(agreement: Agreement, procedure: Procedure, acts: Iterable[StepAct]) -> list[dict[str, str]]:
    """All combinations of readings that this procedure depends on, in a fixed order.

    Settled terms are not alternatives; a term without readings contributes none and stays unknown.

    Raises:
        InputError: `readings-too-many` if there are more than 4,096 combinations.
    """
    names = _alternatives(agreement, procedure, acts)
    size = 1
    for readings in names.values():
        size *= len(readings)
    if size > MAX_WORLDS:
        raise InputError(
            "readings-too-many",
            f"The open terms of '{agreement.id}:{procedure.id}' have {size} combinations of readings.",
            hint=f"Settle some of them: at most {MAX_WORLDS} are compared.",
        )
    return [dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*names.values())]


def open_terms(procedure: Procedure) -> list[str]:
    """Open terms that the trigger or a clock of a procedure refers to, sorted."""
    trigger = procedure.trigger
    found = {value.open for value in (trigger.count, trigger.within) if isinstance(value, OpenRef)}
    found |= {step.when.open for step in procedure.steps if step.when is not None and step.when.open}
    counts = [value for counted in counted_by(procedure) for value in (counted.count, counted.within)]
    found |= {value.open for value in counts if isinstance(value, OpenRef)}
    return sorted(found)


def reading_of(agreement: Agreement, term: str, world: Mapping[str, str]) -> Reading | None:
    """The reading of an open term in a world: the agreed one if it is settled, else the chosen one; none if unknown."""
    known = agreement.open.get(term, OpenTerm(question={}))
    return known.readings.get(known.settled or world.get(term, ""))


def timing_of(agreement: Agreement, timing: Timing, world: Mapping[str, str]) -> Timing | None:
    """A timing with its open term read; none if there is no reading, or none that is a timing."""
    if not timing.open:
        return timing
    reading = reading_of(agreement, timing.open, world)
    return reading.value if reading is not None and isinstance(reading.value, Timing) else None


def question_of(agreement: Agreement, term: str) -> dict[str, str]:
    """What an open term asks, in words; its name where the instrument does not know it."""
    if term.endswith(EXTENSION):
        return say("responses.may_be_extended", step=term.removesuffix(EXTENSION))
    if term.endswith(SUSPENSION):
        return say("responses.may_be_suspended", step=term.removesuffix(SUSPENSION))
    known = agreement.open.get(term)
    asked = known.question if known is not None else {}
    stated = next((asked[lang] for lang in sorted(asked)), term)
    return {lang: asked.get(lang, stated) for lang in languages()}


def mattering(results: Sequence[tuple[Mapping[str, str], object]]) -> list[str]:
    """The terms whose reading alone can change a result, given the results in all worlds."""
    found: list[str] = []
    for term in results[0][0] if results else ():
        seen: dict[tuple[str, ...], object] = {}
        for world, result in results:
            rest = tuple(name for key, name in world.items() if key != term)
            if seen.setdefault(rest, result) != result:
                found.append(term)
                break
    return found


def _alternatives(agreement: Agreement, procedure: Procedure, acts: Iterable[StepAct]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for term in open_terms(procedure):
        known = agreement.open.get(term)
        if known is not None and known.readings and not known.settled:
            names[term] = list(known.readings)
    done = {(act.step, act.does) for act in acts}
    for step in procedure.steps:
        if (step.id, "extend") in done and step.extend_by == "unstated":
            names[step.id + EXTENSION] = [ALLOWED, NOT_ALLOWED]
        if (step.id, "suspend") in done and step.suspend_by == "unstated":
            names[step.id + SUSPENSION] = [ALLOWED, NOT_ALLOWED]
    return names
