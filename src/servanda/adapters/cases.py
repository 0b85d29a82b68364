"""A case folder → its manifest, its lists of records, its texts, its lines; bad items become rejections.

Agreements, commitments and plan have readers of their own; `servanda.runs.casefiles` puts them together.
"""

import difflib
import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servanda import plain
from servanda.adapters import bytes_in, refuse_unrecordable
from servanda.errors import InputError, NotFound
from servanda.observations import check_notice, check_region
from servanda.records.case import Case
from servanda.records.decision import Adoption, Decision, Judgement, Position
from servanda.records.observation import Notice, RecordedAct, Register, Reply
from servanda.records.rejection import Rejection, rejected
from servanda.records.response import StepAct
from servanda.records.source import Source
from servanda.wording import languages

N = TypeVar("N", bound=plain.Named)

MAX_TEXT = 16 * 1024 * 1024
_NAME = re.compile(r"[\w.-]+")
_FILES = (
    "case.yaml",
    "commitments.yaml",
    "events.yaml",
    "blocs.yaml",
    "plan.yaml",
    "places.yaml",
    "decisions.yaml",
    "notices.yaml",
    "registers.yaml",
    "acts.yaml",
    "judgements.yaml",
    "replies.yaml",
    "positions.yaml",
    "adoptions.yaml",
    "step-acts.yaml",
    "observations.jsonl",
    "watches.jsonl",
)
"""All that is read at the top of a case; a file of data under another name is a slip of the pen, not a file to skip."""
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xls"})
"""Endings of tables, which are read only if the manifest lists them."""
_DATA = frozenset({".yaml", ".yml", ".json", ".jsonl", ".ndjson"})


def _check_act(act: RecordedAct, data: Mapping[str, Any], place: str) -> None:
    if act.where is not None:
        check_region(act.where, data.get("where"), place)


_CHECKS: Mapping[type, Callable[[Any, Any, str], None]] = MappingProxyType(
    {Notice: check_notice, RecordedAct: _check_act}
)
"""What records of the ground must not say, beyond their form."""
_NOUNS: Mapping[type, str] = MappingProxyType({RecordedAct: "act", StepAct: "step-act"})
"""Entry types that are not the record's name in small letters."""


@dataclass(frozen=True, kw_only=True)
class CaseFolder:
    """What stands in a case folder, apart from agreements and the register of commitments."""

    folder: Path
    """The folder."""
    case: Case
    """Its manifest."""
    sources: Sequence[Source]
    """Sources of all kinds."""
    texts: dict[str, str]
    """Source id → text, for sources whose file is in the folder."""
    decisions: Sequence[Decision]
    """Dated decisions."""
    notices: Sequence[Notice]
    """Announced activity."""
    registers: Sequence[Register]
    """Registers declared complete."""
    acts: Sequence[RecordedAct]
    """Authorisations, orders, attempts at coordination."""
    judgements: Sequence[Judgement]
    """Judgements of named bodies."""
    replies: Sequence[Reply]
    """Replies of the parties."""
    positions: Sequence[Position]
    """What parties say of the encoding of terms."""
    adoptions: Sequence[Adoption]
    """Which versions of the instruments were adopted, with what effect."""
    step_acts: Sequence[StepAct]
    """What was done in procedures."""
    observation_lines: Sequence[plain.Line]
    """Observations as they came."""
    watch_lines: Sequence[plain.Line]
    """Watches as they came."""
    rejections: Sequence[Rejection]
    """Items that could not be taken."""


