"""`servanda brief`, and what `servanda statements` derives from the accepted statements of a case."""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import msgspec

from servanda.cli.moments import moment_of, size_or_moment
from servanda.reports.formats import full, same
from servanda.reports.page import Page, Part
from servanda.reports.render import one_page_of
from servanda.reports.said import (
    Told,
    as_json,
    as_text,
    brief_of,
    card_of,
    grid_csv,
    grid_of,
    islands_of,
    relations_of,
    sequence_of,
)
from servanda.runs.told import told_of
from servanda.statements.exports import FORMS, Exported, export

_ANSWER_NO = 1
_CASE = click.argument("case", type=click.Path(path_type=Path, file_okay=False))
_AS_OF = click.option(
    "--as-of", "as_of", type=size_or_moment, metavar="SIZE|TIME", help="Size of the ledger or moment to look from."
)
_LANG = click.option("--lang", type=click.Choice(["uk", "en"]), default="uk", show_default=True, help="Language.")


def _asked(*forms: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Options that all of them take; the first form is the default."""

    def wrap(command: Callable[..., None]) -> Callable[..., None]:
        choice = click.Choice(forms)
        form = click.option("--format", "form", type=choice, default=forms[0], show_default=True, help="For whom.")
        return _CASE(_AS_OF(_LANG(form(command))))

    return wrap


@click.command(epilog="Example: servanda brief cases/paris-2026 --since 2026-01-07 --lang en")
@click.option("--since", default="", metavar="DATE|TIME", help="Tell what changed since then.")
@_asked("text", "html", "json")
def brief(case: Path, since: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Write on one page what is agreed, claimed, awaited, open, and what changed; each sentence with its places."""
    told = Told(told_of(case, options["as_of"]))
    _write(told, "said", brief_of(told, _since(since, told.names.zone)), options)


@click.command(epilog="Example: servanda statements grid cases/paris-2026 --format csv")
@_asked("text", "html", "json", "csv")
def grid(case: Path, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show who takes which position on which matter, with certainty, chain and newest date."""
    told = Told(told_of(case, options["as_of"]))
    if options["form"] == "csv":
        click.echo(grid_csv(told, options["lang"]), nl=False)
        return
    _write(told, "grid", grid_of(told, crossed=options["form"] == "html"), options)


@click.command(epilog="Example: servanda statements islands cases/paris-2026 --lang en")
@_asked("text", "html", "json")
def islands(case: Path, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show agreed and contested facts, positions that meet and that part; nothing is recommended."""
    told = Told(told_of(case, options["as_of"]))
    _write(told, "islands", islands_of(told), options)


@click.command(epilog="Example: servanda statements sequence cases/paris-2026 --lang en")
@_asked("text", "html", "json")
def sequence(case: Path, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show who waits for whom, what for what, and which open question stands in the way; derived, and marked so."""
    told = Told(told_of(case, options["as_of"]))
    _write(told, "sequence", sequence_of(told), options)


@click.command(epilog="Example: servanda statements relations cases/paris-2026 --lang en")
@_asked("text", "html", "json")
def relations(case: Path, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show what contradicts, corroborates, repeats, narrows, answers, closes or takes the place of what."""
    told = Told(told_of(case, options["as_of"]))
    _write(told, "relations", relations_of(told), options)


@click.command(epilog="Example: servanda statements card cases/paris-2026 st-8110775e6c82")
@_asked("text", "html", "json")
@click.argument("statement")
def card(case: Path, statement: str, **options: Any) -> None:  # noqa: ANN401 - click's options
    """Show how many speak for a claim, through how many channels, what nobody saw, what the headline adds."""
    told = Told(told_of(case, options["as_of"]))
    _write(told, "card", card_of(told, statement), options)


@click.command("export", epilog="Example: servanda statements export cases/paris-2026 --to ftm > entities.jsonl")
@_CASE
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="Format.")
@_AS_OF
def export_(case: Path, form: str, as_of: int | datetime | None) -> None:
    """Write the accepted statements for other tools: FollowTheMoney, W3C annotations, PLOVER, CSV, rDNA."""
    dossier = told_of(case, as_of)
    known = Exported(
        case=dossier.case.id,
        statements=dossier.statements,
        sources=dossier.sources,
        texts=dossier.texts,
    )
    click.echo(export(known, form), nl=False)


@click.command(epilog="Example: servanda statements support cases/paris-2026")
@_CASE
@_AS_OF
def support(case: Path, as_of: int | datetime | None) -> None:
    """List what the register asserts and the accepted statements it rests on; exit 1 if something rests on none."""
    found = Told(told_of(case, as_of)).backing
    for one in found:
        click.echo(
            msgspec.json.encode({"kind": one.asserted.kind, "id": one.asserted.id, "statements": one.statements})
        )
    bare = sum(1 for one in found if not one.statements)
    click.echo(f"{len(found)} assertions, {bare} without an accepted statement", err=True)
    if bare:
        sys.exit(_ANSWER_NO)


def _since(text: str, zone: str) -> datetime | None:
    """A moment, or the beginning of a day in the zone of the case."""
    if not text:
        return None
    if "T" in text or " " in text:
        return moment_of(text)
    return moment_of(f"{text}T00:00:00+00:00").replace(tzinfo=ZoneInfo(zone))


def _write(told: Told, kind: str, parts: Sequence[Part], options: dict[str, Any]) -> None:
    lang, form = options["lang"], options["form"]
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(as_json(told, parts, lang)), indent=2))
    elif form == "html":
        title = full(told.dossier.case.title, told.dossier.case.id) or same(told.dossier.case.id)
        page = Page(stem=kind, kind=kind, title=title, parts=tuple(parts))
        click.echo(one_page_of(page, told.dossier, lang), nl=False)
    else:
        click.echo(as_text(told, parts, lang), nl=False)
