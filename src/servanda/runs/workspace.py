"""A case opened at some point of knowledge: its ledger, the prefix asked for, and what was known then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from servanda.adapters import cases
from servanda.adapters.base_map import read_base_map
from servanda.errors import InputError, IntegrityError
from servanda.ledger import Ledger
from servanda.observations import reduce_watches
from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.observation import Watch
from servanda.records.rejection import Rejection
from servanda.records.source import Source
from servanda.reports.dossier import BaseShape
from servanda.runs.adopted import adopted_at, in_force_at, stated
from servanda.runs.casefiles import items, read_agreements, read_case_files
from servanda.runs.known import Known
from servanda.runs.meter import Meter
from servanda.runs.references import set_aside
from servanda.runs.replay import known_at, replay
from servanda.statements import check_statements


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """A case, opened."""

    folder: Path
    """Its folder."""
    case: Case
    """Its manifest."""
    ledger: Ledger
    """Its ledger, open for reading."""
    ledger_folder: Path
    """Where the ledger lies."""
    size: int
    """The size it is looked at."""
    root: str
    """The root at that size, hexadecimal."""
    moment: datetime
    """The moment its reports speak for."""
    known: Known
    """What was known at that size."""
    agreements: Sequence[Agreement]
    """The instruments adopted by then: of each the version in force, or adopted last where nobody says."""
    versions: Sequence[Agreement]
    """All versions of them on the record, in the order in which they reached it."""
    texts: Mapping[str, str]
    """Source id → text, for texts at hand."""
    watches: Sequence[Watch]
    """Watches as their observers' own facts leave them: lost cameras and closed roads taken off."""
    unresolved: Sequence[Rejection]
    """Records known by then that name something nobody recorded; they are not among `known`."""
    base: Sequence[BaseShape] = ()
    """Land and water below its map: read from the folder, never on the ledger, because it is no evidence."""


def open_case(
    folder: Path,
    out: Path,
    *,
    as_of: int | datetime | None = None,
    article: tuple[Source, str] | None = None,
    meter: Meter | None = None,
) -> Workspace:
    """Open a case; one without a ledger of its own is replayed into `out`.

    Args:
        folder: The case folder.
        out: Folder for what is written about this case.
        as_of: Size of the ledger, or a moment; if none is given, the manifest's moment: what a replay had recorded by
            then, and all that a ledger of the case's own holds.
        article: A further source with its text; only for a case that is replayed.
        meter: Keeps what reading and the ledger cost.

    Raises:
        NotFound: `case-not-found`.
        InputError: the manifest or an instrument is wrong; `as-of-size` for a size the ledger does not have.
        IntegrityError: the ledger is not what was signed.
    """
    meter = meter or Meter()
    if (folder / "ledger").is_dir():
        ledger_folder, ledger = folder / "ledger", Ledger.open(folder / "ledger")
        case, texts = cases.read_manifest(folder), None
        agreements: Sequence[Agreement] = read_agreements(folder, case)
    else:
        files = meter.time("observations", read_case_files, folder, article)
        case, texts, agreements = files.lists.case, files.lists.texts, files.agreements
        _refuse_itself(folder, out)
        ledger_folder, recorded = out / "ledger", items(files)
        del files  # from here on the ledger holds the rows; nothing is kept twice
        ledger = meter.time("ledger", replay, recorded, ledger_folder, case=case.id)
        del recorded
    size = ledger.size if texts is None and as_of is None else _size(ledger, as_of, case.as_of)
    what, last = meter.time("ledger", known_at, ledger, size)
    versions = adopted_at(what, agreements)
    moment = _moment(as_of, last, case.as_of)
    adopted = in_force_at(what, versions, moment)
    texts_read = [*stated(what, versions), *adopted]
    unresolved = set_aside(what, texts_read, judged=case.judged, moment=moment)
    at_hand = _texts(folder, what.of("source"), texts)
    _check_places(what, at_hand)
    return Workspace(
        folder=folder,
        case=case,
        ledger=ledger,
        ledger_folder=ledger_folder,
        size=size,
        root=ledger.root(size).hex(),
        moment=moment,
        known=what,
        agreements=adopted,
        versions=versions,
        texts=at_hand,
        watches=meter.time("watches", _watches, what, sorted(adopted, key=lambda one: one.id in case.judged)),
        unresolved=unresolved,
        base=read_base_map(folder, case.base_map) if case.base_map else (),
    )


def _watches(known: Known, agreements: Sequence[Agreement]) -> list[Watch]:
    places = {name: place for one in agreements for name, place in one.places.items()}
    return reduce_watches(known.of("watch"), known.standing_observations(), places)


def _refuse_itself(folder: Path, out: Path) -> None:
    if out.resolve() == folder.resolve():
        says = f"The results would lie in the case itself, '{folder}', and be taken for its own ledger."
        raise InputError("out-is-case", says, place=str(out), hint="Give another folder with --out.")


def _texts(folder: Path, sources: Sequence[Source], read: Mapping[str, str] | None) -> dict[str, str]:
    """Texts of the sources on record that are at hand; those of a ledger are held against what it says of them."""
    if read is not None:
        return {one.id: read[one.id] for one in sources if one.id in read}
    try:
        return {one.id: cases.read_text(folder, one) for one in sources if one.file and (folder / one.file).exists()}
    except InputError as error:
        raise IntegrityError(error.code, error.says, place=error.place, hint=error.hint) from error


def _check_places(known: Known, texts: Mapping[str, str]) -> None:
    """Hold every span of every statement against its text: a place that no longer fits is no evidence.

    Raises:
        IntegrityError: `span-outside-text`, `span-words-changed`.
    """
    for statement in known.of("statement"):
        if statement.source in texts:
            check_statements(texts[statement.source], [statement])


def _size(ledger: Ledger, as_of: int | datetime | None, manifest: datetime) -> int:
    if not isinstance(as_of, int):
        return ledger.size_at(manifest if as_of is None else as_of)
    if not 0 <= as_of <= ledger.size:
        raise InputError(
            "as-of-size", f"{as_of} is not a size of this ledger.", hint=f"Give a number from 0 to {ledger.size}."
        )
    return as_of


def _moment(as_of: int | datetime | None, last: datetime | None, manifest: datetime) -> datetime:
    if isinstance(as_of, datetime):
        return as_of
    return manifest if as_of is None or last is None else min(last, manifest)