def read_case(folder: Path) -> CaseFolder:
    """Read a case folder.

    Raises:
        NotFound: `case-not-found` if there is no `case.yaml`.
        InputError: the manifest itself is wrong; a bad item of a list is a rejection instead.
    """
    case = read_manifest(folder)
    _refuse_strays(folder, {one.file for one in case.inputs})
    rejections: list[Rejection] = []

    def read(name: str, kind: type[N]) -> list[N]:
        taken, bad = _list(folder, name, kind)
        rejections.extend(bad)
        return taken

    files = sorted(folder.glob("sources/*.yaml"))
    sources, twice = _once([source for file in files for source in read(f"sources/{file.name}", Source)])
    texts, missing = _texts(folder, sources)
    rejections += [*twice, *missing]
    return CaseFolder(
        folder=folder,
        case=case,
        sources=sources,
        texts=texts,
        decisions=read("decisions.yaml", Decision),
        notices=read("notices.yaml", Notice),
        registers=read("registers.yaml", Register),
        acts=read("acts.yaml", RecordedAct),
        judgements=read("judgements.yaml", Judgement),
        replies=read("replies.yaml", Reply),
        positions=read("positions.yaml", Position),
        adoptions=read("adoptions.yaml", Adoption),
        step_acts=read("step-acts.yaml", StepAct),
        observation_lines=lines_of(folder, "observations.jsonl"),
        watch_lines=lines_of(folder, "watches.jsonl"),
        rejections=rejections,
    )


def read_manifest(folder: Path) -> Case:
    """The manifest of a case.

    Raises:
        NotFound: `case-not-found` if the folder has no `case.yaml`.
        InputError: the manifest is not one.
    """
    raw = bytes_in(folder, "case.yaml", plain.MAX_BYTES + 1) if folder.is_dir() else None
    if raw is None:
        hint = "Name a folder that holds case.yaml, such as cases/paris-2026."
        raise NotFound("case-not-found", f"'{folder}' holds no case.yaml.", hint=hint)
    loaded = plain.load(raw, "case.yaml")
    case = plain.decode(loaded, Case)
    for code, field, says, hint in _faults(case):
        raise InputError(code, says, place=loaded.where((field,)), hint=hint)
    return case


def _faults(case: Case) -> list[tuple[str, str, str, str]]:
    """Code, field, sentence and hint of everything a manifest must not say."""
    unknown = [lang for lang in case.languages if lang not in languages()]
    start, end = case.window_start, case.window_end
    says = (
        ("case-name", "id", not _NAME.fullmatch(case.id), f"{case.id!r} cannot name a case.", "Letters, digits, . _ -"),
        (
            "exercise-name",
            "id",
            case.kind == "exercise" and not case.id.startswith("EX-"),
            f"The exercise is called '{case.id}'.",
            "Begin its id with EX-.",
        ),
        (
            "case-time-zone",
            "time_zone",
            not _is_zone(case.time_zone),
            f"'{case.time_zone}' is not a zone of the IANA list.",
            "Write a name such as Europe/Kyiv or UTC.",
        ),
        (
            "case-languages",
            "languages",
            not case.languages or bool(unknown),
            f"Reports cannot be written in {', '.join(unknown) or 'no language at all'}.",
            f"Languages: {', '.join(languages())}.",
        ),
        (
            "case-window-reversed",
            "window_start",
            start is not None and end is not None and end < start,
            f"The window begins at {start} and ends at {end}.",
            "Swap window_start and window_end.",
        ),
    )
    return [(code, field, sentence, hint) for code, field, wrong, sentence, hint in says if wrong]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _refuse_strays(folder: Path, inputs: Collection[str]) -> None:
    """Refuse files of data under names that nobody reads: a notice in `notice.yaml` would be lost without a word.

    Tables are read only if the manifest lists them.
    """
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in _TABLES and file.name not in inputs and not file.name.startswith("."):
            hint = "List it under 'inputs' in case.yaml with its reader, or move it away."
            raise InputError("case-file-unread", f"'{file.name}' would not be read.", place=file.name, hint=hint)
        if file.suffix.lower() in _DATA and file.name not in _FILES and not file.name.startswith("."):
            near = difflib.get_close_matches(file.name, _FILES, n=1, cutoff=0.4)
            hint = f"Did you mean {near[0]}?" if near else f"Read are: {', '.join(_FILES)}."
            raise InputError("case-file-unknown", f"'{file.name}' would not be read.", place=file.name, hint=hint)
    for file in sorted((folder / "sources").glob("*.yml")):
        says = f"'sources/{file.name}' would not be read."
        raise InputError("case-file-unknown", says, place=f"sources/{file.name}", hint="Name it .yaml.")


