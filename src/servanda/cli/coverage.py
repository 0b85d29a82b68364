"""`servanda coverage`: do the promises add up to the plan."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, get_args

import click

from servanda import coverage as stage
from servanda.cli.answer import Answer, as_one, give, view_of
from servanda.cli.asking import Asked, asked, question, refuse_strangers
from servanda.cli.coverage_tables import (
    alone,
    caveats,
    closed_in_words,
    closure_tables,
    covered,
    curved,
    cuts_in_order,
    fall_says,
    fallen,
    has_numbers,
    placed,
    worst_says,
    worst_tables,
)
from servanda.cli.desk import OUT, refuse_export, to_file
from servanda.cli.lazy import LazyGroup
from servanda.cli.naming import Called
from servanda.cli.showing import in_plan
from servanda.cli.stamps import tell
from servanda.cli.watching import Watching
from servanda.cli.weighing import say_weaknesses
from servanda.records.guarantees import GivenView
from servanda.records.plan import Cut
from servanda.records.record import Wording
from servanda.wording import say

K = click.option("--k", type=click.IntRange(0), default=1, show_default=True, help="How many may leave.")
COUNTING = click.option(
    "--counting",
    type=click.Choice(get_args(stage.Counting)),
    default="secured",
    show_default=True,
    help="What counts as met: credible promises; also circles; also what waits.",
)


_APART = {"draw": ("servanda.cli.draw:draw_plan", "Draw the matrix of the plan, or the credibility curve.")}


@click.group(cls=LazyGroup, lazy=_APART)
def group() -> None:
    """Coverage: the plan against the promises."""


@group.command()
@question
@click.option("--shares", is_flag=True, help="Also a division that gives every requirement what is called met.")
def show(place: str, *, shares: bool, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say of every requirement what is secured, mutual, possible and missing, with certificates.

    Example: servanda coverage show cases/exercise-meridian --format table
    """
    found = asked(place, options)
    plan, register = found.plan, found.files.register
    coverage = stage.assess(plan, register, found.view)
    say_weaknesses(found)
    parts: dict[str, Sequence[Any]] = {"cells": coverage.cells, "cuts": coverage.cuts}
    if shares:
        parts["shares"] = stage.allocation(stage.instance_of(plan, register, found.view), "possible")
    says = [_short(found, cut) for cut in cuts_in_order(plan, coverage.cuts)]
    give(found, Answer("coverage show", parts, lambda: covered(plan, coverage), None, says, {"plan": coverage.plan}))


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
    called = Called(place)
    tables, says = partial(fallen, found.plan, fall, called), [fall_says(fall, called)]
    if len(found.view.withdrawn | {provider}) > 1:
        tell(found, say("doors.desk-only"))
    give(found, Answer("coverage without", {}, tables, fall, says, gone=[provider]))


