"""`servanda commitments template|import|export`: sheets that a liaison officer fills in, and what others can read."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from servanda.adapters.cases import read_manifest
from servanda.adapters.exchange import document, iati, ocds, reading, writing
from servanda.adapters.exchange.taken import TakenSheets
from servanda.adapters.guarantees import Opened, open_place, open_text
from servanda.adapters.guarantees.doubt import in_doubt
from servanda.adapters.guarantees.suspects import Suspect
from servanda.adapters.register import read_register
from servanda.cli.moments import moment_of
from servanda.commitments import Register, View, lint_register
from servanda.errors import ExternalError, InputError
from servanda.records.plan import Plan
from servanda.records.rejection import Rejection
from servanda.wording import languages, say

OUT = click.option("--out", "-o", type=click.Path(path_type=Path), required=True, help="File or folder to write.")
LANG = click.option("--lang", type=click.Choice(languages()), default="en", show_default=True, help="Language.")

_ROW = re.compile(r"(.*)!(?:[A-Z]*)([0-9]+)")
"""Place of a row, or of a cell in it."""
_LIST = re.compile(rb"(?:\s*#[^\n]*\n|\s*\n)*-")
"""A file of a case: a list of commitments, with the others beside it."""
_LATEST = datetime(2199, 1, 1, tzinfo=UTC)
"""Later than anything that a record may know."""
Written = bytes | Mapping[str, bytes]
"""One file, or the files of a folder by name."""


@dataclass(frozen=True)
class _Given:
    """What is to be exported."""

    register: Register
    plan: Plan | None
    rejections: Sequence[Rejection]
    as_of: datetime | None
    """Moment that a case or document names; none if there is none."""


@click.command()
@click.argument("out", metavar="FILE.xlsx|FOLDER", type=click.Path(path_type=Path))
@LANG
def template(out: Path, lang: str) -> None:
    """Write empty sheets to be filled in: a workbook, or a folder of CSV.

    Example: servanda commitments template pledges.xlsx --lang uk
    """
    book = out.suffix.casefold() == ".xlsx"
    if out.suffix and not book:
        says = f"'{out.name}' is neither a workbook nor a folder."
        raise InputError("template-name", says, hint="Write pledges.xlsx, or the name of a folder for files of CSV.")
    _write(out, writing.template_book(lang) if book else writing.template_files(lang))
    click.echo(say("exchange.written-template", file=out.name)[lang], err=True)


@click.command(name="import")
@click.argument("source", metavar="FILE|FOLDER", type=click.Path(path_type=Path, exists=True))
@OUT
@LANG
def import_(source: Path, out: Path, lang: str) -> None:
    """Read filled-in sheets into FOLDER (files of a case), FILE.yaml, FILE.json, or - for JSON on stdout.

    Each refused row is named with its reason, and the rest is taken; exit 1 if anything was refused.

    Example: servanda commitments import pledges.xlsx -o register.yaml
    """
    taken = reading.read_sheets(source)
    register = _doubted(taken)
    _write(out, _register(out, register, taken.plan))
    for told in taken.told:
        click.echo(told[lang], err=True)
    for rejection in taken.rejections:
        click.echo(f"{rejection.place}: {rejection.says} {rejection.hint} [{rejection.code}]", err=True)
    errors = [one for one in lint_register(register, View(as_of=_LATEST)) if one.severity == "error"]
    for error in errors:
        click.echo(f"{error.place}: {error.says[lang]} {error.hint[lang]} [{error.code}]", err=True)
    commitments, events = len(taken.register.commitments), len(taken.register.events)
    rows, said = _rows(taken.rejections), len(taken.rejections) + len(errors)
    counted = say("exchange.taken", commitments=commitments, events=events, rows=rows, said=said)
    click.echo(counted[lang], err=True)
    if taken.rejections or errors:
        sys.exit(1)


@click.command()
@click.argument("case", metavar="CASE|FILE|-", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "json", "iati", "ocds"]), required=True, help="What."
)
@OUT
@click.option("--as-of", default="", help="Moment of knowledge of json, iati and ocds; by default that of the case.")
@LANG
def export(case: Path, form: str, out: Path, as_of: str, lang: str) -> None:
    """Write a register: sheets that can be imported again (csv, xlsx, json), IATI-like rows, OCDS-style history.

    Only what is on record is written, never who would fell what.

    Example: servanda commitments export cases/paris-2026 --format xlsx -o register.xlsx
    """
    files = _given(case)
    for rejection in files.rejections:
        click.echo(f"{rejection.place}: {rejection.says} {rejection.hint} [{rejection.code}]", err=True)
    _write(out, _exported(form, files, lang, moment_of(as_of) if as_of else files.as_of))
    commitments = len(files.register.commitments)
    click.echo(say("exchange.written", commitments=commitments, file=out.name or "-")[lang], err=True)


def _doubted(taken: TakenSheets) -> Register:
    """The register, in which whatever rests on a promise that was not taken is undecided."""
    lost = [Suspect(one.id or one.place, one.id, one.provider, one.function, one.supersedes) for one in taken.lost]
    register = taken.register
    commitments, facts = in_doubt(register.commitments, lost, register.members, taken.vague_blocs)
    return Register(tuple(commitments), (*register.events, *facts), register.members)


def _rows(rejections: Sequence[Rejection]) -> int:
    """Rows with something that was not taken, however much of each."""
    return len({(found[1], found[2]) for one in rejections if (found := _ROW.fullmatch(one.place))})


def _given(case: Path) -> _Given:
    """What a case folder, a list of commitments, a document or standard input says, as it was recorded."""
    if str(case) == "-":
        return _recorded(open_text(sys.stdin.buffer.read(), "-"))
    if case.is_file() and not _LIST.match(case.read_bytes()):
        return _recorded(open_place(case))
    files = read_register(case)
    as_of = read_manifest(case).as_of if (case / "case.yaml").is_file() else None
    return _Given(files.register, files.plan, files.rejections, as_of)


def _recorded(opened: Opened) -> _Given:
    events = tuple(event for event in opened.register.events if event.id in opened.events)
    register = Register(opened.recorded, events, opened.register.members)
    return _Given(register, opened.plan, opened.rejections, opened.as_of)


def _exported(form: str, files: _Given, lang: str, as_of: datetime | None) -> Written:
    register, plan = files.register, files.plan

    def moment() -> datetime:
        if as_of is None:
            says = "What is exported is no case, so the moment of knowledge is not known."
            raise InputError("as-of-missing", says, hint="Add --as-of 2026-01-07T12:00:00Z.")
        return as_of

    writers: Mapping[str, Callable[[], Written]] = {
        "csv": lambda: writing.comma_files(register, plan, lang),
        "xlsx": lambda: writing.book_of(register, plan, lang),
        "json": lambda: document.json_text(register, plan, as_of).encode(),
        "iati": lambda: iati.iati_csv(register, moment()),
        "ocds": lambda: ocds.history_json(register, moment()),
    }
    return writers[form]()


def _register(out: Path, register: Register, plan: Plan | None) -> Written:
    if out.suffix.casefold() in {".yaml", ".yml"}:
        return document.yaml_document(register, plan).encode()
    if out.suffix.casefold() == ".json" or str(out) == "-":
        return document.json_text(register, plan).encode()
    return {name: text.encode() for name, text in document.case_files(register, plan).items()}


def _write(out: Path, content: Written) -> None:
    """Write new files: nothing that somebody has filled in is written over."""
    if str(out) == "-" and isinstance(content, bytes):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        if isinstance(content, bytes):
            _new(out, content)
            return
        out.mkdir(parents=True, exist_ok=True)
        for name, part in content.items():
            _new(out / name, part)
    except OSError as error:
        says = f"'{out}' cannot be written: {error.strerror}."
        hint = "Name a place that you may write to."
        raise ExternalError("out-not-writable", says, place=str(out), hint=hint) from error


def _new(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(content)
    except FileExistsError as error:
        says = f"'{file.name}' is there already, and may be filled in."
        raise InputError("out-exists", says, place=str(file), hint="Give another name.") from error
