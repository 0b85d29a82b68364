"""`servanda statements score` and `agree`: the reader against a gold, and two annotations against each other."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from servanda.adapters.gold_sets import Annotated, GoldSet, read_gold
from servanda.cli.tables import Cell, Table, lines_of
from servanda.errors import InputError
from servanda.records.record import Wording
from servanda.statements.gold.agreement import Agreed, agreement
from servanda.statements.gold.answering import answer, source_of
from servanda.statements.gold.errors import differences
from servanda.statements.gold.regions import within_region
from servanda.statements.gold.scores import DocumentScore, scored
from servanda.statements.gold.totals import ON_MATCHED, Figure, Group, groups_of
from servanda.wording import languages, say

TEXTS = click.option(
    "--texts",
    type=click.Path(path_type=Path),
    default=Path("../shared/data"),
    show_default=True,
    help="Folder of texts that are not ours: SET/statements.jsonl.",
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["people", "json"]), default="people", show_default=True, help="For whom."
)
LANG = click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language.")
SET = click.Path(path_type=Path, exists=True)


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What `score` answers in JSON."""

    groups: list[Group]
    documents: list[str]
    skipped: list[tuple[str, str]]
    """Documents whose text is not here, and where it is from."""
    broken: list[tuple[str, str, str]]
    """Document, item and reason of everything asserted that must not be."""
    corrections: int


@click.command()
@click.argument("gold", type=SET)
@click.option("--answers", type=SET, help="Answers of another reader, in the same format, instead of ours.")
@click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    default=Path("gold/seed-corrections.yaml"),
    show_default=True,
    help="Corrections of an annotation, applied if they are about its text.",
)
@click.option("--errors", is_flag=True, help="Also where answer and gold differ; refused for texts of the split test.")
@TEXTS
@FORMAT
@LANG
def score(**options: Any) -> None:  # noqa: ANN401 - as click hands them over
    """Measure the reader against annotated texts, layer by layer.

    Example: servanda statements score gold/dev
    """
    asked = read_gold(options["gold"], options["texts"], options["corrections"])
    given = _given(options["answers"], options["texts"])
    scores = [_score(one, given) for one in asked.documents if given is None or one.name in given]
    report = _report(asked, scores)
    if options["errors"]:
        _tell_differences(asked, given)
        return
    if options["form"] == "json":
        click.echo(msgspec.json.encode(report))
        return
    for line in _lines(report, scores, options["lang"]):
        click.echo(line)


@click.command()
@click.argument("first", type=SET)
@click.argument("second", type=SET)
@TEXTS
@FORMAT
@LANG
def agree(first: Path, second: Path, texts: Path, form: str, lang: str) -> None:
    """Say how far two annotations of the same texts agree.

    Example: servanda statements agree gold/dev gold/second
    """
    ones, twos = (read_gold(path, texts) for path in (first, second))
    others = {one.name: one for one in twos.documents}
    both = [(one.gold, others[one.name].gold, one.text) for one in ones.documents if one.name in others]
    alone = sorted({one.name for one in ones.documents} ^ set(others))
    measures = agreement(both)
    if form == "json":
        click.echo(msgspec.json.encode({"documents": len(both), "only_one": alone, "measures": measures}))
        return
    for line in lines_of(_agreed(measures, len(both)), lang):
        click.echo(line)
    for name in alone:
        click.echo(say("scores.agree-only", name=name)[lang])


def _given(answers: Path | None, texts: Path) -> dict[str, dict[str, Any]] | None:
    """Answers of another reader by the name of their text; none if our own reader is asked."""
    return {one.name: one.gold for one in read_gold(answers, texts).documents} if answers else None


def _tell_differences(asked: GoldSet, given: dict[str, dict[str, Any]] | None) -> None:
    """One JSON line for each difference.

    Raises:
        InputError: `gold-held-out`.
    """
    for one in asked.documents:
        if one.gold["document"].get("split") == "test":
            raise InputError(
                "gold-held-out",
                f"'{one.name}' is kept for testing: whoever sees its errors can tune to them.",
                hint="Look at the texts of gold/dev.",
            )
        heard = _heard(one, given)
        for row in differences(one.gold, heard, one.text):
            click.echo(msgspec.json.encode({"document": one.name, **msgspec.structs.asdict(row)}))