def lines_of(folder: Path, name: str) -> list[plain.Line]:
    """The lines of a JSON-lines file with their places; blank lines are left out; no file, no lines."""
    return plain.lines_of(bytes_in(folder, name) or b"", name)


def _list(folder: Path, name: str, kind: type[N]) -> tuple[list[N], list[Rejection]]:
    raw = bytes_in(folder, name, plain.MAX_BYTES + 1)
    if raw is None:
        return [], []
    taken, errors = plain.decode_named(plain.load(raw, name), kind, _check)
    return taken, [rejected(error, kind=_NOUNS.get(kind, kind.__name__.lower())) for error in errors]


def _check(record: Any, data: object, place: str) -> None:  # noqa: ANN401 - any listed record
    further = _CHECKS.get(type(record))
    if further is not None:
        further(record, data, place)
    refuse_unrecordable(record, data, place)


def _once(sources: Sequence[Source]) -> tuple[list[Source], list[Rejection]]:
    """Sources of all files, each name once; another source under the same name is a rejection."""
    unique: dict[str, Source] = {}
    bad: list[Rejection] = []
    for source in sources:
        if unique.setdefault(source.id, source) != source:
            says = f"The name '{source.id}' is used for two different sources; the first is kept."
            error = InputError("duplicate-id", says, place=source.id, hint="Give each source a name of its own.")
            bad.append(rejected(error, kind="source"))
    return list(unique.values()), bad


def _texts(folder: Path, sources: Sequence[Source]) -> tuple[dict[str, str], list[Rejection]]:
    texts: dict[str, str] = {}
    bad: list[Rejection] = []
    for source in sources:
        if source.file:
            try:
                texts[source.id] = read_text(folder, source)
            except InputError as error:
                bad.append(rejected(error, kind="source"))
    return texts, bad


def read_text(folder: Path, source: Source) -> str:
    """The text of a source, checked against its hash.

    Raises:
        InputError: it lies outside the folder, is missing, too large, not UTF-8, or not the text that was hashed.
    """
    raw = bytes_in(folder, source.file, MAX_TEXT + 1)
    if raw is None:
        says = f"The text '{source.file}' of source '{source.id}' is not a file of this case."
        raise InputError("text-not-found", says, place=source.id, hint="Name a file below the case folder.")
    if source.sha256 is None:
        says = f"The source '{source.id}' names a text without its SHA-256."
        raise InputError("text-unhashed", says, place=source.id, hint=f"sha256: {hashlib.sha256(raw).hexdigest()}")
    return decode_text(raw, place=source.file, expected=source.text_sha256 or source.sha256)


def decode_text(raw: bytes, *, place: str, expected: str | None = None) -> str:
    """Bytes of a text → text, unchanged: offsets count its code points.

    Raises:
        InputError: it is too large, not UTF-8, holds NUL, or does not match the expected SHA-256.
    """
    if len(raw) > MAX_TEXT:
        says = f"The text has {len(raw)} bytes; at most {MAX_TEXT} are read."
        raise InputError("text-too-large", says, place=place, hint="Split it into articles.")
    if expected is not None and (found := hashlib.sha256(raw).hexdigest()) != expected:
        says = f"The text has SHA-256 {found[:12]}…, recorded is {expected[:12]}…."
        raise InputError("text-changed", says, place=place, hint="Restore the original; spans are offsets into it.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        says = f"Byte {raw[error.start]:02x} at offset {error.start} is not UTF-8."
        raise InputError("text-encoding", says, place=place, hint="Save the text as UTF-8.") from error
    if "\x00" in text:
        raise InputError("text-nul", "The text holds a NUL character.", place=place, hint="Remove it.")
    return text
