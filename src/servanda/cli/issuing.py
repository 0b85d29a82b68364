"""`servanda findings issue` and `errata`: findings put on the record, and what later ones corrected."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from servanda.adapters import cases
from servanda.cli.ledger import ledger_in
from servanda.cli.moments import size_or_moment
from servanda.errors import InputError
from servanda.ledger import Ledger, read_signer
from servanda.records.issue import Erratum
from servanda.runs.issuing import Appended, Issuer, errata, issue
from servanda.runs.opened import Opened
from servanda.wording import languages, say

CASE = click.argument("case", type=click.Path(path_type=Path, file_okay=False, exists=True))
LANG = click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language.")
FORMAT = click.option("--format", "form", type=click.Choice(["json", "people"]), default="json", show_default=True)


@click.command("issue", epilog="Example: servanda findings issue my-case --by 'O. Koval' --role analyst --key ~/my.key")
@CASE
@click.option("--by", required=True, help="Who issues; self-declared, and recorded. Somebody else has to approve.")
@click.option("--role", required=True, help="In which role.")
@click.option("--key", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=True, help="Private key.")
@LANG
def issue_command(case: Path, by: str, role: str, key: Path, lang: str) -> None:
    """Append the findings of a case to its own ledger, CASE/ledger, with an erratum for each that has changed.

    They are derived from all that the ledger holds. What stands on it already is left alone, so that issuing twice
    appends nothing the second time. Exit 1 if a finding does not fit an entry.
    """
    folder = case_of(case)
    now = datetime.now(UTC).replace(microsecond=0)
    with Ledger.open(folder / "ledger", signer=read_signer(key)) as ledger:
        before = ledger.size
        done = issue(ledger, Opened(folder).findings, Issuer(by=by, role=role, at=now))
        line = {"before": before, "issued": len(done.issued), "errata": len(done.errata), "unchanged": done.unchanged}
        after = {"size": ledger.size, "root": ledger.root().hex()}
    click.echo(msgspec.json.encode({**line, **after}))
    _tell(done, _mark(folder, lang), lang)
    if done.rejections:
        raise SystemExit(1)


@click.command("errata", epilog="Example: servanda findings errata my-case --format people --lang uk")
@CASE
@click.option("--as-of", "as_of", type=size_or_moment, metavar="SIZE|TIME", help="Size of the ledger or moment.")
@FORMAT
@LANG
def errata_command(case: Path, as_of: int | datetime | None, form: str, lang: str) -> None:
    """List what was issued and corrected later: which entry, what changed, and the entries that changed it."""
    folder = case_of(case)
    ledger = Ledger.open(folder / "ledger")
    size = ledger.size_at(as_of) if isinstance(as_of, datetime) else as_of
    mark = _mark(folder, lang)
    for index, erratum in errata(ledger.entries(size)):
        if form == "json":
            click.echo(msgspec.json.encode({"entry": index, **msgspec.to_builtins(erratum)}))
        else:
            click.echo("\n".join(f"{mark}{line}" for line in lines_of(index, erratum, lang)))


def case_of(folder: Path) -> Path:
    """The case that is meant: a case folder, or the one whose ledger it is.

    Raises:
        InputError: `case-without-ledger`.
    """
    case = folder if (folder / "case.yaml").exists() else ledger_in(folder).parent
    if not (case / "case.yaml").exists() or not (case / "ledger" / "checkpoint").exists():
        hint = "Make its ledger with: servanda ingest CASE --key FILE."
        raise InputError("case-without-ledger", f"'{folder}' is no case with a ledger of its own.", hint=hint)
    return case


def lines_of(index: int, erratum: Erratum, lang: str) -> Iterator[str]:
    """An erratum for people."""
    yield say("findings.erratum", entry=index, finding=erratum.about, earlier=erratum.earlier)[lang]
    was = say(f"findings.verdict_{erratum.was.verdict}")
    if erratum.now is None:
        yield "    " + say("findings.erratum_withdrawn", was=was)[lang]
    else:
        now = say(f"findings.verdict_{erratum.now.verdict}")
        said = {"was": was, "now": now, "later": erratum.later}
        yield "    " + say("findings.erratum_now", **said)[lang]
        yield "    " + say("findings.erratum_changed", parts=_parts(erratum.changed, lang))[lang]
    key = "erratum_because" if erratum.because else "erratum_no_entry"
    yield "    " + say(f"findings.{key}", entries=", ".join(str(one) for one in erratum.because))[lang]


def _parts(changed: Sequence[str], lang: str) -> str:
    return ", ".join(say(f"findings.part_{name}")[lang] for name in changed)


def _tell(done: Appended, mark: str, lang: str) -> None:
    for erratum in done.errata:
        now = erratum.now or erratum.was
        verdicts = {
            "was": say(f"findings.verdict_{erratum.was.verdict}"),
            "now": say(f"findings.verdict_{now.verdict}"),
        }
        key = "told_withdrawn" if erratum.now is None else "told_erratum"
        click.echo(mark + say(f"findings.{key}", finding=erratum.about, **verdicts)[lang], err=True)
    for one in done.rejections:
        click.echo(f"{mark}{one.place}: {one.says} {one.hint} [{one.code}]", err=True)


def _mark(case: Path, lang: str) -> str:
    return say("findings.exercise")[lang] if cases.read_manifest(case).kind == "exercise" else ""