def _heard(one: Annotated, given: dict[str, dict[str, Any]] | None) -> dict[str, Any]:
    """What a reader says about a text, in the part that was annotated."""
    heard = answer(one.text, source_of(one.gold)) if given is None else given[one.name]
    return within_region(heard, one.gold)


def _score(one: Annotated, given: dict[str, dict[str, Any]] | None) -> DocumentScore:
    heard = _heard(one, given)
    scored_one = scored(one.gold, heard, one.text)
    return DocumentScore(one.name, scored_one.lang, scored_one.ours, scored_one.layers, scored_one.broken)


def _report(asked: GoldSet, scores: Sequence[DocumentScore]) -> Report:
    return Report(
        groups=groups_of(scores),
        documents=[one.name for one in scores],
        skipped=asked.skipped,
        broken=[(one.name, item, why) for one in scores for item, why in one.broken],
        corrections=sum(one.corrections for one in asked.documents),
    )


def _lines(report: Report, scores: Sequence[DocumentScore], lang: str) -> Iterator[str]:
    if scores:
        yield from lines_of(_whole(report.groups[0], scores), lang)
    else:
        yield say("scores.nothing")[lang]
    if len(report.groups) > 1:
        yield ""
        yield from lines_of(_side_by_side(report.groups), lang)
    notes = [say("scores.broken", name=name, item=item, why=why) for name, item, why in report.broken]
    notes += [say("scores.skipped", name=name, why=why) for name, why in report.skipped]
    notes += [say("scores.corrections", n=report.corrections)] if report.corrections else []
    yield from [""] if notes else []
    yield from (note[lang] for note in notes)


def _whole(group: Group, scores: Sequence[DocumentScore]) -> Table:
    """The figures of all documents, with intervals."""
    ours = sum(one.ours for one in scores)
    heads = ("layer", "value", "interval", "precision", "recall", "of", "given", "bar")
    return Table(
        heads=[say(f"scores.head-{name}") for name in heads],
        rows=[_row(one) for one in group.figures],
        title=say("scores.title", n=group.documents, ours=ours, others=group.documents - ours),
    )


def _row(one: Figure) -> list[Cell]:
    given = str(one.given) if one.kind == "f1" else ""
    bar: Cell = say(f"scores.{one.bar}") if one.bar else ""
    value: Cell = _absent(one.layer) if one.value is None else _share(one.value)
    within = f"{_share(one.low)}–{_share(one.high)}" if one.low is not None and one.high is not None else ""
    counts = f"{one.hit}/{one.asked}"
    return [_name(one.layer), value, within, _share(one.precision), _share(one.recall), counts, given, bar]


def _absent(layer: str) -> Wording:
    return say("scores.no-match" if layer in ON_MATCHED else "scores.no-item")


def _side_by_side(groups: Sequence[Group]) -> Table:
    """Groups in columns."""
    layers = [one.layer for one in groups[0].figures]
    found = [{one.layer: one.value for one in group.figures} for group in groups]
    names = [_with_number(group) for group in groups]
    return Table(
        heads=[say("scores.head-layer"), *names],
        rows=[[_name(layer), *(_share(group[layer]) for group in found)] for layer in layers],
        title=say("scores.groups-title"),
    )


def _with_number(group: Group) -> Wording:
    return {lang: f"{name} ({group.documents})" for lang, name in say(f"scores.group-{group.name}").items()}


def _name(layer: str) -> Wording:
    return say(f"scores.layer-{layer.replace('.', '-')}")


def _share(value: int | None) -> str:
    """Parts per million as a share of one with three digits; nothing for none."""
    return "" if value is None else f"{value / 1_000_000:.3f}"


def _agreed(measures: Sequence[Agreed], documents: int) -> Table:
    return Table(
        heads=[say("scores.agree-measure"), say("scores.agree-value"), say("scores.agree-of")],
        rows=[
            [say(f"scores.agree-{one.measure.replace('.', '-')}"), _share(one.value), str(one.of)] for one in measures
        ],
        title=say("scores.agree-title", n=documents),
    )
