"""What was found against what was expected, field by field, in words that a scenario could have been written with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from servanda.records.finding import Finding, Flip, ReadingVerdict
from servanda.records.response import Response, StepState
from servanda.records.scenario import Difference, ExpectedFinding, ExpectedFlip, ExpectedStep
from servanda.runs.judging import Judged

Pair = tuple[str, object, object]
"""Field, expected, found."""


_TURNS = {
    "kept_up_to": "kept up to",
    "breached_above": "breached above",
    "kept_from": "kept from",
    "breached_below": "breached below",
}
"""Figures of a flip point, as they are told."""


@dataclass(frozen=True)
class Outcome:
    """What one expectation met."""

    found: str
    """What was found, in one line."""
    differences: Sequence[Difference]
    """What differs."""


def finding_differs(about: str, expected: ExpectedFinding, found: Finding, judged: Judged) -> Iterator[Difference]:
    """Every field of an expected finding that came out otherwise."""
    outcome = found.outcome
    pairs: list[Pair] = [
        ("verdict", expected.verdict, outcome.verdict),
        ("hinges", sorted(set(expected.hinges)), hinges_of(found, judged)),
        ("by", None if expected.by is None else sorted(expected.by), sorted(outcome.by)),
        ("attribution", expected.attribution, outcome.attribution),
        ("row", expected.row, found.row),
        ("by_reading", expected.by_reading, readings_of(found.by_reading, short=_is_short(expected.by_reading))),
        ("exemption", expected.exemption, found.exemption),
        ("notices", None if expected.notices is None else sorted(expected.notices), sorted(found.notices)),
        ("sector", expected.sector, found.subject.sector),
        ("watched", expected.watched, found.watched),
        ("final", expected.final, found.final),
    ]
    yield from _differing(about, pairs)
    if expected.flips is not None and not _flips_fit(expected.flips, found.flips):
        says, had = ("; ".join(map(_flip_text, flips)) or "none" for flips in (expected.flips, found.flips))
        yield Difference(about=about, field="flips", expected=says, found=had)


def hinges_of(found: Finding, judged: Judged) -> list[str]:
    """All hinges as `CAUSE:ON`, sorted; `*` for the incident judged, other incidents by their first observation."""
    names = called(judged)
    if found.subject.kind == "incident":
        names[found.subject.id] = "*"
    texts = set[str]()
    for hinge in (*found.hinges, *found.attribution_hinges):
        on = hinge.on
        for incident, name in names.items():
            on = on.replace(incident, name)
        texts.add(f"{hinge.cause}:{on}")
    return sorted(texts)


def called(judged: Judged) -> dict[str, str]:
    """What stories call incidents: by their first observation."""
    return {one.id: min(one.observations, default=one.id) for one in judged.facts.incidents}


def readings_of(verdicts: Sequence[ReadingVerdict], *, short: bool) -> dict[str, str]:
    """Verdict by reading; a single open term may be left unnamed."""
    return {
        ", ".join(
            reading if short and len(one.readings) == 1 else f"{open_}={reading}"
            for open_, reading in sorted(one.readings.items())
        ): one.verdict
        for one in verdicts
    }


def line_of(found: Finding, judged: Judged) -> str:
    """A finding in one line."""
    by = f" [{', '.join(found.outcome.by)}]" if found.outcome.by else ""
    on = min((one.observations for one in judged.facts.incidents if one.id == found.subject.id), default=[])
    hinges = hinges_of(found, judged)
    tail = f" ← {', '.join(hinges)}" if hinges else ""
    where = min(on) if on else found.subject.place or found.subject.id
    return f"{found.term} · {where}: {found.outcome.verdict}{by} ({found.outcome.attribution}){tail}"


def step_differs(about: str, expected: ExpectedStep, found: Response, names: Mapping[str, str]) -> Iterator[Difference]:
    """Every field of an expected step that came out otherwise.

    Args:
        about: Procedure and step.
        expected: What must come out.
        found: The response.
        names: What stories call incidents.
    """
    if not expected.step:
        yield from _differing(about, [("state", expected.state, found.state)])
        return
    step = next((one for one in found.steps if one.step == expected.step), None)
    if step is None:
        known = ", ".join(one.step for one in found.steps)
        yield Difference(about=about, field="step", expected=expected.step, found=known)
        return
    due = expected.due if isinstance(expected.due, list) or expected.due is None else [expected.due]
    pairs: list[Pair] = [
        ("state", expected.state, step.state),
        ("due", None if due is None else sorted({_moment(one) for one in due}), _due(step)),
        ("if_silent", expected.if_silent, step.if_silent),
        ("hinges", sorted(set(expected.hinges)), sorted({names.get(one, one) for one in step.hinges})),
    ]
    yield from _differing(about, pairs)


def step_line(expected: ExpectedStep, found: Response) -> str:
    """A response, or the step of it that is meant, in one line."""
    step = next((one for one in found.steps if one.step == expected.step), None)
    if step is None:
        return f"{found.procedure}: {found.state}"
    due = ", ".join(_due(step)) or "no time"
    tail = f" ← {', '.join(sorted(set(step.hinges)))}" if step.hinges else ""
    return f"{found.procedure}.{step.step}: {step.state}, due {due}, {step.if_silent}{tail}"


def _due(step: StepState) -> list[str]:
    return sorted({_moment(one.due) for one in step.deadlines if one.due is not None})


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _differing(about: str, pairs: Sequence[Pair]) -> Iterator[Difference]:
    for field, expected, found in pairs:
        if expected is not None and expected != found:
            yield Difference(about=about, field=field, expected=_text(expected), found=_text(found))


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in sorted(value.items())) or "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value in (None, "") else str(value)


def _is_short(expected: Mapping[str, str] | None) -> bool:
    return expected is not None and not any("=" in reading for reading in expected)


def _flips_fit(expected: Sequence[ExpectedFlip], found: Sequence[Flip]) -> bool:
    by_open = {one.open: one for one in found}
    return by_open.keys() == {one.open for one in expected} and all(
        _within(getattr(one, field), getattr(by_open[one.open], field)) for one in expected for field in _TURNS
    )


def _within(expected: int | list[int] | None, found: int | None) -> bool:
    if isinstance(expected, list):
        return found is not None and expected[0] <= found <= expected[1]
    return expected in (None, found)


def _flip_text(flip: Flip | ExpectedFlip) -> str:
    figures = {says: getattr(flip, field) for field, says in _TURNS.items()}
    stated = [f"{says} {_figure(one)}" for says, one in figures.items() if one is not None]
    return f"{flip.open}: {', '.join(stated) or 'any'}"


def _figure(figure: int | list[int]) -> str:
    return "–".join(map(str, figure)) if isinstance(figure, list) else str(figure)
