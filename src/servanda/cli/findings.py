"""`servanda findings …`: terms judged on facts, and why."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from servanda import findings as stage
from servanda.cli import scenarios
from servanda.cli.facts import Asked, asked_of, distinct_rejections, tell_doubts, tell_rejections
from servanda.cli.issuing import errata_command, issue_command
from servanda.cli.listed import listed
from servanda.cli.moments import moment_of, size_or_moment
from servanda.cli.of_case import OfCase, moment_only, of_case
from servanda.cli.replied import parties_say
from servanda.errors import NotFound
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.time import Interval
from servanda.reports.decided import Decided
from servanda.reports.decision import decision, page_of, title_of
from servanda.runs.doubts import doubts
from servanda.runs.judging import Judged
from servanda.wording import languages, say

AGREEMENT = click.argument("agreement", type=click.Path(path_type=Path, exists=True))
FACTS = click.argument("facts", type=click.File("rb"), required=False)
WORDS = click.argument("words", metavar="[FACTS] FINDING", nargs=-1, required=True)
AS_OF = click.option(
    "--as-of",
    type=size_or_moment,
    metavar="SIZE|TIME",
    help="Moment for which is judged [default: that of the document or case]; for a case also a size of its ledger.",
)
PAGE = click.option(
    "--format", "form", type=click.Choice(["json", "people", "html"]), default="people", show_default=True
)
FORMAT = click.option("--format", "form", type=click.Choice(["json", "people"]), default="json", show_default=True)
LANG = click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language.")


def window_of(text: str) -> Interval:
    """A half-open time written as `BEGIN/END`, both instants with their zone.

    Raises:
        click.BadParameter: it is no such pair, or ends before it begins.
    """
    begin, slash, end = text.partition("/")
    if not slash:
        says = f"'{text}' is not a window; write it like 2031-03-14T00:00Z/2031-03-15T00:00Z."
        raise click.BadParameter(says)
    try:
        return Interval(start=moment_of(begin), end=moment_of(end))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


WINDOW = click.option(
    "--window",
    type=window_of,
    metavar="BEGIN/END",
    help="Time over which silence is judged [default: that of the document, or none].",
)


@click.group()
def group() -> None:
    """Judge terms: kept, breached, undetermined, not in force."""


@group.command(
    epilog="Example: servanda findings judge agreements/X facts.json --as-of 2031-03-15T06:00Z"
    " --window 2031-03-14T00:00Z/2031-03-15T00:00Z --format people"
)
@AGREEMENT
@FACTS
@AS_OF
@WINDOW
@FORMAT
@LANG
def judge(  # noqa: PLR0913 - one parameter an option
    agreement: Path,
    facts: BinaryIO | None,
    *,
    as_of: int | datetime | None,
    window: Interval | None,
    form: str,
    lang: str,
) -> None:
    """Judge every term of the instruments on one document of facts (docs/facts-document.md; - reads standard input).

    What cannot be taken stays out alone: it is said on standard error, and stands as lines {"type": "rejection", …}
    before the findings. Instead of AGREEMENT and FACTS a case, or its ledger, may stand alone.
    """
    if facts is None:
        judged = of_case(agreement, as_of, window).judged()
    else:
        judged = _of_facts(asked_of(agreement, facts, moment_only(as_of), window), form, lang)
    for one in judged:
        for finding in one.findings:
            if form == "json":
                click.echo(msgspec.json.encode(finding))
            else:
                click.echo("\n".join(_lines(finding, one.agreement, lang)))


@group.command(
    epilog="Example: servanda findings explain agreements/X facts.json finding-0123456789ab"
    " --as-of 2031-03-15T06:00Z --format people"
)
@AGREEMENT
@WORDS
@AS_OF
@WINDOW
@PAGE
@LANG
def explain(  # noqa: PLR0913 - one parameter an option
    agreement: Path,
    words: Sequence[str],
    *,
    as_of: int | datetime | None,
    window: Interval | None,
    form: str,
    lang: str,
) -> None:
    """Explain one finding as a reasoned decision: text, facts, questions with their answers, what would change it.

    Every answer is checked a second time. --format json gives the tree of questions, html a page to print. Instead of
    AGREEMENT and FACTS a case, or its ledger, may stand alone before FINDING.
    """
    *facts, finding = words
    asked = _asked(agreement, facts, as_of, window)
    one, found = _found(asked.judged(), finding)
    reason = stage.explain(found, asked.instruments, one.facts, as_of=asked.as_of, window=asked.window)
    trusted = stage.check_finding(found, reason, one.agreement, one.facts, asked.as_of)
    names = {*stage.facts_used(reason), *found.evidence, *found.notices}
    entries = asked.opened.entries(names) if isinstance(asked, OfCase) else {}
    reason = stage.with_entries(reason, entries)
    decided = Decided(found, reason, one.agreement, one.facts, entries, trusted)
    mark = _mark([one.agreement], lang)
    if form == "json":
        click.echo(msgspec.json.encode(reason))
    elif form == "html":
        click.echo(page_of(decided, lang, mark=mark.strip(" ·")))
    else:
        click.echo("\n".join(f"{mark}{line}".rstrip() for line in _page(decided, lang)))


@group.command(epilog="Example: servanda findings show cases/exercise-meridian finding-0123456789ab --as-of 40")
@AGREEMENT
@WORDS
@AS_OF
@WINDOW
@FORMAT
@LANG
def show(  # noqa: PLR0913 - one parameter an option
    agreement: Path,
    words: Sequence[str],
    *,
    as_of: int | datetime | None,
    window: Interval | None,
    form: str,
    lang: str,
) -> None:
    """Show one finding of a case, or of instruments on a document of facts, with its receipt and all replies."""
    *facts, finding = words
    one, found = _found(_asked(agreement, facts, as_of, window).judged(), finding)
    click.echo(msgspec.json.encode(found) if form == "json" else "\n".join(_lines(found, one.agreement, lang)))


def _asked(
    agreement: Path, facts: Sequence[str], as_of: int | datetime | None, window: Interval | None
) -> Asked | OfCase:
    """What is asked: a case alone, or instruments with one document of facts."""
    if not facts:
        return of_case(agreement, as_of, window)
    if len(facts) > 1:
        raise click.UsageError("Name one document of facts and one finding.")
    file: BinaryIO = click.File("rb").convert(facts[0], None, None)  # type: ignore[assignment]  # opened to be read
    with file:
        return asked_of(agreement, file, moment_only(as_of), window)


def _of_facts(asked: Asked, form: str, lang: str) -> list[Judged]:
    """What a document of facts gives; what could not be taken is said."""
    judged = list(asked.judged())
    said = [*asked.given.rejections, *distinct_rejections(judged)]
    tell_rejections(said, asked.given.facts, lang, mark=_mark(asked.instruments, lang))
    doubted = doubts(asked.given.facts, asked.instruments)
    tell_doubts(doubted, lang, mark=_mark(asked.instruments, lang))
    if form == "json":
        for kind, some in (("rejection", said), ("doubt", doubted)):
            for one in some:
                click.echo(msgspec.json.encode({"type": kind, **msgspec.to_builtins(one)}))
    return judged


def _found(judged: Iterable[Judged], finding: str) -> tuple[Judged, Finding]:
    """One finding by name, with what it was judged under and on.

    Raises:
        NotFound: `finding-unknown`.
    """
    for one in judged:
        for found in one.findings:
            if found.id == finding:
                return one, found
    raise NotFound("finding-unknown", f"Agreement and facts give no finding '{finding}'.", hint="List with `judge`.")


def _lines(finding: Finding, agreement: Agreement, lang: str) -> Iterator[str]:
    """One finding for people: verdict and attribution on one line, then what it hangs on."""
    outcome = finding.outcome
    names = [agreement.parties[name].name.get(lang, name) for name in outcome.by if name in agreement.parties]
    mark = _mark([agreement], lang)
    verdict = say(f"findings.verdict_{outcome.verdict}")[lang]
    who = say(f"findings.attribution_{outcome.attribution}", names=names)[lang]
    about = f"{finding.term} · {finding.subject.id}{_of_cap(finding, agreement, lang)}"
    yield f"{mark}{about}: {verdict}{who} [{finding.id}]"
    for hinge in (*finding.hinges, *finding.attribution_hinges):
        yield f"{mark}    {say('findings.hinges_on')[lang]}: {hinge.says.get(lang, hinge.on)}"
    for flip in finding.flips:
        yield f"{mark}    {flip.says.get(lang, flip.open)}"
    for notice in finding.notices:
        yield f"{mark}    {say('findings.notice', notice=notice)[lang]}"
    for line in parties_say(finding, agreement):
        yield f"{mark}    {line[lang]}"


def _of_cap(finding: Finding, agreement: Agreement, lang: str) -> str:
    """What a cap counts: several lines of a table may limit one place."""
    term = next((each for each in agreement.terms if each.id == finding.term), None)
    if finding.subject.kind != "cap" or finding.row is None or term is None or finding.row >= len(term.table):
        return ""
    thing = term.table[finding.row].thing
    known = agreement.things.get(thing)
    return f" · {known.name.get(lang, thing) if known is not None else thing}"


def _mark(agreements: Sequence[Agreement], lang: str) -> str:
    exercise = any(name.startswith("EX-") for one in agreements for name in one.parties)
    return say("findings.exercise")[lang] if exercise else ""


def _page(decided: Decided, lang: str) -> Iterator[str]:
    """A decision as lines: headings, and paragraphs set in as deep as they hang."""
    yield f"{title_of(decided)[lang]} [{decided.finding.id}]"
    for section in decision(decided):
        yield ""
        yield section.heading[lang].upper()
        for depth, line in section.lines:
            yield from textwrap.wrap(line[lang], 118, initial_indent="  " * depth, subsequent_indent="  " * (depth + 1))


group.add_command(listed("findings"))
group.add_command(issue_command)
group.add_command(errata_command)
group.add_command(scenarios.command, "scenarios")
