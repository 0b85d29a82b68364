"""`servanda coverage`: do the promises add up to the plan."""

import click

from servanda import coverage as stage
from servanda.cli.commitments import LANG, Asked, asked, line, view_options
from servanda.errors import NotFound
from servanda.records.plan import Plan
from servanda.wording import say

CASE = click.argument("case")


@click.group()
def group() -> None:
    """Coverage: the plan against the promises."""


@group.command()
@CASE
@view_options
@LANG
def show(case: str, lang: str, **options: object) -> None:
    """Say of every requirement what is secured, mutual, possible and missing, with certificates.

    Example: servanda coverage show cases/exercise-meridian
    """
    found = asked(case, options)
    coverage = stage.assess(_plan(case, found), found.files.register, found.view)
    for cell in coverage.cells:
        line(cell)
    for cut in coverage.cuts:
        line(cut)
        key = "coverage.cut" if cut.supply else "coverage.cut-nothing"
        numbers = {"demand": cut.demand, "supply": cut.supply}
        says = say(key, function=cut.function, phase=cut.phase, sectors=cut.sectors, **numbers)
        click.echo(says[lang], err=True)


@group.command()
@CASE
@click.argument("provider")
@view_options
@LANG
def without(case: str, provider: str, lang: str, **options: object) -> None:
    """Say what falls if one guarantor leaves.

    Example: servanda coverage without cases/exercise-meridian EX-CEDAR
    """
    found = asked(case, options)
    fall = stage.falls_without(_plan(case, found), found.files.register, found.view, provider)
    line(fall)
    click.echo(fall.says[lang], err=True)


def _plan(case: str, found: Asked) -> Plan:
    if found.files.plan is None:
        raise NotFound("plan-not-found", f"'{case}' holds no plan.yaml.", hint="Name a case folder with a plan.")
    return found.files.plan
