"""`servanda findings scenarios`: stories with their expected findings, run and compared."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec

from servanda.adapters import agreements as agreement_files
from servanda.adapters import bytes_in
from servanda.adapters.scenarios import Scenario, read_scenarios
from servanda.cli.piped import MOST_OF_TEXT, bytes_of
from servanda.errors import NotFound
from servanda.plain import MAX_BYTES
from servanda.records.agreement import Agreement
from servanda.records.scenario import Scored
from servanda.runs.scenarios import instruments_of, run_scenario
from servanda.wording import languages, say


@click.command(epilog="Example: servanda findings scenarios agreements/_template --format people")
@click.argument("agreement", type=click.Path(path_type=Path, exists=True))
@click.argument("file", required=False, type=click.Path(path_type=str))
@click.option("--format", "form", type=click.Choice(["json", "people"]), default="json", show_default=True)
@click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language.")
def command(agreement: Path, file: str | None, *, form: str, lang: str) -> None:
    """Run stories (docs/scenarios.md) against the instruments of a folder or file; exit 1 if a case fails.

    FILE is one file of stories, or - for standard input; without it every file in the folder `scenarios` beside the
    instruments is run.
    """
    instruments = agreement_files.load(str(agreement))
    folder = agreement if agreement.is_dir() else agreement.parent
    cases = list(_cases(folder, file))
    failed = 0
    for case in cases:
        scored = run_scenario(case, instruments_of(case, folder, instruments))
        failed += not scored.passed
        if form == "json":
            click.echo(msgspec.json.encode(scored))
        else:
            click.echo("\n".join(_lines(scored, instruments, lang)))
    click.echo(say("doors.scenarios_run", n=len(cases), failed=failed)[lang], err=True)
    if failed:
        sys.exit(1)


def _cases(folder: Path, file: str | None) -> Iterator[Scenario]:
    if file == "-":
        yield from read_scenarios(bytes_of(sys.stdin.buffer, "-", MOST_OF_TEXT), "-")
        return
    files = [Path(file)] if file else sorted((folder / "scenarios").glob("*.yaml"))
    if not files:
        hint = "Name a file of stories, or put one into that folder; docs/scenarios.md shows how."
        raise NotFound("scenarios-not-found", f"'{folder / 'scenarios'}' holds no stories.", hint=hint)
    for one in files:
        raw = bytes_in(one.parent, one.name, MAX_BYTES + 1)
        if raw is None:
            raise NotFound("scenarios-not-found", f"There is no file '{one}'.", hint="Check the path.")
        yield from read_scenarios(raw, one.name)


def _lines(scored: Scored, instruments: Sequence[Agreement], lang: str) -> Iterator[str]:
    """One case for people; for a failure what was expected and what was found."""
    exercise = any(name.startswith("EX-") for one in instruments for name in one.parties)
    mark = say("findings.exercise")[lang] if exercise else ""
    word = say("doors.scenario_passed" if scored.passed else "doors.scenario_failed")[lang]
    yield f"{mark}{word} · {scored.story} · {scored.case} [{scored.place}]"
    for one in scored.differences:
        said = say("doors.scenario_differs", about=one.about, field=one.field, expected=one.expected, found=one.found)
        yield f"{mark}    {said[lang]}"
    if not scored.passed:
        for found in scored.found:
            yield f"{mark}    {say('doors.scenario_found', found=found)[lang]}"
