"""A case of a story → what came out, held against what must come out."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from servanda.adapters import agreements as agreement_files
from servanda.adapters.scenarios import Scenario
from servanda.commitments import Register, View
from servanda.errors import InputError
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.response import Response
from servanda.records.scenario import Difference, ExpectedFinding, ExpectedStep, Scored
from servanda.responses import respond
from servanda.runs.compared import Outcome, called, finding_differs, line_of, step_differs, step_line
from servanda.runs.judging import Judged, judge_alone


def instruments_of(scenario: Scenario, folder: Path, agreements: Sequence[Agreement]) -> list[Agreement]:
    """The instruments that a case is judged under: those of its folder, with the texts that it assumes in their place.

    Raises:
        NotFound: `agreements-not-found` for a text that is not there.
        InputError: `scenario-assumes-outside` for a file outside the folder; what reading an instrument raises.
    """
    assumed: list[Agreement] = []
    for name in scenario.assumes:
        file = (folder / name).resolve()
        if not file.is_relative_to(folder.resolve()):
            says = f"The assumed text '{name}' lies outside the folder of the instruments."
            raise InputError("scenario-assumes-outside", says, place=scenario.place, hint="Put it into that folder.")
        assumed += agreement_files.load(file)
    instead = {one.id for one in assumed}
    return [*(one for one in agreements if one.id not in instead), *assumed]


def run_scenario(scenario: Scenario, agreements: Sequence[Agreement]) -> Scored:
    """Judge one case and compare.

    Args:
        scenario: The case.
        agreements: All instruments of its folder.

    Raises:
        InputError: `scenario-agreement-unknown`; an observation that names a place nobody drew.
    """
    judged = list(_judged(scenario, agreements))
    of_findings = [_finding(expected, judged) for expected in scenario.expect.findings]
    under_way = _responses(scenario, agreements, judged) if scenario.expect.responses else []
    of_steps = [_step(expected, under_way, judged) for expected in scenario.expect.responses]
    outcomes = [*of_findings, *of_steps]
    differences = [difference for outcome in outcomes for difference in outcome.differences]
    return Scored(
        story=scenario.story,
        case=scenario.case,
        place=scenario.place,
        passed=not differences,
        expected=scenario.expect,
        found=[outcome.found for outcome in outcomes],
        differences=differences,
    )


def _judged(scenario: Scenario, agreements: Sequence[Agreement]) -> Iterator[Judged]:
    named = [one for one in agreements if scenario.agreement in ("", one.id, f"{one.id}@{one.version}")]
    if not named:
        known = ", ".join(f"{one.id}@{one.version}" for one in agreements)
        says = f"No instrument here is called '{scenario.agreement}'."
        raise InputError("scenario-agreement-unknown", says, place=scenario.place, hint=f"Known are: {known}.")
    others = [one for one in agreements if one not in named]
    for one in judge_alone(named, scenario.facts, as_of=scenario.as_of, window=scenario.window, others=others):
        for rejection in one.rejections:
            place = f"{scenario.place}: {rejection.place}"
            raise InputError(rejection.code, rejection.says, place=place, hint=rejection.hint)
        yield one


def _responses(scenario: Scenario, agreements: Sequence[Agreement], judged: Sequence[Judged]) -> list[Response]:
    members = {name: tuple(party.members) for one in agreements for name, party in one.parties.items() if party.members}
    return respond(
        agreements,
        [finding for one in judged for finding in one.findings],
        register=Register((), tuple(scenario.facts.events), members),
        view=View(as_of=scenario.as_of),
        step_acts=scenario.step_acts,
        judgements=judged[0].facts.judgements,
        acts=[act for act in judged[0].facts.acts if act.at <= scenario.as_of],
        as_of=scenario.as_of,
    )


def _finding(expected: ExpectedFinding, judged: Sequence[Judged]) -> Outcome:
    about = f"{expected.term} · {expected.on}" if expected.on else expected.term
    fitting = [(one, found) for one in judged for found in one.findings if _fits(expected, found, one)]
    if expected.verdict == "none":
        lines = [line_of(found, one) for one, found in fitting]
        differs = [Difference(about=about, field="finding", expected="none", found="; ".join(lines))] if lines else []
        return Outcome("; ".join(lines) or "none", differs)
    if len(fitting) != 1:
        several = ", ".join(f"{found.subject.kind} {found.subject.id}" for _, found in fitting) or "none"
        return Outcome(several, [Difference(about=about, field="finding", expected="one", found=several)])
    one, found = fitting[0]
    return Outcome(line_of(found, one), list(finding_differs(about, expected, found, one)))


def _fits(expected: ExpectedFinding, found: Finding, judged: Judged) -> bool:
    """Whether a finding is the one meant: by term, and by what was judged."""
    said = (
        found.term == expected.term
        and expected.kind in ("", found.subject.kind)
        and expected.agreement in ("", found.agreement)
        and (expected.row is None or found.row == expected.row or found.subject.kind == "incident")
    )
    return said and (not expected.on or expected.on in names_of(found, judged))


def names_of(found: Finding, judged: Judged) -> list[str]:
    """Names under which a scenario may speak of what was judged."""
    subject = found.subject
    if subject.kind == "incident":
        joined = (one.observations for one in judged.facts.incidents if one.id == subject.id)
        return [subject.id, *(name for names in joined for name in names)]
    if subject.kind == "duty":
        return list(found.outcome.by)
    if subject.kind == "cap":
        return [subject.place, subject.id, *found.outcome.by, *(f"{subject.place}@{name}" for name in found.outcome.by)]
    return [subject.id] if subject.kind == "count" else [subject.place or subject.id]


def _step(expected: ExpectedStep, under_way: Sequence[Response], judged: Sequence[Judged]) -> Outcome:
    about = f"{expected.procedure}.{expected.step}" if expected.step else expected.procedure
    fitting = [one for one in under_way if expected.procedure in (one.procedure, one.procedure.partition(":")[2])]
    if expected.on:
        meant = {expected.on} | {
            found.id for one in judged for found in one.findings if expected.on in names_of(found, one)
        }
        started = [one for one in fitting if not meant.isdisjoint(one.started_by)]
        fitting = started or [one for one in fitting if not meant.isdisjoint(one.joined_by)]
    lines = "; ".join(step_line(expected, one) for one in fitting) or "none"
    if expected.state == "none":
        differs = [Difference(about=about, field="response", expected="none", found=lines)] if fitting else []
        return Outcome(lines, differs)
    if len(fitting) != 1:
        return Outcome(lines, [Difference(about=about, field="response", expected="one", found=lines)])
    names = {incident: name for one in judged for incident, name in called(one).items()}
    return Outcome(lines, list(step_differs(about, expected, fitting[0], names)))
