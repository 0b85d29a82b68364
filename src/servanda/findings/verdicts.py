"""From questions to a verdict: outcomes still reachable, hinges, attribution, verdicts by reading."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import cast

from servanda.errors import InputError
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
"""Verdict (or `disagree`) and author."""


def diagram_of(case: Case) -> Diagram:
    """The decision diagram of a case, with (verdict, author) as outcomes."""
    breach, conflict = case.breach.expression(), case.conflict.expression()
    author = case.matter.author
    cases: list[tuple[Expression, Terminal]] = [(Not(case.force.expression()), ("not_in_force", ""))]
    for name in author.options:
        it_was = OneOf(author, frozenset({name}))
        cases.append((All((it_was, conflict)), ("disagree", name)))
        cases.append((All((it_was, breach)), ("breached", name)))
    return choose(cases, otherwise=("kept", ""))


def hinge_map(case: Case) -> dict[str, Hinge]:
    """The hinge behind each unknown of a case."""
    named: dict[str, Hinge] = {
        case.matter.author.name: attribution_hinge(case.matter.author, case.matter.docket),
    }
    for question in (case.force, case.breach, case.conflict):
        for name, hinge in question.all_hinges():
            named.setdefault(name, hinge)
    return named


def verdict_of(diagram: Diagram) -> Verdict:
    """The verdict if only one can be reached, else *undetermined*."""
    reached = {cast("Terminal", outcome)[0] for outcome in diagram.outcomes()}
    return cast("Verdict", reached.pop()) if len(reached) == 1 and reached != {"disagree"} else "undetermined"


def refuse_disagreement(diagram: Diagram, case: Case) -> None:
    """Two applicable exceptions that disagree are an error with both positions, never an order of appearance.

    Raises:
        InputError: `exemptions-disagree`.
    """
    if {cast("Terminal", outcome)[0] for outcome in diagram.outcomes()} != {"disagree"}:
        return
    term = case.matter.term
    permit = ", ".join(f"'{each.id}' ({each.cite}) permits it" for each in term.unless if each.permits)
    forbid = ", ".join(f"'{each.id}' ({each.cite}) forbids it" for each in term.unless if not each.permits)
    raise InputError(
        "exemptions-disagree",
        f"Exceptions of '{term.id}' disagree on incident '{case.matter.incident.id}': {permit}; {forbid}.",
        place=f"{case.matter.docket.agreement.id}:{term.id}",
        hint="Say in the text which prevails, or mark the question as an open term.",
    )


def verdict_hinges(diagram: Diagram, named: Mapping[str, Hinge]) -> list[Hinge]:
    """All unknowns that can still change the verdict, and only those."""
    return hinges_named(_verdicts_only(diagram).hinges(), named)


def hinges_named(variables: Sequence[Variable], named: Mapping[str, Hinge]) -> list[Hinge]:
    """The hinges of some unknowns, each once, in their order."""
    found = {(named[each.name].cause, named[each.name].on): named[each.name] for each in variables}
    return [found[key] for key in sorted(found, key=lambda key: (_CAUSES.index(key[0]), key[1]))]


def outcome_of(diagram: Diagram) -> Outcome:
    """Verdict and attribution together: who is answerable wherever it may be a breach."""
    verdict = verdict_of(diagram)
    reached = [cast("Terminal", outcome) for outcome in diagram.outcomes()]
    authors = sorted({author for said, author in reached if said in {"breached", "disagree"}})
    if verdict in {"kept", "not_in_force"}:
        return Outcome(verdict=verdict, attribution="not_applicable")
    return Outcome(verdict=verdict, by=authors, attribution="established" if len(authors) == 1 else "undetermined")


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
    return cast("Verdict", next(iter(reached))) if len(reached) == 1 and "disagree" not in reached else "undetermined"


def _verdicts_only(diagram: Diagram) -> Diagram:
    return diagram.mapped(lambda outcome: cast("Terminal", outcome)[0])
