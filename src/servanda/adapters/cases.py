"""A case folder → its manifest, its lists of records, its texts, its lines; bad items become rejections.

Agreements, commitments and plan have readers of their own; `servanda.runs.casefiles` puts them together.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from servanda import plain
from servanda.errors import InputError, NotFound
from servanda.records.case import Case
from servanda.records.decision import Decision, Judgement
from servanda.records.observation import Notice, RecordedAct, Register, Reply
from servanda.records.rejection import Rejection, rejected
from servanda.records.response import StepAct
from servanda.records.source import Source

T = TypeVar("T")
Line = tuple[str, bytes]
"""Place (`file:line`) and the bytes of one line."""

MAX_TEXT = 16 * 1024 * 1024


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
    step_acts: Sequence[StepAct]
    """What was done in procedures."""
    observation_lines: Sequence[Line]
    """Observations as they came."""
    watch_lines: Sequence[Line]
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
    rejections: list[Rejection] = []

    def read(name: str, kind: type[T]) -> list[T]:
        taken, bad = _list(folder, folder / name, kind)
        rejections.extend(bad)
        return taken

    sources = [
        source for file in sorted(folder.glob("sources/*.yaml")) for source in read(f"sources/{file.name}", Source)
    ]
    texts, missing = _texts(folder, sources)
    rejections.extend(missing)
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
        step_acts=read("step-acts.yaml", StepAct),
        observation_lines=lines_of(folder / "observations.jsonl", folder),
        watch_lines=lines_of(folder / "watches.jsonl", folder),
        rejections=rejections,
    )


def read_manifest(folder: Path) -> Case:
    """The manifest of a case.

    Raises:
        NotFound: `case-not-found` if the folder has no `case.yaml`.
        InputError: the manifest is not one.
    """
    file = folder / "case.yaml"
    if not file.is_file():
        hint = "Name a folder that holds case.yaml, such as cases/paris-2026."
        raise NotFound("case-not-found", f"'{folder}' holds no case.yaml.", hint=hint)
    case = plain.decode(plain.load(file.read_bytes(), file.name), Case)
    if case.kind == "exercise" and not case.id.startswith("EX-"):
        says = f"The exercise is called '{case.id}'."
        raise InputError("exercise-name", says, place="case.yaml:1", hint="Begin its id with EX-.")
    return case


def lines_of(file: Path, folder: Path) -> list[Line]:
    """The lines of a JSON-lines file with their places; blank lines are left out; no file, no lines."""
    if not file.is_file():
        return []
    name = str(file.relative_to(folder))
    numbered = enumerate(file.read_bytes().split(b"\n"), start=1)
    return [(f"{name}:{number}", line) for number, line in numbered if line.strip()]


def _list(folder: Path, file: Path, kind: type[T]) -> tuple[list[T], list[Rejection]]:
    if not file.is_file():
        return [], []
    name = str(file.relative_to(folder))
    noun = kind.__name__.lower()
    taken, errors = plain.decode_each(plain.load(file.read_bytes(), name), kind)
    unique: dict[str, T] = {}
    bad = [rejected(error, kind=noun) for error in errors]
    for item in taken:
        known = unique.setdefault(str(getattr(item, "id")), item)  # noqa: B009 - every listed record has an id
        if known != item:
            says = f"The name '{getattr(item, 'id')}' is used for two different records."  # noqa: B009 - as above
            error = InputError("duplicate-id", says, place=name, hint="Give each record a name of its own.")
            bad.append(rejected(error, kind=noun))
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
    file = (folder / source.file).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        says = f"The text '{source.file}' of source '{source.id}' is not a file of this case."
        raise InputError("text-not-found", says, place=source.id, hint="Name a file below the case folder.")
    return decode_text(file.read_bytes(), place=source.file, expected=source.sha256)


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
