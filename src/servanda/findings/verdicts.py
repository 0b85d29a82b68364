"""From questions to a verdict: outcomes still reachable, hinges, attribution, verdicts by reading."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import cast

from servanda.findings.author import attribution_hinge
from servanda.findings.prohibition import Case
from servanda.logic import All, Diagram, Expression, Not, OneOf, Variable, choose
from servanda.records.finding import Cause, Hinge, Outcome, ReadingVerdict, Verdict

_CAUSES: tuple[Cause, ...] = (
    "open_term",
    "judgement",
    "pending_clock",
    "unobserved",
    "missing_evidence",
    "measurement",
    "proof_standard",
    "withheld",
    "attribution",
)
"""Order in which hinges are shown: first what negotiators, then what observers can settle."""

Terminal = tuple[str, str]
"""Verdict and author."""


def diagram_of(case: Case) -> Diagram:
    """The decision diagram of a case, with (verdict, author) as outcomes."""
    breach, author = case.breach.expression(), case.matter.author
    cases: list[tuple[Expression, Terminal]] = [(Not(case.force.expression()), ("not_in_force", ""))]
    cases += [(All((OneOf(author, frozenset({name})), breach)), ("breached", name)) for name in author.options]
    return choose(cases, otherwise=("kept", ""))


def hinge_map(case: Case) -> dict[str, Hinge]:
    """The hinge behind each unknown of a case."""
    named: dict[str, Hinge] = {
        case.matter.author.name: attribution_hinge(case.matter.author, case.matter.docket),
    }
    for question in (case.force, case.breach):
        for name, hinge in question.all_hinges():
            named.setdefault(name, hinge)
    return named


def verdict_of(diagram: Diagram) -> Verdict:
    """The verdict if only one can be reached, else *undetermined*."""
    reached = {cast("Terminal", outcome)[0] for outcome in diagram.outcomes()}
    return cast("Verdict", reached.pop()) if len(reached) == 1 else "undetermined"


def verdict_hinges(diagram: Diagram, named: Mapping[str, Hinge]) -> list[Hinge]:
    """All unknowns that can still change the verdict, and only those."""
    return hinges_named(_verdicts_only(diagram).hinges(), named)


def hinges_named(variables: Sequence[Variable], named: Mapping[str, Hinge]) -> list[Hinge]:
    """The hinges of some unknowns, each once, in their order: two questions to one body are two hinges."""
    return in_order(named[each.name] for each in variables)


def in_order(hinges: Iterable[Hinge]) -> list[Hinge]:
    """Hinges, each once, in the order in which they are shown."""
    found: list[Hinge] = []
    for hinge in hinges:
        if hinge not in found:
            found.append(hinge)
    return sorted(found, key=lambda each: (_CAUSES.index(each.cause), each.on, sorted(each.says.items())))


def outcome_of(diagram: Diagram) -> Outcome:
    """Verdict and attribution together: who is answerable wherever it may be a breach.

    Somebody is established only if nobody else can have done it, bound or not.
    """
    verdict = verdict_of(diagram)
    reached = [cast("Terminal", outcome) for outcome in diagram.outcomes()]
    authors = sorted({author for said, author in reached if said == "breached"})
    if verdict in {"kept", "not_in_force"}:
        return Outcome(verdict=verdict, attribution="not_applicable")
    open_author = any(variable.name.startswith("author:") for variable in _verdicts_only(diagram).hinges())
    established = len(authors) == 1 and not open_author
    return Outcome(verdict=verdict, by=authors, attribution="established" if established else "undetermined")


def readings_of(diagram: Diagram) -> list[ReadingVerdict]:
    """The verdict under each combination of readings that matters; none if none does."""
    verdicts = _verdicts_only(diagram)
    matter = [variable for variable in verdicts.hinges() if variable.name.startswith("open:")]
    if not matter:
        return []
    return [
        ReadingVerdict(
            readings={
                variable.name.removeprefix("open:"): option for variable, option in zip(matter, chosen, strict=True)
            },
            verdict=_under(verdicts, {variable.name: option for variable, option in zip(matter, chosen, strict=True)}),
        )
        for chosen in product(*(variable.options for variable in matter))
    ]


def _under(verdicts: Diagram, chosen: Mapping[str, str]) -> Verdict:
    reached = verdicts.given(chosen).outcomes()
    return cast("Verdict", next(iter(reached))) if len(reached) == 1 else "undetermined"


def _verdicts_only(diagram: Diagram) -> Diagram:
    return diagram.mapped(lambda outcome: cast("Terminal", outcome)[0])
