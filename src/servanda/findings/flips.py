"""Flip points: where a number that is not agreed yet turns the verdict, if nothing else could."""

from collections.abc import Iterator
from dataclasses import replace

from servanda.findings.gauge import Gauge
from servanda.findings.matter import matter_of
from servanda.findings.numbers import lasting
from servanda.findings.prohibition import Case, case_of
from servanda.findings.question import Question
from servanda.findings.verdicts import diagram_of, verdict_of
from servanda.logic import flip_point
from servanda.records.finding import Flip, Verdict
from servanda.records.record import Wording
from servanda.wording import say

_TURNS = {"breached", "kept"}


def flips_of(case: Case) -> list[Flip]:
    """Where each open number turns the verdict of a case; only if nothing else could.

    A number that is compared with several things has no single figure, least of all where one of them was never
    measured; one that bears on nothing turns nothing.
    """
    gauges, unmeasured = set(case.breach.all_gauges()), set(_unmeasured(case.breach))
    names = [*(each.open for each in gauges), *unmeasured]
    alone = [each for each in sorted(gauges, key=lambda each: each.open) if names.count(each.open) == 1]
    return [flip for gauge in alone if gauge.low >= 0 and (flip := _flip(gauge, case)) is not None]


def _unmeasured(question: Question) -> Iterator[str]:
    """Open numbers that a question compares with something nobody measured."""
    measured = {each.open for each in question.gauges}
    for name, hinge in question.hinges:
        if name.startswith("open:") and hinge.on not in measured:
            yield hinge.on
    for part in question.parts:
        yield from _unmeasured(part)


def _flip(gauge: Gauge, case: Case) -> Flip | None:
    below, above = (_assuming(gauge.open, case, holds=holds) for holds in (not gauge.rises, gauge.rises))
    if {below, above} != _TURNS:
        return None
    point = flip_point(gauge.low, gauge.high)
    if above == "breached":
        says = _says(gauge, "flip", point.kept_up_to, point.breached_above)
        return Flip(
            open=gauge.open,
            unit=gauge.unit,
            kept_up_to=point.kept_up_to,
            breached_above=point.breached_above,
            says=says,
        )
    step = 1 if gauge.unit == "s" else 0  # a time is said from where it is kept, a number or distance up to there
    says = _says(gauge, "flip_lenient", gauge.low + step, gauge.high + step)
    return Flip(
        open=gauge.open,
        unit=gauge.unit,
        kept_from=gauge.high + 1,
        breached_below=gauge.low + 1,
        says=says,
    )


def _assuming(name: str, case: Case, *, holds: bool) -> Verdict:
    """The verdict if every comparison with an open number held, or failed."""
    matter = case.matter
    docket = replace(matter.docket, assumed={name: holds})
    return verdict_of(diagram_of(case_of(matter_of(matter.term, matter.incident, docket))))


def _says(gauge: Gauge, key: str, low: int, high: int) -> Wording:
    extent = "exact" if low == high else "range"
    if gauge.unit == "m":
        return say(f"findings.{key}_{extent}", low=low, high=high)
    if gauge.unit == "s":
        return say(f"findings.{key}_time_{extent}", low=lasting(low), high=lasting(high))
    return say(f"findings.{key}_count_{extent}", low=low, high=high)