@group.command()
@question
def curve(place: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say how much is covered if only promises of some firmness count, rung by rung.

    Example: servanda coverage curve cases/exercise-meridian --format table
    """
    found = asked(place, options)
    with Watching(found.lang) as progress:
        points = stage.credibility_curve(found.plan, found.files.register, found.view, progress=progress)
    says = _untabled(found) if has_numbers(found.plan) else caveats(found.plan)
    give(found, Answer("coverage curve", {"points": points}, partial(curved, found.plan, points), None, says))


@group.command()
@question
@K
@COUNTING
@OUT
def worst(place: str, k: int, counting: stage.Counting, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say which absence of 0, 1, … K guarantors leaves most unmet, with all that falls with them. Desk only.

    Example: servanda coverage worst cases/exercise-meridian --k 2 --format table
    """
    found = _at_desk(place, options)
    instance = stage.instance_of(found.plan, found.files.register, found.view)
    with Watching(found.lang) as progress:
        answer = stage.worst_losses(instance, k, counting=counting, progress=progress)
    says = [*worst_says(answer), *_untabled(found), *([] if answer.proven else [say("doors.stopped")])]
    tables = partial(worst_tables, found.plan, answer, Called(place))
    _give_at_desk(found, Answer("coverage worst", {}, tables, answer, says), options)


@group.command()
@question
@COUNTING
@OUT
def single(place: str, counting: stage.Counting, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say whose leaving alone breaks something, and what. Desk only.

    Example: servanda coverage single cases/exercise-meridian --format table
    """
    found = _at_desk(place, options)
    instance = stage.instance_of(found.plan, found.files.register, found.view)
    with Watching(found.lang) as progress:
        points = stage.single_points(instance, counting=counting, progress=progress)
    tables = partial(alone, found.plan, points, Called(place))
    says = _untabled(found) if points else [say("doors.nobody-alone")]
    _give_at_desk(found, Answer("coverage single", {"points": points}, tables, None, says), options)


@group.command()
@question
@K
@COUNTING
@OUT
def close(place: str, k: int, counting: stage.Counting, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say which further pledges close the gap most cheaply, whoever of any K leaves; exit 1 if none do. Desk only.

    Example: servanda coverage close cases/exercise-meridian --k 1 --format table
    """
    found = _at_desk(place, options)
    instance = stage.instance_of(found.plan, found.files.register, found.view)
    with Watching(found.lang) as progress:
        answer = stage.close_gap(instance, k, counting=counting, progress=progress)
    says = [*closed_in_words(found.plan, answer), *([] if answer.proven else [say("doors.stopped")])]
    tables = partial(closure_tables, found.plan, answer, Called(place))
    whole = {"closed": answer.closed}
    _give_at_desk(found, Answer("coverage close", {}, tables, answer, says, whole), options)
    if not answer.closed:
        sys.exit(1)


@group.command()
@question
@COUNTING
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=30.0, show_default=True, help="Longest search.")
def place(place: str, counting: stage.Counting, seconds: float, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Place promises that go whole, stay where they are, or are limited by lift; exit 1 if something stays missing.

    Exit 1 also if a lift limit was not taken.

    Example: servanda coverage place cases/exercise-meridian --format table
    """
    found = asked(place, options)
    instance = stage.instance_of(found.plan, found.files.register, found.view)
    with Watching(found.lang) as progress:
        answer = stage.place_whole(instance, counting=counting, seconds=seconds, progress=progress)
    says = [say("doors.placed", missing=answer.missing, bound=answer.bound)] if has_numbers(found.plan) else []
    says += caveats(found.plan)
    says += [] if answer.proven else [say("doors.stopped")]
    refused = found.files.limits_refused
    if refused:
        answer = replace(answer, proven=False)
        says.append(say("doors.lift-refused", n=refused))
    give(found, Answer("coverage place", {}, lambda: placed(found.plan, answer), answer, says))
    if answer.missing or refused:
        sys.exit(1)


def _at_desk(place: str, options: Mapping[str, Any]) -> Asked:
    refuse_export(options["out"])
    return asked(place, options)


def _give_at_desk(found: Asked, answer: Answer, options: Mapping[str, Any]) -> None:
    tell(found, say("doors.desk-only"))
    if options["out"] is None:
        give(found, answer)
    else:
        to_file(options["out"], as_one(answer, found.files, view_of(found)))


def _untabled(found: Asked) -> list[Wording]:
    """What must be known of sums; in tables it stands below them."""
    return [] if found.shape == "table" else caveats(found.plan)


def _short(found: Asked, cut: Cut) -> Wording:
    """A certificate in one sentence."""
    plan, view = found.plan, found.view
    whole = view.floor == "signalled" and not view.withdrawn and not view.assume
    key = "coverage.cut" if cut.supply else "coverage.cut-nothing" if whole else "coverage.cut-nothing-counted"
    function, phase = in_plan(plan.functions, cut.function), in_plan(plan.phases, cut.phase)
    sectors = [in_plan(plan.sectors, sector) for sector in cut.sectors]
    return say(key, function=function, phase=phase, sectors=sectors, demand=cut.demand, supply=cut.supply)
