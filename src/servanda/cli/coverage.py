"""`servanda coverage`: do the promises add up to the plan."""

from collections.abc import Sequence
from typing import Any

import click

from servanda import coverage as stage
from servanda.cli.answer import Answer, give
from servanda.cli.asking import asked, question, refuse_strangers
from servanda.cli.coverage_tables import covered, fallen, in_plan
from servanda.cli.weighing import say_weaknesses
from servanda.records.guarantees import GivenView
from servanda.records.plan import Cut, Plan
from servanda.records.record import Wording
from servanda.wording import say


@click.group()
def group() -> None:
    """Coverage: the plan against the promises."""


@group.command()
@question
def show(place: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say of every requirement what is secured, mutual, possible and missing, with certificates.

    Example: servanda coverage show cases/exercise-meridian --format table
    """
    found = asked(place, options)
    coverage = stage.assess(found.plan, found.files.register, found.view)
    say_weaknesses(found)
    parts: dict[str, Sequence[Any]] = {"cells": coverage.cells, "cuts": coverage.cuts}
    says = [_short(found.plan, cut) for cut in coverage.cuts]
    give(found, Answer("coverage show", parts, lambda: covered(found.plan, coverage), says, {"plan": coverage.plan}))


@group.command()
@question
@click.argument("provider")
def without(place: str, provider: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say what falls if one guarantor leaves.

    Example: servanda coverage without cases/exercise-meridian EX-CEDAR
    """
    found = asked(place, options)
    refuse_strangers(found.files, GivenView(without=[provider]))
    fall = stage.falls_without(found.plan, found.files.register, found.view, provider)
    give(found, Answer("coverage without", {"falls": [fall]}, lambda: fallen(fall), [fall.says]))


def _short(plan: Plan, cut: Cut) -> Wording:
    """A certificate in one sentence."""
    key = "coverage.cut" if cut.supply else "coverage.cut-nothing"
    function, phase = in_plan(plan.functions, cut.function), in_plan(plan.phases, cut.phase)
    sectors = [in_plan(plan.sectors, sector) for sector in cut.sectors]
    return say(key, function=function, phase=phase, sectors=sectors, demand=cut.demand, supply=cut.supply)
