"""`servanda commitments`: who promised what, what stands, who waits for whom, what an event would release."""

import sys
from typing import Any

import click

from servanda import commitments as stage
from servanda.cli.answer import Answer, give, write
from servanda.cli.asking import PLACE, asked, opened, question, shape_options
from servanda.cli.lazy import LazyGroup
from servanda.cli.naming import Called
from servanda.cli.showing import (
    awaited_says,
    circle_says,
    counted,
    counts_of,
    explained,
    labelled,
    labels_counted,
    listed_commitments,
    released,
    stood_table,
    tagged,
    waited,
    waiting_for,
    weak,
)
from servanda.cli.stamps import Stamps
from servanda.cli.watching import Watching
from servanda.cli.weighing import fields_of, together, weaknesses
from servanda.commitments.explain import explain as explanations
from servanda.wording import say

_APART = {
    "draw": ("servanda.cli.draw:draw_waiting", "Draw who waits for whom."),
    "template": ("servanda.cli.exchange:template", "Write empty sheets to be filled in."),
    "import": ("servanda.cli.exchange:import_", "Read filled-in sheets."),
    "export": ("servanda.cli.exchange:export", "Write a register as sheets, or as others can read it."),
}


@click.group(cls=LazyGroup, lazy=_APART)
def group() -> None:
    """Commitments: who promised what, and what stands."""


@group.command("list")
@PLACE
@shape_options
@click.option("--events", type=click.Path(exists=True, dir_okay=False), help="Events beside a list of commitments.")
def list_(place: str, shape: str, lang: str, events: str | None) -> None:
    """Write every commitment as it was recorded.

    Example: servanda commitments list cases/paris-2026 --format table
    """
    files = opened(place, events or "", lang)
    records = files.recorded
    tables = lambda: [listed_commitments(records, files.plan, Called(place))]  # noqa: E731 - made only if asked for
    answer = Answer("commitments list", {"commitments": records}, tables, None, [counted(records)])
    write(answer, files, (shape or "lines", lang), Stamps(files.exercise))


@group.command()
@question
@click.option("--labels", is_flag=True, help="Only how each stands, without reasons: for large registers.")
def stand(place: str, *, labels: bool, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say of every commitment how it stands, and why.

    Example: servanda commitments stand cases/paris-2026 --assume peace-agreement=true
    """
    found = asked(place, options)
    register, view = found.files.register, found.view
    with Watching(found.lang) as watching:
        stood = labelled(register, view) if labels else stage.why_each(register, view, watching)
    counts = counts_of(stood)
    parts, says = {"commitments": stood}, [labels_counted(counts)]
    give(found, Answer("commitments stand", parts, lambda: [stood_table(stood, Called(place))], None, says, counts))


@group.command()
@question
@click.argument("commitments", nargs=-1)
@click.option("--desk", is_flag=True, help="Also whose departure would fell it: for the desk only.")
def explain(place: str, commitments: tuple[str, ...], *, desk: bool, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say everything about some promises, or all: label, rung, needs, what signal is awaited from whom, the circle.

    Example: servanda commitments explain cases/paris-2026 FRA-LAND
    """
    found = asked(place, options)
    called = Called(place)
    with Watching(found.lang) as watching:
        reasons = explanations(found.files.register, found.view, commitments, desk=desk, progress=watching)
    says = [say("doors.desk-only")] if desk else []
    if not commitments:
        says.append(labels_counted(counts_of([one.why for one in reasons])))
    elif found.shape != "table":
        says += [one.why.says for one in reasons]
        says += [awaited_says(fact, called) for fact, _names in waiting_for(reasons)]
    give(found, Answer("commitments explain", {"commitments": reasons}, lambda: explained(reasons, called), None, says))


@group.command()
@question
def waits(place: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say who waits for whom, and where everyone waits for everyone.

    Example: servanda commitments waits cases/paris-2026
    """
    found = asked(place, options)
    register, view = found.files.register, found.view
    called = Called(place)
    rings = stage.circles(register, view)
    circles = [tagged("circle", ring) for ring in rings]
    edges = [tagged("wait", wait) for wait in stage.waits(register, view)]
    says = [circle_says(ring.providers, ring.commitments, called) for ring in rings]
    parts = {"circles": circles, "waits": edges}
    give(found, Answer("commitments waits", parts, lambda: waited(circles, edges, register, called), None, says))


@group.command()
@question
@click.argument("event")
def release(place: str, event: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say what an event would release, under each reading, and what would still be missing.

    Example: servanda commitments release cases/paris-2026 us-signal
    """
    found = asked(place, options)
    chosen = [] if found.view.reading == stage.STATED else [found.view.reading]
    releases = stage.released_by(found.files.register, found.view, event, chosen)
    says = [{lang: f"{one.reading}: {text}" for lang, text in one.says.items()} for one in releases]
    answer = Answer(
        "commitments release", {"releases": releases}, lambda: [released(releases, Called(place))], None, says
    )
    give(found, answer)


@group.command()
@question
def lint(place: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Say what is weak in a register and its plan, where, and how to mend it; exit 1 if something is wrong.

    Example: servanda commitments lint cases/paris-2026
    """
    found = asked(place, options)
    lints = weaknesses(found.files, found.view)
    groups = together(lints)
    says = [] if found.shape == "table" else [one.sentence for one in groups]
    parts = {"lints": [fields_of(one) for one in lints]}
    give(found, Answer("commitments lint", parts, lambda: [weak(groups)], None, says))
    if found.files.rejections or any(one.severity == "error" for one in lints):
        sys.exit(1)
